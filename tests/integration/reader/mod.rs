//! The rows of the reader, driven as a person would drive them, without a screen.

mod found; // what is searched for, marked in the text
mod notes; // notes over the text

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use duizhao::model::{
    Alignment, Bead, Break, Document, DocumentKind, Furniture, FurnitureKind, IndexRange, Mark, MarkStyle, Note,
    Passage, PassageKind, Place, ReadingText, Row, Segment, Side, SideName, SourceText, Span,
};
use duizhao::text::Language;
use duizhao::ui::fonts;
use duizhao::ui::palette::Palette;
use duizhao::ui::reader::{ReaderState, ReaderView, Selection, Sought, reader_ui};
use duizhao::workspace::{Command, DocumentId, Jump, NotePlaces, ReadingPlace, Settings};
use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, OutputCommand, Pos2, TouchPhase, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// What a test shows and changes.
struct Shown {
    document: Document,
    alignment: Alignment,
    revision: u64,
    settings: Settings,
    state: ReaderState,
    jump: Option<Jump>,
    notes: NotePlaces,
    sought: Option<Sought>,
    sent: Vec<Command>,
}

type Reader = Harness<'static, Rc<RefCell<Shown>>>;

fn passage(text: &str) -> Passage {
    Passage::new(PassageKind::Paragraph, ReadingText::verbatim(text, Span::new(0, text.len())))
}

fn side(language: Language, passages: Vec<Passage>) -> Side {
    let source = Arc::new(SourceText::new("", ""));
    Side { passages, ..Side::empty(language, source) }
}

/// A document of rows of one passage a side (empty: none), each sentence (up to 。 or a full stop) paired in order.
fn document(rows: &[(&str, &str)]) -> (Document, Alignment) {
    let mut alignment = Alignment::default();
    let (mut chinese, mut english) = (Vec::new(), Vec::new());
    for (nth, &(source, translation)) in rows.iter().enumerate() {
        let before = [chinese.len(), english.len()];
        let beads = alignment.beads.len();
        let first = [alignment.source.len(), alignment.translation.len()];
        push(&mut chinese, &mut alignment.source, source, '。');
        push(&mut english, &mut alignment.translation, translation, '.');
        let counts = [alignment.source.len() - first[0], alignment.translation.len() - first[1]];
        for pair in 0..counts[0].max(counts[1]) {
            let one =
                |first: usize, count: usize| IndexRange::new(first + pair.min(count), first + (pair + 1).min(count));
            let (source, translation) = (one(first[0], counts[0]), one(first[1], counts[1]));
            alignment.beads.push(Bead::proposed(source, translation, 0.9));
        }
        alignment.rows.push(Row {
            number: nth as u32 + 1,
            source: IndexRange::new(before[0], chinese.len()),
            translation: IndexRange::new(before[1], english.len()),
            beads: IndexRange::new(beads, alignment.beads.len()),
            confidence: 0.9,
        });
    }
    let document = Document::new(
        DocumentKind::ArchivePage,
        "测试",
        side(Language::Chinese, chinese),
        Some(side(Language::English, english)),
    );
    (document, alignment)
}

fn push(passages: &mut Vec<Passage>, segments: &mut Vec<Segment>, text: &str, end: char) {
    if text.is_empty() {
        return;
    }
    let mut start = 0;
    for sentence in text.split_inclusive(end) {
        let at = Span::new(start, start + sentence.len());
        segments.push(Segment { passage: passages.len() as u32, at });
        start = at.end as usize;
    }
    passages.push(passage(text));
}

fn open(document: Document, alignment: Alignment, size: Vec2) -> Reader {
    let settings = Settings::default();
    let shown = Shown {
        document,
        alignment,
        revision: 1,
        settings,
        state: ReaderState::default(),
        jump: None,
        notes: NotePlaces::default(),
        sought: None,
        sent: Vec::new(),
    };
    let mut reader = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(|context| fonts::install(context, &Settings::default()))
        .build_ui_state(
            |ui, shown: &mut Rc<RefCell<Shown>>| {
                let shown = &mut *shown.borrow_mut();
                let view = ReaderView {
                    id: DocumentId(1),
                    document: &shown.document,
                    alignment: &shown.alignment,
                    revision: shown.revision,
                    place: ReadingPlace::default(),
                    jump: shown.jump,
                    aligning: false,
                    statuses: 0,
                    notes: &shown.notes,
                    notes_revision: shown.notes.notes().len() as u64,
                    chosen: None,
                    sought: shown.sought.as_ref(),
                    settings: &shown.settings,
                    palette: &Palette::LIGHT,
                };
                reader_ui(ui, &view, &mut shown.state, &mut shown.sent);
            },
            Rc::new(RefCell::new(shown)),
        );
    reader.run();
    reader
}

