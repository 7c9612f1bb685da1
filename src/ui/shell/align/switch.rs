//! The switches of the top bar: Read or Align, sentences or paragraphs.

use eframe::egui::{
    Color32, CornerRadius, FontFamily, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::AlignAction;
use crate::ui::palette::Palette;
use crate::ui::shell::Out;
use crate::ui::shell::commands::Action;
use crate::ui::theme::RADIUS;
use crate::workspace::{AlignLevel, Mode};

/// Read or Align.
pub(crate) fn mode_ui(ui: &mut Ui, palette: &Palette, mode: Mode, out: &mut Out) {
    let choices = [(Mode::Read, "Read"), (Mode::Align, "Align")];
    let look = Look { fill: palette.accent, ink: palette.on_accent };
    if segmented(ui, palette, &choices, mode, look, Action::SwitchMode) {
        out.actions.push(Action::SwitchMode);
    }
}

/// Sentences or paragraphs.
pub(crate) fn level_ui(ui: &mut Ui, palette: &Palette, level: AlignLevel, out: &mut Out) {
    let choices = [(AlignLevel::Sentences, "Sentences"), (AlignLevel::Paragraphs, "Paragraphs")];
    let look = Look { fill: palette.selected, ink: palette.ink };
    let action = Action::Align(AlignAction::SwitchLevel);
    if segmented(ui, palette, &choices, level, look, action) {
        out.actions.push(action);
    }
}

/// How the chosen part looks.
#[derive(Clone, Copy)]
struct Look {
    fill: Color32,
    ink: Color32,
}

/// Buttons of which one is on. Tells whether another one was chosen.
fn segmented<T: Copy + PartialEq>(
    ui: &mut Ui,
    palette: &Palette,
    choices: &[(T, &str)],
    chosen: T,
    look: Look,
    action: Action,
) -> bool {
    const PADDING: f32 = 12.0;
    const HEIGHT: f32 = 26.0;
    let font = FontId::new(13.0, FontFamily::Proportional);
    let texts: Vec<_> = choices
        .iter()
        .map(|(choice, name)| {
            let ink = if *choice == chosen { look.ink } else { palette.ink };
            ui.fonts_mut(|fonts| fonts.layout_no_wrap((*name).to_owned(), font.clone(), ink))
        })
        .collect();
    let width: f32 = texts.iter().map(|text| text.size().x + 2.0 * PADDING).sum();
    let (all, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    ui.painter().rect_filled(all, CornerRadius::same(RADIUS), palette.card);
    let mut changed = false;
    let mut left = all.left();
    for ((choice, name), text) in choices.iter().zip(texts) {
        let part = Rect::from_min_size(pos2(left, all.top()), vec2(text.size().x + 2.0 * PADDING, HEIGHT));
        left = part.right();
        let on = *choice == chosen;
        let response = ui.interact(part, ui.scope_id().with(name), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, *name));
        if on {
            ui.painter().rect_filled(part, CornerRadius::same(RADIUS), look.fill);
        } else if response.hovered() {
            ui.painter().rect_filled(part, CornerRadius::same(RADIUS), palette.selected.gamma_multiply(0.6));
        }
        if response.has_focus() {
            ui.painter().rect_stroke(part, CornerRadius::same(RADIUS), (1.0, palette.accent), StrokeKind::Inside);
        }
        ui.painter().galley(part.center() - text.size() / 2.0, text, palette.ink);
        changed |= response.on_hover_text(action.tooltip(ui.ctx())).clicked() && !on;
    }
    ui.painter().rect_stroke(all, CornerRadius::same(RADIUS), Stroke::new(1.0, palette.line), StrokeKind::Inside);
    changed
}
