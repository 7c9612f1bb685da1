//! `duizhao align --segmented`: beads of two files that hold one segment a line.

use std::path::Path;

use super::arguments::Align;
use super::output::with_progress;
use crate::import::decode::decode;
use crate::model::Bead;
use crate::text::script::is_han;
use crate::workspace::{Problem, read_file};
use crate::{align, export};

/// The beads of two files, the positions in the order of the arguments, whichever of them is the Chinese one.
pub(super) fn beads(task: &Align, second: &Path) -> Result<String, Problem> {
    let (first, second) = (read_text(&task.source)?, read_text(second)?);
    let (first_segments, second_segments) = (segments(&first), segments(&second));
    let swapped = share_of_han(&second) > share_of_han(&first);
    let (chinese, english) =
        if swapped { (&second_segments, &first_segments) } else { (&first_segments, &second_segments) };
    let mut beads =
        with_progress((task.progress, task.threads), |progress| align::align_segments(chinese, english, progress))?;
    if swapped {
        beads.iter_mut().for_each(swap);
    }
    Ok(export::alignment::beads(&beads))
}

fn swap(bead: &mut Bead) {
    (bead.source, bead.translation) = (bead.translation, bead.source);
}

/// The text of a file. A file without a letter is fine here: it holds empty segments, or none.
fn read_text(path: &Path) -> Result<String, Problem> {
    let bytes = read_file(path)?;
    if bytes.trim_ascii().is_empty() {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    decode(&bytes).map(|decoded| decoded.text).map_err(|error| Problem::of_import(Some(path), &error))
}

/// The lines of a text. Only LF and CRLF end a line: a form feed or U+2028 stands inside a segment.
fn segments(text: &str) -> Vec<&str> {
    let lines = text.split_inclusive('\n');
    lines.map(|line| line.strip_suffix("\r\n").or(line.strip_suffix('\n')).unwrap_or(line)).collect()
}

/// The Chinese characters among all letters, 0 to 1.
fn share_of_han(text: &str) -> f64 {
    let (mut han, mut letters) = (0_u32, 0_u32);
    for character in text.chars().filter(|character| character.is_alphabetic()) {
        letters += 1;
        han += u32::from(is_han(character));
    }
    f64::from(han) / f64::from(letters.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_line_feeds_end_a_segment() {
        for (text, expected) in [
            ("", vec![]),
            ("苏联", vec!["苏联"]),
            ("苏联\n", vec!["苏联"]),
            ("苏联\r\n声明\r\n", vec!["苏联", "声明"]),
            ("苏联\n\n声明\n\n", vec!["苏联", "", "声明", ""]),
            ("\n", vec![""]),
            ("苏\r联\u{2028}声\u{b}明\u{85}。\n", vec!["苏\r联\u{2028}声\u{b}明\u{85}。"]),
            ("  blanks stay  \n", vec!["  blanks stay  "]),
        ] {
            assert_eq!(segments(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_chinese_file_is_told_by_its_characters() {
        for (chinese, english) in
            [("苏联政府 USSR", "The Soviet Government (苏联)"), ("机密 文 409", "409"), ("文", "")]
        {
            assert!(share_of_han(chinese) > share_of_han(english), "{chinese} {english}");
        }
    }
}
