//! What the Details panel says, gathered once for each revision of a document. Draws nothing.

use std::path::Path;

use crate::model::{DetailKind, Document, DocumentKind, FurnitureKind, MarkStyle, Note, Side, SideName};
use crate::text::{Language, script};

/// The names of the fields of a record that have sections of their own.
pub(super) const CITATION: &str = "Citation";
pub(super) const ADDRESS: &str = "Address";

/// What the panel shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Details {
    /// Title of the document.
    pub(super) title: String,
    /// Whether it is written in Chinese.
    pub(super) title_is_chinese: bool,
    /// What the document was recognised as, and in which encoding it came.
    pub(super) kind: String,
    /// What there is to say; sections without content are left out.
    pub(super) sections: Vec<Section>,
}

/// A part of the panel.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Section {
    Facts(Vec<Fact>),
    Citation(String),
    /// A web address of the record; https or http, as it stands there.
    Address(String),
    Flags(Vec<String>),
    Infobox(Vec<InfoboxRow>),
    Notes(Vec<NoteLine>),
    Categories(Vec<String>),
    Links(Vec<LinkLine>),
    Furniture(Vec<String>),
    Warnings(Vec<String>),
    Files(Vec<String>),
}

/// A piece of metadata.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fact {
    /// What it is, as a search finds it.
    pub(super) kind: DetailKind,
    pub(super) label: String,
    pub(super) text: String,
}

/// A line of the infobox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct InfoboxRow {
    /// What it is, as a search finds it.
    pub(super) kind: DetailKind,
    pub(super) label: String,
    pub(super) items: Vec<InfoboxItem>,
}

/// An item of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct InfoboxItem {
    /// How deep it is nested, from 0.
    pub(super) level: usize,
    pub(super) text: String,
}

/// A footnote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NoteLine {
    /// What it is, as a search finds it.
    pub(super) kind: DetailKind,
    pub(super) mark: String,
    pub(super) text: String,
    pub(super) uses: u32,
    /// Web addresses it links to, each once.
    pub(super) addresses: Vec<String>,
}

/// A link of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct LinkLine {
    pub(super) text: String,
    /// Where it leads, if that is an address of the web.
    pub(super) address: Option<String>,
}

impl Details {
    /// Gathers what there is to say about `document`, which was read from `files`.
    pub(crate) fn of(document: &Document, files: &[&Path]) -> Self {
        let named: Vec<(SideName, &Side)> =
            SideName::BOTH.into_iter().filter_map(|name| Some((name, document.side(name)?))).collect();
        let sides: Vec<&Side> = named.iter().map(|(_, side)| *side).collect();
        let metadata = &document.metadata;
        let mut sections = vec![Section::Facts(facts(document))];
        sections.extend(metadata.citation.clone().map(Section::Citation));
        sections.extend(metadata.address.as_deref().and_then(web_address).map(Section::Address));
        sections.push(Section::Flags(document.flags.iter().map(|flag| flag.message.clone()).collect()));
        sections.push(Section::Infobox(named.iter().flat_map(|(name, side)| infobox(*name, side)).collect()));
        sections.push(Section::Warnings(document.warnings.iter().map(|warning| warning.message.clone()).collect()));
        let notes = named.iter().flat_map(|(name, side)| side.notes.iter().map(|note| note_line(*name, note)));
        sections.push(Section::Notes(notes.collect()));
        sections.push(Section::Categories(sides.iter().flat_map(|side| side.categories.clone()).collect()));
        sections.push(Section::Links(links(&sides)));
        sections.push(Section::Furniture(sides.iter().flat_map(|side| furniture(side)).collect()));
        sections.push(Section::Files(files.iter().map(|path| path.display().to_string()).collect()));
        sections.retain(|section| !section.is_empty());
        Self {
            title: document.title.clone(),
            title_is_chinese: script::detect(&document.title) == Some(Language::Chinese),
            kind: kind(document),
            sections,
        }
    }
}

impl Section {
    fn is_empty(&self) -> bool {
        match self {
            Self::Facts(facts) => facts.is_empty(),
            Self::Citation(text) | Self::Address(text) => text.is_empty(),
            Self::Flags(lines)
            | Self::Categories(lines)
            | Self::Furniture(lines)
            | Self::Warnings(lines)
            | Self::Files(lines) => lines.is_empty(),
            Self::Infobox(rows) => rows.is_empty(),
            Self::Notes(notes) => notes.is_empty(),
            Self::Links(links) => links.is_empty(),
        }
    }
}

