//! Somebody else's pairs on our sentences: found by their text, since others cut sentences in other places, or give none
//! at all; or by positions, where a file gives nothing else.
//!
//! Blanks count for nothing. What they say nothing of has the pairs that we have, so it is no difference. A sentence of ours that reaches into two of their pairs ties these together: what comes of it
//! says no more than they did, and can be compared with ours sentence by sentence.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::{Alignment, Bead, Document, IndexRange, SideName, Status};

/// The most places of a text that are looked at: what stands in a text more often tells no place.
const MOST_PLACES: usize = 1000;

/// A pair by its texts.
#[derive(Clone, PartialEq, Debug)]
pub struct BeadText {
    /// Text of the source and of the translation; empty where it has none.
    pub texts: [String; 2],
    /// Where they stand among those of their side: pairs that cross are in the order of neither.
    pub places: [usize; 2],
    /// What was said of it.
    pub status: Status,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}

impl BeadText {
    /// All pairs of an alignment.
    pub fn all_of(document: &Document, alignment: &Alignment) -> Vec<Self> {
        let text = |bead: &Bead, name: SideName| {
            let passages = document.side(name).map_or(&[][..], |side| &side.passages);
            let segments = alignment.segments(name).get(bead.part(name).range()).unwrap_or_default();
            let own = |segment: &super::super::Segment| {
                passages.get(segment.passage as usize).and_then(|passage| segment.at.of(passage.text.text()))
            };
            segments.iter().filter_map(own).collect()
        };
        let pair = |bead: &Bead| Self {
            texts: SideName::BOTH.map(|side| text(bead, side)),
            places: SideName::BOTH.map(|side| bead.part(side).start as usize),
            status: bead.status,
            confidence: bead.confidence,
        };
        alignment.beads.iter().map(pair).collect()
    }
}

/// A pair by positions of sentences; lists that are empty, or that leave some out, are no stretch of text.
#[derive(Clone, PartialEq, Debug)]
pub struct BeadPositions {
    /// Positions in the source and in the translation.
    pub sides: [Vec<u32>; 2],
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}

/// Somebody else's pairs on our sentences.
#[derive(Clone, PartialEq, Debug)]
pub struct Theirs {
    /// Their pairs, and ours where they say nothing.
    pub alignment: Alignment,
    /// Whether they say something of each sentence of the source, and of the translation.
    pub held: [Vec<bool>; 2],
    /// Their pairs whose text is not that of the document, or not in one place: their positions.
    pub unmatched: Vec<usize>,
    /// How many of their pairs part a sentence of ours, and are one with their neighbours here.
    pub tied: usize,
    /// Their pairs of paragraphs, where they pair nothing smaller: what we pair inside of one is then no difference.
    pub paragraphs: Option<Vec<Bead>>,
}

/// Pairs found by their texts.
pub fn from_texts(document: &Document, ours: &Alignment, pairs: &[BeadText]) -> Theirs {
    let mut found: Vec<Option<[IndexRange; 2]>> = vec![Some([IndexRange::default(); 2]); pairs.len()];
    for name in SideName::BOTH {
        let (mut side, which) = (SideChars::new(document, ours, name), name as usize);
        let mut order: Vec<usize> = (0..pairs.len()).filter(|nth| !pairs[*nth].texts[which].is_empty()).collect();
        order.sort_by_key(|nth| pairs[*nth].places[which]);
        for nth in order {
            let part = side.find(&pairs[nth].texts[which]);
            match (part, &mut found[nth]) {
                (Some(part), Some(parts)) => parts[which] = part,
                (None, parts) => *parts = None,
                (Some(_), None) => {}
            }
        }
    }
    let said: Vec<(Status, f32)> = pairs.iter().map(|pair| (pair.status, pair.confidence)).collect();
    theirs(ours, &said, found)
}

