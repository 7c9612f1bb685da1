//! Align mode: every pair as a line of boxes, joined by lines, to be checked and corrected pair after pair.
//!
//! Draws what it is given and tells what the mouse asked for; what keys do is decided by whoever holds the table of
//! commands. It keeps for itself what is chosen, marked or being cut, where the view stands, and what it has laid out.
//! Lays out the visible pairs and nothing else.

mod caret;
mod cursor;
mod difference;
mod differing;
mod flow;
mod lanes;
mod layout;
mod links;
mod met;
mod mouse;
mod noted;
mod paint;
mod pairs;
mod seek;
mod standing;
mod state;
mod strip;

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, EventFilter, FontId, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2};

pub(crate) use caret::{Caret, CaretUnit, first_place, inside, moved};
pub(crate) use cursor::{Cursor, Step};
pub(crate) use difference::{DifferenceState, DifferenceView, difference_ui};
pub(crate) use mouse::Gesture;
pub(crate) use pairs::Pairs;
pub(crate) use seek::{Ground, Tally};
pub(crate) use standing::Standing;
pub use state::AlignerState;
pub(crate) use state::Place;

use self::flow::Flow;
use self::lanes::Lanes;
use self::paint::{Painting, Scene};
use super::palette::Palette;
use super::rows::{Rows as _, Sizes, Sought, Visible, bar};
use crate::model::SideName;
use crate::text::Language;
use crate::workspace::{Command, NotePlaces, OpenDocument, ReadingPlace, Settings};

/// Height of the line above the pairs.
const HEADER: f32 = 34.0;

/// What Align mode shows.
#[derive(Clone, Copy)]
pub struct AlignerView<'a> {
    /// The open document.
    pub open: &'a OpenDocument,
    /// Where its notes stand.
    pub notes: &'a NotePlaces,
    /// How the person likes it.
    pub settings: &'a Settings,
    /// The colours.
    pub palette: &'a Palette,
    /// What is searched for, if it is to be marked.
    pub sought: Option<&'a Sought>,
    /// What is to be said beside the chosen pair, such as why something was not done.
    pub said: Option<&'a str>,
}

/// Draws the pairs into all of `ui`, and pushes where the person is.
pub fn aligner_ui(ui: &mut Ui, view: &AlignerView, state: &mut AlignerState, send: &mut Vec<Command>) {
    let whole = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(whole);
    let (head, body) = whole.split_top_bottom_at_y(whole.top() + HEADER);
    let (list, bars) = body.split_left_right_at_x(body.right() - bar::BAR - bar::STRIP);
    let sizes = Sizes::close(view.settings.text_percent);
    let lanes = Lanes::new(list.x_range(), view.settings.source_share, sizes);
    state.follow(view.open, view.settings.align_level);
    header_ui(ui, head, lanes, view);

    let mut ui = ui.new_child(UiBuilder::new().id_salt(("pairs", view.open.id)).max_rect(list));
    ui.set_clip_rect(list.intersect(ui.clip_rect()));
    let response = ui.interact(list, ui.scope_id().with("list"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "Pairs"));
    state.list = Some(response.id);
    keep_keyboard(&ui, state, &response);
    scroll_by_wheel(&ui, state, list);
    let visible = lay_out(&ui, view, state, list, lanes, sizes);
    find_met(view, state);
    state.differing.follow(view.open);
    let scene = Scene::of(&state.sheet, &visible, lanes, list);
    let boxes = scene.interact(&mut ui, view, state);
    mouse::take(&ui, view, state, &response, &scene, &boxes);
    Painting { view, state, scene: &scene, visible: &visible, lanes, list }.all(&mut ui, &boxes);
    differing::brackets_ui(&mut ui, view, state, &scene, (lanes, list));
    state.sheet.prune(&visible);
    ui.set_clip_rect(whole);
    bars_ui(&mut ui, view, state, bars);
    report(&ui, view, state, send);
}

/// Gives the list the keyboard where it is to have it, and keeps the arrows from taking it away.
fn keep_keyboard(ui: &Ui, state: &mut AlignerState, list: &egui::Response) {
    if std::mem::take(&mut state.wants_focus) || list.clicked() {
        list.request_focus();
    }
    if list.has_focus() {
        let filter =
            EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
    }
}

fn scroll_by_wheel(ui: &Ui, state: &mut AlignerState, list: Rect) {
    if ui.rect_contains_pointer(list) {
        let by = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
        state.scroll(-f64::from(by));
    }
}

