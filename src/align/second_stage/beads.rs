//! What speaks for and against a bead: its shape, its words, its lengths, its marks and its numbers.

use super::context::Context;
use super::lattice::Edge;
use super::links::Links;

/// The features of a bead, in order.
pub const BEAD_FEATURES: [&str; 54] = [
    "prior",
    "chinese alone",
    "english alone",
    "english words",
    "chinese words",
    "length",
    "length, far off",
    "length, distance",
    "length, log ratio squared",
    "length, english longer",
    "length, english shorter",
    "length of one to one",
    "starts",
    "ends",
    "english covered",
    "english uncovered",
    "english better before",
    "english better after",
    "english sentence better before",
    "english sentence better after",
    "english sentence covered least",
    "chinese covered",
    "chinese uncovered",
    "chinese better before",
    "chinese better after",
    "chinese sentence better before",
    "chinese sentence better after",
    "chinese sentence covered least",
    "quotation marks",
    "question marks",
    "exclamation marks",
    "dashes",
    "colons",
    "commas",
    "stops",
    "brackets",
    "quotation marks on one side",
    "question marks on one side",
    "quotation opens or closes",
    "weak below 0",
    "weak below 0.15",
    "weak below 0.3",
    "weak below 0.5",
    "gain below 0",
    "gain below 10",
    "weak one to one",
    "weak, more than one to one",
    "shape in document",
    "alone in document",
    "numbers on one side",
    "chinese alone, short",
    "english alone, short",
    "chinese alone, explained nearby",
    "english alone, explained nearby",
];

/// Buffers that are used again for each bead.
#[derive(Default)]
pub(super) struct Beads {
    best: Vec<f32>,
}

/// What the words of one side of a bead say.
#[derive(Default)]
struct Coverage {
    covered: f32,
    uncovered: f32,
    better_before: f32,
    better_after: f32,
    sentence_before: f32,
    sentence_after: f32,
    least: f32,
}

impl Beads {
    /// The features of the bead from cut `(p, q)` to cut `(i, j)`.
    pub(super) fn features(
        &mut self,
        context: &Context<'_>,
        edge: &Edge,
        (p, q): (usize, usize),
        (i, j): (usize, usize),
    ) -> [f32; BEAD_FEATURES.len()] {
        let mut row = [0.0; BEAD_FEATURES.len()];
        let shape = context.document.shapes[usize::from(edge.chinese)][usize::from(edge.english)];
        if !edge.is_paired() {
            row[48] = shape;
            alone(context, (p, q), (i, j), &mut row);
            return row;
        }
        row[0] = context.prior.of(i - p, j - q);
        row[47] = shape;
        words(context, (p, q), (i, j), &mut row);
        lengths(context, (p, q), (i, j), &mut row);
        let edges = &context.texts.edges;
        row[12] = context.boundaries.starting(edges.0[p], edges.1[q]);
        row[13] = context.boundaries.ending(edges.0[i - 1], edges.1[j - 1]);
        let (chinese, english) = (&context.texts.chinese, &context.texts.english);
        let of_english = self.coverage(&context.links.1, &context.document.surprise.1, |k| english.of(k), q..j, p..i);
        let of_chinese = self.coverage(&context.links.0, &context.document.surprise.0, |k| chinese.of(k), p..i, q..j);
        of_english.write(&mut row[14..21]);
        of_chinese.write(&mut row[21..28]);
        marks(context, (p, q), (i, j), &mut row[28..39]);
        row[49] = -numbers(context, (p, q), (i, j));
        row
    }

    /// How well the tokens of `mine` are linked to `others`, and where they would be better off.
    fn coverage<'a>(
        &mut self,
        links: &Links,
        surprise: &[f32],
        tokens: impl Fn(usize) -> &'a [u32],
        mine: std::ops::Range<usize>,
        others: std::ops::Range<usize>,
    ) -> Coverage {
        let mut sum = Coverage { least: f32::INFINITY, ..Coverage::default() };
        for sentence in mine {
            let tokens = tokens(sentence);
            self.best.clear();
            self.best.resize(tokens.len(), 0.0);
            for other in others.clone() {
                for (best, &link) in self.best.iter_mut().zip(links.of(sentence, other)) {
                    *best = best.max(link);
                }
            }
            let (mut covered, mut expected) = (0.0, 3.0);
            for (&best, &token) in self.best.iter().zip(tokens) {
                let most = surprise[token as usize];
                covered += best;
                expected += most;
                sum.uncovered += if best < 0.5 { most } else { 0.0 };
            }
            sum.covered += covered;
            if !tokens.is_empty() {
                sum.least = sum.least.min(covered / expected);
            }
            let better = |outside: &[f32]| {
                let (mut words, mut whole) = (0.0, 0.0);
                for (best, outside) in self.best.iter().zip(outside) {
                    let difference = outside - best;
                    words += difference.max(0.0);
                    whole += difference;
                }
                (words, f32::max(whole, 0.0))
            };
            let before = others.start.checked_sub(1).map_or(&[][..], |before| links.of(sentence, before));
            let (words, whole) = better(before);
            sum.better_before += words;
            sum.sentence_before += whole;
            let (words, whole) = better(links.of(sentence, others.end));
            sum.better_after += words;
            sum.sentence_after += whole;
        }
        sum
    }
}

