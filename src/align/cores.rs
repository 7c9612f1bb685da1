//! Two pieces of work on a core each.

/// Does both, and gives what they give. Where no thread can be had, or it died, both are done here.
pub(super) fn both<A: Send, B>(other: impl Fn() -> A + Sync, mine: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("align".to_owned()).spawn_scoped(scope, &other);
        let mine = mine();
        let theirs = thread.ok().and_then(|thread| thread.join().ok());
        (theirs.unwrap_or_else(&other), mine)
    })
}
