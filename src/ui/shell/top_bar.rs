//! The bar at the top: the left panel's button, the document's name and date, and what is reached often.

use eframe::egui::{
    Align, Button, CornerRadius, Layout, Popup, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::Out;
use super::align::{AlignAction, level_ui, mode_ui, next_ui};
use super::commands::{Action, Doing, Entry, Needs, Place, table};
use super::details::short_date;
use super::icons::Icon;
use super::state::{Shell, Widths};
use super::widgets::{self, PANEL_MARGIN};
use crate::model::History;
use crate::ui::palette::Palette;
use crate::ui::theme::RADIUS;
use crate::workspace::{AfterConfirm, JobKind, Workspace};

/// Width of the group of buttons at the right, in points.
const BUTTONS: f32 = 240.0;

/// What the title keeps of the bar, in points.
const TITLE: f32 = 150.0;

/// A group of what stands in the bar where there is room, by how much it needs, the most needed first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Mode,
    Next,
    Level,
    Undo,
}

impl Group {
    const ALL: [(Self, f32); 4] = [(Self::Mode, 124.0), (Self::Next, 200.0), (Self::Level, 192.0), (Self::Undo, 72.0)];

    /// Those that belong to what is done, and have room beside the title and the buttons.
    fn shown(doing: Doing, has_pairs: bool, width: f32) -> (Vec<Self>, f32) {
        let mut room = width - BUTTONS - TITLE;
        let mut taken = 0.0;
        let mut shown = Vec::new();
        for (group, needs) in Self::ALL {
            let belongs = has_pairs && (group == Self::Mode || !matches!(doing, Doing::Reading | Doing::Waiting));
            if belongs && needs <= room {
                room -= needs;
                taken += needs;
                shown.push(group);
            }
        }
        (shown, taken)
    }
}

/// Draws the bar over all of `ui`.
pub(crate) fn top_bar_ui(
    ui: &mut Ui,
    palette: &Palette,
    (workspace, doing): (&Workspace, Doing),
    shell: &mut Shell,
    widths: Widths,
    out: &mut Out,
) {
    let bar = ui.max_rect();
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let inner = bar.shrink2(vec2(PANEL_MARGIN - 6.0, 0.0));
    let has_pairs = workspace.current_document().is_some_and(|open| open.document.translation.is_some());
    let (groups, needed) = Group::shown(doing, has_pairs, inner.width());
    let split = (inner.right() - BUTTONS - needed).max(inner.left());
    let left = Rect::from_min_max(inner.min, pos2(split - 12.0, inner.bottom()));
    let right = Rect::from_min_max(pos2(split, inner.top()), inner.max);
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(left).layout(layout), |ui| {
        action_button(ui, palette, Icon::Lines, Action::LeftPanel, widths.left.is_some(), out);
        title_ui(ui, palette, workspace);
    });
    ui.scope_builder(UiBuilder::new().max_rect(right).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for group in [Group::Mode, Group::Level, Group::Undo, Group::Next] {
            if groups.contains(&group) {
                group_ui(ui, palette, workspace, group, out);
                ui.add_space(4.0);
            }
        }
        buttons_ui(ui, palette, (workspace, doing), shell, widths, out);
    });
}

fn group_ui(ui: &mut Ui, palette: &Palette, workspace: &Workspace, group: Group, out: &mut Out) {
    let settings = &workspace.settings;
    match group {
        Group::Mode => mode_ui(ui, palette, settings.mode, out),
        Group::Level => level_ui(ui, palette, settings.align_level, out),
        Group::Next => next_ui(ui, palette, settings.wanted, out),
        Group::Undo => {
            for (icon, action) in [(Icon::Back, Action::Undo), (Icon::Forth, Action::Redo)] {
                let possible = is_possible(action.entry(), workspace, false);
                ui.add_enabled_ui(possible, |ui| action_button(ui, palette, icon, action, false, out));
            }
        }
    }
}

fn title_ui(ui: &mut Ui, palette: &Palette, workspace: &Workspace) {
    let Some(open) = workspace.current_document() else {
        ui.label(widgets::bold("Duizhao", 14.0).color(palette.ink));
        return;
    };
    let date = open.document.metadata.date.as_deref().map(short_date);
    let chip_width = if date.is_some() { 120.0 } else { 0.0 };
    let title = widgets::bold(&open.document.title, 14.0).color(palette.ink);
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() - chip_width).max(60.0));
        ui.add(eframe::egui::Label::new(title).truncate());
    });
    if let Some(date) = date {
        ui.add_space(4.0);
        widgets::chip(ui, palette, &date);
    }
}

fn buttons_ui(
    ui: &mut Ui,
    palette: &Palette,
    (workspace, doing): (&Workspace, Doing),
    shell: &mut Shell,
    widths: Widths,
    out: &mut Out,
) {
    let open = ui.add_sized(vec2(72.0, 26.0), Button::new(Action::Open.name()));
    if open.on_hover_text(Action::Open.tooltip(ui.ctx())).clicked() {
        out.actions.push(Action::Open);
    }
    ui.add_space(4.0);
    let (segment, _) = ui.allocate_exact_size(vec2(72.0, 28.0), Sense::hover());
    let radius = CornerRadius::same(RADIUS);
    ui.painter().rect_filled(segment, radius, palette.card);
    ui.painter().rect_stroke(segment, radius, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(segment.shrink(1.0)).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let text = letters_button(ui, palette, shell.settings.is_open());
        shell.settings.anchor = Some(text.rect);
        if text.on_hover_text(Action::Settings.tooltip(ui.ctx())).clicked() {
            out.actions.push(Action::Settings);
        }
        ui.add_space(3.0);
        action_button(ui, palette, Icon::HalfMoon, Action::NextTheme, false, out);
    });
    ui.add_space(4.0);
    action_button(ui, palette, Icon::RightColumn, Action::RightPanel, widths.right.is_some(), out);
    let menu = widgets::icon_button(ui, palette, Icon::Dots, Action::Menu.name(), false);
    menu_ui(&menu, palette, (workspace, doing), shell, out);
    menu.on_hover_text(Action::Menu.name());
}

