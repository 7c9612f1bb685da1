//! Damaged texts: what is missing, moved, added or wrong comes out unpaired or unsure, and the rest stays right.
//!
//! The texts are made of a few words, so that all of it can be told by its words, and are the same in every run.
//! `benches/damage.rs` measures the same on real texts.

use std::ops::Range;

use duizhao::align::align_segments;
use duizhao::model::{Bead, Progress};

/// Who, did what, with what, where.
const WORDS: [[(&str, &str); 10]; 4] = [
    [
        ("老师", "teacher"),
        ("农民", "farmer"),
        ("医生", "doctor"),
        ("士兵", "soldier"),
        ("孩子", "child"),
        ("司机", "driver"),
        ("厨师", "cook"),
        ("画家", "painter"),
        ("渔民", "fisherman"),
        ("商人", "merchant"),
    ],
    [
        ("卖了", "sold"),
        ("找到了", "found"),
        ("忘了", "forgot"),
        ("藏了", "hid"),
        ("修好了", "repaired"),
        ("偷了", "stole"),
        ("买了", "bought"),
        ("打破了", "broke"),
        ("寄来了", "sent"),
        ("画了", "drew"),
    ],
    [
        ("一把刀", "knife"),
        ("一匹马", "horse"),
        ("一封信", "letter"),
        ("一张地图", "map"),
        ("一只船", "boat"),
        ("一口钟", "bell"),
        ("一本书", "book"),
        ("一辆自行车", "bicycle"),
        ("一顶帽子", "hat"),
        ("一条毯子", "blanket"),
    ],
    [
        ("在河边", "by the river"),
        ("在山上", "on the mountain"),
        ("在学校", "at the school"),
        ("在市场", "at the market"),
        ("在桥下", "under the bridge"),
        ("在医院", "in the hospital"),
        ("在森林里", "in the forest"),
        ("在火车站", "at the railway station"),
        ("在岛上", "on the island"),
        ("在村里", "in the village"),
    ],
];

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

/// Sentences and their translations, one to one, of all words.
fn text(seed: u64, count: usize) -> (Vec<String>, Vec<String>) {
    text_of(seed, count, 0..10)
}

/// The same of some of the words.
fn text_of(seed: u64, count: usize, words: Range<usize>) -> (Vec<String>, Vec<String>) {
    let mut random = Random(seed);
    let mut sentence = || {
        let [who, did, what, place] = WORDS.map(|all| all[words.start + random.below(words.len())]);
        let chinese = format!("{}{}{}{}", who.0, place.0, did.0, what.0);
        let english = format!("The {} {} a {} {}", who.1, did.1, what.1, place.1);
        match random.below(5) {
            0 => (format!("“{chinese}！”他说。"), format!("\"{english}!\" he said.")),
            1 => (format!("{chinese}吗？"), format!("{english}?")),
            _ => (format!("{chinese}。"), format!("{english}.")),
        }
    };
    (0..count).map(|_| sentence()).unzip()
}

/// English that has nothing in common with texts of the first five words: other words, and no dialogue.
fn another_text(seed: u64, count: usize) -> Vec<String> {
    let (_, english) = text_of(seed, count, 5..10);
    english.into_iter().map(|line| line.replace(['"', '!', '?'], "").replace(" he said.", ".")).collect()
}

/// Aligns, and checks that every sentence is in one bead, in order.
fn align(chinese: &[String], english: &[String]) -> Vec<Bead> {
    let [mine, theirs] = [chinese, english].map(|side| side.iter().map(String::as_str).collect::<Vec<_>>());
    let beads = align_segments(&mine, &theirs, &Progress::default()).expect("nobody cancels");
    let (mut i, mut j) = (0, 0);
    for bead in &beads {
        assert_eq!((bead.source.start, bead.translation.start), (i, j));
        assert!(bead.source.len() + bead.translation.len() > 0);
        (i, j) = (bead.source.end, bead.translation.end);
    }
    assert_eq!((i as usize, j as usize), (chinese.len(), english.len()));
    beads
}

