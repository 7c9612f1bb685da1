//! Asking for a file: a path field, the files of earlier, and the system's chooser.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};

use eframe::egui::{Align, Key, Label, Layout, RichText, Ui};

use super::{App, Out, Stay, complaint, first_field, main_button, title};
use crate::export::bitext::Form;
use crate::model::SideName;
use crate::ui::palette::Palette;
use crate::ui::shell::widgets::{self, Item};
use crate::workspace::{Command, DocumentId, Problem, check_file};

/// What the file is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    /// A document of its own.
    Open,
    /// A side of a document.
    Side(DocumentId, SideName),
    /// The library to use from now on.
    Library,
    /// The file that notes are exported to.
    Export,
    /// The file that a document with its pairs is exported to, in that form.
    ExportPairs(Form),
    /// Notes on a document.
    Notes(DocumentId),
    /// Pairs to compare those of a document with.
    Compare(DocumentId),
}

impl Purpose {
    /// What the dialog is called.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Open => "Open a document",
            Self::Side(_, SideName::Translation) => "Add or replace the translation",
            Self::Side(_, SideName::Source) => "Add or replace the Chinese",
            Self::Library => "Open another library",
            Self::Export => "Export notes",
            Self::ExportPairs(_) => "Export text and pairs",
            Self::Notes(_) => "Import notes",
            Self::Compare(_) => "Compare with a file",
        }
    }

    /// The button that does it.
    fn verb(self) -> &'static str {
        match self {
            Self::Open | Self::Library => "Open",
            Self::Side(..) => "Add",
            Self::Export | Self::ExportPairs(_) => "Export",
            Self::Notes(_) => "Import",
            Self::Compare(_) => "Compare",
        }
    }

    /// A path as it may look.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Open | Self::Side(..) => "/home/you/document.txt",
            Self::Library => "/home/you/letters.duizhao",
            Self::Export => "/home/you/notes.html",
            Self::ExportPairs(_) => "/home/you/statement.tmx",
            Self::Notes(_) => "/home/you/notes.jsonld",
            Self::Compare(_) => "/home/you/colleague.tmx",
        }
    }

    /// Whether there must be a file already.
    fn check(self, path: &Path) -> Result<(), Problem> {
        if self == Self::Library && !path.exists() && path.parent().is_some_and(Path::is_dir) {
            return Ok(());
        }
        check_file(path)
    }

    /// What to do with `files`.
    pub(crate) fn commands(self, files: Vec<PathBuf>) -> Vec<Command> {
        match self {
            Self::Open => vec![Command::OpenFiles(files)],
            Self::Side(document, side) => {
                files.into_iter().take(1).map(|file| Command::SetSide { document, side, file }).collect()
            }
            Self::Library => files.into_iter().take(1).map(Command::OpenLibrary).collect(),
            Self::Notes(document) => {
                files.into_iter().take(1).map(|file| Command::ImportNotes { document, file, or_open: false }).collect()
            }
            Self::Compare(document) => {
                files.into_iter().take(1).map(|file| Command::Compare { document, file }).collect()
            }
            // The dialog of the export takes the path.
            Self::Export | Self::ExportPairs(_) => Vec::new(),
        }
    }
}

/// The dialog and what was typed into it.
pub(crate) struct OpenDialog {
    purpose: Purpose,
    typed: String,
    /// What is wrong with what was typed.
    complaint: Option<String>,
    /// A path that is being looked at, on a thread of its own: a network folder may take its time.
    looking: Option<Receiver<Result<PathBuf, String>>>,
    focused: bool,
}

impl OpenDialog {
    pub(super) fn new(purpose: Purpose) -> Self {
        Self { purpose, typed: String::new(), complaint: None, looking: None, focused: false }
    }