/// `Aa`, the button of text and theme.
fn letters_button(ui: &mut Ui, palette: &Palette, on: bool) -> Response {
    let fill = if on { palette.selected } else { palette.card };
    let button = Button::new("Aa").frame(true).fill(fill).stroke(Stroke::NONE).min_size(vec2(36.0, 26.0));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Action::Settings.name()));
    response
}

fn action_button(ui: &mut Ui, palette: &Palette, icon: Icon, action: Action, on: bool, out: &mut Out) {
    let response = widgets::icon_button(ui, palette, icon, action.name(), on);
    if response.on_hover_text(action.tooltip(ui.ctx())).clicked() {
        out.actions.push(action);
    }
}

/// The menu: the whole table, in its places.
fn menu_ui(
    button: &Response,
    palette: &Palette,
    (workspace, doing): (&Workspace, Doing),
    shell: &mut Shell,
    out: &mut Out,
) {
    let popup = Popup::menu(button).width(320.0);
    if std::mem::take(&mut shell.menu_wanted) {
        Popup::toggle_id(&button.ctx, popup.get_id());
    }
    popup.show(|ui| {
        let height = (ui.ctx().content_rect().height() - 70.0).max(100.0);
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .show(ui, |ui| menu_items_ui(ui, palette, (workspace, doing), shell.selected, out));
    });
}

fn menu_items_ui(
    ui: &mut Ui,
    palette: &Palette,
    (workspace, doing): (&Workspace, Doing),
    selected: bool,
    out: &mut Out,
) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let there: Vec<&Entry> =
        table().filter(|entry| entry.doing.contains(&doing) && is_possible(entry, workspace, selected)).collect();
    for (place, name) in Place::MENU {
        if !there.iter().any(|entry| entry.place == place) {
            continue;
        }
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            widgets::heading(ui, palette, name);
        });
        for entry in there.iter().filter(|entry| entry.place == place) {
            menu_item(ui, palette, entry, &name_of(entry, workspace), out);
        }
        ui.add_space(5.0);
    }
}

/// What an entry is called in the menu: what would be undone is said, and how a setting stands.
fn name_of(entry: &Entry, workspace: &Workspace) -> String {
    let history = workspace.current_document().map(|open| &open.history);
    let settings = &workspace.settings;
    match entry.action {
        Action::Align(AlignAction::SwitchAfterConfirm) => {
            let to = match settings.after_confirm {
                AfterConfirm::NextPair => "the pair below",
                AfterConfirm::NextWanted => "the next to look at",
            };
            return format!("After confirming go to: {to}");
        }
        Action::Align(AlignAction::SwitchConfirmAbove) => {
            let which = if settings.confirm_above { "and all above" } else { "alone" };
            return format!("Confirming a pair confirms it {which}");
        }
        _ => {}
    }
    let what = match entry.needs {
        Needs::Past => history.and_then(History::undo_label),
        Needs::Future => history.and_then(History::redo_label),
        _ => None,
    };
    what.map_or_else(|| entry.name.to_owned(), |what| format!("{} {what}", entry.name))
}

pub(super) fn menu_item(ui: &mut Ui, palette: &Palette, entry: &Entry, name: &str, out: &mut Out) {
    let key = entry.key_text(ui.ctx()).unwrap_or_default();
    let key = eframe::egui::RichText::new(key).size(11.5).color(palette.muted);
    let button = Button::new(name).shortcut_text(key).frame_when_inactive(false);
    let response = ui.add(button.min_size(vec2(ui.available_width(), 26.0)));
    // The key stands beside it and is no part of what it is called.
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.clicked() {
        out.actions.push(entry.action);
        ui.close();
    }
}

/// Whether what the command needs is there; `selected` says whether text is.
pub(crate) fn is_possible(entry: &Entry, workspace: &Workspace, selected: bool) -> bool {
    let current = workspace.current_document();
    match entry.needs {
        Needs::Nothing => true,
        Needs::Document => current.is_some(),
        Needs::Translation => current.is_some_and(|open| open.document.translation.is_some()),
        Needs::NoTranslation => current.is_some_and(|open| open.document.translation.is_none()),
        Needs::Several => workspace.documents.len() > 1,
        Needs::Hits => workspace.search.answer.as_ref().is_some_and(|answer| answer.documents > 0),
        Needs::Past => current.is_some_and(|open| open.history.undo_label().is_some()),
        Needs::Note => current.is_some_and(|open| open.chosen_note.is_some()),
        Needs::Future => current.is_some_and(|open| open.history.redo_label().is_some()),
        Needs::Selection => current.is_some() && selected,
        Needs::ChosenNote => current.is_some_and(|open| open.chosen().is_some()),
        Needs::NoteAndSelection => current.is_some_and(|open| open.chosen().is_some()) && selected,
        Needs::Work => {
            workspace.jobs.iter().any(|job| job.kind == JobKind::Reading || Some(job.document) == workspace.current)
        }
    }
}
