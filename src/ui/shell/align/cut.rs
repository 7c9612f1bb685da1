//! Cutting from the window: the step in which a caret is moved through a sentence, and what is cut or joined.

use crate::model::Correction;
use crate::ui::aligner::{Caret, CaretUnit, Place, first_place, inside, moved};
use crate::ui::shell::App;
use crate::workspace::AlignLevel;

use super::action::AlignAction;

impl App {
    /// Carries out what cuts, or moves the caret.
    pub(super) fn cut(&mut self, action: AlignAction) {
        match action {
            AlignAction::CutSentence => self.begin_cutting(),
            AlignAction::CaretClause(forward) => self.move_caret(CaretUnit::Clause, forward),
            AlignAction::CaretWord(forward) => self.move_caret(CaretUnit::Word, forward),
            AlignAction::CaretCharacter(forward) => self.move_caret(CaretUnit::Character, forward),
            AlignAction::CutHere => self.cut_here(self.workspace.settings.align_level),
            AlignAction::CutPassage => self.cut_here(AlignLevel::Paragraphs),
            AlignAction::StopCutting => self.aligner.cut(None),
            AlignAction::JoinSentences => self.join_sentences(),
            AlignAction::CutRow => self.cut_row(),
            AlignAction::JoinPassage => self.join_passage(),
            _ => {}
        }
    }

    /// Puts the caret into the chosen sentence: where it was clicked, else where the other side lets expect the cut.
    pub(super) fn begin_cutting(&mut self) {
        if let Some(clicked) = self.aligner.clicked() {
            self.aligner.cut(Some(clicked));
            return;
        }
        let cursor = self.aligner.cursor();
        let Some(open) = self.workspace.current_document() else { return };
        let (document, alignment, pairs) = (&open.document, &open.work.alignment, self.aligner.pairs());
        let caret = cursor.here(pairs).and_then(|cell| {
            let (passage, at) = pairs.place(document, alignment, cursor.side, cell)?;
            let text = pairs.text(document, alignment, cursor.side, cell);
            // What the first box of the other side takes of it is what the first part will likely take of this one.
            let other = pairs.get(cursor.pair)?.part(cursor.side.other());
            let lengths: Vec<usize> =
                other.range().map(|cell| pairs.text(document, alignment, cursor.side.other(), cell).len()).collect();
            let share = match lengths.as_slice() {
                [first, _, ..] => *first as f32 / lengths.iter().sum::<usize>().max(1) as f32,
                _ => 0.5,
            };
            let byte = at.start as usize + first_place(text, share)?;
            Some(Caret { side: cursor.side, cell, passage, byte })
        });
        match caret {
            Some(caret) => self.aligner.cut(Some(caret)),
            None => self.say("There is nothing here to cut"),
        }
    }

    fn move_caret(&mut self, unit: CaretUnit, forward: bool) {
        let Some(caret) = self.aligner.cutting() else { return };
        let Some(open) = self.workspace.current_document() else { return };
        let (document, alignment, pairs) = (&open.document, &open.work.alignment, self.aligner.pairs());
        let Some((_, at)) = pairs.place(document, alignment, caret.side, caret.cell) else { return };
        let text = pairs.text(document, alignment, caret.side, caret.cell);
        let Some(byte) = inside(text, at, caret.byte) else { return };
        let byte = at.start as usize + moved(text, byte, unit, forward);
        self.aligner.cut(Some(Caret { byte, ..caret }));
    }

    /// Cuts at the caret. The second part is chosen: what comes next is mostly about it.
    fn cut_here(&mut self, level: AlignLevel) {
        let Some(Caret { side, passage, byte, .. }) = self.aligner.cutting() else { return };
        let (correction, second) = match level {
            AlignLevel::Sentences => {
                (Correction::CutSentence { side, passage, at: byte }, Place { side, passage, byte })
            }
            AlignLevel::Paragraphs => {
                (Correction::CutPassage { side, passage, at: byte }, Place { side, passage: passage + 1, byte: 0 })
            }
        };
        if self.correct(correction) {
            self.aligner.choose_place(Some(second));
        }
    }

    fn join_sentences(&mut self) {
        let cursor = self.aligner.cursor();
        if self.workspace.settings.align_level == AlignLevel::Paragraphs {
            self.say("Sentences are joined where sentences are shown: press P");
        } else if let Some(segment) = cursor.here(self.aligner.pairs()) {
            self.correct(Correction::JoinSentences { side: cursor.side, segment });
        }
    }

    fn cut_row(&mut self) {
        if self.workspace.settings.align_level == AlignLevel::Paragraphs {
            self.say("A row begins with a pair of sentences: press P");
        } else if let Some(bead) = self.aligner.chosen_bead() {
            self.correct(Correction::CutRow(bead));
        }
    }

    fn join_passage(&mut self) {
        let cursor = self.aligner.cursor();
        let Some(open) = self.workspace.current_document() else { return };
        let pairs = self.aligner.pairs();
        let cell = cursor.here(pairs);
        let place = cell.and_then(|cell| pairs.place(&open.document, &open.work.alignment, cursor.side, cell));
        if let Some((passage, _)) = place {
            self.correct(Correction::JoinPassage { side: cursor.side, passage });
        }
    }
}
