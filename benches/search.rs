//! How quick a search is in 10,000 documents of 30 to 60 sentence pairs each, with some footnotes and a citation, and how
//! large the index is.
//!
//! `cargo bench --bench search` prints milliseconds: for each query what the thread worked in the median and in the
//! slowest of some runs, the median by the clock on the wall, and how many documents meet the query. The
//! texts are drawn from the dictionary, a few words very often and most of them rarely, as in any
//! text (Zipf's law), with the particles of both languages as often as those stand in real ones.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever runs it")]

#[path = "common/clock.rs"]
mod clock;
#[path = "common/numbers.rs"]
mod numbers;
#[path = "common/shelf.rs"]
mod shelf;

use std::sync::Arc;
use std::time::Instant;

use clock::work;
use numbers::Numbers;
use shelf::{NOW, milliseconds, note, put};

use duizhao::library::{DocumentKey, Library, Most};
use duizhao::model::{
    Alignment, Bead, Document, DocumentKind, IndexRange, Mark, MarkStyle, Note, Passage, PassageKind, Progress,
    ReadingText, Row, Segment, Side, SourceText, Span, Work,
};
use duizhao::text::Language;
use duizhao::text::search::Query;
use rusqlite::Connection;

const DOCUMENTS: usize = 10_000;
/// What the window shows.
const MOST: Most = Most { documents: 50, hits: 10 };
const RUNS: usize = 15;
/// Sentences of a passage.
const SENTENCES: usize = 3;
/// Footnotes of a document.
const FOOTNOTES: usize = 4;

const DICTIONARY: &str = include_str!("../assets/cedict.tsv");
/// Particles and what else stands in most sentences, each with how many of a thousand words it is.
const CHINESE: [(&str, usize); 8] =
    [("的", 65), ("了", 20), ("在", 18), ("是", 16), ("和", 12), ("中国", 6), ("政府", 5), ("边界", 3)];
const ENGLISH: [(&str, usize); 10] = [
    ("the", 65),
    ("of", 36),
    ("and", 28),
    ("to", 26),
    ("in", 21),
    ("is", 10),
    ("Chinese", 5),
    ("government", 4),
    ("borders", 3),
    ("negotiated", 1),
];

/// Words of a language, the frequent ones first.
struct Words {
    particles: &'static [(&'static str, usize)],
    others: Vec<&'static str>,
    /// How much the words up to each weigh, where the nth weighs 1/n.
    weights: Vec<f64>,
}

impl Words {
    fn new(particles: &'static [(&'static str, usize)], others: Vec<&'static str>) -> Self {
        let mut all = 0.0;
        let weigh = |nth: usize| {
            all += 1.0 / (nth as f64 + 3.0);
            all
        };
        let weights = (0..others.len()).map(weigh).collect();
        Self { particles, others, weights }
    }

    fn pick(&self, numbers: &mut Numbers) -> &'static str {
        let mut at = numbers.next(1000);
        for (word, share) in self.particles {
            if at < *share {
                return word;
            }
            at -= share;
        }
        let all = self.weights.last().copied().unwrap_or_default();
        let at = numbers.next(1 << 30) as f64 / f64::from(1 << 30) * all;
        self.others[self.weights.partition_point(|weight| *weight < at).min(self.others.len() - 1)]
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("library.duizhao");
    let mut library = Library::open(&path, NOW).expect("it can be made");
    let (chinese, english) = vocabulary();
    let mut numbers = Numbers(88_172_645_463_325_252);
    let (mut bytes, mut pairs, mut last) = (0, 0, None);
    let adding = Instant::now();
    for nth in 0..DOCUMENTS {
        let (document, alignment) = document(nth, &chinese, &english, &mut numbers);
        bytes += document.source.source.text.len();
        pairs += alignment.beads.len();
        last = Some(add(&mut library, &document, alignment));
    }
    println!("{:>9.2}  add one document", milliseconds(adding.elapsed()) / DOCUMENTS as f64);
    println!("{pairs} pairs, {:.1} MB of text", bytes as f64 / 1e6);
    sizes(&path);
    let (key, work) = last.expect("there are documents");
    save_a_note(&mut library, &key, &work);
    drop(library);

    let opening = Instant::now();
    let library = Library::open_existing(&path, NOW).expect("it is there");
    println!("{:>9.2}  open", milliseconds(opening.elapsed()));
    for (what, typed) in [
        ("the commonest character", "的"),
        ("a common character", "国"),
        ("a rare character", "麝"),
        ("a common phrase", "中国"),
        ("a common phrase, traditional", "中國政府"),
        ("a phrase of the commonest", "的中国"),
        ("a rare phrase", "边界谈判"),
        ("the commonest word", "the"),
        ("a stem", "negotiation"),
        ("a common stem", "governments"),
        ("both languages", "边界 border"),
        ("both languages, common", "政府 government"),
        ("the commonest of both", "的 the"),
        ("several words", "中国 政府 边界 border"),
        ("an archive's number", "118-04321"),
        ("what only footnotes say", "第七十七页"),
        ("what all footnotes say", "档案"),
        ("nothing", "没有这样的话 nowhere"),
    ] {
        measure(&library, what, typed);
    }
}

