//! An alignment as bytes, in chunks of some hundred parts, such that a change here rewrites a chunk here.
//!
//! Numbers are written as differences from what one would expect after the part before (zigzag, seven bits a byte, as
//! Protocol Buffers have it), counted through all chunks of a list: when a person merges two pairs, nothing that comes
//! after looks different. Where a chunk starts is told by the positions in the text of what it holds, so that does not
//! move either. Confidence is the four bytes of its `f32`, low byte first, so it comes back bit for bit.

use sha2::{Digest as _, Sha256};

use super::key::hexadecimal;
use super::structure;
use crate::model::{Alignment, Bead, Crossings, IndexRange, Retired, Row, RunnerUp, Segment, SideName, Span, Status};

/// How many positions of both sides together fall into a chunk.
const POSITIONS: u64 = 512;

/// The lists of an alignment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    Rows = 0,
    Beads = 1,
    Source = 2,
    Translation = 3,
    RunnersUp = 4,
    Retired = 5,
    Structure = 6,
}

/// Neighbours of one list. `part` and `nth` name it among the chunks of an alignment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Chunk {
    pub(super) part: i64,
    pub(super) nth: i64,
    pub(super) body: Vec<u8>,
}

/// The chunks of an alignment, ordered by part and number.
pub(super) fn encode(alignment: &Alignment) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let place = |source: IndexRange, translation: IndexRange| u64::from(source.start) + u64::from(translation.start);
    let mut before = RowBefore::default();
    encode_part(
        &mut chunks,
        Part::Rows,
        &alignment.rows,
        |row| place(row.source, row.translation),
        |bytes, row| {
            before.write(bytes, row);
        },
    );
    let mut before = BeadBefore::default();
    encode_part(
        &mut chunks,
        Part::Beads,
        &alignment.beads,
        |bead| place(bead.source, bead.translation),
        |bytes, bead| {
            before.write(bytes, bead);
        },
    );
    for (part, segments) in [(Part::Source, &alignment.source), (Part::Translation, &alignment.translation)] {
        let mut before = Segment { passage: 0, at: Span::empty(0) };
        encode_part(
            &mut chunks,
            part,
            segments,
            |segment| u64::from(segment.passage),
            |bytes, segment| {
                write_segment(bytes, segment, &mut before);
            },
        );
    }
    let mut before = BeadBefore::default();
    encode_part(
        &mut chunks,
        Part::RunnersUp,
        &alignment.runners_up,
        |runner_up| place(runner_up.instead_of.0, runner_up.instead_of.1),
        |bytes, runner_up| {
            before.write_runner_up(bytes, runner_up);
        },
    );
    encode_part(&mut chunks, Part::Retired, &alignment.retired, |_| 0, write_retired);
    if !alignment.structure.is_empty() {
        let mut body = Vec::new();
        structure::write(&mut body, &alignment.structure);
        chunks.push(Chunk { part: Part::Structure as i64, nth: 0, body });
    }
    chunks
}

/// The alignment that was written as these chunks, which come in the same order; nothing where they make no sense.
pub(super) fn decode<'a>(chunks: impl IntoIterator<Item = (i64, &'a [u8])>) -> Option<Alignment> {
    let mut alignment = Alignment::default();
    let (mut row, mut bead, mut runner_up) = (RowBefore::default(), BeadBefore::default(), BeadBefore::default());
    let first = Segment { passage: 0, at: Span::empty(0) };
    let (mut source, mut translation) = (first, first);
    for (part, mut bytes) in chunks {
        let bytes = &mut bytes;
        while !bytes.is_empty() {
            match part {
                part if part == Part::Rows as i64 => alignment.rows.push(row.read(bytes)?),
                part if part == Part::Beads as i64 => alignment.beads.push(bead.read(bytes)?),
                part if part == Part::Source as i64 => alignment.source.push(read_segment(bytes, &mut source)?),
                part if part == Part::Translation as i64 => {
                    alignment.translation.push(read_segment(bytes, &mut translation)?);
                }
                part if part == Part::RunnersUp as i64 => {
                    alignment.runners_up.push(runner_up.read_runner_up(bytes)?);
                }
                part if part == Part::Retired as i64 => alignment.retired.push(read_retired(bytes)?),
                part if part == Part::Structure as i64 => alignment.structure = structure::read(bytes)?.into(),
                _ => return None,
            }
        }
    }
    alignment.crossings = Crossings::of(&alignment.rows, &alignment.beads);
    Some(alignment)
}

