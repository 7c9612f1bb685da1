//! What is read of a template inside running text, family by family.

use super::family::{self, Family};
use super::{Argument, Template, citation};
use crate::import::wikitext::inline;
use crate::import::wikitext::page::{DEEPEST, Page};
use crate::import::wikitext::references::Content;
use crate::import::wikitext::scan;
use crate::import::wikitext::writer::{Lines, Writer, is_wide};
use crate::import::wikitext::{infobox, links};
use crate::model::{Flag, MarkStyle, Span};

/// Writes what is read of the template that opens at token `index`.
pub(in crate::import::wikitext) fn write(page: &mut Page<'_>, out: &mut Writer<'_>, index: usize, depth: u8) {
    if depth >= DEEPEST {
        return inline::write(page, out, scan::content(&page.tokens, index), depth + 1);
    }
    let template = super::parse(page, index);
    write_family(page, out, &template, family::of(&template), depth);
}

fn write_family(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, family: Family, depth: u8) {
    match family {
        Family::Nothing => {}
        Family::NoteList => note_list(page, template),
        Family::Citation => citation::write(page, out, template, depth),
        Family::Archive => citation::write_archive(page, out, template, depth),
        Family::Hatnote(words) => write_hatnote(page, out, template, words, depth),
        Family::Infobox => infobox::write_inline(page, out, template, depth),
        Family::Flag(message) => flag(page, template, message),
        Family::Issues => issues(page, template),
        Family::Original => original(page, out, template, false, depth),
        Family::OriginalFirst => original(page, out, template, true, depth),
        Family::Foreign => argument(page, out, template.nth(2).or_else(|| template.nth(1)), depth),
        Family::NamedForeign => named_foreign(page, out, template, depth),
        Family::Country => country(page, out, template, depth),
        Family::CountryIcon => {
            out.replacement("（", template.name_span);
            country(page, out, template, depth);
            close_icon(out, template);
        }
        Family::FlagFile => flag_file(page, out, template),
        Family::Words("\n") => out.line(template.whole, 0),
        Family::Words(words) => out.replacement(words, template.whole),
        Family::Nth(nth) => argument(page, out, template.nth(nth), depth),
        Family::Last => {
            let last = template.positional().last();
            argument(page, out, last, depth);
        }
        Family::Gloss => gloss(page, out, template, depth),
        Family::Items => items(page, out, template, depth),
        Family::Quotation => quotation(page, out, template, depth),
        Family::Editorial(words) => {
            let mark = out.open(MarkStyle::Editorial);
            out.replacement(&format!("[{words}]"), template.whole);
            out.close(mark);
        }
        Family::PageOfNote => page_of_note(page, out, template, depth),
        Family::Footnote(group) => footnote(page, out, template, group),
        Family::NotesByName => notes_by_name(page, out, template),
        Family::ShortNote => short_note(page, out, template, depth),
        Family::ShortCitation => short_citation(page, out, template, depth),
        Family::Date => date(page, out, template, depth),
        Family::Lifespan => lifespan(page, out, template, depth),
        Family::Measure => joined(page, out, template, " ", depth),
        Family::Identifier(name) => {
            out.replacement(name, template.name_span);
            if name.ends_with(|c: char| c.is_ascii_alphabetic()) {
                out.blank(template.name_span);
            }
            argument(page, out, template.nth(1), depth);
        }
        Family::Title => {
            if let Some(title) = template.nth(1) {
                let title = inline::plain(page, title.value, depth);
                page.display_title.get_or_insert(title);
            }
        }
        Family::Function | Family::Unknown => chip(page, out, template, depth),
    }
}

fn argument(page: &mut Page<'_>, out: &mut Writer<'_>, argument: Option<Argument>, depth: u8) {
    if let Some(argument) = argument {
        inline::write_apart(page, out, argument.value, depth + 1);
    }
}

/// A template nobody knows: its name and its text, so that nothing is lost.
pub(in crate::import::wikitext) fn chip(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let mark = out.open(MarkStyle::Chip);
    let name = page.text(template.name_span);
    if name.contains(['{', '[', '<', '|', '\'', '_']) {
        out.replacement(&readable(name), template.name_span);
    } else {
        out.verbatim(template.name_span);
    }
    let mut between = "：";
    for argument in template.arguments.iter().filter(|argument| !argument.value.is_empty()) {
        out.replacement(between, argument.lead);
        between = "；";
        if let Some(key) = argument.key.filter(|_| !template.key(argument).bytes().all(|byte| byte.is_ascii_digit())) {
            out.replacement(&readable(page.text(key)), key);
            out.replacement("＝", key);
        }
        inline::write_apart(page, out, argument.value, depth + 1);
    }
    out.close(mark);
}

