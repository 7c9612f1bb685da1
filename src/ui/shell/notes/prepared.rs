//! What a card says, worked out once for each version of a note: its text in parts, its quotations, the line about it.

use super::difference::{Stretch, differences};
use super::list::What;
use super::text::{Extent, Shown, first_words, quoted, shown_text};
use crate::export::notes::AddressRange;
use crate::model::{Address, Alignment, Annotation, Motivation, SideName, Standing, Target, Timestamp};
use crate::text::Language;
use crate::ui::shell::details::short_date;
use crate::ui::shell::harmless::harmless_line;
use crate::workspace::{NotePlaces, OpenDocument};

/// How many characters of a text name its card.
const NAMED: usize = 60;

/// What a card says.
pub(super) struct Prepared {
    /// What it was made from, with the revision of the document.
    made_from: (What, u64, Extent),
    /// The text of the note.
    pub(super) text: Shown,
    /// What it quotes, a line for each place.
    pub(super) quotes: Vec<Quote>,
    /// Its tags, made harmless.
    pub(super) tags: Vec<String>,
    /// What it is, where it stands, when and by whom it was written.
    pub(super) about: String,
    /// When it was written and changed, in full.
    pub(super) moments: String,
    /// What a screen reader calls it.
    pub(super) name: String,
    /// Heights of the parts of the text, as far as they were laid out at some width.
    pub(super) heights: (f32, Vec<Option<f32>>),
}

/// A quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Quote {
    /// What language it is in, if that is known.
    pub(super) language: Option<Language>,
    /// The words.
    pub(super) text: String,
    /// How surely they stand where they are said to stand.
    pub(super) standing: Stands,
}

/// How surely a quotation stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    /// Beyond doubt.
    Sure,
    /// The words were others before: both, with what differs.
    Moved([Vec<Stretch>; 2]),
    /// They are not in the text.
    Lost,
}

impl Prepared {
    /// Whether it is what a card says of `what` now.
    pub(super) fn is_of(&self, what: &What, revision: u64, extent: Extent) -> bool {
        let (made_from, of, shown) = &self.made_from;
        made_from.is(what) && (*of, *shown) == (revision, extent)
    }

    /// What a card says of `what`, with so much of its text.
    pub(super) fn of(what: &What, extent: Extent, open: &OpenDocument, places: &NotePlaces) -> Self {
        let text = shown_text(what.text(), is_markdown(what), extent);
        let alignment = &open.work.alignment;
        let targets = match what {
            What::Note(note) => &note.targets[..],
            What::Draft(draft) => std::slice::from_ref(&draft.target),
        };
        let language = |side| open.document.side(side).map(|side| side.language);
        let quotes: Vec<Quote> = targets.iter().map(|target| quote(target, language(target.side))).collect();
        let address =
            targets.iter().filter_map(|target| address(target, places, alignment)).reduce(AddressRange::union);
        let address = address.map(|address| address.to_string());
        let (created, modified, author) = match what {
            What::Note(note) => (note.created, note.modified, &note.author),
            What::Draft(draft) => (draft.created, draft.modified, &draft.author),
        };
        let parts = [
            kind_words(what).map(harmless_line),
            address.clone(),
            sides_words(targets, language),
            created.map(|moment| short_date(&moment.day())),
            Some(harmless_line(author)).filter(|author| !author.is_empty()),
        ];
        let tags = match what {
            What::Note(note) => note.tags.iter().map(|tag| harmless_line(tag)).collect(),
            What::Draft(_) => Vec::new(),
        };
        Self {
            made_from: (what.clone(), open.revision, extent),
            name: name(what, address.as_deref(), &quotes),
            about: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            moments: moments(created, modified),
            heights: (0.0, vec![None; text.parts.len()]),
            text,
            quotes,
            tags,
        }
    }
}

/// Whether its text is Markdown; the name of a bookmark and a draft are plain text.
fn is_markdown(what: &What) -> bool {
    matches!(what, What::Note(note) if note.motivation != Motivation::Bookmarking)
}

/// What it is, where that is not plain from its looks.
fn kind_words(what: &What) -> Option<&str> {
    let note: &Annotation = match what {
        What::Draft(draft) if draft.target.side == SideName::Source => return Some("Draft translation"),
        What::Draft(_) => return Some("Suggested wording"),
        What::Note(note) => note,
    };
    match &note.motivation {
        Motivation::Highlighting | Motivation::Commenting | Motivation::Replying => None,
        other => Some(motivation_words(other)),
    }
}

/// A motivation as people call it; as it was written where another program made it.
pub(crate) fn motivation_words(motivation: &Motivation) -> &str {
    match motivation {
        Motivation::Highlighting => "Highlight",
        Motivation::Commenting => "Comment",
        Motivation::Questioning => "Question",
        Motivation::Bookmarking => "Bookmark",
        Motivation::Assessing => "Assessment",
        Motivation::Replying => "Reply",
        Motivation::Other(name) => name,
    }
}

fn quote(target: &Target, language: Option<Language>) -> Quote {
    let text = quoted(&target.selector.exact);
    let standing = match &target.standing {
        Standing::Sure => Stands::Sure,
        Standing::Lost => Stands::Lost,
        Standing::ToConfirm { was } => Stands::Moved(differences(&quoted(&was.exact), &text)),
    };
    Quote { language, text, standing }
}

