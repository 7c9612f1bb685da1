//! What leaves comes back: pairs, order, rows, status, confidence, kinds of passages and the record.

use duizhao::align;
use duizhao::export::bitext::{Form, Level, written};
use duizhao::import;
use duizhao::model::{Alignment, Document, Progress, SideName, Status, fits};
use proptest::prelude::*;

use super::sample::{Pair, any_rows, document, kinds, pairs, rows};

/// What is read of a document in a form, with its pairing.
fn back(form: Form, level: Option<Level>, document: &Document, alignment: &Alignment) -> (Document, Alignment) {
    let bytes = written(form, level, document, alignment, "0123").bytes;
    assert_eq!(written(form, level, document, alignment, "0123").bytes, bytes, "{form:?} is not the same twice");
    let name = format!("a.{}", form.extension());
    let read = import::read(&bytes, &name).unwrap_or_else(|error| panic!("{form:?}: {error}"));
    let pairing = align::align(&read, &Progress::default()).expect("nobody cancels");
    assert!(fits(&read, &pairing), "{form:?}");
    assert_eq!(read.pairing.is_some(), read.translation.is_some(), "{form:?}");
    assert_eq!(read.warnings, [], "{form:?}");
    (read, pairing)
}

/// Forms that hold sentence pairs whole.
const WHOLE: [Form; 5] = [Form::Tmx, Form::Xliff, Form::Html, Form::Epub, Form::Tei];

#[test]
fn everything_comes_back_that_the_form_can_hold() {
    let (document, alignment) = document(&rows(), Some((0, 4)));
    let expected = pairs(&document, &alignment);
    for form in WHOLE {
        let (read, pairing) = back(form, None, &document, &alignment);
        assert_eq!(pairs(&read, &pairing), expected, "{form:?}");
        for side in SideName::BOTH {
            assert_eq!(kinds(read.side(side)), kinds(document.side(side)), "{form:?}");
        }
        assert_eq!((&read.title, &read.metadata), (&document.title, &document.metadata), "{form:?}");
    }
}

#[test]
fn characters_that_xml_cannot_hold_are_replaced_and_told() {
    let mut rows = rows();
    rows[0].passages[0] = vec!["水\u{1}位\u{b}\u{fffe}".to_owned()];
    let (document, alignment) = document(&rows, None);
    let told = |form| written(form, None, &document, &alignment, "").changed;
    assert_eq!(told(Form::Tmx), ["3 characters that XML 1.0 cannot hold were replaced by U+FFFD."]);
    let source = |form| back(form, None, &document, &alignment).0.source.passages[0].text.text().to_owned();
    assert_eq!(source(Form::Tmx), "水\u{fffd}位\u{fffd}\u{fffd}");
    // XLIFF has an element for them.
    assert_eq!(source(Form::Xliff), "水\u{1}位\u{b}\u{fffe}");
    assert_eq!(told(Form::Xliff).len(), 1);
}

#[test]
fn documents_to_print_hold_rows() {
    let mut rows = rows();
    rows[0].passages[0] = vec!["水\u{1}位 | *一* <br> `二`".to_owned()];
    rows[3].status = vec![Status::Review];
    let (document, alignment) = document(&rows, None);
    for form in [Form::Docx, Form::Markdown] {
        let (read, pairing) = back(form, None, &document, &alignment);
        for side in SideName::BOTH {
            let texts = |document: &Document| -> Vec<String> {
                let passages = &document.side(side).expect("it is there").passages;
                let clean =
                    |text: &str| text.replace('\u{1}', "\u{fffd}").split_whitespace().collect::<Vec<_>>().join(" ");
                passages.iter().map(|passage| clean(passage.text.text())).collect()
            };
            assert_eq!(texts(&read), texts(&document), "{form:?}");
            if form == Form::Docx {
                assert_eq!(kinds(read.side(side)), kinds(document.side(side)));
            }
        }
        let rows = |alignment: &Alignment| -> Vec<_> {
            let status = |row| alignment.row_status(row);
            alignment.rows.iter().map(|row| (row.number, row.source, row.translation, status(row))).collect()
        };
        assert_eq!(rows(&pairing), rows(&alignment), "{form:?}");
        assert_eq!((&read.title, &read.metadata), (&document.title, &document.metadata), "{form:?}");
        assert_eq!(written(form, None, &document, &alignment, "").changed.len(), 1);
    }
}

#[test]
fn tables_hold_rows_or_pairs() {
    let (document, alignment) = document(&rows(), Some((0, 4)));
    let texts = |pairs: Vec<Pair>| -> Vec<(u32, [String; 2], Option<usize>)> {
        let clean = |text: &String| text.replace('¶', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        pairs.iter().map(|pair| (pair.row, [0, 1].map(|side| clean(&pair.texts[side])), pair.order)).collect()
    };
    let (read, pairing) = back(Form::Csv, Some(Level::Pair), &document, &alignment);
    assert_eq!(texts(pairs(&read, &pairing)), texts(pairs(&document, &alignment)));
    let statuses = |pairs: Vec<Pair>| pairs.iter().map(|pair| (pair.status, pair.confidence)).collect::<Vec<_>>();
    assert_eq!(statuses(pairs(&read, &pairing)), statuses(pairs(&document, &alignment)));
    let (read, pairing) = back(Form::Csv, None, &document, &alignment);
    for side in SideName::BOTH {
        let texts = |document: &Document| -> Vec<String> {
            let passages = &document.side(side).expect("it is there").passages;
            passages.iter().map(|passage| passage.text.text().trim().to_owned()).collect()
        };
        assert_eq!(texts(&read), texts(&document));
    }
    assert_eq!(pairing.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 7, 3, 4, 5]);
    let (read, pairing) = back(Form::Tsv, None, &document, &alignment);
    assert_eq!(pairing.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 7, 3, 4, 5]);
    assert_eq!(read.translation.map(|side| side.passages.len()), Some(4));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_pairs_come_back(rows in any_rows(), swap in any::<(prop::sample::Index, prop::sample::Index)>()) {
        let has_both = |rows: &[super::sample::RowOf]| [0, 1].iter().all(|side| rows.iter().any(|row| !row.passages[*side].is_empty()));
        prop_assume!(has_both(&rows));
        let swapped = Some((swap.0.index(rows.len()), swap.1.index(rows.len())));
        let (document, alignment) = document(&rows, swapped);
        for form in WHOLE {
            let (read, pairing) = back(form, None, &document, &alignment);
            prop_assert_eq!(pairs(&read, &pairing), pairs(&document, &alignment), "{:?}", form);
            for side in SideName::BOTH {
                prop_assert_eq!(kinds(read.side(side)), kinds(document.side(side)), "{:?}", form);
            }
        }
        for form in Form::ALL {
            for level in [None, Some(Level::Row), Some(Level::Pair)] {
                let bytes = written(form, level, &document, &alignment, "").bytes;
                import::read(&bytes, "").expect("it can be read as something");
            }
        }
    }
}
