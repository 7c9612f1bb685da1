//! The second stage: which of the beads that the first stage finds possible are right.
//!
//! The first stage adds up what can be looked up for each bead in passing. Here a few dozen beads a sentence are left
//! (`lattice`), so each can be looked at closely (`beads`, `cuts`): what its clauses say, where its words would be
//! better off, whether marks, quotations and numbers agree. A linear model over whole alignments (`chain`, `model`)
//! weighs it all; its posteriors are the confidence, and the beads with the greatest expected F are chosen.

mod beads;
mod calibration;
mod chain;
mod context;
mod cuts;
mod lattice;
mod links;
pub(super) mod marks;
mod model;
mod runners_up;
mod stretches;
mod weights;

pub use beads::BEAD_FEATURES;
pub use chain::{Posterior, Score, beliefs, decode, posteriors};
pub use cuts::CUT_FEATURES;
pub use lattice::{Edge, Lattice};
pub use marks::TURNS;
pub use model::TALKS;
pub use model::{Described, Weights};

use std::ops::Range;

use super::band::Band;
use super::boundary::Boundaries;
use super::cores::Cores;
use super::engine::Texts;
use super::gains::{Gains, Lift};
use super::plan::{Plan, Room};
use super::programme::{Forgiven, Link, Scores};
use super::shape::Prior;
use super::structure::Structure;
use crate::model::{Cancelled, Progress};
use context::{Context, DocumentView};

/// All that is known when the first stage is done.
pub(super) struct Stage<'a> {
    pub texts: &'a Texts,
    pub band: &'a Band,
    pub lift: &'a Lift,
    pub gains: &'a Gains,
    pub boundaries: &'a Boundaries,
    pub structure: Option<&'a Structure>,
    /// For Chinese and for English text without a partner.
    pub forgiven: (Forgiven, Forgiven),
    pub plan: &'a Plan,
    /// What the first stage found.
    pub links: &'a [Link],
}

/// Shapes that the second stage looks at.
pub(super) fn prior() -> Prior {
    Prior::wide()
}

/// Hands every stretch of the text to `judge`, with its lattice and features; gives what comes back in order.
///
/// # Errors
/// When the work was cancelled.
pub(super) fn each_stretch<T: Send>(
    stage: &Stage<'_>,
    progress: &Progress,
    done: Range<f32>,
    judge: impl Fn(Described) -> T + Sync,
) -> Result<Vec<T>, Cancelled> {
    let prior = Prior::wide();
    let document = DocumentView::new(stage.texts, stage.links, &prior);
    let stretches = stretches::cut(stage.plan, stage.gains, stage.links);
    let (all, cores) = (stretches.len(), stage.texts.cores);
    // Stretches share the cores, and where there is only one its beads do.
    let inside = if all > 1 { Cores::one() } else { cores };
    let one = |(nth, stretch): (usize, Room)| {
        progress.report(done.start + (done.end - done.start) * nth as f32 / all as f32)?;
        Ok(judge(describe_stretch(stage, &prior, &document, stretch, inside)))
    };
    cores.map(stretches.into_iter().enumerate().collect(), one).into_iter().collect()
}

fn describe_stretch(
    stage: &Stage<'_>,
    prior: &Prior,
    document: &DocumentView,
    stretch: Room,
    cores: Cores,
) -> Described {
    let Stage { texts, band, lift, gains, boundaries, structure, forgiven, .. } = *stage;
    let scores = Scores { texts, band, gains, prior, boundaries, structure, forgiven };
    let lattice = lattice::prune(&scores, stage.plan, stretch);
    let links = context::links(texts, lift, &lattice, cores);
    let context = Context { texts, lift, gains, boundaries, prior, document, links };
    let cut = |node: u32| {
        let (i, j) = lattice.nodes[node as usize];
        (i as usize, j as usize)
    };
    let of_beads = |edges: &[Edge]| -> Vec<_> {
        let mut reader = beads::Beads::default();
        edges.iter().map(|edge| reader.features(&context, edge, cut(edge.from), cut(edge.to))).collect()
    };
    let (start, end) = lattice.edges.split_at(lattice.edges.len() / 2);
    let (end, (mut beads, (cuts, turns))) = cores.both(
        || of_beads(end),
        || {
            let turns = (0..lattice.nodes.len() as u32).map(|node| cuts::turn(&context, cut(node))).collect();
            let cuts = (0..lattice.nodes.len() as u32).map(|node| cuts::features(&context, cut(node))).collect();
            (of_beads(start), (cuts, turns))
        },
    );
    beads.extend(end);
    Described { lattice, beads, cuts, turns }
}

/// A bead that was chosen, and the likeliest of those that would have to stand if it were wrong.
pub(super) type Chosen = (Link, Option<Link>);

/// The best beads of a lattice, with how sure each is and the runner-up of each.
pub(super) fn choose(described: &Described, weights: &Weights) -> Vec<Chosen> {
    let (_, posteriors) = posteriors(&described.lattice, &weights.scores(described));
    let totals = beliefs(&described.lattice, &posteriors);
    let link = |nth: usize| {
        let edge = &described.lattice.edges[nth];
        let ((p, q), (i, j)) = (described.lattice.nodes[edge.from as usize], described.lattice.nodes[edge.to as usize]);
        Link {
            chinese: p as usize..i as usize,
            english: q as usize..j as usize,
            confidence: calibration::confidence(totals[nth]),
        }
    };
    let path = decode(&described.lattice, &totals);
    let runners_up = runners_up::of(&described.lattice, &totals, &path);
    path.into_iter().zip(runners_up).map(|(nth, runner_up)| (link(nth), runner_up.map(link))).collect()
}
