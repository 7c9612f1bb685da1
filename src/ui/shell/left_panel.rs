//! The left panel: the open documents, the contents of the one that is shown, and the search.

use eframe::egui::{Align, Rect, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

use super::Out;
use super::align::{AlignShell, align_list_ui};
use super::bookmarks::{self, Renaming, bookmarks_ui};
use super::commands::Action;
use super::contents::{self, Entry};
use super::icons::Icon;
use super::library_list::LibraryList;
use super::search::SearchPanel;
use super::state::Cache;
use super::widgets::{self, ITEM_HEIGHT, Item, PANEL_MARGIN};
use crate::model::Address;
use crate::ui::palette::Palette;
use crate::workspace::{Command, JobKind, LeftTab, OpenDocument, Setting, Workspace};

/// Draws the panel over all of `ui`. `current_row` is where reading stands.
pub(crate) fn left_panel_ui(
    ui: &mut Ui,
    palette: &Palette,
    workspace: &Workspace,
    (cache, list, renaming, search): (&mut Cache, &mut LibraryList, &mut Option<Renaming>, &mut SearchPanel),
    pairs: Option<(&mut AlignShell, usize)>,
    current_row: usize,
    out: &mut Out,
) {
    let panel = ui.max_rect();
    ui.painter().vline(panel.right() - 0.5, panel.y_range(), Stroke::new(1.0, palette.line));
    ui.spacing_mut().item_spacing.y = 0.0;
    let tab = workspace.settings.left_tab;
    let tabs = [(LeftTab::Library, "Library"), (LeftTab::Contents, "Contents"), (LeftTab::Search, "Search")];
    if let Some(tab) = widgets::tabs(ui, palette, &tabs, tab) {
        out.commands.push(Command::Set(Setting::LeftTab(tab)));
    }
    match (tab, workspace.current_document()) {
        (LeftTab::Library, _) => library_ui(ui, palette, workspace, list, out),
        (LeftTab::Search, _) => search.ui(ui, palette, workspace, out),
        (LeftTab::Contents, Some(open)) => {
            if let Some((align, current)) = pairs {
                return align_list_ui(ui, palette, open, align, current, out);
            }
            let room = ui.available_height();
            let bookmarks = bookmarks::height(cache.bookmarks().len(), cache.contents().len(), room);
            contents_ui(ui, palette, open, cache, (current_row, room - bookmarks), out);
            if bookmarks > 0.0 {
                let top = ui.cursor().top();
                ui.painter().hline(panel.x_range(), top + 0.5, Stroke::new(1.0, palette.line));
                bookmarks_ui(ui, palette, open, cache.bookmarks(), renaming, out);
            }
        }
        (LeftTab::Contents, None) => {
            ui.add_space(12.0);
            inset(ui, |ui| {
                ui.label(eframe::egui::RichText::new("No document is open").color(palette.muted));
            });
        }
    }
}

pub(super) fn inset<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        ui.add_space(PANEL_MARGIN);
        contents(ui)
    })
    .inner
}

/// A heading in the place of an item.
pub(super) fn section(ui: &mut Ui, palette: &Palette, name: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ITEM_HEIGHT), eframe::egui::Sense::hover());
    let text = Rect::from_min_max(pos2(rect.left() + PANEL_MARGIN, rect.top() + 10.0), rect.max);
    ui.scope_builder(UiBuilder::new().max_rect(text), |ui| widgets::heading(ui, palette, name));
}

fn library_ui(ui: &mut Ui, palette: &Palette, workspace: &Workspace, list: &mut LibraryList, out: &mut Out) {
    list.follow(workspace);
    ScrollArea::vertical().id_salt("library").auto_shrink([false, false]).show(ui, |ui| {
        section(ui, palette, "Open");
        for open in &workspace.documents {
            document_ui(ui, palette, open, workspace.current == Some(open.id), out);
        }
        for job in workspace.jobs.iter().filter(|job| job.kind == JobKind::Reading) {
            if workspace.document(job.document).is_none() {
                let name = format!("Reading {}…", job.subject);
                widgets::item(ui, palette, Item { text: &name, ..Item::default() });
            }
        }
        ui.add_space(12.0);
        inset(ui, |ui| {
            for action in [Action::Open, Action::Paste] {
                if ui.button(action.name()).on_hover_text(action.tooltip(ui.ctx())).clicked() {
                    out.actions.push(action);
                }
            }
        });
        list.ui(ui, palette, workspace, out);
    });
}

