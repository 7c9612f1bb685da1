//! The Search tab of the left panel: a field, where to search, and what was found, by document.
//!
//! The search itself runs elsewhere; here is asked for it when what was typed, or what is searched, changed, and only
//! the lines that are seen are drawn.

mod list;
mod paint;

use std::sync::Arc;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    Align, Frame, Id, Key, Label, Margin, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};
use rustc_hash::FxHashMap;

use super::Out;
use super::details::GoneTo;
use super::left_panel::inset;
use super::widgets::PANEL_MARGIN;
use crate::model::search::HitOn;
use crate::ui::palette::Palette;
use crate::ui::reader::Sought;
use crate::workspace::{Answer, Command, DocumentId, FoundIn, ShelfState, Within, Workspace};
use list::{Line, List, summary};

/// What the tab remembers: what was typed, where it is searched for, and which hit is chosen.
#[derive(Default)]
pub(crate) struct SearchPanel {
    typed: String,
    in_library: bool,
    wants_focus: bool,
    asked: Option<Asked>,
    /// The same, as it is marked in the text.
    sought: Option<Sought>,
    /// How much was asked for so far.
    questions: u64,
    list: List,
    /// What the list was made of: the revision of the answer, and its width.
    made_of: Option<(u64, f32)>,
    answer: Option<Arc<Answer>>,
    /// The hit that was gone to last, or that Enter goes to.
    chosen: Option<usize>,
    /// Whether the chosen hit is to be brought into sight.
    follow: bool,
    /// Where to go once more when the document is shown: a reader that is new to a document takes up its row alone.
    again: Option<Command>,
    /// The detail that was gone to, if that was the last hit.
    detail: Option<DetailHit>,
}

/// A hit that stands in the details of a document, and nowhere in its text.
struct DetailHit {
    document: FoundIn,
    gone: GoneTo,
    /// Whether the details were asked for.
    is_asked: bool,
}

/// What was asked for, and the state of what was to be searched.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    typed: String,
    within: Within,
    state: (u64, u64),
}

impl SearchPanel {
    /// Has the field take the keyboard, to search in the document that is shown or in the library: for what was
    /// selected, if anything was.
    pub(crate) fn focus(&mut self, in_library: bool, selected: Option<String>) {
        self.in_library = in_library;
        self.wants_focus = true;
        if let Some(selected) = selected {
            self.typed = selected;
            self.chosen = None;
        }
    }

    /// What is searched for.
    pub(crate) fn sought(&self) -> Option<&Sought> {
        self.sought.as_ref()
    }

    /// Goes to the hit `step` places further, round and round.
    pub(crate) fn step(&mut self, step: isize, workspace: &Workspace) -> Option<Command> {
        let many = self.list.hits() as isize;
        if many == 0 {
            return None;
        }
        let next = match self.chosen {
            Some(chosen) => (chosen as isize + step).rem_euclid(many),
            None if step < 0 => many - 1,
            None => 0,
        };
        self.go(next as usize, workspace)
    }

    /// Goes to a hit.
    fn go(&mut self, nth: usize, workspace: &Workspace) -> Option<Command> {
        let (_, group, hit) = self.list.hit(nth)?;
        let group = self.answer.as_ref()?.groups.get(group)?;
        let hit = group.hits.get(hit)?;
        (self.chosen, self.follow) = (Some(nth), true);
        let (document, title) = (group.document.clone(), group.title.clone());
        let is_shown = is_current(&document, workspace);
        self.detail = match (&hit.on, hit.address) {
            (HitOn::Detail(kind), None) => {
                let gone = GoneTo { kind: kind.clone(), is_new: true };
                Some(DetailHit { document: document.clone(), gone, is_asked: false })
            }
            _ => None,
        };
        let command = Command::Visit { document, title, address: hit.address };
        self.again = (!is_shown).then(|| command.clone());
        Some(command)
    }

    /// Whether the details are to be shown, since the last hit stands there and nowhere in the text. Says so once.
    pub(crate) fn take_wants_details(&mut self) -> bool {
        self.detail.as_mut().is_some_and(|hit| !std::mem::replace(&mut hit.is_asked, true))
    }

    /// The detail of the document that is shown that was gone to, as long as that was the last hit.
    pub(crate) fn gone_to(&mut self, workspace: &Workspace) -> Option<&mut GoneTo> {
        let hit = self.detail.as_mut().filter(|_| self.chosen.is_some())?;
        is_current(&hit.document, workspace).then_some(&mut hit.gone)
    }

    /// What is still to be done to be where the last hit stands.
    pub(crate) fn follow_up(&mut self, workspace: &Workspace) -> Option<Command> {
        let again = self.again.take()?;
        match &again {
            Command::Visit { document, .. } if is_current(document, workspace) => Some(again),
            _ => None,
        }
    }

