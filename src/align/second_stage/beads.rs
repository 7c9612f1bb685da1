//! What speaks for and against a bead: its shape, its words, its lengths, its marks and its numbers.

use std::ops::Range;

use super::context::Context;
use super::lattice::Edge;
use super::links::Links;

/// The features of a bead, in order.
pub const BEAD_FEATURES: [&str; 60] = [
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
    "english sentence covered least",
    "chinese covered",
    "chinese uncovered",
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
    "chinese alone, covered nearby",
    "english alone, covered nearby",
    "chinese alone, without end mark",
    "english alone, without end mark",
    "chinese alone, length",
    "english alone, length",
    "several chinese",
    "several english",
    "chinese sentence hardly needed",
    "english sentence hardly needed",
    "chinese sentence needed",
    "english sentence needed",
    "inner sentences without end mark",
    "numbers met",
    "numbers met outside",
];

/// Buffers that are used again for each bead.
#[derive(Default)]
pub(super) struct Beads {
    best: Vec<f32>,
    /// The same but for the first, and but for the last sentence of the other side.
    but_first: Vec<f32>,
    but_last: Vec<f32>,
}

/// What the words of one side of a bead say.
#[derive(Default)]
struct Coverage {
    covered: f32,
    uncovered: f32,
    least: f32,
    /// What would be lost without the first, and without the last sentence of the other side.
    lost: (f32, f32),
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
            row[39] = shape;
            alone(context, (p, q), (i, j), &mut row);
            return row;
        }
        row[0] = context.prior.of(i - p, j - q);
        row[38] = shape;
        words(context, (p, q), (i, j), &mut row);
        lengths(context, (p, q), (i, j), &mut row);
        let edges = &context.texts.edges;
        row[12] = context.boundaries.starting(edges.0[p], edges.1[q]);
        row[13] = context.boundaries.ending(edges.0[i - 1], edges.1[j - 1]);
        let (chinese, english) = (&context.texts.chinese, &context.texts.english);
        let of_english = self.coverage(&context.links.1, &context.document.surprise.1, |k| english.of(k), q..j, p..i);
        let of_chinese = self.coverage(&context.links.0, &context.document.surprise.0, |k| chinese.of(k), p..i, q..j);
        of_english.write(&mut row[14..17]);
        of_chinese.write(&mut row[17..20]);
        marks(context, (p, q), (i, j), &mut row[20..30]);
        numbers(context, (p, q), (i, j), &mut row);
        let (of_chinese_weight, of_english_weight) = (&context.document.weight.0, &context.document.weight.1);
        row[51] = f32::from(u8::from(i - p > 1));
        row[52] = f32::from(u8::from(j - q > 1));
        (row[53], row[55]) = needed(of_english.lost, of_chinese_weight, p..i);
        (row[54], row[56]) = needed(of_chinese.lost, of_english_weight, q..j);
        let (of_chinese, of_english) = (&context.texts.marks.0, &context.texts.marks.1);
        let inner = (p..i - 1).filter(|&k| !of_chinese.is_ended(k)).count()
            + (q..j - 1).filter(|&k| !of_english.is_ended(k)).count();
        row[57] = inner.min(3) as f32;
        row
    }

    /// How well the tokens of `mine` are linked to `others`, and what each end of these is needed for.
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
            let several = others.len() > 1;
            self.but_first.clear();
            self.but_last.clear();
            if several {
                self.but_first.resize(tokens.len(), 0.0);
                self.but_last.resize(tokens.len(), 0.0);
            }
            for other in others.clone() {
                let links = links.of(sentence, other);
                for (best, &link) in self.best.iter_mut().zip(links) {
                    *best = best.max(link);
                }
                if several && other > others.start {
                    for (best, &link) in self.but_first.iter_mut().zip(links) {
                        *best = best.max(link);
                    }
                }
                if several && other + 1 < others.end {
                    for (best, &link) in self.but_last.iter_mut().zip(links) {
                        *best = best.max(link);
                    }
                }
            }
            for (best, (but_first, but_last)) in self.best.iter().zip(self.but_first.iter().zip(&self.but_last)) {
                sum.lost.0 += best - but_first;
                sum.lost.1 += best - but_last;
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
        }
        sum
    }
}

