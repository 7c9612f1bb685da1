//! Two sides to an alignment. Knows nothing of files or windows.
//!
//! A bead of a few Chinese and a few English sentences is scored by four terms: words (`gains`), lengths (`length`),
//! marks at its ends (`boundary`) and its shape (`shape`). A monotone dynamic programme (`programme`) finds the best
//! sequence inside a band (`coarse`, `band`); the lexicon that its beads teach (`learned`) helps the next pass.
//! A second stage (`second_stage`) looks closely at the few dozen beads a sentence that come near the best ones, and
//! chooses; how it was fitted and how well it does is in `docs/ALIGNMENT.md`.
//! Rows of whole passages (`rows`) follow from the beads of their sentences.

mod band;
mod boundary;
mod boundary_table;
mod coarse;
mod constraints;
mod cores;
mod document;
mod engine;
mod evidence;
mod gains;
mod glosses;
mod learned;
mod length;
mod lexicon;
mod names;
mod nearby;
mod plan;
mod programme;
mod quotes;
mod reading;
mod rows;
pub mod second_stage;
mod shape;
mod sparse;
mod structure;
mod tokens;
mod values;

pub use boundary::{Boundaries, Edges};
pub use constraints::{Constraints, Contradiction, NotAligned, Pin};
pub use document::{align, align_again, align_row, unaligned, unaligned_around};
pub use evidence::{Reasons, evidence};
pub use lexicon::{Lessons, Lexicon};

use crate::model::{Bead, Cancelled, IndexRange, Progress};
use cores::Cores;
use engine::Texts;
use plan::Plan;
use programme::Link;
use second_stage::{Described, Weights};

/// Aligns sentences that are cut already: beads in order, Chinese as the source, each sentence in exactly one.
///
/// # Errors
/// When the work was cancelled.
pub fn align_segments(chinese: &[&str], english: &[&str], progress: &Progress) -> Result<Vec<Bead>, Cancelled> {
    align_segments_with(chinese, english, &Boundaries::fitted(), &Weights::fitted(), progress)
}

/// The same with parameters of one's own: for measuring with some that did not see the text.
///
/// # Errors
/// When the work was cancelled.
pub fn align_segments_with(
    chinese: &[&str],
    english: &[&str],
    boundaries: &Boundaries,
    weights: &Weights,
    progress: &Progress,
) -> Result<Vec<Bead>, Cancelled> {
    let mut texts = Texts::read(chinese, english, Lexicon::fitted(), Cores::new(progress.threads()));
    let plan = Plan::free(&texts);
    let links = engine::align(&mut texts, None, &plan, boundaries, weights, progress)?;
    Ok(links.into_iter().map(|(link, _)| bead(link)).collect())
}

/// Aligns sentences that are cut already, and keeps what is settled.
///
/// # Errors
/// When what is settled contradicts itself, or the work was cancelled.
pub fn align_segments_again(
    chinese: &[&str],
    english: &[&str],
    settled: &Constraints,
    progress: &Progress,
) -> Result<Vec<Bead>, NotAligned> {
    let plan = Plan::new(settled, (chinese.len(), english.len()))?;
    let mut texts = Texts::read(chinese, english, Lexicon::fitted(), Cores::new(progress.threads()));
    let links = engine::align(&mut texts, None, &plan, &Boundaries::fitted(), &Weights::fitted(), progress)?;
    let mut beads: Vec<_> = links.into_iter().map(|(link, _)| bead(link)).collect();
    constraints::settle(&mut beads, &settled.walls);
    Ok(beads)
}

/// A link as a bead with Chinese as the source.
fn bead(link: Link) -> Bead {
    Bead::proposed(IndexRange::from(link.chinese), IndexRange::from(link.english), link.confidence)
}

