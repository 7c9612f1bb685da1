//! Somebody else's pairs on our sentences: found by their text, since others cut sentences in other places, or give none
//! at all.
//!
//! Blanks count for nothing. A sentence of ours that reaches into two of their pairs ties these together: what comes of it
//! says no more than they did, and can be compared with ours sentence by sentence.

use super::super::{Alignment, Bead, Document, IndexRange, SideName, Status};

/// A pair by its texts.
#[derive(Clone, PartialEq, Debug)]
pub struct BeadText {
    /// Text of the source; empty where it has none.
    pub source: String,
    /// Text of the translation.
    pub translation: String,
    /// What was said of it.
    pub status: Status,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}

impl BeadText {
    fn part(&self, side: SideName) -> &str {
        match side {
            SideName::Source => &self.source,
            SideName::Translation => &self.translation,
        }
    }
}

/// Pairs whose text is not that of the document, or not all of it in one place: their positions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unmatched(pub Vec<usize>);

/// The alignment that has their pairs on the sentences of `ours`. What none of them holds stands alone.
pub fn from_texts(document: &Document, ours: &Alignment, pairs: &[BeadText]) -> (Alignment, Unmatched) {
    let sides = SideName::BOTH.map(|side| SideChars::new(document, ours, side));
    let mut groups = Groups::new(pairs.len());
    let mut found: Vec<Option<[IndexRange; 2]>> = Vec::with_capacity(pairs.len());
    let mut cursors = [0, 0];
    for pair in pairs {
        let mut parts = [IndexRange::default(); 2];
        let mut all = true;
        for side in SideName::BOTH {
            match sides[side as usize].find(pair.part(side), &mut cursors[side as usize]) {
                Some(part) => parts[side as usize] = part,
                None => all = false,
            }
        }
        let some = parts.iter().any(|part| !part.is_empty());
        found.push((all && some).then_some(parts));
    }
    for (side, own) in SideName::BOTH.into_iter().zip(&sides) {
        let mut holder: Vec<Option<usize>> = vec![None; own.segments];
        for (nth, parts) in found.iter().enumerate() {
            for segment in parts.iter().flat_map(|parts| parts[side as usize].range()) {
                match holder[segment] {
                    Some(other) => groups.join(nth, other),
                    None => holder[segment] = Some(nth),
                }
            }
        }
    }
    let (beads, unmatched) = groups.beads(pairs, &found);
    (ours.regrouped(with_rest(ours, beads)), Unmatched(unmatched))
}

/// The text of a side without blanks, and the sentence of each of its characters.
struct SideChars {
    text: String,
    /// Where each sentence starts in it.
    starts: Vec<usize>,
    segments: usize,
}

impl SideChars {
    fn new(document: &Document, alignment: &Alignment, name: SideName) -> Self {
        let passages = document.side(name).map_or(&[][..], |side| &side.passages);
        let segments = alignment.segments(name);
        let mut side =
            Self { text: String::new(), starts: Vec::with_capacity(segments.len()), segments: segments.len() };
        for segment in segments {
            side.starts.push(side.text.len());
            let passage = passages.get(segment.passage as usize).map_or("", |passage| passage.text.text());
            side.text.extend(segment.at.of(passage).unwrap_or_default().chars().filter(|c| !c.is_whitespace()));
        }
        side
    }

