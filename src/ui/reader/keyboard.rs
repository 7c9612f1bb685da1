//! The keys of the reader.

use eframe::egui::{self, Event, EventFilter, Id, Key, KeyboardShortcut, Modifiers, Popup, Ui};

use super::extent::{By, Step};

/// What a key asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wish {
    /// Scroll by a page, up or down.
    Page(i32),
    /// Scroll to the first row.
    First,
    /// Scroll to the last row.
    Last,
    /// Make the row before or after the current one.
    Row(i32),
    /// Make the pair before or after the current one.
    Pair(i32),
    /// Move the end of the selection.
    Grow(Step),
    /// Select the cell that was last pointed at.
    SelectCell,
    /// Copy what is selected.
    Copy,
    /// Select nothing.
    Escape,
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn grow(by: By, forward: bool) -> Wish {
    Wish::Grow(Step { by, forward })
}

/// Keys that ask for most modifiers come first: egui lets a key match with more held than it asks for.
const KEYS: &[(Modifiers, Key, Wish)] = &[
    (CTRL_SHIFT, Key::ArrowRight, grow(By::Word, true)),
    (CTRL_SHIFT, Key::ArrowLeft, grow(By::Word, false)),
    (Modifiers::SHIFT, Key::ArrowRight, grow(By::Character, true)),
    (Modifiers::SHIFT, Key::ArrowLeft, grow(By::Character, false)),
    (Modifiers::SHIFT, Key::ArrowDown, grow(By::Sentence, true)),
    (Modifiers::SHIFT, Key::ArrowUp, grow(By::Sentence, false)),
    (Modifiers::NONE, Key::PageDown, Wish::Page(1)),
    (Modifiers::NONE, Key::PageUp, Wish::Page(-1)),
    (Modifiers::SHIFT, Key::Space, Wish::Page(-1)),
    (Modifiers::NONE, Key::Space, Wish::Page(1)),
    (Modifiers::NONE, Key::Home, Wish::First),
    (Modifiers::NONE, Key::End, Wish::Last),
    (Modifiers::NONE, Key::ArrowDown, Wish::Row(1)),
    (Modifiers::NONE, Key::ArrowUp, Wish::Row(-1)),
    (Modifiers::NONE, Key::ArrowRight, Wish::Pair(1)),
    (Modifiers::NONE, Key::ArrowLeft, Wish::Pair(-1)),
    (Modifiers::COMMAND, Key::Home, Wish::First),
    (Modifiers::COMMAND, Key::End, Wish::Last),
    (Modifiers::COMMAND, Key::A, Wish::SelectCell),
];

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

/// What the keys of the text do, for the list of keys. They are no commands: elsewhere they mean something else.
pub const TEXT_KEYS: [(&str, [KeyboardShortcut; 2]); 8] = [
    ("Next or previous pair", [key(Modifiers::NONE, Key::ArrowRight), key(Modifiers::NONE, Key::ArrowLeft)]),
    ("Next or previous row", [key(Modifiers::NONE, Key::ArrowDown), key(Modifiers::NONE, Key::ArrowUp)]),
    ("Page down or up", [key(Modifiers::NONE, Key::Space), key(Modifiers::SHIFT, Key::Space)]),
    ("First or last row", [key(Modifiers::NONE, Key::Home), key(Modifiers::NONE, Key::End)]),
    (
        "Select a character more or less",
        [key(Modifiers::SHIFT, Key::ArrowRight), key(Modifiers::SHIFT, Key::ArrowLeft)],
    ),
    ("Select a word more or less", [key(CTRL_SHIFT, Key::ArrowRight), key(CTRL_SHIFT, Key::ArrowLeft)]),
    ("Select a sentence more or less", [key(Modifiers::SHIFT, Key::ArrowDown), key(Modifiers::SHIFT, Key::ArrowUp)]),
    ("Select the cell, or nothing", [key(Modifiers::COMMAND, Key::A), key(Modifiers::NONE, Key::Escape)]),
];

/// What the keys of this frame ask for, where `list` has the focus or nothing else has it.
pub(super) fn wishes(ui: &Ui, list: Id) -> Vec<Wish> {
    let focused = ui.memory(egui::Memory::focused);
    // A dialog over the text has the keys, even if nothing in it has the focus.
    let is_behind = !ui.memory(|memory| memory.allows_interaction(ui.layer_id()));
    if is_behind || focused.is_some_and(|focused| focused != list) {
        return Vec::new();
    }
    if focused == Some(list) {
        // Or else the arrows would take the focus away.
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list, filter));
    }
    let in_menu = Popup::is_any_open(ui.ctx());
    ui.input_mut(|input| {
        let mut wishes = Vec::new();
        for &(modifiers, key, wish) in KEYS {
            // Every press counts: a key that is held may repeat within one frame.
            wishes.extend(std::iter::repeat_n(wish, input.count_and_consume_key(modifiers, key)));
        }
        if input.events.iter().any(|event| matches!(event, Event::Copy)) {
            wishes.push(Wish::Copy);
        }
        // A menu that is open takes Escape for itself.
        if !in_menu && input.key_pressed(Key::Escape) {
            wishes.push(Wish::Escape);
        }
        wishes
    })
}
