//! Going through differences: what aligning again would change, or what a colleague's file pairs otherwise, each to be
//! taken or left.

use eframe::egui::{Button, Frame, Margin, RichText, ScrollArea, Ui};

use super::action::AlignAction;
use crate::model::{Alignment, Hunk, HunkKind, HunkState, SideName, Status, Unit};
use crate::ui::aligner::{DifferenceState, DifferenceView, difference_ui};
use crate::ui::palette::Palette;
use crate::ui::shell::App;
use crate::ui::shell::commands::Action;
use crate::ui::shell::dialogs::{Dialog, Purpose};
use crate::ui::shell::left_panel::section;
use crate::ui::shell::widgets::{self, ITEM_HEIGHT, Item};
use crate::workspace::{Command, Comparison, DocumentId, OpenDocument, Proposal, ProposedBy, ReadingPlace, Settings};

/// What the window keeps while differences are gone through.
#[derive(Default)]
pub(crate) struct Comparing {
    /// The document whose differences are shown as soon as they are known.
    document: Option<DocumentId>,
    /// Which one is shown.
    at: usize,
    /// Whether the pairs are shown meanwhile, with those marked that differ: because somebody asked for them, or went on
    /// working before the differences were known.
    aside: bool,
    /// The one that the cursor went to last, and of which proposal.
    followed: Option<(u64, usize)>,
    /// The order to go somewhere that was there when it did.
    jump: Option<u64>,
    picture: DifferenceState,
}

impl Comparing {
    /// The differences to go through, if somebody does.
    pub(crate) fn shown<'a>(&self, open: &'a OpenDocument) -> Option<&'a Proposal> {
        let wanted = self.document == Some(open.id) && !self.aside;
        open.proposal.as_ref().filter(|proposal| wanted && !proposal.hunks.is_empty())
    }

    /// The serial of differences that came while somebody went on working, until that is said.
    fn waits_unseen(&self, open: &OpenDocument) -> Option<u64> {
        let proposal = open.proposal.as_ref().filter(|proposal| !proposal.hunks.is_empty())?;
        let waits = self.document == Some(open.id) && self.aside;
        let is_said = self.followed.is_some_and(|(serial, _)| serial == proposal.serial);
        (waits && !is_said).then_some(proposal.serial)
    }
}

impl App {
    /// Carries out what goes through differences.
    pub(super) fn compare(&mut self, action: AlignAction) {
        let Some(document) = self.workspace.current else { return };
        match action {
            AlignAction::Realign => {
                self.workspace.dispatch(Command::Propose(document));
                self.shell.align.comparing = Comparing { document: Some(document), ..Comparing::default() };
                self.say("Aligning the rest again: what would change comes up, to be taken or left");
            }
            AlignAction::Compare => {
                self.shell.align.comparing = Comparing { document: Some(document), ..Comparing::default() };
                self.shell.dialog = Some(Dialog::open(Purpose::Compare(document)));
            }
            AlignAction::Differences => self.switch_differences(),
            AlignAction::NextDifference => self.step_difference(1),
            AlignAction::PreviousDifference => self.step_difference(-1),
            AlignAction::ScrollDifference(pages) => self.shell.align.comparing.picture.scroll(pages),
            AlignAction::Take => {
                let hunk = self.shell.align.comparing.at;
                self.workspace.dispatch(Command::TakeHunk { document, hunk });
                self.after_decision();
            }
            AlignAction::Leave => self.leave(document),
            AlignAction::TakeAll => {
                self.workspace.dispatch(Command::TakeHunks(document));
                self.after_decision();
            }
            AlignAction::Drop => {
                self.workspace.dispatch(Command::DropProposal(document));
                self.shell.align.comparing = Comparing::default();
                self.aligner.request_focus();
            }
            _ => {}
        }
    }

    /// Aligns the rest again: as a proposal, gone through in Align mode, or at once where nothing is aligned yet.
    pub(crate) fn align_the_rest(&mut self) {
        let Some(open) = self.workspace.current_document() else { return };
        if !open.aligned {
            let document = open.id;
            self.workspace.dispatch(Command::AlignAgain(document));
            return;
        }
        if !self.is_aligning() {
            self.switch_mode();
        }
        self.align(AlignAction::Realign);
    }

