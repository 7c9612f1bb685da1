//! Which passages and sentences of the two sides translate each other.
//!
//! Invariants, held by tests in `align` and `model/correcting`: the segments of a passage, end to end, are its reading
//! text; the beads cover the segments of each side exactly once; the rows cover the passages and the beads exactly once,
//! and hold the passages of their beads; no bead and no row is empty on both sides. Beads and rows stand in the order of
//! the source, and but for `crossings`, which only a person makes, in that of the translation.

use std::fmt;
use std::sync::Arc;

use super::{Crossings, IndexRange, SideName, Span, Structure};
use crate::text::{Language, sentence};

/// A sentence, with the blanks that follow it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// Index of its passage in the side.
    pub passage: u32,
    /// Bytes of the passage's reading text.
    pub at: Span,
}

/// The sentences of a passage; it alone, if it has none.
pub fn sentences_of(passage: u32, text: &str, language: Language) -> Vec<Segment> {
    let sentences = sentence::split(text, language);
    if sentences.is_empty() {
        return vec![Segment { passage, at: Span::new(0, text.len()) }];
    }
    sentences.into_iter().map(|at| Segment { passage, at: Span::from(at) }).collect()
}

/// Neighbouring sentences of both sides that translate each other; one side may be empty.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bead {
    /// Positions in the alignment's `source` segments.
    pub source: IndexRange,
    /// Positions in the alignment's `translation` segments.
    pub translation: IndexRange,
    /// How sure the aligner is of the bead, 0 to 1; 0 where nobody has weighed it.
    pub confidence: f32,
    /// What a person said of it.
    pub status: Status,
}

impl Bead {
    /// A bead that nobody has looked at yet.
    pub fn proposed(source: IndexRange, translation: IndexRange, confidence: f32) -> Self {
        Self { source, translation, confidence, status: Status::Proposed }
    }

    /// A bead that came of a change elsewhere. Hardly anything speaks for it, and yet it is none that waits for the
    /// aligner ([`Alignment::awaits_aligner`]): a person left it so.
    pub fn loose(source: IndexRange, translation: IndexRange) -> Self {
        Self::proposed(source, translation, 0.001)
    }

    /// Its sentences of `side`: positions in the alignment's segments of that side.
    pub fn part(&self, side: SideName) -> IndexRange {
        match side {
            SideName::Source => self.source,
            SideName::Translation => self.translation,
        }
    }

    /// Whether it has sentences of both sides.
    pub fn is_paired(&self) -> bool {
        !self.source.is_empty() && !self.translation.is_empty()
    }
}

/// A bead of passages: what the reader shows as one line of the table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// Its number in addresses, from 1, fixed at first alignment. 0 where others have theirs from an older state of the
    /// text and this one awaits the aligner.
    pub number: u32,
    /// Positions of its passages in the source side.
    pub source: IndexRange,
    /// Positions of its passages in the translation side.
    pub translation: IndexRange,
    /// Positions of its sentence beads in the alignment's `beads`.
    pub beads: IndexRange,
    /// How sure the row is, 0 to 1.
    pub confidence: f32,
}

impl Row {
    /// Its passages of `side`: positions in that side's passages.
    pub fn part(&self, side: SideName) -> IndexRange {
        match side {
            SideName::Source => self.source,
            SideName::Translation => self.translation,
        }
    }

    /// Which sides the row has.
    pub fn pairing(&self) -> Pairing {
        match (self.source.is_empty(), self.translation.is_empty()) {
            (false, true) => Pairing::SourceOnly,
            (true, _) => Pairing::TranslationOnly,
            (false, false) => Pairing::Paired,
        }
    }
}

/// Which sides a row has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Pairing {
    /// Both.
    Paired,
    /// The source alone.
    SourceOnly,
    /// The translation alone.
    TranslationOnly,
}

/// What a person said of a bead, and so of a row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Status {
    /// Nothing yet: the machine's proposal.
    #[default]
    Proposed,
    /// It is right.
    Confirmed,
    /// Somebody should look at it.
    Review,
    /// It has no partner, and that is on purpose.
    LeftOut,
    /// A person put it together so. It stands when the rest is aligned again, but that it is right is yet to be said.
    Corrected,
}

impl Status {
    /// Whether a person said something, so that the machine leaves it as it is.
    pub fn is_settled(self) -> bool {
        self != Self::Proposed
    }
}

