//! Comparing with a colleague's file: a worker reads it and finds its pairs on the sentences of the document; what differs
//! stands beside the work as a proposal, to be taken or left.

use std::path::PathBuf;
use std::sync::Arc;

use super::jobs::Task;
use super::open_document::file_name;
use super::{DocumentId, JobId, JobKind, Problem, Proposal, ProposedBy, Workspace, read_document, read_file};
use crate::import::{BeadLine, beads};
use crate::model::{
    Agreement, Alignment, BeadPositions, BeadText, Document, Hunk, HunkKind, HunkState, SideName, Theirs,
    from_positions, from_texts,
};

/// What is known of a file that the work was compared with.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The file.
    pub file: PathBuf,
    /// How far the two agreed when they were compared, on the sentences that the file speaks of.
    pub agreement: Agreement,
    /// How many pairs the file has, text without a partner counted too.
    pub pairs: usize,
    /// How many of them are not of this text, or not in one place of it.
    pub unplaced: usize,
    /// How many part a sentence of this document, and are one with their neighbours here.
    pub tied: usize,
    /// Whether it pairs paragraphs, and no sentences.
    pub paragraphs: bool,
}

impl Comparison {
    /// What the file is called.
    pub fn name(&self) -> String {
        file_name(&self.file)
    }

    /// The figures, each with its name: of pairs, the document taken as what is right.
    pub fn figures(&self) -> Vec<(&'static str, String)> {
        let pairs = self.agreement.pairs;
        let said = |figure: Option<f64>| figure.map_or_else(|| "none".to_owned(), |figure| format!("{figure:.3}"));
        let mut figures =
            vec![("Precision", said(pairs.precision())), ("Recall", said(pairs.recall())), ("F", said(pairs.f()))];
        if let Some(kappa) = self.agreement.kappa {
            figures.push(("Cohen’s kappa", format!("{kappa:.3}")));
        }
        figures
    }

    /// What of the file could not be compared as it stands there, a sentence each.
    pub fn remarks(&self) -> Vec<String> {
        let unplaced = match self.unplaced {
            0 => None,
            1 => Some(format!("1 of its {} pairs is not in this text.", self.pairs)),
            many => Some(format!("{many} of its {} pairs are not in this text.", self.pairs)),
        };
        let tied = (self.tied > 0).then(|| {
            format!("{} of its pairs cut sentences in other places, and are compared with their neighbours.", self.tied)
        });
        let paragraphs = self
            .paragraphs
            .then(|| "The file pairs paragraphs: what is paired inside of them is not compared.".to_owned());
        unplaced.into_iter().chain(tied).chain(paragraphs).collect()
    }
}

impl Proposal {
    /// What came of a comparison, as plain text for a report; nothing where the aligner proposed it.
    pub fn report(&self, title: &str) -> Option<String> {
        let ProposedBy::File(comparison) = &self.by else { return None };
        let Agreement { beads, pairs, .. } = comparison.agreement;
        let count = |kind: HunkKind| self.hunks.iter().filter(|hunk| hunk.kind == kind).count();
        let decided = |wanted: HunkState| self.states.iter().filter(|state| **state == wanted).count();
        let mut lines = vec![
            format!("“{title}” compared with {}", comparison.name()),
            String::new(),
            format!("Pairs: {} in the document, {} in the file, {} in both", pairs.ours, pairs.theirs, pairs.same),
            format!("With text that has no partner: {}, {}, {}", beads.ours, beads.theirs, beads.same),
        ];
        lines.extend(comparison.figures().iter().map(|(name, value)| format!("{name}: {value}")));
        lines.push(format!("Differences in what is paired: {}", count(HunkKind::Pairs)));
        lines.push(format!("Differences in what was said of pairs: {}", count(HunkKind::Statuses)));
        lines.push(format!("Taken from the file: {}", decided(HunkState::Taken)));
        lines.push(format!("Left as in the document: {}", decided(HunkState::Left)));
        lines.extend(comparison.remarks());
        lines.push(String::new());
        lines.push(
            "The figures are those before anything was taken, on the sentences that the file speaks of. For precision and \
             recall the document is taken as right. Kappa is over the places between two sentences: whether a pair ends \
             there.\n"
                .to_owned(),
        );
        Some(lines.join("\n"))
    }
}

/// Reads a file and finds its pairs on the sentences of a document.
pub(super) struct CompareTask {
    file: PathBuf,
    document: Arc<Document>,
    alignment: Arc<Alignment>,
}

/// What came of it.
pub(super) struct Compared {
    task: CompareTask,
    outcome: Result<(Vec<Hunk>, Comparison), Problem>,
}

impl CompareTask {
    pub(super) fn run(self) -> Compared {
        let outcome = self.compare();
        Compared { task: self, outcome }
    }

