//! The draft that is typed just now: kept here and not in a widget, so that it lives while its row is not on the screen,
//! and handed to the workspace at every pause.

use eframe::egui::text::CCursor;

use super::field::SetText;
use super::insets::{Stretch, Texts, Typed};
use crate::model::{Draft, Standing, Target};
use crate::workspace::{Command, DocumentId};

/// Seconds without a keystroke after which what was typed is kept.
pub(super) const PAUSE: f64 = 1.0;
/// The longest draft that is typed, in characters. What is longer is a document, and can be opened as one.
pub(super) const LONGEST: usize = 20_000;
/// For how many frames the view follows the caret after a keystroke: rows that come into view move it.
const FOLLOWED: u8 = 4;

/// The draft that is typed just now.
pub(in crate::ui::reader) struct Typing {
    /// The document it is on.
    pub(super) document: DocumentId,
    /// What it is.
    pub(super) typed: Typed,
    /// What a new draft is of.
    target: Target,
    /// What is in the field.
    pub(super) text: String,
    /// What the workspace has of it; empty where it has no draft.
    kept: String,
    /// The words there are, where the draft suggests others.
    present: Option<String>,
    /// Whether the workspace waits for more of what is typed in one go.
    goes_on: bool,
    /// When it was last changed.
    pub(super) changed: f64,
    /// Whether an input method is at work: what it shows is not typed yet.
    pub(super) composing: bool,
    /// Whether something was not put in because it was too long.
    pub(super) refused: bool,
    /// Which field it is: every one has another.
    pub(super) serial: u64,
    /// The text as it is laid out.
    pub(super) set: Option<SetText>,
    /// Where the caret shall stand; it does once the field has the keyboard.
    pub(super) caret: Option<CCursor>,
    /// For how many frames the view still follows the caret.
    pub(super) follow: u8,
}

/// Whether there is still something to type on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Going {
    On,
    /// The draft was taken away.
    Gone,
}

impl Typing {
    /// A draft to be typed: a new one of `of`, or `draft` to be changed. Nothing where the text is not there.
    pub(super) fn start(
        texts: &Texts,
        document: DocumentId,
        (of, wording): (Stretch, bool),
        draft: Option<&Draft>,
        serial: u64,
    ) -> Option<Self> {
        let target = match draft {
            Some(draft) => draft.target.clone(),
            None => texts.notes.target(of.side, of.start, of.end)?,
        };
        let present = wording.then(|| texts.text(of));
        let kept = draft.map(|draft| draft.text.clone()).unwrap_or_default();
        let text = if kept.is_empty() { present.clone().unwrap_or_default() } else { kept.clone() };
        Some(Self {
            document,
            typed: Typed { draft: draft.map(|draft| draft.id.clone()), of, wording },
            target,
            caret: Some(CCursor::new(text.chars().count())),
            text,
            kept,
            present,
            goes_on: false,
            changed: 0.0,
            composing: false,
            refused: false,
            serial,
            set: None,
            follow: FOLLOWED,
        })
    }

    /// What it is.
    pub(in crate::ui::reader) fn what(&self) -> &Typed {
        &self.typed
    }

    /// Whether so much more may be put in.
    pub(super) fn has_room(&self, more: &str) -> bool {
        // Bytes are no fewer than characters, and quicker to count.
        self.text.len() + more.len() <= LONGEST || self.text.chars().count() + more.chars().count() <= LONGEST
    }

    /// Writes down that the text was changed.
    pub(super) fn change(&mut self, now: f64) {
        self.changed = now;
        self.follow = FOLLOWED;
        self.refused = false;
    }

    /// What the draft is to say: nothing where it suggests the words there are.
    fn says(&self) -> &str {
        if self.text.trim().is_empty() || self.present.as_ref().is_some_and(|present| *present == self.text) {
            return "";
        }
        &self.text
    }

    /// Whether something was typed that the workspace does not have.
    pub(super) fn is_ahead(&self) -> bool {
        self.says() != self.kept
    }

    /// What the workspace is to be told at a pause, if anything.
    pub(super) fn pause(&mut self) -> Option<Command> {
        self.is_ahead().then(|| self.put(true))
    }

