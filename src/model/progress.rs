//! How far a long piece of work is, whether somebody still wants it, and how many threads it may take.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared by `Arc` between the worker that does the work and the window that shows it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Parts done of ten thousand.
    done: AtomicU32,
    cancelled: AtomicBool,
    threads: Option<NonZero<usize>>,
}

/// The work was given up because nobody wants its result any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled;

impl Progress {
    /// Of work that may use so many threads at most; without a number as many as the machine runs at once.
    pub fn with_threads(threads: Option<NonZero<usize>>) -> Self {
        Self { threads, ..Self::default() }
    }

    /// How many threads the work may use, if it was said.
    pub fn threads(&self) -> Option<NonZero<usize>> {
        self.threads
    }

    /// Says how far the work is, from 0 to 1, and learns whether to go on.
    ///
    /// # Errors
    /// When the work was cancelled: return the error upwards at once.
    pub fn report(&self, fraction: f32) -> Result<(), Cancelled> {
        self.done.store((fraction.clamp(0.0, 1.0) * 10_000.0) as u32, Ordering::Relaxed);
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }

    /// How far the work is, from 0 to 1.
    pub fn fraction(&self) -> f32 {
        self.done.load(Ordering::Relaxed) as f32 / 10_000.0
    }

    /// Asks the worker to stop at its next report.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}
