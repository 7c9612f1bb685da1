//! Everything around the rows: bars, panels, dialogs, notices, and the table of commands.
//!
//! Panels are plain functions. Each is given a small value to draw and a place to put what was asked for; the app
//! alone carries it out, after the frame is drawn.

mod actions;
mod align;
mod app;
mod bookmarks;
mod central;
mod commands;
mod contents;
mod details;
mod dialogs;
mod file_chooser;
mod file_writer;
mod harmless;
mod icons;
mod keys;
mod left_panel;
mod library_list;
mod marking;
mod note_actions;
mod notes;
mod notices;
mod pair;
mod search;
mod selection_bar;
mod settings_popup;
mod state;
mod status_bar;
mod text_menu;
mod top_bar;
mod wake;
mod widgets;

pub use app::App;
pub(crate) use wake::LateWake;

use commands::Action;

use crate::workspace::Command;

/// What a frame asked for.
#[derive(Default)]
pub(crate) struct Out {
    /// Of the workspace.
    pub(crate) commands: Vec<Command>,
    /// Of the window.
    pub(crate) actions: Vec<Action>,
}
