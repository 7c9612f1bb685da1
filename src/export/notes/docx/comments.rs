//! The comments: one a note and reply, and for a note on several places a short one at each further place.
//!
//! Word has no comment on two places. A note on both sides is a comment on the first of them that says all, and one on
//! the other that says where to read it. Replies and what is resolved stand in a part of their own, `commentsExtended`.

use std::collections::BTreeMap;

use super::xml::{inline, paragraph, run, text_of};
use crate::export::notes::note_text::{Block, Shape, blocks};
use crate::export::notes::view::{Entry, NotesView, Standing};
use crate::export::shown::shown_on_one_line;
use crate::export::time::iso;
use crate::model::{Colour, Timestamp};

/// The longest name of an author that Word takes.
const LONGEST_AUTHOR: usize = 255;

pub(super) struct Comments<'a> {
    view: &'a NotesView,
    list: Vec<Comment<'a>>,
    /// The comments that stand on a place of an entry of `placed`: the note's own, then replies.
    on: BTreeMap<(usize, usize), Vec<usize>>,
}

struct Comment<'a> {
    entry: &'a Entry,
    /// Whether it says all, or only where all is said.
    whole: bool,
    /// The comment it replies to. Word knows one level.
    parent: Option<usize>,
}

impl<'a> Comments<'a> {
    pub(super) fn of(view: &'a NotesView) -> Self {
        let mut comments = Self { view, list: Vec::new(), on: BTreeMap::new() };
        let mut head = None;
        for (nth, entry) in view.placed.iter().enumerate() {
            match head {
                Some((comment, place)) if entry.depth > 0 => {
                    comments.add(place, Comment { entry, whole: true, parent: Some(comment) });
                }
                _ => head = comments.add_head(nth, entry),
            }
        }
        comments
    }

    /// Adds the comments of a note; returns its own, and where that stands.
    fn add_head(&mut self, nth: usize, entry: &'a Entry) -> Option<(usize, (usize, usize))> {
        let standing = entry.places.iter().enumerate().filter(|(_, place)| place.standing != Standing::Lost);
        let mut first = None;
        for (place, _) in standing {
            let comment = self.add((nth, place), Comment { entry, whole: first.is_none(), parent: None });
            first = first.or(Some((comment, (nth, place))));
        }
        first
    }

    fn add(&mut self, place: (usize, usize), comment: Comment<'a>) -> usize {
        let id = self.list.len();
        self.on.entry(place).or_default().push(id);
        self.list.push(comment);
        id
    }

    /// The ids of the comments on a place of an entry.
    pub(super) fn on(&self, entry: usize, place: usize) -> &[usize] {
        self.on.get(&(entry, place)).map_or(&[], Vec::as_slice)
    }

    /// The part `comments.xml`.
    pub(super) fn comments(&self) -> String {
        let mut out = String::from(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
            " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"",
            " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\">"
        ));
        for (id, comment) in self.list.iter().enumerate() {
            self.write(&mut out, id, comment);
        }
        out.push_str("</w:comments>");
        out
    }

    /// The part `commentsExtended.xml`: threads, and what is resolved.
    pub(super) fn extended(&self) -> String {
        let mut out = String::from(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\">"
        ));
        for (id, comment) in self.list.iter().enumerate() {
            let parent = comment.parent.map(|parent| format!(" w15:paraIdParent=\"{}\"", last_paragraph(parent)));
            let (parent, done) = (parent.unwrap_or_default(), u8::from(comment.entry.resolved));
            put!(out, "<w15:commentEx w15:paraId=\"{}\"{parent} w15:done=\"{done}\"/>", last_paragraph(id));
        }
        out.push_str("</w15:commentsEx>");
        out
    }

    fn write(&self, out: &mut String, id: usize, comment: &Comment<'_>) {
        let author = author(comment.entry);
        let date = date(comment.entry.created);
        let (name, initials) = (text_of(&author), text_of(&initials(&author)));
        put!(out, "<w:comment w:id=\"{id}\" w:author=\"{name}\"{date} w:initials=\"{initials}\">");
        let mut paragraphs = self.paragraphs(comment);
        // Word finds the comment of a thread by the name of its last paragraph.
        if let Some(rest) = paragraphs.last().and_then(|last| last.strip_prefix("<w:p>")) {
            let named = format!("<w:p w14:paraId=\"{}\">{rest}", last_paragraph(id));
            paragraphs.pop();
            paragraphs.push(named);
        }
        out.push_str(&paragraphs.concat());
        out.push_str("</w:comment>");
    }

    fn paragraphs(&self, comment: &Comment<'_>) -> Vec<String> {
        let reference = "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>";
        let head = run(&heading(self.view, comment.entry), "<w:b/>");
        let mut out = vec![paragraph("CommentText", "", &format!("{reference}{head}"))];
        if comment.whole {
            out.extend(doubts(self.view, comment.entry));
            out.extend(note_paragraphs(comment.entry));
        } else {
            let first = comment.entry.places.iter().find(|place| place.standing != Standing::Lost);
            let side = first.map_or("other", |place| self.view.side_name(place.side));
            let text = format!("This note is on both texts; it is written beside the {side}.");
            out.push(paragraph("CommentText", "", &run(&text, "<w:i/>")));
        }
        out
    }
}