/// How the two sides of a document meet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Alignment {
    /// Rows in reading order.
    pub rows: Vec<Row>,
    /// Sentence beads in reading order.
    pub beads: Vec<Bead>,
    /// Sentences of the source side, in order.
    pub source: Vec<Segment>,
    /// Sentences of the translation side, in order.
    pub translation: Vec<Segment>,
    /// What would stand in the place of beads if they were wrong, ordered by the starts of those; not all beads have
    /// one, and one whose bead is not there any more means nothing.
    pub runners_up: Vec<RunnerUp>,
    /// What stands out of order.
    pub crossings: Crossings,
    /// Numbers of rows that are not there any more, and which passage they began with: a row that begins with it again
    /// has its number again.
    pub retired: Vec<Retired>,
    /// Where passages begin, and what they are, as far as a person said otherwise than the importer: all the positions
    /// above count the passages that come of it.
    pub structure: Arc<Structure>,
}

/// The number of a row that is not there any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Retired {
    /// Of which side the passage is.
    pub side: SideName,
    /// Position of the passage that the row began with.
    pub passage: u32,
    /// The number.
    pub number: u32,
}

impl Alignment {
    /// What a person said of a row: what was said of all its beads, and that it wants a look if one of them does.
    pub fn row_status(&self, row: &Row) -> Status {
        let beads = self.beads.get(row.beads.range()).unwrap_or_default();
        if beads.iter().any(|bead| bead.status == Status::Review) {
            return Status::Review;
        }
        let all = |of: &[Status]| !beads.is_empty() && beads.iter().all(|bead| of.contains(&bead.status));
        let of_all = |status: &Status| match status {
            Status::Corrected => all(&[Status::Corrected, Status::Confirmed]),
            status => all(&[*status]),
        };
        [Status::Confirmed, Status::LeftOut, Status::Corrected].into_iter().find(of_all).unwrap_or_default()
    }

    /// Whether the aligner has yet to look at it: but for what a person settled, nothing stands beside anything.
    pub fn awaits_aligner(&self) -> bool {
        let mut proposed = self.beads.iter().filter(|bead| bead.status == Status::Proposed).peekable();
        proposed.peek().is_some() && proposed.all(|bead| !bead.is_paired() && bead.confidence == 0.0)
    }

    /// Whether there is nothing in it yet to go on from: no aligner saw it, nothing was settled or said of a passage, and
    /// no row has a number from before.
    pub fn is_untouched(&self) -> bool {
        let is_proposed = |bead: &Bead| bead.status == Status::Proposed;
        let is_bare = self.retired.is_empty() && self.structure.is_empty();
        is_bare
            && self.awaits_aligner()
            && self.beads.iter().all(is_proposed)
            && self.rows.iter().all(|row| row.number > 0)
    }

    /// Whether the same stands beside the same as in `other`, whatever was said of it and however sure it is.
    pub fn stands_as(&self, other: &Self) -> bool {
        let row = |row: &Row| (row.number, row.source, row.translation, row.beads);
        let bead = |bead: &Bead| (bead.source, bead.translation);
        self.source == other.source
            && self.translation == other.translation
            && self.rows.iter().map(row).eq(other.rows.iter().map(row))
            && self.beads.iter().map(bead).eq(other.beads.iter().map(bead))
            && self.structure == other.structure
    }

    /// The sentences of a side, in order.
    pub fn segments(&self, side: SideName) -> &[Segment] {
        match side {
            SideName::Source => &self.source,
            SideName::Translation => &self.translation,
        }
    }

    /// The sentence of `side` that holds byte `at` of the reading text of `passage`: its position in the segments.
    pub fn segment_at(&self, side: SideName, passage: usize, at: usize) -> Option<usize> {
        let segments = self.segments(side);
        let nth =
            segments.partition_point(|segment| (segment.passage as usize, segment.at.end as usize) <= (passage, at));
        segments.get(nth).is_some_and(|segment| segment.passage as usize == passage).then_some(nth)
    }

    /// The bead that holds a sentence of `side`: its position in `beads`.
    pub fn bead_of(&self, side: SideName, segment: usize) -> Option<usize> {
        if side == SideName::Translation {
            return self.crossings.beads.find(self.beads.len(), segment, |nth| {
                self.beads.get(nth).map_or_else(IndexRange::default, |bead| bead.translation)
            });
        }
        let nth = self.beads.partition_point(|bead| bead.source.end as usize <= segment);
        self.beads.get(nth).is_some_and(|bead| bead.source.contains(segment)).then_some(nth)
    }

    /// The bead that holds byte `at` of the reading text of `passage`: its position in `beads`.
    pub fn bead_at(&self, side: SideName, passage: usize, at: usize) -> Option<usize> {
        self.bead_of(side, self.segment_at(side, passage, at)?)
    }

    /// The row that addresses call by that number: its position in `rows`.
    pub fn row_numbered(&self, number: u32) -> Option<usize> {
        self.rows.iter().position(|row| row.number == number)
    }

