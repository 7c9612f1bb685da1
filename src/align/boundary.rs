//! What the marks at the start and the end of a Chinese text say of those of its translation.
//!
//! A sentence ends in one of ten ways (full stop, question, exclamation, dash or ellipsis, comma or colon, each with
//! and without a closing quotation mark) and starts in one of two (with an opening quotation mark or not). The table
//! holds the log-odds of meeting each pair at the same cut against meeting it by chance.

use super::quotes;

/// How many ways of starting are told apart.
const STARTS: usize = 2;
/// How many ways of ending are told apart.
const ENDS: usize = 10;

/// Log-odds of pairs of starts and of ends, Chinese first.
#[derive(Clone, Debug)]
pub struct Boundaries {
    /// Of two starts.
    pub start: [[f32; STARTS]; STARTS],
    /// Of two ends.
    pub end: [[f32; ENDS]; ENDS],
}

/// How a sentence starts and ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edges {
    /// Row or column of the table of starts.
    start: u8,
    /// Row or column of the table of ends.
    end: u8,
}

impl Boundaries {
    /// Learns the table from beads: the edges of the first and last sentence of both sides of each.
    ///
    /// Additive smoothing (2 for starts, 0.3 for ends) stands for what was never seen; the odds are cut at -3 and 2.5
    /// so that no single mark decides.
    pub fn learn(beads: impl Iterator<Item = [Edges; 4]>) -> Self {
        let mut start = [[2.0; STARTS]; STARTS];
        let mut end = [[0.3; ENDS]; ENDS];
        for [chinese_first, chinese_last, english_first, english_last] in beads {
            start[usize::from(chinese_first.start)][usize::from(english_first.start)] += 1.0;
            end[usize::from(chinese_last.end)][usize::from(english_last.end)] += 1.0;
        }
        Self { start: log_odds(&start), end: log_odds(&end) }
    }

    /// Log-odds that a bead starts with sentences of these edges.
    pub(super) fn starting(&self, chinese: Edges, english: Edges) -> f32 {
        self.start[usize::from(chinese.start)][usize::from(english.start)]
    }

    /// Log-odds that a bead ends with sentences of these edges.
    pub(super) fn ending(&self, chinese: Edges, english: Edges) -> f32 {
        self.end[usize::from(chinese.end)][usize::from(english.end)]
    }
}

fn log_odds<const N: usize>(counts: &[[f32; N]; N]) -> [[f32; N]; N] {
    let total: f32 = counts.iter().flatten().sum();
    std::array::from_fn(|row| {
        let of_row: f32 = counts[row].iter().sum();
        std::array::from_fn(|column| {
            let of_column: f32 = counts.iter().map(|row| row[column]).sum();
            (counts[row][column] * total / (of_row * of_column)).ln().clamp(-3.0, 2.5)
        })
    })
}

impl Edges {
    /// The edges of a Chinese sentence. ASCII marks count like Chinese ones.
    pub fn of_chinese(sentence: &str) -> Self {
        let sentence = sentence.trim();
        let opens = sentence.strip_prefix('《').unwrap_or(sentence).starts_with(['"', '“', '「', '『']);
        Self { start: u8::from(opens), end: end_of(sentence) }
    }

    /// The edges of an English sentence.
    pub fn of_english(sentence: &str) -> Self {
        let sentence = quotes::plain_text(sentence.trim());
        Self { start: u8::from(sentence.starts_with('"')), end: end_of(&sentence) }
    }
}

/// Forgets the quotation marks of one side where the other has none at all: then it was written without them, and they
/// say nothing of the translation.
pub(super) fn forget_lone_quotes(chinese: &mut [Edges], english: &mut [Edges]) {
    let quotes = |edges: &[Edges]| edges.iter().any(|edges| edges.start > 0 || edges.end % 2 > 0);
    if quotes(chinese) != quotes(english) {
        for edges in chinese.iter_mut().chain(english) {
            *edges = Edges { start: 0, end: edges.end - edges.end % 2 };
        }
    }
}

/// Two for each last mark, one more when a closing quotation mark stands after it.
fn end_of(sentence: &str) -> u8 {
    let mut quoted = false;
    let mut text = sentence.trim_end();
    while let Some(last) = text.chars().next_back().filter(|c| "\"”』」’)）".contains(*c)) {
        quoted |= !")）".contains(last);
        text = text.strip_suffix(last).unwrap_or("");
    }
    let mark = match text.chars().next_back() {
        Some('？' | '?') => 1,
        Some('！' | '!') => 2,
        Some('…' | '—' | '-') => 3,
        Some('.') if text.ends_with("...") || text.ends_with(". .") => 3,
        Some('：' | ':' | '，' | ',' | '；' | ';' | '、') => 4,
        _ => 0,
    };
    mark * 2 + u8::from(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_both_languages_fall_into_the_same_classes() {
        for (chinese, english, end) in [
            ("这不是很清楚的嗎?", "Isn't this clear?", 2),
            ("“去吧！”", "‘Go!’", 5),
            ("他说：", "He said:", 8),
            ("局势稳定了……", "It was quiet. . .", 6),
            ("（见附件。）", "(See the annex.)", 0),
            ("", "", 0),
        ] {
            assert_eq!((Edges::of_chinese(chinese).end, Edges::of_english(english).end), (end, end), "{chinese}");
        }
        assert_eq!(Edges::of_chinese("《“好”字》").start, 1);
        assert_eq!(Edges::of_english("“Good”").start, 1);
        assert_eq!(Edges::of_english("It's good").start, 0);
    }

    #[test]
    fn quotes_of_one_side_alone_say_nothing() {
        let chinese = ["“去吧！”", "他说：“好。”"].map(Edges::of_chinese);
        let plain = ["Go!", "He said: fine."].map(Edges::of_english);
        let (mut mine, mut theirs) = (chinese, plain);
        forget_lone_quotes(&mut mine, &mut theirs);
        assert_eq!((mine[0], mine[1]), (plain[0], Edges::of_chinese("好。")));
        let quoted = ["\"Go!\"", "He said: fine."].map(Edges::of_english);
        let (mut mine, mut theirs) = (chinese, quoted);
        forget_lone_quotes(&mut mine, &mut theirs);
        assert_eq!((mine, theirs), (chinese, quoted));
    }

    #[test]
    fn odds_rise_with_what_was_seen_together() {
        let (question, stop) = (Edges::of_chinese("好吗？"), Edges::of_chinese("好。"));
        let beads = [[question; 4], [stop; 4], [stop; 4]];
        let table = Boundaries::learn(beads.into_iter());
        assert!(table.ending(question, question) > 0.5);
        assert!(table.ending(question, stop) < 0.0);
    }
}
