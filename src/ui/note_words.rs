//! What notes are called in the window: their kinds and colours in words, and the first words of what they say or of
//! what they are about. Colours alone would leave people out.

use crate::export::shown_on_one_line;
use crate::model::{Annotation, Motivation, SideName};

/// What kind of note it is, in a word.
pub(crate) fn kind_name(note: &Annotation) -> &'static str {
    match &note.motivation {
        Motivation::Highlighting => "Highlight",
        Motivation::Questioning => "Question",
        Motivation::Bookmarking => "Bookmark",
        Motivation::Assessing => "Assessment",
        Motivation::Replying => "Reply",
        Motivation::Commenting | Motivation::Other(_) => "Note",
    }
}

/// Kind, colour, author and first words on one line: what a screen reader says of a note in the text.
pub(crate) fn label(note: &Annotation) -> String {
    format!("{}: {}", heading(note), gist(note, 60))
}

/// Kind, colour and author on one line.
pub(crate) fn heading(note: &Annotation) -> String {
    let mut name = kind_name(note).to_owned();
    if let Some(colour) = note.colour {
        name = format!("{name}, {}", colour.name());
    }
    let author = shown_on_one_line(&note.author);
    if !author.is_empty() {
        name = format!("{name}, by {author}");
    }
    name
}

/// The first words of what a note says, or of its quotation where it says nothing.
pub(crate) fn gist(note: &Annotation, most: usize) -> String {
    let says = first_words(&note.text, most);
    if says.is_empty() { quote(note, most) } else { says }
}

/// The first words of what a note is about, those of the translation where it is on both sides.
pub(crate) fn quote(note: &Annotation, most: usize) -> String {
    let target = note.target(SideName::Translation).or_else(|| note.target(SideName::Source));
    target.map_or_else(String::new, |target| first_words(&target.selector.exact, most))
}

/// The beginning of `text` on one line, of at most `most` characters, with an ellipsis where something was cut.
pub(crate) fn first_words(text: &str, most: usize) -> String {
    // A note may be as long as a book: what lies far behind the cut is not looked at.
    let start = text.char_indices().nth(4 * most).and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    let line = shown_on_one_line(start);
    if start.len() == text.len() && line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_are_one_line_and_not_long() {
        for (text, most, expected) in [
            ("群众囘来了", 9, "群众囘来了"),
            ("群众\n囘来\t了", 9, "群众 囘来 了"),
            ("成千上万的人", 5, "成千上万…"),
            ("The border was closed", 12, "The border…"),
            ("", 5, ""),
        ] {
            assert_eq!(first_words(text, most), expected);
        }
        let long = "𠮷".repeat(100_000);
        assert_eq!(first_words(&long, 4), "𠮷𠮷𠮷…");
    }
}
