//! What holds after any sequence of corrections: both sides covered once, in order, nothing empty, rows whole, texts as
//! they were, notes on their words; undoing all is the start and redoing all the end; and what is the opposite of what.

use std::sync::Arc;

use proptest::prelude::*;

use super::notation::{check, document, read, write};
use super::*;
use crate::model::{
    AnnotationId, Break, Edit, Furniture, FurnitureKind, History, IndexRange, Motivation, PassageKind, Place, Row,
    SideText, Span, Standing, Target,
};
use SideName::{Source, Translation};

/// An alignment as the aligner makes it: pairs in order, rows where both sides end a passage.
fn any_alignment() -> impl Strategy<Value = Alignment> {
    let status = prop::sample::select(vec!["", "", "", "!", "?", "*"]);
    let bead = (0..3_usize, 0..3_usize, status, any::<bool>());
    prop::collection::vec(bead, 1..10).prop_map(|beads| {
        let (mut source, mut translation) = ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".chars(), 'a'..='z');
        let mut text = String::new();
        for (nth, (a, b, status, ends)) in beads.into_iter().enumerate() {
            let a = if a + b == 0 { 1 } else { a };
            if nth > 0 {
                text.push_str(if ends { " ¶ " } else { " / " });
            }
            text.extend(source.by_ref().take(a));
            text.push('|');
            text.extend(translation.by_ref().take(b));
            text.push_str(status);
        }
        let read = read(&text);
        // Rows as they follow from the pairs: one that is written as two where a bead ties them is one.
        read.regrouped(read.beads.clone())
    })
}

/// A document of an alignment with furniture between and inside its passages.
fn with_furniture(alignment: &Alignment) -> Document {
    let mut document = document(alignment);
    for name in SideName::BOTH {
        let side =
            if name == Source { &mut document.source } else { document.translation.as_mut().expect("it is there") };
        let piece = |text: &str, place| Furniture {
            kind: FurnitureKind::Stamp,
            text: text.to_owned(),
            source: Span::default(),
            place,
        };
        if side.passages.is_empty() {
            continue;
        }
        side.furniture.push(piece("第1页。", Place { passage: 0, offset: 0 }));
        let last = side.passages.len() as u32 - 1;
        let offset = if name == Source { 3 } else { 2 };
        side.furniture.push(piece("印𠮷", Place { passage: last, offset }));
        let furniture = IndexRange::new(1, 2);
        side.passages[last as usize].breaks.push(Break { at: offset, furniture });
        side.furniture.push(piece("完", Place { passage: last + 1, offset: 0 }));
    }
    document
}

/// Something to do, of which the numbers are taken as far as there is something of that number.
#[derive(Clone, Copy, Debug)]
struct Wish {
    what: u8,
    nth: usize,
    other: usize,
    translation: bool,
    rows: bool,
}

fn any_wish() -> impl Strategy<Value = Wish> {
    (0..21_u8, 0..24_usize, 0..24_usize, any::<bool>(), any::<bool>())
        .prop_map(|(what, nth, other, translation, rows)| Wish { what, nth, other, translation, rows })
}

impl Wish {
    fn correction(self, document: &Document, alignment: &Alignment) -> Correction {
        let Self { what, nth, other, translation, rows } = self;
        let side = if translation { Translation } else { Source };
        let len = if rows { alignment.rows.len() } else { alignment.beads.len() };
        let at = nth % len.max(1);
        let unit = if rows { Unit::Row(at) } else { Unit::Bead(at) };
        let shown = document.side(side).expect("both are there");
        let passage = nth % shown.passages.len().max(1);
        let byte = shown.passages.get(passage).map_or(0, |passage| {
            let text = passage.text.text();
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            places[other % places.len()]
        });
        let part = match unit {
            Unit::Bead(nth) => alignment.beads[nth].part(side),
            Unit::Row(nth) => alignment.rows[nth].part(side),
        };
        match what {
            0 => Correction::MergeUp(unit),
            1 => Correction::Merge(unit.level(), at..(at + 2 + other % 2).min(len)),
            2 => Correction::Push(unit, side),
            3 => Correction::Pull(unit, side),
            4 => Correction::FirstUp(unit, side),
            5 => Correction::LastDown(unit, side),
            6 => Correction::Shift(unit, side, other as i32 % 5 - 2),
            7 => Correction::Split { unit, side, at: part.start as usize + other % 3, other: None },
            8 => Correction::Unpair(unit),
            9 | 10 => {
                let level = if rows { Level::Paragraphs } else { Level::Sentences };
                Correction::Pair { level, source: nth, translation: other }
            }
            11 => Correction::Swap(unit),
            12 => Correction::Say(at..at + 1, [Status::Review, Status::LeftOut, Status::Proposed][other % 3]),
            13 => Correction::ConfirmUpTo(at % 3),
            14 => Correction::CutSentence { side, passage, at: byte },
            15 => Correction::JoinSentences { side, segment: nth },
            16 if rows => Correction::CutRow(nth),
            16 => Correction::CutPassage { side, passage, at: byte },
            17 => Correction::JoinPassage { side, passage },
            18 => {
                let called = match other % 3 {
                    0 => Called::Text(TextKind { kind: PassageKind::Heading, level: 2 }),
                    1 => Called::Text(TextKind { kind: PassageKind::Paragraph, level: 0 }),
                    _ => Called::Furniture { kind: FurnitureKind::Noise, row: None },
                };
                Correction::Call { side, passage, called }
            }
            19 => Correction::Move { side, at: other, to: unit },
            _ => {
                let text = TextKind { kind: PassageKind::Note, level: 0 };
                Correction::CallFurniture { side, furniture: nth % 5, text }
            }
        }
    }
}

