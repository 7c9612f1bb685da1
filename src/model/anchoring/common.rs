//! What two versions of a text have in common for certain: runs of characters that stand once in the one and once in
//! the other. Such a run is the same run, wherever it went.

use rustc_hash::FxHashMap;

/// Characters of the heart of a run: long enough that in Chinese and in English (without blanks) few stand twice by
/// chance, short enough that most survive corrections.
const HEART: usize = 12;

/// Characters of a run that stand on either side of its heart. Of sentences that differ in a name one would else be
/// known by the last letter of its name, and that another name may have too.
const EDGE: usize = 2;

/// Characters of a run. Its heart stands once in a text.
pub(super) const RUN: usize = HEART + 2 * EDGE;

/// How far from a quotation runs are looked for that hold it in its place.
const REACH: usize = 256;

/// The runs that two texts have in common, each once in both.
pub(super) struct Common<'a> {
    old: &'a [char],
    new: &'a [char],
    /// For each character of the old text where the run that starts there starts in the new one.
    runs: &'a [Option<u32>],
}

/// For each character of the old text where the run that starts there starts in the new one, if it stands once in both.
pub(super) fn common_runs(old: &[char], new: &[char]) -> Vec<Option<u32>> {
    let (in_old, in_new) = (once(old), once(new));
    let place = |(at, run): (usize, &[char])| {
        let heart = run.get(EDGE..EDGE + HEART)?;
        in_old.get(heart).copied().flatten()?;
        let there = in_new.get(heart).copied().flatten()?.checked_sub(EDGE as u32)?;
        (new.get(there as usize..there as usize + RUN) == old.get(at..at + RUN)).then_some(there)
    };
    old.windows(RUN).enumerate().map(place).collect()
}

/// The pairs of places where common runs start, in the order of the old text.
pub(super) fn pairs(runs: &[Option<u32>]) -> Vec<(u32, u32)> {
    runs.iter().enumerate().filter_map(|(old, new)| Some((old as u32, (*new)?))).collect()
}

impl<'a> Common<'a> {
    /// `runs` are those that [`common_runs`] finds in the two texts.
    pub(super) fn new(old: &'a [char], new: &'a [char], runs: &'a [Option<u32>]) -> Self {
        Self { old, new, runs }
    }

    /// Where `start..end` of the old text stands in the new one, if it holds a common run and all of it is there.
    pub(super) fn held_by_itself(&self, start: usize, end: usize) -> Option<usize> {
        let last = end.checked_sub(RUN)?;
        let runs = self.runs.get(start..=last)?;
        let (offset, new) = runs.iter().enumerate().find_map(|(offset, new)| Some((offset, (*new)? as usize)))?;
        let at = new.checked_sub(offset)?;
        self.same(start, end, at).then_some(at)
    }

    /// Where `start..end` of the old text stands in the new one, if a common run before it and one after it are there
    /// and all between the two is as it was. The ends of the texts count as runs.
    pub(super) fn held_between(&self, start: usize, end: usize) -> Option<usize> {
        let (from, to) = self.run_before(start)?;
        let (until, after) = self.run_after(end)?;
        let moved = to as i64 - from as i64;
        if after as i64 - until as i64 != moved {
            return None;
        }
        self.same(from, until, to).then_some(start + to - from)
    }

    /// The nearest common run that ends at or before `start`: where it starts in the old and in the new text.
    pub(super) fn run_before(&self, start: usize) -> Option<(usize, usize)> {
        let lowest = start.saturating_sub(REACH);
        let highest = start.checked_sub(RUN);
        let found = highest.and_then(|highest| {
            (lowest..=highest).rev().find_map(|old| Some((old, self.runs.get(old).copied().flatten()? as usize)))
        });
        found.or_else(|| (lowest == 0).then_some((0, 0)))
    }

    /// The nearest common run that starts at or after `end`.
    pub(super) fn run_after(&self, end: usize) -> Option<(usize, usize)> {
        let highest = end + REACH;
        let found = (end..=highest).find_map(|old| Some((old, self.runs.get(old).copied().flatten()? as usize)));
        found.or_else(|| (highest >= self.old.len()).then_some((self.old.len(), self.new.len())))
    }

    fn same(&self, start: usize, end: usize, at: usize) -> bool {
        let old = self.old.get(start..end);
        old.is_some() && old == self.new.get(at..at + (end - start))
    }
}

/// Where each heart of a run stands that stands once, and nothing for the others.
fn once(text: &[char]) -> FxHashMap<&[char], Option<u32>> {
    let mut places = FxHashMap::default();
    places.reserve(text.len());
    for (at, run) in text.windows(HEART).enumerate() {
        places.entry(run).and_modify(|place| *place = None).or_insert(Some(at as u32));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(old: &str, quote: &str, new: &str) -> (Option<usize>, Option<usize>) {
        let start = old.split(quote).next().expect("there is a first part").chars().count();
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let runs = common_runs(&old, &new);
        let common = Common::new(&old, &new, &runs);
        let end = start + quote.chars().count();
        (common.held_by_itself(start, end), common.held_between(start, end))
    }

    #[test]
    fn only_what_stands_once_in_both_holds_a_place() {
        let long = "苏联驻伊宁领事馆的工作人员向我方说";
        let before = "边境地区的居民在四月间大批离开家乡";
        let after = "双方在北京又一次交换了照会的内容";
        for (old, quote, new, expected) in [
            (format!("甲{long}乙"), long, format!("丙丙{long}"), (Some(2), None)),
            (format!("{before}可以{after}"), "可以", format!("新{before}可以{after}"), (None, Some(18))),
            (format!("{before}可以{after}"), "可以", format!("{before}不可以{after}"), (None, None)),
            (format!("{long}和{long}"), long, long.to_owned(), (None, None)),
            ("可以".to_owned(), "可以", "可以".to_owned(), (None, Some(0))),
        ] {
            assert_eq!(place(&old, quote, &new), expected, "{old} > {new}");
        }
    }
}
