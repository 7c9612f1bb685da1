//! Numbers and names that went astray: they stand in one pair, and what they mean stands in a pair beside it, where
//! nothing else asks for it. However sure the aligner was, one of the two is likely wrong.

use rustc_hash::FxHashSet;

use super::{Reasons, link};
use crate::align::programme::Link;
use crate::align::tokens::TokenKind;
use crate::model::{Alignment, EvidenceKind, SideName};

/// So many pairs before and after are looked at.
const NEAR: usize = 2;
/// What occurs more often says little of where it belongs.
const RARE: usize = 12;

/// A pair as numbers and words.
struct Held {
    /// Each with its sentence.
    chinese: Vec<(u32, u32)>,
    english: FxHashSet<u32>,
}

impl Reasons {
    /// The sentences with a number or a name of which the other side stands in a pair nearby: the side that is read as
    /// Chinese, and positions among its segments, in order.
    pub fn strays(&self, alignment: &Alignment) -> (SideName, Vec<u32>) {
        let beads: Vec<Held> = alignment.beads.iter().map(|bead| self.held(&link(bead, self.chinese))).collect();
        let mut found: Vec<u32> = Vec::new();
        for (nth, bead) in beads.iter().enumerate() {
            let near = nth.saturating_sub(NEAR)..beads.len().min(nth + NEAR + 1);
            let is_astray = |token: u32| {
                let partners = self.partners(token);
                let is_met = |held: &Held| partners.iter().any(|partner| held.english.contains(partner));
                // There it belongs to nothing, if nothing there says the same.
                let is_free = |held: &Held| {
                    let asks = |(other, _): &(u32, u32)| {
                        self.partners(*other).iter().any(|partner| partners.contains(partner))
                    };
                    !held.chinese.iter().any(asks)
                };
                !partners.is_empty()
                    && !is_met(bead)
                    && near.clone().filter(|other| *other != nth).any(|other| {
                        let other = &beads[other];
                        is_met(other) && is_free(other)
                    })
            };
            let astray = bead.chinese.iter().filter(|(token, _)| is_astray(*token));
            found.extend(astray.map(|(_, sentence)| *sentence));
        }
        found.sort_unstable();
        found.dedup();
        (self.chinese, found)
    }

    /// What a pair holds that is telling: numbers and names of the Chinese, and all words of the English.
    fn held(&self, link: &Link) -> Held {
        let is_telling = |token: &u32| {
            let (kind, text) = self.texts.chinese.vocabulary.word(*token);
            let may_tell = kind == TokenKind::Number || !self.texts.names.spelled(text).is_empty();
            may_tell && self.texts.chinese.vocabulary.count_of(*token) <= RARE
        };
        let sentences = link.chinese.clone();
        let chinese = sentences.flat_map(|sentence| {
            let telling = self.texts.chinese.of(sentence).iter().copied().filter(is_telling);
            telling.map(move |token| (token, sentence as u32))
        });
        let english = link.english.clone().flat_map(|sentence| self.texts.english.of(sentence).iter().copied());
        Held { chinese: chinese.collect(), english: english.collect() }
    }

    /// The English words that say the same as a number or a name.
    fn partners(&self, token: u32) -> Vec<u32> {
        let row = self.texts.table.row(token as usize).iter().map(|(word, _)| *word);
        row.filter(|word| match self.kind(token, *word) {
            EvidenceKind::Name => true,
            EvidenceKind::Number => self.texts.english.vocabulary.word(*word).0 == TokenKind::Number,
            _ => false,
        })
        .collect()
    }
}