/// A document with work on it.
struct Desk {
    parsed: Document,
    document: Document,
    work: Work,
    history: History,
}

impl Desk {
    /// With a note on some stretches of each side.
    fn new(alignment: &Alignment, notes: &[(bool, u32, u32)]) -> Self {
        let parsed = with_furniture(alignment);
        let mut work = Work::of(Arc::new(alignment.clone()));
        for (nth, (translation, from, to)) in notes.iter().enumerate() {
            let side = if *translation { Translation } else { Source };
            let text = SideText::new(parsed.side(side).expect("both are there"));
            let within = |position: u32| position % (text.len() + 1);
            let (from, to) = (within(*from).min(within(*to)), within(*from).max(within(*to)));
            let selector = text.selector(from, to).expect("it is inside");
            let targets = vec![Target { side, selector, standing: Standing::Sure }];
            let note = note(&format!("{nth:02}"), targets);
            work = Edit::AddAnnotation(Arc::new(note)).apply(&work).expect("it is new");
        }
        Self { document: parsed.clone(), parsed, work, history: History::default() }
    }

    /// Does it, if it may be done.
    fn correct(&mut self, correction: &Correction) -> Result<(), Refusal> {
        let scene = Scene { parsed: &self.parsed, document: &self.document, work: &self.work };
        let corrected = correction.apply(&scene)?;
        let label = corrected.label.clone();
        assert!(!label.is_empty() && label == correction.label(&self.work.alignment));
        let count = match corrected.chosen {
            Unit::Bead(nth) => nth < corrected.alignment.beads.len(),
            Unit::Row(nth) => nth < corrected.alignment.rows.len(),
        };
        assert!(count, "there is no {:?}", corrected.chosen);
        let next = Edit::Correct(Box::new(corrected)).apply(&self.work).expect("a correction was checked");
        self.history.remember(std::mem::replace(&mut self.work, next), label);
        self.document = self.work.alignment.structure.apply(&self.parsed);
        Ok(())
    }

    fn texts(&self) -> [SideText; 2] {
        SideName::BOTH.map(|side| SideText::new(self.document.side(side).expect("both are there")))
    }

    /// What the notes quote, without what became text since.
    fn quotes(&self) -> Vec<String> {
        let texts = self.texts();
        let quote = |target: &Target| {
            assert!(texts[target.side as usize].holds(&target.selector), "{:?}", target.selector);
            let exact = &target.selector.exact;
            ["第1页。", "印𠮷", "完", "\n"].iter().fold(exact.clone(), |text, new| text.replace(new, ""))
        };
        self.work.annotations.values().flat_map(|note| &note.targets).map(quote).collect()
    }

    fn check(&self) {
        check(&self.document, &self.work.alignment);
        for (name, text) in SideName::BOTH.into_iter().zip(self.texts()) {
            let parsed = SideText::new(self.parsed.side(name).expect("both are there"));
            let kept = ["第1页。", "印𠮷", "完"].iter().fold(text.text().to_owned(), |text, new| text.replace(new, ""));
            assert_eq!(kept.replace('\n', ""), parsed.text().replace('\n', ""), "no text comes or goes");
            let side = self.document.side(name).expect("both are there");
            for (nth, passage) in side.passages.iter().enumerate() {
                for at in &passage.breaks {
                    let held = side.furniture.get(at.furniture.range()).expect("breaks name furniture");
                    assert!(held.iter().all(|one| one.place == Place { passage: nth as u32, offset: at.at }));
                }
            }
        }
    }
}

