//! Text as XML, and the runs of WordprocessingML that notes are made of.

use crate::export::docx;
pub(super) use crate::export::docx::paragraph;
use crate::export::notes::note_text::Inline;
use crate::export::shown::shown;
use crate::export::xml::escaped;

/// Text that is text in an element and in a quoted attribute. What XML 1.0 cannot hold is shown by its number.
pub(super) fn text_of(text: &str) -> String {
    escaped(&shown(text))
}

/// Runs of text with the properties `properties` (elements of `w:rPr`, in the order of the schema).
pub(super) fn run(text: &str, properties: &str) -> String {
    docx::run(&text_of(text), properties)
}

/// The runs of a note's text. Word has links in comments only by way of yet another part, so an address is written out.
pub(super) fn inline(one: &Inline) -> String {
    let mut properties = String::new();
    if one.code {
        properties.push_str("<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>");
    }
    for (is, element) in [(one.bold, "<w:b/>"), (one.italic, "<w:i/>"), (one.struck, "<w:strike/>")] {
        if is {
            properties.push_str(element);
        }
    }
    let address = match &one.link {
        Some(target) if *target != one.text => run(&format!(" ({target})"), ""),
        _ => String::new(),
    };
    run(&one.text, &properties) + &address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_in_xml() {
        for (text, expected) in [
            ("领土 <b>&\"]]>", "领土 &lt;b&gt;&amp;&quot;]]&gt;"),
            ("a\u{0}b\u{b}\u{fffe}", "a⟨U+0000⟩b⟨U+000B⟩⟨U+FFFE⟩"),
        ] {
            assert_eq!(text_of(text), expected);
        }
    }
}
