//! Work on a document whose text is not what it was: another version of its file, or the same file as this version of
//! the program reads it. What is kept of the work, and what people are told of the rest.

use std::sync::Arc;

use super::{DocumentId, Problem, Workspace};
use crate::align::{self, NotAligned};
use crate::model::{
    Address, Alignment, Annotation, Cancelled, Carried, Document, Joined, Progress, SideText, Standing, Structure,
    Work, anchoring, carry_to_reading, carry_to_version, fits, join_settled,
};

/// How many addresses are named of pairs that were not found again.
const MOST_NAMED: usize = 8;

/// Whether the work was done on a document that was read otherwise: its sentences are others, or its notes quote what
/// does not stand where they say.
pub(super) fn is_read_otherwise(work: &Work, parsed: &Document) -> bool {
    let document = work.alignment.structure.lay(parsed);
    !fits(&document, &work.alignment) || !anchoring::stands(work, &document)
}

/// The work on a document that this program reads otherwise than the one that kept the work, as `parsed`; nothing where
/// it reads it as that did. `read` is the document as it was read at the time, if that is known: else notes are placed
/// by their quotations, and pairs carried by the shapes of passages. The alignment awaits the aligner, around what is
/// settled.
pub(super) fn read_otherwise(work: &Work, parsed: &Document, read: Option<Document>) -> Option<(Work, Carried)> {
    if !is_read_otherwise(work, parsed) {
        return None;
    }
    let document = work.alignment.structure.lay(parsed);
    let read = read.filter(|read| fits(&work.alignment.structure.lay(read), &work.alignment));
    if fits(&document, &work.alignment) {
        // Nothing but characters inside sentences is another one.
        let placed = match &read {
            Some(read) => {
                let old = SideText::both(&work.alignment.structure.lay(read));
                anchoring::move_all(work, &old, &SideText::both(&document))
            }
            None => anchoring::place_work(work, &document),
        };
        return Some((Work { alignment: work.alignment.clone(), ..placed }, Carried::default()));
    }
    if let Some(read) = read {
        return Some(carried_to(work, &[], &read, parsed));
    }
    // What was said of passages names places of a text that is not known any more.
    let carried = carry_to_reading(&work.alignment, &align::unaligned(parsed));
    let alignment = Arc::new(around(parsed, &carried, Arc::default()));
    Some((Work { alignment, ..anchoring::place_work(work, parsed) }, carried))
}

/// The work on a document that was parsed as `old`, on a later version of it, or another reading. The alignment awaits
/// the aligner, around what is settled. `pins` are positions among its sentences.
pub(super) fn carried_to(work: &Work, pins: &[(u32, u32)], old: &Document, new: &Document) -> (Work, Carried) {
    let structure = Arc::new(work.alignment.structure.moved(old, new));
    let (was, is) = (work.alignment.structure.lay(old), structure.lay(new));
    let (before, now) = (SideText::both(&was), SideText::both(&is));
    let carried = carry_to_version((&before, &work.alignment, pins), (&now, &align::unaligned(&is)));
    let alignment = Arc::new(around(&is, &carried, structure));
    (Work { alignment, ..anchoring::move_all(work, &before, &now) }, carried)
}

/// The alignment of a document around what was carried to it; `structure` is what was said of its passages.
fn around(document: &Document, carried: &Carried, structure: Arc<Structure>) -> Alignment {
    Alignment { structure, ..align::unaligned_around(document, carried) }
}

/// What was settled in `newer` and not in `kept`, two alignments of one document, brought into `kept`. What was said of
/// the passages is one thing: where `newer` says something else, it is right.
pub(super) fn with_settled(kept: &Arc<Alignment>, newer: &Arc<Alignment>, parsed: &Document) -> Arc<Alignment> {
    if !newer.structure.is_empty() && newer.structure != kept.structure {
        return newer.clone();
    }
    match join_settled(kept, newer) {
        Joined::Same => kept.clone(),
        Joined::Settled(joined) => Arc::new(joined),
        Joined::Around(carried) => Arc::new(around(&kept.structure.lay(parsed), &carried, kept.structure.clone())),
    }
}

