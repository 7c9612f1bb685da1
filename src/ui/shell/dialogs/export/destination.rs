//! Where an export goes: the path, the system's chooser, the button that writes, and what went wrong.

use std::path::PathBuf;

use eframe::egui::{Align, Key, Layout, RichText, Ui};

use super::{App, Purpose, Stay, complaint, first_field, main_button, typed_path};
use crate::ui::palette::Palette;
use crate::ui::shell::file_writer::{Contents, Order, Outcome};
use crate::workspace::OpenDocument;

/// Where an export goes.
pub(crate) struct Destination {
    typed: String,
    /// How the files of the chosen form end, without the dot.
    ending: &'static str,
    focused: bool,
    /// A file that is there, and which pressing Export once more replaces.
    may_replace: Option<PathBuf>,
    /// The number of the file that is being written.
    writing: Option<u64>,
    complaint: Option<String>,
}

impl Destination {
    /// Beside the document, else in the home folder; `suffix` follows the document's title.
    pub(super) fn new(open: &OpenDocument, suffix: &str, ending: &'static str) -> Self {
        let beside = open.origin.files().first().map(PathBuf::from).filter(|file| file.is_absolute());
        let folder = beside.as_ref().and_then(|file| file.parent().map(PathBuf::from)).or_else(std::env::home_dir);
        let path = folder.unwrap_or_default().join(format!("{}{suffix}.{ending}", file_stem(&open.document.title)));
        Self {
            typed: path.display().to_string(),
            ending,
            focused: false,
            may_replace: None,
            writing: None,
            complaint: None,
        }
    }

    /// Takes the path that a person chose. The chooser asked whether it may be replaced, but not where it was given no
    /// ending, which is added here.
    pub(crate) fn take_path(&mut self, mut path: PathBuf) {
        let is_whole = path.extension().is_some();
        if !is_whole {
            path.set_extension(self.ending);
        }
        self.typed = path.display().to_string();
        self.complaint = None;
        self.may_replace = is_whole.then_some(path);
    }

    /// Shows `text` beside the field.
    pub(crate) fn say(&mut self, text: &str) {
        self.complaint = Some(text.to_owned());
    }

    /// Whether it waits for the file of that number.
    pub(crate) fn awaits(&self, number: u64) -> bool {
        self.writing == Some(number)
    }

    /// Takes what became of the file it waits for. Gives that back where the dialog has nothing more to ask.
    pub(crate) fn take(&mut self, outcome: Outcome) -> Option<Outcome> {
        self.writing = None;
        match outcome {
            Outcome::Written { .. } => return Some(outcome),
            Outcome::Exists(path) => {
                self.complaint = Some("There is a file of that name. Export again to replace it.".to_owned());
                self.may_replace = Some(path);
            }
            Outcome::Failed(problem) => self.complaint = Some(problem.to_string()),
        }
        None
    }

    /// Another form was chosen: the path gets its ending, where it had that of the one before.
    pub(super) fn change_ending(&mut self, ending: &'static str) {
        self.complaint = None;
        if let Some(stem) = self.typed.strip_suffix(&format!(".{}", self.ending)) {
            self.typed = format!("{stem}.{ending}");
        }
        self.ending = ending;
    }

    /// The field for the path, and what is wrong with it. Whether Enter was pressed in it.
    pub(super) fn field_ui(&mut self, ui: &mut Ui, palette: &Palette, hint: &str) -> bool {
        let label = RichText::new("Write to").color(palette.soft);
        let field = first_field(ui, label, &mut self.typed, hint, &mut self.focused);
        if field.changed() {
            self.complaint = None;
        }
        if let Some(text) = &self.complaint {
            complaint(ui, palette, text);
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered {
            field.request_focus();
        }
        entered
    }

    /// The buttons below. Whether the file was asked for.
    pub(super) fn buttons_ui(
        &self,
        ui: &mut Ui,
        palette: &Palette,
        app: &App,
        purpose: Purpose,
        stay: &mut Stay,
    ) -> bool {
        ui.horizontal(|ui| {
            if ui.button("Browse…").clicked() {
                app.chooser.show(purpose, Some(self.path()));
            }
            if self.writing.is_some() {
                ui.label(RichText::new("Writing…").color(palette.muted));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let asked = main_button(ui, palette, "Export", self.is_ready());
                if ui.button("Cancel").clicked() {
                    *stay = Stay::Close;
                }
                asked
            })
            .inner
        })
        .inner
    }

    /// Whether there is a path, and nothing is being written there.
    pub(super) fn is_ready(&self) -> bool {
        !self.typed.trim().is_empty() && self.writing.is_none()
    }

    /// Starts to write the file; `done` is what is told once it is there.
    pub(super) fn write(
        &mut self,
        (app, open): (&App, &OpenDocument),
        done: String,
        contents: impl FnOnce() -> Contents + Send + 'static,
    ) {
        let path = self.path();
        self.complaint = None;
        let may_replace = self.may_replace.as_ref() == Some(&path);
        let mut inputs: Vec<PathBuf> = open.origin.files().into_iter().map(PathBuf::from).collect();
        inputs.push(app.workspace.shelf.path.clone());
        self.writing = Some(app.writer.start(Order { done, path, may_replace, inputs }, contents));
    }

    fn path(&self) -> PathBuf {
        typed_path(&self.typed, std::env::home_dir().as_deref())
    }
}

/// A title as the name of a file: what a file system or a shell would take for something else is a blank.
fn file_stem(title: &str) -> String {
    const LONGEST: usize = 60;
    let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let words: String = title.chars().map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let stem: String = words.trim_start_matches(['.', ' ']).chars().take(LONGEST).collect();
    if stem.is_empty() { "Duizhao".to_owned() } else { stem.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn titles_become_names_of_files() {
        for (title, expected) in [
            ("领土问题", "领土问题"),
            ("a/b: c?\n\"d\"", "a b c d"),
            ("../../etc", "etc"),
            ("…", "…"),
            ("///", "Duizhao"),
        ] {
            assert_eq!(file_stem(title), expected, "{title}");
        }
        assert_eq!(file_stem(&"领".repeat(200)).chars().count(), 60);
    }

    #[test]
    fn a_path_follows_the_form_and_says_whether_it_may_be_replaced() {
        let mut destination = Destination {
            typed: "/家/声明.html".to_owned(),
            ending: "html",
            focused: false,
            may_replace: None,
            writing: None,
            complaint: None,
        };
        destination.change_ending("docx");
        assert_eq!(destination.typed, "/家/声明.docx");
        destination.take_path(PathBuf::from("/家/别的.doc"));
        assert_eq!(destination.may_replace.as_deref(), Some(Path::new("/家/别的.doc")));
        destination.change_ending("epub");
        assert_eq!(destination.typed, "/家/别的.doc", "a person's own ending stays");
        destination.take_path(PathBuf::from("/家/没有"));
        assert_eq!((destination.typed.as_str(), &destination.may_replace), ("/家/没有.epub", &None));
    }
}