const ROWS: &[(&str, &str)] = &[
    ("边界局势稳定。牧民返回草场。", "The border is quiet. The herdsmen came back."),
    ("抄送各部门", ""),
    ("县委报告粮食产量。", "The county reported its harvest."),
];

fn small() -> Reader {
    let (document, alignment) = document(ROWS);
    open(document, alignment, vec2(900.0, 600.0))
}

/// The middle of character number `nth` of a cell's first line of Chinese at 100 percent.
fn han(reader: &Reader, cell: &str, nth: usize) -> Pos2 {
    let rect = reader.get_by_label(cell).rect();
    rect.left_top() + vec2(17.0 * (nth as f32 + 0.5), 17.0 * 0.9)
}

/// The left edge of the same.
fn edge(reader: &Reader, cell: &str, nth: usize) -> Pos2 {
    han(reader, cell, nth) - vec2(8.0, 0.0)
}

fn drag(reader: &mut Reader, from: Pos2, to: Pos2) {
    reader.hover_at(from);
    reader.run();
    reader.drag_at(from);
    reader.run();
    reader.hover_at(to);
    reader.run();
    reader.drop_at(to);
    reader.run();
}

fn selection(reader: &Reader) -> Option<Selection> {
    reader.state().borrow().state.selection()
}

fn selected_text(reader: &Reader) -> Option<String> {
    let shown = reader.state().borrow();
    let selection = shown.state.selection()?;
    Some(selection.text(shown.document.side(selection.side)?))
}

#[test]
fn rows_are_there_by_name() {
    let reader = small();
    for label in ["¶1 Chinese", "¶1 English", "¶2 Chinese", "¶3 English", "¶1: Sure pair, 90 %", "¶2: Not translated"]
    {
        reader.get_by_label(label);
    }
    reader.get_by_label("¶2 English: Not translated. Type one");
    assert!(reader.query_by_label("¶2 English").is_none());
    let chinese = reader.get_by_label("¶1 Chinese").rect();
    let english = reader.get_by_label("¶1 English").rect();
    assert!((chinese.top() - english.top()).abs() < 1.0 && chinese.right() < english.left());
}

#[test]
fn pointing_at_a_sentence_lights_its_pair_and_a_click_makes_it_current() {
    let mut reader = small();
    reader.hover_at(han(&reader, "¶1 Chinese", 8));
    reader.run();
    assert_eq!(reader.state().borrow().state.lit(), Some(1), "the second pair of the first row");
    let english = reader.get_by_label("¶1 English").rect();
    reader.hover_at(english.left_top() + vec2(10.0, 13.0));
    reader.run();
    assert_eq!(reader.state().borrow().state.lit(), Some(0));
    let at = han(&reader, "¶3 Chinese", 2);
    reader.hover_at(at);
    reader.drag_at(at);
    reader.drop_at(at);
    reader.run();
    let shown = reader.state().borrow();
    assert_eq!(shown.state.current(), (2, Some(0)));
    assert_eq!(shown.state.address(&shown.alignment).unwrap().to_string(), "¶3.1");
}

#[test]
fn keys_walk_through_rows_and_pairs() {
    let mut reader = small();
    let mut at = |key: Key| {
        reader.key_press(key);
        reader.run();
        reader.state().borrow().state.current()
    };
    assert_eq!(at(Key::ArrowRight), (0, Some(0)));
    assert_eq!(at(Key::ArrowRight), (0, Some(1)));
    assert_eq!(at(Key::ArrowRight), (1, Some(0)));
    assert_eq!(at(Key::ArrowLeft), (0, Some(1)));
    assert_eq!(at(Key::ArrowDown), (1, None));
    assert_eq!(at(Key::ArrowDown), (2, None));
    assert_eq!(at(Key::ArrowDown), (2, None));
    assert_eq!(at(Key::ArrowUp), (1, None));
}

