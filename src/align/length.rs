//! How well the lengths of two texts agree, after Gale and Church (1993), counted in characters.
//!
//! They compared raw counts; Chinese is three to four times shorter than English, so the document's own ratio comes
//! first. The mean of both lengths is the denominator: with the source length alone added text would be impossible.

use super::programme::Link;

/// Variance of the length of the translation of one character.
const VARIANCE: f64 = 6.0;
/// English characters a Chinese one that whole translations lie between (2.8 to 5.9 on the hand-aligned texts). A
/// document outside is not all there on one side, and its own totals say nothing of how long a translation is.
const RATIOS: (f64, f64) = (2.4, 6.5);

/// The ratio of a document that tells nothing of its own: the mean of the hand-aligned texts.
const USUAL_RATIO: f64 = 3.9;
/// Chinese characters that the first guess at the ratio is worth beside those that were paired.
const GUESS: f64 = 200.0;

/// Cumulative lengths of the sentences of both sides.
#[derive(Debug)]
pub(super) struct Lengths {
    /// Characters before each Chinese sentence; the total at the end.
    chinese: Vec<f64>,
    /// Characters before each English sentence; the total at the end.
    english: Vec<f64>,
    /// English characters a Chinese one.
    ratio: f64,
}

impl Lengths {
    /// Measures the sentences of both sides.
    pub(super) fn new(chinese: &[&str], english: &[&str]) -> Self {
        let (chinese, english) = (cumulated(chinese), cumulated(english));
        let ratio = total(&english) / total(&chinese);
        let ratio = if (RATIOS.0..=RATIOS.1).contains(&ratio) { ratio } else { USUAL_RATIO };
        Self { chinese, english, ratio }
    }

    /// Measures the ratio again on what was paired: text that only one side has says nothing of it.
    pub(super) fn rescale(&mut self, links: &[Link]) {
        let (mut chinese, mut english) = (GUESS, GUESS * self.ratio);
        for link in links.iter().filter(|link| !link.chinese.is_empty() && !link.english.is_empty()) {
            chinese += self.chinese[link.chinese.end] - self.chinese[link.chinese.start];
            english += self.english[link.english.end] - self.english[link.english.start];
        }
        self.ratio = (english / chinese).clamp(RATIOS.0, RATIOS.1);
    }

    /// The share of the Chinese and of the English text that has no partner however long translations are.
    pub(super) fn surplus(&self) -> (f64, f64) {
        let (chinese, english) = (total(&self.chinese), total(&self.english));
        let share = |mine: f64, others: f64| (1.0 - others / mine).max(0.0);
        (share(chinese * RATIOS.0, english), share(english, chinese * RATIOS.1))
    }

    /// Lengths of Chinese sentences `p..i`, as of English ones, and of English sentences `q..j`, in characters.
    pub(super) fn spans(&self, p: usize, i: usize, q: usize, j: usize) -> (f64, f64) {
        ((self.chinese[i] - self.chinese[p]) * self.ratio, self.english[j] - self.english[q])
    }

    /// Squared distance of the lengths of Chinese sentences `p..i` and English ones `q..j`, in standard deviations.
    pub(super) fn distance(&self, p: usize, i: usize, q: usize, j: usize) -> f64 {
        let (expected, seen) = self.spans(p, i, q, j);
        (seen - expected).powi(2) / (VARIANCE * (seen + expected) * 0.5 + 1e-9)
    }
}

/// The length of a side, never none.
fn total(lengths: &[f64]) -> f64 {
    lengths.last().copied().unwrap_or(0.0).max(1.0)
}

fn cumulated(sentences: &[&str]) -> Vec<f64> {
    let mut total = 0.0;
    let mut all = Vec::with_capacity(sentences.len() + 1);
    all.push(0.0);
    for sentence in sentences {
        total += sentence.chars().count() as f64;
        all.push(total);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_of_the_document_is_taken_out() {
        let lengths = Lengths::new(&["边界局势稳定了。", "好。"], &["The border is now quite stable.", "Good."]);
        assert!(lengths.distance(0, 2, 0, 2) < 1e-9);
        assert!(lengths.distance(0, 1, 0, 1) < lengths.distance(0, 1, 1, 2));
        // A summary of one sentence says nothing of how long translations are.
        let summary = Lengths::new(&["边界局势稳定了。"; 40], &["The border is now quite stable."]);
        assert!(summary.distance(0, 1, 0, 1) < 2.0);
        let empty = Lengths::new(&["", ""], &[""]);
        assert!(empty.distance(0, 2, 0, 1).abs() < 1e-9);
    }
}
