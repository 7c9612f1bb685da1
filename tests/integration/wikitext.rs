//! Whole pages of wikitext: one of our own as a snapshot, and the shared ones against what was asked for.

use std::path::Path;
use std::sync::Arc;

use duizhao::import::wikitext;
use duizhao::model::{Document, MarkStyle, PassageKind, SourceText};

use crate::shared;

fn read(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).expect("the page is there and in UTF-8");
    let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    wikitext::read(&Arc::new(SourceText::new(name, text)))
}

fn shared_page(name: &str) -> Option<Document> {
    shared::document(name).map(|path| read(&path))
}

/// Everything a reader gets to see of a document.
fn dump(document: &Document) -> String {
    let mut lines = vec![format!("title: {}", document.title)];
    lines.extend(document.flags.iter().map(|flag| format!("flag: {} ({})", flag.message, flag.template)));
    for field in &document.source.infobox {
        lines.push(format!("field: {}\n    {}", field.label, field.value.replace('\n', "\n    ")));
    }
    for passage in &document.source.passages {
        let text = passage.text.text();
        lines.push(format!("{:?} {}: {}", passage.kind, passage.level, text.replace('\t', " ⇥ ")));
        for mark in passage.marks.iter().filter(|mark| !matches!(mark.style, MarkStyle::NoteMark { .. })) {
            lines.push(format!("    {:?}: {}", mark.style, mark.at.of(text).expect("marks cover text")));
        }
    }
    lines.extend(
        document.source.notes.iter().map(|note| format!("note {} ×{}: {}", note.mark, note.uses, note.text.text())),
    );
    lines.extend(document.source.links.iter().map(|link| format!("link: {} → {}", link.text, link.target)));
    lines.push(format!("categories: {}", document.source.categories.join(", ")));
    lines.extend(document.warnings.iter().map(|warning| format!("warning at {}: {}", warning.at, warning.message)));
    lines.join("\n")
}

#[test]
fn a_whole_page_reads_as_on_the_wiki() {
    let page = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/wikitext/windmill.zh.wikitext"));
    insta::assert_snapshot!(dump(&page));
}

fn headings(document: &Document) -> Vec<u8> {
    let headings = document.source.passages.iter().filter(|passage| passage.kind == PassageKind::Heading);
    headings.map(|heading| heading.level).collect()
}

fn assert_no_markup(document: &Document) {
    let passages = document.source.passages.iter().map(|passage| passage.text.text());
    let notes = document.source.notes.iter().map(|note| note.text.text());
    let fields = document.source.infobox.iter().map(|field| field.value.as_str());
    for text in passages.chain(notes).chain(fields) {
        for mark in ["{{", "}}", "[[", "]]", "'''", "<ref", "==", "<br", "</ref", "{|"] {
            assert!(!text.contains(mark), "{mark} in {text}");
        }
        assert!(!text.starts_with('|'), "{text}");
    }
}

fn note_uses(document: &Document) -> u32 {
    document.source.notes.iter().map(|note| note.uses).sum()
}

#[test]
fn the_exodus_page_is_whole() {
    let Some(page) = shared_page("xinjiang-exodus.zh.wikitext") else { return };
    assert_eq!(page.title, "新疆居民外逃");
    assert_eq!(headings(&page), [2, 2, 2, 2]);
    assert_eq!((page.source.notes.len(), note_uses(&page)), (3, 3));
    let flags: Vec<_> = page.flags.iter().map(|flag| flag.template.as_str()).collect();
    assert_eq!(flags, ["npov", "增加来源"]);
    let of_kind = |kind: PassageKind| page.source.passages.iter().filter(move |passage| passage.kind == kind);
    let lines: Vec<_> = of_kind(PassageKind::MetadataLine).map(|passage| passage.text.text()).collect();
    assert_eq!(lines, ["主条目：伊塔事件"]);
    assert_eq!(of_kind(PassageKind::ListItem).map(|passage| passage.level).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(page.source.categories.len(), 8);
    assert!(page.source.categories.iter().all(|category| !category.contains(':')));
    assert!(page.source.notes.iter().skip(1).all(|note| note.text.text().contains("http://")));
    assert!(page.warnings.is_empty());
    assert_no_markup(&page);
}

#[test]
fn the_incident_page_is_whole() {
    let Some(page) = shared_page("yining-incident.zh.wikitext") else { return };
    assert_eq!(page.title, "伊宁事变");
    assert_eq!(headings(&page), [2, 2, 3, 3, 2, 2, 2, 3, 3, 3, 4, 4, 2, 2, 2, 2, 2, 2]);
    assert_eq!((page.source.notes.len(), note_uses(&page)), (41, 44));
    assert!(page.source.notes.iter().all(|note| !note.text.is_empty()));
    assert_eq!(page.source.categories.len(), 6);

    let value = |label: &str| {
        let field = page.source.infobox.iter().find(|field| field.label == label);
        field.map(|field| field.value.as_str()).unwrap_or_default()
    };
    assert!(value("Belligerents 2").starts_with("Soviet Union\n"));
    assert!(value("Commanders 1").contains("\n（Republic of China）刘斌迪（Liu Bin-Di）†\n"));
    assert!(value("Strength 1").contains("\n  （Republic of China）第二军（4个师）\n"));
    assert_eq!(value("Commanders 1").lines().count(), 12);

    let captions = page.source.passages.iter().filter(|passage| passage.kind == PassageKind::Caption);
    assert_eq!(captions.map(|passage| passage.text.text()).collect::<Vec<_>>(), ["势力范围（红色部分）"]);
    assert_eq!(page.warnings.len(), 1);
    assert!(page.source.links.iter().any(|link| link.text == "三区革命烈士陵园" && link.target.starts_with("http")));
    assert_no_markup(&page);
}
