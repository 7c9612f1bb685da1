//! Notes taken away: what each format says, what it cannot hold, and that hostile text does nothing in any of them.

mod hostile;
mod sample;
mod statement;

use std::sync::Arc;

use duizhao::export::citation;
use duizhao::export::notes::{Chosen, NotesView, Rows, Settled, Standing, csv, docx, html, markdown};
use duizhao::model::{Draft, DraftId, Motivation, SidePlace, SideText, Standing as Stands, Target};

use sample::{Desk, SOURCE, TRANSLATION, noted};

fn view(desk: &Desk) -> NotesView {
    NotesView::new(&desk.document, &desk.work, &Chosen::default())
}

#[test]
fn notes_come_in_text_order_with_their_replies() {
    let view = view(&noted());
    let line = |entry: &duizhao::export::notes::Entry| {
        let address = entry.address.map(|address| address.to_string()).unwrap_or_default();
        format!("{} {} {address} {}", entry.label(), entry.id.trim_start_matches("urn:example:"), entry.depth)
    };
    let placed: Vec<String> = view.placed.iter().map(line).collect();
    assert_eq!(
        placed,
        [
            "1 both ¶2.2 0",
            "1.1 reply  1",
            "1.2 reply-to-reply  2",
            "2 overlap ¶2.2 0",
            "3 mark ¶3.1 0",
            "4 wording ¶3.1 0",
            "5 bare ¶3.1–2 0",
            "6 moved ¶3.3 0",
            "7 translation ¶4.1 0",
        ]
    );
    assert_eq!(view.lost.iter().map(line).collect::<Vec<_>>(), ["8 gone  0"]);
    assert_eq!(view.rows.len(), 4);
}

#[test]
fn what_is_chosen_leaves() {
    let desk = noted();
    let ids = |chosen: &Chosen| {
        let view = NotesView::new(&desk.document, &desk.work, chosen);
        let ids: Vec<String> = view.entries().map(|entry| entry.id.replace("urn:example:", "")).collect();
        (ids.join(" "), view.rows.len(), view.summary())
    };
    let all = Chosen::default();
    for (chosen, expected, rows, summary) in [
        (Chosen { tags: vec!["数字".into()], ..all.clone() }, "both reply reply-to-reply", 4, "3 of 10 notes."),
        (
            Chosen { settled: Settled::Resolved, ..all.clone() },
            "both reply reply-to-reply overlap",
            4,
            "4 of 10 notes.",
        ),
        (Chosen { authors: vec![String::new()], ..all.clone() }, "gone", 4, "1 of 10 notes."),
        (
            Chosen { motivations: vec![Motivation::Bookmarking], rows: Rows::WithNotes, ..all.clone() },
            "mark",
            1,
            "1 of 10 notes.",
        ),
        (Chosen { tags: vec!["无".into()], rows: Rows::WithNotes, ..all }, "", 0, "0 of 10 notes."),
    ] {
        assert_eq!(ids(&chosen), (expected.to_owned(), rows, summary.to_owned()), "{chosen:?}");
    }
}

#[test]
fn a_place_that_does_not_hold_is_lost_whatever_it_says() {
    let mut desk = Desk::memo();
    let mut wrong = desk.at(SOURCE, "来信");
    wrong.selector.start += 1;
    wrong.selector.end += 1;
    let mut outside = desk.at(TRANSLATION, "letter");
    (outside.selector.start, outside.selector.end) = (u32::MAX - 1, u32::MAX);
    outside.standing = Stands::ToConfirm { was: outside.selector.clone() };
    desk.note("wrong", Motivation::Commenting, vec![wrong, outside], "");
    let view = view(&desk);
    assert!(view.placed.is_empty());
    assert!(view.lost[0].places.iter().all(|place| place.standing == Standing::Lost && place.address.is_none()));
}

#[test]
fn replies_in_a_circle_or_to_nothing_are_kept() {
    let mut desk = Desk::memo();
    desk.reply("a", "b", "甲");
    desk.reply("b", "a", "乙");
    desk.reply("c", "none", "丙");
    for nth in 0..20_000 {
        desk.reply(&format!("chain-{nth}"), &format!("chain-{}", nth - 1), "");
    }
    let view = view(&desk);
    assert_eq!(view.lost.len(), 20_003);
    assert_eq!(csv(&view).lines().count(), 20_004);
}

#[test]
fn markdown_reads_well() {
    insta::assert_snapshot!(markdown(&view(&noted())));
}

#[test]
fn csv_has_a_line_a_note() {
    let csv = csv(&view(&noted()));
    assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"));
    insta::assert_snapshot!(csv.replace('\u{feff}', "<BOM>").replace('\r', "␍"));
}

#[test]
fn html_has_rows_and_margins() {
    let html = html(&view(&noted()));
    let (_, body) = html.split_once("</head>\n").unwrap();
    insta::assert_snapshot!(body);
}

