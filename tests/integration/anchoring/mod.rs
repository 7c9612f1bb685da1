//! Notes find their places again in corrected texts, and none stands silently where it does not belong.

#![expect(clippy::print_stderr, reason = "the measured shares are told to whoever asks with --nocapture")]

mod alike;
mod texts;

use duizhao::model::anchoring::{move_targets, place_all};
use duizhao::model::{SideName, SideText, Standing, Target};

use self::texts::{Dice, look_alikes, misread, sentence, side_text};

fn target(text: &SideText, start: u32, end: u32) -> Target {
    let selector = text.selector(start, end).expect("it is inside");
    Target { side: SideName::Source, selector, standing: Standing::Sure }
}

/// The code points of the nth occurrence of `quote`.
fn find(text: &SideText, quote: &str, nth: usize) -> (u32, u32) {
    let (at, _) = text.text().match_indices(quote).nth(nth).expect("it is there");
    let start = text.text().get(..at).expect("a match starts at a character").chars().count() as u32;
    (start, start + quote.chars().count() as u32)
}

#[derive(Default, Debug)]
struct Tally {
    /// Of how many the quoted characters are as they were.
    unchanged: usize,
    sure: usize,
    to_confirm: usize,
    lost: usize,
    wrong_sure: usize,
    wrong_to_confirm: usize,
}

impl Tally {
    /// Counts a target that should stand at `right`, give or take a character where a neighbour is the same or was added.
    fn count(&mut self, found: &Target, right: (u32, u32)) {
        let Target { selector, standing, .. } = found;
        let common = selector.end.min(right.1).saturating_sub(selector.start.max(right.0));
        match standing {
            Standing::Sure => {
                self.sure += 1;
                let off = selector.start.abs_diff(right.0).max(selector.end.abs_diff(right.1));
                if off > 2 {
                    eprintln!("wrong: {selector:?} instead of {right:?}");
                    self.wrong_sure += 1;
                }
            }
            Standing::ToConfirm { was } => {
                self.to_confirm += 1;
                if common == 0 {
                    eprintln!("wrong to confirm: {was:?} at {selector:?} instead of {right:?}");
                    self.wrong_to_confirm += 1;
                }
            }
            Standing::Lost => self.lost += 1,
        }
    }

    fn all(&self) -> usize {
        self.sure + self.to_confirm + self.lost
    }
}

/// Notes on a text with errors, moved to the text without or the reverse.
fn corrected(dice: &mut Dice, english: bool, moved: &mut Tally, placed: &mut Tally) {
    let mut passages = Vec::new();
    for _ in 0..12 {
        let mut sentences: Vec<String> = (0..2 + dice.roll(4)).map(|_| sentence(dice, english)).collect();
        if dice.happens(400) {
            sentences.extend(look_alikes(dice, english, 3));
        }
        passages.push(sentences.join(if english { " " } else { "" }));
    }
    let (changed, to) = misread(dice, &passages.join("\n"));
    let (old, new) = (side_text(&passages), side_text(&changed.split('\n').collect::<Vec<_>>()));
    let chars: Vec<char> = old.text().chars().collect();
    let mut targets = Vec::new();
    while targets.len() < 40 {
        let start = dice.roll(chars.len() - 60);
        let longest = if dice.happens(500) { 12 } else { 50 };
        let end = start + 3 + dice.roll(longest);
        if chars[start].is_whitespace() || chars[end - 1].is_whitespace() {
            continue;
        }
        targets.push(target(&old, start as u32, end as u32));
    }
    let all: Vec<&Target> = targets.iter().collect();
    for (tally, found) in [(moved, move_targets(&all, &old, &new)), (placed, place_all(&all, &new))] {
        for (target, found) in targets.iter().zip(found) {
            let (start, end) = (target.selector.start as usize, target.selector.end as usize);
            let right = (to[start], to[end]);
            tally.unchanged += usize::from(new.slice(right.0, right.1) == Some(target.selector.exact.as_str()));
            tally.count(&found, right);
        }
    }
}

