//! Translation memories: TMX 1.1 to 1.4b, ours and those of other tools.
//!
//! A unit is a pair. Of a unit in several languages the Chinese and the English variant are read; where a file has not
//! both, its source language and the commonest other one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bitext::{
    Bitext, Unit, UnitSide, confidence, document, kinds, language_of_code, metadata_field, row_number, status,
};
use super::markup::{Element, Text, xml};
use crate::model::{Document, DocumentKind, SourceText, Status};
use crate::text::Language;

/// The tool whose properties are ours.
const OURS: &str = "duizhao";

/// Elements that hold what another program needs to rebuild its document, and no text.
const CODES: &[&str] = &["bpt", "ept", "it", "ph", "ut"];

/// Reads a translation memory.
pub(super) fn read(source: &Arc<SourceText>) -> Document {
    let tree = xml(&source.text);
    let mut bitext = Bitext::new(DocumentKind::Tmx);
    let header = tree.all("header").next();
    let ours =
        header.and_then(|header| header.attribute("creationtool")).is_some_and(|tool| tool.eq_ignore_ascii_case(OURS));
    (bitext.numbered, bitext.passages) = (ours, ours);
    if let Some(header) = header {
        read_header(header, &mut bitext);
    }
    let units: Vec<Element<'_>> = tree.all("tu").collect();
    let srclang = header.and_then(|header| header.attribute("srclang")).unwrap_or_default();
    let [first, second] = chosen_languages(&units, srclang);
    bitext.languages = [&first, &second].map(|code| language_of_code(code));
    let mut reader = Reader { codes: [first, second], ours, other_languages: 0, codes_left_out: 0, twice: 0 };
    let mut ordered: Vec<(u32, Unit)> = Vec::with_capacity(units.len());
    for (nth, unit) in (1..).zip(&units) {
        let (place, unit) = reader.unit(*unit, nth);
        ordered.push((place, unit));
    }
    // Other tools sort what they keep.
    ordered.sort_by_key(|(place, _)| *place);
    bitext.units = ordered.into_iter().map(|(_, unit)| unit).collect();
    reader.tell(&mut bitext);
    bitext.warnings.extend(tree.warnings);
    document(source, bitext)
}

fn read_header(header: Element<'_>, bitext: &mut Bitext) {
    for property in header.children().filter(|child| child.is("prop")) {
        let Some(name) = property.attribute("type") else { continue };
        metadata_field(&mut bitext.metadata, name.strip_prefix("x-").unwrap_or(name), &property.string());
    }
}

/// The codes of the two languages to read, source first.
fn chosen_languages(units: &[Element<'_>], srclang: &str) -> [String; 2] {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for unit in units {
        for variant in unit.children().filter(|child| child.is("tuv")) {
            *counts.entry(code(variant)).or_default() += 1;
        }
    }
    let commonest = |takes: &dyn Fn(&str) -> bool| {
        let found = counts.iter().filter(|(code, _)| takes(code)).max_by_key(|(_, count)| **count);
        found.map(|(code, _)| code.clone())
    };
    let is = |language| move |code: &str| language_of_code(code) == Some(language);
    if let (Some(chinese), Some(english)) = (commonest(&is(Language::Chinese)), commonest(&is(Language::English))) {
        return [chinese, english];
    }
    let srclang = srclang.to_lowercase();
    let first = commonest(&|code: &str| code == srclang)
        .or_else(|| commonest(&|code: &str| !srclang.is_empty() && main(code) == main(&srclang)))
        .or_else(|| commonest(&|_: &str| true))
        .unwrap_or_default();
    let second = commonest(&|code: &str| code != first).unwrap_or_default();
    [first, second]
}

fn main(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or_default()
}

/// The language of a variant, as the file calls it, in small letters.
fn code(variant: Element<'_>) -> String {
    variant.attribute("xml:lang").or_else(|| variant.attribute("lang")).unwrap_or_default().to_lowercase()
}

struct Reader {
    codes: [String; 2],
    ours: bool,
    other_languages: usize,
    codes_left_out: usize,
    twice: usize,
}

impl Reader {
    /// The place of a unit among all, and what it says.
    fn unit(&mut self, unit: Element<'_>, nth: u32) -> (u32, Unit) {
        let mut found: [Option<UnitSide>; 2] = [None, None];
        for variant in unit.children().filter(|child| child.is("tuv")) {
            let code = code(variant);
            let Some(side) = self.side_of(&code) else {
                self.other_languages += 1;
                continue;
            };
            let Some(segment) = variant.child("seg") else { continue };
            if found[side].is_some() {
                self.twice += 1;
                continue;
            }
            found[side] = Some(self.side(variant, segment));
        }
        let property = |name: &str| if self.ours { property(unit, name) } else { None };
        let mut read = Unit {
            row: property("x-row").and_then(|row| row_number(&row)).unwrap_or(nth),
            sides: found.map(Option::unwrap_or_default),
            status: property("x-status").and_then(|name| status(&name)).unwrap_or(Status::Proposed),
            confidence: confidence(property("x-confidence").as_deref()),
        };
        if !self.ours {
            // Each unit is a row, whatever other tools mean by a property of that name.
            read.row = nth;
        }
        (property("x-order").and_then(|place| place.parse().ok()).unwrap_or(nth), read)
    }

