//! What is told of an export before it is written is what is in it.

use duizhao::export::bitext::{Counts, Form, Level, outline, written};
use duizhao::model::{Alignment, Document, Status};
use proptest::prelude::*;

use super::sample::{any_rows, document, rows};

const LEVELS: [Option<Level>; 3] = [None, Some(Level::Row), Some(Level::Pair)];

fn file(form: Form, level: Option<Level>, document: &Document, alignment: &Alignment) -> String {
    String::from_utf8(written(form, level, document, alignment, "").bytes).expect("it is text")
}

#[test]
fn pairs_are_counted_once_each_by_how_they_stand() {
    let (document, alignment) = document(&rows(), None);
    let of = |form, level| outline(form, level, &document, &alignment, 3);
    let pairs = Counts { all: 8, confirmed: 2, corrected: 1, to_review: 1, proposed: 1, alone: 2, left_out: 1 };
    assert_eq!(of(Form::Tmx, None).counts, pairs);
    let kinds: Vec<_> = pairs.kinds().map(|(_, name)| name).collect();
    assert_eq!(kinds, ["confirmed", "corrected", "to review", "proposed", "without a partner", "left out on purpose"]);
    for (form, level, expected) in [
        (Form::Tmx, Some(Level::Row), Level::Row),
        (Form::Csv, None, Level::Row),
        (Form::Beads, None, Level::Pair),
        // These leave no choice.
        (Form::Xliff, Some(Level::Row), Level::Pair),
        (Form::Docx, Some(Level::Pair), Level::Row),
    ] {
        let outline = of(form, level);
        let all = if expected == Level::Row { 5 } else { 8 };
        assert_eq!((outline.level, outline.counts.all, outline.lines.len()), (expected, all, 3), "{form:?}");
    }
    let lines = of(Form::Csv, None).lines;
    assert_eq!((&lines[0].texts, lines[0].status), (&["水位".to_owned(), "The level".to_owned()], Status::Confirmed));
}

#[test]
fn a_document_without_a_translation_is_told_as_one() {
    let mut rows = rows();
    rows.truncate(3);
    for row in &mut rows {
        row.passages[1].clear();
        row.status.clear();
    }
    let (mut document, alignment) = document(&rows, None);
    document.translation = None;
    for form in Form::ALL {
        let outline = outline(form, None, &document, &alignment, 100);
        assert!(!outline.is_translated, "{form:?}");
        assert_eq!(outline.counts.alone, outline.counts.all, "{form:?}");
        assert_eq!(outline.changed, written(form, None, &document, &alignment, "").changed, "{form:?}");
    }
    assert!(Form::Tmx.without_translation().is_some() && Form::Docx.without_translation().is_none());
}

#[test]
fn what_the_file_changes_is_told_before() {
    let mut rows = rows();
    rows[0].passages[0] = vec!["水\u{1}位".to_owned()];
    let (document, alignment) = document(&rows, Some((0, 4)));
    for form in Form::ALL {
        for level in LEVELS {
            let told = outline(form, level, &document, &alignment, 0).changed;
            assert_eq!(told, written(form, level, &document, &alignment, "").changed, "{form:?} {level:?}");
        }
    }
    assert_eq!(outline(Form::Docx, None, &document, &alignment, 0).changed.len(), 2);
}

proptest! {
    #[test]
    fn every_line_of_the_file_is_told(rows in any_rows()) {
        let (document, alignment) = document(&rows, None);
        for level in LEVELS {
            let told = |form| outline(form, level, &document, &alignment, usize::MAX);
            let beads = file(Form::Beads, level, &document, &alignment);
            let lines: Vec<String> = told(Form::Beads).lines.into_iter().map(|line| line.texts.concat()).collect();
            prop_assert_eq!(lines, beads.lines().collect::<Vec<_>>());

            let table = file(Form::Tsv, level, &document, &alignment);
            let fields: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
            let outline = told(Form::Tsv);
            prop_assert_eq!(outline.counts.all, fields.len());
            let counts = outline.counts;
            let stand = |name: &[&str]| fields.iter().filter(|fields| name.contains(&fields[4])).count();
            prop_assert_eq!(counts.confirmed, stand(&["confirmed"]));
            prop_assert_eq!(counts.to_review, stand(&["review"]));
            prop_assert_eq!(counts.proposed, stand(&["proposed"]));
            // What a person took apart is corrected in the file, and has no partner all the same.
            let apart = stand(&["corrected", "source-only", "translation-only"]);
            prop_assert_eq!(counts.corrected + counts.alone, apart);
            prop_assert_eq!(counts.left_out, stand(&["left-out"]));
            for (line, fields) in outline.lines.iter().zip(fields) {
                prop_assert_eq!(line.address.to_string(), fields[0]);
                prop_assert_eq!(line.status == Status::Confirmed, fields[4] == "confirmed");
            }
            prop_assert_eq!(told(Form::Tmx).counts.all, file(Form::Tmx, level, &document, &alignment).matches("<tu ").count());
        }
    }
}
