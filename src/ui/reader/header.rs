//! The line above the rows: what each column is, and the divider between the columns.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Button, CursorIcon, FontId, Key, Rangef, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::metrics::Columns;
use super::{ReaderState, ReaderView};
use crate::model::{Document, DocumentKind, Metadata, SideName};
use crate::text::Language;
use crate::workspace::{Command, Setting};

/// Height of the line.
pub(super) const HEIGHT: f32 = 34.0;
/// Widths of the buttons in the column of a translation that is not there.
const ADD: f32 = 128.0;
const TYPE: f32 = 86.0;
/// How far an arrow key moves the divider, as a share of the width.
const STEP: f32 = 0.02;

/// Draws the line into `rect`.
pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    columns: Columns,
    view: &ReaderView,
    state: &mut ReaderState,
    send: &mut Vec<Command>,
) {
    let palette = view.palette;
    ui.painter().hline(columns.sheet, rect.bottom() - 0.5, (1.0, palette.line));
    for side in SideName::BOTH {
        let is_missing = view.document.side(side).is_none();
        if is_missing && !view.settings.drafting {
            continue;
        }
        let column = columns.of(side);
        let taken = if is_missing { ADD + TYPE + 20.0 } else { 0.0 };
        let mut job = LayoutJob::single_section(
            heading(view.document, side),
            TextFormat { extra_letter_spacing: 0.6, ..TextFormat::simple(FontId::proportional(11.0), palette.muted) },
        );
        job.wrap = eframe::egui::text::TextWrapping::truncate_at_width((column.span() - taken).max(20.0));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(pos2(column.min, rect.bottom() - 8.0 - galley.rect.height()), galley, palette.muted);
    }
    if let Some(x) = columns.divider {
        divider(ui, rect, x, columns, view, send);
    }
    if view.document.translation.is_none() {
        offers(ui, rect, columns.of(SideName::Translation), view, state, send);
    }
}

/// What a column is: its language, and what the document knows of it.
fn heading(document: &Document, name: SideName) -> String {
    let language = match (document.side(name), document.source.language) {
        (Some(side), _) => side.language,
        (None, Language::Chinese) => Language::English,
        (None, Language::English) => Language::Chinese,
    };
    let language = if language == Language::Chinese { "中文" } else { "English" };
    let what = match (name, document.kind) {
        (SideName::Translation, _) if document.translation.is_none() => "Drafts",
        (SideName::Translation, _) => translator(&document.metadata).unwrap_or("Translation"),
        (SideName::Source, DocumentKind::ArchivePage) => "Transcription of the scan",
        (SideName::Source, DocumentKind::Wikitext) => "Encyclopedia article",
        (SideName::Source, _) => "Text",
    };
    format!("{language} · {what}").to_uppercase()
}

/// "Translated by …", where the citation or the credits say so.
fn translator(metadata: &Metadata) -> Option<&str> {
    let mut says = [metadata.citation.as_deref(), metadata.credits.as_deref()].into_iter().flatten();
    says.find_map(|text| {
        let start = text.find("Translated by ")?;
        let rest = text.get(start..)?;
        let end = rest.find(['.', ',', ';', '\n', '"']).unwrap_or(rest.len());
        rest.get(..end)
    })
}

fn divider(ui: &mut Ui, rect: Rect, x: f32, columns: Columns, view: &ReaderView, send: &mut Vec<Command>) {
    let grip = Rect::from_x_y_ranges(Rangef::new(x - 8.0, x + 8.0), rect.y_range());
    let id = ui.scope_id().with("divider");
    let response = ui.interact(grip, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::ResizeHorizontal);
    let share = view.settings.source_share;
    response.widget_info(|| WidgetInfo::slider(true, f64::from(share), "Column balance"));
    let response = response.on_hover_text("Drag to balance the columns, double-click for halves");
    let mut wanted = None;
    if response.double_clicked() {
        wanted = Some(0.5);
    } else if response.dragged() {
        wanted = response.interact_pointer_pos().map(|pointer| columns.share_at(pointer.x));
    } else if response.has_focus() {
        let steps =
            ui.input(|input| input.num_presses(Key::ArrowRight) as f32 - input.num_presses(Key::ArrowLeft) as f32);
        wanted = (steps != 0.0).then(|| (share + STEP * steps).clamp(0.25, 0.75));
    }
    if let Some(wanted) = wanted.filter(|wanted| (wanted - share).abs() > 0.000_5) {
        send.push(Command::Set(Setting::SourceShare(wanted)));
    }
    let strong = response.hovered() || response.dragged() || response.has_focus();
    let color = if strong { view.palette.accent } else { view.palette.line };
    let height = if strong { HEIGHT } else { 14.0 };
    let bottom = rect.bottom() - if strong { 0.0 } else { 8.0 };
    ui.painter().vline(x, Rangef::new(bottom - height, bottom), (if strong { 2.0 } else { 1.0 }, color));
}

/// The two ways to a translation: from a file, or typed beside the text.
fn offers(
    ui: &mut Ui,
    rect: Rect,
    column: Rangef,
    view: &ReaderView,
    state: &mut ReaderState,
    send: &mut Vec<Command>,
) {
    let small = |text: &'static str| Button::new(RichText::new(text).size(12.0));
    let place =
        |right: f32, width: f32| Rect::from_center_size(pos2(right - width / 2.0, rect.center().y), vec2(width, 24.0));
    let add = place(column.max, ADD);
    let response = ui.put(add, small("Add a translation…"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Add a translation…"));
    if response.clicked() {
        state.wants_translation = true;
    }
    let on = view.settings.drafting;
    let button = if on { small("Type it here").fill(view.palette.selected) } else { small("Type it here") };
    let response = ui.put(place(add.left() - 6.0, TYPE), button);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, "Type the translation here"));
    let tip = if on { "Put the column for drafts away" } else { "A column beside the text, to type a translation in" };
    if response.on_hover_text(tip).clicked() {
        send.push(Command::Set(Setting::Drafting(!on)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_translator_is_read_from_the_record() {
        for (citation, expected) in [
            (
                "“边界报告”, Archive 12-3, 7-11. Translated by Li Ming for the Institute. https://a.org",
                Some("Translated by Li Ming for the Institute"),
            ),
            ("Translated by 李明", Some("Translated by 李明")),
            ("“边界报告”, Archive 12-3", None),
        ] {
            let metadata = Metadata { citation: Some(citation.to_owned()), ..Metadata::default() };
            assert_eq!(translator(&metadata), expected);
        }
    }
}
