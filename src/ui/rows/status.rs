//! How sure a row is, in a colour, a shape and words: colour alone leaves people out.

use crate::model::{Alignment, Pairing, Row, Status};

/// Below this confidence a pair wants a look.
const SURE_FROM: f32 = 0.5;

/// How sure a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Surety {
    /// A person said that it is right.
    Settled,
    /// A person said that it is left out on purpose.
    LeftOut,
    /// A person put it together so; that it is right is yet to be said.
    Corrected,
    /// A person said that somebody should look at it.
    Review,
    /// Sure, as far as the aligner knows.
    Sure,
    /// Worth a look.
    Unsure,
    /// One side has no partner.
    Unpaired,
}

impl Surety {
    /// Whether it is worth a mark on the map of the document.
    pub(crate) fn wants_a_look(self) -> bool {
        matches!(self, Self::Review | Self::Unsure | Self::Unpaired)
    }
}

/// How sure `row` is.
pub(crate) fn surety(alignment: &Alignment, row: &Row) -> Surety {
    match alignment.row_status(row) {
        Status::Confirmed => Surety::Settled,
        Status::LeftOut => Surety::LeftOut,
        Status::Corrected => Surety::Corrected,
        Status::Review => Surety::Review,
        Status::Proposed if row.pairing() != Pairing::Paired => Surety::Unpaired,
        Status::Proposed if row.confidence >= SURE_FROM => Surety::Sure,
        Status::Proposed => Surety::Unsure,
    }
}

/// The same in words.
pub(crate) fn in_words(alignment: &Alignment, row: &Row) -> String {
    let percent = (row.confidence * 100.0).round();
    match surety(alignment, row) {
        Surety::Settled => "Confirmed".to_owned(),
        Surety::LeftOut => "Left out on purpose".to_owned(),
        Surety::Corrected => "Corrected, not confirmed".to_owned(),
        Surety::Review => "Marked for review".to_owned(),
        Surety::Unpaired if row.source.is_empty() => "No source text".to_owned(),
        Surety::Unpaired => "Not translated".to_owned(),
        Surety::Unsure => format!("Unsure pair, {percent} %"),
        Surety::Sure => format!("Sure pair, {percent} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bead, IndexRange};

    #[test]
    fn surety_has_words() {
        for (translation, confidence, status, expected, words) in [
            (1, 0.9, Status::Proposed, Surety::Sure, "Sure pair, 90 %"),
            (1, 0.2, Status::Proposed, Surety::Unsure, "Unsure pair, 20 %"),
            (1, 0.2, Status::Confirmed, Surety::Settled, "Confirmed"),
            (1, 0.9, Status::Review, Surety::Review, "Marked for review"),
            (0, 0.9, Status::Proposed, Surety::Unpaired, "Not translated"),
            (0, 0.9, Status::LeftOut, Surety::LeftOut, "Left out on purpose"),
            (1, 0.2, Status::Corrected, Surety::Corrected, "Corrected, not confirmed"),
        ] {
            let (one, other) = (IndexRange::new(0, 1), IndexRange::new(0, translation));
            let row = Row { number: 1, source: one, translation: other, beads: one, confidence };
            let beads = vec![Bead { status, ..Bead::proposed(one, other, confidence) }];
            let alignment = Alignment { rows: vec![row], beads, ..Alignment::default() };
            assert_eq!((surety(&alignment, &row), in_words(&alignment, &row).as_str()), (expected, words));
        }
    }
}
