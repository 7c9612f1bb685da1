//! Notes and drafts to an annotation collection with one page.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::shape::{self, Collection, Item, OneOrMany, Order, Page, Place, Stretch};
use super::{About, CONTEXT, NAMESPACE, escape, item::KNOWN};
use crate::model::{Annotation, Colour, Document, Draft, Target};

/// The notes and drafts of `document` as a W3C annotation collection, in the order of the text.
pub fn write(document: &Document, notes: &[&Annotation], drafts: &[&Draft], about: &About) -> String {
    let scope = document.metadata.address.as_deref().filter(|address| is_web_address(address));
    let notes = notes.iter().map(|one| (order(&one.targets, one.created, &one.id.0), note(one, scope, about)));
    let drafts = drafts
        .iter()
        .map(|one| (order(std::slice::from_ref(&one.target), one.created, &one.id.0), draft(one, scope, about)));
    let mut items: Vec<(Order, Item)> = notes.chain(drafts).collect();
    items.sort_by(|one, other| one.0.cmp(&other.0));
    let id = format!("{}#annotations", about.document());
    let collection = Collection {
        context: json!([CONTEXT, { "duizhao": NAMESPACE }]),
        id: id.clone(),
        r#type: "AnnotationCollection",
        label: &document.title,
        total: items.len(),
        first: Page {
            id: format!("{id}-1"),
            r#type: "AnnotationPage",
            part_of: id,
            start_index: 0,
            items: items.into_iter().map(|(_, item)| item).collect(),
        },
    };
    // Strings, numbers and maps with strings for keys always become JSON.
    let json = serde_json::to_string_pretty(&collection).unwrap_or_default();
    escape::hidden(&json) + "\n"
}

fn order<'a>(targets: &[Target], created: Option<crate::model::Timestamp>, id: &'a str) -> Order<'a> {
    let first = targets.iter().map(|target| (target.side, target.selector.start, target.selector.end)).min();
    (first.is_none(), first, created, id)
}

fn note<'a>(one: &'a Annotation, scope: Option<&'a str>, about: &About) -> Item<'a> {
    let other = other(one);
    let parent = one.reply_to.iter().map(|parent| Place::Iri(parent.0.to_string()));
    let places = one.targets.iter().map(|target| stretch(target, one.colour, scope, about));
    let mut targets: Vec<Place> = parent.chain(places).collect();
    if targets.is_empty() {
        targets.push(Place::Iri(about.document()));
    }
    Item {
        id: &one.id.0,
        r#type: "Annotation",
        motivation: OneOrMany::of(shape::motivations(one)),
        created: shape::moment(one.created),
        modified: shape::moment(one.modified),
        creator: shape::creator(&one.author),
        body: OneOrMany::of(shape::bodies(one)),
        target: OneOrMany::of(targets),
        stylesheet: one.colour.filter(|_| !other.contains_key("stylesheet")).map(shape::stylesheet),
        colour: one.colour.map(Colour::name),
        resolved: one.resolved,
        draft: false,
        other,
    }
}

fn draft<'a>(one: &'a Draft, scope: Option<&'a str>, about: &About) -> Item<'a> {
    Item {
        id: &one.id.0,
        r#type: "Annotation",
        motivation: Some(OneOrMany::One("editing")),
        created: shape::moment(one.created),
        modified: shape::moment(one.modified),
        creator: shape::creator(&one.author),
        body: Some(OneOrMany::One(shape::draft_body(one))),
        target: Some(OneOrMany::One(stretch(&one.target, None, scope, about))),
        stylesheet: None,
        colour: None,
        resolved: false,
        draft: true,
        other: BTreeMap::new(),
    }
}

fn stretch<'a>(target: &'a Target, colour: Option<Colour>, scope: Option<&'a str>, about: &About) -> Place<'a> {
    let (standing, was) = shape::standing(&target.standing);
    Place::Stretch(Stretch {
        r#type: "SpecificResource",
        source: about.side(target.side),
        scope,
        style_class: colour.map(shape::style_class),
        selector: shape::selectors(&target.selector),
        standing,
        was,
    })
}

/// What another program said, without what is written from our own fields.
fn other(one: &Annotation) -> BTreeMap<String, Value> {
    let members: Option<BTreeMap<String, Value>> =
        one.other.as_deref().and_then(|other| serde_json::from_str(other).ok());
    let mut members = members.unwrap_or_default();
    members.retain(|name, _| !KNOWN.contains(&name.as_str()));
    members
}

/// Whether a text can stand where the vocabulary wants an address.
fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty())
        && !text.chars().any(|char| char.is_whitespace() || char.is_control() || "<>\"{}|\\^`".contains(char))
}
