//! What language a text of a pair is in: by the code that a file gives, and else by its letters.

use crate::import::lines::Weight;
use crate::import::markup::Text;
use crate::text::Language;

/// The language of a BCP 47 code, or of a name that people use; nothing where it is another one.
pub(in crate::import) fn language_of_code(code: &str) -> Option<Language> {
    let code = code.trim().to_lowercase();
    let main = code.split(['-', '_']).next().unwrap_or_default();
    match main {
        "zh" | "zho" | "chi" | "cmn" | "lzh" | "yue" | "wuu" | "nan" | "hak" | "chinese" | "中文" | "汉语" | "漢語"
        | "chs" | "cht" => Some(Language::Chinese),
        "en" | "eng" | "english" | "英文" | "英语" | "英語" => Some(Language::English),
        _ => None,
    }
}

/// The language that most of some texts is in; nothing where there are no letters.
pub(in crate::import) fn of_text<'a>(texts: impl Iterator<Item = &'a Text>, source: &str) -> Option<Language> {
    let mut sum = Weight::default();
    for text in texts {
        let weight = Weight::of(&text.string(source));
        sum.chinese += weight.chinese;
        sum.english += weight.english;
    }
    sum.language()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_name_languages() {
        use Language::{Chinese, English};
        for (code, expected) in [
            ("zh", Some(Chinese)),
            ("ZH-Hant-TW", Some(Chinese)),
            ("cmn_CN", Some(Chinese)),
            ("en-GB", Some(English)),
            ("EN", Some(English)),
            ("de", None),
            ("", None),
            ("中文", Some(Chinese)),
        ] {
            assert_eq!(language_of_code(code), expected, "{code}");
        }
    }
}
