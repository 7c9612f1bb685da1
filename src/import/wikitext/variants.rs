//! `-{ }-`: words that the wiki writes differently for its readers in different places.
//!
//! One of the forms is shown: the one of the script that the page names first, so that a page reads in one script.

use super::inline;
use super::page::Page;
use super::scan;
use super::writer::Writer;
use crate::model::Span;

/// A script that words are given in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Script {
    Simplified,
    Traditional,
    /// A form that is the same in both.
    Any,
}

/// What the flags before the first `|` ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Show {
    /// One of the forms.
    Chosen,
    /// Nothing: a rule for the rest of the page.
    Nothing,
    /// Nothing here; it is the title.
    Title,
}

/// One form of a conversion.
struct Form {
    script: Script,
    text: Span,
}

/// Writes what is read of the conversion that opens at token `index`.
pub(super) fn write(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, depth: u8) {
    let (show, body) = flags(page, scan::content(&page.tokens, index));
    if show == Show::Nothing {
        return;
    }
    let chosen = choose(page, body);
    if show == Show::Title {
        let title = inline::plain(page, chosen, depth);
        page.display_title.get_or_insert(title);
        return;
    }
    inline::write(page, out, chosen, depth + 1);
}

/// The words that are read of the forms in `body`.
pub(super) fn choose(page: &mut Page<'_>, body: Span) -> Span {
    let forms = forms(page, body);
    let Some(first) = forms.first() else { return body };
    if page.script.is_none() && first.script != Script::Any {
        page.script = Some(first.script);
    }
    forms.iter().find(|form| Some(form.script) == page.script).unwrap_or(first).text
}

/// The flags of a conversion, and what follows them.
fn flags(page: &Page<'_>, content: Span) -> (Show, Span) {
    let Some((flags, _)) = page.text(content).split_once('|') else { return (Show::Chosen, content) };
    let body = Span { start: content.start + flags.len() as u32 + 1, ..content };
    let is_flag =
        |flag: &str| matches!(flag, "A" | "T" | "R" | "D" | "-" | "H" | "N" | "S" | "+" | "") || script(flag).is_some();
    let flags: Vec<_> = flags.split(';').map(str::trim).collect();
    if !flags.iter().all(|flag| is_flag(flag)) {
        return (Show::Chosen, content);
    }
    let show = if flags.contains(&"T") {
        Show::Title
    } else if flags.iter().any(|flag| matches!(*flag, "H" | "-")) {
        Show::Nothing
    } else {
        Show::Chosen
    };
    (show, body)
}

/// The forms in `body`, split at `;` before a name of a variant; none where it is plain text.
fn forms(page: &Page<'_>, body: Span) -> Vec<Form> {
    let text = page.text(body);
    let mut forms: Vec<Form> = Vec::new();
    let mut at = body.start as usize;
    for part in text.split_inclusive(';') {
        let (words, end) = (part.strip_suffix(';').unwrap_or(part), at + part.len());
        match variant(words) {
            Some((script, offset)) => {
                forms.push(Form { script, text: page.trimmed(Span::new(at + offset, at + words.len())) });
            }
            // A `;` inside a form, as an entity has one, does not end it.
            None if words.trim().is_empty() => {}
            None => match forms.last_mut() {
                Some(last) => last.text.end = (at + words.len()) as u32,
                None => return Vec::new(),
            },
        }
        at = end;
    }
    forms
}

/// The script of a part such as `zh-hans:计算机` or `电脑=>zh-tw:電腦`, and the byte where its words start.
fn variant(part: &str) -> Option<(Script, usize)> {
    let (head, _) = part.split_once(':')?;
    let code = head.rsplit("=>").next()?.trim();
    script(code).map(|script| (script, head.len() + 1))
}

/// The script of a variant's name, if it is one.
fn script(code: &str) -> Option<Script> {
    match code.to_ascii_lowercase().as_str() {
        "zh-hans" | "zh-cn" | "zh-sg" | "zh-my" | "hans" | "cn" => Some(Script::Simplified),
        "zh-hant" | "zh-tw" | "zh-hk" | "zh-mo" | "hant" | "tw" | "hk" => Some(Script::Traditional),
        "zh" => Some(Script::Any),
        _ => None,
    }
}
