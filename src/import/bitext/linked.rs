//! Links between sentences to units: their rows from the passages that the sentences stand in.

use rustc_hash::FxHashMap;

use super::{Bitext, PASSAGE_END, Unit, UnitSide};
use crate::import::characters::is_wide_mark;
use crate::import::markup::Text;
use crate::import::tei::{Links, Sentence};
use crate::model::Span;
use crate::text::script::is_han;

/// Adds the pairs that links make of the sentences of both sides to `bitext`, and says how many names in them no
/// sentence has. A sentence without a link stands alone after the one before it.
pub(in crate::import) fn units_of_links(
    links: &Links,
    sides: &[Vec<Sentence>; 2],
    sources: [&str; 2],
    bitext: &mut Bitext,
) -> usize {
    let places = sides.each_ref().map(|sentences| places(sentences));
    let has_sides = links.list.iter().any(|link| !link.ids[1].is_empty());
    let mut unknown = 0;
    let mut linked: Vec<([Vec<usize>; 2], usize)> = Vec::new();
    let mut taken = sides.each_ref().map(|sentences| vec![false; sentences.len()]);
    for (nth, link) in links.list.iter().enumerate() {
        let mut found = [Vec::new(), Vec::new()];
        for (of, id) in link.ids.iter().enumerate().flat_map(|(of, ids)| ids.iter().map(move |id| (of, id))) {
            // Where links say nothing of sides, the sentence's own text does.
            let candidates = if has_sides { [of, of] } else { [0, 1] };
            let place = candidates.into_iter().find_map(|side| Some((side, *places[side].get(id.as_str())?)));
            match place {
                Some((side, at)) if !taken[side][at] => {
                    taken[side][at] = true;
                    found[side].push(at);
                }
                _ => unknown += 1,
            }
        }
        for places in &mut found {
            places.sort_unstable();
        }
        if found.iter().any(|places| !places.is_empty()) {
            linked.push((found, nth));
        }
    }
    let all = with_unlinked(linked, &taken);
    let mut rows = Rows { open: [false; 2], row: 0 };
    for (places, link) in all {
        let starts = [0, 1].map(|side| places[side].first().map(|at| sides[side][*at].begins.is_some()));
        let ends = [0, 1].map(|side| {
            let last = *places[side].last()?;
            Some(sides[side].get(last + 1).is_none_or(|next| next.begins.is_some()))
        });
        let link = link.and_then(|nth| links.list.get(nth));
        let row = link.and_then(|link| link.row).filter(|_| links.numbered).unwrap_or_else(|| rows.of(starts, ends));
        let mut unit = Unit::plain(row, Default::default());
        if let Some(link) = link {
            (unit.status, unit.confidence) = (link.status, link.confidence);
        }
        for side in [0, 1] {
            unit.sides[side] = side_of(&places[side], &sides[side], sources[side]);
        }
        bitext.units.push(unit);
    }
    unknown
}

/// Positions of sentences by their names.
fn places(sentences: &[Sentence]) -> FxHashMap<&str, usize> {
    let named = sentences.iter().enumerate().filter_map(|(at, sentence)| Some((sentence.id.as_deref()?, at)));
    named.collect()
}

/// Positions of the sentences of a unit, source first, and its link.
type Placed = ([Vec<usize>; 2], Option<usize>);

/// The links in order, each sentence that is in none after the unit of the one before it.
fn with_unlinked(linked: Vec<([Vec<usize>; 2], usize)>, taken: &[Vec<bool>; 2]) -> Vec<Placed> {
    let mut all: Vec<Placed> = Vec::with_capacity(linked.len());
    let mut next = [0, 0];
    for (places, nth) in linked {
        for side in [0, 1] {
            let Some(first) = places[side].first() else { continue };
            while next[side] < *first {
                if !taken[side][next[side]] {
                    all.push(alone(side, next[side]));
                }
                next[side] += 1;
            }
        }
        for side in [0, 1] {
            next[side] = places[side].last().map_or(next[side], |last| next[side].max(last + 1));
        }
        all.push((places, Some(nth)));
    }
    for side in [0, 1] {
        let left = (next[side]..taken[side].len()).filter(|at| !taken[side][*at]);
        all.extend(left.map(|at| alone(side, at)));
    }
    all
}

fn alone(side: usize, at: usize) -> Placed {
    let mut places = [Vec::new(), Vec::new()];
    places[side].push(at);
    (places, None)
}

/// Gives units their rows: a new one begins where no passage of either side goes on.
struct Rows {
    open: [bool; 2],
    row: u32,
}

impl Rows {
    fn of(&mut self, starts: [Option<bool>; 2], ends: [Option<bool>; 2]) -> u32 {
        let begins = self.row == 0 || (!self.open[0] && !self.open[1] && starts.iter().flatten().all(|starts| *starts));
        self.row += u32::from(begins);
        for (open, ends) in self.open.iter_mut().zip(ends) {
            *open = ends.map_or(*open, |ends| !ends);
        }
        self.row
    }
}

/// The text of some sentences of a side.
fn side_of(places: &[usize], sentences: &[Sentence], source: &str) -> UnitSide {
    let mut side = UnitSide { order: places.first().map(|at| *at as u64 + 1), ..UnitSide::default() };
    for (nth, at) in places.iter().enumerate() {
        let Some(sentence) = sentences.get(*at) else { continue };
        let ends = sentences.get(at + 1).is_none_or(|next| next.begins.is_some());
        side.kinds.extend(sentence.begins);
        side.text.append(&sentence.text);
        let mut after = sentence.after.clone();
        if ends {
            let place = sentence.text.place().unwrap_or_default() as usize;
            after.get_or_insert_default().push_replaced(PASSAGE_END, Span::empty(place));
        }
        if nth + 1 == places.len() {
            side.after = after;
        } else {
            side.text.append(&after.unwrap_or_else(|| blank(&sentence.text, source)));
        }
    }
    side
}

/// What stands between two sentences of one unit where nothing is said: a blank, but none after Chinese.
fn blank(before: &Text, source: &str) -> Text {
    let mut text = Text::default();
    let last = before.characters(source).last().map(|character| character.c);
    if last.is_some_and(|c| !is_wide_mark(c) && !is_han(c) && !c.is_whitespace()) {
        text.push_replaced(' ', Span::empty(before.place().unwrap_or_default() as usize));
    }
    text
}
