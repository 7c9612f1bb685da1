//! What a document says beside its text: its footnotes, what its record says of it, the lines of its infoboxes. It is
//! searched as the text is, and the window lists it.

use super::{Document, MarkStyle, Metadata, Side, SideName, Span};

/// A footnote, or something that is known about a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Detail {
    /// What it is.
    pub kind: DetailKind,
    /// What it says.
    pub text: String,
    /// Where a footnote's mark stands first: the passage of its side, and bytes of its reading text. Nothing where no
    /// passage has it, and for all that is no footnote.
    pub mark: Option<(u32, Span)>,
}

/// What a detail is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DetailKind {
    /// A footnote.
    Footnote {
        /// The side it belongs to.
        side: SideName,
        /// What stands in the text for it, without brackets.
        mark: String,
    },
    /// A field of the record.
    Record {
        /// What people call it.
        label: String,
    },
    /// A line of an infobox.
    Infobox {
        /// The side it belongs to.
        side: SideName,
        /// What the line is about.
        label: String,
    },
}

impl DetailKind {
    /// What a line of the record is called that has no name of its own.
    pub const OF_NO_NAME: &str = "Record";

    /// Its name on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Footnote { side: SideName::Source, .. } => "source-footnote",
            Self::Footnote { side: SideName::Translation, .. } => "translation-footnote",
            Self::Record { .. } => "metadata",
            Self::Infobox { side: SideName::Source, .. } => "source-infobox",
            Self::Infobox { side: SideName::Translation, .. } => "translation-infobox",
        }
    }

    /// What people call it. That it belongs to the translation is said; the rest is of the text itself.
    pub fn label(&self) -> String {
        let (label, side) = match self {
            Self::Footnote { side, mark } => (format!("Footnote {mark}"), *side),
            Self::Record { label } => (label.clone(), SideName::Source),
            Self::Infobox { side, label } => (label.clone(), *side),
        };
        if side == SideName::Translation { format!("{label}, translation") } else { label }
    }
}

impl Metadata {
    /// All that is known, with the names people know it by. A line of the record without a name has an empty one.
    pub fn labelled(&self) -> impl Iterator<Item = (&str, String)> {
        let contents = (!self.contents.is_empty()).then(|| self.contents.join("; "));
        let named = [
            ("Title", self.title.clone()),
            ("Date", self.date.clone()),
            ("Summary", self.summary.clone()),
            ("Citation", self.citation.clone()),
            ("Address", self.address.clone()),
            ("Credits", self.credits.clone()),
            ("Original language", self.original_language.clone()),
            ("Contents", contents),
        ];
        let other = self.other.iter().map(|field| (field.label.as_str(), field.value.clone()));
        named.into_iter().filter_map(|(label, value)| Some((label, value?))).chain(other)
    }
}

impl Document {
    /// What is known about it beside its title.
    pub fn labelled_beside_title(&self) -> impl Iterator<Item = (&str, String)> {
        self.metadata.labelled().filter(|(label, value)| *label != "Title" || *value != self.title)
    }

    /// Its footnotes, what its record says, and the lines of its infoboxes, the source first of each.
    pub fn details(&self) -> Vec<Detail> {
        let sides = SideName::BOTH.into_iter().filter_map(|name| Some((name, self.side(name)?)));
        let mut details: Vec<Detail> = sides.clone().flat_map(|(name, side)| side.footnotes(name)).collect();
        details.extend(self.labelled_beside_title().map(|(label, text)| {
            let label = if label.is_empty() { DetailKind::OF_NO_NAME } else { label };
            Detail { kind: DetailKind::Record { label: label.to_owned() }, text, mark: None }
        }));
        details.extend(sides.flat_map(|(name, side)| {
            side.infobox.iter().map(move |field| {
                let kind = DetailKind::Infobox { side: name, label: field.label.clone() };
                Detail { kind, text: field.value.clone(), mark: None }
            })
        }));
        details
    }
}

impl Side {
    /// Its footnotes as details, in their order.
    fn footnotes(&self, name: SideName) -> impl Iterator<Item = Detail> {
        self.notes.iter().zip(self.first_marks()).map(move |(note, mark)| {
            let kind = DetailKind::Footnote { side: name, mark: note.mark.clone() };
            Detail { kind, text: note.text.text().trim().to_owned(), mark }
        })
    }

