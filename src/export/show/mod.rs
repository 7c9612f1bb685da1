//! A document as it was read, without its alignment: for people, for programs, and as Markdown.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub(super) use markdown::{escaped as markdown_escaped, one_line as markdown_line};
pub use text::text;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{
        Document, DocumentKind, Flag, Furniture, FurnitureKind, InfoboxField, Link, Mark, MarkStyle, Metadata, Note,
        Passage, PassageKind, Place, ReadingText, Side, SourceText, Span, Warning,
    };
    use crate::text::Language;

    fn reading(text: &str) -> ReadingText {
        ReadingText::verbatim(text, Span::new(0, text.len()))
    }

    fn passage(kind: PassageKind, level: u8, text: &str) -> Passage {
        Passage { level, ..Passage::new(kind, reading(text)) }
    }

    /// A document with something of everything.
    fn sample() -> Document {
        let source = Arc::new(SourceText::new("样本", "…"));
        let mut chinese = Side::empty(Language::Chinese, source.clone());
        let mut first = passage(PassageKind::Paragraph, 0, "边界局势[1]已*稳定*下来。");
        first.marks = vec![
            Mark { at: Span::new(0, 12), style: MarkStyle::Bold },
            Mark { at: Span::new(12, 15), style: MarkStyle::NoteMark { note: 0 } },
        ];
        chinese.passages = vec![
            passage(PassageKind::Heading, 2, "背景"),
            first,
            passage(PassageKind::ListItem, 1, "第一项"),
            passage(PassageKind::ListItem, 2, "第一项之一"),
            passage(PassageKind::Table, 0, "年份\t人数"),
            passage(PassageKind::Table, 0, "1962\t67,000"),
            passage(PassageKind::Editorial, 0, "[...]"),
        ];
        chinese.notes =
            vec![Note { mark: "1".to_owned(), text: reading("李丹慧，1999年。"), marks: vec![], uses: 2 }];
        chinese.infobox = vec![InfoboxField {
            label: "参战方".to_owned(),
            value: "苏联\n  红军".to_owned(),
            source: Span::default(),
        }];
        chinese.categories = vec!["1962年中国".to_owned(), "中苏关系".to_owned()];
        chinese.links = vec![Link { text: "伊犁".to_owned(), target: "伊犁州".to_owned() }];
        chinese.furniture = vec![Furniture {
            kind: FurnitureKind::PageNumber,
            text: "7".to_owned(),
            source: Span::default(),
            place: Place { passage: 1, offset: 0 },
        }];
        let mut english = Side::empty(Language::English, source);
        english.passages = vec![passage(PassageKind::Paragraph, 0, "1. The border is quiet.\u{1b}[31m")];
        Document {
            metadata: Metadata { date: Some("1962-08-10".to_owned()), ..Metadata::default() },
            flags: vec![Flag {
                message: "Its neutrality is disputed.".to_owned(),
                template: "POV".to_owned(),
                source: Span::default(),
            }],
            warnings: vec![Warning::new(42, "A file link was broken.")],
            ..Document::new(DocumentKind::ArchivePage, "关于边界的声明", chinese, Some(english))
        }
    }

    fn check(name: &str, shown: &str) {
        let kept = "../../../tests/data/snapshots";
        insta::with_settings!({ snapshot_path => kept, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, shown);
        });
    }

    #[test]
    fn people_read_it() {
        check("show-text", &text(&sample()));
    }

    #[test]
    fn programs_read_it() {
        check("show-json", &json(&sample()));
    }

    #[test]
    fn markdown_readers_read_it() {
        check("show-markdown", &markdown(&sample()));
    }

    #[test]
    fn a_side_that_is_not_there_is_null() {
        let document = Document { translation: None, ..sample() };
        let value: serde_json::Value = serde_json::from_str(&json(&document)).expect("it is JSON");
        assert!(value["translation"].is_null());
    }
}
