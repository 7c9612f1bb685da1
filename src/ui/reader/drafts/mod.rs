//! Drafts in the rows: a translation typed beside text that has none, another wording below text that has one, and
//! what is left out on purpose.
//!
//! `insets` says what stands where, `layout` lays it out, `paint` draws it. What is typed lives in `typing`, not in the
//! field that shows it.

mod difference;
mod field;
mod insets;
mod layout;
mod paint;
#[cfg(test)]
mod samples;
mod typing;
mod untranslated;
mod wishes;

use eframe::egui::{Pos2, Rect, Ui, pos2};

pub(super) use insets::{After, Inset, Kind, Texts, insets};
pub(super) use layout::Laid;
pub(super) use paint::{Asked, Standing, paint};
pub(super) use typing::Typing;
pub use wishes::DraftWish;

use self::field::{End, Field};
use self::insets::{Stretch, Typed};
use self::typing::{Going, PAUSE};
use super::metrics::Columns;
use super::{ReaderState, ReaderView, row_layout};
use crate::model::{Draft, Status};
use crate::ui::rows::{Sizes, Visible};
use crate::workspace::{Command, Setting};

/// Blank that stays between the caret and the edges of the view.
const EDGE: f32 = 14.0;

/// What the reader keeps of drafts from frame to frame.
#[derive(Default)]
pub(super) struct Drafting {
    typing: Option<Typing>,
    wish: Option<DraftWish>,
    /// Why a wish was not fulfilled, and the place where it was made.
    remark: Option<(&'static str, super::motion::Current)>,
    /// How many fields there were.
    begun: u64,
    /// The revision that the text of the field was last looked for in.
    revision: u64,
    /// What the laid-out rows were last compared with.
    compared: Option<(u64, u64, Option<Typed>)>,
}

impl Drafting {
    /// What is typed just now.
    pub(super) fn typing(&self) -> Option<&Typing> {
        self.typing.as_ref()
    }

    fn typed(&self) -> Option<&Typed> {
        self.typing.as_ref().map(|typing| &typing.typed)
    }

    /// What a row is laid out with.
    pub(super) fn insets(&self, view: &ReaderView, row: usize) -> Vec<Inset> {
        insets(&Texts::of(view), row, self.typed())
    }

    fn end(&mut self, send: &mut Vec<Command>) {
        send.extend(self.typing.take().and_then(|mut typing| typing.end()));
    }
}

impl ReaderState {
    /// Asks for something; the next frame does it.
    pub fn wish_draft(&mut self, wish: DraftWish) {
        self.drafting.wish = Some(wish);
    }

    /// Why the last wish was not fulfilled, as long as the person stays where it was made.
    pub fn remark(&self) -> Option<&'static str> {
        self.drafting.remark.filter(|(_, at)| *at == self.current).map(|(says, _)| says)
    }

    /// What was typed and is not kept yet, as the command that keeps it. Ask before anything that may close a document.
    pub fn keep_typed(&mut self) -> Option<Command> {
        self.drafting.typing.as_mut().and_then(Typing::pause)
    }

    /// Ends what is typed on a document that is no longer shown.
    pub(super) fn leave_draft(&mut self, view: &ReaderView, send: &mut Vec<Command>) {
        if self.drafting.typing.as_ref().is_some_and(|typing| typing.document != view.id) {
            self.drafting.end(send);
        }
    }

    /// Keeps the field in step with the document, does what was wished for, and forgets the rows in which something else
    /// stands now.
    pub(super) fn follow_drafts(&mut self, view: &ReaderView, send: &mut Vec<Command>) {
        let texts = Texts::of(view);
        let revision = std::mem::replace(&mut self.drafting.revision, view.revision);
        if let Some(typing) = &mut self.drafting.typing {
            if revision != view.revision {
                typing.move_along(&texts);
            }
            if typing.follow(&texts) == Going::Gone {
                self.drafting.typing = None;
            }
        }
        if let Some(wish) = self.drafting.wish.take() {
            self.drafting.remark = None;
            if let Some(says) = self.fulfil(view, wish, send) {
                self.drafting.remark = Some((says, self.current));
            }
        }
        let now = (view.notes_revision, view.statuses, self.drafting.typed().cloned());
        if self.drafting.compared.as_ref() != Some(&now) {
            self.drafting.compared = Some(now);
            let drafting = &self.drafting;
            self.sheet.rows.retain(|row, laid| laid.insets == drafting.insets(view, *row));
        }
    }