    /// Aligns the sentences of the chosen row again, and leaves all others as they are: one step of undo.
    pub(super) fn realign_row(&mut self) {
        let (row, _) = self.aligner.current();
        if let Some(document) = self.workspace.current {
            self.workspace.dispatch(Command::AlignRow { document, row });
        }
    }

    /// Leaves what there is; what was left already is open again.
    fn leave(&mut self, document: DocumentId) {
        let hunk = self.shell.align.comparing.at;
        let Some(open) = self.workspace.current_document() else { return };
        let state = open.proposal.as_ref().and_then(|proposal| proposal.states.get(hunk));
        let left = state != Some(&HunkState::Left);
        self.workspace.dispatch(Command::LeaveHunk { document, hunk, left });
        if left {
            self.after_decision();
        }
    }

    /// Goes from the differences to the pairs, where those are marked that differ; or back, to that of the chosen pair.
    fn switch_differences(&mut self) {
        let Some(open) = self.workspace.current_document() else { return };
        if self.shell.align.comparing.shown(open).is_some() {
            self.aligner.go_to_pair(self.aligner.cursor().pair);
            self.aligner.request_focus();
            self.set_differences_aside();
            return;
        }
        if open.proposal.is_none() {
            self.say("There are no differences: align the rest again, or compare with a file");
            return;
        }
        let comparing = &self.shell.align.comparing;
        let last = (comparing.document == Some(open.id)).then_some(comparing.at);
        self.go_to_difference(self.aligner.difference().or(last).unwrap_or(0));
    }

    /// Shows the pairs in the place of the differences, where those are marked that differ.
    fn set_differences_aside(&mut self) {
        self.shell.align.comparing.aside = true;
        self.follow_pairs();
        self.say("The differences are set aside: D, or a click on a mark beside the pairs, goes back to them");
    }

    /// Shows one of the differences of the document.
    pub(super) fn go_to_difference(&mut self, at: usize) {
        self.shell.align.comparing = Comparing { document: self.workspace.current, at, ..Comparing::default() };
        self.show_difference(at);
    }

    fn step_difference(&mut self, by: isize) {
        let Some(open) = self.workspace.current_document() else { return };
        let many = open.proposal.as_ref().map_or(0, |proposal| proposal.hunks.len());
        let at = self.shell.align.comparing.at.saturating_add_signed(by).min(many.saturating_sub(1));
        self.show_difference(at);
    }

    /// Goes on to the next difference that waits for a decision, round the end; stays where none does.
    fn after_decision(&mut self) {
        self.take_answer();
        let Some(open) = self.workspace.current_document() else { return };
        let states = open.proposal.as_ref().map(|proposal| proposal.states.as_slice()).unwrap_or_default();
        let (at, many) = (self.shell.align.comparing.at, states.len());
        let next = (0..many).map(|step| (at + step) % many).find(|nth| states.get(*nth) == Some(&HunkState::Open));
        self.show_difference(next.unwrap_or(at));
    }

    /// What became of the differences that are gone through.
    pub(crate) fn difference_states(&self) -> Vec<HunkState> {
        let shown = self.workspace.current_document().and_then(|open| self.shell.align.comparing.shown(open));
        shown.map(|proposal| proposal.states.clone()).unwrap_or_default()
    }

    /// Goes to the difference of which undo or redo has changed what became of it.
    pub(crate) fn go_to_changed_difference(&mut self, before: &[HunkState]) {
        let now = self.difference_states();
        if !now.is_empty() {
            let changed = now.iter().zip(before).position(|(one, other)| one != other);
            self.show_difference(changed.unwrap_or(self.shell.align.comparing.at));
        }
    }

    /// Shows a difference; the cursor goes along, so that the list stands there afterwards, also when the program starts
    /// again.
    fn show_difference(&mut self, at: usize) {
        self.shell.align.comparing.at = at;
        let Some(open) = self.workspace.current_document() else { return };
        let document = open.id;
        let hunk = open.proposal.as_ref().and_then(|proposal| proposal.hunks.get(at));
        if let Some((first, _)) = hunk.and_then(|hunk| reach(hunk, &open.work.alignment)) {
            self.go_to_unit(Unit::Bead(first));
            let (row, pair) = self.aligner.current();
            self.workspace.dispatch(Command::SetPlace { document, place: ReadingPlace { row, offset: 0.0, pair } });
        }
    }

