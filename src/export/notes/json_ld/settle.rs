//! Finds the places of notes from a file in a document.

use super::target::selector;
use super::{About, ReadNotes, ReadTarget};
use crate::export::names;
use crate::model::{Annotation, Document, Draft, DraftId, SideName, SideText, Standing, Target, anchoring};
use crate::text::script::detect;

/// Notes with their places in a document, as far as these were found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settled {
    /// Notes, in the order of the file. What was not found is lost, and kept.
    pub annotations: Vec<Annotation>,
    /// Drafts, in the order of the file.
    pub drafts: Vec<Draft>,
    /// What could not be placed or kept, as sentences for people.
    pub warnings: Vec<String>,
}

/// A target of a note: which note, what it says, and the side it is looked for on.
struct Open<'a> {
    read: &'a ReadTarget,
    /// Whether another side may be tried.
    either: bool,
    target: Target,
}

/// Finds the places of `read` in `document`.
///
/// What was exported for this very document stays as it was where it still holds; all else is looked for by its
/// quotation, on the side it names, or on the side of its script and then on the other.
pub fn settle(read: &ReadNotes, document: &Document, about: &About) -> Settled {
    let texts = SideName::BOTH.map(|side| document.side(side).map(SideText::new));
    let mut open: Vec<Open> =
        read.notes.iter().flat_map(|note| &note.targets).map(|target| opened(target, document)).collect();
    let mut settled: Vec<bool> = open.iter().map(|one| stays(one, &texts, about)).collect();
    place(&mut open, &mut settled, &texts);
    for (one, settled) in open.iter_mut().zip(&mut settled) {
        if one.either && one.target.standing == Standing::Lost && is_quoted(one.read) {
            one.target = initial(one.read, one.target.side.other());
            *settled = false;
        }
    }
    place(&mut open, &mut settled, &texts);
    let mut targets = open.into_iter().map(|one| one.target);
    let mut result = Settled { warnings: read.warnings.clone(), ..Settled::default() };
    for note in &read.notes {
        let mut annotation = note.annotation.clone();
        annotation.targets = targets.by_ref().take(note.targets.len()).collect();
        add(annotation, note.is_draft, &mut result);
    }
    result
}

fn opened<'a>(read: &'a ReadTarget, document: &Document) -> Open<'a> {
    let named = read.side.filter(|side| document.side(*side).is_some());
    let side = named.unwrap_or_else(|| likely_side(read, document));
    Open { read, either: named.is_none(), target: initial(read, side) }
}

fn initial(read: &ReadTarget, side: SideName) -> Target {
    Target { side, selector: selector(read.position, read.quote.clone()), standing: read.standing.clone() }
}

/// The side in the language of the quotation.
fn likely_side(read: &ReadTarget, document: &Document) -> SideName {
    let language = read.quote.as_ref().and_then(|(exact, ..)| detect(exact));
    let in_it = |side: &SideName| document.side(*side).is_some_and(|side| Some(side.language) == language);
    SideName::BOTH.into_iter().find(in_it).unwrap_or(SideName::Source)
}

fn is_quoted(read: &ReadTarget) -> bool {
    read.quote.as_ref().is_some_and(|(exact, ..)| !exact.is_empty())
}

/// Whether a target needs no looking for: it was exported for this document, and is lost or where it says.
fn stays(one: &Open, texts: &[Option<SideText>; 2], about: &About) -> bool {
    let own = one.read.document.as_deref() == Some(about.key) && one.read.side == Some(one.target.side);
    let text = texts.get(one.target.side as usize).and_then(Option::as_ref);
    own && (one.target.standing == Standing::Lost || text.is_some_and(|text| text.holds(&one.target.selector)))
}

/// Places what is not settled, side by side.
fn place(open: &mut [Open], settled: &mut [bool], texts: &[Option<SideText>; 2]) {
    for (side, text) in SideName::BOTH.into_iter().zip(texts) {
        let chosen: Vec<usize> =
            (0..open.len()).filter(|nth| !settled[*nth] && open[*nth].target.side == side).collect();
        if chosen.is_empty() {
            continue;
        }
        let targets: Vec<Target> = chosen.iter().map(|nth| open[*nth].target.clone()).collect();
        let placed = match text {
            Some(text) => anchoring::place_all(&targets.iter().collect::<Vec<_>>(), text),
            None => targets.into_iter().map(|target| Target { standing: Standing::Lost, ..target }).collect(),
        };
        for (nth, target) in chosen.into_iter().zip(placed) {
            open[nth].target = target;
            settled[nth] = true;
        }
    }
}

/// Adds a note to what is settled.
fn add(annotation: Annotation, is_draft: bool, result: &mut Settled) {
    if is_draft && let Some(draft) = as_draft(&annotation) {
        result.drafts.push(draft);
        return;
    }
    if annotation.standing() == Standing::Lost {
        let sides: Vec<&str> = annotation.targets.iter().map(|target| names::side(target.side)).collect();
        let quote = annotation.targets.first().map(|target| super::read::short(&target.selector.exact));
        result.warnings.push(format!(
            "Not found: “{}” ({}), the place of {}. It is kept with the notes that are lost.",
            quote.unwrap_or_default(),
            sides.join(", "),
            super::read::short(&annotation.id.0)
        ));
    }
    result.annotations.push(annotation);
}

fn as_draft(annotation: &Annotation) -> Option<Draft> {
    let [target] = annotation.targets.as_slice() else { return None };
    Some(Draft {
        id: DraftId(annotation.id.0.clone()),
        target: target.clone(),
        text: annotation.text.clone(),
        author: annotation.author.clone(),
        created: annotation.created,
        modified: annotation.modified,
    })
}
