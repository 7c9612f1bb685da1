//! The furniture of a side by where it stands, and what the line says that hides it.

use crate::model::{Document, Furniture, FurnitureKind, IndexRange, Passage, Side, SideName};

/// A group of furniture that stands in one place, named by its side and the index of its first piece.
pub(super) type GroupName = (SideName, u32);

/// The furniture of both sides, ordered by the passage before which it stands.
#[derive(Default)]
pub(super) struct Places {
    /// For each side: passage, index in the side's furniture.
    between: [Vec<(u32, u32)>; 2],
}

/// Furniture that stands in one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Group {
    /// Its name.
    pub(super) name: GroupName,
    /// Indices into the side's furniture.
    pub(super) pieces: Vec<u32>,
}

impl Places {
    /// Sorts the furniture of `document`.
    pub(super) fn of(document: &Document) -> Self {
        let between = SideName::BOTH.map(|name| {
            let furniture = document.side(name).map(|side| side.furniture.as_slice()).unwrap_or_default();
            let mut places: Vec<(u32, u32)> = furniture
                .iter()
                .enumerate()
                .filter(|(_, piece)| piece.place.offset == 0)
                .map(|(nth, piece)| (piece.place.passage, nth as u32))
                .collect();
            places.sort_unstable();
            places
        });
        Self { between }
    }

    /// What stands before a passage; for the number of passages, what stands after the last.
    pub(super) fn before(&self, name: SideName, side: &Side, passage: usize) -> Option<Group> {
        let [source, translation] = &self.between;
        let places = if name == SideName::Source { source } else { translation };
        let start = places.partition_point(|place| (place.0 as usize) < passage);
        let here = places.get(start..).unwrap_or_default().iter().take_while(|place| place.0 as usize == passage);
        // What a break at the very start of the passage holds is shown there.
        let broken: Option<IndexRange> = side
            .passages
            .get(passage)
            .and_then(|passage| passage.breaks.first())
            .filter(|at| at.at == 0)
            .map(|at| at.furniture);
        let pieces: Vec<u32> = here
            .map(|place| place.1)
            .filter(|&piece| !broken.is_some_and(|broken| broken.contains(piece as usize)))
            .collect();
        let first = *pieces.first()?;
        Some(Group { name: (name, first), pieces })
    }
}

/// What stands at break number `nth` of a passage.
pub(super) fn at_break(name: SideName, passage: &Passage, nth: usize) -> Option<Group> {
    let furniture = passage.breaks.get(nth)?.furniture;
    if furniture.is_empty() {
        return None;
    }
    Some(Group { name: (name, furniture.start), pieces: (furniture.start..furniture.end).collect() })
}

/// What the line says that stands for the group: where a page ends, and how much is hidden.
pub(super) fn summary(side: &Side, group: &Group) -> String {
    let pieces: Vec<&Furniture> = pieces(side, group).collect();
    let mut numbers: Vec<&str> =
        pieces.iter().filter(|piece| piece.kind == FurnitureKind::PageNumber).map(|piece| piece.text.trim()).collect();
    numbers.dedup();
    let marks = if pieces.len() == 1 { "1 mark hidden".to_owned() } else { format!("{} marks hidden", pieces.len()) };
    match numbers.as_slice() {
        [] => marks,
        [number] => format!("scan page {number} · {marks}"),
        _ => format!("scan page · {marks}"),
    }
}

/// The pieces of a group.
pub(super) fn pieces<'a>(side: &'a Side, group: &'a Group) -> impl Iterator<Item = &'a Furniture> {
    group.pieces.iter().filter_map(|&nth| side.furniture.get(nth as usize))
}

/// What people call a kind of furniture.
pub(super) fn kind_name(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::PageNumber => "page number",
        FurnitureKind::Stamp => "stamp or signature",
        FurnitureKind::FileNumber => "file number",
        FurnitureKind::Noise => "unreadable",
        FurnitureKind::RepeatedHeading => "repeated heading",
        FurnitureKind::Other => "other",
    }
}