/// A name without characters of markup.
fn readable(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if "{}[]<>|'_=".contains(c) || c.is_whitespace() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line about the article: its words, then its links.
pub(in crate::import::wikitext) fn write_hatnote(
    page: &mut Page<'_>,
    out: &mut Writer<'_>,
    template: &Template<'_>,
    words: &str,
    depth: u8,
) {
    if words.is_empty() {
        // The words of these are made by the wiki in a dozen ways; their arguments say enough.
        return joined(page, out, template, "；", depth);
    }
    out.replacement(words, template.name_span);
    for (nth, argument) in template.positional().enumerate() {
        if nth > 0 {
            out.replacement("、", argument.lead);
        }
        let labels = [format!("l{}", nth + 1), format!("label{}", nth + 1), format!("label {}", nth + 1)];
        // The wiki itself knows a dozen; the bound keeps a line of ten thousand links linear.
        let label = if nth < 20 { template.named(&labels.each_ref().map(String::as_str)) } else { None };
        let raw = template.raw(argument);
        if raw.contains(['[', '{', '<']) {
            inline::write_apart(page, out, argument.value, depth + 1);
            continue;
        }
        let mark = out.open(MarkStyle::Link { target: links::target_name(raw) });
        inline::write_apart(page, out, label.unwrap_or(argument).value, depth + 1);
        out.close(mark);
    }
}

fn note_list(page: &mut Page<'_>, template: &Template<'_>) {
    let group = template.named(&["group"]).map(|group| template.raw(group).trim_matches(['"', '\'']).to_owned());
    if let Some(notes) = template.named(&["refs", "notes"]).or_else(|| template.nth(1)) {
        inline::define_references(page, notes.value, &group.unwrap_or_default());
    }
}

/// Notes a doubt of the editors.
pub(in crate::import::wikitext) fn flag(page: &mut Page<'_>, template: &Template<'_>, message: &str) {
    let name = readable(page.text(template.name_span));
    let message = if message.is_empty() { format!("Its editors marked it “{name}”.") } else { message.to_owned() };
    page.flags.push(Flag { message, template: name, source: template.whole });
}

/// Several doubts in one template: templates inside it, or arguments named as they are.
fn issues(page: &mut Page<'_>, template: &Template<'_>) {
    let before = page.flags.len();
    for argument in &template.arguments {
        let key = template.key(argument).to_lowercase();
        if let Some(message) = family::doubt(&key) {
            let source = Span { start: argument.lead.start + 1, end: argument.value.end };
            page.flags.push(Flag { message: message.to_owned(), template: key, source });
        }
        let mut index = scan::token_at(&page.tokens, argument.value.start);
        while let Some(token) = page.tokens.get(index).copied().filter(|token| token.start < argument.value.end) {
            index += 1;
            if token.kind != scan::Kind::Open(scan::Group::Template) || token.start < argument.value.start {
                continue;
            }
            let inner = super::parse(page, index - 1);
            match family::of(&inner) {
                Family::Flag(message) => flag(page, &inner, message),
                _ => flag(page, &inner, ""),
            }
            index = (token.after as usize).max(index);
        }
    }
    if page.flags.len() == before {
        flag(page, template, "");
    }
}

/// A Chinese name with its original in brackets.
fn original(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, original_first: bool, depth: u8) {
    let is_code = |argument: &Argument| {
        let raw = template.raw(*argument);
        let letters = raw.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        letters && (matches!(raw.len(), 2 | 3) || raw.contains('-') && raw.len() < 13)
    };
    let mut names: Vec<Argument> = template.positional().collect();
    if names.len() > 2
        && let Some(code) = names.iter().position(is_code)
    {
        names.remove(code);
    }
    let (Some(first), second) = (names.first().copied(), names.get(1).copied()) else { return };
    let (chinese, foreign) = match second {
        Some(second) if original_first => (second, Some(first)),
        // Some write them the other way round; the script tells.
        Some(second) if !template.raw(first).contains(is_wide) && template.raw(second).contains(is_wide) => {
            (second, Some(first))
        }
        second => (first, second),
    };
    let shown = template.named(&["d", "display", "显示", "顯示"]).or_else(|| names.get(2).copied()).unwrap_or(chinese);
    let mark = out.open(MarkStyle::Link { target: links::target_name(template.raw(chinese)) });
    inline::write_apart(page, out, shown.value, depth + 1);
    out.close(mark);
    if let Some(foreign) = foreign.filter(|foreign| template.raw(*foreign) != template.raw(shown)) {
        out.replacement("（", foreign.lead);
        inline::write_apart(page, out, foreign.value, depth + 1);
        out.replacement("）", Span::empty(foreign.value.end as usize));
    }
}

fn named_foreign(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    if let Some(name) = template.name.strip_prefix("lang-").and_then(language_name) {
        out.replacement(&format!("{name}："), template.name_span);
    }
    argument(page, out, template.nth(1), depth);
}

/// The Chinese name of a language, by its code.
pub(super) fn language_name(code: &str) -> Option<&'static str> {
    Some(match code.trim().to_lowercase().as_str() {
        "en" | "en-us" | "en-gb" | "eng" | "english" => "英语",
        "ru" | "rus" | "russian" => "俄语",
        "fr" | "fra" | "french" => "法语",
        "de" | "deu" | "german" => "德语",
        "ja" | "jp" | "jpn" | "japanese" => "日语",
        "ko" | "kor" | "korean" => "韩语",
        "es" | "spanish" => "西班牙语",
        "pt" => "葡萄牙语",
        "it" => "意大利语",
        "la" => "拉丁语",
        "el" | "grc" => "希腊语",
        "ar" => "阿拉伯语",
        "fa" => "波斯语",
        "tr" => "土耳其语",
        "ug" => "维吾尔语",
        "kk" => "哈萨克语",
        "ky" => "吉尔吉斯语",
        "uz" => "乌兹别克语",
        "tg" => "塔吉克语",
        "tt" => "鞑靼语",
        "mn" => "蒙古语",
        "bo" => "藏语",
        "mnc" => "满语",
        "vi" => "越南语",
        "th" => "泰语",
        "my" => "缅甸语",
        "hi" => "印地语",
        "sa" => "梵语",
        "uk" => "乌克兰语",
        "pl" => "波兰语",
        "cs" => "捷克语",
        "hu" => "匈牙利语",
        "ro" => "罗马尼亚语",
        "bg" => "保加利亚语",
        "sr" => "塞尔维亚语",
        "nl" => "荷兰语",
        "sv" => "瑞典语",
        "he" => "希伯来语",
        "id" => "印度尼西亚语",
        "zh" | "chinese" | "cn" => "中文",
        "zh-hans" | "zh-cn" | "zh-sg" => "简体中文",
        "zh-hant" | "zh-tw" | "zh-hk" => "繁体中文",
        _ => return None,
    })
}

