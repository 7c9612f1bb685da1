//! Half-open ranges: of bytes in a text, and of positions in a list.

use std::ops::Range;

/// A half-open, zero-based range of bytes in a text: `start` is the first byte, `end` the first one after it.
///
/// The field that holds a span says which text it is in, the source text or the reading text of a passage.
/// Both ends stand on character boundaries of that text. `start <= end` always holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte of the range.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`.
    ///
    /// # Panics
    /// When `end < start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span cannot end before it starts: {start}..{end}");
        Self { start: start as u32, end: end as u32 }
    }

    /// The empty span at `at`.
    pub fn empty(at: usize) -> Self {
        Self::new(at, at)
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether byte `at` is inside; the end is not.
    pub fn contains(self, at: usize) -> bool {
        self.range().contains(&at)
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by as u32, end: self.end + by as u32 }
    }

    /// The text of the span, or nothing where an end falls outside `text` or inside a character.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A half-open, zero-based range of positions in a list (of passages, segments, beads).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct IndexRange {
    /// First position of the range.
    pub start: u32,
    /// First position after the range.
    pub end: u32,
}

impl IndexRange {
    /// Positions from `start` to `end`.
    ///
    /// # Panics
    /// When `end < start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a range cannot end before it starts: {start}..{end}");
        Self { start: start as u32, end: end as u32 }
    }

    /// How many positions.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there is no position in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as `usize`, for slicing and iterating.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `index` is inside.
    pub fn contains(self, index: usize) -> bool {
        self.range().contains(&index)
    }
}

impl From<Range<usize>> for IndexRange {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_span_never_cuts_a_character() {
        let text = "苏联 USSR 𠮷";
        for (span, expected) in [
            (Span::new(0, 6), Some("苏联")),
            (Span::new(0, 4), None),
            (Span::new(7, 11), Some("USSR")),
            (Span::new(12, 16), Some("𠮷")),
            (Span::new(12, 14), None),
            (Span::new(12, 99), None),
            (Span::empty(3), Some("")),
        ] {
            assert_eq!(span.of(text), expected, "{span:?}");
        }
    }

    #[test]
    fn overlap_needs_a_shared_byte() {
        let middle = Span::new(3, 6);
        for (other, expected) in [((0, 3), false), ((0, 4), true), ((5, 9), true), ((6, 9), false), ((4, 4), true)] {
            let other = Span::new(other.0, other.1);
            assert_eq!(middle.overlaps(other), expected, "{other:?}");
        }
    }
}
