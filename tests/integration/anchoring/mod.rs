//! Notes find their places again in corrected texts, and none stands silently where it does not belong.

mod texts;

use duizhao::model::anchoring::{move_targets, place, place_all};
use duizhao::model::{SideName, SideText, Standing, Target};

use self::texts::{Dice, look_alikes, misread, sentence, side_text};

fn target(text: &SideText, start: u32, end: u32) -> Target {
    let selector = text.selector(start, end).expect("it is inside");
    Target { side: SideName::Source, selector, standing: Standing::Sure }
}

/// The code points of the nth occurrence of `quote`.
fn find(text: &SideText, quote: &str, nth: usize) -> (u32, u32) {
    let (at, _) = text.text().match_indices(quote).nth(nth).expect("it is there");
    let start = text.text()[..at].chars().count() as u32;
    (start, start + quote.chars().count() as u32)
}

/// A text of paragraphs in which look-alikes stand among others; the annotated one is deleted in the second.
fn deleted(dice: &mut Dice, english: bool) -> (SideText, SideText, Target) {
    let count = 3 + dice.roll(5);
    let alike = look_alikes(dice, english, count);
    let chosen = dice.roll(alike.len());
    let between = dice.roll(3);
    let own_paragraphs = dice.happens(500);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    let (mut before, mut after) = (sentence(dice, english), String::new());
    after.clone_from(&before);
    let gap = if english { " " } else { "" };
    for (nth, one) in alike.iter().enumerate() {
        if own_paragraphs {
            old.push(std::mem::take(&mut before));
            new.push(std::mem::take(&mut after));
        }
        for _ in 0..dice.roll(between + 1) {
            let filler = sentence(dice, english);
            before.extend([gap, &filler]);
            after.extend([gap, &filler]);
        }
        before.extend([gap, one]);
        if nth != chosen {
            after.extend([gap, one]);
        }
    }
    let end = sentence(dice, english);
    old.push(before + gap + &end);
    new.push(after + gap + &end);
    new.retain(|passage| !passage.is_empty());
    old.retain(|passage| !passage.is_empty());
    let (old, new) = (side_text(&old), side_text(&new));
    let (start, end) = find(&old, &alike[chosen], 0);
    let (from, to) = match dice.roll(3) {
        0 => (start, end),
        _ => {
            let from = start + dice.roll((end - start - 4) as usize) as u32;
            (from, from + 2 + dice.roll((end - from - 2) as usize) as u32)
        }
    };
    let target = target(&old, from, to);
    (old, new, target)
}

#[test]
fn no_note_goes_silently_to_a_look_alike() {
    let mut dice = Dice::new(62);
    for case in 0..4_000 {
        let (old, new, target) = deleted(&mut dice, case % 2 == 1);
        let moved = move_targets(&[&target], &old, &new).remove(0);
        let placed = place(&target, &new);
        for (how, found) in [("moved", moved), ("placed", placed)] {
            assert!(
                found.standing != Standing::Sure,
                "case {case}, {how}: {:?} became {:?}\n{}\n---\n{}",
                target.selector,
                found.selector,
                old.text(),
                new.text()
            );
        }
    }
}

#[derive(Default, Debug)]
struct Tally {
    sure: usize,
    to_confirm: usize,
    lost: usize,
    wrong_sure: usize,
    wrong_to_confirm: usize,
}

impl Tally {
    /// Counts a target that should stand at `right`. What was added after its last character is its or is not.
    fn count(&mut self, found: &Target, right: (u32, u32), least: u32) {
        let common = found.selector.end.min(right.1).saturating_sub(found.selector.start.max(right.0));
        let all = found.selector.end.max(right.1) - found.selector.start.min(right.0);
        match found.standing {
            Standing::Sure => {
                self.sure += 1;
                self.wrong_sure +=
                    usize::from(found.selector.start != right.0 || !(least..=right.1).contains(&found.selector.end));
            }
            Standing::ToConfirm { .. } => {
                self.to_confirm += 1;
                self.wrong_to_confirm += usize::from(common * 2 < all);
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
            tally.count(&found, (to[start], to[end]), to[end - 1] + 1);
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
        println!("english {english}: moved {moved:?}, placed {placed:?}");
        for tally in [moved, placed] {
            assert_eq!(tally.wrong_sure, 0, "{tally:?}");
            assert!(tally.lost * 100 <= tally.all() * 3, "{tally:?}");
            assert!(tally.wrong_to_confirm * 200 <= tally.all(), "{tally:?}");
        }
    }
}
