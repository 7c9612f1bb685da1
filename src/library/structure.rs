//! What a person said of the passages of a document, as bytes: a chunk of the alignment, whose positions count the
//! passages that come of it. The two are saved, and collide, as one.

use std::collections::{BTreeMap, BTreeSet};

use super::chunks::{read_signed, take, write_signed};
use crate::model::{Called, FurnitureKind, PassageKind, Place, Returned, SideName, SideStructure, Structure, TextKind};

/// The kinds of passages by their codes, which never change: a new kind comes at the end.
const KINDS: [PassageKind; 10] = [
    PassageKind::Heading,
    PassageKind::Paragraph,
    PassageKind::ListItem,
    PassageKind::Quotation,
    PassageKind::Table,
    PassageKind::Caption,
    PassageKind::Note,
    PassageKind::Editorial,
    PassageKind::MetadataLine,
    PassageKind::Other,
];

/// The kinds of furniture by their codes.
const FURNITURE: [FurnitureKind; 6] = [
    FurnitureKind::PageNumber,
    FurnitureKind::Stamp,
    FurnitureKind::FileNumber,
    FurnitureKind::Noise,
    FurnitureKind::RepeatedHeading,
    FurnitureKind::Other,
];

/// Says that a piece is furniture: no kind of passage has this code.
const IS_FURNITURE: u8 = u8::MAX;

pub(super) fn write(bytes: &mut Vec<u8>, structure: &Structure) {
    for side in SideName::BOTH {
        let SideStructure { cuts, called, returned } = structure.side(side);
        write_number(bytes, cuts.len());
        for place in cuts {
            write_place(bytes, *place);
        }
        write_number(bytes, called.len());
        for (place, called) in called {
            write_place(bytes, *place);
            match called {
                Called::Text(text) => write_text(bytes, *text),
                Called::Furniture { kind, row } => {
                    bytes.extend([IS_FURNITURE, code(&FURNITURE, *kind)]);
                    write_number(bytes, row.map_or(0, |row| row as usize));
                }
            }
        }
        write_number(bytes, returned.len());
        for (nth, Returned { text, place, words }) in returned {
            write_number(bytes, *nth as usize);
            write_text(bytes, *text);
            write_place(bytes, *place);
            write_number(bytes, words.len());
            bytes.extend(words.as_bytes());
        }
    }
}

/// The structure that was written; nothing where the bytes make no sense.
pub(super) fn read(bytes: &mut &[u8]) -> Option<Structure> {
    let mut structure = Structure::default();
    for side in SideName::BOTH {
        let side = structure.side_mut(side);
        side.cuts = (0..read_number(bytes)?).map(|_| read_place(bytes)).collect::<Option<BTreeSet<_>>>()?;
        side.called = (0..read_number(bytes)?)
            .map(|_| Some((read_place(bytes)?, read_called(bytes)?)))
            .collect::<Option<BTreeMap<_, _>>>()?;
        side.returned = (0..read_number(bytes)?)
            .map(|_| Some((read_number(bytes)?, read_returned(bytes)?)))
            .collect::<Option<BTreeMap<_, _>>>()?;
    }
    Some(structure)
}

fn write_place(bytes: &mut Vec<u8>, place: Place) {
    write_number(bytes, place.passage as usize);
    write_number(bytes, place.offset as usize);
}

fn read_place(bytes: &mut &[u8]) -> Option<Place> {
    Some(Place { passage: read_number(bytes)?, offset: read_number(bytes)? })
}

fn write_text(bytes: &mut Vec<u8>, text: TextKind) {
    bytes.extend([code(&KINDS, text.kind), text.level]);
}

fn read_text(kind: u8, bytes: &mut &[u8]) -> Option<TextKind> {
    Some(TextKind { kind: *KINDS.get(kind as usize)?, level: take(bytes)? })
}

fn read_called(bytes: &mut &[u8]) -> Option<Called> {
    match take(bytes)? {
        IS_FURNITURE => {
            let kind = *FURNITURE.get(take(bytes)? as usize)?;
            Some(Called::Furniture { kind, row: Some(read_number(bytes)?).filter(|row| *row > 0) })
        }
        kind => read_text(kind, bytes).map(Called::Text),
    }
}

fn read_returned(bytes: &mut &[u8]) -> Option<Returned> {
    let (text, place) = (read_text(take(bytes)?, bytes)?, read_place(bytes)?);
    let len = read_number(bytes)? as usize;
    let (words, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    Some(Returned { text, place, words: std::str::from_utf8(words).ok()?.to_owned() })
}

fn code<T: PartialEq + Copy>(all: &[T], one: T) -> u8 {
    all.iter().position(|known| *known == one).unwrap_or_default() as u8
}

fn write_number(bytes: &mut Vec<u8>, number: usize) {
    write_signed(bytes, number as i64);
}

fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    u32::try_from(read_signed(bytes)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place() -> impl Strategy<Value = Place> {
        (0..200_u32, 0..5000_u32).prop_map(|(passage, offset)| Place { passage, offset })
    }

    fn text() -> impl Strategy<Value = TextKind> {
        (prop::sample::select(KINDS.to_vec()), 0..7_u8).prop_map(|(kind, level)| TextKind { kind, level })
    }

    fn called() -> impl Strategy<Value = Called> {
        let furniture = (prop::sample::select(FURNITURE.to_vec()), prop::option::of(1..99_u32));
        prop_oneof![text().prop_map(Called::Text), furniture.prop_map(|(kind, row)| Called::Furniture { kind, row }),]
    }

    fn returned() -> impl Strategy<Value = Returned> {
        (text(), place(), "[𠮷囘a]{0,4}").prop_map(|(text, place, words)| Returned { text, place, words })
    }

    prop_compose! {
        fn side()(
            cuts in prop::collection::btree_set(place(), 0..8),
            called in prop::collection::btree_map(place(), called(), 0..8),
            returned in prop::collection::btree_map(0..400_u32, returned(), 0..4),
        ) -> SideStructure {
            SideStructure { cuts, called, returned }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(source in side(), translation in side()) {
            let structure = Structure { source, translation };
            let mut bytes = Vec::new();
            write(&mut bytes, &structure);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(read(&mut rest), Some(structure));
            prop_assert!(rest.is_empty());
            for end in 0..bytes.len() {
                prop_assert_eq!(read(&mut bytes.get(..end).expect("it is inside")), None);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            read(&mut bytes.as_slice());
        }
    }

    #[test]
    fn every_kind_has_a_code() {
        for kind in KINDS {
            assert_eq!(KINDS[code(&KINDS, kind) as usize], kind);
        }
        for kind in FURNITURE {
            assert_eq!(FURNITURE[code(&FURNITURE, kind) as usize], kind);
        }
    }
}
