//! What each command of Align mode does: moves the cursor, or asks the workspace for a change of the pairs.

use std::ops::Range;

use super::action::{AlignAction, wanted_name};
use super::compare::Comparing;
use super::list::PairList;
use crate::model::{Address, Status};
use crate::ui::aligner::{Ground, Step};
use crate::ui::shell::App;
use crate::ui::shell::commands::Doing;
use crate::ui::shell::dialogs::Dialog;
use crate::workspace::{AfterConfirm, AlignLevel, Command, DocumentId, Mode, OpenDocument, RightTab, Setting, Wanted};

/// What the window keeps of Align mode besides what its view does.
#[derive(Default)]
pub(crate) struct AlignShell {
    /// What is said beside which pair of which document, until the next command.
    said: Option<(DocumentId, usize, String)>,
    /// The beads that the last gesture made or moved, as long as the alignment has that revision.
    pub(super) made: Option<(u64, Range<usize>)>,
    /// The last answer of the workspace that was followed.
    pub(super) heard: Option<u64>,
    /// The differences that are gone through.
    pub(crate) comparing: Comparing,
    /// The list of the left panel.
    pub(crate) list: PairList,
}

impl AlignShell {
    /// Says nothing more.
    pub(super) fn hush(&mut self) {
        self.said = None;
    }

    /// What is to be said beside a pair.
    pub(crate) fn said(&self, open: &OpenDocument, beside: usize) -> Option<&str> {
        let (document, pair, said) = self.said.as_ref()?;
        (*document == open.id && *pair == beside).then_some(said.as_str())
    }
}

impl App {
    /// Whether pairs are being aligned: the mode is chosen, and there are pairs.
    pub(crate) fn is_aligning(&self) -> bool {
        self.workspace.settings.mode == Mode::Align
            && self.workspace.current_document().is_some_and(|open| open.aligned)
    }

    /// What the person is doing, which says what keys mean.
    pub(crate) fn doing(&self) -> Doing {
        let aligns = self.workspace.settings.mode == Mode::Align;
        let has_pairs = |open: &&OpenDocument| aligns && open.document.translation.is_some();
        let Some(open) = self.workspace.current_document().filter(has_pairs) else { return Doing::Reading };
        if !open.aligned {
            // The rows are not seen, so no key may do anything to them.
            return Doing::Waiting;
        }
        if self.shell.align.comparing.shown(open).is_some() {
            Doing::Comparing
        } else if self.aligner.cutting().is_some() {
            Doing::Cutting
        } else {
            Doing::Aligning
        }
    }

    /// Brings the cursor in step with the document, so that what a command does is seen by the next one.
    pub(crate) fn follow_pairs(&mut self) {
        if self.is_aligning()
            && let Some(open) = self.workspace.current_document()
        {
            self.aligner.follow(open, self.workspace.settings.align_level);
            self.shell.align.list.follow(open, self.aligner.pairs());
        }
    }

    /// The name of the chosen pair or row, and its bead where it is one pair.
    pub(crate) fn chosen(&self) -> (Option<Address>, Option<usize>) {
        if self.is_aligning() {
            return (self.aligner.address(), self.aligner.chosen_bead());
        }
        let Some(open) = self.workspace.current_document() else { return (None, None) };
        let alignment = &open.work.alignment;
        // The only pair of a row need not be chosen.
        let beads = self.reader.chosen_beads(alignment).filter(|beads| beads.len() == 1);
        (self.reader.address(alignment), beads.map(|beads| beads.start))
    }

    /// The row where reading or aligning stands.
    pub(crate) fn current_row(&self) -> usize {
        if self.is_aligning() { self.aligner.current().0 } else { self.reader.current().0 }
    }

    /// Goes from reading to aligning or back, to the same pair.
    pub(crate) fn switch_mode(&mut self) {
        let was_aligning = self.workspace.settings.mode == Mode::Align;
        let mode = if was_aligning { Mode::Read } else { Mode::Align };
        self.workspace.dispatch(Command::Set(Setting::Mode(mode)));
        let Some(open) = self.workspace.current_document() else { return };
        if was_aligning {
            let (row, pair) = self.aligner.current();
            self.workspace.dispatch(Command::GoTo { document: open.id, row, pair });
        } else {
            let (row, pair) = self.reader.current();
            self.aligner.follow(open, self.workspace.settings.align_level);
            self.aligner.go_to(row, pair);
            self.aligner.request_focus();
        }
        // Who aligns sees why a pair stands as it does, and afterwards what was shown before.
        let tab = if was_aligning { self.shell.tab_before } else { RightTab::Pair };
        if !was_aligning {
            self.shell.tab_before = self.workspace.settings.right_tab;
        }
        if was_aligning == (self.workspace.settings.right_tab == RightTab::Pair) {
            self.workspace.dispatch(Command::Set(Setting::RightTab(tab)));
        }
    }