#[test]
fn dragging_selects_bytes_and_copies_them() {
    let mut reader = small();
    let (from, to) = (edge(&reader, "¶1 Chinese", 2), edge(&reader, "¶1 Chinese", 6));
    drag(&mut reader, from, to);
    let expected = Selection { side: SideName::Source, first_passage: 0, start: 6, last_passage: 0, end: 18 };
    assert_eq!(selection(&reader), Some(expected));
    reader.event(Event::Copy);
    reader.step();
    let copied = reader
        .output()
        .platform_output
        .commands
        .iter()
        .any(|command| matches!(command, OutputCommand::CopyText(text) if text == "局势稳定"));
    assert!(copied, "{:?}", reader.output().platform_output.commands);
    let node = reader.get_by_label("¶1 Chinese");
    let selected = node.accesskit_node().text_selection().map(|range| range.text());
    assert_eq!(selected.as_deref(), Some("局势稳定"));
}

#[test]
fn a_selection_spans_rows_of_its_side_only() {
    let mut reader = small();
    let (from, to) = (edge(&reader, "¶1 Chinese", 7), edge(&reader, "¶3 Chinese", 2));
    drag(&mut reader, from, to);
    assert_eq!(selected_text(&reader).as_deref(), Some("牧民返回草场。\n抄送各部门\n县委"));
}

#[test]
fn double_click_takes_a_word_and_triple_click_a_sentence() {
    let mut reader = small();
    let at = han(&reader, "¶1 Chinese", 8);
    let click = |reader: &mut Reader| {
        reader.hover_at(at);
        reader.drag_at(at);
        reader.event(Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
        reader.step();
    };
    click(&mut reader);
    assert_eq!(selection(&reader), None);
    click(&mut reader);
    assert_eq!(selected_text(&reader).as_deref(), Some("牧民"));
    click(&mut reader);
    assert_eq!(selected_text(&reader).as_deref(), Some("牧民返回草场。"));
    reader.key_press(Key::Escape);
    reader.run();
    assert_eq!(selection(&reader), None);
}

#[test]
fn control_a_selects_the_cell_and_shift_click_extends() {
    let mut reader = small();
    reader.key_press_modifiers(Modifiers::COMMAND, Key::A);
    reader.run();
    assert_eq!(selected_text(&reader).as_deref(), Some("边界局势稳定。牧民返回草场。"));
    let first = edge(&reader, "¶1 Chinese", 1);
    reader.hover_at(first);
    reader.drag_at(first);
    reader.drop_at(first);
    reader.run();
    let second = edge(&reader, "¶1 Chinese", 4);
    for pressed in [true, false] {
        let button = eframe::egui::PointerButton::Primary;
        let click = Event::PointerButton { pos: second, button, pressed, modifiers: Modifiers::SHIFT };
        reader.event(Event::PointerMoved(second));
        reader.event_modifiers(click, Modifiers::SHIFT);
    }
    reader.run();
    assert_eq!(selected_text(&reader).as_deref(), Some("界局势"));
}

fn long(rows: usize) -> (Document, Alignment) {
    let texts: Vec<(String, String)> = (1..=rows)
        .map(|nth| {
            let times = 1 + nth % 5;
            (
                format!("第{nth}行。{}", "边界局势稳定，牧民返回草场。".repeat(times)),
                format!("Row {nth}. {}", "All is quiet. ".repeat(times)),
            )
        })
        .collect();
    let rows: Vec<(&str, &str)> =
        texts.iter().map(|(source, translation)| (source.as_str(), translation.as_str())).collect();
    document(&rows)
}

#[test]
fn a_far_row_is_there_at_once_and_selections_survive_the_way() {
    let (document, alignment) = long(100_000);
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    let (from, to) = (edge(&reader, "¶1 Chinese", 0), edge(&reader, "¶1 Chinese", 3));
    drag(&mut reader, from, to);
    let before = selection(&reader);
    assert!(before.is_some());
    reader.state().borrow_mut().jump = Some(Jump { serial: 1, row: 89_999, pair: None });
    reader.step();
    reader.get_by_label("¶90000 Chinese");
    reader.run();
    assert!(reader.query_by_label("¶1 Chinese").is_none());
    assert_eq!(selection(&reader), before);
    reader.key_press(Key::Home);
    reader.run();
    let node = reader.get_by_label("¶1 Chinese");
    assert!(node.accesskit_node().text_selection().is_some(), "the selection is shown again");
    reader.key_press(Key::End);
    reader.run();
    reader.get_by_label("¶100000 English");
    let place = reader.state().borrow().sent.iter().rev().find_map(|command| match command {
        Command::SetPlace { place, .. } => Some(place.row),
        _ => None,
    });
    assert!(place.is_some_and(|row| row > 99_900), "{place:?}");
}

#[test]
fn the_wheel_moves_the_text_by_what_it_turns() {
    let (document, alignment) = long(1_000);
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    reader.state().borrow_mut().jump = Some(Jump { serial: 1, row: 500, pair: None });
    reader.run();
    // Up into rows that were never measured: what is read must move by the turn and not a point more.
    for _ in 0..40 {
        let before = reader.get_by_label("¶501 Chinese").rect().top();
        wheel(&mut reader, 5.0);
        let after = reader.get_by_label("¶501 Chinese").rect().top();
        assert!((after - before - 5.0).abs() < 1.5, "{before} {after}");
    }
}

fn wheel(reader: &mut Reader, by: f32) {
    reader.hover_at(Pos2::new(300.0, 300.0));
    reader.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: eframe::egui::MouseWheelSource::Trackpad,
    });
    // The wheel is smoothed over some frames.
    reader.run_steps(20);
}

