//! The notes of a page: numbering, names, groups, and where each one is defined.

use std::collections::BTreeMap;

use crate::model::{Mark, Note, ReadingText, Span};

use super::inline;
use super::page::Page;
use super::writer::{Lines, Writer};

/// What a note says.
pub(super) enum Content {
    /// Wikitext, read when the whole page has been.
    Source(Span),
    /// Words of a template that is a note as a whole.
    Text(ReadingText, Vec<Mark>),
}

struct Entry {
    group: String,
    name: Option<String>,
    mark: String,
    content: Option<Content>,
    uses: u32,
    first_use: u32,
}

/// All notes so far, in order of first use.
#[derive(Default)]
pub(super) struct References {
    entries: Vec<Entry>,
    by_name: BTreeMap<(String, String), usize>,
    /// Contents given in the list of references, where they are not used.
    definitions: BTreeMap<(String, String), Span>,
    counts: BTreeMap<String, u32>,
}

impl References {
    /// A use of a note at byte `at`: its index and its mark.
    ///
    /// A name stands for one note of its group, however its letters are cased; if two contents differ only so, each
    /// is a note of its own.
    pub(super) fn cite(&mut self, group: &str, name: Option<&str>, content: Option<Content>, at: u32) -> (u32, String) {
        let exact = name.map(|name| (group.to_owned(), name.to_owned()));
        let loose = name.map(|name| (group.to_owned(), format!("\0{}", name.to_lowercase())));
        let found = exact.as_ref().and_then(|key| self.by_name.get(key)).or_else(|| {
            let index = self.by_name.get(loose.as_ref()?)?;
            let taken = self.entries.get(*index).is_some_and(|entry| entry.content.is_some());
            (content.is_none() || !taken).then_some(index)
        });
        if let Some(index) = found.copied()
            && let Some(entry) = self.entries.get_mut(index)
        {
            entry.uses += 1;
            if entry.content.is_none() {
                entry.content = content;
            }
            return (index as u32, entry.mark.clone());
        }
        let index = self.entries.len();
        let count = self.counts.entry(group.to_owned()).or_default();
        *count += 1;
        let mark = mark(group, *count);
        for key in exact.into_iter().chain(loose) {
            self.by_name.entry(key).or_insert(index);
        }
        let entry = Entry {
            group: group.to_owned(),
            name: name.map(str::to_owned),
            mark: mark.clone(),
            content,
            uses: 1,
            first_use: at,
        };
        self.entries.push(entry);
        (index as u32, mark)
    }

    /// A note that is defined where it is not used.
    pub(super) fn define(&mut self, group: &str, name: &str, content: Span) {
        self.definitions.entry((group.to_owned(), name.to_lowercase())).or_insert(content);
    }

    /// What the note at `index` says, wherever it was said.
    fn take_content(&mut self, index: usize) -> Option<Content> {
        let entry = self.entries.get_mut(index)?;
        if let Some(content) = entry.content.take() {
            return Some(content);
        }
        let name = entry.name.as_ref()?.to_lowercase();
        let key = (entry.group.clone(), name);
        let found = self.definitions.get(&key);
        // The list of a group may leave the group to the list itself.
        found.or_else(|| self.definitions.get(&(String::new(), key.1))).map(|span| Content::Source(*span))
    }
}

/// The notes of `page`, read. Reading one may find more.
pub(super) fn read(page: &mut Page<'_>) -> Vec<Note> {
    let mut read = Vec::new();
    while read.len() < page.references.entries.len() {
        let index = read.len();
        let content = page.references.take_content(index);
        let at = page.references.entries.get(index).map_or(0, |entry| entry.first_use);
        read.push(match content {
            Some(Content::Text(text, marks)) => (text, marks),
            Some(Content::Source(span)) => {
                let mut out = Writer::new(page.source, Lines::Flow);
                inline::write(page, &mut out, span, 0);
                out.finish()
            }
            None => {
                page.warn(at, "This note is named here, and nowhere on the page is it said what it says.");
                (ReadingText::default(), Vec::new())
            }
        });
    }
    let entries = std::mem::take(&mut page.references.entries);
    let notes = entries.into_iter().zip(read);
    notes.map(|(entry, (text, marks))| Note { mark: entry.mark, text, marks, uses: entry.uses }).collect()
}

/// The mark of the note number `count` of a group, as MediaWiki counts them.
fn mark(group: &str, count: u32) -> String {
    match group {
        "" | "decimal" => count.to_string(),
        "lower-alpha" => letters(count, 'a'),
        "upper-alpha" => letters(count, 'A'),
        "lower-roman" => roman(count),
        "upper-roman" => roman(count).to_uppercase(),
        "lower-greek" => char::from_u32(0x3B0 + count + u32::from(count > 17))
            .filter(|_| count < 25)
            .map_or_else(|| count.to_string(), String::from),
        _ => format!("{group} {count}"),
    }
}

fn letters(mut count: u32, first: char) -> String {
    let mut found = Vec::new();
    while count > 0 {
        count -= 1;
        found.push(char::from(first as u8 + (count % 26) as u8));
        count /= 26;
    }
    found.into_iter().rev().collect()
}

fn roman(mut count: u32) -> String {
    if count > 3000 {
        return count.to_string();
    }
    let mut found = String::new();
    for (value, digits) in [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while count >= value {
            found.push_str(digits);
            count -= value;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_within_their_group() {
        for (group, count, expected) in [
            ("", 44, "44"),
            ("lower-alpha", 1, "a"),
            ("lower-alpha", 28, "ab"),
            ("upper-roman", 14, "XIV"),
            ("lower-greek", 3, "γ"),
            ("lower-greek", 18, "σ"),
            ("注", 2, "注 2"),
        ] {
            assert_eq!(mark(group, count), expected, "{group} {count}");
        }
    }
}
