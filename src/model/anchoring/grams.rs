//! Where the short runs of characters of a text stand, to find quotations without reading all of it each time.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// How many places of one run are looked at. More would make a text that repeats one character quadratic.
pub(super) const MOST: usize = 256;

/// The places of all runs of `length` characters of a text.
pub(super) struct Grams {
    length: usize,
    /// For each bucket where its places begin in `places`; one more than there are buckets.
    heads: Vec<u32>,
    /// Places in the order of the text, bucket by bucket. Runs that share a bucket are told apart by reading them.
    places: Vec<u32>,
}

/// Places of a quotation.
pub(super) struct Occurrences {
    /// Where it starts, in the order of the text.
    pub(super) at: Vec<usize>,
    /// Whether these are all.
    pub(super) all: bool,
}

impl Grams {
    /// The index of the runs of `length` characters of `text`, `length` being at least 1.
    pub(super) fn new(text: &[char], length: usize) -> Self {
        let buckets = text.len().next_power_of_two().max(16);
        let mut heads = vec![0; buckets + 1];
        for gram in text.windows(length) {
            heads[bucket(gram, buckets) + 1] += 1;
        }
        for nth in 1..heads.len() {
            heads[nth] += heads[nth - 1];
        }
        let mut next = heads.clone();
        let mut places = vec![0; heads[buckets] as usize];
        for (at, gram) in text.windows(length).enumerate() {
            let slot = &mut next[bucket(gram, buckets)];
            places[*slot as usize] = at as u32;
            *slot += 1;
        }
        Self { length, heads, places }
    }

    /// How many characters a run has.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Places where `gram` may stand, in order, at least all where it does.
    pub(super) fn places(&self, gram: &[char]) -> &[u32] {
        let bucket = bucket(gram, self.heads.len() - 1);
        self.places.get(self.heads[bucket] as usize..self.heads[bucket + 1] as usize).unwrap_or_default()
    }

    /// Where `quote` stands in `text`, the text of this index. Of too many places the ones nearest to `near`.
    pub(super) fn occurrences(&self, text: &[char], quote: &[char], near: usize) -> Occurrences {
        let rarest = quote.windows(self.length).enumerate().min_by_key(|(_, gram)| self.places(gram).len());
        let Some((offset, gram)) = rarest else {
            return Occurrences { at: Vec::new(), all: false };
        };
        let places = self.places(gram);
        let chosen = nearest(places, near + offset, MOST);
        let stands = |at: &usize| text.get(*at..*at + quote.len()) == Some(quote);
        let at = chosen.iter().filter_map(|place| (*place as usize).checked_sub(offset)).filter(stands).collect();
        Occurrences { at, all: chosen.len() == places.len() }
    }
}

/// The `most` places nearest to `near`, in order.
pub(super) fn nearest(places: &[u32], near: usize, most: usize) -> &[u32] {
    let middle = places.partition_point(|place| (*place as usize) < near);
    let start = middle.saturating_sub(most / 2).min(places.len().saturating_sub(most));
    places.get(start..places.len().min(start + most)).unwrap_or_default()
}

fn bucket(gram: &[char], buckets: usize) -> usize {
    let mut hasher = FxHasher::default();
    for char in gram {
        hasher.write_u32(*char as u32);
    }
    (hasher.finish() as usize) & (buckets - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occurrence_is_found() {
        let text: Vec<char> = "各位代表！各位代表們，代表各位".chars().collect();
        let grams = Grams::new(&text, 2);
        for (quote, expected) in [
            ("各位代表", vec![0, 5]),
            ("代表", vec![2, 7, 11]),
            ("代表各位", vec![11]),
            ("各位同志", vec![]),
            ("各位", vec![0, 5, 13]),
        ] {
            let quote: Vec<char> = quote.chars().collect();
            let found = grams.occurrences(&text, &quote, 0);
            assert_eq!((found.at, found.all), (expected, true), "{quote:?}");
        }
    }

    #[test]
    fn of_too_many_the_nearest_are_looked_at() {
        let text = vec!['呵'; 10_000];
        let found = Grams::new(&text, 3).occurrences(&text, &['呵'; 5], 5_000);
        assert!(!found.all);
        assert_eq!(found.at.len(), MOST);
        assert!(found.at.contains(&5_000));
    }
}
