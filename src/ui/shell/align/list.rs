//! The list of the left panel while aligning: what is to be reviewed, what is settled, what has no partner.
//!
//! Computed once for each change of the pairs or of what was said of them, and small: the words of an entry are looked
//! up when it is drawn.

use std::sync::Arc;

use eframe::egui::{Align, Rect, RichText, ScrollArea, Ui, pos2, vec2};

use super::compare::difference_list_ui;
use super::perform::AlignShell;
use crate::model::{Address, Alignment, Document, SideName};
use crate::ui::aligner::{Pairs, Standing, Tally};
use crate::ui::palette::Palette;
use crate::ui::shell::Out;
use crate::ui::shell::left_panel::{inset, section};
use crate::ui::shell::status_bar::unit_name;
use crate::ui::shell::widgets::{self, ITEM_HEIGHT, Item};
use crate::workspace::{AlignLevel, Command, OpenDocument};

/// An entry of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Entry {
    /// A heading.
    Section(&'static str),
    /// A row with pairs that somebody should look at: how many it has, and how many of them are such.
    Review { row: u32, pairs: u32, open: u32, first: u32 },
    /// Neighbouring rows whose pairs are all settled: confirmed, or left out on purpose.
    Settled { first: u32, last: u32, pairs: u32, left_out: u32 },
    /// A pair without a partner.
    Unpaired { pair: u32 },
}

/// The entries for a state of a document.
#[derive(Default)]
pub(crate) struct PairList {
    made_of: Option<(u64, u64, AlignLevel)>,
    entries: Vec<Entry>,
    pairs: Arc<Pairs>,
    tally: Tally,
    /// The row that the list was last scrolled to.
    followed: Option<usize>,
}

impl PairList {
    /// Brings the list in step with the document.
    pub(crate) fn follow(&mut self, open: &OpenDocument, pairs: &Arc<Pairs>) {
        let made_of = Some((open.revision, open.statuses, pairs.level));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.pairs = Arc::clone(pairs);
            self.entries = entries(&open.work.alignment, pairs);
            self.tally = Tally::of(&open.work.alignment, pairs);
        }
    }

    /// How many pairs there are of each kind.
    pub(crate) fn tally(&self) -> Tally {
        self.tally
    }
}

fn entries(alignment: &Alignment, pairs: &Pairs) -> Vec<Entry> {
    let mut review = vec![Entry::Section("To review")];
    let mut done = vec![Entry::Section("Settled")];
    let mut unpaired = vec![Entry::Section("Unpaired")];
    let mut nth = 0;
    while let Some(pair) = pairs.get(nth) {
        let (row, start) = (pair.row, nth);
        let (mut open, mut settled, mut omitted, mut first) = (0, 0, 0, None);
        while let Some(pair) = pairs.get(nth).filter(|pair| pair.row == row) {
            let standing = Standing::of(alignment, &pair);
            settled += u32::from(standing.is_settled());
            omitted += u32::from(standing == Standing::LeftOut);
            if standing == Standing::Unpaired {
                unpaired.push(Entry::Unpaired { pair: nth as u32 });
            } else if standing.wants_a_look() {
                open += 1;
                first.get_or_insert(nth as u32);
            }
            nth += 1;
        }
        let (row, many) = (row as u32, (nth - start) as u32);
        if let Some(first) = first {
            review.push(Entry::Review { row, pairs: many, open, first });
        }
        if settled == many {
            match done.last_mut() {
                Some(Entry::Settled { last, pairs, left_out, .. }) if *last + 1 == row => {
                    *last = row;
                    *pairs += many;
                    *left_out += omitted;
                }
                _ => done.push(Entry::Settled { first: row, last: row, pairs: many, left_out: omitted }),
            }
        }
    }
    [review, done, unpaired].into_iter().filter(|part| part.len() > 1).flatten().collect()
}

/// Draws the list of pairs, or of differences while those are gone through; `current` is the chosen pair.
pub(crate) fn align_list_ui(
    ui: &mut Ui,
    palette: &Palette,
    open: &OpenDocument,
    align: &mut AlignShell,
    current: usize,
    out: &mut Out,
) {
    if align.comparing.shown(open).is_some() {
        difference_list_ui(ui, palette, open, &mut align.comparing);
    } else {
        pair_list_ui(ui, palette, open, &mut align.list, current, out);
    }
}

fn pair_list_ui(
    ui: &mut Ui,
    palette: &Palette,
    open: &OpenDocument,
    list: &mut PairList,
    current: usize,
    out: &mut Out,
) {
    if list.entries.is_empty() {
        ui.add_space(12.0);
        inset(ui, |ui| {
            ui.label(RichText::new("Nothing is settled yet, and nothing is unsure").color(palette.muted));
        });
        return;
    }
    let row = list.pairs.get(current).map_or(0, |pair| pair.row);
    let here = list.entries.iter().position(|entry| holds(entry, row as u32, current as u32));
    let follow = here.filter(|_| list.followed != Some(row));
    list.followed = Some(row);
    let area = ScrollArea::vertical().id_salt("pairs to review").auto_shrink([false, false]);
    area.show_rows(ui, ITEM_HEIGHT, list.entries.len(), |ui, range| {
        if let Some(here) = follow {
            let top = ui.min_rect().top() + (here as f32 - range.start as f32) * ITEM_HEIGHT;
            let rect = Rect::from_min_size(pos2(ui.min_rect().left(), top), vec2(1.0, ITEM_HEIGHT));
            if !ui.clip_rect().contains_rect(rect) {
                ui.scroll_to_rect(rect, Some(Align::Center));
            }
        }
        let start = range.start;
        for (nth, entry) in list.entries.get(range).unwrap_or_default().iter().enumerate() {
            entry_ui(ui, palette, open, &list.pairs, *entry, here == Some(start + nth), out);
        }
    });
}

