//! Where the passages of a side went that a person cut, joined or set aside, which leaves the text of the side as it is.
//!
//! Only the passages that changed are read: a side may have tens of thousands.

use std::iter::Peekable;
use std::ops::Range;

use super::{Part, SideText, Stretch, parts};
use crate::model::{Side, Span};

/// Another laying of the same text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relaid {
    /// Where it is another, in order.
    hunks: Vec<Hunk>,
}

/// Passages in the place of which others stand now, or none.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Hunk {
    /// Their positions before.
    old: Range<usize>,
    new: Vec<Stretch>,
    /// How many passages more there are up to its end.
    more: i64,
}

impl Relaid {
    /// How `new` lays the text of `old`; nothing where its text is another.
    pub fn between(text: &SideText, old: &Side, new: &Side) -> Option<Self> {
        let (mut old, mut new) = (parts(old).peekable(), parts(new).peekable());
        let (mut hunks, mut passage, mut more) = (Vec::new(), 0, 0);
        // Where the last passage ended that is the same in both, and what followed there.
        let mut anchor = (passage, old.clone(), new.clone());
        while old.peek().is_some() || new.peek().is_some() {
            if old.peek() == new.peek() {
                new.next();
                if old.next().is_some_and(|part| part.is_passage) {
                    passage += 1;
                    anchor = (passage, old.clone(), new.clone());
                }
                continue;
            }
            (passage, old, new) = anchor;
            let mut hunk = Hunk::between(text, passage, &mut old, &mut new)?;
            passage = hunk.old.end;
            more += hunk.new.len() as i64 - hunk.old.len() as i64;
            hunk.more = more;
            hunks.push(hunk);
            anchor = (passage, old.clone(), new.clone());
        }
        Some(Self { hunks })
    }

    /// The passages, by their positions before, in which a place may be another now: the changed ones and those beside
    /// them, whose text may go on in them or in what was set aside there. In order, though neighbours may overlap.
    pub fn changed(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        self.hunks.iter().map(|hunk| hunk.old.start.saturating_sub(1) as u32..hunk.old.end as u32 + 1)
    }

    /// Where a passage is now that is none of the changed ones.
    pub fn position(&self, passage: u32) -> u32 {
        let before = self.hunks.partition_point(|hunk| hunk.old.end <= passage as usize);
        let more = before.checked_sub(1).map_or(0, |last| self.hunks[last].more);
        (i64::from(passage) + more) as u32
    }
}

impl Hunk {
    /// What stands from a passage on in the place of others, until both layings meet before a passage that is the same in
    /// both, or at the end.
    fn between<'a>(
        text: &SideText,
        first: usize,
        old: &mut Peekable<impl Iterator<Item = Part<'a>>>,
        new: &mut Peekable<impl Iterator<Item = Part<'a>>>,
    ) -> Option<Self> {
        let (start, first_byte) = text.end_before(first);
        let mut laid = SideText { text: String::new(), passages: Vec::new(), len: start };
        let (mut had, mut end) = (0, first);
        loop {
            let meets = had == laid.text.len();
            match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(one), Some(other)) if meets && one == other && one.is_passage => break,
                (Some(part), other) if had <= laid.text.len() || other.is_none() => {
                    had += part.len();
                    end += usize::from(part.is_passage);
                    old.next();
                }
                _ => laid.push(&new.next()?),
            }
        }
        if text.text.get(first_byte..first_byte + had) != Some(laid.text.as_str()) {
            return None;
        }
        let by = first_byte as u32;
        let moved = |at: Stretch| Stretch { bytes: Span { start: at.bytes.start + by, end: at.bytes.end + by }, ..at };
        Some(Self { old: first..end, new: laid.passages.into_iter().map(moved).collect(), more: 0 })
    }
}

impl SideText {
    /// Follows another laying of it.
    pub fn follow(&mut self, relaid: Relaid) {
        // From behind, so that positions before stay what they are.
        for hunk in relaid.hunks.into_iter().rev() {
            self.passages.splice(hunk.old, hunk.new);
        }
    }

