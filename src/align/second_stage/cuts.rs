//! What speaks for and against a cut: a place where both texts are parted between two beads.
//!
//! Beads whose content crosses a full stop are most of what the first stage gets wrong, so the words on either side of
//! a cut are asked where they belong: clause by clause, sentence by sentence, and the strongest one by one.

use super::context::{Context, at};
use super::links::{Links, mutual};
use super::marks::TURNS;

/// The features of a cut, in order.
pub const CUT_FEATURES: [&str; 30] = [
    "english clause belongs before",
    "english clause belongs after",
    "chinese clause belongs before",
    "chinese clause belongs after",
    "english clauses, logarithm",
    "chinese clauses, logarithm",
    "first words meet",
    "last words meet",
    "lower case after",
    "contrast on one side",
    "contrast on both sides",
    "english before, own sentence",
    "english before, other sentence",
    "english after, own sentence",
    "english after, other sentence",
    "chinese before, own sentence",
    "chinese before, other sentence",
    "chinese after, own sentence",
    "chinese after, other sentence",
    "english words crossing",
    "chinese words crossing",
    "english words staying",
    "chinese words staying",
    "words crossing",
    "words staying",
    "crossing against staying",
    "sentence after torn",
    "sentence before torn",
    "end mark on one side",
    "end mark on neither side",
];

/// Tokens looked at on either side of a cut for words that meet.
const CHINESE_WORDS: usize = 2;
const ENGLISH_WORDS: usize = 3;
/// How much stronger a link must be than another to count as crossing or staying.
const CLEAR: f32 = 2.0;

/// The features of the cut before Chinese sentence `i` and English sentence `j`.
pub(super) fn features(context: &Context<'_>, (i, j): (usize, usize)) -> [f32; CUT_FEATURES.len()] {
    let mut row = [0.0; CUT_FEATURES.len()];
    let (n, m) = (context.texts.chinese.sentences(), context.texts.english.sentences());
    let (chinese, english) = (&context.texts.marks.0, &context.texts.marks.1);
    row[8] = f32::from(u8::from(english.is_lower(j)));
    row[9] = f32::from(u8::from(chinese.contrasts(i) != english.contrasts(j)));
    row[10] = f32::from(u8::from(chinese.contrasts(i) && english.contrasts(j)));
    let ended =
        (i.checked_sub(1).is_none_or(|i| chinese.is_ended(i)), j.checked_sub(1).is_none_or(|j| english.is_ended(j)));
    row[28] = f32::from(u8::from(ended.0 != ended.1));
    row[29] = f32::from(u8::from(!ended.0 && !ended.1));
    if i < n && j < m {
        row[6] = 0.3 * first_words(context, i, j);
    }
    if i > 0 && j > 0 {
        row[7] = 0.3 * last_words(context, i - 1, j - 1);
    }
    if i == 0 || j == 0 || i == n || j == m {
        return row;
    }
    let (of_english, of_chinese) = (&context.links.1, &context.links.0);
    let clauses = [
        clauses_before(of_english, english.clauses(j), j, (i - 1, i)),
        clauses_after(of_english, english.clauses(j - 1), j - 1, (i - 1, i)),
        clauses_before(of_chinese, chinese.clauses(i), i, (j - 1, j)),
        clauses_after(of_chinese, chinese.clauses(i - 1), i - 1, (j - 1, j)),
    ];
    for (feature, clause) in row.iter_mut().zip(clauses) {
        *feature = 0.2 * clause;
    }
    row[4] = (clauses[0] + clauses[1]).ln_1p();
    row[5] = (clauses[2] + clauses[3]).ln_1p();
    contrasts(context, (i, j), &mut row[11..19]);
    crossings(context, (i, j), &mut row[19..28]);
    row
}

/// How both sides of the cut stand to speech: a place in [`Weights::turns`](super::Weights).
pub(super) fn turn(context: &Context<'_>, (i, j): (usize, usize)) -> u8 {
    (TURNS * context.texts.marks.0.turn(i) + context.texts.marks.1.turn(j)) as u8
}

/// How much the best proper start of clauses of `sentence` prefers the first of two sentences to the second.
fn clauses_before(links: &Links, clauses: &[u32], sentence: usize, (before, after): (usize, usize)) -> f32 {
    let (wanted, given) = (links.of(sentence, before), links.of(sentence, after));
    let (mut sum, mut best, mut start) = (0.0, 0.0_f32, 0);
    for &end in clauses {
        for k in start..end as usize {
            sum += at(wanted, k) - at(given, k);
        }
        best = best.max(sum);
        start = end as usize;
    }
    best
}

