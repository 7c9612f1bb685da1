//! The text of a whole side, as selectors count it: the reading texts of its passages, joined by line ends. What a
//! person cut or set aside stands in it as before.

mod relaid;

pub use relaid::Relaid;

use super::{Document, ReadingText, Selector, Side, SideName, Span};

/// How many characters of context a selector keeps before and after its text.
///
/// Chinese has no words to count; 32 characters are what annotation tools keep of any text.
pub const CONTEXT: usize = 32;

/// A place in the reading text of a passage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SidePlace {
    /// Index of the passage in its side.
    pub passage: u32,
    /// Byte of the passage's reading text.
    pub at: u32,
}

/// The text of a side, with the way between its code points and the bytes of its passages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SideText {
    text: String,
    /// Where the passages stand.
    passages: Vec<Stretch>,
    /// Code points of the whole.
    len: u32,
}

/// Where a passage stands in the text of its side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stretch {
    /// Its first code point.
    start: u32,
    /// Its bytes.
    bytes: Span,
}

/// A part of the text of a side: a passage, or what was one and was set aside.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Part<'a> {
    text: &'a ReadingText,
    is_passage: bool,
    /// Whether nothing stands between it and the part before.
    joined: bool,
}

impl Part<'_> {
    /// How many bytes come with it.
    fn len(&self) -> usize {
        self.text.text().len() + usize::from(!self.joined)
    }
}

/// The parts of the text of a side, in order.
fn parts(side: &Side) -> impl Iterator<Item = Part<'_>> + Clone {
    let mut aside = side.aside.iter().peekable();
    let mut passages = side.passages.iter();
    let (mut nth, mut is_first) = (0, true);
    std::iter::from_fn(move || {
        let (text, continues, is_passage) = if let Some(one) = aside.next_if(|one| one.before <= nth) {
            (&one.text, one.continues, false)
        } else {
            let passage = passages.next()?;
            nth += 1;
            (&passage.text, passage.continues, true)
        };
        Some(Part { text, is_passage, joined: std::mem::take(&mut is_first) || continues })
    })
}

impl SideText {
    /// What stands between two passages.
    pub const BETWEEN: char = '\n';

    /// The text of `side`.
    pub fn new(side: &Side) -> Self {
        let bytes = side.passages.iter().map(|passage| passage.text.text().len() + 1).sum();
        let passages = Vec::with_capacity(side.passages.len());
        let mut text = Self { text: String::with_capacity(bytes), passages, len: 0 };
        for part in parts(side) {
            text.push(&part);
        }
        text
    }

    fn push(&mut self, part: &Part<'_>) {
        if !part.joined {
            self.text.push(Self::BETWEEN);
            self.len += 1;
        }
        let (start, first_byte) = (self.len, self.text.len());
        self.text.push_str(part.text.text());
        self.len += part.text.text().chars().count() as u32;
        if part.is_passage {
            self.passages.push(Stretch { start, bytes: Span::new(first_byte, self.text.len()) });
        }
    }