    /// Whoever goes on working while differences are looked for keeps the pairs, and the meaning of all keys, when they
    /// come: they wait to be asked for.
    pub(crate) fn go_on_meanwhile(&mut self, action: Action) {
        let Some(open) = self.workspace.current_document() else { return };
        let asks = matches!(action, Action::Align(AlignAction::Realign | AlignAction::Compare) | Action::AlignAgain);
        let comparing = &mut self.shell.align.comparing;
        if open.awaits_proposal() && comparing.document == Some(open.id) && !asks {
            comparing.aside = true;
        }
    }

    /// Takes the cursor to the difference that is shown, so that what is said of the chosen pair is said of it.
    pub(crate) fn follow_difference(&mut self) {
        let is_aligning = self.is_aligning();
        let Some(open) = self.workspace.current_document() else { return };
        let jump = open.jump.map(|jump| jump.serial);
        let comparing = &mut self.shell.align.comparing;
        if comparing.document != Some(open.id) || !is_aligning {
            // Something else is shown meanwhile, and the cursor will stand elsewhere too.
            if !comparing.aside {
                comparing.followed = None;
            }
            return;
        }
        if let Some(serial) = comparing.waits_unseen(open) {
            comparing.followed = Some((serial, comparing.at));
            self.say("What would change is known: D shows the differences");
            return;
        }
        let Some(shown) = comparing.shown(open).map(|proposal| (proposal.serial, comparing.at)) else { return };
        if comparing.followed != Some(shown) {
            (comparing.followed, comparing.jump) = (Some(shown), jump);
            self.show_difference(shown.1);
        } else if comparing.jump != jump {
            // Whoever goes to a row, or to what was found, wants to see it.
            self.set_differences_aside();
        }
    }

    /// Lets go of a proposal in which nothing differs: the workspace has said so.
    pub(crate) fn tidy_differences(&mut self) {
        let Some(open) = self.workspace.current_document() else { return };
        if open.proposal.as_ref().is_some_and(|proposal| proposal.hunks.is_empty()) {
            let document = open.id;
            self.workspace.dispatch(Command::DropProposal(document));
            self.shell.align.comparing = Comparing::default();
        }
    }
}

/// The first and the last bead that an alignment has of a hunk's sentences.
fn reach(hunk: &Hunk, alignment: &Alignment) -> Option<(usize, usize)> {
    let ends = SideName::BOTH.into_iter().flat_map(|side| {
        let part = hunk.part(side);
        let cells = (!part.is_empty()).then(|| [part.start as usize, part.end as usize - 1]);
        cells.into_iter().flatten().filter_map(move |cell| alignment.bead_of(side, cell))
    });
    ends.fold(None, |reach, bead| {
        Some(reach.map_or((bead, bead), |(first, last): (usize, usize)| (first.min(bead), last.max(bead))))
    })
}

/// What is said above a difference: which it is, and what became of it and of all.
fn words(proposal: &Proposal, at: usize, alignment: &Alignment) -> (String, String) {
    let many = proposal.hunks.len();
    let place =
        proposal.hunks.get(at).and_then(|hunk| reach(hunk, alignment)).map_or(String::new(), |(first, last)| {
            let name = |bead| alignment.address(bead).map_or(String::new(), |address| address.to_string());
            if first == last { format!(" · {}", name(first)) } else { format!(" · {}–{}", name(first), name(last)) }
        });
    let state = proposal.states.get(at).copied().unwrap_or(HunkState::Outdated);
    let said = match state {
        HunkState::Open => "Not decided",
        HunkState::Taken => "✔ Taken",
        HunkState::Left => "✔ Left as it is",
        HunkState::Outdated => "Stale: something else stands there by now",
    };
    let count = |wanted: HunkState| proposal.states.iter().filter(|state| **state == wanted).count();
    let (open, taken, left) = (count(HunkState::Open), count(HunkState::Taken), count(HunkState::Left));
    let told = proposal.hunks.get(at).and_then(told).map_or(String::new(), |told| format!(" · {told}"));
    let place = format!("{place}{told}");
    let rest = if open == 0 { "all decided".to_owned() } else { format!("{open} to decide") };
    (format!("Difference {} of {many}{place}", at + 1), format!("{said} · {taken} taken, {left} left, {rest}"))
}

