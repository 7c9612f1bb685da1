//! Tables of corrections, in the words of `notation`.

use std::sync::Arc;

use super::notation::{check, document, position, read, write};
use super::*;

use crate::model::{FurnitureKind, PassageKind};
use Correction::{FirstUp, LastDown, Merge, MergeUp, Pair, Pull, Push, Shift, Split, Swap, Unpair};
use SideName::{Source, Translation};
use Unit::{Bead as At, Row as Par};

/// What comes of a correction, written down.
fn after(before: &Alignment, correction: &Correction) -> Result<Alignment, Refusal> {
    let document = document(before);
    let work = Work::of(Arc::new(before.clone()));
    let scene = Scene { parsed: &document, document: &document, work: &work };
    let corrected = correction.apply(&scene)?;
    let document = corrected.alignment.structure.apply(&document);
    check(&document, &corrected.alignment);
    Ok(Alignment::clone(&corrected.alignment))
}

fn table(lines: &[(&str, Correction, &str)]) {
    check_all(lines, |before, correction| match after(before, correction) {
        Ok(after) => write(&after),
        Err(refusal) => refusal.to_string(),
    });
}

/// Tells of all lines of a table that are wrong at once.
fn check_all(lines: &[(&str, Correction, &str)], of: impl Fn(&Alignment, &Correction) -> String) {
    let mut wrong = Vec::new();
    for (before, correction, expected) in lines {
        let before = read(before);
        let found = of(&before, correction);
        if found != *expected {
            let (before, label) = (write(&before), correction.label(&before));
            wrong.push(format!("{before}, {label}\n  is       {found}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A move of a sentence to a pair.
fn carried(side: SideName, at: usize, to: usize) -> Correction {
    Correction::Move { side, at, to: At(to) }
}

#[test]
fn pairs_are_split_where_both_sides_have_gone_as_far() {
    // Every sentence of the notation has the same length.
    for (pair, expected) in [
        ("甲乙|ab", "甲|a* / 乙|b*"),
        ("甲乙丙丁|abcd", "甲|a* / 乙丙丁|bcd*"),
        ("甲乙丙丁|ab", "甲乙|a* / 丙丁|b*"),
        ("甲乙|abcd", "甲|ab* / 乙|cd*"),
    ] {
        let before = read(pair);
        let correction = Correction::split_by_length(&before, 0).expect("a side has two");
        assert_eq!(after(&before, &correction).map(|after| write(&after)), Ok(expected.to_owned()), "{pair}");
    }
    assert_eq!(Correction::split_by_length(&read("甲|a"), 0), None);
}

#[test]
fn pairs_of_sentences_are_grouped() {
    table(&[
        // A row is what its pairs tie together, and parts where they no longer do.
        ("甲|a / 乙丙|b", MergeUp(At(1)), "甲乙丙|ab*"),
        ("甲|a / 乙|", MergeUp(At(1)), "甲乙|a*"),
        ("甲| ¶ 乙|a", MergeUp(At(1)), "甲.乙|a*"),
        ("甲|a ¶ 乙|b ¶ 丙|c", MergeUp(At(1)), "甲.乙|a.b* ¶ 3: 丙|c"),
        ("甲|a", MergeUp(At(0)), "Nothing stands above ¶1"),
        ("甲|b / 乙|a", MergeUp(At(1)), "甲乙|ab*"),
        ("甲|a / 乙|c / 丙|b", MergeUp(At(1)), "The translated sentences of ¶1.1 and ¶1.2 do not follow each other"),
        ("甲|a", MergeUp(At(4)), "There is no such pair any more"),
        ("甲|a / 乙|b / 丙|c / 丁|d", Merge(Level::Sentences, 0..3), "甲乙丙|abc* / 丁|d"),
        ("甲|c / 乙|a / 丙|b", Merge(Level::Sentences, 0..3), "甲乙丙|abc*"),
        ("甲|a ¶ 乙| ¶ |b", Merge(Level::Sentences, 0..3), "甲.乙|a.b*"),
        (
            "甲|a / 乙|d / 丙|b / 丁|c",
            Merge(Level::Sentences, 0..2),
            "The translated sentences of ¶1.1 and ¶1.2 do not follow each other",
        ),
        ("甲|a / 乙|b", Merge(Level::Sentences, 1..2), "It is so already"),
        ("甲|a / 乙|b", Merge(Level::Sentences, 1..4), "There is no such pair any more"),
        ("甲|a / 乙丙|b", FirstUp(At(1), Source), "甲乙|a* / 丙|b*"),
        ("甲|a / 乙|b", FirstUp(At(1), Source), "甲乙|a* / |b"),
        ("甲|a / 乙|", FirstUp(At(1), Source), "甲乙|a*"),
        ("甲| / 乙|ab", FirstUp(At(1), Translation), "甲|a* / 乙|b*"),
        ("甲|a ¶ 乙丙|b", FirstUp(At(1), Source), "甲.乙|a.* / 丙|b*"),
        ("甲|a! / 乙丙|b!", FirstUp(At(1), Source), "甲乙|a* / 丙|b*"),
        ("甲|a / 乙|", FirstUp(At(1), Translation), "¶1.2 has no translation"),
        ("甲|ab / 乙|c", LastDown(At(0), Translation), "甲|a* / 乙|bc*"),
        ("甲|a / 乙|b", LastDown(At(0), Translation), "甲| / 乙|ab*"),
        ("甲|a", LastDown(At(0), Translation), "Nothing stands below ¶1"),
        ("甲乙|ab", Split { unit: At(0), side: Source, at: 1, other: None }, "甲|a* / 乙|b*"),
        ("甲乙丙|ab", Split { unit: At(0), side: Source, at: 2, other: None }, "甲乙|a* / 丙|b*"),
        ("甲乙|ab", Split { unit: At(0), side: Source, at: 1, other: Some(2) }, "甲|ab* / 乙|"),
        ("甲乙|a", Split { unit: At(0), side: Source, at: 1, other: Some(0) }, "甲| / 乙|a*"),
        ("甲乙|-", Split { unit: At(0), side: Source, at: 1, other: None }, "甲|- / 乙|-"),
        ("甲.乙|a.b", Split { unit: At(0), side: Translation, at: 1, other: None }, "甲|a* ¶ 乙|b*"),
        (
            "甲乙|ab",
            Split { unit: At(0), side: Source, at: 0, other: Some(0) },
            "¶1 cannot be split here: nothing stands before this place",
        ),
        ("甲|a / 乙|bc", carried(Translation, 1, 0), "甲|ab* / 乙|c*"),
        ("甲|ab / 乙|c", carried(Translation, 0, 1), "甲| / 乙|abc*"),
        ("甲|a / 乙| / 丙|bc", carried(Translation, 1, 0), "甲|ab* / 乙| / 丙|c*"),
        ("甲|ab / 乙|! / 丙|c", carried(Translation, 1, 2), "甲|a* / 乙|! / 丙|bc*"),
        ("甲|a / |b / 乙|c", carried(Source, 0, 2), "|a / |b / 甲乙|c*"),
        ("甲|a / 乙|b / 丙|cd", carried(Translation, 2, 0), "¶1.2 stands between, with translation of its own"),
        ("甲|ab", carried(Translation, 1, 0), "It is so already"),
        ("甲|a", carried(Translation, 7, 0), "There is no such pair any more"),
        ("甲乙|ab / 丙|c", Unpair(At(0)), "甲乙|* / |ab* / 丙|c"),
        ("甲|a ¶ 乙|b", Unpair(At(0)), "甲|* ¶ 3: |a* ¶ 2: 乙|b"),
        ("甲|a / 乙|", Unpair(At(1)), "¶1.2 has one side alone"),
        ("甲|b / 乙|a / 丙|c", Unpair(At(0)), "甲|* / 乙|a / |b* / 丙|c"),
    ]);
}

#[test]
fn columns_move_to_where_there_is_room() {
    table(&[
        // A sentence that was left out shifted all that follows, until the aligner put two into one.
        ("甲|a / 乙|b / 丙|c / 丁| / 戊|d", Push(At(0), Translation), "甲|* / 乙|a / 丙|b / 丁|c / 戊|d"),
        ("甲|a / 乙|b", Push(At(0), Translation), "甲|* / 乙|a / |b"),
        ("甲|a / 乙|b / 丙|c! / 丁|", Push(At(0), Translation), "甲|* / 乙|a / |b / 丙|c! / 丁|"),
        ("甲|a ¶ 乙|b ¶ 丙|c", Push(At(1), Source), "甲|a ¶ 4: |b* ¶ 2: 乙|c ¶ 3: 丙|"),
        ("|a / 甲|b / 乙|c", Push(At(0), Translation), "甲|a / 乙|b / |c"),
        ("甲| / 乙|a", Push(At(0), Translation), "¶1.1 has no translation"),
        ("甲|a / 乙|b / 丙|c", Pull(At(1), Translation), "甲|ab* / 乙|c / 丙|"),
        ("甲|a / 乙|b / |c / 丙|d", Pull(At(1), Translation), "甲|ab* / 乙|c / 丙|d"),
        ("甲| / 乙|a / 丙|b / |c / 丁|d", Pull(At(1), Translation), "甲|a* / 乙|b / 丙|c / 丁|d"),
        ("甲|a / 乙|b / 丙|c? / 丁|d", Pull(At(1), Translation), "甲|ab* / 乙| / 丙|c? / 丁|d"),
        ("甲|a / 乙| / 丙|b / 丁|c", Pull(At(2), Translation), "甲|a / 乙|b* / 丙|c / 丁|"),
        ("甲|a", Pull(At(0), Source), "Nothing stands above ¶1"),
        ("甲|a / 乙|b / 丙|c", Shift(At(1), Translation, 2), "甲|a / 乙|* / 丙|* / |b / |c"),
        ("甲|a / 乙|b / 丙| / 丁|c / 戊|d!", Shift(At(1), Translation, 1), "甲|a / 乙|* / 丙|b / 丁| / |c / 戊|d!"),
        ("甲| / 乙| / 丙|a / 丁|b", Shift(At(2), Translation, -2), "甲|a* / 乙|b / 丙| / 丁|"),
        ("甲|a / 乙| / 丙|b", Shift(At(2), Translation, -2), "¶1.1 is in the way: it has translation of its own"),
        ("甲| / 乙|a", Shift(At(1), Translation, -2), "Nothing stands above ¶1.1"),
        ("甲|a", Shift(At(0), Translation, 0), "It is so already"),
    ]);
}

#[test]
fn rows_of_paragraphs_are_grouped() {
    let split = |at| Split { unit: Par(0), side: Source, at, other: None };
    table(&[
        ("甲|a / 乙|b ¶ 丙|c", MergeUp(Par(1)), "甲|a / 乙.|b. / 丙|c"),
        ("甲|a ¶ 乙| ¶ 丙|b", MergeUp(Par(1)), "甲.|a / 乙| ¶ 3: 丙|b"),
        // Two sides that stand alone become a pair as a whole.
        ("甲乙| ¶ |ab", MergeUp(Par(1)), "甲乙|ab*"),
        ("甲|a! ¶ 乙|b!", MergeUp(Par(1)), "甲.|a.! / 乙|b!"),
        ("甲|a", MergeUp(Par(0)), "Nothing stands above ¶1"),
        ("甲|a ¶ 乙|b ¶ 丙|c ¶ 丁|d", Merge(Level::Paragraphs, 1..4), "甲|a ¶ 乙.|b. / 丙.|c. / 丁|d"),
        // Torn from all its partners, a row is one pair as a whole.
        ("甲|a ¶ 乙丙|b / 丁|c ¶ 戊|", Push(Par(0), Translation), "甲|* ¶ 乙丙丁|a ¶ 戊|bc"),
        ("甲|a ¶ 乙|b ¶ 丙|c!", Push(Par(0), Source), "4: |a* ¶ 1: 甲|b ¶ 2: 乙| ¶ 3: 丙|c!"),
        ("甲|a ¶ 乙|b ¶ |c ¶ 丙|d", Pull(Par(1), Translation), "甲|a. / |b ¶ 乙|c ¶ 4: 丙|d"),
        ("甲|a / 乙.|b / 丙|c ¶ 丁|d", LastDown(Par(0), Source), "甲|a / 乙|b / |c ¶ 丙.| / 丁|d"),
        ("甲|a ¶ 乙|b. / 丙|c ¶ 丁|", FirstUp(Par(1), Translation), "甲|a. / |b ¶ 乙| / 丙|c ¶ 丁|"),
        ("甲|a ¶ 乙|b", FirstUp(Par(1), Translation), "甲|a. / |b ¶ 乙|"),
        ("甲|a ¶ 乙|b ¶ 丙|c", Shift(Par(1), Translation, 1), "甲|a ¶ 乙|* ¶ 丙|b ¶ |c"),
        ("甲|a / 乙.|b. / 丙|c", split(1), "甲|a / 乙|b ¶ 丙|c"),
        ("甲|a. / 乙.|b / 丙|c", split(1), "甲|a / 乙| ¶ |b / 丙|c"),
        ("甲乙.丙|ab", split(1), "甲乙|ab ¶ 丙|"),
        ("甲|a", split(1), "¶1 cannot be split here: nothing stands before this place"),
        ("甲|a / 乙|b ¶ 丙|c", Unpair(Par(0)), "甲|* / 乙|* ¶ 3: |a* / |b* ¶ 2: 丙|c"),
        ("甲|a / 乙|b ¶ 丙|c", Swap(Par(0)), "甲乙|c* ¶ 丙|ab*"),
        (
            "甲|a ¶ 乙|b ¶ 丙|c",
            Pair { level: Level::Paragraphs, source: 0, translation: 2 },
            "甲|c* ¶ 4: |a ¶ 2: 乙|b ¶ 3: 丙|",
        ),
    ]);
}

#[test]
fn two_are_paired_wherever_they_stand() {
    let pair = |source: char, translation: char| Pair {
        level: Level::Sentences,
        source: position(Source, source),
        translation: position(Translation, translation),
    };
    table(&[
        ("甲| / |a / 乙|b", pair('甲', 'a'), "甲|a* / 乙|b"),
        ("甲乙丙|abc", pair('乙', 'b'), "甲|a / 乙|b* / 丙|c"),
        ("甲|a / 乙|b", pair('甲', 'b'), "|a / 甲|b* / 乙|"),
        ("甲|a / 乙|b / 丙|c", pair('甲', 'c'), "甲|c* / |a / 乙|b / 丙|"),
        // Nothing stands between: the rows become one, and nothing is cut.
        ("甲|a / 乙| ¶ |b / 丙|c", pair('乙', 'b'), "甲|a. / 乙.|b* / 丙|c"),
        // A whole paragraph crosses as a row.
        ("甲|a ¶ 乙|b ¶ 丙|c", pair('甲', 'c'), "甲|c* ¶ 4: |a ¶ 2: 乙|b ¶ 3: 丙|"),
        // In another row the paragraphs are cut around the two, so that rows stay whole.
        (
            "甲|a / 乙| / 丙|b ¶ 丁|c ¶ 戊|d / |e / 己|f",
            pair('乙', 'e'),
            "甲|a ¶ 4: 乙|e* ¶ 5: 丙|b ¶ 2: 丁|c ¶ 3: 戊|d ¶ 己|f",
        ),
        ("甲|a / 乙|b", Swap(At(0)), "甲|b* / 乙|a*"),
        ("甲|b / 乙|a", Swap(At(0)), "甲|a* / 乙|b*"),
        ("甲|a ¶ 乙|b", Swap(At(0)), "甲|b* ¶ 乙|a*"),
        ("甲|a / 乙|", Swap(At(0)), "¶1.2 has one side alone"),
    ]);
}

/// What comes of a correction by the texts of the sentences, with the kinds of paragraphs that are none.
fn shown(before: &Alignment, correction: &Correction) -> String {
    let parsed = document(before);
    let work = Work::of(Arc::new(before.clone()));
    let scene = Scene { parsed: &parsed, document: &parsed, work: &work };
    match correction.apply(&scene) {
        Ok(corrected) => {
            let document = corrected.alignment.structure.apply(&parsed);
            check(&document, &corrected.alignment);
            super::notation::spell(&document, &corrected.alignment)
        }
        Err(refusal) => refusal.to_string(),
    }
}

#[test]
fn sentences_and_paragraphs_are_cut() {
    let cut = |passage, at| Correction::CutSentence { side: Source, passage, at };
    let join = |segment| Correction::JoinSentences { side: Source, segment };
    let cut_passage = |side, passage, at| Correction::CutPassage { side, passage, at };
    let spelled = |lines: &[(&str, Correction, &str)]| check_all(lines, shown);
    spelled(&[
        ("甲|a! / 乙|b", cut(0, 3), "甲·来。|a ok. ! / 乙来。|b ok. "),
        ("甲|a / 乙|b", cut(0, 12), "甲来。|a ok.  / 乙·来。|b ok. "),
        ("甲|a", Correction::CutSentence { side: Translation, passage: 0, at: 1 }, "甲来。|a ·ok. "),
        ("甲|a", Correction::CutSentence { side: Translation, passage: 0, at: 5 }, "The text cannot be cut here"),
        ("甲|a", cut(0, 4), "The text cannot be cut here"),
        ("甲|a", cut(0, 0), "The text cannot be cut here"),
        ("甲|a / 乙|b", cut(0, 9), "The text is cut here already"),
        ("甲|a", cut(7, 0), "There is no such pair any more"),
        ("甲乙丙|a! / 丁|b", join(1), "甲来。·乙来。丙来。|a ok. ! / 丁来。|b ok. "),
        ("甲|a / 乙|b", join(0), "The two sentences stand in two pairs, ¶1.1 and ¶1.2"),
        ("甲.乙|a", join(0), "No sentence of this paragraph follows"),
        // The other side ends there too, so the row parts; else it is a row of two paragraphs.
        ("甲|a. / 乙|b", cut_passage(Source, 0, 9), "甲来。|a ok.  ¶ 乙来。|b ok. "),
        ("甲|a / 乙|b", cut_passage(Source, 0, 9), "甲来。.|a ok.  / 乙来。|b ok. "),
        ("甲|a ¶ 乙|b", cut_passage(Source, 0, 3), "甲.来。|a ok.  ¶ 乙来。|b ok. "),
        ("甲|a", cut_passage(Source, 0, 9), "The text cannot be cut here"),
        (
            "甲|a / 乙|b / 丙|c ¶ 丁|d",
            Correction::CutRow(1),
            "甲来。|a ok.  ¶ 乙来。|b ok.  / 丙来。|c ok.  ¶ 丁来。|d ok. ",
        ),
        ("甲|a / |b / 乙|", Correction::CutRow(1), "甲来。|a ok.  ¶ |b ok.  ¶ 乙来。|"),
        ("甲|a / 乙|b", Correction::CutRow(0), "The text is cut here already"),
        ("甲|b / 乙|a", Correction::CutRow(1), "¶1.1 and ¶1.2 cannot be parted from what stands between them"),
        ("甲|a ¶ 乙|b", Correction::JoinPassage { side: Source, passage: 1 }, "This paragraph begins so in the file"),
    ]);
}

#[test]
fn passages_are_called_what_they_are() {
    let heading = Called::Text(TextKind { kind: PassageKind::Heading, level: 9 });
    let stamp = Called::Furniture { kind: FurnitureKind::Stamp, row: None };
    let call = |passage, called| Correction::Call { side: Source, passage, called };
    let paragraph = Called::Text(TextKind { kind: PassageKind::Paragraph, level: 0 });
    let spelled = |lines: &[(&str, Correction, &str)]| check_all(lines, shown);
    spelled(&[
        ("甲|a ¶ 乙|b", call(1, heading), "甲来。|a ok.  ¶ Heading6 乙来。|b ok. "),
        ("甲|a ¶ 乙|b", call(1, paragraph), "It is so already"),
        ("甲|a ¶ 乙|b ¶ 丙|c", call(1, stamp), "甲来。|a ok.  ¶ |b ok.  ¶ 丙来。|c ok.  (Stamp 乙来。)"),
        ("甲.乙.丙|ab!", call(1, stamp), "甲来。.丙来。|a ok. ·b ok. ! (Stamp 乙来。)"),
        ("甲|a", call(0, stamp), "This is the only paragraph of the source text"),
        ("甲|a", call(4, stamp), "There is no such pair any more"),
    ]);
}
