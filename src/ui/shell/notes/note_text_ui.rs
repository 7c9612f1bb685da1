//! Draws the text of a note: paragraphs, headings, lists, quotations, code and links. A link opens when it is clicked
//! and at no other time; nothing is fetched.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Color32, CornerRadius, CursorIcon, FontFamily, FontId, Galley, Label, OpenUrl, Pos2, Rect, Response, Role,
    Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::scroll::Pass;
use crate::export::notes::{Block, Inline, Shape};
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::shell::harmless::harmless_line;
use crate::ui::shell::widgets::TEXT_SIZE;

/// Blank between two paragraphs, in points.
const BETWEEN: f32 = 5.0;
/// How far a list or a quotation stands further in, in points.
const STEP: f32 = 13.0;

/// How a text is drawn.
#[derive(Clone, Copy)]
pub(super) struct TextLook<'a> {
    pub(super) palette: &'a Palette,
    /// The ink of running text.
    pub(super) ink: Color32,
    /// Whether its parts are laid out only where they are seen.
    pub(super) is_long: bool,
}

/// Draws the parts of a text one below the other; whether one was clicked where no link is. `heights` remembers how
/// high each part is.
pub(super) fn text_ui(
    ui: &mut Ui,
    look: TextLook<'_>,
    parts: &[Block],
    heights: &mut [Option<f32>],
    pass: Pass,
) -> bool {
    let mut clicked = false;
    ui.spacing_mut().item_spacing.y = 0.0;
    for (nth, (part, height)) in parts.iter().zip(heights).enumerate() {
        if nth > 0 {
            ui.add_space(between(&parts[nth - 1], part));
        }
        let from = ui.cursor().top();
        let known = height.unwrap_or_else(|| estimate(part, ui.available_width()));
        let is_seen = pass == Pass::Draw && ui.clip_rect().y_range().intersects(egui::Rangef::new(from, from + known));
        if look.is_long && !is_seen {
            ui.allocate_space(vec2(ui.available_width(), known));
            continue;
        }
        clicked |= block_ui(ui, look, part);
        *height = Some(ui.cursor().top() - from);
    }
    clicked
}

/// Parts of one paragraph, and the lines of a list, stand closer together.
fn between(above: &Block, below: &Block) -> f32 {
    match (above.shape, below.shape) {
        (Shape::AsTyped, Shape::AsTyped) => 0.0,
        _ if above.list > 0 && below.list > 0 => 2.0,
        _ => BETWEEN,
    }
}

/// The height of a part that was not laid out yet.
fn estimate(part: &Block, width: f32) -> f32 {
    let characters = |inline: &Inline| inline.text.chars().map(|c| if c.is_ascii() { 7.0 } else { 13.0 }).sum::<f32>();
    let text: f32 = part.text.iter().map(characters).sum();
    let breaks: usize = part.text.iter().map(|inline| inline.text.matches('\n').count()).sum();
    ((text / width.max(60.0)).ceil() + breaks as f32).max(1.0) * 18.0
}

fn block_ui(ui: &mut Ui, look: TextLook<'_>, block: &Block) -> bool {
    let indent = STEP * (f32::from(block.list) + f32::from(block.quote));
    let area = ui.available_rect_before_wrap();
    let is_code = block.shape == Shape::Code;
    let padding = if is_code { vec2(7.0, 5.0) } else { Vec2::ZERO };
    let inner = Rect::from_min_max(pos2(area.left() + indent, area.top()) + padding, area.max - vec2(padding.x, 0.0));
    let ground = is_code.then(|| ui.painter().add(egui::Shape::Noop));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| inlines_ui(ui, look, block));
    let rect = shown.response.rect.expand2(padding);
    if let Some(ground) = ground {
        let ground_rect = Rect::from_x_y_ranges(area.left() + indent..=area.right(), rect.y_range());
        let fill = look.palette.selected.gamma_multiply(0.6);
        ui.painter().set(ground, egui::Shape::rect_filled(ground_rect, CornerRadius::same(4), fill));
        ui.allocate_space(vec2(1.0, padding.y));
    }
    if let Some(marker) = &block.marker {
        let font = FontId::proportional(TEXT_SIZE);
        let at = pos2(inner.left() - 4.0, inner.top());
        ui.painter().text(at, egui::Align2::RIGHT_TOP, marker, font, look.palette.muted);
    }
    for depth in 0..block.quote {
        let x = area.left() + STEP * (f32::from(block.list) + f32::from(depth)) + 1.0;
        ui.painter().vline(x, rect.y_range(), Stroke::new(2.0, look.palette.line));
    }
    shown.inner
}

