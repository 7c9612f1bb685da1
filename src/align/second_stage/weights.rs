//! The weights of the second stage, written by `cargo bench --bench fit_alignment -- write`: do not edit.
//!
//! Fitted on all 22 texts of `gold/novels` and `gold/official`; `docs/ALIGNMENT.md` tells how and how well.

/// Of the features of beads.
pub(super) const BEADS: [f32; 60] = [
    0.92579,  // prior
    -5.33530, // chinese alone
    -5.85796, // english alone
    2.08343,  // english words
    2.36466,  // chinese words
    0.07215,  // length
    0.17224,  // length, far off
    0.06849,  // length, distance
    0.51452,  // length, log ratio squared
    -2.80424, // length, english longer
    -0.94573, // length, english shorter
    -0.04595, // length of one to one
    0.27316,  // starts
    0.23944,  // ends
    0.08727,  // english covered
    0.07603,  // english uncovered
    0.29339,  // english sentence covered least
    -0.04419, // chinese covered
    -0.09125, // chinese uncovered
    0.45328,  // chinese sentence covered least
    0.38716,  // quotation marks
    0.38698,  // question marks
    -0.15843, // exclamation marks
    -0.36537, // dashes
    -0.70191, // colons
    0.42327,  // commas
    0.14932,  // stops
    0.30100,  // brackets
    0.37452,  // quotation marks on one side
    0.70197,  // question marks on one side
    -0.88419, // weak below 0
    -0.21409, // weak below 0.15
    0.11773,  // weak below 0.3
    0.53227,  // weak below 0.5
    0.37208,  // gain below 0
    0.31892,  // gain below 10
    0.37976,  // weak one to one
    -0.26146, // weak, more than one to one
    0.19613,  // shape in document
    0.24833,  // alone in document
    0.60454,  // numbers on one side
    -0.06688, // chinese alone, short
    0.07121,  // english alone, short
    1.52460,  // chinese alone, explained nearby
    1.17482,  // english alone, explained nearby
    -0.63588, // chinese alone, covered nearby
    0.84041,  // english alone, covered nearby
    2.25900,  // chinese alone, without end mark
    -3.26432, // english alone, without end mark
    0.15834,  // chinese alone, length
    -0.65860, // english alone, length
    -0.46357, // several chinese
    -0.73783, // several english
    -3.12420, // chinese sentence hardly needed
    -1.48047, // english sentence hardly needed
    1.36385,  // chinese sentence needed
    0.65224,  // english sentence needed
    0.10089,  // inner sentences without end mark
    0.40202,  // numbers met
    -1.63218, // numbers met outside
];

/// Of the features of cuts.
pub(super) const CUTS: [f32; 30] = [
    0.01377,  // english clause belongs before
    0.17659,  // english clause belongs after
    0.20049,  // chinese clause belongs before
    0.10046,  // chinese clause belongs after
    -0.46251, // english clauses, logarithm
    -0.57802, // chinese clauses, logarithm
    0.88121,  // first words meet
    0.51404,  // last words meet
    2.03738,  // lower case after
    -0.08719, // contrast on one side
    1.49247,  // contrast on both sides
    -0.43869, // english before, own sentence
    0.43608,  // english before, other sentence
    -0.19133, // english after, own sentence
    -0.02417, // english after, other sentence
    -0.37492, // chinese before, own sentence
    -0.10107, // chinese before, other sentence
    -0.37253, // chinese after, own sentence
    -0.51022, // chinese after, other sentence
    -0.47336, // english words crossing
    0.15113,  // chinese words crossing
    0.44659,  // english words staying
    0.25936,  // chinese words staying
    0.10672,  // words crossing
    -0.36384, // words staying
    -0.21952, // crossing against staying
    0.13805,  // sentence after torn
    -0.14993, // sentence before torn
    0.37641,  // end mark on one side
    0.66830,  // end mark on neither side
];

/// Of the ways in which a cut stands to speech, Chinese by English.
pub(super) const TURNS: [f32; 64] = [
    0.39912,  // narration; narration
    -0.73598, // narration; speech starts
    -0.04603, // narration; speech ended
    0.34464,  // narration; speech after speech
    0.80725,  // narration; said
    -0.43687, // narration; speech after said
    -0.07559, // narration; inside, opened before
    0.11693,  // narration; inside
    0.42064,  // speech starts; narration
    0.31147,  // speech starts; speech starts
    -0.01906, // speech starts; speech ended
    0.64831,  // speech starts; speech after speech
    -0.09065, // speech starts; said
    0.09103,  // speech starts; speech after said
    -0.23500, // speech starts; inside, opened before
    0.12198,  // speech starts; inside
    -0.18656, // speech ended; narration
    -0.05642, // speech ended; speech starts
    0.58194,  // speech ended; speech ended
    0.92362,  // speech ended; speech after speech
    -0.45538, // speech ended; said
    -0.59437, // speech ended; speech after said
    -1.58582, // speech ended; inside, opened before
    -1.01905, // speech ended; inside
    -0.10200, // speech after speech; narration
    -0.06125, // speech after speech; speech starts
    0.06526,  // speech after speech; speech ended
    -0.05065, // speech after speech; speech after speech
    -0.04340, // speech after speech; said
    -0.00379, // speech after speech; speech after said
    -0.13334, // speech after speech; inside, opened before
    0.01105,  // speech after speech; inside
    0.05869,  // said; narration
    0.10901,  // said; speech starts
    -0.01644, // said; speech ended
    0.00199,  // said; speech after speech
    -0.88153, // said; said
    -0.00503, // said; speech after said
    0.42240,  // said; inside, opened before
    -0.44301, // said; inside
    0.05167,  // speech after said; narration
    -0.48636, // speech after said; speech starts
    0.00228,  // speech after said; speech ended
    -0.00004, // speech after said; speech after speech
    -0.00060, // speech after said; said
    0.00092,  // speech after said; speech after said
    -0.00105, // speech after said; inside, opened before
    -0.00000, // speech after said; inside
    0.13023,  // inside, opened before; narration
    -0.42676, // inside, opened before; speech starts
    0.46825,  // inside, opened before; speech ended
    -0.29767, // inside, opened before; speech after speech
    0.16409,  // inside, opened before; said
    -0.06873, // inside, opened before; speech after said
    -0.30524, // inside, opened before; inside, opened before
    0.22971,  // inside, opened before; inside
    -0.27322, // inside; narration
    -0.37160, // inside; speech starts
    0.48823,  // inside; speech ended
    -0.05910, // inside; speech after speech
    0.14048,  // inside; said
    0.23476,  // inside; speech after said
    -0.11211, // inside; inside, opened before
    0.43163,  // inside; inside
];

/// Of beads after text without a partner.
pub(super) const AFTER_ALONE: [f32; 3] = [
    3.24148, // chinese alone
    4.26449, // english alone
    0.93805, // paired
];

/// Posteriors with the share of the beads left out that were right.
pub(super) const CALIBRATION: [(f32, f32); 10] = [
    (0.0110, 0.0200),
    (0.3089, 0.3125),
    (0.5203, 0.4764),
    (0.6504, 0.6111),
    (0.7527, 0.7745),
    (0.8432, 0.8261),
    (0.9143, 0.8930),
    (0.9647, 0.9683),
    (0.9894, 0.9849),
    (0.9983, 0.9979),
];
