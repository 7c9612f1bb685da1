//! `duizhao show`: a document in the terminal.

use super::arguments::{Show, ShowForm};
use super::output::{say_losses, write_result};
use crate::export;
use crate::workspace::{Problem, read_document};

pub(super) fn run(show: &Show) -> Result<(), Problem> {
    let document = read_document(&show.file)?;
    let shown = match show.form {
        ShowForm::Text => export::show::text(&document),
        ShowForm::Json => export::show::json(&document),
        ShowForm::Markdown => {
            say_losses(&document);
            export::show::markdown(&document)
        }
    };
    write_result(None, &shown)
}
