//! How well a quotation and its context lie on a stretch of a text: edit distance in a band, free at both ends of the
//! text (Sellers 1980), with the way back, so that the ends of the quotation are known.

use super::pattern::Pattern;

/// How a pattern lies on a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Fit {
    /// First comparable character of the quotation in the text.
    pub(super) start: usize,
    /// The one after its last.
    pub(super) end: usize,
    /// How like the quotation is what stands there, 0 to 1.
    pub(super) quote: f32,
    /// How like the context is what stands around it, 0 to 1; nothing where the pattern has none.
    pub(super) context: Option<f32>,
    /// The same of the context before it alone, and of the context after it.
    pub(super) halves: [f32; 2],
}

/// What a changed character of the quotation costs; one of the context costs 1. So a bad context does not bend the
/// ends of the quotation.
const QUOTE_COST: u32 = 2;

const FAR: u32 = u32::MAX / 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Same,
    Changed,
    LeftOut,
    Added,
}

/// The band of cells that are computed: row `i` stands for the first `i` characters of the pattern, column `c` for the
/// text up to `base + i + c`.
struct Band<'a> {
    text: &'a [char],
    pattern: Vec<char>,
    /// The rows of the pattern that are the quotation.
    quote: std::ops::Range<usize>,
    base: i64,
    width: usize,
    steps: Vec<Step>,
}

/// The best way that `pattern` lies on `text` with its quotation starting about `guess`. Nothing where the band lies
/// outside the text.
pub(super) fn fit(pattern: &Pattern, text: &[char], guess: i64) -> Option<Fit> {
    let slack = 10 + pattern.quote.len() / 8;
    let quote = pattern.prefix.len()..pattern.prefix.len() + pattern.quote.len();
    let base = guess - quote.start as i64 - slack as i64;
    let mut band = Band { text, pattern: pattern.whole(), quote, base, width: 2 * slack + 1, steps: Vec::new() };
    let last = band.fill();
    let (column, cost) = last.iter().enumerate().min_by_key(|(column, cost)| (**cost, column.abs_diff(slack)))?;
    (*cost < FAR).then(|| band.way_back(column))
}

impl Band<'_> {
    /// The character of the text before the cell.
    fn char_before(&self, row: usize, column: usize) -> Option<char> {
        let at = self.base + (row + column) as i64 - 1;
        usize::try_from(at).ok().and_then(|at| self.text.get(at)).copied()
    }

    fn is_inside(&self, row: usize, column: usize) -> bool {
        (0..=self.text.len() as i64).contains(&(self.base + (row + column) as i64))
    }

    fn cost(&self, row: usize) -> u32 {
        if self.quote.contains(&row) { QUOTE_COST } else { 1 }
    }

    /// Computes all cells; returns the costs of the last row.
    fn fill(&mut self) -> Vec<u32> {
        let rows = self.pattern.len();
        let mut above: Vec<u32> =
            (0..self.width).map(|column| if self.is_inside(0, column) { 0 } else { FAR }).collect();
        self.steps = vec![Step::Same; (rows + 1) * self.width];
        for row in 1..=rows {
            let mut costs = vec![FAR; self.width];
            let changed = self.cost(row - 1);
            // A character added between context and quotation counts as context.
            let added = if self.quote.contains(&row) && self.quote.contains(&(row - 1)) { QUOTE_COST } else { 1 };
            for column in 0..self.width {
                if !self.is_inside(row, column) {
                    continue;
                }
                let (cost, step) = self.cell(&above, &costs, (row, column), changed, added);
                costs[column] = cost;
                self.steps[row * self.width + column] = step;
            }
            above = costs;
        }
        above
    }

    fn cell(&self, above: &[u32], costs: &[u32], cell: (usize, usize), changed: u32, added: u32) -> (u32, Step) {
        let (row, column) = cell;
        let mut best = (FAR, Step::Changed);
        if let Some(char) = self.char_before(row, column) {
            let same = char == self.pattern[row - 1];
            let step = if same { Step::Same } else { Step::Changed };
            best = (above[column].saturating_add(if same { 0 } else { changed }), step);
            if let Some(left) =
                column.checked_sub(1).map(|left| costs[left].saturating_add(added)).filter(|left| *left < best.0)
            {
                best = (left, Step::Added);
            }
        }
        let left_out = above.get(column + 1).map_or(FAR, |up| up.saturating_add(changed));
        if left_out < best.0 { (left_out, Step::LeftOut) } else { best }
    }

    fn way_back(&self, mut column: usize) -> Fit {
        let mut row = self.pattern.len();
        let (mut start, mut end) = (None, None);
        let (mut quote_errors, mut context_errors) = (0_usize, [0_usize; 2]);
        while row > 0 {
            let step = self.steps[row * self.width + column];
            let at = (self.base + (row + column) as i64).max(0) as usize;
            if row == self.quote.start && start.is_none() {
                start = Some(at);
            }
            if row == self.quote.end && step != Step::Added && end.is_none() {
                end = Some(at);
            }
            let in_quote = match step {
                Step::Added => self.quote.contains(&row) && self.quote.contains(&(row - 1)),
                _ => self.quote.contains(&(row - 1)),
            };
            if step != Step::Same {
                let half = usize::from(row > self.quote.start);
                *(if in_quote { &mut quote_errors } else { &mut context_errors[half] }) += 1;
            }
            match step {
                Step::Same | Step::Changed => row -= 1,
                Step::LeftOut => (row, column) = (row - 1, column + 1),
                Step::Added => column -= 1,
            }
        }
        let first = (self.base + column as i64).max(0) as usize;
        let start = start.unwrap_or(first);
        let context = self.pattern.len() - self.quote.len();
        let [before, after] = context_errors;
        Fit {
            start,
            end: end.unwrap_or(start).max(start),
            quote: likeness(quote_errors, self.quote.len()),
            context: (context > 0).then(|| likeness(before + after, context)),
            halves: [likeness(before, self.quote.start), likeness(after, self.pattern.len() - self.quote.end)],
        }
    }
}

fn likeness(errors: usize, of: usize) -> f32 {
    (1.0 - errors as f32 / of.max(1) as f32).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Selector;

    #[test]
    fn the_ends_of_a_changed_quotation_are_found() {
        for (prefix, exact, suffix, text, guess, expected, likeness) in [
            ("我们的", "囗岸开放", "以后", "我们的口岸开放以后", 3, "口岸开放", 0.75),
            ("", "阿拉木图領事館", "", "苏联阿拉木国領事館的人", 0, "阿拉木国領事館", 6.0 / 7.0),
            ("甲乙丙丁", "边境居民", "戊己庚辛", "甲乙丙丁边境的居民戊己庚辛", 4, "边境的居民", 0.75),
            ("甲乙丙丁", "边境", "戊己庚辛", "甲乙丙丁戊己庚辛", 4, "", 0.0),
            ("", "𠮷野家", "", "到𠮷野冢去", 3, "𠮷野冢", 2.0 / 3.0),
        ] {
            let selector =
                Selector { start: 0, end: 0, exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() };
            let pattern = Pattern::new(&selector).expect("it quotes something");
            let plain: Vec<char> = super::super::plain::plain(text);
            let fit = fit(&pattern, &plain, guess).expect("it lies in the text");
            let wanted = super::super::plain::plain(expected);
            assert_eq!(plain[fit.start..fit.end], wanted, "{exact} in {text}");
            assert!((fit.quote - likeness).abs() < 0.01, "{exact} in {text}: {}", fit.quote);
        }
    }
}
