//! What a character is to line breaking. Pure tables and the little context that quotation marks need.

/// What a character is to line breaking.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Class {
    /// Han, kana, Hangul and every symbol that breaks like them: on both sides.
    Ideograph,
    /// A letter of a word.
    Letter,
    /// A digit of a number.
    Digit,
    /// A blank, which hangs unseen at the end of a line.
    Blank,
    /// An opening mark: never at the end of a line.
    Open {
        /// Whether it is as wide as an ideograph.
        wide: bool,
    },
    /// A closing mark, a stop or an ellipsis: never at the start of a line.
    Close {
        /// Whether it is as wide as an ideograph.
        wide: bool,
    },
    /// A dash: never at the start of a line, never cut.
    Dash,
    /// A hyphen.
    Hyphen,
    /// A slash.
    Slash,
    /// A sign that stays with the number after it: $, №, §.
    Prefix,
    /// A character that parts nothing: a no-break blank, a joiner.
    Glue,
    /// A place to break without width.
    ZeroWidth,
    /// A mark on the character before it.
    Attached,
}

/// The class of each character.
pub(super) fn classify(chars: &[char]) -> Vec<Class> {
    let mut quote_open = false;
    (0..chars.len())
        .map(|nth| {
            let before = nth.checked_sub(1).and_then(|before| chars.get(before)).copied();
            let (Some(&char), after) = (chars.get(nth), chars.get(nth + 1).copied()) else { return Class::Glue };
            match char {
                // A straight quotation mark opens and closes by turns.
                '"' => {
                    quote_open = !quote_open;
                    if quote_open { Class::Open { wide: false } } else { Class::Close { wide: false } }
                }
                '\n' => {
                    quote_open = false;
                    Class::Blank
                }
                '\'' | '’' => apostrophe(char, before, after),
                _ => class_of(char),
            }
        })
        .collect()
}

/// An apostrophe belongs to its word; elsewhere the character is a quotation mark.
fn apostrophe(char: char, before: Option<char>, after: Option<char>) -> Class {
    let is_letter = |char: Option<char>| char.is_some_and(|char| class_of(char) == Class::Letter);
    if is_letter(before) && is_letter(after) {
        return Class::Letter;
    }
    let opens = before.is_none_or(|before| matches!(class_of(before), Class::Blank | Class::Open { .. } | Class::Dash))
        || (before.is_some_and(|before| class_of(before) == Class::Ideograph) && is_letter(after));
    if char == '\'' && opens { Class::Open { wide: false } } else { Class::Close { wide: false } }
}

/// The class of a character wherever it stands.
fn class_of(char: char) -> Class {
    match char {
        '0'..='9' | '０'..='９' => Class::Digit,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Letter,
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2060}' | '\u{feff}' | '\u{2011}' => Class::Glue,
        '\u{200b}' => Class::ZeroWidth,
        '(' | '[' | '{' | '‘' | '“' | '„' | '‚' | '«' | '‹' | '¿' | '¡' => Class::Open { wide: false },
        ')' | ']' | '}' | '”' | '»' | '›' | ',' | '.' | ';' | ':' | '!' | '?' | '%' | '‰' | '°' | '′' | '″' | '℃'
        | '℉' | '…' | '⋯' | '‥' | '†' | '‡' => Class::Close { wide: false },
        '（' | '〔' | '［' | '｛' | '〈' | '《' | '「' | '『' | '【' | '〖' | '〘' | '〚' | '〝' | '｟' | '｢' => {
            Class::Open { wide: true }
        }
        '$' | '£' | '¥' | '€' | '￥' | '＄' | '￡' | '№' | '§' | '¶' | '#' | '＃' => Class::Prefix,
        '—' | '―' | '–' | '⸺' | '⸻' => Class::Dash,
        '-' | '‐' | '\u{ad}' => Class::Hyphen,
        '/' | '\\' => Class::Slash,
        _ if is_wide_close(char) => Class::Close { wide: true },
        _ if is_attached(char) => Class::Attached,
        _ if char.is_whitespace() => Class::Blank,
        _ if char.is_ascii() || is_narrow_letter(char) => Class::Letter,
        _ => Class::Ideograph,
    }
}

/// Stops, closing marks, connecting marks and small kana: what CLREQ and JLREQ keep from the start of a line.
fn is_wide_close(char: char) -> bool {
    "。，、．：；！？）〕］｝〉》」』】〗〙〛〞〟｠｣｡､％‼⁇⁈⁉・·•‧～〜゠／＼々〻ヽヾゝゞーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ﹐﹑﹒﹔﹕﹖﹗"
        .contains(char)
        || ('ㇰ'..='ㇿ').contains(&char)
}

/// Combining marks, variation selectors and joiners: they stay on the character before them.
fn is_attached(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{200c}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// A letter of a script that parts words by blanks: everything alphabetic before the East Asian blocks.
fn is_narrow_letter(char: char) -> bool {
    (char.is_alphanumeric() || char == '_') && (char < '\u{1100}' || ('\u{1e00}'..='\u{1fff}').contains(&char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_single_characters() {
        for (char, expected) in [
            ('边', Class::Ideograph),
            ('𠀀', Class::Ideograph),
            ('〇', Class::Ideograph),
            ('①', Class::Ideograph),
            ('é', Class::Letter),
            ('и', Class::Letter),
            ('７', Class::Digit),
            ('　', Class::Blank),
            ('《', Class::Open { wide: true }),
            ('々', Class::Close { wide: true }),
            ('\u{301}', Class::Attached),
        ] {
            assert_eq!(class_of(char), expected, "{char}");
        }
    }

    #[test]
    fn quotation_marks_are_told_from_apostrophes() {
        let (open, close) = (Class::Open { wide: false }, Class::Close { wide: false });
        for (text, at, expected) in [
            ("Isn't", 3, Class::Letter),
            ("don’t", 3, Class::Letter),
            ("'行'", 0, open),
            ("'行'", 2, close),
            ("说\"不\"", 1, open),
            ("说\"不\"", 3, close),
            ("boys’ 帽", 4, close),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(classify(&chars)[at], expected, "{text} {at}");
        }
    }
}
