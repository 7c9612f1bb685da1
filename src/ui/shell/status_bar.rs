//! The bar at the bottom: how many rows and pairs, where reading stands, what is being worked on, the text size.

use eframe::egui::{
    Align, Align2, Button, CornerRadius, FontFamily, FontId, Label, Layout, Rect, RichText, Role, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use super::Out;
use super::commands::Action;
use super::state::{Cache, Counts, Marked};
use super::widgets::PANEL_MARGIN;
use crate::model::{Address, SideName};
use crate::ui::aligner::Tally;
use crate::ui::palette::Palette;
use crate::workspace::{AlignLevel, Command, Job, JobKind, OpenDocument, Saving, Workspace};

/// Where the person is.
pub(crate) struct Place<'a> {
    /// The name of the chosen pair or row.
    pub(crate) address: Option<Address>,
    /// The sentence that waits for its partner, while reading.
    pub(crate) marked: Option<Marked>,
    /// What is to be said of the text, while reading.
    pub(crate) remark: Option<&'a str>,
    /// How many pairs there are of each kind, while aligning.
    pub(crate) tally: Option<Tally>,
}

/// Draws the bar over all of `ui`.
pub(crate) fn status_bar_ui(
    ui: &mut Ui,
    palette: &Palette,
    workspace: &Workspace,
    cache: &Cache,
    place: &Place,
    out: &mut Out,
) {
    let bar = ui.max_rect();
    ui.painter().hline(bar.x_range(), bar.top() + 0.5, Stroke::new(1.0, palette.line));
    let inner = bar.shrink2(vec2(PANEL_MARGIN, 0.0));
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        if let Some(open) = workspace.current_document() {
            let counts = match place.tally {
                Some(tally) => tally_text(tally),
                None => counts_text(cache.counts(), open),
            };
            ui.add(Label::new(small(counts, palette)));
            if let Some(address) = place.address {
                ui.add(Label::new(small(address.to_string(), palette)));
            }
            if let Some(marked) = place.marked.filter(|marked| marked.document == open.id) {
                ui.add(Label::new(small(marked_text(marked, open), palette).color(palette.accent)).truncate());
            } else if let Some(remark) = place.remark {
                ui.add(Label::new(small(remark.to_owned(), palette).color(palette.accent)).truncate());
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            size_ui(ui, palette, workspace.settings.text_percent, out);
            if let Some(open) = workspace.current {
                saving_ui(ui, palette, &workspace.saving(open));
            }
            if let Some(job) = workspace.jobs.first() {
                job_ui(ui, palette, job, workspace.jobs.len(), out);
            }
        });
    });
}

fn small(text: String, palette: &Palette) -> RichText {
    RichText::new(text).size(12.0).color(palette.muted)
}

/// What is marked, and what to do next.
fn marked_text(marked: Marked, open: &OpenDocument) -> String {
    let partner = match marked.side {
        SideName::Source => "translation",
        SideName::Translation => "source",
    };
    let segments = open.work.alignment.segments(marked.side);
    let text = || {
        let segment = segments.get(marked.sentence)?;
        let passage = open.document.side(marked.side)?.passages.get(segment.passage as usize)?;
        Some(segment.at.of(passage.text.text())?.chars().take(12).collect::<String>())
    };
    format!("Marked “{}…”: choose its {partner}, then press M", text().unwrap_or_default().trim_end())
}

