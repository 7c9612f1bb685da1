//! The record of an archive page: its labelled fields, and where they stand.
//!
//! Fields are told by their labels, from the vocabulary that catalogues of archives share (ISAD(G), Dublin Core), in
//! any order, with the value on the label's line or below it. A label the vocabulary does not know counts where it
//! stands among known ones. Everything else of the page is its bodies.

use super::date;
use super::labels::{Field, field, names_a_part};
use super::shape::{self, Shape};
use crate::import::lines::{Line, Weight};
use crate::model::{Metadata, MetadataField, Span};
use crate::text::Language;

/// How many lines of text a value may have before the next label.
const LONGEST_VALUE: usize = 12;
/// How many lines may stand before the first label.
const LONGEST_HEAD: usize = 12;

/// A record: what it says, and which lines it takes.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub metadata: Metadata,
    /// How many lines it takes at the start of the page.
    pub head: usize,
    /// The first line it takes at the end of the page; the number of lines where it takes none.
    pub tail: usize,
}

/// A line that starts a field.
struct Label<'a> {
    line: usize,
    name: &'a str,
    field: Field,
    /// Where the value starts, if it starts on the label's line.
    value: Option<Span>,
}

/// Reads the record of a page.
pub(super) fn read(text: &str, lines: &[Line]) -> Record {
    let labels: Vec<Label> = (0..lines.len()).filter_map(|nth| label(text, lines, nth)).collect();
    let mut record = Record { tail: lines.len(), ..Record::default() };
    let mut fields = Vec::new();
    let leads = |first: &Label| {
        let before = lines.get(..first.line).unwrap_or_default();
        before.len() <= LONGEST_HEAD && !before.iter().any(|line| is_sentence(line.span.of(text).unwrap_or_default()))
    };
    if labels.first().is_some_and(leads) {
        let end = chain_end(&labels, |before, after| adjoins(text, lines, before, after));
        record.head = take(text, lines, labels.get(..end).unwrap_or_default(), lines.len(), &mut fields);
    }
    let rest = labels.partition_point(|label| label.line < record.head);
    record.tail = tail(text, lines, labels.get(rest..).unwrap_or_default(), &mut fields);
    let preamble = labels.first().map_or(0, |first| first.line.min(record.head));
    record.metadata = metadata(text, lines.get(..preamble).unwrap_or_default(), fields);
    record
}

/// Whether a line is running text: then a body of the page has begun.
fn is_sentence(line: &str) -> bool {
    let language = Weight::of(line).language().unwrap_or(Language::English);
    shape::shape(line, language) == Shape::Running
}

/// How many labels, in all, a page holds that catalogues use.
pub(in crate::import) fn known_labels(text: &str, lines: &[Line]) -> usize {
    let own = |field: Field| !matches!(field, Field::Title | Field::Date | Field::Other);
    let labels = (0..lines.len()).filter_map(|nth| label(text, lines, nth));
    let (mut strong, mut weak) = (0, 0);
    for label in labels {
        if own(label.field) { strong += 1 } else { weak += 1 }
    }
    if strong == 0 { 0 } else { strong + weak }
}

/// The label that line `nth` is or starts with.
fn label<'a>(text: &'a str, lines: &[Line], nth: usize) -> Option<Label<'a>> {
    let line = lines.get(nth)?;
    let content = line.span.of(text)?;
    let (name, value) = content.split_once([':', '：'])?;
    let name = name.trim();
    let field = field(name)?;
    let value = value.trim();
    let start = line.span.end as usize - value.len();
    let value = (!value.is_empty()).then(|| Span::new(start, line.span.end as usize));
    Some(Label { line: nth, name, field, value })
}

/// How many labels from the first on stand in one record.
fn chain_end(labels: &[Label], adjoins: impl Fn(&Label, &Label) -> bool) -> usize {
    1 + labels.windows(2).take_while(|pair| matches!(pair, [before, after] if adjoins(before, after))).count()
}

