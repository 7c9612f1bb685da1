//! How sure a row is, in a colour and in words: colour alone leaves people out.

use crate::model::{Pairing, Row, Status};

/// Below this confidence a pair wants a look.
const SURE_FROM: f32 = 0.5;

/// How sure a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Surety {
    /// Sure, or confirmed by a person.
    Sure,
    /// Worth a look.
    Unsure,
    /// One side has no partner.
    Unpaired,
}

/// How sure `row` is.
pub(super) fn surety(row: &Row) -> Surety {
    if row.pairing() != Pairing::Paired {
        Surety::Unpaired
    } else if row.status == Status::Confirmed || row.confidence >= SURE_FROM {
        Surety::Sure
    } else {
        Surety::Unsure
    }
}

/// The same in words.
pub(super) fn in_words(row: &Row) -> String {
    let percent = (row.confidence * 100.0).round();
    match (surety(row), row.status) {
        (Surety::Sure, Status::Confirmed) => "Confirmed".to_owned(),
        (Surety::Sure, Status::Proposed) => format!("Sure pair, {percent} %"),
        (Surety::Unsure, _) => format!("Unsure pair, {percent} %"),
        (Surety::Unpaired, _) if row.source.is_empty() => "No source text".to_owned(),
        (Surety::Unpaired, _) => "Not translated".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IndexRange;

    #[test]
    fn surety_has_words() {
        let row = |translation: usize, confidence, status| Row {
            number: 1,
            source: IndexRange::new(0, 1),
            translation: IndexRange::new(0, translation),
            beads: IndexRange::new(0, 1),
            confidence,
            status,
        };
        for (row, expected, words) in [
            (row(1, 0.9, Status::Proposed), Surety::Sure, "Sure pair, 90 %"),
            (row(1, 0.2, Status::Proposed), Surety::Unsure, "Unsure pair, 20 %"),
            (row(1, 0.2, Status::Confirmed), Surety::Sure, "Confirmed"),
            (row(0, 0.9, Status::Proposed), Surety::Unpaired, "Not translated"),
        ] {
            assert_eq!((surety(&row), in_words(&row).as_str()), (expected, words));
        }
    }
}