#[test]
fn every_link_of_the_page_leads_somewhere_in_it() {
    let html = html(&view(&noted()));
    let all = |before: &str| -> Vec<String> {
        html.split(before).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let (mut links, mut names) = (all(" href=\"#"), all(" id=\""));
    let count = names.len();
    links.sort();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "no name twice");
    assert!(links.len() > 10, "{links:?}");
    assert!(links.iter().all(|link| names.contains(link)), "{links:?} {names:?}");
}

#[test]
fn docx_has_comments_and_threads() {
    let bytes = docx(&view(&noted()));
    let lines = |name: &str| part(&bytes, name).replace("><", ">\n<").replace("</w:p>", "</w:p>\n");
    insta::assert_snapshot!("docx_document", lines("word/document.xml"));
    insta::assert_snapshot!("docx_comments", lines("word/comments.xml"));
    insta::assert_snapshot!("docx_threads", lines("word/commentsExtended.xml"));
}

#[test]
fn comments_start_end_and_are_referred_to_once_each() {
    let bytes = docx(&view(&noted()));
    let (document, comments) = (part(&bytes, "word/document.xml"), part(&bytes, "word/comments.xml"));
    let count = comments.matches("<w:comment ").count();
    assert_eq!(count, 10, "seven notes, two replies, a note on both sides twice");
    for id in 0..count {
        for element in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
            assert_eq!(document.matches(&format!("<w:{element} w:id=\"{id}\"/>")).count(), 1, "{element} {id}");
        }
    }
}

#[test]
fn the_same_notes_give_the_same_bytes() {
    let (one, other) = (view(&noted()), view(&noted()));
    assert_eq!(docx(&one), docx(&other));
    assert_eq!(html(&one), html(&other));
}

/// A part of a package, which must be well-formed XML.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("it is an archive");
    let mut part = archive.by_name(name).expect("the part is there");
    assert_eq!(part.last_modified(), Some(zip::DateTime::default()), "no time is in it");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut part, &mut text).expect("it is text");
    let mut reader = quick_xml::Reader::from_str(&text);
    reader.config_mut().check_end_names = true;
    while !matches!(reader.read_event().expect("it is XML"), quick_xml::events::Event::Eof) {}
    text
}

#[test]
fn a_draft_is_cited_as_a_draft() {
    let Desk { document, work, .. } = Desk::memo();
    let reading = document.source.passages[3].text.text();
    let place = |at| SidePlace { passage: 3, at };
    let range = (place(0), place(reading.len() as u32));
    let text = SideText::new(&document.source);
    let (start, end) = (text.position(range.0).unwrap(), text.position(range.1).unwrap());
    let target = Target { side: SOURCE, selector: text.selector(start, end).unwrap(), standing: Stands::Sure };
    let draft = |target: &Target, author: &str, says: &str| {
        Arc::new(Draft {
            author: author.to_owned(),
            ..Draft::new(DraftId(says.into()), target.clone(), says.to_owned())
        })
    };
    let wording = Target { side: TRANSLATION, ..target.clone() };
    let drafts = [
        draft(&target, "王\n编辑", "Copies to\u{202e} all."),
        draft(&target, "", "Copies."),
        draft(&wording, "", "No."),
    ];
    let cited = citation(&document, &work.alignment, &drafts, &[(SOURCE, range)]).unwrap();
    let quoted: Vec<&str> = cited.split("\n\n").skip(1).take(2).collect();
    assert_eq!(quoted, ["[Draft translation by 王 编辑]\nCopies to⟨U+202E⟩ all.", "[Draft translation]\nCopies."]);
    assert_eq!(cited.matches("Draft").count(), 2, "{cited}");
}

#[test]
fn a_selection_is_cited_with_its_partner() {
    let Desk { document, work, .. } = Desk::memo();
    let part = |side, passage, text: &str| {
        let reading = document.side(side).unwrap().passages[passage as usize].text.text();
        let at = reading.find(text).unwrap() as u32;
        let place = |at| SidePlace { passage, at };
        (side, (place(at), place(at + text.len() as u32)))
    };
    let cited = |side, passage, text| citation(&document, &work.alignment, &[], &[part(side, passage, text)]);
    insta::assert_snapshot!(cited(SOURCE, 1, "牧民赶着牛羊").unwrap());
    insta::assert_snapshot!(cited(TRANSLATION, 2, "this. They").unwrap());
    insta::assert_snapshot!(cited(SOURCE, 3, "主席、总理").unwrap());
    assert_eq!(cited(SOURCE, 3, ""), None);
    // With a part of each side selected, those parts and no whole sentences.
    let both = [part(SOURCE, 1, "牧民赶着牛羊"), part(TRANSLATION, 1, "herdsmen")];
    let both = citation(&document, &work.alignment, &[], &both).unwrap();
    let alone = cited(SOURCE, 1, "牧民赶着牛羊").unwrap();
    let (quotes, source) = both.rsplit_once("\n\n").unwrap();
    assert_eq!(quotes, "牧民赶着牛羊\n\nherdsmen");
    assert!(alone.ends_with(source), "{source}");
}
