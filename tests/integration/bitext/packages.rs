//! Word documents and electronic books of others: what is read of them, and archives that are made to do harm.

use std::io::{Cursor, Write as _};

use duizhao::export::bitext::{Form, written};
use duizhao::import::{self, ImportError};
use duizhao::model::{Document, DocumentKind, Side, fits};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sample::{document, rows};

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("it is in memory");
        archive.write_all(text.as_bytes()).expect("it is in memory");
    }
    archive.finish().expect("it is in memory").into_inner()
}

/// A Word document with this in its body.
fn word(body: &str) -> Vec<u8> {
    let styles =
        "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"heading 2\"/></w:style></w:styles>";
    let text =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}<w:sectPr/></w:body></w:document>");
    archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &text), ("word/styles.xml", styles)])
}

fn texts(side: Option<&Side>) -> Vec<String> {
    let shown = |passage: &duizhao::model::Passage| {
        format!("{:?} {} {}", passage.kind, passage.level, passage.text.text().replace('\n', "/"))
    };
    side.map_or(Vec::new(), |side| side.passages.iter().map(shown).collect())
}

fn read(bytes: &[u8]) -> Document {
    let document = import::read(bytes, "文.docx").unwrap_or_else(|error| panic!("{error}"));
    assert!(document.pairing.as_ref().is_none_or(|pairing| fits(&document, pairing)));
    document
}

#[test]
fn paragraphs_of_word_are_read_as_they_stand() {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let body = [
        format!("<w:p><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr>{}</w:p>", run("题 &amp; 名")),
        format!("<w:p>{}{}<w:r><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>", run("水"), run("位 ")),
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr>{}</w:p><w:p/>", run("项")),
        format!(
            "<w:p>{}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{}</w:ins></w:p>",
            run("留"),
            run("新")
        ),
        format!("<w:p>{}<w:r><w:instrText>PAGE</w:instrText><w:footnoteReference/></w:r></w:p>", run("注")),
        format!(
            "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p>{}</w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            run("外"),
            run("框"),
            run("旧框")
        ),
        format!(
            "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
            run("年"),
            run("人")
        ),
    ];
    let document = read(&word(&body.concat()));
    assert_eq!(document.kind, DocumentKind::Docx);
    assert_eq!(
        texts(Some(&document.source)),
        [
            "Heading 2 题 & 名",
            "Paragraph 0 水位 /二\t三",
            "ListItem 2 项",
            "Paragraph 0 留新",
            "Paragraph 0 注",
            "Paragraph 0 外",
            "Paragraph 0 框",
            "Table 0 年\t人",
        ]
    );
    assert_eq!(document.warnings.len(), 1);
    assert_eq!(document.title, "题 & 名");
}

#[test]
fn two_columns_of_word_are_pairs() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |one: &str, two: &str| format!("<w:tr>{}{}</w:tr>", cell(one), cell(two));
    let body = format!(
        "<w:p><w:r><w:t>河口</w:t></w:r></w:p><w:tbl>{}{}{}</w:tbl>",
        row("Chinese", "English"),
        row("水位稳定。", "The level is stable."),
        row("只有中文。", "")
    );
    let document = read(&word(&body));
    let pairing = document.pairing.as_ref().expect("it has pairs");
    assert_eq!(texts(Some(&document.source)), ["Paragraph 0 河口", "Paragraph 0 水位稳定。", "Paragraph 0 只有中文。"]);
    assert_eq!(pairing.rows.iter().map(|row| row.translation.len()).collect::<Vec<_>>(), [0, 1, 0]);
    // The columns may stand the other way round.
    let turned = read(&word(&format!("<w:tbl>{}</w:tbl>", row("The level is stable.", "水位稳定。"))));
    assert_eq!(texts(Some(&turned.source)), ["Paragraph 0 水位稳定。"]);
}

