//! Draws the rows in the view and takes what the person does with the things in them.

use eframe::egui::emath::{GuiRounding as _, TSTransform};
use eframe::egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use eframe::egui::{
    Align2, CornerRadius, CursorIcon, FontId, OpenUrl, Pos2, Rect, Response, Role, Sense, Shadow, Shape, Stroke,
    StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2,
};

use super::drafts::{self, Asked, Standing, Texts};
use super::furniture::GroupName;
use super::highlights::{Highlights, On};
use super::metrics::{FURNITURE_LINE, ROW_PADDING};
use super::notes;
use super::pointing::{Scene, spans_of};
use super::ribbons::{self, Beside};
use super::row_layout::{Block, Content, LaidRow};
use super::selection::Selection;
use super::{ReaderView, language_name};
use crate::model::{Address, AnnotationId, MarkStyle, Row, Side, SideName, Span};
use crate::ui::palette::Palette;
use crate::ui::rows::sought::Found;
use crate::ui::rows::status::{in_words, surety};
use crate::ui::rows::{Decoration, DecorationKind, TextBlock, Visible, gutter_mark, sought};

/// What the rows are drawn with.
pub(super) struct Painting<'a> {
    /// What is shown.
    pub(super) view: &'a ReaderView<'a>,
    /// Where it stands.
    pub(super) scene: Scene<'a>,
    /// The part of the screen the rows may cover.
    pub(super) list: Rect,
    /// The current row.
    pub(super) current: usize,
    /// The bead that is lit on both sides.
    pub(super) lit: Option<usize>,
    /// What is selected of each side.
    pub(super) selected: [Option<Selection>; 2],
}

/// What the person did with the things in the rows.
#[derive(Default)]
pub(super) struct Done {
    /// Furniture to open or close, and the row it is in.
    pub(super) toggled: Option<(usize, GroupName)>,
    /// What is asked for about drafts, and the row it is about.
    pub(super) asked: Option<(usize, Asked)>,
    /// A bookmark that was clicked.
    pub(super) bookmark: Option<AnnotationId>,
    /// The first and the last line in the view of what is selected of each side.
    pub(super) selected: [Option<(Rect, Rect)>; 2],
}

