//! What is selected: kept as bytes of reading texts, so that it lives while its rows are not on the screen.

use super::ReaderView;
use super::pointing::{Caret, Pointed};
use crate::model::{Side, SideName, Span};
use crate::ui::rows::words::word_at;

/// A stretch of one side, from a place in one passage to a place in the same or a later one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Selection {
    /// The side.
    pub side: SideName,
    /// Index of the passage it starts in.
    pub first_passage: usize,
    /// Byte of that passage's reading text where it starts.
    pub start: usize,
    /// Index of the passage it ends in.
    pub last_passage: usize,
    /// Byte of that passage's reading text before which it ends.
    pub end: usize,
}

impl Selection {
    /// The selected bytes of `passage`, whose reading text has `length` bytes.
    pub fn part(&self, passage: usize, length: usize) -> Option<Span> {
        if passage < self.first_passage || passage > self.last_passage {
            return None;
        }
        let start = if passage == self.first_passage { self.start } else { 0 };
        let end = if passage == self.last_passage { self.end.min(length) } else { length };
        (start < end).then(|| Span::new(start, end))
    }

    /// Whether the character at a place is selected.
    pub(super) fn holds(&self, at: Caret) -> bool {
        let start = Caret { passage: self.first_passage, byte: self.start };
        let end = Caret { passage: self.last_passage, byte: self.end };
        (start..end).contains(&at)
    }

    /// The selected text, the passages on lines of their own. Furniture is no text and not in it.
    pub fn text(&self, side: &Side) -> String {
        let mut lines = Vec::new();
        for nth in self.first_passage..=self.last_passage {
            let Some(passage) = side.passages.get(nth) else { break };
            let text = passage.text.text();
            lines.extend(self.part(nth, text.len()).and_then(|part| part.of(text)));
        }
        lines.join("\n")
    }
}

/// By what a selection grows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    /// After a click.
    Character,
    /// After a double click.
    Word,
    /// After a triple click.
    Sentence,
}

/// A selection that is there or being made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Selecting {
    side: SideName,
    /// The unit it began with.
    anchor: (Caret, Caret),
    /// The unit it reaches to.
    focus: (Caret, Caret),
    unit: Unit,
    /// Whether the button is still down.
    pub(super) dragging: bool,
}

impl Selecting {
    /// Starts at what is pointed at.
    pub(super) fn start(view: &ReaderView, at: Pointed, unit: Unit) -> Self {
        let here = unit_at(view, at, unit);
        Self { side: at.side, anchor: here, focus: here, unit, dragging: true }
    }

    /// All of `selection`, by whole sentences if they are what it is made of.
    pub(super) fn of(selection: Selection, unit: Unit) -> Self {
        let Selection { side, first_passage, start, last_passage, end } = selection;
        let all = (Caret { passage: first_passage, byte: start }, Caret { passage: last_passage, byte: end });
        Self { side, anchor: all, focus: all, unit, dragging: false }
    }

    /// From one place of a side to another, which is the end that moves.
    pub(super) fn between(side: SideName, anchor: Caret, focus: Caret) -> Self {
        Self { side, anchor: (anchor, anchor), focus: (focus, focus), unit: Unit::Character, dragging: false }
    }

    /// All of the passages `first` to `last` of a side.
    pub(super) fn passages(side: SideName, first: usize, last: usize, end: usize) -> Self {
        let all = (Caret { passage: first, byte: 0 }, Caret { passage: last, byte: end });
        Self { side, anchor: all, focus: all, unit: Unit::Character, dragging: false }
    }

    /// Moves the far end to what is pointed at, if that is on the same side.
    pub(super) fn extend(&mut self, view: &ReaderView, to: Pointed) {
        if to.side == self.side {
            self.focus = unit_at(view, to, self.unit);
        }
    }

    /// Where it ends that moves.
    pub(super) fn place(&self) -> Caret {
        self.focus.0
    }

    /// The end that stays and the end that moves.
    pub(super) fn ends(&self) -> (Caret, Caret) {
        if self.focus.0 < self.anchor.0 { (self.anchor.1, self.focus.0) } else { (self.anchor.0, self.focus.1) }
    }

    /// The side it is on.
    pub(super) fn side(&self) -> SideName {
        self.side
    }

    /// What is selected, if anything.
    pub(super) fn selection(&self) -> Option<Selection> {
        let start = self.anchor.0.min(self.focus.0);
        let end = self.anchor.1.max(self.focus.1);
        (start < end).then_some(Selection {
            side: self.side,
            first_passage: start.passage,
            start: start.byte,
            last_passage: end.passage,
            end: end.byte,
        })
    }
}

/// The unit that holds what is pointed at.
fn unit_at(view: &ReaderView, at: Pointed, unit: Unit) -> (Caret, Caret) {
    let passage = at.caret.passage;
    let Some(text) = view.document.side(at.side).and_then(|side| side.passages.get(passage)) else {
        return (at.caret, at.caret);
    };
    let text = text.text.text();
    let byte = at.under.unwrap_or(at.caret.byte);
    let carets = |start, end| (Caret { passage, byte: start }, Caret { passage, byte: end });
    match unit {
        Unit::Character => (at.caret, at.caret),
        Unit::Word => {
            let word = word_at(text, byte);
            carets(word.start, word.end)
        }
        Unit::Sentence => {
            let all = Span::new(0, text.len());
            let found = view.alignment.segment_at(at.side, passage, byte);
            let sentence =
                found.and_then(|nth| view.alignment.segments(at.side).get(nth)).map_or(all, |found| found.at);
            let blanks = sentence.of(text).map_or(0, |sentence| sentence.len() - sentence.trim_end().len());
            carets(sentence.start as usize, sentence.end as usize - blanks)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_over_passages_has_a_part_in_each() {
        let selection = Selection { side: SideName::Source, first_passage: 2, start: 6, last_passage: 4, end: 3 };
        for (passage, length, expected) in [
            (1, 9, None),
            (2, 9, Some(Span::new(6, 9))),
            (2, 6, None),
            (3, 12, Some(Span::new(0, 12))),
            (4, 9, Some(Span::new(0, 3))),
            (5, 9, None),
        ] {
            assert_eq!(selection.part(passage, length), expected, "{passage}");
        }
    }
}
