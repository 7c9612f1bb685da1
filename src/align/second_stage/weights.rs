//! The weights of the second stage, written by `benches/fit_alignment.rs`.

use super::model::Weights;

/// Where a fit starts: the weights of the first stage.
pub(super) fn start() -> Weights {
    let mut weights = Weights { beads: [0.0; 54], cuts: [0.0; 29], after_alone: [4.0, 4.0, 0.0] };
    for (nth, weight) in
        [(0, 1.0), (1, -6.0), (2, -6.0), (3, 2.45), (4, 3.5), (5, 0.175), (12, 0.7), (13, 0.7)]
    {
        weights.beads[nth] = weight;
    }
    weights
}
