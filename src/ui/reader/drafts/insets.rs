//! What stands in a row besides its text: gaps where a partner is missing, what is left out on purpose, drafts, and the
//! field that is typed into. Says what stands where; lays nothing out and draws nothing.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{
    Address, Alignment, Bead, Document, Draft, DraftId, IndexRange, PassageKind, Row, Segment, SideName, SidePlace,
    Status,
};
use crate::text::Language;
use crate::ui::reader::ReaderView;
use crate::workspace::NotePlaces;

/// The most gaps that a row shows: one as long as a book may have thousands.
const MOST: usize = 100;

/// What is looked at.
#[derive(Clone, Copy)]
pub(in crate::ui::reader) struct Texts<'a> {
    pub(super) document: &'a Document,
    pub(super) alignment: &'a Alignment,
    pub(super) notes: &'a NotePlaces,
    /// Whether gaps are shown: not before a document is aligned, nor where nobody translates it.
    pub(super) asks: bool,
}

/// A stretch of the text of a side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::ui::reader) struct Stretch {
    pub(super) side: SideName,
    pub(super) start: SidePlace,
    /// The place after it.
    pub(super) end: SidePlace,
}

/// Something that stands in a cell besides text.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::ui::reader) struct Inset {
    /// The cell.
    pub(in crate::ui::reader) side: SideName,
    /// After which text of the cell it stands.
    pub(in crate::ui::reader) after: After,
    /// What it is.
    pub(in crate::ui::reader) kind: Kind,
}

/// After which text of its cell something stands. The order is that from top to bottom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::ui::reader) enum After {
    /// Before all of it.
    Nothing,
    /// After what stands before this place.
    Text(SidePlace),
    /// After all of it.
    All,
}

/// What stands in a cell besides text.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::ui::reader) enum Kind {
    /// Text of the other side has no partner here.
    Gap(Gap),
    /// The same, and a person said that it is on purpose.
    LeftOut(Gap),
    /// A draft.
    Draft(Written),
    /// The draft that is typed just now.
    Field(Stretch),
}

/// Text without a partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::ui::reader) struct Gap {
    /// The text.
    pub(super) of: Stretch,
    /// Positions of its beads; empty where it has none.
    pub(super) beads: Range<usize>,
    /// What it is called: ¶5, ¶5.3, ¶5.3–4.
    pub(super) address: String,
    /// Whether it is a part of a row of which other parts have a partner, or a draft.
    pub(super) is_part: bool,
}

/// A draft where it stands.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::ui::reader) struct Written {
    pub(super) draft: Arc<Draft>,
    /// What it is of; nothing where that is no longer in the text.
    pub(super) of: Option<Stretch>,
    /// Whether it words its text anew rather than translating it.
    pub(super) wording: bool,
    /// What its text is called; empty where that is gone.
    pub(super) address: String,
}

/// What is typed just now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::ui::reader) struct Typed {
    /// The draft, once the workspace has it.
    pub(super) draft: Option<DraftId>,
    /// What it is of.
    pub(super) of: Stretch,
    /// Whether it words its text anew rather than translating it.
    pub(super) wording: bool,
}

impl Typed {
    /// The cell that it stands in.
    pub(super) fn cell(&self) -> SideName {
        if self.wording { self.of.side } else { self.of.side.other() }
    }
}

impl<'a> Texts<'a> {
    /// What `view` shows.
    pub(in crate::ui::reader) fn of(view: &ReaderView<'a>) -> Self {
        let ReaderView { document, alignment, notes, .. } = *view;
        let asks = !view.aligning && (document.translation.is_some() || view.settings.drafting);
        Self { document, alignment, notes, asks }
    }

    /// The language of a side; of one that is not there, the language it would have.
    pub(in crate::ui::reader) fn language(&self, side: SideName) -> Language {
        match (self.document.side(side), self.document.source.language) {
            (Some(side), _) => side.language,
            (None, Language::Chinese) => Language::English,
            (None, Language::English) => Language::Chinese,
        }
    }

    /// The text of a stretch, its passages on lines of their own.
    pub(super) fn text(&self, of: Stretch) -> String {
        let passages = self.document.side(of.side).map_or(&[][..], |side| &side.passages);
        let part = |nth: u32| {
            let text = passages.get(nth as usize)?.text.text();
            let from = if nth == of.start.passage { of.start.at as usize } else { 0 };
            let to = if nth == of.end.passage { of.end.at as usize } else { text.len() };
            text.get(from..to.min(text.len()))
        };
        (of.start.passage..=of.end.passage).filter_map(part).collect::<Vec<_>>().join("\n")
    }