fn holds(entry: &Entry, row: u32, pair: u32) -> bool {
    match entry {
        Entry::Section(_) => false,
        Entry::Review { row: own, .. } => *own == row,
        Entry::Settled { first, last, .. } => (*first..=*last).contains(&row),
        Entry::Unpaired { pair: own } => *own == pair,
    }
}

fn entry_ui(
    ui: &mut Ui,
    palette: &Palette,
    open: &OpenDocument,
    pairs: &Pairs,
    entry: Entry,
    selected: bool,
    out: &mut Out,
) {
    let alignment = &open.work.alignment;
    let address = |row: u32| {
        let number = alignment.rows.get(row as usize).map_or(0, |row| row.number);
        Address { row: number, pair: None }.to_string()
    };
    let unit = unit_name(pairs.level);
    let many = |count: u32| if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") };
    let (before, text, pair) = match entry {
        Entry::Section(name) => return section(ui, palette, name),
        Entry::Review { row, pairs, open, first } => {
            let text = if pairs == 1 { "to review".to_owned() } else { format!("{}, {open} to review", many(pairs)) };
            (address(row), text, Some(first as usize))
        }
        Entry::Settled { first, last, pairs: count, left_out } => {
            let name = if first == last { address(first) } else { format!("{}–{}", address(first), address(last)) };
            let text = match left_out {
                0 => many(count),
                all if all == count => "left out".to_owned(),
                some => format!("{}, {some} left out", many(count)),
            };
            (name, text, pairs.first_of_row(first as usize))
        }
        Entry::Unpaired { pair } => {
            let name = pairs.address(alignment, pair as usize).map_or(String::new(), |name| name.to_string());
            (name, first_words(&open.document, alignment, pairs, pair as usize), Some(pair as usize))
        }
    };
    let item = Item { before: &before, text: &text, selected, ..Item::default() };
    if widgets::item(ui, palette, item).clicked()
        && let Some(shown) = pair.and_then(|pair| pairs.get(pair))
    {
        let first = alignment.rows.get(shown.row).map_or(0, |row| row.beads.start);
        let pair = (pairs.level == AlignLevel::Sentences).then(|| (shown.beads.start - first) as usize);
        out.commands.push(Command::GoTo { document: open.id, row: shown.row, pair });
    }
}

/// The first words of a pair, of the side that it has.
fn first_words(document: &Document, alignment: &Alignment, pairs: &Pairs, nth: usize) -> String {
    const ENOUGH: usize = 60;
    let Some(pair) = pairs.get(nth) else { return String::new() };
    let side = if pair.part(SideName::Source).is_empty() { SideName::Translation } else { SideName::Source };
    let text = pairs.text(document, alignment, side, pair.part(side).start as usize);
    text.split_whitespace()
        .flat_map(|word| word.chars().chain([' ']))
        .take(ENOUGH)
        .collect::<String>()
        .trim_end()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bead, Row, Status};

    #[test]
    fn settled_rows_are_folded_and_open_ones_counted() {
        use Status::{Confirmed, LeftOut, Proposed, Review};
        let bead = |nth: usize, translation: usize, status, confidence| Bead {
            source: (nth..nth + 1).into(),
            translation: (nth..nth + translation).into(),
            confidence,
            status,
        };
        let beads = vec![
            bead(0, 1, Confirmed, 0.9),
            bead(1, 0, LeftOut, 0.9),
            bead(2, 1, Proposed, 0.9),
            bead(3, 1, Proposed, 0.2),
            bead(4, 1, Review, 0.9),
            bead(5, 0, Proposed, 0.9),
            bead(6, 1, Confirmed, 0.9),
        ];
        let rows = [(0, 1), (1, 2), (2, 5), (5, 6), (6, 7)];
        let row = |(nth, (start, end)): (usize, (usize, usize))| Row {
            number: nth as u32 + 1,
            source: (start..end).into(),
            translation: (start..end).into(),
            beads: (start..end).into(),
            confidence: 0.9,
        };
        let rows = rows.into_iter().enumerate().map(row).collect();
        let alignment = Alignment { rows, beads, ..Alignment::default() };
        let pairs = Pairs::of(&alignment, AlignLevel::Sentences);
        assert_eq!(
            entries(&alignment, &pairs),
            [
                Entry::Section("To review"),
                Entry::Review { row: 2, pairs: 3, open: 2, first: 3 },
                Entry::Section("Settled"),
                Entry::Settled { first: 0, last: 1, pairs: 2, left_out: 1 },
                Entry::Settled { first: 4, last: 4, pairs: 1, left_out: 0 },
                Entry::Section("Unpaired"),
                Entry::Unpaired { pair: 5 },
            ]
        );
    }
}
