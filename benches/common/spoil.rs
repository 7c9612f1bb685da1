//! Damage to hand-aligned texts: what is missing, moved, added or spoiled, and what then is right.

use std::collections::BTreeMap;
use std::ops::Range;

use duizhao::model::Bead;
use duizhao::text::script::is_han;

use crate::gold::{Gold, Links};

/// One side of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    /// The Chinese one.
    Chinese,
    /// The English one.
    English,
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below another.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

/// What is done to the characters of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spoil {
    AsciiMarks,
    Noise(usize),
    Traditional,
    LowerCase,
    NoQuotes,
}

impl Spoil {
    /// Every kind with its name.
    pub(crate) const ALL: [(&'static str, Self); 6] = [
        ("ASCII marks", Self::AsciiMarks),
        ("OCR noise, 1 in 20", Self::Noise(20)),
        ("OCR noise, 1 in 10", Self::Noise(10)),
        ("traditional", Self::Traditional),
        ("English lower case", Self::LowerCase),
        ("English without quotes", Self::NoQuotes),
    ];
}

/// A text with its right beads, and the sentences that have no partner because of the damage.
#[derive(Clone, Default)]
pub(crate) struct Text {
    pub(crate) chinese: Vec<String>,
    pub(crate) english: Vec<String>,
    pub(crate) links: Links,
    pub(crate) lost: (Vec<bool>, Vec<bool>),
}

/// The sentences of a bead, Chinese first.
type Link = (Vec<usize>, Vec<usize>);
/// Sentences of both sides.
type Block = (Range<usize>, Range<usize>);

/// Where a chapter of a book stands.
pub(crate) fn chapter(chapters: &[&Text], nth: usize) -> Block {
    let before = |side: fn(&Text) -> usize, to: usize| chapters[..to].iter().map(|text| side(text)).sum::<usize>();
    let range = |side| before(side, nth)..before(side, nth + 1);
    (range(|text| text.chinese.len()), range(|text| text.english.len()))
}

/// Chinese characters that are met at least five times.
pub(crate) fn common_characters(texts: &[Text]) -> Vec<char> {
    let mut counts = BTreeMap::<char, usize>::new();
    for c in texts.iter().flat_map(|text| &text.chinese).flat_map(|line| line.chars()).filter(|&c| is_han(c)) {
        *counts.entry(c).or_default() += 1;
    }
    counts.into_iter().filter(|&(_, count)| count >= 5).map(|(c, _)| c).collect()
}

impl Text {
    pub(crate) fn new(gold: &Gold) -> Self {
        let (chinese, english) = gold.sentences();
        let own = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        let lost = (vec![false; chinese.len()], vec![false; english.len()]);
        Self { chinese: own(&chinese), english: own(&english), links: gold.links.clone(), lost }
    }

    /// Texts one after the other.
    pub(crate) fn book(chapters: &[&Self]) -> Self {
        let mut book = Self::default();
        for chapter in chapters {
            let (n, m) = (book.chinese.len(), book.english.len());
            let shift = |numbers: &[usize], by: usize| numbers.iter().map(|number| number + by).collect::<Vec<_>>();
            book.links.extend(chapter.links.iter().map(|(s, t)| (shift(s, n), shift(t, m))));
            book.chinese.extend_from_slice(&chapter.chinese);
            book.english.extend_from_slice(&chapter.english);
        }
        book.lost = (vec![false; book.chinese.len()], vec![false; book.english.len()]);
        book
    }

    /// The sentences of both sides.
    pub(crate) fn sides(&self) -> (Vec<&str>, Vec<&str>) {
        (self.chinese.iter().map(String::as_str).collect(), self.english.iter().map(String::as_str).collect())
    }

    /// The same text, of which a block is not to be counted.
    pub(crate) fn losing(&self, block: &Block) -> Self {
        let mut text = self.clone();
        text.lost.0[block.0.clone()].fill(true);
        text.lost.1[block.1.clone()].fill(true);
        text
    }

    /// The text without the block on one side.
    pub(crate) fn without(&self, block: &Block, side: Side) -> Self {
        let order = |count: usize, gone: &Range<usize>| (0..count).filter(|nth| !gone.contains(nth)).collect();
        let (mut chinese, mut english) =
            ((0..self.chinese.len()).collect::<Vec<_>>(), (0..self.english.len()).collect::<Vec<_>>());
        match side {
            Side::Chinese => chinese = order(chinese.len(), &block.0),
            Side::English => english = order(english.len(), &block.1),
        }
        self.losing(block).in_order(&chinese, &english)
    }

