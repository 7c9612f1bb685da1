//! Characters that JSON can carry and people cannot see, and halves of characters that JSON can name and no text has.

use std::fmt::Write as _;

use std::borrow::Cow;

/// `json` with every character written as an escape that hides itself or turns the text around it. Outside strings
/// there is none of them.
pub(super) fn hidden(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for char in json.chars() {
        if is_hidden(char) {
            // All of them are of the Basic Multilingual Plane.
            // Writing to a string cannot fail.
            write!(text, "\\u{:04x}", char as u32).unwrap_or_default();
        } else {
            text.push(char);
        }
    }
    text
}

fn is_hidden(char: char) -> bool {
    matches!(char,
        '\u{7F}'..='\u{9F}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// `json` with escapes that name half a character (lone surrogates) replaced by U+FFFD, and how many there were.
pub(super) fn whole_characters(json: &str) -> (Cow<'_, str>, usize) {
    let mut text = String::new();
    let (mut kept, mut count) = (0, 0);
    let mut from = 0;
    while let Some(found) = json.get(from..).and_then(|rest| rest.find('\\')) {
        let at = from + found;
        from = at + 2;
        let Some(unit) = escaped_unit(json, at) else {
            // What is escaped may be more than a byte in a file that is not JSON.
            from = (from..=json.len()).find(|at| json.is_char_boundary(*at)).unwrap_or(json.len());
            continue;
        };
        from = at + 6;
        let low = escaped_unit(json, from).filter(|low| (0xDC00..=0xDFFF).contains(low));
        match unit {
            0xD800..=0xDBFF if low.is_some() => from += 6,
            0xD800..=0xDFFF => {
                text.push_str(json.get(kept..at).unwrap_or_default());
                text.push_str("\\ufffd");
                kept = from;
                count += 1;
            }
            _ => (),
        }
    }
    if count == 0 {
        return (Cow::Borrowed(json), 0);
    }
    text.push_str(json.get(kept..).unwrap_or_default());
    (Cow::Owned(text), count)
}

/// The number that an escape at `at` names.
fn escaped_unit(json: &str, at: usize) -> Option<u32> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_characters_become_whole() {
        for (json, expected, count) in [
            (r#""\ud83c\udff3""#, r#""\ud83c\udff3""#, 0),
            (r#""甲\ud83c乙""#, r#""甲\ufffd乙""#, 1),
            (r#""\udff3\ud83c""#, r#""\ufffd\ufffd""#, 2),
            (r#""\\ud83c""#, r#""\\ud83c""#, 0),
            (r#""\ud83c\ud83c\udff3""#, r#""\ufffd\ud83c\udff3""#, 1),
            ("\\囘", "\\囘", 0),
            ("\\", "\\", 0),
        ] {
            assert_eq!(whole_characters(json), (Cow::Borrowed(expected), count), "{json}");
        }
    }

    #[test]
    fn what_turns_text_around_is_seen() {
        assert_eq!(hidden("\"甲\u{202E}乙\u{200D}\""), "\"甲\\u202e乙\u{200D}\"");
    }
}