    /// Does what was asked for in the rows.
    pub(super) fn take_asked(&mut self, view: &ReaderView, row: usize, asked: Asked, send: &mut Vec<Command>) {
        match asked {
            Asked::Type(of) => {
                self.current = (row, None);
                self.begin_draft(view, (of, false), send);
            }
            Asked::Change(id, caret) => {
                let texts = Texts::of(view);
                let Some(draft) = view.notes.draft(&id) else { return };
                let written = insets(&texts, row, None).into_iter().find_map(|inset| match inset.kind {
                    Kind::Draft(written) if written.draft.id == id => Some(written),
                    _ => None,
                });
                self.current = (row, None);
                self.change_draft(view, draft, written.is_some_and(|written| written.wording), send);
                if let Some(typing) = self.drafting.typing.as_mut().filter(|_| caret.is_some()) {
                    typing.caret = caret;
                }
            }
            Asked::Remove(draft) => {
                self.drafting.end(send);
                send.push(Command::RemoveDraft { document: view.id, draft });
            }
            Asked::LeaveOut(beads, left_out) => {
                let status = if left_out { Status::LeftOut } else { Status::Proposed };
                send.push(Command::SetStatus { document: view.id, beads, status });
            }
        }
    }

    /// Begins to type a new draft. What was typed elsewhere is kept first.
    fn begin_draft(&mut self, view: &ReaderView, what: (Stretch, bool), send: &mut Vec<Command>) {
        self.open_field(view, what, None, send);
        let Stretch { side, start, .. } = what.0;
        if let Some(row) = view.alignment.row_of_passage(side, start.passage as usize)
            && row != self.current.0
        {
            self.current = (row, None);
        }
        if view.document.translation.is_none() && !view.settings.drafting {
            send.push(Command::Set(Setting::Drafting(true)));
        }
    }

    /// Begins to change a draft.
    fn change_draft(&mut self, view: &ReaderView, draft: &Draft, wording: bool, send: &mut Vec<Command>) {
        let texts = Texts::of(view);
        if draft.text.chars().count() > typing::LONGEST {
            self.drafting.remark = Some(("This draft is too long to be typed in here", self.current));
            return;
        }
        // Where its text is gone, the field stands where the draft does: at the end.
        let Some(of) = texts.stretch(draft) else {
            self.drafting.remark =
                Some(("The text of this draft is gone: it can be removed or exported", self.current));
            return;
        };
        self.open_field(view, (of, wording), Some(draft), send);
    }

    fn open_field(&mut self, view: &ReaderView, what: (Stretch, bool), draft: Option<&Draft>, send: &mut Vec<Command>) {
        self.drafting.end(send);
        self.drafting.begun += 1;
        self.drafting.typing = Typing::start(&Texts::of(view), view.id, what, draft, self.drafting.begun);
        self.drafting.compared = None;
        self.drafting.revision = view.revision;
    }

