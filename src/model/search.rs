//! What a search finds in a document: its title, pairs of sentences, footnotes and what is known about it, notes and
//! drafts, each with the text that meets the query, what stands across from it, and its address.
//!
//! A pair is met as a whole: `边界 border` finds a Chinese sentence with the one word whose translation has the other.

use std::sync::Arc;

use super::{
    Address, Alignment, Annotation, AnnotationId, Bead, Cancelled, Detail, DetailKind, Document, Draft, DraftId,
    Progress, Segment, SideName, SideText, Span, Standing, Target, Work,
};
use crate::text::search::{Finder, Marks, Query};

/// How many notes a reply may be away from the note that has a place.
const DEEPEST_REPLY: usize = 64;

/// Something that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// What it is.
    pub on: HitOn,
    /// Where it stands; nothing for what stands nowhere, such as a title.
    pub address: Option<Address>,
    /// The text that meets the query.
    pub text: String,
    /// Where it does: bytes of `text`, in order.
    pub marks: Vec<Span>,
    /// What stands across from it: the other side of a pair, the text that a note or draft is about, the sentence that
    /// has the mark of a footnote, the name of what is known.
    pub partner: String,
    /// Where the partner meets the query, or has the mark of a footnote.
    pub partner_marks: Vec<Span>,
}

/// What a hit is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HitOn {
    /// The title of the document.
    Title,
    /// Text of that side.
    Side(SideName),
    /// A footnote, or something that is known about the document.
    Detail(DetailKind),
    /// A note, bookmark or reply.
    Note(AnnotationId),
    /// A draft.
    Draft(DraftId),
}

impl HitOn {
    /// Its name on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Side(SideName::Source) => "source",
            Self::Side(SideName::Translation) => "translation",
            Self::Detail(kind) => kind.name(),
            Self::Note(_) => "note",
            Self::Draft(_) => "draft",
        }
    }

    /// What people call it.
    pub fn label(&self) -> String {
        match self {
            Self::Detail(kind) => kind.label(),
            _ => self.name().to_owned(),
        }
    }

    /// Whether it is something that is known about the document, and stands nowhere in its text. Its name is the partner
    /// of the hit.
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Detail(DetailKind::Record { .. } | DetailKind::Infobox { .. }))
    }
}

impl Hit {
    /// A title, if it meets the query.
    pub fn of_title(finder: &mut Finder, title: &str) -> Option<Self> {
        Self::new(finder, HitOn::Title, None, title.to_owned(), String::new())
    }

    /// A pair of sentences, if both sides together meet the query. Of the two the one counts as found that meets all of
    /// it, the source where each side does or neither.
    pub fn of_pair(finder: &mut Finder, address: Option<Address>, source: String, translation: String) -> Option<Self> {
        let (of_source, of_translation) = (finder.marks(&source), finder.marks(&translation));
        if !finder.is_met(&[&of_source, &of_translation]) {
            return None;
        }
        let side = if !finder.is_met(&[&of_source]) && finder.is_met(&[&of_translation]) || source.is_empty() {
            SideName::Translation
        } else {
            SideName::Source
        };
        let (source, translation) = ((source, of_source), (translation, of_translation));
        let ((text, marks), (partner, partner_marks)) =
            if side == SideName::Source { (source, translation) } else { (translation, source) };
        let on = HitOn::Side(side);
        Some(Self { on, address, text, marks: spans(&marks), partner, partner_marks: spans(&partner_marks) })
    }

    /// A passage by itself, if it meets the query.
    pub fn of_passage(finder: &mut Finder, address: Option<Address>, side: SideName, text: &str) -> Option<Self> {
        Self::new(finder, HitOn::Side(side), address, text.to_owned(), String::new())
    }

    /// A footnote or something that is known, if it meets the query. Where a footnote stands is still to be said.
    pub fn of_detail(finder: &mut Finder, detail: &Detail) -> Option<Self> {
        let partner = match &detail.kind {
            DetailKind::Footnote { .. } => String::new(),
            DetailKind::Record { label } | DetailKind::Infobox { label, .. } => label.clone(),
        };
        Self::new(finder, HitOn::Detail(detail.kind.clone()), None, detail.text.clone(), partner)
    }

