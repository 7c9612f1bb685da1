//! What is known of a page while it is read: its tokens, and everything collected from them so far.

use super::references::References;
use super::scan::{self, Token};
use super::variants::Script;
use crate::model::{Flag, InfoboxField, Passage, PassageKind, ReadingText, Span, Warning};

/// Deeper nesting is read as flat text, so that no page can exhaust the stack.
pub(super) const DEEPEST: u8 = 40;

/// More warnings than these help nobody.
const MOST_WARNINGS: usize = 200;

/// A page being read.
pub(super) struct Page<'a> {
    pub(super) source: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) warnings: Vec<Warning>,
    pub(super) passages: Vec<Passage>,
    pub(super) references: References,
    pub(super) infobox: Vec<InfoboxField>,
    pub(super) categories: Vec<String>,
    pub(super) flags: Vec<Flag>,
    /// The title that the page sets itself (`-{T|…}-`, `DISPLAYTITLE`).
    pub(super) display_title: Option<String>,
    /// The name in the infobox.
    pub(super) infobox_name: Option<String>,
    /// The script of the first conversion: what the rest of the page is read in.
    pub(super) script: Option<Script>,
    /// Whether the lead is over.
    pub(super) has_heading: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let scan::Scan { tokens, warnings } = scan::scan(source);
        Self {
            source,
            tokens,
            warnings,
            passages: Vec::new(),
            references: References::default(),
            infobox: Vec::new(),
            categories: Vec::new(),
            flags: Vec::new(),
            display_title: None,
            infobox_name: None,
            script: None,
            has_heading: false,
        }
    }

    /// The whole source, for a writer that outlives a borrow of the page.
    pub(super) fn source_text(&self) -> &'a str {
        self.source
    }

    /// The source of `span`.
    pub(super) fn text(&self, span: Span) -> &'a str {
        span.of(self.source).unwrap_or_default()
    }

    /// `span` without blanks at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let text = self.text(span);
        let start = span.start as usize + text.len() - text.trim_start().len();
        Span::new(start, start + text.trim().len())
    }

    /// The span of token `index`.
    pub(super) fn token_span(&self, index: usize) -> Span {
        let start = self.tokens.get(index).map_or(0, |token| token.start);
        let end = self.tokens.get(index + 1).map_or(self.source.len() as u32, |token| token.start);
        Span { start, end }
    }

    pub(super) fn warn(&mut self, at: u32, message: impl Into<String>) {
        if self.warnings.len() < 2 * scan::MOST_WARNINGS {
            self.warnings.push(Warning::new(at, message));
        }
    }

    pub(super) fn passage(&mut self, kind: PassageKind, level: u8, text: (ReadingText, Vec<crate::model::Mark>)) {
        let (text, marks) = text;
        if !text.text().trim().is_empty() {
            self.passages.push(Passage { level, marks, ..Passage::new(kind, text) });
        }
    }

    /// The warnings in order, with what is too many of them counted.
    pub(super) fn take_warnings(&mut self) -> Vec<Warning> {
        let mut warnings = std::mem::take(&mut self.warnings);
        warnings.sort_by_key(|warning| warning.at);
        let more = warnings.len().saturating_sub(MOST_WARNINGS);
        if more > 0 {
            warnings.truncate(MOST_WARNINGS);
            let at = warnings.last().map_or(0, |warning| warning.at);
            warnings.push(Warning::new(at, "Many more places of this page are broken."));
        }
        warnings
    }
}
