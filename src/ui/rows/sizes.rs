//! How large the text is, and how far its lines stand apart.

use crate::text::Language;

/// Sizes of the text, from the person's text size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Sizes {
    /// 1 at 100 percent.
    pub(crate) scale: f32,
    /// How far lines stand apart: 1 for long reading.
    spread: f32,
}

impl Sizes {
    /// The sizes at `percent`.
    pub(crate) fn at(percent: u16) -> Self {
        Self { scale: f32::from(percent.clamp(50, 400)) / 100.0, spread: 1.0 }
    }

    /// The same a little smaller and closer, where many short texts are compared rather than read.
    pub(crate) fn close(percent: u16) -> Self {
        let Self { scale, .. } = Self::at(percent);
        Self { scale: scale * 0.91, spread: 0.88 }
    }

    /// Size of running text in points.
    pub(crate) fn text(self, language: Language) -> f32 {
        self.scale * if language == Language::Chinese { 17.0 } else { 16.0 }
    }

    /// Distance from line to line, in sizes of the text. Chinese needs more: its characters fill their box.
    pub(crate) fn leading(self, language: Language) -> f32 {
        self.spread * if language == Language::Chinese { 1.85 } else { 1.65 }
    }

    /// About how high a text of that many bytes will be in a column of `width` points.
    pub(crate) fn text_height(self, bytes: usize, language: Language, width: f32) -> f32 {
        let size = self.text(language);
        // A Han character has three bytes and the width of the size; a Latin letter one byte and about half the width.
        let byte = if language == Language::Chinese { size / 3.0 } else { size * 0.5 };
        (bytes as f32 * byte / width).ceil().max(1.0) * size * self.leading(language)
    }
}
