//! The documents of the library below the open ones: found by a part of their title, opened by a click, removed to the
//! bin. And what is to be said of a library that keeps nothing.
//!
//! The list is computed when the library or the filter changes, and only what is seen of it is drawn: a library may
//! hold thousands.

use eframe::egui::{
    FontFamily, FontId, Frame, Label, Margin, Rect, Response, RichText, Role, Sense, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::Out;
use super::commands::Action;
use super::icons::Icon;
use super::left_panel::{inset, section};
use super::widgets::{self, PANEL_MARGIN, TEXT_SIZE};
use crate::library::{DocumentKey, Listed};
use crate::text::fold::fold;
use crate::ui::palette::Palette;
use crate::workspace::{Command, ShelfState, Workspace};

/// Height of a document, in points: its title, and what is known of it.
const ROW: f32 = 44.0;
/// A list shorter than this is seen whole, and needs no filter.
const FILTER_FROM: usize = 6;

/// What was typed, and which documents that finds.
#[derive(Default)]
pub(crate) struct LibraryList {
    typed: String,
    /// Positions on the shelf, what was open last first.
    found: Vec<usize>,
    /// Titles as they are compared, by positions on the shelf.
    folded: Vec<String>,
    /// How many there are but for the open ones.
    closed: usize,
    made_of: Option<MadeOf>,
}

/// What a list was computed from.
#[derive(PartialEq)]
struct MadeOf {
    revision: u64,
    typed: String,
    open: Vec<DocumentKey>,
}

impl LibraryList {
    /// Computes anew what is found, if the shelf, the open documents or the filter changed.
    pub(super) fn follow(&mut self, workspace: &Workspace) {
        let open = workspace.documents.iter().filter_map(|open| open.key.clone()).collect();
        let now = MadeOf { revision: workspace.shelf.revision, typed: self.typed.clone(), open };
        if self.made_of.as_ref() == Some(&now) {
            return;
        }
        let listed = &workspace.shelf.documents;
        if self.made_of.as_ref().is_none_or(|before| before.revision != now.revision) {
            self.folded = listed.iter().map(|one| comparable(&one.title)).collect();
        }
        let mut closed: Vec<usize> = (0..listed.len()).filter(|nth| !now.open.contains(&listed[*nth].key)).collect();
        self.closed = closed.len();
        let asked = comparable(&self.typed);
        let words: Vec<&str> = asked.split_whitespace().collect();
        closed.retain(|nth| words.iter().all(|word| self.folded[*nth].contains(word)));
        closed.sort_by_key(|nth| std::cmp::Reverse((listed[*nth].opened.unwrap_or(listed[*nth].added), *nth)));
        self.found = closed;
        self.made_of = Some(now);
    }

    /// Draws the list, and what is to be said of the library.
    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, workspace: &Workspace, out: &mut Out) {
        ui.add_space(8.0);
        section(ui, palette, "In the library");
        state_ui(ui, palette, workspace, out);
        if self.closed >= FILTER_FROM || !self.typed.is_empty() {
            ui.add_space(4.0);
            inset(ui, |ui| {
                let width = ui.available_width() - PANEL_MARGIN;
                let field = TextEdit::singleline(&mut self.typed).hint_text("Find by title").desired_width(width);
                let field = ui.add(field);
                field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Find in the library"));
            });
            ui.add_space(4.0);
        }
        self.rows_ui(ui, palette, workspace, out);
        ui.add_space(12.0);
    }

    fn rows_ui(&self, ui: &mut Ui, palette: &Palette, workspace: &Workspace, out: &mut Out) {
        if self.found.is_empty() {
            let text = match (workspace.shelf.state, self.closed) {
                (ShelfState::Opening | ShelfState::Closed, _) => return,
                (_, 0) if workspace.shelf.documents.is_empty() => "What you open is kept here.",
                (_, 0) => "Nothing but what is open.",
                _ => "No title holds this.",
            };
            remark(ui, palette, text);
            return;
        }
        let (all, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW * self.found.len() as f32), Sense::hover());
        let seen = ui.clip_rect().intersect(all);
        if seen.height() <= 0.0 {
            return;
        }
        // Float to integer saturates; the list is cut to what there is.
        let first = ((seen.top() - all.top()) / ROW).floor().max(0.0) as usize;
        let end = (((seen.bottom() - all.top()) / ROW).ceil().max(0.0) as usize).min(self.found.len());
        for nth in first..end {
            let Some(one) = self.found.get(nth).and_then(|at| workspace.shelf.documents.get(*at)) else { continue };
            let top = all.top() + ROW * nth as f32;
            let rect = Rect::from_min_size(pos2(all.left(), top), vec2(all.width(), ROW));
            let can_remove = workspace.shelf.state == ShelfState::Open;
            document_ui(ui, palette, one, rect, can_remove, out);
        }
    }
}