    /// The row that holds a passage of `side`: its position in `rows`.
    pub fn row_of_passage(&self, side: SideName, passage: usize) -> Option<usize> {
        if side == SideName::Translation {
            return self.crossings.rows.find(self.rows.len(), passage, |nth| {
                self.rows.get(nth).map_or_else(IndexRange::default, |row| row.translation)
            });
        }
        let nth = self.rows.partition_point(|row| row.source.end as usize <= passage);
        self.rows.get(nth).is_some_and(|row| row.source.contains(passage)).then_some(nth)
    }

    /// The row that holds a bead: its position in `rows`.
    pub fn row_of_bead(&self, bead: usize) -> Option<usize> {
        let nth = self.rows.partition_point(|row| row.beads.end as usize <= bead);
        self.rows.get(nth).is_some_and(|row| row.beads.contains(bead)).then_some(nth)
    }

    /// Whether a bead stands out of order, by its position in `beads`: it, or others that it crosses, do.
    pub fn crosses(&self, bead: usize) -> bool {
        self.crossings.beads.contains(bead)
    }

    /// The address of a bead, by its position in `beads`.
    pub fn address(&self, bead: usize) -> Option<Address> {
        let row = self.rows.get(self.row_of_bead(bead)?)?;
        let pair = (row.beads.len() > 1).then(|| (bead - row.beads.range().start) as u32 + 1);
        Some(Address { row: row.number, pair })
    }

    /// The best alternative to a bead, where the aligner saw one.
    pub fn runner_up(&self, bead: &Bead) -> Option<&RunnerUp> {
        let key = |source: IndexRange, translation: IndexRange| (source.start, translation.start);
        let found = self.runners_up.binary_search_by_key(&key(bead.source, bead.translation), |runner_up| {
            key(runner_up.instead_of.0, runner_up.instead_of.1)
        });
        let runner_up = self.runners_up.get(found.ok()?)?;
        (runner_up.instead_of == (bead.source, bead.translation)).then_some(runner_up)
    }
}

/// The bead that is likeliest of those that would have to stand if another one were wrong.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RunnerUp {
    /// The bead it would take the place of, or of a part of it: its sentences of the source and of the translation.
    pub instead_of: (IndexRange, IndexRange),
    /// Positions in the alignment's `source` segments.
    pub source: IndexRange,
    /// Positions in the alignment's `translation` segments.
    pub translation: IndexRange,
    /// How sure the aligner is that this one is right instead, 0 to 1.
    pub confidence: f32,
}

/// The stable, visible, citable name of a row or of a sentence pair in it: ¶12, ¶12.3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address {
    /// Number of the row, from 1.
    pub row: u32,
    /// Number of the sentence pair in the row, from 1.
    pub pair: Option<u32>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pair {
            Some(pair) => write!(f, "¶{}.{pair}", self.row),
            None => write!(f, "¶{}", self.row),
        }
    }
}

/// One reason why a bead is as sure as it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// What kind of reason.
    pub kind: EvidenceKind,
    /// What stands for it in the source, as written there; empty where nothing does.
    pub source: String,
    /// What stands for it in the translation.
    pub translation: String,
    /// How much it counts, in nats of the aligner's score; negative where it counts against the bead.
    pub weight: f32,
}

/// What kind of reason it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EvidenceKind {
    /// A dictionary word and its gloss.
    Word,
    /// A word pair that the document itself taught.
    Learned,
    /// A name and its romanisation.
    Name,
    /// A number or a date of the same value.
    Number,
    /// How the sentences end and start.
    Punctuation,
    /// How long the sides are.
    Length,
    /// What would stand there if the bead were wrong; its weight is the confidence in that.
    RunnerUp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_its_beads_are() {
        use Status::{Confirmed, Corrected, LeftOut, Proposed, Review};
        for (beads, expected) in [
            (&[][..], Proposed),
            (&[Confirmed, Confirmed], Confirmed),
            (&[Confirmed, Proposed], Proposed),
            (&[Confirmed, Review, Proposed], Review),
            (&[LeftOut, LeftOut], LeftOut),
            (&[LeftOut, Confirmed], Proposed),
            (&[Corrected, Corrected], Corrected),
            (&[Confirmed, Corrected], Corrected),
            (&[Corrected, Proposed], Proposed),
        ] {
            let none = IndexRange::default();
            let bead = |&status| Bead { status, ..Bead::proposed(none, none, 0.5) };
            let alignment = Alignment { beads: beads.iter().map(bead).collect(), ..Alignment::default() };
            let beads = IndexRange::new(0, beads.len());
            let row = Row { number: 1, source: none, translation: none, beads, confidence: 0.5 };
            assert_eq!(alignment.row_status(&row), expected, "{beads:?}");
        }
    }

    #[test]
    fn addresses_read_as_people_cite_them() {
        for (row, pair, expected) in [(12, None, "¶12"), (12, Some(3), "¶12.3")] {
            assert_eq!(Address { row, pair }.to_string(), expected);
        }
    }
}
