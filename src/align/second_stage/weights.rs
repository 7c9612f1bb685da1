//! The weights of the second stage, written by `cargo bench --bench fit_alignment -- write`: do not edit.
//!
//! Fitted on all 22 texts of `gold/novels` and `gold/official`; `docs/ALIGNMENT.md` tells how and how well.

/// Of the features of beads.
pub(super) const BEADS: [f32; 54] = [
    0.84508,  // prior
    -4.94928, // chinese alone
    -6.06052, // english alone
    1.88993,  // english words
    2.19833,  // chinese words
    0.07078,  // length
    -0.01243, // length, far off
    0.07234,  // length, distance
    0.59828,  // length, log ratio squared
    -2.80874, // length, english longer
    -1.00395, // length, english shorter
    -0.05562, // length of one to one
    0.28360,  // starts
    0.36430,  // ends
    0.13579,  // english covered
    0.08712,  // english uncovered
    -0.37009, // english better before
    -0.22315, // english better after
    -0.20372, // english sentence better before
    0.05750,  // english sentence better after
    0.84456,  // english sentence covered least
    -0.01770, // chinese covered
    -0.16750, // chinese uncovered
    0.24007,  // chinese better before
    -0.04809, // chinese better after
    0.16104,  // chinese sentence better before
    0.85619,  // chinese sentence better after
    2.01555,  // chinese sentence covered least
    0.44091,  // quotation marks
    0.54812,  // question marks
    -0.26785, // exclamation marks
    -0.41332, // dashes
    -0.63204, // colons
    0.38730,  // commas
    0.22322,  // stops
    0.17462,  // brackets
    0.36599,  // quotation marks on one side
    0.94343,  // question marks on one side
    -0.35175, // quotation opens or closes
    -0.37672, // weak below 0
    -0.17225, // weak below 0.15
    -0.16451, // weak below 0.3
    0.97095,  // weak below 0.5
    0.26126,  // gain below 0
    0.29828,  // gain below 10
    0.35542,  // weak one to one
    -0.55752, // weak, more than one to one
    0.27893,  // shape in document
    0.29422,  // alone in document
    0.22096,  // numbers on one side
    0.58341,  // chinese alone, short
    0.42944,  // english alone, short
    1.56792,  // chinese alone, explained nearby
    1.35126,  // english alone, explained nearby
];

/// Of the features of cuts.
pub(super) const CUTS: [f32; 29] = [
    -0.03771, // english clause belongs before
    0.09895,  // english clause belongs after
    0.26331,  // chinese clause belongs before
    0.11800,  // chinese clause belongs after
    -0.34903, // english clauses, logarithm
    -0.59340, // chinese clauses, logarithm
    0.84059,  // first words meet
    0.39703,  // last words meet
    -0.51504, // quotation on one side
    2.19193,  // lower case after
    -0.28107, // contrast on one side
    1.33261,  // contrast on both sides
    -0.37761, // english before, own sentence
    0.72483,  // english before, other sentence
    -0.36288, // english after, own sentence
    0.29796,  // english after, other sentence
    -0.61933, // chinese before, own sentence
    0.19095,  // chinese before, other sentence
    -0.37462, // chinese after, own sentence
    -0.07229, // chinese after, other sentence
    -0.19171, // english words crossing
    0.16927,  // chinese words crossing
    0.49972,  // english words staying
    0.47201,  // chinese words staying
    0.17972,  // words crossing
    -0.31562, // words staying
    -0.15822, // crossing against staying
    -0.11249, // sentence after torn
    -0.39970, // sentence before torn
];

/// Of beads after text without a partner.
pub(super) const AFTER_ALONE: [f32; 3] = [
    2.97063, // chinese alone
    4.06561, // english alone
    1.08696, // paired
];

/// Posteriors with the share of the beads left out that were right.
pub(super) const CALIBRATION: [(f32, f32); 11] = [
    (0.0250, 0.0204),
    (0.2863, 0.3333),
    (0.4442, 0.3750),
    (0.5515, 0.5029),
    (0.6530, 0.6580),
    (0.7537, 0.7437),
    (0.8445, 0.8076),
    (0.9150, 0.8987),
    (0.9645, 0.9562),
    (0.9892, 0.9882),
    (0.9984, 0.9976),
];
