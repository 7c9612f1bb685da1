//! Bytes to text: which encoding a file is in, told from its content.
//!
//! Never guesses from a file's name. What an encoding cannot read becomes U+FFFD and a warning.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;
use super::binary;
use super::plausible::plausibility;
use crate::model::Warning;

/// How many bad places are named one by one.
const NAMED_WARNINGS: usize = 20;
/// How many bytes are looked at to tell an encoding.
const SAMPLE: usize = 64 * 1024;
/// One NUL in so many bytes is dirt; more is a file that is no text.
const NUL_RARITY: usize = 1_000;

/// A decoded file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// Its text, without a byte order mark.
    pub text: String,
    /// The encoding, by its WHATWG name.
    pub encoding: &'static str,
    /// Where bytes were no text of that encoding.
    pub warnings: Vec<Warning>,
}

/// Decodes a file.
///
/// # Errors
/// When the file is empty, blank, too large for the model's offsets, or no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    check_size(bytes.len())?;
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if let Some(looks) = binary::looks_like(bytes) {
        return Err(ImportError::Binary { looks });
    }
    let (encoding, mark) = encoding(bytes)?;
    let (_, content) = bytes.split_at_checked(mark).unwrap_or((&[], bytes));
    let decoded = decode_with(content, encoding);
    check_size(decoded.text.len())?;
    if decoded.text.chars().all(super::characters::is_unseen) {
        return Err(ImportError::Empty);
    }
    Ok(decoded)
}

/// Refuses what the 32-bit offsets of the model cannot count.
fn check_size(bytes: usize) -> Result<(), ImportError> {
    if u32::try_from(bytes).is_ok() { Ok(()) } else { Err(ImportError::TooLarge { bytes }) }
}

/// The encoding of a file and the length of its byte order mark.
fn encoding(bytes: &[u8]) -> Result<(&'static Encoding, usize), ImportError> {
    if let Some(found) = Encoding::for_bom(bytes) {
        return Ok(found);
    }
    if let Some(declared) = super::declared::encoding(bytes) {
        return Ok((declared, 0));
    }
    if let Some(wide) = utf16(bytes) {
        return Ok((wide, 0));
    }
    let nuls = bytes.split(|byte| *byte == 0).count() - 1;
    if nuls * NUL_RARITY > bytes.len() {
        return Err(ImportError::Binary { looks: "a binary file" });
    }
    let encoding = if is_utf8(bytes) { UTF_8 } else { legacy(bytes) };
    let text = encoding.decode_without_bom_handling(sample(bytes)).0;
    let (mut bad, mut all) = (0, 0);
    for c in text.chars() {
        let control = c.is_control() && !super::characters::is_blank(c) && !matches!(c, '\u{1A}' | '\u{1B}');
        bad += usize::from(control || c == '\u{FFFD}');
        all += 1;
    }
    if bad * 10 > all.max(1) * 3 {
        return Err(ImportError::Binary { looks: "a binary file" });
    }
    Ok((encoding, 0))
}

/// Whether the bytes are UTF-8, if need be with a few bad ones in it.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut bad, mut good, mut long) = (0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        bad += usize::from(!chunk.invalid().is_empty());
        for c in chunk.valid().chars() {
            good += usize::from(!c.is_ascii());
            long += usize::from(c.len_utf8() > 2);
        }
    }
    // Two characters of GBK may happen to be two-byte sequences of UTF-8, of scripts that nobody mixes (鲁迅, 联通).
    let few = bad == 0 && long == 0 && good > 0 && good <= 8 && !bytes.iter().any(u8::is_ascii_alphabetic);
    if few && plausibility(&GBK.decode_without_bom_handling(bytes).0) > 0.25 {
        return false;
    }
    // A sequence of three right bytes hardly ever comes about by chance, one of two often does.
    // A multi-byte character cut off at the very end is bad once too.
    bad == 0 || long > bad * 4 || (bad == 1 && good > 0 && long == good)
}

/// Which UTF-16 it is, for a file without a byte order mark.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(SAMPLE) & !1)?;
    if head.len() < 4 || (bytes.iter().take(SAMPLE).all(|byte| *byte != 0) && std::str::from_utf8(bytes).is_ok()) {
        return None;
    }
    let best = [UTF_16LE, UTF_16BE]
        .into_iter()
        .map(|encoding| {
            let text = encoding.decode_without_bom_handling(head).0;
            (encoding, wide_plausibility(&text), plausibility(&text))
        })
        .max_by(|a, b| (a.1 + a.2).total_cmp(&(b.1 + b.2)))?;
    if head.contains(&0) {
        return (best.1 > 0.9).then_some(best.0);
    }
    // Without a blank, a digit or a line end there is no NUL; then it must be clearly better Chinese than the others.
    let other = [GBK, BIG5]
        .into_iter()
        .map(|encoding| plausibility(&encoding.decode_without_bom_handling(head).0))
        .fold(f32::MIN, f32::max);
    (best.1 > 0.9 && best.2 > 0.0 && best.2 > other + 0.2).then_some(best.0)
}