/// Draws styled text; whether it was clicked where no link is.
fn inlines_ui(ui: &mut Ui, look: TextLook<'_>, block: &Block) -> bool {
    let job = job(look, block, |_| true);
    let faux =
        has_bold_chinese(block).then(|| self::job(look, block, |inline| inline.bold || block.shape == Shape::Heading));
    let label = Label::new(job).wrap().selectable(true);
    let (at, galley, response) = label.layout_in_ui(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), galley.text()));
    if !ui.is_rect_visible(response.rect) {
        return false;
    }
    egui::text_selection::LabelSelectionState::label_text_selection(
        ui,
        &response,
        at,
        galley.clone(),
        look.ink,
        Stroke::NONE,
    );
    if let Some(mut job) = faux {
        // The shipped Chinese face has one weight: drawn twice, a hair apart, it looks bold.
        job.wrap.max_width = galley.job.wrap.max_width;
        let again = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(at + vec2(0.45, 0.0), again, look.ink);
    }
    let on_link = links_ui(ui, look.palette, block, at, &galley);
    response.clicked() && !on_link
}

/// The text with its styles; what `is_shown` refuses takes its room and is not seen.
fn job(look: TextLook<'_>, block: &Block, is_shown: impl Fn(&Inline) -> bool) -> LayoutJob {
    let mut job = LayoutJob::default();
    for inline in &block.text {
        let mut format = format(look, block.shape, inline);
        if !is_shown(inline) {
            (format.color, format.background, format.underline, format.strikethrough) =
                (Color32::TRANSPARENT, Color32::TRANSPARENT, Stroke::NONE, Stroke::NONE);
        }
        job.append(&inline.text, 0.0, format);
    }
    job
}

fn format(look: TextLook<'_>, shape: Shape, inline: &Inline) -> TextFormat {
    let TextLook { palette, ink, .. } = look;
    let (size, bold) = match shape {
        Shape::Heading => (TEXT_SIZE + 1.0, true),
        Shape::Code => (TEXT_SIZE - 0.5, false),
        Shape::Text | Shape::AsTyped => (TEXT_SIZE, inline.bold),
    };
    let family = if bold { fonts::interface_bold() } else { FontFamily::Proportional };
    let mut format = TextFormat::simple(FontId::new(size, family), ink);
    format.italics = inline.italic;
    if inline.code && shape != Shape::Code {
        format.background = palette.selected;
    }
    if inline.struck {
        format.strikethrough = Stroke::new(1.0, ink);
    }
    if inline.link.is_some() {
        (format.color, format.underline) = (palette.link, Stroke::new(1.0, palette.link.gamma_multiply(0.5)));
    }
    format
}

fn has_bold_chinese(block: &Block) -> bool {
    let is_bold = |inline: &&Inline| inline.bold || block.shape == Shape::Heading;
    block.text.iter().filter(is_bold).any(|inline| inline.text.chars().any(|c| c >= '\u{2e80}'))
}

/// Makes the links of a text clickable; whether one was clicked.
fn links_ui(ui: &Ui, palette: &Palette, block: &Block, at: Pos2, galley: &Arc<Galley>) -> bool {
    let mut clicked = false;
    let mut start = 0;
    for (nth, inline) in block.text.iter().enumerate() {
        let end = start + inline.text.chars().count();
        if let Some(link) = &inline.link {
            let rects = rects(galley, start, end);
            clicked |= link_ui(ui, palette, (nth, link), &inline.text, at, &rects);
        }
        start = end;
    }
    clicked
}

fn link_ui(ui: &Ui, palette: &Palette, (nth, link): (usize, &str), text: &str, at: Pos2, rects: &[Rect]) -> bool {
    let mut parts = rects.iter().enumerate().map(|(line, rect)| {
        let id = ui.scope_id().with(("link", nth, line));
        ui.interact(rect.translate(at.to_vec2()), id, Sense::CLICK)
    });
    let Some(first) = parts.next() else { return false };
    let response: Response = parts.fold(first, |all, part| all | part);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), text));
    if response.hovered() || response.has_focus() {
        for rect in rects {
            let rect = rect.translate(at.to_vec2());
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.link));
        }
    }
    if response.clicked() {
        ui.ctx().open_url(OpenUrl::new_tab(link));
    }
    let clicked = response.clicked();
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(harmless_line(link));
    clicked
}

/// Where the characters from `start` to `end` stand, a rectangle for each line.
fn rects(galley: &Galley, start: usize, end: usize) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut at = 0;
    for row in &galley.rows {
        let here = at..at + row.glyphs.len();
        let inside = start.max(here.start)..end.min(here.end);
        if let (Some(first), Some(last)) = (
            row.glyphs.get(inside.start.saturating_sub(at)),
            inside.end.checked_sub(at + 1).and_then(|last| row.glyphs.get(last)),
        ) && inside.start < inside.end
        {
            let x = row.pos.x + first.pos.x..=row.pos.x + last.pos.x + last.advance_width;
            rects.push(Rect::from_x_y_ranges(x, row.rect().y_range()));
        }
        at = here.end + usize::from(row.ends_with_newline);
    }
    rects
}
