//! Exporting: what the dialogs for it have in common, and a file for each of them.

mod destination;
mod notes;
mod notes_preview;
mod pairs;
mod pairs_preview;

use std::sync::mpsc::{self, Receiver};

use eframe::egui::{Context, Frame, Label, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

use super::{App, Purpose, Stay, complaint, first_field, main_button, title, typed_path};
use crate::ui::palette::Palette;
use crate::ui::shell::widgets;
pub(crate) use destination::Destination;
pub(crate) use notes::ExportNotes;
pub(crate) use pairs::ExportPairs;

/// Height of a line of a preview, in points.
const LINE: f32 = 20.0;

/// The frame around a preview of `lines` lines, of which those are drawn that are seen.
fn preview_ui(ui: &mut Ui, palette: &Palette, height: f32, lines: usize, mut line_ui: impl FnMut(&mut Ui, usize)) {
    let frame = Frame::new().fill(palette.card).stroke(Stroke::new(1.0, palette.line)).corner_radius(4.0);
    frame.inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| {
        ui.set_min_size(vec2(ui.available_width(), height));
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("preview").max_height(height).auto_shrink([false, false]);
        area.show_rows(ui, LINE, lines, |ui, rows| {
            for nth in rows {
                line_ui(ui, nth);
            }
        });
    });
}

/// What is not as it was in this very file, and what its format never holds.
fn losses_ui(ui: &mut Ui, palette: &Palette, height: f32, changed: &[String], never: &[&str]) {
    widgets::heading(ui, palette, "What this format cannot hold");
    ScrollArea::vertical().id_salt("losses").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let of_this_file = changed.iter().map(|sentence| (sentence.as_str(), palette.ink));
        for (sentence, color) in of_this_file.chain(never.iter().map(|sentence| (*sentence, palette.soft))) {
            ui.add(Label::new(RichText::new(format!("· {sentence}")).size(12.0).color(color)).wrap());
        }
    });
}

/// Does `work` on a thread of its own and wakes the window; nothing if there is no thread to be had.
fn on_a_thread<T: Send + 'static>(ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Option<Receiver<T>> {
    let (sender, answer) = mpsc::channel();
    let ctx = ctx.clone();
    let work = move || {
        // The dialog may be closed by now.
        sender.send(work()).ok();
        ctx.request_repaint();
    };
    std::thread::Builder::new().name("preview of an export".to_owned()).spawn(work).ok().map(|_| answer)
}