/// The digest of an alignment: of all its chunks with their names.
pub(super) fn digest(chunks: &[Chunk]) -> String {
    let mut digest = Sha256::new();
    for chunk in chunks {
        digest.update(chunk.part.to_le_bytes());
        digest.update(chunk.nth.to_le_bytes());
        digest.update((chunk.body.len() as u64).to_le_bytes());
        digest.update(&chunk.body);
    }
    hexadecimal(&digest.finalize())
}

fn encode_part<T>(
    chunks: &mut Vec<Chunk>,
    part: Part,
    list: &[T],
    place: impl Fn(&T) -> u64,
    mut write: impl FnMut(&mut Vec<u8>, &T),
) {
    let part = part as i64;
    for one in list {
        let nth = (place(one) / POSITIONS) as i64;
        match chunks.last_mut() {
            // What a person put out of order stays with what it follows.
            Some(open) if open.part == part && open.nth >= nth => write(&mut open.body, one),
            _ => {
                let mut body = Vec::new();
                write(&mut body, one);
                chunks.push(Chunk { part, nth, body });
            }
        }
    }
}

/// Where the row before ended.
#[derive(Default)]
struct RowBefore {
    number: u32,
    source: u32,
    translation: u32,
    beads: u32,
}

impl RowBefore {
    fn write(&mut self, bytes: &mut Vec<u8>, row: &Row) {
        write_number(bytes, row.number, &mut self.number, 1);
        write_range(bytes, row.source, &mut self.source);
        write_range(bytes, row.translation, &mut self.translation);
        write_range(bytes, row.beads, &mut self.beads);
        bytes.extend(row.confidence.to_le_bytes());
    }

    fn read(&mut self, bytes: &mut &[u8]) -> Option<Row> {
        Some(Row {
            number: read_number(bytes, &mut self.number, 1)?,
            source: read_range(bytes, &mut self.source)?,
            translation: read_range(bytes, &mut self.translation)?,
            beads: read_range(bytes, &mut self.beads)?,
            confidence: read_float(bytes)?,
        })
    }
}

/// Where the bead before ended.
#[derive(Default)]
struct BeadBefore {
    source: u32,
    translation: u32,
}

impl BeadBefore {
    fn write(&mut self, bytes: &mut Vec<u8>, bead: &Bead) {
        write_range(bytes, bead.source, &mut self.source);
        write_range(bytes, bead.translation, &mut self.translation);
        bytes.extend(bead.confidence.to_le_bytes());
        bytes.push(status_code(bead.status));
    }

    fn read(&mut self, bytes: &mut &[u8]) -> Option<Bead> {
        Some(Bead {
            source: read_range(bytes, &mut self.source)?,
            translation: read_range(bytes, &mut self.translation)?,
            confidence: read_float(bytes)?,
            status: status_of(take(bytes)?)?,
        })
    }

    /// A runner-up stands near the bead it would take the place of: its numbers count from where that starts.
    fn write_runner_up(&mut self, bytes: &mut Vec<u8>, runner_up: &RunnerUp) {
        write_range(bytes, runner_up.instead_of.0, &mut self.source);
        write_range(bytes, runner_up.instead_of.1, &mut self.translation);
        write_range(bytes, runner_up.source, &mut runner_up.instead_of.0.start.clone());
        write_range(bytes, runner_up.translation, &mut runner_up.instead_of.1.start.clone());
        bytes.extend(runner_up.confidence.to_le_bytes());
    }

    fn read_runner_up(&mut self, bytes: &mut &[u8]) -> Option<RunnerUp> {
        let instead_of = (read_range(bytes, &mut self.source)?, read_range(bytes, &mut self.translation)?);
        Some(RunnerUp {
            instead_of,
            source: read_range(bytes, &mut instead_of.0.start.clone())?,
            translation: read_range(bytes, &mut instead_of.1.start.clone())?,
            confidence: read_float(bytes)?,
        })
    }
}

