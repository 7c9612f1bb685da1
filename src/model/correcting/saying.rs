//! What a person says of pairs, and how each gesture is called after "Undo".

use std::ops::Range;

use super::{Called, Correction, Done, Level, Refusal, Unit};
use crate::model::{Address, Alignment, Bead, SideName, Status};

/// The alignment with something said of some pairs. That it is left out can only be said of what has one side.
pub(super) fn say(alignment: &Alignment, beads: Range<usize>, status: Status) -> Result<Done, Refusal> {
    let named = alignment.beads.get(beads.clone()).filter(|beads| !beads.is_empty()).ok_or(Refusal::Gone)?;
    let may = |bead: &Bead| status != Status::LeftOut || !bead.is_paired();
    if !named.iter().any(may) {
        let address = alignment.address(beads.start).ok_or(Refusal::Gone)?;
        return Err(Refusal::Paired(address));
    }
    Ok(said(alignment, beads, |bead| if may(bead) { status } else { bead.status }))
}

/// The alignment with a pair confirmed, and all above it of which nothing else was said.
pub(super) fn confirm_up_to(alignment: &Alignment, last: usize) -> Result<Done, Refusal> {
    if last >= alignment.beads.len() {
        return Err(Refusal::Gone);
    }
    let mut done = said(alignment, 0..last + 1, |bead| match bead.status {
        Status::Proposed | Status::Corrected => Status::Confirmed,
        said => said,
    });
    if let Some(bead) = done.alignment.beads.get_mut(last) {
        bead.status = Status::Confirmed;
    }
    done.chosen = chosen(alignment, last);
    Ok(done)
}

fn said(alignment: &Alignment, beads: Range<usize>, status: impl Fn(&Bead) -> Status) -> Done {
    let first = beads.start;
    let mut after = alignment.clone();
    for bead in after.beads.get_mut(beads).unwrap_or_default() {
        bead.status = status(bead);
    }
    Done { alignment: after, carried: None, chosen: chosen(alignment, first) }
}

/// A sentence of a bead.
pub(super) fn chosen(alignment: &Alignment, bead: usize) -> (SideName, usize) {
    alignment.beads.get(bead).map_or((SideName::Source, 0), |bead| super::grid::any([bead.source, bead.translation]))
}

