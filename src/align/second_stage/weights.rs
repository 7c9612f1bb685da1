//! The weights of the second stage, written by `cargo bench --bench fit_alignment -- write`: do not edit.
//!
//! Fitted on all 22 texts of `gold/novels` and `gold/official`; `docs/ALIGNMENT.md` tells how and how well.

/// Of the features of beads.
pub(super) const BEADS: [f32; 60] = [
    0.92411,  // prior
    -5.40023, // chinese alone
    -5.78044, // english alone
    2.01149,  // english words
    2.41330,  // chinese words
    0.08473,  // length
    0.05277,  // length, far off
    0.09491,  // length, distance
    0.30178,  // length, log ratio squared
    -2.92717, // length, english longer
    -0.78674, // length, english shorter
    -0.01618, // length of one to one
    0.26837,  // starts
    0.23341,  // ends
    0.07931,  // english covered
    0.09052,  // english uncovered
    0.28812,  // english sentence covered least
    -0.02190, // chinese covered
    -0.05186, // chinese uncovered
    0.52149,  // chinese sentence covered least
    0.36064,  // quotation marks
    0.35823,  // question marks
    -0.15518, // exclamation marks
    -0.38261, // dashes
    -0.62745, // colons
    0.37643,  // commas
    0.08154,  // stops
    0.33909,  // brackets
    0.36770,  // quotation marks on one side
    0.68594,  // question marks on one side
    -0.97837, // weak below 0
    -0.31886, // weak below 0.15
    0.03429,  // weak below 0.3
    0.67391,  // weak below 0.5
    0.37697,  // gain below 0
    0.30992,  // gain below 10
    0.42752,  // weak one to one
    -0.39316, // weak, more than one to one
    0.22270,  // shape in document
    0.13511,  // alone in document
    0.59700,  // numbers on one side
    -0.01573, // chinese alone, short
    0.17489,  // english alone, short
    1.48845,  // chinese alone, explained nearby
    1.19682,  // english alone, explained nearby
    -0.32652, // chinese alone, covered nearby
    0.71390,  // english alone, covered nearby
    2.45263,  // chinese alone, without end mark
    -3.43012, // english alone, without end mark
    0.35087,  // chinese alone, length
    -0.50530, // english alone, length
    -0.52554, // several chinese
    -0.78270, // several english
    -2.89664, // chinese sentence hardly needed
    -1.21502, // english sentence hardly needed
    1.45424,  // chinese sentence needed
    0.59755,  // english sentence needed
    0.06318,  // inner sentences without end mark
    0.42736,  // numbers met
    -1.66074, // numbers met outside
];

/// Of the features of cuts.
pub(super) const CUTS: [f32; 30] = [
    -0.04496, // english clause belongs before
    0.17930,  // english clause belongs after
    0.18626,  // chinese clause belongs before
    0.10564,  // chinese clause belongs after
    -0.42861, // english clauses, logarithm
    -0.56921, // chinese clauses, logarithm
    0.88817,  // first words meet
    0.50873,  // last words meet
    2.34038,  // lower case after
    -0.11042, // contrast on one side
    1.51158,  // contrast on both sides
    -0.43232, // english before, own sentence
    0.47012,  // english before, other sentence
    -0.21913, // english after, own sentence
    -0.10747, // english after, other sentence
    -0.38363, // chinese before, own sentence
    0.00846,  // chinese before, other sentence
    -0.34080, // chinese after, own sentence
    -0.46006, // chinese after, other sentence
    -0.51376, // english words crossing
    0.11620,  // chinese words crossing
    0.39475,  // english words staying
    0.26282,  // chinese words staying
    0.13297,  // words crossing
    -0.31747, // words staying
    -0.22581, // crossing against staying
    0.12280,  // sentence after torn
    -0.15959, // sentence before torn
    0.46291,  // end mark on one side
    0.63097,  // end mark on neither side
];

/// Of the ways in which a cut stands to speech, Chinese by English.
pub(super) const TURNS: [f32; 64] = [
    0.41650,  // narration; narration
    -0.73539, // narration; speech starts
    -0.16389, // narration; speech ended
    0.36107,  // narration; speech after speech
    0.64789,  // narration; said
    -0.42675, // narration; speech after said
    -0.05290, // narration; inside, opened before
    0.15996,  // narration; inside
    0.48072,  // speech starts; narration
    0.30416,  // speech starts; speech starts
    -0.01954, // speech starts; speech ended
    0.67312,  // speech starts; speech after speech
    -0.08901, // speech starts; said
    0.09813,  // speech starts; speech after said
    -0.26214, // speech starts; inside, opened before
    0.10958,  // speech starts; inside
    -0.14679, // speech ended; narration
    -0.06475, // speech ended; speech starts
    0.62458,  // speech ended; speech ended
    0.87079,  // speech ended; speech after speech
    -0.42444, // speech ended; said
    -0.54747, // speech ended; speech after said
    -1.56543, // speech ended; inside, opened before
    -1.03180, // speech ended; inside
    -0.12179, // speech after speech; narration
    -0.07342, // speech after speech; speech starts
    0.10442,  // speech after speech; speech ended
    -0.07268, // speech after speech; speech after speech
    -0.05050, // speech after speech; said
    -0.00267, // speech after speech; speech after said
    -0.12921, // speech after speech; inside, opened before
    0.01221,  // speech after speech; inside
    -0.12684, // said; narration
    0.09385,  // said; speech starts
    -0.02207, // said; speech ended
    0.00155,  // said; speech after speech
    -0.81999, // said; said
    -0.00487, // said; speech after said
    0.39357,  // said; inside, opened before
    -0.46062, // said; inside
    0.07019,  // speech after said; narration
    -0.44967, // speech after said; speech starts
    0.00244,  // speech after said; speech ended
    -0.00006, // speech after said; speech after speech
    -0.00068, // speech after said; said
    0.00082,  // speech after said; speech after said
    -0.00084, // speech after said; inside, opened before
    -0.00000, // speech after said; inside
    0.14124,  // inside, opened before; narration
    -0.40678, // inside, opened before; speech starts
    0.48855,  // inside, opened before; speech ended
    -0.30367, // inside, opened before; speech after speech
    0.12787,  // inside, opened before; said
    -0.07134, // inside, opened before; speech after said
    -0.31568, // inside, opened before; inside, opened before
    0.24820,  // inside, opened before; inside
    -0.28502, // inside; narration
    -0.34908, // inside; speech starts
    0.49726,  // inside; speech ended
    -0.05204, // inside; speech after speech
    0.14289,  // inside; said
    0.22191,  // inside; speech after said
    -0.06270, // inside; inside, opened before
    0.40559,  // inside; inside
];

/// Of beads after text without a partner.
pub(super) const AFTER_ALONE: [f32; 3] = [
    3.17755, // chinese alone
    4.58497, // english alone
    0.84705, // paired
];

/// Posteriors with the share of the beads left out that were right.
pub(super) const CALIBRATION: [(f32, f32); 11] = [
    (0.0553, 0.0000),
    (0.2821, 0.3182),
    (0.4459, 0.4019),
    (0.5566, 0.4898),
    (0.6568, 0.6056),
    (0.7552, 0.7309),
    (0.8443, 0.8184),
    (0.9146, 0.8833),
    (0.9650, 0.9578),
    (0.9896, 0.9845),
    (0.9984, 0.9976),
];
