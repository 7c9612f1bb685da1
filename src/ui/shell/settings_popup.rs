//! The popup under `Aa`: text size, balance of the columns, theme, faces, the name that notes are signed with, and what
//! confirming a pair does.

use eframe::egui::{
    Align2, Button, Context, Id, PointerButton, Popup, PopupAnchor, PopupCloseBehavior, Rect, RectAlign, RichText,
    Role, ScrollArea, Slider, Stroke, TextEdit, Ui, WidgetInfo, vec2,
};

use super::Out;
use super::commands::Action;
use super::icons::{self, Icon};
use super::widgets::{self, Item};
use crate::ui::fonts::Fonts;
use crate::ui::palette::Palette;
use crate::workspace::{AfterConfirm, Command, Setting, Settings, Theme};

/// Whether the popup is open, and which list in it.
#[derive(Default)]
pub(crate) struct SettingsPopup {
    open: bool,
    /// The button it hangs under, where that is this frame.
    pub(crate) anchor: Option<Rect>,
    list: Option<FaceList>,
    /// What was typed of the writer's name.
    author: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FaceList {
    Chinese,
    English,
}

impl SettingsPopup {
    pub(crate) fn is_open(&self) -> bool {
        self.open
    }

    pub(crate) fn toggle(&mut self) {
        self.open = !self.open;
        self.list = None;
        self.author = None;
    }
}

/// Draws the popup if it is open.
pub(crate) fn settings_popup_ui(
    ctx: &Context,
    palette: &Palette,
    settings: &Settings,
    state: &mut SettingsPopup,
    fonts: &mut Fonts,
    out: &mut Out,
) {
    let Some(anchor) = state.anchor.filter(|_| state.open) else { return };
    let id = Id::unique("text and theme");
    let layer = eframe::egui::LayerId::background();
    let shown = Popup::new(id, ctx.clone(), PopupAnchor::ParentRect(anchor.expand(4.0)), layer)
        .align(RectAlign::BOTTOM_END)
        .align_alternatives(&[RectAlign::BOTTOM, RectAlign::BOTTOM_START])
        .open(true)
        .width(300.0)
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .accessible_name(Action::Settings.name())
        .show(|ui| {
            ui.set_width(300.0);
            eframe::egui::Frame::new().inner_margin(8).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 6.0;
                size_ui(ui, palette, settings, out);
                share_ui(ui, palette, settings, out);
                theme_ui(ui, palette, settings, out);
                faces_ui(ui, palette, settings, &mut state.list, fonts, out);
                author_ui(ui, palette, settings, &mut state.author, out);
                confirming_ui(ui, palette, settings, out);
            });
        });
    let Some(shown) = shown else { return };
    let away = ctx.input(|input| {
        input.pointer.button_pressed(PointerButton::Primary)
            && input.pointer.interact_pos().is_some_and(|at| !shown.response.rect.contains(at) && !anchor.contains(at))
    });
    if away || shown.response.should_close() {
        state.open = false;
    }
}

fn size_ui(ui: &mut Ui, palette: &Palette, settings: &Settings, out: &mut Out) {
    widgets::heading(ui, palette, "Text size");
    ui.horizontal(|ui| {
        for (text, action) in [("A−", Action::TextSmaller), ("A+", Action::TextLarger)] {
            let button = ui.add(Button::new(text).min_size(vec2(44.0, 28.0)));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, action.name()));
            if button.on_hover_text(action.tooltip(ui.ctx())).clicked() {
                out.actions.push(action);
            }
        }
        ui.label(RichText::new(format!("{} %", settings.text_percent)).color(palette.ink));
        if settings.text_percent != 100 && ui.button("100 %").on_hover_text(Action::TextUsual.name()).clicked() {
            out.actions.push(Action::TextUsual);
        }
    });
}

fn share_ui(ui: &mut Ui, palette: &Palette, settings: &Settings, out: &mut Out) {
    ui.add_space(4.0);
    let label = widgets::heading(ui, palette, "Width of the Chinese column");
    let mut share = settings.source_share * 100.0;
    ui.spacing_mut().slider_width = 200.0;
    let slider = Slider::new(&mut share, 25.0..=75.0).fixed_decimals(0).suffix(" %").show_value(true);
    let response = ui.add(slider).labelled_by(label.id);
    if response.changed() {
        out.commands.push(Command::Set(Setting::SourceShare(share / 100.0)));
    }
}

fn theme_ui(ui: &mut Ui, palette: &Palette, settings: &Settings, out: &mut Out) {
    ui.add_space(4.0);
    widgets::heading(ui, palette, "Theme");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (theme, name) in THEMES {
            let on = settings.theme == theme;
            let look = match theme {
                Theme::Light => &Palette::LIGHT,
                Theme::Dark => &Palette::DARK,
                Theme::Paper => &Palette::PAPER,
                Theme::System => palette,
            };
            let stroke = if on { Stroke::new(2.0, palette.accent) } else { Stroke::new(1.0, palette.line) };
            let text = RichText::new(name).color(look.ink);
            let button = Button::new(text).fill(look.sheet).stroke(stroke).min_size(vec2(62.0, 34.0)).selected(false);
            let response = ui.add(button);
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
            if response.clicked() {
                out.commands.push(Command::Set(Setting::Theme(theme)));
            }
        }
    });
}

