//! How far a long piece of work is, and whether somebody still wants it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared by `Arc` between the worker that does the work and the window that shows it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Parts done of ten thousand.
    done: AtomicU32,
    cancelled: AtomicBool,
}

/// The work was given up because nobody wants its result any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled;

impl Progress {
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
