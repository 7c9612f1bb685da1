//! Aligning again around what a person has settled: walls are kept, pins are held, everything else is covered once.

use duizhao::align::{
    Constraints, Contradiction, NotAligned, Pin, align, align_again, align_row, align_segments_again,
};
use duizhao::import;
use duizhao::model::{
    Alignment, Bead, Correction, Document, IndexRange, Level, Progress, Scene, SideName, Status, Unit, Work, fits,
};
use proptest::prelude::*;

const CHINESE: [&str; 8] = [
    "边境牧民赶着牛羊过了河。",
    "他们要求派人调查。",
    "这难道不合理吗？",
    "1961年5月12日，我们收到了来信。",
    "天气很冷。",
    "主席和总理在北京会见了苏联大使，谈了两个小时。",
    "我们建议双方代表在7月以前会面。",
    "共印61份。",
];
const ENGLISH: [&str; 8] = [
    "The herdsmen crossed the river with their cattle and sheep.",
    "They demand that someone be sent to investigate.",
    "Isn't this reasonable?",
    "On 12 May 1961 we received the letter.",
    "It was cold.",
    "In Beijing the Chairman and the Premier met the Soviet ambassador.",
    "They talked for two hours.",
    "We suggest that the representatives of both sides meet before July.",
];

/// So many sentences of each side, the eight over and over.
fn sides(chinese: usize, english: usize) -> (Vec<&'static str>, Vec<&'static str>) {
    let take = |sentences: [&'static str; 8], count| (0..count).map(|nth| sentences[nth % 8]).collect();
    (take(CHINESE, chinese), take(ENGLISH, english))
}

fn range(start: usize, end: usize) -> IndexRange {
    IndexRange::new(start, end)
}

fn wall(source: (usize, usize), translation: (usize, usize)) -> Bead {
    let bead = Bead::proposed(range(source.0, source.1), range(translation.0, translation.1), 1.0);
    Bead { status: Status::Confirmed, ..bead }
}

fn again(chinese: usize, english: usize, settled: &Constraints) -> Result<Vec<Bead>, NotAligned> {
    let (zh, en) = sides(chinese, english);
    let beads = align_segments_again(&zh, &en, settled, &Progress::default())?;
    let (mut i, mut j) = (0, 0);
    for bead in &beads {
        assert_eq!((bead.source.start, bead.translation.start), (i, j), "{beads:?}");
        assert!(bead.source.len() + bead.translation.len() > 0, "{beads:?}");
        assert!((0.0..=1.0).contains(&bead.confidence), "{beads:?}");
        (i, j) = (bead.source.end, bead.translation.end);
    }
    assert_eq!((i as usize, j as usize), (chinese, english), "{beads:?}");
    for wall in &settled.walls {
        assert!(beads.contains(wall), "{wall:?} is not in {beads:?}");
    }
    for pin in &settled.pins {
        let with = beads.iter().find(|bead| bead.source.contains(pin.source as usize)).expect("all are covered");
        assert!(with.translation.contains(pin.translation as usize), "{pin:?} is torn in {beads:?}");
    }
    Ok(beads)
}

#[test]
fn what_is_far_from_the_diagonal_is_kept() {
    // The first sentence against the last but few of a long text, a bead of a size that no machine would make, text
    // left out in between, and pins at both ends.
    let settled = Constraints {
        walls: vec![
            wall((700, 760), (1020, 1021)),
            wall((1, 2), (900, 901)),
            Bead { status: Status::LeftOut, ..wall((20, 90), (950, 950)) },
        ],
        pins: vec![Pin { source: 0, translation: 500 }, Pin { source: 999, translation: 1021 }],
    };
    again(1000, 1030, &settled).expect("nothing contradicts itself");
    // A pin of one sentence with more than fit in a bead makes one of its own.
    let wide = Constraints {
        walls: Vec::new(),
        pins: vec![Pin { source: 30, translation: 4 }, Pin { source: 30, translation: 60 }],
    };
    let beads = again(70, 70, &wide).expect("nothing contradicts itself");
    assert!(beads.iter().any(|bead| bead.source == range(30, 31) && bead.translation == range(4, 61)), "{beads:?}");
}

#[test]
fn contradictions_are_named() {
    let pin = |source, translation| Pin { source, translation };
    for (walls, pins, expected) in [
        (
            vec![wall((0, 1), (3, 4)), wall((2, 3), (1, 2))],
            vec![],
            "two pairs that are to be kept cross each other: 1 with 4 and 3 with 2",
        ),
        (
            vec![wall((0, 2), (0, 1)), wall((1, 3), (1, 2))],
            vec![],
            "two pairs that are to be kept cross each other: 1 to 2 with 1 and 2 to 3 with 2",
        ),
        (vec![wall((0, 1), (7, 9))], vec![], "there are no such sentences to keep together: 1 with 8 to 9"),
        (vec![wall((1, 1), (2, 2))], vec![], "there are no such sentences to keep together: none with none"),
        (vec![], vec![pin(8, 0)], "there is no such pair of sentences: 9 with 1"),
        (vec![], vec![pin(1, 5), pin(2, 3)], "two pairs of sentences cross each other: 2 with 6 and 3 with 4"),
        (
            vec![wall((1, 2), (1, 2))],
            vec![pin(1, 4)],
            "the sentences 2 with 5 cannot be paired beside what is to be kept: 2 with 2",
        ),
        (
            vec![wall((3, 4), (3, 3))],
            vec![pin(2, 5)],
            "the sentences 3 with 6 cannot be paired beside what is to be kept: 4 with none",
        ),
    ] {
        let settled = Constraints { walls, pins };
        let problem = again(8, 8, &settled).expect_err("it contradicts itself");
        assert_eq!(problem.to_string(), expected);
        assert!(matches!(problem, NotAligned::Contradiction(_)));
    }
    let twice = Constraints { walls: vec![wall((1, 2), (1, 2)); 2], pins: Vec::new() };
    assert!(matches!(again(8, 8, &twice), Err(NotAligned::Contradiction(Contradiction::CrossingBeads(..)))));
}

/// A document of paragraphs of one to three of the eight sentences.
fn document(turned: bool) -> Document {
    let text = |sentences: [&str; 8], blank: &str| {
        let paragraphs = [0..1, 1..3, 3..4, 4..6, 6..8];
        paragraphs.map(|of| sentences[of].join(blank)).join("\n\n")
    };
    let (zh, en) = (text(CHINESE, ""), text(ENGLISH, " "));
    let mut document = import::read_pair((zh.as_bytes(), "a.zh.txt"), (en.as_bytes(), "a.en.txt")).expect("text");
    if turned {
        let translation = document.translation.take().expect("a pair has two sides");
        document.translation = Some(std::mem::replace(&mut document.source, translation));
    }
    document
}

fn first(document: &Document) -> Alignment {
    align(document, &Progress::default()).expect("nobody cancels")
}

fn aligned_again(document: &Document, kept: &Alignment, pins: &[Pin]) -> Alignment {
    align_again(document, kept, pins, &Progress::default()).expect("nothing contradicts itself")
}

#[test]
fn with_nothing_settled_it_is_the_first_alignment() {
    for turned in [false, true] {
        let document = document(turned);
        let alignment = first(&document);
        assert_eq!(aligned_again(&document, &alignment, &[]), alignment);
        assert!(!alignment.runners_up.is_empty(), "something is always possible besides");
    }
}

#[test]
fn with_all_settled_it_stays_itself() {
    for turned in [false, true] {
        let document = document(turned);
        let mut alignment = first(&document);
        for bead in &mut alignment.beads {
            (bead.status, bead.confidence) = (Status::Confirmed, 1.0);
        }
        let again = aligned_again(&document, &alignment, &[]);
        assert_eq!((&again.beads, &again.runners_up), (&alignment.beads, &alignment.runners_up));
        assert_eq!(aligned_again(&document, &again, &[]), again);
    }
}

#[test]
fn rows_keep_their_numbers() {
    let document = document(false);
    let alignment = first(&document);
    let number_of = |alignment: &Alignment, passage: u32| {
        let row = alignment.rows.iter().find(|row| row.source.contains(passage as usize)).expect("all are covered");
        row.number
    };
    // The first sentence of the third paragraph is said to belong to the second English one.
    let segment = |passage| {
        let at = alignment.source.iter().position(|segment| segment.passage == passage);
        at.expect("every passage has a sentence") as u32
    };
    let pins = [Pin { source: segment(2), translation: 1 }];
    let again = aligned_again(&document, &alignment, &pins);
    assert_ne!(again.beads, alignment.beads);
    let mut numbers: Vec<_> = again.rows.iter().map(|row| row.number).collect();
    assert_eq!((number_of(&again, 0), number_of(&again, 4)), (number_of(&alignment, 0), number_of(&alignment, 4)));
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), again.rows.len(), "no two rows have one number");
    // Without the pin all is as before, with the numbers of before.
    assert_eq!(aligned_again(&document, &again, &[]).rows.first(), alignment.rows.first());
}

