//! A note that is being written, as data: what is in its field, what of that the work has, and what becomes of it when
//! the note changes or goes elsewhere meanwhile. Whatever happens, nothing that was typed is lost.

use std::sync::Arc;

use super::filter::folded;
use crate::model::{Annotation, AnnotationId, Work};
use crate::workspace::{ChosenNote, Command, DocumentId, NewNote, NoteChange};

/// What parts one tag from the next.
const COMMAS: [char; 5] = [',', '，', '、', ';', '；'];
/// How long somebody stops typing before what was typed is kept, in seconds.
pub(super) const PAUSE: f64 = 1.0;

/// What is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Subject {
    /// A note or a reply that is there.
    Note(AnnotationId),
    /// A reply to a note; it is there with the first pause.
    Reply(AnnotationId),
}

/// What became of a note elsewhere while it was being written.
#[derive(Clone, PartialEq, Debug, Default)]
enum Elsewhere {
    /// Nothing.
    #[default]
    Same,
    /// Somebody wrote another text. What was on its way from here may have become a note of its own.
    Changed { theirs: Arc<Annotation>, copy: Option<AnnotationId> },
    /// Somebody removed it.
    Gone,
}

/// How far typing has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Typing {
    /// Nothing was typed.
    NotYet,
    /// Something was.
    Begun,
    /// Something was, and some of it was sent to be kept.
    Sent,
}

/// A note that is being written.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Editor {
    /// Its document.
    pub(super) document: DocumentId,
    /// What it is.
    pub(super) subject: Subject,
    /// What is in the field.
    pub(super) text: String,
    /// What was typed of a tag so far.
    pub(super) tag: String,
    /// The text that the work has, as far as it was seen or sent from here.
    known: String,
    /// The note as it was seen last.
    last: Option<Arc<Annotation>>,
    /// Whether it had neither text nor author when editing began.
    is_new: bool,
    /// How far typing has come.
    typing: Typing,
    /// When something was typed that was not sent yet, in seconds of the window's clock.
    typed_at: Option<f64>,
    /// What became of the note elsewhere meanwhile.
    elsewhere: Elsewhere,
    /// Whether the field has yet to get the keyboard.
    pub(super) wants_focus: bool,
}

/// What a person makes of two versions of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Version {
    /// What is in the field.
    Mine,
    /// What somebody else wrote.
    Theirs,
    /// Both: theirs stays in the note, and what is in the field becomes a note of its own.
    Both,
}

impl Editor {
    /// Starts to edit a note.
    pub(super) fn of(document: DocumentId, note: &Arc<Annotation>) -> Self {
        let last = Some(note.clone());
        let is_new = note.text.is_empty() && note.author.is_empty();
        Self {
            text: note.text.clone(),
            known: note.text.clone(),
            last,
            is_new,
            ..Self::on(document, Subject::Note(note.id.clone()))
        }
    }

    /// Starts to answer a note.
    pub(super) fn reply(document: DocumentId, to: AnnotationId) -> Self {
        Self::on(document, Subject::Reply(to))
    }

    fn on(document: DocumentId, subject: Subject) -> Self {
        Self {
            document,
            subject,
            text: String::new(),
            tag: String::new(),
            known: String::new(),
            last: None,
            is_new: false,
            typing: Typing::NotYet,
            typed_at: None,
            elsewhere: Elsewhere::Same,
            wants_focus: true,
        }
    }

    /// Whether it is this note that is edited.
    pub(super) fn is_of(&self, note: &AnnotationId) -> bool {
        matches!(&self.subject, Subject::Note(id) if id == note)
    }

    /// Whether anything was typed.
    fn is_touched(&self) -> bool {
        self.typing != Typing::NotYet
    }

    /// Whether nobody had written or signed it before.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// The version of somebody else that waits for a decision.
    pub(super) fn theirs(&self) -> Option<&Arc<Annotation>> {
        match &self.elsewhere {
            Elsewhere::Changed { theirs, .. } => Some(theirs),
            Elsewhere::Same | Elsewhere::Gone => None,
        }
    }

    /// The note that was removed while it was edited.
    pub(super) fn gone(&self) -> Option<&Arc<Annotation>> {
        self.last.as_ref().filter(|_| self.elsewhere == Elsewhere::Gone)
    }

