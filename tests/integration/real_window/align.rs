//! Align mode: how each state of a pair looks.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use duizhao::library::{FileRole, Library, NewDocument, StoredFile};
use duizhao::model::{Alignment, Bead, Document, IndexRange, Row, Status, Timestamp, Work, fits};
use duizhao::ui::palette::Palette;
use duizhao::workspace::{AlignLevel, Mode, Settings, Theme};
use duizhao::{align, import};
use eframe::egui::Color32;

use super::{Picture, screen, seen, start};

const TEXT: &str = "边界条约签字。水位稳定。居民回村。学校开学。道路畅通。粮食已到。牧民返乡。无人翻译。此句不译。\n\n\
    The treaty was signed. The level is stable. The villagers are back. School began. The roads are open. The grain came. \
    The herdsmen returned. Nobody wrote this.\n";

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

/// What a window shows in Align mode.
fn picture(
    folder: &Path,
    settings: &Settings,
    alignment: Alignment,
    ready: impl Fn(&Picture) -> bool,
) -> Option<Picture> {
    let screen = screen(folder)?;
    let document = import::read_text(TEXT, "水位.txt").expect("it is text");
    let path = folder.join("水位.txt");
    fs::write(&path, TEXT).expect("the folder is writable");
    let library_path = folder.join("all.duizhao");
    let mut library = Library::open(&library_path, Timestamp(0)).expect("it can be made");
    let file = StoredFile { role: FileRole::Document, name: "水位.txt".to_owned(), bytes: TEXT.as_bytes().into() };
    let work = Work::of(Arc::new(alignment));
    let new = NewDocument { files: vec![file], document: &document, work: &work, added: Timestamp(0) };
    library.add(&new).expect("there is room");
    drop(library);
    let config = folder.join("config/duizhao");
    fs::create_dir_all(&config).expect("the folder is writable");
    fs::write(config.join("settings.json"), serde_json::to_string(settings).expect("they are plain"))
        .expect("the folder is writable");
    let mut program = start(&screen, folder, &[Path::new("--library"), &library_path, &path]);
    Some(seen(&screen, &mut program, ready))
}

#[test]
fn every_state_of_a_pair_is_seen() {
    let document = import::read_text(TEXT, "水位.txt").expect("it is text");
    let states = states(&document);
    for (theme, palette, name) in [
        (Theme::Light, Palette::LIGHT, "light"),
        (Theme::Dark, Palette::DARK, "dark"),
        (Theme::Paper, Palette::PAPER, "paper"),
    ] {
        let settings = Settings {
            theme,
            mode: Mode::Align,
            align_level: AlignLevel::Sentences,
            right_panel: false,
            left_panel: false,
            ..Settings::default()
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let is_settled = |picture: &Picture| picture.count(palette.sure) > 500;
        let Some(before) = picture(folder.path(), &settings, settled(&states), is_settled) else { return };
        before.save(&format!("align-settled-{name}"));
        let folder = tempfile::tempdir().expect("a temporary folder");
        // Unsure, doubtful and for review have colours that nothing settled has.
        let told_apart: [Color32; 3] = [palette.unsure, palette.error, palette.accent];
        let all = |picture: &Picture| told_apart.iter().all(|color| picture.count(*color) > before.count(*color) + 20);
        let Some(after) = picture(folder.path(), &settings, states.clone(), all) else { return };
        after.save(&format!("align-states-{name}"));
    }
}
