//! What the workspace asks the world for besides files: the time, and names that nobody has used. Tests bring their own.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Builder;

use super::library_tasks;
use crate::model::Timestamp;

/// Time and names. Cloning is cheap.
#[derive(Clone)]
pub struct Surroundings {
    /// What time it is.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// A name that was never given before, `urn:uuid:…`.
    pub new_name: Arc<dyn Fn() -> String + Send + Sync>,
}

impl Surroundings {
    /// The clock and the chance of the machine.
    pub fn system() -> Self {
        Self { now: Arc::new(library_tasks::now), new_name: Arc::new(new_name) }
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").finish_non_exhaustive()
    }
}

/// A UUID of version 4, as an IRI (RFC 9562, 5.4). Where the system has no chance to give, the time must do.
fn new_name() -> String {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        let nanoseconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        bytes = nanoseconds.to_ne_bytes();
    }
    Builder::from_random_bytes(bytes).into_uuid().urn().to_string()
}
