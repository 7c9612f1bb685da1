//! The text of a file to the notes in it, whatever holds them: a bare annotation, a list, a page, a collection, a
//! Readium annotation set, what Hypothesis gives.

use serde_json::{Map, Value};
use thiserror::Error;

use super::{ReadNotes, escape, item};

/// Why a file could not be read as notes.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ReadError {
    /// It is no JSON.
    #[error("This is not JSON that can be read: {what} (line {line}, column {column}).")]
    Syntax {
        /// What is wrong.
        what: String,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// It is JSON and holds no annotation.
    #[error(
        "There are no annotations in this file: expected an annotation, a list of them, or a collection with `items` or `first`, found {found}."
    )]
    NoNotes {
        /// What was found instead.
        found: String,
    },
}

/// Values nested deeper than this are no annotation: written again inside a collection, they could not be read.
const DEEPEST: usize = 100;

/// How many pages in pages are followed.
const PAGES: usize = 10_000;

/// The notes of a file.
///
/// # Errors
/// When it is no JSON, or JSON that holds no annotations.
pub fn read(text: &str) -> Result<ReadNotes, ReadError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (text, halves) = escape::whole_characters(text);
    let value: Value = serde_json::from_str(&text).map_err(|error| ReadError::Syntax {
        what: words(&error),
        line: error.line(),
        column: error.column(),
    })?;
    let mut read = ReadNotes::default();
    if halves > 0 {
        let message = format!("{halves} escapes name half a character (lone surrogates); each became U+FFFD.");
        read.warnings.push(message);
    }
    let Some(items) = items(&value, &mut read.warnings) else {
        return Err(ReadError::NoNotes { found: described(&value) });
    };
    for (at, value) in items {
        if depth(value) > DEEPEST {
            read.warnings.push(format!("{at} is nested more than {DEEPEST} deep and was left out."));
            continue;
        }
        match item::read(value, &at, &mut read.warnings) {
            Some(note) => read.notes.push(note),
            None => read.warnings.push(format!("{at} is {}, not an annotation, and was left out.", described(value))),
        }
    }
    Ok(read)
}

/// The message of an error without the place, which is said apart.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// The annotations in a file, each with where it stands in it.
fn items<'a>(value: &'a Value, warnings: &mut Vec<String>) -> Option<Vec<(String, &'a Value)>> {
    match value {
        Value::Array(list) => Some(numbered("", list)),
        Value::Object(members) if is_annotation(members) => Some(vec![("The annotation".to_owned(), value)]),
        Value::Object(members) => of_collection(members, warnings),
        _ => None,
    }
}

/// The annotations of a collection or a page, and of the pages that follow it in the file.
fn of_collection<'a>(members: &'a Map<String, Value>, warnings: &mut Vec<String>) -> Option<Vec<(String, &'a Value)>> {
    let mut found = Vec::new();
    let mut known = false;
    let mut here = (String::new(), members);
    for _ in 0..PAGES {
        let (at, page) = &here;
        for name in ["items", "rows", "annotations", "@graph", "resources"] {
            if let Some(Value::Array(list)) = page.get(name) {
                known = true;
                found.extend(numbered(&format!("{at}{name}"), list));
            }
        }
        let next = ["first", "next"].into_iter().find_map(|name| Some((name, page.get(name)?)));
        known |= next.is_some() || page.get("total").is_some();
        here = match next {
            Some((name, Value::Object(next))) => (format!("{at}{name}."), next),
            Some((name, Value::String(address))) => {
                warnings.push(format!("The {name} page of the collection is not in this file: {}.", short(address)));
                break;
            }
            _ => break,
        };
    }
    known.then_some(found)
}

fn numbered<'a>(name: &str, list: &'a [Value]) -> Vec<(String, &'a Value)> {
    list.iter().enumerate().map(|(nth, value)| (format!("{name}[{nth}]"), value)).collect()
}

/// Whether an object is an annotation rather than a list of some.
pub(super) fn is_annotation(members: &Map<String, Value>) -> bool {
    let types = members.get("type").or_else(|| members.get("@type"));
    let is_one = |name: &Value| name.as_str().is_some_and(|name| name == "Annotation" || name == "oa:Annotation");
    let named = types.is_some_and(|types| match types {
        Value::Array(names) => names.iter().any(is_one),
        name => is_one(name),
    });
    named || ["target", "body"].into_iter().any(|name| members.contains_key(name))
}

/// What a value is, for a message.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "true or false".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(text) => format!("the text “{}”", short(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(members) => match members.get("type").and_then(Value::as_str) {
            Some(name) => format!("an object of type “{}”", short(name)),
            None => "an object without type and target".to_owned(),
        },
    }
}

/// The start of a text of others, for a message.
pub(super) fn short(text: &str) -> String {
    let start: String = text.chars().take(60).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if text.chars().nth(60).is_some() { start + "…" } else { start }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
