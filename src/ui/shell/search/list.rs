//! What was found as lines of a list, with their heights, and the part of a text that is shown of it. Nothing is drawn
//! here.

use std::ops::Range;

use crate::model::Span;
use crate::model::search::{Hit, HitOn};
use crate::workspace::{Answer, Group, Within};

/// Height of a document's line, in points.
const DOCUMENT: f32 = 34.0;
/// Height of a line that says that there is more.
const MORE: f32 = 30.0;
/// Blank above and below a hit.
pub(super) const HIT_PADDING: f32 = 6.0;
/// Heights of a line of text and of a line of its partner.
pub(super) const TEXT_LINE: f32 = 19.0;
pub(super) const PARTNER_LINE: f32 = 16.0;
/// Sizes of the two, in points.
pub(super) const TEXT_SIZE: f32 = 13.0;
pub(super) const PARTNER_SIZE: f32 = 12.0;
/// How many lines each may take.
pub(super) const MOST_LINES: usize = 2;
/// Height of a hit that fills its lines.
const FULL: f32 = 2.0 * HIT_PADDING + MOST_LINES as f32 * (TEXT_LINE + PARTNER_LINE);
/// In a list of more hits than this all are as high as the highest, since to measure them takes time.
const MOST_MEASURED: usize = 1_500;
/// Points of text that stand before what was found, where a text does not start with it.
const BEFORE: f32 = 92.0;
/// The width of a letter, as a part of its size.
const NARROW: f32 = 0.55;
/// Characters of a text that are laid out at most: more than two lines hold in any panel.
const MOST_SHOWN: usize = 160;

/// A line of the list, by positions in the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// The name of a document.
    Document(usize),
    /// A hit of a document.
    Hit(usize, usize),
    /// That there is more in a document.
    More(usize),
    /// That there are more documents.
    MoreDocuments(usize),
}

/// The lines of an answer.
#[derive(Default)]
pub(super) struct List {
    lines: Vec<Line>,
    /// Where each line starts, and where the last ends.
    tops: Vec<f32>,
    /// Which lines are hits.
    hits: Vec<usize>,
}

impl List {
    /// The lines of `answer` in a list whose texts have `width` points.
    pub(super) fn of(answer: &Answer, width: f32) -> Self {
        let mut list = Self { tops: vec![0.0], ..Self::default() };
        let all: usize = answer.groups.iter().map(|group| group.hits.len()).sum();
        let height = |hit: &Hit| if all > MOST_MEASURED { FULL } else { hit_height(hit, width) };
        for (nth, group) in answer.groups.iter().enumerate() {
            // In one document there is nothing to tell apart.
            if answer.within == Within::Library {
                list.push(Line::Document(nth), DOCUMENT);
            }
            for (at, hit) in group.hits.iter().enumerate() {
                list.hits.push(list.lines.len());
                list.push(Line::Hit(nth, at), height(hit));
            }
            if group.more > 0 {
                list.push(Line::More(nth), MORE);
            }
        }
        let more = answer.documents.saturating_sub(answer.groups.len());
        if more > 0 {
            list.push(Line::MoreDocuments(more), MORE);
        }
        list
    }

    fn push(&mut self, line: Line, height: f32) {
        self.lines.push(line);
        self.tops.push(self.tops.last().copied().unwrap_or_default() + height);
    }

    /// How high it is.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// The lines of which something is between two heights, with their positions.
    pub(super) fn between(&self, top: f32, bottom: f32) -> impl Iterator<Item = (usize, Line)> {
        let first = self.tops.partition_point(|start| *start <= top).saturating_sub(1);
        let end = self.tops.partition_point(|start| *start < bottom).min(self.lines.len());
        let lines = self.lines.get(first..end).unwrap_or_default();
        (first..).zip(lines.iter().copied())
    }

    /// Where a line starts and ends.
    pub(super) fn extent(&self, line: usize) -> Range<f32> {
        let at = |nth: usize| self.tops.get(nth).copied().unwrap_or_default();
        at(line)..at(line + 1)
    }

    /// How many hits there are.
    pub(super) fn hits(&self) -> usize {
        self.hits.len()
    }

    /// The line of a hit, and its positions in the answer.
    pub(super) fn hit(&self, nth: usize) -> Option<(usize, usize, usize)> {
        let line = *self.hits.get(nth)?;
        match self.lines.get(line) {
            Some(Line::Hit(group, hit)) => Some((line, *group, *hit)),
            _ => None,
        }
    }

    /// Which hit a line is.
    pub(super) fn nth_hit(&self, line: usize) -> Option<usize> {
        self.hits.binary_search(&line).ok()
    }
}

/// What stands before the text of a hit: its address, and what it is where it is no text of the document.
pub(super) fn label(hit: &Hit) -> String {
    let address = hit.address.map(|address| address.to_string()).unwrap_or_default();
    let name = match hit.on {
        HitOn::Side(_) => String::new(),
        _ => hit.on.label(),
    };
    [address, name].join(" ").trim().to_owned()
}