/// Pairs that are given by positions among our sentences.
pub fn from_positions(ours: &Alignment, pairs: &[BeadPositions]) -> Theirs {
    let range = |(side, positions): (SideName, &Vec<u32>)| {
        let (Some(first), Some(last)) = (positions.first(), positions.last()) else {
            return Some(IndexRange::default());
        };
        let range = IndexRange { start: *first, end: last.checked_add(1)? };
        let follow = positions.windows(2).all(|two| two[0].checked_add(1) == Some(two[1]));
        (follow && range.end as usize <= ours.segments(side).len()).then_some(range)
    };
    let parts = |pair: &BeadPositions| {
        let mut sides = SideName::BOTH.into_iter().zip(&pair.sides).map(range);
        Some([sides.next()??, sides.next()??])
    };
    let said: Vec<(Status, f32)> = pairs.iter().map(|pair| (Status::Proposed, pair.confidence)).collect();
    theirs(ours, &said, pairs.iter().map(parts).collect())
}

/// What comes of pairs by the sentences that they hold, with what was said of each.
fn theirs(ours: &Alignment, said: &[(Status, f32)], mut found: Vec<Option<[IndexRange; 2]>>) -> Theirs {
    for parts in &mut found {
        parts.take_if(|parts| parts.iter().all(|part| part.is_empty()));
    }
    let mut groups = Groups::new(found.len());
    for side in SideName::BOTH {
        let mut holder: Vec<Option<usize>> = vec![None; ours.segments(side).len()];
        for (nth, parts) in found.iter().enumerate() {
            for segment in parts.iter().flat_map(|parts| parts[side as usize].range()) {
                match holder[segment] {
                    Some(other) => groups.join(nth, other),
                    None => holder[segment] = Some(nth),
                }
            }
        }
    }
    let Grouped { mut beads, unmatched, tied } = groups.beads(said, &found);
    let held = SideName::BOTH.map(|side| {
        let mut held = vec![false; ours.segments(side).len()];
        for bead in &beads {
            held[bead.part(side).range()].fill(true);
        }
        held
    });
    let paragraphs = (tied == 0 && pairs_paragraphs(ours, &beads)).then(|| beads.clone());
    if paragraphs.is_some() {
        beads = beads.iter().flat_map(|bead| inside(ours, bead)).collect();
    }
    beads.extend(rest(ours, &held));
    Theirs { alignment: ours.regrouped(beads), held, unmatched, tied, paragraphs }
}

/// Whether beads are all of whole paragraphs, and more than one of several sentences: whoever made them paired no
/// sentences.
fn pairs_paragraphs(ours: &Alignment, beads: &[Bead]) -> bool {
    let begins = |side: SideName, at: u32| ours.segments(side).get(at as usize).is_none_or(|one| one.at.start == 0);
    let is_whole = |side: SideName, part: IndexRange| begins(side, part.start) && begins(side, part.end);
    let all = |bead: &Bead| {
        SideName::BOTH.into_iter().all(|side| bead.part(side).is_empty() || is_whole(side, bead.part(side)))
    };
    let several = beads.iter().filter(|bead| bead.source.len() > 1 && bead.translation.len() > 1);
    beads.iter().all(all) && several.count() > 1
}

/// Our pairs of the sentences of a bead, with what was said of it; the bead itself where ours reach out of it.
fn inside(ours: &Alignment, bead: &Bead) -> Vec<Bead> {
    let mut own: Vec<usize> = SideName::BOTH
        .into_iter()
        .flat_map(|side| bead.part(side).range().filter_map(move |at| ours.bead_of(side, at)))
        .collect();
    own.sort_unstable();
    own.dedup();
    let is_inside = |one: &Bead, side: SideName| {
        let (part, whole) = (one.part(side), bead.part(side));
        part.is_empty() || whole.start <= part.start && part.end <= whole.end
    };
    let beads: Vec<Bead> = own.into_iter().filter_map(|nth| ours.beads.get(nth)).copied().collect();
    if beads.iter().any(|one| !SideName::BOTH.into_iter().all(|side| is_inside(one, side))) {
        return vec![*bead];
    }
    let said = |one: Bead| if bead.status.is_settled() { Bead { status: bead.status, ..one } } else { one };
    beads.into_iter().map(said).collect()
}