    /// The code point and the byte where the passage before one ends; the start of the text where there is none.
    fn end_before(&self, passage: usize) -> (u32, usize) {
        let Some(stretch) = passage.checked_sub(1).and_then(|before| self.passages.get(before)) else { return (0, 0) };
        let count = self.passage_text(passage - 1).chars().count();
        (stretch.start + count as u32, stretch.bytes.end as usize)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Aside, Passage, PassageKind, ReadingText, SourceText};
    use crate::text::Language;

    /// A side of passages; `…` goes on with what stands before, `(` was set aside.
    fn laid(passages: &[&str]) -> Side {
        let mut side = Side::empty(Language::Chinese, Arc::new(SourceText::new("", String::new())));
        for text in passages {
            let continues = text.starts_with('…');
            let text = text.trim_start_matches('…');
            let reading = |text: &str| ReadingText::verbatim(text, Span::new(0, text.len()));
            let before = side.passages.len() as u32;
            match text.strip_prefix('(') {
                Some(text) => side.aside.push(Aside { before, text: reading(text), continues }),
                None => {
                    side.passages.push(Passage { continues, ..Passage::new(PassageKind::Paragraph, reading(text)) });
                }
            }
        }
        side
    }

    #[test]
    fn a_text_follows_what_was_cut_joined_or_set_aside() {
        let layings: [&[&str]; 9] = [
            &["一", "二", "三三𠮷", "四", "五"],
            &["一", "二", "三", "…三", "…𠮷", "四", "五"],
            &["一", "二", "三", "…(三", "…𠮷", "四", "五"],
            &["一", "二", "(三", "…(三", "…𠮷", "四", "五"],
            &["(一", "二", "三三", "…𠮷", "四", "五"],
            &["一", "二", "三三𠮷", "四", "(五"],
            &["(一", "(二", "(三三𠮷", "(四", "(五"],
            &["一", "二", "三三𠮷", "(四", "(五"],
            &["一", "二", "三三𠮷", "四", "五", "六"],
        ];
        let mut followed = 0;
        for (old, new) in layings.iter().flat_map(|old| layings.iter().map(move |new| (laid(old), laid(new)))) {
            let (mut text, expected) = (SideText::new(&old), SideText::new(&new));
            let relaid = Relaid::between(&text, &old, &new);
            assert_eq!(relaid.is_some(), text.text() == expected.text());
            if let Some(relaid) = relaid {
                text.follow(relaid);
                assert_eq!(text, expected);
                followed += 1;
            }
        }
        assert_eq!(followed, 8 * 8 + 1);
    }

    #[test]
    fn only_what_stands_by_a_cut_may_be_elsewhere() {
        let old = laid(&["一", "二", "三三𠮷", "四", "(五", "六"]);
        for (new, changed, moved) in [
            (&["一", "二", "三三𠮷", "四", "(五", "六"][..], &[][..], [(0, 0), (4, 4)]),
            (&["一", "二", "三", "…三", "…𠮷", "四", "(五", "六"], &[(1, 4)], [(0, 0), (4, 6)]),
            (&["(一", "二", "三三𠮷", "四", "(五", "六"], &[(0, 2)], [(2, 1), (4, 3)]),
            (&["(一", "二", "三三𠮷", "四", "五", "六"], &[(0, 2), (3, 5)], [(2, 1), (4, 4)]),
            (&["一", "二", "三三𠮷", "四", "五", "六"], &[(3, 5)], [(0, 0), (2, 2)]),
        ] {
            let relaid = Relaid::between(&SideText::new(&old), &old, &laid(new)).expect("the text is the same");
            assert_eq!(relaid.changed().map(|range| (range.start, range.end)).collect::<Vec<_>>(), changed, "{new:?}");
            for (before, after) in moved {
                assert_eq!(relaid.position(before), after, "{new:?}");
            }
        }
    }
}
