//! Where the passages of a side went that a person cut, joined or set aside, which leaves the text of the side as it is.
//!
//! Only what stands between the first and the last passage that changed is read: a side may have tens of thousands.

use std::ops::Range;

use super::{SideText, Stretch};
use crate::model::{Aside, Side, Span};

/// Another laying of the same text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relaid {
    /// The passages, by their positions before, that are others now.
    old: Range<usize>,
    /// Where those stand that are there in their place.
    new: Vec<Stretch>,
    /// How many passages there were.
    had: usize,
}

impl Relaid {
    /// How `new` lays the text of `old`; nothing where its text is another.
    pub fn between(text: &SideText, old: &Side, new: &Side) -> Option<Self> {
        let (before, behind) = alike(old, new);
        let (old_len, new_len) = (old.passages.len(), new.passages.len());
        let (was, is) = (before..old_len - behind, before..new_len - behind);
        let from = text.end_before(before);
        let to = text.passages.get(was.end).map_or(text.text.len(), |next| next.bytes.start as usize);
        let mut middle = SideText { text: String::new(), passages: Vec::with_capacity(is.len()), len: from.0 };
        let mut is_first = before == 0;
        middle.push_all(new, is.clone(), &mut is_first);
        if new.passages.get(is.end).is_some_and(|next| !is_first && !next.continues) {
            middle.text.push(SideText::BETWEEN);
        }
        if text.text.get(from.1..to) != Some(middle.text.as_str()) {
            return None;
        }
        let shift = from.1 as u32;
        let moved =
            |at: Stretch| Stretch { bytes: Span { start: at.bytes.start + shift, end: at.bytes.end + shift }, ..at };
        Some(Self { old: was, new: middle.passages.into_iter().map(moved).collect(), had: old_len })
    }

    /// The passages, by their positions before, in which a place may be another now: the changed ones and those beside
    /// them, whose text may go on in them or in what was set aside there.
    pub fn changed(&self) -> Range<u32> {
        if self.old.is_empty() && self.new.is_empty() {
            return 0..0;
        }
        self.old.start.saturating_sub(1) as u32..(self.old.end + 1).min(self.had) as u32
    }

    /// Where a passage is now that is none of the changed ones.
    pub fn position(&self, passage: u32) -> u32 {
        let more = if (passage as usize) < self.old.end { 0 } else { self.new.len() as i64 - self.old.len() as i64 };
        (i64::from(passage) + more) as u32
    }
}

impl SideText {
    /// Follows another laying of it.
    pub fn follow(&mut self, relaid: Relaid) {
        self.passages.splice(relaid.old, relaid.new);
    }

    /// The code point and the byte where the passage before one ends; the start of the text where there is none.
    fn end_before(&self, passage: usize) -> (u32, usize) {
        let Some(stretch) = passage.checked_sub(1).and_then(|before| self.passages.get(before)) else { return (0, 0) };
        let count = self.passage_text(passage - 1).chars().count();
        (stretch.start + count as u32, stretch.bytes.end as usize)
    }
}

/// How many passages at the start and at the end of two layings are the same, with what was set aside between them.
fn alike(old: &Side, new: &Side) -> (usize, usize) {
    let (old_len, new_len) = (old.passages.len(), new.passages.len());
    let pairs = old.passages.iter().zip(&new.passages);
    let mut before =
        pairs.take_while(|(one, other)| one.text == other.text && one.continues == other.continues).count();
    let pairs = old.aside.iter().zip(&new.aside);
    let same = pairs.take_while(|(one, other)| one == other).count();
    for aside in [old.aside.get(same), new.aside.get(same)].into_iter().flatten() {
        before = before.min(aside.before as usize);
    }

    let pairs = old.passages.iter().rev().zip(new.passages.iter().rev());
    let mut behind =
        pairs.take_while(|(one, other)| one.text == other.text && one.continues == other.continues).count();
    let from_end = |one: &Aside, len: usize| len.saturating_sub(one.before as usize);
    let is_same = |(one, other): &(&Aside, &Aside)| {
        from_end(one, old_len) == from_end(other, new_len) && one.text == other.text && one.continues == other.continues
    };
    let same = old.aside.iter().rev().zip(new.aside.iter().rev()).take_while(is_same).count();
    for (side, len) in [(old, old_len), (new, new_len)] {
        let aside = side.aside.iter().rev().nth(same);
        behind = behind.min(aside.map_or(len, |aside| from_end(aside, len)));
    }
    (before, behind.min(old_len.min(new_len) - before))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Passage, PassageKind, ReadingText, SourceText};
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
            (&["一", "二", "三三𠮷", "四", "(五", "六"][..], 0..0, [(0, 0), (4, 4)]),
            (&["一", "二", "三", "…三", "…𠮷", "四", "(五", "六"], 1..4, [(0, 0), (4, 6)]),
            (&["(一", "二", "三三𠮷", "四", "(五", "六"], 0..2, [(2, 1), (4, 3)]),
            (&["一", "二", "三三𠮷", "四", "五", "六"], 3..5, [(0, 0), (2, 2)]),
        ] {
            let relaid = Relaid::between(&SideText::new(&old), &old, &laid(new)).expect("the text is the same");
            assert_eq!(relaid.changed(), changed, "{new:?}");
            for (before, after) in moved {
                assert_eq!(relaid.position(before), after, "{new:?}");
            }
        }
    }
}