/// The share of a text's characters that are such as texts of the two languages are written with.
fn wide_plausibility(text: &str) -> f32 {
    let (mut good, mut all) = (0.0_f32, 0.0_f32);
    for c in text.chars() {
        all += 1.0;
        let common = matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{17F}' | '\u{2010}'..='\u{2027}'
            | '\u{3000}'..='\u{3017}' | '\u{4E00}'..='\u{9FA5}' | '\u{FF01}'..='\u{FF5E}');
        good += if common { 1.0 } else { 0.0 };
    }
    if all == 0.0 { 0.0 } else { good / all }
}

/// The encoding of a file that is no Unicode.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let sample = sample(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    // Few high bytes among many letters are the accents and quotes of a Western text.
    if guess.is_single_byte() && high * 8 < letters {
        return guess;
    }
    let scored = [GBK, BIG5].map(|encoding| (encoding, plausibility(&encoding.decode_without_bom_handling(sample).0)));
    let best = if scored[1].1 > scored[0].1 { scored[1] } else { scored[0] };
    let certain = best.1 > 0.25;
    if !certain && guess.is_single_byte() {
        return guess;
    }
    // GB18030 holds all of GBK; its four-byte characters are named where they are used.
    if best.0 == GBK && has_four_bytes(bytes) { GB18030 } else { best.0 }
}

/// Whether a GBK text holds four-byte characters of GB18030.
fn has_four_bytes(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|four| matches!(four, [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9']))
}

/// The part of a file that tells most about its encoding: from shortly before its first byte that is not ASCII.
fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| *byte >= 0x80).unwrap_or(0);
    // Starting at a line, or at that byte itself, never starts inside a character.
    let start = bytes.get(..first).and_then(|before| before.iter().rposition(|byte| *byte == b'\n'));
    let start = start.filter(|start| first - start < SAMPLE / 2).map_or(first, |start| start + 1);
    bytes.get(start..bytes.len().min(start + SAMPLE)).unwrap_or(bytes)
}

/// Decodes, with U+FFFD for what could not be, and a warning at each such place.
fn decode_with(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let nul = text.contains('\0');
    let text = if nul { text.replace('\0', "\u{FFFD}") } else { text.into_owned() };
    let warnings = if malformed || nul { warnings(&text, encoding.name()) } else { Vec::new() };
    Decoded { text, encoding: encoding.name(), warnings }
}