fn write_segment(bytes: &mut Vec<u8>, segment: &Segment, before: &mut Segment) {
    let same_passage = segment.passage == before.passage;
    write_signed(bytes, i64::from(segment.passage) - i64::from(before.passage));
    let expected = if same_passage { before.at.end } else { 0 };
    write_signed(bytes, i64::from(segment.at.start) - i64::from(expected));
    write_signed(bytes, i64::from(segment.at.end) - i64::from(segment.at.start));
    *before = *segment;
}

fn read_segment(bytes: &mut &[u8], before: &mut Segment) -> Option<Segment> {
    let passage = added(before.passage, read_signed(bytes)?)?;
    let expected = if passage == before.passage { before.at.end } else { 0 };
    let start = added(expected, read_signed(bytes)?)?;
    let end = added(start, read_signed(bytes)?)?;
    *before = Segment { passage, at: Span { start, end } };
    Some(*before)
}

fn write_retired(bytes: &mut Vec<u8>, one: &Retired) {
    bytes.push(one.side as u8);
    write_signed(bytes, i64::from(one.passage));
    write_signed(bytes, i64::from(one.number));
}

fn read_retired(bytes: &mut &[u8]) -> Option<Retired> {
    let code = take(bytes)?;
    let side = SideName::BOTH.into_iter().find(|side| *side as u8 == code)?;
    Some(Retired { side, passage: added(0, read_signed(bytes)?)?, number: added(0, read_signed(bytes)?)? })
}

fn status_code(status: Status) -> u8 {
    match status {
        Status::Proposed => 0,
        Status::Confirmed => 1,
        Status::Review => 2,
        Status::LeftOut => 3,
        Status::Corrected => 4,
    }
}

fn status_of(code: u8) -> Option<Status> {
    [Status::Proposed, Status::Confirmed, Status::Review, Status::LeftOut, Status::Corrected]
        .into_iter()
        .find(|status| status_code(*status) == code)
}

fn write_number(bytes: &mut Vec<u8>, number: u32, before: &mut u32, step: i64) {
    write_signed(bytes, i64::from(number) - i64::from(*before) - step);
    *before = number;
}

fn read_number(bytes: &mut &[u8], before: &mut u32, step: i64) -> Option<u32> {
    *before = added(*before, read_signed(bytes)?.checked_add(step)?)?;
    Some(*before)
}

fn write_range(bytes: &mut Vec<u8>, range: IndexRange, end_before: &mut u32) {
    write_signed(bytes, i64::from(range.start) - i64::from(*end_before));
    write_signed(bytes, i64::from(range.end) - i64::from(range.start));
    *end_before = range.end;
}

fn read_range(bytes: &mut &[u8], end_before: &mut u32) -> Option<IndexRange> {
    let start = added(*end_before, read_signed(bytes)?)?;
    let end = added(start, read_signed(bytes)?)?;
    *end_before = end;
    Some(IndexRange { start, end })
}

fn added(number: u32, difference: i64) -> Option<u32> {
    u32::try_from(i64::from(number).checked_add(difference)?).ok()
}

pub(super) fn write_signed(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = ((number << 1) ^ (number >> 63)) as u64;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

pub(super) fn read_signed(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_u64;
    for shift in (0..).step_by(7) {
        let byte = take(bytes)?;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            break;
        }
    }
    Some((number >> 1) as i64 ^ -((number & 1) as i64))
}

