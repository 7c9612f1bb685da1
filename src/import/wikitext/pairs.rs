//! Which `</ref>` closes which `<ref>`, decided before anything else is paired.
//!
//! People forget slashes. A reference that swallows a page is the worst that can happen to it, so a tag counts as
//! closed only when its closing tag comes before the next opening one and before the next heading.

use std::collections::BTreeMap;

use super::lexer::{Lexeme, Lexer, starts_heading};
use super::tags;

/// Tags that hold wikitext of their own.
pub(super) const CONTAINERS: [&str; 5] = ["ref", "references", "gallery", "poem", "includeonly"];

/// What an opening tag turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// It is closed by the tag at this byte.
    At(u32),
    /// It has a name and no content: somebody forgot the slash.
    Use,
    /// It is never closed.
    Never,
    /// It stands where the closing tag should: `<ref>…<ref>`.
    Closer,
}

/// A tag of one name, or a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Event {
    Open { bare: bool, holds_markup: bool },
    Empty { bare: bool },
    Close,
    Heading,
}

/// How the opening tags of `text` end, by the byte they start at. Tags that close themselves are not in it, unless
/// they close another.
pub(super) fn endings(text: &str) -> BTreeMap<u32, Ending> {
    let mut events: [Vec<(u32, Event)>; CONTAINERS.len()] = Default::default();
    let mut lexer = Lexer::new(text);
    while let Some((lexeme, start, end)) = lexer.next() {
        if matches!(lexeme, Lexeme::Newline | Lexeme::Break) && starts_heading(text, end) {
            for list in &mut events {
                list.push((end as u32, Event::Heading));
            }
        }
        let Some(tag) = text.get(start..end).filter(|_| lexeme == Lexeme::Tag).and_then(tags::parse) else { continue };
        let Some(list) = CONTAINERS.iter().position(|name| *name == tag.name).and_then(|nth| events.get_mut(nth))
        else {
            continue;
        };
        let rest = text.get(end..).unwrap_or_default().trim_start();
        let holds_markup = rest.starts_with("{{") || rest.starts_with('[') || rest.starts_with("http");
        let event = match (tag.closing, tag.empty) {
            (true, _) => Event::Close,
            (_, true) => Event::Empty { bare: tag.is_bare() },
            _ => Event::Open { bare: tag.is_bare(), holds_markup },
        };
        list.push((start as u32, event));
    }
    let mut found = BTreeMap::new();
    for list in &events {
        decide(list, &mut found);
    }
    found
}

fn decide(events: &[(u32, Event)], found: &mut BTreeMap<u32, Ending>) {
    let mut at = 0;
    while let Some((start, event)) = events.get(at) {
        at += 1;
        let Event::Open { bare, holds_markup } = *event else { continue };
        // A use of another note inside a note does not end it.
        let next =
            events.get(at..).and_then(|rest| rest.iter().position(|(_, event)| *event != Event::Empty { bare: false }));
        let next = next.map(|step| at + step);
        let after = |nth: usize| events.get(nth + 1).map(|(_, event)| *event);
        let ending = match next.and_then(|nth| Some((nth, events.get(nth)?))) {
            Some((nth, (close, Event::Close))) => {
                at = nth + 1;
                Ending::At(*close)
            }
            Some((nth, (close, Event::Open { bare: true, .. } | Event::Empty { .. })))
                if after(nth) != Some(Event::Close) && (bare || holds_markup) =>
            {
                at = nth + 1;
                found.insert(*close, Ending::Closer);
                Ending::At(*close)
            }
            _ if !bare && !holds_markup => Ending::Use,
            _ => Ending::Never,
        };
        found.insert(*start, ending);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgotten_slashes_are_seen() {
        use Ending::*;
        for (text, expected) in [
            ("甲<ref>一</ref>", vec![(3, At(11))]),
            ("<ref name=a>一</ref><ref name=a/>", vec![(0, At(15))]),
            ("<ref>一<ref>后文", vec![(0, At(8)), (8, Closer)]),
            ("<ref>一<ref/>后文", vec![(0, At(8)), (8, Closer)]),
            ("<ref>一<ref name=b>二</ref>", vec![(0, Never), (8, At(23))]),
            ("<ref name=a>后文<ref>二</ref>", vec![(0, Use), (18, At(26))]),
            ("<ref>一\n==甲==\n</ref>", vec![(0, Never)]),
        ] {
            assert_eq!(endings(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
