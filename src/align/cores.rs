//! Work shared out over the cores of the machine; what comes of it is the same with any number of them.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many threads a piece of work may use, the one that asks included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cores(usize);

impl Cores {
    /// So many threads at most; without a number as many as the machine runs at once.
    pub(super) fn new(most: Option<NonZero<usize>>) -> Self {
        let most = most.or_else(|| thread::available_parallelism().ok());
        Self(most.map_or(1, NonZero::get))
    }

    /// How many there are.
    pub(super) fn count(self) -> usize {
        self.0
    }

    /// One core, for what runs beside other work.
    pub(super) fn one() -> Self {
        Self(1)
    }

    /// Does every task, and gives what they give in the order of the tasks.
    ///
    /// The tasks are handed out one by one, so that a long one keeps no thread from helping with the others. They must
    /// not depend on how they are handed out. Where no thread can be had, they are all done here.
    pub(super) fn map<T: Send, R: Send>(self, tasks: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
        let helpers = self.0.min(tasks.len()).saturating_sub(1);
        if helpers == 0 {
            return tasks.into_iter().map(work).collect();
        }
        let count = tasks.len();
        let queue = Mutex::new(tasks.into_iter().enumerate());
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let done = Mutex::new(Vec::with_capacity(count));
        let help = || {
            while let Some((nth, task)) = next() {
                let result = work(task);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((nth, result));
            }
        };
        thread::scope(|scope| {
            for _ in 0..helpers {
                // Without a helper the others do its share. The scope waits for all.
                drop(thread::Builder::new().name("align".to_owned()).spawn_scoped(scope, help));
            }
            help();
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_unstable_by_key(|&(nth, _)| nth);
        done.into_iter().map(|(_, result)| result).collect()
    }

    /// Does two things, at once if there are two cores.
    pub(super) fn both<A: Send, B>(self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
        if self.0 < 2 {
            return (one(), other());
        }
        let waiting = Mutex::new(Some(one));
        let start = || waiting.lock().unwrap_or_else(PoisonError::into_inner).take().map(|one| one());
        let (one, other) = thread::scope(|scope| {
            let helper = thread::Builder::new().name("align".to_owned()).spawn_scoped(scope, start);
            let other = other();
            (helper.ok().and_then(|helper| helper.join().unwrap_or_else(|panic| resume_unwind(panic))), other)
        });
        // Where no thread could be had, the first thing still waits.
        (one.or_else(start).unwrap_or_else(|| unreachable!("it was done there or here")), other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_cores_gives_the_same() {
        let sentences = ["苏联政府", "边界", "", "乌鲁木齐"];
        for most in [1, 2, 3, 64] {
            let cores = Cores::new(NonZero::new(most));
            let lengths = cores.map(sentences.to_vec(), |sentence| sentence.chars().count());
            assert_eq!(lengths, [4, 2, 0, 4], "{most}");
            assert_eq!(cores.both(|| "边", || "界"), ("边", "界"), "{most}");
            assert_eq!(cores.map(Vec::<u8>::new(), |task| task), Vec::<u8>::new());
        }
        assert!(Cores::new(None).count() > 0);
    }
}
