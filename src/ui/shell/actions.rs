//! What each command of the window does: one arm each, the work in the workspace or in a function of its own.

use eframe::egui::{Context, ViewportCommand};

use super::App;
use super::commands::Action;
use super::dialogs::{Dialog, Purpose};
use super::file_chooser::Chosen;
use super::marking::Which;
use super::settings_popup::THEMES;
use super::state::{Marked, Widths};
use super::top_bar::is_possible;
use crate::align::Pin;
use crate::model::{Motivation, SideName, Status};
use crate::ui::reader::DraftWish;
use crate::workspace::{Command, LeftTab, RightTab, Setting};

impl App {
    /// Carries out `action`, unless what it needs is not there.
    pub(super) fn perform(&mut self, ctx: &Context, action: Action) {
        let entry = action.entry();
        // The list of notes has a button to remove one, whatever is done beside it.
        let is_there = entry.doing.contains(&self.doing()) || action == Action::RemoveNote;
        let is_of_draft = matches!(action, Action::GoToNote | Action::RemoveNote) && self.shell.notes.has_draft(ctx);
        if !is_there || !is_of_draft && !is_possible(entry, &self.workspace, self.shell.selected) {
            return;
        }
        let percent = self.workspace.settings.text_percent;
        match action {
            Action::Open => self.shell.dialog = Some(Dialog::open(Purpose::Open)),
            Action::Paste => self.shell.dialog = Some(Dialog::paste()),
            Action::OpenSample => self.workspace.dispatch(Command::OpenSample),
            Action::OpenLibrary => self.shell.dialog = Some(Dialog::open(Purpose::Library)),
            Action::AddTranslation => self.ask_for_side(SideName::Translation),
            Action::AddSource => self.ask_for_side(SideName::Source),
            Action::ExportNotes => self.export_notes(),
            Action::ExportPairs => self.shell.dialog = self.workspace.current_document().map(Dialog::export_pairs),
            Action::ImportNotes => self.ask_for_notes(),
            Action::ShowNotes => self.show_notes(ctx, true),
            Action::FilterNotes => {
                self.show_notes(ctx, false);
                self.shell.notes.focus_filter();
            }
            Action::GoToNote
            | Action::EditNote
            | Action::ReplyToNote
            | Action::ResolveNote
            | Action::RemoveNote
            | Action::ConfirmPlace
            | Action::KeepLost => self.act_on_note(ctx, action),
            Action::ShowDetails => self.show_tab(ctx, RightTab::Details),
            Action::Close => self.with_current(Command::Close),
            Action::NextDocument => self.show_neighbour(1),
            Action::PreviousDocument => self.show_neighbour(-1),
            Action::Why => self.tell_why(ctx),
            Action::Confirm => self.toggle_status(Status::Confirmed),
            Action::Review => self.toggle_status(Status::Review),
            Action::Mark => self.mark(),
            Action::AlignAgain => self.align_the_rest(),
            Action::Undo => self.go_back_or_forth(Command::Undo),
            Action::Redo => self.go_back_or_forth(Command::Redo),
            Action::CancelWork => self.cancel_work(),
            Action::GoTo => self.shell.dialog = Some(Dialog::go_to()),
            Action::DraftTranslation => self.reader.wish_draft(DraftWish::Translation),
            Action::DraftSentence => self.reader.wish_draft(DraftWish::Sentence),
            Action::SuggestWording => self.reader.wish_draft(DraftWish::Wording),
            Action::LeaveOut => self.reader.wish_draft(DraftWish::LeaveOut),
            Action::NextUntranslated => self.reader.wish_draft(DraftWish::Next),
            Action::PreviousUntranslated => self.reader.wish_draft(DraftWish::Previous),
            Action::DraftingColumn => self.set(Setting::Drafting(!self.workspace.settings.drafting)),
            Action::Highlight(colour) => self.highlight(colour),
            Action::Note => self.write_note(ctx, Motivation::Commenting),
            Action::Question => self.write_note(ctx, Motivation::Questioning),
            Action::Bookmark => self.toggle_bookmark(),
            Action::BothSides => self.toggle_both_sides(),
            Action::SelectSentence => self.select_sentence(),
            Action::PlaceNote => self.place_note(),
            Action::NextNote => self.step_note(Which::Notes, true),
            Action::PreviousNote => self.step_note(Which::Notes, false),
            Action::NextBookmark => self.step_note(Which::Bookmarks, true),
            Action::PreviousBookmark => self.step_note(Which::Bookmarks, false),
            Action::CopyText => self.copy(ctx),
            Action::Find => self.open_search(false),
            Action::SearchLibrary => self.open_search(true),
            Action::NextHit => self.step_to_hit(1),
            Action::PreviousHit => self.step_to_hit(-1),
            Action::CopyCitation => self.copy_citation(ctx),
            Action::TextLarger => self.set(Setting::TextPercent(percent / 10 * 10 + 10)),
            Action::TextSmaller => self.set(Setting::TextPercent(percent.saturating_sub(1) / 10 * 10)),
            Action::TextUsual => self.set(Setting::TextPercent(100)),
            Action::NextTheme => self.next_theme(),
            Action::LeftPanel => self.set(Setting::LeftPanel(!self.workspace.settings.left_panel)),
            Action::RightPanel => self.toggle_right_panel(ctx.content_rect().width()),
            Action::Settings => self.shell.settings.toggle(),
            Action::Palette => self.shell.dialog = Some(Dialog::palette()),
            Action::Shortcuts => self.shell.dialog = Some(Dialog::Shortcuts),
            Action::Menu => self.shell.menu_wanted = true,
            Action::SwitchMode => self.switch_mode(),
            Action::Align(what) => self.align(what),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Takes the answers of the system's file chooser.
    pub(super) fn take_chosen_files(&mut self) {
        while let Some(chosen) = self.chooser.answer() {
            self.keep_typing();
            match chosen {
                Chosen::Files(Purpose::Export | Purpose::ExportPairs(_), mut files) => {
                    let destination = self.shell.dialog.as_mut().and_then(Dialog::destination);
                    if let (Some(destination), Some(path)) = (destination, files.pop()) {
                        destination.take_path(path);
                    }
                }
                Chosen::Files(purpose, files) => {
                    self.shell.close_dialog();
                    for command in purpose.commands(files) {
                        self.workspace.dispatch(command);
                    }
                }
                Chosen::Nothing => {}
                Chosen::Unavailable => match &mut self.shell.dialog {
                    Some(Dialog::Open(open)) => {
                        open.say("No file chooser answered here. Type the path, or drop the file on the window.");
                    }
                    other => {
                        if let Some(destination) = other.as_mut().and_then(Dialog::destination) {
                            destination.say("No file chooser answered here. Type the path.");
                        }
                    }
                },
            }
        }
    }

    /// Tells what became of files that were to be written. The dialog that asked for one closes once it is there.
    pub(super) fn take_written_files(&mut self) {
        while let Some((number, outcome)) = self.writer.outcome() {
            let mut destination = self.shell.dialog.as_mut().and_then(Dialog::destination);
            let is_awaited = destination.as_ref().is_some_and(|destination| destination.awaits(number));
            let left = match &mut destination {
                Some(destination) if is_awaited => destination.take(outcome),
                _ => Some(outcome),
            };
            if let Some(outcome) = left {
                if is_awaited {
                    self.shell.close_dialog();
                }
                self.workspace.dispatch(outcome.told());
            }
        }
    }

    pub(super) fn set(&mut self, setting: Setting) {
        self.workspace.dispatch(Command::Set(setting));
    }

    /// Shows or hides the right panel. In a window of `width` points that has room for one, the left one makes way.
    pub(super) fn toggle_right_panel(&mut self, width: f32) {
        let shown = Widths::of(width, &self.workspace.settings).right.is_some();
        if !shown && width < Widths::BOTH_FROM {
            self.set(Setting::LeftPanel(false));
        }
        self.set(Setting::RightPanel(!shown));
    }

    /// Shows the right panel with a tab of it.
    pub(super) fn show_tab(&mut self, ctx: &Context, tab: RightTab) {
        let width = ctx.content_rect().width();
        if Widths::of(width, &self.workspace.settings).right.is_none() {
            self.toggle_right_panel(width);
        }
        if self.workspace.settings.right_tab != tab {
            self.shell.tab_before = self.workspace.settings.right_tab;
            self.set(Setting::RightTab(tab));
        }
    }

    /// Shows why the chosen pair stands as it does, or what was shown before.
    fn tell_why(&mut self, ctx: &Context) {
        let shown = Widths::of(ctx.content_rect().width(), &self.workspace.settings).right.is_some();
        if shown && self.workspace.settings.right_tab == RightTab::Pair {
            let before = self.shell.tab_before;
            self.set(Setting::RightTab(if before == RightTab::Pair { RightTab::Notes } else { before }));
            return;
        }
        self.show_tab(ctx, RightTab::Pair);
        if let Some(open) = self.workspace.current_document() {
            self.reader.choose_pair(&open.work.alignment);
        }
    }

    /// Says `status` of the chosen pair, or of all pairs of the row where none is chosen; takes it back where it was
    /// said already.
    fn toggle_status(&mut self, status: Status) {
        if self.is_aligning() {
            self.say_status(status);
            return;
        }
        let Some(open) = self.workspace.current_document() else { return };
        let Some(beads) = self.reader.chosen_beads(&open.work.alignment) else { return };
        let said = open.work.alignment.beads.get(beads.clone()).unwrap_or_default();
        let status = if said.iter().all(|bead| bead.status == status) { Status::Proposed } else { status };
        self.workspace.dispatch(Command::SetStatus { document: open.id, beads, status });
    }

    /// Marks the chosen sentence. Where one of the other side is marked already, the two are put together.
    fn mark(&mut self) {
        let Some(open) = self.workspace.current_document() else { return };
        let (document, alignment) = (open.id, &open.work.alignment);
        let marked = self.shell.marked.take().filter(|marked| marked.document == document);
        let wanted = marked.map_or(SideName::Source, |marked| marked.side.other());
        let Some((side, sentence)) = self.reader.chosen_sentence(alignment, wanted) else { return };
        let here = Marked { document, side, sentence };
        match marked {
            Some(marked) if marked == here => (),
            Some(marked) if marked.side != side => {
                let (source, translation) =
                    if side == SideName::Source { (sentence, marked.sentence) } else { (marked.sentence, sentence) };
                let pin = Pin { source: source as u32, translation: translation as u32 };
                self.workspace.dispatch(Command::Pin { document, pin });
            }
            _ => self.shell.marked = Some(here),
        }
    }

    /// Undoes or redoes. Who aligns is taken to what changed.
    fn go_back_or_forth(&mut self, command: impl FnOnce(crate::workspace::DocumentId) -> Command) {
        let before = self.difference_states();
        self.undo(command);
        if self.is_aligning() {
            self.take_answer();
            self.go_to_changed_difference(&before);
        }
    }

    pub(super) fn with_current(&mut self, command: impl FnOnce(crate::workspace::DocumentId) -> Command) {
        if let Some(id) = self.workspace.current {
            self.workspace.dispatch(command(id));
        }
    }

    /// Shows the search, its field ready to be typed into.
    fn open_search(&mut self, in_library: bool) {
        self.set(Setting::LeftPanel(true));
        self.set(Setting::LeftTab(LeftTab::Search));
        self.shell.search.focus(in_library, self.selected_words());
    }

    /// The selected text, where it is short enough to be searched for.
    fn selected_words(&self) -> Option<String> {
        const LONGEST: usize = 40;
        let selection = self.reader.selection()?;
        let text = selection.text(self.workspace.current_document()?.document.side(selection.side)?);
        let is_short = text.chars().count() <= LONGEST && !text.contains('\n') && !text.trim().is_empty();
        is_short.then_some(text)
    }

    fn step_to_hit(&mut self, step: isize) {
        if let Some(command) = self.shell.search.step(step, &self.workspace) {
            self.workspace.dispatch(command);
        }
    }

    fn ask_for_side(&mut self, side: SideName) {
        if let Some(id) = self.workspace.current {
            self.shell.dialog = Some(Dialog::open(Purpose::Side(id, side)));
        }
    }

    /// Shows the document `step` places further in the list, round and round.
    fn show_neighbour(&mut self, step: isize) {
        let documents = &self.workspace.documents;
        let Some(at) = documents.iter().position(|open| Some(open.id) == self.workspace.current) else { return };
        let next = (at as isize + step).rem_euclid(documents.len() as isize) as usize;
        self.workspace.dispatch(Command::Show(documents[next].id));
    }

    /// Stops the work on the current document, or the reading of the next one.
    fn cancel_work(&mut self) {
        let current = self.workspace.current;
        let job = self.workspace.jobs.iter().find(|job| Some(job.document) == current);
        if let Some(id) = job.or(self.workspace.jobs.first()).map(|job| job.id) {
            self.workspace.dispatch(Command::CancelJob(id));
        }
    }

    fn next_theme(&mut self) {
        let at = THEMES.iter().position(|(theme, _)| *theme == self.workspace.settings.theme).unwrap_or(0);
        self.set(Setting::Theme(THEMES[(at + 1) % THEMES.len()].0));
    }
}
