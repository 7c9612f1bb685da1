//! Two programs on one library: what is done in both at once is kept, and each shows what the other did.

use std::path::Path;
use std::thread::{scope, sleep};
use std::time::Duration;

use duizhao::library::Library;
use duizhao::model::{Status, Timestamp};
use duizhao::ui::palette::Palette;
use duizhao::workspace::Theme;

use super::align::{document, library, shifted, window};
use super::{Picture, skipped};

/// What the library says of the pairs of its one document.
fn said(path: &Path) -> Vec<Status> {
    let library = Library::open(path, Timestamp(0)).expect("it is there");
    let key = library.list().expect("it can be read")[0].key.clone();
    let stored = library.load(&key).expect("it can be read");
    stored.work.alignment.beads.iter().map(|bead| bead.status).collect()
}

#[test]
fn what_two_windows_do_at_once_is_kept_and_seen_in_both() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let paths = library(folder.path(), shifted(&document()));
    let (Some(mut one), Some(mut other)) = (window(Theme::Light, &paths), window(Theme::Light, &paths)) else { return };
    let shown = |picture: &Picture| picture.count(Palette::LIGHT.unsure) > 200;
    one.seen("pairs", shown);
    other.seen("pairs", shown);
    let flags = one.at_rest().count(Palette::LIGHT.accent);
    // One confirms three pairs, the other marks three for review, both as fast as keys come.
    let (confirming, reviewing) = scope(|scope| {
        let confirming = scope.spawn(|| one.press(&["Home", "j", "a", "a", "a"]));
        let reviewing = scope.spawn(|| other.press(&["End", "k", "k", "k", "f", "f", "f"]));
        (confirming.join().is_ok_and(|done| done), reviewing.join().is_ok_and(|done| done))
    });
    if !confirming || !reviewing {
        return skipped("xdotool is not there to press keys");
    }
    let expected: Vec<Status> = [
        [Status::Proposed; 1].as_slice(),
        &[Status::Confirmed; 3],
        &[Status::Proposed; 2],
        &[Status::Review; 3],
        &[Status::Proposed; 1],
    ]
    .concat();
    for _ in 0..200 {
        if said(&paths.0) == expected {
            break;
        }
        sleep(Duration::from_millis(100));
    }
    assert_eq!(said(&paths.0), expected);
    // The green lines are the one's, the red flags and lines the other's: both windows show both.
    let both = |picture: &Picture| {
        picture.count(Palette::LIGHT.sure) > 200 && picture.count(Palette::LIGHT.accent) > flags + 100
    };
    one.seen("what the other marked", both).save("together-one");
    other.seen("what the other confirmed", both).save("together-other");
}
