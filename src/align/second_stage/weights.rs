//! The weights of the second stage.
pub(super) const BEADS: [f32; 54] = [0.0; 54];
pub(super) const CUTS: [f32; 29] = [0.0; 29];
pub(super) const AFTER_ALONE: [f32; 3] = [0.0; 3];