/// The text of a side without blanks, and the sentence of each of its characters.
struct SideChars {
    text: String,
    /// Where each sentence starts in it.
    starts: Vec<usize>,
    /// Where the text that was found last ends.
    cursor: usize,
    /// Where texts were found.
    taken: BTreeSet<usize>,
}

impl SideChars {
    fn new(document: &Document, alignment: &Alignment, name: SideName) -> Self {
        let passages = document.side(name).map_or(&[][..], |side| &side.passages);
        let segments = alignment.segments(name);
        let starts = Vec::with_capacity(segments.len());
        let mut side = Self { text: String::new(), starts, cursor: 0, taken: BTreeSet::new() };
        for segment in segments {
            side.starts.push(side.text.len());
            let passage = passages.get(segment.passage as usize).map_or("", |passage| passage.text.text());
            side.text.extend(segment.at.of(passage).unwrap_or_default().chars().filter(|c| !c.is_whitespace()));
        }
        side
    }

    /// The sentences that a text stands in. It is sought where the one before ended; else where it is whole sentences,
    /// and of such places in one where nothing was found yet, further on rather than back, and the nearest.
    fn find(&mut self, text: &str) -> Option<IndexRange> {
        let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if wanted.is_empty() {
            return Some(IndexRange::default());
        }
        let goes_on = self.text.get(self.cursor..).is_some_and(|rest| rest.starts_with(&wanted));
        let start = if goes_on { self.cursor } else { self.nearest(&wanted)? };
        let end = start + wanted.len();
        self.cursor = end;
        self.taken.insert(start);
        let first = self.starts.partition_point(|at| *at <= start).checked_sub(1)?;
        let last = self.starts.partition_point(|at| *at < end);
        Some(IndexRange::new(first, last.max(first + 1)))
    }

    fn nearest(&self, wanted: &str) -> Option<usize> {
        let tears = |at: usize| usize::from(at != self.text.len() && self.starts.binary_search(&at).is_err());
        let places = self.text.match_indices(wanted).map(|(at, _)| at).take(MOST_PLACES);
        let cost = |at: &usize| {
            let torn = tears(*at) + tears(at + wanted.len());
            (torn, self.taken.contains(at), *at < self.cursor, at.abs_diff(self.cursor))
        };
        places.min_by_key(cost)
    }
}

/// Pairs that share sentences.
struct Groups {
    towards: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { towards: (0..count).collect() }
    }

    fn first(&mut self, mut one: usize) -> usize {
        while self.towards[one] != one {
            self.towards[one] = self.towards[self.towards[one]];
            one = self.towards[one];
        }
        one
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.towards[one.max(other)] = one.min(other);
    }

    /// What comes of the groups.
    fn beads(mut self, said: &[(Status, f32)], found: &[Option<[IndexRange; 2]>]) -> Grouped {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); found.len()];
        let mut grouped = Grouped::default();
        for (nth, parts) in found.iter().enumerate() {
            if parts.is_some() {
                let first = self.first(nth);
                members[first].push(nth);
            } else {
                grouped.unmatched.push(nth);
            }
        }
        for group in members.into_iter().filter(|group| !group.is_empty()) {
            let parts =
                |side: usize| whole(group.iter().filter_map(|nth| found[*nth].as_ref()).map(|parts| parts[side]));
            match (parts(0).zip(parts(1)), group.as_slice()) {
                (Some((source, translation)), [only]) => {
                    let (status, confidence) = said[*only];
                    let bead = Bead { status, ..Bead::proposed(source, translation, confidence) };
                    // Left out can only be what has one side.
                    let is_odd = status == Status::LeftOut && bead.is_paired();
                    grouped.beads.push(if is_odd { Bead { status: Status::Proposed, ..bead } } else { bead });
                }
                (Some((source, translation)), several) => {
                    grouped.tied += several.len();
                    grouped.beads.push(Bead::loose(source, translation));
                }
                (None, _) => grouped.unmatched.extend(group),
            }
        }
        grouped.unmatched.sort_unstable();
        grouped
    }
}