/// What comes of a gesture; nothing where it makes no sense.
fn corrected(document: &Document, alignment: &Alignment, correction: &Correction) -> Option<Alignment> {
    let work = Work::of(alignment.clone().into());
    let corrected = correction.apply(&Scene { parsed: document, document, work: &work }).ok()?;
    Some(Alignment::clone(&corrected.alignment))
}

#[test]
fn pairs_that_cross_stay_and_the_rest_is_aligned_around_them() {
    for turned in [false, true] {
        let document = document(turned);
        let alignment = first(&document);
        // The first paragraph of each side is a sentence; the last but one of the source is paired with it.
        let pair = Correction::Pair { level: Level::Sentences, source: alignment.source.len() - 2, translation: 0 };
        let crossed = corrected(&document, &alignment, &pair).expect("both are there");
        assert!(!crossed.crossings.is_empty());
        let laid = crossed.structure.apply(&document);
        let again = aligned_again(&laid, &crossed, &[]);
        assert!(fits(&laid, &again));
        let held = |alignment: &Alignment| {
            let bead = alignment.bead_of(SideName::Translation, 0).expect("it is somewhere");
            alignment.beads[bead]
        };
        assert_eq!((held(&again).source, held(&again).status), (held(&crossed).source, Status::Corrected));
        assert_eq!(again.structure, crossed.structure);
        assert_eq!(aligned_again(&laid, &again, &[]), again, "there is nothing more to do");
    }
}