fn note(id: &str, targets: Vec<Target>) -> Annotation {
    Annotation {
        targets,
        text: "对吗？".to_owned(),
        ..Annotation::new(AnnotationId(id.into()), Motivation::Commenting)
    }
}

/// Whether it is of the kind that cuts paragraphs to let a row cross others.
fn crosses_rows(correction: &Correction) -> bool {
    matches!(correction, Correction::Pair { level: Level::Sentences, .. })
}

/// A row that has the passages it had has the number it had.
fn keeps_numbers(before: &Alignment, after: &Alignment) {
    let parts = |row: &Row| [row.source, row.translation].map(|part| Some(part).filter(|part| !part.is_empty()));
    for row in &before.rows {
        if let Some(same) = after.rows.iter().find(|other| parts(other) == parts(row)) {
            assert_eq!(same.number, row.number, "{} and {}", write(before), write(after));
        }
    }
}

/// The same beside the same, under the same numbers. What stands alone may stand before or after what stands alone on the
/// other side.
fn same(one: &Alignment, other: &Alignment) -> bool {
    let some = |range: IndexRange| Some(range).filter(|range| !range.is_empty());
    let rows = |alignment: &Alignment| {
        let row = |row: &Row| {
            let beads = alignment.beads[row.beads.range()].iter();
            let mut beads: Vec<String> =
                beads.map(|bead| format!("{:?}", (some(bead.source), some(bead.translation)))).collect();
            beads.sort();
            (row.number, some(row.source), some(row.translation), beads)
        };
        let mut rows: Vec<_> = alignment.rows.iter().map(row).collect();
        rows.sort_by_key(|row| row.0);
        rows
    };
    rows(one) == rows(other) && one.source == other.source && one.translation == other.translation
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_sequence_keeps_everything_and_can_be_taken_back(
        alignment in any_alignment(),
        notes in prop::collection::vec((any::<bool>(), 0..99_u32, 0..99_u32), 0..5),
        wishes in prop::collection::vec(any_wish(), 1..24),
    ) {
        let mut desk = Desk::new(&alignment, &notes);
        desk.check();
        let (start, quotes) = (desk.work.clone(), desk.quotes());
        for wish in wishes {
            let correction = wish.correction(&desk.document, &desk.work.alignment);
            let before = (desk.work.clone(), write(&desk.work.alignment));
            match desk.correct(&correction) {
                Ok(()) => {
                    desk.check();
                    let (was, is) = (&before.0.alignment, &desk.work.alignment);
                    prop_assert!(correction.cuts() || was.structure == is.structure || crosses_rows(&correction));
                    if was.structure == is.structure {
                        keeps_numbers(was, is);
                    }
                    prop_assert_eq!(&desk.quotes(), &quotes, "{:?} of {}", correction, before.1);
                }
                Err(refusal) => {
                    prop_assert_eq!(&desk.work, &before.0);
                    prop_assert!(!refusal.to_string().contains("¶0"), "{:?} of {}: {}", correction, before.1, refusal);
                }
            }
        }
        let end = desk.work.clone();
        while let Some(work) = desk.history.undo(desk.work.clone()) {
            desk.work = work;
        }
        prop_assert_eq!(&desk.work, &start);
        while let Some(work) = desk.history.redo(desk.work.clone()) {
            desk.work = work;
        }
        prop_assert_eq!(&desk.work, &end);
    }

    #[test]
    fn each_has_its_opposite(alignment in any_alignment(), wish in any_wish()) {
        let mut desk = Desk::new(&alignment, &[]);
        let correction = wish.correction(&desk.document, &alignment);
        if desk.correct(&correction).is_ok() {
            let after = write(&desk.work.alignment);
            if let Some(opposite) = opposite(&correction, &alignment, &desk.work.alignment) {
                let done = desk.correct(&opposite);
                prop_assert_eq!(done, Ok(()), "{:?} after {:?} of {}: {}", opposite, correction, write(&alignment), after);
                let is_same = same(&desk.work.alignment, &alignment);
                let found = write(&desk.work.alignment);
                prop_assert!(is_same, "{:?} after {:?} of {}: {}, {}", opposite, correction, write(&alignment), after, found);
                prop_assert!(desk.work.alignment.structure.is_empty());
            }
        }
    }
}

