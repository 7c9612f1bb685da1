//! A card of the list: what is quoted, what was written, the line about it, and what can be done with it.

use eframe::egui::{
    Button, Color32, CornerRadius, FontId, Frame, Label, Margin, Rect, Response, RichText, Role, Sense, Stroke,
    StrokeKind, TextFormat, Ui, UiBuilder, Vec2, WidgetInfo, text::LayoutJob, vec2,
};

use super::Wish;
use super::edit_ui::{self, EditView};
use super::editing::Editor;
use super::list::{Item, What};
use super::note_text_ui::{TextLook, text_ui};
use super::placing_ui::placing_ui;
use super::prepared::{Prepared, Quote, Stands};
use super::scroll::Pass;
use crate::model::{Annotation, Motivation};
use crate::text::Language;
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::shell::commands::Action;
use crate::ui::shell::widgets;
use crate::ui::theme::RADIUS;

/// How many lines of a quotation are shown; of a chosen card more.
const QUOTE_LINES: usize = 3;
const CHOSEN_QUOTE_LINES: usize = 12;
/// How far a reply stands further in, in points, and how deep replies go before they stand no further in.
const REPLY_INDENT: f32 = 14.0;
const DEEPEST: u8 = 4;

/// Whether a card is the chosen one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Another one is, or none.
    No,
    /// It is.
    Chosen,
    /// It is, and keys go to it.
    WithKeyboard,
}

/// What a card shows, and how it looks just now.
pub(super) struct Card<'a> {
    pub(super) palette: &'a Palette,
    pub(super) item: &'a Item,
    pub(super) prepared: &'a mut Prepared,
    /// What is being written on it.
    pub(super) editor: Option<(&'a mut Editor, EditView<'a>)>,
    /// Whether it is the chosen one.
    pub(super) choice: Choice,
    /// Whether reading stands at its row.
    pub(super) is_here: bool,
    /// Whether all of its text is shown.
    pub(super) is_whole: bool,
    /// Whether a person is about to place it elsewhere.
    pub(super) is_placed: bool,
}

