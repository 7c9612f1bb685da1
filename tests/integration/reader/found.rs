//! What is searched for, as it is marked in the text.

use duizhao::model::{Mark, MarkStyle, Note, ReadingText, Span};
use duizhao::ui::palette::Palette;
use duizhao::ui::reader::Sought;
use eframe::egui::{Rect, Shape, vec2};
use egui_kittest::kittest::Queryable as _;

use super::{Reader, document, han, open, small};

/// Asks for `typed` and gives the marks that are drawn, from top to bottom and from left to right.
fn marks(reader: &mut Reader, typed: &str) -> Vec<Rect> {
    let serial = reader.state().borrow().sought.as_ref().map_or(0, Sought::serial) + 1;
    reader.state().borrow_mut().sought = Some(Sought::new(typed, serial));
    reader.run();
    drawn(reader)
}

fn drawn(reader: &Reader) -> Vec<Rect> {
    let mut marks = Vec::new();
    for clipped in &reader.output().shapes {
        // Everything that is marked has the frame; the mark of a footnote hardly has a ground.
        if let Shape::Rect(shape) = &clipped.shape
            && shape.stroke.color == Palette::LIGHT.found_line
        {
            marks.push(shape.rect);
        }
    }
    marks.sort_by(|one, other| one.top().total_cmp(&other.top()).then(one.left().total_cmp(&other.left())));
    marks
}

#[test]
fn what_is_searched_for_is_marked_where_a_pair_meets_all_of_it() {
    let mut reader = small();
    reader.run();
    for (typed, many) in [
        // Once in each script it stands in; the form of the characters is one.
        ("邊界", 1),
        ("quiet", 1),
        // Both sides of a pair meet it together.
        ("边界 border", 2),
        // Each stands in the text, but in two pairs.
        ("边界 herdsmen", 0),
        // A stem.
        ("harvests", 1),
        // A word, in three sentences; not where it is a part of another.
        ("the", 3),
        ("草原", 0),
        ("，", 0),
        ("", 0),
    ] {
        assert_eq!(marks(&mut reader, typed).len(), many, "{typed}");
    }
    let found = marks(&mut reader, "局势")[0];
    for nth in [2, 3] {
        assert!(found.contains(han(&reader, "¶1 Chinese", nth)), "{found}");
    }
    assert!(!found.contains(han(&reader, "¶1 Chinese", 1)) && !found.contains(han(&reader, "¶1 Chinese", 4)));
    reader.state().borrow_mut().sought = None;
    reader.run();
    assert_eq!(drawn(&reader), []);
}

#[test]
fn marks_follow_the_text_when_it_is_laid_out_anew() {
    let rows: Vec<(String, String)> =
        (0..40).map(|nth| (format!("第{nth}年，边界安静。"), format!("Year {nth}."))).collect();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
    let (document, alignment) = document(&rows);
    let mut reader = open(document, alignment, vec2(900.0, 500.0));
    let before = marks(&mut reader, "边界");
    assert!(before.len() > 3);
    reader.state().borrow_mut().settings.text_percent = 150;
    reader.run();
    let after = drawn(&reader);
    assert!(after.len() < before.len() && after[0].height() > before[0].height(), "{} {}", before.len(), after.len());
    assert!(reader.query_by_label("¶1 Chinese").is_some());
}

#[test]
fn a_footnote_that_is_found_is_marked_at_its_mark() {
    let (mut document, alignment) = document(&[("越界者六万人[1]，返回。", "Sixty thousand crossed.")]);
    let says = "《边界志》第45页。";
    document.source.notes = vec![Note {
        mark: "1".to_owned(),
        text: ReadingText::verbatim(says, Span::new(0, says.len())),
        marks: Vec::new(),
        uses: 1,
    }];
    document.source.passages[0].marks = vec![Mark { at: Span::new(18, 21), style: MarkStyle::NoteMark { note: 0 } }];
    let mut reader = open(document, alignment, vec2(900.0, 600.0));
    reader.run();
    let button = reader.get_by_label("Footnote 1").rect();
    let found = marks(&mut reader, "邊界志");
    assert!(found.len() == 1 && button.contains(found[0].center()), "{found:?} {button}");
    for typed in ["边界志 六万", "没有"] {
        assert_eq!(marks(&mut reader, typed), [], "{typed}");
    }
}