/// What the second stage knows of the beads of two sides, stretch by stretch: for fitting its weights.
///
/// # Errors
/// When the work was cancelled.
pub fn describe(
    chinese: &[&str],
    english: &[&str],
    boundaries: &Boundaries,
    lexicon: &Lexicon,
    progress: &Progress,
) -> Result<Vec<Described>, Cancelled> {
    let mut texts = Texts::read(chinese, english, lexicon, Cores::new(progress.threads()));
    let plan = Plan::free(&texts);
    engine::describe(&mut texts, None, &plan, boundaries, progress)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Beads as `(first Chinese, after the last, first English, after the last)`.
    fn check(chinese: &[&str], english: &[&str]) -> Vec<(u32, u32, u32, u32)> {
        let beads = align_segments(chinese, english, &Progress::default()).expect("nobody cancels");
        let (mut i, mut j) = (0, 0);
        for bead in &beads {
            assert_eq!((bead.source.start, bead.translation.start), (i, j), "{beads:?}");
            assert!(bead.source.len() + bead.translation.len() > 0, "{beads:?}");
            assert!((0.0..=1.0).contains(&bead.confidence), "{beads:?}");
            (i, j) = (bead.source.end, bead.translation.end);
        }
        assert_eq!((i as usize, j as usize), (chinese.len(), english.len()), "{beads:?}");
        beads
            .iter()
            .map(|bead| (bead.source.start, bead.source.end, bead.translation.start, bead.translation.end))
            .collect()
    }

    #[test]
    fn sentences_meet_their_translations() {
        let chinese = [
            "1962年8月9日，我们在乌鲁木齐收到了苏联大使的信。",
            "天气很冷，路上没有人；他问我边界在哪里，我没有回答。",
            "“你为什么不说话？”他问。",
            "三百五十头牛羊已经过了河。",
        ];
        let english = [
            "On 9 August 1962 we received the letter of the Soviet ambassador in Urumqi.",
            "It was cold and there was nobody on the road.",
            "He asked me where the border was, and I did not answer.",
            "\"Why don't you speak?\" he asked.",
            "The 350 cattle and sheep had already crossed the river.",
        ];
        assert_eq!(check(&chinese, &english), [(0, 1, 0, 1), (1, 2, 1, 3), (2, 3, 3, 4), (3, 4, 4, 5)]);
    }

    #[test]
    fn all_character_forms_are_one() {
        let chinese = ["羣衆越過了邊界。", "經濟發展需要時間。", "飛機飛過綫路。"];
        let english = ["The masses crossed the border.", "Economic development needs time.", "The plane flew over."];
        assert_eq!(check(&chinese, &english), [(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3)]);
    }

    #[test]
    fn nothing_is_too_odd_to_align() {
        let thousand = vec!["他来了。"; 1000];
        let (long, marks) = ("边界".repeat(200_000), "。，？！".repeat(50));
        let one: [&str; 1] = ["He came to the border."];
        for (chinese, english) in [
            (&[][..], &[][..]),
            (&[], &["a", "", "b"]),
            (&["好", "", ""], &[]),
            (&thousand, &one),
            (&[long.as_str()], &one),
            (&[marks.as_str(), "12345", ""], &["...", "12345", "!!!"]),
            (&["abc", "def"], &["abc def", "好"]),
            (&["\u{0}", "𠮷\u{200d}"], &["\u{feff}", "é"]),
        ] {
            check(chinese, english);
        }
        let english = vec!["He came."; 1000];
        check(&["他来了。"], &english);
    }

    #[test]
    fn a_missing_chapter_comes_out_unpaired() {
        let chapter = |chapter: usize, english: bool| -> Vec<String> {
            let things =
                [("牛", "ox"), ("河", "river"), ("信", "letter"), ("雪", "snow"), ("山", "mountain"), ("船", "boat")];
            let doings = [("卖", "sold"), ("看见", "saw"), ("忘记", "forgot"), ("找到", "found"), ("害怕", "feared")];
            (0..40)
                .map(|k| {
                    let (thing, doing) = (things[(k * 5 + chapter) % 6], doings[(k * 3 + k / 7 + chapter) % 5]);
                    let number = 1000 * chapter + 17 * k;
                    if english {
                        format!("In {number} they {} the {}.", doing.1, thing.1)
                    } else {
                        format!("{number}年他们{}了{}。", doing.0, thing.0)
                    }
                })
                .collect()
        };
        let all: Vec<_> = (1..=5).flat_map(|number| chapter(number, false)).collect();
        let without_third: Vec<_> = [1, 2, 4, 5].into_iter().flat_map(|number| chapter(number, true)).collect();
        let texts = |sentences: &[String]| sentences.to_vec();
        let (chinese, english) = (texts(&all), texts(&without_third));
        let chinese: Vec<_> = chinese.iter().map(String::as_str).collect();
        let english: Vec<_> = english.iter().map(String::as_str).collect();
        let beads = check(&chinese, &english);
        let expected: Vec<_> = (0..200)
            .map(|k| match k {
                0..80 => (k, k + 1, k, k + 1),
                80..120 => (k, k + 1, 80, 80),
                _ => (k, k + 1, k - 40, k - 39),
            })
            .collect();
        assert_eq!(beads, expected);
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        let things = [("牛", "ox"), ("河", "river"), ("信", "letter"), ("雪", "snow"), ("乌鲁木齐", "Urumqi")];
        let sentence = |nth: usize| {
            let thing = things[nth * nth % 5];
            (format!("第{nth}天他们谈到了{}。", thing.0), format!("On day {nth} they spoke of the {}.", thing.1))
        };
        let (mut chinese, english): (Vec<_>, Vec<_>) = (0..1500).map(sentence).unzip();
        chinese.drain(700..720);
        let chinese: Vec<_> = chinese.iter().map(String::as_str).collect();
        let english: Vec<_> = english.iter().map(String::as_str).collect();
        let align = |threads| {
            let progress = Progress::with_threads(std::num::NonZero::new(threads));
            align_segments(&chinese, &english, &progress).expect("nobody cancels")
        };
        let alone = align(1);
        assert!(alone.len() > 1000);
        assert_eq!(align(2), alone);
        assert_eq!(align(7), alone);
    }

    #[test]
    fn work_that_nobody_wants_stops() {
        let progress = Progress::default();
        progress.cancel();
        assert_eq!(align_segments(&["好。"], &["Good."], &progress), Err(Cancelled));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn every_sentence_is_in_one_bead(
            chinese in prop::collection::vec("[他来了边界苏联1962年八月，。？“”a ]{0,12}", 0..30),
            english in prop::collection::vec("[a-e ]{0,8}(the border|Soviet|1962|August|five)?[.?!\"]?", 0..30),
        ) {
            let chinese: Vec<_> = chinese.iter().map(String::as_str).collect();
            let english: Vec<_> = english.iter().map(String::as_str).collect();
            check(&chinese, &english);
        }
    }
}