impl Painting<'_> {
    /// Draws all rows in the view.
    pub(super) fn rows(&self, ui: &mut Ui) -> Done {
        let mut done = Done::default();
        for &visible in self.scene.visible {
            let (Some(laid), Some(row)) =
                (self.scene.sheet.rows.get(&visible.row), self.view.alignment.rows.get(visible.row))
            else {
                continue;
            };
            self.ground(ui, visible, laid);
            self.gutter(ui, visible, laid, row);
            let beside = Beside {
                row: visible.row,
                top: self.scene.top + visible.top as f32,
                left: self.scene.columns.sheet.min,
                list: self.list,
                palette: self.view.palette,
                chosen: self.view.chosen.map(|chosen| &chosen.note),
            };
            if let Some(note) = ribbons::show(ui, &laid.marks.ribbons, &beside) {
                done.bookmark = Some(note);
            }
            let mut part = [0; 2];
            for (nth, block) in laid.blocks.iter().enumerate() {
                let corner = self.scene.corner(visible, block).round_to_pixels(ui.pixels_per_point());
                let reach = Rect::from_min_size(corner, vec2(1.0, block.height));
                let [source, translation] = &mut part;
                let part = if block.side == SideName::Source { source } else { translation };
                *part += u32::from(matches!(block.content, Content::Text { .. } | Content::Waiting(..)));
                if !self.list.y_range().intersects(reach.y_range()) {
                    continue;
                }
                let notes = laid.marks.highlights.get(&nth);
                let found = laid.marks.found.get(&nth).map_or(&[][..], Vec::as_slice);
                let place = Place { visible, row, part: *part, corner, notes, found };
                self.block(ui, &place, block, &mut done);
            }
        }
        done
    }

    /// The card of the current row, the line below any other.
    fn ground(&self, ui: &Ui, visible: Visible, laid: &LaidRow) {
        let palette = self.view.palette;
        let top = self.scene.top + visible.top as f32;
        let sheet = self.scene.columns.sheet;
        if visible.row != self.current {
            if visible.row + 1 != self.current {
                let y = (top + laid.height).round_to_pixels(ui.pixels_per_point()) - 0.5;
                ui.painter().hline(sheet, y, (1.0, palette.row_line));
            }
            return;
        }
        let card = Rect::from_x_y_ranges(sheet, top + 2.5..=top + laid.height - 2.5);
        let round = CornerRadius::same(6);
        if !palette.dark {
            let shadow = Shadow { offset: [0, 2], blur: 10, spread: 0, color: palette.ink.gamma_multiply(0.06) };
            ui.painter().add(shadow.as_shape(card, round));
        }
        ui.painter().rect(card, round, palette.current_row, (1.0, palette.line), StrokeKind::Inside);
    }

    fn gutter(&self, ui: &mut Ui, visible: Visible, laid: &LaidRow, row: &Row) {
        let palette = self.view.palette;
        let first = laid.blocks.iter().find_map(|block| match &block.content {
            Content::Text { text, .. } => text.galley.rows.first().map(|line| line.height()),
            _ => None,
        });
        let y = self.scene.top + visible.top as f32 + ROW_PADDING + first.unwrap_or(FURNITURE_LINE) / 2.0;
        let end = self.scene.columns.gutter_end;
        let address = Address { row: row.number, pair: None }.to_string();
        let right = pos2(end - 13.0, y).round_to_pixels(ui.pixels_per_point());
        ui.painter().text(right, Align2::RIGHT_CENTER, &address, FontId::proportional(12.0), palette.muted);
        if self.view.document.translation.is_none() || self.view.aligning {
            return;
        }
        let surety = surety(self.view.alignment, row);
        let center = pos2(end - 3.5, y);
        gutter_mark::paint(ui.painter(), center, surety, palette);
        let place = Rect::from_center_size(center, vec2(14.0, 18.0)).intersect(self.list);
        if place.is_positive() {
            let response = ui.interact(place, ui.scope_id().with(("surety", visible.row)), Sense::hover());
            let words = in_words(self.view.alignment, row);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{address}: {words}")));
            tip(response, |ui| {
                ui.label(words);
            });
        }
    }

    fn block(&self, ui: &mut Ui, place: &Place, block: &Block, done: &mut Done) {
        if let Content::Inset(laid) = &block.content {
            let at = Standing {
                corner: place.corner,
                width: self.scene.columns.of(block.side).span(),
                height: block.height,
                list: self.list,
                side: block.side,
                language: Texts::of(self.view).language(block.side),
                palette: self.view.palette,
            };
            if let Some(asked) = drafts::paint(ui, laid, &at) {
                done.asked = Some((place.visible.row, asked));
            }
            return;
        }
        let Some(side) = self.view.document.side(block.side) else { return };
        let palette = self.view.palette;
        match &block.content {
            Content::Text { text, bullet, edge } => {
                if *bullet && let Some(line) = text.galley.rows.first() {
                    let unit = line.height() / 12.0;
                    let center = place.corner + vec2(-5.0 * unit, line.height() / 2.0);
                    ui.painter().circle_filled(center, unit.min(3.5), palette.muted);
                }
                if *edge {
                    let x = place.corner.x - 10.0;
                    let reach = place.corner.y + 4.0..=place.corner.y + block.height - 4.0;
                    ui.painter().vline(x, reach, (2.0, palette.line));
                }
                self.text(ui, place, block.side, side, text, done);
            }
            Content::Furniture { name, line, opened } => {
                let width = self.scene.columns.of(block.side).span();
                let reach = vec2((line.rect.width() + 34.0).min(width), FURNITURE_LINE);
                let clickable = Rect::from_min_size(place.corner, reach).intersect(self.list);
                let response = ui.interact(clickable, ui.scope_id().with(("furniture", name)), Sense::click());
                let is_open = opened.is_some();
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, line.text()));
                let response = response.on_hover_cursor(CursorIcon::PointingHand);
                if response.clicked() {
                    done.toggled = Some((place.visible.row, *name));
                }
                let strong = response.hovered() || response.has_focus();
                paint_furniture(ui, place.corner, block.height, line, opened.as_ref(), strong, palette);
            }
            Content::Waiting(..) | Content::Inset(_) => {}
        }
    }

    fn text(&self, ui: &mut Ui, place: &Place, name: SideName, side: &Side, text: &TextBlock, done: &mut Done) {
        let palette = self.view.palette;
        let shift = place.corner.to_vec2();
        for decoration in text.decorations.iter().filter(|decoration| decoration.kind == DecorationKind::Chip) {
            for rect in &decoration.rects {
                ui.painter().rect_filled(rect.translate(shift).expand2(vec2(3.0, -1.0)), 5.0, palette.selected);
            }
        }
        let chosen = self.view.chosen.map(|chosen| &chosen.note);
        let lit = self.lit_rects(place, name, side, text);
        for rect in &lit {
            ui.painter().rect_filled(*rect, 2.0, palette.partner);
        }
        let painter = ui.painter().clone();
        let on = On { painter: &painter, shift, palette, chosen };
        if let Some(notes) = place.notes {
            notes.paint_grounds(&on);
        }
        sought::paint(&painter, place.found, shift, palette);
        let selected = self.selected[name as usize].and_then(|selection| {
            let length = side.passages.get(text.passage)?.text.text().len();
            let part = selection.part(text.passage, length)?;
            part.overlaps(text.span).then_some(part)
        });
        for rect in selected.map_or_else(Vec::new, |part| text.rects(part)) {
            let rect = rect.translate(shift);
            ui.painter().rect_filled(rect, 1.0, palette.selection);
            if self.list.y_range().intersects(rect.y_range()) {
                let seen = &mut done.selected[name as usize];
                *seen = Some((seen.map_or(rect, |(first, _)| first), rect));
            }
        }
        for rect in &lit {
            ui.painter().hline(rect.x_range(), rect.bottom(), (1.5, palette.partner_line));
        }
        if let Some(notes) = place.notes {
            notes.paint_lines(&on, text);
        }
        ui.painter().galley(place.corner, text.galley.clone(), palette.ink);
        if let Some(notes) = place.notes {
            notes.paint_signs(&on);
        }
        self.accessible(ui, place, name, side, text, selected);
        for decoration in &text.decorations {
            let Some(place) = decoration.rects.first() else { continue };
            match decoration.kind {
                DecorationKind::Chip => {}
                DecorationKind::Struck => {
                    for rect in &decoration.rects {
                        let rect = rect.translate(shift);
                        ui.painter().hline(rect.x_range(), rect.center().y, (1.0, palette.ink));
                    }
                }
                DecorationKind::Link => self.link(ui, name, side, text, decoration, shift),
                DecorationKind::Note(note) => {
                    let rect = place.translate(shift).expand2(vec2(2.0, 0.0)).intersect(self.list);
                    if rect.is_positive() {
                        self.note_mark(ui, rect, (name, side, text.passage, decoration.mark), note);
                    }
                }
            }
        }
    }

    /// Where the sentences of the lit bead stand.
    fn lit_rects(&self, place: &Place, name: SideName, side: &Side, text: &TextBlock) -> Vec<Rect> {
        let mut rects = Vec::new();
        let Some(lit) = self.lit.filter(|&lit| place.row.beads.contains(lit)) else { return rects };
        let Some(passage) = side.passages.get(text.passage) else { return rects };
        for span in spans_of(self.view.alignment, lit, name, text.passage) {
            let Some(sentence) = span.of(passage.text.text()) else { continue };
            let solid = Span::new(span.start as usize, span.start as usize + sentence.trim_end().len());
            if solid.overlaps(text.span) {
                rects.extend(text.rects(solid).into_iter().map(|rect| rect.translate(place.corner.to_vec2())));
            }
        }
        rects
    }

    /// What a screen reader knows of the text.
    fn accessible(
        &self,
        ui: &Ui,
        place: &Place,
        name: SideName,
        side: &Side,
        text: &TextBlock,
        selected: Option<Span>,
    ) {
        let rect = text.galley.rect.translate(place.corner.to_vec2()).intersect(self.list);
        let id = ui.scope_id().with(("text", name, text.passage, text.span.start));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| {
            let label = match place.part {
                0 | 1 => place.name(side),
                part => format!("{}, part {part}", place.name(side)),
            };
            WidgetInfo::labeled(Role::Document, true, label)
        });
        let labelled = ui.ctx().accesskit_node_builder(id, accesskit::Node::set_read_only);
        if labelled.is_some() {
            let transform = TSTransform::from_translation(place.corner.to_vec2());
            let cursors = selected.map(|selected| text.cursors(selected));
            update_accesskit_for_text_widget(ui.ctx(), id, cursors, transform, &text.galley);
            if let Some(notes) = place.notes {
                notes.name(ui, id, place.corner.to_vec2(), self.list);
            }
        }
    }

    fn link(
        &self,
        ui: &mut Ui,
        name: SideName,
        side: &Side,
        text: &TextBlock,
        decoration: &Decoration,
        shift: eframe::egui::Vec2,
    ) {
        let Some(passage) = side.passages.get(text.passage) else { return };
        let Some(mark) = passage.marks.get(decoration.mark) else { return };
        let MarkStyle::Link { target } = &mark.style else { return };
        let is_web = notes::is_web(target);
        let words = mark.at.of(passage.text.text()).unwrap_or_default();
        for (line, rect) in decoration.rects.iter().enumerate() {
            let rect = rect.translate(shift);
            let shown = rect.intersect(self.list);
            if !shown.is_positive() {
                continue;
            }
            let id = ui.scope_id().with(("link", name, text.passage, decoration.mark, line));
            let response = ui.interact(shown, id, if is_web { Sense::click() } else { Sense::hover() });
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
            let response = if is_web { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
            if response.hovered() || response.has_focus() {
                ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, (1.0, self.view.palette.link));
            }
            if response.clicked() {
                ui.ctx().open_url(OpenUrl::new_tab(target));
            }
            tip(response, |ui| {
                ui.label(target);
            });
        }
    }

    fn note_mark(
        &self,
        ui: &mut Ui,
        rect: Rect,
        (name, side, passage, mark): (SideName, &Side, usize, usize),
        note: u32,
    ) {
        let id = ui.scope_id().with(("note", name, passage, mark));
        let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| {
            let mark = side.notes.get(note as usize).map_or("", |note| note.mark.as_str());
            WidgetInfo::labeled(Role::Button, true, format!("Footnote {mark}"))
        });
        if response.hovered() || response.has_focus() {
            ui.painter().rect_stroke(rect, 3.0, (1.0, self.view.palette.accent), StrokeKind::Inside);
        }
        notes::show(&response, side, note, self.view.palette);
    }
}

