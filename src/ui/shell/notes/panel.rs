//! What the list of notes keeps from frame to frame, and what becomes of what is asked for in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Context, Id, Rect};

use super::Wish;
use super::editing::{Editor, Subject};
use super::filter::Filter;
use super::list::{Listing, Name, Snapshot, What};
use super::lister::Lister;
use super::placing;
use super::prepared::Prepared;
use super::scroll::Scroll;
use crate::model::{Alignment, Annotation, AnnotationId, Document, Target, Work};
use crate::ui::shell::commands::Action;
use crate::workspace::{
    Command, DocumentId, NoteChange, NotePlaces, NoticeKind, OpenDocument, Problem, Setting, Settings, Workspace,
};

/// Notes longer than this, in bytes, are not edited in place: a field lays out all of its text.
const LONGEST_EDITED: usize = 100_000;

/// The list of notes, and the note that is being written.
#[derive(Default)]
pub(crate) struct NotesPanel {
    lister: Lister,
    pub(super) listing: Arc<Listing>,
    /// What the list was asked for last.
    followed: Option<Followed>,
    pub(super) filter: Filter,
    /// The filter that the list was made with.
    listed: Filter,
    /// Whether the choices of the filter are shown.
    pub(super) filter_is_open: bool,
    /// Who has yet to get the keyboard.
    pub(super) focus: Option<Focus>,
    pub(super) scroll: Scroll,
    /// The chosen entry.
    pub(super) chosen: Option<Name>,
    /// Serial of the last choice that was followed.
    seen_choice: u64,
    /// An entry that is to come into the view once the list has it.
    wanted: Option<Name>,
    pub(super) editor: Option<Editor>,
    /// Entries of which all of the text is shown.
    pub(super) whole: BTreeSet<Name>,
    /// A note that a person is about to place elsewhere.
    pub(super) placed: Option<AnnotationId>,
    pub(super) prepared: BTreeMap<Name, Prepared>,
    /// What was typed of the writer's name, where it is asked for.
    pub(super) name: String,
    /// The height that the card with the fields had last.
    pub(super) editor_height: f32,
    /// Whether it was drawn in this frame.
    is_drawn: bool,
}

/// Why a note is not edited, and how its text can be changed all the same.
fn too_long(note: &Annotation) -> Problem {
    let [kilobytes, most] = [note.text.len(), LONGEST_EDITED].map(|bytes| bytes.div_ceil(1000));
    Problem {
        what: format!("This note is too long to be edited here: it has {kilobytes} KB, and a field takes {most}"),
        path: None,
        advice: "Export the notes as JSON-LD, change its text there and import the file again; or reply to it."
            .to_owned(),
    }
}

/// What is to get the keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    /// The list.
    List,
    /// The field of the filter.
    Filter,
}

/// What a list was made from.
struct Followed {
    id: DocumentId,
    document: Arc<Document>,
    work: Work,
    filter: Filter,
    kept: Option<AnnotationId>,
}

impl NotesPanel {
    /// The list as a whole, for whoever has the keyboard.
    pub(crate) fn list_id() -> Id {
        Id::unique("list of notes")
    }

    /// Whether keys go to the list.
    pub(crate) fn has_keyboard(ctx: &Context) -> bool {
        ctx.memory(|memory| memory.has_focus(Self::list_id()))
    }

    /// Whether keys go to the list and a draft is chosen in it, which no command on notes knows.
    pub(crate) fn has_draft(&self, ctx: &Context) -> bool {
        Self::has_keyboard(ctx) && matches!(self.chosen, Some(Name::Draft(_)))
    }

    /// What the filter lets through, where it asks for something: the names of notes, replies and drafts.
    pub(crate) fn filtered(&self) -> Option<Arc<BTreeSet<Arc<str>>>> {
        self.filter.is_active().then(|| Arc::new(self.listing.names()))
    }

    /// Whether it was drawn in this frame.
    pub(crate) fn is_drawn(&self) -> bool {
        self.is_drawn
    }

