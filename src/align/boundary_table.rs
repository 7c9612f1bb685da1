//! The boundary table as fitted.
//!
//! Fitted on all 22 documents of the hand-aligned sets `novels` (MAC, half of MAC-Dev and MAC-Test) and `official`
//! (the Champollion Tool Kit's evaluation texts) by counting, as [`Boundaries::learn`] does;
//! `cargo bench --bench alignment -- fit` prints it again. Judged by leaving out the document that is scored.

use super::Boundaries;

impl Boundaries {
    /// The table as fitted.
    pub fn fitted() -> Self {
        Self { start: START, end: END }
    }
}

/// Rows: Chinese starts without and with an opening quotation mark. Columns: English ones.
const START: [[f32; 2]; 2] = [[0.03, -0.35], [-2.40, 2.18]];

/// Rows: how the Chinese ends: full stop, question, exclamation, dash or ellipsis, comma or colon, each without and
/// with a closing quotation mark. Columns: how the English ends.
const END: [[f32; 10]; 10] = [
    [0.21, -2.25, -1.92, -3.00, -1.01, -3.00, -2.24, -2.95, -2.43, -2.05],
    [-1.81, 2.43, -3.00, -0.56, -2.80, 1.68, -1.85, 1.21, -2.88, 0.38],
    [-1.60, -3.00, 2.50, -1.58, 0.46, -3.00, -1.46, -1.60, -1.02, 0.77],
    [-1.95, 0.40, -3.00, 2.50, -0.63, 0.81, -1.15, -1.29, -2.18, 1.08],
    [-0.83, -2.88, 0.94, -2.14, 2.50, 0.53, 0.90, -0.70, -1.59, 1.67],
    [-1.80, 1.19, -2.79, 1.10, -0.23, 2.50, -0.76, -0.89, -1.78, 1.48],
    [-1.15, -0.53, -1.71, -1.26, 0.85, 0.22, 2.50, 0.19, 0.77, 2.50],
    [-1.54, 0.04, -1.71, 0.21, -0.62, 1.15, 1.79, 2.50, -0.70, 2.50],
    [-1.32, -2.89, -1.14, -2.16, -1.52, -2.15, -0.58, -0.71, 2.50, 1.66],
    [-2.07, 0.52, 0.80, 1.26, 1.89, 1.26, 2.50, 2.50, 1.81, 2.50],
];
