//! Lines that OCR made of handwriting, dirt and rubber stamps: characters without sense.
//!
//! Each line is weighed as a judge weighs evidence, in nats: how much less likely a person wrote it than not. All
//! evidence comes from the line itself and from what the rest of the document speaks of. In doubt a line is text:
//! hiding what somebody wrote is worse than showing dirt.

use rustc_hash::FxHashSet;

use super::words::{Token, Words};
use crate::import::characters::{is_blank, is_chinese_digit, is_wide_mark};
use crate::text::fold::fold;
use crate::text::script::is_han;

/// A line of this weight is noise.
const CERTAIN: f32 = 5.0;
/// Evidence of less than this is no evidence of its own.
const SLIGHT: f32 = 0.7;
/// The fewest Chinese characters that can be judged.
const FEWEST: usize = 6;
/// The commonest function characters, and the share of running text they are.
const FUNCTION: &str = "的是了在";
const FUNCTION_SHARE: f32 = 0.08;
/// The share of characters that stand outside every word of the dictionary, in text that somebody wrote.
const SINGLE_SHARE: f32 = 0.2;
/// Characters that stand by themselves in any text, or spell foreign names.
const ORDINARY_SINGLES: &str = "的是了在年月日号时分和与及之于以为同对向从由被把将不也都又而或其此该我你他她它们这那有无上下中大小新老前后内外\
    斯尔夫基克科维诺洛拉沃契莫拜特里米加列柯伊阿巴达尼耶罗格布索亚哈卡伯费第号文函电部司处局厅科组省市县区";

/// What the rest of a document speaks of: the words of its running text.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: FxHashSet<String>,
}

impl Vocabulary {
    /// Adds the words of a passage.
    pub(super) fn add(&mut self, text: &str, words: Words) {
        let folded = fold(text);
        for token in words.tokens(&folded) {
            if let Token::Word(word) = token {
                self.words.insert(word.to_owned());
            }
        }
    }
}

/// Whether a short Chinese line is noise.
pub(super) fn is_noise(line: &str, vocabulary: &Vocabulary, words: Words) -> bool {
    let line = fold(line);
    let han = line.chars().filter(|c| is_han(*c)).count();
    // Marks between the parts of a line show that somebody set them; blanks show a row of items.
    let marked = line.chars().any(|c| is_blank(c) || is_wide_mark(c) || matches!(c, ',' | ':' | ';' | '('));
    if han < FEWEST || marked {
        return false;
    }
    let tokens = words.tokens(&line);
    let function = function_words(&line, han);
    let evidence =
        [impossible_numbers(&line), function, singles(&tokens), unheard(&tokens, vocabulary), repeats(&tokens)];
    let kinds = evidence.iter().filter(|weight| **weight >= SLIGHT).count();
    evidence.iter().sum::<f32>() >= CERTAIN && (kinds >= 2 || function >= CERTAIN)
}

/// A month, a day or an hour that there is not: 108月.
fn impossible_numbers(line: &str) -> f32 {
    let mut number = String::new();
    let mut weight = 0.0;
    for c in line.chars() {
        let most = match c {
            '月' => 12,
            '日' => 31,
            '时' => 24,
            _ => u32::MAX,
        };
        if !number.is_empty() && number.parse().is_ok_and(|number: u32| number > most) {
            weight += 4.0;
        }
        if c.is_ascii_digit() { number.push(c) } else { number.clear() }
    }
    weight
}

/// More 的 and 是 than a line can do with.
fn function_words(line: &str, han: usize) -> f32 {
    let function = line.chars().filter(|c| FUNCTION.contains(*c)).count();
    (surprise(function, han, FUNCTION_SHARE) - 1.0).max(0.0)
}

/// Characters that form no word with their neighbours.
fn singles(tokens: &[Token]) -> f32 {
    let (mut single, mut all) = (0, 0);
    for token in tokens {
        match token {
            Token::Word(word) => all += word.chars().count(),
            Token::Single(c) if ORDINARY_SINGLES.contains(*c) || is_chinese_digit(*c) => {}
            Token::Single(_) => {
                single += 1;
                all += 1;
            }
        }
    }
    (surprise(single, all, SINGLE_SHARE) - 0.7).clamp(0.0, 4.0)
}

/// Words that the document speaks of nowhere else; words that it does speak of weigh against noise.
fn unheard(tokens: &[Token], vocabulary: &Vocabulary) -> f32 {
    let (mut heard, mut unheard) = (0.0_f32, 0.0_f32);
    for token in tokens {
        if let Token::Word(word) = token {
            if vocabulary.words.contains(*word) { heard += 1.0 } else { unheard += 1.0 }
        }
    }
    (unheard * 0.4).min(1.5) - heard * 1.5
}

/// A word that a short line says twice.
fn repeats(tokens: &[Token]) -> f32 {
    let mut seen = FxHashSet::default();
    let again = tokens.iter().filter(|token| matches!(token, Token::Word(word) if !seen.insert(*word))).count();
    0.7 * again as f32
}

/// How surprising it is that `some` or more of `all` are of a kind that is `share` of everything, in nats.
fn surprise(some: usize, all: usize, share: f32) -> f32 {
    let mut term = (1.0 - f64::from(share)).powi(all as i32);
    let odds = f64::from(share) / (1.0 - f64::from(share));
    let mut below = 0.0;
    for nth in 0..some.min(all) {
        below += term;
        term *= odds * (all - nth) as f64 / (nth + 1) as f64;
    }
    -((1.0 - below).max(1e-9).ln()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(line: &str) -> bool {
        let words = Words::new();
        let mut vocabulary = Vocabulary::default();
        vocabulary.add("水利厅派遣的水文考察队已于三月到达河口，当地居民决定給予帮助。", words);
        is_noise(line, &vocabulary, words)
    }

    #[test]
    fn noise_is_hidden() {
        for line in [
            "108月10日本公主议决定复四申事龄日本",
            "是的地方的是多种的人",
            "的是的在了是的的人",
            "45日月亮亮水火土申四日月亮壬口",
        ] {
            assert!(judged(line), "{line}");
        }
    }

    #[test]
    fn what_people_write_is_shown() {
        for line in [
            "請苏欧司、領事司商办",
            "请秘书长核阅后退办公厅",
            "外交部文件",
            "水利厅关于河口考察队的报告",
            "我們的朋友的意見",
            "总理閣下",
            "致苏联駐华大使契尔沃年科同志",
            "章汉夫姬鵬飛王炳南",
            "一九五九年三月四日总領事館代理館員面交的便函的譯文",
            "1962年8月10日印发",
            "中华人民共和国国务院办公厅收发室",
            "字第二十七分二号",
            "上海市人民委員会外事处",
            "順致最崇高的敬意",
            "这是我們的事",
        ] {
            assert!(!judged(line), "{line}");
        }
    }

    #[test]
    fn surprise_grows_with_the_unlikely() {
        assert!(surprise(0, 10, 0.08).abs() < 0.001);
        assert!(surprise(1, 10, 0.08) < surprise(3, 10, 0.08));
        assert!(surprise(5, 10, 0.08) > 6.0);
    }
}
