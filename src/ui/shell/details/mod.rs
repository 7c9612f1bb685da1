//! The right panel: what is known about the document besides its text.

mod data;
mod infobox;

use eframe::egui::{
    self, Align, CornerRadius, FontId, Frame, Label, Margin, OpenUrl, Response, RichText, Role, ScrollArea, Sense,
    Shape, TextFormat, Ui, WidgetInfo, epaint::RectShape, vec2,
};

use data::{ADDRESS, CITATION, LinkLine, NoteLine, Section, record};
pub(crate) use data::{Details, short_date};

use super::icons::Icon;
use super::widgets::{self, PANEL_MARGIN, TEXT_SIZE};
use crate::model::DetailKind;
use crate::ui::fonts;
use crate::ui::palette::Palette;

/// How many entries of a long list are shown before somebody asks for the rest.
const FIRST: usize = 60;

/// The detail that a search went to, which stands nowhere in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct GoneTo {
    /// What it is.
    pub(crate) kind: DetailKind,
    /// Whether it is still to be brought into sight.
    pub(crate) is_new: bool,
}

impl GoneTo {
    /// Draws a detail: the one that was gone to on a ground of its own, and in sight once.
    fn mark(
        gone: &mut Option<&mut Self>,
        ui: &mut Ui,
        palette: &Palette,
        kind: &DetailKind,
        draw: impl FnOnce(&mut Ui),
    ) {
        let Some(gone) = gone.as_deref_mut().filter(|gone| gone.kind == *kind) else { return draw(ui) };
        let ground = ui.painter().add(Shape::Noop);
        let rect = ui.scope(draw).response.rect;
        ui.painter().set(ground, RectShape::filled(rect.expand2(vec2(5.0, 2.0)), CornerRadius::same(3), palette.found));
        if std::mem::take(&mut gone.is_new) {
            ui.scroll_to_rect(rect, Some(Align::Center));
        }
    }
}

/// Draws the details. Long lists stay short until asked for, because only what is drawn is laid out. What a search went
/// to is brought into sight.
pub(crate) fn details_ui(ui: &mut Ui, palette: &Palette, details: &Details, mut gone: Option<&mut GoneTo>) {
    ScrollArea::vertical().id_salt("details").auto_shrink([false, false]).show(ui, |ui| {
        let margin = Margin { left: PANEL_MARGIN as i8, right: PANEL_MARGIN as i8, top: 10, bottom: 20 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            title_ui(ui, palette, details);
            for section in &details.sections {
                section_ui(ui, palette, section, &mut gone);
            }
        });
    });
}

fn title_ui(ui: &mut Ui, palette: &Palette, details: &Details) {
    let font = FontId::new(15.0, if details.title_is_chinese { fonts::chinese_bold() } else { fonts::english_bold() });
    ui.add(Label::new(RichText::new(&details.title).font(font).color(palette.ink)).wrap());
    ui.add(Label::new(RichText::new(&details.kind).color(palette.muted)).wrap());
}

