//! Two connections to one library, as two windows or two programs have them.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::{Fault, Item, samples};
use super::{Shelf, add, problems, with_note, work_of, *};
use crate::model::{AnnotationId, DraftId, Status};

#[test]
fn each_sees_what_the_other_saved() {
    let shelf = Shelf::new();
    let (mut one, mut other) = (shelf.open(), shelf.open());
    assert!(!other.changed_elsewhere().expect("it is there"));
    let before = samples::work();
    let key = add(&mut one, "声明", &before);
    assert!(other.changed_elsewhere().expect("it is there"));
    assert!(!other.changed_elsewhere().expect("it is there"));
    let version = other.load(&key).expect("it was added").version;
    let mut after = with_note(&before, "urn:uuid:新", "囘");
    Arc::make_mut(&mut after.annotations).remove(&samples::annotations()[2].id);
    after.drafts = Arc::new(after.drafts.without_min().1);
    Arc::make_mut(&mut after.dismissed).pop_last();
    Arc::make_mut(&mut after.alignment).beads[2].status = Status::Confirmed;
    let saved = one.save(&key, &before, &after).expect("nobody else writes");
    assert!(!one.changed_elsewhere().expect("it is there"), "one's own change is no news");
    let changes = other.changes_since(&key, version).expect("it can be read");
    assert_eq!((changes.version, changes.annotations.len()), (saved.version, 2));
    let mut work = before.clone();
    changes.apply(&mut work);
    assert_eq!(work, after);
    assert!(other.changes_since(&key, saved.version).expect("it can be read").is_empty());
}

#[test]
fn what_both_changed_is_a_conflict_and_nothing_is_written() {
    let shelf = Shelf::new();
    let (mut one, mut other) = (shelf.open(), shelf.open());
    let before = samples::work();
    let key = add(&mut one, "声明", &before);
    let confirmed = |nth: usize| {
        let mut work = before.clone();
        Arc::make_mut(&mut work.alignment).beads[nth].status = Status::Confirmed;
        work
    };
    let without = |id: &str| {
        let mut work = before.clone();
        Arc::make_mut(&mut work.annotations).remove(&AnnotationId(id.into()));
        work
    };
    let redrafted = |text: &str| {
        let mut work = before.clone();
        let draft = samples::draft("urn:uuid:甲", text);
        Arc::make_mut(&mut work.drafts).insert(draft.id.clone(), Arc::new(draft));
        work
    };
    let note = |id: &str| Item::Annotation(AnnotationId(id.into()));
    let changed = |text| with_note(&before, "urn:uuid:1", text);
    for (theirs, ours, item) in [
        (changed("甲"), changed("乙"), note("urn:uuid:1")),
        (without("urn:uuid:1"), changed("乙"), note("urn:uuid:1")),
        (changed("甲"), without("urn:uuid:1"), note("urn:uuid:1")),
        (with_note(&before, "同", "甲"), with_note(&before, "同", "乙"), note("同")),
        (redrafted("one"), redrafted("two"), Item::Draft(DraftId("urn:uuid:甲".into()))),
        (confirmed(1), confirmed(2), Item::Alignment),
    ] {
        one.save(&key, &before, &theirs).expect("the first one may");
        // What does not collide is not written either: a save is done or not.
        let ours = with_note(&ours, "urn:uuid:别的", "我的");
        let Fault::Conflict(conflict) = other.save(&key, &before, &ours).expect_err("someone was quicker").fault else {
            panic!("{item:?} is a conflict")
        };
        assert_eq!((&conflict.items, &conflict.theirs), (&vec![item], &theirs));
        assert_eq!(work_of(&other, &key), theirs);
        one.save(&key, &theirs, &before).expect("it can be undone");
    }
    assert_eq!(problems(&one), [""; 0]);
}

#[test]
fn what_does_not_collide_is_saved_by_both() {
    let shelf = Shelf::new();
    let (mut one, mut other) = (shelf.open(), shelf.open());
    let before = samples::work();
    let key = add(&mut one, "声明", &before);
    let first = one.save(&key, &before, &with_note(&before, "甲", "一")).expect("it is new");
    let second = other.save(&key, &before, &with_note(&before, "乙", "二")).expect("it is another one");
    assert_eq!((second.before, second.version), (first.version, first.version + 1), "that tells of the first");
    // The same wording twice is no conflict, and waving aside twice neither.
    let mut dismissed = with_note(&before, "甲", "一");
    Arc::make_mut(&mut dismissed.dismissed).insert("日期".to_owned());
    other.save(&key, &before, &dismissed).expect("it is the same note");
    one.save(&key, &before, &dismissed).expect("it is all there already");
    let mut expected = with_note(&with_note(&before, "甲", "一"), "乙", "二");
    Arc::make_mut(&mut expected.dismissed).insert("日期".to_owned());
    assert_eq!(work_of(&one, &key), expected);
}

