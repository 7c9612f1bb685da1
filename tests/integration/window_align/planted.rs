//! How many keys it takes to make a correct alignment of one with twenty planted errors: pressed in the window, as a
//! translator would who goes from one pair that wants a look to the next.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use duizhao::align::align;
use duizhao::import;
use duizhao::library::{FileRole, Library, NewDocument, StoredFile};
use duizhao::model::{Alignment, Bead, Progress, SideName, Status, Timestamp, Work};
use duizhao::text::Language;
use duizhao::workspace::Paths;
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, keys, open, until_shown, window_on};
use crate::shared;

/// 132 pairs of made-up news, some with two sentences on a side.
const NEWS: &str = include_str!("../../data/aligning/frontier.txt");
/// Which of its sentences translate each other.
const NEWS_PAIRS: &str = include_str!("../../data/aligning/frontier.beads");

/// How many errors are planted.
const ERRORS: usize = 20;
/// Below this the window asks for a look.
const UNSURE: f32 = 0.5;

/// What a pair holds: sentences of the source, and of the translation.
type Parts = [Range<usize>; 2];

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    /// A sentence stands with the pair above or below.
    Neighbour,
    /// Two pairs are one.
    Merged,
    /// A pair of several sentences is two.
    CutApart,
    /// A run of pairs is shifted by one.
    Shifted,
    /// The two sides of a pair stand alone.
    Unpaired,
}

const KINDS: [Kind; 5] = [Kind::Neighbour, Kind::Merged, Kind::CutApart, Kind::Shifted, Kind::Unpaired];

/// Numbers that look like chance, the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn parts(bead: &Bead) -> Parts {
    [bead.source.range(), bead.translation.range()]
}

fn all_parts(alignment: &Alignment) -> Vec<Parts> {
    alignment.beads.iter().map(parts).collect()
}

fn is_paired(pair: &Parts) -> bool {
    pair.iter().all(|part| !part.is_empty())
}

/// The pairs of a stretch with an error of that kind, where one fits.
fn spoiled(pairs: &[Parts], kind: Kind, dice: &mut Dice) -> Option<Vec<Parts>> {
    let nothing =
        |side: usize, part: &Range<usize>| if side == 0 { [part.clone(), 0..0] } else { [0..0, part.clone()] };
    let neighbours: Vec<usize> =
        (1..pairs.len()).filter(|nth| is_paired(&pairs[nth - 1]) && is_paired(&pairs[*nth])).collect();
    let at = neighbours.get(dice.below(neighbours.len())).copied();
    let side = dice.below(2);
    let mut after = pairs.to_vec();
    match kind {
        Kind::Neighbour => {
            let (above, below) = (at? - 1, at?);
            let middle = if dice.below(2) == 0 { after[above][side].end - 1 } else { after[below][side].start + 1 };
            after[above][side].end = middle;
            after[below][side].start = middle;
        }
        Kind::Merged => {
            let below = at?;
            after.remove(below);
            after[below - 1] = [0, 1].map(|side| pairs[below - 1][side].start..pairs[below][side].end);
        }
        Kind::CutApart => {
            let nth = pairs.iter().position(|pair| is_paired(pair) && pair.iter().any(|part| part.len() > 1))?;
            let side = usize::from(pairs[nth][0].len() < 2);
            let middle = pairs[nth][side].start + 1;
            after.insert(nth + 1, nothing(side, &(middle..pairs[nth][side].end)));
            after[nth][side].end = middle;
        }
        Kind::Shifted => {
            if !pairs.iter().all(is_paired) {
                return None;
            }
            let other = 1 - side;
            let last = pairs.last()?;
            for nth in (0..pairs.len()).rev() {
                after[nth][other] = if nth == 0 { 0..0 } else { pairs[nth - 1][other].clone() };
            }
            after.push(nothing(other, &last[other]));
        }
        Kind::Unpaired => {
            let nth = pairs.iter().position(is_paired)?;
            after[nth] = nothing(0, &pairs[nth][0]);
            after.insert(nth + 1, nothing(1, &pairs[nth][1]));
        }
    }
    Some(after)
}

