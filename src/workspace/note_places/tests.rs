//! Notes and drafts as they follow edits and cuts.

use proptest::prelude::*;

use super::*;
use crate::model::{Called, Colour, Correction, Edit, FurnitureKind, Motivation, Scene, Timestamp};
use crate::{align, import};

const TEXT: &str = "苏联政府收到了声明。群众囘来了！𠮷家。\n边界问题。\n\nThe statement was received. The masses came back. 🏳️‍🌈 home.\nThe border.\n";

fn open() -> (Arc<Document>, Work) {
    let document = Arc::new(import::read_text(TEXT, "声明.txt").expect("it is text"));
    let work = Work::of(Arc::new(align::unaligned(&document)));
    (document, work)
}

fn note(id: u8, targets: Vec<Target>, reply_to: Option<u8>) -> Arc<Annotation> {
    let name = |id: u8| AnnotationId(format!("{id}").into());
    Arc::new(Annotation {
        targets,
        text: "对吗？".to_owned(),
        colour: Some(Colour::Yellow),
        created: Some(Timestamp(i64::from(id % 3))),
        reply_to: reply_to.map(name),
        ..Annotation::new(name(id), if reply_to.is_some() { Motivation::Replying } else { Motivation::Commenting })
    })
}

fn edit(work: &mut Work, edit: &Edit) {
    // What cannot be done changes nothing.
    *work = edit.apply(work).unwrap_or_else(|_| work.clone());
}

#[test]
fn notes_stand_in_the_order_of_the_text() {
    let (document, mut work) = open();
    let mut places = NotePlaces::default();
    places.follow(&document, &work);
    let at = |passage, at| SidePlace { passage, at };
    let target = |side, from, to| places.target(side, from, to).expect("it is there");
    let late = target(SideName::Source, at(1, 0), at(1, 6));
    let both = vec![target(SideName::Translation, at(0, 0), at(0, 3)), target(SideName::Source, at(0, 0), at(0, 6))];
    let rare = target(SideName::Source, at(0, 48), at(0, 52));
    let lost = Target { standing: Standing::Lost, ..rare.clone() };
    for one in [note(1, vec![late], None), note(2, both, None), note(3, vec![rare], None), note(4, vec![lost], None)] {
        edit(&mut work, &Edit::AddAnnotation(one));
    }
    edit(&mut work, &Edit::AddAnnotation(note(5, Vec::new(), Some(2))));
    places.follow(&document, &work);
    let order: Vec<&str> = places.notes().iter().map(|placed| &*placed.note.id.0).collect();
    assert_eq!(order, ["2", "3", "1", "4"]);
    assert_eq!(places.notes()[1].note.targets[0].selector.exact, "𠮷");
    assert_eq!(places.covers(SideName::Source, 0).len(), 2);
    let on_both = places.covers(SideName::Translation, 0).iter().find(|cover| &*cover.note.id.0 == "2");
    assert!(on_both.is_some_and(|cover| !cover.starts && cover.ends), "it starts on the other side");
    assert_eq!(places.replies(&AnnotationId("2".into())).len(), 1);
    assert_eq!(places.note(&AnnotationId("4".into())).map(|lost| lost.spans.len()), Some(0));
}

fn draft(id: u8, target: Target) -> Arc<Draft> {
    Arc::new(Draft {
        created: Some(Timestamp(i64::from(id % 3))),
        ..Draft::new(DraftId(format!("{id}").into()), target, "The border".to_owned())
    })
}

#[test]
fn drafts_are_found_by_what_they_are_of() {
    let (document, mut work) = open();
    let mut places = NotePlaces::default();
    places.follow(&document, &work);
    let at = |passage, at| SidePlace { passage, at };
    let target = |start, end| places.target(SideName::Source, start, end).expect("it is there");
    let (first, over, second) = (target(at(0, 0), at(0, 12)), target(at(0, 45), at(1, 6)), target(at(1, 6), at(1, 12)));
    for one in [draft(1, first), draft(2, over), draft(3, second)] {
        edit(&mut work, &Edit::PutDraft(one));
    }
    places.follow(&document, &work);
    for (start, end, expected) in [
        (at(0, 0), at(0, 3), &["1"][..]),
        (at(0, 12), at(0, 45), &[]),
        (at(0, 9), at(1, 9), &["1", "2", "3"]),
        (at(1, 0), at(1, 6), &["2"]),
        (at(1, 12), at(1, 15), &[]),
    ] {
        let found = places.drafts_between(SideName::Source, start, end);
        let names: Vec<&str> = found.iter().map(|draft| &*draft.id.0).collect();
        assert_eq!(names, expected, "{start:?} {end:?}");
    }
}

