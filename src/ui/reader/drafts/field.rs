//! The field that a draft is typed into.

use std::sync::Arc;

use eframe::egui::text::{CCursorRange, LayoutJob, TextFormat, TextWrapping};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Align2, Color32, CornerRadius, Event, EventFilter, FontId, Frame, Galley, Id, ImeEvent, Key, KeyboardShortcut,
    Margin, Modifiers, Pos2, Rect, Shape, StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::insets::Texts;
use super::layout::{self, ABOVE, HEAD, INDENT, field_height};
use super::typing::{LONGEST, PAUSE, Typing};
use crate::text::Language;
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::reader::ReaderView;
use crate::ui::rows::{Sizes, typeset};

/// Ends a draft, and goes on to the next text without one.
const NEXT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
/// Ends a draft.
const DONE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::Escape);
/// The keys that are for the field: Escape too, or it would lose the keyboard before it took what was typed.
const KEYS: EventFilter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// How the typing ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// It is done.
    Done,
    /// It is done, and the next text is to be translated.
    Next,
}

/// The text of a field as it is laid out, with what that depends on.
pub(super) struct SetText {
    galley: Arc<Galley>,
    look: Look,
    /// See `Sheet`: another one means that all galleys are void.
    canary: Arc<Galley>,
}

/// What the lines of a field depend on besides the text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Look {
    pub(super) language: Language,
    pub(super) sizes: Sizes,
    pub(super) width: f32,
    pub(super) ink: Color32,
}

/// Where the field stands, and what it needs to be drawn.
pub(super) struct Field<'a> {
    pub(super) view: &'a ReaderView<'a>,
    /// The upper left corner of the inset.
    pub(super) corner: Pos2,
    /// Width of the column.
    pub(super) width: f32,
    pub(super) sizes: Sizes,
    pub(super) canary: &'a Arc<Galley>,
    /// What a screen reader calls it.
    pub(super) name: String,
    /// Whether the key that ends it leads to the next row.
    pub(super) leads_on: bool,
}

/// What became of the field in a frame.
pub(super) struct Shown {
    pub(super) end: Option<End>,
    /// Where the caret stands on the screen.
    pub(super) caret: Option<Rect>,
}

impl Typing {
    /// The height of the text as it was last laid out.
    pub(super) fn height(&self) -> Option<f32> {
        self.set.as_ref().map(|set| set.galley.rect.height())
    }
}

