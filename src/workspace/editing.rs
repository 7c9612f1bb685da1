//! What people do to a document: every change of the work goes through here, can be undone, and is handed on to be kept.

use std::sync::Arc;

use super::results::follow_row;
use super::{ChosenNote, DocumentId, NewNote, NoteChange, Problem, Workspace};
use crate::model::{Annotation, AnnotationId, Draft, DraftId, Edit, Motivation, Standing, Target, Work};

impl Workspace {
    /// Does an edit and remembers how the work was before. An edit that is refused is told and changes nothing.
    pub(super) fn edit(&mut self, id: DocumentId, edit: &Edit) {
        self.edit_within(id, edit, None);
    }

    /// The same for a part of the gesture of that name, whose parts are one step of undo.
    fn edit_within(&mut self, id: DocumentId, edit: &Edit, gesture: Option<&str>) {
        let Some(open) = self.document_mut(id) else { return };
        match edit.apply(&open.work) {
            Ok(next) if next == open.work => (),
            Ok(next) => {
                let (before, label) = (open.work.clone(), edit.label(&open.work));
                match gesture {
                    Some(gesture) => open.history.remember_part(before, label, gesture),
                    None => open.history.remember(before, label),
                }
                self.put_work(id, next);
            }
            Err(refused) => {
                self.fail(Problem { what: refused.to_string(), path: None, advice: String::new() });
            }
        }
    }

    pub(super) fn undo(&mut self, id: DocumentId) {
        let Some(open) = self.document_mut(id) else { return };
        let before = open.work.alignment.clone();
        if let Some(work) = open.history.undo(open.work.clone()) {
            self.put_work(id, work);
            self.answer_where(id, &before);
        }
    }

    pub(super) fn redo(&mut self, id: DocumentId) {
        let Some(open) = self.document_mut(id) else { return };
        let before = open.work.alignment.clone();
        if let Some(work) = open.history.redo(open.work.clone()) {
            self.put_work(id, work);
            self.answer_where(id, &before);
        }
    }

    pub(super) fn add_note(&mut self, id: DocumentId, note: NewNote) {
        let annotation = Annotation {
            targets: note.targets,
            text: note.text,
            tags: note.tags,
            colour: note.colour,
            author: self.settings.author.clone(),
            created: Some((self.surroundings.now)()),
            ..Annotation::new(AnnotationId((self.surroundings.new_name)().into()), note.motivation)
        };
        let (name, is_blank) = (annotation.id.clone(), annotation.text.is_empty());
        let says_something =
            Motivation::CHOICES.contains(&annotation.motivation) && annotation.motivation != Motivation::Highlighting;
        self.edit(id, &Edit::AddAnnotation(Arc::new(annotation)));
        self.choose_note(id, Some(name), says_something && is_blank);
    }

    /// Chooses a note that is there, or none.
    pub(super) fn choose_note(&mut self, id: DocumentId, note: Option<AnnotationId>, edit: bool) {
        let serial = self.next_id();
        let Some(open) = self.document_mut(id) else { return };
        let there = note.filter(|note| open.work.annotations.contains_key(note));
        open.chosen_note = there.map(|note| ChosenNote { serial, note, edit });
    }

    /// Takes notes away with the replies to them, and says so with a way back.
    pub(super) fn remove_notes(&mut self, id: DocumentId, notes: Vec<AnnotationId>) {
        let count = |workspace: &Self| workspace.document(id).map_or(0, |open| open.work.annotations.len());
        let before = count(self);
        self.edit(id, &Edit::RemoveAnnotations(notes));
        let what = match before.saturating_sub(count(self)) {
            0 => return,
            1 => "The note was removed".to_owned(),
            many => format!("{many} notes were removed"),
        };
        self.inform_with_undo(id, Problem { what, path: None, advice: String::new() });
    }

    /// Answers a note. The answer is chosen; where it is still being typed, what comes next joins this step.
    pub(super) fn reply(&mut self, id: DocumentId, to: AnnotationId, text: String, typing: bool) {
        let reply = Annotation {
            text,
            author: self.settings.author.clone(),
            created: Some((self.surroundings.now)()),
            reply_to: Some(to),
            ..Annotation::new(AnnotationId((self.surroundings.new_name)().into()), Motivation::Replying)
        };
        let name = reply.id.clone();
        self.edit_within(id, &Edit::AddAnnotation(Arc::new(reply)), Some(&text_of(&name)));
        self.choose_note(id, Some(name), typing);
        if !typing {
            self.end_gesture(id);
        }
    }