/// Share of the expected pairs that came out as beads of one to one.
fn right(beads: &[Bead], expected: &[(usize, usize)]) -> f64 {
    let is_found = |&(i, j): &(usize, usize)| {
        beads.iter().any(|bead| bead.source.range() == (i..i + 1) && bead.translation.range() == (j..j + 1))
    };
    expected.iter().filter(|pair| is_found(pair)).count() as f64 / expected.len() as f64
}

/// Share of the sentences of one side that came out unpaired, or in a bead less sure than one half.
fn unpaired_or_unsure(beads: &[Bead], lost: Range<usize>, of_chinese: bool) -> f64 {
    let count = |bead: &&Bead| if of_chinese { bead.source.range() } else { bead.translation.range() };
    let doubted = beads.iter().filter(|bead| !bead.is_paired() || bead.confidence < 0.5);
    doubted.flat_map(|bead| count(&bead)).filter(|nth| lost.contains(nth)).count() as f64 / lost.len() as f64
}

fn mean_confidence(beads: &[Bead]) -> f32 {
    beads.iter().map(|bead| bead.confidence).sum::<f32>() / beads.len() as f32
}

#[test]
fn an_extract_finds_its_places_or_is_unsure() {
    let (chinese, english) = text(1, 150);
    let extract =
        |side: &[String], places: &[usize]| places.iter().map(|&place| side[place].clone()).collect::<Vec<_>>();
    let check = |beads: &[Bead], expected: &[(usize, usize)]| {
        let paired: Vec<_> = beads.iter().filter(|bead| bead.is_paired()).collect();
        assert!(right(beads, expected) > 0.6, "{expected:?} {paired:?}");
        let is_right = |bead: &Bead| right(std::slice::from_ref(bead), expected) > 0.0;
        assert!(paired.iter().all(|bead| is_right(bead) || bead.confidence < 0.5), "{expected:?} {paired:?}");
    };
    for places in [&[75][..], &[20, 61, 110], &[5, 40, 77, 111, 140]] {
        let expected: Vec<_> = places.iter().enumerate().map(|(nth, &place)| (place, nth)).collect();
        check(&align(&chinese, &extract(&english, places)), &expected);
        let expected: Vec<_> = expected.iter().map(|&(place, nth)| (nth, place)).collect();
        check(&align(&extract(&chinese, places), &english), &expected);
    }
}

#[test]
fn a_chapter_with_the_wrong_translation_is_unpaired_or_unsure() {
    let (chinese, mut english) = text_of(2, 200, 0..5);
    english.splice(80..120, another_text(3, 40));
    let beads = align(&chinese, &english);
    // What stands beside sentences that correspond is believed a little too much.
    assert!(unpaired_or_unsure(&beads, 82..118, true) > 0.8, "{:?}", &beads[75..125]);
    let rest: Vec<_> = (0..78).chain(122..200).map(|nth| (nth, nth)).collect();
    assert!(right(&beads, &rest) > 0.98, "{beads:?}");
}

#[test]
fn a_block_that_was_moved_is_unpaired() {
    let (chinese, mut english) = text(4, 240);
    let block: Vec<_> = english.drain(40..70).collect();
    english.splice(170..170, block);
    let beads = align(&chinese, &english);
    assert!(unpaired_or_unsure(&beads, 40..70, true) > 0.9, "{beads:?}");
    assert!(unpaired_or_unsure(&beads, 170..200, false) > 0.9, "{beads:?}");
    let rest = |nth: usize| {
        if nth < 40 {
            (nth, nth)
        } else if nth < 200 {
            (nth, nth - 30)
        } else {
            (nth, nth)
        }
    };
    let rest: Vec<_> = (0..38).chain(72..198).chain(202..240).map(rest).collect();
    assert!(right(&beads, &rest) > 0.98, "{beads:?}");
}

