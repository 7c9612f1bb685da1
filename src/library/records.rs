//! How notes, drafts and metadata stand in the library: JSON, with structs of their own, so that the form on disk can
//! stay while a type changes.
//!
//! A member that is not known is an error: to read without it and to write again would lose it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::search::note_text;
use crate::model::{
    Annotation, AnnotationId, Colour, Draft, DraftId, Metadata, MetadataField, Motivation, Selector, SideName,
    Standing, Target, Timestamp,
};

/// What is saved one by one, each under a name of its own.
pub(super) trait Record: PartialEq + Sized {
    /// What the table calls it.
    const KIND: &str;

    /// What is written.
    fn to_json(&self) -> String;

    /// What was written; nothing where that makes no sense.
    fn from_json(name: &str, json: &str) -> Option<Self>;

    /// The text of it that people search.
    fn searched(&self) -> String;
}

impl Record for Annotation {
    const KIND: &str = "annotation";

    fn to_json(&self) -> String {
        to_json(&AnnotationRecord {
            motivation: self.motivation.name().to_owned(),
            targets: self.targets.iter().map(TargetRecord::of).collect(),
            text: self.text.clone(),
            tags: self.tags.clone(),
            colour: self.colour.map(|colour| colour.name().to_owned()),
            author: self.author.clone(),
            created: self.created.map(|moment| moment.0),
            modified: self.modified.map(|moment| moment.0),
            resolved: self.resolved,
            reply_to: self.reply_to.as_ref().map(|id| id.0.to_string()),
            other: self.other.as_deref().map(str::to_owned),
        })
    }

    fn from_json(name: &str, json: &str) -> Option<Self> {
        let record: AnnotationRecord = serde_json::from_str(json).ok()?;
        Some(Self {
            id: AnnotationId(name.into()),
            motivation: Motivation::named(&record.motivation),
            targets: record.targets.into_iter().map(TargetRecord::target).collect::<Option<_>>()?,
            text: record.text,
            tags: record.tags,
            colour: match record.colour {
                Some(name) => Some(Colour::named(&name)?),
                None => None,
            },
            author: record.author,
            created: record.created.map(Timestamp),
            modified: record.modified.map(Timestamp),
            resolved: record.resolved,
            reply_to: record.reply_to.map(|id| AnnotationId(id.into())),
            other: record.other.map(Arc::from),
        })
    }

    fn searched(&self) -> String {
        note_text(self)
    }
}

impl Record for Draft {
    const KIND: &str = "draft";

    fn to_json(&self) -> String {
        to_json(&DraftRecord {
            target: TargetRecord::of(&self.target),
            text: self.text.clone(),
            author: self.author.clone(),
            created: self.created.map(|moment| moment.0),
            modified: self.modified.map(|moment| moment.0),
        })
    }

    fn from_json(name: &str, json: &str) -> Option<Self> {
        let record: DraftRecord = serde_json::from_str(json).ok()?;
        Some(Self {
            id: DraftId(name.into()),
            target: record.target.target()?,
            text: record.text,
            author: record.author,
            created: record.created.map(Timestamp),
            modified: record.modified.map(Timestamp),
        })
    }

    fn searched(&self) -> String {
        self.text.clone()
    }
}

/// The metadata of a document.
pub(super) fn metadata_to_json(metadata: &Metadata) -> String {
    let Metadata { title, date, summary, citation, address, credits, original_language, contents, other } =
        metadata.clone();
    let other = other.into_iter().map(|MetadataField { label, value }| (label, value)).collect();
    to_json(&MetadataRecord { title, date, summary, citation, address, credits, original_language, contents, other })
}

/// The metadata as it was written; nothing where that makes no sense.
pub(super) fn metadata_from_json(json: &str) -> Option<Metadata> {
    let record: MetadataRecord = serde_json::from_str(json).ok()?;
    let MetadataRecord { title, date, summary, citation, address, credits, original_language, contents, other } =
        record;
    let other = other.into_iter().map(|(label, value)| MetadataField { label, value }).collect();
    Some(Metadata { title, date, summary, citation, address, credits, original_language, contents, other })
}

