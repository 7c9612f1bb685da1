//! The dialogs over the window, one at a time. Escape and a click beside close them.

mod call;
mod command_list;
mod export;
mod go_to;
mod import;
mod leaving;
mod move_column;
mod open;
mod paste;
mod shortcuts;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Align2, Area, Context, Frame, Id, Margin, Modal, Response, RichText, TextEdit, Ui, vec2};

use super::{App, Out};
use crate::model::{Document, SideName};
use crate::ui::palette::Palette;
use crate::ui::shell::widgets;
use crate::workspace::{DocumentId, OpenDocument};
use export::Destination;
pub(crate) use leaving::leaving_ui;
use open::typed_path;
pub(crate) use open::{OpenDialog, Purpose};

/// A dialog and what was typed into it.
pub(crate) enum Dialog {
    /// Asks for a file.
    Open(OpenDialog),
    /// Asks which notes go where.
    Export(Box<export::ExportNotes>),
    /// Asks in which form a document leaves with its pairs, and where it goes.
    ExportPairs(Box<export::ExportPairs>),
    /// Asks what becomes of notes that differ, or tells what could not be imported.
    Import(Box<import::ImportDialog>),
    /// Asks for text.
    Paste(paste::PasteDialog),
    /// Asks for a row.
    GoTo(go_to::GoToDialog),
    /// Asks by how many pairs a column is to be moved.
    MoveColumn(move_column::MoveColumnDialog),
    /// Asks what a paragraph is.
    Call(call::CallDialog),
    /// Asks for a command.
    Palette(command_list::CommandList),
    /// Shows the keys.
    Shortcuts,
}

impl Dialog {
    pub(crate) fn open(purpose: Purpose) -> Self {
        Self::Open(OpenDialog::new(purpose))
    }

    /// `filtered` names what the filter of the list lets through, where it asks for something.
    pub(crate) fn export(open: &OpenDocument, filtered: Option<Arc<BTreeSet<Arc<str>>>>) -> Self {
        Self::Export(Box::new(export::ExportNotes::new(open, filtered)))
    }

    pub(crate) fn export_pairs(open: &OpenDocument) -> Self {
        Self::ExportPairs(Box::new(export::ExportPairs::new(open)))
    }

    /// Where the file goes that this dialog writes, if it writes one.
    pub(crate) fn destination(&mut self) -> Option<&mut Destination> {
        match self {
            Self::Export(export) => Some(export.destination()),
            Self::ExportPairs(export) => Some(export.destination()),
            _ => None,
        }
    }

    /// The import of a document with that serial.
    pub(crate) fn import(document: DocumentId, serial: u64) -> Self {
        Self::Import(Box::new(import::ImportDialog::new(document, serial)))
    }

    pub(crate) fn paste() -> Self {
        Self::Paste(paste::PasteDialog::default())
    }

    pub(crate) fn go_to() -> Self {
        Self::GoTo(go_to::GoToDialog::default())
    }

    pub(crate) fn move_column() -> Self {
        Self::MoveColumn(move_column::MoveColumnDialog::default())
    }

    /// What a passage of a side is; nothing where there is none.
    pub(crate) fn call(document: &Document, side: SideName, passage: usize) -> Option<Self> {
        call::CallDialog::new(document, side, passage).map(Self::Call)
    }

    pub(crate) fn palette() -> Self {
        Self::Palette(command_list::CommandList::default())
    }

    /// Where it stands and how wide it is.
    fn area(&self, ctx: &Context) -> (Area, f32) {
        let (name, width, from_top) = match self {
            Self::Open(_) => ("open dialog", 560.0, None),
            Self::Export(_) => ("export dialog", 620.0, None),
            Self::ExportPairs(_) => ("export pairs dialog", 920.0, None),
            Self::Import(_) => ("import dialog", 820.0, None),
            Self::Paste(_) => ("paste dialog", 620.0, None),
            Self::GoTo(_) => ("go to dialog", 320.0, Some(72.0)),
            Self::MoveColumn(_) => ("move column dialog", 380.0, Some(72.0)),
            Self::Call(_) => ("kind of paragraph", 420.0, Some(72.0)),
            Self::Palette(_) => ("command palette", 460.0, Some(72.0)),
            Self::Shortcuts => ("keyboard shortcuts", 460.0, None),
        };
        let area = Modal::default_area(Id::unique(name));
        let area = match from_top {
            Some(top) => area.anchor(Align2::CENTER_TOP, vec2(0.0, top)),
            None => area,
        };
        (area, f32::min(width, ctx.content_rect().width() - 60.0))
    }
}