impl Card<'_> {
    /// Draws it over the width of `ui`, which senses clicks for it. What the person asked for goes to `wishes`.
    pub(super) fn ui(mut self, ui: &mut Ui, pass: Pass, wishes: &mut Vec<Wish>) {
        let response = ui.response();
        let indent = REPLY_INDENT * f32::from(self.item.depth.min(DEEPEST));
        let area = ui.available_rect_before_wrap();
        let area = Rect::from_min_max(area.min + vec2(indent, 0.0), area.max);
        let is_edited = self.is_edited();
        let frame = self.frame(response.hovered());
        let shown = ui.scope_builder(UiBuilder::new().max_rect(area), |ui| {
            frame.show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                self.contents_ui(ui, pass, wishes)
            })
        });
        let shown = shown.inner;
        let edge = shown.response.rect;
        let stripe = Rect::from_min_size(edge.min, vec2(4.0, edge.height()));
        let radius = CornerRadius { nw: RADIUS, sw: RADIUS, ne: 0, se: 0 };
        ui.painter().rect_filled(stripe, radius, self.stripe());
        if let Some(outline) = self.outline() {
            ui.painter().rect_stroke(edge, CornerRadius::same(RADIUS), outline, StrokeKind::Inside);
        }
        let name = &self.prepared.name;
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, ui.is_enabled(), self.is_chosen(), name));
        if (response.clicked() || shown.inner) && !is_edited {
            wishes.push(Wish::Go(self.item.what.name()));
        }
    }

    fn note(&self) -> Option<&Annotation> {
        match &self.item.what {
            What::Note(note) => Some(note),
            What::Draft(_) => None,
        }
    }

    /// Whether its own text is being edited, not an answer to it written.
    fn is_edited(&self) -> bool {
        let editor = self.editor.as_ref().map(|(editor, _)| &**editor);
        editor.zip(self.note()).is_some_and(|(editor, note)| editor.is_of(&note.id))
    }

    fn is_chosen(&self) -> bool {
        self.choice != Choice::No
    }

    fn is_settled(&self) -> bool {
        self.note().is_some_and(|note| note.resolved)
    }

    fn frame(&self, is_pointed: bool) -> Frame {
        let palette = self.palette;
        let fill = match self.choice {
            Choice::No if self.is_settled() => palette.panel,
            Choice::No if is_pointed => palette.current_row,
            _ => palette.card,
        };
        let margin = Margin { left: 14, right: 11, top: 8, bottom: 8 };
        let line = Stroke::new(1.0, palette.line);
        Frame::new().fill(fill).stroke(line).corner_radius(CornerRadius::same(RADIUS)).inner_margin(margin)
    }

    /// The line around it, where it is the chosen one or reading stands at its row.
    fn outline(&self) -> Option<Stroke> {
        let palette = self.palette;
        match self.choice {
            Choice::WithKeyboard => Some(Stroke::new(1.5, palette.accent)),
            Choice::Chosen => Some(Stroke::new(1.5, palette.partner_line)),
            Choice::No if self.is_here => Some(Stroke::new(1.0, palette.partner_line.gamma_multiply(0.75))),
            Choice::No => None,
        }
    }

    /// The colour of its left edge.
    fn stripe(&self) -> Color32 {
        let palette = self.palette;
        match self.note() {
            None => palette.absent,
            Some(note) if note.resolved => palette.unpaired,
            Some(note) if note.motivation == Motivation::Replying => palette.line,
            Some(note) if note.motivation == Motivation::Bookmarking && note.colour.is_none() => palette.accent,
            Some(note) => palette.note(note.colour),
        }
    }

    /// What is on the card; whether its text was clicked.
    fn contents_ui(&mut self, ui: &mut Ui, pass: Pass, wishes: &mut Vec<Wish>) -> bool {
        let palette = self.palette;
        let lines = if self.is_chosen() { CHOSEN_QUOTE_LINES } else { QUOTE_LINES };
        let mut clicked = quotes_ui(ui, palette, &self.prepared.quotes, lines);
        if let What::Note(note) = &self.item.what {
            placing_ui(ui, palette, note, self.is_placed, wishes);
        }
        if self.is_edited()
            && let Some((editor, view)) = &mut self.editor
        {
            edit_ui::edit_ui(ui, palette, editor, *view, wishes);
            return false;
        }
        clicked |= self.text_ui(ui, pass);
        self.more_ui(ui, wishes);
        clicked |= self.about_ui(ui);
        if self.is_chosen() && self.editor.is_none() {
            self.buttons_ui(ui, wishes);
        }
        // An answer that has no card of its own yet.
        if let Some((editor, view)) = &mut self.editor {
            ui.add_space(4.0);
            edit_ui::edit_ui(ui, palette, editor, *view, wishes);
        }
        clicked
    }

    fn text_ui(&mut self, ui: &mut Ui, pass: Pass) -> bool {
        let ink = if self.is_settled() { self.palette.muted } else { self.palette.ink };
        let look = TextLook { palette: self.palette, ink, is_long: self.is_whole };
        let Prepared { text, heights, .. } = &mut *self.prepared;
        let width = ui.available_width();
        if heights.0.to_bits() != width.to_bits() {
            *heights = (width, vec![None; text.parts.len()]);
        }
        if text.parts.is_empty() {
            return false;
        }
        ui.scope(|ui| text_ui(ui, look, &text.parts, &mut heights.1, pass)).inner
    }

    /// The way to the rest of a long text, and back.
    fn more_ui(&self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        let button = |text: String| Button::new(RichText::new(text).size(12.0)).small();
        let name = || self.item.what.name();
        if let Some(bytes) = self.prepared.text.cut {
            if ui.add(button(format!("Show all ({})", size_words(bytes)))).clicked() {
                wishes.push(Wish::Whole(name(), true));
            }
        } else if self.is_whole && ui.add(button("Show less".to_owned())).clicked() {
            wishes.push(Wish::Whole(name(), false));
        }
    }

    /// Tags, and the line about it; whether it was clicked.
    fn about_ui(&self, ui: &mut Ui) -> bool {
        let palette = self.palette;
        let Prepared { tags, about, moments, .. } = &*self.prepared;
        ui.spacing_mut().interact_size.y = 16.0;
        let row = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 3.0);
            if self.is_settled() {
                ui.add(Label::new(RichText::new("✔ Resolved").size(11.0).color(palette.sure)));
            }
            for tag in tags {
                tag_ui(ui, palette, tag);
            }
            let line = Label::new(RichText::new(about).size(11.0).color(palette.muted)).wrap().selectable(false);
            let line = ui.add(line.sense(Sense::CLICK));
            let line = if moments.is_empty() { line } else { line.on_hover_text(moments) };
            line.clicked()
        });
        row.inner
    }

    /// What can be done with the chosen card.
    fn buttons_ui(&self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
            let mut ask = |ui: &mut Ui, text: &str, action: Action, wish: Wish| {
                if small_button(ui, text).on_hover_text(action.tooltip(ui.ctx())).clicked() {
                    wishes.push(wish);
                }
            };
            match &self.item.what {
                What::Note(note) => {
                    ask(ui, "Edit", Action::EditNote, Wish::Edit(note.id.clone()));
                    ask(ui, "Reply", Action::ReplyToNote, Wish::Reply(note.id.clone()));
                    let text = if note.resolved { "Open again" } else { "Resolve" };
                    ask(ui, text, Action::ResolveNote, Wish::Resolve(note.id.clone(), !note.resolved));
                    ask(ui, "Remove", Action::RemoveNote, Wish::Remove(self.item.what.name()));
                }
                What::Draft(_) => ask(ui, "Remove", Action::RemoveNote, Wish::Remove(self.item.what.name())),
            }
        });
    }
}

