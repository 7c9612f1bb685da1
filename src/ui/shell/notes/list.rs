//! The list of notes as data: which notes, replies and drafts are shown, in which order, and what there is to choose
//! from. Made from a snapshot of the work, so that it can be made on a thread of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::filter::{Filter, Kind, Words, findable, findable_draft};
use crate::model::{
    Annotation, AnnotationId, Colour, Draft, DraftId, Items, SideName, Span, Standing, Work, changed_items,
};
use crate::workspace::NotePlaces;

/// Names an entry of the list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Name {
    /// A note, a bookmark or a reply.
    Note(AnnotationId),
    /// A draft.
    Draft(DraftId),
}

/// What an entry of the list is, as it was when the list was made.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum What {
    /// A note, a bookmark or a reply.
    Note(Arc<Annotation>),
    /// A draft.
    Draft(Arc<Draft>),
}

/// An entry of the list.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Item {
    /// What it is.
    pub(super) what: What,
    /// How deep it stands under the note that it answers; 0 for what starts a thread.
    pub(super) depth: u8,
    /// Position of the row where its thread stands among the alignment's rows.
    pub(super) row: Option<usize>,
}

/// The list, ready to be drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Listing {
    /// What is shown, in the order of the text; what has no place comes last.
    pub(super) items: Vec<Item>,
    /// Where each stands in `items`.
    positions: HashMap<Name, usize, FxBuildHasher>,
    /// How many notes are shown, replies not counted.
    pub(super) shown: usize,
    /// How many notes there are, replies not counted.
    pub(super) total: usize,
    /// How many drafts are shown.
    pub(super) drafts: usize,
    /// How many notes and drafts wait to be confirmed.
    pub(super) to_confirm: usize,
    /// How many of them are lost.
    pub(super) lost: usize,
    /// What there is to choose from.
    pub(super) choices: Choices,
}

/// What the notes and drafts have that a filter can ask for, each with how many have it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Choices {
    /// Tags.
    pub(super) tags: BTreeMap<String, usize>,
    /// Authors; the unknown one has an empty name.
    pub(super) authors: BTreeMap<String, usize>,
    /// Colours.
    pub(super) colours: BTreeMap<Colour, usize>,
    /// Kinds.
    pub(super) kinds: BTreeMap<Kind, usize>,
}

/// The notes and drafts of a document as they were at a moment.
#[derive(Clone, Default)]
pub(super) struct Snapshot {
    /// What starts a thread, in the order of the text.
    heads: Vec<Head>,
    /// All notes by name.
    annotations: Arc<Items<AnnotationId, Annotation>>,
    /// Drafts in the order of the text.
    drafts: Vec<(Place, Arc<Draft>)>,
}

/// Where something stands in the text. What has no place comes after all that has one.
type Place = (bool, Option<usize>, Option<(SideName, u32, Span)>);

#[derive(Clone)]
struct Head {
    note: Arc<Annotation>,
    place: Place,
}

/// What words are looked for in, note by note, kept while the notes stay as they are.
#[derive(Default)]
pub(super) struct Index {
    followed: Arc<Items<AnnotationId, Annotation>>,
    notes: BTreeMap<AnnotationId, String>,
}

impl What {
    /// Its name.
    pub(super) fn name(&self) -> Name {
        match self {
            Self::Note(note) => Name::Note(note.id.clone()),
            Self::Draft(draft) => Name::Draft(draft.id.clone()),
        }
    }

    /// Whether it is the very same, not only alike.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Note(one), Self::Note(other)) => Arc::ptr_eq(one, other),
            (Self::Draft(one), Self::Draft(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    /// Its text.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Note(note) => &note.text,
            Self::Draft(draft) => &draft.text,
        }
    }

    /// How surely it stands.
    pub(super) fn standing(&self) -> Standing {
        match self {
            Self::Note(note) => note.standing(),
            Self::Draft(draft) => draft.target.standing.clone(),
        }
    }
}