    /// What the file is for.
    pub(crate) fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Shows `text` beside the field.
    pub(crate) fn say(&mut self, text: &str) {
        self.complaint = Some(text.to_owned());
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, app: &App, out: &mut Out) -> Stay {
        let mut stay = self.take_answer(out);
        title(ui, palette, self.purpose.title());
        ui.add_space(6.0);
        let label = RichText::new("Path").color(palette.soft);
        let field = first_field(ui, label, &mut self.typed, self.purpose.example(), &mut self.focused);
        if field.changed() {
            self.complaint = None;
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered {
            field.request_focus();
        }
        if let Some(text) = &self.complaint {
            complaint(ui, palette, text);
        }
        let said = match self.purpose {
            Purpose::Library => {
                "A file that is not there yet becomes a new library. What is open now is closed, and kept."
            }
            Purpose::Notes(_) => {
                "A file of W3C web annotations (JSON-LD), as Duizhao and other programs write them. It may also be \
                 dropped on the window."
            }
            Purpose::Compare(_) => {
                "A file that pairs the same texts: TMX, XLIFF, TSV, CSV, beads, TEI, what InterText links, or what Duizhao \
                 exported. Nothing changes until you take a difference."
            }
            Purpose::Open | Purpose::Side(..) | Purpose::Export | Purpose::ExportPairs(_) => "",
        };
        if said.is_empty() {
            self.recent_ui(ui, palette, app, out, &mut stay);
        } else {
            ui.add_space(4.0);
            ui.add(Label::new(RichText::new(said).color(palette.soft)).wrap());
        }
        ui.add_space(10.0);
        let ready = !self.typed.trim().is_empty() && self.looking.is_none();
        let opened = self.buttons_ui(ui, palette, app, ready, &mut stay);
        if ready && (entered || opened) {
            self.look(ui);
        }
        stay
    }

    fn buttons_ui(&self, ui: &mut Ui, palette: &Palette, app: &App, ready: bool, stay: &mut Stay) -> bool {
        ui.horizontal(|ui| {
            if ui.button("Browse…").clicked() {
                app.chooser.show(self.purpose, None);
            }
            if self.looking.is_some() {
                ui.label(RichText::new("Looking…").color(palette.muted));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let opened = main_button(ui, palette, self.purpose.verb(), ready);
                if ui.button("Cancel").clicked() {
                    *stay = Stay::Close;
                }
                opened
            })
            .inner
        })
        .inner
    }

    fn recent_ui(&self, ui: &mut Ui, palette: &Palette, app: &App, out: &mut Out, stay: &mut Stay) {
        const MOST: usize = 6;
        let recent = app.workspace.recent_files();
        if recent.is_empty() {
            return;
        }
        ui.add_space(8.0);
        widgets::heading(ui, palette, "Recent");
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for path in recent.into_iter().take(MOST) {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let response = widgets::item(ui, palette, Item { text: &name, ..Item::default() });
                if response.on_hover_text(path.display().to_string()).clicked() {
                    out.commands.extend(self.purpose.commands(vec![path.to_owned()]));
                    *stay = Stay::Close;
                }
            }
        });
    }

    /// Starts to look whether the typed path can be opened.
    fn look(&mut self, ui: &Ui) {
        let path = typed_path(&self.typed, std::env::home_dir().as_deref());
        let (sender, answer) = mpsc::channel();
        let (ctx, purpose) = (ui.ctx().clone(), self.purpose);
        let work = move || {
            let found = purpose.check(&path).map_err(|problem| {
                format!("{}. {}", problem.what.trim_end_matches('.'), problem.advice).trim_end().to_owned()
            });
            // The dialog may be closed by now.
            sender.send(found.map(|()| path)).ok();
            ctx.request_repaint();
        };
        match std::thread::Builder::new().name("path check".to_owned()).spawn(work) {
            Ok(_) => self.looking = Some(answer),
            Err(error) => self.complaint = Some(format!("The path could not be looked at ({error}).")),
        }
    }

    fn take_answer(&mut self, out: &mut Out) -> Stay {
        let Some(answer) = self.looking.as_ref().and_then(|looking| looking.try_recv().ok()) else { return Stay::Open };
        self.looking = None;
        match answer {
            Ok(path) => {
                out.commands.extend(self.purpose.commands(vec![path]));
                Stay::Close
            }
            Err(text) => {
                self.complaint = Some(text);
                Stay::Open
            }
        }
    }
}

/// The path that somebody typed or pasted: quotation marks, `file://` and `~` as other programs understand them.
pub(super) fn typed_path(typed: &str, home: Option<&Path>) -> PathBuf {
    let typed = typed.trim();
    let bare = ['"', '\''].into_iter().find_map(|mark| typed.strip_prefix(mark)?.strip_suffix(mark)).unwrap_or(typed);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    match (bare.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(bare),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_as_people_type_them() {
        let home = Path::new("/home/王");
        for (typed, expected) in [
            ("/data/声明.txt", "/data/声明.txt"),
            ("  声明.txt\n", "声明.txt"),
            ("~/声明.txt", "/home/王/声明.txt"),
            ("~", "/home/王"),
            ("~其他/a", "~其他/a"),
            ("\"/data/a b.txt\"", "/data/a b.txt"),
            ("'/data/a'", "/data/a"),
            ("file:///data/a", "/data/a"),
            ("\"", "\""),
        ] {
            assert_eq!(typed_path(typed, Some(home)), PathBuf::from(expected), "{typed}");
        }
        assert_eq!(typed_path("~/a", None), PathBuf::from("~/a"));
    }
}