#[test]
fn rows_that_a_person_put_together_stay_together() {
    let document = document(false);
    let alignment = first(&document);
    let merged = corrected(&document, &alignment, &Correction::MergeUp(Unit::Row(2))).expect("there is one above");
    let again = aligned_again(&document, &merged, &[]);
    assert_eq!(again.rows.len() + 1, alignment.rows.len());
    assert_eq!((again.rows[1].source, again.rows[1].translation), (merged.rows[1].source, merged.rows[1].translation));
    let numbers = |alignment: &Alignment| alignment.rows.iter().map(|row| row.number).collect::<Vec<_>>();
    assert_eq!(numbers(&again), numbers(&merged));
    // One row as a whole, aligned inside.
    let rows = alignment.rows.len();
    let pushed = corrected(&document, &alignment, &Correction::Swap(Unit::Row(1))).expect("two pairs");
    let back = corrected(&document, &pushed, &Correction::Swap(Unit::Row(1))).expect("two pairs");
    assert_eq!((back.rows.len(), back.rows[1].beads.len()), (rows, 1));
    let inside = align_row(&document, &back, 1, &Progress::default()).expect("nobody cancels");
    let own = |alignment: &Alignment| alignment.beads[alignment.rows[1].beads.range()].len();
    assert_eq!((own(&inside), inside.rows.len()), (own(&alignment), rows));
    let other = |alignment: &Alignment| alignment.beads[alignment.rows[0].beads.range()].to_vec();
    assert_eq!(other(&inside), other(&back));
}