/// A step of cutting, joining or setting aside near a place, if it can be done.
fn cut(document: &mut Arc<Document>, parsed: &Document, work: &mut Work, what: u8, (side, at): (SideName, u32)) {
    let text = SideText::new(document.side(side).expect("both sides are there"));
    let SidePlace { passage, at } = text.place(at % (text.len() + 1)).expect("it is inside");
    let (passage, at) = (passage as usize, at as usize);
    let correction = match what {
        0 => Correction::CutPassage { side, passage, at },
        1 => Correction::JoinPassage { side, passage },
        2 => Correction::CutRow(passage),
        _ => {
            let called = Called::Furniture { kind: FurnitureKind::Noise, row: None };
            Correction::Call { side, passage, called }
        }
    };
    let Ok(corrected) = correction.apply(&Scene { parsed, document, work }) else { return };
    work.alignment = corrected.alignment;
    *document = Arc::new(work.alignment.structure.apply(parsed));
}

proptest! {
    #[test]
    fn following_cuts_gives_what_a_fresh_look_gives(
        notes in prop::collection::vec((any::<bool>(), 0u32..90, 0u32..24, any::<bool>()), 1..12),
        steps in prop::collection::vec((0u8..4, any::<bool>(), 0u32..90), 1..12),
    ) {
        let (parsed, mut work) = open();
        let mut document = parsed.clone();
        let mut places = NotePlaces::default();
        places.follow(&document, &work);
        let name = |source| if source { SideName::Source } else { SideName::Translation };
        for (id, (source, start, len, is_draft)) in (0..).zip(notes) {
            let text = places.texts[name(source) as usize].clone().expect("both sides are there");
            let start = start % text.len();
            let selector = text.selector(start, (start + len).min(text.len())).expect("it is inside");
            let target = Target { side: name(source), selector, standing: Standing::Sure };
            let step = if is_draft {
                Edit::PutDraft(draft(id, target))
            } else {
                Edit::AddAnnotation(note(id, vec![target], None))
            };
            edit(&mut work, &step);
        }
        places.follow(&document, &work);
        for (what, source, at) in steps {
            cut(&mut document, &parsed, &mut work, what, (name(source), at));
            places.follow(&document, &work);
            let mut fresh = NotePlaces::default();
            fresh.follow(&document, &work);
            prop_assert_eq!(&places.notes, &fresh.notes);
            prop_assert_eq!(&places.covers, &fresh.covers);
            prop_assert_eq!(&places.drafted, &fresh.drafted);
            prop_assert_eq!(&places.texts, &fresh.texts);
        }
    }

    #[test]
    fn following_drafts_gives_what_a_fresh_look_gives(
        steps in prop::collection::vec((0u8..8, any::<bool>(), 0u32..14, 0u32..14, any::<bool>()), 1..40),
    ) {
        let (document, mut work) = open();
        let mut places = NotePlaces::default();
        places.follow(&document, &work);
        for (id, put, from, to, lost) in steps {
            let text = places.texts[SideName::Source as usize].clone().expect("the source is there");
            let selector = text.selector(from.min(to), from.max(to)).expect("it is inside");
            let standing = if lost { Standing::Lost } else { Standing::Sure };
            let made = draft(id, Target { side: SideName::Source, selector, standing });
            let step = if put { Edit::PutDraft(made) } else { Edit::RemoveDraft(made.id.clone()) };
            edit(&mut work, &step);
            places.follow(&document, &work);
            let mut fresh = NotePlaces::default();
            fresh.follow(&document, &work);
            prop_assert_eq!(&places.drafted, &fresh.drafted);
            prop_assert_eq!(&places.lost_drafts, &fresh.lost_drafts);
        }
    }

    #[test]
    fn following_edits_gives_what_a_fresh_look_gives(
        steps in prop::collection::vec((0u8..24, 0u8..6, any::<bool>(), 0u32..12, 0u32..12, prop::option::of(0u8..24)), 1..60),
    ) {
        let (document, mut work) = open();
        let mut places = NotePlaces::default();
        places.follow(&document, &work);
        for (id, what, source, from, to, reply_to) in steps {
            let side = if source { SideName::Source } else { SideName::Translation };
            let text = places.texts[side as usize].clone().expect("both sides are there");
            let selector = text.selector(from.min(to), from.max(to)).expect("it is inside");
            let targets = vec![Target { side, selector, standing: Standing::Sure }];
            let made = note(id, targets, reply_to);
            match what {
                0..3 => edit(&mut work, &Edit::AddAnnotation(made)),
                3 => edit(&mut work, &Edit::ChangeAnnotation(made)),
                4 => edit(&mut work, &Edit::RemoveAnnotations(vec![made.id.clone()])),
                // One comes or goes without its replies, as when others change the library.
                _ => {
                    if Arc::make_mut(&mut work.annotations).remove(&made.id).is_none() {
                        edit(&mut work, &Edit::Import { annotations: vec![made], drafts: Vec::new() });
                    }
                }
            }
            places.follow(&document, &work);
            let mut fresh = NotePlaces::default();
            fresh.follow(&document, &work);
            prop_assert_eq!(&places.notes, &fresh.notes);
            prop_assert_eq!(&places.covers, &fresh.covers);
            let shown: usize = places.notes.iter().map(|placed| 1 + places.replies(&placed.note.id).len()).sum();
            prop_assert_eq!(shown, work.annotations.len(), "each note is shown once");
        }
    }
}