impl Coverage {
    fn write(&self, row: &mut [f32]) {
        let tenths = [
            self.covered,
            self.uncovered,
            self.better_before,
            self.better_after,
            self.sentence_before,
            self.sentence_after,
        ];
        for (feature, value) in row.iter_mut().zip(tenths) {
            *feature = 0.1 * value;
        }
        row[6] = if self.least.is_finite() { self.least } else { 0.0 };
    }
}

/// The gains of the first stage, and how weak they are for a bead of so many tokens.
fn words(context: &Context<'_>, (p, q): (usize, usize), (i, j): (usize, usize), row: &mut [f32]) {
    let english: f32 = (q..j).map(|k| context.gains.english(i - 1, k, i - p)).sum();
    let chinese: f32 = (p..i).map(|k| context.gains.chinese(k, j - 1, j - q)).sum();
    let (texts, total) = (context.texts, english + chinese);
    let tokens = texts.chinese.positions(p..i).len() + texts.english.positions(q..j).len();
    let mean = total / tokens.max(1) as f32;
    (row[3], row[4]) = (0.1 * english, 0.1 * chinese);
    for (feature, least) in row[39..43].iter_mut().zip([0.0, 0.15, 0.3, 0.5]) {
        *feature = f32::max(0.0, least - mean);
    }
    row[43] = 0.1 * f32::max(0.0, -total);
    row[44] = 0.1 * f32::max(0.0, 10.0 - total);
    let one_to_one = i - p == 1 && j - q == 1;
    row[if one_to_one { 45 } else { 46 }] = row[41];
}

/// Several views of how far the lengths are apart.
fn lengths(context: &Context<'_>, (p, q): (usize, usize), (i, j): (usize, usize), row: &mut [f32]) {
    let (expected, seen) = context.texts.lengths.spans(p, i, q, j);
    let distance = context.texts.lengths.distance(p, i, q, j) as f32;
    let ratio = ((seen + 5.0) / (expected + 5.0)).ln() as f32;
    row[5] = -distance.min(30.0);
    row[6] = -0.1 * (distance - 30.0).max(0.0);
    row[7] = -distance.sqrt();
    row[8] = -ratio * ratio;
    row[9] = ratio.max(0.0);
    row[10] = (-ratio).max(0.0);
    row[11] = if i - p == 1 && j - q == 1 { row[5] } else { 0.0 };
}

/// Marks that one side has more of.
fn marks(context: &Context<'_>, (p, q): (usize, usize), (i, j): (usize, usize), row: &mut [f32]) {
    let (of_chinese, of_english) = (&context.texts.marks.0, &context.texts.marks.1);
    let (chinese, english) = (of_chinese.counts(p, i), of_english.counts(q, j));
    for (feature, (one, other)) in row.iter_mut().zip(chinese.iter().zip(english)) {
        *feature = -(one.abs_diff(other).min(4) as f32);
    }
    for (kind, feature) in row[8..10].iter_mut().enumerate() {
        *feature = f32::from(u8::from((chinese[kind] > 0) != (english[kind] > 0)));
    }
    let turns =
        of_chinese.is_quoted(p) != of_chinese.is_quoted(i) || of_english.is_quoted(q) != of_english.is_quoted(j);
    row[10] = f32::from(u8::from(turns));
}

/// Numbers of either side that agree with none of the other, at most three.
fn numbers(context: &Context<'_>, (p, q): (usize, usize), (i, j): (usize, usize)) -> f32 {
    let chinese = context.document.numbers.0.of(p..i);
    let english = context.document.numbers.1.of(q..j);
    let agree = |one: u32, other: u32| context.texts.table.get(one as usize, other) > 0.0;
    let lone = chinese.iter().filter(|&&one| !english.iter().any(|&other| agree(one, other))).count()
        + english.iter().filter(|&&other| !chinese.iter().any(|&one| agree(one, other))).count();
    lone.min(3) as f32
}

/// A sentence without a partner: a short one is lost more easily, and one that a sentence nearby explains less so.
fn alone(context: &Context<'_>, (p, q): (usize, usize), (i, j): (usize, usize), row: &mut [f32]) {
    let texts = context.texts;
    let (expected, seen) = texts.lengths.spans(p, i, q, j);
    let nearby = |cells: [(Option<usize>, Option<usize>); 4], english: bool| {
        let mut best = -10.0_f32;
        for (i, j) in cells {
            let pair = i.zip(j).and_then(|(i, j)| context.gains.pair(i, j));
            best =
                best.max(pair.map_or(-10.0, |(of_english, of_chinese)| if english { of_english } else { of_chinese }));
        }
        0.1 * best.clamp(-10.0, 20.0)
    };
    if i > p {
        let columns = [j.checked_sub(2), j.checked_sub(1), Some(j), Some(j + 1)];
        row[1] = 1.0;
        row[50] = f32::from(u8::from(expected <= 25.0));
        row[52] = nearby(columns.map(|j| (Some(p), j)), false);
    } else {
        let rows = [i.checked_sub(2), i.checked_sub(1), Some(i), Some(i + 1)];
        row[2] = 1.0;
        row[51] = f32::from(u8::from(seen <= 25.0));
        row[53] = nearby(rows.map(|i| (i, Some(q))), true);
    }
}
