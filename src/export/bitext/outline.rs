//! What an export will hold, told before it is written: how many pairs and of which kind, the first of them as they will
//! stand, and what of this very document the form changes.

use super::form::{self, Form};
use super::view::{PairView, RowView, View};
use super::{Level, alignment};
use crate::model::{Address, Alignment, Document, Pairing, SideName, Status};

/// What a file will hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outline {
    /// What is counted: what stands for a pair in the form.
    pub level: Level,
    /// Whether the document has a translation.
    pub is_translated: bool,
    /// How many there are.
    pub counts: Counts,
    /// The first of them.
    pub lines: Vec<Line>,
    /// What is not as it was, as [`super::Written`] says it.
    pub changed: Vec<String>,
}

/// A pair or a row as it will stand in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its address.
    pub address: Address,
    /// Its text, source first, as it was read; for beads, the line of the file and nothing.
    pub texts: [String; 2],
    /// What a person said of it.
    pub status: Status,
    /// Which sides it has.
    pub pairing: Pairing,
}

/// How many pairs there are, or rows, each counted once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// All of them.
    pub all: usize,
    /// Those that a person confirmed, also as having no partner.
    pub confirmed: usize,
    /// Those that a person put together and did not confirm.
    pub corrected: usize,
    /// Those that somebody should look at.
    pub to_review: usize,
    /// Those that nobody said anything of.
    pub proposed: usize,
    /// Those without a partner, of which nobody said that this is right.
    pub alone: usize,
    /// Those that have none on purpose.
    pub left_out: usize,
}

/// What the file will hold that [`super::written`] gives; its lines are no more than `most`.
pub fn outline(form: Form, level: Option<Level>, document: &Document, alignment: &Alignment, most: usize) -> Outline {
    let view = View::new(document, alignment);
    let level = form.level(level);
    let mut lines = match level {
        Level::Row => row_lines(&view, most),
        Level::Pair => pair_lines(&view, most),
    };
    if form == Form::Beads {
        let beads = match level {
            Level::Row => alignment::passage_beads(alignment),
            Level::Pair => alignment::segment_beads(alignment),
        };
        for (line, bead) in lines.iter_mut().zip(beads.lines()) {
            line.texts = [bead.to_owned(), String::new()];
        }
    }
    let mut counts = Counts::default();
    for row in &view.rows {
        match level {
            Level::Row => counts.add(row.status, row.pairing),
            Level::Pair => row.pairs.iter().for_each(|pair| counts.add(pair.status, pair.pairing)),
        }
    }
    let is_translated = document.translation.is_some();
    Outline { level, is_translated, counts, lines, changed: form::changed(form, level, &view) }
}

fn row_lines(view: &View<'_>, most: usize) -> Vec<Line> {
    let line = |(nth, row): (usize, &RowView)| Line {
        address: row.address(),
        texts: SideName::BOTH.map(|side| view.row_flow(nth, side).text),
        status: row.status,
        pairing: row.pairing,
    };
    view.rows.iter().enumerate().take(most).map(line).collect()
}

fn pair_lines(view: &View<'_>, most: usize) -> Vec<Line> {
    let pairs = view.rows.iter().flat_map(|row| row.pairs.iter().map(move |pair| (row, pair)));
    let line = |(row, pair): (&RowView, &PairView)| Line {
        address: Address { row: row.number, pair: Some(pair.number) },
        texts: [0, 1].map(|side: usize| pair.texts[side].text.clone()),
        status: pair.status,
        pairing: pair.pairing,
    };
    pairs.take(most).map(line).collect()
}

impl Counts {
    fn add(&mut self, status: Status, pairing: Pairing) {
        self.all += 1;
        let kind = match (status, pairing) {
            (Status::Confirmed, _) => &mut self.confirmed,
            (Status::Review, _) => &mut self.to_review,
            (Status::LeftOut, _) => &mut self.left_out,
            (_, Pairing::SourceOnly | Pairing::TranslationOnly) => &mut self.alone,
            (Status::Corrected, Pairing::Paired) => &mut self.corrected,
            (Status::Proposed, Pairing::Paired) => &mut self.proposed,
        };
        *kind += 1;
    }

    /// Those that are not none, each with what it is called.
    pub fn kinds(&self) -> impl Iterator<Item = (usize, &'static str)> {
        let kinds = [
            (self.confirmed, "confirmed"),
            (self.corrected, "corrected"),
            (self.to_review, "to review"),
            (self.proposed, "proposed"),
            (self.alone, "without a partner"),
            (self.left_out, "left out on purpose"),
        ];
        kinds.into_iter().filter(|(count, _)| *count > 0)
    }
}