    /// Asks again if something else was typed or is searched, and takes the answer that came.
    fn follow(&mut self, workspace: &Workspace, width: f32, out: &mut Out) {
        let now = self.question(workspace);
        if now != self.asked {
            self.questions += 1;
            self.sought = now.as_ref().map(|asked| Sought::new(&asked.typed, self.questions));
            if let Some(Asked { typed, within, .. }) = now.clone() {
                out.commands.push(Command::Search { typed, within });
            }
            self.asked = now;
        }
        let wanted = self.asked.as_ref().map(|asked| asked.within);
        let answer = workspace.search.answer.clone().filter(|answer| Some(answer.within) == wanted);
        let made_of = (workspace.search.revision, width);
        if self.made_of == Some(made_of) && self.answer.is_some() == answer.is_some() {
            return;
        }
        let same = |one: &Answer, other: &Answer| (&one.typed, one.within) == (&other.typed, other.within);
        let is_same = self.answer.as_ref().zip(answer.as_ref()).is_some_and(|(one, other)| same(one, other));
        self.list = answer.as_ref().map(|answer| List::of(answer, width)).unwrap_or_default();
        self.chosen = self.chosen.filter(|chosen| is_same && *chosen < self.list.hits());
        self.made_of = Some(made_of);
        if let (Some(sought), Some(answer)) = (&mut self.sought, &answer) {
            sought.found_in(rows_of(answer, workspace));
        }
        self.answer = answer;
    }

    /// What is to be asked now.
    fn question(&self, workspace: &Workspace) -> Option<Asked> {
        if self.typed.trim().is_empty() {
            return None;
        }
        let typed = self.typed.clone();
        // Where no document is shown there is nothing else to search.
        if self.in_library || workspace.current.is_none() {
            let state = (workspace.search.library_revision, 0);
            return Some(Asked { typed, within: Within::Library, state });
        }
        let open = workspace.current_document()?;
        Some(Asked { typed, within: Within::Document(open.id), state: (open.revision, open.notes_revision) })
    }

    /// Draws the tab over the rest of `ui`.
    pub(crate) fn ui(&mut self, ui: &mut Ui, palette: &Palette, workspace: &Workspace, out: &mut Out) {
        self.follow(workspace, ui.available_width() - paint::MARGINS, out);
        ui.add_space(10.0);
        self.field_ui(ui, workspace, out);
        ui.add_space(6.0);
        self.scope_ui(ui, workspace);
        ui.add_space(6.0);
        self.remarks_ui(ui, palette, workspace);
        ui.add_space(4.0);
        self.list_ui(ui, palette, workspace, out);
    }

    fn field_ui(&mut self, ui: &mut Ui, workspace: &Workspace, out: &mut Out) {
        let id = ui.scope_id().with("search field");
        if ui.memory(|memory| memory.has_focus(id)) {
            self.arrows(ui);
        }
        let field = inset(ui, |ui| {
            let width = ui.available_width() - PANEL_MARGIN;
            let hint = if self.in_library { "Search the library" } else { "Find in this document" };
            ui.add(TextEdit::singleline(&mut self.typed).id(id).hint_text(hint).desired_width(width))
        });
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Search for"));
        if std::mem::take(&mut self.wants_focus) {
            field.request_focus();
            select_all(ui, id, &self.typed);
        }
        if field.changed() {
            self.chosen = None;
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let command = self.go(self.chosen.unwrap_or(0), workspace);
            out.commands.extend(command);
            // One may want to go on with the next.
            field.request_focus();
        }
    }