/// A warning for each run of U+FFFD, the first ones by their places.
fn warnings(text: &str, encoding: &str) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let (mut more, mut end) = (0, usize::MAX);
    for (at, bad) in text.match_indices('\u{FFFD}') {
        let adjacent = at == end;
        end = at + bad.len();
        if adjacent {
            continue;
        }
        if warnings.len() == NAMED_WARNINGS {
            more += 1;
            continue;
        }
        let message = format!(
            "Bytes that are no {encoding} text stand at byte {at} of the decoded text; they are shown as \u{FFFD}."
        );
        warnings.push(Warning::new(at as u32, message));
    }
    if let (Some(at), true) = (warnings.last().map(|last| last.at), more > 0) {
        warnings.push(Warning::new(at, format!("{more} more places hold bytes that are no {encoding} text.")));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &[&str] = &[
        "今天天气很好。",
        "关于边界问题的声明",
        "第一章 河流",
        "水位近来已经稳定，居民都回到村里去了。",
        "中华人民共和国外交部",
        "他说：“我们愿意接受。”",
        "长江",
        "考察队由十二人组成，双方各六人。\n全部材料一式两份。",
        "The survey party (考察队) left Hekou (河口) in March.",
        "鲁迅",
        "狂人日记",
    ];
    const TRADITIONAL: &[&str] = &[
        "今天天氣很好。",
        "關於邊界問題的聲明",
        "第一章 河流",
        "水位近來已經穩定，居民都回到村裡去了。",
        "中華民國外交部",
        "他說：「我們願意接受。」",
        "長江",
        "考察隊由十二人組成，雙方各六人。\n全部材料一式兩份。",
        "The survey party (考察隊) left Hekou (河口) in March.",
        "魯迅",
        "狂人日記",
    ];

    fn wide(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        assert!(decoded.warnings.is_empty(), "{:?}", decoded.warnings);
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn short_chinese_is_told_from_its_bytes() {
        for sample in SIMPLIFIED {
            let (found, encoding) = text(&GBK.encode(sample).0);
            assert_eq!((found.as_str(), encoding), (*sample, "GBK"));
        }
        for sample in TRADITIONAL {
            let (found, encoding) = text(&BIG5.encode(sample).0);
            assert_eq!((found.as_str(), encoding), (*sample, "Big5"));
            let (found, _) = text(&GBK.encode(sample).0);
            assert_eq!(&found, sample, "traditional characters in GBK");
        }
        let rare = "这里有一个字：𠮷，还有两个：㐀㐁。居民都回到村里去了。";
        assert_eq!(text(&GB18030.encode(rare).0), (rare.to_owned(), "gb18030"));
    }

    #[test]
    fn unicode_is_told_with_and_without_its_mark() {
        for sample in SIMPLIFIED.iter().chain(TRADITIONAL) {
            assert_eq!(text(sample.as_bytes()), ((*sample).to_owned(), "UTF-8"));
            assert_eq!(text(format!("\u{FEFF}{sample}").as_bytes()).0, *sample);
            for little in [true, false] {
                assert_eq!(
                    text(&wide(&format!("\u{FEFF}{sample}"), little)).0,
                    *sample,
                    "with a mark, little {little}"
                );
                assert_eq!(text(&wide(sample, little)).0, *sample, "without a mark, little {little}");
            }
        }
        for little in [true, false] {
            assert_eq!(text(&wide("Plain English.\n", little)).0, "Plain English.\n");
        }
    }

    #[test]
    fn western_texts_keep_their_accents() {
        let text = "The chargé d’affaires’ note: the party left the village early in the morning, as agreed.";
        let bytes = encoding_rs::WINDOWS_1252.encode(text).0;
        assert_eq!(decode(&bytes).unwrap().text, text);
    }

    #[test]
    fn bad_bytes_are_shown_and_named() {
        let mut bytes = "水位稳定。居民都回到村里去了。".as_bytes().to_vec();
        bytes.splice(15..15, [0xFF, 0xFE]);
        bytes.splice(6..6, [0x80]);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, "水位\u{FFFD}稳定。\u{FFFD}\u{FFFD}居民都回到村里去了。");
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.warnings.iter().map(|warning| warning.at).collect::<Vec<_>>(), [6, 18]);

        // A character cut off at the end of the file.
        let cut = decode("水位稳定".as_bytes().split_last().unwrap().1).unwrap();
        assert_eq!((cut.text.as_str(), cut.warnings.len()), ("水位稳\u{FFFD}", 1));

        let many = "水位稳定，居民都回到村里去了。\u{1}".repeat(500).into_bytes();
        let many: Vec<u8> = many.into_iter().map(|byte| if byte == 1 { 0xFF } else { byte }).collect();
        assert_eq!(decode(&many).unwrap().warnings.len(), NAMED_WARNINGS + 1);
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_name() {
        for (bytes, expected) in [
            (&b"%PDF-1.4\n%\xE2\xE3"[..], "a PDF file"),
            (b"PK\x03\x04\x14\0\x06\0", "a ZIP archive, as DOCX, EPUB and ODT files are"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
            (b"\x7FELF\x02\x01\x01\0", "a program"),
            (b"\0\x01\x02\x03\0\0\x05\xFF\xFE\0\x99", "a binary file"),
            (b"BM\x46\0\0\0\0\0", "a BMP picture"),
        ] {
            assert_eq!(decode(bytes).unwrap_err(), ImportError::Binary { looks: expected });
        }
        assert_eq!(decode(b"BMW is a maker of cars.").unwrap().text, "BMW is a maker of cars.");
        let noise: Vec<u8> = (0..4_000_u32).map(|nth| (nth.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(decode(&noise), Err(ImportError::Binary { .. })), "{:?}", decode(&noise));
    }

    #[test]
    fn what_is_empty_is_refused() {
        for bytes in [&b""[..], b" \n\t\r\n", "\u{FEFF}".as_bytes(), "\u{3000}\n".as_bytes()] {
            assert_eq!(decode(bytes), Err(ImportError::Empty));
        }
        assert!(check_size(usize::MAX).is_err());
        assert!(check_size(4_000_000_000).is_ok());
    }
}