    /// The beads that a stretch touches, from the first to the last.
    pub(super) fn beads(&self, of: Stretch) -> Range<usize> {
        let bead = |place: SidePlace, at: u32| {
            let nth = self.alignment.segment_at(of.side, place.passage as usize, at as usize)?;
            self.alignment.bead_of(of.side, nth)
        };
        let first = bead(of.start, of.start.at);
        let last = if of.end.at > 0 { bead(of.end, of.end.at - 1) } else { None };
        match (first, last.or(first)) {
            (Some(first), Some(last)) if first <= last => first..last + 1,
            _ => 0..0,
        }
    }

    /// The stretch that a draft is of; nothing where its text was not found.
    pub(super) fn stretch(&self, draft: &Draft) -> Option<Stretch> {
        let spans = self.notes.spans(&draft.target);
        let ((side, first, start), (_, last, end)) = (spans.first()?, spans.last()?);
        let place = |passage: &u32, at| SidePlace { passage: *passage, at };
        Some(Stretch { side: *side, start: place(first, start.start), end: place(last, end.end) })
    }

    /// The sentences of some beads of `side`, as a stretch without the blanks after the last one.
    pub(super) fn sentences(&self, side: SideName, beads: Range<usize>) -> Option<Stretch> {
        let beads = self.alignment.beads.get(beads)?;
        let parts = || beads.iter().map(|bead| bead.part(side)).filter(|part| !part.is_empty());
        let segments = self.alignment.segments(side);
        let first = segments.get(parts().next()?.start as usize)?;
        let last = segments.get(parts().next_back()?.range().next_back()?)?;
        Some(Stretch {
            side,
            start: SidePlace { passage: first.passage, at: first.at.start },
            end: SidePlace { passage: last.passage, at: self.solid_end(side, last) },
        })
    }

    /// All passages of a row's side.
    pub(super) fn passages(&self, side: SideName, passages: IndexRange) -> Option<Stretch> {
        let last = passages.range().next_back()?;
        let end = self.document.side(side)?.passages.get(last)?.text.text().len();
        Some(Stretch {
            side,
            start: SidePlace { passage: passages.start, at: 0 },
            end: SidePlace { passage: last as u32, at: end as u32 },
        })
    }

    /// What a stretch that begins in row number `nth` is called.
    pub(super) fn address_in(&self, nth: usize, of: Stretch) -> String {
        let row = self.alignment.rows.get(nth);
        row.map(|row| address(row, &self.beads(of))).unwrap_or_default()
    }

    fn solid_end(&self, side: SideName, segment: &Segment) -> u32 {
        let passage = self.document.side(side).and_then(|side| side.passages.get(segment.passage as usize));
        let text = passage.and_then(|passage| segment.at.of(passage.text.text())).unwrap_or_default();
        segment.at.end - (text.len() - text.trim_end().len()) as u32
    }

    /// Whether some passages hold editor's marks and nothing else: nobody misses their partner.
    fn are_editorial(&self, side: SideName, passages: IndexRange) -> bool {
        let shown = self.document.side(side).and_then(|side| side.passages.get(passages.range())).unwrap_or_default();
        shown.iter().all(|passage| passage.kind == PassageKind::Editorial)
    }

    fn is_paired(&self, beads: Range<usize>) -> bool {
        self.alignment.beads.get(beads).unwrap_or_default().iter().any(Bead::is_paired)
    }
}

/// What some beads of a row are called.
fn address(row: &Row, beads: &Range<usize>) -> String {
    let all = row.beads.range();
    if beads.is_empty() || *beads == all || !all.contains(&beads.start) {
        return Address { row: row.number, pair: None }.to_string();
    }
    let first = Address { row: row.number, pair: Some((beads.start - all.start) as u32 + 1) };
    match beads.end.min(all.end) - all.start {
        last if beads.len() > 1 => format!("{first}–{last}"),
        _ => first.to_string(),
    }
}

