//! Where each character of the old text went, as far as all good ways of making the new text out of it agree.
//!
//! What both versions have for certain (`common`) parts them into gaps. In a gap all ways are weighed at once, from both
//! ends (edit distance; Hirschberg 1975 has the two tables): a character is firm where every way that puts it
//! elsewhere costs a good deal more. So of two look-alikes, one of which is gone, neither is firm.

use super::common::RUN;

/// How much more another way has to cost before a character is firm, if that way puts it far off. One that puts it near
/// has to cost what a shift so far costs anyway.
const MARGIN: u32 = 6;

/// Gaps of more cells than this are not looked into: nothing in them is firm.
const MOST_CELLS: usize = 2_000_000;

/// Where a character of the old text went, on the cheapest way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    /// It is there, as it was.
    Same(u32),
    /// Another one stands in its place.
    Changed(u32),
    /// Nothing stands in its place.
    Gone,
}

/// Where the characters of an old text went.
pub(super) struct Track {
    ways: Vec<Way>,
    firm: Vec<bool>,
    /// For each place of the old text how many of the characters before it changed or went.
    changed: Vec<u32>,
    /// For each place how many characters came in before it, those that came in right there not counted.
    added: Vec<u32>,
}

/// Where a stretch of the old text went, in comparable characters of the new one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Course {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Track {
    /// The track between two texts, `rising` being where common runs start in both, in order.
    pub(super) fn new(old: &[char], new: &[char], rising: &[(u32, u32)]) -> Self {
        let mut track = Self {
            ways: Vec::with_capacity(old.len()),
            firm: Vec::with_capacity(old.len()),
            changed: Vec::with_capacity(old.len() + 1),
            added: Vec::with_capacity(old.len() + 2),
        };
        track.changed.push(0);
        track.added.push(0);
        let (mut from, mut to) = (0, 0);
        for block in rising.chunk_by(|one, next| next.0 == one.0 + 1 && next.1 == one.1 + 1) {
            // Where two look-alikes meet, a run that holds the end of one and the start of the other may be found
            // beside either. So only what all runs around it agree on is taken for known.
            if block.len() < RUN {
                continue;
            }
            let [at, there] = [block[0].0, block[0].1].map(|first| first as usize + RUN - 1);
            let mut came_in = track.add_gap((&old[from..at], &new[to..there]), to);
            let known = block.len() + 1 - RUN;
            for nth in 0..known {
                track.add(Way::Same((there + nth) as u32), true, std::mem::take(&mut came_in));
            }
            (from, to) = (at + known, there + known);
        }
        let came_in = track.add_gap((&old[from..], &new[to..]), to);
        track.added.push(last(&track.added) + came_in);
        track
    }

    /// Where `start..end` went, if it is there as it was, but for marks and what stands for itself in no word, and all
    /// of it is firm.
    pub(super) fn unchanged(&self, start: usize, end: usize, old: &[char], new: &[char]) -> Option<Course> {
        let course = self.course(start, end)?;
        let is_firm = self.firm.get(start..end)?.iter().all(|firm| *firm);
        (is_firm && self.is_harmless(start, end, old, new)).then_some(course)
    }

    /// Where `start..end` went, if most of it is there and firm.
    pub(super) fn mostly(&self, start: usize, end: usize) -> Option<Course> {
        let kept = self.ways.get(start..end)?.iter().zip(self.firm.get(start..end)?);
        let kept = kept.filter(|(way, firm)| **firm && matches!(way, Way::Same(_))).count();
        let course = self.course(start, end)?;
        (kept * 10 >= (end - start) * 7 && self.likeness(start, end) >= 0.7).then_some(course)
    }

    /// How much of `start..end` is as it was, 0 to 1: characters that came in count as those that went.
    pub(super) fn likeness(&self, start: usize, end: usize) -> f32 {
        let errors = self.changed[end] - self.changed[start] + self.added[end].saturating_sub(self.added[start + 1]);
        (1.0 - errors as f32 / (end - start).max(1) as f32).max(0.0)
    }

    /// The same for the characters before `end`, with what came in at that place.
    pub(super) fn likeness_before(&self, end: usize, count: usize) -> f32 {
        let start = end.saturating_sub(count);
        let errors = self.changed[end] - self.changed[start] + self.added[end + 1] - self.added[start + 1];
        (1.0 - errors as f32 / (end - start).max(1) as f32).max(0.0)
    }

    /// The same for the characters after `start`, with what came in at that place.
    pub(super) fn likeness_after(&self, start: usize, count: usize) -> f32 {
        let end = (start + count).min(self.ways.len());
        let errors = self.changed[end] - self.changed[start] + self.added[end] - self.added[start];
        (1.0 - errors as f32 / (end - start).max(1) as f32).max(0.0)
    }

    /// From where the first character that is there went to where the last one went.
    fn course(&self, start: usize, end: usize) -> Option<Course> {
        let ways = self.ways.get(start..end)?;
        let there = |way: &Way| match way {
            Way::Same(at) | Way::Changed(at) => Some(*at as usize),
            Way::Gone => None,
        };
        let (first, last) = (ways.iter().find_map(there)?, ways.iter().rev().find_map(there)?);
        Some(Course { start: first, end: last + 1 })
    }

    /// Whether all that changed between `start` and `end` are marks, none of them beside a digit: 3.5 is not 35.
    fn is_harmless(&self, start: usize, end: usize, old: &[char], new: &[char]) -> bool {
        let beside_digit = |text: &[char], at: usize| {
            let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|char| char.is_numeric());
            digit(at.checked_sub(1)) || digit(Some(at + 1))
        };
        let is_mark =
            |text: &[char], at: usize| text.get(at).is_some_and(|char| is_mark(*char)) && !beside_digit(text, at);
        let mut next = None;
        for (at, way) in (start..).zip(self.ways.get(start..end).unwrap_or_default()) {
            let there = match way {
                Way::Same(there) => *there as usize,
                Way::Changed(there) if is_mark(old, at) && is_mark(new, *there as usize) => *there as usize,
                Way::Gone if is_mark(old, at) => continue,
                Way::Changed(_) | Way::Gone => return false,
            };
            if next.is_some_and(|next| !(next..there).all(|added| is_mark(new, added))) {
                return false;
            }
            next = Some(there + 1);
        }
        true
    }

    fn add(&mut self, way: Way, firm: bool, added_before: u32) {
        self.ways.push(way);
        self.firm.push(firm);
        self.changed.push(last(&self.changed) + u32::from(!matches!(way, Way::Same(_))));
        self.added.push(last(&self.added) + added_before);
    }

    /// Adds the characters of a gap, and says how many came in at its end; `offset` is where it starts in the new text.
    fn add_gap(&mut self, (old, new): (&[char], &[char]), offset: usize) -> u32 {
        if old.len().saturating_mul(new.len()) > MOST_CELLS {
            for _ in old {
                self.add(Way::Gone, false, 1);
            }
            return 1;
        }
        let gap = Gap::new(old, new);
        let mut at = 0;
        for nth in 0..old.len() {
            let (way, to) = gap.step(nth, at);
            let added = (to - at) as u32;
            at = to + usize::from(way != Way::Gone);
            let firm = way == Way::Gone || gap.is_firm(nth, to);
            let moved = match way {
                Way::Same(there) => Way::Same(there + offset as u32),
                Way::Changed(there) => Way::Changed(there + offset as u32),
                Way::Gone => Way::Gone,
            };
            self.add(moved, firm, added);
        }
        (new.len() - at) as u32
    }
}

