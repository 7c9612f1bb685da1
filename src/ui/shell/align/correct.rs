//! Corrections from the window: which gesture a command makes of what is chosen, and where the cursor goes then.

use crate::model::{Correction, Level, SideName, Status, Unit};
use crate::ui::aligner::{Cursor, Gesture, Step};
use crate::ui::shell::App;
use crate::workspace::{AfterConfirm, AlignLevel, Command};

use super::action::AlignAction;

impl App {
    /// The chosen pair, as corrections name it.
    fn unit(&self) -> Unit {
        self.unit_at(self.aligner.cursor().pair)
    }

    fn unit_at(&self, nth: usize) -> Unit {
        let pair = self.aligner.pairs().get(nth);
        match self.workspace.settings.align_level {
            AlignLevel::Sentences => Unit::Bead(pair.map_or(usize::MAX, |pair| pair.beads.start as usize)),
            AlignLevel::Paragraphs => Unit::Row(pair.map_or(usize::MAX, |pair| pair.row)),
        }
    }

    fn level(&self) -> Level {
        match self.workspace.settings.align_level {
            AlignLevel::Sentences => Level::Sentences,
            AlignLevel::Paragraphs => Level::Paragraphs,
        }
    }

    /// Makes a gesture; the cursor goes to the pair to go on with. Tells whether it was done; if not, why not stands
    /// beside the pair.
    pub(crate) fn correct(&mut self, correction: Correction) -> bool {
        let Some(document) = self.workspace.current else { return false };
        self.workspace.dispatch(Command::Correct { document, correction });
        self.take_answer()
    }

    /// Follows what came of the last gesture, of undo or of redo.
    pub(crate) fn take_answer(&mut self) -> bool {
        self.follow_pairs();
        let answer = self.workspace.current_document().and_then(|open| open.answer);
        let Some(answer) = answer.filter(|answer| self.shell.align.heard != Some(answer.serial)) else { return false };
        self.shell.align.heard = Some(answer.serial);
        match answer.outcome {
            Ok(unit) => {
                self.go_to_unit(unit);
                true
            }
            Err(refusal) => {
                let advice = refusal.advice();
                let stop = if advice.is_empty() { "" } else { ". " };
                self.say(format!("{refusal}{stop}{}", advice.trim_end_matches('.')));
                false
            }
        }
    }

    pub(super) fn go_to_unit(&mut self, unit: Unit) {
        let pairs = self.aligner.pairs();
        let found = match unit {
            Unit::Bead(bead) => pairs.of_bead(bead),
            Unit::Row(row) => pairs.first_of_row(row),
        };
        let cursor = self.aligner.cursor();
        if let Some(pair) = found.filter(|pair| *pair != cursor.pair || cursor.is_wide()) {
            self.aligner.choose(Cursor::at(pair, cursor.side));
        }
    }

    /// Carries out what groups.
    pub(super) fn group(&mut self, action: AlignAction) {
        let cursor = self.aligner.cursor();
        let (unit, side) = (self.unit(), cursor.side);
        match action {
            AlignAction::MergeUp if cursor.is_wide() => self.merge_chosen(),
            AlignAction::MergeUp => drop(self.correct(Correction::MergeUp(unit))),
            AlignAction::MergeDown => {
                let below = self.unit_at(cursor.pair + 1);
                self.correct_below(below, Correction::MergeUp);
            }
            AlignAction::FirstUp => drop(self.correct(Correction::FirstUp(unit, side))),
            AlignAction::LastDown => drop(self.correct(Correction::LastDown(unit, side))),
            AlignAction::TakeBelow => {
                let below = self.unit_at(cursor.pair + 1);
                self.correct_below(below, |below| Correction::FirstUp(below, side));
            }
            AlignAction::TakeAbove => self.take_above(side),
            AlignAction::Push => drop(self.correct(Correction::Push(unit, side))),
            AlignAction::Pull => drop(self.correct(Correction::Pull(unit, side))),
            AlignAction::ColumnDown => drop(self.correct(Correction::Shift(unit, side, 1))),
            AlignAction::ColumnUp => drop(self.correct(Correction::Shift(unit, side, -1))),
            AlignAction::Split => self.split(),
            AlignAction::Unpair => drop(self.correct(Correction::Unpair(unit))),
            AlignAction::Swap => drop(self.correct(Correction::Swap(unit))),
            _ => {}
        }
    }

    /// Moves the column of the side in hand by so many pairs, from the chosen one on.
    pub(crate) fn move_column(&mut self, by: i32) {
        self.follow_pairs();
        let (unit, side) = (self.unit(), self.aligner.cursor().side);
        self.correct(Correction::Shift(unit, side, by));
    }

    /// Makes a gesture of the pair below and stays at the chosen one.
    fn correct_below(&mut self, below: Unit, gesture: impl FnOnce(Unit) -> Correction) {
        let here = self.aligner.cursor();
        if here.pair + 1 >= self.aligner.pairs().len() {
            self.say("Nothing stands below");
        } else if self.correct(gesture(below)) {
            self.aligner.choose(here.narrow());
        }
    }

    /// Takes the last sentence of the pair above.
    fn take_above(&mut self, side: SideName) {
        let here = self.aligner.cursor();
        let Some(above) = here.pair.checked_sub(1) else {
            self.say("Nothing stands above");
            return;
        };
        let Some(open) = self.workspace.current_document() else { return };
        let place = self.aligner.place(&open.document);
        let unit = self.unit_at(above);
        if self.correct(Correction::LastDown(unit, side)) {
            self.aligner.choose_place(place);
        }
    }