fn measure(library: &Library, what: &str, typed: &str) {
    let query = Query::new(typed);
    let (mut worked, mut waited) = (Vec::new(), Vec::new());
    let mut count = 0;
    for _ in 0..RUNS {
        let (start, before) = (Instant::now(), work());
        let found = library.search(&query, MOST, &Progress::default()).expect("it can be read");
        count = found.expect("nobody cancels").count;
        worked.push(work().saturating_sub(before));
        waited.push(start.elapsed());
    }
    worked.sort();
    waited.sort();
    let (median, most) = (milliseconds(worked[RUNS / 2]), milliseconds(worked[RUNS - 1]));
    let wall = milliseconds(waited[RUNS / 2]);
    println!("{median:>9.2} {most:>9.2} {wall:>9.2}  {count:>6} documents  {what}: {typed}");
}

/// What the parts of the file take.
fn sizes(path: &std::path::Path) {
    let library = Connection::open(path).expect("it is there");
    for (what, which) in [
        ("the files as they came", "name LIKE '%blobs%'"),
        ("the reading texts", "name = 'passages'"),
        ("footnotes and metadata", "name = 'details'"),
        ("the index", "name LIKE 'search%'"),
        ("all", "1"),
    ] {
        let query = format!("SELECT sum(pgsize) / 1e6 FROM dbstat WHERE {which}");
        let size: f64 = library.query_row(&query, [], |row| row.get(0)).expect("it can be counted");
        println!("{size:>9.1} MB  {what}");
    }
}

fn save_a_note(library: &mut Library, key: &DocumentKey, work: &Work) {
    let mut before = work.clone();
    let saving = Instant::now();
    for nth in 0..20 {
        let mut after = before.clone();
        let note = note(&format!("urn:笔记:{nth}"));
        Arc::make_mut(&mut after.annotations).insert(note.id.clone(), Arc::new(note));
        library.save(key, &before, &after).expect("nobody else writes");
        before = after;
    }
    println!("{:>9.2}  save one note", milliseconds(saving.elapsed()) / 20.0);
}

fn add(library: &mut Library, document: &Document, alignment: Alignment) -> (DocumentKey, Work) {
    let work = Work::of(Arc::new(alignment));
    (put(library, document, &work), work)
}

/// Chinese words, and English ones, of the dictionary.
fn vocabulary() -> (Words, Words) {
    let (mut chinese, mut english) = (Vec::new(), Vec::new());
    for line in DICTIONARY.lines().step_by(9) {
        let fields: Vec<&'static str> = line.split('\t').collect();
        chinese.extend(fields.first().filter(|word| (2..=4).contains(&word.chars().count())));
        let gloss = fields.last().copied().unwrap_or_default();
        english.extend(
            gloss.split([' ', '/']).filter(|word| word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase())),
        );
    }
    english.sort_unstable();
    english.dedup();
    let mut numbers = Numbers(42);
    for words in [&mut chinese, &mut english] {
        for nth in (1..words.len()).rev() {
            words.swap(nth, numbers.next(nth + 1));
        }
        words.truncate(12_000);
    }
    (Words::new(&CHINESE, chinese), Words::new(&ENGLISH, english))
}

