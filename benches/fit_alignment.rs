//! Fits the second stage of the aligner to the hand-aligned texts and shows how well it does on texts left out.
//!
//! `cargo bench --bench fit_alignment` fits all texts, then each time all but one (or, with `folds`, all but a fifth),
//! and prints F, loss, reliability and recall by shape of the texts left out. `-- write` writes
//! `src/align/second_stage/weights.rs`, `-- ablation` fits without each group of features in turn, or only without the
//! groups named.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench talks to whoever runs it")]

#[path = "common/damage.rs"]
mod damage;
#[path = "common/errors.rs"]
mod errors;
#[path = "common/fitting.rs"]
mod fitting;
#[path = "common/gold.rs"]
mod gold;
#[path = "common/optimise.rs"]
mod optimise;

use std::fmt::Write as _;
use std::time::Instant;

use duizhao::align::second_stage::{BEAD_FEATURES, CUT_FEATURES, TALKS, TURNS, Weights};
use duizhao::align::{Lessons, Lexicon};
use duizhao::model::Bead;

/// How much a text with gaps counts beside the whole one.
const DAMAGED: f64 = 0.5;

use fitting::{AFTER, ALL, BEADS, CUTS, Item, fit, flat};
use gold::{Counts, Gold, boundaries, count};

fn main() {
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    let sets = gold::read();
    let all: Vec<&Gold> = sets.iter().flat_map(|(_, set)| set).collect();
    if all.is_empty() {
        eprintln!("skipped: no hand-aligned texts in {}", gold::folder().display());
        return;
    }
    let start = Instant::now();
    let mut lessons = Lessons::default();
    for text in &all {
        let (chinese, english) = text.sentences();
        lessons.add(&chinese, &english, &text.links);
    }
    let lexicons: Vec<Lexicon> = (0..all.len()).map(|nth| lessons.learn(|other| other != nth)).collect();
    println!("taught after {:.1?}, pairs {}", start.elapsed(), lexicons[0].rows.values().map(Vec::len).sum::<usize>());
    if asked("lexicon") {
        print!("{}", lexicons[0].written());
    }
    let set_of = |nth: usize| if nth < sets[0].1.len() { sets[0].0 } else { sets[1].0 };
    let describe = |nth: usize, text: &Gold| {
        let others: Vec<&Gold> = all.iter().copied().filter(|other| other.name != text.name).collect();
        fitting::item(set_of(nth), text, &boundaries(&others), &lexicons[nth])
    };
    let items: Vec<Item> = all.iter().enumerate().map(|(nth, text)| describe(nth, text)).collect();
    let damaged = all.iter().enumerate().map(|(nth, text)| {
        let mut item = describe(nth, &damage::damaged(text));
        item.weight = DAMAGED;
        item
    });
    let damaged: Vec<Item> = damaged.collect();
    let items: Vec<&Item> = items.iter().collect();
    let damaged: Vec<&Item> = damaged.iter().collect();
    let (edges, missing) = items.iter().fold((0, 0), |(e, m), item| (e + item.edges(), m + item.missing()));
    println!("{edges} beads in the lattices, {missing} right ones are not; described in {:.1?}", start.elapsed());
    let everything = vec![true; ALL];
    let deviations = fitting::deviations(&items);
    let full = fit(&[&items[..], &damaged[..]].concat(), &everything, &deviations, &flat(&Weights::start()), 80);
    println!("fitted after {:.1?}", start.elapsed());
    let fitted = |_: usize| full.clone();
    show("fitted", &items, fitted);
    let folds = if asked("folds") { 5 } else { items.len() };
    let left_out = cross_validate((&items, &damaged), folds, &everything, &deviations, &full, 25);
    let beads = show("left out", &items, |nth| left_out[nth].clone());
    show("damaged, fitted", &damaged, |_| full.clone());
    let damaged_beads = show("damaged, left out", &damaged, |nth| left_out[nth].clone());
    show("start", &items, |_| flat(&Weights::start()));
    println!("  before calibration");
    reliability(&items, &beads);
    println!("  after calibration, the points learned on the other texts");
    reliability(&items, &calibrated_by_others((&items, &beads), (&damaged, &damaged_beads)));
    recall(&items, &beads);
    if asked("errors") {
        let links: Vec<_> = items.iter().map(|item| &item.gold).collect();
        print!("{}", errors::show(&all, &links, &beads, asked("texts")));
    }
    println!("after {:.1?}", start.elapsed());
    let calibration = calibrate(&[(&items, &beads), (&damaged, &damaged_beads)]);
    println!("calibration {calibration:.3?}");
    if asked("ablation") {
        ablation(&items, &damaged, &deviations, &full);
    }
    if asked("write") {
        // Cargo runs benches in the folder of the package.
        std::fs::write("src/align/second_stage/weights.rs", source(&full, &calibration))
            .expect("the weights can be written");
        std::fs::write("assets/lexicon.tsv", lessons.learn(|_| true).written()).expect("the lexicon can be written");
    }
}

