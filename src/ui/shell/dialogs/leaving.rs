//! The question that stands in the way of losing work: what is not kept, why, and what can be done with it.
//!
//! It is no [`super::Dialog`] of the window's own: whether it is asked is up to the workspace.

use eframe::egui::{Align, Button, Context, Id, Label, Layout, Margin, Modal, RichText, Ui};

use super::{Dialog, frame, main_button, title};
use crate::ui::palette::Palette;
use crate::ui::shell::commands::Action;
use crate::ui::shell::{App, Out, widgets};
use crate::workspace::{Command, DocumentId, Leaving, OpenDocument, ShelfState, Unkept};

/// How many documents are named.
const MOST: usize = 6;

/// What the question says.
struct Asked {
    title: &'static str,
    stay: &'static str,
    leave: &'static str,
}

fn asked(leaving: &Leaving) -> Asked {
    match leaving {
        Leaving::Document(_) => Asked {
            title: "This document has changes that are not kept",
            stay: "Keep it open",
            leave: "Close it and lose them",
        },
        Leaving::Library(_) => Asked {
            title: "This library has not kept everything yet",
            stay: "Stay with it",
            leave: "Leave it and lose the changes",
        },
        Leaving::Window => Asked {
            title: "Not everything is kept yet",
            stay: "Keep the window open",
            leave: "Close it and lose the changes",
        },
    }
}

/// Asks, if there is something to ask.
pub(crate) fn leaving_ui(ctx: &Context, palette: &Palette, app: &mut App, out: &mut Out) {
    let Some(leaving) = &app.workspace.leaving else { return };
    let (unkept, asked) = (app.workspace.unkept(leaving), asked(leaving));
    let mut to_export = None;
    let width = f32::min(520.0, ctx.content_rect().width() - 60.0);
    let modal = Modal::new(Id::unique("leaving")).frame(frame(ctx, palette, Margin::same(18)));
    let shown = modal.backdrop_color(palette.veil).show(ctx, |ui| {
        ui.set_width(width - 36.0);
        title(ui, palette, asked.title);
        ui.add_space(6.0);
        for one in unkept.iter().take(MOST) {
            if let Some(dialog) = unkept_ui(ui, palette, one) {
                to_export = Some((one.document, dialog));
            }
        }
        if let Some(more) = unkept.len().checked_sub(MOST).filter(|more| *more > 0) {
            ui.label(RichText::new(format!("and {more} more")).color(palette.soft));
        }
        ui.add_space(6.0);
        let advice = match app.workspace.shelf.state {
            ShelfState::Opening | ShelfState::Open | ShelfState::NoRoom => {
                "It is tried again every second. If it succeeds, what you asked for is done."
            }
            ShelfState::ReadOnly | ShelfState::Closed => {
                "Export the notes and the pairs, or stay and open another library: what you did is kept there."
            }
        };
        ui.add(Label::new(RichText::new(advice).color(palette.soft)).wrap());
        ui.add_space(12.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if main_button(ui, palette, asked.stay, true) {
                out.commands.push(Command::Stay);
            }
            if ui.add(Button::new(RichText::new(asked.leave).color(palette.error))).clicked() {
                out.commands.push(Command::LeaveAnyway);
            }
        });
    });
    if shown.should_close() {
        out.commands.push(Command::Stay);
    }
    if let Some((document, dialog)) = to_export {
        export(app, document, dialog, out);
    }
}

fn export(app: &mut App, document: DocumentId, dialog: fn(&OpenDocument) -> Dialog, out: &mut Out) {
    let Some(open) = app.workspace.document(document) else { return };
    app.shell.dialog = Some(dialog(open));
    out.commands.extend([Command::Stay, Command::Show(document)]);
}

/// A document, why it is not kept, and the ways to take it elsewhere. The dialog of the one that was chosen.
fn unkept_ui(ui: &mut Ui, palette: &Palette, one: &Unkept) -> Option<fn(&OpenDocument) -> Dialog> {
    const BUTTONS: f32 = 168.0;
    let mut chosen: Option<fn(&OpenDocument) -> Dialog> = None;
    ui.horizontal_top(|ui| {
        let buttons = if one.is_open { BUTTONS } else { 0.0 };
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - buttons);
            ui.add(Label::new(widgets::bold(&one.title, 13.0).color(palette.ink)).wrap());
            ui.add(Label::new(RichText::new(reason(one)).color(palette.soft)).wrap());
        });
        if one.is_open {
            ui.vertical_centered_justified(|ui| {
                if ui.button(Action::ExportNotes.name()).clicked() {
                    chosen = Some(|open| Dialog::export(open, None));
                }
                if ui.button(Action::ExportPairs.name()).clicked() {
                    chosen = Some(Dialog::export_pairs);
                }
            });
        }
    });
    ui.add_space(4.0);
    chosen
}

fn reason(one: &Unkept) -> &str {
    one.why.as_deref().unwrap_or("Its last change is being saved")
}
