//! Which notes an export takes: how many, and each with its address and first words. Worked out on a thread of its own,
//! because a document may have many notes.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{Context, FontId, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{LINE, on_a_thread, preview_ui};
use crate::export::notes::{Chosen, Entry, NotesView};
use crate::model::{Document, Work};
use crate::ui::palette::Palette;
use crate::ui::shell::notes::{first_words, first_words_of_note};
use crate::ui::shell::widgets;
use crate::workspace::OpenDocument;

/// Height of the list, in points.
const HEIGHT: f32 = 7.0 * LINE;
/// How many characters of a note are shown.
const WORDS: usize = 90;

/// The notes that are chosen, and of which choice that is said.
#[derive(Default)]
pub(super) struct Preview {
    /// What was asked for last.
    of: Option<(u64, Chosen)>,
    counting: Option<Receiver<Outline>>,
    outline: Outline,
}

/// The notes that are chosen, a line each.
#[derive(Default)]
struct Outline {
    /// How many there are, as a sentence.
    summary: String,
    lines: Vec<Line>,
}

struct Line {
    address: String,
    words: String,
    depth: u32,
}

impl Preview {
    /// Works it out anew where the choice or the notes changed. One choice is worked out at a time: what is chosen
    /// meanwhile comes after it.
    pub(super) fn follow(&mut self, ctx: &Context, open: &OpenDocument, chosen: &Chosen) {
        if let Some(outline) = self.counting.as_ref().and_then(|counting| counting.try_recv().ok()) {
            (self.outline, self.counting) = (outline, None);
        }
        let is_known = self.of.as_ref().is_some_and(|(revision, of)| *revision == open.notes_revision && of == chosen);
        if is_known || self.counting.is_some() {
            return;
        }
        let (document, work, of) = (open.document.clone(), open.work.clone(), chosen.clone());
        self.of = Some((open.notes_revision, of.clone()));
        self.counting = on_a_thread(ctx, move || outline(&document, &work, &of));
    }

    /// Draws how many notes there are, and the notes.
    pub(super) fn ui(&self, ui: &mut Ui, palette: &Palette) {
        ui.label(widgets::bold(&self.outline.summary, 13.0).color(palette.ink));
        preview_ui(ui, palette, HEIGHT, self.outline.lines.len(), |ui, nth| {
            if let Some(line) = self.outline.lines.get(nth) {
                line_ui(ui, palette, line);
            }
        });
    }
}

fn line_ui(ui: &mut Ui, palette: &Palette, line: &Line) {
    const ADDRESS: f32 = 74.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let Line { address, words, depth } = line;
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{address} {words}")));
    let address = widgets::one_line(ui, address, FontId::proportional(11.5), palette.muted, ADDRESS - 8.0);
    let left = rect.left() + ADDRESS + 12.0 * (*depth).min(4) as f32;
    let words = widgets::one_line(ui, words, FontId::proportional(12.5), palette.ink, rect.right() - left);
    for (x, galley) in [(rect.left(), address), (left, words)] {
        let at = pos2(x, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, palette.ink);
    }
}

fn outline(document: &Arc<Document>, work: &Work, chosen: &Chosen) -> Outline {
    let view = NotesView::new(document, work, chosen);
    Outline { summary: view.summary(), lines: view.entries().map(line).collect() }
}

fn line(entry: &Entry) -> Line {
    let address = match (&entry.address, entry.depth) {
        (Some(address), 0) => address.to_string(),
        (None, 0) => "lost".to_owned(),
        _ => String::new(),
    };
    let words = first_words_of_note(&entry.text, entry.is_markdown() && !entry.is_draft(), WORDS);
    let quote = || entry.places.first().map(|place| format!("“{}”", first_words(&place.quote, WORDS)));
    let words = if words.is_empty() { quote().unwrap_or_default() } else { words };
    Line { address, words, depth: entry.depth }
}
