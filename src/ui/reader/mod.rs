//! The rows of the reader: every passage beside its translation, tied to it while reading and resizing.
//!
//! Draws what it is given and pushes commands; the only thing it keeps for itself is where reading stands, what is
//! selected, pointed at and opened, and what it has laid out. Lays out the visible rows and nothing else.

mod covers;
mod drafts;
mod extent;
mod flow;
mod found;
mod furniture;
mod header;
mod highlights;
mod keyboard;
mod metrics;
mod motion;
mod notes;
mod paint;
mod pieces;
mod pointing;
mod ribbons;
mod row_layout;
mod scroll_bar;
mod selecting;
mod selection;
mod state;
mod strip;

use eframe::egui::{self, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo};

use self::flow::Flow;
use self::metrics::Columns;
use self::paint::Painting;
use self::pointing::Scene;
use super::palette::Palette;
use super::rows::{Rows as _, Sizes, Visible, bar};
use crate::model::{Alignment, Document, SideName};
use crate::text::Language;
use crate::workspace::{ChosenNote, Command, DocumentId, Jump, NotePlaces, ReadingPlace, Settings};

pub use super::rows::Sought;
pub use drafts::DraftWish;
pub use keyboard::TEXT_KEYS;
pub use selecting::SettledSelection;
pub use selection::Selection;
pub use state::ReaderState;

/// What the reader shows.
#[derive(Clone, Copy)]
pub struct ReaderView<'a> {
    /// The open document.
    pub id: DocumentId,
    /// What is read.
    pub document: &'a Document,
    /// How its sides meet.
    pub alignment: &'a Alignment,
    /// Grows with every change of the two.
    pub revision: u64,
    /// Where reading stood when the document was last shown.
    pub place: ReadingPlace,
    /// The last order to go somewhere.
    pub jump: Option<Jump>,
    /// Grows with every change of what a person said of the pairs.
    pub statuses: u64,
    /// Where its notes and drafts stand.
    pub notes: &'a NotePlaces,
    /// Grows with every change of notes and drafts.
    pub notes_revision: u64,
    /// The note that was chosen last.
    pub chosen: Option<&'a ChosenNote>,
    /// What is searched for, if it is to be marked in the text.
    pub sought: Option<&'a Sought>,
    /// Whether the aligner is not done with it for the first time.
    pub aligning: bool,
    /// How the reader likes it.
    pub settings: &'a Settings,
    /// The colours.
    pub palette: &'a Palette,
}

/// Draws the reader into all of `ui`, and pushes what the person asked for. The response is that of the text.
pub fn reader_ui(ui: &mut Ui, view: &ReaderView, state: &mut ReaderState, send: &mut Vec<Command>) -> egui::Response {
    let whole = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(whole);
    let (head, body) = whole.split_top_bottom_at_y(whole.top() + header::HEIGHT);
    let (list, bars) = body.split_left_right_at_x(body.right() - bar::BAR - bar::STRIP);
    let sizes = Sizes::at(view.settings.text_percent);
    let alone = view.document.translation.is_none() && !view.settings.drafting;
    let columns = Columns::new(list.x_range(), view.settings.source_share, alone, sizes);
    state.leave_draft(view, send);
    state.follow(view);
    state.follow_drafts(view, send);
    header::show(ui, head, columns, view, state, send);

    let mut ui = ui.new_child(UiBuilder::new().id_salt(("rows", view.id)).max_rect(list));
    ui.set_clip_rect(list.intersect(ui.clip_rect()));
    let response = ui.interact(list, ui.scope_id().with("list"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::GenericContainer, true, "Text"));
    state.scroll_by_wheel(&ui, list);
    let wishes = keyboard::wishes(&ui, response.id);
    let visible = lay_out(&ui, view, state, list, columns, sizes, &wishes);
    state.obey(&ui, view, &wishes, send);
    state.keep_current_visible(&visible);
    let scene = Scene { sheet: &state.sheet, visible: &visible, columns, top: list.top() };
    let pointed = pointed(&ui, &response, scene, list);
    let bead = lit_bead(view, state, pointed);
    let painting = Painting { view, scene, list, current: state.current.0, lit: bead, selected: state.parts() };
    let done = painting.rows(&mut ui);
    if let Some(pointed) = pointed.filter(|_| !state.is_dragging()) {
        notes::tip(&response, &scene.notes_at(pointed), view);
    }
    state.lit = bead;
    state.select(&ui, view, &response, &visible, columns, send);
    let seen = state.selecting.and_then(|selecting| done.selected[selecting.side() as usize]);
    state.settle(&ui, list, seen);
    state.show_field(&mut ui, view, &visible, (list, columns, sizes), send);
    if let Some((row, asked)) = done.asked {
        state.take_asked(view, row, asked, send);
        ui.ctx().request_repaint();
    }
    state.sheet.prune(&visible);
    if let Some((row, name)) = done.toggled {
        state.toggle(row, name);
        ui.ctx().request_repaint();
    }
    if let Some(note) = done.bookmark {
        state.choose_clicked(view, note, send);
    }
    ui.set_clip_rect(whole);
    state.scroll_by_bar(&mut ui, bars, view);
    state.report(&ui, view, send);
    response
}

/// Brings the position into the document and lays out what is visible from there.
fn lay_out(
    ui: &Ui,
    view: &ReaderView,
    state: &mut ReaderState,
    list: Rect,
    columns: Columns,
    sizes: Sizes,
    wishes: &[keyboard::Wish],
) -> Vec<Visible> {
    let widths = SideName::BOTH.map(|side| columns.of(side).span());
    ui.fonts_mut(|fonts| {
        if state.sheet.follow(fonts, view, widths, sizes) {
            state.keep_fraction();
        }
        let typed = state.drafting.typing();
        let mut flow = Flow::new(&mut state.sheet, fonts, view, &state.opened, typed);
        state.position =
            state.motion.carry_out(&mut flow, view, state.position, list.height(), wishes, &mut state.current);
        let visible = flow.visible(state.position, list.height());
        if state.motion.is_moving() {
            // What comes next is laid out one row at a time, so that no frame has to do it all.
            flow.measure(state.position.row.saturating_sub(1));
            flow.measure(visible.last().map_or(0, |last| last.row + 1));
        }
        state.sheet.mark(view, &visible);
        visible
    })
}

fn pointed(ui: &Ui, response: &egui::Response, scene: Scene, list: Rect) -> Option<pointing::Pointed> {
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|pointer| list.contains(*pointer))?;
    let here = ui.ctx().layer_id_at(pointer) == Some(response.layer_id);
    if here { scene.pointed(pointer, None) } else { None }
}

/// The bead to light: the one pointed at, else the current pair.
fn lit_bead(view: &ReaderView, state: &ReaderState, pointed: Option<pointing::Pointed>) -> Option<usize> {
    let under = pointed.and_then(|pointed| view.alignment.bead_at(pointed.side, pointed.caret.passage, pointed.under?));
    under.or_else(|| {
        let (row, pair) = state.current;
        let beads = view.alignment.rows.get(row)?.beads;
        let bead = beads.start as usize + pair?;
        beads.contains(bead).then_some(bead)
    })
}

/// What people call a language.
fn language_name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "Chinese",
        Language::English => "English",
    }
}
