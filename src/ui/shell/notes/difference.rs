//! What differs between two wordings, so that it can be marked in both. Compared character by character where Chinese is
//! written and word by word where English is, because half a word that changed says nothing.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Wordings of more characters and words than this are not compared one by one: all between their common ends counts
/// as changed.
const MOST: usize = 2000;

/// A stretch of a wording.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stretch {
    /// Its text.
    pub(crate) text: String,
    /// Whether the other wording has something else there.
    pub(crate) differs: bool,
}

/// Both wordings in stretches that are the same and stretches that differ.
pub(crate) fn differences(before: &str, after: &str) -> [Vec<Stretch>; 2] {
    let (old, new) = (tokens(before), tokens(after));
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let mut stretches = [Vec::new(), Vec::new()];
    let [before, after] = &mut stretches;
    push(before, &old[..start], false);
    push(after, &new[..start], false);
    if old_rest.len().max(new_rest.len()) > MOST {
        push(before, old_rest, true);
        push(after, new_rest, true);
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old_rest, new_rest) {
            let differs = !matches!(op, DiffOp::Equal { .. });
            push(before, old_rest.get(op.old_range()).unwrap_or_default(), differs);
            push(after, new_rest.get(op.new_range()).unwrap_or_default(), differs);
        }
    }
    push(before, &old[old.len() - end..], false);
    push(after, &new[new.len() - end..], false);
    stretches
}

fn push(stretches: &mut Vec<Stretch>, tokens: &[&str], differs: bool) {
    if tokens.is_empty() {
        return;
    }
    match stretches.last_mut().filter(|last| last.differs == differs) {
        Some(last) => last.text.extend(tokens.iter().copied()),
        None => stretches.push(Stretch { text: tokens.concat(), differs }),
    }
}

/// Words of letters and digits other than Chinese, and single characters of everything else.
fn tokens(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_alphanumeric() && !is_alone(c);
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_part(first) { rest.find(|c| !is_part(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Whether a character is written without blanks to the next word: Chinese characters, kana and the like.
fn is_alone(c: char) -> bool {
    c >= '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(stretches: &[Stretch]) -> String {
        stretches.iter().map(|one| if one.differs { format!("[{}]", one.text) } else { one.text.clone() }).collect()
    }

    #[test]
    fn what_differs_is_marked_in_both() {
        for (before, after, old, new) in [
            ("成千上万的人", "成千上萬的人", "成千上[万]的人", "成千上[萬]的人"),
            ("the border crossing", "the border", "the border[ crossing]", "the border"),
            ("67,000 people", "67,500 people", "67,[000] people", "67,[500] people"),
            ("群众囘来了", "群众回来了𠮷", "群众[囘]来了", "群众[回]来了[𠮷]"),
            ("", "新", "", "[新]"),
            ("同", "同", "同", "同"),
        ] {
            let [one, other] = differences(before, after);
            assert_eq!((marked(&one).as_str(), marked(&other).as_str()), (old, new), "{before} and {after}");
        }
    }

    #[test]
    fn endless_wordings_are_compared_at_their_ends() {
        let (before, after) = (format!("头{}尾", "甲乙".repeat(5000)), format!("头{}尾", "丙丁".repeat(5000)));
        let [one, other] = differences(&before, &after);
        for stretches in [one, other] {
            assert_eq!(stretches.iter().map(|one| one.differs).collect::<Vec<_>>(), [false, true, false]);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_what_is_the_same_is_the_same(before in "[领土ab 1。]{0,30}", after in "[领土ab 1。]{0,30}") {
            let [old, new] = differences(&before, &after);
            let text = |stretches: &[Stretch]| stretches.iter().map(|one| one.text.as_str()).collect::<String>();
            prop_assert_eq!(text(&old), before);
            prop_assert_eq!(text(&new), after);
            let same = |stretches: &[Stretch]| -> String {
                stretches.iter().filter(|one| !one.differs).map(|one| one.text.as_str()).collect()
            };
            prop_assert_eq!(same(&old), same(&new));
        }
    }
}