/// What stands in row number `nth` besides its text, each cell from top to bottom.
pub(in crate::ui::reader) fn insets(texts: &Texts, nth: usize, typed: Option<&Typed>) -> Vec<Inset> {
    let Some(row) = texts.alignment.rows.get(nth) else { return Vec::new() };
    let row = RowTexts { texts: *texts, row };
    let mut drafts: Vec<Found> = SideName::BOTH.into_iter().flat_map(|side| row.drafts(side, typed)).collect();
    drafts.extend(typed.and_then(|typed| row.typed(typed)));
    let mut found = Vec::new();
    if texts.asks {
        for cell in SideName::BOTH {
            let covered: Vec<Range<usize>> =
                drafts.iter().filter(|draft| draft.inset.side == cell).map(|draft| draft.covers.clone()).collect();
            found.extend(row.gaps(cell, &covered));
        }
    }
    found.extend(drafts);
    found.sort_by_key(|found| (found.inset.side, found.inset.after, found.start));
    let mut insets: Vec<Inset> = found.into_iter().map(|found| found.inset).collect();
    if nth + 1 == texts.alignment.rows.len() {
        insets.extend(lost(texts, typed));
    }
    insets
}

/// Drafts whose text is gone stand at the end of the document.
fn lost(texts: &Texts, typed: Option<&Typed>) -> Vec<Inset> {
    let typed = typed.and_then(|typed| typed.draft.as_ref());
    let shown = texts.notes.lost_drafts().iter().filter(|draft| Some(&draft.id) != typed);
    let inset = |draft: &Arc<Draft>| Inset {
        side: SideName::Translation,
        after: After::All,
        kind: Kind::Draft(Written {
            wording: draft.target.side == SideName::Translation,
            draft: draft.clone(),
            of: None,
            address: String::new(),
        }),
    };
    shown.map(inset).collect()
}

/// An inset, and what decides about it.
struct Found {
    inset: Inset,
    /// Where what it is of begins.
    start: SidePlace,
    /// The beads that no longer have a gap because of it.
    covers: Range<usize>,
}

struct RowTexts<'a> {
    texts: Texts<'a>,
    row: &'a Row,
}