/// For each text the weights fitted without its fold.
fn cross_validate(
    (items, damaged): (&[&Item], &[&Item]),
    folds: usize,
    kept: &[bool],
    deviations: &[f64],
    from: &[f64],
    iterations: usize,
) -> Vec<Vec<f64>> {
    let of_fold: Vec<_> = (0..folds)
        .map(|fold| {
            let others: Vec<&Item> = [items, damaged]
                .into_iter()
                .flat_map(|set| set.iter().enumerate())
                .filter(|(nth, _)| nth % folds != fold)
                .map(|(_, item)| *item)
                .collect();
            fit(&others, kept, deviations, from, iterations)
        })
        .collect();
    (0..items.len()).map(|nth| of_fold[nth % folds].clone()).collect()
}

/// Prints F and loss of each set, and returns the beads.
fn show(title: &str, items: &[&Item], weights: impl Fn(usize) -> Vec<f64>) -> Vec<Vec<Bead>> {
    let beads: Vec<_> =
        items.iter().enumerate().map(|(nth, item)| item.beads(&fitting::weights(&weights(nth)))).collect();
    for set in ["novels", "official"] {
        let (mut total, mut loss, mut each) = (Counts::default(), 0.0, String::new());
        for (nth, item) in items.iter().enumerate().filter(|(_, item)| item.set == set) {
            let counts = count(&item.gold, &beads[nth]);
            total = total.plus(&counts);
            loss += item.loss(&fitting::weights(&weights(nth)));
            write!(each, " {}:{:.3}", item.name, counts.scores().2).expect("strings can be written");
        }
        let (p, r, f) = total.scores();
        println!("{title:<24} {set:<9} P {p:.4} R {r:.4} F {f:.4} loss {loss:.1}");
        if std::env::args().any(|argument| argument == "each") {
            println!("  {each}");
        }
    }
    beads
}

/// Of the beads of about the same confidence, how many are right.
fn reliability(items: &[&Item], beads: &[Vec<Bead>]) {
    const ENDS: [f32; 9] = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01];
    let mut bins = [(0_usize, 0.0_f64, 0_usize); ENDS.len()];
    for (item, beads) in items.iter().zip(beads) {
        for bead in beads {
            let bin = &mut bins[ENDS.partition_point(|&end| end <= bead.confidence).min(ENDS.len() - 1)];
            bin.0 += 1;
            bin.1 += f64::from(bead.confidence);
            bin.2 += usize::from(is_right(item, bead));
        }
    }
    for (end, (n, confidence, right)) in ENDS.iter().zip(bins) {
        let n = n.max(1);
        println!(
            "  below {end:.2} {n:>5} beads, mean {:.3}, right {:.3}",
            confidence / n as f64,
            right as f64 / n as f64
        );
    }
}

/// Mean posteriors with the share of right beads, in tenths of the beads below 0.95 and two bins above, pooled until
/// they rise.
fn calibrate(sets: &[(&[&Item], &[Vec<Bead>])]) -> Vec<(f64, f64)> {
    const ENDS: [f32; 11] = [0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94, 0.98, 0.995, 1.01];
    let mut bins = [(0.0, 0.0, 0.0); ENDS.len()];
    for (item, bead) in sets.iter().flat_map(|(items, beads)| {
        items.iter().zip(*beads).flat_map(|(item, beads)| beads.iter().map(move |bead| (item, bead)))
    }) {
        let bin = &mut bins[ENDS.partition_point(|&end| end <= bead.confidence).min(ENDS.len() - 1)];
        bin.0 += 1.0;
        bin.1 += f64::from(bead.confidence);
        bin.2 += f64::from(u8::from(is_right(item, bead)));
    }
    let mut pooled: Vec<(f64, f64, f64)> = Vec::new();
    for mut bin in bins.into_iter().filter(|bin| bin.0 > 0.0) {
        while let Some(before) = pooled.pop_if(|before| before.2 / before.0 >= bin.2 / bin.0) {
            bin = (bin.0 + before.0, bin.1 + before.1, bin.2 + before.2);
        }
        pooled.push(bin);
    }
    pooled.into_iter().map(|(n, posterior, right)| (posterior / n, right / n)).collect()
}

