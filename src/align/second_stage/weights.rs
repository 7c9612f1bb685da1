//! The weights of the second stage, written by `cargo bench --bench fit_alignment -- write`: do not edit.
//!
//! Fitted on all 22 texts of `gold/novels` and `gold/official`; `docs/ALIGNMENT.md` tells how and how well.

/// Of the features of beads.
pub(super) const BEADS: [f32; 60] = [
    0.85595,  // prior
    -4.97612, // chinese alone
    -6.04838, // english alone
    1.87957,  // english words
    2.17145,  // chinese words
    0.06883,  // length
    -0.06450, // length, far off
    0.07188,  // length, distance
    0.62071,  // length, log ratio squared
    -2.82880, // length, english longer
    -1.00998, // length, english shorter
    -0.05610, // length of one to one
    0.28309,  // starts
    0.36255,  // ends
    0.13403,  // english covered
    0.08488,  // english uncovered
    0.83549,  // english sentence covered least
    -0.01766, // chinese covered
    -0.17424, // chinese uncovered
    2.00840,  // chinese sentence covered least
    0.44097,  // quotation marks
    0.55412,  // question marks
    -0.26016, // exclamation marks
    -0.41450, // dashes
    -0.63220, // colons
    0.39274,  // commas
    0.21188,  // stops
    0.17070,  // brackets
    0.36366,  // quotation marks on one side
    0.93734,  // question marks on one side
    -0.37572, // weak below 0
    -0.17626, // weak below 0.15
    -0.18427, // weak below 0.3
    0.96560,  // weak below 0.5
    0.26117,  // gain below 0
    0.29607,  // gain below 10
    0.35123,  // weak one to one
    -0.57335, // weak, more than one to one
    0.26137,  // shape in document
    0.29248,  // alone in document
    0.22176,  // numbers on one side
    0.61471,  // chinese alone, short
    0.44123,  // english alone, short
    1.55179,  // chinese alone, explained nearby
    1.36940,  // english alone, explained nearby
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
];

/// Of the features of cuts.
pub(super) const CUTS: [f32; 30] = [
    -0.03961, // english clause belongs before
    0.10358,  // english clause belongs after
    0.26313,  // chinese clause belongs before
    0.12337,  // chinese clause belongs after
    -0.35194, // english clauses, logarithm
    -0.59591, // chinese clauses, logarithm
    0.84104,  // first words meet
    0.39646,  // last words meet
    2.19805,  // lower case after
    -0.28654, // contrast on one side
    1.34040,  // contrast on both sides
    -0.38182, // english before, own sentence
    0.72592,  // english before, other sentence
    -0.36923, // english after, own sentence
    0.29717,  // english after, other sentence
    -0.60871, // chinese before, own sentence
    0.18650,  // chinese before, other sentence
    -0.37160, // chinese after, own sentence
    -0.08262, // chinese after, other sentence
    -0.19860, // english words crossing
    0.16991,  // chinese words crossing
    0.50105,  // english words staying
    0.47481,  // chinese words staying
    0.17533,  // words crossing
    -0.31090, // words staying
    -0.15827, // crossing against staying
    -0.10935, // sentence after torn
    -0.38901, // sentence before torn
    0.0, 0.0,
];

/// Of the ways in which a cut stands to speech, Chinese by English.
pub(super) const TURNS: [f32; 64] = [0.0; 64];

/// Of beads after text without a partner.
pub(super) const AFTER_ALONE: [f32; 3] = [
    2.92602, // chinese alone
    4.05495, // english alone
    1.05719, // paired
];

/// Posteriors with the share of the beads left out that were right.
pub(super) const CALIBRATION: [(f32, f32); 11] = [
    (0.0295, 0.0217),
    (0.2861, 0.3529),
    (0.4456, 0.3939),
    (0.5547, 0.5266),
    (0.6538, 0.6619),
    (0.7537, 0.7520),
    (0.8435, 0.8051),
    (0.9144, 0.8986),
    (0.9645, 0.9560),
    (0.9892, 0.9886),
    (0.9984, 0.9974),
];
