//! Makes the indexes of the dictionary that the program is linked with: where each line starts, and the words of all
//! glosses as stems, so that nothing is read through or cut into words at start.
//!
//! The files in `assets` stay what there is to read and to change; everything here follows from them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::{env, fs};

#[expect(unreachable_pub, reason = "it is public in the program")]
#[path = "src/text/gloss.rs"]
mod gloss;
#[expect(unreachable_pub, reason = "it is public in the program")]
#[path = "src/text/stem.rs"]
mod stem;

const SOURCES: [&str; 6] = [
    "build.rs",
    "assets/cedict.tsv",
    "assets/synonyms.tsv",
    "assets/irregular.tsv",
    "src/text/gloss.rs",
    "src/text/stem.rs",
];

fn main() {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    let dictionary = fs::read_to_string("assets/cedict.tsv").expect("the dictionary is there");
    let synonyms = fs::read_to_string("assets/synonyms.tsv").expect("the synonyms are there");
    let lines: Vec<&str> = dictionary.split_inclusive('\n').collect();
    index_lines(&lines);
    let translations = translations(&lines);
    let near: BTreeMap<&str, Vec<(&str, u16)>> = synonyms.lines().filter_map(|line| near(line)).collect();
    let mut stems: BTreeSet<&str> = translations.iter().flatten().map(|(stem, _)| &**stem).collect();
    for (stem, others) in &near {
        stems.insert(stem);
        stems.extend(others.iter().map(|&(other, _)| other));
    }
    let stems: Vec<&str> = stems.into_iter().collect();
    assert!(stems.len() < usize::from(u16::MAX), "{} stems need wider numbers", stems.len());
    let number = |stem: &str| stems.binary_search(&stem).expect("all stems were collected") as u16;
    write("stems.text", stems.concat().as_bytes());
    write_u32("stems.starts", starts(stems.iter().map(|stem| stem.len())));
    write_u32("translations.starts", starts(translations.iter().map(Vec::len)));
    let share = |share: f64| (share * f64::from(u16::MAX)).round() as u16;
    let cells = translations.iter().flatten().map(|(stem, part)| (number(stem), share(*part)));
    write_cells("translations.cells", cells);
    let none = Vec::new();
    let near: Vec<_> = stems.iter().map(|stem| near.get(stem).unwrap_or(&none)).collect();
    write_u32("near.starts", starts(near.iter().map(|others| others.len())));
    write_cells(
        "near.cells",
        near.iter().flat_map(|others| others.iter().map(|&(other, share)| (number(other), share))),
    );
}

/// Where the lines start, their second characters, and the first line of every first character.
fn index_lines(lines: &[&str]) {
    write_u32("lines.starts", starts(lines.iter().map(|line| line.len())));
    let character = |line: &str, nth: usize| line.chars().nth(nth).map_or(0, u32::from);
    write_u32("lines.seconds", lines.iter().map(|line| character(line, 1)));
    // All characters beyond the Basic Multilingual Plane are one.
    let first = |at: u32| lines.partition_point(|line| character(line, 0) < at) as u32;
    write_u32("lines.firsts", (0..=0x1_0000).map(first).chain([lines.len() as u32]));
}

/// For the first line of every headword the stems that its glosses hold and the share of each; the shares of a headword
/// add up to 1. Other lines have none.
fn translations(lines: &[&str]) -> Vec<Vec<(String, f64)>> {
    let mut stems: BTreeMap<String, String> = BTreeMap::new();
    let mut all = vec![Vec::new(); lines.len()];
    let mut from = 0;
    for same in lines.chunk_by(|one, other| field(one, 0) == field(other, 0)) {
        // Where some entries are written exactly as the headword, they are meant.
        let headword = field(same[0], 0);
        let written_so = |line: &&&str| written(line).contains(&headword);
        let exact = same.iter().any(|line| written_so(&line));
        let mut shares: BTreeMap<String, f64> = BTreeMap::new();
        let mut total = 0.0;
        let entries = same.iter().filter(|line| !exact || written_so(line));
        for gloss in entries.flat_map(|line| field(line, 4).split('/')) {
            for (words, weight) in gloss::parts(gloss) {
                total += f64::from(weight);
                for word in &words {
                    let word = word.to_ascii_lowercase();
                    let stem = stems.entry(word).or_insert_with_key(|word| stem::stem(word));
                    *shares.entry(stem.clone()).or_default() += f64::from(weight) / words.len() as f64;
                }
            }
        }
        all[from] = shares.into_iter().map(|(stem, share)| (stem, share / total)).collect();
        from += same.len();
    }
    all
}

fn field(line: &str, nth: usize) -> &str {
    line.trim_end_matches('\n').split('\t').nth(nth).unwrap_or_default()
}

/// The simplified and the traditional form of an entry; an empty field is like the one before it.
fn written<'a>(line: &'a str) -> [&'a str; 2] {
    let or = |field: &'a str, instead: &'a str| if field.is_empty() { instead } else { field };
    let simplified = or(field(line, 1), field(line, 0));
    [simplified, or(field(line, 2), simplified)]
}

/// A stem and those near it, with how near in percent.
fn near(line: &str) -> Option<(&str, Vec<(&str, u16)>)> {
    let (stem, others) = line.split_once('\t')?;
    let fields: Vec<&str> = others.split(' ').collect();
    let pairs = fields.chunks_exact(2).filter_map(|pair| Some((pair[0], pair[1].parse().ok()?)));
    Some((stem, pairs.collect()))
}

/// Where each starts when they stand end to end, and where the last ends.
fn starts(lengths: impl Iterator<Item = usize>) -> impl Iterator<Item = u32> {
    std::iter::once(0).chain(lengths.scan(0, |end, length| {
        *end += length as u32;
        Some(*end)
    }))
}

fn write_u32(name: &str, numbers: impl Iterator<Item = u32>) {
    write(name, &numbers.flat_map(u32::to_le_bytes).collect::<Vec<_>>());
}

fn write_cells(name: &str, cells: impl Iterator<Item = (u16, u16)>) {
    write_u32(name, cells.map(|(column, value)| u32::from(column) << 16 | u32::from(value)));
}

fn write(name: &str, bytes: &[u8]) {
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    fs::write(folder.join(name), bytes).expect("the folder of the build can be written");
}
