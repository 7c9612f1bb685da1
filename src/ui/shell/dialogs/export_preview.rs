//! Which notes an export takes: how many, and each with its address and first words. Worked out on a thread of its own,
//! because a document may have many notes.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use eframe::egui::{Context, FontId, Frame, Margin, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::export::notes::{Chosen, Entry, NotesView};
use crate::model::{Document, Work};
use crate::ui::palette::Palette;
use crate::ui::shell::notes::first_words;
use crate::ui::shell::widgets;
use crate::workspace::OpenDocument;

/// Height of a line and of the list, in points.
const LINE: f32 = 20.0;
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
        let frame = Frame::new().fill(palette.card).stroke(Stroke::new(1.0, palette.line)).corner_radius(4.0);
        frame.inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| {
            ui.set_min_size(vec2(ui.available_width(), HEIGHT));
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().id_salt("chosen notes").max_height(HEIGHT).auto_shrink([false, false]);
            area.show_rows(ui, LINE, self.outline.lines.len(), |ui, rows| {
                for line in self.outline.lines.get(rows).unwrap_or_default() {
                    line_ui(ui, palette, line);
                }
            });
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
    let words = first_words(&entry.text, WORDS);
    let quote = || entry.places.first().map(|place| format!("“{}”", first_words(&place.quote, WORDS)));
    let words = if words.is_empty() { quote().unwrap_or_default() } else { words };
    Line { address, words, depth: entry.depth }
}

/// Does `work` on a thread of its own and wakes the window; nothing if there is no thread to be had.
pub(super) fn on_a_thread<T: Send + 'static>(
    ctx: &Context,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<Receiver<T>> {
    let (sender, answer) = mpsc::channel();
    let ctx = ctx.clone();
    let work = move || {
        // The dialog may be closed by now.
        sender.send(work()).ok();
        ctx.request_repaint();
    };
    std::thread::Builder::new().name("export of notes".to_owned()).spawn(work).ok().map(|_| answer)
}
