//! One annotation of a file, of ours or of another program.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::read::is_annotation;
use super::{CONTEXT, ORIGINAL, ReadNote, body, id, shape, target, time};
use crate::model::{Annotation, AnnotationId, Colour, Motivation, Timestamp};

/// Members that have a place of their own, or that nobody needs to keep. All others are kept as they came.
pub(super) const KNOWN: [&str; 14] = [
    "@context",
    "id",
    "@id",
    "type",
    "@type",
    "motivation",
    "created",
    "modified",
    "creator",
    "body",
    "target",
    "duizhao:colour",
    "duizhao:resolved",
    "duizhao:draft",
];

/// The annotation that `value` is; nothing where it is none. `at` says where it stands in the file.
pub(super) fn read(value: &Value, at: &str, warnings: &mut Vec<String>) -> Option<ReadNote> {
    let members = value.as_object()?;
    if !is_annotation(members) && !members.contains_key("uri") {
        return None;
    }
    let bodies = body::read(members);
    let colour = colour(members, &bodies);
    let motivations = motivations(members);
    let (targets, parents) = target::read(members, at, warnings);
    let motivation = motivation(&motivations, &bodies.text);
    let mut annotation = Annotation {
        text: bodies.text,
        tags: bodies.tags,
        colour,
        author: author(members),
        created: moment(members, &["created"]),
        modified: moment(members, &["modified", "updated"]),
        resolved: members.get("duizhao:resolved") == Some(&Value::Bool(true)),
        ..Annotation::new(identity(members, value), motivation)
    };
    let (targets, reply_to) = parent(members, &motivations, targets, parents, &annotation.id);
    annotation.reply_to = reply_to;
    annotation.other = other(members, &annotation, &motivations);
    let is_draft = members.get("duizhao:draft") == Some(&Value::Bool(true)) && targets.len() == 1;
    Some(ReadNote { annotation, is_draft, targets })
}

fn identity(members: &Map<String, Value>, value: &Value) -> AnnotationId {
    let named = ["id", "@id"].into_iter().find_map(|name| members.get(name)?.as_str());
    named
        .filter(|name| !name.is_empty())
        .map_or_else(|| id::id_of(&value.to_string()), |name| AnnotationId(name.into()))
}

/// The names of the motivations, without the prefix of the vocabulary.
fn motivations(members: &Map<String, Value>) -> Vec<String> {
    let names = match members.get("motivation") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let plain = |name: &str| {
        let bare = name.strip_prefix("oa:").or_else(|| name.strip_prefix("http://www.w3.org/ns/oa#"));
        bare.unwrap_or(name).to_owned()
    };
    names.into_iter().map(plain).collect()
}

/// The first motivation that does not merely say what the annotation is about.
fn motivation(names: &[String], text: &str) -> Motivation {
    let own = names.iter().find(|name| !matches!(name.as_str(), "linking" | "replying"));
    match own.or(names.first()) {
        Some(name) => Motivation::named(name),
        None if text.is_empty() => Motivation::Highlighting,
        None => Motivation::Commenting,
    }
}

