//! Linked texts as InterText, XCES and TEI write them.

use super::*;
use crate::model::{Status, fits};

fn pairs(document: &Document) -> Vec<String> {
    let pairing = document.pairing.as_deref().expect("it has pairs");
    assert!(fits(document, pairing), "{document:?}");
    let text = |name: crate::model::SideName, range: crate::model::IndexRange| -> String {
        let side = document.side(name).expect("it is there");
        let text = |segment: &crate::model::Segment| {
            let passage = &side.passages[segment.passage as usize];
            segment.at.of(passage.text.text()).expect("it is inside").to_owned()
        };
        pairing.segments(name)[range.range()].iter().map(text).collect()
    };
    let row = |row: &crate::model::Row| {
        let beads = pairing.beads[row.beads.range()].iter().map(|bead| {
            let [one, two] = crate::model::SideName::BOTH.map(|side| text(side, bead.part(side)));
            let status = if bead.status == Status::Confirmed { "!" } else { "" };
            format!("{}={}{status}", one.trim(), two.trim())
        });
        beads.collect::<Vec<_>>().join(" ")
    };
    pairing.rows.iter().map(row).collect()
}

const CHINESE: &str = "<text lang=\"zh\"><p id=\"1\"><s id=\"1:1\">甲。</s><s id=\"1:2\">乙\n  乙。</s></p><p id=\"2\"><s id=\"2:1\">丙。</s></p></text>";
const ENGLISH: &str = "<text><p id=\"1\"><s id=\"1:1\">A &amp; B.</s>\n<s id=\"1:2\">C.</s></p><p id=\"2\"><s id=\"2:1\">Alone.</s></p></text>";

#[test]
fn links_of_intertext_are_read_with_their_texts() {
    let links = "<?xml version=\"1.0\"?><linkGrp toDoc=\"x/书.zh.xml\" fromDoc=\"书.en.xml\">\n\
                 <link type=\"2-1\" xtargets=\"1:1 1:2;1:1\" status=\"man\"/><link type=\"0-1\" xtargets=\";1:2\" status=\"auto\"/>\
                 <link type=\"1-0\" xtargets=\"2:1;\"/><link xtargets=\"9:9;1:1\"/></linkGrp>";
    assert_eq!(linked_files(links.as_bytes()), Some(["书.zh.xml".to_owned(), "书.en.xml".to_owned()]));
    let document = read_linked(
        (links.as_bytes(), "书.xml"),
        [(CHINESE.as_bytes(), "书.zh.xml"), (ENGLISH.as_bytes(), "书.en.xml")],
    )
    .expect("they are text");
    assert_eq!(pairs(&document), ["甲。乙乙。=A & B.! =C.", "丙。=", "=Alone."]);
    assert_eq!(document.source.source.name, "书.zh.xml");
    assert_eq!(document.warnings.len(), 1, "{:?}", document.warnings);
    let alone = crate::import::read(links.as_bytes(), "书.xml").expect("it is text");
    assert!(alone.warnings[0].message.contains("书.zh.xml"));
}

#[test]
fn links_of_xces_begin_with_the_other_text() {
    let links = "<cesAlign version=\"1.0\"><linkGrp targType=\"s\" fromDoc=\"en.xml\" toDoc=\"zh.xml\">\
                 <link xtargets=\"1:1;1:1 1:2\" certainty=\"0.5\"/></linkGrp></cesAlign>";
    assert_eq!(linked_files(links.as_bytes()), Some(["en.xml".to_owned(), "zh.xml".to_owned()]));
    let texts = [(ENGLISH.as_bytes(), "en.xml"), (CHINESE.as_bytes(), "zh.xml")];
    let document = read_linked((links.as_bytes(), "a.xml"), texts).expect("they are text");
    assert_eq!(pairs(&document), ["甲。乙乙。=A & B. =C.", "丙。=", "=Alone."]);
    assert_eq!(linked_files(b"<tmx/>"), None);
}

#[test]
fn tei_may_hold_texts_without_links() {
    let text = "<TEI><teiHeader><titleStmt><title>水位</title></titleStmt></teiHeader><text><body><head>水位</head>\
                <p>水位<hi>稳定</hi>。</p><list><item>一</item></list><p>The level is stable.</p></body></text></TEI>";
    let document = crate::import::read(text.as_bytes(), "a.xml").expect("it is text");
    assert_eq!(document.kind, DocumentKind::Tei);
    let texts: Vec<&str> = document.source.passages.iter().map(|passage| passage.text.text()).collect();
    assert_eq!(texts, ["水位", "水位稳定。", "一"]);
    assert_eq!(document.translation.map(|side| side.passages.len()), Some(1));
}