/// The alignment of a document that is read as `parsed`, made around what is settled of it if the aligner has yet to see
/// it.
pub(super) fn aligned(
    alignment: &Arc<Alignment>,
    parsed: &Document,
    progress: &Progress,
) -> Result<Arc<Alignment>, Cancelled> {
    if parsed.translation.is_none() || !alignment.awaits_aligner() {
        return Ok(alignment.clone());
    }
    let document = alignment.structure.lay(parsed);
    let made = if alignment.is_untouched() {
        align::align(&document, progress).map_err(NotAligned::from)
    } else {
        align::align_again(&document, alignment, &[], progress)
    };
    match made {
        Ok(made) => Ok(Arc::new(made)),
        Err(NotAligned::Cancelled) => Err(Cancelled),
        // What was carried does not cross itself; if it did, it would better stand unaligned than be lost.
        Err(NotAligned::Contradiction(_)) => Ok(alignment.clone()),
    }
}

/// What became of the work on a document whose text changed.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Fate {
    /// Notes, bookmarks and drafts that are to be confirmed, and those that lost their place.
    to_confirm: usize,
    lost: usize,
    /// Pairs that were settled, and are as they were.
    kept: usize,
    /// Pairs whose text changed.
    to_review: usize,
    /// Where pairs stood that were not found again.
    gone: Vec<Address>,
    gone_pins: usize,
    /// How much was said of passages that were not found again.
    gone_of_passages: usize,
}

impl Fate {
    /// What became of `before`, now that it is `after`.
    pub(super) fn of(before: &Work, after: &Work, carried: &Carried) -> Self {
        let (to_confirm, lost) = doubts(after);
        let (to_confirm_before, lost_before) = doubts(before);
        // What was in doubt before is no news.
        let is_news = (to_confirm, lost) != (to_confirm_before, lost_before);
        let (to_confirm, lost) = if is_news { (to_confirm, lost) } else { (0, 0) };
        Self {
            to_confirm,
            lost,
            kept: carried.beads.len() + carried.crossing.len() - carried.to_review,
            to_review: carried.to_review,
            gone: carried.gone.clone(),
            gone_pins: carried.gone_pins,
            gone_of_passages: before.alignment.structure.len().saturating_sub(after.alignment.structure.len()),
        }
    }