/// How much the best proper end of clauses of `sentence` prefers the second of two sentences to the first.
fn clauses_after(links: &Links, clauses: &[u32], sentence: usize, (before, after): (usize, usize)) -> f32 {
    let (wanted, given) = (links.of(sentence, after), links.of(sentence, before));
    let (mut sum, mut best, mut end) = (0.0, 0.0_f32, wanted.len().max(given.len()));
    for &start in clauses.iter().rev() {
        for k in start as usize..end {
            sum += at(wanted, k) - at(given, k);
        }
        best = best.max(sum);
        end = start as usize;
    }
    best
}

/// How much better each of the four sentences at the cut explains its own neighbour than the one across the cut does;
/// what speaks for the cut and what against it apart, as a wrong cut costs more than a right one gains.
fn contrasts(context: &Context<'_>, (i, j): (usize, usize), row: &mut [f32]) {
    let pair = |i: usize, j: usize| context.gains.pair(i, j).unwrap_or_default();
    let (before, after) = (pair(i - 1, j - 1), pair(i, j));
    let (english_late, english_early) = (pair(i - 1, j), pair(i, j - 1));
    let values =
        [before.0 - english_early.0, after.0 - english_late.0, before.1 - english_late.1, after.1 - english_early.1];
    for (cells, value) in row.chunks_mut(2).zip(values) {
        cells[0] = 0.1 * value.clamp(0.0, 20.0);
        cells[1] = 0.1 * value.clamp(-20.0, 0.0);
    }
}

/// Counts of words that clearly belong across the cut, and of those that clearly stay, for the sentence after the cut
/// and the one before it.
fn crossings(context: &Context<'_>, (i, j): (usize, usize), row: &mut [f32]) {
    let count = |links: &Links, sentence: usize, own: usize, other: usize| {
        let (own, other) = (links.of(sentence, own), links.of(sentence, other));
        let (mut crossing, mut staying) = (0.0_f32, 0.0_f32);
        for k in 0..own.len().max(other.len()) {
            let difference = at(other, k) - at(own, k);
            crossing += f32::from(u8::from(difference > CLEAR));
            staying += f32::from(u8::from(difference < -CLEAR));
        }
        (crossing, staying)
    };
    let (of_chinese, of_english) = &context.links;
    let english = [count(of_english, j, i, i - 1), count(of_english, j - 1, i - 1, i)];
    let chinese = [count(of_chinese, i, j, j - 1), count(of_chinese, i - 1, j - 1, j)];
    let crossing = [english[0].0 + english[1].0, chinese[0].0 + chinese[1].0];
    let staying = [english[0].1 + english[1].1, chinese[0].1 + chinese[1].1];
    let (all_crossing, all_staying) = (crossing[0] + crossing[1], staying[0] + staying[1]);
    let torn = |side: usize| {
        let (crossing, staying) = (english[side].0 + chinese[side].0, english[side].1 + chinese[side].1);
        crossing.ln_1p().min(staying.ln_1p())
    };
    let values = [
        crossing[0].ln_1p(),
        crossing[1].ln_1p(),
        staying[0].ln_1p(),
        staying[1].ln_1p(),
        0.2 * all_crossing,
        0.1 * all_staying,
        ((all_crossing + 1.0) / (all_staying + 1.0)).ln(),
        torn(0),
        torn(1),
    ];
    for (feature, value) in row.iter_mut().zip(values) {
        *feature = value;
    }
}

fn first_words(context: &Context<'_>, i: usize, j: usize) -> f32 {
    let (chinese, english) = (context.texts.chinese.of(i), context.texts.english.of(j));
    let links = context.links.1.of(j, i);
    meeting(context, &chinese[..chinese.len().min(CHINESE_WORDS)], &english[..english.len().min(ENGLISH_WORDS)], links)
}

fn last_words(context: &Context<'_>, i: usize, j: usize) -> f32 {
    let (chinese, english) = (context.texts.chinese.of(i), context.texts.english.of(j));
    let first = english.len().saturating_sub(ENGLISH_WORDS);
    let links = context.links.1.of(j, i).get(first..).unwrap_or_default();
    meeting(context, &chinese[chinese.len().saturating_sub(CHINESE_WORDS)..], &english[first..], links)
}

/// Sum over the Chinese tokens of the best link to one of the English ones; only those that are linked to the Chinese
/// sentence at all are asked.
fn meeting(context: &Context<'_>, chinese: &[u32], english: &[u32], links: &[f32]) -> f32 {
    let best = |&token: &u32| {
        let linked = english.iter().zip(links).filter(|&(_, &link)| link > 0.0);
        linked.map(|(&other, _)| mutual(context.lift, token, other)).fold(0.0, f32::max)
    };
    chinese.iter().map(best).sum()
}
