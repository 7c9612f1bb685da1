//! `duizhao export`: a document of the library, with its pairs, in a format of others.

use std::path::{Path, PathBuf};

use super::arguments::{Export, Level};
use super::notes::find;
use super::output::{check_output, say, write_result};
use crate::export::bitext::{self, Form, Written, cannot_hold};
use crate::model::Progress;
use crate::workspace::Problem;
use crate::workspace::library_tasks::load_document;

pub(super) fn run(task: &Export, library: &Path) -> Result<(), Problem> {
    let Export { document, form, level, output } = task;
    check_output(output.as_ref(), &[library, Path::new(document)])?;
    let (library, key) = find(library, document)?;
    let loaded = load_document(&library, &key, &Progress::default())?;
    let level = level.map(Level::of_export);
    let written = bitext::written(*form, level, &loaded.document, &loaded.work.alignment, &key.0);
    write(*form, &written, output.as_ref())
}

/// Writes a bitext, and says on stderr what its form does not hold.
pub(super) fn write(form: Form, written: &Written, output: Option<&PathBuf>) -> Result<(), Problem> {
    write_result(output, &written.bytes)?;
    for sentence in cannot_hold(form) {
        say(&format!("not in this format: {sentence}"));
    }
    for sentence in &written.changed {
        say(sentence);
    }
    Ok(())
}