/// What came of pairs that were put together where they share sentences.
#[derive(Default)]
struct Grouped {
    beads: Vec<Bead>,
    unmatched: Vec<usize>,
    tied: usize,
}

/// Ranges as one; nothing where there is a gap between them.
fn whole(ranges: impl Iterator<Item = IndexRange>) -> Option<IndexRange> {
    let mut ranges: Vec<IndexRange> = ranges.filter(|range| !range.is_empty()).collect();
    ranges.sort_by_key(|range| range.start);
    let mut all = ranges.first().copied().unwrap_or_default();
    for range in ranges {
        if range.start > all.end {
            return None;
        }
        all.end = all.end.max(range.end);
    }
    Some(all)
}

/// What is left of ours beside what they hold: the pairs that they do not touch, and what is left of the others alone.
fn rest(ours: &Alignment, held: &[Vec<bool>; 2]) -> Vec<Bead> {
    let mut rest = Vec::new();
    for bead in &ours.beads {
        let is_held = |side: SideName, at: usize| held[side as usize].get(at) == Some(&true);
        let own = |side: SideName| -> Range<usize> { bead.part(side).range() };
        if !SideName::BOTH.into_iter().any(|side| own(side).any(|at| is_held(side, at))) {
            rest.push(*bead);
            continue;
        }
        for side in SideName::BOTH {
            for at in own(side).filter(|at| !is_held(side, *at)) {
                let (one, none) = (IndexRange::new(at, at + 1), IndexRange::default());
                let [source, translation] = if side == SideName::Source { [one, none] } else { [none, one] };
                rest.push(Bead::loose(source, translation));
            }
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::correcting::notation::{check, document, read, spell, write};

    fn pairs(text: &str) -> Vec<BeadText> {
        let pair = |(nth, pair): (usize, &str)| {
            let (source, translation) = pair.trim().split_once('|').expect("two sides");
            let texts = [source, translation].map(str::to_owned);
            BeadText { texts, places: [nth, nth], status: Status::Confirmed, confidence: 1.0 }
        };
        text.split('/').enumerate().map(pair).collect()
    }

    #[test]
    fn pairs_of_others_are_found_by_their_text() {
        for (ours, theirs, expected, unmatched, tied) in [
            ("甲|a / 乙|b", "甲来。|a ok. / 乙 来 。|bok.", "甲来。|a ok. ! / 乙来。|b ok. !", &[][..], 0),
            // They cut sentences elsewhere.
            ("甲|a / 乙|b", "甲|a / 来。乙来。|ok. b ok.", "甲来。·乙来。|a ok. ·b ok. ", &[], 2),
            (
                "甲|a / 乙|b / 丙|c",
                "甲来。|b ok. / 乙来。|a ok. / 丙来。|",
                "甲来。|b ok. ! / 乙来。|a ok. ! / 丙来。|! / |c ok. ",
                &[],
                0,
            ),
            // Of what they do not have they say nothing.
            ("甲|a / 乙|b", "甲来。|a ok. / 戊来。|b ok. / |", "甲来。|a ok. ! / 乙来。|b ok. ", &[1, 2], 0),
            ("甲|a / 乙丙|b", "乙来。|", "甲来。|a ok.  / 乙来。|! / 丙来。| / |b ok. ", &[], 0),
        ] {
            let ours = read(ours);
            let document = document(&ours);
            let found = from_texts(&document, &ours, &pairs(theirs));
            check(&document, &found.alignment);
            let spelled = spell(&document, &found.alignment);
            let is = (spelled.as_str(), found.unmatched.as_slice(), found.tied);
            assert_eq!(is, (expected, unmatched, tied), "{} with {theirs}", write(&ours));
        }
    }

    #[test]
    fn what_stands_in_a_text_twice_is_found_where_it_goes_on() {
        let ours = read("甲|a / 乙|b / 丙|c / 丁|d");
        let mut document = document(&ours);
        let reading = |text: &str| crate::model::ReadingText::verbatim(text, crate::model::Span::new(0, text.len()));
        let english = document.translation.as_mut().expect("it is there");
        for (passage, from, to) in
            [(&mut document.source.passages[0], "丙", "甲"), (&mut english.passages[0], "c", "a")]
        {
            passage.text = reading(&passage.text.text().replace(from, to));
        }
        let all = BeadText::all_of(&document, &ours);
        let whole = from_texts(&document, &ours, &all);
        assert!(whole.alignment.stands_as(&ours) && whole.unmatched.is_empty() && whole.tied == 0);
        // What is missing does not send what follows back to where it stands too.
        for some in [&all[2..], &[all[0].clone(), all[2].clone(), all[3].clone()][..]] {
            let some = from_texts(&document, &ours, some);
            assert!(some.alignment.stands_as(&ours) && some.unmatched.is_empty() && some.tied == 0);
        }
        let last = from_texts(&document, &ours, &[all[0].clone(), all[2].clone()]);
        assert_eq!(last.held[0], [true, false, true, false]);
    }

    #[test]
    fn whoever_pairs_paragraphs_says_nothing_of_their_sentences() {
        let (ours, theirs) = (read("甲|a / 乙|b ¶ 丙|c / 丁|d"), read("甲乙|ab! ¶ 丙丁|cd!"));
        let document_of_ours = document(&ours);
        let found = from_texts(&document_of_ours, &ours, &BeadText::all_of(&document_of_ours, &theirs));
        assert_eq!(write(&found.alignment), "甲|a! / 乙|b! ¶ 丙|c! / 丁|d!");
        let counts = found.agreement(&ours).expect("the sentences are the same").pairs;
        assert_eq!((counts.ours, counts.theirs, counts.same), (2, 2, 2));
        let hunks = found.differences(&ours).expect("the sentences are the same");
        assert!(hunks.iter().all(|hunk| hunk.kind == crate::model::HunkKind::Statuses) && hunks.len() == 2);
        // Two paragraphs that they put together differ from ours, which are apart.
        let (ours, theirs) = (read("甲|a / 乙|b ¶ 丙|c ¶ 丁|d"), read("甲乙|ab ¶ 丙.丁|c.d"));
        let document = document(&ours);
        let found = from_texts(&document, &ours, &BeadText::all_of(&document, &theirs));
        let counts = found.agreement(&ours).expect("the sentences are the same").pairs;
        assert_eq!((counts.ours, counts.theirs, counts.same), (3, 2, 1));
    }

    #[test]
    fn pairs_are_found_by_positions() {
        let pair = |source: &[u32], translation: &[u32]| BeadPositions {
            sides: [source.to_vec(), translation.to_vec()],
            confidence: 0.5,
        };
        for (theirs, expected, unmatched) in [
            (vec![pair(&[0, 1], &[0]), pair(&[2], &[1, 2])], "甲乙|a / 丙|bc", &[][..]),
            (vec![pair(&[1], &[2]), pair(&[0], &[])], "甲| / |a / |b / 乙|c / 丙|", &[]),
            (vec![pair(&[0, 2], &[1]), pair(&[9], &[0]), pair(&[], &[])], "甲|a / 乙|b / 丙|c", &[0, 1, 2]),
        ] {
            let ours = read("甲|a / 乙|b / 丙|c");
            let found = from_positions(&ours, &theirs);
            check(&document(&ours), &found.alignment);
            assert_eq!((write(&found.alignment).as_str(), found.unmatched.as_slice()), (expected, unmatched));
        }
    }
}