fn section_ui(ui: &mut Ui, palette: &Palette, section: &Section, gone: &mut Option<&mut GoneTo>) {
    ui.add_space(12.0);
    match section {
        Section::Facts(facts) => {
            for fact in facts {
                GoneTo::mark(gone, ui, palette, &fact.kind, |ui| {
                    widgets::heading(ui, palette, &fact.label);
                    paragraph(ui, palette, &fact.text);
                });
                ui.add_space(8.0);
            }
        }
        Section::Citation(text) => {
            ui.horizontal(|ui| {
                widgets::heading(ui, palette, CITATION);
                let copy = widgets::icon_button(ui, palette, Icon::Copy, "Copy citation", false);
                if copy.on_hover_text("Copy the citation").clicked() {
                    ui.ctx().copy_text(text.clone());
                }
            });
            GoneTo::mark(gone, ui, palette, &record(CITATION), |ui| paragraph(ui, palette, text));
        }
        Section::Address(address) => {
            widgets::heading(ui, palette, ADDRESS);
            GoneTo::mark(gone, ui, palette, &record(ADDRESS), |ui| {
                link(ui, palette, address, address);
            });
        }
        Section::Flags(flags) => {
            widgets::heading(ui, palette, "Flags");
            for flag in flags {
                widgets::card(ui, palette, palette.unsure, |ui| paragraph(ui, palette, flag));
            }
        }
        Section::Infobox(rows) => {
            widgets::heading(ui, palette, "Infobox");
            infobox::infobox_ui(ui, palette, rows, gone);
        }
        Section::Categories(names) => {
            widgets::heading(ui, palette, "Categories");
            ui.horizontal_wrapped(|ui| {
                for name in names {
                    widgets::chip(ui, palette, name);
                }
            });
        }
        Section::Notes(notes) => {
            let wanted = gone.as_ref().filter(|gone| gone.is_new).map(|gone| gone.kind.clone());
            let at = wanted.and_then(|wanted| notes.iter().position(|note| note.kind == wanted));
            long_list(ui, palette, ("Footnotes", at), notes, |ui, note| {
                GoneTo::mark(gone, ui, palette, &note.kind, |ui| note_ui(ui, palette, note));
            });
        }
        Section::Links(links) => long_list(ui, palette, ("Links", None), links, |ui, link| link_ui(ui, palette, link)),
        Section::Furniture(lines) => {
            long_list(ui, palette, ("Hidden marks of the page", None), lines, |ui, line| muted(ui, palette, line));
        }
        Section::Warnings(warnings) => long_list(ui, palette, ("Warnings", None), warnings, |ui, warning| {
            widgets::card(ui, palette, palette.unsure, |ui| paragraph(ui, palette, warning));
        }),
        Section::Files(files) => {
            widgets::heading(ui, palette, "Files");
            for file in files {
                muted(ui, palette, file);
            }
        }
    }
}

/// A list with a heading that counts it; a long one is cut until asked for, or until an entry is that is cut off.
fn long_list<T>(
    ui: &mut Ui,
    palette: &Palette,
    (name, wanted): (&str, Option<usize>),
    entries: &[T],
    mut draw: impl FnMut(&mut Ui, &T),
) {
    let id = ui.scope_id().with(name);
    if wanted.is_some_and(|nth| nth >= FIRST) {
        ui.data_mut(|data| data.insert_temp(id, true));
    }
    widgets::heading(ui, palette, &format!("{name} · {}", entries.len()));
    let all = ui.data(|data| data.get_temp::<bool>(id).unwrap_or(false));
    let shown = if all { entries.len() } else { entries.len().min(FIRST) };
    for entry in &entries[..shown] {
        draw(ui, entry);
    }
    if shown < entries.len() && ui.button(format!("Show all {}", entries.len())).clicked() {
        ui.data_mut(|data| data.insert_temp(id, true));
    }
}

fn note_ui(ui: &mut Ui, palette: &Palette, note: &NoteLine) {
    let mut job = egui::text::LayoutJob::default();
    let muted = TextFormat::simple(FontId::new(11.5, egui::FontFamily::Proportional), palette.muted);
    let text = TextFormat::simple(FontId::new(12.5, egui::FontFamily::Proportional), palette.ink);
    job.append(&format!("[{}]", note.mark), 0.0, muted.clone());
    job.append(&note.text, 6.0, text);
    if note.uses > 1 {
        job.append(&format!("used {} times", note.uses), 6.0, muted);
    }
    ui.add(Label::new(job).wrap());
    for address in &note.addresses {
        link(ui, palette, address, address);
    }
    ui.add_space(4.0);
}

fn link_ui(ui: &mut Ui, palette: &Palette, line: &LinkLine) {
    match &line.address {
        Some(address) => {
            link(ui, palette, &line.text, address);
        }
        None => muted(ui, palette, &line.text),
    }
}

/// A line that opens `address` in the browser.
fn link(ui: &mut Ui, palette: &Palette, text: &str, address: &str) -> Response {
    let label = Label::new(RichText::new(text).color(palette.link)).wrap().selectable(false).sense(Sense::CLICK);
    let response = ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    if response.hovered() || response.has_focus() {
        ui.painter().hline(response.rect.x_range(), response.rect.bottom(), egui::Stroke::new(1.0, palette.link));
    }
    if response.clicked() {
        ui.ctx().open_url(OpenUrl::new_tab(address));
    }
    if text == address { response } else { response.on_hover_text(address) }
}

fn paragraph(ui: &mut Ui, palette: &Palette, text: &str) {
    ui.add(Label::new(RichText::new(text).size(TEXT_SIZE).color(palette.ink)).wrap());
}

fn muted(ui: &mut Ui, palette: &Palette, text: &str) {
    ui.add(Label::new(RichText::new(text).size(12.5).color(palette.soft)).wrap());
}
