//! The program in a real window, on a screen that Xvfb keeps in memory.
//!
//! Skipped, with a line that says so, where there is no Xvfb or `DUIZHAO_NO_WINDOW_TESTS` is set. Pictures of what was seen
//! are left in `target/tmp/screenshots`.

mod align;
mod screen;
mod together;

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use screen::{Picture, Running, Screen};
use tempfile::TempDir;

use crate::shared;

/// The program in a window of its own.
struct Window {
    program: Running,
    screen: Screen,
    /// Its home, which is there as long as it runs.
    _folder: TempDir,
}

impl Window {
    /// Starts the program with a home in `folder`, and what else it is started with; nothing, and a word about it, where
    /// there can be no window.
    fn open(folder: TempDir, arguments: &[&Path]) -> Option<Self> {
        if std::env::var_os("DUIZHAO_NO_WINDOW_TESTS").is_some() {
            skipped("DUIZHAO_NO_WINDOW_TESTS is set");
            return None;
        }
        let Some(screen) = Screen::start(folder.path()) else {
            skipped("Xvfb did not start");
            return None;
        };
        let program = Command::new(env!("CARGO_BIN_EXE_duizhao"))
            .args(arguments)
            .env("DISPLAY", &screen.display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DUIZHAO_LIBRARY")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path().join("config"))
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .stderr(Stdio::piped())
            .spawn();
        Some(Self { program: Running(program.expect("the program starts")), screen, _folder: folder })
    }

    /// The picture, once it is as wanted.
    ///
    /// # Panics
    /// When it is not within half a minute, or when the program ends.
    fn seen(&mut self, what: &str, wanted: impl Fn(&Picture) -> bool) -> Picture {
        for _ in 0..300 {
            sleep(Duration::from_millis(100));
            if let Some(picture) = self.screen.picture().filter(&wanted) {
                return picture;
            }
        }
        let program = &mut self.program.0;
        let ended = program.try_wait().expect("the program can be asked");
        let said = ended.and_then(|_| std::io::read_to_string(program.stderr.take()?).ok());
        let path = self.screen.picture().map(|picture| picture.save("unexpected"));
        panic!("{what}: ended: {ended:?}, said: {said:?}, seen: {path:?}");
    }

    /// The picture, once nothing moves on it any more.
    ///
    /// # Panics
    /// When something still moves after a minute, or when the program ends.
    fn at_rest(&mut self) -> Picture {
        let (mut last, mut same) = (self.seen("anything", |_| true), 0);
        for _ in 0..300 {
            let now = self.seen("anything", |_| true);
            same = if now.differs(&last) == 0 { same + 1 } else { 0 };
            if same == 15 {
                return now;
            }
            last = now;
        }
        panic!("something moves all the time: {}", last.save("unexpected").display());
    }

    /// Presses keys one after the other, by their names in X; says whether that could be.
    fn press(&self, keys: &[&str]) -> bool {
        let mut xdotool = Command::new("xdotool");
        xdotool.env("DISPLAY", &self.screen.display).args(["search", "--onlyvisible", "--class", "duizhao"]);
        xdotool.args(["windowfocus", "--sync", "key", "--delay", "60"]).args(keys);
        xdotool.status().is_ok_and(|status| status.success())
    }
}

fn skipped(why: &str) {
    shared::skipped(&format!("the program in a real window, because {why}"));
}

#[test]
fn the_sample_is_painted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some(mut window) = Window::open(folder, &[]) else { return };
    window.seen("the sample", |picture| picture.colours() > 64).save("sample");
}