/// The beads of each text with the confidence that points learned on all other texts give them.
fn calibrated_by_others(
    (items, beads): (&[&Item], &[Vec<Bead>]),
    (damaged, damaged_beads): (&[&Item], &[Vec<Bead>]),
) -> Vec<Vec<Bead>> {
    let of_text = |nth: usize| {
        let others: Vec<usize> = (0..items.len()).filter(|&other| other != nth).collect();
        let part =
            |beads: &[Vec<Bead>]| -> Vec<Vec<Bead>> { others.iter().map(|&other| beads[other].clone()).collect() };
        let whole_items: Vec<&Item> = others.iter().map(|&other| items[other]).collect();
        let gap_items: Vec<&Item> = others.iter().map(|&other| damaged[other]).collect();
        let (whole_beads, gap_beads) = (part(beads), part(damaged_beads));
        let points = calibrate(&[(&whole_items, &whole_beads), (&gap_items, &gap_beads)]);
        let bead = |bead: &Bead| Bead { confidence: joined(&points, bead.confidence), ..*bead };
        beads[nth].iter().map(bead).collect()
    };
    (0..items.len()).map(of_text).collect()
}

/// The height of the line through `points` at a posterior, as the program reads them.
fn joined(points: &[(f64, f64)], posterior: f32) -> f32 {
    let posterior = f64::from(posterior);
    let mut before = (0.0, 0.0);
    for &point in points.iter().chain(&[(1.0, 1.0)]) {
        if posterior <= point.0 {
            let share = if point.0 > before.0 { (posterior - before.0) / (point.0 - before.0) } else { 1.0 };
            return (before.1 + share * (point.1 - before.1)) as f32;
        }
        before = point;
    }
    1.0
}

fn is_right(item: &Item, bead: &Bead) -> bool {
    item.gold.contains(&(bead.source.range().collect(), bead.translation.range().collect()))
}

/// Of the right beads of each shape, how many were found.
fn recall(items: &[&Item], beads: &[Vec<Bead>]) {
    let mut shapes = std::collections::BTreeMap::<(usize, usize), (usize, usize)>::new();
    for (item, beads) in items.iter().zip(beads) {
        for (s, t) in &item.gold {
            let found = beads.iter().any(|bead| {
                bead.source.range().eq(s.iter().copied()) && bead.translation.range().eq(t.iter().copied())
            });
            let of_shape = shapes.entry((s.len(), t.len())).or_default();
            of_shape.0 += 1;
            of_shape.1 += usize::from(found);
        }
    }
    let line: Vec<_> = shapes
        .iter()
        .filter(|(_, (n, _))| *n >= 8)
        .map(|((a, b), (n, found))| format!("{a}:{b} {:.2} of {n}", *found as f64 / *n as f64))
        .collect();
    println!("  recall {}", line.join(", "));
}

/// Groups of features as their numbers, by the names of the first and the last of each run.
fn groups() -> Vec<(&'static str, Vec<usize>)> {
    let place = |names: &[&str], name: &str| {
        names.iter().position(|feature| *feature == name).unwrap_or_else(|| panic!("no feature {name}"))
    };
    let beads =
        |first: &str, last: &str| (place(&BEAD_FEATURES, first)..=place(&BEAD_FEATURES, last)).collect::<Vec<_>>();
    let cuts = |first: &str, last: &str| {
        (BEADS + place(&CUT_FEATURES, first)..=BEADS + place(&CUT_FEATURES, last)).collect::<Vec<_>>()
    };
    let one = |name: &str| beads(name, name);
    vec![
        ("clauses at cuts", cuts("english clause belongs before", "chinese clauses, logarithm")),
        ("first and last words", cuts("first words meet", "last words meet")),
        ("lower case, contrast", cuts("lower case after", "contrast on both sides")),
        ("sentences at cuts", cuts("english before, own sentence", "chinese after, other sentence")),
        ("crossing words", cuts("english words crossing", "sentence before torn")),
        ("speech", (BEADS + CUTS..AFTER).collect()),
        (
            "end marks",
            [
                beads("chinese alone, without end mark", "english alone, without end mark"),
                one("inner sentences without end mark"),
                cuts("end mark on one side", "end mark on neither side"),
            ]
            .concat(),
        ),
        ("lengths beyond the first stage", beads("length, far off", "length of one to one")),
        ("boundary table", beads("starts", "ends")),
        (
            "covered words",
            [beads("english covered", "english uncovered"), beads("chinese covered", "chinese uncovered")].concat(),
        ),
        (
            "least covered sentence",
            [one("english sentence covered least"), one("chinese sentence covered least")].concat(),
        ),
        ("sentences hardly needed", beads("chinese sentence hardly needed", "english sentence needed")),
        ("several sentences", beads("several chinese", "several english")),
        ("marks counted", beads("quotation marks", "question marks on one side")),
        ("weak evidence", beads("weak below 0", "weak, more than one to one")),
        ("shapes of the document", beads("shape in document", "alone in document")),
        ("numbers on one side", one("numbers on one side")),
        ("numbers met", beads("numbers met", "numbers met outside")),
        ("text alone, short or explained", beads("chinese alone, short", "english alone, explained nearby")),
        ("text alone, covered nearby", beads("chinese alone, covered nearby", "english alone, covered nearby")),
        ("text alone, length", beads("chinese alone, length", "english alone, length")),
        ("after text alone", (AFTER..ALL).collect()),
    ]
}