    fn side_of(&self, code: &str) -> Option<usize> {
        let exactly = self.codes.iter().position(|wanted| wanted == code);
        // A variant in another Chinese (zh-TW beside zh-CN) is Chinese too.
        exactly.or_else(|| {
            let language = language_of_code(code)?;
            self.codes.iter().position(|wanted| language_of_code(wanted) == Some(language))
        })
    }

    fn side(&mut self, variant: Element<'_>, segment: Element<'_>) -> UnitSide {
        let text = self.text(segment);
        if !self.ours {
            return UnitSide { text, ..UnitSide::default() };
        }
        UnitSide {
            text,
            after: property(variant, "x-after").map(|codes| blanks(&codes, segment)),
            order: property(variant, "x-order").and_then(|order| order.parse().ok()),
            kinds: property(variant, "x-kinds").map(|names| kinds(&names)).unwrap_or_default(),
        }
    }

    /// The text of a segment. Codes of other programs are left out, what is text inside of them is not.
    fn text(&mut self, segment: Element<'_>) -> Text {
        let codes = segment.children().filter(|child| child.is_one_of(CODES)).count();
        self.codes_left_out += codes;
        if codes == 0 {
            return segment.text();
        }
        let mut text = segment.text_without(|element| element.is_one_of(CODES));
        for inner in segment.descendants().filter(|element| element.is("sub")) {
            text.append(&inner.text_without(|element| element.is_one_of(CODES)));
        }
        text
    }

    fn tell(&self, bitext: &mut Bitext) {
        bitext.left_out(
            0,
            self.other_languages,
            "A text in another language was left out",
            "texts in other languages were left out",
        );
        bitext.left_out(0, self.codes_left_out, "An inline code was left out", "inline codes were left out");
        bitext.left_out(
            0,
            self.twice,
            "A second text in a language of the same unit was left out",
            "second texts in a language of the same unit were left out",
        );
    }
}

/// The property of that type right inside an element.
fn property(element: Element<'_>, name: &str) -> Option<String> {
    let mut properties = element.children().filter(|child| child.is("prop"));
    properties.find(|child| child.attribute("type") == Some(name)).map(|child| child.string())
}

/// Blanks that are written as their numbers (`20 3000`), `none` for none.
fn blanks(codes: &str, segment: Element<'_>) -> Text {
    let mut text = Text::default();
    let at = crate::model::Span::empty(segment.place() as usize);
    for number in codes.split_whitespace().filter_map(|code| u32::from_str_radix(code, 16).ok()) {
        if let Some(blank) = char::from_u32(number).filter(|c| c.is_whitespace()) {
            text.push_replaced(blank, at);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Side;

    fn read_text(text: &str) -> Document {
        read(&Arc::new(SourceText::new("记忆.tmx", text)))
    }

    fn passages(side: Option<&Side>) -> Vec<&str> {
        side.map_or(Vec::new(), |side| side.passages.iter().map(|passage| passage.text.text()).collect())
    }

    #[test]
    fn memories_of_other_tools_are_read() {
        let document = read_text(
            "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\">\
             <header srclang=\"EN-US\" creationtool=\"x\"/><body>\
             <tu><tuv xml:lang=\"EN-US\"><seg>The <bpt i=\"1\">&lt;b></bpt>level<ept i=\"1\">&lt;/b></ept> &amp; all.</seg></tuv>\
             <tuv xml:lang=\"ZH-CN\"><seg>水位<hi>稳定</hi>。</seg></tuv><tuv xml:lang=\"FR\"><seg>Niveau.</seg></tuv></tu>\
             <tu><tuv lang=\"EN-US\"><seg>Alone.</seg></tuv></tu><tu><tuv xml:lang=\"ZH-CN\"><seg/></tuv></tu></body></tmx>",
        );
        assert_eq!(passages(Some(&document.source)), ["水位稳定。"]);
        assert_eq!(passages(document.translation.as_ref()), ["The level & all.", "Alone."]);
        let pairing = document.pairing.as_ref().expect("it has pairs");
        assert_eq!((pairing.rows.len(), pairing.beads.len()), (2, 2));
        assert!(crate::model::fits(&document, pairing));
        let messages: Vec<&str> = document.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(messages, ["A text in another language was left out.", "2 inline codes were left out."]);
    }

    #[test]
    fn a_broken_memory_is_read_as_far_as_it_goes() {
        let document = read_text(
            "<tmx><header srclang=\"zh\"/><body><tu><tuv xml:lang=\"zh\"><seg>水位</seg></tuv><tuv xml:lang=\"en\"><seg>Lev",
        );
        assert_eq!(passages(Some(&document.source)), ["水位"]);
        assert_eq!(passages(document.translation.as_ref()), ["Lev"]);
        let said = "The file breaks off in line 1, after “Lev”, inside of “seg”: what followed is missing.";
        assert_eq!(document.warnings.iter().map(|one| one.message.as_str()).collect::<Vec<_>>(), [said]);
        let empty = read_text("<tmx");
        assert!(empty.source.passages.is_empty() && !empty.warnings.is_empty());
    }
}