fn read_float(bytes: &mut &[u8]) -> Option<f32> {
    let (four, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(f32::from_le_bytes(*four))
}

pub(super) fn take(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// The chunks of `after` that differ from those of `before`, and the names of those that are no longer there.
pub(super) fn differences<'a>(before: &[Chunk], after: &'a [Chunk]) -> (Vec<&'a Chunk>, Vec<(i64, i64)>) {
    let name = |chunk: &Chunk| (chunk.part, chunk.nth);
    let in_list = |list: &[Chunk], wanted: &Chunk| list.binary_search_by_key(&name(wanted), name).ok();
    let changed = after.iter().filter(|chunk| in_list(before, chunk).is_none_or(|at| before[at] != **chunk));
    let gone = before.iter().filter(|chunk| in_list(after, chunk).is_none()).map(name);
    (changed.collect(), gone.collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples;
    use super::*;
    use crate::model::{Place, Structure};

    fn range() -> impl Strategy<Value = IndexRange> {
        (any::<u32>(), any::<u32>()).prop_map(|(start, end)| IndexRange { start, end })
    }

    prop_compose! {
        fn any_alignment()(
            rows in prop::collection::vec((any::<u32>(), range(), range(), range(), any::<f32>()), 0..20),
            beads in prop::collection::vec((range(), range(), any::<f32>(), 0..5_u8), 0..20),
            runners_up in prop::collection::vec(((range(), range()), range(), range(), any::<f32>()), 0..20),
            source in prop::collection::vec((any::<u32>(), any::<(u32, u32)>()), 0..20),
            retired in prop::collection::vec((any::<bool>(), any::<u32>(), any::<u32>()), 0..5),
            cut in prop::option::of(any::<u32>()),
        ) -> Alignment {
            let mut structure = Structure::default();
            structure.translation.cuts.extend(cut.map(|offset| Place { passage: 7, offset }));
            let side = |first: bool| if first { SideName::Source } else { SideName::Translation };
            let source: Vec<Segment> = source
                .into_iter()
                .map(|(passage, (start, end))| Segment { passage, at: Span { start, end } })
                .collect();
            Alignment {
                rows: rows
                    .into_iter()
                    .map(|(number, source, translation, beads, confidence)| Row {
                        number, source, translation, beads, confidence,
                    })
                    .collect(),
                beads: beads
                    .into_iter()
                    .map(|(source, translation, confidence, code)| Bead {
                        source, translation, confidence, status: status_of(code).expect("it is one of five"),
                    })
                    .collect(),
                runners_up: runners_up
                    .into_iter()
                    .map(|(instead_of, source, translation, confidence)| RunnerUp {
                        instead_of, source, translation, confidence,
                    })
                    .collect(),
                translation: source.iter().rev().copied().collect(),
                source,
                retired: retired
                    .into_iter()
                    .map(|(first, passage, number)| Retired { side: side(first), passage, number })
                    .collect(),
                structure: structure.into(),
                ..Alignment::default()
            }
        }
    }

    fn decoded(chunks: &[Chunk]) -> Option<Alignment> {
        decode(chunks.iter().map(|chunk| (chunk.part, chunk.body.as_slice())))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(alignment in any_alignment()) {
            let chunks = encode(&alignment);
            let names: Vec<_> = chunks.iter().map(|chunk| (chunk.part, chunk.nth)).collect();
            prop_assert!(names.is_sorted_by(|a, b| a < b), "{:?}", names);
            let crossings = Crossings::of(&alignment.rows, &alignment.beads);
            prop_assert_eq!(decoded(&chunks), Some(Alignment { crossings, ..alignment }));
        }

        #[test]
        fn any_bytes_are_read_or_refused(part in 0..8_i64, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            decode([(part, bytes.as_slice())]);
        }
    }

    #[test]
    fn one_pair_of_twenty_thousand_is_one_chunk() {
        let before = samples::alignment(7_000);
        let chunks = encode(&before);
        assert!(chunks.len() > 100, "{}", chunks.len());
        let mut confirmed = before.clone();
        confirmed.beads[3_500].status = Status::Confirmed;
        let mut merged = before.clone();
        merged.beads[10_000].source.end += 1;
        merged.beads[10_000].translation.end += 1;
        merged.beads.remove(10_001);
        for row in &mut merged.rows {
            row.beads.start -= u32::from(row.beads.start > 10_001);
            row.beads.end -= u32::from(row.beads.end > 10_001);
        }
        for (what, after, most) in [("确认", confirmed, 1), ("合并", merged, 2)] {
            let after = encode(&after);
            let (changed, gone) = differences(&chunks, &after);
            assert!(changed.len() <= most && gone.is_empty(), "{what}: {} and {}", changed.len(), gone.len());
            assert_ne!(digest(&chunks), digest(&after), "{what}");
        }
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let chunks = encode(&samples::alignment(2));
        let body = chunks[0].body.as_slice();
        for end in 1..body.len() {
            let read = decode([(0, &body[..end])]);
            assert!(read.is_none_or(|read| read.rows.len() == 1), "{end}");
        }
        assert_eq!(decode([(9, body)]), None);
        assert_eq!(decode([(0, [0xff; 30].as_slice())]), None);
    }
}