fn counts_text(counts: Counts, open: &OpenDocument) -> String {
    let many =
        |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{} {one}s", grouped(count)) };
    let rows = many(counts.rows, "row");
    let drafts = open.work.drafts.len();
    let drafts = (drafts > 0).then(|| many(drafts, "draft"));
    if open.document.translation.is_none() || open.awaits_alignment() {
        let state = if open.document.translation.is_none() { "no translation" } else { "not aligned yet" };
        return [Some(rows), Some(state.to_owned()), drafts].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    }
    let pairs = many(counts.pairs, "pair");
    let some = |count: usize, name: &str| (count > 0).then(|| format!("{} {name}", grouped(count)));
    let (unsure, confirmed) = (some(counts.unsure, "unsure"), some(counts.confirmed, "confirmed"));
    let left_out = some(counts.left_out, "left out");
    [Some(rows), Some(pairs), unsure, confirmed, left_out, drafts].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How far the aligning is: 46 pairs · 38 confirmed, 3 left out (89 %) · 5 to review.
fn tally_text(tally: Tally) -> String {
    let unit = unit_name(tally.level);
    let pairs = if tally.pairs == 1 { format!("1 {unit}") } else { format!("{} {unit}s", grouped(tally.pairs)) };
    let left_out = if tally.left_out > 0 { format!(", {} left out", grouped(tally.left_out)) } else { String::new() };
    let confirmed = format!("{} confirmed{left_out} ({} %)", grouped(tally.confirmed), tally.percent());
    let some = |count: usize, name: &str| (count > 0).then(|| format!("{} {name}", grouped(count)));
    let review = some(tally.to_review, "to review");
    [Some(pairs), Some(confirmed), review].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What is counted at a level of aligning.
pub(crate) fn unit_name(level: AlignLevel) -> &'static str {
    match level {
        AlignLevel::Sentences => "pair",
        AlignLevel::Paragraphs => "row",
    }
}

/// A number with a comma at every thousand.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn size_ui(ui: &mut Ui, palette: &Palette, percent: u16, out: &mut Out) {
    let button = Button::new(small(format!("{percent} %"), palette)).frame_when_inactive(false).small();
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Text size {percent} %")));
    if response.on_hover_text(Action::Settings.tooltip(ui.ctx())).clicked() {
        out.actions.push(Action::Settings);
    }
}

/// Whether what was written on the shown document is kept, in words.
fn saving_ui(ui: &mut Ui, palette: &Palette, saving: &Saving) {
    const WIDEST: f32 = 320.0;
    let (text, color) = match saving {
        Saving::Saved => ("All changes saved".to_owned(), palette.muted),
        Saving::Underway => ("Saving…".to_owned(), palette.muted),
        Saving::Failed(why) => (format!("Not saved: {why}"), palette.error),
    };
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(WIDEST));
        ui.add(Label::new(RichText::new(&text).size(12.0).color(color)).truncate());
    });
}

/// Work under way: what it is, how far, and a way to stop it. Laid out from right to left.
fn job_ui(ui: &mut Ui, palette: &Palette, job: &Job, jobs: usize, out: &mut Out) {
    ui.spacing_mut().item_spacing.x = 8.0;
    if ui.add(Button::new(RichText::new("Stop").size(12.0)).small()).clicked() {
        out.commands.push(Command::CancelJob(job.id));
    }
    let mut text = match job.kind {
        JobKind::Reading => format!("Reading {}", job.subject),
        JobKind::Aligning => format!("Aligning {}", job.subject),
        JobKind::Comparing => format!("Comparing with {}", job.subject),
        JobKind::Importing => format!("Importing notes from {}", job.subject),
    };
    if jobs > 1 {
        text = format!("{text} and {} more", jobs - 1);
    }
    if job.kind == JobKind::Aligning {
        let fraction = job.progress.fraction();
        let (bar, response) = ui.allocate_exact_size(vec2(96.0, 4.0), Sense::hover());
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, &text);
            info.value = Some(f64::from(fraction));
            info
        });
        ui.painter().rect_filled(bar, CornerRadius::same(2), palette.selected);
        let done = Rect::from_min_size(bar.min, vec2(bar.width() * fraction, bar.height()));
        ui.painter().rect_filled(done, CornerRadius::same(2), palette.accent);
        let percent = format!("{:.0} %", fraction * 100.0);
        let (place, _) = ui.allocate_exact_size(vec2(34.0, 18.0), Sense::hover());
        let font = FontId::new(12.0, FontFamily::Proportional);
        ui.painter().text(place.right_center(), Align2::RIGHT_CENTER, percent, font, palette.muted);
    }
    let width = (ui.available_width() - 8.0).clamp(0.0, 260.0);
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(Label::new(small(text, palette)).truncate());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tally_says_how_far_the_work_is() {
        let tally = Tally { pairs: 1046, confirmed: 941, to_review: 5, ..Tally::default() };
        assert_eq!(tally_text(tally), "1,046 pairs · 941 confirmed (89 %) · 5 to review");
        let left_out = Tally { pairs: 10, confirmed: 7, left_out: 3, level: AlignLevel::Paragraphs, to_review: 0 };
        assert_eq!(tally_text(left_out), "10 rows · 7 confirmed, 3 left out (100 %)");
        assert_eq!(tally_text(Tally { pairs: 1, ..Tally::default() }), "1 pair · 0 confirmed (0 %)");
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), expected);
        }
    }
}
