//! Files of pairs that others made: in any encoding, in any state, and bytes that only look like them.

use duizhao::import;
use duizhao::model::{Document, DocumentKind, Side, SideName, Span, fits};
use proptest::prelude::*;

fn texts(side: Option<&Side>) -> Vec<&str> {
    side.map_or(Vec::new(), |side| side.passages.iter().map(|passage| passage.text.text()).collect())
}

/// Every position leads back to the source, and the pairing fits.
fn check(document: &Document) {
    for side in SideName::BOTH.into_iter().filter_map(|name| document.side(name)) {
        for passage in &side.passages {
            let text = passage.text.text();
            assert!(!text.is_empty());
            let whole = passage.text.source_span(Span::new(0, text.len())).expect("it has a source");
            assert!(whole.of(&side.source.text).is_some(), "{whole:?}");
        }
    }
    if let Some(pairing) = &document.pairing {
        assert!(fits(document, pairing), "{document:?}");
    }
}

const MEMORY: &str = "<?xml version=\"1.0\" encoding=\"ENCODING\"?>\r\n<tmx version=\"1.4\"><header srclang=\"en\"/><body>\
    <tu><tuv xml:lang=\"en\"><seg>The level is stable.</seg></tuv><tuv xml:lang=\"zh-TW\"><seg>水位已經穩定。</seg></tuv></tu>\
    </body></tmx>";

#[test]
fn a_memory_is_read_in_any_encoding() {
    let wide = |text: &str, little: bool| -> Vec<u8> {
        let text = format!("\u{feff}{text}");
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    let named = |name: &str| MEMORY.replace("ENCODING", name);
    for (what, bytes) in [
        ("UTF-8", named("UTF-8").into_bytes()),
        ("UTF-8 with a mark", format!("\u{feff}{}", named("utf-8")).into_bytes()),
        ("UTF-16LE", wide(&named("UTF-16"), true)),
        ("UTF-16BE", wide(&named("utf-16"), false)),
    ] {
        let document = import::read(&bytes, "a.txt").expect(what);
        check(&document);
        assert_eq!(document.kind, DocumentKind::Tmx, "{what}");
        assert_eq!(texts(Some(&document.source)), ["水位已經穩定。"], "{what}");
        assert_eq!(texts(document.translation.as_ref()), ["The level is stable."], "{what}");
    }
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let document = import::read(
        "<!DOCTYPE tmx [<!ENTITY a \"水水水水水水水水\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\
         <tmx version=\"1.4\"><body><tu><tuv xml:lang=\"zh\"><seg>&b;&c;</seg></tuv></tu></body></tmx>"
            .as_bytes(),
        "a.tmx",
    )
    .expect("it is text");
    assert_eq!(texts(Some(&document.source)), ["&b;&c;"]);
    assert_eq!(document.warnings.len(), 2);
}

#[test]
fn a_table_without_a_header_keeps_its_pairs() {
    let document =
        import::read("水位稳定。居民回村。\tThe level is stable. All are back.\n\n只有中文\t\n".as_bytes(), "a.txt")
            .expect("it is text");
    check(&document);
    assert_eq!(document.kind, DocumentKind::Table);
    let pairing = document.pairing.expect("it has pairs");
    assert_eq!((pairing.rows.len(), pairing.beads.len()), (2, 2));
    assert_eq!((pairing.beads[0].source.len(), pairing.beads[0].translation.len()), (2, 2));
    assert!((pairing.beads[0].confidence - 1.0).abs() < f32::EPSILON);
}

proptest! {
    #[test]
    fn no_file_of_pairs_panics(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<tmx version=\"1.4\">", "<header creationtool=\"Duizhao\" srclang=\"zh\">", "</header>", "<body>", "<tu>", "</tu>",
            "<tuv xml:lang=\"zh\">", "<tuv xml:lang=\"en\">", "</tuv>", "<seg>", "</seg>", "<prop type=\"x-row\">2</prop>",
            "<prop type=\"x-order\">1</prop>", "<prop type=\"x-after\">A 20 FFFFFF</prop>", "<prop type=\"x-kinds\">heading-9 x</prop>",
            "<xliff version=\"2.0\" srcLang=\"zh\" trgLang=\"en\">", "<file id=\"1\">", "<unit id=\"u\">", "</unit>", "<segment>",
            "</segment>", "<ignorable>", "</ignorable>", "<source>", "</source>", "<target order=\"2\">", "<target>", "</target>",
            "<TEI><teiHeader><application ident=\"Duizhao\"/></teiHeader>", "<standOff><linkGrp n=\"1\">", "<link target=\"#s1 #t1\"/>", "</linkGrp></standOff>", "<text xml:lang=\"zh\">", "</text>", "<s xml:id=\"s1\">", "<s xml:id=\"t1\">", "</s>", "<lb/>", "<ab type=\"heading-2\">", "<linkGrp fromDoc=\"a\">", "<xliff version=\"1.2\">", "<trans-unit>", "</trans-unit>", "<mrk mtype=\"seg\" mid=\"1\">", "</mrk>", "<cp hex=\"D800\"/>",
            "<mda:metadata><mda:metaGroup category=\"duizhao\"><mda:meta type=\"row\">4294967295</mda:meta></mda:metaGroup></mda:metadata>",
            "address\tsource\ttranslation\tconfidence\tstatus\n", "¶1\t", "¶1.2\t", "\"", ",", ";", "\n", "水位。", "Level. ", "&#0;", "&x", "]]>", "<![CDATA[", "\u{feff}", "\r",
        ]), 0..40),
        name in prop::sample::select(vec!["a.tmx", "a.xlf", "a.csv", "a.tsv", "a.txt", ""]),
    ) {
        if let Ok(document) = import::read(pieces.concat().as_bytes(), name) {
            check(&document);
        }
    }

    #[test]
    fn no_bytes_panic(
        start in prop::sample::select(vec!["<tmx ", "<xliff version='2'><file><unit><segment><source>", "<?xml version='1.0' encoding='gbk'?><tmx><tu>", "\u{feff}\"address\",\"source\",\"translation\",\"confidence\",\"status\"\r\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        if let Ok(document) = import::read(&[start.as_bytes(), &bytes].concat(), "a.csv") {
            check(&document);
        }
    }
}