impl Correction {
    /// What it does, as a noun that can stand after "Undo".
    pub fn label(&self, alignment: &Alignment) -> String {
        let at = |unit: Unit| address(alignment, unit);
        let above = |unit: Unit| match unit {
            Unit::Bead(nth) => at(Unit::Bead(nth.saturating_sub(1))),
            Unit::Row(nth) => at(Unit::Row(nth.saturating_sub(1))),
        };
        let below = |unit: Unit| match unit {
            Unit::Bead(nth) => at(Unit::Bead(nth + 1)),
            Unit::Row(nth) => at(Unit::Row(nth + 1)),
        };
        let of_passage = |side: SideName, passage: usize| {
            alignment.row_of_passage(side, passage).map_or_else(String::new, |row| at(Unit::Row(row)))
        };
        match self {
            Self::MergeUp(unit) => format!("merge of {} and {}", above(*unit), at(*unit)),
            Self::Merge(Level::Sentences, pairs) => format!("merge of {}", range(alignment, pairs)),
            Self::Merge(Level::Paragraphs, rows) => {
                let last = rows.end.saturating_sub(1);
                format!("merge of {}–{}", at(Unit::Row(rows.start)), at(Unit::Row(last)))
            }
            Self::Push(unit, side) => format!("push down of the {} at {}", side_name(*side), at(*unit)),
            Self::Pull(unit, side) => format!("pull up of the {} at {}", side_name(*side), at(*unit)),
            Self::FirstUp(unit, side) => format!("move of the first {} of {} up", text_name(*side, *unit), at(*unit)),
            Self::LastDown(unit, side) => format!("move of the last {} of {} down", text_name(*side, *unit), at(*unit)),
            Self::Shift(unit, side, by) => {
                let (many, way) = (by.unsigned_abs(), if *by < 0 { "up" } else { "down" });
                format!("shift of the {} {way} by {many} from {} on", side_name(*side), at(*unit))
            }
            Self::Split { unit, .. } => format!("split of {}", at(*unit)),
            Self::Unpair(unit) => format!("unpairing of {}", at(*unit)),
            Self::Move { side, at: position, to } => {
                let from = match to.level() {
                    Level::Sentences => alignment.bead_of(*side, *position).map(Unit::Bead),
                    Level::Paragraphs => alignment.row_of_passage(*side, *position).map(Unit::Row),
                };
                format!("move from {} to {}", from.map_or_else(String::new, at), at(*to))
            }
            Self::Swap(unit) => format!("swap of {} and {}", at(*unit), below(*unit)),
            Self::Pair { level: Level::Sentences, source, translation } => {
                let of = |side, segment| {
                    alignment.bead_of(side, segment).map_or_else(String::new, |bead| at(Unit::Bead(bead)))
                };
                pairing(&of(SideName::Source, *source), &of(SideName::Translation, *translation))
            }
            Self::Pair { source, translation, .. } => {
                pairing(&of_passage(SideName::Source, *source), &of_passage(SideName::Translation, *translation))
            }
            Self::Say(beads, status) => format!("{} of {}", said_name(*status), range(alignment, beads)),
            Self::ConfirmUpTo(bead) => format!("confirmation up to {}", at(Unit::Bead(*bead))),
            Self::CutSentence { side, passage, .. } => format!("cut of a sentence in {}", of_passage(*side, *passage)),
            Self::JoinSentences { side, segment } => {
                let bead = alignment.bead_of(*side, *segment).unwrap_or_default();
                format!("joining of two sentences in {}", at(Unit::Bead(bead)))
            }
            Self::CutPassage { side, passage, .. } => format!("cut of a paragraph in {}", of_passage(*side, *passage)),
            Self::CutRow(bead) => format!("cut of the row before {}", at(Unit::Bead(*bead))),
            Self::JoinPassage { side, passage } => format!("joining of a paragraph in {}", of_passage(*side, *passage)),
            Self::Call { side, passage, called: Called::Furniture { .. } } => {
                format!("change of text in {} to furniture", of_passage(*side, *passage))
            }
            Self::Call { side, passage, .. } => format!("change of the kind of {}", of_passage(*side, *passage)),
            Self::CallFurniture { .. } => "change of furniture to text".to_owned(),
        }
    }
}

fn pairing(one: &str, other: &str) -> String {
    if one == other { format!("pairing in {one}") } else { format!("pairing of {one} and {other}") }
}

fn address(alignment: &Alignment, unit: Unit) -> String {
    let address = match unit {
        Unit::Bead(nth) => alignment.address(nth),
        Unit::Row(nth) => alignment.rows.get(nth).map(|row| Address { row: row.number, pair: None }),
    };
    address.map(|address| address.to_string()).unwrap_or_default()
}

/// The addresses from the first bead to the last; that of the row, where they are all of it.
fn range(alignment: &Alignment, beads: &Range<usize>) -> String {
    let row = alignment.row_of_bead(beads.start);
    if let Some(row) = row.filter(|row| alignment.rows[*row].beads.range() == *beads) {
        return address(alignment, Unit::Row(row));
    }
    let (first, last) =
        (address(alignment, Unit::Bead(beads.start)), address(alignment, Unit::Bead(beads.end.saturating_sub(1))));
    if first == last { first } else { format!("{first}–{last}") }
}

fn side_name(side: SideName) -> &'static str {
    match side {
        SideName::Source => "source",
        SideName::Translation => "translation",
    }
}

/// What a gesture moves: `source sentence`, `translated paragraph`.
fn text_name(side: SideName, unit: Unit) -> String {
    let side = match side {
        SideName::Source => "source",
        SideName::Translation => "translated",
    };
    let what = match unit.level() {
        Level::Sentences => "sentence",
        Level::Paragraphs => "paragraph",
    };
    format!("{side} {what}")
}

fn said_name(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "confirmation",
        Status::Review => "mark for review",
        Status::LeftOut => "mark as left out",
        Status::Corrected => "mark as corrected",
        Status::Proposed => "removal of a mark",
    }
}
