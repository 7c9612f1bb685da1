//! A document as Markdown (CommonMark with tables and footnotes).

use crate::export::names;
use crate::model::{Document, InfoboxField, Mark, MarkStyle, Note, Passage, PassageKind, ReadingText, Side, SideName};

/// The document as Markdown: a heading and a list of what is known about it, then each side under a heading.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n", escaped(&document.title));
    let known = document.labelled_beside_title().map(|(label, value)| match label {
        "" => format!("- {}", one_line(&value)),
        label => format!("- **{}:** {}", escaped(label), one_line(&value)),
    });
    block(&mut out, &known.collect::<Vec<_>>());
    let flags = document.flags.iter().map(|flag| format!("> **Note:** {}", one_line(&flag.message)));
    block(&mut out, &[flags.collect::<Vec<_>>().join("\n>\n")]);
    for name in SideName::BOTH {
        let Some(side) = document.side(name) else { continue };
        if document.translation.is_some() {
            line(&mut out, &format!("\n## {}", names::language_name(side.language)));
        }
        let writer = SideWriter { side, name, below: usize::from(document.translation.is_some()) };
        writer.write(&mut out);
    }
    out
}

/// One side, and how its headings and notes are told from those of the other.
struct SideWriter<'a> {
    side: &'a Side,
    name: SideName,
    /// How many levels its headings stand lower than in the document.
    below: usize,
}

impl SideWriter<'_> {
    fn write(&self, out: &mut String) {
        write_infobox(out, &self.side.infobox);
        let mut before = None;
        for passage in &self.side.passages {
            let first = before != Some(passage.kind);
            let together = matches!(passage.kind, PassageKind::ListItem | PassageKind::Table) && !first;
            if !together {
                out.push('\n');
            }
            self.write_passage(out, passage, first);
            before = Some(passage.kind);
        }
        let notes = self.side.notes.iter().map(|note| {
            let text = self.styled(&note.text, &note.marks).replace('\n', " ");
            format!("{}: {text}", self.footnote(note))
        });
        block(out, &notes.collect::<Vec<_>>());
        if !self.side.categories.is_empty() {
            line(out, &format!("\n*Categories:* {}", escaped(&self.side.categories.join(" · "))));
        }
    }

    fn write_passage(&self, out: &mut String, passage: &Passage, first: bool) {
        let text = self.styled(&passage.text, &passage.marks);
        let level = usize::from(passage.level);
        match passage.kind {
            PassageKind::Heading => {
                let marks = "#".repeat((level.max(2) + self.below).min(6));
                line(out, &format!("{marks} {}", text.replace('\n', " ")));
            }
            PassageKind::ListItem => {
                let indent = 2 * level.saturating_sub(1);
                line(out, &format!("{:indent$}- {}", "", text.replace('\n', &format!("\n{:1$}", "", indent + 2))));
            }
            PassageKind::Quotation => line(out, &format!("> {}", text.replace('\n', "\n> "))),
            PassageKind::Table => write_cells(out, &text, first),
            PassageKind::Caption | PassageKind::Note | PassageKind::MetadataLine => {
                // Emphasis marks around arbitrary text may fail to close; the element always does.
                line(out, &format!("<small>{}</small>", text.replace('\n', "<br>")));
            }
            PassageKind::Paragraph | PassageKind::Editorial | PassageKind::Other => {
                line(out, &text.replace('\n', "\\\n"));
            }
        }
    }

    /// The text with its styles, links and notes.
    fn styled(&self, reading: &ReadingText, marks: &[Mark]) -> String {
        let text = reading.text();
        let mut out = String::with_capacity(text.len() + text.len() / 8);
        let mut edges = self.edges(text, marks).into_iter().peekable();
        let mut footnotes = marks.iter().filter(|mark| self.note_of(mark).is_some()).peekable();
        let mut pending = String::new();
        for (at, character) in text.char_indices() {
            while let Some(edge) = edges.next_if(|edge| edge.at as usize <= at) {
                push_escaped(&mut out, &std::mem::take(&mut pending));
                out.push_str(&edge.text);
            }
            while footnotes.next_if(|mark| mark.at.end as usize <= at).is_some() {}
            // The footnote stands in the place of its mark.
            if !footnotes.peek().is_some_and(|mark| mark.at.contains(at)) {
                pending.push(character);
            }
        }
        push_escaped(&mut out, &pending);
        edges.for_each(|edge| out.push_str(&edge.text));
        out
    }

    /// What to write where styles start and end, in order. What was opened last is closed first.
    fn edges(&self, text: &str, marks: &[Mark]) -> Vec<Edge> {
        let (mut openings, mut edges) = (Vec::new(), Vec::new());
        for mark in marks.iter().filter(|mark| !mark.at.is_empty()) {
            let Some((open, close)) = self.delimiters(mark, text) else { continue };
            openings.push(Edge { at: mark.at.start, opens: true, text: open });
            edges.push(Edge { at: mark.at.end, opens: false, text: close });
        }
        edges.reverse();
        edges.append(&mut openings);
        // A style that ends where another starts ends first. The sort keeps the order of what is equal.
        edges.sort_by_key(|edge| (edge.at, edge.opens));
        edges
    }

    /// The note that a mark stands for.
    fn note_of(&self, mark: &Mark) -> Option<&Note> {
        match mark.style {
            MarkStyle::NoteMark { note } => self.side.notes.get(note as usize),
            _ => None,
        }
    }

    /// What stands before and after text of that style; nothing for a style that Markdown has not, or not there.
    fn delimiters(&self, mark: &Mark, text: &str) -> Option<(String, String)> {
        let same = |delimiter: &str| Some((delimiter.to_owned(), delimiter.to_owned()));
        match &mark.style {
            MarkStyle::Bold if can_be_emphasis(mark, text) => same("**"),
            MarkStyle::Italic if can_be_emphasis(mark, text) => same("*"),
            MarkStyle::Struck if can_be_emphasis(mark, text) => same("~~"),
            MarkStyle::Small => Some(("<small>".to_owned(), "</small>".to_owned())),
            MarkStyle::Link { target } if target.starts_with("http://") || target.starts_with("https://") => {
                let target = target.replace(['<', '>', '\n', ' '], "%20");
                Some(("[".to_owned(), format!("](<{target}>)")))
            }
            MarkStyle::NoteMark { .. } => Some((self.footnote(self.note_of(mark)?), String::new())),
            _ => None,
        }
    }

    /// The name of a note, in its brackets. The two sides have names of their own.
    fn footnote(&self, note: &Note) -> String {
        let mark: String = note.mark.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let side = if self.name == SideName::Translation { "t" } else { "" };
        format!("[^{side}{mark}]")
    }
}