/// A document: a click opens it, the bin removes it.
fn document_ui(ui: &mut Ui, palette: &Palette, one: &Listed, rect: Rect, can_remove: bool, out: &mut Out) {
    let known = known(one);
    let id = ui.scope_id().with(&one.key.0);
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, format!("{}, {known}", one.title)));
    paint(ui, palette, one, &known, rect, &response);
    if response.clicked() {
        out.commands.push(Command::OpenStored { key: one.key.clone(), title: one.title.clone() });
    }
    if can_remove {
        let corner = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(30.0, 26.0));
        let name = format!("Move {} to the bin", one.title);
        let bin = UiBuilder::new().id_salt((&*one.key.0, "bin")).max_rect(corner);
        let bin = ui.scope_builder(bin, |ui| widgets::icon_button(ui, palette, Icon::Bin, &name, false)).inner;
        if bin.on_hover_text("Move to the bin").clicked() {
            out.commands.push(Command::RemoveStored(one.key.clone()));
        }
    }
    response.on_hover_text(&one.title);
}

fn paint(ui: &Ui, palette: &Palette, one: &Listed, known: &str, rect: Rect, response: &Response) {
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, palette.selected.gamma_multiply(0.55));
    }
    let left = rect.left() + PANEL_MARGIN + 4.0;
    let width = rect.right() - 38.0 - left;
    let line = |text: &str, size: f32, color, top: f32| {
        let galley = widgets::one_line(ui, text, FontId::new(size, FontFamily::Proportional), color, width);
        ui.painter().galley(pos2(left, rect.top() + top), galley, color);
    };
    line(&one.title, TEXT_SIZE, palette.ink, 5.0);
    line(known, 11.5, palette.muted, 24.0);
}

/// The date of a document, or the day it was added, and how many notes are on it.
fn known(one: &Listed) -> String {
    let date = one.date.clone().unwrap_or_else(|| format!("added {}", one.added.day()));
    match one.notes {
        0 => date,
        1 => format!("{date} · 1 note"),
        many => format!("{date} · {many} notes"),
    }
}

/// What a person has to know of a library that is not as usual.
fn state_ui(ui: &mut Ui, palette: &Palette, workspace: &Workspace, out: &mut Out) {
    let text = match workspace.shelf.state {
        ShelfState::Open => return,
        ShelfState::Opening => return remark(ui, palette, "Opening the library…"),
        ShelfState::ReadOnly => "This library can only be read: what you write is not kept.",
        ShelfState::NoRoom => "The disk of this library is full: what you write is kept once there is room.",
        ShelfState::Closed => "No library is open: what you write is not kept.",
    };
    remark(ui, palette, text);
    ui.add_space(6.0);
    inset(ui, |ui| {
        let path = workspace.shelf.path.display().to_string();
        if ui.button(Action::OpenLibrary.name()).on_hover_text(path).clicked() {
            out.actions.push(Action::OpenLibrary);
        }
    });
    ui.add_space(6.0);
}

/// A sentence in the place of a list.
fn remark(ui: &mut Ui, palette: &Palette, text: &str) {
    let margin = Margin { left: PANEL_MARGIN as i8 + 4, right: PANEL_MARGIN as i8, top: 2, bottom: 2 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.add(Label::new(RichText::new(text).color(palette.soft)).wrap());
    });
}

/// A text as titles are compared: character forms and letter case are all one.
fn comparable(text: &str) -> String {
    fold(&text.to_lowercase())
}
