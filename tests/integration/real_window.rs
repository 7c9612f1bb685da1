//! The program in a real window, on a screen that Xvfb keeps in memory.
//!
//! Skipped, with a line that says so, where there is no Xvfb or `DUIZHAO_NO_WINDOW_TESTS` is set.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::shared;

/// A process that ends with the test, whatever becomes of it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A screen of its own, its name as `DISPLAY`, and the file that holds its picture.
struct Screen {
    display: String,
    picture: PathBuf,
    _server: Running,
}

impl Screen {
    /// Starts a screen that keeps its picture in `folder`; nothing where there is no Xvfb.
    fn start(folder: &Path) -> Option<Self> {
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-fbdir"]).arg(folder);
        let mut server = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).ok()?;
        let display = format!(":{}", number.trim());
        Some(Self { display, picture: folder.join("Xvfb_screen0"), _server: Running(server) })
    }

    /// How many colours the screen shows: one where nothing was painted, dozens where text was.
    fn colours(&self) -> usize {
        let picture = fs::read(&self.picture).unwrap_or_default();
        // The file begins with a head of a few kilobytes, which this leaves out.
        let pixels = picture.get(8192..).unwrap_or_default();
        pixels.chunks_exact(4).collect::<BTreeSet<_>>().len()
    }
}

fn skipped(why: &str) {
    shared::skipped(&format!("the program in a real window, because {why}"));
}

#[test]
fn the_sample_is_painted() {
    if std::env::var_os("DUIZHAO_NO_WINDOW_TESTS").is_some() {
        return skipped("DUIZHAO_NO_WINDOW_TESTS is set");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some(screen) = Screen::start(folder.path()) else { return skipped("Xvfb did not start") };
    let program = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .env("DISPLAY", &screen.display)
        .env_remove("WAYLAND_DISPLAY")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("HOME", folder.path())
        .env("XDG_CONFIG_HOME", folder.path().join("config"))
        .env("XDG_DATA_HOME", folder.path().join("data"))
        .stderr(Stdio::piped())
        .spawn();
    let mut program = Running(program.expect("the program starts"));
    let painted = (0..300).any(|_| {
        sleep(Duration::from_millis(100));
        screen.colours() > 64
    });
    let ended = program.0.try_wait().expect("the program can be asked");
    let said = ended.and_then(|_| std::io::read_to_string(program.0.stderr.take()?).ok());
    assert!(painted && ended.is_none(), "painted: {painted}, ended: {ended:?}, said: {said:?}");
}
