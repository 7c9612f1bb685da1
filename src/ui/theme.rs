//! The look of every egui widget, made from a palette. Names no colour of its own.

use std::collections::BTreeMap;

use eframe::egui::epaint::Shadow;
use eframe::egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use eframe::egui::{
    self, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, ThemePreference, Visuals, vec2,
};

use super::palette::Palette;
use crate::workspace::Theme;

/// Radius of the corners of buttons, fields and cards.
pub(crate) const RADIUS: u8 = 6;

/// Gives the window the colours of `theme`.
///
/// egui keeps one style for light and one for dark, and follows the machine between them; Paper takes the light place.
pub(crate) fn apply(ctx: &Context, theme: Theme) {
    let light = if theme == Theme::Paper { &Palette::PAPER } else { &Palette::LIGHT };
    ctx.set_style_of(egui::Theme::Light, style(light));
    ctx.set_style_of(egui::Theme::Dark, style(&Palette::DARK));
    // A desktop that does not tell gets paper white, as a book would be.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    ctx.set_theme(match theme {
        Theme::System => ThemePreference::System,
        Theme::Light | Theme::Paper => ThemePreference::Light,
        Theme::Dark => ThemePreference::Dark,
    });
}

/// The colours that `theme` has just now: System follows the machine.
pub(crate) fn palette(ctx: &Context, theme: Theme) -> &'static Palette {
    match theme {
        Theme::Light => &Palette::LIGHT,
        Theme::Dark => &Palette::DARK,
        Theme::Paper => &Palette::PAPER,
        Theme::System => match ctx.theme() {
            egui::Theme::Light => &Palette::LIGHT,
            egui::Theme::Dark => &Palette::DARK,
        },
    }
}

fn style(palette: &Palette) -> Style {
    let mut style = Style { text_styles: text_styles(), visuals: visuals(palette), ..Style::default() };
    style.spacing.item_spacing = vec2(8.0, 6.0);
    style.spacing.button_padding = vec2(10.0, 3.0);
    style.spacing.interact_size = vec2(26.0, 26.0);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.text_edit_width = 320.0;
    style.spacing.tooltip_width = 340.0;
    style.spacing.scroll = ScrollStyle { bar_width: 8.0, floating_width: 4.0, ..ScrollStyle::floating() };
    style.interaction.tooltip_delay = 0.4;
    // Jumps in a document may be long: a short glide tells the direction, a long one only costs time.
    style.scroll_animation = ScrollAnimation::duration(0.12);
    style.animation_time = 0.1;
    style
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Small, 11.0),
        (TextStyle::Body, 13.0),
        (TextStyle::Button, 13.0),
        (TextStyle::Monospace, 12.5),
        (TextStyle::Heading, 16.0),
    ]
    .into_iter()
    .map(|(style, size)| (style, FontId::new(size, FontFamily::Proportional)))
    .collect()
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = if palette.dark { Visuals::dark() } else { Visuals::light() };
    visuals.widgets = widgets(palette);
    visuals.selection = Selection { bg_fill: palette.selection, stroke: Stroke::new(1.0, palette.ink) };
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.muted);
    visuals.hyperlink_color = palette.link;
    visuals.faint_bg_color = palette.current_row;
    visuals.extreme_bg_color = palette.card;
    visuals.text_edit_bg_color = Some(palette.card);
    visuals.code_bg_color = palette.selected;
    visuals.warn_fg_color = palette.unsure;
    visuals.error_fg_color = palette.error;
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.window_fill = palette.card;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.panel_fill = palette.panel;
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 26, spread: 0, color: palette.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: palette.shadow };
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    visuals
}

fn widgets(palette: &Palette) -> Widgets {
    let rest = WidgetVisuals {
        bg_fill: palette.selected,
        weak_bg_fill: palette.card,
        bg_stroke: Stroke::new(1.0, palette.line),
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(1.0, palette.ink),
        expansion: 0.0,
    };
    let pointed = WidgetVisuals { weak_bg_fill: palette.selected, ..rest };
    Widgets {
        noninteractive: WidgetVisuals { bg_fill: palette.panel, weak_bg_fill: palette.panel, ..rest },
        inactive: rest,
        hovered: pointed,
        // Also what has the keyboard: the red frame shows where typing goes.
        active: WidgetVisuals { bg_stroke: Stroke::new(1.0, palette.accent), ..pointed },
        open: pointed,
    }
}
