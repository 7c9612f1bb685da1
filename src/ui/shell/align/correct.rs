//! Corrections from the window: which gesture a command makes of what is chosen, and where the cursor goes then.

use std::ops::Range;

use crate::model::{Alignment, Bead, Correction, Level, SideName, Status, Unit};
use crate::ui::aligner::{Cursor, Gesture, Step};
use crate::ui::shell::App;
use crate::workspace::{AfterConfirm, AlignLevel, Command};

use super::action::AlignAction;

/// What a gesture made is confirmed together as far as somebody sees it at once: so many pairs.
const SEEN_AT_ONCE: usize = 12;

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
        let Some(open) = self.workspace.current_document() else { return false };
        let (document, before) = (open.id, open.work.alignment.clone());
        let is_said = matches!(correction, Correction::Say(..) | Correction::ConfirmUpTo(_));
        self.workspace.dispatch(Command::Correct { document, correction });
        let done = self.take_answer();
        if done && !is_said {
            self.remember_made(&before);
        }
        done
    }

    /// Remembers which pairs came of a gesture, and says that they can be confirmed together.
    fn remember_made(&mut self, before: &Alignment) {
        let Some(open) = self.workspace.current_document() else { return };
        let made = changed(&before.beads, &open.work.alignment.beads);
        let beads = open.work.alignment.beads.get(made.clone()).unwrap_or_default();
        let is_whole = beads.iter().all(Bead::is_paired) && (2..=SEEN_AT_ONCE).contains(&beads.len());
        let has_open = beads.iter().any(|bead| bead.status != Status::Confirmed);
        let revision = open.revision;
        self.shell.align.made = (is_whole && has_open).then_some((revision, made));
        self.say_made();
    }

    /// Says beside the chosen pair what the last gesture made.
    fn say_made(&mut self) {
        if let Some((_, made)) = &self.shell.align.made {
            let many = made.len();
            self.say(format!("{many} pairs came of this: A confirms them together"));
        }
    }

    /// The beads to confirm: those of the chosen pairs, with what the last gesture made beside them.
    fn to_confirm(&self, chosen: Range<usize>) -> Range<usize> {
        let revision = self.workspace.current_document().map(|open| open.revision);
        let made = self.shell.align.made.as_ref().filter(|(made_at, _)| Some(*made_at) == revision);
        match made.filter(|(_, made)| made.contains(&chosen.start) && !self.aligner.cursor().is_wide()) {
            Some((_, made)) => made.start.min(chosen.start)..made.end.max(chosen.end),
            None => chosen,
        }
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
        if cursor.is_wide() {
            self.group_chosen(action);
            return;
        }
        let (unit, side) = (self.unit(), cursor.side);
        match action {
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
            AlignAction::Pull => self.pull(),
            AlignAction::ColumnDown => drop(self.correct(Correction::Shift(unit, side, 1))),
            AlignAction::ColumnUp => drop(self.correct(Correction::Shift(unit, side, -1))),
            AlignAction::Split => self.split(),
            AlignAction::Unpair => drop(self.correct(Correction::Unpair(unit))),
            AlignAction::Swap => drop(self.correct(Correction::Swap(unit))),
            _ => {}
        }
    }

    /// Pulls up the side in hand; into a pair that has one side alone, what it lacks.
    fn pull(&mut self) {
        let cursor = self.aligner.cursor();
        let pair = self.aligner.pairs().get(cursor.pair);
        let lacking = SideName::BOTH.into_iter().find(|side| pair.is_some_and(|pair| pair.part(*side).is_empty()));
        match lacking {
            Some(side) => {
                let below = self.unit_at(cursor.pair + 1);
                self.correct_below(below, |below| Correction::Pull(below, side));
            }
            None => drop(self.correct(Correction::Pull(self.unit(), cursor.side))),
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
            self.say_made();
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
            self.say_made();
        }
    }

    /// Carries out what groups while several pairs are chosen. What is done to one alone is done to none of them: nobody
    /// could see which was meant.
    fn group_chosen(&mut self, action: AlignAction) {
        let chosen = self.aligner.cursor().pairs();
        let many = chosen.end() + 1 - chosen.start();
        match action {
            AlignAction::MergeUp | AlignAction::MergeDown => self.merge_chosen(),
            AlignAction::Swap if many == 2 => drop(self.correct(Correction::Swap(self.unit_at(*chosen.start())))),
            AlignAction::Swap => self.say(format!("Two pairs can be swapped, and {many} are chosen")),
            _ => self.say(format!("This is done to one pair, and {many} are chosen: Escape goes back to one")),
        }
    }

    /// Joins the chosen pairs into one.
    fn merge_chosen(&mut self) {
        let chosen = self.aligner.cursor().pairs();
        let (first, last) = (self.unit_at(*chosen.start()), self.unit_at(*chosen.end()));
        self.correct(Correction::Merge(first.level(), first.nth()..last.nth() + 1));
    }

    /// Splits the pair before the chosen boxes; where the first ones are chosen, where both sides have gone as far. What
    /// has one box on each side is cut inside its sentence.
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
                if let Some(correction) = self.split_by_length() {
                    self.correct(correction);
                    return;
                }
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

    /// Splits the chosen pair of sentences where both sides have gone as far.
    fn split_by_length(&self) -> Option<Correction> {
        let open = self.workspace.current_document()?;
        let is_sentences = self.workspace.settings.align_level == AlignLevel::Sentences;
        let bead = self.aligner.chosen_bead().filter(|_| is_sentences)?;
        let bead_of = open.work.alignment.beads.get(bead).filter(|bead| bead.is_paired());
        bead_of.and_then(|_| Correction::split_by_length(&open.work.alignment, bead))
    }

    /// Marks the chosen cell; where one of the other side is marked already, the two are paired.
    pub(super) fn mark_cell(&mut self) {
        let cursor = self.aligner.cursor();
        let pairs = self.aligner.pairs();
        // Where the hand is on an empty box, what stands beside it is meant.
        let here = cursor.here(pairs).map(|cell| (cursor, cell));
        let beside = || {
            let other = cursor.with_side(cursor.side.other());
            other.here(pairs).map(|cell| (other, cell))
        };
        let Some((cursor, here)) = here.or_else(beside) else {
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
                Gesture::Differ(hunk) => self.go_to_difference(hunk),
            }
        }
    }

    /// Moves a cell to another pair, with what stands between it and the edge of its own.
    fn move_cell(&mut self, side: SideName, cell: usize, to: usize) {
        let Some(open) = self.workspace.current_document() else { return };
        let place = self.aligner.place_of(&open.document, side, cell);
        let to = self.unit_at(to);
        if self.correct(Correction::Move { side, at: cell, to }) {
            self.aligner.choose_place(place);
            self.say_made();
        }
    }

    /// Says `status` of the chosen pairs; takes it back where it was said already. What is confirmed or marked is done
    /// with: the cursor goes on.
    pub(crate) fn say_status(&mut self, status: Status) {
        let after = self.workspace.settings.after_confirm;
        self.say_and_go_on(status, after);
    }

    /// Confirms the chosen pairs and goes on to the next to look at; what is confirmed already stays so.
    pub(super) fn confirm_and_seek(&mut self) {
        let Some(open) = self.workspace.current_document() else { return };
        let chosen = self.aligner.chosen_beads().and_then(|beads| open.work.alignment.beads.get(beads));
        if chosen.is_some_and(|beads| beads.iter().all(|bead| bead.status == Status::Confirmed)) {
            self.seek(true);
        } else {
            self.say_and_go_on(Status::Confirmed, AfterConfirm::NextWanted);
        }
    }

    fn say_and_go_on(&mut self, status: Status, after: AfterConfirm) {
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
        let beads = if status == Status::Confirmed { self.to_confirm(beads) } else { beads };
        let last = beads.end - 1;
        let correction = if status == Status::Confirmed && self.workspace.settings.confirm_above {
            Correction::ConfirmUpTo(beads.end - 1)
        } else {
            Correction::Say(beads, status)
        };
        if !self.correct(correction) {
            return;
        }
        self.aligner.choose(here);
        if status == Status::Confirmed && after == AfterConfirm::NextWanted {
            self.seek(true);
            return;
        }
        let last = self.aligner.pairs().of_bead(last).unwrap_or(*here.pairs().end());
        self.aligner.step(Step::To(last + 1));
    }
}