    /// Notes that it is drawn in this frame.
    pub(super) fn note_drawn(&mut self) {
        self.is_drawn = true;
    }

    /// Gives the keyboard to the list with the next frame.
    pub(crate) fn focus_list(&mut self) {
        self.focus = Some(Focus::List);
    }

    /// Gives the keyboard to the filter with the next frame.
    pub(crate) fn focus_filter(&mut self) {
        self.focus = Some(Focus::Filter);
    }

    /// What was typed and is not kept yet.
    pub(crate) fn keep_typing(&mut self) -> Option<Command> {
        self.editor.as_mut()?.keep()
    }

    /// Ends editing; what was typed stays.
    pub(crate) fn finish(&mut self) -> Vec<Command> {
        self.placed = None;
        self.editor.take().map(Editor::finish).unwrap_or_default()
    }

    /// Brings it in step with the shown document, before a frame is drawn. Whether the panel has to be shown, because a
    /// note is to be edited.
    pub(crate) fn follow(
        &mut self,
        ctx: &Context,
        workspace: &Workspace,
        places: &NotePlaces,
        commands: &mut Vec<Command>,
    ) -> bool {
        self.is_drawn = false;
        if self.followed.as_ref().map(|followed| followed.id) != workspace.current {
            commands.extend(self.leave());
        }
        let Some(open) = workspace.current_document() else { return false };
        let wants_panel = self.follow_choice(open, commands);
        self.follow_editor(ctx, open, commands);
        self.follow_notes(ctx, open, places);
        self.take_listing(open, commands);
        wants_panel
    }

    /// Leaves a document that is no longer shown.
    fn leave(&mut self) -> Vec<Command> {
        let commands = self.finish();
        let (lister, name) = (std::mem::take(&mut self.lister), std::mem::take(&mut self.name));
        *self = Self { lister, name, seen_choice: self.seen_choice, ..Self::default() };
        commands
    }

    /// Follows a note that was chosen in the text, or to be edited; whether it is to be edited.
    fn follow_choice(&mut self, open: &OpenDocument, commands: &mut Vec<Command>) -> bool {
        let Some(chosen) = &open.chosen_note else {
            if matches!(self.chosen, Some(Name::Note(_))) {
                self.chosen = None;
            }
            return false;
        };
        let name = Name::Note(chosen.note.clone());
        if chosen.serial <= self.seen_choice {
            if self.followed.is_none() {
                // The document is shown again: what was chosen in it still is.
                (self.chosen, self.wanted) = (Some(name.clone()), Some(name));
            }
            return false;
        }
        self.seen_choice = chosen.serial;
        self.chosen = Some(name.clone());
        let adopted = self.editor.as_mut().is_some_and(|editor| editor.adopt(chosen, &open.work));
        if !adopted {
            self.wanted = Some(name);
        }
        if chosen.edit && !adopted {
            commands.extend(self.edit(open, &chosen.note));
        }
        chosen.edit
    }

    fn follow_editor(&mut self, ctx: &Context, open: &OpenDocument, commands: &mut Vec<Command>) {
        let now = ctx.time();
        let Some(editor) = &mut self.editor else { return };
        if !editor.follow(&open.work) {
            self.editor = None;
            return;
        }
        match editor.due_in(now) {
            Some(left) if left <= 0.0 => commands.extend(editor.keep()),
            Some(left) => ctx.request_repaint_after(Duration::from_secs_f64(left)),
            None => (),
        }
    }