    /// The sentences that a text stands in: where the last one ended, else further on, else anywhere.
    fn find(&self, text: &str, cursor: &mut usize) -> Option<IndexRange> {
        let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if wanted.is_empty() {
            return Some(IndexRange::default());
        }
        let rest = self.text.get(*cursor..).unwrap_or_default();
        let start = rest.find(&wanted).map(|at| *cursor + at).or_else(|| self.text.find(&wanted))?;
        let end = start + wanted.len();
        *cursor = end;
        let first = self.starts.partition_point(|at| *at <= start).checked_sub(1)?;
        let last = self.starts.partition_point(|at| *at < end);
        Some(IndexRange::new(first, last.max(first + 1)))
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

    /// The beads of the groups, and the pairs that none came of.
    fn beads(mut self, pairs: &[BeadText], found: &[Option<[IndexRange; 2]>]) -> (Vec<Bead>, Vec<usize>) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); pairs.len()];
        let mut unmatched = Vec::new();
        for (nth, parts) in found.iter().enumerate() {
            if parts.is_some() {
                let first = self.first(nth);
                members[first].push(nth);
            } else {
                unmatched.push(nth);
            }
        }
        let mut beads = Vec::new();
        for group in members.into_iter().filter(|group| !group.is_empty()) {
            let parts: Option<Vec<IndexRange>> = (0..2)
                .map(|side| whole(group.iter().filter_map(|nth| found[*nth].as_ref()).map(|parts| parts[side])))
                .collect();
            match (parts.as_deref(), group.as_slice()) {
                (Some([source, translation]), [only]) => {
                    let BeadText { status, confidence, .. } = pairs[*only];
                    beads.push(Bead { status, ..Bead::proposed(*source, *translation, confidence) });
                }
                (Some([source, translation]), _) => beads.push(Bead::proposed(*source, *translation, 0.0)),
                _ => unmatched.extend(group),
            }
        }
        unmatched.sort_unstable();
        (beads, unmatched)
    }
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

/// The beads, and each sentence that none of them holds alone, in whatever order.
fn with_rest(ours: &Alignment, mut beads: Vec<Bead>) -> Vec<Bead> {
    for side in SideName::BOTH {
        let mut held = vec![false; ours.segments(side).len()];
        for bead in &beads {
            held[bead.part(side).range()].fill(true);
        }
        for nth in held.iter().enumerate().filter(|(_, held)| !**held).map(|(nth, _)| nth) {
            let (one, none) = (IndexRange::new(nth, nth + 1), IndexRange::default());
            let [source, translation] = if side == SideName::Source { [one, none] } else { [none, one] };
            beads.push(Bead::proposed(source, translation, 0.0));
        }
    }
    beads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::correcting::notation::{check, document, read, spell, write};

    fn pairs(text: &str) -> Vec<BeadText> {
        let pair = |pair: &str| {
            let (source, translation) = pair.trim().split_once('|').expect("two sides");
            let own = |text: &str| text.to_owned();
            BeadText { source: own(source), translation: own(translation), status: Status::Confirmed, confidence: 1.0 }
        };
        text.split('/').map(pair).collect()
    }

    #[test]
    fn pairs_of_others_are_found_by_their_text() {
        for (ours, theirs, expected, unmatched) in [
            ("甲|a / 乙|b", "甲来。|a ok. / 乙 来 。|bok.", "甲来。|a ok. ! / 乙来。|b ok. !", &[][..]),
            // They cut sentences elsewhere.
            ("甲|a / 乙|b", "甲|a / 来。乙来。|ok. b ok.", "甲来。·乙来。|a ok. ·b ok. ", &[]),
            (
                "甲|a / 乙|b / 丙|c",
                "甲来。|b ok. / 乙来。|a ok. / 丙来。|",
                "甲来。|b ok. ! / 乙来。|a ok. ! / 丙来。|! / |c ok. ",
                &[],
            ),
            ("甲|a / 乙|b", "甲来。|a ok. / 戊来。|b ok. / |", "甲来。|a ok. ! / 乙来。| / |b ok. ", &[1, 2]),
        ] {
            let ours = read(ours);
            let document = document(&ours);
            let (alignment, left) = from_texts(&document, &ours, &pairs(theirs));
            check(&document, &alignment);
            let found = spell(&document, &alignment);
            assert_eq!((found.as_str(), left.0.as_slice()), (expected, unmatched), "{} with {theirs}", write(&ours));
        }
    }
}
