//! Exporting a document with its pairs: the form and what it is for, what stands for a pair in it, what the file will
//! hold and what it cannot, and where it goes.

use std::sync::Arc;

use eframe::egui::{
    Align, CornerRadius, FontFamily, FontId, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::pairs_preview::Preview;
use super::{App, Destination, Purpose, Stay, losses_ui, title};
use crate::export::bitext::{self, Form, Level, cannot_hold};
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::shell::file_writer::Contents;
use crate::ui::shell::widgets::{self, TEXT_SIZE};
use crate::ui::theme::RADIUS;
use crate::workspace::{DocumentId, OpenDocument, notes_tasks};

/// Width of the list of forms, in points.
const FORMS: f32 = 286.0;
/// Height of a form in it, in points.
const FORM: f32 = 40.0;
/// Room that the dialog needs above and below its middle, in points.
const AROUND: f32 = 240.0;
/// Least height of the middle, in points.
const LEAST: f32 = 200.0;
/// Height of what a form cannot hold, in points.
const LOSSES: f32 = 116.0;

/// The dialog and what was chosen in it.
pub(crate) struct ExportPairs {
    document: DocumentId,
    form: Form,
    /// What stands for a pair, where that was chosen.
    level: Option<Level>,
    preview: Preview,
    destination: Destination,
}

impl ExportPairs {
    pub(in super::super) fn new(open: &OpenDocument) -> Self {
        let form = if open.document.translation.is_some() { Form::Tmx } else { Form::Docx };
        Self {
            document: open.id,
            form,
            level: None,
            preview: Preview::default(),
            destination: Destination::new(open, "", form.extension()),
        }
    }

    /// Where the file goes.
    pub(crate) fn destination(&mut self) -> &mut Destination {
        &mut self.destination
    }

    pub(in super::super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, app: &App) -> Stay {
        let Some(open) = app.workspace.document(self.document) else { return Stay::Close };
        title(ui, palette, "Export text and pairs");
        ui.add_space(8.0);
        let most = FORM * Form::ALL.len() as f32;
        let height = (ui.ctx().content_rect().height() - AROUND).min(most).max(LEAST);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::left_to_right(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            ui.vertical(|ui| {
                ui.set_width(FORMS);
                self.forms_ui(ui, palette, height);
            });
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                self.file_ui(ui, palette, open, height);
            });
        });
        ui.add_space(10.0);
        let purpose = Purpose::ExportPairs(self.form);
        let entered = self.destination.field_ui(ui, palette, purpose.example());
        ui.add_space(10.0);
        let mut stay = Stay::Open;
        let asked = self.destination.buttons_ui(ui, palette, app, purpose, &mut stay);
        if (asked || entered) && self.destination.is_ready() {
            self.write(app, open);
        }
        stay
    }

    fn forms_ui(&mut self, ui: &mut Ui, palette: &Palette, height: f32) {
        let before = self.form;
        ScrollArea::vertical().id_salt("forms").max_height(height).auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for form in Form::ALL {
                if form_ui(ui, palette, form, form == self.form) {
                    self.form = form;
                }
            }
        });
        if self.form != before {
            self.level = None;
            self.destination.change_ending(self.form.extension());
        }
    }

    /// What the file will hold, and what it cannot.
    fn file_ui(&mut self, ui: &mut Ui, palette: &Palette, open: &OpenDocument, height: f32) {
        let top = ui.cursor().top();
        self.level_ui(ui, palette);
        self.preview.follow(ui.ctx(), open, (self.form, self.form.level(self.level)));
        ui.add_space(2.0);
        self.preview.summary_ui(ui, palette);
        for remark in self.remarks(open) {
            ui.add(Label::new(RichText::new(remark).color(palette.unsure)).wrap());
        }
        ui.add_space(4.0);
        let left = height - (ui.cursor().top() - top) - LOSSES - 36.0;
        self.preview.ui(ui, palette, left.max(60.0));
        ui.add_space(8.0);
        losses_ui(ui, palette, LOSSES, self.preview.changed(), cannot_hold(self.form));
    }

    fn level_ui(&mut self, ui: &mut Ui, palette: &Palette) {
        if !self.form.has_levels() {
            return;
        }
        let mut level = self.form.level(self.level);
        ui.horizontal(|ui| {
            ui.label(RichText::new("Level").color(palette.soft));
            ui.radio_value(&mut level, Level::Pair, "Sentence pairs");
            ui.radio_value(&mut level, Level::Row, "Paragraph rows");
        });
        if level != self.form.level(self.level) {
            self.level = Some(level);
        }
    }

    /// What one should know of this document before it leaves.
    fn remarks(&self, open: &OpenDocument) -> impl Iterator<Item = &'static str> {
        let untranslated = self.form.without_translation().filter(|_| open.document.translation.is_none());
        let unaligned = open.awaits_alignment().then_some("It is not aligned yet: nothing is paired.");
        untranslated.into_iter().chain(unaligned)
    }

    /// Starts to write the file.
    fn write(&mut self, app: &App, open: &OpenDocument) {
        let (form, level) = (self.form, self.level);
        let (document, alignment) = (open.document.clone(), Arc::clone(&open.work.alignment));
        let key = open.key.clone();
        let what = if document.translation.is_some() { " and its pairs are" } else { " is" };
        let done = format!("“{}”{what} exported", document.title);
        self.destination.write((app, open), done, move || {
            let key = key.unwrap_or_else(|| notes_tasks::key_of_text(&document));
            let bitext::Written { bytes, changed } = bitext::written(form, level, &document, &alignment, &key.0);
            Contents { bytes, changed }
        });
    }
}

/// A form and what it is for. Whether it was chosen.
fn form_ui(ui: &mut Ui, palette: &Palette, form: Form, is_chosen: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), FORM), Sense::CLICK);
    let name = format!("{}. {}", form.words(), form.good_for());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, &name));
    let ground = rect.shrink2(vec2(0.0, 1.0));
    let radius = CornerRadius::same(RADIUS);
    if is_chosen {
        ui.painter().rect_filled(ground, radius, palette.selected);
        let bar = Rect::from_min_size(ground.min, vec2(3.0, ground.height()));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, palette.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(ground, radius, palette.selected.gamma_multiply(0.55));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(ground, radius, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    let left = rect.left() + 12.0;
    let line = |text: &str, font: FontId, color, top: f32| {
        let galley = widgets::one_line(ui, text, font, color, rect.right() - 6.0 - left);
        ui.painter().galley(pos2(left, rect.top() + top), galley, color);
    };
    let family = if is_chosen { fonts::interface_bold() } else { FontFamily::Proportional };
    line(form.words(), FontId::new(TEXT_SIZE, family), palette.ink, 3.0);
    line(form.good_for(), FontId::new(11.5, FontFamily::Proportional), palette.muted, 20.0);
    response.clicked()
}