/// The themes with their names, in the order of Ctrl+T.
pub(crate) const THEMES: [(Theme, &str); 4] =
    [(Theme::System, "System"), (Theme::Light, "Light"), (Theme::Dark, "Dark"), (Theme::Paper, "Paper")];

fn faces_ui(
    ui: &mut Ui,
    palette: &Palette,
    settings: &Settings,
    list: &mut Option<FaceList>,
    fonts: &mut Fonts,
    out: &mut Out,
) {
    let sides = [
        (FaceList::Chinese, "Chinese face", "Noto Serif SC (shipped)", settings.chinese_face.as_deref()),
        (FaceList::English, "English face", "Noto Serif (shipped)", settings.english_face.as_deref()),
    ];
    for (side, name, shipped, chosen) in sides {
        ui.add_space(4.0);
        widgets::heading(ui, palette, name);
        let open = *list == Some(side);
        if face_button(ui, palette, name, chosen.unwrap_or(shipped), open) {
            *list = (!open).then_some(side);
        }
        if open {
            let setting = match side {
                FaceList::Chinese => Setting::ChineseFace,
                FaceList::English => Setting::EnglishFace,
            };
            let names = fonts.families().map(|families| match side {
                FaceList::Chinese => families.chinese.as_slice(),
                FaceList::English => families.english.as_slice(),
            });
            if face_list_ui(ui, palette, shipped, chosen, names, &mut |face| {
                out.commands.push(Command::Set(setting(face)));
            }) {
                *list = None;
            }
        }
    }
}

/// The name that notes are signed with.
fn author_ui(ui: &mut Ui, palette: &Palette, settings: &Settings, typed: &mut Option<String>, out: &mut Out) {
    ui.add_space(4.0);
    let label = widgets::heading(ui, palette, "Your name, for notes");
    let name = typed.get_or_insert_with(|| settings.author.clone());
    let field = TextEdit::singleline(name).hint_text("Notes are not signed").desired_width(f32::INFINITY);
    if ui.add(field.margin(vec2(8.0, 5.0))).labelled_by(label.id).changed() {
        out.commands.push(Command::Set(Setting::Author(name.trim().to_owned())));
    }
}

/// What confirming a pair confirms, and where it goes on to.
fn confirming_ui(ui: &mut Ui, palette: &Palette, settings: &Settings, out: &mut Out) {
    ui.add_space(4.0);
    widgets::heading(ui, palette, "Confirming a pair");
    let mut above = settings.confirm_above;
    if ui.checkbox(&mut above, "Confirms all above it too").changed() {
        out.commands.push(Command::Set(Setting::ConfirmAbove(above)));
    }
    let mut seeks = settings.after_confirm == AfterConfirm::NextWanted;
    if ui.checkbox(&mut seeks, "Goes on to the next to look at").changed() {
        let after = if seeks { AfterConfirm::NextWanted } else { AfterConfirm::NextPair };
        out.commands.push(Command::Set(Setting::AfterConfirm(after)));
    }
}

fn face_button(ui: &mut Ui, palette: &Palette, name: &str, face: &str, open: bool) -> bool {
    let width = ui.available_width();
    let response = ui.add(Button::new(face).truncate().min_size(vec2(width, 28.0)).right_text("   "));
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {face}")));
    let corner = Align2::RIGHT_CENTER.align_size_within_rect(vec2(28.0, 28.0), response.rect);
    icons::paint(ui.painter(), corner, if open { Icon::Up } else { Icon::Down }, palette.muted);
    response.clicked()
}

/// The list of faces: `names`, once they are known, after the shipped one. Returns whether one was picked, which
/// `pick` is told; none is the shipped one.
fn face_list_ui(
    ui: &mut Ui,
    palette: &Palette,
    shipped: &str,
    chosen: Option<&str>,
    names: Option<&[String]>,
    pick: &mut dyn FnMut(Option<String>),
) -> bool {
    let mut picked = false;
    ScrollArea::vertical().id_salt(shipped).max_height(170.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut entry = |ui: &mut Ui, text: &str, face: Option<&str>| {
            if widgets::item(ui, palette, Item { text, selected: chosen == face, ..Item::default() }).clicked() {
                pick(face.map(str::to_owned));
                picked = true;
            }
        };
        entry(ui, shipped, None);
        for name in names.unwrap_or_default() {
            entry(ui, name, Some(name));
        }
        if names.is_none() {
            ui.label(RichText::new("Looking for the fonts of this machine…").color(palette.muted));
        }
    });
    picked
}
