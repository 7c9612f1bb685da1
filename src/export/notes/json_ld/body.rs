//! The bodies of an annotation: what it says, and its tags.

use serde_json::{Map, Value};

use crate::model::Annotation;

/// What the bodies of an annotation say.
#[derive(Default)]
pub(super) struct Bodies {
    pub(super) text: String,
    pub(super) tags: Vec<String>,
    pub(super) colour: Option<String>,
}

/// Bodies as text, address, object or list of these; without any, what Hypothesis says instead.
pub(super) fn read(members: &Map<String, Value>) -> Bodies {
    let mut bodies = Bodies::default();
    let mut texts = Vec::new();
    if let Some(body) = ["body", "bodyValue"].into_iter().find_map(|name| members.get(name)) {
        collect(body, &mut bodies, &mut texts);
    } else {
        texts.extend(members.get("text").and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned));
        for tag in members.get("tags").and_then(Value::as_array).into_iter().flatten() {
            bodies.tag(tag);
        }
    }
    bodies.text = texts.join("\n\n");
    bodies
}

fn collect(body: &Value, bodies: &mut Bodies, texts: &mut Vec<String>) {
    match body {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(many) => many.iter().for_each(|one| collect(one, bodies, texts)),
        Value::Object(members) => one(members, bodies, texts),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

fn one(members: &Map<String, Value>, bodies: &mut Bodies, texts: &mut Vec<String>) {
    if bodies.colour.is_none() {
        bodies.colour = members.get("color").and_then(Value::as_str).map(str::to_owned);
    }
    for name in ["tag", "keyword", "keywords", "tags"] {
        match members.get(name) {
            Some(Value::Array(tags)) => tags.iter().for_each(|tag| bodies.tag(tag)),
            Some(tag) => bodies.tag(tag),
            None => (),
        }
    }
    if let Some(Value::Array(choices)) = members.get("items") {
        // The parts of a choice say the same thing in different ways: the first is the one to show.
        if let Some(first) = choices.first() {
            collect(first, bodies, texts);
        }
        return;
    }
    let value = ["value", "rdf:value", "chars", "source", "id"].into_iter().find_map(|name| members.get(name));
    let is_tag = match members.get("purpose") {
        Some(Value::Array(names)) => names.iter().any(|name| name == "tagging"),
        Some(name) => name == "tagging" || name == "oa:tagging",
        None => members.get("type").is_some_and(|name| name == "oa:Tag" || name == "Tag"),
    };
    match value {
        Some(value) if is_tag => bodies.tag(value),
        Some(Value::String(text)) if !text.is_empty() => texts.push(text.clone()),
        _ => (),
    }
}

impl Bodies {
    fn tag(&mut self, tag: &Value) {
        if let Some(tag) = tag.as_str().filter(|tag| !self.tags.iter().any(|known| known == tag)) {
            self.tags.push(tag.to_owned());
        }
    }
}

/// Whether a body is that of a draft of ours with this text: a draft keeps no members of others.
pub(super) fn is_draft_of(body: &Value, annotation: &Annotation) -> bool {
    body.get("purpose").is_some_and(|purpose| purpose == "editing")
        && body.get("value").and_then(Value::as_str) == Some(&annotation.text)
        && body.get("format").is_some_and(|format| format == "text/markdown")
}