fn ablation(items: &[&Item], damaged: &[&Item], deviations: &[f64], full: &[f64]) {
    let mut kept = vec![true; ALL];
    let weights = cross_validate((items, damaged), 5, &kept, deviations, full, 25);
    show("all, five folds", items, |nth| weights[nth].clone());
    let groups = groups();
    let asked = |name: &str| std::env::args().any(|argument| argument == name);
    let every = !groups.iter().any(|(name, _)| asked(name));
    for (name, features) in groups.into_iter().filter(|(name, _)| every || asked(name)) {
        for &nth in &features {
            kept[nth] = false;
        }
        let weights = cross_validate((items, damaged), 5, &kept, deviations, full, 25);
        show(&format!("no {name}"), items, |nth| weights[nth].clone());
        for &nth in &features {
            kept[nth] = true;
        }
    }
}

/// What a place in the table of speech stands for.
fn talk(nth: usize) -> String {
    const WAYS: [&str; TURNS] = [
        "narration",
        "speech starts",
        "speech ended",
        "speech after speech",
        "said",
        "speech after said",
        "inside, opened before",
        "inside",
    ];
    format!("{}; {}", WAYS[nth / TURNS], WAYS[nth % TURNS])
}

/// The source file that holds the weights.
fn source(full: &[f64], calibration: &[(f64, f64)]) -> String {
    let mut text = String::from(HEADER);
    let mut array = |name: &str, doc: &str, names: &[&str], values: &[f64]| {
        write!(text, "\n/// {doc}\npub(super) const {name}: [f32; {}] = [\n", values.len())
            .expect("strings can be written");
        for (name, value) in names.iter().zip(values) {
            writeln!(text, "    {value:.5}, // {name}").expect("strings can be written");
        }
        text.push_str("];\n");
    };
    array("BEADS", "Of the features of beads.", &BEAD_FEATURES, &full[..BEADS]);
    array("CUTS", "Of the features of cuts.", &CUT_FEATURES, &full[BEADS..BEADS + CUTS]);
    let turns: Vec<String> = (0..TALKS).map(talk).collect();
    let turns: Vec<&str> = turns.iter().map(String::as_str).collect();
    array(
        "TURNS",
        "Of the ways in which a cut stands to speech, Chinese by English.",
        &turns,
        &full[BEADS + CUTS..AFTER],
    );
    let after = ["chinese alone", "english alone", "paired"];
    array("AFTER_ALONE", "Of beads after text without a partner.", &after, &full[AFTER..]);
    write!(
        text,
        "\n/// Posteriors with the share of the beads left out that were right.\npub(super) const CALIBRATION: [(f32, f32); {}] = [\n",
        calibration.len()
    )
    .expect("strings can be written");
    for (posterior, right) in calibration {
        writeln!(text, "    ({posterior:.4}, {right:.4}),").expect("strings can be written");
    }
    text.push_str("];\n");
    text
}

const HEADER: &str =
    "//! The weights of the second stage, written by `cargo bench --bench fit_alignment -- write`: do not edit.
//!
//! Fitted on all 22 texts of `gold/novels` and `gold/official`; `docs/ALIGNMENT.md` tells how and how well.
";