/// Something to write between two characters of the text.
struct Edge {
    /// Byte of the text it stands before.
    at: u32,
    /// Whether a style starts there.
    opens: bool,
    text: String,
}

/// Whether CommonMark sees emphasis there: what is inside must start and end with no blank and no punctuation, because
/// no blanks stand around Chinese words.
fn can_be_emphasis(mark: &Mark, text: &str) -> bool {
    let Some(inside) = mark.at.of(text) else { return false };
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_word(inside.chars().next()) && is_word(inside.chars().next_back())
}

fn write_infobox(out: &mut String, infobox: &[InfoboxField]) {
    if infobox.is_empty() {
        return;
    }
    line(out, "\n| | |\n| --- | --- |");
    for field in infobox {
        let value: Vec<String> = field.value.lines().map(|item| cell(&escaped(item.trim_start()))).collect();
        line(out, &format!("| {} | {} |", cell(&one_line(&field.label)), value.join("<br>")));
    }
}

/// Writes one line of a table. The first is its head.
fn write_cells(out: &mut String, text: &str, first: bool) {
    let cells: Vec<String> = text.split('\t').map(cell).collect();
    line(out, &format!("| {} |", cells.join(" | ")));
    if first {
        line(out, &format!("|{}", " --- |".repeat(cells.len())));
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', "<br>")
}

/// Adds lines after an empty one, if there are any.
fn block(out: &mut String, lines: &[String]) {
    if !lines.is_empty() {
        line(out, &format!("\n{}", lines.join("\n")));
    }
}

/// Adds a line and its end.
fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

pub(in crate::export) fn one_line(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

pub(in crate::export) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Adds text so that Markdown reads it as it stands.
fn push_escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        let at_start = out.is_empty() || out.ends_with('\n');
        let special = matches!(character, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '~')
            || (at_start && matches!(character, '#' | '+' | '-' | '='))
            || (matches!(character, '.' | ')') && is_item_number(out));
        if special {
            out.push('\\');
        }
        out.push(character);
    }
}

/// Whether the line holds nothing but a number, which a full stop would make the number of a list item.
fn is_item_number(out: &str) -> bool {
    // Markdown takes at most nine digits; looking back no further keeps long lines cheap.
    let digits = out.bytes().rev().take(10).take_while(u8::is_ascii_digit).count();
    (1..=9).contains(&digits) && out.bytes().rev().nth(digits).is_none_or(|before| before == b'\n')
}