#[test]
fn notes_on_corrected_text_are_sure_or_to_confirm_and_none_is_wrong() {
    let mut dice = Dice::new(409);
    for english in [false, true] {
        let (mut moved, mut placed) = (Tally::default(), Tally::default());
        for _ in 0..40 {
            corrected(&mut dice, english, &mut moved, &mut placed);
        }
        eprintln!("english {english}: moved {moved:?}, placed {placed:?}");
        for tally in [moved, placed] {
            assert_eq!(tally.wrong_sure, 0, "{tally:?}");
            assert!(tally.lost * 100 <= tally.all() * 3, "{tally:?}");
            assert!(tally.wrong_to_confirm * 200 <= tally.all(), "{tally:?}");
        }
    }
}

fn moved_to(old: &[&str], new: &[&str], quote: &str, nth: usize) -> (Standing, String) {
    let (old, new) = (side_text(old), side_text(new));
    let (start, end) = find(&old, quote, nth);
    let found = move_targets(&[&target(&old, start, end)], &old, &new).remove(0);
    let held = new.slice(found.selector.start, found.selector.end).unwrap_or_default().to_owned();
    (found.standing, held)
}

#[test]
fn notes_follow_their_text() {
    let (a, b) = ("一九六二年四月，伊宁地区的居民成批外逃。", "苏联领事馆的工作人员拒绝了中国政府的要求。");
    let c = "双方在北京举行了会谈，没有得到任何结果。";
    let joined = format!("{a}{b}");
    for (what, old, new, quote, expected) in [
        ("a paragraph before", vec![a, b], vec![c, a, b], "拒绝了中国", "拒绝了中国"),
        ("a paragraph less", vec![c, a, b], vec![a, b], "成批外逃。", "成批外逃。"),
        ("joined", vec![a, b], vec![joined.as_str()], "外逃。\n苏联", "外逃。苏联"),
        ("split", vec![joined.as_str()], vec![a, b], "外逃。苏联", "外逃。\n苏联"),
        ("moved elsewhere", vec![a, b, c], vec![c, a, b], "没有得到任何结果", "没有得到任何结果"),
        ("traditional", vec!["蘇聯領事館的工作人員拒絕了中國政府的要求。"], vec![c, b], "領事館的工作", "领事馆的工作"),
        (
            "blanks",
            vec!["苏联 领事馆的 工作人员\n拒绝了中国政府的要求。", a],
            vec![b, a],
            "领事馆的 工作人员",
            "领事馆的工作人员",
        ),
        (
            "囘 and beyond",
            vec!["他囘𠮷林去了🏳️‍🌈，没有再到新疆来。", a],
            vec![a, "他囘𠮷林去了🏳️‍🌈，没有再到新疆来。"],
            "囘𠮷林去了🏳️‍🌈",
            "囘𠮷林去了🏳️‍🌈",
        ),
    ] {
        assert_eq!(moved_to(&old, &new, quote, 0), (Standing::Sure, expected.to_owned()), "{what}");
    }
}

#[test]
fn a_changed_number_or_name_is_never_silent() {
    for (old, new, quote) in [
        ("四月以来，共有六万七千人外逃，损失很大。", "四月以来，共有六万八千人外逃，损失很大。", "六万七千人"),
        ("会上，张三同志做了关于边界问题的报告。", "会上，李四同志做了关于边界问题的报告。", "张三同志做了"),
        (
            "In April some 67,000 people fled across the border.",
            "In April some 76,000 people fled across the border.",
            "67,000 people",
        ),
    ] {
        let (standing, _) = moved_to(&[old], &[new], quote, 0);
        assert!(matches!(standing, Standing::ToConfirm { .. }), "{quote}: {standing:?}");
    }
}

#[test]
fn the_right_one_of_fifty_is_found() {
    let mut dice = Dice::new(7);
    let old: Vec<String> = (0..50).map(|_| format!("各位代表！{}", sentence(&mut dice, false))).collect();
    let mut new = old.clone();
    new.insert(20, sentence(&mut dice, false));
    let (old, new) = (side_text(&old), side_text(&new));
    let targets: Vec<Target> =
        (0..50).map(|nth| find(&old, "各位代表", nth)).map(|(start, end)| target(&old, start, end)).collect();
    let found = move_targets(&targets.iter().collect::<Vec<_>>(), &old, &new);
    for (nth, found) in found.iter().enumerate() {
        assert_eq!((found.selector.start, found.selector.end), find(&new, "各位代表", nth), "{nth}");
    }
    let sure = found.iter().filter(|found| found.standing == Standing::Sure).count();
    assert!(sure >= 48, "{sure}");
}