/// Walls that do not cross: steps from one to the next, and how large each is.
fn walls(chinese: usize, english: usize) -> impl Strategy<Value = Vec<Bead>> {
    let status = prop::sample::select(vec![Status::Confirmed, Status::Review, Status::LeftOut]);
    prop::collection::vec((0..9_usize, 0..9_usize, 0..6_usize, 0..9_usize, status), 0..12).prop_map(move |steps| {
        let (mut i, mut j) = (0, 0);
        let mut walls = Vec::new();
        for (skip, other, a, b, status) in steps {
            let (p, q) = (i + skip, j + other);
            (i, j) = (p + a, q + b);
            if i > chinese || j > english {
                break;
            }
            if a + b > 0 {
                let confidence = if status == Status::Review { 0.25 } else { 1.0 };
                walls.push(Bead { status, confidence, ..wall((p, i), (q, j)) });
            }
        }
        walls
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_walls_are_kept((walls, chinese, english) in (0..40_usize, 0..60_usize)
        .prop_flat_map(|(chinese, english)| (walls(chinese, english), Just(chinese), Just(english))))
    {
        again(chinese, english, &Constraints { walls, pins: Vec::new() }).expect("they do not cross");
    }

    #[test]
    fn any_pins_are_held_or_refused(
        walls in walls(50, 45),
        pins in prop::collection::vec((0..52_u32, 0..47_u32), 0..5),
        near in prop::collection::vec((0..45_u32, 0..3_u32), 0..5),
    ) {
        let pin = |(source, translation)| Pin { source, translation };
        let near = near.into_iter().map(|(at, off)| (at, (at + off).saturating_sub(1).min(44)));
        for pins in [pins, near.collect()] {
            let settled = Constraints { walls: walls.clone(), pins: pins.into_iter().map(pin).collect() };
            match again(50, 45, &settled) {
                Ok(_) | Err(NotAligned::Contradiction(_)) => (),
                Err(NotAligned::Cancelled) => prop_assert!(false, "nobody cancels"),
            }
        }
    }

    #[test]
    fn any_pairs_that_cross_are_kept(
        pairs in prop::collection::vec((0..8_usize, 0..8_usize), 1..5),
        swaps in prop::collection::vec(0..8_usize, 0..3),
        turned: bool,
    ) {
        let parsed = document(turned);
        let (mut alignment, mut laid) = (first(&parsed), parsed.clone());
        let pairs = pairs.into_iter().map(|(source, translation)| Correction::Pair { level: Level::Sentences, source, translation });
        for correction in pairs.chain(swaps.into_iter().map(|nth| Correction::Swap(Unit::Bead(nth)))) {
            let work = Work::of(alignment.clone().into());
            if let Ok(corrected) = correction.apply(&Scene { parsed: &parsed, document: &laid, work: &work }) {
                alignment = Alignment::clone(&corrected.alignment);
                laid = alignment.structure.apply(&parsed);
            }
        }
        let again = aligned_again(&laid, &alignment, &[]);
        prop_assert!(fits(&laid, &again));
        let name = |bead: &Bead| SideName::BOTH.map(|side| Some(bead.part(side)).filter(|part| !part.is_empty()));
        for bead in alignment.beads.iter().filter(|bead| bead.status == Status::Corrected) {
            prop_assert!(again.beads.iter().any(|one| name(one) == name(bead) && one.status == bead.status), "{:?}", bead);
        }
        for (nth, bead) in again.beads.iter().enumerate() {
            for side in SideName::BOTH {
                for segment in bead.part(side).range() {
                    prop_assert_eq!(again.bead_of(side, segment), Some(nth));
                }
            }
        }
    }

    #[test]
    fn some_settled_beads_of_a_document_are_kept(which in prop::collection::vec(any::<bool>(), 12), turned: bool) {
        let document = document(turned);
        let mut alignment = first(&document);
        for (bead, settled) in alignment.beads.iter_mut().zip(which) {
            if settled {
                (bead.status, bead.confidence) = (Status::Confirmed, 1.0);
            }
        }
        let again = aligned_again(&document, &alignment, &[]);
        for bead in alignment.beads.iter().filter(|bead| bead.status == Status::Confirmed) {
            prop_assert!(again.beads.contains(bead));
            prop_assert_eq!(again.runner_up(bead), alignment.runner_up(bead));
        }
    }
}