impl Listing {
    /// Where an entry stands in `items`.
    pub(super) fn position(&self, name: &Name) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// Puts these entries into the list, so that each can be found by its name.
    pub(super) fn set_items(&mut self, items: Vec<Item>) {
        self.positions = items.iter().enumerate().map(|(nth, item)| (item.what.name(), nth)).collect();
        self.items = items;
    }

    /// The names of all that is shown.
    pub(super) fn names(&self) -> BTreeSet<Arc<str>> {
        let name = |item: &Item| match &item.what {
            What::Note(note) => note.id.0.clone(),
            What::Draft(draft) => draft.id.0.clone(),
        };
        self.items.iter().map(name).collect()
    }
}

impl Snapshot {
    /// The notes of `work` as `places` has them. Copies a pointer and a place for each.
    pub(super) fn of(places: &NotePlaces, work: &Work) -> Self {
        let heads = places.notes().iter().map(|placed| Head {
            note: placed.note.clone(),
            place: (placed.row.is_none(), placed.row, placed.spans.first().copied()),
        });
        let standing = places.placed_drafts().map(|(side, passage, placed)| {
            let row = work.alignment.row_of_passage(side, passage as usize);
            ((row.is_none(), row, Some((side, passage, placed.at))), placed.draft.clone())
        });
        let lost = places.lost_drafts().iter().map(|draft| ((true, None, None), draft.clone()));
        let mut drafts: Vec<(Place, Arc<Draft>)> = standing.chain(lost).collect();
        drafts.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| one.1.id.cmp(&other.1.id)));
        Self { heads: heads.collect(), annotations: work.annotations.clone(), drafts }
    }

    /// The list that `filter` lets through, with `kept` and its thread whatever the filter says.
    pub(super) fn listed(&self, filter: &Filter, kept: Option<&AnnotationId>, index: &mut Index) -> Listing {
        let words = filter.words();
        if !words.is_empty() {
            index.follow(&self.annotations);
        }
        let replies = self.replies();
        let mut listing = Listing { total: self.heads.len(), ..Listing::default() };
        let mut seen = BTreeSet::new();
        let mut drafts = self.drafts.iter().peekable();
        for head in &self.heads {
            while let Some((place, draft)) = drafts.next_if(|(place, _)| *place <= head.place) {
                listing.add_draft(draft, place.1, filter, &words);
            }
            let thread = thread(&head.note, &replies, &mut seen);
            listing.add_thread(
                &thread,
                head.place.1,
                kept,
                |note| filter.takes_note(note) && (words.is_empty() || index.holds(note, &words)),
                filter,
            );
        }
        for (place, draft) in drafts {
            listing.add_draft(draft, place.1, filter, &words);
        }
        let items = std::mem::take(&mut listing.items);
        listing.set_items(items);
        listing
    }

    /// Replies by what they answer, oldest first.
    fn replies(&self) -> Replies<'_> {
        let mut replies: Replies = BTreeMap::new();
        for note in self.annotations.values() {
            if let Some(to) = &note.reply_to {
                replies.entry(to).or_default().push(note);
            }
        }
        for list in replies.values_mut() {
            list.sort_by_key(|note| (note.created, &note.id));
        }
        replies
    }
}

type Replies<'a> = BTreeMap<&'a AnnotationId, Vec<&'a Arc<Annotation>>>;

/// A note with the replies to it and to those, each before its own replies, with their depth.
fn thread<'a>(
    head: &'a Arc<Annotation>,
    replies: &Replies<'a>,
    seen: &mut BTreeSet<&'a AnnotationId>,
) -> Vec<(&'a Arc<Annotation>, u8)> {
    let mut thread = Vec::new();
    let mut waiting = vec![(head, 0u8)];
    while let Some((note, depth)) = waiting.pop() {
        if seen.insert(&note.id) {
            thread.push((note, depth));
            let below = replies.get(&note.id).into_iter().flatten().rev();
            waiting.extend(below.map(|reply| (*reply, depth.saturating_add(1))));
        }
    }
    thread
}