    /// Says where a footnote stands: in a pair of that address, at `mark` in the text that the side of the mark has there.
    pub fn place_footnote(&mut self, address: Option<Address>, sentence: String, mark: Option<&str>) {
        let at = mark.filter(|mark| !mark.is_empty()).and_then(|mark| Some((sentence.find(mark)?, mark.len())));
        self.partner_marks = at.map(|(start, len)| Span::new(start, start + len)).into_iter().collect();
        (self.address, self.partner) = (address, sentence);
    }

    /// A note, if its text and its tags meet the query.
    pub fn of_note(finder: &mut Finder, address: Option<Address>, note: &Annotation) -> Option<Self> {
        let quotes: Vec<&str> = note.targets.iter().map(|target| target.selector.exact.as_str()).collect();
        Self::new(finder, HitOn::Note(note.id.clone()), address, note_text(note), quotes.join("\n"))
    }

    /// A draft, if it meets the query.
    pub fn of_draft(finder: &mut Finder, address: Option<Address>, draft: &Draft) -> Option<Self> {
        let quote = draft.target.selector.exact.clone();
        Self::new(finder, HitOn::Draft(draft.id.clone()), address, draft.text.clone(), quote)
    }

    /// What meets the query by itself; the partner is only shown.
    fn new(finder: &mut Finder, on: HitOn, address: Option<Address>, text: String, partner: String) -> Option<Self> {
        let marks = finder.marks(&text);
        let is_met = finder.is_met(&[&marks]);
        is_met.then(|| Self { on, address, text, marks: spans(&marks), partner, partner_marks: Vec::new() })
    }
}

fn spans(marks: &Marks) -> Vec<Span> {
    marks.at.iter().cloned().map(Span::from).collect()
}

/// What is searched of a note: its text, and its tags below it.
pub fn note_text(note: &Annotation) -> String {
    let tags: Vec<String> = note.tags.iter().filter(|tag| !tag.is_empty()).map(|tag| format!("#{tag}")).collect();
    [note.text.as_str(), &tags.join(" ")].join("\n").trim().to_owned()
}

/// The text of sentences that stand together: a line end between those of two passages, no blank at either end. `passage` gives
/// the reading texts of their side.
pub fn sentences_text<'a>(segments: &[Segment], passage: impl Fn(u32) -> Option<&'a str>) -> String {
    let mut text = String::new();
    let mut before = segments.first().map(|first| first.passage);
    for segment in segments {
        if before.replace(segment.passage) != Some(segment.passage) {
            text.push(SideText::BETWEEN);
        }
        text.push_str(passage(segment.passage).and_then(|whole| segment.at.of(whole)).unwrap_or_default());
    }
    text.trim().to_owned()
}

/// The sentences of a bead on one side; none where its numbers make no sense.
pub fn sentences<'a>(alignment: &'a Alignment, bead: &Bead, side: SideName) -> &'a [Segment] {
    alignment.segments(side).get(bead.part(side).range()).unwrap_or_default()
}

/// The address of the pair in which a target starts; nothing where it has lost its place.
pub fn address_of_target(alignment: &Alignment, target: &Target, side: &SideText) -> Option<Address> {
    if target.standing == Standing::Lost {
        return None;
    }
    let place = side.place(target.selector.start)?;
    alignment.address(alignment.bead_at(target.side, place.passage as usize, place.at as usize)?)
}

/// Where the mark of a footnote stands first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FootnotePlace {
    /// The pair, by its position among the beads.
    pub bead: usize,
    /// The side of the mark.
    pub side: SideName,
    /// The passage of that side.
    pub passage: u32,
    /// The mark, as bytes of its reading text.
    pub at: Span,
}

impl FootnotePlace {
    /// Where `detail` stands, if it is a footnote and the alignment has its mark.
    pub fn of(alignment: &Alignment, detail: &Detail) -> Option<Self> {
        let DetailKind::Footnote { side, .. } = detail.kind else { return None };
        let (passage, at) = detail.mark?;
        let bead = alignment.bead_at(side, passage as usize, at.start as usize)?;
        Some(Self { bead, side, passage, at })
    }
}