/// An error: its kind, and the sentences of the source and of the translation that it is about.
struct Error {
    kind: Kind,
    about: Parts,
}

/// How sure whoever proposed the errors was of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proposer {
    Unsure,
    /// As sure as can be: nothing asks for a look.
    Sure,
}

/// An alignment with errors in it, about as many of each kind, and what they are.
fn plant(truth: &Alignment, proposer: Proposer) -> (Alignment, Vec<Error>) {
    let mut dice = Dice(1962);
    let right = all_parts(truth);
    let mut all: Vec<Parts> = Vec::new();
    let mut errors: Vec<Error> = Vec::new();
    for nth in 0..ERRORS {
        let stretch = &right[nth * right.len() / ERRORS..(nth + 1) * right.len() / ERRORS];
        let mut kinds = KINDS;
        let used = |kind: &Kind| errors.iter().filter(|error| error.kind == *kind).count();
        kinds.sort_by_key(used);
        let found = kinds.into_iter().find_map(|kind| Some((kind, spoiled(stretch, kind, &mut dice)?)));
        let Some((kind, spoiled)) = found else {
            all.extend_from_slice(stretch);
            continue;
        };
        let wrong: Vec<&Parts> = spoiled.iter().filter(|pair| !stretch.contains(pair)).collect();
        let about = [0, 1].map(|side| {
            let some = wrong.iter().map(|pair| &pair[side]).filter(|part| !part.is_empty());
            let (start, end) = some.fold((usize::MAX, 0), |(a, b), part| (a.min(part.start), b.max(part.end)));
            start.min(end)..end
        });
        errors.push(Error { kind, about });
        all.extend(spoiled);
    }
    let bead = |pair: &Parts| {
        let kept = truth.beads.iter().find(|bead| parts(bead) == *pair);
        let [source, translation] = pair.clone();
        let confidence = match proposer {
            Proposer::Unsure => 0.1 + 0.35 * (dice.below(1000) as f32 / 1000.0),
            Proposer::Sure => 0.99,
        };
        kept.copied().unwrap_or(Bead::proposed(source.into(), translation.into(), confidence))
    };
    let beads = all.iter().map(bead).collect();
    (truth.regrouped(beads), errors)
}

/// A window on a file whose alignment has errors, what is right, and what is wrong.
fn planted(folder: &Path, name: &str, bytes: &[u8], proposer: Proposer) -> (Window, Vec<Parts>, Vec<Error>) {
    let document = import::read(bytes, name).expect("it can be read");
    let truth = align(&document, &Progress::default()).expect("nobody stops it");
    let (spoiled, errors) = plant(&truth, proposer);
    let own = folder.join("own");
    std::fs::create_dir_all(&own).expect("the folder is writable");
    let mut library = Library::open(&Paths::inside(own).library, Timestamp(0)).expect("a library can be made");
    let file = StoredFile { role: FileRole::Document, name: name.to_owned(), bytes: bytes.into() };
    let work = Work::of(Arc::new(spoiled.clone()));
    let new = NewDocument { files: vec![file], document: &document, work: &work, added: Timestamp(0) };
    library.add(&new).expect("it can be added");
    drop(library);
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("the folder is writable");
    let harness = window_on(folder, vec2(1440.0, 900.0), Some(path));
    assert_eq!(all_parts(&open(&harness).work.alignment), all_parts(&spoiled), "the window shows the errors");
    (harness, all_parts(&truth), errors)
}

/// A translator who knows what is right, and presses keys.
struct Translator<'a> {
    harness: &'a mut Window,
    /// For each side, the right pair of each sentence.
    right: [BTreeMap<usize, usize>; 2],
    truth: &'a [Parts],
    pressed: usize,
}

impl<'a> Translator<'a> {
    fn new(harness: &'a mut Window, truth: &'a [Parts]) -> Self {
        let right = [0, 1].map(|side| {
            let of = |(nth, pair): (usize, &Parts)| pair[side].clone().map(move |sentence| (sentence, nth)).collect();
            truth.iter().enumerate().flat_map::<Vec<_>, _>(of).collect()
        });
        Self { harness, right, truth, pressed: 0 }
    }