/// Whether a dialog stays after this frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stay {
    /// It does.
    Open,
    /// It is done.
    Close,
}

/// Draws the dialog that is open, if one is.
pub(crate) fn dialogs_ui(ctx: &Context, palette: &Palette, app: &mut App, out: &mut Out) {
    let Some(mut dialog) = app.shell.dialog.take() else { return };
    let (area, width) = dialog.area(ctx);
    let margin = if matches!(dialog, Dialog::Palette(_)) { Margin::same(10) } else { Margin::same(18) };
    let frame = frame(ctx, palette, margin);
    let inner_width = width - margin.sum().x;
    let doing = app.doing();
    let shown = Modal::new(area.layer().id).area(area).frame(frame).backdrop_color(palette.veil).show(ctx, |ui| {
        ui.set_width(inner_width);
        match &mut dialog {
            Dialog::Open(open) => open.ui(ui, palette, app, out),
            Dialog::Export(export) => export.ui(ui, palette, app),
            Dialog::ExportPairs(export) => export.ui(ui, palette, app),
            Dialog::Import(import) => import.ui(ui, palette, &app.workspace, out),
            Dialog::Paste(paste) => paste.ui(ui, palette, out),
            Dialog::GoTo(go_to) => go_to.ui(ui, palette, &app.workspace, out),
            Dialog::MoveColumn(asked) => asked.ui(ui, palette, app),
            Dialog::Call(asked) => asked.ui(ui, palette, app),
            Dialog::Palette(list) => list.ui(ui, palette, (&app.workspace, doing, app.shell.selected), out),
            Dialog::Shortcuts => shortcuts::shortcuts_ui(ui, palette, doing),
        }
    });
    if shown.inner == Stay::Open && !shown.should_close() {
        app.shell.dialog = Some(dialog);
    } else if let Dialog::Import(import) = dialog {
        out.commands.push(import.leave());
    }
}

fn frame(ctx: &Context, palette: &Palette, margin: Margin) -> Frame {
    let style = ctx.global_style();
    Frame::new()
        .fill(palette.panel)
        .stroke(style.visuals.window_stroke)
        .corner_radius(style.visuals.window_corner_radius)
        .shadow(style.visuals.window_shadow)
        .inner_margin(margin)
}

/// The name of a dialog.
fn title(ui: &mut Ui, palette: &Palette, text: &str) {
    ui.label(widgets::bold(text, 16.0).color(palette.ink));
}

/// The field that a dialog opens with: labelled, over the whole width, focused once.
fn first_field(ui: &mut Ui, label: RichText, typed: &mut String, hint: &str, focused: &mut bool) -> Response {
    let label = ui.label(label);
    let field = TextEdit::singleline(typed).hint_text(hint).desired_width(f32::INFINITY).margin(vec2(10.0, 6.0));
    let field = ui.add(field).labelled_by(label.id);
    if !std::mem::replace(focused, true) {
        field.request_focus();
    }
    field
}

/// What is wrong with what was typed.
fn complaint(ui: &mut Ui, palette: &Palette, text: &str) {
    ui.add(eframe::egui::Label::new(RichText::new(text).color(palette.error)).wrap());
}

/// The button that does what the dialog is for.
fn main_button(ui: &mut Ui, palette: &Palette, text: &str, enabled: bool) -> bool {
    let button = eframe::egui::Button::new(widgets::bold(text, 13.0).color(palette.on_accent))
        .fill(palette.accent)
        .stroke(eframe::egui::Stroke::NONE)
        .min_size(vec2(86.0, 28.0));
    ui.add_enabled(enabled, button).clicked()
}