/// What takes a correction back by hand, where something does.
fn opposite(correction: &Correction, before: &Alignment, after: &Alignment) -> Option<Correction> {
    match correction {
        Correction::MergeUp(Unit::Bead(nth)) => {
            let (above, bead) = (before.beads[nth - 1], before.beads[*nth]);
            let in_order =
                |one: IndexRange, other: IndexRange| one.is_empty() || other.is_empty() || one.end == other.start;
            if !in_order(above.translation, bead.translation) {
                return None;
            }
            let side = SideName::BOTH.into_iter().find(|side| !bead.part(*side).is_empty())?;
            let at = bead.part(side).start as usize;
            let merged = after.bead_of(side, at)?;
            let cut = |side: SideName| {
                let (above, own) = (above.part(side), bead.part(side));
                if own.is_empty() { above.end } else { own.start }
            };
            // What had one side, or stood alone on either, cannot be told apart by one place.
            let told = above.is_paired() && bead.is_paired();
            told.then(|| Correction::Split {
                unit: Unit::Bead(merged),
                side,
                at,
                other: Some(cut(side.other()) as usize),
            })
        }
        Correction::Swap(Unit::Bead(nth)) => {
            // Text that stands alone may have come to stand between the two.
            let at = after.bead_of(Source, before.beads[*nth].source.start as usize)?;
            after.beads.get(at + 1)?.is_paired().then_some(Correction::Swap(Unit::Bead(at)))
        }
        Correction::CutSentence { side, passage, at } => {
            let segment = after.segment_at(*side, *passage, *at)?;
            let start = after.segments(*side)[segment].at.start as usize;
            // Blanks at the place went to the sentence before.
            let segment = if start >= *at && segment > 0 { segment - 1 } else { segment };
            Some(Correction::JoinSentences { side: *side, segment })
        }
        Correction::CutPassage { side, passage, at } => {
            let begins = before
                .segment_at(*side, *passage, *at)
                .is_some_and(|nth| before.segments(*side)[nth].at.start as usize == *at);
            let same_rows = before.rows.len() == after.rows.len();
            (begins && same_rows).then_some(Correction::JoinPassage { side: *side, passage: passage + 1 })
        }
        Correction::Unpair(Unit::Bead(nth)) => {
            let bead = before.beads[*nth];
            let single = bead.source.len() == 1 && bead.translation.len() == 1 && !before.crosses(*nth);
            single.then_some(Correction::Pair {
                level: Level::Sentences,
                source: bead.source.start as usize,
                translation: bead.translation.start as usize,
            })
        }
        _ => None,
    }
}

#[test]
fn a_move_and_the_move_back_leave_all_as_it_was() {
    use Unit::{Bead as At, Row as Par};
    for (before, there, back) in [
        ("甲|a / 乙丙|b", Correction::FirstUp(At(1), Source), Correction::LastDown(At(0), Source)),
        ("甲|ab / 乙|c", Correction::LastDown(At(0), Translation), Correction::FirstUp(At(1), Translation)),
        ("甲|a / 乙|b / 丙|", Correction::Push(At(0), Translation), Correction::Pull(At(1), Translation)),
        ("甲|a / 乙|b", Correction::Push(At(1), Source), Correction::Pull(At(2), Source)),
        ("甲|a / 乙|b / 丙|c", Correction::Shift(At(1), Source, 2), Correction::Shift(At(3), Source, -2)),
        ("甲|a / 乙|b / 丙|c", Correction::Shift(At(0), Translation, 1), Correction::Shift(At(1), Translation, -1)),
        ("甲|a ¶ 乙|b", Correction::Swap(Par(0)), Correction::Swap(Par(0))),
        (
            "甲|a / 乙|b ¶ 丙|c",
            Correction::MergeUp(Par(1)),
            Correction::Split { unit: Par(0), side: Source, at: 1, other: None },
        ),
        ("甲|a ¶ 乙.丙|b", Correction::FirstUp(Par(1), Source), Correction::LastDown(Par(0), Source)),
        ("甲|a ¶ 乙|b ¶ 丙|", Correction::Push(Par(0), Translation), Correction::Pull(Par(1), Translation)),
        ("甲|a ¶ 乙|", Correction::Push(Par(0), Translation), Correction::Pull(Par(1), Translation)),
    ] {
        let start = read(before);
        let mut desk = Desk::new(&start, &[]);
        desk.correct(&there).unwrap_or_else(|refusal| panic!("{before}: {refusal}"));
        let between = write(&desk.work.alignment);
        assert_ne!(between, before);
        desk.correct(&back).unwrap_or_else(|refusal| panic!("{before}: {between}: {refusal}"));
        let rows = |alignment: &Alignment| {
            alignment.rows.iter().map(|row| (row.number, row.source, row.translation)).collect::<Vec<_>>()
        };
        assert_eq!(rows(&desk.work.alignment), rows(&start), "{before}: {between}: {}", write(&desk.work.alignment));
        let is_rows = there.level() == Level::Paragraphs;
        assert!(is_rows || same(&desk.work.alignment, &start), "{before}: {between}: {}", write(&desk.work.alignment));
    }
}