/// The beads of `now` from the first to the last that is not as it was.
fn changed(before: &[Bead], now: &[Bead]) -> Range<usize> {
    let same = |one: &Bead, other: &Bead| (one.source, one.translation) == (other.source, other.translation);
    let first = before.iter().zip(now).take_while(|(one, other)| same(one, other)).count();
    let rest = before.len().min(now.len()) - first;
    let last = before.iter().rev().zip(now.iter().rev()).take(rest).take_while(|(one, other)| same(one, other)).count();
    first..now.len() - last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IndexRange;

    #[test]
    fn what_a_gesture_made_is_what_differs() {
        let beads = |parts: &[(usize, usize, usize, usize)]| -> Vec<Bead> {
            let bead = |&(a, b, c, d): &(usize, usize, usize, usize)| {
                Bead::proposed(IndexRange::new(a, b), IndexRange::new(c, d), 0.5)
            };
            parts.iter().map(bead).collect()
        };
        let all = beads(&[(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3), (3, 4, 3, 4)]);
        let merged = beads(&[(0, 1, 0, 1), (1, 3, 1, 3), (3, 4, 3, 4)]);
        for (before, now, expected) in [(&all, &merged, 1..2), (&merged, &all, 1..3), (&all, &all, 4..4)] {
            assert_eq!(changed(before, now), expected);
        }
    }
}