    /// The note that it answers.
    pub(super) fn answered(&self) -> Option<&AnnotationId> {
        match &self.subject {
            Subject::Reply(to) => Some(to),
            Subject::Note(_) => self.last.as_ref()?.reply_to.as_ref(),
        }
    }

    /// Whether what was typed is in the work.
    pub(super) fn is_kept(&self) -> bool {
        self.text == self.known && self.elsewhere == Elsewhere::Same
    }

    /// Takes notice of typing.
    pub(super) fn typed(&mut self, now: f64) {
        self.typing = self.typing.max(Typing::Begun);
        self.typed_at = Some(now);
    }

    /// How long until what was typed is to be kept; nothing where all of it is.
    pub(super) fn due_in(&self, now: f64) -> Option<f64> {
        self.typed_at.map(|typed| (typed + PAUSE - now).max(0.0))
    }

    /// Keeps what was typed until now.
    pub(super) fn keep(&mut self) -> Option<Command> {
        self.typed_at = None;
        // What differs from both sides is for a person to decide; it stays in the field until then.
        if self.text == self.known || self.elsewhere != Elsewhere::Same {
            return None;
        }
        let (document, text) = (self.document, self.text.clone());
        match &self.subject {
            Subject::Reply(_) if text.trim().is_empty() => None,
            Subject::Reply(to) => {
                self.known.clone_from(&text);
                Some(Command::Reply { document, to: to.clone(), text, typing: true })
            }
            Subject::Note(note) => {
                self.known.clone_from(&text);
                self.typing = Typing::Sent;
                Some(Command::ChangeNote { document, note: note.clone(), change: NoteChange::Typing(text) })
            }
        }
    }

    /// Brings it in step with the work. Whether there is anything left to edit.
    pub(super) fn follow(&mut self, work: &Work) -> bool {
        let Subject::Note(id) = &self.subject else { return true };
        let Some(note) = work.annotations.get(id) else {
            self.elsewhere = Elsewhere::Gone;
            return self.is_touched();
        };
        if note.text == self.known {
            self.elsewhere = Elsewhere::Same;
        } else if note.text == self.text {
            self.known.clone_from(&note.text);
            self.elsewhere = Elsewhere::Same;
        } else if self.is_touched() {
            self.take_theirs(note, work);
        } else {
            // Nothing was typed here yet: what came in is what there is to edit.
            self.text.clone_from(&note.text);
            self.known.clone_from(&note.text);
            self.elsewhere = Elsewhere::Same;
        }
        self.last = Some(note.clone());
        true
    }

    /// Takes notice of what somebody else wrote. What was sent from here at the same time stands beside it by now, as a
    /// copy: it is found by what it has of the note.
    fn take_theirs(&mut self, theirs: &Arc<Annotation>, work: &Work) {
        if self.theirs().is_some_and(|known| Arc::ptr_eq(known, theirs)) {
            return;
        }
        let is_copy = |note: &&Arc<Annotation>| {
            let same = |last: &Arc<Annotation>| {
                (&last.targets, last.created, &last.reply_to) == (&note.targets, note.created, &note.reply_to)
            };
            note.id != theirs.id && note.text == self.known && self.last.as_ref().is_some_and(same)
        };
        let copy =
            work.annotations.values().find(is_copy).filter(|_| self.typing == Typing::Sent).map(|note| note.id.clone());
        self.elsewhere = Elsewhere::Changed { theirs: theirs.clone(), copy };
    }

    /// Goes on as the editor of a note that was chosen to be edited, if that is the reply it has just written.
    pub(super) fn adopt(&mut self, chosen: &ChosenNote, work: &Work) -> bool {
        let Subject::Reply(to) = &self.subject else { return false };
        let reply = work.annotations.get(&chosen.note);
        let Some(reply) = reply.filter(|reply| reply.reply_to.as_ref() == Some(to) && reply.text == self.known) else {
            return false;
        };
        (self.last, self.subject) = (Some(reply.clone()), Subject::Note(chosen.note.clone()));
        true
    }