#[test]
fn a_preface_of_one_side_is_unpaired() {
    let (chinese, english) = text(5, 100);
    let (preface, _) = text(6, 40);
    for at in [0, 50, 100] {
        let mut longer = chinese.clone();
        longer.splice(at..at, preface.iter().cloned());
        let beads = align(&longer, &english);
        assert!(unpaired_or_unsure(&beads, at..at + 40, true) > 0.9, "{at} {beads:?}");
        let pairs: Vec<_> = (0..100).map(|nth| (if nth < at { nth } else { nth + 40 }, nth)).collect();
        assert!(right(&beads, &pairs) > 0.95, "{at} {beads:?}");
    }
}

#[test]
fn the_wrong_translation_is_not_believed() {
    for seed in 7..11 {
        let beads = align(&text_of(seed, 120, 0..5).0, &another_text(seed + 100, 110));
        assert!(mean_confidence(&beads) < 0.2, "{seed} {}", mean_confidence(&beads));
    }
}

#[test]
fn spoiled_characters_cost_little() {
    let (chinese, english) = text(12, 120);
    let pairs: Vec<_> = (0..120).map(|nth| (nth, nth)).collect();
    let map = |side: &[String], change: &mut dyn FnMut(char) -> String| -> Vec<String> {
        side.iter().map(|line| line.chars().map(&mut *change).collect()).collect()
    };
    let instead = |from: &'static str, to: &'static str| {
        move |c: char| from.chars().zip(to.chars()).find(|(from, _)| *from == c).map_or(c, |(_, to)| to).to_string()
    };
    let mut random = Random(1);
    let mut noise = |c: char| {
        let struck = c > '\u{4e00}' && random.below(20) == 0;
        if struck { "天地玄黄宇宙洪荒".chars().nth(random.below(8)).unwrap_or(c) } else { c }.to_string()
    };
    let old = instead("师农医厨画渔边学场桥书车岛卖买张鱼尔马钟", "師農醫廚畫漁邊學場橋書車島賣買張魚爾馬鐘");
    for (name, chinese, english) in [
        ("ASCII marks", map(&chinese, &mut instead("，。？！：“”", ",.?!:\"\"")), english.clone()),
        ("noise", map(&chinese, &mut noise), english.clone()),
        ("traditional", map(&chinese, &mut { old }), english.clone()),
        ("lower case", chinese.clone(), map(&english, &mut |c| c.to_lowercase().to_string())),
        ("upper case", chinese.clone(), map(&english, &mut |c| c.to_uppercase().to_string())),
        ("no quotes", chinese.clone(), map(&english, &mut |c| c.to_string().replace('"', ""))),
        ("no stops", map(&chinese, &mut |c| c.to_string().replace('。', "")), english.clone()),
    ] {
        let beads = align(&chinese, &english);
        assert!(right(&beads, &pairs) > 0.97, "{name} {} {beads:?}", right(&beads, &pairs));
    }
}

#[test]
fn sides_without_sense_have_an_answer() {
    let lines = |line: &str, count: usize| vec![line.to_owned(); count];
    for (chinese, english) in [
        (lines("12345", 300), lines("12345", 300)),
        (lines("。，？！……", 300), lines("...,?!", 300)),
        (lines("他来到边界。", 2000), lines("He came to the border.", 2000)),
        (lines("他来到边界。", 1), lines("He came to the border.", 1000)),
        (lines("他来到边界。", 1000), lines("", 3)),
        (lines(&"边界局势，".repeat(100_000), 1), lines("The border.", 2)),
        (lines("好。", 1), lines(&"the border, ".repeat(40_000), 1)),
    ] {
        align(&chinese, &english);
    }
    let beads = align(&lines("他来到边界。", 3), &[]);
    assert!(beads.iter().all(|bead| bead.confidence > 0.9), "nothing is surer than that they have no partner");
}