fn author(members: &Map<String, Value>) -> String {
    let mut names = Vec::new();
    let creators = match members.get("creator") {
        Some(Value::Array(many)) => many.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for creator in creators {
        let name = match creator {
            Value::String(name) => Some(name.as_str()),
            creator => ["name", "nickname", "id"].into_iter().find_map(|name| creator.get(name)?.as_str()),
        };
        names.extend(name);
    }
    if names.is_empty() {
        let shown = members.get("user_info").and_then(|info| info.get("display_name")?.as_str());
        let account = members.get("user").and_then(Value::as_str).map(|user| {
            let user = user.strip_prefix("acct:").unwrap_or(user);
            user.split('@').next().unwrap_or(user)
        });
        names.extend(shown.or(account));
    }
    names.join(", ")
}

fn moment(members: &Map<String, Value>, names: &[&str]) -> Option<Timestamp> {
    names.iter().find_map(|name| time::read(members.get(*name)?.as_str()?))
}

fn colour(members: &Map<String, Value>, bodies: &body::Bodies) -> Option<Colour> {
    let named = |name: &str| {
        Colour::named(name).or(match name {
            "pink" | "orange" => Some(Colour::Red),
            "cyan" | "turquoise" | "teal" => Some(Colour::Blue),
            "violet" => Some(Colour::Purple),
            _ => None,
        })
    };
    let own = ["duizhao:colour", "color", "colour"].into_iter().find_map(|name| members.get(name)?.as_str());
    own.and_then(named).or_else(|| bodies.colour.as_deref().and_then(named)).or_else(|| {
        let class = members.get("target").and_then(|target| target.get("styleClass")?.as_str())?;
        named(class.strip_prefix("duizhao-").unwrap_or(class))
    })
}

/// What the annotation replies to, if it does, and the targets that are places.
fn parent(
    members: &Map<String, Value>,
    motivations: &[String],
    mut targets: Vec<super::ReadTarget>,
    parents: Vec<String>,
    own: &AnnotationId,
) -> (Vec<super::ReadTarget>, Option<AnnotationId>) {
    let replies = motivations.iter().any(|name| name == "replying");
    let mut parents = parents.into_iter().filter(|parent| **parent != *own.0);
    let referred = members.get("references").and_then(Value::as_array).and_then(|ids| ids.last()?.as_str());
    let named = if replies { parents.next().map(|parent| AnnotationId(parent.into())) } else { None };
    let parent =
        named.or_else(|| referred.filter(|_| !members.contains_key("motivation")).map(|id| AnnotationId(id.into())));
    if parent.is_some() && referred.is_some() {
        // Hypothesis gives a reply the page as its target.
        targets.retain(|target| target.quote.is_some() || target.position.is_some());
    }
    // An address without a selector is a place that cannot be found; it has to be said.
    targets.extend(parents.map(|_| super::ReadTarget::default()));
    (targets, parent)
}

/// What has no place in the annotation: members we do not know, and those we know and would write otherwise.
fn other(members: &Map<String, Value>, annotation: &Annotation, motivations: &[String]) -> Option<std::sync::Arc<str>> {
    let unknown = members.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
    let mut kept: BTreeMap<String, Value> = unknown.map(|(name, value)| (name.clone(), value.clone())).collect();
    if let Some(colour) = annotation.colour
        && serde_json::to_value(shape::stylesheet(colour)).ok().as_ref() == kept.get("stylesheet")
    {
        kept.remove("stylesheet");
    }
    let mut original = match kept.remove(ORIGINAL) {
        Some(Value::Object(original)) => original,
        _ => Map::new(),
    };
    for (name, value) in members {
        if KNOWN.contains(&name.as_str())
            && !is_held(name, value, annotation, motivations)
            && !original.contains_key(name)
        {
            original.insert(name.clone(), value.clone());
        }
    }
    if !original.is_empty() {
        kept.insert(ORIGINAL.to_owned(), Value::Object(original));
    }
    if kept.is_empty() { None } else { serde_json::to_string(&kept).ok().map(Into::into) }
}

/// Whether a member says nothing that the annotation does not say again when it is written.
fn is_held(name: &str, value: &Value, annotation: &Annotation, motivations: &[String]) -> bool {
    let written = |made: Result<Value, serde_json::Error>| made.is_ok_and(|made| made == *value);
    match name {
        "id" | "@id" => value.as_str() == Some(&annotation.id.0),
        "type" | "@type" => value.as_str().is_some_and(|name| name == "Annotation"),
        "@context" => match value {
            Value::String(context) => context == CONTEXT,
            Value::Array(contexts) => {
                contexts.iter().all(|one| one.as_str() == Some(CONTEXT) || one.get("duizhao").is_some())
            }
            _ => false,
        },
        "motivation" => {
            let own = annotation.motivation.name();
            let written = value.is_string() || value.is_array();
            written
                && motivations.iter().all(|name| name == own || name == "linking" || name == "replying")
                && value.as_str().is_none_or(|value| value == own)
        }
        "created" => written(serde_json::to_value(shape::moment(annotation.created))),
        "modified" => written(serde_json::to_value(shape::moment(annotation.modified))),
        "creator" => written(serde_json::to_value(shape::creator(&annotation.author))),
        "body" => {
            let bodies = shape::OneOrMany::of(shape::bodies(annotation));
            written(serde_json::to_value(bodies)) || body::is_draft_of(value, annotation)
        }
        "target" => target::is_plain(value, annotation.reply_to.as_ref()),
        "duizhao:colour" => value.as_str() == annotation.colour.map(Colour::name),
        "duizhao:resolved" | "duizhao:draft" => value.is_boolean(),
        _ => false,
    }
}
