//! What the marks, the clauses and the first words of every sentence say, read once from the text.

use super::super::quotes;
use super::super::tokens::Tokens;
use crate::text::script::is_han;

/// Kinds of marks that are counted on both sides: quotation marks, question marks, exclamation marks, dashes and
/// ellipses, colons, commas, stops, brackets.
pub(in crate::align) const KINDS: usize = 8;

/// The first of them, which translations keep: quotation, question and exclamation marks.
const KEPT_KINDS: usize = 3;
/// Share of sentences that start in lower case above which case says nothing.
const CASELESS: f32 = 0.8;
/// Share of sentences that end with a mark below which the end says nothing.
const UNMARKED: f32 = 0.2;

/// How many ways a cut may stand to speech.
pub const TURNS: usize = 8;

/// The sentence starts with a quotation mark.
const OPENS: u8 = 1;
/// It ends with one.
const CLOSES: u8 = 2;
/// It has one.
const QUOTES: u8 = 4;

/// The marks of all sentences of one side.
#[derive(Debug)]
pub(in crate::align) struct Marks {
    /// How many of each kind stand before each sentence; the totals at the end.
    before: Vec<[u32; KINDS]>,
    /// Whether each sentence starts inside a quotation; whether the text ends inside one, at the end.
    quoted: Vec<bool>,
    /// Tokens of each sentence before the end of each of its clauses but the last, sentence after sentence.
    clauses: Vec<u32>,
    /// Position in `clauses` of the first one of each sentence, and the number of clauses at the end.
    first_clause: Vec<u32>,
    /// Where each sentence stands to the quotations, by bits.
    speech: Vec<u8>,
    /// Whether each sentence ends with a mark.
    ended: Vec<bool>,
    /// Whether each sentence starts in lower case.
    lower: Vec<bool>,
    /// Whether each sentence starts with "but", "however" or the like.
    contrast: Vec<bool>,
}

/// What one sentence says.
#[derive(Default)]
struct Sentence {
    counts: [u32; KINDS],
    speech: u8,
    ended: bool,
    lower: bool,
    contrast: bool,
}

impl Marks {
    /// Reads the sentences of the Chinese side.
    pub(in crate::align) fn of_chinese(sentences: &[&str], tokens: &Tokens) -> Self {
        let mut marks = Self::new(sentences.len());
        let mut quoted = false;
        for (nth, sentence) in sentences.iter().enumerate() {
            let read = chinese(sentence, &mut quoted);
            marks.push(&read, quoted);
            marks.push_clauses(sentence, tokens, nth, |_, c, next| {
                matches!(c, '，' | '；' | '：' | ',' | ';' | ':') || c == '—' && next != Some('—')
            });
        }
        marks.forget_missing_ends();
        marks
    }

    /// Reads the sentences of the English side.
    pub(in crate::align) fn of_english(sentences: &[&str], tokens: &Tokens) -> Self {
        let mut marks = Self::new(sentences.len());
        let mut quoted = false;
        for (nth, sentence) in sentences.iter().enumerate() {
            let plain = quotes::plain_text(sentence);
            let read = english(&plain, &mut quoted);
            marks.push(&read, quoted);
            marks.push_clauses(sentence, tokens, nth, |before, c, next| {
                let blank = next.is_none_or(|next| next.is_whitespace() || "\"”’'".contains(next));
                matches!(c, ',' | ';' | ':' | '.' | '!' | '?') && blank
                    || c == '—' && next != Some('—')
                    || c == '-' && before == Some('-') && next != Some('-')
            });
        }
        marks.forget_lower_case();
        marks.forget_missing_ends();
        marks
    }

    /// Forgets the kinds of marks that one side has none of at all: it was written without them, and those of the other
    /// side say nothing of the translation.
    pub(in crate::align) fn forget_lone_kinds(&mut self, other: &mut Self) {
        let totals = [&*self, &*other].map(|marks| marks.before.last().copied().unwrap_or_default());
        for kind in 0..KEPT_KINDS {
            if (totals[0][kind] == 0) == (totals[1][kind] == 0) {
                continue;
            }
            for marks in [&mut *self, &mut *other] {
                marks.before.iter_mut().for_each(|counts| counts[kind] = 0);
                if kind == 0 {
                    marks.quoted.fill(false);
                    marks.speech.fill(0);
                }
            }
        }
    }

