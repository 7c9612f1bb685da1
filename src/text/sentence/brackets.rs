//! Which bytes of a text stand inside a pair of brackets.

use std::ops::Range;

/// A bracket that is not closed within so many bytes is taken for a stray one.
const LONGEST: usize = 900;

/// The bracketed parts of a text, asked for in text order.
pub(super) struct Brackets {
    /// Outermost pairs, in order, without overlaps.
    parts: Vec<Range<usize>>,
    next: usize,
}

impl Brackets {
    pub(super) fn of(text: &str) -> Self {
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut pairs: Vec<Range<usize>> = Vec::new();
        let mut line_end = false;
        for (at, char) in text.char_indices() {
            match char {
                '\n' if line_end => open.clear(),
                '\n' => line_end = true,
                '(' | '（' | '[' | '【' | '《' | '〈' | '〔' => open.push((char, at)),
                ')' | '）' | ']' | '】' | '》' | '〉' | '〕' => {
                    if let Some(&(opening, start)) = open.last()
                        && matches(opening, char)
                    {
                        open.pop();
                        if at - start <= LONGEST {
                            while pairs.last().is_some_and(|pair| pair.start > start) {
                                pairs.pop();
                            }
                            pairs.push(start..at);
                        }
                    }
                }
                _ => {}
            }
            line_end &= char.is_whitespace();
        }
        Self { parts: pairs, next: 0 }
    }

    /// The outermost brackets around byte `at`, from the opening to the closing one. Ask in order: `at` never goes back.
    pub(super) fn around(&mut self, at: usize) -> Option<&Range<usize>> {
        while self.parts.get(self.next).is_some_and(|part| part.end < at) {
            self.next += 1;
        }
        self.parts.get(self.next).filter(|part| part.contains(&at))
    }
}

/// Whether `closing` closes `opening`; OCR mixes the widths.
fn matches(opening: char, closing: char) -> bool {
    let family = |char| match char {
        '(' | '（' | ')' | '）' => 0,
        '[' | '【' | '〔' | ']' | '】' | '〕' => 1,
        '《' | '》' => 2,
        _ => 3,
    };
    family(opening) == family(closing)
}