    /// For each footnote where its mark stands first: a passage, and bytes of its reading text.
    pub fn first_marks(&self) -> Vec<Option<(u32, Span)>> {
        let mut first = vec![None; self.notes.len()];
        for (nth, passage) in (0..).zip(&self.passages) {
            for mark in &passage.marks {
                if let MarkStyle::NoteMark { note } = mark.style
                    && let Some(place @ None) = first.get_mut(note as usize)
                {
                    *place = Some((nth, mark.at));
                }
            }
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{
        DocumentKind, InfoboxField, Mark, MetadataField, Note, Passage, PassageKind, ReadingText, SourceText,
    };
    use crate::text::Language;

    fn reading(text: &str) -> ReadingText {
        ReadingText::verbatim(text, Span::new(0, text.len()))
    }

    /// A passage, and where the marks of footnotes stand in it: bytes, and the note.
    type Marked<'a> = (&'a str, &'a [(usize, usize, u32)]);

    fn side(language: Language, passages: &[Marked], notes: &[(&str, &str)]) -> Side {
        let passage = |(text, marks): &Marked| Passage {
            marks: marks
                .iter()
                .map(|(start, end, note)| Mark {
                    at: Span::new(*start, *end),
                    style: MarkStyle::NoteMark { note: *note },
                })
                .collect(),
            ..Passage::new(PassageKind::Paragraph, reading(text))
        };
        let note = |(mark, text): &(&str, &str)| Note {
            mark: (*mark).to_owned(),
            text: reading(text),
            marks: Vec::new(),
            uses: 1,
        };
        Side {
            passages: passages.iter().map(passage).collect(),
            notes: notes.iter().map(note).collect(),
            ..Side::empty(language, Arc::new(SourceText::new("", "")))
        }
    }

    #[test]
    fn footnotes_stand_at_their_first_marks_and_what_is_known_follows() {
        let mut source = side(
            Language::Chinese,
            &[("伊犁[1]边界", &[(6, 9, 0)]), ("[1]塔城[甲]", &[(0, 3, 0), (9, 14, 2), (99, 100, 7)])],
            &[("1", " 外交部档案。 "), ("2", "只在信息框里。"), ("甲", "塔城县志。")],
        );
        let label = "人口".to_owned();
        source.infobox.push(InfoboxField { label, value: "六万七千".to_owned(), source: Span::default() });
        let translation = side(Language::English, &[("Ili[a]", &[(3, 6, 0)])], &[("a", "Archive of the ministry.")]);
        let mut document = Document::new(DocumentKind::Wikitext, "伊塔事件", source, Some(translation));
        document.metadata = Metadata {
            title: Some("伊塔事件".to_owned()),
            citation: Some("外交部 118-01767-01".to_owned()),
            contents: vec!["原件".to_owned(), "译文".to_owned()],
            other: [("Author", "周恩来"), ("", "无名的一行")]
                .map(|(label, value)| MetadataField { label: label.to_owned(), value: value.to_owned() })
                .into(),
            ..Metadata::default()
        };
        let read: Vec<String> = document
            .details()
            .iter()
            .map(|Detail { kind, text, mark }| {
                let mark = mark.map(|(passage, at)| format!(" @{passage}:{}-{}", at.start, at.end));
                format!("{} {}: {text}{}", kind.name(), kind.label(), mark.unwrap_or_default())
            })
            .collect();
        let expected = [
            "source-footnote Footnote 1: 外交部档案。 @0:6-9",
            "source-footnote Footnote 2: 只在信息框里。",
            "source-footnote Footnote 甲: 塔城县志。 @1:9-14",
            "translation-footnote Footnote a, translation: Archive of the ministry. @0:3-6",
            "metadata Citation: 外交部 118-01767-01",
            "metadata Contents: 原件; 译文",
            "metadata Author: 周恩来",
            "metadata Record: 无名的一行",
            "source-infobox 人口: 六万七千",
        ];
        assert_eq!(read, expected);
        document.title = "另一个题目".to_owned();
        assert!(document.details().iter().any(|detail| detail.kind.label() == "Title"));
    }
}