/// Where a block stands.
struct Place<'a> {
    visible: Visible,
    row: &'a Row,
    /// Which text of its cell it is, from 1.
    part: u32,
    corner: Pos2,
    /// The notes on it, if there are any.
    notes: Option<&'a Highlights>,
    /// What of it is searched for.
    found: &'a [Found],
}

impl Place<'_> {
    /// What a screen reader calls the cell: ¶4 Chinese.
    fn name(&self, side: &Side) -> String {
        format!("{} {}", Address { row: self.row.number, pair: None }, language_name(side.language))
    }
}

/// Shows a tip on what is pointed at. Asking only then keeps a view full of things from asking for frames after every
/// scroll.
fn tip(response: Response, content: impl FnOnce(&mut Ui)) {
    if response.hovered() || response.is_tooltip_open() {
        response.on_hover_ui(content);
    }
}

/// A dotted edge, what is hidden, a triangle, and what was hidden where it is open.
fn paint_furniture(
    ui: &Ui,
    corner: Pos2,
    height: f32,
    line: &std::sync::Arc<eframe::egui::Galley>,
    opened: Option<&std::sync::Arc<eframe::egui::Galley>>,
    strong: bool,
    palette: &Palette,
) {
    let painter = ui.painter();
    let edge = [corner + vec2(1.0, 3.0), corner + vec2(1.0, height - 3.0)];
    painter.extend(Shape::dotted_line(&edge, palette.absent, 4.0, 1.0));
    let color = if strong { palette.soft } else { palette.muted };
    let text = pos2(corner.x + 10.0, corner.y + (FURNITURE_LINE - line.rect.height()) / 2.0);
    let text = text.round_to_pixels(ui.pixels_per_point());
    painter.galley_with_override_text_color(text, line.clone(), color);
    let tip = pos2(text.x + line.rect.width() + 10.0, corner.y + FURNITURE_LINE / 2.0);
    let triangle = if opened.is_some() {
        vec![tip + vec2(-4.0, -2.0), tip + vec2(4.0, -2.0), tip + vec2(0.0, 3.0)]
    } else {
        vec![tip + vec2(-2.0, -4.0), tip + vec2(3.0, 0.0), tip + vec2(-2.0, 4.0)]
    };
    painter.add(Shape::convex_polygon(triangle, color, Stroke::NONE));
    if let Some(opened) = opened {
        painter.galley(corner + vec2(10.0, FURNITURE_LINE), opened.clone(), palette.muted);
    }
}
