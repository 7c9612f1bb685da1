//! Align mode: how each state of a pair looks.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use duizhao::library::{FileRole, Library, NewDocument, StoredFile};
use duizhao::model::{Alignment, Bead, Document, IndexRange, Row, Status, Timestamp, Work, fits};
use duizhao::ui::palette::Palette;
use duizhao::workspace::{AlignLevel, Mode, Settings, Theme};
use duizhao::{align, import};
use eframe::egui::Color32;

use super::{Picture, Window, skipped};

const TEXT: &str = "边界条约签字。水位稳定。居民回村。学校开学。道路畅通。粮食已到。牧民返乡。无人翻译。此句不译。\n\n\
    The treaty was signed. The level is stable. The villagers are back. School began. The roads are open. The grain came. \
    The herdsmen returned. Nobody wrote this.\n";

pub(super) fn document() -> Document {
    import::read_text(TEXT, "水位.txt").expect("it is text")
}

/// A pair of each state that there is: proposed and sure, unsure, doubtful; corrected, for review, confirmed and crossing
/// it; left out; without a partner on either side.
fn states(document: &Document) -> Alignment {
    let Alignment { source, translation, .. } = align::unaligned(document);
    assert_eq!((source.len(), translation.len()), (9, 8));
    let range = |at: Option<usize>| at.map_or_else(IndexRange::default, |at| IndexRange::new(at, at + 1));
    let pair = |source: Option<usize>, translation: Option<usize>, confidence, status| Bead {
        status,
        ..Bead::proposed(range(source), range(translation), confidence)
    };
    let beads = vec![
        pair(Some(0), Some(0), 0.97, Status::Proposed),
        pair(Some(1), Some(1), 0.4, Status::Proposed),
        pair(Some(2), Some(2), 0.1, Status::Proposed),
        pair(Some(3), Some(3), 1.0, Status::Corrected),
        pair(Some(4), Some(4), 0.9, Status::Review),
        pair(Some(5), Some(6), 0.9, Status::Confirmed),
        pair(Some(6), Some(5), 0.9, Status::Confirmed),
        pair(Some(7), None, 0.9, Status::Proposed),
        pair(Some(8), None, 0.9, Status::LeftOut),
        pair(None, Some(7), 0.9, Status::Proposed),
    ];
    let passage = IndexRange::new(0, 1);
    let confidence = 0.6;
    let row =
        Row { number: 1, source: passage, translation: passage, beads: IndexRange::new(0, beads.len()), confidence };
    let one_row = Alignment { rows: vec![row], beads: beads.clone(), source, translation, ..Alignment::default() };
    // Puts what has one side where it belongs.
    let alignment = one_row.regrouped(beads);
    assert!(fits(document, &alignment) && !alignment.crossings.is_empty());
    alignment
}

/// The same with all pairs confirmed that have two sides, and what has one left out.
fn settled(states: &Alignment) -> Alignment {
    let mut alignment = states.clone();
    for bead in &mut alignment.beads {
        bead.status = if bead.is_paired() { Status::Confirmed } else { Status::LeftOut };
    }
    alignment
}

/// A library with the text in it, and the text as a file: their paths.
pub(super) fn library(folder: &Path, alignment: Alignment) -> (PathBuf, PathBuf) {
    let document = document();
    let (library_path, path) = (folder.join("all.duizhao"), folder.join("水位.txt"));
    fs::write(&path, TEXT).expect("the folder is writable");
    let mut library = Library::open(&library_path, Timestamp(0)).expect("it can be made");
    let file = StoredFile { role: FileRole::Document, name: "水位.txt".to_owned(), bytes: TEXT.as_bytes().into() };
    let work = Work::of(Arc::new(alignment));
    let new = NewDocument { files: vec![file], document: &document, work: &work, added: Timestamp(0) };
    library.add(&new).expect("there is room");
    (library_path, path)
}

