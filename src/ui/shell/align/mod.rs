//! Align mode in the window: its commands and what they do, the bar of keys, the list of pairs, and going through them.

mod action;
mod compare;
mod correct;
mod cut;
mod key_bar;
mod list;
mod next;
mod perform;
mod switch;

pub(crate) use action::{ALIGN_TABLE, AlignAction};
pub(crate) use compare::{Comparing, differences_ui};
pub(crate) use key_bar::{height as key_bar_height, key_bar_ui};
pub(crate) use list::align_list_ui;
pub(crate) use next::next_ui;
pub(crate) use perform::AlignShell;
pub(crate) use switch::{level_ui, mode_ui};