    /// What the workspace is to be told at the end, if anything.
    pub(super) fn end(&mut self) -> Option<Command> {
        // What it has under a name that is not known here would become a second draft.
        let goes_on = self.goes_on && self.typed.draft.is_some();
        (self.is_ahead() || goes_on).then(|| self.put(false))
    }

    fn put(&mut self, typing: bool) -> Command {
        self.kept = self.says().to_owned();
        self.goes_on = typing;
        Command::PutDraft {
            document: self.document,
            draft: self.typed.draft.clone(),
            target: self.target.clone(),
            text: self.kept.clone(),
            typing,
        }
    }

    /// Learns what became of the draft: its name when it is new, another text when it was changed elsewhere. Where
    /// something was typed here meanwhile, both stay: what was typed becomes a draft of its own.
    pub(super) fn follow(&mut self, texts: &Texts) -> Going {
        let is_ahead = self.is_ahead();
        let Some(id) = &self.typed.draft else {
            if !self.kept.is_empty() {
                let drafts = texts.notes.drafts_between(self.typed.of.side, self.typed.of.start, self.typed.of.end);
                let own = |draft: &&std::sync::Arc<Draft>| draft.target == self.target && draft.text == self.kept;
                self.typed.draft = drafts.iter().rev().find(own).map(|draft| draft.id.clone());
            }
            return Going::On;
        };
        match texts.notes.draft(id) {
            Some(draft) if draft.text == self.kept => {}
            Some(draft) if !is_ahead => {
                self.text.clone_from(&draft.text);
                self.kept.clone_from(&draft.text);
            }
            Some(_) => {
                self.typed.draft = None;
                self.kept.clear();
            }
            None if self.kept.is_empty() => {}
            None if !is_ahead => return Going::Gone,
            // It was removed, but somebody is typing on: it comes back.
            None => self.kept.clear(),
        }
        Going::On
    }