    /// Asks for another list where notes or filter changed.
    fn follow_notes(&mut self, ctx: &Context, open: &OpenDocument, places: &NotePlaces) {
        let kept = self.editor.as_ref().map(|editor| {
            let (Subject::Note(id) | Subject::Reply(id)) = &editor.subject;
            id.clone()
        });
        let followed = self.followed.as_ref();
        let same_notes = followed.is_some_and(|followed| {
            let (old, new) = (&followed.work, &open.work);
            Arc::ptr_eq(&followed.document, &open.document)
                && Arc::ptr_eq(&old.alignment, &new.alignment)
                && Arc::ptr_eq(&old.annotations, &new.annotations)
                && Arc::ptr_eq(&old.drafts, &new.drafts)
        });
        let same_filter = followed.is_some_and(|followed| (&followed.filter, &followed.kept) == (&self.filter, &kept));
        if same_notes && same_filter {
            return;
        }
        let snapshot = (!same_notes).then(|| Snapshot::of(places, &open.work));
        self.lister.ask(ctx, snapshot, self.filter.clone(), kept.clone());
        let (document, work) = (open.document.clone(), open.work.clone());
        self.followed = Some(Followed { id: open.id, document, work, filter: self.filter.clone(), kept });
    }

    /// Takes a list that was made. Where the chosen entry is gone from it by what was done to it, the next one is chosen.
    fn take_listing(&mut self, open: &OpenDocument, commands: &mut Vec<Command>) {
        if let Some(listing) = self.lister.answer() {
            let old = std::mem::replace(&mut self.listing, listing);
            self.scroll.renew(&old, &self.listing);
            let gone = |name: &&Name| self.listing.position(name).is_none();
            let before = self.chosen.as_ref().filter(gone).and_then(|name| old.position(name));
            let same_filter = std::mem::replace(&mut self.listed, self.filter.clone()) == self.filter;
            if let Some(before) = before.filter(|_| same_filter && self.lister.is_done()) {
                let next = self.listing.items.get(before.min(self.listing.items.len().saturating_sub(1)));
                let next = next.map(|item| item.what.name());
                self.choose(open, next, commands);
            }
        }
        if let Some(nth) = self.wanted.as_ref().and_then(|wanted| self.listing.position(wanted)) {
            self.wanted = None;
            self.scroll.reveal(nth);
        } else if self.lister.is_done() {
            // The filter hides it.
            self.wanted = None;
        }
    }

    /// Chooses an entry without going to its text.
    pub(super) fn choose(&mut self, open: &OpenDocument, name: Option<Name>, commands: &mut Vec<Command>) {
        if let Some(nth) = name.as_ref().and_then(|name| self.listing.position(name)) {
            self.scroll.reveal(nth);
        }
        let note = match &name {
            Some(Name::Note(id)) => Some(id.clone()),
            Some(Name::Draft(_)) | None => None,
        };
        self.chosen = name;
        commands.push(Command::ChooseNote { document: open.id, note, edit: false });
    }

    /// Starts to edit a note, or says why not where it is too long for a field.
    fn edit(&mut self, open: &OpenDocument, note: &AnnotationId) -> Vec<Command> {
        if self.editor.as_ref().is_some_and(|editor| editor.is_of(note)) {
            return Vec::new();
        }
        let mut commands = self.finish();
        let Some(note) = open.work.annotations.get(note) else { return commands };
        if note.text.len() <= LONGEST_EDITED {
            self.editor = Some(Editor::of(open.id, note));
        } else {
            commands.push(Command::Tell(NoticeKind::Warning, too_long(note)));
        }
        commands
    }

