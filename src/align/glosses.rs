//! The dictionary and the names of a document as a table of its Chinese tokens by its English ones.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cores::Cores;
use super::names::Names;
use super::sparse::{Scratch, Sparse};
use super::tokens::{TokenKind, Tokens, Vocabulary};
use super::values::Values;
use crate::text::number::Value;
use crate::text::romanise;
use crate::text::stem::stem;
use crate::text::translations;

/// Weight of the glosses of a word's single characters beside those of the word itself; twice that without the latter.
const CHARACTERS: f32 = 0.6;
/// Weight of the synonyms of a gloss.
const SYNONYMS: f32 = 0.1;
/// Cells of less than this are left out: a third of the table for no visible loss.
const LEAST: f32 = 0.002;
/// English tokens by the numbers of their stems; `NONE` for stems that the document does not have.
struct Stems(Vec<u32>);

const NONE: u32 = u32::MAX;

impl Stems {
    fn new(english: &Vocabulary) -> Self {
        let mut tokens = vec![NONE; translations::stems()];
        for (token, (kind, text)) in english.words().enumerate() {
            if let Some(stem) = translations::number(text).filter(|_| kind == TokenKind::Word) {
                tokens[usize::from(stem)] = token as u32;
            }
        }
        Self(tokens)
    }

    fn token(&self, stem: u16) -> Option<u32> {
        self.0.get(usize::from(stem)).copied().filter(|&token| token != NONE)
    }
}

/// Looks glosses up, each stem of them only once.
struct Glosses<'a> {
    english: &'a Vocabulary,
    stems: &'a Stems,
    /// For each stem one more than the number of its cells in `starts`; 0 for those not met yet.
    met: Vec<u32>,
    /// First of the cells of each stem that was met.
    starts: Vec<u32>,
    /// What the stems mean in this document: the English token that each is and those near it, weighted.
    cells: Vec<(u32, f32)>,
}

/// The translation table of a document.
pub(super) fn table(chinese: &Tokens, english: &Tokens, names: &Names, cores: Cores) -> Sparse {
    let numbers: FxHashMap<u32, Value> = chinese.values().into_iter().collect();
    let values = Values::new(english.values());
    let stems = Stems::new(&english.vocabulary);
    let tokens = chinese.vocabulary.len();
    let part = tokens.div_ceil(cores.count()).max(1);
    let parts = (0..tokens).step_by(part).map(|start| start..(start + part).min(tokens)).collect();
    Sparse::end_to_end(
        &cores.map(parts, |part| {
            rows(part, &chinese.vocabulary, (&english.vocabulary, &stems), names, (&numbers, &values))
        }),
    )
}

/// The rows of some tokens of the Chinese side.
fn rows(
    tokens: Range<usize>,
    chinese: &Vocabulary,
    (english, stems): (&Vocabulary, &Stems),
    names: &Names,
    (numbers, values): (&FxHashMap<u32, Value>, &Values),
) -> Sparse {
    let mut glosses =
        Glosses { english, stems, met: vec![0; translations::stems()], starts: vec![0], cells: Vec::new() };
    let mut row = Scratch::new(english.len());
    let mut table = Sparse::new();
    for token in tokens {
        let (kind, text) = chinese.word(token as u32);
        if let Some(value) = numbers.get(&(token as u32)) {
            for (same, agreement) in values.agreeing(*value) {
                row.add(same, agreement);
            }
        } else if let Some(same) = english.find(kind, text) {
            row.add(same, 1.0);
        }
        if kind == TokenKind::Word {
            glosses.add_word(text, &mut row);
            for &name in names.spelled(text) {
                row.add(name, 1.0);
            }
            for form in romanise::established(text) {
                glosses.add_form(form, &mut row);
            }
        }
        table.push_row(row.take().into_iter().filter(|&(_, value)| value >= LEAST));
    }
    table
}

impl Glosses<'_> {
    /// Adds the translations of a Chinese word.
    fn add_word(&mut self, word: &str, row: &mut Scratch) {
        let found = self.add_headword(word, 1.0, row);
        let length = word.chars().count();
        if length > 1 {
            let weight = if found { CHARACTERS } else { 2.0 * CHARACTERS } / length as f32;
            let mut buffer = [0; 4];
            for c in word.chars() {
                self.add_headword(c.encode_utf8(&mut buffer), weight, row);
            }
        }
    }

    /// Adds the words of an established form of a name, such as Chiang Kai-shek.
    fn add_form(&self, form: &str, row: &mut Scratch) {
        let words: Vec<_> = form.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        for word in &words {
            if let Some(token) = self.english.find(TokenKind::Word, &stem(&word.to_lowercase())) {
                row.add(token, 1.0 / words.len() as f32);
            }
        }
    }

    /// Adds the glosses of a headword, and says whether there are any.
    fn add_headword(&mut self, word: &str, weight: f32, row: &mut Scratch) -> bool {
        let glosses = translations::of(word);
        let found = glosses.len() > 0;
        for (stem, share) in glosses {
            for &(token, near) in self.meanings(stem) {
                row.add(token, weight * share * near);
            }
        }
        found
    }

    /// The English tokens that a stem is or is near to.
    fn meanings(&mut self, stem: u16) -> &[(u32, f32)] {
        let at = usize::from(stem);
        if self.met[at] == 0 {
            self.cells.extend(self.stems.token(stem).map(|token| (token, 1.0)));
            let near = translations::near(stem);
            self.cells.extend(near.filter_map(|(near, weight)| Some((self.stems.token(near)?, SYNONYMS * weight))));
            self.met[at] = self.starts.len() as u32;
            self.starts.push(self.cells.len() as u32);
        }
        let nth = self.met[at] as usize;
        &self.cells[self.starts[nth - 1] as usize..self.starts[nth] as usize]
    }
}