/// Number, address, kind, and what Word has no place for.
pub(super) fn heading(view: &NotesView, entry: &Entry) -> String {
    let mut parts = vec![format!("{} {}", entry.label(), shown_on_one_line(entry.kind_in_words()))];
    if let Some(address) = entry.address {
        let sides = crate::model::SideName::BOTH.into_iter().filter(|side| entry.is_on(*side));
        parts.push(format!("{address} {}", sides.map(|side| view.side_name(side)).collect::<Vec<_>>().join(" and ")));
    }
    parts.extend(entry.colour.map(|colour| Colour::name(colour).to_owned()));
    if !entry.tags.is_empty() {
        let tags: Vec<String> = entry.tags.iter().map(|tag| shown_on_one_line(tag)).collect();
        parts.push(format!("tags: {}", tags.join(", ")));
    }
    if entry.resolved {
        parts.push("resolved".to_owned());
    }
    parts.extend(entry.modified.map(|at| format!("changed {}", crate::export::time::iso_day(at))));
    parts.join(" · ")
}

/// What is to be confirmed, and what was not found.
pub(super) fn doubts(view: &NotesView, entry: &Entry) -> Vec<String> {
    let said = |before: &str, quote: &str| {
        let before = run(before, "<w:b/><w:color w:val=\"9A3324\"/>");
        paragraph("CommentText", "", &(before + &run(quote, "")))
    };
    let of_place = |place: &crate::export::notes::PlaceView| {
        let side = view.side_name(place.side);
        match (&place.was, place.standing) {
            (Some(was), Standing::ToConfirm) => {
                vec![said("Moved, please confirm. Before: ", was), said("Now: ", &place.quote)]
            }
            (_, Standing::Lost) => vec![said(&format!("Not found in the {side}. It stood on: "), &place.quote)],
            _ if entry.depth > 0 => vec![said(&format!("On the {side}: "), &place.quote)],
            _ => Vec::new(),
        }
    };
    entry.places.iter().flat_map(of_place).collect()
}

/// The text of a note as paragraphs.
pub(super) fn note_paragraphs(entry: &Entry) -> Vec<String> {
    let blocks = blocks(&entry.text, entry.is_markdown());
    let filled =
        blocks.iter().filter(|block| block.marker.is_some() || block.text.iter().any(|one| !one.text.is_empty()));
    filled.map(note_paragraph).collect()
}

fn note_paragraph(block: &Block) -> String {
    let depth = 280 * (u32::from(block.list) + u32::from(block.quote));
    let hanging = if block.marker.is_some() { " w:hanging=\"280\"" } else { "" };
    let indent = if depth == 0 { String::new() } else { format!("<w:ind w:left=\"{depth}\"{hanging}/>") };
    let marker = block.marker.as_ref().map(|marker| run(&format!("{marker}\t"), "")).unwrap_or_default();
    let strong = block.shape == Shape::Heading;
    let text: String = block
        .text
        .iter()
        .map(|one| {
            inline(&crate::export::notes::note_text::Inline {
                bold: one.bold || strong,
                code: one.code || block.shape == Shape::Code,
                ..one.clone()
            })
        })
        .collect();
    paragraph("CommentText", &indent, &(marker + &text))
}

/// The name of a comment's last paragraph: eight hexadecimal digits, not zero, below 0x80000000.
fn last_paragraph(comment: usize) -> String {
    format!("{:08X}", (comment + 1) & 0x7fff_ffff)
}

pub(super) fn author(entry: &Entry) -> String {
    let author = shown_on_one_line(&entry.author);
    if author.is_empty() { "Unknown".to_owned() } else { author.chars().take(LONGEST_AUTHOR).collect() }
}

/// The first characters of the first three words.
fn initials(author: &str) -> String {
    author.split(' ').filter_map(|word| word.chars().next()).take(3).collect()
}

/// The attribute `w:date`; nothing for years that XML has not.
fn date(at: Option<Timestamp>) -> String {
    let date = at.map(iso).filter(|date| date.len() == "1962-08-10T00:00:00Z".len());
    date.map(|date| format!(" w:date=\"{date}\"")).unwrap_or_default()
}