#[test]
fn furniture_that_becomes_text_carries_notes_along() {
    let alignment = read("甲|a ¶ 乙|b");
    let mut desk = Desk::new(&alignment, &[(false, 0, 1), (false, 2, 6), (false, 4, 7)]);
    let quotes = desk.quotes();
    let text = TextKind { kind: PassageKind::Paragraph, level: 0 };
    for (furniture, passages) in [(1, 4), (0, 5), (0, 6)] {
        let correction = Correction::CallFurniture { side: Source, furniture, text };
        desk.correct(&correction).expect("it is furniture");
        assert_eq!(desk.document.source.passages.len(), passages);
        assert_eq!(desk.quotes(), quotes);
    }
    let texts: Vec<&str> = desk.document.source.passages.iter().map(|passage| passage.text.text()).collect();
    assert_eq!(texts, ["第1页。", "甲来。", "乙", "印𠮷", "来。", "完"]);
    assert_eq!(SideText::new(&desk.document.source).text(), "第1页。\n甲来。\n乙\n印𠮷\n来。\n完");
    // A note that stands on it holds it in the text; without it the way back is open.
    let selector = SideText::new(&desk.document.source).selector(11, 12).expect("it is inside");
    let on_it = note("on it", vec![Target { side: Source, selector, standing: Standing::Sure }]);
    let noted = Edit::AddAnnotation(Arc::new(on_it)).apply(&desk.work).expect("it is new");
    let without = std::mem::replace(&mut desk.work, noted);
    let back = |passage| {
        let called = Called::Furniture { kind: FurnitureKind::Stamp, row: None };
        Correction::Call { side: Source, passage, called }
    };
    assert_eq!(desk.correct(&back(3)), Err(Refusal::Noted));
    desk.work = without;
    for (passage, left) in [(3, 5), (4, 4), (0, 3)] {
        desk.correct(&back(passage)).expect("no note stands on it");
        assert_eq!(desk.document.source.passages.len(), left);
        assert_eq!(desk.quotes(), quotes);
    }
    desk.correct(&Correction::JoinPassage { side: Source, passage: 2 }).expect("it was cut for the stamp");
    assert!(desk.work.alignment.structure.is_empty());
    assert_eq!(desk.document, desk.parsed);
}

#[test]
fn what_is_set_aside_keeps_its_place_and_its_number() {
    let alignment = read("甲|a ¶ 乙| ¶ 丙|b");
    let mut desk = Desk::new(&alignment, &[(false, 3, 9)]);
    let (quotes, start) = (desk.quotes(), desk.work.clone());
    let called = Called::Furniture { kind: FurnitureKind::FileNumber, row: None };
    desk.correct(&Correction::Call { side: Source, passage: 1, called }).expect("it is text");
    assert_eq!(write(&desk.work.alignment), "甲|a ¶ 3: 乙|b");
    assert_eq!(desk.quotes(), quotes);
    let aside = desk.document.source.furniture.iter().position(|one| one.kind == FurnitureKind::FileNumber);
    let text = TextKind { kind: PassageKind::Paragraph, level: 0 };
    let furniture = aside.expect("it is shown there");
    desk.correct(&Correction::CallFurniture { side: Source, furniture, text }).expect("it is furniture");
    assert!(desk.work.alignment.stands_as(&start.alignment), "{}", write(&desk.work.alignment));
    assert_eq!(desk.work.annotations, start.annotations);
}
