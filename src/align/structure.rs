//! What the blocks of the two sides say about the beads of their sentences.
//!
//! Translators mostly keep paragraphs, and headings, list items and editorial marks keep their kind. How much a
//! boundary says depends on how rare boundaries are: where every line is a passage it says nothing.

use std::ops::Range;

use crate::model::{Passage, PassageKind, Segment, Side};

/// Weight of two boundaries that meet, and of one that meets none, as multiples of what a boundary tells.
const MEETING: f64 = 1.0;
const MISSING: f64 = -0.7;
/// Weight of a boundary inside a bead.
const CROSSING: f64 = -2.0;
/// Two headings, list items, table rows or captions that meet.
const SAME_KIND: f64 = 1.0;
/// A heading, list item or the like that meets another kind.
const OTHER_KIND: f64 = -1.5;
/// An editor's mark that meets anything but an editor's mark.
const EDITORIAL: f64 = -8.0;
/// What an editor's mark without a partner is forgiven of the usual price.
const EDITORIAL_ALONE: f64 = 4.0;

/// The blocks of both sides, Chinese first.
#[derive(Debug)]
pub(super) struct Structure {
    chinese: Outline,
    english: Outline,
    /// What a boundary tells: how surprised one would be to meet one, in nats.
    surprise: f64,
}

/// The blocks of one side.
#[derive(Debug)]
struct Outline {
    /// Passages that start before each sentence and at its start; one more at the end.
    starts: Vec<u32>,
    /// Kind of the passage of each sentence.
    kinds: Vec<PassageKind>,
}

impl Outline {
    fn new(side: &Side, segments: &[Segment]) -> Self {
        let mut starts = Vec::with_capacity(segments.len() + 1);
        let mut count = 0;
        let mut last = None;
        for segment in segments {
            count += u32::from(last != Some(segment.passage));
            last = Some(segment.passage);
            starts.push(count);
        }
        starts.push(count + 1);
        let kind = |segment: &Segment| side.passages.get(segment.passage as usize).map(kind_of);
        let kinds = segments.iter().map(|segment| kind(segment).unwrap_or(PassageKind::Other)).collect();
        Self { starts, kinds }
    }

    fn starts_at(&self, sentence: usize) -> bool {
        sentence == 0 || self.starts[sentence] != self.starts[sentence - 1]
    }

    /// How many passages start inside these sentences, after the first of them.
    fn inside(&self, sentences: &Range<usize>) -> u32 {
        self.starts[sentences.end - 1] - self.starts[sentences.start]
    }

    fn share_of_starts(&self) -> f64 {
        f64::from(self.starts.last().copied().unwrap_or(1)) / self.starts.len() as f64
    }

    fn is_editorial(&self, sentences: Range<usize>) -> bool {
        self.kinds.get(sentences).is_some_and(|kinds| kinds.contains(&PassageKind::Editorial))
    }
}

impl Structure {
    /// The structure of two sides cut into sentences.
    pub(super) fn new(chinese: (&Side, &[Segment]), english: (&Side, &[Segment])) -> Self {
        let chinese = Outline::new(chinese.0, chinese.1);
        let english = Outline::new(english.0, english.1);
        let surprise = -chinese.share_of_starts().max(english.share_of_starts()).min(1.0).ln();
        Self { chinese, english, surprise: surprise.min(3.0) }
    }

    /// What is added to the score of a bead with a partner.
    pub(super) fn bead(&self, chinese: Range<usize>, english: Range<usize>) -> f64 {
        let cut = |i, j| match (self.chinese.starts_at(i), self.english.starts_at(j)) {
            (true, true) => MEETING,
            (false, false) => 0.0,
            _ => MISSING,
        };
        let inside = self.chinese.inside(&chinese) + self.english.inside(&english);
        let boundaries =
            cut(chinese.start, english.start) + cut(chinese.end, english.end) + CROSSING * f64::from(inside);
        self.surprise * boundaries + kinds(self.chinese.kinds[chinese.start], self.english.kinds[english.start])
    }

    /// What is added to the price of a sentence without a partner.
    pub(super) fn alone(&self, chinese: Range<usize>, english: Range<usize>) -> f64 {
        let editorial = self.chinese.is_editorial(chinese) || self.english.is_editorial(english);
        if editorial { EDITORIAL_ALONE } else { 0.0 }
    }
}

/// The kind of a passage. What stands in square brackets as a whole is an editor's mark whatever the importer said.
fn kind_of(passage: &Passage) -> PassageKind {
    let text = passage.text.text().trim();
    let inner = text.strip_prefix(['[', '［']).and_then(|text| text.strip_suffix([']', '］']));
    if inner.is_some_and(|inner| !inner.contains([']', '］'])) { PassageKind::Editorial } else { passage.kind }
}

fn kinds(chinese: PassageKind, english: PassageKind) -> f64 {
    use PassageKind::{Caption, Editorial, Heading, ListItem, Table};
    let special = |kind| matches!(kind, Caption | Editorial | Heading | ListItem | Table);
    match (chinese == english, special(chinese) || special(english)) {
        (true, true) => SAME_KIND,
        (_, false) => 0.0,
        (false, true) if chinese == Editorial || english == Editorial => EDITORIAL,
        (false, true) => OTHER_KIND,
    }
}