    /// A block of about `count` sentences from one quarter moved to another on one side, with where it was.
    pub(crate) fn moving(&self, side: Side, from: usize, to: usize, count: usize) -> (Block, Self) {
        let at = |quarter: usize| (self.links.len() * quarter / 4, self.corner(self.links.len() * quarter / 4));
        let ((first, (i, j)), (_, target)) = (at(from), at(to));
        let last = (first + count).min(self.links.len());
        let end = self.corner(last);
        let block = (i..end.0, j..end.1);
        let order = |len: usize, moved: &Range<usize>, target: usize| {
            let stay: Vec<_> = (0..len).filter(|nth| !moved.contains(nth)).collect();
            let at = stay.partition_point(|&nth| nth < target);
            [&stay[..at], &moved.clone().collect::<Vec<_>>(), &stay[at..]].concat()
        };
        let (mut chinese, mut english) =
            ((0..self.chinese.len()).collect::<Vec<_>>(), (0..self.english.len()).collect::<Vec<_>>());
        match side {
            Side::Chinese => chinese = order(chinese.len(), &block.0, target.0),
            Side::English => english = order(english.len(), &block.1, target.1),
        }
        let after = self.losing(&block).in_order(&chinese, &english);
        (block, after)
    }

    /// The first sentences of link `nth` and those after it: a cut that no bead crosses, but for odd orders.
    fn corner(&self, nth: usize) -> (usize, usize) {
        let first = |numbers: fn(&Link) -> &Vec<usize>, all: usize| {
            self.links[nth.min(self.links.len())..].iter().flat_map(numbers).copied().min().unwrap_or(all)
        };
        (first(|link| &link.0, self.chinese.len()), first(|link| &link.1, self.english.len()))
    }

    /// The sentences in another order, or some of them; links of lost sentences go.
    fn in_order(&self, chinese: &[usize], english: &[usize]) -> Self {
        let place = |order: &[usize], all: usize| {
            let mut places = vec![None; all];
            for (new, &old) in order.iter().enumerate() {
                places[old] = Some(new);
            }
            places
        };
        let places = (place(chinese, self.chinese.len()), place(english, self.english.len()));
        let link = |(s, t): &Link| {
            let lost = s.iter().any(|&i| self.lost.0[i]) || t.iter().any(|&j| self.lost.1[j]);
            let s: Option<Vec<_>> = s.iter().map(|&i| places.0[i]).collect();
            let t: Option<Vec<_>> = t.iter().map(|&j| places.1[j]).collect();
            Some((s?, t?)).filter(|_| !lost)
        };
        Self {
            chinese: chinese.iter().map(|&i| self.chinese[i].clone()).collect(),
            english: english.iter().map(|&j| self.english[j].clone()).collect(),
            links: self.links.iter().filter_map(link).collect(),
            lost: (
                chinese.iter().map(|&i| self.lost.0[i]).collect(),
                english.iter().map(|&j| self.lost.1[j]).collect(),
            ),
        }
    }

    /// Sentences of one side from the middle of the text.
    pub(crate) fn some(&self, side: Side, count: usize) -> &[String] {
        let lines = if side == Side::Chinese { &self.chinese } else { &self.english };
        let start = lines.len().saturating_sub(count) / 2;
        &lines[start..start.saturating_add(count).min(lines.len())]
    }

    /// The text with other sentences for the block on one side.
    pub(crate) fn replacing(&self, block: &Block, side: Side, guests: &[String]) -> Self {
        let at = if side == Side::Chinese { block.0.start } else { block.1.start };
        self.without(block, side).put(side, at, guests)
    }

    /// With other sentences put in on one side.
    pub(crate) fn inserting(&self, side: Side, quarter: usize, guests: &[String]) -> Self {
        let at = self.corner(self.links.len() * quarter / 4);
        self.clone().put(side, if side == Side::Chinese { at.0 } else { at.1 }, guests)
    }

    fn put(self, side: Side, at: usize, guests: &[String]) -> Self {
        let mut text = self;
        let (lines, lost) = match side {
            Side::Chinese => (&mut text.chinese, &mut text.lost.0),
            Side::English => (&mut text.english, &mut text.lost.1),
        };
        lines.splice(at..at, guests.iter().cloned());
        lost.splice(at..at, guests.iter().map(|_| true));
        for (s, t) in &mut text.links {
            let numbers = if side == Side::Chinese { s } else { t };
            numbers.iter_mut().filter(|number| **number >= at).for_each(|number| *number += guests.len());
        }
        text
    }

    /// One side whole, and of the other only that of `count` beads, spread evenly.
    pub(crate) fn extract(&self, cut: Side, count: usize) -> Self {
        let paired: Vec<_> = self.links.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).collect();
        let kept: Links = (0..count)
            .filter_map(|nth| paired.get((2 * nth + 1) * paired.len() / (2 * count)))
            .copied()
            .cloned()
            .collect();
        let all = ((0..self.chinese.len()).collect::<Vec<_>>(), (0..self.english.len()).collect::<Vec<_>>());
        let mut text = self.clone();
        text.links.clone_from(&kept);
        match cut {
            Side::Chinese => text.in_order(&kept.iter().flat_map(|link| link.0.clone()).collect::<Vec<_>>(), &all.1),
            Side::English => text.in_order(&all.0, &kept.iter().flat_map(|link| link.1.clone()).collect::<Vec<_>>()),
        }
    }

