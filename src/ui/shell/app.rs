//! The window's program: takes what workers have done, draws a frame, carries out what the frame asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{
    self, CentralPanel, Context, CursorIcon, Frame, Panel, Rangef, Rect, Role, Sense, Ui, ViewportCommand, WidgetInfo,
};

use super::align::key_bar_height;
use super::central::Shown;
use super::commands::{Action, Doing};
use super::dialogs::Dialog;
use super::file_chooser::FileChooser;
use super::file_writer::FileWriter;
use super::keys::{self, Hearing};
use super::notes::NotesPanel;
use super::pair::right_panel_ui;
use super::state::{Cache, Shell, Widths};
use super::status_bar::Place;
use super::{Out, central, dialogs, left_panel, notices, selection_bar, settings_popup, status_bar, top_bar};
use crate::ui::aligner::AlignerState;
use crate::ui::fonts::Fonts;
use crate::ui::palette::Palette;
use crate::ui::reader::ReaderState;
use crate::ui::theme;
use crate::workspace::{Command, LeftTab, RightTab, Setting, WindowPlace, Workspace};

/// Heights of the bars, in points.
const TOP_BAR: f32 = 48.0;
const STATUS_BAR: f32 = 28.0;

/// The window: the workspace, and what the window alone knows.
pub struct App {
    pub(super) workspace: Workspace,
    pub(super) shell: Shell,
    pub(super) fonts: Fonts,
    pub(super) reader: ReaderState,
    pub(super) aligner: AlignerState,
    pub(super) chooser: FileChooser,
    pub(super) writer: FileWriter,
    pub(super) cache: Cache,
    shown_theme: Option<crate::workspace::Theme>,
    shown_title: String,
}