/// The sides of some places: the language of the one, or that it is both.
fn sides_words(targets: &[Target], language: impl Fn(SideName) -> Option<Language>) -> Option<String> {
    let on = |side| targets.iter().any(|target| target.side == side);
    match SideName::BOTH.map(on) {
        [true, true] => Some("both sides".to_owned()),
        [false, false] => None,
        [source, _] => {
            let side = if source { SideName::Source } else { SideName::Translation };
            Some(side_name(side, language(side)).to_owned())
        }
    }
}

/// A side as people call it: by its language.
pub(super) fn side_name(side: SideName, language: Option<Language>) -> &'static str {
    match (language, side) {
        (Some(Language::Chinese), _) => "Chinese",
        (Some(Language::English), _) => "English",
        (None, SideName::Source) => "Source",
        (None, SideName::Translation) => "Translation",
    }
}

/// The sentence pairs or rows that a place covers.
fn address(target: &Target, places: &NotePlaces, alignment: &Alignment) -> Option<AddressRange> {
    let spans = places.spans(target);
    let at = |side, passage: u32, byte: u32| -> Option<Address> {
        let bead = alignment.bead_at(side, passage as usize, byte as usize).and_then(|bead| alignment.address(bead));
        let row = || {
            let row = alignment.rows.get(alignment.row_of_passage(side, passage as usize)?)?;
            Some(Address { row: row.number, pair: None })
        };
        bead.or_else(row)
    };
    let range = |(side, passage, span): &(SideName, u32, crate::model::Span)| {
        let first = at(*side, *passage, span.start)?;
        let last = at(*side, *passage, span.end.saturating_sub(1).max(span.start))?;
        Some(AddressRange { first, last })
    };
    spans.iter().filter_map(range).reduce(AddressRange::union)
}

/// When it was written, and changed.
fn moments(created: Option<Timestamp>, modified: Option<Timestamp>) -> String {
    let said =
        |verb: &str, moment: Timestamp| format!("{verb} {}", moment.to_string().replace(['T', 'Z'], " ").trim_end());
    let changed = modified.filter(|_| modified != created).map(|moment| said("Changed", moment));
    let written = created.map(|moment| said("Written", moment));
    written.into_iter().chain(changed).collect::<Vec<_>>().join("\n")
}

/// What a card is called: what it is, where it stands, and how it begins.
fn name(what: &What, address: Option<&str>, quotes: &[Quote]) -> String {
    let kind = match what {
        What::Note(note) => harmless_line(motivation_words(&note.motivation)),
        What::Draft(_) => kind_words(what).unwrap_or_default().to_owned(),
    };
    let place = match what.standing() {
        Standing::Lost => Some("lost".to_owned()),
        _ => address.map(|address| format!("at {address}")),
    };
    let words = first_words(what.text(), NAMED);
    let words = if words.is_empty() {
        quotes.first().map(|one| first_words(&one.text, NAMED)).unwrap_or_default()
    } else {
        words
    };
    let head = [Some(kind), place].into_iter().flatten().collect::<Vec<_>>().join(" ");
    format!("{head}: {words}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::samples::{draft, note, reply, target};
    use super::*;
    use crate::model::Selector;

    #[test]
    fn a_line_says_what_where_when_and_who() {
        let both = [SideName::Source, SideName::Translation].map(|side| target(side, "领土", Standing::Sure));
        let language = |side| (side == SideName::Source).then_some(Language::Chinese);
        for (targets, expected) in [
            (&both[..], Some("both sides")),
            (&both[..1], Some("Chinese")),
            (&both[1..], Some("Translation")),
            (&[], None),
        ] {
            assert_eq!(sides_words(targets, language).as_deref(), expected);
        }
        assert_eq!(
            moments(Some(Timestamp(0)), Some(Timestamp(3661))),
            "Written 1970-01-01 00:00:00\nChanged 1970-01-01 01:01:01"
        );
        assert_eq!(moments(Some(Timestamp(0)), Some(Timestamp(0))), "Written 1970-01-01 00:00:00");
    }

    #[test]
    fn cards_are_called_by_what_they_are_and_how_they_begin() {
        let named = |what: What| {
            let quotes: Vec<Quote> = match &what {
                What::Note(note) => note.targets.iter().map(|target| quote(target, None)).collect(),
                What::Draft(draft) => vec![quote(&draft.target, None)],
            };
            name(&what, Some("¶5.3"), &quotes)
        };
        let mut lost = note("甲", "");
        lost.targets = vec![target(SideName::Source, "旧的文字", Standing::Lost)];
        for (what, expected) in [
            (What::Note(Arc::new(note("甲", "指哪里？\n对吗？"))), "Comment at ¶5.3: 指哪里？ 对吗？"),
            (What::Note(Arc::new(reply("乙", "甲", "对"))), "Reply at ¶5.3: 对"),
            (What::Note(Arc::new(lost)), "Comment lost: 旧的文字"),
            (What::Draft(Arc::new(draft("稿", "Copies to"))), "Draft translation at ¶5.3: Copies to"),
        ] {
            assert_eq!(named(what), expected);
        }
    }

    #[test]
    fn moved_quotations_show_what_changed() {
        let was = Selector { exact: "苏联領土".to_owned(), ..Selector::default() };
        let moved = quote(&target(SideName::Source, "苏联领土", Standing::ToConfirm { was }), Some(Language::Chinese));
        let Stands::Moved([before, after]) = moved.standing else { panic!("{moved:?}") };
        let differing = |stretches: &[Stretch]| {
            stretches.iter().filter(|one| one.differs).map(|one| one.text.clone()).collect::<String>()
        };
        assert_eq!((differing(&before), differing(&after)), ("領".to_owned(), "领".to_owned()));
    }
}
