//! Draws the notes of the document: the filter, what has to be said above the list, and the cards that are seen.

use eframe::egui::{
    Align, Button, EventFilter, Key, Label, Layout, Modifiers, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::Wish;
use super::above_ui::Above;
use super::card::{Card, Choice};
use super::edit_ui::EditView;
use super::editing::Subject;
use super::filter_ui::FilterUi;
use super::list::{Item, Name, What};
use super::panel::{Focus, NotesPanel};
use super::prepared::Prepared;
use super::scroll::Pass;
use super::text::Extent;
use crate::ui::palette::Palette;
use crate::ui::shell::Out;
use crate::ui::shell::commands::Action;
use crate::ui::shell::widgets;
use crate::workspace::{Command, NotePlaces, OpenDocument, Settings};

/// Blank at the left and right of the cards, in points; at the right there is the bar.
const LEFT: f32 = 12.0;
const RIGHT: f32 = 13.0;
/// Blank below a card, and below one that an answer follows.
const BETWEEN: f32 = 9.0;
const BEFORE_REPLY: f32 = 4.0;
/// How many cards are kept ready besides those that are seen.
const KEPT_READY: usize = 120;

/// What the list is drawn from.
pub(crate) struct NotesView<'a> {
    pub(crate) palette: &'a Palette,
    pub(crate) open: &'a OpenDocument,
    pub(crate) places: &'a NotePlaces,
    pub(crate) settings: &'a Settings,
    /// The row where reading stands.
    pub(crate) row: usize,
}

impl NotesPanel {
    /// Draws the notes over what is left of `ui`.
    pub(crate) fn ui(&mut self, ui: &mut Ui, view: &NotesView<'_>, out: &mut Out) {
        self.note_drawn();
        let mut wishes = Vec::new();
        self.head_ui(ui, view, &mut wishes);
        let rect = ui.available_rect_before_wrap();
        if self.listing.items.is_empty() {
            self.empty_ui(ui, view, out);
        } else {
            self.list_ui(ui, view, rect, &mut wishes, &mut out.commands);
        }
        for wish in wishes {
            if let Wish::SeeField(part) = wish {
                self.see_field(part, rect);
                ui.ctx().request_repaint();
            } else {
                self.carry_out(wish, view.open, view.places, &mut out.commands);
            }
        }
    }

    /// The filter, and what has to be said.
    fn head_ui(&mut self, ui: &mut Ui, view: &NotesView<'_>, wishes: &mut Vec<Wish>) {
        let NotesView { palette, open, settings, .. } = *view;
        let listing = self.listing.clone();
        let has_notes = !view.places.notes().is_empty() || listing.drafts > 0 || self.filter.is_active();
        if has_notes {
            let mut filter = FilterUi {
                palette,
                filter: &mut self.filter,
                is_open: &mut self.filter_is_open,
                focus: &mut self.focus,
                listing: &listing,
                open,
            };
            filter.ui(ui);
        }
        let hides_chosen = self.filter.is_active()
            && self.chosen.as_ref().is_some_and(|name| listing.position(name).is_none())
            && self.is_settled();
        let asks_name = self.asks_name(settings);
        let name = asks_name.then_some(&mut self.name);
        let mut above = Above {
            palette,
            listing: &listing,
            filter: &self.filter,
            editor: self.editor.as_ref(),
            name,
            hides_chosen,
        };
        above.ui(ui, wishes);
        ui.add_space(if has_notes { 7.0 } else { 10.0 });
    }