impl RowTexts<'_> {
    /// The drafts of text that begins in the row, but for the one that is typed.
    fn drafts(&self, side: SideName, typed: Option<&Typed>) -> Vec<Found> {
        let typed = typed.and_then(|typed| typed.draft.as_ref());
        let placed = self
            .row
            .part(side)
            .range()
            .flat_map(|passage| self.texts.notes.drafts(side, passage).iter().map(move |placed| (passage, placed)));
        let shown = placed.filter(|(_, placed)| Some(&placed.draft.id) != typed);
        shown
            .filter_map(|(passage, placed)| {
                let of = self.texts.stretch(&placed.draft)?;
                if of.start.passage as usize != passage {
                    return None;
                }
                let beads = self.texts.beads(of);
                let language = self.texts.language(side);
                let wording = placed.draft.is_wording(language, self.texts.is_paired(beads.clone()));
                let address = address(self.row, &beads);
                let written = Written { draft: placed.draft.clone(), of: Some(of), wording, address };
                Some(self.found(of, wording, Kind::Draft(written)))
            })
            .collect()
    }

    /// The field, if what is typed is of text that begins in the row.
    fn typed(&self, typed: &Typed) -> Option<Found> {
        let begins = self.row.part(typed.of.side).contains(typed.of.start.passage as usize);
        begins.then(|| self.found(typed.of, typed.wording, Kind::Field(typed.of)))
    }

    /// Finds where a draft stands.
    fn found(&self, of: Stretch, wording: bool, kind: Kind) -> Found {
        let beads = self.texts.beads(of);
        let side = if wording { of.side } else { of.side.other() };
        let after = if wording {
            self.after_passage(of)
        } else if self.row.part(side).is_empty() || beads.is_empty() || self.texts.is_paired(beads.clone()) {
            After::All
        } else {
            self.after_beads_before(side, beads.start)
        };
        let covers = if wording { 0..0 } else { beads };
        Found { inset: Inset { side, after, kind }, start: of.start, covers }
    }

    /// After the passage in which a stretch ends, or the last of the row.
    fn after_passage(&self, of: Stretch) -> After {
        let last = self.row.part(of.side).range().next_back().unwrap_or_default();
        let passage = (of.end.passage as usize).min(last);
        let side = self.texts.document.side(of.side);
        let text = side.and_then(|side| side.passages.get(passage)).map_or("", |passage| passage.text.text());
        After::Text(SidePlace { passage: passage as u32, at: text.len() as u32 })
    }

    /// After the sentences of `side` that the beads before this one hold.
    fn after_beads_before(&self, side: SideName, bead: usize) -> After {
        let all = self.row.beads.range();
        let before = self.texts.alignment.beads.get(all.start..bead.clamp(all.start, all.end)).unwrap_or_default();
        let last = before.iter().rev().map(|bead| bead.part(side)).find(|part| !part.is_empty());
        let segments = self.texts.alignment.segments(side);
        match last.and_then(|part| segments.get(part.range().next_back()?)) {
            Some(segment) => After::Text(SidePlace { passage: segment.passage, at: segment.at.end }),
            None => After::Nothing,
        }
    }

    /// The gaps of a cell, without those of the beads `covered` by drafts.
    fn gaps(&self, cell: SideName, covered: &[Range<usize>]) -> Vec<Found> {
        let of = cell.other();
        let passages = self.row.part(of);
        if passages.is_empty() || self.texts.are_editorial(of, passages) {
            return Vec::new();
        }
        let all = self.row.beads.range();
        if all.is_empty() {
            let whole = self.texts.passages(of, passages).filter(|_| self.row.part(cell).is_empty());
            return whole.map(|whole| self.gap(cell, whole, 0..0, false)).into_iter().collect();
        }
        let open = |nth: usize| {
            let bead = self.texts.alignment.beads.get(nth)?;
            let is_open = bead.part(cell).is_empty() && !bead.part(of).is_empty();
            let is_covered = covered.iter().any(|covered| covered.contains(&nth));
            (is_open && !is_covered).then_some(bead.status == Status::LeftOut)
        };
        let mut found = Vec::new();
        let mut next = all.start;
        while next < all.end && found.len() < MOST {
            let (start, kind) = (next, open(next));
            next += 1;
            let Some(left_out) = kind else { continue };
            while next < all.end && open(next) == kind {
                next += 1;
            }
            found.extend(self.gap_of(cell, start..next, left_out));
        }
        found
    }

    fn gap_of(&self, cell: SideName, beads: Range<usize>, left_out: bool) -> Option<Found> {
        let of = cell.other();
        let is_whole = beads == self.row.beads.range() && self.row.part(cell).is_empty();
        let stretch = if is_whole {
            self.texts.passages(of, self.row.part(of))?
        } else {
            self.texts.sentences(of, beads.clone())?
        };
        let passages = IndexRange { start: stretch.start.passage, end: stretch.end.passage + 1 };
        (!self.texts.are_editorial(of, passages)).then(|| self.gap(cell, stretch, beads, left_out))
    }

    fn gap(&self, cell: SideName, of: Stretch, beads: Range<usize>, left_out: bool) -> Found {
        let is_alone = self.row.part(cell).is_empty();
        let after = if is_alone || left_out { After::All } else { self.after_beads_before(cell, beads.start) };
        let is_part = !is_alone || (!beads.is_empty() && beads != self.row.beads.range());
        let gap = Gap { of, address: address(self.row, &beads), beads, is_part };
        let kind = if left_out { Kind::LeftOut(gap) } else { Kind::Gap(gap) };
        Found { inset: Inset { side: cell, after, kind }, start: of.start, covers: 0..0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Standing, Target, Timestamp, Work};
    use crate::ui::reader::drafts::samples::Sample;

    /// What stands in a row, a word or two each, in the order of its cells.
    fn said(sample: &Sample, row: usize, typed: Option<&Typed>) -> Vec<String> {
        let texts = sample.texts();
        let of = |of: Stretch| texts.text(of);
        insets(&texts, row, typed)
            .into_iter()
            .map(|inset| {
                let after = match inset.after {
                    After::Nothing => "first".to_owned(),
                    After::Text(place) => format!("{}:{}", place.passage, place.at),
                    After::All => "last".to_owned(),
                };
                let side = if inset.side == SideName::Source { "zh" } else { "en" };
                let what = match inset.kind {
                    Kind::Gap(gap) => format!("gap {} {}", gap.address, of(gap.of)),
                    Kind::LeftOut(gap) => format!("left out {} {}", gap.address, of(gap.of)),
                    Kind::Draft(one) => {
                        let kind = if one.wording { "wording" } else { "draft" };
                        format!("{kind} {} {}", one.address, one.of.map_or("-".to_owned(), of))
                    }
                    Kind::Field(stretch) => format!("field {}", of(stretch)),
                };
                format!("{side} {after} {what}")
            })
            .collect()
    }

    fn put(sample: &mut Sample, id: &str, of: Stretch, text: &str) {
        let target = sample.places.target(of.side, of.start, of.end).expect("it is there");
        put_on(sample, id, target, text);
    }

    fn put_on(sample: &mut Sample, id: &str, target: Target, text: &str) {
        let draft = Draft { created: Some(Timestamp(0)), ..Draft::new(DraftId(id.into()), target, text.to_owned()) };
        sample.edit(&Edit::PutDraft(Arc::new(draft)));
    }

    fn place(passage: u32, at: u32) -> SidePlace {
        SidePlace { passage, at }
    }

    #[test]
    fn text_without_a_partner_has_a_gap_where_that_would_stand() {
        let mut sample = Sample::new();
        assert_eq!(said(&sample, 0, None), ["en 0:10 gap ¶1.2–3 边界平静。牧民囘来。"]);
        assert_eq!(said(&sample, 1, None), ["en last gap ¶2 抄送各部门。主席。"]);
        assert_eq!(said(&sample, 2, None), ["zh last gap ¶3 Added later."]);
        assert_eq!(said(&sample, 3, None), Vec::<String>::new(), "nobody misses the partner of an editor's mark");
        for bead in [1, 2, 4] {
            sample.leave_out(bead);
        }
        assert_eq!(said(&sample, 0, None), ["en last left out ¶1.2–3 边界平静。牧民囘来。"]);
        assert_eq!(said(&sample, 1, None), ["en last left out ¶2.1 抄送各部门。", "en last gap ¶2.2 主席。"]);
        sample.asks = false;
        assert_eq!(said(&sample, 1, None), Vec::<String>::new());
    }

    #[test]
    fn drafts_stand_in_the_place_of_the_gap_or_below_the_text() {
        let mut sample = Sample::new();
        let row = Stretch { side: SideName::Source, start: place(1, 0), end: place(1, 27) };
        put(&mut sample, "甲", row, "Copies to all. The Chairman.");
        assert_eq!(said(&sample, 1, None), ["en last draft ¶2 抄送各部门。主席。"]);
        let sentence = Stretch { side: SideName::Source, start: place(0, 9), end: place(0, 24) };
        put(&mut sample, "乙", sentence, "The border is quiet.");
        let wording = Stretch { side: SideName::Translation, start: place(0, 0), end: place(0, 9) };
        put(&mut sample, "丙", wording, "It is cold.");
        assert_eq!(
            said(&sample, 0, None),
            ["en 0:10 draft ¶1.2 边界平静。", "en 0:10 gap ¶1.3 牧民囘来。", "en 0:26 wording ¶1.1 The snow.",]
        );
        let added = Stretch { side: SideName::Translation, start: place(1, 0), end: place(1, 12) };
        put(&mut sample, "丁", added, "后来加的。");
        assert_eq!(said(&sample, 2, None), ["zh last draft ¶3 Added later."]);
        put(&mut sample, "丁", added, "Added afterwards.");
        assert_eq!(
            said(&sample, 2, None),
            ["zh last gap ¶3 Added later.", "en 1:12 wording ¶3 Added later."],
            "in the language of its text it words that anew"
        );
    }

    #[test]
    fn what_is_typed_stands_where_its_draft_will() {
        let mut sample = Sample::new();
        let of = Stretch { side: SideName::Source, start: place(1, 0), end: place(1, 27) };
        let mut typed = Typed { draft: None, of, wording: false };
        assert_eq!(said(&sample, 1, Some(&typed)), ["en last field 抄送各部门。主席。"]);
        assert_eq!(said(&sample, 0, Some(&typed)).len(), 1, "in no other row");
        put(&mut sample, "甲", of, "Copies");
        typed.draft = Some(DraftId("甲".into()));
        assert_eq!(said(&sample, 1, Some(&typed)), ["en last field 抄送各部门。主席。"]);
    }

    #[test]
    fn a_draft_of_several_rows_stands_in_the_first_and_a_lost_one_at_the_end() {
        let mut sample = Sample::new();
        let over = Stretch { side: SideName::Source, start: place(0, 24), end: place(1, 18) };
        put(&mut sample, "甲", over, "They came back. Copies.");
        let drafts = |sample: &Sample, row| said(sample, row, None).iter().filter(|one| one.contains("draft")).count();
        assert_eq!([0, 1, 2, 3].map(|row| drafts(&sample, row)), [1, 0, 0, 0]);
        let mut lost = sample.places.target(SideName::Source, place(0, 0), place(0, 9)).expect("it is there");
        lost.standing = Standing::Lost;
        put_on(&mut sample, "乙", lost, "Snow.");
        assert_eq!(said(&sample, 3, None), ["en last draft  -"]);
    }

    #[test]
    fn a_document_without_translation_is_all_gap_once_somebody_translates_it() {
        let mut sample = Sample::alone();
        assert_eq!(said(&sample, 0, None), ["en last gap ¶1 大雪。边界平静。牧民囘来。完。"]);
        sample.work = Work::of(sample.work.alignment.clone());
        sample.asks = false;
        assert_eq!(said(&sample, 0, None), Vec::<String>::new());
    }
}
