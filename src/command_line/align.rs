//! `duizhao align`: which passages and sentences meet.

use std::path::Path;

use super::arguments::{Align, AlignForm, Level};
use super::output::{check_output, say_losses, with_progress, write_result};
use super::segmented;
use crate::export::bitext::{self, Form};
use crate::workspace::notes_tasks::key_of_text;
use crate::workspace::{Problem, read_document, read_document_pair};
use crate::{align, export};

pub(super) fn run(task: &Align) -> Result<(), Problem> {
    let inputs: Vec<&Path> =
        [Some(&task.source), task.translation.as_ref()].into_iter().flatten().map(|path| &**path).collect();
    check_output(task.output.as_ref(), &inputs)?;
    match (&task.translation, task.segmented) {
        (Some(translation), true) => write_result(task.output.as_ref(), &segmented::beads(task, translation)?),
        _ => aligned(task),
    }
}

/// Aligns a document, and writes the result.
fn aligned(task: &Align) -> Result<(), Problem> {
    let document = match &task.translation {
        Some(translation) => read_document_pair(&task.source, translation)?,
        None => read_document(&task.source)?,
    };
    say_losses(&document);
    let alignment = match document.translation {
        Some(_) => with_progress((task.progress, task.threads), |progress| align::align(&document, progress))?,
        None => align::unaligned(&document),
    };
    let form = task.form.unwrap_or(AlignForm::Tsv);
    let Some(form) = form.of_export() else {
        let reasons = align::Reasons::new(&document, &alignment);
        let json = export::alignment::json(&document, &alignment, |bead| reasons.of(&document, &alignment, bead));
        return write_result(task.output.as_ref(), &json);
    };
    let level = task.level.map(Level::of_export);
    let written = bitext::written(form, level, &document, &alignment, &key_of_text(&document).0);
    if matches!(form, Form::Tsv | Form::Beads) {
        // These two are for scripts, which know what they asked for.
        return write_result(task.output.as_ref(), &written.bytes);
    }
    super::export::write(form, &written, task.output.as_ref())
}
