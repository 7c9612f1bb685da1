//! The notes in the right panel, used as a person uses them: by the names that a screen reader says, by keys and clicks.

mod editing;
mod list;
mod moving;
mod sharing;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use duizhao::export::notes::json_ld;
use duizhao::library::Library;
use duizhao::model::{Annotation, Progress};
use duizhao::ui::App;
use duizhao::workspace::{Command, OpenDocument, Paths, Setting, ShelfState, Workspace, library_tasks, notes_tasks};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, HarnessBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::desk::{self, Window, until};

const TEXT: &str = "苏联政府收到了中国政府的声明，羣众的同志也收到了。\n\n边界局势已经稳定下来，群众囘來了。\n\n\
                    这不是很清楚的嗎?\n\nThe Soviet Government received the statement.\n\n\
                    The border has become quiet.\n\nIsn't this clear?\n";

/// A window on a library of its own. The folder is the last field, since it must outlive the window.
struct Desk {
    harness: Window,
    folder: TempDir,
}

impl Desk {
    /// A window with the document open and these notes on it.
    fn new(notes: &[Value]) -> Self {
        Self::with_settings(notes, vec![Setting::Author("王".to_owned())])
    }

    fn with_settings(notes: &[Value], settings: Vec<Setting>) -> Self {
        Self::on(notes, settings, Harness::builder())
    }

    /// A window in which hardly any time goes by, so that nobody pauses.
    fn without_pause(notes: &[Value]) -> Self {
        let settings = vec![Setting::Author("王".to_owned())];
        Self::on(notes, settings, Harness::builder().with_step_dt(1e-4))
    }

    /// A window whose fonts may lack what is written.
    fn of_any_script(notes: &[Value]) -> Self {
        Self::on(notes, Vec::new(), Harness::builder().allow_missing_glyphs())
    }

    fn on(notes: &[Value], settings: Vec<Setting>, builder: HarnessBuilder<App>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (file, other) = (folder.path().join("声明.txt"), folder.path().join("另一个.txt"));
        fs::write(&file, TEXT).expect("the folder is writable");
        fs::write(&other, "另一个文件。\n\nAnother file.\n").expect("the folder is writable");
        let paths = Paths::inside(folder.path().join("own"));
        bring_in(&paths, &file, notes);
        let opening = Command::OpenFiles(vec![file, other]);
        let commands = settings.into_iter().map(Command::Set).chain([opening]).collect();
        let mut harness = desk::window_of(builder, paths, vec2(1300.0, 1000.0), commands);
        until(&mut harness, "all is open", |workspace| {
            workspace.shelf.state != ShelfState::Opening
                && workspace.documents.len() == 2
                && workspace.documents.iter().all(|open| open.key.is_some())
                && workspace.is_idle()
        });
        let mut desk = Self { harness, folder };
        desk.settle();
        desk
    }

    /// Draws frames until the list has been made.
    fn settle(&mut self) {
        for _ in 0..6 {
            self.harness.run_steps(2);
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    fn until(&mut self, what: &str, condition: impl Fn(&Workspace) -> bool) {
        until(&mut self.harness, what, condition);
    }

    /// Draws frames until something is said.
    fn said(&mut self, text: &str) {
        desk::until_said(&mut self.harness, text);
    }

    fn sees(&self, text: &str) -> bool {
        desk::says(&self.harness, text)
    }

    fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.settle();
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Types into the field of that name. Time goes on by less than a pause.
    fn type_into(&mut self, role: Role, name: &str, text: &str) {
        self.harness.get_by_role_and_label(role, name).focus();
        self.harness.step();
        self.harness.get_by_role_and_label(role, name).type_text(text);
        self.harness.step();
    }

    /// The cards by what a screen reader says, from the top.
    fn cards(&self) -> Vec<String> {
        desk::listed(&self.harness, Role::ListItem)
    }

    fn choose(&mut self, card: &str) {
        self.harness.get_by_role_and_label(Role::ListItem, card).click();
        self.settle();
    }

    fn open(&self) -> &OpenDocument {
        let workspace = self.harness.state().workspace();
        workspace.documents.iter().find(|open| open.origin.name() == "声明.txt").expect("it is open")
    }

    /// The note that says something, or begins so.
    fn note(&self, text: &str) -> Option<Arc<Annotation>> {
        self.open().work.annotations.values().find(|note| note.text.starts_with(text)).cloned()
    }

    fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = self.open().work.annotations.values().map(|note| note.text.clone()).collect();
        texts.sort_unstable();
        texts
    }

    /// A file of notes beside the document.
    fn file_of(&self, name: &str, notes: &[Value]) -> PathBuf {
        let file = self.folder.path().join(name);
        fs::write(&file, Value::from(notes.to_vec()).to_string()).expect("the folder is writable");
        file
    }
}

/// Puts a document with notes into the library before a window is on it.
fn bring_in(paths: &Paths, file: &std::path::Path, notes: &[Value]) {
    fs::create_dir_all(paths.library.parent().expect("a folder")).expect("the folder is writable");
    let mut library = Library::open(&paths.library, library_tasks::now()).expect("it can be made");
    let progress = Progress::default();
    let added = library_tasks::add_files(&mut library, file, None, library_tasks::now(), &progress);
    let key = added.unwrap_or_else(|problem| panic!("{problem}")).key;
    if !notes.is_empty() {
        let read = json_ld::read(&Value::from(notes.to_vec()).to_string()).expect("they are notes");
        let imported = notes_tasks::import_notes(&mut library, &key, &read, &progress);
        imported.unwrap_or_else(|problem| panic!("{problem}"));
    }
}

/// A note on quotations, with tags.
fn note(id: &str, text: &str, quotes: &[&str], tags: &[&str]) -> Value {
    let tags = tags.iter().map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag}));
    let body: Vec<Value> = std::iter::once(json!({"type": "TextualBody", "value": text})).chain(tags).collect();
    let target: Vec<Value> = quotes
        .iter()
        .map(|exact| json!({"source": "urn:x", "selector": {"type": "TextQuoteSelector", "exact": exact}}))
        .collect();
    json!({
        "id": format!("urn:x:{id}"), "type": "Annotation", "motivation": "commenting", "body": body, "target": target,
        "created": "2026-11-12T09:30:00Z"
    })
}

/// Three notes in another order than that of the text.
fn three() -> Vec<Value> {
    vec![
        note("c", "Rhetorical, kept", &["Isn't this clear?"], &[]),
        note("a", "哪个政府？", &["苏联政府", "Soviet Government"], &["数字"]),
        note("b", "The **border** of 領土", &["边界局势"], &["术语", "数字"]),
    ]
}
