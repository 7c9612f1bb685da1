//! Which script a character or a text is written in, and which language that makes it.

/// The language of a text, told by its script.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// Chinese in any character form.
    Chinese,
    /// English, or another language in Latin script.
    English,
}

/// How many Latin letters say as much as one Chinese character. Of a text and its translation it is about four; two
/// keeps an English line with a few names in characters English, and a Chinese page full of citations Chinese.
const LETTERS_A_CHARACTER: usize = 2;

/// The language of `text`: Chinese or English, whichever has more to say. Addresses of the web count for neither.
/// None where there is no letter of either.
pub fn detect(text: &str) -> Option<Language> {
    let (mut characters, mut letters) = (0, 0);
    for word in text.split_whitespace() {
        let mut latin = 0;
        let mut address = false;
        for (at, char) in word.char_indices() {
            if is_han(char) {
                characters += 1;
            } else if is_latin(char) {
                latin += 1;
            } else if char == ':' && word.get(at..).is_some_and(|rest| rest.starts_with("://")) {
                address = true;
            }
        }
        if !address {
            letters += latin;
        }
    }
    match (characters, letters) {
        (0, 0) => None,
        _ if characters * LETTERS_A_CHARACTER >= letters => Some(Language::Chinese),
        _ => Some(Language::English),
    }
}

/// Whether `char` is a Chinese character: an ideograph of any block, a radical, 〇 or 々. Punctuation is not.
pub fn is_han(char: char) -> bool {
    matches!(char,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{2E80}'..='\u{2FD5}'
        | '〇' | '々' | '〻'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether `char` is a letter of the Latin script, with or without marks.
pub fn is_latin(char: char) -> bool {
    char.is_ascii_alphabetic()
        || (matches!(char, '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
            && char.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ideographs_of_every_block_are_han() {
        for char in "中國〇々㐀𠮷𫝈𰻞龜⼀⺟".chars() {
            assert!(is_han(char), "{char}");
        }
        for char in "，。「a１アカ한·…ⅧЖ".chars() {
            assert!(!is_han(char), "{char}");
        }
    }

    #[test]
    fn the_language_is_that_of_most_of_the_text() {
        use Language::{Chinese, English};
        for (text, expected) in [
            ("", None),
            ("1962 — 12,5 (…)", None),
            ("机密 文 409", Some(Chinese)),
            ("Confidential File No. 409", Some(English)),
            ("Premier Zhou Enlai (周恩来) met Khrushchev (赫鲁晓夫) in Moscow", Some(English)),
            ("Zhou Enlai (周恩来)", Some(English)),
            (
                "見 https://digitalarchive.example.org/document/118-01767-01/statement-of-the-soviet-government 全文",
                Some(Chinese),
            ),
            ("據 Smith, The Ili Crisis 一書，一九六二年四月至六月間約有六萬七千人外逃", Some(Chinese)),
            ("Ж", None),
            ("à", Some(English)),
        ] {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
