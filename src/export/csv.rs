//! Lines of values for spreadsheets: RFC 4180, and harmless.
//!
//! Spreadsheets run what looks like a formula, even in a file of values. A cell never starts with what they take for
//! one; nor does what a spreadsheet that parts cells otherwise (by semicolons or tabs) would take for a cell.

/// What a file starts with, so that Excel reads Chinese.
pub(super) const START: char = '\u{feff}';

/// Adds a line. Every cell is in quotation marks: so a comma, a line end and a semicolon stay inside for every reader.
pub(super) fn push_line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (nth, cell) in cells.into_iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        out.push('"');
        out.push_str(&harmless(cell).replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

/// The text with an apostrophe before everything that a spreadsheet might take for the start of a formula.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut at_start = true;
    for character in text.chars() {
        // A tab at the start of a cell is what some programs strip to find a formula behind it.
        if at_start && (starts_formula(character) || (out.is_empty() && matches!(character, '\t' | '\n'))) {
            out.push('\'');
            at_start = false;
        }
        out.push(character);
        let parts = matches!(character, '\n' | '\t' | ';');
        at_start = parts || (at_start && is_passed_over(character));
    }
    out
}

/// What stands before a formula without hiding it from a spreadsheet.
fn is_passed_over(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

fn starts_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        for (text, expected) in [
            ("领土 territory", "领土 territory"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("＝1＋1", "'＝1＋1"),
            ("－1", "'－1"),
            ("＋1", "'＋1"),
            ("＠x", "'＠x"),
            ("  =1", "  '=1"),
            ("\u{feff}=1", "\u{feff}'=1"),
            ("甲;=1", "甲;'=1"),
            ("甲;\"=1", "甲;\"'=1"),
            ("一\n- 二", "一\n'- 二"),
            ("a-b = c", "a-b = c"),
            ("1962-08-10", "1962-08-10"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }
}