    pub(super) fn change_note(&mut self, id: DocumentId, note: &AnnotationId, change: NoteChange) {
        let Some(open) = self.document(id) else { return };
        let Some(before) = open.work.annotations.get(note) else { return };
        let mut after = Annotation::clone(before);
        let gesture = matches!(change, NoteChange::Text(_) | NoteChange::Typing(_)).then(|| text_of(note));
        let ends = !matches!(change, NoteChange::Typing(_));
        match change {
            NoteChange::Text(text) | NoteChange::Typing(text) => after.text = text,
            NoteChange::Tags(tags) => after.tags = tags,
            NoteChange::Colour(colour) => after.colour = colour,
            NoteChange::Motivation(motivation) => after.motivation = motivation,
            NoteChange::Resolved(resolved) => after.resolved = resolved,
            NoteChange::Author(author) => after.author = author,
            NoteChange::Targets(targets) => after.targets = targets,
        }
        if after != **before {
            after.modified = Some((self.surroundings.now)());
            self.edit_within(id, &Edit::ChangeAnnotation(Arc::new(after)), gesture.as_deref());
        }
        if ends {
            self.end_gesture(id);
        }
    }

    fn end_gesture(&mut self, id: DocumentId) {
        if let Some(open) = self.document_mut(id) {
            open.history.end_gesture();
        }
    }

    pub(super) fn put_draft(
        &mut self,
        id: DocumentId,
        name: Option<DraftId>,
        target: Target,
        (text, typing): (String, bool),
    ) {
        let Some(open) = self.document(id) else { return };
        let before = name.as_ref().and_then(|name| open.work.drafts.get(name)).cloned();
        let is_blank = text.trim().is_empty();
        let edit = match before {
            // A draft that says nothing is none.
            Some(before) if is_blank => Some((before.id.clone(), Edit::RemoveDraft(before.id.clone()))),
            None if is_blank => None,
            Some(before) => {
                let draft = self.changed_draft(&before, text);
                Some((draft.id.clone(), Edit::PutDraft(Arc::new(draft))))
            }
            None => {
                let draft = self.new_draft(name, target, text);
                Some((draft.id.clone(), Edit::PutDraft(Arc::new(draft))))
            }
        };
        if let Some((draft, edit)) = edit {
            self.edit_within(id, &edit, Some(&format!("draft {}", draft.0)));
        }
        if !typing {
            self.end_gesture(id);
        }
    }

    fn new_draft(&self, name: Option<DraftId>, target: Target, text: String) -> Draft {
        Draft {
            author: self.settings.author.clone(),
            created: Some((self.surroundings.now)()),
            ..Draft::new(name.unwrap_or_else(|| DraftId((self.surroundings.new_name)().into())), target, text)
        }
    }

    /// A draft with another text. Who words it anew where it stands has said that it belongs there.
    fn changed_draft(&self, before: &Draft, text: String) -> Draft {
        let mut draft = before.clone();
        if draft.text != text {
            draft.text = text;
            draft.modified = Some((self.surroundings.now)());
            if matches!(draft.target.standing, Standing::ToConfirm { .. }) {
                draft.target.standing = Standing::Sure;
            }
        }
        draft
    }

    /// Puts work in the place of what a document has, and has the difference kept.
    fn put_work(&mut self, id: DocumentId, work: Work) {
        let next = self.next_id();
        self.withdraw_undo(id);
        let Some(open) = self.document_mut(id) else { return };
        let old = std::mem::replace(&mut open.work, work);
        open.notes_revision = next;
        let is_same = Arc::ptr_eq(&old.alignment, &open.work.alignment);
        if !is_same {
            open.statuses = next;
        }
        if !is_same && !old.alignment.stands_as(&open.work.alignment) {
            open.revision = next;
            let stale = (open.lay(), open.forget_explanation());
            follow_row(open, &old.alignment);
            super::jobs::free_elsewhere((old, stale));
        }
        self.keep(id);
        if !is_same {
            self.follow_alignment(id);
            self.restart_aligning(id);
        }
    }
}

/// Names the gesture of typing the text of a note.
fn text_of(note: &AnnotationId) -> String {
    format!("text of {note}")
}
