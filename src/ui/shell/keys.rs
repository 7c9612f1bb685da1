//! Which commands the keys ask for that were pressed: what a key means depends on what the person does, and on who has
//! the keyboard. The keys themselves are in the table of commands.

use eframe::egui::{Context, Event, Id, Key, KeyboardShortcut, Modifiers, Popup};

use super::commands::{Action, Doing, Needs, table};

/// What says how keys are to be understood.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hearing {
    /// What the person is doing.
    pub(crate) doing: Doing,
    /// Whether the list of notes has the keyboard.
    pub(crate) in_notes: bool,
    /// The widget that has the keyboard while pairs are aligned.
    pub(crate) list: Option<Id>,
    /// Whether something is open above the window.
    pub(crate) is_open: bool,
}

/// The commands whose keys were pressed since the last frame, in that order; their events are used up.
///
/// Keys without Ctrl stay with the field that has the keyboard while somebody types, and keys that every widget knows
/// (arrows, Space, Enter) with whatever has it besides the list of pairs, or with what is open above the window. While
/// the list of notes has the keyboard, its own keys come before all others.
pub(crate) fn pressed(ctx: &Context, hearing: Hearing) -> Vec<Action> {
    let Hearing { doing, in_notes, list, is_open } = hearing;
    let typing = ctx.text_edit_focused();
    let focused = ctx.memory(eframe::egui::Memory::focused);
    let is_elsewhere = focused.is_some() && focused != list || is_open || Popup::is_any_open(ctx);
    let mut actions = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, modifiers, pressed: true, .. } = event else { return true };
            let found = meant(doing, in_notes, (*modifiers, *key)).filter(|(shortcut, action)| {
                let is_widgets = is_elsewhere && is_every_widgets(*key) && !(modifiers.command || modifiers.alt);
                // What is typed in a field is undone in the field.
                let is_fields = typing && (matches!(action, Action::Undo | Action::Redo) || is_typed(*shortcut));
                !is_fields && (!is_widgets || is_of_notes(*action))
            });
            actions.extend(found.map(|(_, action)| action));
            found.is_none()
        });
    });
    actions
}

/// What a key means while doing something. Some signs need Shift on some keyboards, so a key may be pressed with more
/// than it asks for, where nothing asks for more.
fn meant(doing: Doing, in_notes: bool, (modifiers, pressed): (Modifiers, Key)) -> Option<(KeyboardShortcut, Action)> {
    let there = table().filter(|entry| entry.doing.contains(&doing));
    // Who goes through the notes does not change pairs.
    let there = there.filter(|entry| match entry.action {
        Action::Align(_) => !in_notes,
        _ => in_notes || entry.needs != Needs::Note,
    });
    let all = there.flat_map(|entry| entry.keys.iter().map(|key| (*key, entry.action)));
    all.filter(|(key, _)| key.logical_key == pressed && modifiers.matches_logically(key.modifiers))
        .max_by_key(|(key, action)| (is_of_notes(*action), u8::from(key.modifiers.shift) + u8::from(key.modifiers.alt)))
}

/// Whether a command is one of the list of notes.
fn is_of_notes(action: Action) -> bool {
    action.entry().needs == Needs::Note
}

/// Whether a widget that has the keyboard has a use of its own for a key.
fn is_every_widgets(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowDown
            | Key::ArrowUp
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::Space
            | Key::Enter
            | Key::Escape
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
    )
}

/// Whether a key means itself in a field: also with Shift, which makes it a capital letter.
fn is_typed(shortcut: KeyboardShortcut) -> bool {
    let KeyboardShortcut { modifiers, logical_key } = shortcut;
    let is_function_key = matches!(logical_key, Key::F1 | Key::F2 | Key::F3 | Key::F4 | Key::F6 | Key::F9 | Key::F10);
    let is_command = modifiers.ctrl || modifiers.command || modifiers.mac_cmd || modifiers.alt;
    !is_function_key && !is_command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::shell::align::AlignAction;
    use crate::ui::shell::commands::{CTRL, CTRL_SHIFT, PLAIN};

    #[test]
    fn a_key_means_what_the_person_is_doing() {
        let means = |doing, modifiers, key| meant(doing, false, (modifiers, key)).map(|(_, action)| action);
        for (doing, modifiers, key, expected) in [
            (Doing::Reading, PLAIN, Key::M, Some(Action::Mark)),
            (Doing::Aligning, PLAIN, Key::M, Some(Action::Align(AlignAction::MoveColumn))),
            (Doing::Reading, PLAIN, Key::Space, None),
            (Doing::Aligning, PLAIN, Key::Space, Some(Action::Align(AlignAction::Mark))),
            (Doing::Aligning, CTRL_SHIFT, Key::Z, Some(Action::Redo)),
            (Doing::Aligning, CTRL, Key::Z, Some(Action::Undo)),
            (Doing::Reading, CTRL.plus(Modifiers::SHIFT), Key::Plus, Some(Action::TextLarger)),
        ] {
            assert_eq!(means(doing, modifiers, key), expected, "{key:?} while {doing:?}");
        }
        for (doing, key, expected) in [
            (Doing::Reading, Key::R, Some(Action::ReplyToNote)),
            (Doing::Aligning, Key::R, Some(Action::ReplyToNote)),
            (Doing::Aligning, Key::M, None),
            (Doing::Aligning, Key::G, Some(Action::GoTo)),
        ] {
            let found = meant(doing, true, (PLAIN, key)).map(|(_, action)| action);
            assert_eq!(found, expected, "{key:?} in the list of notes while {doing:?}");
        }
    }
}