    /// Finds its text again in rows or a document that changed. A new draft whose text is gone is marked as lost, so
    /// that it is kept all the same.
    pub(super) fn move_along(&mut self, texts: &Texts) {
        let draft = self.typed.draft.as_ref().and_then(|id| texts.notes.draft(id));
        if let Some(draft) = draft {
            if let Some(of) = texts.stretch(draft) {
                self.typed.of = of;
            }
            return;
        }
        let Stretch { side, start, end } = self.typed.of;
        let now = texts.notes.target(side, start, end);
        if now.is_none_or(|now| now.selector.exact != self.target.selector.exact) {
            self.target.standing = Standing::Lost;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{DraftId, Edit, SideName, SidePlace};
    use crate::ui::reader::drafts::samples::Sample;

    const ID: DocumentId = DocumentId(7);

    fn start(sample: &Sample, wording: bool, draft: Option<&Draft>) -> Typing {
        let place = |passage, at| SidePlace { passage, at };
        let of = if wording {
            Stretch { side: SideName::Translation, start: place(0, 0), end: place(0, 9) }
        } else {
            Stretch { side: SideName::Source, start: place(1, 0), end: place(1, 27) }
        };
        Typing::start(&sample.texts(), ID, (of, wording), draft, 1).expect("its text is there")
    }

    /// Does what the workspace would.
    fn put(sample: &mut Sample, command: Option<Command>) -> Option<bool> {
        let Command::PutDraft { draft, target, text, typing, .. } = command? else { panic!("it is no draft") };
        let id = draft.unwrap_or_else(|| DraftId(format!("新{}", sample.work.drafts.len()).into()));
        if text.is_empty() {
            sample.edit(&Edit::RemoveDraft(id));
        } else {
            let draft = Draft::new(id, target, text);
            sample.edit(&Edit::PutDraft(Arc::new(draft)));
        }
        Some(typing)
    }

    fn texts(sample: &Sample) -> Vec<&str> {
        sample.work.drafts.values().map(|draft| draft.text.as_str()).collect()
    }

    #[test]
    fn what_is_typed_is_one_draft_from_the_first_pause_to_the_end() {
        let mut sample = Sample::new();
        let mut typing = start(&sample, false, None);
        assert_eq!((typing.pause(), typing.end()), (None, None), "nothing was typed");
        for text in ["  ", "Copies", "Copies to all"] {
            text.clone_into(&mut typing.text);
            let expected = (!text.trim().is_empty()).then_some(true);
            assert_eq!(put(&mut sample, typing.pause()), expected, "{text}");
            assert_eq!(typing.follow(&sample.texts()), Going::On);
        }
        assert_eq!(texts(&sample), ["Copies to all"]);
        assert_eq!(typing.pause(), None, "it has that");
        assert_eq!(put(&mut sample, typing.end()), Some(false));
        assert_eq!(typing.end(), None, "it has ended");
        typing.text.clear();
        put(&mut sample, typing.end());
        assert_eq!(texts(&sample), Vec::<&str>::new());
    }

    #[test]
    fn a_suggestion_begins_with_the_words_there_are_and_is_none_until_they_change() {
        let mut sample = Sample::new();
        let mut typing = start(&sample, true, None);
        assert_eq!(typing.text, "The snow.");
        assert_eq!(typing.end(), None);
        typing.text = "Heavy snow.".to_owned();
        put(&mut sample, typing.pause());
        typing.follow(&sample.texts());
        assert_eq!(texts(&sample), ["Heavy snow."]);
        typing.text = "The snow.".to_owned();
        put(&mut sample, typing.end());
        assert_eq!(texts(&sample), Vec::<&str>::new());
    }

    #[test]
    fn what_others_write_meanwhile_stays_beside_what_is_typed() {
        let mut sample = Sample::new();
        let mut typing = start(&sample, false, None);
        typing.text = "我的".to_owned();
        put(&mut sample, typing.pause());
        typing.follow(&sample.texts());
        let theirs = |sample: &mut Sample, text: &str| {
            let draft = sample.work.drafts.values().next().expect("there is one").clone();
            sample.edit(&Edit::PutDraft(Arc::new(Draft { text: text.to_owned(), ..Draft::clone(&draft) })));
        };
        theirs(&mut sample, "他的");
        typing.follow(&sample.texts());
        assert_eq!(typing.text, "他的", "nothing was typed since: theirs is taken");
        typing.text = "我的又改了".to_owned();
        theirs(&mut sample, "他的又改了");
        typing.follow(&sample.texts());
        put(&mut sample, typing.end());
        assert_eq!(texts(&sample), ["他的又改了", "我的又改了"]);
    }

    #[test]
    fn a_draft_that_is_taken_away_is_gone_unless_it_is_typed_on() {
        let mut sample = Sample::new();
        let mut typing = start(&sample, false, None);
        typing.text = "草稿".to_owned();
        put(&mut sample, typing.pause());
        typing.follow(&sample.texts());
        let id = typing.typed.draft.clone().expect("it has a name now");
        sample.edit(&Edit::RemoveDraft(id));
        typing.text = "草稿续".to_owned();
        assert_eq!(typing.follow(&sample.texts()), Going::On);
        put(&mut sample, typing.pause());
        typing.follow(&sample.texts());
        assert_eq!(texts(&sample), ["草稿续"]);
        sample.edit(&Edit::RemoveDraft(typing.typed.draft.clone().expect("it has a name")));
        assert_eq!(typing.follow(&sample.texts()), Going::Gone);
    }

    #[test]
    fn text_that_is_gone_loses_no_draft() {
        let sample = Sample::new();
        let mut typing = start(&sample, false, None);
        typing.text = "草稿".to_owned();
        typing.move_along(&sample.texts());
        let standing = |command| match command {
            Some(Command::PutDraft { target, .. }) => Some(target.standing),
            _ => None,
        };
        assert_eq!(standing(typing.pause()), Some(Standing::Sure));
        typing.target.selector.exact = "别的文字".to_owned();
        typing.move_along(&sample.texts());
        typing.text = "草稿续".to_owned();
        assert_eq!(standing(typing.pause()), Some(Standing::Lost));
    }
}