    /// Does what was asked for in the list.
    pub(super) fn carry_out(
        &mut self,
        wish: Wish,
        open: &OpenDocument,
        places: &NotePlaces,
        commands: &mut Vec<Command>,
    ) {
        let document = open.id;
        match wish {
            Wish::Go(name) => {
                self.go(open, places, name, commands);
                self.focus = Some(Focus::List);
            }
            Wish::Edit(note) => {
                self.choose(open, Some(Name::Note(note.clone())), commands);
                commands.extend(self.edit(open, &note));
            }
            Wish::Reply(to) => {
                commands.extend(self.finish());
                self.editor = Some(Editor::reply(document, to));
            }
            Wish::Resolve(note, resolved) => {
                commands.push(Command::ChangeNote { document, note, change: NoteChange::Resolved(resolved) });
            }
            Wish::Remove(name) => commands.extend(self.remove(open, name)),
            Wish::Confirm(note) => commands.extend(placed(open, note, placing::confirmed)),
            Wish::KeepLost(note) => commands.extend(placed(open, note, placing::lost)),
            Wish::Place(note) => {
                self.choose(open, Some(Name::Note(note.clone())), commands);
                self.placed = Some(note);
            }
            Wish::Whole(name, true) => drop(self.whole.insert(name)),
            Wish::Whole(name, false) => drop(self.whole.remove(&name)),
            Wish::Change(change) => commands.extend(self.change(document, change)),
            Wish::Command(command) => commands.push(command),
            Wish::Decide(version) => {
                commands.extend(self.editor.as_mut().map(|editor| editor.decide(version)).unwrap_or_default());
            }
            Wish::Keep => commands.extend(self.keep_typing()),
            Wish::Done => {
                commands.extend(self.finish());
                self.focus = Some(Focus::List);
            }
            Wish::Discard => self.editor = None,
            Wish::SeeField(_) => (),
            Wish::Enter => self.enter(open, commands),
            Wish::Unplaced(state) => self.filter = Filter { state, ..Filter::default() },
            Wish::Sign(name) => commands.extend(self.sign(open, name)),
        }
    }

    /// Moves the list so that `part` of the field is seen in `view`.
    pub(super) fn see_field(&mut self, part: Rect, view: Rect) {
        const MARGIN: f32 = 14.0;
        if part.bottom() + MARGIN > view.bottom() {
            self.scroll.move_by(f64::from((part.bottom() + MARGIN - view.bottom()).min(part.top() - view.top())));
        } else if part.top() - MARGIN < view.top() {
            self.scroll.move_by(f64::from(part.top() - MARGIN - view.top()));
        }
    }

    /// Gives the keyboard to the list, with something chosen that is shown.
    fn enter(&mut self, open: &OpenDocument, commands: &mut Vec<Command>) {
        self.focus = Some(Focus::List);
        if self.chosen.as_ref().is_none_or(|name| self.listing.position(name).is_none()) {
            let first = self.listing.items.first().map(|item| item.what.name());
            self.choose(open, first, commands);
        }
    }

    /// Chooses an entry and goes to its text.
    fn go(&mut self, open: &OpenDocument, places: &NotePlaces, name: Name, commands: &mut Vec<Command>) {
        let targets = match &name {
            Name::Note(id) => open.work.annotations.get(&head_of(id, &open.work)).map(|note| note.targets.clone()),
            Name::Draft(id) => open.work.drafts.get(id).map(|draft| vec![draft.target.clone()]),
        };
        let place = place_of(&targets.unwrap_or_default(), places, &open.work.alignment);
        if let Some((row, pair)) = place {
            commands.push(Command::GoTo { document: open.id, row, pair });
        }
        let is_elsewhere =
            self.editor.as_ref().is_some_and(|editor| !matches!(&name, Name::Note(id) if editor.is_of(id)));
        if is_elsewhere {
            commands.extend(self.finish());
        }
        self.choose(open, Some(name), commands);
    }

    fn remove(&mut self, open: &OpenDocument, name: Name) -> Vec<Command> {
        let mut commands = self.finish();
        commands.push(match name {
            Name::Note(note) => Command::RemoveNotes { document: open.id, notes: vec![note] },
            Name::Draft(draft) => Command::RemoveDraft { document: open.id, draft },
        });
        self.focus = Some(Focus::List);
        commands
    }

    /// Changes the note that is edited.
    fn change(&mut self, document: DocumentId, change: NoteChange) -> Option<Command> {
        let Subject::Note(note) = &self.editor.as_ref()?.subject else { return None };
        Some(Command::ChangeNote { document, note: note.clone(), change })
    }