    /// Follows the arrow keys in the field.
    fn arrows(&mut self, ui: &Ui) {
        let (down, up) = ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            (down, input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp))
        });
        let Some(last) = self.list.hits().checked_sub(1).filter(|_| down + up > 0) else { return };
        let moved = match self.chosen {
            None if down > 0 => down - 1,
            chosen => chosen.unwrap_or(0) + down,
        };
        (self.chosen, self.follow) = (Some(moved.min(last).saturating_sub(up)), true);
    }

    fn scope_ui(&mut self, ui: &mut Ui, workspace: &Workspace) {
        inset(ui, |ui| {
            let has_document = workspace.current_document().is_some();
            ui.add_enabled_ui(has_document, |ui| ui.radio_value(&mut self.in_library, false, "This document"));
            let library = ui.radio_value(&mut self.in_library, true, "Library");
            // The tab is called so already.
            let chosen = self.in_library;
            library.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, "Whole library"));
        });
    }

    /// What is to be said of the answer, and of what could not be searched.
    fn remarks_ui(&self, ui: &mut Ui, palette: &Palette, workspace: &Workspace) {
        let search = &workspace.search;
        let mut remarks = Vec::new();
        match &search.problem {
            Some(problem) if self.asked.is_some() => remarks.push((problem.clone(), palette.error)),
            _ => (),
        }
        if let (Some(answer), Some(_)) = (&self.answer, &self.asked) {
            remarks.push((summary(answer), palette.muted));
        } else if search.is_underway && self.asked.is_some() {
            remarks.push(("Searching…".to_owned(), palette.muted));
        }
        if self.in_library && search.unindexed > 0 {
            let only_read = matches!(workspace.shelf.state, ShelfState::ReadOnly | ShelfState::NoRoom);
            let still = if only_read { "not in the index" } else { "still being indexed" };
            let many = search.unindexed;
            let text =
                if many == 1 { format!("1 document is {still}") } else { format!("{many} documents are {still}") };
            remarks.push((text, palette.soft));
        }
        let margin = Margin::symmetric(PANEL_MARGIN as i8 + 4, 1);
        for (text, color) in remarks {
            Frame::new()
                .inner_margin(margin)
                .show(ui, |ui| ui.add(Label::new(RichText::new(text).size(12.0).color(color)).wrap()));
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, palette: &Palette, workspace: &Workspace, out: &mut Out) {
        let Some(answer) = self.answer.clone().filter(|_| self.asked.is_some()) else { return };
        ScrollArea::vertical().id_salt("search").auto_shrink([false, false]).show(ui, |ui| {
            let size = vec2(ui.available_width(), self.list.height());
            let (all, _) = ui.allocate_exact_size(size, Sense::hover());
            let rect_of = |list: &List, line: usize| {
                let extent = list.extent(line);
                let (top, bottom) = (all.top() + extent.start, all.top() + extent.end);
                Rect::from_min_max(pos2(all.left(), top), pos2(all.right(), bottom))
            };
            if let Some((line, _, _)) = self.chosen.filter(|_| self.follow).and_then(|nth| self.list.hit(nth)) {
                ui.scroll_to_rect(rect_of(&self.list, line), None::<Align>);
            }
            self.follow = false;
            let seen = ui.clip_rect().intersect(all);
            let lines: Vec<(usize, Line)> =
                self.list.between(seen.top() - all.top(), seen.bottom() - all.top()).collect();
            for (nth, line) in lines {
                self.line_ui(ui, palette, (&answer, workspace), (nth, line, rect_of(&self.list, nth)), out);
            }
        });
    }

    fn line_ui(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        (answer, workspace): (&Answer, &Workspace),
        (nth, line, rect): (usize, Line, Rect),
        out: &mut Out,
    ) {
        let id = ui.scope_id().with(("line", nth));
        match line {
            Line::Document(group) => {
                if let Some(group) = answer.groups.get(group) {
                    paint::document_ui(ui, palette, group, rect);
                }
            }
            Line::Hit(group, hit) => {
                let nth_hit = self.list.nth_hit(nth);
                let is_chosen = nth_hit.is_some() && self.chosen == nth_hit;
                let Some(hit) = answer.groups.get(group).and_then(|group| group.hits.get(hit)) else { return };
                let clicked = paint::hit_ui(ui, palette, hit, (rect, id), is_chosen).clicked();
                if let Some(nth_hit) = nth_hit.filter(|_| clicked) {
                    let command = self.go(nth_hit, workspace);
                    out.commands.extend(command);
                }
            }
            Line::More(group) => {
                let Some(group) = answer.groups.get(group) else { return };
                let text = format!("{} more in this document", group.more);
                // Those of the library can be listed by searching the document itself.
                let can_open = answer.within == Within::Library;
                if more_ui(ui, palette, &text, (rect, id), can_open).clicked() {
                    self.in_library = false;
                    let (document, title) = (group.document.clone(), group.title.clone());
                    out.commands.push(Command::Visit { document, title, address: None });
                }
            }
            Line::MoreDocuments(many) => {
                let text = format!("{many} more documents: say more to find fewer");
                more_ui(ui, palette, &text, (rect, id), false);
            }
        }
    }
}

fn more_ui(ui: &Ui, palette: &Palette, text: &str, (rect, id): (Rect, Id), can_open: bool) -> Response {
    let sense = if can_open { Sense::CLICK } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    let role = if can_open { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, text));
    paint::more(ui, palette, text, rect, &response, can_open);
    response
}

/// The rows of the document that is shown in which something was found, one for every hit.
fn rows_of(answer: &Answer, workspace: &Workspace) -> Vec<usize> {
    let Some(open) = workspace.current_document() else { return Vec::new() };
    let rows = &open.work.alignment.rows;
    let positions: FxHashMap<u32, usize> = rows.iter().enumerate().map(|(nth, row)| (row.number, nth)).collect();
    let here = answer.groups.iter().filter(|group| is_current(&group.document, workspace));
    let addresses = here.flat_map(|group| &group.hits).filter_map(|hit| hit.address);
    addresses.filter_map(|address| positions.get(&address.row).copied()).collect()
}

fn is_current(document: &FoundIn, workspace: &Workspace) -> bool {
    let is = |id: DocumentId| workspace.current == Some(id);
    match document {
        FoundIn::Open(id) => is(*id),
        FoundIn::Stored(key) => workspace.current_document().is_some_and(|open| open.key.as_ref() == Some(key)),
    }
}

/// Marks all of a field, so that typing replaces it.
fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), id, state);
}
