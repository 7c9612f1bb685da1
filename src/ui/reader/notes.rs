//! Notes read on pointing: those of the text itself at their marks, kept open on a click or a key, and in a tip those
//! that people wrote on it.

use std::sync::Arc;

use eframe::egui::{self, Popup, PopupCloseBehavior, Response, RichText, Tooltip, Ui};

use super::ReaderView;
use crate::model::{Annotation, MarkStyle, Note, Side};
use crate::ui::note_words;
use crate::ui::palette::Palette;

/// Widest note in points.
const WIDTH: f32 = 340.0;

/// Shows the note that `mark` stands for while it is pointed at, and keeps it open once it was clicked.
pub(super) fn show(mark: &Response, side: &Side, note: u32, palette: &Palette) {
    let Some(note) = side.notes.get(note as usize) else { return };
    let name = format!("Footnote {}", note.mark);
    let popup = Popup::from_toggle_button_response(mark)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name.clone())
        .gap(4.0);
    let open = popup.is_open();
    popup.show(|ui| content(ui, note, palette));
    if !open && (mark.hovered() || mark.is_tooltip_open()) {
        mark.clone().on_hover_ui(|ui| content(ui, note, palette));
    }
}

/// Tells of the notes that people wrote where the pointer rests on the text: the first that a click reaches, and how
/// many lie there.
pub(super) fn tip(text: &Response, notes: &[&Arc<Annotation>], view: &ReaderView) {
    let chosen = view.chosen.and_then(|chosen| notes.iter().find(|note| note.id == chosen.note));
    let Some(note) = chosen.or(notes.first()) else { return };
    let palette = view.palette;
    Tooltip::for_enabled(text).at_pointer().gap(14.0).show(|ui| {
        ui.set_max_width(WIDTH);
        ui.label(RichText::new(note_words::heading(note)).color(palette.muted).size(11.0));
        ui.label(RichText::new(note_words::gist(note, 160)).color(palette.ink).size(13.0));
        if notes.len() > 1 {
            let more = format!("{} notes here: click again for the next", notes.len());
            ui.label(RichText::new(more).color(palette.muted).size(11.0));
        }
    });
}

fn content(ui: &mut Ui, note: &Note, palette: &Palette) {
    ui.set_max_width(WIDTH);
    ui.label(RichText::new(format!("Footnote {}", note.mark)).color(palette.muted).size(11.0));
    ui.label(RichText::new(note.text.text()).color(palette.ink).size(13.0));
    let mut shown: Vec<&str> = Vec::new();
    for mark in &note.marks {
        let MarkStyle::Link { target } = &mark.style else { continue };
        if shown.contains(&target.as_str()) {
            continue;
        }
        shown.push(target);
        link(ui, target, palette);
    }
}

/// Where a link of a note leads; it opens if it is an address of the web.
fn link(ui: &mut Ui, target: &str, palette: &Palette) {
    let text = RichText::new(target).size(12.0);
    if is_web(target) {
        ui.add(egui::Hyperlink::from_label_and_url(text.color(palette.link), target).open_in_new_tab(true));
    } else {
        ui.label(text.color(palette.muted));
    }
}

/// Whether a link's target is an address that a browser can open.
pub(super) fn is_web(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}
