//! Two versions of the text of a side, with all that leads from the one to the other.

use super::common::{Common, common_runs, pairs};
use super::drift::{Drift, rising};
use super::index::Index;
use super::pattern::Pattern;
use super::track::Track;
use super::{found, place, sure, surely};
use crate::model::{Selector, SideText, Standing, Target};

/// Two versions of a text.
pub struct Versions<'a> {
    new: &'a SideText,
    /// Nothing where both are the same.
    ways: Option<Box<Ways>>,
}

/// What leads from an older text to a newer one.
pub(super) struct Ways {
    pub(super) old: Index,
    pub(super) new: Index,
    runs: Vec<Option<u32>>,
    pub(super) track: Track,
    drift: Drift,
}

/// Where a stretch of the old text stands in the new one, in code points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// First code point.
    pub start: u32,
    /// First code point after.
    pub end: u32,
    /// Whether something of it changed that may mean something.
    pub changed: bool,
}

impl<'a> Versions<'a> {
    /// The versions `old` and `new`.
    pub fn new(old: &SideText, new: &'a SideText) -> Self {
        let ways = (old.text() != new.text()).then(|| Box::new(Ways::new(old, new)));
        Self { new, ways }
    }

    /// The targets, all of this side and on the old version, on the new one, in the order given.
    pub fn targets(&self, targets: &[&Target]) -> Vec<Target> {
        let lost = |target: &&Target| target.standing == Standing::Lost;
        let Some(ways) = &self.ways else {
            let kept = |target: &&Target| if lost(target) { place(target, self.new) } else { (*target).clone() };
            return targets.iter().map(kept).collect();
        };
        let move_one = |target: &&Target| {
            let moved = if lost(target) { None } else { ways.surely(&target.selector) };
            match moved {
                Some((start, end)) => surely(target, &ways.new, start, end),
                None if lost(target) => found(target, &ways.new, true, &ways.drift),
                None => found(target, &ways.new, false, &ways.drift),
            }
        };
        targets.iter().map(move_one).collect()
    }

    /// Where what stands between two code points of the old version stands in the new one, if that leaves no doubt.
    pub fn stretch(&self, start: u32, end: u32) -> Option<Stretch> {
        let Some(ways) = &self.ways else { return Some(Stretch { start, end, changed: false }) };
        if start >= end || end as usize > ways.old.text.raw.len() {
            return None;
        }
        let selector = ways.old.text.selector(start, end);
        if let Some((start, end)) = ways.surely(&selector) {
            return Some(Stretch { start, end, changed: false });
        }
        let (start, end) = sure::followed(&selector, ways)?;
        Some(Stretch { start, end, changed: true })
    }
}

impl Ways {
    fn new(old: &SideText, new: &SideText) -> Self {
        let (old, new) = (Index::new(old), Index::new(new));
        let runs = common_runs(&old.text.chars, &new.text.chars);
        let rising = rising(&pairs(&runs));
        let track = Track::new(&old.text.chars, &new.text.chars, &rising);
        let position =
            |(before, after): (u32, u32)| (old.text.position(before as usize), new.text.position(after as usize));
        let drift = Drift::new(rising.into_iter().map(position).collect());
        Self { old, new, runs, track, drift }
    }

    pub(super) fn common(&self) -> Common<'_> {
        Common::new(&self.old.text.chars, &self.new.text.chars, &self.runs)
    }

    /// The code points where a quotation of the old text stands in the new one, if that is certain.
    fn surely(&self, selector: &Selector) -> Option<(u32, u32)> {
        let (start, end) =
            sure::moved(selector, &self.old, &self.common()).or_else(|| sure::tracked(selector, self))?;
        let placed = |pattern: Pattern| pattern.place(&self.new.text, selector, start, end);
        Some(Pattern::new(selector).map_or_else(|| self.new.text.span(start, end), placed))
    }
}