    fn empty_ui(&self, ui: &mut Ui, view: &NotesView<'_>, out: &mut Out) {
        let palette = view.palette;
        if self.filter.is_active() || !view.places.notes().is_empty() {
            return;
        }
        let margin = Rect::from_min_max(ui.cursor().min + vec2(LEFT + 2.0, 4.0), ui.max_rect().max - vec2(LEFT, 0.0));
        ui.scope_builder(UiBuilder::new().max_rect(margin), |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.label(widgets::bold("No notes yet", 13.0).color(palette.ink));
            let said = "Select text to highlight it or to write a note on it, on one side or on both.";
            ui.add(Label::new(RichText::new(said).color(palette.soft)).wrap());
            ui.add_space(4.0);
            let action = Action::ImportNotes;
            if ui.add(Button::new(action.name())).on_hover_text(action.tooltip(ui.ctx())).clicked() {
                out.actions.push(action);
            }
        });
    }

    fn list_ui(
        &mut self,
        ui: &mut Ui,
        view: &NotesView<'_>,
        rect: Rect,
        wishes: &mut Vec<Wish>,
        commands: &mut Vec<Command>,
    ) {
        let id = Self::list_id();
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::List, true, "List of notes"));
        if self.focus.take_if(|focus| *focus == Focus::List).is_some() || response.clicked() {
            response.request_focus();
        }
        if response.has_focus() {
            self.keys(ui, view, rect, commands);
        }
        let mut list = ui.new_child(UiBuilder::new().id_salt("notes").max_rect(rect));
        list.set_clip_rect(rect.intersect(ui.clip_rect()));
        let mut scroll = std::mem::take(&mut self.scroll);
        let listing = self.listing.clone();
        scroll.set_width(rect.width() - LEFT - RIGHT, &listing);
        scroll.show(&mut list, rect, &listing, &mut |ui, nth, top, pass| {
            let below = listing.items.get(nth + 1);
            let blank = if below.is_some_and(|below| below.depth > 0) { BEFORE_REPLY } else { BETWEEN };
            let Some(item) = listing.items.get(nth) else { return 0.0 };
            let area = Rect::from_min_max(pos2(rect.left() + LEFT, top), pos2(rect.right() - RIGHT, top + 1e5));
            self.card_ui(ui, view, item, area, pass, wishes).map_or(0.0, |height| height + blank)
        });
        scroll.bar_ui(&mut list, view.palette, rect);
        if self.prepared.len() > KEPT_READY + scroll.seen() {
            self.prepared.clear();
        }
        self.scroll = scroll;
    }

    /// Draws or measures a card; its height, or nothing where the note has just gone.
    fn card_ui(
        &mut self,
        ui: &mut Ui,
        view: &NotesView<'_>,
        item: &Item,
        area: Rect,
        pass: Pass,
        wishes: &mut Vec<Wish>,
    ) -> Option<f32> {
        let NotesView { palette, open, places, .. } = *view;
        let what = Self::newest(&item.what, &open.work)?;
        let name = what.name();
        let is_edited = self.is_edited_on(&name);
        if is_edited && pass == Pass::Measure && self.editor_height > 0.0 {
            return Some(self.editor_height);
        }
        let extent = if self.whole.contains(&name) { Extent::Whole } else { Extent::Beginning };
        let ready = self.prepared.get(&name).is_some_and(|ready| ready.is_of(&what, open.revision, extent));
        if !ready {
            self.prepared.insert(name.clone(), Prepared::of(&what, extent, open, places));
        }
        let prepared = self.prepared.get_mut(&name)?;
        let note = match &what {
            What::Note(note) => Some(note),
            What::Draft(_) => None,
        };
        // In the measuring pass nobody may write in a field twice.
        let editor = self.editor.as_mut().filter(|_| is_edited && pass == Pass::Draw);
        let edit_view =
            EditView { note: note.map(AsRef::as_ref), tags: &self.listing.choices.tags, now: ui.ctx().time() };
        let id = Self::list_id().with((&name, pass == Pass::Measure));
        let builder = UiBuilder::new().scope_id(id).max_rect(area).layout(Layout::top_down(Align::LEFT));
        let builder = if pass == Pass::Measure { builder.invisible() } else { builder.sense(Sense::CLICK) };
        let mut child = ui.new_child(builder);
        let card = Card {
            palette,
            item: &Item { what: what.clone(), ..item.clone() },
            prepared,
            editor: editor.map(|editor| {
                let own = edit_view.note.filter(|note| editor.is_of(&note.id));
                (editor, EditView { note: own, ..edit_view })
            }),
            choice: match self.chosen.as_ref() == Some(&name) {
                true if Self::has_keyboard(ui.ctx()) => Choice::WithKeyboard,
                true => Choice::Chosen,
                false => Choice::No,
            },
            is_here: item.row == Some(view.row),
            is_whole: extent == Extent::Whole,
            is_placed: note.is_some_and(|note| self.placed.as_ref() == Some(&note.id)),
        };
        card.ui(&mut child, pass, wishes);
        let height = child.min_rect().height();
        if is_edited && pass == Pass::Draw {
            self.editor_height = height;
        }
        Some(height)
    }

    /// Whether the fields stand on the card of that name: a reply that the list does not have yet is written below
    /// what it answers.
    fn is_edited_on(&self, name: &Name) -> bool {
        let Some(editor) = &self.editor else { return false };
        let Name::Note(id) = name else { return false };
        match &editor.subject {
            Subject::Reply(to) => to == id,
            Subject::Note(note) if self.listing.position(&Name::Note(note.clone())).is_some() => note == id,
            Subject::Note(_) => editor.answered().is_some_and(|to| to == id),
        }
    }

    /// The keys of the list that are not commands of the table.
    fn keys(&mut self, ui: &Ui, view: &NotesView<'_>, rect: Rect, commands: &mut Vec<Command>) {
        // Or else the arrows would take the focus away.
        let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::list_id(), filter));
        let page = f64::from(rect.height() * 0.9);
        let pressed = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let steps = pressed(Key::ArrowDown) as isize - pressed(Key::ArrowUp) as isize;
        let pages = pressed(Key::PageDown) as f64 - pressed(Key::PageUp) as f64;
        if steps != 0 {
            self.step(view, steps, commands);
        }
        if pages != 0.0 {
            self.scroll.move_by(pages * page);
        }
        for (key, last) in [(Key::Home, false), (Key::End, true)] {
            if pressed(key) > 0 {
                let item = if last { self.listing.items.last() } else { self.listing.items.first() };
                self.choose(view.open, item.map(|item| item.what.name()), commands);
                self.scroll.go_to_end(last);
            }
        }
        if pressed(Key::Escape) > 0 {
            ui.memory_mut(|memory| memory.surrender_focus(Self::list_id()));
        }
    }

    /// Chooses the entry some steps further down.
    fn step(&mut self, view: &NotesView<'_>, steps: isize, commands: &mut Vec<Command>) {
        let last = self.listing.items.len().saturating_sub(1);
        let at = self.chosen.as_ref().and_then(|name| self.listing.position(name));
        let next = match at {
            Some(at) => at.saturating_add_signed(steps).min(last),
            None => self.scroll.first_seen().min(last),
        };
        if Some(next) != at {
            let name = self.listing.items.get(next).map(|item| item.what.name());
            self.choose(view.open, name, commands);
        }
    }
}