/// Brings the position into the document and lays out what is visible from there.
fn lay_out(
    ui: &Ui,
    view: &AlignerView,
    state: &mut AlignerState,
    list: Rect,
    lanes: Lanes,
    sizes: Sizes,
) -> Vec<Visible> {
    let widths = SideName::BOTH.map(|side| lanes.of(side).span());
    state.height = list.height();
    ui.fonts_mut(|fonts| {
        let pairs = Arc::clone(&state.pairs);
        let was_seen = state.is_seen();
        if state.sheet.follow(fonts, view, &pairs, widths, sizes) {
            state.keep_fraction(was_seen);
        }
        let moves = state.take_moves();
        let mut sheet = std::mem::take(&mut state.sheet);
        let mut flow = Flow::new(&mut sheet, fonts, view, &pairs);
        state.carry_out(&moves, &mut flow, list.height());
        let visible = flow.visible(state.position, list.height());
        if state.moving {
            // What comes next is laid out one block at a time, so that no frame has to do it all.
            flow.measure(state.position.row.saturating_sub(1));
            flow.measure(visible.last().map_or(0, |last| last.row + 1));
        }
        let ground = (&*view.open.document, &*view.open.work.alignment);
        for shown in &visible {
            if let Some(laid) = sheet.blocks.get_mut(&shown.row) {
                laid.look_for(view.sought, ground);
            }
        }
        state.sheet = sheet;
        visible
    })
}

/// Finds what met in the chosen pair, once.
fn find_met(view: &AlignerView, state: &mut AlignerState) {
    let explained = view.open.explanation.as_ref();
    let told = explained.filter(|told| told.revision == view.open.revision && state.chosen_bead() == Some(told.bead));
    let Some(told) = told else {
        state.met = None;
        return;
    };
    let key = told.serial;
    if state.met.as_ref().is_some_and(|(made_of, _)| *made_of == key) {
        return;
    }
    let Some(pair) = state.pairs.get(state.cursor.pair) else { return };
    let (document, alignment) = (&view.open.document, &view.open.work.alignment);
    state.met = Some((key, met::met(document, alignment, &state.pairs, &pair, &told.evidence)));
}

/// The line above the pairs: what each column is.
fn header_ui(ui: &Ui, rect: Rect, lanes: Lanes, view: &AlignerView) {
    let palette = view.palette;
    ui.painter().hline(lanes.sheet, rect.bottom() - 0.5, (1.0, palette.line));
    for side in SideName::BOTH {
        let Some(of) = view.open.document.side(side) else { continue };
        let name = if of.language == Language::Chinese { "中文" } else { "ENGLISH" };
        let format =
            TextFormat { extra_letter_spacing: 0.6, ..TextFormat::simple(FontId::proportional(11.0), palette.muted) };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(LayoutJob::single_section(name.to_owned(), format)));
        let at = pos2(lanes.of(side).min, rect.bottom() - 8.0 - galley.rect.height());
        ui.painter().galley(at, galley, palette.muted);
    }
}

fn bars_ui(ui: &mut Ui, view: &AlignerView, state: &mut AlignerState, bars: Rect) {
    let (left, strip) = bars.split_left_right_at_x(bars.right() - bar::STRIP);
    let ground = (&*view.open.work.alignment, &*state.pairs);
    let key = (view.open.revision, view.open.statuses);
    let marks = strip::in_words(ground, key, state.differing.many, &mut state.spoken);
    let names = ("Map of the pairs", "What wants a look, and what is settled: click to go there", marks);
    let clicked = bar::strip_ui(ui, strip, view.palette, &state.sheet.heights, names);
    strip::paint(ui, strip, ground, &state.sheet.heights, key, view.palette, &mut state.map);
    let differs = differing::strip_ui(ui, strip, state, view.palette).filter(|_| clicked.is_some());
    state.gestures.extend(differs.map(Gesture::Differ));
    let clicked = clicked.filter(|_| differs.is_none());
    let mut held = state.bar;
    let dragged = bar::bar_ui(ui, left, view.palette, &state.sheet.heights, state.position, &mut held);
    state.bar = held;
    if let Some(to) = dragged.or(clicked) {
        state.scroll_to(to);
        ui.ctx().request_repaint();
    }
}

/// Tells the workspace where the person is, and asks why the chosen pair stands as it does.
fn report(ui: &Ui, view: &AlignerView, state: &mut AlignerState, send: &mut Vec<Command>) {
    if state.moving {
        ui.ctx().request_repaint();
    }
    let wanted = state.chosen_bead().map(|bead| (view.open.revision, bead));
    if let Some((_, bead)) = wanted.filter(|_| wanted != state.asked) {
        state.asked = wanted;
        send.push(Command::Explain { document: view.open.id, bead });
    }
    let (row, pair) = state.current();
    // Whoever stands at the first pair has not begun.
    let place = ReadingPlace { row, offset: 0.0, pair: pair.filter(|pair| *pair > 0) };
    if state.reported != Some(place) {
        state.reported = Some(place);
        send.push(Command::SetPlace { document: view.open.id, place });
    }
}