impl Listing {
    fn add_thread(
        &mut self,
        thread: &[(&Arc<Annotation>, u8)],
        row: Option<usize>,
        kept: Option<&AnnotationId>,
        takes: impl Fn(&Annotation) -> bool,
        filter: &Filter,
    ) {
        let Some((head, _)) = thread.first() else { return };
        self.count(head, thread);
        let is_kept = thread.iter().any(|(note, _)| Some(&note.id) == kept);
        let is_asked_for = filter.takes_head(head) && thread.iter().any(|(note, _)| takes(note));
        if !is_kept && !is_asked_for {
            return;
        }
        self.shown += 1;
        self.items.extend(thread.iter().map(|(note, depth)| Item {
            what: What::Note((*note).clone()),
            depth: *depth,
            row,
        }));
    }

    /// Counts what a thread has that a filter can ask for.
    fn count(&mut self, head: &Annotation, thread: &[(&Arc<Annotation>, u8)]) {
        match head.standing() {
            Standing::Sure => (),
            Standing::ToConfirm { .. } => self.to_confirm += 1,
            Standing::Lost => self.lost += 1,
        }
        let Choices { tags, authors, colours, kinds } = &mut self.choices;
        *kinds.entry(Kind::Note(head.motivation.clone())).or_default() += 1;
        if let Some(colour) = head.colour {
            *colours.entry(colour).or_default() += 1;
        }
        for (note, _) in thread {
            add_one(authors, &note.author);
            for tag in &note.tags {
                add_one(tags, tag);
            }
        }
    }

    fn add_draft(&mut self, draft: &Arc<Draft>, row: Option<usize>, filter: &Filter, words: &Words) {
        *self.choices.kinds.entry(Kind::Draft).or_default() += 1;
        add_one(&mut self.choices.authors, &draft.author);
        match draft.target.standing {
            Standing::Sure => (),
            Standing::ToConfirm { .. } => self.to_confirm += 1,
            Standing::Lost => self.lost += 1,
        }
        if filter.takes_draft(draft) && (words.is_empty() || words.are_in(&findable_draft(draft))) {
            self.drafts += 1;
            self.items.push(Item { what: What::Draft(draft.clone()), depth: 0, row });
        }
    }
}

fn add_one(counts: &mut BTreeMap<String, usize>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => drop(counts.insert(name.to_owned(), 1)),
    }
}

impl Index {
    /// Brings it in step with the notes; those that stayed as they were are not looked at again.
    fn follow(&mut self, annotations: &Arc<Items<AnnotationId, Annotation>>) {
        let before = std::mem::replace(&mut self.followed, annotations.clone());
        for (id, _, note) in changed_items(&before, annotations) {
            match note {
                Some(note) => drop(self.notes.insert(id.clone(), findable(note))),
                None => drop(self.notes.remove(id)),
            }
        }
    }

