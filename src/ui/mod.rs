//! The window. Reads the workspace and pushes commands; egui appears here and nowhere below.

pub mod aligner;
pub mod fonts;
mod note_words;
pub mod palette;
pub mod reader;
mod rows;
mod shell;
mod theme;

use std::sync::Arc;

use eframe::egui::{IconData, ViewportBuilder, vec2};

pub use shell::App;

use crate::workspace::{Command, Paths, Surroundings, WindowPlace, Workspace};

/// The name that desktops know the program by: its desktop file and its icon are called the same.
const APP_ID: &str = "duizhao";

/// The window could not be opened, or had to be given up.
#[derive(thiserror::Error, Debug)]
#[error("{reason}")]
pub struct WindowError {
    /// What the window system said.
    pub reason: String,
}

/// Opens the window, carries out `commands` in it, and returns when it is closed.
///
/// # Errors
/// Where there is no display, or nothing that can draw on it.
pub fn run(paths: &Paths, commands: Vec<Command>) -> Result<(), WindowError> {
    // Nothing wakes before the window is there: the first frame takes whatever was done until then.
    let wake = shell::LateWake::default();
    let mut workspace = Workspace::new(paths, wake.callback(), Surroundings::system());
    // Reading starts now, while the window system is still at work.
    for command in commands {
        workspace.dispatch(command);
    }
    let options = eframe::NativeOptions {
        viewport: viewport(workspace.settings.window.as_ref()),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        APP_ID,
        options,
        Box::new(move |creation| {
            wake.attach(&creation.egui_ctx);
            Ok(Box::new(App::new(&creation.egui_ctx, workspace)))
        }),
    )
    .map_err(|error| WindowError { reason: reason(&error) })
}

/// What went wrong, without the place in winit's source that its messages start with.
fn reason(error: &eframe::Error) -> String {
    let text = error.to_string();
    match (error, text.rsplit_once(": ")) {
        (eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_), Some((_, reason))) => reason.to_owned(),
        _ => text,
    }
}

fn viewport(place: Option<&WindowPlace>) -> ViewportBuilder {
    let size = place.map_or(vec2(1440.0, 900.0), |place| vec2(place.width, place.height));
    let builder = ViewportBuilder::default()
        .with_title("Duizhao")
        .with_app_id(APP_ID)
        .with_icon(Arc::new(icon()))
        .with_inner_size(size)
        .with_min_inner_size(vec2(640.0, 420.0))
        .with_maximized(place.is_some_and(|place| place.maximized));
    match place.and_then(|place| Some([place.x?, place.y?])) {
        Some(position) => builder.with_position(position),
        None => builder,
    }
}

/// The picture of the window in task bars; the desktop's own where ours cannot be read.
fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default()
}