/// A button of a card.
pub(super) fn small_button(ui: &mut Ui, text: &str) -> Response {
    ui.add(Button::new(RichText::new(text).size(12.0)).min_size(vec2(0.0, 22.0)))
}

/// A tag on a rounded ground.
pub(super) fn tag_ui(ui: &mut Ui, palette: &Palette, tag: &str) -> Response {
    const PADDING: f32 = 7.0;
    const HEIGHT: f32 = 16.0;
    let widest = (ui.max_rect().width() - 2.0 * PADDING).max(20.0);
    let galley = widgets::one_line(ui, tag, FontId::proportional(11.0), palette.soft, widest);
    let (rect, response) =
        ui.allocate_exact_size(galley.size() * Vec2::X + vec2(2.0 * PADDING, HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tag));
    ui.painter().rect_filled(rect, CornerRadius::same(8), palette.selected);
    let at = rect.left_center() + vec2(PADDING, -galley.size().y / 2.0);
    let is_cut = galley.elided;
    ui.painter().galley(at, galley, palette.soft);
    if is_cut { response.on_hover_text(tag) } else { response }
}

/// What is quoted of each side, with a line at its left; whether it was clicked.
fn quotes_ui(ui: &mut Ui, palette: &Palette, quotes: &[Quote], lines: usize) -> bool {
    if quotes.is_empty() {
        return false;
    }
    let area = ui.available_rect_before_wrap();
    let inner = Rect::from_min_max(area.min + vec2(10.0, 0.0), area.max);
    let mut clicked = false;
    let shown = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for quote in quotes {
            clicked |= quote_ui(ui, palette, quote, lines);
        }
    });
    let rect = shown.response.rect;
    let line = Rect::from_min_size(rect.left_top() - vec2(10.0, 0.0), vec2(2.0, rect.height()));
    ui.painter().rect_filled(line, CornerRadius::ZERO, palette.line);
    clicked
}

fn quote_ui(ui: &mut Ui, palette: &Palette, quote: &Quote, lines: usize) -> bool {
    match &quote.standing {
        Stands::Moved([before, after]) => {
            let versions = [("Before", before, palette.gone), ("Now", after, palette.come)];
            versions.into_iter().fold(false, |clicked, (when, stretches, ground)| {
                ui.label(RichText::new(when).size(10.5).color(palette.muted));
                let job = widgets::marked(stretches, &quote_format(quote.language, palette.soft), ground);
                clicked | cut_label(ui, job, CHOSEN_QUOTE_LINES)
            })
        }
        Stands::Sure | Stands::Lost => {
            let mut format = quote_format(quote.language, palette.soft);
            if quote.standing == Stands::Lost {
                format.color = palette.muted;
            }
            let mut job = LayoutJob::default();
            job.append(&quote.text, 0.0, format);
            cut_label(ui, job, lines)
        }
    }
}

/// A text of at most some lines.
fn cut_label(ui: &mut Ui, mut job: LayoutJob, lines: usize) -> bool {
    job.wrap.max_rows = lines;
    // Where a line is cut, Chinese is cut at the character that no longer fits.
    ui.add(Label::new(job).wrap().selectable(true)).clicked()
}

/// The face in which a side is quoted.
pub(super) fn quote_format(language: Option<Language>, ink: Color32) -> TextFormat {
    match language {
        Some(Language::Chinese) => TextFormat::simple(FontId::new(13.5, fonts::chinese()), ink),
        Some(Language::English) | None => TextFormat::simple(FontId::new(13.0, fonts::english()), ink),
    }
}

/// A number of bytes as people read it.
fn size_words(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_round_numbers() {
        for (bytes, expected) in
            [(900, "900 bytes"), ("领土".len() * 1000, "6 KB"), (999_999, "999 KB"), (1_048_576, "1.0 MB")]
        {
            assert_eq!(size_words(bytes), expected);
        }
    }
}