#[test]
fn chapters_of_a_book_come_in_its_order() {
    let container = "<container><rootfiles><rootfile full-path=\"a/b.opf\"/></rootfiles></container>";
    let list = "<package><metadata xmlns:dc=\"d\"><dc:title>河口记</dc:title></metadata><manifest>\
                <item id=\"n\" href=\"nav.xhtml\" properties=\"nav\"/><item id=\"1\" href=\"../c/%E4%B8%80.xhtml\"/>\
                <item id=\"2\" href=\"two.xhtml\"/><item id=\"3\" href=\"../../../etc/passwd\"/></manifest>\
                <spine><itemref idref=\"n\"/><itemref idref=\"2\"/><itemref idref=\"1\"/><itemref idref=\"3\"/></spine></package>";
    let page = |text: &str| {
        format!("<?xml version=\"1.0\"?><html><head><title/><script src=\"x\"/></head><body>{text}</body></html>")
    };
    let bytes = archive(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("a/b.opf", list),
        ("a/nav.xhtml", &page("目录")),
        ("c/一.xhtml", &page("<p>第一&nbsp;章</p>")),
        ("a/two.xhtml", &page("<h1><a id=\"p\"/>序</h1>")),
    ]);
    let document = read(&bytes);
    assert_eq!(document.kind, DocumentKind::Epub);
    assert_eq!(texts(Some(&document.source)), ["Heading 1 序", "Paragraph 0 第一\u{a0}章"]);
    assert_eq!(document.title, "河口记");
    assert!(document.warnings[0].message.contains("etc/passwd"), "{:?}", document.warnings);
}

#[test]
fn archives_that_do_harm_are_refused() {
    let bomb = word(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(40_000_000)));
    let damaged = |bytes: &[u8]| match import::read(bytes, "a.docx") {
        Err(ImportError::Damaged { reason, .. }) => reason,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was read"),
    };
    assert!(bomb.len() < 1_000_000 && damaged(&bomb).contains("unpack"), "{}", bomb.len());
    let empty = archive(&[("META-INF/container.xml", "<container/>")]);
    assert!(damaged(&empty).contains("list of its parts"));
    // Any other archive is still no text.
    let other = archive(&[("a.txt", "水位")]);
    assert!(matches!(import::read(&other, "a.zip"), Err(ImportError::Binary { .. })));
    let deep = word(&format!("{}水位{}", "<w:p><w:r>".repeat(50_000), "</w:r></w:p>".repeat(50_000)));
    import::read(&deep, "a.docx").expect("it is text");
    let page = format!("<html>{}水位", "<div><table><tr><td><p>a".repeat(50_000));
    import::read(page.as_bytes(), "a.html").expect("it is text");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_damage_to_an_archive_panics(
        form in prop::sample::select(vec![Form::Docx, Form::Epub]),
        harms in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let (document, alignment) = document(&rows(), None);
        let mut bytes = written(form, None, &document, &alignment, "").bytes;
        for (at, byte) in harms {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(read) = import::read(&bytes, "a.docx") {
            prop_assert!(read.pairing.as_ref().is_none_or(|pairing| fits(&read, pairing)));
        }
    }

    #[test]
    fn no_markup_in_a_document_panics(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:r>", "<w:t>水位。", "<w:t>Level.", "</w:t>",
            "<w:br/>", "<w:tab/>", "<w:del>", "</w:del>", "<w:pPr><w:pStyle w:val=\"Row-heading-9\"/></w:pPr>", "<mc:Fallback>", "&#x1;", "&x;", "<![CDATA[", "]]>",
        ]), 0..40),
    ) {
        read(&word(&pieces.concat()));
    }

    #[test]
    fn no_page_panics(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<html>", "<body>", "<p>", "</p>", "<table>", "</table>", "<tr data-row=1>", "<tr>", "<td data-side=source lang=zh>", "<td data-side=translation>", "<td>", "</td>",
            "<span data-pair=1>", "<span data-pair=2 data-status=review data-confidence=7>", "</span>", "水位。", "Level.", "<br>", "<li>", "<pre>\n", "&nbsp;", "&#0;", "<script>", "</script>", "<title>", "\u{0}", "\r\n", "<!--", "-->",
            "| ¶ | Chinese | English |\n| --- | --- | --- |\n", "| ¶1<br>review | 水<br><br>位 | a |\n", "# ", "- ", "> ", "```\n",
        ]), 0..40),
        name in prop::sample::select(vec!["a.html", "a.md", ""]),
    ) {
        let text = pieces.concat();
        if let Ok(read) = import::read(text.as_bytes(), name) {
            prop_assert!(read.pairing.as_ref().is_none_or(|pairing| fits(&read, pairing)), "{:?}", read);
        }
    }
}
