//! `duizhao align`: which passages and sentences meet.

use std::path::Path;

use super::arguments::{Align, AlignForm, Level};
use super::output::{check_output, name_of, read_document, with_progress, write_result};
use super::segmented;
use crate::model::Document;
use crate::workspace::{Problem, read_file};
use crate::{align, export, import};

pub(super) fn run(task: &Align) -> Result<(), Problem> {
    let inputs: Vec<&Path> =
        [Some(&task.source), task.translation.as_ref()].into_iter().flatten().map(|path| &**path).collect();
    check_output(task.output.as_ref(), &inputs)?;
    let result = match (&task.translation, task.segmented) {
        (Some(translation), true) => segmented::beads(&task.source, translation, task.progress)?,
        _ => aligned(task)?,
    };
    write_result(task.output.as_ref(), &result)
}

fn aligned(task: &Align) -> Result<String, Problem> {
    let document = match &task.translation {
        Some(translation) => read_pair(&task.source, translation)?,
        None => read_document(&task.source)?,
    };
    let alignment = match document.translation {
        Some(_) => with_progress(task.progress, |progress| align::align(&document, progress))?,
        None => align::unaligned(&document),
    };
    let evidence = |bead| align::evidence(&document, &alignment, bead);
    Ok(match (task.form.unwrap_or(AlignForm::Tsv), task.level) {
        (AlignForm::Tsv, None | Some(Level::Paragraph)) => export::alignment::tsv(&document, &alignment),
        (AlignForm::Tsv, Some(Level::Sentence)) => export::alignment::sentences_tsv(&document, &alignment),
        (AlignForm::Json, _) => export::alignment::json(&document, &alignment, evidence),
        (AlignForm::Beads, None | Some(Level::Sentence)) => export::alignment::segment_beads(&alignment),
        (AlignForm::Beads, Some(Level::Paragraph)) => export::alignment::passage_beads(&alignment),
    })
}

fn read_pair(source: &Path, translation: &Path) -> Result<Document, Problem> {
    let (first, second) = (read_file(source)?, read_file(translation)?);
    import::read_pair((&first, &name_of(source)), (&second, &name_of(translation))).map_err(|error| Problem {
        what: format!("Not a pair with {}: {error}", translation.display()),
        path: Some(source.to_owned()),
        advice: "A pair is a Chinese text file and an English one.".to_owned(),
    })
}
