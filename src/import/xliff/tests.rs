//! Jobs of both versions, as other tools write them.

use super::*;
use crate::model::{Alignment, Side, fits};

fn read_text(text: &str) -> Document {
    read(&Arc::new(SourceText::new("译.xlf", text)))
}

/// The pairs of a document, with their status where it is not the usual one.
fn pairs(document: &Document) -> Vec<String> {
    let pairing = document.pairing.as_deref().cloned().unwrap_or_default();
    assert!(document.pairing.is_none() || fits(document, &pairing), "{document:?}");
    let text = |side: Option<&Side>, segments: &[crate::model::Segment]| -> String {
        let text = |segment: &crate::model::Segment| {
            let passage = side?.passages.get(segment.passage as usize)?;
            segment.at.of(passage.text.text())
        };
        segments.iter().filter_map(text).collect()
    };
    let Alignment { beads, source, translation, .. } = &pairing;
    let line = |bead: &crate::model::Bead| {
        let one = text(Some(&document.source), &source[bead.source.range()]);
        let two = text(document.translation.as_ref(), &translation[bead.translation.range()]);
        match bead.status {
            Status::Proposed => format!("{one}={two}"),
            status => format!("{one}={two} {status:?}"),
        }
    };
    beads.iter().map(line).collect()
}

#[test]
fn version_1_has_units_and_segments() {
    let document = read_text(
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file source-language=\"zh-CN\" \
         target-language=\"en-US\" datatype=\"plaintext\" original=\"a\"><body><group>\
         <trans-unit id=\"1\" approved=\"yes\"><source>水位<g id=\"1\">稳定</g>。</source>\
         <target>The level<x id=\"2\" equiv-text=\" \"/>is <ph id=\"3\">{b}</ph>stable.</target>\
         <alt-trans><target>No.</target></alt-trans></trans-unit></group>\
         <trans-unit id=\"2\"><source>甲。乙。</source><seg-source><mrk mtype=\"seg\" mid=\"1\">甲。</mrk>\
         <mrk mtype=\"seg\" mid=\"2\">乙。</mrk></seg-source><target state=\"needs-review-translation\">\
         <mrk mtype=\"seg\" mid=\"2\">B.</mrk><mrk mtype=\"seg\" mid=\"1\">A.</mrk></target></trans-unit>\
         <trans-unit id=\"3\"><source>丙。</source></trans-unit></body></file></xliff>",
    );
    assert_eq!(
        pairs(&document),
        ["水位稳定。=The level is stable. Confirmed", "甲。=A.  Review", "乙。=B. Review", "丙。="]
    );
    assert_eq!(document.pairing.as_ref().map(|pairing| pairing.rows.len()), Some(3));
}

#[test]
fn version_2_has_order_states_and_characters_of_no_xml() {
    let document = read_text(
        "<xliff version=\"2.0\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"zh\" trgLang=\"en\">\n\
         <file id=\"f\"><group id=\"g\"><unit id=\"1\">\n<segment state=\"final\"><source>甲<pc id=\"1\">一</pc>。</source>\
         <target order=\"3\">A<cp hex=\"0007\"/>.</target></segment><ignorable><source/><target order=\"2\"> </target></ignorable>\
         <segment><source>\n   乙\n   丙。\n</source><target order=\"1\">B\n   and C.</target></segment></unit></group>\
         <unit id=\"2\"><segment><source>丁</source></segment></unit></file></xliff>",
    );
    assert_eq!(pairs(&document), ["甲一。=A\u{7}. Confirmed", "乙丙。=B and C. ", "丁="]);
    let translation = document.translation.as_ref().expect("there is one");
    assert_eq!(translation.passages[0].text.text(), "B and C. A\u{7}.");
}

#[test]
fn a_job_without_targets_is_a_text() {
    let document = read_text(
        "<xliff version=\"2.1\" srcLang=\"zh\"><file id=\"f\"><unit id=\"1\"><segment><source>水位</source></segment></unit></file></xliff>",
    );
    assert!(document.translation.is_none() && document.pairing.is_none());
    assert_eq!(document.source.passages.len(), 1);
    assert!(read_text("<xliff").source.passages.is_empty());
}
