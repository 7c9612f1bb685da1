//! What an export of pairs will hold: how many there are of each kind, and the first of them. Worked out on a thread of
//! its own, because a document may have many.

use std::sync::mpsc::Receiver;

use eframe::egui::{Context, FontFamily, FontId, Label, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{LINE, on_a_thread, preview_ui};
use crate::export::bitext::{self, Counts, Form, Level, Outline, outline};
use crate::model::{Pairing, Status};
use crate::ui::palette::Palette;
use crate::ui::shell::harmless::harmless_line;
use crate::ui::shell::status_bar::grouped;
use crate::ui::shell::widgets;
use crate::workspace::OpenDocument;

/// How many pairs are shown.
const MOST: usize = 100;
/// How many characters of a text are shown.
const WORDS: usize = 120;

/// What the file will hold, and of which choice that is said.
#[derive(Default)]
pub(super) struct Preview {
    /// What was asked for last.
    of: Option<Of>,
    counting: Option<Receiver<Shown>>,
    shown: Shown,
}

/// Revisions of the pairs and of what a person said of them, the form, and what stands for a pair in it.
type Of = ([u64; 2], Form, Level);

/// What is shown.
#[derive(Default)]
struct Shown {
    summary: String,
    lines: Vec<Line>,
    /// Whether there is nothing in the second column of any line.
    one_column: bool,
    changed: Vec<String>,
}

/// A pair on one line.
struct Line {
    address: String,
    texts: [String; 2],
    status: &'static str,
}

impl Preview {
    /// Works it out anew where the choice or the pairs changed. One choice is worked out at a time: what is chosen
    /// meanwhile comes after it.
    pub(super) fn follow(&mut self, ctx: &Context, open: &OpenDocument, (form, level): (Form, Level)) {
        if let Some(shown) = self.counting.as_ref().and_then(|counting| counting.try_recv().ok()) {
            (self.shown, self.counting) = (shown, None);
        }
        let of = ([open.revision, open.statuses], form, level);
        if self.of == Some(of) || self.counting.is_some() {
            return;
        }
        let (document, alignment) = (open.document.clone(), open.work.alignment.clone());
        self.of = Some(of);
        self.counting = on_a_thread(ctx, move || shown(outline(form, Some(level), &document, &alignment, MOST)));
    }

    /// What is not as it was in this very file.
    pub(super) fn changed(&self) -> &[String] {
        &self.shown.changed
    }

    /// Draws how many pairs there are.
    pub(super) fn summary_ui(&self, ui: &mut Ui, palette: &Palette) {
        ui.add(Label::new(widgets::bold(&self.shown.summary, 13.0).color(palette.ink)).wrap());
    }

    /// Draws the first of them.
    pub(super) fn ui(&self, ui: &mut Ui, palette: &Palette, height: f32) {
        preview_ui(ui, palette, height, self.shown.lines.len(), |ui, nth| {
            if let Some(line) = self.shown.lines.get(nth) {
                line_ui(ui, palette, line, self.shown.one_column);
            }
        });
    }
}

fn line_ui(ui: &mut Ui, palette: &Palette, line: &Line, one_column: bool) {
    const ADDRESS: f32 = 56.0;
    const STATUS: f32 = 84.0;
    const GAP: f32 = 12.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let Line { address, texts: [source, translation], status } = line;
    let name = [address.as_str(), source, translation, status].join(" ");
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, name.split_whitespace().collect::<Vec<_>>().join(" ")));
    let put = |text: &str, left: f32, width: f32, size: f32, color| {
        let galley = widgets::one_line(ui, text, FontId::new(size, FontFamily::Proportional), color, width);
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, color);
    };
    put(address, rect.left(), ADDRESS - 8.0, 11.5, palette.muted);
    let beside = if status.is_empty() { 0.0 } else { STATUS };
    let (left, right) = (rect.left() + ADDRESS, rect.right() - beside);
    put(status, right + GAP, STATUS - GAP, 11.5, palette.muted);
    if one_column {
        put(source, left, right - left, 12.5, palette.ink);
        return;
    }
    let half = (right - left - GAP) / 2.0;
    put(source, left, half, 12.5, palette.ink);
    put(translation, left + half + GAP, half, 12.5, palette.ink);
}