    /// Carries out a command of Align mode.
    pub(crate) fn align(&mut self, action: AlignAction) {
        self.follow_pairs();
        self.shell.align.hush();
        match action {
            AlignAction::Down => self.aligner.step(Step::Box(1)),
            AlignAction::Up => self.aligner.step(Step::Box(-1)),
            AlignAction::Side(side) => self.aligner.step(Step::Side(side)),
            AlignAction::NextPair => self.aligner.step(Step::Pair(1)),
            AlignAction::PreviousPair => self.aligner.step(Step::Pair(-1)),
            AlignAction::ExtendDown => self.aligner.step(Step::Extend(1)),
            AlignAction::ExtendUp => self.aligner.step(Step::Extend(-1)),
            AlignAction::FirstPair => self.aligner.step(Step::First),
            AlignAction::LastPair => self.aligner.step(Step::Last),
            AlignAction::PageDown => self.aligner.turn_page(1),
            AlignAction::PageUp => self.aligner.turn_page(-1),
            AlignAction::LetGo => self.aligner.let_go(),
            AlignAction::SwitchLevel => self.switch_level(),
            AlignAction::Next => self.seek(true),
            AlignAction::Previous => self.seek(false),
            AlignAction::Want(wanted) => self.want(wanted),
            AlignAction::SwitchAfterConfirm => self.switch_after_confirm(),
            AlignAction::SwitchConfirmAbove => self.switch_confirm_above(),
            AlignAction::Mark => self.mark_cell(),
            AlignAction::ConfirmAndSeek => self.confirm_and_seek(),
            AlignAction::LeftOut => self.say_status(Status::LeftOut),
            AlignAction::Call => self.ask_what_it_is(),
            AlignAction::RealignRow => self.realign_row(),
            AlignAction::MoveColumn if !self.aligner.cursor().is_wide() => {
                self.shell.dialog = Some(Dialog::move_column());
            }
            AlignAction::MoveColumn
            | AlignAction::MergeUp
            | AlignAction::MergeDown
            | AlignAction::FirstUp
            | AlignAction::LastDown
            | AlignAction::TakeBelow
            | AlignAction::TakeAbove
            | AlignAction::Push
            | AlignAction::Pull
            | AlignAction::ColumnDown
            | AlignAction::ColumnUp
            | AlignAction::Split
            | AlignAction::Unpair
            | AlignAction::Swap => self.group(action),
            AlignAction::CutSentence
            | AlignAction::JoinSentences
            | AlignAction::CutRow
            | AlignAction::JoinPassage
            | AlignAction::CaretClause(_)
            | AlignAction::CaretWord(_)
            | AlignAction::CaretCharacter(_)
            | AlignAction::CutHere
            | AlignAction::CutPassage
            | AlignAction::StopCutting => self.cut(action),
            AlignAction::Realign
            | AlignAction::Compare
            | AlignAction::Differences
            | AlignAction::NextDifference
            | AlignAction::PreviousDifference
            | AlignAction::ScrollDifference(_)
            | AlignAction::Take
            | AlignAction::Leave
            | AlignAction::TakeAll
            | AlignAction::Drop => self.compare(action),
        }
    }

    /// Asks what the paragraph of the chosen box is.
    fn ask_what_it_is(&mut self) {
        let cursor = self.aligner.cursor();
        let Some(open) = self.workspace.current_document() else { return };
        let pairs = self.aligner.pairs();
        let cell = cursor.here(pairs);
        let place = cell.and_then(|cell| pairs.place(&open.document, &open.work.alignment, cursor.side, cell));
        let dialog = place.and_then(|(passage, _)| Dialog::call(&open.document, cursor.side, passage));
        match dialog {
            Some(dialog) => self.shell.dialog = Some(dialog),
            None => self.say("There is no paragraph here"),
        }
    }

    /// Says something beside the chosen pair, until the next command.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        if let Some(open) = self.workspace.current_document() {
            self.shell.align.said = Some((open.id, self.aligner.cursor().pair, text.into()));
        }
    }

    fn switch_level(&mut self) {
        let level = match self.workspace.settings.align_level {
            AlignLevel::Sentences => AlignLevel::Paragraphs,
            AlignLevel::Paragraphs => AlignLevel::Sentences,
        };
        self.workspace.dispatch(Command::Set(Setting::AlignLevel(level)));
        self.follow_pairs();
    }

    fn switch_after_confirm(&mut self) {
        let (to, says) = match self.workspace.settings.after_confirm {
            AfterConfirm::NextPair => (AfterConfirm::NextWanted, "Confirming goes on to the next that you look for"),
            AfterConfirm::NextWanted => (AfterConfirm::NextPair, "Confirming goes on to the pair below"),
        };
        self.workspace.dispatch(Command::Set(Setting::AfterConfirm(to)));
        self.say(says);
    }

    fn switch_confirm_above(&mut self) {
        let all = !self.workspace.settings.confirm_above;
        self.workspace.dispatch(Command::Set(Setting::ConfirmAbove(all)));
        self.say(if all { "Confirming a pair confirms all above it" } else { "Confirming confirms one pair" });
    }

    fn want(&mut self, wanted: Wanted) {
        self.workspace.dispatch(Command::Set(Setting::Wanted(wanted)));
        self.seek(true);
    }

    /// Goes to the next pair of those that are wanted, or to the one before.
    pub(super) fn seek(&mut self, forward: bool) {
        let Some(open) = self.workspace.current_document() else { return };
        let wanted = self.workspace.settings.wanted;
        let from = self.aligner.cursor().pair;
        let ground = Ground {
            document: &open.document,
            alignment: &open.work.alignment,
            pairs: self.aligner.pairs(),
            notes: self.workspace.notes(),
            strays: open.strays.as_ref(),
        };
        let name = wanted_name(wanted);
        match ground.next(from, wanted, forward) {
            None if wanted == Wanted::Strays && open.strays.is_none() => {
                self.say("The numbers and names are still being read: try again in a moment");
            }
            None => self.say(format!("Nothing is {name}")),
            Some(found) if found == from => self.say(format!("Nothing else is {name}")),
            Some(found) => {
                let went_round = (found > from) != forward;
                self.aligner.go_to_pair(found);
                if went_round {
                    self.say(if forward { "Went on from the top" } else { "Went on from the end" });
                }
            }
        }
    }
}
