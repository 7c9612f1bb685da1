//! What the window does with notes beside drawing them: following the one that is chosen or written, keeping what is
//! typed, importing and exporting.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::App;
use super::commands::Action;
use super::dialogs::{Dialog, Purpose};
use crate::workspace::{Command, DocumentId, RightTab};

impl App {
    /// Brings the list of notes in step with the document, and shows it where a note is to be edited.
    pub(super) fn follow_notes(&mut self, ctx: &Context) {
        let mut commands = Vec::new();
        let wants_panel = self.shell.notes.follow(ctx, &self.workspace, self.workspace.notes(), &mut commands);
        self.dispatch_all(commands);
        if wants_panel {
            self.show_tab(ctx, RightTab::Notes);
        }
        if ctx.input(|input| input.viewport().close_requested()) {
            self.keep_typing();
        }
        self.show_import();
    }

    /// Ends editing where the list was not drawn: another tab is shown, or the panel is closed.
    pub(super) fn leave_hidden_notes(&mut self) {
        if !self.shell.notes.is_drawn() {
            self.finish_note();
        }
    }

    /// Keeps what was typed of a note until now.
    pub(super) fn keep_typing(&mut self) {
        let command = self.shell.notes.keep_typing();
        self.dispatch_all(command);
    }

    /// Ends editing a note; what was typed stays.
    pub(super) fn finish_note(&mut self) {
        let commands = self.shell.notes.finish();
        self.dispatch_all(commands);
    }

    fn dispatch_all(&mut self, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            self.workspace.dispatch(command);
        }
    }

    /// Takes back the last edit, or does it again. A note that is being written is one edit, and ends first.
    pub(super) fn undo(&mut self, command: impl FnOnce(DocumentId) -> Command) {
        self.finish_note();
        self.with_current(command);
    }

    /// Shows the list of notes; with the keyboard on it, if asked for.
    pub(super) fn show_notes(&mut self, ctx: &Context, with_keyboard: bool) {
        self.show_tab(ctx, RightTab::Notes);
        if with_keyboard {
            self.shell.notes.focus_list();
        }
    }

    /// Does something to the chosen note.
    pub(super) fn act_on_note(&mut self, ctx: &Context, action: Action) {
        if matches!(action, Action::EditNote | Action::ReplyToNote) {
            self.show_tab(ctx, RightTab::Notes);
        }
        let Some(open) = self.workspace.current_document() else { return };
        let commands = self.shell.notes.act(action, open, self.workspace.notes());
        self.dispatch_all(commands);
        if action == Action::GoToNote {
            // From here on keys go to the text.
            ctx.memory_mut(|memory| memory.surrender_focus(super::notes::NotesPanel::list_id()));
        }
    }

    /// Asks for a file with notes.
    pub(super) fn ask_for_notes(&mut self) {
        if let Some(id) = self.workspace.current {
            self.shell.dialog = Some(Dialog::open(Purpose::Notes(id)));
        }
    }

    /// What to do with files that were dropped on the window. What may hold notes is looked into first, where there is
    /// a document for them.
    pub(super) fn commands_for(&self, files: Vec<PathBuf>) -> Vec<Command> {
        let Some(document) = self.workspace.current else { return Purpose::Open.commands(files) };
        let (notes, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| may_hold_notes(file));
        let mut commands = if others.is_empty() { Vec::new() } else { Purpose::Open.commands(others) };
        let import = |file| Command::ImportNotes { document, file, or_open: true };
        commands.extend(notes.into_iter().take(1).map(import));
        commands
    }

    /// Asks which notes go where.
    pub(super) fn export_notes(&mut self) {
        self.finish_note();
        let filtered = self.shell.notes.filtered();
        self.shell.dialog = self.workspace.current_document().map(|open| Dialog::export(open, filtered));
    }

    /// Shows what came of an import: what is to be decided, or what could not be understood.
    fn show_import(&mut self) {
        let Some(open) = self.workspace.current_document().filter(|_| self.shell.dialog.is_none()) else { return };
        let Some(import) = open.import.as_ref().filter(|import| self.shell.seen_import < import.serial) else { return };
        self.shell.seen_import = import.serial;
        if import.conflicts.is_empty() && import.warnings.is_empty() {
            self.workspace.dispatch(Command::DropImport(open.id));
        } else {
            self.shell.dialog = Some(Dialog::import(open.id, import.serial));
        }
    }
}

/// Whether a file may hold notes, by its name.
fn may_hold_notes(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ["jsonld", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}
