//! Holds the arrows between the layers: which folder of `src` may use which, and what only some may use at all.

use std::fs;
use std::path::{Path, PathBuf};

/// Every layer with those it may use.
const LAYERS: [(&str, &[&str]); 10] = [
    ("text", &[]),
    ("model", &["text"]),
    ("import", &["model", "text"]),
    ("align", &["model", "text"]),
    ("export", &["model", "text"]),
    ("library", &["model", "text"]),
    ("workspace", &["import", "align", "export", "library", "model", "text"]),
    ("command_line", &["workspace", "import", "align", "export", "library", "model", "text"]),
    ("ui", &["workspace", "import", "align", "export", "library", "model", "text"]),
    ("main", &["ui", "command_line", "workspace", "import", "align", "export", "library", "model", "text"]),
];

/// What belongs to some layers alone: the words, the layers, and why.
const RESERVED: [(&[&str], &[&str], &str); 4] = [
    (&["egui", "eframe", "rfd", "winit", "fontdb"], &["ui", "main"], "only the window knows it is a window"),
    (
        &["serde", "serde_json"],
        &["export", "library", "workspace", "ui", "main"],
        "formats on disk live in export and library, settings in workspace",
    ),
    (
        &["fs", "SystemTime", "Instant"],
        &["library", "workspace", "command_line", "ui", "main"],
        "files and time come in as arguments",
    ),
    (&["println", "print", "eprintln", "eprint"], &["command_line", "main"], "only the command line prints"),
];

#[test]
fn every_arrow_points_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for file in rust_files(&root) {
        let text = fs::read_to_string(&file).expect("the source is readable");
        let name = file.strip_prefix(&root).expect("it is under src").to_string_lossy().replace('\\', "/");
        found.extend(violations(&name, &text));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn wrong_arrows_are_found() {
    for (file, text, expected) in [
        ("model/span.rs", "use crate::text::Language;", ""),
        ("model/span.rs", "\nuse crate::align::align;", "src/model/span.rs:2: model may not use align"),
        ("text/fold.rs", "fn f() { crate::model::f() }", "src/text/fold.rs:1: text may not use model"),
        (
            "align/mod.rs",
            "use crate::{\n  text::{a, b},\n  import,\n};",
            "src/align/mod.rs:3: align may not use import",
        ),
        ("export/show/json.rs", "use super::super::super::ui;", "src/export/show/json.rs:1: export may not use ui"),
        ("export/show/json.rs", "use super::super::names;", ""),
        ("import/wikitext/mod.rs", "use super::super::model::Span;", ""),
        ("ui/mod.rs", "use crate::command_line;", "src/ui/mod.rs:1: ui may not use command_line"),
        ("main.rs", "use duizhao::ui; use eframe::run;", ""),
        ("workspace/mod.rs", "use eframe::egui::Color32;", "src/workspace/mod.rs:1: eframe: only the window"),
        ("workspace/mod.rs", "// an egui window\n/* rfd */ let 窗 = \"egui // \"; let egui_like = '\"';", ""),
        ("model/span.rs", "#[derive(serde::Serialize)]", "src/model/span.rs:1: serde: formats"),
        ("import/mod.rs", "std::fs::read(path)", "src/import/mod.rs:1: fs: files"),
        ("ui/mod.rs", "println!(\"对照\")", "src/ui/mod.rs:1: println: only"),
        ("elsewhere/mod.rs", "", "src/elsewhere/mod.rs:1: elsewhere is no layer"),
    ] {
        let found = violations(file, text);
        match expected {
            "" => assert_eq!(found, Vec::<String>::new(), "{file}: {text}"),
            _ => assert!(found.iter().any(|found| found.starts_with(expected)), "{file}: {text}: {found:?}"),
        }
    }
}

/// What is wrong in the file `name` (relative to `src`), each with file and line.
fn violations(name: &str, text: &str) -> Vec<String> {
    let modules: Vec<&str> = name.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
    let layer = modules[0];
    if layer == "lib" {
        return Vec::new();
    }
    let Some((_, allowed)) = LAYERS.iter().find(|(known, _)| *known == layer) else {
        return vec![format!("src/{name}:1: {layer} is no layer: give it a line in tests/integration/layers.rs")];
    };
    let tokens = tokens(text);
    let mut found = Vec::new();
    for (used, line) in used_layers(&tokens, modules.len()) {
        if used != layer && !allowed.contains(&used) {
            found.push(format!("src/{name}:{line}: {layer} may not use {used}"));
        }
    }
    for (words, owners, why) in RESERVED {
        for token in tokens.iter().filter(|token| words.contains(&token.text) && !owners.contains(&layer)) {
            found.push(format!("src/{name}:{}: {}: {why}", token.line, token.text));
        }
    }
    found
}

/// The layers that a file of `depth` modules names in its paths, with lines.
fn used_layers<'a>(tokens: &[Token<'a>], depth: usize) -> Vec<(&'a str, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let supers = tokens.iter().skip(at).step_by(3).take_while(|token| token.text == "super").count();
        let from_root = matches!(tokens[at].text, "crate" | "duizhao") || supers >= depth;
        at += if supers > 0 { supers * 3 - 2 } else { 1 };
        if from_root && is_path(tokens, at) {
            found.extend(first_names(tokens, at + 2).into_iter().filter(|(name, _)| is_layer(name)));
        }
    }
    found
}

fn is_layer(name: &str) -> bool {
    LAYERS.iter().any(|(layer, _)| *layer == name)
}

fn is_path(tokens: &[Token], at: usize) -> bool {
    tokens.get(at..at + 2).is_some_and(|two| two.iter().all(|token| token.text == ":"))
}

/// The first names of the paths at `at`: one, or those of a group in braces.
fn first_names<'a>(tokens: &[Token<'a>], at: usize) -> Vec<(&'a str, usize)> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut first = true;
    for token in tokens.get(at..).unwrap_or_default() {
        match token.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => first = true,
            name if first => {
                names.push((name, token.line));
                first = false;
            }
            _ => (),
        }
        if depth == 0 {
            break;
        }
    }
    names
}

struct Token<'a> {
    text: &'a str,
    line: usize,
}

/// Words and signs of Rust code, without comments, strings and blanks. Good enough for code that compiles.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let is_word = c.is_alphanumeric() || c == '_';
        let (token, after) = rest.split_at(token_length(rest, c));
        if is_word && !token.ends_with('"') || c.is_ascii_punctuation() && token.len() == 1 {
            tokens.push(Token { text: token, line });
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The length in bytes of what `rest` starts with: a comment, a string, a character, a word or a sign `c`.
fn token_length(rest: &str, c: char) -> usize {
    let through = |end: &str, skipped: usize| {
        let inside = rest.get(skipped..).unwrap_or_default();
        inside.find(end).map_or(rest.len(), |at| skipped + at + end.len())
    };
    match c {
        '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
        '/' if rest.starts_with("/*") => through("*/", 2),
        '"' => string_length(rest),
        'r' if rest.starts_with("r#\"") => through("\"#", 3),
        '\'' => char_length(rest),
        _ if c.is_alphanumeric() || c == '_' => {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        }
        _ => c.len_utf8(),
    }
}

fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The length of a character in quotes; of the quote alone where it starts a lifetime.
fn char_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((at, _))) => {
            let after = rest.char_indices().find(|(end, c)| *end > at && *c == '\'');
            after.map_or(1, |(end, _)| end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
