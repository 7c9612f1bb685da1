//! Long texts cut where there is no doubt, so that the second stage never holds more than a chapter of features.

use super::super::engine::Texts;
use super::super::gains::Gains;
use super::super::programme::Link;

/// Sentences of the larger side after which a cut is looked for.
const LONG: usize = 600;
/// Beads that a cut is looked for in.
const CHOICE: usize = 150;

/// A stretch of both sides, from one cut to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub from: (usize, usize),
    pub to: (usize, usize),
}

/// Cuts a text into stretches, each between two single sentences that clearly translate two others.
pub(super) fn cut(texts: &Texts, gains: &Gains, links: &[Link]) -> Vec<Stretch> {
    let end = (texts.chinese.sentences(), texts.english.sentences());
    let mut stretches = Vec::new();
    let mut from = (0, 0);
    let mut at = 0;
    while at < links.len() {
        let ready = links.iter().skip(at).position(|link| {
            link.chinese.end.max(from.0) - from.0 >= LONG || link.english.end.max(from.1) - from.1 >= LONG
        });
        let Some(first) = ready.map(|ready| at + ready) else { break };
        let choice = first..(first + CHOICE).min(links.len().saturating_sub(1));
        let Some(cut) =
            choice.max_by(|&a, &b| doubtless(gains, links, a).total_cmp(&doubtless(gains, links, b)).then(b.cmp(&a)))
        else {
            break;
        };
        let to = (links[cut].chinese.end, links[cut].english.end);
        stretches.push(Stretch { from, to });
        (from, at) = (to, cut + 1);
    }
    if from != end || stretches.is_empty() {
        stretches.push(Stretch { from, to: end });
    }
    stretches
}

/// How sure it is that one bead ends and another starts after link `at`: the lesser of the gains of both.
fn doubtless(gains: &Gains, links: &[Link], at: usize) -> f32 {
    let gain = |link: &Link| {
        let single = link.chinese.len() == 1 && link.english.len() == 1;
        let pair = if single { gains.pair(link.chinese.start, link.english.start) } else { None };
        pair.map_or(f32::NEG_INFINITY, |(english, chinese)| english + chinese)
    };
    links.get(at..at + 2).map_or(f32::NEG_INFINITY, |pair| gain(&pair[0]).min(gain(&pair[1])))
}
