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
    if decoded.text.chars().all(super::characters::is_blank) {
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
    if let Some(wide) = utf16(bytes) {
        return Ok((wide, 0));
    }
    let nuls = bytes.iter().filter(|byte| **byte == 0).count();
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
        .map(|encoding| (encoding, wide_plausibility(&encoding.decode_without_bom_handling(head).0)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    let other = [GB18030, BIG5]
        .into_iter()
        .map(|encoding| plausibility(&encoding.decode_without_bom_handling(head).0))
        .fold(f32::MIN, f32::max);
    let nul = head.contains(&0);
    (best.1 > 0.9 || (!nul && best.1 > 0.8)).then_some(best).filter(|best| nul || best.1 > other + 0.3).map(|best| best.0)
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
    let certain = best.1 > 0.3;
    if !certain && guess.is_single_byte() {
        return guess;
    }
    // GB18030 holds all of GBK; its four-byte characters are named where they are used.
    if best.0 == GBK && has_four_bytes(bytes) { GB18030 } else { best.0 }
}

/// Whether a GBK text holds four-byte characters of GB18030.
fn has_four_bytes(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|four| {
        matches!(four, [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9'])
    })
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
        let message = format!("Bytes that are no {encoding} text stand at byte {at} of the decoded text; they are shown as \u{FFFD}.");
        warnings.push(Warning { at: at as u32, message });
    }
    if let (Some(at), true) = (warnings.last().map(|last| last.at), more > 0) {
        warnings.push(Warning { at, message: format!("{more} more places hold bytes that are no {encoding} text.") });
    }
    warnings
}
