//! Sentences found again by their text, where both states of it are known.

use super::{Find, Found, whole_sentences};
use crate::model::anchoring::Versions;
use crate::model::{IndexRange, Segment, SideName, SidePlace, SideText};

/// The two states of a side.
pub(super) struct ByText<'a> {
    versions: Versions<'a>,
    old: Bounds,
    new: Bounds,
}

/// Where the sentences of a side start and end, in code points, without the blanks around them.
struct Bounds {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl<'a> ByText<'a> {
    pub(super) fn new(
        versions: Versions<'a>,
        (old, before): (&SideText, &[Segment]),
        (new, now): (&SideText, &[Segment]),
    ) -> Self {
        Self { versions, old: Bounds::new(old, before), new: Bounds::new(new, now) }
    }
}

impl Find for ByText<'_> {
    fn find(&self, _: SideName, sentences: IndexRange) -> Option<Found> {
        let start = *self.old.starts.get(sentences.start as usize)?;
        let end = *self.old.ends.get((sentences.end as usize).checked_sub(1)?)?;
        let stretch = self.versions.stretch(start, end)?;
        let at = whole_sentences(&self.new.starts, &self.new.ends, stretch.start..stretch.end)?;
        Some(Found { at, changed: stretch.changed })
    }
}

impl Bounds {
    fn new(text: &SideText, segments: &[Segment]) -> Self {
        let mut bounds = Self { starts: Vec::with_capacity(segments.len()), ends: Vec::with_capacity(segments.len()) };
        for segment in segments {
            let place = |at: u32| text.position(SidePlace { passage: segment.passage, at }).unwrap_or_default();
            let (start, end) = (place(segment.at.start), place(segment.at.end));
            let held = text.slice(start, end).unwrap_or_default();
            let blanks = |char: &char| char.is_whitespace();
            let before = held.chars().take_while(blanks).count() as u32;
            let after = held.trim_start().chars().rev().take_while(blanks).count() as u32;
            bounds.starts.push(start + before);
            bounds.ends.push(end - after);
        }
        bounds
    }
}