    /// Joins the chosen pairs into one.
    fn merge_chosen(&mut self) {
        let chosen = self.aligner.cursor().pairs();
        let (first, last) = (self.unit_at(*chosen.start()), self.unit_at(*chosen.end()));
        self.correct(Correction::Merge(first.level(), first.nth()..last.nth() + 1));
    }

    /// Splits the pair before the chosen boxes; where the first ones are chosen, before the second of the longer side.
    /// What has one box on each side is cut inside its sentence.
    fn split(&mut self) {
        let cursor = self.aligner.cursor();
        let pairs = self.aligner.pairs().clone();
        let Some(pair) = pairs.get(cursor.pair) else { return };
        let (here, there) = (cursor.side, cursor.side.other());
        let chosen = |side| cursor.cell(&pairs, side).filter(|_| cursor.nth(side) > 0);
        let second = |side: SideName| (pair.part(side).len() > 1).then(|| pair.part(side).start as usize + 1);
        let (side, at, other) = match (chosen(here), chosen(there)) {
            (Some(at), other) => (here, at, other),
            (None, Some(at)) => (there, at, None),
            (None, None) => {
                let longer = if pair.part(there).len() > pair.part(here).len() { there } else { here };
                let Some(at) = second(longer) else {
                    self.begin_cutting();
                    return;
                };
                (longer, at, None)
            }
        };
        self.correct(Correction::Split { unit: self.unit(), side, at, other });
    }

    /// Marks the chosen cell; where one of the other side is marked already, the two are paired.
    pub(super) fn mark_cell(&mut self) {
        let cursor = self.aligner.cursor();
        let Some(here) = cursor.here(self.aligner.pairs()) else {
            self.say("There is nothing here to mark");
            return;
        };
        match self.aligner.marked_cell() {
            Some((side, cell)) if (side, cell) == (cursor.side, here) => self.aligner.mark(None),
            Some((side, cell)) if side != cursor.side => {
                let (source, translation) = if side == SideName::Source { (cell, here) } else { (here, cell) };
                if self.correct(Correction::Pair { level: self.level(), source, translation }) {
                    self.aligner.mark(None);
                }
            }
            _ => {
                let Some(open) = self.workspace.current_document() else { return };
                let place = self.aligner.place_of(&open.document, cursor.side, here);
                self.aligner.mark(place);
                let other = if cursor.side == SideName::Source { "translation" } else { "source" };
                self.say(format!("Marked: choose its partner in the {other}, then press Space"));
            }
        }
    }

    /// Does what the mouse asked for.
    pub(crate) fn take_gestures(&mut self) {
        for gesture in self.aligner.take_gestures() {
            self.follow_pairs();
            self.shell.align.hush();
            match gesture {
                Gesture::Pair { source, translation } => {
                    self.correct(Correction::Pair { level: self.level(), source, translation });
                }
                Gesture::Move { side, cell, to } => self.move_cell(side, cell, to),
            }
        }
    }

    /// Moves a cell to another pair: with what stands between it and the edge of its own, one after the other.
    fn move_cell(&mut self, side: SideName, cell: usize, to: usize) {
        let pairs = self.aligner.pairs();
        let Some(from) = pairs.owner(side, cell) else { return };
        let Some(part) = pairs.get(from).map(|pair| pair.part(side)) else { return };
        let Some(open) = self.workspace.current_document() else { return };
        let place = self.aligner.place_of(&open.document, side, cell);
        let unit = self.unit_at(from);
        let (many, gesture): (usize, fn(Unit, SideName) -> Correction) = if to + 1 == from {
            (cell + 1 - part.start as usize, Correction::FirstUp)
        } else if to == from + 1 {
            (part.end as usize - cell, Correction::LastDown)
        } else {
            self.say(
                "A sentence can be dropped on the pair above or below; to pair it from afar, drop it on its partner",
            );
            return;
        };
        for _ in 0..many {
            if !self.correct(gesture(unit, side)) {
                return;
            }
        }
        self.aligner.choose_place(place);
    }

    /// Says `status` of the chosen pairs; takes it back where it was said already. What is confirmed or marked is done
    /// with: the cursor goes on.
    pub(crate) fn say_status(&mut self, status: Status) {
        self.follow_pairs();
        self.shell.align.hush();
        let Some(open) = self.workspace.current_document() else { return };
        let Some(beads) = self.aligner.chosen_beads() else { return };
        let said = open.work.alignment.beads.get(beads.clone()).unwrap_or_default();
        let here = self.aligner.cursor();
        if said.iter().all(|bead| bead.status == status) {
            self.correct(Correction::Say(beads, Status::Proposed));
            self.aligner.choose(here);
            return;
        }
        let settings = &self.workspace.settings;
        let after = settings.after_confirm;
        let correction = if status == Status::Confirmed && settings.confirm_above {
            Correction::ConfirmUpTo(beads.end - 1)
        } else {
            Correction::Say(beads, status)
        };
        if !self.correct(correction) {
            return;
        }
        self.aligner.choose(here);
        match (status, after) {
            (Status::Confirmed, AfterConfirm::NextWanted) => self.seek(true),
            _ => self.aligner.step(Step::To(here.pairs().end() + 1)),
        }
    }
}
