//! The targets of an annotation: which side, and what it says of the place.

use serde_json::{Map, Value};

use super::{DOCUMENT, LOST, ReadTarget, TO_CONFIRM};
use crate::model::{AnnotationId, Selector, SideName, Standing};

/// Selectors in selectors are followed this far.
const DEEPEST: usize = 8;

/// The places that an annotation is about, and the addresses it gives without a place: what it replies to.
pub(super) fn read(
    members: &Map<String, Value>,
    at: &str,
    warnings: &mut Vec<String>,
) -> (Vec<ReadTarget>, Vec<String>) {
    let (mut targets, mut addresses) = (Vec::new(), Vec::new());
    let mut rest: Vec<&Value> = members.get("target").into_iter().collect();
    while let Some(target) = rest.pop() {
        match target {
            Value::Array(many) => rest.extend(many.iter().rev()),
            Value::String(address) if address.starts_with(DOCUMENT) => (),
            Value::String(address) => addresses.push(address.clone()),
            Value::Object(target) => match target.get("items") {
                Some(items @ Value::Array(_)) if !target.contains_key("selector") => rest.push(items),
                _ => one(target, at, &mut targets, &mut addresses, warnings),
            },
            _ => warnings.push(format!("{at}: a target that is neither an address nor an object was left out.")),
        }
    }
    (targets, addresses)
}

fn one(
    members: &Map<String, Value>,
    at: &str,
    targets: &mut Vec<ReadTarget>,
    addresses: &mut Vec<String>,
    warnings: &mut Vec<String>,
) {
    let source = match members.get("source") {
        Some(Value::String(source)) => Some(source.as_str()),
        Some(source) => source.get("id").and_then(Value::as_str),
        None => None,
    };
    let is_annotation = members.get("type").is_some_and(|name| name == "Annotation");
    if let Some(id) = members.get("id").and_then(Value::as_str).filter(|_| is_annotation) {
        addresses.push(id.to_owned());
        return;
    }
    let (document, side) = source.and_then(ours).map_or((None, None), |(document, side)| (Some(document), side));
    let mut target = ReadTarget { side, document, standing: standing(members), ..ReadTarget::default() };
    let found = members.get("selector").map(|selector| selectors(selector, 0));
    let Found { position, quote, bad } = found.unwrap_or_default();
    if bad {
        warnings.push(format!("{at}: a position that is no pair of numbers in order was not used."));
    }
    (target.position, target.quote) = (position, quote);
    targets.push(target);
}

/// The document and the side that one of our own addresses names.
fn ours(source: &str) -> Option<(String, Option<SideName>)> {
    let rest = source.strip_prefix(DOCUMENT)?;
    let (document, side) = rest.split_once('#').unwrap_or((rest, ""));
    let side = match side {
        "source" => Some(SideName::Source),
        "translation" => Some(SideName::Translation),
        _ => None,
    };
    Some((document.to_owned(), side))
}

fn standing(members: &Map<String, Value>) -> Standing {
    match members.get("duizhao:standing").and_then(Value::as_str) {
        Some(LOST) => Standing::Lost,
        Some(TO_CONFIRM) => {
            let was = members.get("duizhao:was").map(|was| selectors(was, 0)).unwrap_or_default();
            Standing::ToConfirm { was: selector(was.position, was.quote) }
        }
        _ => Standing::Sure,
    }
}

/// A selector of ours from what is known of a place.
pub(super) fn selector(position: Option<(u32, u32)>, quote: Option<(String, String, String)>) -> Selector {
    let (start, end) = position.unwrap_or_default();
    let (exact, prefix, suffix) = quote.unwrap_or_default();
    Selector { start, end, exact, prefix, suffix }
}

#[derive(Default)]
struct Found {
    position: Option<(u32, u32)>,
    quote: Option<(String, String, String)>,
    bad: bool,
}

/// What selectors say by position and by quotation. Of those in others only the quotation counts: their positions are
/// relative.
fn selectors(value: &Value, depth: usize) -> Found {
    let mut found = Found::default();
    let many = match value {
        Value::Array(many) => many.iter().collect(),
        one => vec![one],
    };
    for members in many.into_iter().filter_map(Value::as_object).filter(|_| depth < DEEPEST) {
        let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
        if found.quote.is_none() {
            found.quote = text("exact")
                .map(|exact| (exact, text("prefix").unwrap_or_default(), text("suffix").unwrap_or_default()));
        }
        if depth == 0 && found.position.is_none() && members.contains_key("start") && members.contains_key("end") {
            let number = |name: &str| members.get(name).and_then(position);
            found.position = number("start").zip(number("end")).filter(|(start, end)| start <= end);
            found.bad |= found.position.is_none();
        }
        for name in ["refinedBy", "items"] {
            let inner = members.get(name).map(|inner| selectors(inner, depth + 1));
            if let Some(inner) = inner {
                found.quote = inner.quote.or(found.quote);
            }
        }
    }
    found
}

fn position(value: &Value) -> Option<u32> {
    let whole = value.as_u64().or_else(|| {
        value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0).map(|number| number as u64)
    });
    u32::try_from(whole?).ok()
}

/// Whether a target says nothing but what ours say: an address of ours or another annotation's, position and quotation.
pub(super) fn is_plain(target: &Value, parent: Option<&AnnotationId>) -> bool {
    match target {
        Value::Array(many) => many.iter().all(|one| is_plain(one, parent)),
        Value::String(address) => address.starts_with(DOCUMENT) || parent.is_some_and(|parent| *parent.0 == **address),
        Value::Object(members) => {
            let ours = ["type", "source", "scope", "styleClass", "selector", "duizhao:standing", "duizhao:was"];
            members.keys().all(|name| ours.contains(&name.as_str()))
                && members.get("source").and_then(Value::as_str).is_some_and(|source| source.starts_with(DOCUMENT))
                && members
                    .get("selector")
                    .and_then(Value::as_array)
                    .is_some_and(|many| many.iter().all(is_plain_selector))
        }
        _ => false,
    }
}

fn is_plain_selector(selector: &Value) -> bool {
    let names = ["type", "start", "end", "exact", "prefix", "suffix"];
    selector.as_object().is_some_and(|members| members.keys().all(|name| names.contains(&name.as_str())))
}