    /// A text of which hardly a sentence starts with a capital is written without them.
    fn forget_lower_case(&mut self) {
        let lower = self.lower.iter().filter(|lower| **lower).count();
        if lower as f32 > CASELESS * self.lower.len() as f32 {
            self.lower.fill(false);
        }
    }

    /// A text of which hardly a sentence ends with a mark is written without them.
    fn forget_missing_ends(&mut self) {
        let ended = self.ended.iter().filter(|ended| **ended).count();
        if (ended as f32) < UNMARKED * self.ended.len() as f32 {
            self.ended.fill(true);
        }
    }

    fn new(sentences: usize) -> Self {
        let mut before = Vec::with_capacity(sentences + 1);
        before.push([0; KINDS]);
        Self {
            before,
            quoted: vec![false],
            clauses: Vec::new(),
            first_clause: vec![0],
            speech: Vec::with_capacity(sentences),
            ended: Vec::with_capacity(sentences),
            lower: Vec::with_capacity(sentences),
            contrast: Vec::with_capacity(sentences),
        }
    }

    fn push(&mut self, sentence: &Sentence, quoted: bool) {
        let mut total = self.before.last().copied().unwrap_or_default();
        for (total, count) in total.iter_mut().zip(sentence.counts) {
            *total += count;
        }
        self.before.push(total);
        self.quoted.push(quoted);
        self.speech.push(sentence.speech);
        self.ended.push(sentence.ended);
        self.lower.push(sentence.lower);
        self.contrast.push(sentence.contrast);
    }

    /// Notes after how many tokens the clauses of a sentence end; `ends` is told a character and its neighbours.
    fn push_clauses(
        &mut self,
        sentence: &str,
        tokens: &Tokens,
        nth: usize,
        ends: impl Fn(Option<char>, char, Option<char>) -> bool,
    ) {
        let places = tokens.places(nth);
        let (mut passed, mut last) = (0, 0);
        let mut before = None;
        let mut rest = sentence.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            while places.get(passed).is_some_and(|place| place.start as usize <= at) {
                passed += 1;
            }
            let next = rest.peek().map(|&(_, c)| c);
            if passed > last && passed < places.len() && !c.is_alphanumeric() && ends(before, c, next) {
                self.clauses.push(passed as u32);
                last = passed;
            }
            before = Some(c);
        }
        self.first_clause.push(self.clauses.len() as u32);
    }

    /// How many marks of each kind stand in sentences `start..end`.
    pub(super) fn counts(&self, start: usize, end: usize) -> [u32; KINDS] {
        std::array::from_fn(|kind| self.before[end][kind] - self.before[start][kind])
    }

    /// Whether the cut before a sentence is inside a quotation.
    pub(super) fn is_quoted(&self, sentence: usize) -> bool {
        self.quoted[sentence]
    }

    /// Whether a sentence ends with a mark.
    pub(super) fn is_ended(&self, sentence: usize) -> bool {
        self.ended[sentence]
    }

    /// How the cut before a sentence stands to speech: one of [`TURNS`] ways.
    ///
    /// Inside a quotation that opened just before or earlier; else after narration, after the end of a quotation, or
    /// after words that follow one ("…" he said), each before a sentence that opens one or not.
    pub(super) fn turn(&self, sentence: usize) -> usize {
        let before = sentence.checked_sub(1).map_or(0, |before| self.speech[before]);
        if self.is_quoted(sentence) {
            return 6 + usize::from(before & QUOTES == 0);
        }
        let opens = self.speech.get(sentence).is_some_and(|after| after & OPENS != 0);
        let kind = if before & QUOTES == 0 {
            0
        } else if before & CLOSES != 0 {
            1
        } else {
            2
        };
        2 * kind + usize::from(opens)
    }

    /// Tokens of the sentence before the end of each of its clauses but the last.
    pub(super) fn clauses(&self, sentence: usize) -> &[u32] {
        &self.clauses[self.first_clause[sentence] as usize..self.first_clause[sentence + 1] as usize]
    }

    /// Whether the sentence starts in lower case; none is after the last.
    pub(super) fn is_lower(&self, sentence: usize) -> bool {
        self.lower.get(sentence).copied().unwrap_or(false)
    }

    /// Whether the sentence starts with a word of contrast; none is after the last.
    pub(super) fn contrasts(&self, sentence: usize) -> bool {
        self.contrast.get(sentence).copied().unwrap_or(false)
    }
}

