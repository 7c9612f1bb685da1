//! What holds whatever is done and whatever is written.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::search::search_document;

/// Something that changes what is found.
#[derive(Clone, Debug)]
enum Deed {
    Note(u8, String),
    Unnote(u8),
    Draft(String),
    /// The bead at that place takes in the one after it, if both are of one row.
    Merge(usize),
    /// The bead at that place gives its last sentence of the source away, to be a bead of its own.
    Split(usize),
    Undo,
    Bin,
    Index(bool),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..3_u8, "[领土a边 ]{0,3}").prop_map(|(id, text)| Deed::Note(id, text)),
        (0..3_u8).prop_map(Deed::Unnote),
        "[领土a ]{0,3}".prop_map(Deed::Draft),
        (0..9_usize).prop_map(Deed::Merge),
        (0..9_usize).prop_map(Deed::Split),
        Just(Deed::Undo),
        Just(Deed::Bin),
        any::<bool>().prop_map(Deed::Index),
    ]
}

fn done(deed: &Deed, work: &Work) -> Work {
    let mut after = work.clone();
    let change = |work: &mut Work, nth: usize, change: &dyn Fn(&mut Alignment)| {
        let alignment = Arc::make_mut(&mut work.alignment);
        let many = alignment.beads.len();
        change(alignment);
        let more = alignment.beads.len() as i64 - many as i64;
        for row in &mut alignment.rows {
            let moved = |at: u32| if at as usize > nth { (i64::from(at) + more) as u32 } else { at };
            row.beads = IndexRange { start: moved(row.beads.start), end: moved(row.beads.end) };
        }
    };
    match deed {
        Deed::Note(id, text) => return with_note(work, &id.to_string(), text),
        Deed::Unnote(id) => drop(Arc::make_mut(&mut after.annotations).remove(&AnnotationId(id.to_string().into()))),
        Deed::Draft(text) => {
            let draft = samples::draft("译", text);
            Arc::make_mut(&mut after.drafts).insert(draft.id.clone(), Arc::new(draft));
        }
        Deed::Merge(nth)
            if after.alignment.rows.iter().any(|row| row.beads.contains(*nth) && row.beads.contains(nth + 1)) =>
        {
            change(&mut after, *nth, &|alignment| {
                let next = alignment.beads.remove(nth + 1);
                alignment.beads[*nth].source.end = next.source.end;
                alignment.beads[*nth].translation.end = next.translation.end;
            });
        }
        Deed::Split(nth) if after.alignment.beads.get(*nth).is_some_and(|bead| bead.source.len() > 1) => {
            change(&mut after, *nth, &|alignment| {
                let bead = &mut alignment.beads[*nth];
                bead.source.end -= 1;
                let source = IndexRange { start: bead.source.end, end: bead.source.end + 1 };
                let translation = IndexRange { start: bead.translation.end, end: bead.translation.end };
                alignment.beads.insert(nth + 1, Bead::proposed(source, translation, 0.1));
            });
        }
        Deed::Undo => after = Work::of(Arc::new(aligned(STATEMENT))),
        Deed::Merge(_) | Deed::Split(_) | Deed::Bin | Deed::Index(_) => (),
    }
    after
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_looking_finds(deeds in prop::collection::vec(deed(), 1..24)) {
        let shelf = Shelf::new();
        let (mut library, key) = stocked(&shelf);
        let document = super::details::annotated();
        library.index(&key, &document).expect("it can be written");
        let mut work = Work::of(Arc::new(aligned(STATEMENT)));
        let mut binned = false;
        for deed in deeds {
            let after = done(&deed, &work);
            library.save(&key, &work, &after).expect("nobody else writes");
            work = after;
            match deed {
                Deed::Bin if binned => library.take_back(&key).expect("it is in the bin"),
                Deed::Bin => library.remove(&key, NOW).expect("it is there"),
                Deed::Index(as_it_is) => {
                    let other = text("声明", &[("另一种读法。", "")]);
                    library.index(&key, &other).expect("it can be written");
                    if as_it_is {
                        library.index(&key, &document).expect("it can be written");
                    } else {
                        prop_assert_eq!(problems(&library), Vec::<String>::new());
                        library.index(&key, &document).expect("it can be written");
                    }
                }
                _ => (),
            }
            binned ^= matches!(deed, Deed::Bin);
            for typed in ["领土", "边界 border", "了 the", "a", "领", "林", "边界", "01767"] {
                let query = Query::new(typed);
                let (hits, _) = search_document(&document, &work, &query, 99, &Progress::default()).expect("nobody cancels");
                let all = found(&library, typed, ALL).documents;
                let ours = all.into_iter().find(|one| one.key == key).map(|one| one.hits).unwrap_or_default();
                let expected = if binned { Vec::new() } else { hits };
                prop_assert_eq!(&ours, &expected, "{}", typed);
            }
        }
        prop_assert_eq!(problems(&library), Vec::<String>::new());
    }

    #[test]
    fn every_sentence_is_found_by_any_two_to_four_characters_of_it(
        sentences in prop::collection::vec("[领土邊界羣囘𠮷之，、 ]{2,12}", 1..8),
        from in 0..12_usize,
        many in 2..5_usize,
    ) {
        let shelf = Shelf::new();
        let mut library = shelf.open();
        let sentences: BTreeSet<String> = sentences.into_iter().collect();
        let pairs: Vec<(&'static str, &'static str)> =
            sentences.iter().map(|sentence| (&*sentence.clone().leak(), "border")).collect();
        let pairs: &Pairs = pairs.leak();
        put(&mut library, "题", pairs, &Work::of(Arc::new(aligned(pairs))));
        for sentence in &sentences {
            let part: String = sentence.chars().filter(|char| *char != ' ').skip(from).take(many).collect();
            if Query::new(&part).is_empty() {
                continue;
            }
            let hits = hits(&library, &part);
            prop_assert!(hits.iter().any(|hit| hit.text == sentence.trim()), "{} in {}: {:?}", part, sentence, hits);
            prop_assert!(hits.iter().all(|hit| !hit.marks.is_empty()));
        }
    }
}