/// How the same pairs stand there and here, in words, where that is what differs.
fn told(hunk: &Hunk) -> Option<String> {
    let name = |status: Status| match status {
        Status::Proposed => "proposed",
        Status::Corrected => "corrected",
        Status::Confirmed => "confirmed",
        Status::Review => "for review",
        Status::LeftOut => "left out",
    };
    let (there, here) = (hunk.theirs.first()?.status, hunk.ours.first()?.status);
    let alike = hunk.ours.iter().all(|bead| bead.status == here);
    let here = if alike { format!("{} here", name(here)) } else { "not so here".to_owned() };
    (hunk.kind == HunkKind::Statuses).then(|| format!("{} there, {here}", name(there)))
}

/// Draws the list of all differences: where each is, what it changes, and what became of it. A click shows one.
pub(super) fn difference_list_ui(ui: &mut Ui, palette: &Palette, open: &OpenDocument, comparing: &mut Comparing) {
    let Some(proposal) = comparing.shown(open) else { return };
    section(ui, palette, "Differences");
    let area = ScrollArea::vertical().id_salt("differences").auto_shrink([false, false]);
    let mut chosen = None;
    area.show_rows(ui, ITEM_HEIGHT, proposal.hunks.len(), |ui, range| {
        for nth in range {
            let (Some(hunk), Some(state)) = (proposal.hunks.get(nth), proposal.states.get(nth)) else { continue };
            let alignment = &open.work.alignment;
            let first = reach(hunk, alignment).and_then(|(first, _)| alignment.address(first));
            let before = first.map_or(String::new(), |address| address.to_string());
            let became = match state {
                HunkState::Open => "",
                HunkState::Taken => " · taken",
                HunkState::Left => " · left",
                HunkState::Outdated => " · stale",
            };
            let many = |count: usize| if count == 1 { "1 pair".to_owned() } else { format!("{count} pairs") };
            let counts = || format!("{} or {}", many(hunk.ours.len()), many(hunk.theirs.len()));
            let text = format!("{}{became}", told(hunk).unwrap_or_else(counts));
            let item = Item { before: &before, text: &text, selected: nth == comparing.at, ..Item::default() };
            if widgets::item(ui, palette, item).clicked() {
                chosen = Some(nth);
            }
        }
    });
    comparing.at = chosen.unwrap_or(comparing.at);
}

/// Draws the difference that is gone through, over all of `ui`.
pub(crate) fn differences_ui(
    ui: &mut Ui,
    palette: &Palette,
    settings: &Settings,
    open: &OpenDocument,
    comparing: &mut Comparing,
) {
    let Some(proposal) = comparing.shown(open) else { return };
    let at = comparing.at.min(proposal.hunks.len().saturating_sub(1));
    let Some(hunk) = proposal.hunks.get(at) else { return };
    let alignment = &open.work.alignment;
    let (title, remark) = words(proposal, at, alignment);
    let there = match &proposal.by {
        ProposedBy::Aligner => "As it would be".to_owned(),
        ProposedBy::File(comparison) => {
            figures_ui(ui, palette, (proposal, comparison), &open.document.title);
            format!("In {}", comparison.name())
        }
    };
    let view = DifferenceView {
        key: (open.id, open.revision, at),
        document: &open.document,
        alignment,
        present: &hunk.ours,
        proposed: &hunk.theirs,
        title: &title,
        remark: &remark,
        names: ["As it is", &there],
        settings,
        palette,
    };
    difference_ui(ui, &view, &mut comparing.picture);
}

/// Says above the differences which file they come from, how far the two agree, and what could not be compared.
fn figures_ui(ui: &mut Ui, palette: &Palette, (proposal, comparison): (&Proposal, &Comparison), title: &str) {
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(14, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("Compared with {}", comparison.name())).color(palette.ink));
            let pairs = comparison.agreement.pairs;
            let counts = format!("{} of {} pairs here, {} there", pairs.same, pairs.ours, pairs.theirs);
            ui.label(RichText::new(counts).color(palette.soft));
            for (name, figure) in comparison.figures() {
                ui.label(RichText::new(format!("{name} {figure}")).color(palette.soft));
            }
            if ui.add(Button::new("Copy report")).clicked()
                && let Some(report) = proposal.report(title)
            {
                ui.copy_text(report);
            }
        });
        for remark in comparison.remarks() {
            ui.label(RichText::new(remark).size(12.5).color(palette.ink));
        }
    });
}