fn shown(outline: Outline) -> Shown {
    let Outline { level, is_translated, counts, lines, changed } = outline;
    let short = |text: &str| harmless_line(&text.chars().take(WORDS).collect::<String>());
    let line = |line: bitext::Line| Line {
        address: line.address.to_string(),
        texts: line.texts.each_ref().map(|text| short(text)),
        status: if is_translated { status_words(line.status, line.pairing) } else { "" },
    };
    let one_column = lines.iter().all(|line| line.texts[1].is_empty());
    let lines = lines.into_iter().map(line).collect();
    Shown { summary: summary(level, is_translated, &counts), lines, one_column, changed }
}

/// How a pair stands, in few words.
fn status_words(status: Status, pairing: Pairing) -> &'static str {
    match (status, pairing) {
        (Status::Confirmed, _) => "confirmed",
        (Status::Review, _) => "to review",
        (Status::LeftOut, _) => "left out",
        (_, Pairing::SourceOnly | Pairing::TranslationOnly) => "no partner",
        (Status::Corrected, Pairing::Paired) => "corrected",
        (Status::Proposed, Pairing::Paired) => "proposed",
    }
}

/// How many pairs there are, and how they stand.
fn summary(level: Level, is_translated: bool, counts: &Counts) -> String {
    let name = match (level, is_translated) {
        (Level::Row, _) => "row",
        (Level::Pair, true) => "pair",
        (Level::Pair, false) => "sentence",
    };
    let all = format!("{} {name}{}", grouped(counts.all), if counts.all == 1 { "" } else { "s" });
    if !is_translated {
        return format!("{all} without a translation");
    }
    let kinds: Vec<String> = counts.kinds().map(|(count, kind)| format!("{} {kind}", grouped(count))).collect();
    [all].into_iter().chain(kinds).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_by_how_they_stand() {
        let counts = Counts { all: 1_642, confirmed: 1_200, proposed: 435, alone: 6, left_out: 1, ..Counts::default() };
        for (level, is_translated, counts, expected) in [
            (
                Level::Pair,
                true,
                counts,
                "1,642 pairs · 1,200 confirmed · 435 proposed · 6 without a partner · 1 left out on purpose",
            ),
            (Level::Row, true, Counts { all: 1, to_review: 1, ..Counts::default() }, "1 row · 1 to review"),
            (Level::Pair, false, Counts { all: 1, alone: 1, ..Counts::default() }, "1 sentence without a translation"),
            (Level::Row, false, Counts { all: 2, alone: 2, ..Counts::default() }, "2 rows without a translation"),
            (Level::Pair, true, Counts::default(), "0 pairs"),
        ] {
            assert_eq!(summary(level, is_translated, &counts), expected);
        }
    }

    #[test]
    fn what_is_shown_of_a_pair_is_short_and_does_nothing() {
        let line = bitext::Line {
            address: crate::model::Address { row: 3, pair: Some(1) },
            texts: ["水位\n稳定\u{202e}".to_owned(), "水".repeat(500)],
            status: Status::Confirmed,
            pairing: Pairing::Paired,
        };
        let outline = Outline {
            level: Level::Pair,
            is_translated: true,
            counts: Counts::default(),
            lines: vec![line],
            changed: vec!["变了。".to_owned()],
        };
        let shown = shown(outline);
        let [source, translation] = &shown.lines[0].texts;
        assert_eq!((source.as_str(), translation.chars().count()), ("水位 稳定‹U+202E›", WORDS));
        assert_eq!((shown.lines[0].status, shown.changed), ("confirmed", vec!["变了。".to_owned()]));
    }
}
