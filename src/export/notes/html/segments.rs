//! Overlapping notes cut into pieces that do not overlap. `n log n` in the notes, whatever they cover.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::export::notes::NoteSpan;

/// How many of the notes on a piece are told apart.
const TOLD_APART: usize = 3;

/// A stretch of text that the same notes cover from start to end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::export::notes) struct Piece<'a> {
    /// The text; empty at the end of the notes that end there.
    pub(in crate::export::notes) text: &'a str,
    /// Entries that cover it, the topmost first, at most three: the shortest stretch lies on top, so that none is
    /// hidden under another.
    pub(in crate::export::notes) covered: Vec<usize>,
    /// What starts before the text, by position in the notes.
    pub(in crate::export::notes) starts: Vec<usize>,
    /// What ends after the text, by position in the notes.
    pub(in crate::export::notes) ends: Vec<usize>,
}

/// The text in pieces, end to end. A note that covers nothing starts and ends at its place.
pub(in crate::export::notes) fn pieces<'a>(text: &'a str, notes: &[NoteSpan]) -> Vec<Piece<'a>> {
    let inside = |at: u32| (at as usize).min(text.len());
    let mut edges: Vec<usize> = notes.iter().flat_map(|note| [inside(note.at.start), inside(note.at.end)]).collect();
    edges.extend([0, text.len()]);
    edges.sort_unstable();
    edges.dedup();
    let by = |key: fn(&NoteSpan) -> u32| {
        let mut order: Vec<usize> = (0..notes.len()).collect();
        order.sort_by_key(|nth| (key(&notes[*nth]), *nth));
        order.into_iter().peekable()
    };
    let mut starting = by(|note| note.at.start);
    let mut ending = by(|note| note.at.end);
    let mut open = BTreeSet::new();
    let mut pieces: Vec<Piece<'a>> = Vec::with_capacity(edges.len());
    for (nth, from) in edges.iter().enumerate() {
        let to = edges.get(nth + 1).copied().unwrap_or(text.len());
        let mut piece =
            Piece { text: text.get(*from..to).unwrap_or_default(), covered: vec![], starts: vec![], ends: vec![] };
        while let Some(one) = starting.next_if(|one| inside(notes[*one].at.start) <= *from) {
            piece.starts.push(one);
            open.insert((notes[one].at.len(), Reverse(one)));
        }
        while let Some(one) = ending.next_if(|one| inside(notes[*one].at.end) <= *from) {
            open.remove(&(notes[one].at.len(), Reverse(one)));
            // It ended where the piece before this one did, or at the place where it started.
            match pieces.last_mut() {
                Some(before) if !notes[one].at.is_empty() => before.ends.push(one),
                _ => piece.ends.push(one),
            }
        }
        piece.covered = open.iter().take(TOLD_APART).map(|(_, Reverse(one))| notes[*one].entry).collect();
        pieces.push(piece);
    }
    pieces.retain(|piece| !piece.text.is_empty() || !piece.starts.is_empty() || !piece.ends.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;
    use proptest::prelude::*;

    fn note(entry: usize, start: usize, end: usize) -> NoteSpan {
        NoteSpan { at: Span::new(start, end), entry, place: 0, ends: true }
    }

    #[test]
    fn overlapping_notes_are_cut_where_one_starts_or_ends() {
        let text = "苏中边界局势";
        for (notes, expected) in [
            (vec![], "苏中边界局势[]"),
            (vec![note(0, 0, 6)], "+0苏中[0]-0 边界局势[]"),
            (vec![note(0, 0, 12), note(1, 6, 18)], "+0苏中[0] +1边界[1, 0]-0 局势[1]-1"),
            (vec![note(0, 0, 18), note(1, 6, 12)], "+0苏中[0] +1边界[1, 0]-1 局势[0]-0"),
            (vec![note(0, 6, 12), note(1, 6, 12)], "苏中[] +0+1边界[1, 0]-0-1 局势[]"),
            (vec![note(0, 6, 6)], "苏中[] +0边界局势[]-0"),
            (vec![note(0, 18, 18)], "苏中边界局势[] +0[]-0"),
            (vec![note(0, 6, 99)], "苏中[] +0边界局势[0]-0"),
        ] {
            let list = |sign: char, all: &[usize]| {
                let signed: Vec<String> = all.iter().map(|one| format!("{sign}{one}")).collect();
                signed.concat()
            };
            let line = |piece: &Piece<'_>| {
                format!("{}{}{:?}{}", list('+', &piece.starts), piece.text, piece.covered, list('-', &piece.ends))
            };
            assert_eq!(pieces(text, &notes).iter().map(line).collect::<Vec<_>>().join(" "), expected, "{notes:?}");
        }
    }

    proptest! {
        #[test]
        fn pieces_are_the_text_and_every_note_starts_and_ends_once(
            spans in prop::collection::vec((0_usize..9, 0_usize..9), 0..12)
        ) {
            let text = "领土主权边境问题";
            let notes: Vec<NoteSpan> =
                spans.iter().enumerate().map(|(nth, (a, b))| note(nth, 3 * a.min(b), 3 * a.max(b))).collect();
            let pieces = pieces(text, &notes);
            prop_assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text);
            for nth in 0..notes.len() {
                let starts = pieces.iter().filter(|piece| piece.starts.contains(&nth)).count();
                let ends = pieces.iter().filter(|piece| piece.ends.contains(&nth)).count();
                prop_assert_eq!((starts, ends), (1, 1));
            }
        }
    }
}
