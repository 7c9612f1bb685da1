//! What a person asks of drafts by a command: what is chosen decides what the command is about.

use std::ops::Range;
use std::sync::Arc;

use super::insets::{Gap, Inset, Kind, Stretch, Texts, insets};
use super::untranslated;
use crate::model::{Draft, SideName, SidePlace, Status};
use crate::ui::reader::{ReaderState, ReaderView};
use crate::workspace::Command;

/// What the person asks for by a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DraftWish {
    /// To type a translation of the current row, or of the current pair where the rest of the row has one.
    Translation,
    /// To type a translation of the current sentence alone.
    Sentence,
    /// To suggest another wording for what is selected in the translation, or for the current pair.
    Wording,
    /// To mark what has no partner as left out on purpose, or to take that back.
    LeaveOut,
    /// To go to the next text without a translation.
    Next,
    /// To go to the one before.
    Previous,
}

impl ReaderState {
    /// Does what was wished for, or tells why not.
    pub(super) fn fulfil(
        &mut self,
        view: &ReaderView,
        wish: DraftWish,
        send: &mut Vec<Command>,
    ) -> Option<&'static str> {
        if view.aligning {
            return Some("The document is not aligned yet");
        }
        match wish {
            DraftWish::Translation => self.type_translation(view, send),
            DraftWish::Sentence => self.type_sentence(view, send),
            DraftWish::Wording => self.suggest(view, send),
            DraftWish::LeaveOut => self.leave_out(view, send),
            DraftWish::Next => self.go_on(view, true, send),
            DraftWish::Previous => self.go_on(view, false, send),
        }
    }

    /// The insets of the current row, whether gaps are shown or not.
    fn current_insets(&self, view: &ReaderView) -> Vec<Inset> {
        let texts = Texts { asks: true, ..Texts::of(view) };
        insets(&texts, self.current.0, None)
    }

    /// The bead that is current, if one is.
    fn current_bead(&self, view: &ReaderView) -> Option<usize> {
        let (row, pair) = self.current;
        Some(view.alignment.rows.get(row)?.beads.start as usize + pair?)
    }

    fn type_translation(&mut self, view: &ReaderView, send: &mut Vec<Command>) -> Option<&'static str> {
        let texts = Texts::of(view);
        let bead = self.current_bead(view);
        let holds = |beads: &Range<usize>| bead.is_none_or(|bead| beads.is_empty() || beads.contains(&bead));
        let found = self.current_insets(view);
        for inset in &found {
            match &inset.kind {
                Kind::Draft(written) if !written.wording => {
                    let beads = written.of.map(|of| texts.beads(of)).unwrap_or_default();
                    if holds(&beads) {
                        self.change_draft(view, &written.draft.clone(), false, send);
                        return None;
                    }
                }
                Kind::Gap(gap) if holds(&gap.beads) => {
                    self.begin_draft(view, (gap.of, false), send);
                    return None;
                }
                Kind::LeftOut(gap) if holds(&gap.beads) => {
                    send.push(leave_out(view, gap, false));
                    self.begin_draft(view, (gap.of, false), send);
                    return None;
                }
                _ => {}
            }
        }
        // What is translated can be worded anew.
        self.suggest(view, send)
    }

    fn type_sentence(&mut self, view: &ReaderView, send: &mut Vec<Command>) -> Option<&'static str> {
        let texts = Texts::of(view);
        let Some(bead) = self.current_bead(view) else { return Some("Choose a sentence first") };
        let found = self.current_insets(view);
        let gap = found.iter().find_map(|inset| match &inset.kind {
            Kind::Gap(gap) | Kind::LeftOut(gap) if gap.beads.contains(&bead) => Some(gap.of.side),
            _ => None,
        });
        let Some(of) = gap.and_then(|side| texts.sentences(side, bead..bead + 1)) else {
            return self.type_translation(view, send);
        };
        self.begin_draft(view, (of, false), send);
        None
    }

    fn suggest(&mut self, view: &ReaderView, send: &mut Vec<Command>) -> Option<&'static str> {
        let texts = Texts::of(view);
        let selected = self.selection().filter(|selection| selection.side == SideName::Translation);
        let selected = selected.map(|selection| {
            let place = |passage: usize, at: usize| SidePlace { passage: passage as u32, at: at as u32 };
            Stretch {
                side: SideName::Translation,
                start: place(selection.first_passage, selection.start),
                end: place(selection.last_passage, selection.end),
            }
        });
        let of = selected.or_else(|| {
            if let Some(bead) = self.current_bead(view) {
                return texts.sentences(SideName::Translation, bead..bead + 1);
            }
            let row = view.alignment.rows.get(self.current.0)?;
            texts.passages(SideName::Translation, row.translation)
        });
        let Some(of) = of else { return Some("There is no translation here to word anew") };
        let same = |draft: &&Arc<Draft>| {
            draft.author == view.settings.author && texts.stretch(draft) == Some(of) && !draft.text.is_empty()
        };
        let drafts = view.notes.drafts_between(of.side, of.start, of.end);
        match drafts.iter().find(same) {
            Some(draft) => self.change_draft(view, draft, true, send),
            None => self.begin_draft(view, (of, true), send),
        }
        // What was offered for the selection would stand over the field.
        self.clear_selection();
        None
    }

    fn leave_out(&self, view: &ReaderView, send: &mut Vec<Command>) -> Option<&'static str> {
        let bead = self.current_bead(view);
        let holds = |gap: &Gap| !gap.beads.is_empty() && bead.is_none_or(|bead| gap.beads.contains(&bead));
        let found = self.current_insets(view);
        let command = found.iter().find_map(|inset| match &inset.kind {
            Kind::Gap(gap) if holds(gap) => Some(leave_out(view, gap, true)),
            Kind::LeftOut(gap) if holds(gap) => Some(leave_out(view, gap, false)),
            _ => None,
        });
        let none = command.is_none();
        send.extend(command);
        none.then_some("Only what has no partner can be left out")
    }

    fn go_on(&self, view: &ReaderView, forward: bool, send: &mut Vec<Command>) -> Option<&'static str> {
        let Some((row, pair, _)) = untranslated::next(&Texts::of(view), None, self.current, forward) else {
            return Some("Nothing is left without a translation or a draft of one");
        };
        send.push(Command::GoTo { document: view.id, row, pair });
        None
    }
}

/// The command that marks a gap as left out on purpose, or takes that back.
fn leave_out(view: &ReaderView, gap: &Gap, left_out: bool) -> Command {
    let status = if left_out { Status::LeftOut } else { Status::Proposed };
    Command::SetStatus { document: view.id, beads: gap.beads.clone(), status }
}
