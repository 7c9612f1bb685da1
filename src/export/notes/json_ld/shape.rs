//! What stands in the file, member for member, in the order it is written.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{LOST, TO_CONFIRM, time};
use crate::export::names;
use crate::model::{Annotation, Colour, Draft, Motivation, Selector, SideName, Standing, Timestamp};
use crate::text::Language;
use crate::text::script::detect;

#[derive(Serialize)]
pub(super) struct Collection<'a> {
    #[serde(rename = "@context")]
    pub(super) context: Value,
    pub(super) id: String,
    pub(super) r#type: &'static str,
    pub(super) label: &'a str,
    pub(super) total: usize,
    pub(super) first: Page<'a>,
}

#[derive(Serialize)]
pub(super) struct Page<'a> {
    pub(super) id: String,
    pub(super) r#type: &'static str,
    #[serde(rename = "partOf")]
    pub(super) part_of: String,
    #[serde(rename = "startIndex")]
    pub(super) start_index: usize,
    pub(super) items: Vec<Item<'a>>,
}

/// One stands alone, several in a list.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    pub(super) fn of(mut many: Vec<T>) -> Option<Self> {
        match many.len() {
            0 => None,
            1 => many.pop().map(Self::One),
            _ => Some(Self::Many(many)),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Item<'a> {
    pub(super) id: &'a str,
    pub(super) r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) motivation: Option<OneOrMany<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creator: Option<Creator<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<OneOrMany<Body<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<OneOrMany<Place<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stylesheet: Option<Stylesheet>,
    #[serde(rename = "duizhao:colour", skip_serializing_if = "Option::is_none")]
    pub(super) colour: Option<&'static str>,
    #[serde(rename = "duizhao:resolved", skip_serializing_if = "std::ops::Not::not")]
    pub(super) resolved: bool,
    #[serde(rename = "duizhao:draft", skip_serializing_if = "std::ops::Not::not")]
    pub(super) draft: bool,
    #[serde(flatten)]
    pub(super) other: BTreeMap<String, Value>,
}

#[derive(Serialize)]
pub(super) struct Creator<'a> {
    pub(super) r#type: &'static str,
    pub(super) name: &'a str,
}

#[derive(Serialize)]
pub(super) struct Body<'a> {
    r#type: &'static str,
    purpose: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Stylesheet {
    r#type: &'static str,
    value: String,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Place<'a> {
    Iri(String),
    Stretch(Stretch<'a>),
}

#[derive(Serialize)]
pub(super) struct Stretch<'a> {
    pub(super) r#type: &'static str,
    pub(super) source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scope: Option<&'a str>,
    #[serde(rename = "styleClass", skip_serializing_if = "Option::is_none")]
    pub(super) style_class: Option<&'static str>,
    pub(super) selector: Vec<Finding<'a>>,
    #[serde(rename = "duizhao:standing", skip_serializing_if = "Option::is_none")]
    pub(super) standing: Option<&'static str>,
    #[serde(rename = "duizhao:was", skip_serializing_if = "Option::is_none")]
    pub(super) was: Option<Vec<Finding<'a>>>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
pub(super) enum Finding<'a> {
    #[serde(rename = "TextPositionSelector")]
    Position { start: u32, end: u32 },
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        prefix: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        suffix: &'a str,
    },
}

/// A selector as the two of the vocabulary that it is.
pub(super) fn selectors(selector: &Selector) -> Vec<Finding<'_>> {
    let Selector { start, end, exact, prefix, suffix } = selector;
    vec![Finding::Position { start: *start, end: *end }, Finding::Quote { exact, prefix, suffix }]
}

/// The standing and the earlier selector of a target that is not sure.
pub(super) fn standing(standing: &Standing) -> (Option<&'static str>, Option<Vec<Finding<'_>>>) {
    match standing {
        Standing::Sure => (None, None),
        Standing::ToConfirm { was } => (Some(TO_CONFIRM), Some(selectors(was))),
        Standing::Lost => (Some(LOST), None),
    }
}

/// The bodies of an annotation: its text and its tags.
pub(super) fn bodies(annotation: &Annotation) -> Vec<Body<'_>> {
    let tags = annotation.tags.iter().map(|tag| Body {
        r#type: "TextualBody",
        purpose: "tagging",
        value: tag,
        format: None,
        language: None,
    });
    let purpose = match annotation.motivation.name() {
        // A text with this purpose would be a tag.
        "tagging" => "commenting",
        name => name,
    };
    let text = (!annotation.text.is_empty()).then(|| text_body(&annotation.text, purpose, detect(&annotation.text)));
    text.into_iter().chain(tags).collect()
}

/// The body of a draft: a translation into the language of the side across.
pub(super) fn draft_body(draft: &Draft) -> Body<'_> {
    text_body(&draft.text, "editing", detect(&draft.text))
}

fn text_body<'a>(value: &'a str, purpose: &'a str, language: Option<Language>) -> Body<'a> {
    let language = language.map(names::language);
    Body { r#type: "TextualBody", purpose, value, format: Some("text/markdown"), language }
}

/// Motivations: its own, and those that follow from what it is about.
pub(super) fn motivations(annotation: &Annotation) -> Vec<&str> {
    let name = annotation.motivation.name();
    let linking = (annotation.is_on_both_sides() && name != "linking").then_some("linking");
    let replying = annotation.reply_to.is_some() && annotation.motivation != Motivation::Replying;
    [name].into_iter().chain(linking).chain(replying.then_some("replying")).collect()
}

pub(super) fn creator(name: &str) -> Option<Creator<'_>> {
    (!name.is_empty()).then_some(Creator { r#type: "Person", name })
}

pub(super) fn moment(moment: Option<Timestamp>) -> Option<String> {
    moment.map(time::write)
}

/// How programs that draw with style sheets mark text of a colour: the class of a target.
pub(super) fn style_class(colour: Colour) -> &'static str {
    match colour {
        Colour::Yellow => "duizhao-yellow",
        Colour::Blue => "duizhao-blue",
        Colour::Red => "duizhao-red",
        Colour::Green => "duizhao-green",
        Colour::Purple => "duizhao-purple",
    }
}

pub(super) fn stylesheet(colour: Colour) -> Stylesheet {
    let background = match colour {
        Colour::Yellow => "#fbe9a6",
        Colour::Blue => "#c9def4",
        Colour::Red => "#f6cfc9",
        Colour::Green => "#d0e8c8",
        Colour::Purple => "#e2d3ef",
    };
    let value = format!(".{} {{ background-color: {background} }}", style_class(colour));
    Stylesheet { r#type: "CssStylesheet", value }
}

/// Where an annotation stands among the others: by side and place, then by time and name.
pub(super) type Order<'a> = (bool, Option<(SideName, u32, u32)>, Option<Timestamp>, &'a str);
