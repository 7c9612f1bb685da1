//! Notes as they lie over the text: where they stand, what a click on them does, and what is there of very many.

use std::sync::Arc;

use duizhao::model::{
    Annotation, AnnotationId, Break, Colour, Furniture, FurnitureKind, IndexRange, Motivation, PassageKind, Place,
    SideName, SidePlace, Span, Work,
};
use duizhao::workspace::{Command, Jump};
use eframe::egui::{Key, vec2};
use egui_kittest::kittest::Queryable as _;

use super::{Reader, document, han, long, open};

/// Puts notes on stretches of the source: motivation, passage and bytes.
fn mark(reader: &Reader, stretches: &[(Motivation, usize, usize, usize)]) {
    let mut shown = reader.state().borrow_mut();
    let document = Arc::new(shown.document.clone());
    let mut work = Work::of(Arc::new(shown.alignment.clone()));
    shown.notes.follow(&document, &work);
    for (nth, (motivation, passage, start, end)) in stretches.iter().enumerate() {
        let place = |at: usize| SidePlace { passage: *passage as u32, at: at as u32 };
        let target = shown.notes.target(SideName::Source, place(*start), place(*end)).expect("it is there");
        let id = AnnotationId(format!("注{nth}").into());
        let note = Annotation {
            targets: vec![target],
            colour: Some(Colour::Green),
            author: "王编辑".to_owned(),
            ..Annotation::new(id.clone(), motivation.clone())
        };
        Arc::make_mut(&mut work.annotations).insert(id, Arc::new(note));
    }
    shown.notes.follow(&document, &work);
}

#[test]
fn notes_stay_on_their_text_over_breaks_and_in_tables() {
    let (mut document, mut alignment) = document(&[("边界局势稳定。", "Quiet."), ("羣众\t囘来", "Masses")]);
    let piece = |kind, text: &str| Furniture {
        kind,
        text: text.to_owned(),
        source: Span::default(),
        place: Place { passage: 0, offset: 6 },
    };
    document.source.furniture = vec![piece(FurnitureKind::PageNumber, "8")];
    document.source.passages[0].breaks = vec![Break { at: 6, furniture: IndexRange::new(0, 1) }];
    document.source.passages[1].kind = PassageKind::Table;
    alignment.rows[1].confidence = 0.9;
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    mark(
        &reader,
        &[
            (Motivation::Highlighting, 0, 3, 12),
            (Motivation::Questioning, 1, 7, 13),
            (Motivation::Commenting, 0, 6, 6),
            (Motivation::Bookmarking, 1, 0, 6),
        ],
    );
    reader.run();
    let rects = |reader: &Reader, label: &str| -> Vec<eframe::egui::Rect> {
        reader.query_all_by_label(label).map(|mark| mark.rect()).collect()
    };
    let parts = rects(&reader, "Highlight, green, by 王编辑: 界局势");
    assert_eq!(parts.len(), 2, "one part on either side of the break");
    let (first, second) = (reader.get_by_label("¶1 Chinese").rect(), reader.get_by_label("¶1 Chinese, part 2").rect());
    assert!((parts[0].left() - first.left() - 17.0).abs() < 1.0 && first.contains(parts[0].center()), "{parts:?}");
    assert!((parts[1].width() - 34.0).abs() < 1.0 && second.contains(parts[1].center()), "{parts:?}");
    let cell = reader.get_by_label("¶2 Chinese, part 2").rect();
    let asked = rects(&reader, "Question, green, by 王编辑: 囘来");
    assert!(asked.len() == 1 && cell.contains(asked[0].center()), "{asked:?} in {cell:?}");
    let place = rects(&reader, "Note, green, by 王编辑: ");
    assert!(place.len() == 1 && second.left_center().distance(place[0].center()) < 12.0, "{place:?} at {second:?}");
    reader.get_by_label("Bookmark, green, by 王编辑: 羣众");
    // They follow the text when it grows.
    reader.state().borrow_mut().settings.text_percent = 200;
    reader.run();
    let parts = rects(&reader, "Highlight, green, by 王编辑: 界局势");
    assert!(parts.len() == 2 && (parts[1].width() - 68.0).abs() < 1.0, "{parts:?}");
}

#[test]
fn a_click_chooses_a_note_and_its_pair_and_the_strip_leads_to_others() {
    let (document, alignment) = long(2_000);
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    mark(&reader, &[(Motivation::Highlighting, 0, 3, 9), (Motivation::Bookmarking, 1_500, 0, 6)]);
    reader.run();
    let at = han(&reader, "¶1 Chinese", 1);
    reader.hover_at(at);
    reader.run();
    reader.drag_at(at);
    reader.drop_at(at);
    reader.run();
    {
        let mut shown = reader.state().borrow_mut();
        assert_eq!(shown.state.current(), (0, Some(0)), "the pair is chosen as by any click");
        assert!(shown.state.take_wants_notes());
        let chosen = shown.sent.iter().find_map(|command| match command {
            Command::ChooseNote { note, .. } => note.clone(),
            _ => None,
        });
        assert_eq!(chosen, Some(AnnotationId("注0".into())));
    }
    let strip = reader.get_by_label("Map of notes, bookmarks, unsure and unpaired rows").rect();
    let bookmark = eframe::egui::pos2(strip.center().x, strip.top() + strip.height() * 0.75);
    // A tip waits for a pointer that moved after the last click.
    reader.run_steps(20);
    reader.hover_at(bookmark);
    reader.run_steps(60);
    reader.get_by_label("¶1501: 1 bookmark");
    reader.drag_at(bookmark);
    reader.drop_at(bookmark);
    reader.run();
    reader.get_by_label("¶1501 Chinese");
    reader.get_by_label("Bookmark, green, by 王编辑: 第150");
}

#[test]
fn of_fifty_thousand_notes_only_those_in_the_view_are_there() {
    let (document, alignment) = long(1_000);
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    // 第 and three digits: six bytes of each row, with fifty notes over each other, and two more in the second row.
    let motivations = [Motivation::Highlighting, Motivation::Commenting, Motivation::Bookmarking];
    let many = (0..50_000).map(|nth| (motivations[nth % 3].clone(), 100 + nth % 900, 0, 3 + nth / 900 % 2 * 3));
    let few = [(Motivation::Highlighting, 1, 0, 3), (Motivation::Questioning, 1, 0, 3)];
    mark(&reader, &many.chain(few).collect::<Vec<_>>());
    let named = |reader: &Reader| reader.query_all_by_label_contains(", green, by 王编辑: ").count();
    reader.run();
    assert_eq!(named(&reader), 2);
    reader.state().borrow_mut().jump = Some(Jump { serial: 1, row: 500, pair: None });
    reader.run();
    assert!((10..1_000).contains(&named(&reader)), "{}", named(&reader));
    let strip = reader.get_by_label("Map of notes, bookmarks, unsure and unpaired rows").rect();
    assert!(strip.height() > 500.0);
    for _ in 0..30 {
        reader.key_press(Key::PageDown);
        reader.run();
        assert!((10..1_000).contains(&named(&reader)), "{}", named(&reader));
    }
}
