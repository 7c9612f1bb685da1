//! The program: the reader with a window, or its command line.

use std::path::PathBuf;
use std::process::ExitCode;

use duizhao::command_line::{self, Invocation};
use duizhao::workspace::Command;

fn main() -> ExitCode {
    match command_line::run(std::env::args_os()) {
        Invocation::Window { library, commands } => open_window(library, commands),
        Invocation::Done(status) => status,
    }
}

#[cfg(feature = "window")]
fn open_window(library: Option<PathBuf>, commands: Vec<Command>) -> ExitCode {
    if !has_display() {
        return command_line::complain_of_window(
            "there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set). Start it from a graphical session",
        );
    }
    let mut paths = duizhao::workspace::Paths::platform();
    paths.library = library.unwrap_or(paths.library);
    match duizhao::ui::run(&paths, commands) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => command_line::complain_of_window(&error.to_string()),
    }
}

/// Whether the system has something to show a window on. Only where windows are an option of the system is it asked.
#[cfg(feature = "window")]
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || is_set("WAYLAND_DISPLAY")
        || is_set("WAYLAND_SOCKET")
        || is_set("DISPLAY")
}

#[cfg(not(feature = "window"))]
fn open_window(_: Option<PathBuf>, _: Vec<Command>) -> ExitCode {
    command_line::complain_of_window("this build has none. Build it with the feature `window`, which is on by default")
}
