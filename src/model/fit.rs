//! Whether an alignment that was kept is still one of the document as it is read today.

use super::{Alignment, Document, IndexRange, Segment, SideName};

/// Whether the segments of `alignment` are all of the document's passages, end to end, and its rows and beads cover
/// them. An importer that reads a file another way than it did makes passages that an older alignment does not fit.
pub fn fits(document: &Document, alignment: &Alignment) -> bool {
    let texts = |side| {
        let passages = document.side(side).map_or(&[][..], |side| &side.passages);
        passages.iter().map(|passage| passage.text.text()).collect::<Vec<_>>()
    };
    fits_texts(&texts(SideName::Source), &texts(SideName::Translation), alignment)
}

/// The same for the reading texts of the passages of both sides.
pub fn fits_texts<T: AsRef<str>>(source: &[T], translation: &[T], alignment: &Alignment) -> bool {
    tiles(source, &alignment.source)
        && tiles(translation, &alignment.translation)
        && covers(alignment.rows.iter().map(|row| row.source), source.len())
        && covers(alignment.rows.iter().map(|row| row.translation), translation.len())
        && covers(alignment.rows.iter().map(|row| row.beads), alignment.beads.len())
        && covers(alignment.beads.iter().map(|bead| bead.source), alignment.source.len())
        && covers(alignment.beads.iter().map(|bead| bead.translation), alignment.translation.len())
}

/// Whether `segments` are the passages of a side, end to end.
fn tiles<T: AsRef<str>>(passages: &[T], segments: &[Segment]) -> bool {
    let mut segments = segments.iter().peekable();
    for (nth, passage) in passages.iter().enumerate() {
        let text = passage.as_ref();
        let mut at = 0;
        let mut pieces = 0;
        while let Some(segment) = segments.next_if(|segment| segment.passage as usize == nth) {
            if segment.at.start != at || segment.at.of(text).is_none() {
                return false;
            }
            at = segment.at.end;
            pieces += 1;
        }
        if pieces == 0 || at as usize != text.len() {
            return false;
        }
    }
    segments.next().is_none()
}

/// Whether ranges that hold something cover 0 to `len` once each position, in whatever order they come.
fn covers(ranges: impl Iterator<Item = IndexRange>, len: usize) -> bool {
    let mut ranges: Vec<IndexRange> = ranges.filter(|range| !range.is_empty()).collect();
    ranges.sort_by_key(|range| range.start);
    let mut at = 0;
    for range in ranges {
        if range.start != at {
            return false;
        }
        at = range.end;
    }
    at as usize == len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_each_position_once() {
        let range = |(start, end): (usize, usize)| IndexRange::new(start, end);
        for (what, ranges, len, expected) in [
            ("空", &[][..], 0, true),
            ("缺", &[], 1, false),
            ("全", &[(0, 2), (2, 2), (2, 3)], 3, true),
            ("交叉", &[(2, 3), (0, 2)], 3, true),
            ("重叠", &[(0, 2), (1, 3)], 3, false),
            ("过长", &[(0, 2)], 1, false),
        ] {
            assert_eq!(covers(ranges.iter().copied().map(range), len), expected, "{what}");
        }
    }
}