impl Coverage {
    fn write(&self, row: &mut [f32]) {
        (row[0], row[1]) = (0.1 * self.covered, 0.1 * self.uncovered);
        row[2] = if self.least.is_finite() { self.least } else { 0.0 };
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
    for (feature, least) in row[30..34].iter_mut().zip([0.0, 0.15, 0.3, 0.5]) {
        *feature = f32::max(0.0, least - mean);
    }
    row[34] = 0.1 * f32::max(0.0, -total);
    row[35] = 0.1 * f32::max(0.0, 10.0 - total);
    let one_to_one = i - p == 1 && j - q == 1;
    row[if one_to_one { 36 } else { 37 }] = row[32];
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
}

/// How little, and how much, the first or the last of several sentences is needed to explain the other side: the
/// lesser of both.
fn needed(lost: (f32, f32), weight: &[f32], sentences: Range<usize>) -> (f32, f32) {
    if sentences.len() < 2 {
        return (0.0, 0.0);
    }
    let share = |lost: f32, sentence: usize| lost / (weight[sentence] + 3.0);
    let least = share(lost.0, sentences.start).min(share(lost.1, sentences.end - 1));
    (f32::max(0.0, 0.3 - least), 0.3 * lost.0.min(lost.1).ln_1p())
}

/// Numbers of either side that agree with none of the other, those that agree, and those that agree with one in a
/// sentence nearby but with none in the bead.
fn numbers(context: &Context<'_>, (p, q): (usize, usize), (i, j): (usize, usize), row: &mut [f32]) {
    let numbers = &context.document.numbers;
    let (chinese, english) = (numbers.0.of(p..i), numbers.1.of(q..j));
    if chinese.is_empty() && english.is_empty() {
        return;
    }
    let all = (context.texts.chinese.sentences(), context.texts.english.sentences());
    let agree = |one: u32, other: u32| context.texts.table.get(one as usize, other) > 0.0;
    let (mut lone, mut met, mut outside) = (0, 0, 0);
    let before_after = |start: usize, end: usize, all: usize| [start.saturating_sub(1)..start, end..(end + 1).min(all)];
    for &one in chinese {
        if english.iter().any(|&other| agree(one, other)) {
            met += 1;
        } else {
            lone += 1;
            let near = before_after(q, j, all.1);
            outside +=
                usize::from(near.into_iter().any(|range| numbers.1.of(range).iter().any(|&other| agree(one, other))));
        }
    }
    for &other in english {
        if !chinese.iter().any(|&one| agree(one, other)) {
            lone += 1;
            let near = before_after(p, i, all.0);
            outside +=
                usize::from(near.into_iter().any(|range| numbers.0.of(range).iter().any(|&one| agree(one, other))));
        }
    }
    row[40] = -(lone.min(3) as f32);
    row[58] = met.min(3) as f32;
    row[59] = -(outside.min(3) as f32);
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
        row[41] = f32::from(u8::from(expected <= 25.0));
        row[43] = nearby(columns.map(|j| (Some(p), j)), false);
        row[45] = covered(&context.links.0, p, j, context.document.weight.0[p]);
        row[47] = f32::from(u8::from(!texts.marks.0.is_ended(p)));
        row[49] = 0.3 * (expected as f32).ln_1p();
    } else {
        let rows = [i.checked_sub(2), i.checked_sub(1), Some(i), Some(i + 1)];
        row[2] = 1.0;
        row[42] = f32::from(u8::from(seen <= 25.0));
        row[44] = nearby(rows.map(|i| (i, Some(q))), true);
        row[46] = covered(&context.links.1, q, i, context.document.weight.1[q]);
        row[48] = f32::from(u8::from(!texts.marks.1.is_ended(q)));
        row[50] = 0.3 * (seen as f32).ln_1p();
    }
}

/// The best share of a sentence that one of the two beside a cut explains.
fn covered(links: &Links, sentence: usize, cut: usize, weight: f32) -> f32 {
    let share = |other: usize| links.of(sentence, other).iter().sum::<f32>() / (weight + 3.0);
    cut.checked_sub(1).map_or(0.0, share).max(share(cut))
}
