//! Which family a template belongs to, by its name: the names that Chinese pages use, old and new, in both scripts.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Template;
use super::names::NAMES;

/// What kind of template it is, and so what is read of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::import::wikitext) enum Family {
    /// Layout, protection, conversion rules: nothing is read.
    Nothing,
    /// A citation with named parts.
    Citation,
    /// A copy of a cited page: `{{webarchive}}`.
    Archive,
    /// A line about the article, with the words before its links.
    Hatnote(&'static str),
    /// A side table.
    Infobox,
    /// A doubt of the editors, in English.
    Flag(&'static str),
    /// Several doubts in one.
    Issues,
    /// A name with its original: `{{le|刘斌迪|Liu Bin-Di}}`.
    Original,
    /// The same with the original first: `{{tsl|en|Liu Bin-Di|刘斌迪}}`.
    OriginalFirst,
    /// Text in another language: the second argument.
    Foreign,
    /// Text in another language, whose name is read before it.
    NamedForeign,
    /// A flag with the country's name: the name is read.
    Country,
    /// A flag alone, before a name: the country is read, in brackets.
    CountryIcon,
    /// A flag that is given as a file.
    FlagFile,
    /// Always the same words.
    Words(&'static str),
    /// The argument with this number.
    Nth(usize),
    /// The last argument.
    Last,
    /// The first argument, with the second in brackets.
    Gloss,
    /// Each argument an item.
    Items,
    /// A quotation: text, then who said it.
    Quotation,
    /// A doubt inside running text.
    Editorial(&'static str),
    /// A page of the note before: `{{rp|215}}`.
    PageOfNote,
    /// A note: `{{efn|…}}`, of this group.
    Footnote(&'static str),
    /// Uses of named notes: `{{r|a|b}}`.
    NotesByName,
    /// A short citation that is a note: `{{sfn|王柯|2013|p=207}}`.
    ShortNote,
    /// A short citation in the text.
    ShortCitation,
    /// Year, month, day.
    Date,
    /// Birth and death.
    Lifespan,
    /// Number and unit.
    Measure,
    /// A number with its name before it: `{{ISBN|…}}`.
    Identifier(&'static str),
    /// The title that the page wants to be shown.
    Title,
    /// The list of notes.
    NoteList,
    /// A function of the wiki's software.
    Function,
    /// None that is known.
    Unknown,
}

/// Whether a template whose name starts so and goes on with `:` is a function.
pub(super) fn is_function(head: &str) -> bool {
    let head = head.trim();
    head.starts_with('#') && !head.contains(char::is_whitespace)
        || [
            "defaultsort",
            "displaytitle",
            "formatnum",
            "lc",
            "uc",
            "lcfirst",
            "ucfirst",
            "默认排序",
            "默認排序",
            "int",
            "plural",
            "padleft",
            "fullurl",
            "urlencode",
            "anchorencode",
            "ns",
            "pagename",
            "fullpagename",
        ]
        .contains(&head.to_lowercase().as_str())
}

/// The family of `template`.
pub(in crate::import::wikitext) fn of(template: &Template<'_>) -> Family {
    let name = template.name.as_str();
    by_name(name).unwrap_or_else(|| by_shape(name, template))
}

/// The family of a name, if a list has it.
fn by_name(name: &str) -> Option<Family> {
    static BY_NAME: LazyLock<HashMap<&str, Family>> = LazyLock::new(|| {
        NAMES.iter().flat_map(|(names, family)| names.split('|').map(|name| (name, *family))).collect()
    });
    if name.is_empty() {
        return Some(Family::Nothing);
    }
    BY_NAME.get(name).copied().or_else(|| by_affix(name))
}

/// The family of a name by how it starts or ends.
fn by_affix(name: &str) -> Option<Family> {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    if starts(&["noteta", "pp-"]) || name.ends_with("-stub") || name.ends_with("小作品") {
        Some(Family::Nothing)
    } else if starts(&["link-", "internal link helper/", "le "]) {
        Some(Family::Original)
    } else if starts(&["lang-"]) {
        Some(Family::NamedForeign)
    } else if starts(&["cite ", "vcite ", "引用 "]) {
        Some(Family::Citation)
    } else {
        starts(&["#"]).then_some(Family::Function)
    }
}

/// The doubt that a name stands for, where it is an argument of a template of several doubts.
pub(super) fn doubt(name: &str) -> Option<&'static str> {
    match by_name(name) {
        Some(Family::Flag(message)) => Some(message),
        _ => None,
    }
}

/// The family of a template that no list names, by its name's form and its arguments.
fn by_shape(name: &str, template: &Template<'_>) -> Family {
    let is_box = name.starts_with("infobox")
        || name.ends_with("infobox")
        || name.ends_with("box") && name.starts_with("tax")
        || ["信息框", "資訊框", "资讯框", "信息欄", "信息栏", "資訊欄", "infobox"]
            .iter()
            .any(|part| name.contains(part))
        || ["taxobox", "automatic taxobox", "speciesbox", "geobox", "chembox", "drugbox"].contains(&name);
    if is_box {
        return Family::Infobox;
    }
    let dated =
        template.named(&["time", "date", "日期"]).is_some_and(|argument| looks_like_date(template.raw(argument)));
    if dated && template.positional().next().is_none() && template.arguments.len() <= 4 {
        return Family::Flag("");
    }
    // Codes of countries, as sports pages use them: `{{CHN}}`, `{{USA}}`.
    let written = template.name_span.of(template.source).unwrap_or_default();
    if written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase()) && template.arguments.len() < 2 {
        return Family::Country;
    }
    if name.ends_with(" icon") && template.arguments.is_empty()
        || matches!(name, "en" | "ja" | "de" | "fr" | "ru" | "ko" | "zh-hans" | "zh-hant")
    {
        return Family::Nothing;
    }
    Family::Unknown
}

/// Whether a value is the time stamp of an edit: `2010-07-15T03:25:15+00:00`, `2010年7月`, `July 2010`.
fn looks_like_date(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    digits >= 4 && value.chars().count() <= 32
}