/// The country of a flag, as the template names it.
fn country(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let named = template.named(&["name", "名称"]);
    let span = named.or_else(|| template.nth(1)).map_or(template.name_span, |argument| argument.value);
    inline::write_apart(page, out, span, depth + 1);
}

/// A flag that is only a picture: the name of its file says whose it is.
fn flag_file(page: &Page<'_>, out: &mut Writer<'_>, template: &Template<'_>) {
    let Some(file) = template.nth(1) else { return };
    let name = template.raw(file);
    let name =
        name.split_once(':').filter(|(prefix, _)| links::is_file_namespace(prefix)).map_or(name, |(_, name)| name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    out.replacement("（", template.name_span);
    if page.text(file.value).starts_with(stem) && !stem.contains('_') {
        out.verbatim(Span { end: file.value.start + stem.len() as u32, ..file.value });
    } else {
        out.replacement(&readable(stem), file.value);
    }
    close_icon(out, template);
}

/// A flag belongs to the name behind it, with or without a blank between them.
fn close_icon(out: &mut Writer<'_>, template: &Template<'_>) {
    out.replacement("）", Span::empty(template.whole.end as usize));
    out.join();
}

/// The first argument, with the second one in brackets.
fn gloss(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    argument(page, out, template.nth(1), depth);
    if let Some(second) = template.nth(2) {
        out.replacement("（", second.lead);
        inline::write_apart(page, out, second.value, depth + 1);
        out.replacement("）", Span::empty(second.value.end as usize));
    }
}

/// Each argument on a line of its own where lines are kept, else one after the other.
fn items(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    if out.lines() != Lines::Kept {
        return joined(page, out, template, "、", depth);
    }
    for (nth, item) in template.positional().enumerate() {
        if nth > 0 {
            out.line(item.lead, 0);
        }
        inline::write_apart(page, out, item.value, depth + 1);
    }
}

fn joined(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, between: &str, depth: u8) {
    let is_option = |raw: &str| {
        raw.starts_with("display:") || raw.starts_with("type:") || raw.starts_with("region:") || raw == "on"
    };
    let values: Vec<_> = template.positional().filter(|argument| !is_option(template.raw(*argument))).collect();
    for (nth, argument) in values.into_iter().enumerate() {
        if nth > 0 {
            out.replacement(between, argument.lead);
        }
        inline::write_apart(page, out, argument.value, depth + 1);
    }
}

/// The text of a quotation, and who said it.
pub(in crate::import::wikitext) fn quotation(
    page: &mut Page<'_>,
    out: &mut Writer<'_>,
    template: &Template<'_>,
    depth: u8,
) {
    let text = template.named(&["text", "quote", "content", "内容", "引文"]).or_else(|| template.nth(1));
    argument(page, out, text, depth);
    let signs = [
        template.named(&["author", "sign", "作者"]).or_else(|| template.nth(2)),
        template.named(&["source", "来源"]).or_else(|| template.nth(3)),
    ];
    for (nth, sign) in signs.into_iter().flatten().enumerate() {
        if nth == 0 {
            out.line(sign.lead, 0);
        }
        out.replacement(if nth == 0 { "——" } else { "，" }, sign.lead);
        inline::write_apart(page, out, sign.value, depth + 1);
    }
}

fn page_of_note(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let Some(number) = template.nth(1).or_else(|| template.named(&["p", "pp", "page", "pages"])) else { return };
    let mark = out.open(MarkStyle::Small);
    out.replacement(":", number.lead);
    inline::write_apart(page, out, number.value, depth + 1);
    out.close(mark);
}

fn footnote(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, group: &str) {
    let is_tag = template.name == "#tag";
    if is_tag && template.nth(1).is_none_or(|tag| template.raw(tag) != "ref") {
        return;
    }
    let text = template.nth(if is_tag { 2 } else { 1 }).map(|text| Content::Source(text.value));
    let clean = |argument: Argument| template.raw(argument).trim_matches(['"', '\'']).to_owned();
    let group = template.named(&["group"]).map_or(group.to_owned(), clean);
    let name = template.named(&["name"]).map(clean);
    if text.is_some() || name.is_some() {
        inline::note_mark(page, out, &group, name.as_deref(), text, template.whole);
    }
}

fn notes_by_name(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>) {
    let group = template.named(&["group", "g"]).map_or(String::new(), |group| template.raw(group).to_owned());
    for name in template.positional() {
        inline::note_mark(page, out, &group, Some(template.raw(name)), None, template.whole);
    }
}

fn short_note(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let mut note = Writer::new(page.source, Lines::Flow);
    short_citation(page, &mut note, template, depth);
    let (text, marks) = note.finish();
    let name = text.text().to_owned();
    inline::note_mark(page, out, "", Some(&name), Some(Content::Text(text, marks)), template.whole);
}

/// Names and year, then the page.
fn short_citation(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    joined(page, out, template, " ", depth);
    if let Some(number) = template.named(&["p", "pp", "page", "pages", "loc"]) {
        out.replacement(": ", number.lead);
        inline::write_apart(page, out, number.value, depth + 1);
    }
}

/// Year, month and day as Chinese writes them; anything else as it stands.
fn date(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    let units = ["年", "月", "日"];
    for (nth, argument) in template.positional().take(3).enumerate() {
        inline::write_apart(page, out, argument.value, depth + 1);
        if template.raw(argument).bytes().all(|byte| byte.is_ascii_digit()) {
            out.replacement(units.get(nth).copied().unwrap_or_default(), Span::empty(argument.value.end as usize));
        }
    }
}

/// `{{bd|1900年|1月1日|1980年|2月2日}}`: both dates in brackets.
fn lifespan(page: &mut Page<'_>, out: &mut Writer<'_>, template: &Template<'_>, depth: u8) {
    out.replacement("（", template.name_span);
    for nth in 1..=4 {
        let argument = template.arguments.iter().filter(|argument| argument.key.is_none()).nth(nth - 1).copied();
        let Some(argument) = argument else { break };
        if nth == 3 {
            out.replacement("－", argument.lead);
        }
        inline::write_apart(page, out, argument.value, depth + 1);
    }
    out.replacement("）", Span::empty(template.whole.end as usize));
}
