//! How a suggested wording differs from the words there are: word by word, and Chinese character by character.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

/// Texts of more words than this are not compared: nobody reads such a comparison.
const MOST_WORDS: usize = 4_000;
/// What is not compared by then is taken as another text altogether.
const LONGEST: Duration = Duration::from_millis(15);

/// A stretch of the two texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Whose words they are.
    pub(super) of: Whose,
    /// The words.
    pub(super) text: String,
}

/// Which of the two texts holds a stretch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whose {
    /// Both.
    Both,
    /// Only the words there are.
    Present,
    /// Only the suggestion.
    Suggested,
}

/// The two texts as one, stretch by stretch: what only one of them holds stands where it differs, what there is before
/// what is suggested. Nothing where they are too long to be compared.
pub(super) fn difference(present: &str, suggested: &str) -> Option<Vec<Part>> {
    let (old, new) = (words(present), words(suggested));
    if old.len().max(new.len()) > MOST_WORDS {
        return None;
    }
    let steps = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(Instant::now() + LONGEST));
    let mut whole = Whole::default();
    for step in steps {
        let text = |words: &[&str], range: Range<usize>| words.get(range).unwrap_or_default().concat();
        let suggested = text(&new, step.new_range());
        match step {
            DiffOp::Equal { .. } => whole.same(&suggested),
            _ => whole.other(&text(&old, step.old_range()), &suggested),
        }
    }
    Some(whole.finish())
}

/// Words with the marks and blanks between them, end to end the text.
fn words(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

/// The two texts, as far as they are read. Differences that only blanks part are one difference: word by word they
/// could not be read.
#[derive(Default)]
struct Whole {
    parts: Vec<Part>,
    present: String,
    suggested: String,
    /// Blanks after a difference, which may go on behind them.
    blanks: String,
}

impl Whole {
    fn same(&mut self, text: &str) {
        let differs = !self.present.is_empty() || !self.suggested.is_empty();
        if differs && self.blanks.is_empty() && text.trim().is_empty() {
            self.blanks.push_str(text);
            return;
        }
        self.end_difference();
        self.push(Whose::Both, text);
    }

    fn other(&mut self, present: &str, suggested: &str) {
        let blanks = std::mem::take(&mut self.blanks);
        for (kept, new) in [(&mut self.present, present), (&mut self.suggested, suggested)] {
            kept.push_str(&blanks);
            kept.push_str(new);
        }
    }

    fn end_difference(&mut self) {
        for (of, text) in [
            (Whose::Present, std::mem::take(&mut self.present)),
            (Whose::Suggested, std::mem::take(&mut self.suggested)),
            (Whose::Both, std::mem::take(&mut self.blanks)),
        ] {
            self.push(of, &text);
        }
    }

    fn push(&mut self, of: Whose, text: &str) {
        match self.parts.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.of == of => last.text.push_str(text),
            _ => self.parts.push(Part { of, text: text.to_owned() }),
        }
    }

    fn finish(mut self) -> Vec<Part> {
        self.end_difference();
        self.parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `[-there-]{+suggested+}` where the texts differ.
    fn said(present: &str, suggested: &str) -> String {
        let part = |part: Part| match part.of {
            Whose::Both => part.text,
            Whose::Present => format!("[-{}-]", part.text),
            Whose::Suggested => format!("{{+{}+}}", part.text),
        };
        difference(present, suggested).expect("they are short").into_iter().map(part).collect()
    }

    #[test]
    fn words_are_compared_whole_and_characters_one_by_one() {
        for (present, suggested, expected) in [
            ("", "", ""),
            ("The border is quiet.", "The border is quiet.", "The border is quiet."),
            ("The border is quiet.", "The frontier is quiet.", "The [-border-]{+frontier+} is quiet."),
            (
                "The border is quiet.",
                "The whole frontier was calm.",
                "The [-border is quiet-]{+whole frontier was calm+}.",
            ),
            ("", "New.", "{+New.+}"),
            ("边界平静。", "边境平静。", "边[-界-]{+境+}平静。"),
            ("苏联政府收到了声明。", "政府收到声明。", "[-苏联-]政府收到[-了-]声明。"),
        ] {
            assert_eq!(said(present, suggested), expected);
        }
        assert_eq!(difference(&"边".repeat(5_000), "界"), None);
    }

    proptest! {
        #[test]
        fn both_texts_are_in_it(present in "[ab边界 .\n]{0,24}", suggested in "[ab边界 .\n]{0,24}") {
            let parts = difference(&present, &suggested).expect("they are short");
            let of = |whose: Whose| -> String {
                let own = parts.iter().filter(|part| part.of == Whose::Both || part.of == whose);
                own.map(|part| part.text.as_str()).collect()
            };
            prop_assert_eq!(of(Whose::Present), present);
            prop_assert_eq!(of(Whose::Suggested), suggested);
        }
    }
}
