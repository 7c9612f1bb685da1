//! What the shipped fonts hold: no empty boxes for Chinese files, and the simplified Chinese shapes.
//!
//! `fonts/make_fonts.py` cuts them; this test is what it must keep true.

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use encoding_rs::{BIG5, Encoding, GBK};
use ttf_parser::Face;

fn font(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The characters that `encoding` writes with a lead byte from `lead` and a trail byte from `trail`.
fn double_bytes(encoding: &'static Encoding, lead: RangeInclusive<u8>, trail: RangeInclusive<u8>) -> Vec<char> {
    let mut found = Vec::new();
    for pair in lead.flat_map(|lead| trail.clone().map(move |trail| [lead, trail])) {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&pair) {
            // A private use character is a hole of the encoding; no font can know what was meant.
            found.extend(text.chars().filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}')));
        }
    }
    found
}

/// What none of `faces` can draw of `characters`.
fn missing(faces: &[Face], characters: impl IntoIterator<Item = char>) -> String {
    characters.into_iter().filter(|&c| !faces.iter().any(|face| face.glyph_index(c).is_some())).collect()
}

#[test]
fn chinese_faces_draw_the_national_character_sets_and_their_variants() {
    let symbols = font("DuizhaoSymbols.ttf");
    let symbols = Face::parse(&symbols, 0).expect("the symbols are a font");
    for name in ["DuizhaoSerifSC.otf", "DuizhaoSansSC.otf"] {
        let data = font(name);
        let face = Face::parse(&data, 0).expect(name);
        let faces = [face, symbols.clone()];
        for (set, characters) in [
            // GB2312 within GBK: symbols, then Han characters of levels 1 and 2.
            ("GB2312", double_bytes(GBK, 0xa1..=0xa9, 0xa1..=0xfe)),
            ("GB2312", double_bytes(GBK, 0xb0..=0xf7, 0xa1..=0xfe)),
            // What GBK adds: Han characters of Unicode's first block.
            ("GBK", double_bytes(GBK, 0x81..=0xa0, 0x40..=0xfe)),
            ("GBK", double_bytes(GBK, 0xaa..=0xfd, 0x40..=0xa0)),
            // Symbols and level 1, then level 2, without the extensions that vendors put between and around them.
            ("Big5", double_bytes(BIG5, 0xa1..=0xc5, 0x40..=0xfe)),
            ("Big5", double_bytes(BIG5, 0xca..=0xf8, 0x40..=0xfe)),
            ("variants", "囘羣覩綫幷衆裏黨爲眞説鍳镕".chars().collect()),
            ("numbers", "〇○零壹貳叁肆①⑩㈠Ⅳ№".chars().collect()),
            ("punctuation", "，。、；：？！“”‘’「」『』《》〈〉（）【】—…·～％".chars().collect()),
        ] {
            assert_eq!(missing(&faces, characters), "", "{name} cannot draw these of {set}");
        }
    }
}

/// Noto draws one code point in several ways; the number of the drawing tells which one was cut out.
#[test]
fn han_characters_have_their_simplified_chinese_shapes() {
    for (name, shapes) in [
        ("DuizhaoSerifSC.otf", [('骨', 45042), ('直', 27746), ('令', 9825), ('“', 63162), ('。', 1405)]),
        ("DuizhaoSansSC.otf", [('骨', 45133), ('直', 27874), ('令', 9809), ('“', 63281), ('。', 1398)]),
    ] {
        let data = font(name);
        let face = Face::parse(&data, 0).expect(name);
        let outlines = face.tables().cff.expect("the Chinese faces have CFF outlines");
        for (character, expected) in shapes {
            let found = face.glyph_index(character).and_then(|glyph| outlines.glyph_cid(glyph));
            assert_eq!(found, Some(expected), "{name}: {character}");
        }
    }
}

#[test]
fn latin_faces_draw_european_languages_and_transcriptions() {
    for name in ["NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic", "NotoSans-Regular", "NotoSans-Bold"] {
        let data = font(&format!("{name}.ttf"));
        let face = Face::parse(&data, 0).expect(name);
        for text in ["Isn’t “this” — clear? 1962–63 … • ¶ § † € £ №", "ǎāéǜ Ürümqi T‘ai-p’ing Đặng Łódź", "Совет ΑΩ ʂʐ"]
        {
            assert_eq!(missing(std::slice::from_ref(&face), text.chars()), "", "{name}");
        }
    }
}

#[test]
fn symbols_draw_the_signs_of_the_interface() {
    let data = font("DuizhaoSymbols.ttf");
    let face = Face::parse(&data, 0).expect("the symbols are a font");
    let signs = "☰◐▸▾▴◂▲▼✕✓✎⚑⚠⌫⏎⧉●○◌◆◇★☆☑☐←↑→↓↔⇄↺↻⋯⋮🔍ⓘ";
    assert_eq!(missing(&[face], signs.chars()), "");
}