    fn holds(&self, note: &Annotation, words: &Words) -> bool {
        self.notes.get(&note.id).is_some_and(|text| words.are_in(text))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{draft, note, reply, target};
    use super::*;
    use crate::model::Timestamp;

    fn place(row: usize) -> Place {
        (false, Some(row), Some((SideName::Source, row as u32, Span::new(0, 3))))
    }

    /// Notes on rows 0, 1 and 2 and a lost one, with replies, and two drafts.
    fn snapshot() -> Snapshot {
        let mut notes = vec![note("甲", "领土"), note("乙", "边界"), note("丙", "數字"), note("丁", "丢失")];
        notes[2].tags = vec!["数字".to_owned()];
        notes[3].targets = vec![target(SideName::Source, "旧文", Standing::Lost)];
        let places = [place(0), place(1), place(2), (true, None, None)];
        let mut late = reply("丑", "乙", "王说领土");
        late.author = "王".to_owned();
        late.created = Some(Timestamp(9));
        let mut early = reply("寅", "乙", "先");
        early.created = Some(Timestamp(1));
        let replies = [late, early, reply("卯", "寅", "再")].map(Arc::new);
        let heads: Vec<Head> =
            notes.into_iter().map(Arc::new).zip(places).map(|(note, place)| Head { note, place }).collect();
        let all = heads.iter().map(|head| &head.note).chain(&replies);
        let annotations = Arc::new(all.map(|note| (note.id.clone(), note.clone())).collect());
        let mut lost = draft("旧稿", "没有位置");
        lost.target.standing = Standing::Lost;
        let drafts = vec![(place(1), draft("新稿", "抄送 copies")), ((true, None, None), lost)];
        Snapshot { heads, annotations, drafts: drafts.into_iter().map(|(place, one)| (place, Arc::new(one))).collect() }
    }

    fn names(listing: &Listing) -> String {
        let name = |item: &Item| match item.what.name() {
            Name::Note(id) => format!("{}{id}", ">".repeat(item.depth.into())),
            Name::Draft(id) => format!("[{}]", id.0),
        };
        listing.items.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn notes_replies_and_drafts_stand_in_the_order_of_the_text() {
        let listing = snapshot().listed(&Filter::default(), None, &mut Index::default());
        assert_eq!(names(&listing), "甲 [新稿] 乙 >寅 >>卯 >丑 丙 [旧稿] 丁");
        let counts = (listing.shown, listing.total, listing.drafts, listing.to_confirm, listing.lost);
        assert_eq!(counts, (4, 4, 2, 0, 2));
        assert_eq!(listing.position(&Name::Note(AnnotationId("丑".into()))), Some(5));
        assert_eq!(listing.items[5].row, Some(1), "a reply stands where its thread does");
        assert_eq!(listing.choices.tags.get("数字"), Some(&1));
        assert_eq!(listing.choices.authors.get("王"), Some(&1));
        assert_eq!(listing.names().len(), 9);
    }

    #[test]
    fn a_thread_is_shown_whole_where_one_of_its_notes_is_asked_for() {
        let snapshot = snapshot();
        let mut index = Index::default();
        let nothing = Filter::default();
        let kept = AnnotationId("甲".into());
        for (filter, kept, expected) in [
            (Filter { text: "領土".to_owned(), ..nothing.clone() }, None, "甲 乙 >寅 >>卯 >丑"),
            (Filter { text: "领土 王".to_owned(), ..nothing.clone() }, None, "乙 >寅 >>卯 >丑"),
            (Filter { author: Some("王".to_owned()), ..nothing.clone() }, None, "乙 >寅 >>卯 >丑"),
            (Filter { tag: Some("数字".to_owned()), ..nothing.clone() }, None, "丙"),
            (Filter { tag: Some("数字".to_owned()), ..nothing.clone() }, Some(&kept), "甲 丙"),
            (Filter { kind: Some(Kind::Draft), ..nothing.clone() }, None, "[新稿] [旧稿]"),
            (Filter { state: Some(super::super::filter::State::Lost), ..nothing.clone() }, None, "[旧稿] 丁"),
            (Filter { text: "copies".to_owned(), ..nothing.clone() }, None, "[新稿]"),
            (Filter { text: "没有这个词".to_owned(), ..nothing.clone() }, None, ""),
        ] {
            let listing = snapshot.listed(&filter, kept, &mut index);
            assert_eq!(names(&listing), expected, "{filter:?}");
            assert_eq!((listing.total, listing.lost), (4, 2), "what there is does not depend on the filter");
        }
    }

    #[test]
    fn what_is_looked_in_follows_the_notes() {
        let mut snapshot = snapshot();
        let mut index = Index::default();
        let filter = Filter { text: "改了".to_owned(), ..Filter::default() };
        assert_eq!(names(&snapshot.listed(&filter, None, &mut index)), "");
        let changed = Arc::new(note("甲", "改了"));
        snapshot.heads[0].note = changed.clone();
        Arc::make_mut(&mut snapshot.annotations).insert(changed.id.clone(), changed);
        assert_eq!(names(&snapshot.listed(&filter, None, &mut index)), "甲");
    }
}