    /// Draws the field, below what is drawn already, and keeps what is typed when it is time to.
    pub(super) fn show_field(
        &mut self,
        ui: &mut Ui,
        view: &ReaderView,
        visible: &[Visible],
        (list, columns, sizes): (Rect, Columns, Sizes),
        send: &mut Vec<Command>,
    ) {
        let Some(mut typing) = self.drafting.typing.take() else { return };
        let row = view.alignment.row_of_passage(typing.typed.of.side, typing.typed.of.start.passage as usize);
        let place = row.and_then(|row| self.field_place(row, visible, list, columns));
        let column = columns.of(typing.typed.cell());
        let Some(canary) = self.sheet.canary().cloned() else { return };
        let field = Field {
            view,
            // What is not in the view still takes what is typed, and is brought back by that.
            corner: place.unwrap_or(pos2(column.min, list.bottom() + 200.0)),
            width: column.span(),
            sizes,
            canary: &canary,
            name: field_name(&Texts::of(view), &typing.typed, row),
            leads_on: !typing.typed.wording && view.document.translation.is_none(),
        };
        let leads_on = field.leads_on;
        let shown = field.show(ui, &mut typing);
        if let Some(row) = row {
            self.sheet.fit_field(row, layout::field_height(typing.height().unwrap_or_default()));
            self.follow_caret(ui, row, &mut typing, shown.caret.filter(|_| place.is_some()), list);
        }
        match shown.end {
            None => {
                send.extend(keep_at_pause(ui, &mut typing, place.is_some()));
                self.drafting.typing = Some(typing);
            }
            Some(end) => {
                send.extend(typing.end());
                self.drafting.compared = None;
                ui.ctx().request_repaint();
                if end == End::Next && leads_on {
                    self.type_next(view, &typing.typed, send);
                }
            }
        }
    }

    /// The upper left corner of the field on the screen, if its row is in the view.
    fn field_place(&self, row: usize, visible: &[Visible], list: Rect, columns: Columns) -> Option<Pos2> {
        let visible = visible.iter().find(|visible| visible.row == row)?;
        let laid = self.sheet.rows.get(&row)?;
        let block = laid.blocks.iter().find(|block| row_layout::is_field(block))?;
        Some(pos2(columns.of(block.side).min + block.left, list.top() + (visible.top + block.top) as f32))
    }

    /// Brings the caret into the view after a keystroke.
    fn follow_caret(&mut self, ui: &Ui, row: usize, typing: &mut Typing, caret: Option<Rect>, list: Rect) {
        if typing.follow == 0 {
            return;
        }
        typing.follow -= 1;
        let by = match caret {
            None => {
                self.motion.jump((row, None));
                0.0
            }
            Some(caret) if caret.bottom() > list.bottom() - EDGE => caret.bottom() - list.bottom() + EDGE,
            Some(caret) if caret.top() < list.top() + EDGE => caret.top() - list.top() - EDGE,
            Some(_) => return,
        };
        self.motion.scroll(f64::from(by));
        ui.ctx().request_repaint();
    }

    /// Goes on to type the next text without a translation: the next sentence, where it was one of several.
    fn type_next(&mut self, view: &ReaderView, typed: &Typed, send: &mut Vec<Command>) {
        let texts = Texts::of(view);
        let Some(row) = view.alignment.row_of_passage(typed.of.side, typed.of.start.passage as usize) else { return };
        let beads = texts.beads(typed.of);
        let all = view.alignment.rows.get(row).map_or(0..0, |row| row.beads.range());
        let is_sentence = beads.len() == 1 && all.len() > 1;
        let pair = is_sentence.then(|| beads.start - all.start);
        // Behind the last row there is nothing to go on with.
        let next = untranslated::next(&texts, Some(typed), (row, pair), true).filter(|(next, ..)| *next >= row);
        let Some((next, pair, gap)) = next else { return };
        let first = gap.beads.start..gap.beads.start + 1;
        let sentence = if is_sentence { texts.sentences(gap.of.side, first) } else { None };
        self.begin_draft(view, (sentence.unwrap_or(gap.of), false), send);
        self.motion.jump((next, pair));
    }
}

/// What was typed, at a pause: also where the field leaves the view, or the window the foreground.
fn keep_at_pause(ui: &Ui, typing: &mut Typing, in_view: bool) -> Option<Command> {
    let (now, focused) = ui.input(|input| (input.time, input.focused));
    // What an input method shows is not typed yet.
    let rests = now - typing.changed >= PAUSE || !in_view || !focused;
    if rests && !typing.composing { typing.pause() } else { None }
}

/// What a screen reader calls the field.
fn field_name(texts: &Texts, typed: &Typed, row: Option<usize>) -> String {
    let kind = if typed.wording { "Suggested wording" } else { "Draft translation" };
    let address = row.map(|row| texts.address_in(row, typed.of)).unwrap_or_default();
    format!("{kind} of {address}")
}