/// What is shown below the text of a hit; nothing where that is what stands before it.
pub(super) fn partner(hit: &Hit) -> Snippet {
    if hit.on.is_known() { Snippet::default() } else { Snippet::of(&hit.partner, &hit.partner_marks) }
}

fn hit_height(hit: &Hit, width: f32) -> f32 {
    let text = Snippet::of(&hit.text, &hit.marks).text;
    let partner = partner(hit).text;
    let lines = |text: &str, size: f32, before: &str| {
        let needed = wide(before, size) + wide(text, size);
        // A line that is broken between words is not full.
        ((needed / width.max(1.0) * 1.06).ceil() as usize).clamp(usize::from(!text.is_empty()), MOST_LINES) as f32
    };
    let text_lines = lines(&text, TEXT_SIZE, &(label(hit) + "  ")).max(1.0);
    2.0 * HIT_PADDING + text_lines * TEXT_LINE + lines(&partner, PARTNER_SIZE, "") * PARTNER_LINE
}

/// About how many points a text is wide.
fn wide(text: &str, size: f32) -> f32 {
    text.chars().map(|char| if is_wide(char) { size } else { size * NARROW }).sum()
}

/// Whether a character is as wide as it is high.
fn is_wide(char: char) -> bool {
    char >= '\u{2e80}'
}

/// The part of a text that is shown: from shortly before what was found in it, on one line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Snippet {
    pub(super) text: String,
    pub(super) marks: Vec<Range<usize>>,
}

impl Snippet {
    pub(super) fn of(text: &str, marks: &[Span]) -> Self {
        let start = start_of_snippet(text, marks.first().map_or(0, |mark| mark.start as usize));
        let mut snippet = Self::default();
        if start > 0 {
            snippet.text.push('…');
        }
        let mut marks = marks.iter().map(|mark| mark.range()).filter(|mark| mark.end > start).peekable();
        let mut open = None;
        for (at, char) in text.get(start..).unwrap_or_default().char_indices().take(MOST_SHOWN) {
            let at = start + at;
            if let Some(from) = open
                && marks.next_if(|mark| mark.end <= at).is_some()
            {
                snippet.marks.push(from..snippet.text.len());
                open = None;
            }
            if open.is_none() && marks.peek().is_some_and(|mark| mark.contains(&at)) {
                open = Some(snippet.text.len());
            }
            // What breaks a line or steers the text is no part of a line of a list.
            snippet.text.push(if char.is_control() || char.is_whitespace() { ' ' } else { char });
        }
        if let Some(from) = open {
            snippet.marks.push(from..snippet.text.len());
        }
        snippet
    }
}

/// Where what is shown of a text starts: shortly before `found`, at a word.
fn start_of_snippet(text: &str, found: usize) -> usize {
    let before = text.get(..found).unwrap_or_default();
    if wide(before, TEXT_SIZE) <= 1.5 * BEFORE {
        return 0;
    }
    let mut left = BEFORE;
    let mut start = found;
    for (at, char) in before.char_indices().rev() {
        left -= if is_wide(char) { TEXT_SIZE } else { TEXT_SIZE * NARROW };
        if left < 0.0 {
            break;
        }
        // In a word of letters it starts only where the word does.
        let starts = is_wide(char) || before.get(..at).is_none_or(|rest| !rest.ends_with(char::is_alphanumeric));
        if starts && !char.is_whitespace() {
            start = at;
        }
    }
    start
}