    fn compare(&self) -> Result<(Vec<Hunk>, Comparison), Problem> {
        let (theirs, pairs) = match beads(&read_file(&self.file)?) {
            Some(lines) => self.of_positions(lines)?,
            None => self.of_texts()?,
        };
        let unplaced = theirs.unmatched.len();
        if pairs == unplaced {
            let advice = "Compare with a file of the same texts.";
            return Err(Problem::at(&self.file, "None of its pairs is in the text of this document", advice));
        }
        let found = theirs.differences(&self.alignment);
        let agreement = theirs.agreement(&self.alignment);
        let paragraphs = theirs.paragraphs.is_some();
        let (Some(hunks), Some(agreement)) = (found, agreement) else {
            let advice = "Align the document again first.";
            return Err(Problem::at(&self.file, "Its pairs could not be brought onto this text", advice));
        };
        let comparison =
            Comparison { file: self.file.clone(), agreement, pairs, unplaced, tied: theirs.tied, paragraphs };
        Ok((hunks, comparison))
    }

    /// The pairs of a file that holds texts, and how many there are.
    fn of_texts(&self) -> Result<(Theirs, usize), Problem> {
        let read = read_document(&self.file)?;
        let Some(pairing) = read.pairing.as_ref().filter(|_| read.translation.is_some()) else {
            let advice = "Choose a file of pairs: TMX, XLIFF, TSV, CSV, beads, TEI, what InterText or XCES link, or what \
                          Duizhao exported.";
            return Err(Problem::at(&self.file, "The file does not say what stands beside what", advice));
        };
        let pairs = BeadText::all_of(&read, pairing);
        Ok((from_texts(&self.document, &self.alignment, &pairs), pairs.len()))
    }

    /// The pairs of a file that holds positions: of sentences, or of paragraphs where it has so many of them.
    fn of_positions(&self, lines: Result<Vec<BeadLine>, usize>) -> Result<(Theirs, usize), Problem> {
        let lines = lines.map_err(|line| {
            let advice = "Every line of such a file is like [0,1]:[0]:0.97.";
            Problem::at(&self.file, format!("Line {line} is no pair of positions"), advice)
        })?;
        let counts = [0, 1].map(|side| {
            let all = lines.iter().flat_map(|line| &line.sides[side]);
            all.max().map_or(0, |last| *last as usize + 1)
        });
        let alignment = &self.alignment;
        let sentences = SideName::BOTH.map(|side| alignment.segments(side).len());
        let passages = SideName::BOTH.map(|side| self.document.side(side).map_or(0, |side| side.passages.len()));
        let of_paragraphs = counts == passages && counts != sentences;
        if !of_paragraphs && counts != sentences {
            let what = format!(
                "The file pairs {} with {} sentences, and this document has {} and {}",
                counts[0], counts[1], sentences[0], sentences[1]
            );
            return Err(Problem::at(&self.file, what, "Positions say something only of the text they were made on."));
        }
        let positions = |side: SideName, positions: &[u32]| -> Vec<u32> {
            if !of_paragraphs {
                return positions.to_vec();
            }
            let segments = alignment.segments(side);
            let first = |passage: u32| segments.partition_point(|segment| segment.passage < passage) as u32;
            positions.iter().flat_map(|passage| first(*passage)..first(passage + 1)).collect()
        };
        let pair = |line: &BeadLine| BeadPositions {
            sides: SideName::BOTH.map(|side| positions(side, &line.sides[side as usize])),
            confidence: line.confidence.unwrap_or(1.0),
        };
        let pairs: Vec<BeadPositions> = lines.iter().map(pair).collect();
        Ok((from_positions(alignment, &pairs), pairs.len()))
    }
}

impl Workspace {
    /// Has a document compared with the pairs of a file. What is proposed already is forgotten.
    pub(super) fn compare(&mut self, id: DocumentId, file: PathBuf) {
        let Some(open) = self.document(id).filter(|open| open.aligned && open.document.translation.is_some()) else {
            return;
        };
        let (document, alignment, older) = (open.document.clone(), open.work.alignment.clone(), open.proposer);
        if let Some(older) = older {
            self.drop_job(older);
        }
        let subject = file_name(&file);
        let task = CompareTask { file, document, alignment };
        let job = self.start_job(id, JobKind::Comparing, subject, Task::Compare(Box::new(task)));
        if let Some(open) = self.document_mut(id) {
            (open.proposer, open.proposal) = (Some(job), None);
        }
    }

    /// Takes what a comparison found for a proposal. Where the pairs changed meanwhile, it starts again from there.
    pub(super) fn take_compared(&mut self, job: JobId, compared: Compared) {
        let Some(job) = self.take_job(job) else { return };
        self.forget_proposer(job.document, job.id);
        let serial = self.next_id();
        let Some(open) = self.document_mut(job.document) else { return };
        let CompareTask { file, document, alignment } = compared.task;
        let (hunks, comparison) = match compared.outcome {
            Ok(found) => found,
            Err(problem) => return self.fail(problem),
        };
        if !Arc::ptr_eq(&open.document, &document) || !Arc::ptr_eq(&open.work.alignment, &alignment) {
            return self.compare(job.document, file);
        }
        if hunks.is_empty() {
            let (here, there) = (&open.document.title, comparison.name());
            let what = format!("{there} has the same pairs as {here}: nothing differs");
            let advice = comparison.remarks().join(" ");
            return self.inform(Problem { what, path: None, advice });
        }
        open.proposal = Some(Proposal::new(serial, hunks, ProposedBy::File(Box::new(comparison))));
    }
}
