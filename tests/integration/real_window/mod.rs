//! The program in a real window, on a screen that Xvfb keeps in memory.
//!
//! Skipped, with a line that says so, where there is no Xvfb or `DUIZHAO_NO_WINDOW_TESTS` is set. Pictures of what was seen
//! are left in `target/tmp/screenshots`.

mod align;
mod screen;

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use screen::{Picture, Running, Screen};

use crate::shared;

/// A screen whose picture is kept in `folder`; nothing, and a word about it, where there can be none.
fn screen(folder: &Path) -> Option<Screen> {
    let skipped = |why: &str| shared::skipped(&format!("the program in a real window, because {why}"));
    if std::env::var_os("DUIZHAO_NO_WINDOW_TESTS").is_some() {
        skipped("DUIZHAO_NO_WINDOW_TESTS is set");
        return None;
    }
    let screen = Screen::start(folder);
    if screen.is_none() {
        skipped("Xvfb did not start");
    }
    screen
}

/// The program with a home in `folder`, and what else it is started with.
fn start(screen: &Screen, folder: &Path, arguments: &[&Path]) -> Running {
    let program = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(arguments)
        .env("DISPLAY", &screen.display)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DUIZHAO_LIBRARY")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_DATA_HOME", folder.join("data"))
        .stderr(Stdio::piped())
        .spawn();
    Running(program.expect("the program starts"))
}

/// The picture on a screen, once it is as wanted.
///
/// # Panics
/// When it is not within half a minute, or when the program ends.
fn seen(screen: &Screen, program: &mut Running, wanted: impl Fn(&Picture) -> bool) -> Picture {
    for _ in 0..300 {
        sleep(Duration::from_millis(100));
        if let Some(picture) = screen.picture().filter(&wanted) {
            return picture;
        }
    }
    let ended = program.0.try_wait().expect("the program can be asked");
    let said = ended.and_then(|_| std::io::read_to_string(program.0.stderr.take()?).ok());
    let path = screen.picture().map(|picture| picture.save("unexpected"));
    panic!("ended: {ended:?}, said: {said:?}, seen: {path:?}");
}

#[test]
fn the_sample_is_painted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some(screen) = screen(folder.path()) else { return };
    let mut program = start(&screen, folder.path(), &[]);
    seen(&screen, &mut program, |picture| picture.colours() > 64).save("sample");
}