#[test]
fn a_document_that_was_removed_elsewhere_still_takes_what_was_written() {
    let shelf = Shelf::new();
    let (mut one, mut other) = (shelf.open(), shelf.open());
    let before = samples::work();
    let key = add(&mut one, "声明", &before);
    other.remove(&key, NOW).expect("it is there");
    let after = with_note(&before, "甲", "一");
    one.save(&key, &before, &after).expect("the bin keeps it");
    other.take_back(&key).expect("it is in the bin");
    assert_eq!(work_of(&other, &key), after);
    other.remove(&key, NOW).expect("it is there");
    other.empty_bin().expect("it can be written");
    let fault = one.save(&key, &after, &before).expect_err("it is gone for good").fault;
    assert!(matches!(fault, Fault::NoSuchDocument(_)), "{fault}");
}

/// Something that one of two windows does.
#[derive(Clone, Debug)]
enum Deed {
    Note(u8, String),
    Remove(u8),
    Draft(u8, String),
    Dismiss(u8, bool),
    Confirm(usize),
    Refresh,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..6_u8, "[领土边界\u{20bb7}]{0,3}").prop_map(|(id, text)| Deed::Note(id, text)),
        2 => (0..6_u8).prop_map(Deed::Remove),
        2 => (0..3_u8, "[a-c]{0,2}").prop_map(|(id, text)| Deed::Draft(id, text)),
        2 => (0..3_u8, any::<bool>()).prop_map(|(key, dismissed)| Deed::Dismiss(key, dismissed)),
        2 => (0..5_usize).prop_map(Deed::Confirm),
        3 => Just(Deed::Refresh),
    ]
}

fn done(deed: &Deed, work: &Work) -> Work {
    let mut after = work.clone();
    match deed {
        Deed::Note(id, text) => return with_note(work, &id.to_string(), text),
        Deed::Remove(id) => {
            Arc::make_mut(&mut after.annotations).remove(&AnnotationId(id.to_string().into()));
        }
        Deed::Draft(id, text) => {
            let draft = samples::draft(&id.to_string(), text);
            Arc::make_mut(&mut after.drafts).insert(draft.id.clone(), Arc::new(draft));
        }
        Deed::Dismiss(key, true) => {
            Arc::make_mut(&mut after.dismissed).insert(key.to_string());
        }
        Deed::Dismiss(key, false) => {
            Arc::make_mut(&mut after.dismissed).remove(&key.to_string());
        }
        Deed::Confirm(nth) => Arc::make_mut(&mut after.alignment).beads[*nth].status = Status::Confirmed,
        Deed::Refresh => (),
    }
    after
}

/// The work of `truth` with what `deed` does to it: what has to stand in the library once it was acknowledged.
fn acknowledged(deed: &Deed, truth: &mut Work, saved: &Work) {
    match deed {
        // The alignment is saved as a whole, and only over the one that the window had.
        Deed::Confirm(_) => truth.alignment = saved.alignment.clone(),
        _ => *truth = done(deed, truth),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_was_acknowledged_is_never_lost(deeds in prop::collection::vec((any::<bool>(), deed()), 1..40)) {
        let shelf = Shelf::new();
        let mut windows = [shelf.open(), shelf.open()];
        let start = Work::of(Arc::new(samples::alignment(5)));
        let key = add(&mut windows[0], "声明", &start);
        let mut truth = start.clone();
        let mut seen = [(start.clone(), 1), (start, 1)];
        for (which, deed) in deeds {
            let (library, (work, version)) = (&mut windows[usize::from(which)], &mut seen[usize::from(which)]);
            if matches!(deed, Deed::Refresh) {
                let changes = library.changes_since(&key, *version).expect("it can be read");
                changes.apply(work);
                *version = changes.version;
                prop_assert_eq!(&*work, &truth);
                continue;
            }
            let after = done(&deed, work);
            match library.save(&key, work, &after) {
                Ok(_) if after == *work => (),
                Ok(_) => {
                    acknowledged(&deed, &mut truth, &after);
                    *work = after;
                }
                Err(error) => {
                    let Fault::Conflict(conflict) = error.fault else { panic!("{error}") };
                    prop_assert_eq!(&conflict.theirs, &truth);
                    // The window looks at what the other wrote, and goes on from there.
                    (*work, *version) = (conflict.theirs, conflict.version);
                }
            }
            prop_assert_eq!(&work_of(library, &key), &truth);
        }
        prop_assert_eq!(problems(&windows[0]), Vec::<String>::new());
    }
}