    /// The texts of the sides of a document, the source first.
    pub fn both(document: &Document) -> [Option<Self>; 2] {
        SideName::BOTH.map(|side| document.side(side).map(Self::new))
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many code points it has.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The text between two code points; nothing where they are outside it or the wrong way round.
    pub fn slice(&self, start: u32, end: u32) -> Option<&str> {
        if start > end || end > self.len {
            return None;
        }
        self.text.get(self.byte(start)..self.byte(end))
    }

    /// The code point at a place of a passage; its end where the place is beyond it.
    pub fn position(&self, place: SidePlace) -> Option<u32> {
        let stretch = self.passages.get(place.passage as usize)?;
        let passage = self.passage_text(place.passage as usize);
        let at = passage.get(..place.at as usize).unwrap_or(passage);
        Some(stretch.start + at.chars().count() as u32)
    }

    /// The place of a code point. The line end between two passages, and what was set aside there, counts as the end of
    /// the first.
    pub fn place(&self, position: u32) -> Option<SidePlace> {
        if position > self.len {
            return None;
        }
        let passage = self.passages.partition_point(|stretch| stretch.start <= position).saturating_sub(1);
        let start = self.passages.get(passage)?.start;
        let text = self.passage_text(passage);
        // What was set aside before the first passage counts as its start.
        let at = text.char_indices().nth(position.saturating_sub(start) as usize).map_or(text.len(), |(at, _)| at);
        Some(SidePlace { passage: passage as u32, at: at as u32 })
    }

    /// The parts of passages between two code points, none of them empty, in order.
    pub fn spans(&self, start: u32, end: u32) -> Vec<(u32, Span)> {
        let Some((first, last)) = self.place(start).zip(self.place(end)).filter(|(first, last)| first <= last) else {
            return Vec::new();
        };
        (first.passage..=last.passage)
            .map(|passage| {
                let from = if passage == first.passage { first.at as usize } else { 0 };
                let to =
                    if passage == last.passage { last.at as usize } else { self.passage_text(passage as usize).len() };
                (passage, Span::new(from, to))
            })
            .filter(|(_, span)| !span.is_empty())
            .collect()
    }

    /// The selector of the text between two code points; nothing where they are outside it.
    pub fn selector(&self, start: u32, end: u32) -> Option<Selector> {
        let exact = self.slice(start, end)?.to_owned();
        let (before, after) = (self.byte(start), self.byte(end));
        let prefix = self.text.get(..before)?.char_indices().rev().take(CONTEXT).last().map_or(before, |(at, _)| at);
        let suffix: String = self.text.get(after..)?.chars().take(CONTEXT).collect();
        Some(Selector { start, end, exact, prefix: self.text.get(prefix..before)?.to_owned(), suffix })
    }

    /// Whether a selector's quotation stands where its positions say.
    pub fn holds(&self, selector: &Selector) -> bool {
        self.slice(selector.start, selector.end) == Some(selector.exact.as_str())
    }

    /// The byte of the whole text where a code point starts.
    fn byte(&self, position: u32) -> usize {
        let before = self.passages.partition_point(|stretch| stretch.start <= position).checked_sub(1);
        let (start, byte) = before.map_or((0, 0), |nth| (self.passages[nth].start, self.passages[nth].bytes.start));
        let rest = self.text.get(byte as usize..).unwrap_or_default();
        rest.char_indices().nth((position - start) as usize).map_or(self.text.len(), |(at, _)| byte as usize + at)
    }

    fn passage_text(&self, passage: usize) -> &str {
        self.passages.get(passage).and_then(|stretch| stretch.bytes.of(&self.text)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Passage, PassageKind, ReadingText, SourceText};
    use crate::text::Language;

    fn side(passages: &[String]) -> Side {
        let text = passages.concat();
        let source = Arc::new(SourceText::new("", text));
        let mut side = Side::empty(Language::Chinese, source.clone());
        let mut at = 0;
        for passage in passages {
            let span = Span::new(at, at + passage.len());
            at = span.end as usize;
            side.passages.push(Passage::new(PassageKind::Paragraph, ReadingText::verbatim(&source.text, span)));
        }
        side
    }

    #[test]
    fn positions_count_code_points_over_all_passages() {
        let text = SideText::new(&side(&["群众囘来".to_owned(), String::new(), "𠮷🏳️‍🌈 ok".to_owned()]));
        assert_eq!(text.text(), "群众囘来\n\n𠮷🏳️‍🌈 ok");
        for (start, end, expected) in [(2, 4, "囘来"), (6, 7, "𠮷"), (7, 11, "🏳️‍🌈"), (3, 7, "来\n\n𠮷"), (14, 14, "")]
        {
            assert_eq!(text.slice(start, end), Some(expected));
        }
        assert_eq!(text.slice(0, 15), None);
        assert_eq!(text.spans(3, 7), [(0, Span::new(9, 12)), (2, Span::new(0, 4))]);
        let selector = text.selector(2, 3).expect("it is inside");
        assert_eq!((selector.prefix.as_str(), selector.suffix.as_str()), ("群众", "来\n\n𠮷🏳️‍🌈 ok"));
        assert!(text.holds(&selector));
    }

    #[test]
    fn what_was_cut_or_set_aside_keeps_its_place() {
        let whole = ["前面", "群众囘来了。头三𠮷", "后面"].map(str::to_owned);
        let expected = SideText::new(&side(&whole));
        let mut cut = side(&["前面", "群众囘来了。", "𠮷", "后面"].map(str::to_owned));
        let text = |text: &str| ReadingText::verbatim(text, Span::new(0, text.len()));
        cut.aside.push(crate::model::Aside { before: 2, text: text("头三"), continues: true });
        cut.passages[2].continues = true;
        let found = SideText::new(&cut);
        assert_eq!((found.text(), found.len()), (expected.text(), expected.len()));
        assert_eq!(found.spans(3, 14), [(1, Span::new(0, 18)), (2, Span::new(0, 4)), (3, Span::new(0, 3))]);
        assert_eq!(found.spans(9, 11), [], "nobody reads it");
        assert_eq!(found.place(10), Some(SidePlace { passage: 1, at: 18 }));
        let selector = expected.selector(8, 12).expect("it is inside");
        assert!(found.holds(&selector) && selector.exact == "。头三𠮷");
    }

    proptest! {
        #[test]
        fn places_and_positions_lead_to_each_other(passages in prop::collection::vec("[领土𠮷a🏳\n ]{0,8}", 1..6)) {
            let text = SideText::new(&side(&passages));
            prop_assert_eq!(text.len() as usize, text.text().chars().count());
            for position in 0..=text.len() {
                let place = text.place(position).expect("it is inside");
                prop_assert_eq!(text.position(place), Some(position));
                let (whole, half) = (text.selector(0, position), text.selector(position, text.len()));
                let joined = whole.map(|one| one.exact).unwrap_or_default() + &half.map(|one| one.exact).unwrap_or_default();
                prop_assert_eq!(joined.as_str(), text.text());
            }
            prop_assert_eq!(text.place(text.len() + 1), None);
        }
    }
}