impl Field<'_> {
    /// Draws the field and takes what is typed.
    pub(super) fn show(&self, ui: &mut Ui, typing: &mut Typing) -> Shown {
        let id = Id::unique(("draft", typing.serial));
        if let Some(caret) = typing.caret.take() {
            let mut state = TextEditState::default();
            state.cursor.set_char_range(Some(CCursorRange::one(caret)));
            state.store(ui.ctx(), id);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let end = end(ui, id);
        if ui.memory(|memory| memory.has_focus(id)) {
            guard(ui, typing);
        }
        let ground = ui.painter().add(Shape::Noop);
        let caret = self.text(ui, id, typing);
        if end.is_some() {
            // Not before it took what was typed in this very frame.
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
        let height = field_height(typing.height().unwrap_or_default());
        let frame = Rect::from_min_size(self.corner + vec2(0.0, ABOVE), vec2(self.width, height - ABOVE - 2.0));
        let palette = self.view.palette;
        let shape = eframe::egui::epaint::RectShape::new(
            frame,
            CornerRadius::same(6),
            palette.card,
            (1.0, palette.accent),
            StrokeKind::Inside,
        );
        ui.painter().set(ground, shape);
        self.head(ui, frame, typing, palette);
        if typing.is_ahead() {
            // What is typed is kept at the next pause, and that needs a frame.
            ui.ctx().request_repaint_after_secs(PAUSE as f32);
        }
        Shown { end, caret }
    }

    fn text(&self, ui: &mut Ui, id: Id, typing: &mut Typing) -> Option<Rect> {
        let language = Texts::of(self.view).language(typing.typed.cell());
        let width = self.width - 2.0 * INDENT;
        let look = Look { language, sizes: self.sizes, width, ink: self.view.palette.ink };
        let corner = self.corner + vec2(INDENT, ABOVE + HEAD);
        let place = Rect::from_min_size(corner, vec2(width, 1.0));
        let mut child = ui.new_child(UiBuilder::new().id_salt(id).max_rect(place));
        let format = typeset::plain(language, self.sizes, look.ink);
        let Typing { text, set, .. } = typing;
        let mut layouter =
            |ui: &Ui, text: &dyn eframe::egui::TextBuffer, _: f32| lay_out(ui, text.as_str(), set, look, self.canary);
        let output = TextEdit::multiline(text)
            .id(id)
            .font(format.font_id)
            .text_color(look.ink)
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .align(Align2::LEFT_TOP)
            .desired_width(width)
            .desired_rows(1)
            .char_limit(LONGEST)
            .event_filter(KEYS)
            .layouter(&mut layouter)
            .show(&mut child);
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(self.name.as_str()));
        if output.response.response.changed() {
            typing.change(ui.input(|input| input.time));
        }
        let caret = output.cursor_range?.primary;
        let caret = output.galley.pos_from_cursor(caret).translate(output.galley_pos.to_vec2());
        Some(caret)
    }

    /// The line above the text: what is typed, and how to end it; or what was too long.
    fn head(&self, ui: &Ui, frame: Rect, typing: &Typing, palette: &Palette) {
        let what = if typing.typed.wording { "Suggested wording" } else { "Draft" };
        let small = |color| TextFormat::simple(FontId::proportional(11.5), color);
        let mut job = LayoutJob::default();
        job.append(what, 0.0, TextFormat::simple(FontId::new(11.5, fonts::interface_bold()), palette.draft));
        if typing.refused {
            let says = format!(" · Too long: a draft holds {LONGEST} characters");
            job.append(&says, 0.0, small(palette.error));
        }
        job.wrap = TextWrapping::truncate_at_width(self.width - 2.0 * INDENT);
        let left = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let next = ui.ctx().format_shortcut(&NEXT);
        let says = if self.leads_on { format!("{next} next · Esc done") } else { format!("{next} or Esc done") };
        let right = ui.fonts_mut(|fonts| fonts.layout_no_wrap(says, FontId::proportional(11.5), palette.muted));
        let middle = frame.top() + HEAD / 2.0 + 1.0;
        let at = |x: f32, galley: &Galley| pos2(x, middle - galley.rect.height() / 2.0);
        let free = frame.width() - 2.0 * INDENT - left.rect.width() - right.rect.width();
        if free > 8.0 {
            let x = frame.right() - INDENT - right.rect.width();
            ui.painter().galley(at(x, &right), right, palette.muted);
        }
        ui.painter().galley(at(frame.left() + INDENT, &left), left, palette.muted);
    }
}

/// Whether the typing ends in this frame, and how.
fn end(ui: &Ui, id: Id) -> Option<End> {
    if !ui.memory(|memory| memory.has_focus(id)) {
        // A click elsewhere, a dialog: whatever takes the keyboard away ends it. But nothing moves between the press of
        // a button and its release, or the click would miss what it was meant for.
        let pressed = ui.input(|input| input.pointer.any_down());
        return (!pressed).then_some(End::Done);
    }
    ui.input_mut(|input| {
        let (next, done) = (input.consume_shortcut(&NEXT), input.consume_shortcut(&DONE));
        if next { Some(End::Next) } else { done.then_some(End::Done) }
    })
}

/// The lines of `text`, laid out anew where something they depend on is another.
fn lay_out(ui: &Ui, text: &str, set: &mut Option<SetText>, look: Look, canary: &Arc<Galley>) -> Arc<Galley> {
    let text = layout::tame(text);
    if let Some(set) = set
        && set.look == look
        && Arc::ptr_eq(&set.canary, canary)
        && set.galley.job.text == text
    {
        return set.galley.clone();
    }
    let galley = ui.fonts_mut(|fonts| {
        let empty = fonts.layout_job(LayoutJob::default());
        typeset::set_plain(fonts, &empty, [(&*text, look.ink)], (look.language, look.sizes), look.width)
    });
    *set = Some(SetText { galley: galley.clone(), look, canary: canary.clone() });
    galley
}

/// Looks at what is about to be put in: line ends become those of one kind, and what is too long for a draft is left
/// out and said.
fn guard(ui: &Ui, typing: &mut Typing) {
    ui.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Paste(text) | Event::MiddleClickPaste { text, .. } | Event::Text(text) => {
                let fits = typing.has_room(text);
                typing.refused |= !fits;
                if fits && text.contains('\r') {
                    *text = text.replace("\r\n", "\n").replace('\r', "\n");
                }
                fits
            }
            Event::Ime(ImeEvent::Preedit { text, .. }) => {
                typing.composing = !text.is_empty();
                true
            }
            Event::Ime(ImeEvent::Commit(text)) => {
                typing.composing = false;
                let fits = typing.has_room(text);
                typing.refused |= !fits;
                fits
            }
            _ => true,
        });
    });
}