/// A window in Align mode on a text of a library.
pub(super) fn window(theme: Theme, (library, path): &(PathBuf, PathBuf)) -> Option<Window> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = Settings {
        theme,
        mode: Mode::Align,
        align_level: AlignLevel::Sentences,
        right_panel: false,
        left_panel: false,
        ..Settings::default()
    };
    let config = folder.path().join("config/duizhao");
    fs::create_dir_all(&config).expect("the folder is writable");
    fs::write(config.join("settings.json"), serde_json::to_string(&settings).expect("they are plain"))
        .expect("the folder is writable");
    Window::open(folder, &[Path::new("--library"), library, path])
}

#[test]
fn every_state_of_a_pair_is_seen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let states = states(&document());
    let make = |name: &str, alignment: Alignment| {
        let own = folder.path().join(name);
        fs::create_dir(&own).expect("the folder is writable");
        library(&own, alignment)
    };
    let (settled, states) = (make("settled", settled(&states)), make("states", states));
    for (theme, palette, name) in [
        (Theme::Light, Palette::LIGHT, "light"),
        (Theme::Dark, Palette::DARK, "dark"),
        (Theme::Paper, Palette::PAPER, "paper"),
    ] {
        let Some(mut before) = window(theme, &settled) else { return };
        let before = before.seen("settled pairs", |picture| picture.count(palette.sure) > 500);
        before.save(&format!("align-settled-{name}"));
        // Unsure, doubtful and for review have colours that nothing settled has.
        let told_apart: [Color32; 3] = [palette.unsure, palette.error, palette.accent];
        let all = |picture: &Picture| told_apart.iter().all(|color| picture.count(*color) > before.count(*color) + 20);
        let Some(mut after) = window(theme, &states) else { return };
        after.seen("pairs of all states", all).save(&format!("align-states-{name}"));
    }
}

#[test]
fn what_a_key_begins_is_seen_and_can_be_left() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = library(folder.path(), states(&document()));
    let Some(mut window) = window(Theme::Light, &library) else { return };
    window.seen("pairs", |picture| picture.count(Palette::LIGHT.sure) > 200);
    if !window.press(&["j", "j", "k"]) {
        return skipped("xdotool is not there to press keys");
    }
    let rest = window.at_rest();
    for (what, keys, back) in [
        ("marked", &["space"][..], &["space"][..]),
        ("cutting", &["c"], &["Escape"]),
        ("several", &["shift+Down", "shift+Down"], &["shift+Up", "shift+Up"]),
        ("reclassifying", &["t"], &["Escape"]),
        ("paragraphs", &["p"], &["p"]),
        ("commands", &["ctrl+p"], &["Escape"]),
    ] {
        assert!(window.press(keys), "{what}");
        let begun = window.seen(what, |picture| picture.differs(&rest) > 200);
        begun.save(&format!("align-{what}"));
        assert!(window.press(back), "{what}");
        window.seen(&format!("{what} left"), |picture| picture.differs(&rest) < 200);
    }
}

/// Each sentence with the one after its translation.
pub(super) fn shifted(document: &Document) -> Alignment {
    let mut alignment = states(document);
    let range = |at: usize, end: usize| if at < end { IndexRange::new(at, at + 1) } else { IndexRange::default() };
    let beads = (0..9).map(|nth| Bead::proposed(range(nth, 9), range(nth + 1, 8), 0.3));
    alignment.beads = beads.chain([Bead::proposed(IndexRange::default(), range(0, 8), 0.3)]).collect();
    alignment.clone().regrouped(alignment.beads)
}

#[test]
fn what_the_aligner_would_change_is_seen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = library(folder.path(), shifted(&document()));
    let Some(mut window) = window(Theme::Light, &library) else { return };
    window.seen("pairs", |picture| picture.count(Palette::LIGHT.unsure) > 200);
    if !window.press(&["r"]) {
        return skipped("xdotool is not there to press keys");
    }
    // Nothing was sure before.
    let proposal = |picture: &Picture| picture.count(Palette::LIGHT.sure) > 100;
    window.seen("a proposal", proposal).save("align-proposal");
}
