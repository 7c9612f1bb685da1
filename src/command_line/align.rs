//! `duizhao align`: which passages and sentences meet.

use std::path::Path;

use super::arguments::{Align, AlignForm, Level};
use super::output::{check_output, with_progress, write_result};
use super::segmented;
use crate::workspace::{Problem, read_document, read_document_pair};
use crate::{align, export};

pub(super) fn run(task: &Align) -> Result<(), Problem> {
    let inputs: Vec<&Path> =
        [Some(&task.source), task.translation.as_ref()].into_iter().flatten().map(|path| &**path).collect();
    check_output(task.output.as_ref(), &inputs)?;
    let result = match (&task.translation, task.segmented) {
        (Some(translation), true) => segmented::beads(task, translation)?,
        _ => aligned(task)?,
    };
    write_result(task.output.as_ref(), &result)
}

fn aligned(task: &Align) -> Result<String, Problem> {
    let document = match &task.translation {
        Some(translation) => read_document_pair(&task.source, translation)?,
        None => read_document(&task.source)?,
    };
    let alignment = match document.translation {
        Some(_) => with_progress((task.progress, task.threads), |progress| align::align(&document, progress))?,
        None => align::unaligned(&document),
    };
    Ok(match (task.form.unwrap_or(AlignForm::Tsv), task.level) {
        (AlignForm::Tsv, None | Some(Level::Paragraph)) => export::alignment::tsv(&document, &alignment),
        (AlignForm::Tsv, Some(Level::Sentence)) => export::alignment::sentences_tsv(&document, &alignment),
        (AlignForm::Json, _) => {
            let reasons = align::Reasons::new(&document, &alignment);
            export::alignment::json(&document, &alignment, |bead| reasons.of(&document, &alignment, bead))
        }
        (AlignForm::Beads, None | Some(Level::Sentence)) => export::alignment::segment_beads(&alignment),
        (AlignForm::Beads, Some(Level::Paragraph)) => export::alignment::passage_beads(&alignment),
    })
}
