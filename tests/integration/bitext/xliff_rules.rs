//! What XLIFF 2.1 asks of a file beyond its schema, as far as it concerns what is written here: unique ids and orders,
//! orders that name places there are, languages.
//!
//! The rules are named as in the Schematron file of the standard (`xliff_core_2.1.sch`). As of its fourth public review
//! draft the schema of 2.1 differs from that of 2.0 only in the type of the two languages.

use duizhao::export::bitext::{Form, written};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::sample::{RowOf, any_rows, document, rows};

#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
}

impl Element {
    fn new(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("it is an attribute");
            (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
        });
        Self { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), children: Vec::new() }
    }

    /// The root of a file.
    fn of(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("it is XML") {
                Event::Start(start) => open.push(Self::new(&start)),
                Event::Empty(start) => open.last_mut().expect("there is a root").children.push(Self::new(&start)),
                Event::End(_) => {
                    let element = open.pop().expect("it was opened");
                    open.last_mut().expect("there is a root").children.push(element);
                }
                Event::Eof => return open.pop().and_then(|mut all| all.children.pop()).expect("there is a root"),
                _ => (),
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Self> + 'a {
        self.children.iter().filter(|child| names.contains(&child.name.as_str()))
    }
}

/// The rules that a file breaks.
fn broken(xml: &str) -> Vec<&'static str> {
    let root = Element::of(xml);
    let mut broken = Vec::new();
    let mut rule = |name, holds: bool| {
        if !holds && !broken.contains(&name) {
            broken.push(name);
        }
    };
    let is_language = |code: &str| {
        let mut parts = code.split('-');
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        parts.next().is_some_and(|first| is_part(first) && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
            && parts.all(is_part)
    };
    rule("version", root.get("version") == Some("2.1"));
    for language in ["srcLang", "trgLang"].into_iter().filter_map(|name| root.get(name)) {
        rule("xs:language", is_language(language));
    }
    let files: Vec<&Element> = root.all(&["file"]).collect();
    rule("K1", all_differ(files.iter().map(|file| file.get("id"))));
    for file in files {
        let units: Vec<&Element> = file.all(&["unit"]).collect();
        rule("K3", all_differ(units.iter().map(|unit| unit.get("id"))));
        for unit in units {
            let parts: Vec<&Element> = unit.all(&["segment", "ignorable"]).collect();
            rule("K6", all_differ(parts.iter().filter_map(|part| part.get("id"))));
            rule("F3", parts.iter().any(|part| part.name == "segment"));
            rule("F7", parts.iter().all(|part| part.get("subState").is_none() || part.get("state").is_some()));
            rule("subState", parts.iter().filter_map(|part| part.get("subState")).all(|value| value.contains(':')));
            let targets =
                || parts.iter().enumerate().flat_map(|(nth, part)| part.all(&["target"]).map(move |one| (nth, one)));
            rule("F1", targets().next().is_none() || root.get("trgLang").is_some());
            let order = |target: &Element| target.get("order").map(|order| order.parse().unwrap_or(0));
            let orders: Vec<usize> = targets().filter_map(|(_, target)| order(target)).collect();
            rule("K7", all_differ(&orders));
            rule("F18", orders.iter().all(|order| (1..=parts.len()).contains(order)));
            let mut moved = targets().filter(|(_, target)| order(target).is_some());
            rule("F19", moved.all(|(nth, _)| orders.contains(&(nth + 1))));
        }
    }
    broken
}

fn all_differ<T: Ord>(items: impl IntoIterator<Item = T>) -> bool {
    let mut items: Vec<T> = items.into_iter().collect();
    let count = items.len();
    items.sort_unstable();
    items.dedup();
    items.len() == count
}

fn job(rows: &[RowOf], swapped: Option<(usize, usize)>) -> String {
    let (document, alignment) = document(rows, swapped);
    String::from_utf8(written(Form::Xliff, None, &document, &alignment, "").bytes).expect("it is UTF-8")
}

#[test]
fn each_rule_is_seen_to_be_broken() {
    let good = job(&rows(), Some((0, 4)));
    assert_eq!(broken(&good), [""; 0], "{good}");
    for (from, to, expected) in [
        ("version=\"2.1\"", "version=\"2.0\"", "version"),
        ("srcLang=\"zh", "srcLang=\"中文", "xs:language"),
        (" trgLang=\"en\"", "", "F1"),
        ("<unit id=\"u7\"", "<unit id=\"u1\"", "K3"),
        ("<segment id=\"s2\"", "<segment id=\"s1\"", "K6"),
        (" state=\"reviewed\" subState", " subState", "F7"),
        ("subState=\"duizhao:", "subState=\"", "subState"),
        ("order=\"3\"", "order=\"1\"", "K7"),
        ("order=\"3\"", "order=\"33\"", "F18"),
        ("order=\"3\"", "order=\"2\"", "F19"),
        ("</file>", "</file><file id=\"f1\"><unit id=\"u1\"><ignorable/></unit></file>", "K1"),
        ("</file>", "<unit id=\"甲\"><ignorable/></unit></file>", "F3"),
    ] {
        assert!(good.contains(from), "{from} is in {good}");
        assert!(broken(&good.replacen(from, to, 1)).contains(&expected), "{from} as {to}: {good}");
    }
}

proptest! {
    #[test]
    fn jobs_keep_all_rules(rows in any_rows(), swap in any::<(prop::sample::Index, prop::sample::Index)>()) {
        let swapped = Some((swap.0.index(rows.len()), swap.1.index(rows.len())));
        let job = job(&rows, swapped);
        prop_assert!(broken(&job).is_empty(), "{:?}: {}", broken(&job), job);
    }
}
