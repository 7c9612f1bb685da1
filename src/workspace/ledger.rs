//! What of the work on a document the library has: the state it acknowledged last, and those that are on their way.
//!
//! It makes sure that what is saved next is compared with what was really there before, and that what others changed is
//! joined with what is still on its way.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::{Items, Merged, Work, merge};

/// The states of a document between the window and the library.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Ledger {
    /// What the library has, as far as is known here.
    base: Work,
    /// What was sent to be kept and is not acknowledged yet, oldest first.
    sent: VecDeque<(u64, Work)>,
    /// How many states were sent, and how many of them are on the disk.
    asked: u64,
    kept: u64,
}

impl Ledger {
    /// The ledger of a document of which the library has `base`.
    pub(super) fn of(base: Work) -> Self {
        Self { base, ..Self::default() }
    }

    /// What a document that joins the library was sent with, as far as the library has it: what was done since is a
    /// change of that, and no other version of it.
    pub(super) fn begun(&self, stored: &Work) -> Work {
        let mut begun = self.base.clone();
        begun.annotations = shared(&self.base.annotations, &stored.annotations);
        begun.drafts = shared(&self.base.drafts, &stored.drafts);
        Arc::make_mut(&mut begun.dismissed).retain(|key| stored.dismissed.contains(key));
        begun
    }

    /// What the library has, as far as is known here.
    pub(super) fn base(&self) -> &Work {
        &self.base
    }

    /// The number of the last state that was sent.
    pub(super) fn last_sent(&self) -> u64 {
        self.asked
    }

    /// Whether something is on its way.
    pub(super) fn is_behind(&self) -> bool {
        self.kept < self.asked
    }

    /// Writes down that `work` is sent: its number, and the state that it takes the place of.
    pub(super) fn send(&mut self, work: &Work) -> (u64, Work) {
        let before = self.sent.back().map_or(&self.base, |(_, work)| work).clone();
        self.asked += 1;
        self.sent.push_back((self.asked, work.clone()));
        (self.asked, before)
    }

    /// All that was sent up to `serial` is on the disk.
    pub(super) fn acknowledge(&mut self, serial: u64) {
        self.kept = self.kept.max(serial);
        while let Some((_, work)) = self.sent.pop_front_if(|(sent, _)| *sent <= serial) {
            self.base = work;
        }
    }

    /// Joins what others changed with what is on its way and with `ours`, the work as it is here.
    pub(super) fn join(&mut self, ours: &Work, change: impl Fn(&mut Work), new_name: &dyn Fn() -> String) -> Merged {
        let mut theirs = self.base.clone();
        change(&mut theirs);
        for (_, work) in &mut self.sent {
            *work = merge(&self.base, work, &theirs, new_name).work;
        }
        let merged = merge(&self.base, ours, &theirs, new_name);
        self.base = theirs;
        merged
    }

    /// The library has `theirs`, and refused what was sent last. Joins it with `ours`; what comes out is to be sent.
    pub(super) fn collide(&mut self, ours: &Work, theirs: &Work, new_name: &dyn Fn() -> String) -> Merged {
        let merged = merge(&self.base, ours, theirs, new_name);
        self.base = theirs.clone();
        self.sent.clear();
        self.kept = self.asked;
        merged
    }
}

/// The items of `ours` that stand in `theirs` too, as they are.
fn shared<K: Ord + Clone, V: PartialEq>(ours: &Items<K, V>, theirs: &Items<K, V>) -> Arc<Items<K, V>> {
    let both = ours.iter().filter(|(id, one)| theirs.get(*id) == Some(*one));
    Arc::new(both.map(|(id, one)| (id.clone(), one.clone())).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn work(keys: &str) -> Work {
        let dismissed: BTreeSet<String> = keys.chars().map(String::from).collect();
        Work { dismissed: Arc::new(dismissed), ..Work::default() }
    }

    #[test]
    fn what_others_change_is_no_change_of_ours() {
        let mut ledger = Ledger::of(work("甲"));
        assert_eq!(ledger.send(&work("甲乙")), (1, work("甲")));
        assert_eq!(ledger.send(&work("甲乙丙")), (2, work("甲乙")));
        let add = |work: &mut Work| drop(Arc::make_mut(&mut work.dismissed).replace("外".to_owned()));
        let merged = ledger.join(&work("甲乙丙丁"), add, &String::new);
        assert_eq!(merged.work, work("甲乙丙丁外"));
        ledger.acknowledge(1);
        assert!(ledger.is_behind());
        assert_eq!(ledger.send(&merged.work), (3, work("甲乙丙外")));
        ledger.acknowledge(3);
        assert!(!ledger.is_behind());
        assert_eq!(ledger.send(&work("甲")), (4, work("甲乙丙丁外")));
    }

    #[test]
    fn after_a_collision_all_of_ours_is_to_be_sent_again() {
        let mut ledger = Ledger::of(work("甲"));
        ledger.send(&work("甲乙"));
        let merged = ledger.collide(&work("甲乙"), &work("甲丙"), &String::new);
        assert_eq!(merged.work, work("甲乙丙"));
        assert!(!ledger.is_behind());
        assert_eq!(ledger.send(&merged.work), (2, work("甲丙")));
    }
}
