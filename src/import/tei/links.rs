//! Which sentences a file says belong together.

use crate::import::bitext::{confidence, row_number, status};
use crate::import::markup::{Element, Tree};
use crate::model::Status;

/// Links, in the order of the file.
#[derive(Debug, Default)]
pub(in crate::import) struct Links {
    pub(in crate::import) list: Vec<Link>,
    /// Whether each says the number of its row.
    pub(in crate::import) numbered: bool,
}

/// Names of sentences that belong together. Those of either side, or of both in one list where only the sentences know.
#[derive(Debug)]
pub(in crate::import) struct Link {
    pub(in crate::import) ids: [Vec<String>; 2],
    pub(in crate::import) row: Option<u32>,
    pub(in crate::import) status: Status,
    pub(in crate::import) confidence: f32,
}

/// The files that links are between: that of their first names, then the other.
pub(super) fn files(tree: &Tree<'_>) -> Option<[String; 2]> {
    let group =
        tree.all("linkGrp").find(|group| group.attribute("fromDoc").is_some() || group.attribute("toDoc").is_some())?;
    let name = |attribute| group.attribute(attribute).unwrap_or_default().to_owned();
    let (from, to) = (name("fromDoc"), name("toDoc"));
    // InterText writes the names of the sentences of `toDoc` first, XCES those of `fromDoc`.
    Some(if is_xces(tree) { [from, to] } else { [to, from] })
}

fn is_xces(tree: &Tree<'_>) -> bool {
    tree.root().is_some_and(|root| root.is("cesAlign"))
}

/// Links by the names of sentences in two files: `xtargets="1:1 1:2;1:1"`.
pub(super) fn of_ids(tree: &Tree<'_>) -> Links {
    let list = tree.all("link").filter_map(|link| {
        let (first, second) = link.attribute("xtargets").or_else(|| link.attribute("targets"))?.split_once(';')?;
        let ids = [first, second].map(|ids| ids.split_whitespace().map(str::to_owned).collect());
        let status = if link.attribute("status") == Some("man") { Status::Confirmed } else { Status::Proposed };
        let confidence = confidence(link.attribute("certainty"));
        Some(Link { ids, row: None, status, confidence })
    });
    Links { list: list.collect(), numbered: false }
}

/// Links of TEI by pointers inside the file: `target="#s1 #t1 #t2"`, in the order of the file; what has no partner is a
/// pointer of its own.
pub(super) fn of_pointers(tree: &Tree<'_>) -> Links {
    let groups: Vec<Element<'_>> = tree.all("linkGrp").collect();
    let mut numbered = !groups.is_empty();
    let mut list = Vec::new();
    for group in groups {
        let row = group.attribute("n").and_then(row_number);
        numbered &= row.is_some();
        for link in group.children().filter(|child| child.is_one_of(&["link", "ptr"])) {
            let targets = link.attribute("target").or_else(|| link.attribute("targets")).unwrap_or_default();
            let ids = targets.split_whitespace().map(|target| target.trim_start_matches('#').to_owned()).collect();
            let status = link.attribute("type").and_then(status).unwrap_or(Status::Proposed);
            list.push(Link { ids: [ids, Vec::new()], row, status, confidence: confidence(link.attribute("cert")) });
        }
    }
    Links { list, numbered }
}

impl Links {
    /// What the elements are called in `tree` that the links of a side name.
    pub(super) fn names<'t>(&self, side: usize, tree: &'t Tree<'t>) -> Vec<&'t str> {
        let Some(root) = tree.root() else { return Vec::new() };
        let ids: std::collections::BTreeSet<&str> =
            self.list.iter().flat_map(|link| &link.ids[side]).map(String::as_str).collect();
        named(root, |id| ids.contains(id))
    }

    /// What the elements are called inside a text that links name.
    pub(super) fn names_in<'t>(&self, text: Element<'t>) -> Vec<&'t str> {
        let ids: std::collections::BTreeSet<&str> =
            self.list.iter().flat_map(|link| link.ids.iter().flatten()).map(String::as_str).collect();
        named(text, |id| ids.contains(id))
    }
}

/// The name of an element.
pub(super) fn id<'t>(element: &Element<'t>) -> Option<&'t str> {
    element.attribute("xml:id").or_else(|| element.attribute("id"))
}

fn named<'t>(root: Element<'t>, is_linked: impl Fn(&str) -> bool) -> Vec<&'t str> {
    let mut names: Vec<&'t str> = Vec::new();
    for element in root.descendants().filter(|element| id(element).is_some_and(&is_linked)) {
        if !names.contains(&element.name()) {
            names.push(element.name());
        }
    }
    names
}
