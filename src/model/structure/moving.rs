//! Bringing what a person said of the passages along when a document is imported again in a corrected version.
//!
//! As far as it goes: a cut or a kind whose place is beyond doubt in the new text is there again, all others are gone.
//! What is gone is told of (`workspace/rereading.rs`).

use std::collections::BTreeMap;

use super::{Returned, SideStructure, Structure};
use crate::model::anchoring;
use crate::model::{Document, Place, Selector, Side, SideName, SidePlace, SideText, Standing, Target};

impl Structure {
    /// The same for `new`, a later version of the parsed document `old`.
    #[must_use]
    pub fn moved(&self, old: &Document, new: &Document) -> Self {
        let mut moved = Self::default();
        if self.is_empty() {
            return moved;
        }
        for name in SideName::BOTH {
            if let (Some(before), Some(after)) = (old.side(name), new.side(name)) {
                *moved.side_mut(name) = self.side(name).moved(name, before, after);
            }
        }
        moved
    }
}

impl SideStructure {
    fn moved(&self, name: SideName, old: &Side, new: &Side) -> Self {
        let (before, after) = (SideText::new(old), SideText::new(new));
        let places: Vec<Place> = self.cuts.iter().chain(self.called.keys()).copied().collect();
        // A place is known by the text that begins there; where there is none it is not looked for.
        let quoted = |place: &Place| {
            let passage = old.passages.get(place.passage as usize)?.text.text();
            let rest = passage.get(place.offset as usize..).filter(|rest| !rest.is_empty())?;
            let start = before.position(SidePlace { passage: place.passage, at: place.offset })?;
            before.selector(start, start + rest.chars().count() as u32)
        };
        let target = |selector: Selector| Target { side: name, selector, standing: Standing::Sure };
        let known: Vec<(Place, Target)> =
            places.into_iter().filter_map(|place| Some((place, target(quoted(&place)?)))).collect();
        let targets: Vec<&Target> = known.iter().map(|(_, target)| target).collect();
        let found = anchoring::move_targets(&targets, &before, &after);
        let mut moved = Self::default();
        for ((was, _), found) in known.iter().zip(found).filter(|(_, found)| found.standing == Standing::Sure) {
            let Some(at) = after.place(found.selector.start) else { continue };
            let place = Place { passage: at.passage, offset: at.at };
            if was.offset == 0 && place.offset != 0 {
                continue;
            }
            if self.cuts.contains(was) && place.offset > 0 {
                moved.cuts.insert(place);
            }
            if let Some(called) = self.called.get(was) {
                moved.called.insert(place, *called);
            }
        }
        moved.returned = self.returned_in(new);
        moved
    }

    /// Furniture that is text: the same words as furniture of the new version, if they are there once.
    fn returned_in(&self, new: &Side) -> BTreeMap<u32, Returned> {
        let again = |one: &Returned| {
            let mut same = (0..).zip(&new.furniture).filter(|(_, furniture)| furniture.text == one.words);
            let (only, furniture) = same.next()?;
            let is_sure = same.next().is_none() && furniture.place.offset == 0;
            is_sure.then(|| (only, Returned::of(furniture, one.text)))
        };
        self.returned.values().filter_map(again).collect()
    }
}
