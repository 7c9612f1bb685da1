//! The bookmarks below Contents: a click goes to one; each can be renamed and taken away there.

use std::sync::Arc;

use eframe::egui::text_selection::CCursorRange;
use eframe::egui::{
    CornerRadius, Key, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::Out;
use super::icons::{self, Icon};
use super::left_panel::section;
use super::widgets::{self, ITEM_HEIGHT, Item};
use crate::model::{Address, Annotation, AnnotationId, Motivation};
use crate::ui::note_words;
use crate::ui::palette::Palette;
use crate::workspace::{Command, NoteChange, NotePlaces, OpenDocument};

/// A bookmark of the list.
#[derive(Clone, Debug)]
pub(crate) struct Bookmark {
    note: Arc<Annotation>,
    /// Position of its row among the alignment's rows; nothing where its text was not found.
    row: Option<usize>,
}

/// A bookmark that gets another name, as far as that is typed.
pub(crate) struct Renaming {
    note: AnnotationId,
    typed: String,
    focused: bool,
}

/// The bookmarks among the notes, in the order of the text.
pub(crate) fn bookmarks(notes: &NotePlaces) -> Vec<Bookmark> {
    let all = notes.notes().iter().filter(|placed| placed.note.motivation == Motivation::Bookmarking);
    all.map(|placed| Bookmark { note: placed.note.clone(), row: placed.row }).collect()
}

/// What a bookmark is called: by its name, or by the first words of its text, as a quotation.
fn name(note: &Annotation) -> String {
    const ENOUGH: usize = 60;
    let given = note_words::first_words(&note.text, ENOUGH);
    if given.is_empty() { format!("“{}”", note_words::quote(note, ENOUGH)) } else { given }
}

/// How much of `room` points the list takes below a list of `others` items: all that it needs, as long as the other
/// list keeps most of the room or needs less.
pub(crate) fn height(bookmarks: usize, others: usize, room: f32) -> f32 {
    const SHARE: f32 = 0.4;
    if bookmarks == 0 {
        return 0.0;
    }
    let wanted = (bookmarks + 1) as f32 * ITEM_HEIGHT;
    let left = room - others as f32 * ITEM_HEIGHT;
    wanted.min(left.max(room * SHARE))
}

/// Draws the list into what is left of `ui`.
pub(crate) fn bookmarks_ui(
    ui: &mut Ui,
    palette: &Palette,
    open: &OpenDocument,
    bookmarks: &[Bookmark],
    renaming: &mut Option<Renaming>,
    out: &mut Out,
) {
    section(ui, palette, "Bookmarks");
    let area = ScrollArea::vertical().id_salt("bookmarks").auto_shrink([false, false]);
    area.show_rows(ui, ITEM_HEIGHT, bookmarks.len(), |ui, range| {
        for bookmark in bookmarks.get(range).unwrap_or_default() {
            match renaming {
                Some(naming) if naming.note == bookmark.note.id => {
                    if let Some(named) = naming.ui(ui) {
                        rename(open, &bookmark.note, named, out);
                        *renaming = None;
                    }
                }
                _ => bookmark_ui(ui, palette, open, bookmark, renaming, out),
            }
        }
    });
}

/// What became of a name: typed, or given up.
enum Named {
    Typed(String),
    Never,
}

fn rename(open: &OpenDocument, note: &Annotation, named: Named, out: &mut Out) {
    if let Named::Typed(text) = named
        && text != note.text
    {
        let change = NoteChange::Text(text);
        out.commands.push(Command::ChangeNote { document: open.id, note: note.id.clone(), change });
    }
}

impl Renaming {
    /// The field in the place of the bookmark, until Enter, Escape or a click elsewhere ends it.
    fn ui(&mut self, ui: &mut Ui) -> Option<Named> {
        let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ITEM_HEIGHT));
        let field = TextEdit::singleline(&mut self.typed).hint_text("Name").desired_width(f32::INFINITY);
        let response =
            ui.scope_builder(UiBuilder::new().max_rect(place.shrink2(vec2(10.0, 1.0))), |ui| ui.add(field)).inner;
        ui.advance_cursor_after_rect(place);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, "Name of the bookmark");
            info.current_text_value = Some(self.typed.clone());
            info
        });
        if !std::mem::replace(&mut self.focused, true) {
            response.request_focus();
            // Whoever types replaces the name; whoever wants to change it moves first.
            let mut state = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::select_all_str(&self.typed)));
            state.store(ui.ctx(), response.id);
        }
        let given_up = ui.input(|input| input.key_pressed(Key::Escape));
        response.lost_focus().then(|| if given_up { Named::Never } else { Named::Typed(self.typed.trim().to_owned()) })
    }
}