    /// Decides between what is in the field and what somebody else wrote.
    pub(super) fn decide(&mut self, version: Version) -> Vec<Command> {
        let before = std::mem::take(&mut self.elsewhere);
        let Elsewhere::Changed { theirs, copy } = before else {
            self.elsewhere = before;
            return Vec::new();
        };
        let document = self.document;
        let mut commands = Vec::new();
        if version != Version::Both {
            commands.extend(copy.iter().map(|copy| Command::RemoveNotes { document, notes: vec![copy.clone()] }));
        }
        match version {
            Version::Mine => {
                self.known.clone_from(&theirs.text);
                commands.extend(self.keep());
            }
            Version::Theirs => self.take_text(&theirs.text),
            Version::Both => {
                commands.push(self.as_note_beside(&theirs, copy));
                self.take_text(&theirs.text);
            }
        }
        commands
    }

    fn take_text(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        text.clone_into(&mut self.known);
        (self.typing, self.typed_at) = (Typing::NotYet, None);
    }

    /// Ends editing; what was typed stays, whatever became of the note.
    pub(super) fn finish(mut self) -> Vec<Command> {
        let mut commands: Vec<Command> = self.put_tag().into_iter().collect();
        let document = self.document;
        let copy = match &self.elsewhere {
            Elsewhere::Changed { copy, .. } => copy.clone(),
            Elsewhere::Same | Elsewhere::Gone => None,
        };
        if let Some(other) = self.theirs().or(self.gone()) {
            let says_something = self.is_touched() && !self.text.trim().is_empty();
            commands.extend(says_something.then(|| self.as_note_beside(other, copy)));
            return commands;
        }
        match &self.subject {
            Subject::Note(_) if !self.is_touched() => (),
            Subject::Note(note) => {
                let change = NoteChange::Text(self.text.clone());
                commands.push(Command::ChangeNote { document, note: note.clone(), change });
            }
            Subject::Reply(to) if !self.text.trim().is_empty() && !self.is_kept() => {
                commands.push(Command::Reply { document, to: to.clone(), text: self.text.clone(), typing: false });
            }
            Subject::Reply(_) => (),
        }
        commands
    }

    /// What is in the field as a note of its own beside `other`: the copy that is there, or a new one.
    fn as_note_beside(&self, other: &Annotation, copy: Option<AnnotationId>) -> Command {
        let (document, text) = (self.document, self.text.clone());
        if let Some(note) = copy {
            return Command::ChangeNote { document, note, change: NoteChange::Text(text) };
        }
        if let Some(to) = &other.reply_to {
            return Command::Reply { document, to: to.clone(), text, typing: false };
        }
        let (motivation, targets) = (other.motivation.clone(), other.targets.clone());
        let note = NewNote { motivation, targets, text, tags: other.tags.clone(), colour: other.colour };
        Command::AddNote { document, note }
    }

    /// Adds the tags that were typed, those that the note does not have yet.
    pub(super) fn put_tag(&mut self) -> Option<Command> {
        let typed = std::mem::take(&mut self.tag);
        self.add_tags(typed.split(COMMAS))
    }

    /// Adds the tags that a comma ends; what follows the last comma is still being typed.
    pub(super) fn put_ended_tags(&mut self) -> Option<Command> {
        let typed = std::mem::take(&mut self.tag);
        let (ended, rest) = typed.rsplit_once(COMMAS).unwrap_or(("", &typed));
        rest.trim_start().clone_into(&mut self.tag);
        self.add_tags(ended.split(COMMAS))
    }

    /// Adds a tag that the note does not have yet.
    pub(super) fn add_tag(&self, tag: &str) -> Option<Command> {
        self.add_tags(std::iter::once(tag))
    }