    /// What people have to be told; nothing where all is as it was.
    pub(super) fn told(&self) -> Option<String> {
        let named = self.gone.iter().take(MOST_NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let more = if self.gone.len() > MOST_NAMED { " and others" } else { "" };
        let gone = if named.is_empty() { String::new() } else { format!(" ({named}{more})") };
        let notes = said(
            ("note", "notes"),
            &[
                (self.to_confirm, "is to be confirmed", "are to be confirmed"),
                (self.lost, "has lost its place", "have lost their place"),
            ],
        );
        let pairs = said(
            ("settled pair", "settled pairs"),
            &[
                (
                    self.to_review,
                    "is to be reviewed since its text changed",
                    "are to be reviewed since their text changed",
                ),
                (self.gone.len(), &format!("was not found again{gone}"), &format!("were not found again{gone}")),
                (self.kept, "stands as before", "stand as before"),
            ],
        );
        let pins = said(("pin", "pins"), &[(self.gone_pins, "was not found again", "were not found again")]);
        let passages = said(
            ("correction of paragraphs", "corrections of paragraphs"),
            &[(self.gone_of_passages, "was not found again", "were not found again")],
        );
        let pairs = pairs.filter(|_| self.to_review + self.gone.len() > 0);
        let told: Vec<String> = [notes, pairs, pins, passages].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

/// `3 notes are to be confirmed, 1 has lost its place`: what became of how many, in the singular and in the plural.
fn said((one, several): (&str, &str), parts: &[(usize, &str, &str)]) -> Option<String> {
    let mut parts = parts.iter().filter(|(count, ..)| *count > 0);
    let (count, is, are) = parts.next()?;
    let first = if *count == 1 { format!("1 {one} {is}") } else { format!("{count} {several} {are}") };
    let rest = parts.map(|(count, is, are)| format!(", {count} {}", if *count == 1 { is } else { are }));
    Some(first + &rest.collect::<String>())
}

/// How many notes and drafts are to be confirmed, and how many have no place.
fn doubts(work: &Work) -> (usize, usize) {
    let notes = work.annotations.values().map(|note| Annotation::standing(note));
    let drafts = work.drafts.values().map(|draft| draft.target.standing.clone());
    notes.chain(drafts).fold((0, 0), |(to_confirm, lost), standing| match standing {
        Standing::Sure => (to_confirm, lost),
        Standing::ToConfirm { .. } => (to_confirm + 1, lost),
        Standing::Lost => (to_confirm, lost + 1),
    })
}

impl Workspace {
    /// Says what became of the work on a document whose file is another one now.
    pub(super) fn tell_of_correction(&mut self, fate: &Fate) {
        let Some(told) = fate.told() else { return };
        let advice = "The list of notes says what each was about. The older state of the document is in the bin, with \
                      all that was on it.";
        self.inform(Problem { what: format!("The text changed: {told}"), path: None, advice: advice.to_owned() });
    }

    /// Says what became of the work on a document that this program reads otherwise than it was read before.
    pub(super) fn tell_of_reading(&mut self, id: DocumentId, fate: &Fate) {
        let Some(open) = self.document(id) else { return };
        let what = format!("This version of Duizhao reads “{}” otherwise than it was read before", open.document.title);
        let what = fate.told().map_or(what.clone(), |told| format!("{what}: {told}"));
        let advice = "All notes are kept, and the pairs are found anew. The backups beside the library hold what was.";
        self.inform(Problem { what, path: None, advice: advice.to_owned() });
    }

    /// Says that another version of the program, which is open too, reads a document otherwise.
    pub(super) fn tell_of_other_reading(&mut self, id: DocumentId) {
        let Some(open) = self.document(id) else { return };
        let what = format!("Another version of Duizhao is open that reads “{}” otherwise", open.document.title);
        let advice = "Its pairs fit its own reading, so yours stay here. Close one of the two.";
        self.warn(Problem { what, path: None, advice: advice.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_how_many_and_where() {
        let at = |row, pair| Address { row, pair };
        let all = Fate { kept: 9, ..Fate::default() };
        for (fate, expected) in [
            (all.clone(), None),
            (Fate { to_confirm: 3, lost: 1, ..all.clone() }, Some("3 notes are to be confirmed, 1 has lost its place")),
            (Fate { lost: 1, ..all.clone() }, Some("1 note has lost its place")),
            (
                Fate { to_confirm: 1, to_review: 2, gone: vec![at(4, Some(2)), at(7, None)], ..all.clone() },
                Some(
                    "1 note is to be confirmed; 2 settled pairs are to be reviewed since their text changed, \
                     2 were not found again (¶4.2, ¶7), 9 stand as before",
                ),
            ),
            (Fate { gone_of_passages: 2, ..all.clone() }, Some("2 corrections of paragraphs were not found again")),
            (
                Fate { gone: vec![at(1, None); 9], gone_pins: 1, ..all },
                Some(
                    "9 settled pairs were not found again (¶1, ¶1, ¶1, ¶1, ¶1, ¶1, ¶1, ¶1 and others), \
                     9 stand as before; 1 pin was not found again",
                ),
            ),
        ] {
            assert_eq!(fate.told().as_deref(), expected);
        }
    }
}
