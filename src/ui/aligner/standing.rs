//! How a pair stands: what a person said of it, or how sure the machine is. Each has a colour, a shape, a line and words
//! of its own, because colour alone leaves people out.

use super::pairs::{Pair, beads, status};
use crate::model::{Alignment, Status};

/// Below this confidence a pair wants a look.
const SURE_FROM: f32 = 0.5;
/// Below this it is more likely wrong than not, by far.
const DOUBTFUL_BELOW: f32 = 0.25;

/// How a pair stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Standing {
    /// A person said that it is right.
    Confirmed,
    /// A person said that it has no partner, and that is on purpose.
    LeftOut,
    /// A person put it together so; that it is right is yet to be said.
    Corrected,
    /// A person said that somebody should look at it.
    Review,
    /// Proposed, and sure.
    Sure,
    /// Proposed, and unsure.
    Unsure,
    /// Proposed, and likely wrong.
    Doubtful,
    /// Proposed to have no partner.
    Unpaired,
}

impl Standing {
    /// All of them, each at its own place.
    pub(crate) const ALL: [Self; 8] = [
        Self::Confirmed,
        Self::LeftOut,
        Self::Corrected,
        Self::Review,
        Self::Sure,
        Self::Unsure,
        Self::Doubtful,
        Self::Unpaired,
    ];

    /// How a pair stands.
    pub(crate) fn of(alignment: &Alignment, pair: &Pair) -> Self {
        match status(alignment, pair) {
            Status::Confirmed => Self::Confirmed,
            Status::LeftOut => Self::LeftOut,
            Status::Review => Self::Review,
            Status::Corrected => Self::Corrected,
            Status::Proposed if !pair.is_paired() => Self::Unpaired,
            Status::Proposed => match confidence(alignment, pair) {
                SURE_FROM.. => Self::Sure,
                DOUBTFUL_BELOW.. => Self::Unsure,
                confidence if is_weighed(confidence) => Self::Doubtful,
                _ => Self::Unsure,
            },
        }
    }

    /// Whether a person has settled it.
    pub(crate) fn is_settled(self) -> bool {
        matches!(self, Self::Confirmed | Self::LeftOut)
    }

    /// Whether somebody should look at it.
    pub(crate) fn wants_a_look(self) -> bool {
        matches!(self, Self::Review | Self::Unsure | Self::Doubtful | Self::Unpaired)
    }

    /// Whether the machine is unsure of it.
    pub(crate) fn is_unsure(self) -> bool {
        matches!(self, Self::Unsure | Self::Doubtful)
    }

    /// The same in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::LeftOut => "left out on purpose",
            Self::Corrected => "put together by you, not confirmed",
            Self::Review => "for review",
            Self::Sure => "sure",
            Self::Unsure => "unsure",
            Self::Doubtful => "doubtful",
            Self::Unpaired => "no partner",
        }
    }
}

/// Whether the aligner has weighed a pair at all: what only came of a gesture it has not.
pub(crate) fn is_weighed(confidence: f32) -> bool {
    confidence > 0.0
}

/// How sure the machine is of a pair: of the least sure of its beads that nobody has settled.
pub(crate) fn confidence(alignment: &Alignment, pair: &Pair) -> f32 {
    let open = beads(alignment, pair).iter().filter(|bead| bead.status == Status::Proposed && bead.is_paired());
    let least = open.map(|bead| bead.confidence).fold(f32::INFINITY, f32::min);
    if least.is_finite() { least } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::aligner::pairs::{Pairs, tests::alignment};
    use crate::workspace::AlignLevel;

    #[test]
    fn a_pair_stands_as_was_said_or_as_sure_as_it_is() {
        for (translation, confidence, status, expected) in [
            (1, 0.9, Status::Proposed, Standing::Sure),
            (1, 0.4, Status::Proposed, Standing::Unsure),
            (1, 0.1, Status::Proposed, Standing::Doubtful),
            (1, 0.0, Status::Proposed, Standing::Unsure),
            (1, 0.1, Status::Confirmed, Standing::Confirmed),
            (1, 0.9, Status::Review, Standing::Review),
            (1, 0.0, Status::Corrected, Standing::Corrected),
            (0, 0.9, Status::Proposed, Standing::Unpaired),
            (0, 0.9, Status::LeftOut, Standing::LeftOut),
        ] {
            let mut alignment = alignment(&[&[(0..1, 0..translation)]]);
            (alignment.beads[0].confidence, alignment.beads[0].status) = (confidence, status);
            let pair = Pairs::of(&alignment, AlignLevel::Sentences).get(0).expect("one pair");
            assert_eq!(Standing::of(&alignment, &pair), expected, "{status:?} {confidence}");
        }
    }

    #[test]
    fn a_row_is_as_sure_as_its_least_sure_open_pair() {
        let mut alignment = alignment(&[&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]]);
        for (bead, (confidence, status)) in
            alignment.beads.iter_mut().zip([(0.1, Status::Confirmed), (0.4, Status::Proposed), (0.8, Status::Proposed)])
        {
            (bead.confidence, bead.status) = (confidence, status);
        }
        let row = Pairs::of(&alignment, AlignLevel::Paragraphs).get(0).expect("one row");
        assert_eq!(Standing::of(&alignment, &row), Standing::Unsure);
        assert!((confidence(&alignment, &row) - 0.4).abs() < f32::EPSILON);
    }
}