    fn press(&mut self, all: &str) {
        self.pressed += all.split_whitespace().count();
        keys(self.harness, all);
    }

    fn alignment(&self) -> &Alignment {
        &open(self.harness).work.alignment
    }

    /// The chosen box, by the name that a screen reader says: `¶3.2 Chinese 1 of 2: …`.
    fn chosen_box(&self) -> String {
        let boxes = self.harness.query_all_by_role(Role::ListBoxOption);
        let mut chosen = boxes.filter(|one| one.accesskit_node().toggled() == Some(Toggled::True)).filter_map(|one| {
            let name = one.accesskit_node().label()?;
            let language = name.split(' ').nth(1)?.to_owned();
            (language.starts_with("Chinese") || language.starts_with("English")).then_some(name)
        });
        chosen.next().expect("a box is chosen")
    }

    /// The position of the chosen pair.
    fn chosen(&self) -> usize {
        let name = self.chosen_box();
        let address = name.split(' ').next().expect("an address comes first");
        let alignment = self.alignment();
        let said = |nth: &usize| alignment.address(*nth).is_some_and(|found| found.to_string() == address);
        (0..alignment.beads.len()).find(said).expect("there is such a pair")
    }

    /// The side in hand.
    fn hand(&self) -> usize {
        let is_chinese = self.chosen_box().split(' ').nth(1).is_some_and(|language| language.starts_with("Chinese"));
        let source_is_chinese = open(self.harness).document.source.language == Language::Chinese;
        usize::from(is_chinese != source_is_chinese)
    }

    fn pair(&self, nth: usize) -> Option<Parts> {
        self.alignment().beads.get(nth).map(parts)
    }

    fn is_right(&self, nth: usize) -> bool {
        self.pair(nth).is_some_and(|pair| self.truth.contains(&pair))
    }