fn document(nth: usize, chinese: &Words, english: &Words, numbers: &mut Numbers) -> (Document, Alignment) {
    let pairs = 30 + numbers.next(31);
    let mut sides = [Vec::new(), Vec::new()];
    for _ in 0..pairs {
        let words = 8 + numbers.next(18);
        let sentence: String = (0..words).map(|_| chinese.pick(numbers)).collect();
        sides[0].push(sentence + "。");
        let words = 10 + numbers.next(30);
        let sentence: Vec<&str> = (0..words).map(|_| english.pick(numbers)).collect();
        sides[1].push(sentence.join(" ") + ". ");
    }
    let title = format!("第{nth}号文件：{}", chinese.pick(numbers));
    let [source, translation] = sides;
    let text = [source.concat(), translation.concat()].concat();
    let origin = Arc::new(SourceText::new("", text));
    let mut start = 0;
    let mut side = |language, sentences: &[String]| {
        let mut side = Side::empty(language, origin.clone());
        let mut segments = Vec::new();
        for (passage, sentences) in (0..).zip(sentences.chunks(SENTENCES)) {
            let mut at = 0;
            for sentence in sentences {
                segments.push(Segment { passage, at: Span::new(at, at + sentence.len()) });
                at += sentence.len();
            }
            let text = ReadingText::verbatim(&origin.text, Span::new(start, start + at));
            start += at;
            side.passages.push(Passage::new(PassageKind::Paragraph, text));
        }
        (side, segments)
    };
    let (mut source, source_segments) = side(Language::Chinese, &source);
    let (translation, translation_segments) = side(Language::English, &translation);
    let alignment = aligned(pairs, source.passages.len(), source_segments, translation_segments);
    annotate(&mut source, nth, chinese, numbers);
    let mut document = Document::new(DocumentKind::Plain, title, source, Some(translation));
    document.metadata.citation = Some(format!("Digital Archive, PRC FMA 118-{nth:05}-01, 7-11"));
    (document, alignment)
}

/// Gives the first passages a footnote each.
fn annotate(side: &mut Side, nth: usize, chinese: &Words, numbers: &mut Numbers) {
    const PAGES: [&str; 4] = ["第七十七页", "第三页", "第十五页", "第二百页"];
    for (number, passage) in (0..).zip(side.passages.iter_mut().take(FOOTNOTES)) {
        let page = PAGES[(nth + number as usize) % 97 % PAGES.len()];
        let words: String = (0..6).map(|_| chinese.pick(numbers)).collect();
        let mut text = ReadingText::default();
        text.push_replacement(&format!("外交部档案，{words}，{page}"), Span::default());
        let first = passage.text.text().chars().next().map_or(0, char::len_utf8);
        passage.marks.push(Mark { at: Span::new(0, first), style: MarkStyle::NoteMark { note: number } });
        side.notes.push(Note { mark: (number + 1).to_string(), text, marks: Vec::new(), uses: 1 });
    }
}

fn aligned(pairs: usize, passages: usize, source: Vec<Segment>, translation: Vec<Segment>) -> Alignment {
    let one = |nth: usize| IndexRange::new(nth, nth + 1);
    let row = |nth: usize| Row {
        number: nth as u32 + 1,
        source: one(nth),
        translation: one(nth),
        beads: IndexRange::new(nth * SENTENCES, (nth * SENTENCES + SENTENCES).min(pairs)),
        confidence: 0.9,
    };
    Alignment {
        rows: (0..passages).map(row).collect(),
        beads: (0..pairs).map(|nth| Bead::proposed(one(nth), one(nth), 0.9)).collect(),
        source,
        translation,
        runners_up: Vec::new(),
        ..Alignment::default()
    }
}