fn bookmark_ui(
    ui: &mut Ui,
    palette: &Palette,
    open: &OpenDocument,
    bookmark: &Bookmark,
    renaming: &mut Option<Renaming>,
    out: &mut Out,
) {
    let note = &bookmark.note;
    let name = name(note);
    let row = bookmark.row.and_then(|row| open.work.alignment.rows.get(row));
    let address = row.map_or("lost".to_owned(), |row| Address { row: row.number, pair: None }.to_string());
    let selected = open.chosen_note.as_ref().is_some_and(|chosen| chosen.note == note.id);
    let item = widgets::item(ui, palette, Item { before: &address, text: &name, selected, ..Item::default() });
    let choose = || Command::ChooseNote { document: open.id, note: Some(note.id.clone()), edit: false };
    let rect = item.rect;
    let pointed = ui.rect_contains_pointer(rect);
    let rename = corner_button(ui, palette, (rect, 1, pointed), Icon::Pencil, &format!("Rename {name}"));
    let remove = corner_button(ui, palette, (rect, 0, pointed), Icon::Cross, &format!("Remove bookmark {name}"));
    if rename.on_hover_text("Rename").clicked() || item.double_clicked() {
        *renaming = Some(Renaming { note: note.id.clone(), typed: note.text.clone(), focused: false });
    } else if remove.on_hover_text("Remove").clicked() {
        out.commands.push(Command::RemoveNotes { document: open.id, notes: vec![note.id.clone()] });
    } else if item.clicked() {
        out.commands.push(choose());
    }
}

/// A button over the right end of an item, the `nth` from the right; seen while the item is pointed at or the button
/// has the keyboard.
fn corner_button(
    ui: &Ui,
    palette: &Palette,
    (item, nth, pointed): (Rect, u8, bool),
    icon: Icon,
    name: &str,
) -> Response {
    const WIDTH: f32 = 24.0;
    let right = item.right() - 4.0 - WIDTH * f32::from(nth);
    let rect = Rect::from_min_max(pos2(right - WIDTH, item.top() + 2.0), pos2(right, item.bottom() - 2.0));
    let response = ui.interact(rect, ui.scope_id().with((name, nth)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if pointed || response.has_focus() {
        let fill = if response.hovered() { palette.card } else { palette.selected };
        ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
        if response.has_focus() {
            let frame = Stroke::new(1.0, palette.accent);
            ui.painter().rect_stroke(rect, CornerRadius::same(4), frame, StrokeKind::Inside);
        }
        icons::paint(ui.painter(), rect, icon, palette.soft);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bookmarks_leave_the_contents_room() {
        let item = ITEM_HEIGHT;
        for (bookmarks, others, room, expected) in [
            (0, 500, 700.0, 0.0),
            (2, 3, 700.0, 3.0 * item),
            (2, 500, 700.0, 3.0 * item),
            (90, 500, 700.0, 280.0),
            (90, 3, 700.0, 700.0 - 3.0 * item),
        ] {
            let found = height(bookmarks, others, room);
            assert!((found - expected).abs() < 0.1, "{bookmarks} below {others}: {found}");
        }
    }
}
