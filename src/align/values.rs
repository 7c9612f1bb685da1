//! Which numbers of the two sides may be the same, found by value without comparing all with all.

use rustc_hash::FxHashMap;

use crate::text::number::{Value, agreement};

/// The most approximate numbers that are compared with every other number.
const MOST_APPROXIMATE: usize = 200;

/// The numbers of one side, ready to be found by value.
pub(super) struct Values {
    values: Vec<(u32, Value)>,
    /// Positions in `values` by each of the figures that the value may be written with.
    by_figure: FxHashMap<u64, Vec<u32>>,
    /// Positions of values that are no single figure.
    approximate: Vec<u32>,
}

impl Values {
    /// Sorts the numbers of one side, given by token.
    pub(super) fn new(values: Vec<(u32, Value)>) -> Self {
        let mut by_figure: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let mut approximate = Vec::new();
        for (nth, (_, value)) in values.iter().enumerate() {
            for figure in figures(*value) {
                by_figure.entry(figure).or_default().push(nth as u32);
            }
            if matches!(value, Value::Approximate { .. }) && approximate.len() < MOST_APPROXIMATE {
                approximate.push(nth as u32);
            }
        }
        Self { values, by_figure, approximate }
    }

    /// The tokens whose values agree with `value`, with how well they agree.
    pub(super) fn agreeing(&self, value: Value) -> Vec<(u32, f32)> {
        let mut found: Vec<u32> = self.approximate.clone();
        for figure in figures(value) {
            found.extend(self.by_figure.get(&figure).into_iter().flatten());
        }
        if matches!(value, Value::Approximate { .. }) {
            found.extend(0..self.values.len().min(MOST_APPROXIMATE * 10) as u32);
        }
        found.sort_unstable();
        found.dedup();
        let agreeing = found.into_iter().filter_map(|nth| {
            let (token, other) = self.values.get(nth as usize)?;
            let agreement = agreement(value, *other);
            (agreement > 0.0).then_some((*token, agreement))
        });
        agreeing.collect()
    }
}

/// The figures by which a value may meet another: its own, those of its parts, those it rounds to.
fn figures(value: Value) -> Vec<u64> {
    // Values that agree may differ in the last of four places.
    let key = |number: f64| format!("{number:.3e}").bytes().fold(0_u64, |key, byte| key * 131 + u64::from(byte));
    match value {
        Value::Number(number) => vec![key(number)],
        Value::Percent(percent) => vec![key(percent), key(percent / 100.0)],
        Value::Date { year, month, day } => {
            let parts = [year.map(f64::from), month.map(f64::from), day.map(f64::from)];
            parts.into_iter().flatten().map(key).collect()
        }
        Value::Approximate { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::number::{chinese, english};

    #[test]
    fn numbers_meet_by_value() {
        for (one, other, met) in [
            ("六万七千人", "67,000 people", true),
            ("一九六二年八月九日", "9 August 1962", true),
            ("百分之十五", "15 per cent", true),
            ("几万人", "67,000 people", true),
            ("三百五十头", "351 head", false),
        ] {
            let values = Values::new(english(other).iter().map(|found| (7, found.value)).collect());
            let agreeing: Vec<_> = chinese(one).iter().flat_map(|found| values.agreeing(found.value)).collect();
            assert_eq!(!agreeing.is_empty(), met, "{one} {agreeing:?}");
        }
    }
}