#[test]
fn the_row_stays_when_text_size_and_width_change() {
    let (document, alignment) = long(1_000);
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    reader.state().borrow_mut().jump = Some(Jump { serial: 1, row: 700, pair: None });
    reader.run();
    wheel(&mut reader, -75.0);
    let top = |reader: &Reader| {
        let rows = (600..800).filter_map(|row| {
            let rect = reader.query_by_label(&format!("¶{row} English"))?.rect();
            (rect.bottom() > 40.0).then_some(row)
        });
        rows.min()
    };
    let before = top(&reader);
    assert!(before.is_some());
    for percent in [130, 200, 80, 100] {
        reader.state().borrow_mut().settings.text_percent = percent;
        reader.run();
        assert_eq!(top(&reader), before, "at {percent} percent");
    }
    reader.set_size(vec2(600.0, 600.0));
    reader.run();
    assert_eq!(top(&reader), before);
}

#[test]
fn hidden_furniture_opens_and_closes() {
    let (mut document, alignment) = document(ROWS);
    let piece = |kind, text: &str, passage, offset| Furniture {
        kind,
        text: text.to_owned(),
        source: Span::default(),
        place: Place { passage, offset },
    };
    document.source.furniture = vec![
        piece(FurnitureKind::PageNumber, "8", 0, 6),
        piece(FurnitureKind::Stamp, "孙", 0, 6),
        piece(FurnitureKind::Noise, "木口日", 2, 0),
    ];
    document.source.passages[0].breaks = vec![Break { at: 6, furniture: IndexRange::new(0, 2) }];
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    reader.get_by_label("1 mark hidden");
    reader.get_by_label("¶1 Chinese, part 2");
    let below = reader.get_by_label("¶3 English").rect().top();
    reader.get_by_label("scan page 8 · 2 marks hidden").click();
    reader.run();
    assert!(reader.get_by_label("¶3 English").rect().top() > below + 20.0);
    reader.get_by_label("scan page 8 · 2 marks hidden").click();
    reader.run();
    assert!((reader.get_by_label("¶3 English").rect().top() - below).abs() < 1.0);
    // A selection over the break leaves the furniture out.
    let (from, to) = (edge(&reader, "¶1 Chinese", 0), edge(&reader, "¶1 Chinese, part 2", 2));
    drag(&mut reader, from, to);
    assert_eq!(selected_text(&reader).as_deref(), Some("边界局势"));
}

#[test]
fn notes_are_read_at_their_mark() {
    let (mut document, alignment) = document(&[("越界者六万人。[1]", "Sixty thousand crossed.")]);
    let says = "《边界志》第45页。";
    document.source.notes = vec![Note {
        mark: "1".to_owned(),
        text: ReadingText::verbatim(says, Span::new(0, says.len())),
        marks: vec![Mark {
            at: Span::new(0, 15),
            style: MarkStyle::Link { target: "https://example.org/zhi".to_owned() },
        }],
        uses: 1,
    }];
    document.source.passages[0].marks = vec![Mark { at: Span::new(21, 24), style: MarkStyle::NoteMark { note: 0 } }];
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    reader.get_by_label("Footnote 1").click();
    reader.run();
    reader.get_by_label(says);
    reader.get_by_label("https://example.org/zhi");
    reader.key_press(Key::Escape);
    reader.run();
    assert!(reader.query_by_label(says).is_none());
}

