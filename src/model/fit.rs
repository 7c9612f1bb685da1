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
    is_whole(alignment) && tiles(source, &alignment.source) && tiles(translation, &alignment.translation)
}

/// Whether an alignment makes sense in itself, whatever its text is: sentences stand end to end in passages, and rows
/// and beads cover them once each.
pub fn is_whole(alignment: &Alignment) -> bool {
    let covers_side = |side: SideName| {
        let segments = alignment.segments(side);
        let passages = segments.last().map_or(0, |last| last.passage as usize + 1);
        stand_end_to_end(segments)
            && covers(alignment.rows.iter().map(|row| row.part(side)), passages)
            && covers(alignment.beads.iter().map(|bead| bead.part(side)), segments.len())
    };
    SideName::BOTH.into_iter().all(covers_side)
        && covers(alignment.rows.iter().map(|row| row.beads), alignment.beads.len())
}

/// Whether the sentences of each passage begin at its start and follow each other, and no passage is left out.
fn stand_end_to_end(segments: &[Segment]) -> bool {
    let mut before: Option<&Segment> = None;
    segments.iter().all(|segment| {
        let (next, end) =
            before.map_or((0, None), |before| (before.passage + 1, Some((before.passage, before.at.end))));
        before = Some(segment);
        let begins = segment.at.start == 0 && segment.passage == next;
        (begins || end == Some((segment.passage, segment.at.start))) && segment.at.start <= segment.at.end
    })
}

/// Whether `segments`, which stand end to end, are the passages of a side.
fn tiles<T: AsRef<str>>(passages: &[T], segments: &[Segment]) -> bool {
    let text = |segment: &Segment| passages.get(segment.passage as usize).map(AsRef::as_ref);
    let is_of_text = |segment: &Segment| text(segment).is_some_and(|text| segment.at.of(text).is_some());
    let is_all = |sentences: &[Segment]| {
        sentences.last().is_some_and(|last| text(last).is_some_and(|text| text.len() == last.at.end as usize))
    };
    let mut parts = segments.chunk_by(|one, next| one.passage == next.passage);
    parts.clone().count() == passages.len() && segments.iter().all(is_of_text) && parts.all(is_all)
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
    fn sentences_stand_end_to_end() {
        for (what, segments, expected) in [
            ("无", &[][..], true),
            ("一段两句", &[(0, 0, 6), (0, 6, 9)], true),
            ("两段", &[(0, 0, 6), (1, 0, 3), (1, 3, 6)], true),
            ("空段", &[(0, 0, 0), (1, 0, 3)], true),
            ("缺一段", &[(0, 0, 6), (2, 0, 3)], false),
            ("缺一句", &[(0, 0, 6), (0, 9, 12)], false),
            ("不从头开始", &[(0, 3, 6)], false),
            ("第二段起", &[(1, 0, 3)], false),
            ("回头", &[(0, 0, 6), (0, 0, 6)], false),
        ] {
            let segment =
                |&(passage, start, end): &(u32, u32, u32)| Segment { passage, at: crate::model::Span { start, end } };
            let segments: Vec<Segment> = segments.iter().map(segment).collect();
            assert_eq!(stand_end_to_end(&segments), expected, "{what}");
        }
    }

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
