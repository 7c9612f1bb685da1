//! Text as XML 1.0 holds it. What it cannot hold becomes U+FFFD, and whoever exports says how often.

/// Whether XML 1.0 can hold the character.
pub(super) fn holds(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// How many characters of a text XML 1.0 cannot hold.
pub(super) fn unheld(text: &str) -> usize {
    text.chars().filter(|c| !holds(*c)).count()
}

/// The text, so that it is text in an element and in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push(&mut out, text);
    out
}

/// Adds a text, so that it is text in an element and in a quoted attribute.
pub(super) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        push_char(out, if holds(c) { c } else { '\u{fffd}' });
    }
}

/// Adds a character that XML can hold.
pub(super) fn push_char(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        // A reader would take it for a line end, or for none.
        '\r' => out.push_str("&#13;"),
        other => out.push(other),
    }
}

/// Adds an attribute's value: line ends and tabs by their numbers, or they would be blanks.
pub(super) fn push_value(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c => push_char(out, if holds(c) { c } else { '\u{fffd}' }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_in_xml() {
        for (text, expected) in [
            ("领土 <b>&\"]]>", "领土 &lt;b&gt;&amp;&quot;]]&gt;"),
            ("a\u{0}b\u{b}\u{fffe}\u{85}", "a\u{fffd}b\u{fffd}\u{fffd}\u{85}"),
            ("一\r\n\t🏳️‍🌈\u{202e}\u{feff}", "一&#13;\n\t🏳️‍🌈\u{202e}\u{feff}"),
        ] {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(unheld("a\u{0}领\u{b}\u{fffe}\t\r\n"), 3);
        let mut value = String::new();
        push_value(&mut value, "一\n\t\"二");
        assert_eq!(value, "一&#10;&#9;&quot;二");
    }
}