/// The address of the web that `target` is, if it is one. Nothing else is handed to the browser.
pub(super) fn web_address(target: &str) -> Option<String> {
    let target = target.trim();
    let address = if target.starts_with("//") { format!("https:{target}") } else { target.to_owned() };
    let (scheme, rest) = address.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let clean = !rest.is_empty() && !rest.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    (known && clean).then_some(address)
}

fn kind(document: &Document) -> String {
    let kind = match document.kind {
        DocumentKind::ArchivePage => "Archive page",
        DocumentKind::Wikitext => "Wikitext",
        DocumentKind::Plain => "Plain text",
        DocumentKind::Tmx => "Translation memory (TMX)",
        DocumentKind::Xliff => "Translation job (XLIFF)",
        DocumentKind::Table => "Table",
        DocumentKind::Tei => "Linked texts (XML)",
        DocumentKind::Html => "Web page",
        DocumentKind::Markdown => "Markdown",
        DocumentKind::Docx => "Word document",
        DocumentKind::Epub => "Electronic book",
    };
    let languages = match (&document.source.language, &document.translation) {
        (Language::Chinese, Some(_)) => "Chinese with English",
        (Language::English, Some(_)) => "English with Chinese",
        (Language::Chinese, None) => "Chinese",
        (Language::English, None) => "English",
    };
    format!("{kind} · {languages} · {}", document.source.source.encoding)
}

/// What the record says, but for the citation and the address, which have sections of their own.
fn facts(document: &Document) -> Vec<Fact> {
    let known = document.labelled_beside_title().filter(|(label, _)| !matches!(*label, CITATION | ADDRESS));
    known
        .map(|(label, text)| {
            let (shown, text) = match label {
                "Title" => ("Title of the record", text),
                "Date" => (label, long_date(&text)),
                "Contents" => (label, document.metadata.contents.join(" · ")),
                "" => (DetailKind::OF_NO_NAME, text),
                _ => (label, text),
            };
            let name = if label.is_empty() { DetailKind::OF_NO_NAME } else { label };
            Fact { kind: record(name), label: shown.to_owned(), text }
        })
        .collect()
}

/// A field of the record, as a search finds it.
pub(super) fn record(label: &str) -> DetailKind {
    DetailKind::Record { label: label.to_owned() }
}

/// `1962-08-10` as people read it: 10 August 1962. What is no ISO 8601 date stays as it is.
pub(crate) fn long_date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = iso.split('-');
    let year = parts.next().unwrap_or_default();
    let month =
        parts.next().and_then(|month| month.parse::<usize>().ok()).and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let day = parts.next().and_then(|day| day.parse::<u8>().ok());
    match (month, day) {
        (Some(month), Some(day)) => format!("{day} {month} {year}"),
        (Some(month), None) => format!("{month} {year}"),
        (None, _) => iso.to_owned(),
    }
}

/// `1962-08-10` as the chip beside the title has it: 10 Aug 1962.
pub(crate) fn short_date(iso: &str) -> String {
    let long = long_date(iso);
    if long == iso {
        return long;
    }
    let words = long.split(' ').map(|word| {
        let is_month = word.chars().all(char::is_alphabetic) && word != "May";
        if is_month { word.chars().take(3).collect() } else { word.to_owned() }
    });
    words.collect::<Vec<String>>().join(" ")
}

fn infobox(name: SideName, side: &Side) -> Vec<InfoboxRow> {
    let item = |line: &str| {
        let text = line.trim_start_matches(' ');
        InfoboxItem { level: (line.len() - text.len()) / 2, text: text.trim_end().to_owned() }
    };
    side.infobox
        .iter()
        .map(|field| InfoboxRow {
            kind: DetailKind::Infobox { side: name, label: field.label.clone() },
            label: field.label.clone(),
            items: field.value.lines().filter(|line| !line.trim().is_empty()).map(item).collect(),
        })
        .collect()
}

fn note_line(side: SideName, note: &Note) -> NoteLine {
    let mut addresses: Vec<String> = Vec::new();
    for mark in &note.marks {
        if let MarkStyle::Link { target } = &mark.style
            && let Some(address) = web_address(target)
            && !addresses.contains(&address)
        {
            addresses.push(address);
        }
    }
    let (mark, text) = (note.mark.clone(), note.text.text().trim().to_owned());
    NoteLine { kind: DetailKind::Footnote { side, mark: mark.clone() }, mark, text, uses: note.uses, addresses }
}