impl App {
    /// A window on `workspace`. Reads no file.
    pub fn new(ctx: &Context, workspace: Workspace) -> Self {
        let wake: crate::workspace::Wake = {
            let ctx = ctx.clone();
            Arc::new(move || ctx.request_repaint())
        };
        // Ctrl and plus make the text larger here, not the whole window.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        Self {
            fonts: Fonts::new(ctx, wake.clone()),
            chooser: FileChooser::new(wake.clone()),
            writer: FileWriter::new(wake),
            shell: Shell::default(),
            workspace,
            reader: ReaderState::default(),
            aligner: AlignerState::default(),
            cache: Cache::default(),
            shown_theme: None,
            shown_title: String::new(),
        }
    }

    /// The workspace the window is on.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Makes the window look as the settings say. Costs nothing where nothing changed.
    fn follow_settings(&mut self, ctx: &Context) {
        let theme = self.workspace.settings.theme;
        if self.shown_theme != Some(theme) {
            self.shown_theme = Some(theme);
            theme::apply(ctx, theme);
        }
        self.fonts.update(ctx, &self.workspace.settings);
        let title = self
            .workspace
            .current_document()
            .map_or_else(|| "Duizhao".to_owned(), |open| format!("Duizhao — {}", open.document.title));
        if self.shown_title != title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.shown_title = title;
        }
    }

    /// What the person did outside any widget: keys, wheel with Ctrl, dropped files, the window's own size.
    fn hear(&mut self, ctx: &Context, out: &mut Out) {
        if !self.shell.has_dialog() && self.workspace.leaving.is_none() {
            let hearing = Hearing {
                doing: self.doing(),
                in_notes: NotesPanel::has_keyboard(ctx),
                list: self.aligner.list(),
                is_open: self.shell.settings.is_open(),
            };
            out.actions.extend(keys::pressed(ctx, hearing));
        }
        let dropped: Vec<_> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            // A dialog that asks for a file has its answer; otherwise notes come into the document that is shown, and
            // other files open as documents of their own.
            match self.shell.dialog.take() {
                Some(Dialog::Open(open)) => out.commands.extend(open.purpose().commands(dropped)),
                _ => out.commands.extend(self.commands_for(dropped)),
            }
        }
        if let Some(action) = self.shell.wheel_zoom(ctx.input(egui::InputState::zoom_delta)) {
            out.actions.push(action);
        }
        if let Some(place) = window_place(ctx)
            && self.workspace.settings.window != Some(place)
        {
            out.commands.push(Command::Set(Setting::Window(place)));
        }
    }

    fn panels(&mut self, ui: &mut Ui, palette: &Palette, out: &mut Out) {
        let bar = Frame::new().fill(palette.panel);
        let widths = Widths::of(ui.available_width(), &self.workspace.settings);
        Panel::top("top").exact_size(TOP_BAR).resizable(false).show_separator_line(false).frame(bar).show(ui, |ui| {
            let doing = self.doing();
            top_bar::top_bar_ui(ui, palette, (&self.workspace, doing), &mut self.shell, widths, out);
        });
        Panel::bottom("status").exact_size(STATUS_BAR).resizable(false).show_separator_line(false).frame(bar).show(
            ui,
            |ui| {
                let open = self.workspace.current_document();
                let place = Place {
                    address: self.chosen().0,
                    marked: self.shell.marked.filter(|_| self.doing() == Doing::Reading),
                    remark: self.reader.remark().filter(|_| self.doing() == Doing::Reading),
                    tally: open.filter(|_| self.is_aligning()).map(|_| self.shell.align.list.tally()),
                };
                status_bar::status_bar_ui(ui, palette, &self.workspace, &self.cache, &place, out);
            },
        );
        if let Some(width) = widths.left {
            Panel::left("left").exact_size(width).resizable(false).show_separator_line(false).frame(bar).show(
                ui,
                |ui| {
                    let (current_row, is_aligning) = (self.current_row(), self.is_aligning());
                    let shell = &mut self.shell;
                    let remembered = (&mut self.cache, &mut shell.library, &mut shell.renaming, &mut shell.search);
                    let pairs = is_aligning.then_some((&mut shell.align, self.aligner.cursor().pair));
                    left_panel::left_panel_ui(ui, palette, &self.workspace, remembered, pairs, current_row, out);
                },
            );
        }
        if let Some(width) = widths.right {
            Panel::right("right").exact_size(width).resizable(false).show_separator_line(false).frame(bar).show(
                ui,
                |ui| {
                    let chosen = (self.chosen(), self.current_row());
                    right_panel_ui(ui, palette, &self.workspace, chosen, &mut self.shell, &self.cache, out);
                },
            );
        }
        CentralPanel::default().frame(Frame::new().fill(palette.sheet)).show(ui, |ui| {
            let doing = self.doing();
            let pair = self.aligner.cursor().pair;
            let align = &mut self.shell.align;
            let said = self.workspace.current_document().and_then(|open| align.said(open, pair)).map(str::to_owned);
            let searches = widths.left.is_some() && self.workspace.settings.left_tab == LeftTab::Search;
            let shown = Shown {
                reader: &mut self.reader,
                aligner: &mut self.aligner,
                sought: self.shell.search.sought().filter(|_| searches),
                said: said.as_deref(),
                comparing: &mut align.comparing,
                doing,
            };
            central::central_ui(ui, palette, &self.workspace, shown, out);
            if self.reader.take_wants_translation() {
                out.actions.push(Action::AddTranslation);
            }
        });
        self.shell.selected = self.doing() == Doing::Reading && !self.reader.selections().is_empty();
        panel_edges_ui(ui, widths, out);
    }

    fn floating(&mut self, ctx: &Context, palette: &Palette, out: &mut Out) {
        if !self.shell.has_dialog() && self.doing() == Doing::Reading {
            selection_bar::selection_bar_ui(ctx, palette, self.reader.settled_selection(), out);
        }
        let above = STATUS_BAR + 12.0 + key_bar_height(self.doing());
        notices::notices_ui(ctx, palette, &self.workspace.notices, &mut self.shell.seen_notices, above, out);
        settings_popup::settings_popup_ui(
            ctx,
            palette,
            &self.workspace.settings,
            &mut self.shell.settings,
            &mut self.fonts,
            out,
        );
        dialogs::dialogs_ui(ctx, palette, self, out);
        dialogs::leaving_ui(ctx, palette, self, out);
        central::drop_veil_ui(ctx, palette);
    }

    /// Has the window stay where closing it would lose something, and closes it once nothing is lost.
    fn heed_closing(&mut self, ctx: &Context) {
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        if is_asked {
            self.keep_typing();
            if let Some(command) = self.reader.keep_typed() {
                self.workspace.dispatch(command);
            }
        }
        if is_asked && !self.workspace.may_end() {
            self.workspace.dispatch(Command::End);
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        } else if self.workspace.ends() && !is_asked {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// Has what was typed kept before anything that was asked for can close its document, or the window.
    fn keep_typed(&mut self, ctx: &Context, out: &mut Out) {
        let is_draft = |command: &mut Command| matches!(command, Command::PutDraft { .. });
        let mut typed: Vec<Command> = out.commands.extract_if(.., is_draft).collect();
        let closes = ctx.input(|input| input.viewport().close_requested());
        if closes || !out.actions.is_empty() || !out.commands.is_empty() {
            typed.extend(self.reader.keep_typed());
        }
        for command in typed {
            self.workspace.dispatch(command);
        }
    }

    /// Forgets what belongs to documents and notices that are gone, and asks for frames while work goes on.
    fn tidy(&mut self, ctx: &Context) {
        let shown: BTreeSet<_> = self.workspace.notices.iter().map(|notice| notice.id).collect();
        self.shell.seen_notices.retain(|id, _| shown.contains(id));
        if !self.workspace.jobs.is_empty() {
            // Workers wake the window when they end; between, only their progress moves.
            ctx.request_repaint_after(std::time::Duration::from_millis(150));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.workspace.poll();
        self.heed_closing(ctx);
        self.take_chosen_files();
        self.take_written_files();
        self.follow_settings(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let palette = theme::palette(&ctx, self.workspace.settings.theme);
        let mut out = Out::default();
        self.hear(&ctx, &mut out);
        self.cache.follow(self.workspace.current_document());
        self.follow_notes(&ctx);
        out.commands.extend(self.shell.search.follow_up(&self.workspace));
        self.follow_pairs();
        // Either of them asks why a pair stands as it does, and does not know what the other has asked since.
        match self.doing() {
            Doing::Aligning | Doing::Cutting => self.shell.pair.forget_asked(),
            Doing::Reading | Doing::Waiting | Doing::Comparing => self.aligner.forget_asked(),
        }
        self.panels(ui, palette, &mut out);
        self.take_gestures();
        self.tidy_differences();
        self.follow_difference();
        self.floating(&ctx, palette, &mut out);
        let asked = !out.actions.is_empty() || !out.commands.is_empty();
        self.keep_typed(&ctx, &mut out);
        if asked {
            // Whatever happens next, what is being typed is kept first.
            self.keep_typing();
        }
        for action in out.actions {
            let had_dialog = self.shell.has_dialog();
            self.go_on_meanwhile(action);
            self.perform(&ctx, action);
            if !had_dialog && self.shell.has_dialog() {
                // What was typed on was meant for the dialog, and must not do something to the text.
                break;
            }
        }
        for command in out.commands {
            self.workspace.dispatch(command);
        }
        if self.reader.take_wants_notes() {
            self.show_clicked_note(ctx.content_rect().width());
        }
        if self.shell.search.take_wants_details() {
            self.show_tab(&ctx, RightTab::Details);
        }
        self.leave_hidden_notes();
        self.tidy(&ctx);
        if asked {
            // What was asked for shows in the next frame.
            ctx.request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.keep_typing();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// The inner edges of the side panels, to be dragged.
fn panel_edges_ui(ui: &Ui, widths: Widths, out: &mut Out) {
    const REACH: f32 = 4.0;
    let window = ui.ctx().content_rect();
    let rows = Rangef::new(window.top() + TOP_BAR, window.bottom() - STATUS_BAR);
    let edges = [
        (widths.left.map(|width| window.left() + width), "Width of the left panel"),
        (widths.right.map(|width| window.right() - width), "Width of the right panel"),
    ];
    for (nth, (edge, name)) in edges.into_iter().enumerate() {
        let Some(edge) = edge else { continue };
        let grip = Rect::from_x_y_ranges(edge - REACH..=edge + REACH, rows);
        let response = ui.interact(grip, ui.scope_id().with(name), Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name));
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            out.commands.push(Command::Set(match nth {
                0 => Setting::LeftWidth(pointer.x - window.left()),
                _ => Setting::RightWidth(window.right() - pointer.x),
            }));
        }
        response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    }
}

/// Size and place of the window, where the system tells; a minimised one has none.
fn window_place(ctx: &Context) -> Option<WindowPlace> {
    ctx.input(|input| {
        let viewport = input.viewport();
        if viewport.minimized == Some(true) {
            return None;
        }
        let inner = viewport.inner_rect?;
        let outer = viewport.outer_rect;
        Some(WindowPlace {
            width: inner.width().round(),
            height: inner.height().round(),
            x: outer.map(|rect| rect.left().round()),
            y: outer.map(|rect| rect.top().round()),
            maximized: viewport.maximized == Some(true),
        })
    })
}