pub(super) fn side_name(side: SideName) -> &'static str {
    match side {
        SideName::Source => "source",
        SideName::Translation => "translation",
    }
}

pub(super) fn side_named(name: &str) -> Option<SideName> {
    SideName::BOTH.into_iter().find(|side| side_name(*side) == name)
}

pub(super) fn to_json(record: &impl Serialize) -> String {
    // Structs of strings, numbers and lists always are JSON.
    serde_json::to_string(record).unwrap_or_default()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnotationRecord {
    motivation: String,
    targets: Vec<TargetRecord>,
    text: String,
    tags: Vec<String>,
    colour: Option<String>,
    author: String,
    created: Option<i64>,
    modified: Option<i64>,
    resolved: bool,
    reply_to: Option<String>,
    other: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftRecord {
    target: TargetRecord,
    text: String,
    author: String,
    created: Option<i64>,
    modified: Option<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetRecord {
    side: String,
    selector: SelectorRecord,
    standing: StandingRecord,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StandingRecord {
    Sure,
    ToConfirm { was: SelectorRecord },
    Lost,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SelectorRecord {
    start: u32,
    end: u32,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MetadataRecord {
    title: Option<String>,
    date: Option<String>,
    summary: Option<String>,
    citation: Option<String>,
    address: Option<String>,
    credits: Option<String>,
    original_language: Option<String>,
    contents: Vec<String>,
    /// Label and value of each.
    other: Vec<(String, String)>,
}

impl TargetRecord {
    fn of(target: &Target) -> Self {
        let standing = match &target.standing {
            Standing::Sure => StandingRecord::Sure,
            Standing::ToConfirm { was } => StandingRecord::ToConfirm { was: SelectorRecord::of(was) },
            Standing::Lost => StandingRecord::Lost,
        };
        let side = side_name(target.side).to_owned();
        Self { side, selector: SelectorRecord::of(&target.selector), standing }
    }

    fn target(self) -> Option<Target> {
        let standing = match self.standing {
            StandingRecord::Sure => Standing::Sure,
            StandingRecord::ToConfirm { was } => Standing::ToConfirm { was: was.selector() },
            StandingRecord::Lost => Standing::Lost,
        };
        Some(Target { side: side_named(&self.side)?, selector: self.selector.selector(), standing })
    }
}

impl SelectorRecord {
    fn of(selector: &Selector) -> Self {
        let Selector { start, end, exact, prefix, suffix } = selector.clone();
        Self { start, end, exact, prefix, suffix }
    }

    fn selector(self) -> Selector {
        let Self { start, end, exact, prefix, suffix } = self;
        Selector { start, end, exact, prefix, suffix }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for annotation in samples::annotations() {
            let json = annotation.to_json();
            assert_eq!(Annotation::from_json(&annotation.id.0, &json).as_ref(), Some(&annotation), "{json}");
        }
        for draft in samples::drafts() {
            let json = draft.to_json();
            assert_eq!(Draft::from_json(&draft.id.0, &json).as_ref(), Some(&draft), "{json}");
        }
        let metadata = Metadata {
            title: Some("关于边界\"问题\"".to_owned()),
            date: Some("1962-08-10".to_owned()),
            contents: vec!["原件".to_owned()],
            other: vec![MetadataField { label: "作者".to_owned(), value: "一\n二".to_owned() }],
            ..Metadata::default()
        };
        assert_eq!(metadata_from_json(&metadata_to_json(&metadata)), Some(metadata));
    }

    #[test]
    fn what_makes_no_sense_is_not_read() {
        let json = samples::annotations()[0].to_json();
        for (from, to) in [("\"source\"", "\"上\""), ("\"yellow\"", "\"黄\""), ("\"tags\"", "\"标签\""), ("{", "")]
        {
            assert_ne!(json.replace(from, to), json, "{json}");
            assert_eq!(Annotation::from_json("甲", &json.replace(from, to)), None, "{from}");
        }
    }
}