/// What is to be said of an answer above its list.
pub(super) fn summary(answer: &Answer) -> String {
    if !answer.has_words {
        return "Type letters, digits or characters".to_owned();
    }
    let hits: usize = answer.groups.iter().map(|group: &Group| group.hits.len() + group.more).sum();
    match (answer.within, answer.documents) {
        (_, 0) => "Nothing was found".to_owned(),
        (Within::Document(_), _) => format!("{hits} found"),
        (Within::Library, 1) => format!("{hits} found in 1 document"),
        (Within::Library, many) if many == answer.groups.len() => format!("{hits} found in {many} documents"),
        (Within::Library, many) => format!("Found in {many} documents"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::DocumentKey;
    use crate::model::{Address, DetailKind, SideName};
    use crate::text::search::{Finder, Query};
    use crate::workspace::FoundIn;

    fn hit(query: &str, source: &str, translation: &str) -> Hit {
        let address = Some(Address { row: 12, pair: Some(3) });
        let query = Query::new(query);
        let hit = Hit::of_pair(&mut Finder::new(&query), address, source.to_owned(), translation.to_owned());
        hit.expect("it is met")
    }

    #[test]
    fn a_snippet_starts_shortly_before_what_was_found() {
        for (query, text, expected) in [
            ("领土", "领土问题", "[领土]问题"),
            ("问题", "关于领土\n问题的\t声明", "关于领土 [问题]的 声明"),
            ("边界", "一二三四五六七八九十一二三四五六七边界之", "…一二三四五六七[边界]之"),
            ("border", "It is a long way before one comes to the border", "…to the [border]"),
            ("border", "Supercalifragilisticexpialidocious-border", "…[border]"),
            ("it", "Near it", "Near [it]"),
            ("羣 border", "羣衆 of the border\u{7}", "[羣]衆 of the [border] "),
        ] {
            let snippet = Snippet::of(text, &hit(query, text, "").marks);
            let mut shown = snippet.text.clone();
            for mark in snippet.marks.iter().rev() {
                shown.insert(mark.end, ']');
                shown.insert(mark.start, '[');
            }
            assert_eq!(shown, expected);
        }
        let long = "界".repeat(1000);
        let snippet = Snippet::of(&long, &[Span::new(0, long.len())]);
        let mark = snippet.marks.first().map(ExactSizeIterator::len);
        assert_eq!((snippet.text.chars().count(), mark), (MOST_SHOWN, Some(MOST_SHOWN * 3)));
        assert_eq!(Snippet::of("", &[]), Snippet::default());
    }

    fn answer(within: Within) -> Answer {
        let group = |key: &str, many: usize, more| Group {
            document: FoundIn::Stored(DocumentKey(key.into())),
            title: "声明".to_owned(),
            hits: vec![hit("领", "领土", &"territory ".repeat(9)); many],
            more,
        };
        let groups = vec![group("甲", 2, 0), group("乙", 3, 4)];
        Answer { typed: "领".to_owned(), has_words: true, within, groups, documents: 5, unindexed: 0 }
    }

    #[test]
    fn the_lines_of_a_list_follow_each_other() {
        let list = List::of(&answer(Within::Library), 200.0);
        let all: Vec<Line> = list.between(0.0, f32::MAX).map(|(_, line)| line).collect();
        let expected = [
            Line::Document(0),
            Line::Hit(0, 0),
            Line::Hit(0, 1),
            Line::Document(1),
            Line::Hit(1, 0),
            Line::Hit(1, 1),
            Line::Hit(1, 2),
            Line::More(1),
            Line::MoreDocuments(3),
        ];
        assert_eq!(all, expected);
        assert_eq!((list.hits(), list.hit(2), list.nth_hit(4), list.nth_hit(3)), (5, Some((4, 1, 0)), Some(2), None));
        for nth in 0..all.len() {
            let extent = list.extent(nth);
            let middle = f32::midpoint(extent.start, extent.end);
            let seen: Vec<usize> = list.between(middle, middle + 0.1).map(|(line, _)| line).collect();
            assert_eq!(seen, [nth]);
        }
        assert!((list.extent(all.len() - 1).end - list.height()).abs() < 0.01);
        let document = List::of(&answer(Within::Document(crate::workspace::DocumentId(1))), 200.0);
        assert!(!document.between(0.0, f32::MAX).any(|(_, line)| matches!(line, Line::Document(_))));
        assert_eq!(List::default().between(0.0, 100.0).count(), 0);
    }

    #[test]
    fn what_was_found_is_summed_up() {
        let nothing = Answer { groups: Vec::new(), documents: 0, ..answer(Within::Library) };
        let document = Within::Document(crate::workspace::DocumentId(1));
        for (answer, expected) in [
            (answer(Within::Library), "Found in 5 documents"),
            (Answer { documents: 2, ..answer(Within::Library) }, "9 found in 2 documents"),
            (Answer { documents: 1, ..answer(document) }, "9 found"),
            (nothing.clone(), "Nothing was found"),
            (Answer { has_words: false, ..nothing }, "Type letters, digits or characters"),
        ] {
            assert_eq!(summary(&answer), expected);
        }
        let title = Hit { on: HitOn::Title, address: None, ..hit("领", "领", "") };
        assert_eq!((label(&title), label(&hit("领", "领", ""))), ("title".to_owned(), "¶12.3".to_owned()));
        let mark = "3".to_owned();
        let footnote = HitOn::Detail(DetailKind::Footnote { side: SideName::Translation, mark });
        let footnote = Hit { on: footnote, ..hit("领", "领土", "The sentence") };
        assert_eq!(label(&footnote), "¶12.3 Footnote 3, translation");
        assert_eq!(partner(&footnote).text, "The sentence");
        let known = HitOn::Detail(DetailKind::Record { label: "Citation".to_owned() });
        let known = Hit { on: known, address: None, ..hit("领", "领土", "Citation") };
        assert_eq!((label(&known), partner(&known)), ("Citation".to_owned(), Snippet::default()));
        assert_eq!(hit("border", "领", "border").on, HitOn::Side(SideName::Translation));
    }
}