    /// The Chinese of this text and the English of another.
    pub(crate) fn beside(&self, other: &Self) -> Self {
        Self { chinese: self.chinese.clone(), english: other.english.clone(), ..Self::default() }
    }

    /// Whether a bead holds sentences of both sides of a right one.
    pub(crate) fn touches(&self, bead: &Bead) -> bool {
        self.links.iter().any(|(s, t)| {
            s.iter().any(|i| bead.source.range().contains(i)) && t.iter().any(|j| bead.translation.range().contains(j))
        })
    }

    /// Strict F of the beads that hold a sentence which is not lost.
    pub(crate) fn f(&self, beads: &[Bead]) -> f64 {
        let kept = |numbers: &[usize], lost: &[bool]| numbers.iter().any(|&nth| !lost[nth]);
        let links: std::collections::BTreeSet<_> = self.links.iter().cloned().collect();
        let counted: Vec<_> = beads
            .iter()
            .map(|bead| (bead.source.range().collect::<Vec<_>>(), bead.translation.range().collect::<Vec<_>>()))
            .filter(|(s, t)| kept(s, &self.lost.0) || kept(t, &self.lost.1))
            .collect();
        let hits = counted.iter().filter(|bead| links.contains(*bead)).count();
        let wanted: Vec<_> = links
            .iter()
            .filter(|(s, t)| !s.is_empty() && !t.is_empty())
            .filter(|(s, t)| kept(s, &self.lost.0) || kept(t, &self.lost.1))
            .collect();
        let found = wanted.iter().filter(|link| counted.contains(link)).count();
        let (p, r) = (hits as f64 / counted.len().max(1) as f64, found as f64 / wanted.len().max(1) as f64);
        2.0 * p * r / (p + r).max(1e-9)
    }

    /// How many sentences were lost, how many of those came out without a partner, and how many with one in a bead
    /// less sure than `unsure`.
    pub(crate) fn alone(&self, beads: &[Bead], unsure: f32) -> (usize, usize, usize) {
        let lost = self.lost.0.iter().chain(&self.lost.1).filter(|lost| **lost).count();
        let (mut alone, mut doubted) = (0, 0);
        for bead in beads {
            let of_chinese = bead.source.range().filter(|&i| self.lost.0[i]).count();
            let of_english = bead.translation.range().filter(|&j| self.lost.1[j]).count();
            if !bead.is_paired() {
                alone += of_chinese + of_english;
            } else if bead.confidence < unsure {
                doubted += of_chinese + of_english;
            }
        }
        (lost, alone, doubted)
    }

    /// With spoiled characters.
    pub(crate) fn spoiled(&self, spoil: Spoil, common: &[char], random: &mut Random) -> Self {
        let mut text = self.clone();
        let forms = if spoil == Spoil::Traditional { older_forms() } else { BTreeMap::new() };
        let mut chinese = |c: char| match spoil {
            Spoil::AsciiMarks => "，。？！：；（）“”"
                .chars()
                .position(|mark| mark == c)
                .map_or(c, |nth| ",.?!:;()\"\"".chars().nth(nth).unwrap_or(c)),
            Spoil::Noise(one_in) if is_han(c) && random.below(one_in) == 0 => common[random.below(common.len())],
            Spoil::Traditional => forms.get(&c).map_or(c, |forms: &Vec<char>| forms[random.below(forms.len())]),
            _ => c,
        };
        for line in &mut text.chinese {
            *line = line.chars().map(&mut chinese).collect();
        }
        for line in &mut text.english {
            match spoil {
                Spoil::LowerCase => *line = line.to_lowercase(),
                Spoil::NoQuotes => *line = unquoted(line),
                _ => {}
            }
        }
        text
    }
}

/// A line without quotation marks. An apostrophe, which has a letter on either side, stays.
fn unquoted(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let keeps = |at: usize, c: char| match c {
        '"' | '“' | '”' => false,
        '‘' | '’' | '\'' => is_letter(at.checked_sub(1)) && is_letter(Some(at + 1)),
        _ => true,
    };
    chars.iter().enumerate().filter(|&(at, &c)| keeps(at, c)).map(|(_, c)| c).collect()
}

/// The traditional and other forms of each simplified character, and the corner quotes.
fn older_forms() -> BTreeMap<char, Vec<char>> {
    let mut forms = BTreeMap::<char, Vec<char>>::from([('“', vec!['「']), ('”', vec!['」'])]);
    for line in include_str!("../../assets/variants.tsv").lines() {
        let mut chars = line.chars();
        if let (Some(from @ '\u{4e00}'..='\u{9fff}'), Some('\t'), Some(to)) = (chars.next(), chars.next(), chars.next())
        {
            forms.entry(to).or_default().push(from);
        }
    }
    forms
}
