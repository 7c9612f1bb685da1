//! The middle: the reader, or what to do where nothing is open; and the veil while files hover over the window.

use eframe::egui::{
    Align, Align2, Area, Button, Context, FontId, Id, Layout, Order, RichText, Spinner, Stroke, StrokeKind, Ui,
    UiBuilder, vec2,
};

use super::Out;
use super::align::{Comparing, differences_ui, key_bar_height, key_bar_ui};
use super::commands::{Action, Doing};
use super::{text_menu, widgets};
use crate::ui::aligner::{AlignerState, AlignerView, aligner_ui};
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::reader::{ReaderState, ReaderView, Sought, reader_ui};
use crate::workspace::{JobKind, Mode, OpenDocument, Workspace};

/// What the middle can show, and what is said in it.
pub(crate) struct Shown<'a> {
    /// The rows.
    pub(crate) reader: &'a mut ReaderState,
    /// The pairs.
    pub(crate) aligner: &'a mut AlignerState,
    /// What is searched for, if it is to be marked.
    pub(crate) sought: Option<&'a Sought>,
    /// What is to be said beside the chosen pair.
    pub(crate) said: Option<&'a str>,
    /// The differences that are gone through.
    pub(crate) comparing: &'a mut Comparing,
    /// What the person is doing.
    pub(crate) doing: Doing,
}

/// Draws the current document over all of `ui`: to be read, or to be aligned.
pub(crate) fn central_ui(ui: &mut Ui, palette: &Palette, workspace: &Workspace, mut shown: Shown, out: &mut Out) {
    let Some(open) = workspace.current_document() else {
        match workspace.jobs.iter().find(|job| job.kind == JobKind::Reading) {
            Some(job) => reading_ui(ui, palette, &job.subject),
            None => welcome_ui(ui, palette, out),
        }
        return;
    };
    if workspace.settings.mode == Mode::Align && open.document.translation.is_some() {
        align_ui(ui, palette, workspace, open, &mut shown, out);
        return;
    }
    let view = ReaderView {
        id: open.id,
        document: &open.document,
        alignment: &open.work.alignment,
        revision: open.revision,
        place: open.place,
        jump: open.jump,
        statuses: open.statuses,
        notes: &open.notes,
        notes_revision: open.notes_revision,
        chosen: open.chosen_note.as_ref(),
        sought: shown.sought,
        aligning: open.awaits_alignment(),
        settings: &workspace.settings,
        palette,
    };
    let text = reader_ui(ui, &view, shown.reader, &mut out.commands);
    text_menu::text_menu_ui(&text, palette, workspace, !shown.reader.selections().is_empty(), out);
}

/// Draws the pairs, or says that they are still looked for.
fn align_ui(
    ui: &mut Ui,
    palette: &Palette,
    workspace: &Workspace,
    open: &OpenDocument,
    shown: &mut Shown,
    out: &mut Out,
) {
    if !open.aligned {
        middle(ui, 70.0, |ui| {
            if open.aligning {
                ui.add(Spinner::new().size(22.0).color(palette.accent));
            }
            ui.add_space(8.0);
            let says = if open.aligning { "Looking for what translates what…" } else { "Not aligned yet" };
            ui.label(RichText::new(says).color(palette.muted));
            if !open.aligning && ui.add(Button::new("Align the document")).clicked() {
                out.actions.push(Action::AlignAgain);
            }
        });
        return;
    }
    let view = AlignerView {
        open,
        notes: &open.notes,
        settings: &workspace.settings,
        palette,
        sought: shown.sought,
        said: shown.said,
    };
    let whole = ui.available_rect_before_wrap();
    let foot = whole.bottom() - key_bar_height(shown.doing);
    let (above, below) = whole.split_top_bottom_at_y(foot);
    ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        if shown.doing == Doing::Comparing {
            differences_ui(ui, palette, &workspace.settings, open, shown.comparing);
        } else {
            aligner_ui(ui, &view, shown.aligner, &mut out.commands);
        }
    });
    let differs = open.proposal.as_ref().is_some_and(|proposal| !proposal.hunks.is_empty());
    key_bar_ui(ui, palette, below, (shown.doing, differs), out);
}

fn middle(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui)) {
    let all = ui.max_rect();
    let middle = all.shrink2(vec2(0.0, ((all.height() - height) / 2.0).max(0.0)));
    let layout = Layout::top_down(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(middle).layout(layout), contents);
}

fn reading_ui(ui: &mut Ui, palette: &Palette, subject: &str) {
    middle(ui, 70.0, |ui| {
        ui.add(Spinner::new().size(22.0).color(palette.accent));
        ui.add_space(8.0);
        ui.label(RichText::new(format!("Reading {subject}…")).color(palette.muted));
    });
}

fn welcome_ui(ui: &mut Ui, palette: &Palette, out: &mut Out) {
    middle(ui, 260.0, |ui| {
        ui.label(RichText::new("对照").font(FontId::new(52.0, fonts::chinese())).color(palette.accent));
        ui.add_space(6.0);
        let line = "Chinese documents beside their English translations";
        ui.label(RichText::new(line).font(FontId::new(17.0, fonts::english())).color(palette.soft));
        ui.add_space(18.0);
        let first = Button::new(widgets::bold("Open a document…", 13.0).color(palette.on_accent))
            .fill(palette.accent)
            .stroke(Stroke::NONE)
            .min_size(vec2(200.0, 32.0));
        if ui.add(first).clicked() {
            out.actions.push(Action::Open);
        }
        for action in [Action::Paste, Action::OpenSample] {
            if ui.add(Button::new(action.name()).min_size(vec2(200.0, 30.0))).clicked() {
                out.actions.push(action);
            }
        }
        ui.add_space(10.0);
        ui.label(RichText::new("Files may also be dropped on the window").size(12.0).color(palette.muted));
    });
}

/// Says, while files hover over the window, what letting go of them will do.
pub(crate) fn drop_veil_ui(ctx: &Context, palette: &Palette) {
    let files = ctx.input(|input| input.raw.hovered_files.len());
    if files == 0 {
        return;
    }
    let text = if files == 1 { "Drop to open the file".to_owned() } else { format!("Drop to open {files} files") };
    Area::new(Id::unique("drop veil")).order(Order::Foreground).fixed_pos(ctx.content_rect().min).show(ctx, |ui| {
        let all = ctx.content_rect();
        ui.painter().rect_filled(all, 0.0, palette.sheet.gamma_multiply(0.86));
        let frame = all.shrink(18.0);
        ui.painter().rect_stroke(frame, 10.0, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
        let font = FontId::new(20.0, fonts::interface_bold());
        ui.painter().text(all.center(), Align2::CENTER_CENTER, text, font, palette.ink);
    });
}