/// The links that lead out of the document, each once. Links to pages of the same wiki are many and say little here.
fn links(sides: &[&Side]) -> Vec<LinkLine> {
    let mut seen = std::collections::BTreeSet::new();
    sides
        .iter()
        .flat_map(|side| &side.links)
        .filter_map(|link| Some((link, web_address(&link.target)?)))
        .filter(|(link, address)| seen.insert((link.text.clone(), address.clone())))
        .map(|(link, address)| LinkLine {
            text: if link.text.trim().is_empty() { address.clone() } else { link.text.clone() },
            address: Some(address),
        })
        .collect()
}

fn furniture(side: &Side) -> Vec<String> {
    side.furniture
        .iter()
        .map(|piece| {
            let kind = match piece.kind {
                FurnitureKind::PageNumber => "page number",
                FurnitureKind::Stamp => "stamp",
                FurnitureKind::FileNumber => "file number",
                FurnitureKind::Noise => "noise",
                FurnitureKind::RepeatedHeading => "repeated heading",
                FurnitureKind::Other => "mark",
            };
            format!("{} · {kind}", piece.text.trim())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{InfoboxField, Metadata, MetadataField, ReadingText, SourceText, Span};

    #[test]
    fn only_addresses_of_the_web_go_to_the_browser() {
        for (target, expected) in [
            ("https://zh.wikipedia.org/wiki/新疆", Some("https://zh.wikipedia.org/wiki/新疆")),
            ("HTTP://example.org", Some("HTTP://example.org")),
            ("//example.org/甲", Some("https://example.org/甲")),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("https://", None),
            ("https://example.org/a b", None),
            ("伊塔事件", None),
        ] {
            assert_eq!(web_address(target).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn all_that_a_search_finds_has_its_place() {
        let source = Side::empty(Language::Chinese, Arc::new(SourceText::new("", "")));
        let mut document = Document::new(DocumentKind::ArchivePage, "声明", source, None);
        document.source.infobox =
            vec![InfoboxField {
                label: "人口".to_owned(), value: "六万\n  七千".to_owned(), source: Span::default()
            }];
        document.source.notes = vec![Note {
            mark: "1".to_owned(),
            text: ReadingText::verbatim("档案", Span::new(0, 6)),
            marks: Vec::new(),
            uses: 1,
        }];
        let text = |text: &str| Some(text.to_owned());
        document.metadata = Metadata {
            title: text("关于领土的声明"),
            date: text("1962-08-10"),
            citation: text("外交部 118-01767-01"),
            address: text("https://example.org/甲"),
            contents: vec!["原件".to_owned(), "译文".to_owned()],
            other: [("Author", "周恩来"), ("", "无名的一行")]
                .map(|(label, value)| MetadataField { label: label.to_owned(), value: value.to_owned() })
                .into(),
            ..Metadata::default()
        };
        let details = Details::of(&document, &[]);
        let kinds: Vec<DetailKind> = details
            .sections
            .iter()
            .flat_map(|section| match section {
                Section::Facts(facts) => facts.iter().map(|fact| fact.kind.clone()).collect(),
                Section::Citation(_) => vec![record(CITATION)],
                Section::Address(_) => vec![record(ADDRESS)],
                Section::Infobox(rows) => rows.iter().map(|row| row.kind.clone()).collect(),
                Section::Notes(notes) => notes.iter().map(|note| note.kind.clone()).collect(),
                _ => Vec::new(),
            })
            .collect();
        for detail in document.details() {
            assert!(kinds.contains(&detail.kind), "{detail:?}");
        }
        let Some(Section::Facts(facts)) = details.sections.first() else { panic!("there are facts") };
        let shown: Vec<(&str, &str)> = facts.iter().map(|fact| (fact.label.as_str(), fact.text.as_str())).collect();
        let expected = [
            ("Title of the record", "关于领土的声明"),
            ("Date", "10 August 1962"),
            ("Contents", "原件 · 译文"),
            ("Author", "周恩来"),
            ("Record", "无名的一行"),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn dates_read_as_people_write_them() {
        for (iso, long, short) in [
            ("1962-08-10", "10 August 1962", "10 Aug 1962"),
            ("1962-05", "May 1962", "May 1962"),
            ("1962", "1962", "1962"),
            ("1962-13-01", "1962-13-01", "1962-13-01"),
            ("民国三十三年", "民国三十三年", "民国三十三年"),
        ] {
            assert_eq!(long_date(iso), long);
            assert_eq!(short_date(iso), short);
        }
    }
}
