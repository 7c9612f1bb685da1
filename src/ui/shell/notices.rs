//! Notices: quiet cards at the bottom right that say what happened, where, and what to do.

use std::collections::BTreeMap;
use std::time::Duration;

use eframe::egui::{
    Align, Align2, Area, Context, CornerRadius, Frame, Id, Label, Layout, Margin, Order, Rect, RichText, Stroke, Ui,
    vec2,
};

use super::Out;
use super::commands::Action;
use super::icons::Icon;
use super::widgets;
use crate::ui::palette::Palette;
use crate::ui::theme::RADIUS;
use crate::workspace::{Command, Notice, NoticeId, NoticeKind};

/// How many cards are shown at once; older ones wait below them.
const MOST: usize = 4;
/// How long a notice that asks for nothing stays, in seconds.
const STAY: f64 = 9.0;

/// Draws the newest notices over the window, and takes those away that only told something a while ago.
///
/// `seen` says when each was first shown, in seconds of the window's clock. They stand `above` what is at the foot of the
/// window and must not be covered.
pub(crate) fn notices_ui(
    ctx: &Context,
    palette: &Palette,
    notices: &[Notice],
    seen: &mut BTreeMap<NoticeId, f64>,
    above: f32,
    out: &mut Out,
) {
    if notices.is_empty() {
        return;
    }
    let now = ctx.time();
    for notice in notices.iter().filter(|notice| notice.kind == NoticeKind::Information) {
        let left = *seen.entry(notice.id).or_insert(now) + STAY - now;
        if left <= 0.0 {
            out.commands.push(Command::DismissNotice(notice.id));
        } else {
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        }
    }
    let width = (ctx.content_rect().width() - 40.0).min(380.0);
    Area::new(Id::unique("notices")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -above)).show(
        ctx,
        |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 8.0;
            let hidden = notices.len().saturating_sub(MOST);
            if hidden > 0 {
                more_ui(ui, palette, notices, hidden, out);
            }
            for notice in notices.iter().skip(hidden) {
                notice_ui(ui, palette, notice, out);
            }
        },
    );
}

fn more_ui(ui: &mut Ui, palette: &Palette, notices: &[Notice], hidden: usize, out: &mut Out) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(format!("{hidden} more")).color(palette.muted));
        if ui.button("Dismiss all").clicked() {
            out.commands.extend(notices.iter().map(|notice| Command::DismissNotice(notice.id)));
        }
    });
}

fn notice_ui(ui: &mut Ui, palette: &Palette, notice: &Notice, out: &mut Out) {
    let stripe = match notice.kind {
        NoticeKind::Error => palette.error,
        NoticeKind::Warning => palette.unsure,
        NoticeKind::Information => palette.sure,
    };
    let shown = Frame::new()
        .fill(palette.card)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(Margin { left: 16, right: 6, top: 8, bottom: 10 })
        .shadow(ui.visuals().popup_shadow)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                let text_width = ui.available_width() - 38.0;
                ui.allocate_ui_with_layout(vec2(text_width, 0.0), Layout::top_down(Align::LEFT), |ui| {
                    ui.set_width(text_width);
                    ui.spacing_mut().item_spacing.y = 3.0;
                    text_ui(ui, palette, notice, out);
                });
                let close = widgets::icon_button(ui, palette, Icon::Cross, &format!("Dismiss: {}", notice.what), false);
                if close.on_hover_text("Dismiss").clicked() {
                    out.commands.push(Command::DismissNotice(notice.id));
                }
            });
        });
    let edge = shown.response.rect;
    let stripe_rect = Rect::from_min_size(edge.min, vec2(4.0, edge.height()));
    let radius = CornerRadius { nw: RADIUS, sw: RADIUS, ne: 0, se: 0 };
    ui.painter().rect_filled(stripe_rect, radius, stripe);
}

fn text_ui(ui: &mut Ui, palette: &Palette, notice: &Notice, out: &mut Out) {
    ui.add_space(3.0);
    ui.add(Label::new(widgets::bold(&notice.what, 13.0).color(palette.ink)).wrap());
    if let Some(path) = &notice.path {
        let path = path.display().to_string();
        ui.add(Label::new(RichText::new(path).size(12.0).color(palette.soft)).wrap());
    }
    if !notice.advice.is_empty() {
        ui.add(Label::new(RichText::new(&notice.advice).color(palette.ink)).wrap());
    }
    if let Some(key) = &notice.binned
        && ui.button("Take back").on_hover_text("Put it in the library again").clicked()
    {
        out.commands.push(Command::TakeBackStored(key.clone()));
    }
    if let Some(document) = notice.undoes
        && ui.button("Undo").on_hover_text(Action::Undo.tooltip(ui.ctx())).clicked()
    {
        out.commands.extend([Command::Undo(document), Command::DismissNotice(notice.id)]);
    }
}