/// A document of the list: a click shows it, the cross closes it.
fn document_ui(ui: &mut Ui, palette: &Palette, open: &OpenDocument, selected: bool, out: &mut Out) {
    let start = ui.cursor().min;
    let width = ui.available_width();
    let row = Rect::from_min_size(start, vec2(width, ITEM_HEIGHT));
    let title = &open.document.title;
    let file = open.origin.name();
    let response = ui
        .scope_builder(UiBuilder::new().max_rect(Rect::from_min_size(start, vec2(width - 34.0, ITEM_HEIGHT))), |ui| {
            widgets::item(ui, palette, Item { text: title, selected, ..Item::default() })
        })
        .inner;
    if selected {
        let rest = Rect::from_min_max(pos2(response.rect.right(), row.top()), row.max);
        ui.painter().rect_filled(rest, 0.0, palette.selected);
    }
    let response = if file == *title { response } else { response.on_hover_text(file) };
    if response.clicked() {
        out.commands.push(Command::Show(open.id));
    }
    let corner = Rect::from_center_size(pos2(row.right() - 18.0, row.center().y), vec2(30.0, 26.0));
    let close = ui
        .scope_builder(UiBuilder::new().max_rect(corner), |ui| {
            widgets::icon_button(ui, palette, Icon::Cross, &format!("Close {title}"), false)
        })
        .inner;
    if close.on_hover_text("Close").clicked() {
        out.commands.push(Command::Close(open.id));
    }
    ui.advance_cursor_after_rect(row);
}

fn contents_ui(
    ui: &mut Ui,
    palette: &Palette,
    open: &OpenDocument,
    cache: &mut Cache,
    (current_row, height): (usize, f32),
    out: &mut Out,
) {
    // The list follows the reading, but only when that moves: otherwise nobody could look further down the list.
    // A document that opens at its start shows the start of the list, wherever its first row stands in it.
    let moved = match cache.followed_row {
        Some(row) => row != current_row,
        None => open.place.row > 0,
    };
    let follow = moved.then_some(current_row);
    cache.followed_row = Some(current_row);
    let entries = cache.contents();
    let current = follow.and_then(|row| contents::position(entries, row));
    let area = ScrollArea::vertical().id_salt("contents").auto_shrink([false, false]).max_height(height);
    area.show_rows(ui, ITEM_HEIGHT, entries.len(), |ui, range| {
        if let Some(current) = current {
            let top = ui.min_rect().top() + (current as f32 - range.start as f32) * ITEM_HEIGHT;
            let rect = Rect::from_min_size(pos2(ui.min_rect().left(), top), vec2(1.0, ITEM_HEIGHT));
            if !ui.clip_rect().y_range().contains(rect.top()) || !ui.clip_rect().y_range().contains(rect.bottom()) {
                ui.scroll_to_rect(rect, Some(Align::Center));
            }
        }
        for entry in entries.get(range).unwrap_or_default() {
            entry_ui(ui, palette, open, *entry, current_row, out);
        }
    });
}

fn entry_ui(ui: &mut Ui, palette: &Palette, open: &OpenDocument, entry: Entry, current_row: usize, out: &mut Out) {
    let (row, depth, heading) = match entry {
        Entry::Section(name) => return section(ui, palette, name),
        Entry::Row { row, depth, heading } => (row as usize, depth, heading),
    };
    let Some(shown) = open.work.alignment.rows.get(row) else { return };
    let address = Address { row: shown.number, pair: None }.to_string();
    let words = contents::first_words(&open.document, shown);
    let indent = 10.0 * f32::from(depth.min(5));
    let item = Item {
        before: &address,
        text: &words,
        indent,
        selected: row == current_row,
        bold: heading,
        soft: depth > 0 && !heading,
    };
    if widgets::item(ui, palette, item).clicked() {
        out.commands.push(Command::GoTo { document: open.id, row, pair: None });
    }
}
