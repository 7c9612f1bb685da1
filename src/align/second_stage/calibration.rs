//! From the posterior of a bead to how often beads with that posterior are right.
//!
//! Posteriors of a model fitted on some texts are a little too sure on others. The points were measured on texts left
//! out of the fit, pooled until they rose (isotonic regression, Zadrozny and Elkan 2002), and are joined by lines.

use super::weights::CALIBRATION;

/// The confidence of a bead with a posterior.
pub(super) fn confidence(posterior: f64) -> f32 {
    let posterior = posterior.clamp(0.0, 1.0) as f32;
    let mut before = (0.0, 0.0);
    for point in CALIBRATION.into_iter().chain([(1.0, 1.0)]) {
        if posterior <= point.0 {
            let share = if point.0 > before.0 { (posterior - before.0) / (point.0 - before.0) } else { 1.0 };
            return before.1 + share * (point.1 - before.1);
        }
        before = point;
    }
    1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_rises_with_the_posterior() {
        let confidences: Vec<_> = (0..=1000).map(|nth| confidence(f64::from(nth) / 1000.0)).collect();
        assert!(confidences.is_sorted(), "{confidences:?}");
        assert!(confidences[0].abs() < 1e-6 && (confidences[1000] - 1.0).abs() < 1e-6);
        assert_eq!((confidence(-1.0), confidence(7.0)), (0.0, 1.0));
    }
}