    /// Takes the name that notes are signed with, also for the one that is just being written.
    fn sign(&mut self, open: &OpenDocument, name: String) -> Vec<Command> {
        self.name.clear();
        if name.is_empty() {
            return vec![Command::Set(Setting::AuthorAsked(true))];
        }
        let mut commands = vec![Command::Set(Setting::Author(name.clone()))];
        if self.editor.as_ref().is_some_and(Editor::is_new) {
            commands.extend(self.change(open.id, NoteChange::Author(name)));
        }
        commands
    }

    /// Whether the list shows what was last asked for.
    pub(super) fn is_settled(&self) -> bool {
        self.lister.is_done()
    }

    /// Whether the name that notes are signed with is to be asked for.
    pub(super) fn asks_name(&self, settings: &Settings) -> bool {
        self.editor.is_some() && settings.author.is_empty() && !settings.author_asked
    }

    /// Does a command of the table to the chosen entry.
    pub(crate) fn act(&mut self, action: Action, open: &OpenDocument, places: &NotePlaces) -> Vec<Command> {
        let mut commands = Vec::new();
        let Some(name) = self.chosen.clone().or_else(|| Some(Name::Note(open.chosen_note.as_ref()?.note.clone())))
        else {
            return commands;
        };
        let wish = match (action, &name) {
            (Action::GoToNote, _) => {
                self.go(open, places, name, &mut commands);
                None
            }
            (Action::RemoveNote, _) => Some(Wish::Remove(name)),
            (Action::EditNote, Name::Note(id)) => Some(Wish::Edit(id.clone())),
            (Action::ReplyToNote, Name::Note(id)) => Some(Wish::Reply(id.clone())),
            (Action::ResolveNote, Name::Note(id)) => {
                let resolved = open.work.annotations.get(id).is_some_and(|note| note.resolved);
                Some(Wish::Resolve(id.clone(), !resolved))
            }
            (Action::ConfirmPlace, Name::Note(id)) => Some(Wish::Confirm(id.clone())),
            (Action::KeepLost, Name::Note(id)) => Some(Wish::KeepLost(id.clone())),
            _ => None,
        };
        if let Some(wish) = wish {
            self.carry_out(wish, open, places, &mut commands);
        }
        commands
    }

    /// The newest state of an entry; nothing where it is gone.
    pub(super) fn newest(what: &What, work: &Work) -> Option<What> {
        match what {
            What::Note(note) => work.annotations.get(&note.id).cloned().map(What::Note),
            What::Draft(draft) => work.drafts.get(&draft.id).cloned().map(What::Draft),
        }
    }
}

/// Gives the places of a note the standing that a person says they have.
fn placed(open: &OpenDocument, note: AnnotationId, targets: impl Fn(&Annotation) -> Vec<Target>) -> Option<Command> {
    let change = NoteChange::Targets(targets(open.work.annotations.get(&note)?));
    Some(Command::ChangeNote { document: open.id, note, change })
}

/// The note that a thread of replies starts with, as far as they lead to one.
fn head_of(id: &AnnotationId, work: &Work) -> AnnotationId {
    let mut head = id.clone();
    for _ in 0..work.annotations.len() {
        let above = work.annotations.get(&head).filter(|note| note.targets.is_empty());
        let Some(above) = above.and_then(|note| note.reply_to.clone()) else { break };
        if above == *id || !work.annotations.contains_key(&above) {
            break;
        }
        head = above;
    }
    head
}

/// The row, and the sentence pair in it, where the first of some places stands.
fn place_of(targets: &[Target], places: &NotePlaces, alignment: &Alignment) -> Option<(usize, Option<usize>)> {
    let mut spans: Vec<_> = targets.iter().flat_map(|target| places.spans(target)).collect();
    spans.sort_unstable();
    let (side, passage, at) = *spans.first()?;
    let row = alignment.row_of_passage(side, passage as usize)?;
    let beads = alignment.rows.get(row)?.beads;
    let bead = alignment.bead_at(side, passage as usize, at.start as usize);
    let pair = bead.filter(|bead| beads.contains(*bead)).map(|bead| bead - beads.start as usize);
    Some((row, pair))
}