fn last(sums: &[u32]) -> u32 {
    sums.last().copied().unwrap_or_default()
}

/// Whether a comparable character is a mark that parts words and says nothing itself.
fn is_mark(char: char) -> bool {
    matches!(char, ',' | '.' | ';' | ':' | '!' | '?' | '"' | '\'' | '(' | ')' | '[' | ']' | '-')
        || matches!(char, '·' | '、' | '…' | '《' | '》' | '〈' | '〉' | '【' | '】' | '〔' | '〕')
}

/// Two stretches that differ, with the costs of all ways between them.
struct Gap<'a> {
    old: &'a [char],
    new: &'a [char],
    /// What it costs to come to each place of both, and from there to the end.
    before: Vec<u32>,
    after: Vec<u32>,
}

impl<'a> Gap<'a> {
    fn new(old: &'a [char], new: &'a [char]) -> Self {
        let (rows, columns) = (old.len() + 1, new.len() + 1);
        let mut gap = Self { old, new, before: vec![0; rows * columns], after: vec![0; rows * columns] };
        for row in 0..rows {
            for column in 0..columns {
                let cost = match (row.checked_sub(1), column.checked_sub(1)) {
                    (None, None) => 0,
                    (Some(_), None) => row as u32,
                    (None, Some(_)) => column as u32,
                    (Some(up), Some(left)) => {
                        let across = gap.before[gap.cell(up, left)] + gap.differ(up, left);
                        let along = gap.before[gap.cell(up, column)].min(gap.before[gap.cell(row, left)]) + 1;
                        across.min(along)
                    }
                };
                let cell = gap.cell(row, column);
                gap.before[cell] = cost;
            }
        }
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let cost = if row + 1 == rows || column + 1 == columns {
                    (rows - 1 - row + columns - 1 - column) as u32
                } else {
                    let across = gap.after[gap.cell(row + 1, column + 1)] + gap.differ(row, column);
                    let along = gap.after[gap.cell(row + 1, column)].min(gap.after[gap.cell(row, column + 1)]) + 1;
                    across.min(along)
                };
                let cell = gap.cell(row, column);
                gap.after[cell] = cost;
            }
        }
        gap
    }

    fn cell(&self, row: usize, column: usize) -> usize {
        row * (self.new.len() + 1) + column
    }

    fn differ(&self, row: usize, column: usize) -> u32 {
        u32::from(self.old[row] != self.new[column])
    }

    fn total(&self) -> u32 {
        self.after[0]
    }

    /// What the cheapest way costs on which a character stands for another one, and on which it is gone at a place.
    fn through(&self, row: usize, column: usize) -> (Option<u32>, u32) {
        let come = self.before[self.cell(row, column)];
        let across = (column < self.new.len())
            .then(|| come + self.differ(row, column) + self.after[self.cell(row + 1, column + 1)]);
        (across, come + 1 + self.after[self.cell(row + 1, column)])
    }

    /// What becomes of a character on the cheapest way that is at `from` before it, and where: what is the same comes
    /// first, then what changed.
    fn step(&self, row: usize, from: usize) -> (Way, usize) {
        let mut column = from;
        loop {
            let (across, gone) = self.through(row, column);
            if across == Some(self.total()) {
                let at = column as u32;
                return (if self.differ(row, column) == 0 { Way::Same(at) } else { Way::Changed(at) }, column);
            }
            if gone == self.total() {
                return (Way::Gone, column);
            }
            // Else something came in before it; the last column has no other way but down.
            if column == self.new.len() {
                return (Way::Gone, column);
            }
            column += 1;
        }
    }

    /// Whether every way that puts a character that is there elsewhere costs a good deal more.
    fn is_firm(&self, row: usize, at: usize) -> bool {
        let enough = |cost: u32, off: usize| cost >= self.total() + MARGIN.min(2 * off as u32);
        (0..=self.new.len()).all(|column| {
            let (across, gone) = self.through(row, column);
            let off = column.abs_diff(at);
            // One that is gone beside its place moves nothing else.
            across.is_none_or(|cost| enough(cost, off)) && enough(gone, off.min(column.abs_diff(at + 1)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::common::{common_runs, pairs};
    use super::super::drift::rising;
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// What `quote` of the old text became, and whether it is unchanged beyond doubt.
    fn course(old: &str, quote: &str, new: &str) -> (String, bool) {
        let start = old.split(quote).next().expect("there is a first part").chars().count();
        let end = start + quote.chars().count();
        let (old, new) = (chars(old), chars(new));
        let track = Track::new(&old, &new, &rising(&pairs(&common_runs(&old, &new))));
        let text = |course: Course| new[course.start..course.end].iter().collect();
        let found = track.mostly(start, end).map(text).unwrap_or_default();
        (found, track.unchanged(start, end, &old, &new).is_some())
    }

    #[test]
    fn what_stands_between_changes_is_followed() {
        let before = "边境地区的居民在四月间大批离开家乡";
        for (old, quote, new, expected) in [
            ("我们的囗岸已经开放了", "已经开放", "我们的口岸已经开放了", ("已经开放", true)),
            ("我们的囗岸已经开放了", "囗岸已经开放", "我们的口岸已经开放了", ("口岸已经开放", false)),
            ("会议通过,张三同意", "通过,张三", "会议通过、张三同意", ("通过、张三", true)),
            ("会议通过,张三同意", "通过,张三", "会议通过张三同意", ("通过张三", true)),
            ("共有3.5万人离开", "有3.5万人", "共有35万人离开", ("有35万人", false)),
            ("甲说好。乙说好。丙说好。", "乙说好", "甲说好。丙说好。", ("", false)),
            ("甲说好。乙说好。丙说好。", "说好。丙说", "甲说好。丙说好。", ("", false)),
            ("他囘𠮷林去了🏳️‍🌈没有再来", "去了🏳️‍🌈没有", "她囘𠮷林去了🏳️‍🌈没有再来", ("去了🏳️‍🌈没有", true)),
        ] {
            let (found, sure) = course(old, quote, new);
            assert_eq!((found.as_str(), sure), expected, "{quote}: {old} > {new}");
            let (old, new) = (format!("{before}{old}{before}"), format!("{before}{new}{before}"));
            let (_, sure) = course(&old, quote, &new);
            assert_eq!(sure, expected.1, "{quote}: {old} > {new}");
        }
    }
}