    /// The right pairs that sentences of a pair belong to.
    fn belongs(&self, pair: &Parts) -> Vec<usize> {
        let mut all: Vec<usize> = [0, 1]
            .into_iter()
            .flat_map(|side| pair[side].clone().map(move |one| (side, one)))
            .map(|(side, one)| self.right[side][&one])
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The key that mends the chosen pair best, and the side that it is for.
    fn next_key(&self) -> (&'static str, Option<usize>) {
        let nth = self.chosen();
        let pair = self.pair(nth).expect("it is there");
        let (above, below) = (nth.checked_sub(1).and_then(|above| self.pair(above)), self.pair(nth + 1));
        let owners = self.belongs(&pair);
        if let [owner] = owners.as_slice() {
            let is_rest = |other: &Option<Parts>| other.as_ref().is_some_and(|other| self.belongs(other) == [*owner]);
            if is_rest(&below) {
                return ("Delete", None);
            }
            if is_rest(&above) {
                return ("Backspace", None);
            }
            for side in [0, 1] {
                let of = |one: Option<usize>| one.is_some_and(|one| self.right[side].get(&one) == Some(owner));
                let first_below = below.as_ref().and_then(|below| below[side].clone().next());
                let last_above = above.as_ref().and_then(|above| above[side].clone().next_back());
                if of(first_below) {
                    let whole =
                        below.is_some_and(|below| below[side].clone().all(|one| self.right[side][&one] == *owner));
                    let is_run = whole && pair[side].is_empty();
                    return if is_run { ("Shift+Enter", None) } else { ("Ctrl+Shift+ArrowDown", Some(side)) };
                }
                if of(last_above) {
                    return ("Ctrl+Shift+ArrowUp", Some(side));
                }
            }
            panic!("nothing mends {pair:?} between {above:?} and {below:?}");
        }
        let is_inside = |owner: &usize| {
            [0, 1].into_iter().all(|side| self.truth[*owner][side].clone().all(|one| pair[side].contains(&one)))
        };
        if owners.iter().all(is_inside) {
            return ("S", None);
        }
        for side in [0, 1] {
            let owner = |one: Option<usize>| one.and_then(|one| self.right[side].get(&one).copied());
            if owner(pair[side].clone().next_back())
                .is_some_and(|owner| !is_inside(&owner) && owner == owners[owners.len() - 1])
            {
                return ("Ctrl+ArrowDown", Some(side));
            }
            if owner(pair[side].clone().next()).is_some_and(|owner| !is_inside(&owner) && owner == owners[0]) {
                return ("Ctrl+ArrowUp", Some(side));
            }
        }
        panic!("nothing mends {pair:?}");
    }

    /// Presses what mends the chosen pair, says that it is right, and goes on to the next to look at.
    fn mend(&mut self) {
        self.mend_here();
        self.press("Shift+A");
    }

    /// Presses what mends the chosen pair.
    fn mend_here(&mut self) {
        for _ in 0..6 {
            if self.is_right(self.chosen()) {
                break;
            }
            let (key, side) = self.next_key();
            if side.is_some_and(|side| side != self.hand()) {
                let other = if side == Some(0) { "ArrowLeft" } else { "ArrowRight" };
                self.press(other);
            }
            self.press(key);
        }
        assert!(self.is_right(self.chosen()), "{:?} could not be mended", self.pair(self.chosen()));
    }

    /// Whether a pair still wants a look.
    fn has_more(&self) -> bool {
        let wants = |bead: &Bead| match bead.status {
            Status::Review => true,
            Status::Proposed => !bead.is_paired() || bead.confidence < UNSURE,
            _ => false,
        };
        self.alignment().beads.iter().any(wants)
    }
}

/// Mends everything. How many keys that took, by the kind of error; those for pairs that were right come last.
fn keys_to_mend(mut harness: Window, truth: &[Parts], errors: &[Error]) -> BTreeMap<Option<Kind>, (usize, usize)> {
    let mut counts: BTreeMap<Option<Kind>, (usize, usize)> = BTreeMap::new();
    for error in errors {
        counts.entry(Some(error.kind)).or_default().0 += 1;
    }
    let mut translator = Translator::new(&mut harness, truth);
    translator.press("Home N");
    counts.entry(None).or_default().1 += translator.pressed;
    for _ in 0..200 {
        if !translator.has_more() {
            break;
        }
        let pair = translator.pair(translator.chosen()).expect("it is there");
        let is_about = |error: &&Error| {
            [0, 1].into_iter().any(|side| pair[side].clone().any(|one| error.about[side].contains(&one)))
        };
        let kind = errors.iter().find(is_about).map(|error| error.kind);
        let before = translator.pressed;
        translator.mend();
        let count = counts.entry(kind).or_default();
        count.1 += translator.pressed - before;
        count.0 += usize::from(kind.is_none());
    }
    let mut found = all_parts(translator.alignment());
    let mut expected = truth.to_vec();
    for all in [&mut found, &mut expected] {
        for pair in all.iter_mut() {
            for part in pair.iter_mut().filter(|part| part.start >= part.end) {
                *part = 0..0;
            }
        }
    }
    assert_eq!(found, expected, "all is as it should be");
    counts
}

/// Says on the terminal itself what was counted, and gives the sum of it.
fn told(name: &str, counts: &BTreeMap<Option<Kind>, (usize, usize)>) -> usize {
    let mut out = std::io::stderr();
    for (kind, (many, keys)) in counts {
        let what = kind.map_or("right, but unsure; and the way there".to_owned(), |kind| format!("{kind:?}"));
        writeln!(out, "{name}: {what}: {many}, {keys} keys").unwrap_or_default();
    }
    let all = counts.values().map(|(_, keys)| keys).sum();
    writeln!(out, "{name}: {all} keys in all").unwrap_or_default();
    all
}

#[test]
fn twenty_errors_are_mended_with_two_keys_each() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (harness, truth, errors) = planted(folder.path(), "边境.txt", NEWS.as_bytes(), Proposer::Unsure);
    let line = |pair: &Parts| {
        let part =
            |side: SideName| pair[side as usize].clone().map(|one| one.to_string()).collect::<Vec<_>>().join(",");
        format!("{}:{}\n", part(SideName::Source), part(SideName::Translation))
    };
    assert_eq!(truth.iter().map(line).collect::<String>(), NEWS_PAIRS, "the aligner finds what is right");
    assert_eq!(errors.len(), ERRORS);
    for kind in KINDS {
        assert_eq!(errors.iter().filter(|error| error.kind == kind).count(), ERRORS / KINDS.len(), "{kind:?}");
    }
    let counts = keys_to_mend(harness, &truth, &errors);
    let all = told("made up", &counts);
    assert!(all <= 2 * ERRORS + 6, "{all} keys for {ERRORS} errors: {counts:?}");
}