/// Whether nothing but the value of `before` stands between the two labels.
fn adjoins(text: &str, lines: &[Line], before: &Label, after: &Label) -> bool {
    let between = lines.get(before.line + 1..after.line).unwrap_or_default();
    // A list of parts ends where its lines do: the body after it may have labels of its own (Subject, Source).
    if before.field == Field::Contents {
        return between.iter().all(|line| names_a_part(line.span.of(text).unwrap_or_default()));
    }
    between.len() <= LONGEST_VALUE
        && !between.iter().any(|line| {
            let weight = Weight::of(line.span.of(text).unwrap_or_default());
            weight.chinese > 40 && weight.chinese > weight.english
        })
}

/// Takes the fields of a chain of labels and says which line comes after them.
fn take<'a>(
    text: &'a str,
    lines: &[Line],
    labels: &[Label<'a>],
    limit: usize,
    fields: &mut Vec<(Field, &'a str, String)>,
) -> usize {
    let mut end = 0;
    for (nth, label) in labels.iter().enumerate() {
        end = match labels.get(nth + 1) {
            Some(next) => next.line,
            None => last_value_end(text, lines, label).min(limit),
        };
        let below = lines.get(label.line + 1..end).unwrap_or_default().iter().map(|line| line.span);
        add(text, label, below, fields);
    }
    end
}

/// Adds the fields of a label, and of labels the vocabulary does not know that stand inside its value.
fn add<'a>(
    text: &'a str,
    label: &Label<'a>,
    below: impl Iterator<Item = Span>,
    fields: &mut Vec<(Field, &'a str, String)>,
) {
    let mut value = String::new();
    let (mut field, mut name) = (label.field, label.name);
    for span in label.value.into_iter().chain(below) {
        let line = span.of(text).unwrap_or_default();
        if let Some(unknown) = unknown_label(line) {
            fields.push((field, name, std::mem::take(&mut value)));
            (field, name) = (Field::Other, unknown);
            continue;
        }
        if !value.is_empty() {
            value.push('\n');
        }
        value.push_str(line);
    }
    fields.push((field, name, value));
}

/// The name on a line that is nothing but a short name and a colon.
fn unknown_label(line: &str) -> Option<&str> {
    let name = line.strip_suffix([':', '：'])?.trim();
    let words = name.split_whitespace().count();
    (words <= 5 && name.len() <= 60 && name.starts_with(|c: char| c.is_ascii_uppercase())).then_some(name)
}

/// Where the value of the last label of a record ends: after one block of lines, or after all the lines that name
/// parts of the record, since what follows is a body of the page.
fn last_value_end(text: &str, lines: &[Line], label: &Label) -> usize {
    let mut end = label.line + 1;
    let mut has_value = label.value.is_some();
    while let Some(line) = lines.get(end) {
        let content = line.span.of(text).unwrap_or_default();
        let goes_on = if label.field == Field::Contents { names_a_part(content) } else { !line.apart };
        if has_value && !goes_on {
            break;
        }
        has_value = true;
        end += 1;
    }
    end
}

/// Takes the record's lines at the end of a page: three labels or more, with nothing but their values after them.
fn tail<'a>(text: &'a str, lines: &[Line], labels: &[Label<'a>], fields: &mut Vec<(Field, &'a str, String)>) -> usize {
    let mut first = labels.len();
    let mut end = lines.len();
    for (nth, label) in labels.iter().enumerate().rev() {
        let value_end = labels.get(nth + 1).map_or_else(|| last_value_end(text, lines, label), |next| next.line);
        let near = labels.get(nth + 1).is_none_or(|next| adjoins(text, lines, label, next));
        if value_end != end || !near {
            break;
        }
        (first, end) = (nth, label.line);
    }
    let found = labels.get(first..).unwrap_or_default();
    if found.len() < 3 {
        return lines.len();
    }
    take(text, lines, found, lines.len(), fields);
    end
}