    fn add_tags<'a>(&self, added: impl Iterator<Item = &'a str>) -> Option<Command> {
        let before = self.last.as_ref().map_or(&[][..], |note| &note.tags);
        let mut tags = before.to_vec();
        for tag in added.map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" ")) {
            if !tag.is_empty() && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        if tags.len() == before.len() { None } else { self.change_tags(tags) }
    }

    /// Takes the tag at a position away.
    pub(super) fn remove_tag(&self, nth: usize) -> Option<Command> {
        let mut tags = self.last.as_ref()?.tags.clone();
        if nth >= tags.len() {
            return None;
        }
        tags.remove(nth);
        self.change_tags(tags)
    }

    fn change_tags(&self, tags: Vec<String>) -> Option<Command> {
        let Subject::Note(note) = &self.subject else { return None };
        let change = NoteChange::Tags(tags);
        Some(Command::ChangeNote { document: self.document, note: note.clone(), change })
    }

    /// Tags in use that what was typed may become: those that start with it first.
    pub(super) fn suggested_tags<'a>(&self, in_use: impl Iterator<Item = &'a String>, most: usize) -> Vec<&'a str> {
        let typed = folded(self.tag.trim());
        let has = self.last.as_ref().map_or(&[][..], |note| &note.tags);
        let mut found: Vec<(bool, &str)> = in_use
            .filter(|tag| !has.contains(tag))
            .map(|tag| (folded(tag), tag))
            .filter(|(folded, _)| folded.contains(&typed))
            .map(|(folded, tag)| (!folded.starts_with(&typed), tag.as_str()))
            .collect();
        found.sort_unstable();
        found.into_iter().take(most).map(|(_, tag)| tag).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{note, reply};
    use super::*;
    use crate::model::Edit;

    const DOCUMENT: DocumentId = DocumentId(1);

    fn work(notes: Vec<Annotation>) -> Work {
        let import = Edit::Import { annotations: notes.into_iter().map(Arc::new).collect(), drafts: Vec::new() };
        import.apply(&Work::default()).expect("it cannot fail")
    }

    fn editor(work: &Work, id: &str) -> Editor {
        Editor::of(DOCUMENT, &work.annotations[&AnnotationId(id.into())])
    }

    fn typed(editor: &mut Editor, text: &str) {
        text.clone_into(&mut editor.text);
        editor.typed(0.0);
    }

    /// Commands in a few words.
    fn said(commands: impl IntoIterator<Item = Command>) -> String {
        let say = |command| match command {
            Command::ChangeNote { note, change, .. } => format!("{note} {change:?}"),
            Command::AddNote { note, .. } => format!("new {}", note.text),
            Command::Reply { to, text, typing, .. } => format!("reply to {to} {text} {typing}"),
            Command::RemoveNotes { notes, .. } => format!("RemoveNotes {}", notes[0]),
            other => format!("{other:?}"),
        };
        commands.into_iter().map(say).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_is_typed_is_kept_at_a_pause_and_at_the_end() {
        let before = work(vec![note("甲", "旧")]);
        let mut editor = editor(&before, "甲");
        assert_eq!(editor.due_in(5.0), None);
        assert_eq!(said(editor.keep()), "");
        typed(&mut editor, "新");
        assert_eq!(editor.due_in(0.4), Some(0.6));
        assert!(!editor.is_kept());
        assert_eq!(said(editor.keep()), "甲 Typing(\"新\")");
        let after = work(vec![note("甲", "新")]);
        assert!(editor.follow(&after) && editor.is_kept());
        assert_eq!((editor.due_in(9.0), said(editor.keep())), (None, String::new()));
        assert_eq!(said(editor.finish()), "甲 Text(\"新\")", "the end of the gesture is said");
        let untouched = self::editor(&after, "甲");
        assert_eq!(said(untouched.finish()), "");
    }

    #[test]
    fn two_versions_are_put_before_a_person() {
        let before = work(vec![note("甲", "旧")]);
        let theirs = work(vec![note("甲", "他们的")]);
        let collided = || {
            let mut editor = editor(&before, "甲");
            typed(&mut editor, "我的");
            assert!(editor.follow(&theirs));
            assert_eq!(editor.theirs().map(|note| note.text.as_str()), Some("他们的"));
            assert_eq!(said(editor.keep()), "", "nothing is written over theirs unasked");
            editor
        };
        for (version, expected, field) in [
            (Version::Mine, "甲 Typing(\"我的\")", "我的"),
            (Version::Theirs, "", "他们的"),
            (Version::Both, "new 我的", "他们的"),
        ] {
            let mut editor = collided();
            assert_eq!((said(editor.decide(version)).as_str(), editor.text.as_str()), (expected, field));
            assert!(editor.theirs().is_none());
        }
        assert_eq!(said(collided().finish()), "new 我的", "undecided, both stay");
    }

    #[test]
    fn what_was_on_its_way_when_they_wrote_is_not_written_twice() {
        let before = work(vec![note("甲", "旧")]);
        for (version, expected) in [
            (Version::Mine, "RemoveNotes 乙; 甲 Typing(\"我的完\")"),
            (Version::Theirs, "RemoveNotes 乙"),
            (Version::Both, "乙 Text(\"我的完\")"),
        ] {
            let mut editor = editor(&before, "甲");
            typed(&mut editor, "我的");
            editor.keep();
            typed(&mut editor, "我的完");
            assert!(editor.follow(&work(vec![note("甲", "他们的"), note("乙", "我的")])));
            assert_eq!(said(editor.decide(version)), expected);
        }
    }

    #[test]
    fn what_changes_before_anything_is_typed_is_taken() {
        let mut editor = editor(&work(vec![note("甲", "旧")]), "甲");
        assert!(editor.follow(&work(vec![note("甲", "他们的")])));
        assert_eq!((editor.text.as_str(), editor.theirs()), ("他们的", None));
        assert!(!editor.follow(&work(Vec::new())), "nothing is left to edit");
    }

    #[test]
    fn what_was_typed_outlives_the_note() {
        let before = work(vec![note("甲", "旧"), reply("乙", "甲", "答")]);
        for (id, expected) in [("甲", "new 写了一半"), ("乙", "reply to 甲 写了一半 false")] {
            let mut editor = editor(&before, id);
            typed(&mut editor, "写了一半");
            let mut gone = before.clone();
            Arc::make_mut(&mut gone.annotations).remove(&AnnotationId(id.into()));
            assert!(editor.follow(&gone) && editor.gone().is_some());
            assert_eq!(said(editor.keep()), "");
            assert_eq!(said(editor.finish()), expected);
        }
    }

    #[test]
    fn a_reply_is_written_with_the_first_pause_and_then_edited() {
        let mut editor = Editor::reply(DOCUMENT, AnnotationId("甲".into()));
        assert_eq!(said(editor.clone().finish()), "", "an empty reply is none");
        typed(&mut editor, "答");
        assert_eq!(said(editor.keep()), "reply to 甲 答 true");
        assert_eq!(said(editor.keep()), "", "once");
        let after = work(vec![note("甲", "问"), reply("乙", "甲", "答")]);
        let chosen = ChosenNote { serial: 1, note: AnnotationId("乙".into()), edit: true };
        typed(&mut editor, "答案");
        assert!(editor.adopt(&chosen, &after) && editor.follow(&after));
        assert_eq!(said(editor.keep()), "乙 Typing(\"答案\")");
        let mut short = Editor::reply(DOCUMENT, AnnotationId("甲".into()));
        typed(&mut short, "快答");
        assert_eq!(said(short.finish()), "reply to 甲 快答 false");
    }

    #[test]
    fn tags_are_added_once_and_suggested() {
        let mut tagged = note("甲", "");
        tagged.tags = vec!["数字".to_owned()];
        let mut editor = editor(&work(vec![tagged]), "甲");
        let change =
            |tags: &[&str]| format!("甲 {:?}", NoteChange::Tags(tags.iter().map(|&tag| tag.to_owned()).collect()));
        for (typed, expected) in
            [("  地名  考证 ", change(&["数字", "地名 考证"])), ("数字", String::new()), (" ", String::new())]
        {
            typed.clone_into(&mut editor.tag);
            assert_eq!(said(editor.put_tag()), expected, "{typed}");
            assert_eq!(editor.tag, "");
        }
        editor.tag = "地名，人名、人".to_owned();
        assert_eq!((said(editor.put_ended_tags()), editor.tag.as_str()), (change(&["数字", "地名", "人名"]), "人"));
        assert_eq!((said(editor.put_ended_tags()), editor.tag.as_str()), (String::new(), "人"));
        assert_eq!(said(editor.remove_tag(0)), change(&[]));
        assert_eq!(said(editor.remove_tag(7)), "");
        let in_use = ["翻译", "數量", "数字", "大数", "数目"].map(str::to_owned);
        editor.tag = "数".to_owned();
        assert_eq!(editor.suggested_tags(in_use.iter(), 2), ["数目", "數量"]);
        editor.tag.clear();
        assert_eq!(editor.suggested_tags(in_use.iter(), 9).len(), 4, "all that it does not have");
    }
}
