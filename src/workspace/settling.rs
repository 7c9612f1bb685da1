//! Sentences that a person puts together for the aligner to build on: it aligns the rest around them.

use std::sync::Arc;

use super::{DocumentId, Problem, Workspace};
use crate::align::{Contradiction, Pin};
use crate::model::{Address, Alignment, Bead, Edit, SideName, Status};

impl Workspace {
    pub(super) fn pin(&mut self, id: DocumentId, pin: Pin) {
        let Some(open) = self.document_mut(id).filter(|open| open.aligned) else { return };
        open.pinning.retain(|had| *had != pin);
        open.pinning.push(pin);
        self.align_again(id);
    }

    /// An alignment under way does not know what was said since: it starts again.
    pub(super) fn restart_aligning(&mut self, id: DocumentId) {
        if self.document(id).is_some_and(|open| open.aligner.is_some()) {
            self.align_again(id);
        }
    }

    /// Puts in its place what the aligner made around what is settled, and settles the pairs that hold what was pinned:
    /// so they stay when the rest is aligned again.
    pub(super) fn take_new_alignment(&mut self, id: DocumentId, mut alignment: Arc<Alignment>) {
        let Some(open) = self.document_mut(id) else { return };
        let place = settle_pins(&std::mem::take(&mut open.pinning), &mut alignment);
        let label = place.map_or_else(
            || "aligning again".to_owned(),
            |address| format!("pairing in {address}, with the rest aligned again"),
        );
        self.edit(id, &Edit::Align { alignment, label });
    }

    /// Tells why a document could not be aligned again, and lets go of the pin that was asked for last.
    pub(super) fn refuse_last_pin(&mut self, id: DocumentId, contradiction: Contradiction) {
        let Some(open) = self.document_mut(id) else { return };
        let pinned = open.pinning.pop().is_some();
        let is_left = !open.pinning.is_empty();
        let title = &open.document.title;
        let why = in_words(&contradiction, &open.work.alignment);
        let what = format!("{title} could not be aligned again: {why}");
        let advice = if pinned {
            "Take back what is settled there first, or pair the two in Align mode, where pairs may cross."
        } else {
            "Take one of them back."
        };
        self.fail(Problem { what, path: None, advice: advice.to_owned() });
        if is_left {
            self.align_again(id);
        }
    }
}

/// A contradiction in the addresses that people see.
fn in_words(contradiction: &Contradiction, alignment: &Alignment) -> String {
    let at = |side: SideName, segment: u32| {
        let address = alignment.bead_of(side, segment as usize).and_then(|bead| alignment.address(bead));
        address.map_or_else(|| format!("sentence {}", u64::from(segment) + 1), |address| address.to_string())
    };
    let pinned = |pin: &Pin| {
        let (source, translation) = (at(SideName::Source, pin.source), at(SideName::Translation, pin.translation));
        format!("the source text of {source} and the translation of {translation}")
    };
    let kept = |bead: &Bead| {
        let side = if bead.source.is_empty() { SideName::Translation } else { SideName::Source };
        at(side, bead.part(side).start)
    };
    match contradiction {
        Contradiction::PinAgainstBead(pin, wall) => {
            format!("{} cannot be paired across {}, which is settled", pinned(pin), kept(wall))
        }
        Contradiction::CrossingPins(one, other) => format!("{} cross {}", pinned(one), pinned(other)),
        Contradiction::CrossingBeads(one, other) => format!("{} and {} are settled and cross", kept(one), kept(other)),
        Contradiction::NoSuchBead(_) | Contradiction::NoSuchPin(_) => contradiction.to_string(),
    }
}

/// Settles the pairs that hold what was pinned, and tells where the last of them stands.
pub(super) fn settle_pins(pins: &[Pin], alignment: &mut Arc<Alignment>) -> Option<Address> {
    let mut place = None;
    for pin in pins {
        let Some(nth) = alignment.bead_of(SideName::Source, pin.source as usize) else { continue };
        let bead = &mut Arc::make_mut(alignment).beads[nth];
        if bead.status == Status::Proposed && bead.translation.contains(pin.translation as usize) {
            (bead.status, bead.confidence) = (Status::Corrected, 1.0);
        }
        place = alignment.address(nth).or(place);
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IndexRange, Row};

    #[test]
    fn contradictions_name_what_people_see() {
        let one = |nth: usize| IndexRange::new(nth, nth + 1);
        let bead = |nth: usize| Bead::proposed(one(nth), one(nth), 0.9);
        let row = |number, (start, end): (usize, usize)| {
            let all = IndexRange::new(start, end);
            Row {
                number,
                source: one(number as usize - 7),
                translation: one(number as usize - 7),
                beads: all,
                confidence: 0.9,
            }
        };
        // 甲 and 乙 stand in ¶7, 丙 in ¶8.
        let alignment = Alignment {
            rows: vec![row(7, (0, 2)), row(8, (2, 3))],
            beads: (0..3).map(bead).collect(),
            ..Alignment::default()
        };
        let pin = |source, translation| Pin { source, translation };
        for (contradiction, expected) in [
            (
                Contradiction::PinAgainstBead(pin(0, 2), bead(1)),
                "the source text of ¶7.1 and the translation of ¶8 cannot be paired across ¶7.2, which is settled",
            ),
            (
                Contradiction::CrossingPins(pin(0, 2), pin(1, 0)),
                "the source text of ¶7.1 and the translation of ¶8 cross the source text of ¶7.2 and the translation of ¶7.1",
            ),
            (Contradiction::CrossingBeads(bead(1), bead(2)), "¶7.2 and ¶8 are settled and cross"),
        ] {
            assert_eq!(in_words(&contradiction, &alignment), expected);
        }
    }
}
