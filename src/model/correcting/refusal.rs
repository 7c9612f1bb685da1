//! Why a correction was not done, in words for people.

use thiserror::Error;

use crate::model::{Address, SideName};

/// Why a correction was not done. Nothing has changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Refusal {
    /// What it names is not there.
    #[error("There is no such pair any more")]
    Gone,
    /// It would need a pair above.
    #[error("Nothing stands above {0}")]
    NothingAbove(Address),
    /// It would need a pair below.
    #[error("Nothing stands below {0}")]
    NothingBelow(Address),
    /// A side is not there.
    #[error("{0} has no {text}", text = side(*.1))]
    NoText(Address, SideName),
    /// It would need both sides.
    #[error("{0} has one side alone")]
    OneSided(Address),
    /// It would need one side alone.
    #[error("{0} has both sides")]
    Paired(Address),
    /// What would stand in one pair does not stand side by side in the text.
    #[error("The {text} of {0} and {1} do not follow each other", text = sides(*.2))]
    Apart(Address, Address, SideName),
    /// Text stands where a column should be moved to.
    #[error("{0} is in the way: it has {text} of its own", text = side(*.1))]
    InTheWay(Address, SideName),
    /// Text stands between a sentence and the pair that it should go to.
    #[error("{0} stands between, with {text} of its own", text = side(*.1))]
    Between(Address, SideName),
    /// There is nothing to part at this place.
    #[error("{0} cannot be split here: nothing stands before this place")]
    NothingBefore(Address),
    /// The place is no boundary of characters, or outside.
    #[error("The text cannot be cut here")]
    NoPlace,
    /// A sentence or passage begins there already, or ends.
    #[error("The text is cut here already")]
    CutAlready,
    /// What would be joined stands in two pairs.
    #[error("The two sentences stand in two pairs, {0} and {1}")]
    TwoPairs(Address, Address),
    /// There is no next sentence in the passage.
    #[error("No sentence of this paragraph follows")]
    NoNextSentence,
    /// The passage begins where it does in the file.
    #[error("This paragraph begins so in the file")]
    NotCut,
    /// It would leave a side without text.
    #[error("This is the only paragraph of the {text}", text = side(*.0))]
    OnlyPassage(SideName),
    /// Notes stand on what would go from the text.
    #[error("Notes, bookmarks or drafts stand on this text")]
    Noted,
    /// It is so already.
    #[error("It is so already")]
    Nothing,
    /// Rows would have to be put together that stand far from each other.
    #[error("{0} and {1} cannot be parted from what stands between them")]
    Entangled(Address, Address),
}

impl Refusal {
    /// What a person can do about it, a sentence; empty where there is nothing to say.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Apart(..) => "Pairs that cross cannot be put together: take the crossing back first.",
            Self::InTheWay(..) => "Pull up joins what stands there with what is above.",
            Self::Between(..) => "To pair two sentences across others, drop one on the other, or mark both with Space.",
            Self::TwoPairs(..) => "Merge the two pairs first, or move one of the sentences.",
            Self::NotCut => "Merge the rows to read paragraphs as one.",
            Self::Noted => "Move or remove them first.",
            Self::Entangled(..) => "Other pairs cross there: take those crossings back first.",
            Self::Paired(_) => "Only text without a partner can be left out: unpair it first.",
            _ => "",
        }
    }
}

fn side(side: SideName) -> &'static str {
    match side {
        SideName::Source => "source text",
        SideName::Translation => "translation",
    }
}

fn sides(side: SideName) -> &'static str {
    match side {
        SideName::Source => "source sentences",
        SideName::Translation => "translated sentences",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_sentences() {
        let (one, other) = (Address { row: 5, pair: Some(2) }, Address { row: 6, pair: None });
        for (refusal, expected) in [
            (Refusal::NothingAbove(one), "Nothing stands above ¶5.2"),
            (Refusal::NoText(other, SideName::Translation), "¶6 has no translation"),
            (Refusal::InTheWay(one, SideName::Source), "¶5.2 is in the way: it has source text of its own"),
            (Refusal::Between(one, SideName::Translation), "¶5.2 stands between, with translation of its own"),
            (
                Refusal::Apart(one, other, SideName::Translation),
                "The translated sentences of ¶5.2 and ¶6 do not follow each other",
            ),
        ] {
            assert_eq!(refusal.to_string(), expected);
        }
    }
}
