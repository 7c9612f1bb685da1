//! What of a bench is measured: all, or what was named behind `--`.

/// Whether something of that name is to be measured: no words were given, or it holds one of them.
pub(crate) fn is_wanted(name: &str) -> bool {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with("--")).peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}
