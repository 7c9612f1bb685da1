//! The time that a thread has worked.

use std::time::Duration;

/// What this thread has worked so far: other programs on a busy machine do not count.
#[cfg(unix)]
pub(crate) fn work() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

/// The time since the first call, where the system's clock of a thread is out of reach.
#[cfg(not(unix))]
pub(crate) fn work() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}
