//! How much memory the process holds.

/// Resident memory in megabytes, where the system tells; else 0.
pub(crate) fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let resident = pages.and_then(|pages| pages.split_whitespace().nth(1)?.parse::<f64>().ok());
    resident.unwrap_or_default() * 4096.0 / 1e6
}