#[test]
fn a_document_without_translation_offers_to_add_one() {
    let (mut document, mut alignment) = document(&[("边界局势稳定。", ""), ("牧民返回草场。", "")]);
    document.translation = None;
    alignment.translation.clear();
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    reader.get_by_label("¶2 Chinese");
    assert!(reader.query_by_label("¶1: Not translated").is_none());
    reader.get_by_label("Add a translation…").click();
    reader.run();
    assert!(reader.state().borrow_mut().state.take_wants_translation());
}

#[test]
fn rows_that_change_keep_the_place() {
    let (document, alignment) = long(300);
    let mut reader = open(document, alignment.clone(), vec2(900.0, 600.0));
    reader.state().borrow_mut().jump = Some(Jump { serial: 1, row: 200, pair: None });
    reader.run();
    let before = reader.get_by_label("¶201 Chinese").rect().top();
    {
        // The first rows merge into one: every later row has another index.
        let mut shown = reader.state().borrow_mut();
        let rows = &mut shown.alignment.rows;
        let last = rows[49];
        rows[0].source.end = last.source.end;
        rows[0].translation.end = last.translation.end;
        rows[0].beads.end = last.beads.end;
        rows.drain(1..50);
        shown.revision = 2;
    }
    reader.run();
    let after = reader.get_by_label("¶201 Chinese").rect().top();
    assert!((before - after).abs() < 2.0, "{before} {after}");
}

#[test]
fn a_row_as_long_as_a_book_is_laid_out_where_it_is_seen() {
    let sentence = "边界局势稳定，牧民返回草场，县委报告粮食产量。";
    let text = sentence.repeat(30_000);
    let (document, alignment) = document(&[("序。", "Preface."), (text.as_str(), "Short."), ("跋。", "End.")]);
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    let parts = |reader: &Reader| reader.query_all_by_label_contains("¶2 Chinese").count();
    assert!((1..10).contains(&parts(&reader)), "{}", parts(&reader));
    for _ in 0..30 {
        reader.key_press(Key::PageDown);
        reader.run();
        assert!((1..10).contains(&parts(&reader)), "{}", parts(&reader));
    }
    let middle = sentence.len() * 15_000;
    let pair = (0..30_000).find(|pair| pair * sentence.len() == middle);
    reader.state().borrow_mut().jump = Some(Jump { serial: 1, row: 1, pair });
    reader.run();
    assert!((1..10).contains(&parts(&reader)));
    reader.key_press(Key::End);
    reader.run();
    reader.get_by_label("¶3 English");
}

#[test]
fn dragging_over_the_edge_scrolls_and_selects_on() {
    let (document, alignment) = long(200);
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    let from = edge(&reader, "¶1 Chinese", 0);
    reader.hover_at(from);
    reader.run();
    reader.drag_at(from);
    reader.run();
    reader.hover_at(Pos2::new(200.0, 590.0));
    reader.step();
    reader.hover_at(Pos2::new(200.0, 650.0));
    reader.run_steps(120);
    let selected = selection(&reader).unwrap();
    assert_eq!((selected.first_passage, selected.start), (0, 0));
    assert!(selected.last_passage > 8, "{selected:?}");
    assert!(reader.query_by_label("¶1 Chinese").is_none());
    reader.drop_at(Pos2::new(200.0, 650.0));
    reader.run();
    assert_eq!(selection(&reader).unwrap().first_passage, 0);
}

#[test]
fn the_text_stands_still_when_nothing_happens() {
    let mut reader = small();
    // `run` ends when no frame is asked for any more: it panics on a reader that never rests.
    reader.hover_at(han(&reader, "¶1 Chinese", 3));
    reader.run();
    let rests =
        reader.output().viewport_output.values().all(|output| output.repaint_delay > std::time::Duration::from_secs(1));
    assert!(rests, "the reader asks for frames though nothing moves");
}