/// The note whose place a note has: its own, or that of the note it replies to. `find` gives notes by name.
///
/// # Errors
/// When `find` gives one.
pub fn note_with_place<E>(
    note: Arc<Annotation>,
    mut find: impl FnMut(&AnnotationId) -> Result<Option<Arc<Annotation>>, E>,
) -> Result<Arc<Annotation>, E> {
    let mut found = note;
    for _ in 0..DEEPEST_REPLY {
        let Some(to) = found.reply_to.clone().filter(|_| found.targets.is_empty()) else { break };
        let Some(above) = find(&to)? else { break };
        found = above;
    }
    Ok(found)
}

/// What a query finds in one document: in the order of the text, after it footnotes and what is known, notes and drafts.
/// At most `most` hits, and how many more there are.
///
/// # Errors
/// When nobody wants it any more.
pub fn search_document(
    document: &Document,
    work: &Work,
    query: &Query,
    most: usize,
    progress: &Progress,
) -> Result<(Vec<Hit>, usize), Cancelled> {
    let mut hits = Vec::new();
    let mut more = 0;
    let mut take = |hit: Option<Hit>| match hit {
        Some(_) if hits.len() >= most => more += 1,
        Some(hit) => hits.push(hit),
        None => (),
    };
    if query.is_empty() {
        return Ok((hits, more));
    }
    let mut finder = Finder::new(query);
    take(Hit::of_title(&mut finder, &document.title));
    let alignment = &*work.alignment;
    for (nth, bead) in alignment.beads.iter().enumerate() {
        if nth % 256 == 0 {
            progress.report(nth as f32 / alignment.beads.len() as f32)?;
        }
        let [source, translation] = SideName::BOTH.map(|side| text_of_bead(document, alignment, bead, side));
        take(Hit::of_pair(&mut finder, alignment.address(nth), source, translation));
    }
    for detail in document.details() {
        let Some(mut hit) = Hit::of_detail(&mut finder, &detail) else { continue };
        if let Some(FootnotePlace { bead, side, passage, at }) = FootnotePlace::of(alignment, &detail) {
            let sentence = text_of_bead(document, alignment, &alignment.beads[bead], side);
            let passage = document.side(side).and_then(|side| side.passages.get(passage as usize));
            let mark = passage.and_then(|passage| at.of(passage.text.text()));
            hit.place_footnote(alignment.address(bead), sentence, mark);
        }
        take(Some(hit));
    }
    let mut written = written_hits(document, work, &mut finder);
    sort_written(&mut written);
    for hit in written {
        take(Some(hit));
    }
    Ok((hits, more))
}

/// The text of a bead on one side.
fn text_of_bead(document: &Document, alignment: &Alignment, bead: &Bead, side: SideName) -> String {
    let passages = document.side(side).map_or(&[][..], |side| &side.passages);
    let text = |nth: u32| passages.get(nth as usize).map(|passage| passage.text.text());
    sentences_text(sentences(alignment, bead, side), text)
}

/// Puts notes and drafts in the order of the places they are about; what has none comes last.
pub fn sort_written(hits: &mut [Hit]) {
    let place = |hit: &Hit| (hit.address.is_none(), hit.address);
    hits.sort_by(|one, other| (place(one), &one.on).cmp(&(place(other), &other.on)));
}

/// The notes and drafts that meet a query.
fn written_hits(document: &Document, work: &Work, finder: &mut Finder) -> Vec<Hit> {
    let mut texts: [Option<SideText>; 2] = [None, None];
    let mut address = |target: Option<&Target>| {
        let target = target?;
        let text = &mut texts[usize::from(target.side == SideName::Translation)];
        let side = document.side(target.side)?;
        address_of_target(&work.alignment, target, text.get_or_insert_with(|| SideText::new(side)))
    };
    let mut hits = Vec::new();
    for note in work.annotations.values() {
        let Some(mut hit) = Hit::of_note(finder, None, note) else { continue };
        let find = |id: &AnnotationId| Ok::<_, Cancelled>(work.annotations.get(id).cloned());
        hit.address = note_with_place(note.clone(), find).ok().and_then(|note| address(note.targets.first()));
        hits.push(hit);
    }
    for draft in work.drafts.values() {
        let Some(mut hit) = Hit::of_draft(finder, None, draft) else { continue };
        hit.address = address(Some(&draft.target));
        hits.push(hit);
    }
    hits
}
