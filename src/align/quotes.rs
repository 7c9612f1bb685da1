//! Telling quotation marks from apostrophes in English, where one character serves for both.

/// Reads one character of English text in its place: every quotation mark becomes `"`, every apostrophe `'`.
pub(super) fn plain(before: Option<char>, c: char, after: Option<char>) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '\'' | '`' => {
            let opens = before.is_none_or(|c| c.is_whitespace() || "(—-[".contains(c))
                && after.is_some_and(|c| !c.is_whitespace());
            let closes = before.is_some_and(|c| ".,!?…—;:)-".contains(c)) && after.is_none_or(char::is_whitespace);
            if opens || closes { '"' } else { '\'' }
        }
        _ => c,
    }
}

/// The whole text with its quotation marks and apostrophes made plain.
pub(super) fn plain_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(plain(before, c, rest.peek().copied()));
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        for (text, expected) in [
            ("‘Go,’ he said.", "\"Go,\" he said."),
            ("China’s border", "China's border"),
            ("He said: “去吧 (qu ba)!”", "He said: \"去吧 (qu ba)!\""),
            ("the people' land", "the people' land"),
            ("'Tis so.'", "\"Tis so.\""),
        ] {
            assert_eq!(plain_text(text), expected);
        }
    }
}