#[test]
fn errors_in_a_real_document_are_mended_with_few_keys() {
    let name = "soviet-statement-1962.archive.txt";
    let Some(path) = shared::document(name) else { return };
    let bytes = std::fs::read(&path).expect("the file can be read");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (harness, truth, errors) = planted(folder.path(), name, &bytes, Proposer::Unsure);
    let counts = keys_to_mend(harness, &truth, &errors);
    let all = told("the statement", &counts);
    let looks = counts.get(&None).map_or(0, |(_, keys)| *keys);
    assert!(all - looks <= 3 * errors.len(), "{all} keys, {looks} of them for what was right: {counts:?}");
}

/// Goes through all that has a number or a name gone astray, then through what is not one of each side, and mends what is
/// wrong. After each of the two: how many errors of each kind are left, and how many keys were pressed.
fn keys_for_sure_errors(mut harness: Window, truth: &[Parts], errors: &[Error]) -> [(BTreeMap<Kind, usize>, usize); 2] {
    let mut translator = Translator::new(&mut harness, truth);
    translator.press("Home");
    until_shown(translator.harness, "what went astray is known", |harness| open(harness).strays.is_some());
    ["7", "4"].map(|look| {
        translator.press("Home");
        let mut seen: Vec<Parts> = Vec::new();
        for nth in 0..200 {
            translator.press(if nth == 0 { look } else { "N" });
            let pair = translator.pair(translator.chosen()).expect("it is there");
            if seen.contains(&pair) {
                break;
            }
            seen.push(pair);
            if !translator.is_right(translator.chosen()) {
                translator.mend_here();
                translator.press("A");
            }
        }
        let pairs = all_parts(translator.alignment());
        let is_left = |error: &&Error| {
            let is_about = |pair: &&Parts| {
                [0, 1].into_iter().any(|side| pair[side].clone().any(|one| error.about[side].contains(&one)))
            };
            pairs.iter().filter(is_about).any(|pair| !truth.contains(pair))
        };
        let mut left: BTreeMap<Kind, usize> = BTreeMap::new();
        for error in errors.iter().filter(is_left) {
            *left.entry(error.kind).or_default() += 1;
        }
        (left, translator.pressed)
    })
}

#[test]
fn errors_that_seem_sure_are_found_by_what_went_astray() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (harness, truth, errors) = planted(folder.path(), "边境.txt", NEWS.as_bytes(), Proposer::Sure);
    let [astray, after] = keys_for_sure_errors(harness, &truth, &errors);
    writeln!(std::io::stderr(), "made up, sure: after 7 {astray:?}, after 4 {after:?}").unwrap_or_default();
    assert_eq!(after.0, BTreeMap::new(), "nothing is left, after {} keys", after.1);
    assert!(after.1 < truth.len(), "that is fewer than there are pairs");
}

#[test]
fn errors_that_seem_sure_are_found_in_a_real_document() {
    let name = "soviet-statement-1962.archive.txt";
    let Some(path) = shared::document(name) else { return };
    let bytes = std::fs::read(&path).expect("the file can be read");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (harness, truth, errors) = planted(folder.path(), name, &bytes, Proposer::Sure);
    let [astray, after] = keys_for_sure_errors(harness, &truth, &errors);
    writeln!(std::io::stderr(), "the statement, sure: after 7 {astray:?}, after 4 {after:?}").unwrap_or_default();
    assert!(after.0.values().sum::<usize>() * 4 <= errors.len(), "{after:?}");
}
