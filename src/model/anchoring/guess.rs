//! Where a quotation probably stands: the best of the places that look like it, for a person to confirm.

use super::drift::{Drift, Expected};
use super::fit::Fit;
use super::index::Index;
use super::pattern::Pattern;

/// The likeliest place of a pattern, in comparable characters; nothing where no place is likely.
pub(super) fn guess(pattern: &Pattern, text: &Index, drift: &Drift) -> Option<(usize, usize)> {
    let len = text.text.raw.len() as u32;
    let expected = pattern.stood.and_then(|(start, _)| drift.expect(start, len));
    let near = expected.map_or(0, |expected| text.text.first_from(expected.at));
    let best = text
        .likely(pattern, near)
        .into_iter()
        .filter(|fit| fit.end > fit.start && is_likely(pattern, fit))
        .map(|fit| (score(&fit, text.text.position(fit.start), expected), fit))
        .max_by(|one, other| one.0.total_cmp(&other.0))?;
    Some((best.1.start, best.1.end))
}

/// Whether a place is worth showing to a person.
fn is_likely(pattern: &Pattern, fit: &Fit) -> bool {
    let context = fit.context.unwrap_or(0.5);
    let in_context = context >= 0.8 && fit.quote >= 0.3;
    // A few characters stand in many places: without their context they say nothing.
    let by_itself = fit.quote >= 0.6 && (pattern.quote.len() >= 6 || context >= 0.45);
    in_context || by_itself
}

/// How well a place fits by quotation, context and neighbours, 0 to 1.
fn score(fit: &Fit, position: u32, expected: Option<Expected>) -> f32 {
    let context = fit.context.unwrap_or(0.5);
    0.45 * fit.quote + 0.3 * context + 0.25 * nearness(position, expected)
}

/// How near a place is to where it is to be expected, 0 to 1.
fn nearness(position: u32, expected: Option<Expected>) -> f32 {
    match expected {
        None => 0.5,
        Some(expected) if position < expected.low || position > expected.high => 0.0,
        Some(expected) => {
            let off = position.abs_diff(expected.at) as f32;
            1.0 / (1.0 + off / 32.0)
        }
    }
}