fn chinese(text: &str, quoted: &mut bool) -> Sentence {
    let mut sentence = Sentence::default();
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '“' | '「' | '『' => *quoted = true,
            '”' | '」' | '』' => *quoted = false,
            '"' => *quoted = !*quoted,
            _ => {}
        }
        let kind = match c {
            '“' | '”' | '「' | '」' | '『' | '』' | '"' => Some(0),
            '？' | '?' => Some(1),
            '！' | '!' => Some(2),
            '…' | '—' if before != c => Some(3),
            '：' | ':' => Some(4),
            '，' | '；' | ',' | ';' | '、' => Some(5),
            '（' | '）' | '(' | ')' => Some(7),
            _ => None,
        };
        if let Some(kind) = kind {
            sentence.counts[kind] += 1;
        }
        sentence.counts[6] += u32::from(matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';'));
        // An ASCII full stop ends a sentence after a Chinese character; elsewhere it may stand in a number.
        sentence.counts[6] += u32::from(c == '.' && is_han(before) && rest.peek() != Some(&'.'));
        before = c;
    }
    sentence.speech = speech(text, &['“', '”', '「', '」', '『', '』', '"']);
    sentence.ended = is_ended(text);
    let start: String = text.trim_start().trim_start_matches(['“', '"', '「']).chars().take(4).collect();
    sentence.contrast =
        start.contains(['但', '却', '卻', '可']) || ["然而", "不过", "不過"].iter().any(|word| start.contains(word));
    sentence
}

/// Reads text whose quotation marks are plain.
fn english(text: &str, quoted: &mut bool) -> Sentence {
    let mut sentence = Sentence::default();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let next = chars.get(at + 1).copied();
        let ends = next.is_none_or(|next| next.is_whitespace() || next == '"');
        match c {
            '"' => {
                let opens = before.is_none_or(|c| " (-—[".contains(c)) && next.is_some_and(|c| !c.is_whitespace());
                *quoted = opens;
                sentence.counts[0] += 1;
            }
            '?' | '!' => sentence.counts[if c == '?' { 1 } else { 2 }] += 1,
            '…' | '—' => sentence.counts[3] += 1,
            ':' => sentence.counts[4] += 1,
            ',' | ';' => sentence.counts[5] += 1,
            '(' | ')' => sentence.counts[7] += 1,
            '-' if next == Some('-') && before != Some('-') => sentence.counts[3] += 1,
            '.' if is_ellipsis(chars.get(at..).unwrap_or_default()) && before != Some('.') => sentence.counts[3] += 1,
            'a' => sentence.counts[5] += u32::from(is_and(chars.get(at..).unwrap_or_default(), before)),
            _ => {}
        }
        sentence.counts[6] += u32::from(matches!(c, '.' | '!' | '?' | ';') && ends);
        at += 1;
    }
    sentence.speech = speech(text, &['"']);
    sentence.ended = is_ended(text);
    let start = text.trim_start_matches(['"', '(', '[', ' ']);
    sentence.lower = start.starts_with(char::is_lowercase);
    let word: String = start.chars().take_while(|c| c.is_alphabetic()).collect();
    sentence.contrast = ["But", "However", "Yet", "Still"].iter().any(|contrast| contrast.eq_ignore_ascii_case(&word));
    sentence
}

fn speech(text: &str, marks: &[char]) -> u8 {
    let text = text.trim();
    let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
    bit(text.starts_with(marks), OPENS) | bit(text.ends_with(marks), CLOSES) | bit(text.contains(marks), QUOTES)
}

fn is_ended(text: &str) -> bool {
    text.trim_end().chars().next_back().is_some_and(|c| !c.is_alphanumeric())
}

fn is_ellipsis(text: &[char]) -> bool {
    text.starts_with(&['.', '.', '.']) || text.starts_with(&['.', ' ', '.', ' ', '.'])
}

fn is_and(text: &[char], before: Option<char>) -> bool {
    text.starts_with(&['a', 'n', 'd'])
        && before.is_none_or(|c| !c.is_alphanumeric())
        && text.get(3).is_none_or(|c| !c.is_alphanumeric())
}