/// Orders what was read into the fields of the model.
fn metadata(text: &str, preamble: &[Line], fields: Vec<(Field, &str, String)>) -> Metadata {
    let mut metadata = Metadata::default();
    for (field, name, value) in fields {
        let flat = value.replace('\n', " ");
        let place = match field {
            Field::Title => &mut metadata.title,
            Field::Summary => &mut metadata.summary,
            Field::Citation => &mut metadata.citation,
            Field::Address => &mut metadata.address,
            Field::Credits => &mut metadata.credits,
            Field::Language => &mut metadata.original_language,
            Field::Date if date::iso(&flat).is_some() => {
                metadata.date = metadata.date.or_else(|| date::iso(&flat));
                continue;
            }
            Field::Contents => {
                metadata.contents.extend(value.lines().map(str::to_owned));
                continue;
            }
            Field::Date | Field::Other => {
                metadata.other.push(MetadataField { label: name.to_owned(), value });
                continue;
            }
        };
        match place {
            Some(_) => metadata.other.push(MetadataField { label: name.to_owned(), value }),
            None if value.is_empty() => {}
            // Paragraphs of a summary stay apart; a value that was only wrapped reads on.
            None => *place = Some(if field == Field::Summary { value } else { flat }),
        }
    }
    from_preamble(text, preamble, &mut metadata);
    complete(&mut metadata);
    metadata
}

/// What stands before the first label: the date, the title, and whatever the page was copied with.
fn from_preamble(text: &str, preamble: &[Line], metadata: &mut Metadata) {
    let cited = metadata.citation.as_deref().and_then(quoted);
    let lines: Vec<&str> = preamble.iter().filter_map(|line| line.span.of(text)).collect();
    let is_title = |line: &&str| date::iso(line).is_none();
    let title = lines
        .iter()
        .find(|line| cited.as_deref() == Some(**line))
        .or_else(|| lines.iter().filter(|line| is_title(line)).max_by_key(|line| line.len()))
        .copied();
    for line in &lines {
        match date::iso(line) {
            Some(date) if metadata.date.is_none() => metadata.date = Some(date),
            _ if metadata.title.is_none() && Some(*line) == title => metadata.title = Some((*line).to_owned()),
            _ if metadata.title.as_deref() == Some(*line) => {}
            _ => metadata.other.push(MetadataField { label: String::new(), value: (*line).to_owned() }),
        }
    }
}

/// Fills from the citation what the record does not say otherwise.
fn complete(metadata: &mut Metadata) {
    let Some(citation) = metadata.citation.as_deref() else { return };
    let title = quoted(citation);
    let after_title =
        title.as_ref().and_then(|title| citation.split_once(title.as_str())).map_or(citation, |cut| cut.1);
    metadata.date = metadata.date.take().or_else(|| date::find(after_title));
    metadata.title = metadata.title.take().or(title);
    metadata.address = metadata.address.take().or_else(|| address(citation));
}

/// The words in the first quotation marks of a citation, without the comma American style puts inside them.
fn quoted(citation: &str) -> Option<String> {
    let start = citation.find(['"', '“', '«', '《'])?;
    let (_, rest) = citation.split_at_checked(start)?;
    let mut characters = rest.chars();
    let open = characters.next()?;
    let close = match open {
        '“' => '”',
        '«' => '»',
        '《' => '》',
        _ => '"',
    };
    // A title may hold quotations of its own: it ends where a comma or the end of a sentence follows the mark.
    let rest = characters.as_str();
    let ends = rest.match_indices(close).filter(|(at, mark)| {
        let after = rest.get(at + mark.len()..).unwrap_or_default();
        let inside = rest.get(..*at).unwrap_or_default();
        after.is_empty() || after.starts_with([',', '.', ';', '，', '。']) || inside.ends_with(',')
    });
    let end = ends.map(|(at, _)| at).next().or_else(|| rest.find(close))?;
    let title = rest.get(..end)?.trim().trim_end_matches(',');
    (!title.is_empty()).then(|| title.to_owned())
}

/// The last address of the web in a text.
fn address(text: &str) -> Option<String> {
    let start = text.rfind("https://").or_else(|| text.rfind("http://"))?;
    let address = text.get(start..)?.split(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '>' | ')')).next()?;
    Some(address.trim_end_matches(['.', ',', ';', '。']).to_owned())
}
