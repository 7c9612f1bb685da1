//! The Markdown of notes, read once for all formats: as blocks of styled text, or as Markdown that stays in its place.
//!
//! Notes come from others too. HTML in them is text, links lead to http, https and mailto alone, nothing nests without
//! end, and what is longer than [`LONGEST`] is not read as Markdown at all.

mod blocks;
mod contained;

pub use blocks::{Block, Inline, Shape, blocks};
pub(super) use contained::contained;

/// The longest note, in bytes, that is read as Markdown. Longer ones are shown as they were typed.
pub const LONGEST: usize = 64 * 1024;

/// Whether a link may lead there.
pub(super) fn may_link(target: &str) -> bool {
    ["http:", "https:", "mailto:"].iter().any(|scheme| {
        let start = target.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    }) && !target.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_and_to_mail() {
        for (target, expected) in [
            ("https://例子.中国/页", true),
            ("HTTP://example.org", true),
            ("mailto:a@example.org", true),
            ("javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("https://a\u{7}b", false),
            ("data:text/html,领土", false),
            ("file:///etc/passwd", false),
            ("../页", false),
            ("", false),
        ] {
            assert_eq!(may_link(target), expected, "{target}");
        }
    }
}
