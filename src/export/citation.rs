//! What is copied with its citation: the selected text, its partner, and where both are from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::notes::{AddressRange, Addresses};
use super::shown::{shown, shown_on_one_line};
use crate::model::{Alignment, Bead, Document, Draft, Segment, SideName, SidePlace, Span};

/// What is selected, one stretch of a side or one of each, from its first place to the place before which it ends; the
/// sentences that translate it, where only one side is selected; and the source of both: title, address in the
/// document, citation, address of the record. Plain text, ending with a line end. Nothing where nothing is selected.
///
/// `drafts` are those of what is selected: one that translates it follows, and is called a draft.
pub fn citation(
    document: &Document,
    alignment: &Alignment,
    drafts: &[Arc<Draft>],
    parts: &[(SideName, (SidePlace, SidePlace))],
) -> Option<String> {
    let mut quotes = [Vec::new(), Vec::new()];
    let of = Addresses::new(alignment);
    let mut beads: BTreeSet<usize> = BTreeSet::new();
    let mut range: Option<AddressRange> = None;
    for &(side, (start, end)) in parts {
        for (passage, at) in selected(document, side, start, end) {
            let text = document.side(side)?.passages.get(passage as usize)?.text.text();
            let text = at.of(text)?.trim();
            if !text.is_empty() {
                quotes[side as usize].push(text.to_owned());
            }
            beads.extend(of.beads_at(side, passage, at));
            range = range.into_iter().chain(of.range(side, passage, at)).reduce(AddressRange::union);
        }
    }
    if quotes.iter().all(Vec::is_empty) {
        return None;
    }
    for side in SideName::BOTH {
        if quotes[side as usize].is_empty() {
            quotes[side as usize] = partners(document, alignment, side, &beads);
        }
    }
    let quotes = quotes.into_iter().filter(|lines| !lines.is_empty());
    let mut paragraphs: Vec<String> = quotes.map(|lines| shown(&lines.join("\n")).into_owned()).collect();
    let has_partner = beads.iter().any(|bead| alignment.beads.get(*bead).is_some_and(Bead::is_paired));
    let translations = drafts.iter().filter(|draft| {
        let is_selected = |side| parts.iter().any(|(selected, _)| *selected == side);
        let side = draft.target.side;
        let is_wording = document.side(side).is_none_or(|found| draft.is_wording(found.language, has_partner));
        is_selected(side) && !is_selected(side.other()) && !is_wording
    });
    paragraphs.extend(translations.map(|draft| drafted(draft)));
    paragraphs.push(source(document, range));
    Some(paragraphs.join("\n\n") + "\n")
}

/// The stretches of passages from one place to another.
fn selected(document: &Document, side: SideName, start: SidePlace, end: SidePlace) -> Vec<(u32, Span)> {
    let passages = document.side(side).map_or(&[][..], |side| &side.passages);
    let last = (end.passage as usize + 1).min(passages.len());
    let stretch = |nth: usize| {
        let passage = passages.get(nth)?;
        let from = if nth == start.passage as usize { start.at as usize } else { 0 };
        let to = if nth == end.passage as usize { end.at as usize } else { passage.text.text().len() };
        (from < to).then(|| (nth as u32, Span::new(from, to)))
    };
    (start.passage as usize..last).filter_map(stretch).collect()
}

/// The sentences of `side` in some beads, those of a passage on one line.
fn partners(document: &Document, alignment: &Alignment, side: SideName, beads: &BTreeSet<usize>) -> Vec<String> {
    let segments = alignment.segments(side);
    let passages = document.side(side).map_or(&[][..], |side| &side.passages);
    let beads = beads.iter().filter_map(|bead| alignment.beads.get(*bead));
    let found = beads.flat_map(|bead| segments.get(bead.part(side).range()).unwrap_or_default());
    let mut lines: Vec<(u32, String)> = Vec::new();
    for Segment { passage, at } in found {
        let text = passages.get(*passage as usize).and_then(|found| at.of(found.text.text())).unwrap_or_default();
        match lines.last_mut() {
            Some((last, line)) if last == passage => line.push_str(text),
            _ => lines.push((*passage, text.to_owned())),
        }
    }
    let lines = lines.into_iter().map(|(_, line)| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// A draft, called that.
fn drafted(draft: &Draft) -> String {
    let author = shown_on_one_line(&draft.author);
    let by = if author.is_empty() { String::new() } else { format!(" by {author}") };
    format!("[Draft translation{by}]\n{}", shown(draft.text.trim()))
}

/// Title and address, then the citation and the address of the record, a line each.
fn source(document: &Document, range: Option<AddressRange>) -> String {
    let title = shown_on_one_line(&document.title);
    let first = range.map_or(title.clone(), |range| format!("{title}, {range}"));
    let citation = document.metadata.citation.as_deref().map(shown_on_one_line);
    // Many citations end with the address of the record.
    let record = document.metadata.address.as_deref().map(shown_on_one_line);
    let record = record.filter(|record| !citation.as_ref().is_some_and(|citation| citation.contains(record.as_str())));
    let lines = [Some(first), citation, record].into_iter().flatten();
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
