//! `duizhao search`: what is found in the documents of the library.

use std::fmt::Write as _;
use std::path::Path;

use super::arguments::{Search, SearchForm};
use super::output::{say, write_result};
use crate::export::shown_on_one_line;
use crate::library::{Found, FoundDocument, Library, LibraryError, Most};
use crate::model::Progress;
use crate::text::search::Query;
use crate::workspace::Problem;
use crate::workspace::library_tasks::{found_as_json, index_all, now};

/// How much is printed unless all of it is asked for.
const MOST: Most = Most { documents: 100, hits: 200 };
const ALL: Most = Most { documents: usize::MAX, hits: usize::MAX };
/// Characters that the column has at least, and at most, that says what a hit is.
const NAME_WIDTH: usize = 11;
const MOST_NAME_WIDTH: usize = 24;

pub(super) fn run(task: &Search, path: &Path) -> Result<(), Problem> {
    let mut library = Library::open_existing(path, now()).map_err(problem)?;
    finish_renewal(&mut library)?;
    let typed = task.query.join(" ");
    let query = Query::new(&typed);
    let most = if task.all { ALL } else { MOST };
    // Nobody cancels here: the program is interrupted instead.
    let found = library.search(&query, most, &Progress::default()).map_err(problem)?.unwrap_or_default();
    let result = match task.form {
        SearchForm::Json => found_as_json(&found),
        SearchForm::Text => found.documents.iter().map(in_words).collect(),
    };
    write_result(None, &result)?;
    for remark in remarks(&found, &query) {
        say(&remark);
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` calls")]
fn problem(error: LibraryError) -> Problem {
    Problem::of_library(&error)
}

/// Brings what an older program left out of the index into it, where the library may be written to. That is a part of
/// its renewal; searching itself writes nothing.
fn finish_renewal(library: &mut Library) -> Result<(), Problem> {
    let waiting = library.unindexed().map_err(problem)?.len();
    if waiting == 0 || library.is_read_only() {
        return Ok(());
    }
    say(&format!("an older program made this library; to be indexed, once: {}", documents(waiting)));
    // Where there is no room, say, the rest can be searched all the same.
    if let Err(problem) = index_all(library, &Progress::default()) {
        say(&problem.to_string());
    }
    Ok(())
}

/// What is not in the result, and why.
fn remarks(found: &Found, query: &Query) -> Vec<String> {
    let mut remarks = Vec::new();
    if query.is_empty() {
        remarks.push("there is nothing to search for: a query has letters, digits or Chinese characters".to_owned());
    } else if found.documents.is_empty() {
        remarks.push("nothing was found".to_owned());
    }
    let left_out = found.count - found.documents.len();
    let more: usize = found.documents.iter().map(|one| one.more).sum();
    if left_out > 0 {
        remarks.push(format!("{} more were found; --all prints them too", documents(left_out)));
    }
    if more > 0 {
        remarks.push(format!("{more} more hits were found in these documents; --all prints them too"));
    }
    if found.unindexed > 0 {
        let many = documents(found.unindexed);
        remarks.push(format!("not wholly in the index yet, so not wholly searched: {many}"));
    }
    remarks
}

fn documents(many: usize) -> String {
    if many == 1 { "1 document".to_owned() } else { format!("{many} documents") }
}

/// A document on a line, its hits below it, the partner of each below that. The name of what is known about a document
/// stands before it already.
fn in_words(one: &FoundDocument) -> String {
    let mut lines = format!("{}  {}\n", one.key.short(), shown_on_one_line(&one.title));
    let names: Vec<String> = one.hits.iter().map(|hit| shown_on_one_line(&hit.on.label())).collect();
    let width = names.iter().map(|name| name.chars().count()).fold(NAME_WIDTH, usize::max).min(MOST_NAME_WIDTH);
    for (hit, name) in one.hits.iter().zip(names) {
        let address = hit.address.map(|address| address.to_string()).unwrap_or_default();
        let text = shown_on_one_line(&hit.text);
        // Writing to a string cannot fail.
        writeln!(lines, "  {address:<8} {name:<width$}  {text}").unwrap_or_default();
        if !hit.partner.is_empty() && !hit.on.is_known() {
            writeln!(lines, "  {:<8} {:<width$}  {}", "", "", shown_on_one_line(&hit.partner)).unwrap_or_default();
        }
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::DocumentKey;
    use crate::model::search::{Hit, HitOn};
    use crate::model::{Address, DetailKind, SideName};

    #[test]
    fn what_is_found_reads_as_a_list_and_what_is_not_shown_is_said() {
        let hit = |on, address, text: &str, partner: &str| Hit {
            on,
            address,
            text: text.to_owned(),
            marks: Vec::new(),
            partner: partner.to_owned(),
            partner_marks: Vec::new(),
        };
        let address = Some(Address { row: 12, pair: Some(3) });
        let footnote = DetailKind::Footnote { side: SideName::Source, mark: "3".to_owned() };
        let record = DetailKind::Record { label: "Original\nlanguage".to_owned() };
        let hits = vec![
            hit(HitOn::Title, None, "领土\u{202e}", ""),
            hit(HitOn::Side(SideName::Source), address, "领土\n问题", "The question of territory"),
            hit(HitOn::Detail(footnote), address, "领土档案", "领土[3]。"),
            hit(HitOn::Detail(record), None, "领土卷", "Original\nlanguage"),
        ];
        let one = FoundDocument { key: DocumentKey("abcdef".into()), title: "领土".to_owned(), hits, more: 2 };
        let expected = [
            "abcdef  领土\n",
            "           title              领土⟨U+202E⟩\n",
            "  ¶12.3    source             领土 问题\n",
            "                              The question of territory\n",
            "  ¶12.3    Footnote 3         领土档案\n",
            "                              领土[3]。\n",
            "           Original language  领土卷\n\n",
        ]
        .concat();
        assert_eq!(in_words(&one), expected);
        let found = Found { documents: vec![one], count: 3, unindexed: 1 };
        let expected = [
            "2 documents more were found; --all prints them too",
            "2 more hits were found in these documents; --all prints them too",
            "not wholly in the index yet, so not wholly searched: 1 document",
        ];
        assert_eq!(remarks(&found, &Query::new("领土")), expected);
        assert_eq!(remarks(&Found::default(), &Query::new("领")), ["nothing was found"]);
        assert!(remarks(&Found::default(), &Query::new("…"))[0].contains("nothing to search for"));
    }
}
