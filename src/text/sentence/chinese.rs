//! Ends of Chinese sentences.

use super::{Kind, Place};
use crate::text::script::is_han;

/// Whether the sentence ends at `place`.
pub(super) fn ends(place: &Place<'_>) -> bool {
    let next = place.after().chars().next();
    if place.run.closed() && next.is_some_and(goes_on) {
        return false;
    }
    // A title that ends in a mark ends no sentence: 《你去哪里？》是一本书。
    let closers = place.text.get(place.run.marks_end..place.run.closers_end).unwrap_or_default();
    if closers.contains(['》', '〉']) && next.is_some() {
        return false;
    }
    match place.run.kind {
        Kind::Sure => !lost_dash(place),
        // 他说：“我……” is an end, 我……我 is none.
        Kind::Ellipsis => place.run.closed() || next.is_none(),
        Kind::Stop => stop_ends(place, next),
    }
}

/// What cannot start a sentence: after a closing quote it shows that the quotation is a part of one.
fn goes_on(next: char) -> bool {
    matches!(next, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '的' | '。' | '—')
}

/// A question mark with a blank on both sides is often what an encoding made of a dash: 赞成 ? 69%. A question particle
/// before it shows a question.
fn lost_dash(place: &Place<'_>) -> bool {
    let mark = place.text.get(place.run.start..place.run.marks_end) == Some("?");
    let before = place.before();
    let blanks = before.ends_with(' ') && place.blank_follows() && !place.run.closed();
    mark && blanks && !before.trim_end().ends_with(['吗', '嗎', '呢', '么', '麼', '吧'])
}

/// OCR writes 。 as a full stop. Between digits or after Latin letters it is none.
fn stop_ends(place: &Place<'_>, next: Option<char>) -> bool {
    let previous = place.before().chars().next_back();
    let chinese = previous.is_some_and(|char| is_han(char) || matches!(char, '”' | '」' | '）' | '》' | '％'));
    chinese
        && next
            .is_none_or(|next| place.blank_follows() || place.run.closed() || is_han(next) || "“「《（".contains(next))
}
