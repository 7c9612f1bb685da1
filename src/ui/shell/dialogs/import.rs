//! What came of an import of notes: notes that were changed here and in the file, side by side, each to be decided; and
//! what could not be placed or understood. Nothing comes in before all is decided.

use eframe::egui::{
    Align, Color32, CornerRadius, FontId, Frame, Key, Label, Layout, Margin, Modifiers, RichText, ScrollArea, Stroke,
    TextFormat, Ui, UiBuilder, vec2,
};

use super::{Out, Stay, main_button, title};
use crate::export::notes::json_ld::Conflict;
use crate::model::{Annotation, Colour, Draft, Timestamp};
use crate::ui::palette::Palette;
use crate::ui::shell::details::short_date;
use crate::ui::shell::harmless::{harmless, harmless_line};
use crate::ui::shell::notes::{Stretch, differences, first_words, motivation_words};
use crate::ui::shell::widgets::{self, ITEM_HEIGHT, Item};
use crate::workspace::{Choice, Command, DocumentId, Import, Workspace, in_words};

/// Height of the list of conflicts and of the two versions, in points.
const HEIGHT: f32 = 250.0;
/// How many characters of a text are compared on the screen.
const COMPARED: usize = 4000;

/// The choices with their names and keys.
const CHOICES: [(Choice, &str, Key); 3] = [
    (Choice::Ours, "Keep ours", Key::Num1),
    (Choice::Theirs, "Take theirs", Key::Num2),
    (Choice::Both, "Keep both", Key::Num3),
];

/// The dialog and what was decided in it.
pub(crate) struct ImportDialog {
    document: DocumentId,
    serial: u64,
    choices: Vec<Choice>,
    /// The conflict that is shown.
    at: usize,
    /// Both versions of it.
    shown: Option<(usize, [Version; 2])>,
    moved: bool,
}

/// A version of a note as it is shown.
struct Version {
    text: Vec<Stretch>,
    about: String,
}

impl ImportDialog {
    pub(super) fn new(document: DocumentId, serial: u64) -> Self {
        Self { document, serial, choices: Vec::new(), at: 0, shown: None, moved: false }
    }

    /// What is left to do when it is closed: an import that was not decided is let go of.
    pub(super) fn leave(&self) -> Command {
        Command::DropImport(self.document)
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, palette: &Palette, workspace: &Workspace, out: &mut Out) -> Stay {
        let import = workspace.document(self.document).and_then(|open| open.import.as_ref());
        let Some(import) = import.filter(|import| import.serial == self.serial) else { return Stay::Close };
        let is_open = !import.conflicts.is_empty();
        self.choices.resize(import.conflicts.len(), Choice::default());
        title(ui, palette, if is_open { "Import notes" } else { "Notes imported" });
        ui.add_space(4.0);
        let name = import.file.file_name().unwrap_or_default().to_string_lossy();
        let said = format!("{}: {}", harmless_line(&name), in_words(import.counts));
        ui.add(Label::new(RichText::new(said).color(palette.ink)).wrap());
        if is_open {
            self.keys(ui);
            self.conflicts_ui(ui, palette, import);
        }
        warnings_ui(ui, palette, &import.warnings);
        ui.add_space(10.0);
        self.buttons_ui(ui, palette, is_open, out)
    }

    fn buttons_ui(&self, ui: &mut Ui, palette: &Palette, is_open: bool, out: &mut Out) -> Stay {
        let mut stay = Stay::Open;
        ui.horizontal(|ui| {
            if is_open {
                ui.label(
                    RichText::new("↑ ↓ to move, 1 2 3 to decide, Enter to import").size(12.0).color(palette.muted),
                );
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
                if main_button(ui, palette, if is_open { "Import" } else { "Done" }, true) || entered {
                    if is_open {
                        let choices = self.choices.clone();
                        out.commands.push(Command::FinishImport { document: self.document, choices });
                    }
                    stay = Stay::Close;
                }
                if is_open && ui.button("Cancel").on_hover_text("Nothing is imported").clicked() {
                    stay = Stay::Close;
                }
            });
        });
        stay
    }

    fn keys(&mut self, ui: &Ui) {
        let last = self.choices.len().saturating_sub(1);
        let before = self.at;
        ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
            self.at = (self.at + down).min(last).saturating_sub(up);
            for (choice, _, key) in CHOICES {
                for _ in 0..input.count_and_consume_key(Modifiers::NONE, key) {
                    if let Some(chosen) = self.choices.get_mut(self.at) {
                        *chosen = choice;
                    }
                    self.at = (self.at + 1).min(last);
                }
            }
        });
        self.moved = self.at != before;
    }

    fn conflicts_ui(&mut self, ui: &mut Ui, palette: &Palette, import: &Import) {
        const LIST: f32 = 240.0;
        ui.add_space(8.0);
        let count = import.conflicts.len();
        let said = if count == 1 {
            "Changed here and in the file".to_owned()
        } else {
            format!("Changed here and in the file · {count}")
        };
        widgets::heading(ui, palette, &said);
        let area = ui.available_rect_before_wrap();
        let (list, versions) = area.with_max_y(area.top() + HEIGHT).split_left_right_at_x(area.left() + LIST);
        ui.painter().rect_stroke(list, 4.0, Stroke::new(1.0, palette.line), eframe::egui::StrokeKind::Inside);
        ui.scope_builder(UiBuilder::new().max_rect(list.shrink(1.0)), |ui| self.list_ui(ui, palette, import));
        let versions = versions.with_min_x(versions.left() + 14.0);
        ui.scope_builder(UiBuilder::new().max_rect(versions), |ui| self.versions_ui(ui, palette, import));
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("For all").color(palette.soft));
            for (choice, name, _) in CHOICES {
                if ui.button(format!("{name} of each")).clicked() {
                    self.choices.fill(choice);
                }
            }
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, palette: &Palette, import: &Import) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("conflicts").auto_shrink([false, false]);
        if std::mem::take(&mut self.moved) {
            let middle = self.at as f32 * ITEM_HEIGHT - HEIGHT / 2.0;
            area = area.vertical_scroll_offset(middle.max(0.0));
        }
        area.show_rows(ui, ITEM_HEIGHT, import.conflicts.len(), |ui, rows| {
            for nth in rows {
                let Some(conflict) = import.conflicts.get(nth) else { continue };
                let sign = match self.choices.get(nth).copied().unwrap_or_default() {
                    Choice::Ours => "Ours",
                    Choice::Theirs => "Theirs",
                    Choice::Both => "Both",
                };
                let (ours, _) = texts(conflict);
                let words = first_words(ours, 40);
                let item = Item { before: sign, text: &words, selected: nth == self.at, ..Item::default() };
                if widgets::item(ui, palette, item).clicked() {
                    self.at = nth;
                }
            }
        });
    }

    fn versions_ui(&mut self, ui: &mut Ui, palette: &Palette, import: &Import) {
        let Some(conflict) = import.conflicts.get(self.at) else { return };
        if self.shown.as_ref().map(|(nth, _)| *nth) != Some(self.at) {
            self.shown = Some((self.at, versions(conflict)));
        }
        let Some((_, versions)) = &self.shown else { return };
        let area = ui.available_rect_before_wrap();
        let (left, right) = area.split_left_right_at_fraction(0.5);
        let columns = [
            (left.with_max_x(left.right() - 5.0), "Here", palette.gone),
            (right.with_min_x(right.left() + 5.0), "In the file", palette.come),
        ];
        for ((column, name, ground), version) in columns.into_iter().zip(versions) {
            let column = column.with_max_y(column.bottom() - 36.0);
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| version_ui(ui, palette, name, version, ground));
        }
        ui.scope_builder(UiBuilder::new().max_rect(area.with_min_y(area.bottom() - 30.0)), |ui| {
            ui.horizontal(|ui| {
                for (choice, name, key) in CHOICES {
                    let Some(chosen) = self.choices.get_mut(self.at) else { continue };
                    ui.radio_value(chosen, choice, name).on_hover_text(key.name());
                }
            });
        });
    }
}

/// A version of a note, scrolled where it is long.
fn version_ui(ui: &mut Ui, palette: &Palette, name: &str, version: &Version, ground: Color32) {
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(widgets::bold(name, 12.0).color(palette.soft));
    let frame =
        Frame::new().fill(palette.card).stroke(Stroke::new(1.0, palette.line)).corner_radius(CornerRadius::same(4));
    frame.inner_margin(Margin::same(8)).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
            let format = TextFormat::simple(FontId::proportional(12.5), palette.ink);
            ui.add(Label::new(widgets::marked(&version.text, &format, ground)).wrap());
            ui.add(Label::new(RichText::new(&version.about).size(11.0).color(palette.muted)).wrap());
        });
    });
}

fn warnings_ui(ui: &mut Ui, palette: &Palette, warnings: &[String]) {
    const LINE: f32 = 18.0;
    if warnings.is_empty() {
        return;
    }
    ui.add_space(8.0);
    widgets::heading(ui, palette, &format!("Not placed or not understood · {}", warnings.len()));
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = (warnings.len().min(5) as f32 * LINE).max(LINE);
    let area = ScrollArea::vertical().id_salt("warnings").max_height(height).min_scrolled_height(height);
    area.auto_shrink([false, true]).show_rows(ui, LINE, warnings.len(), |ui, rows| {
        for warning in warnings.get(rows).unwrap_or_default() {
            let text = RichText::new(harmless_line(warning)).size(12.0).color(palette.soft);
            ui.add_sized(vec2(ui.available_width(), LINE), Label::new(text).truncate().halign(Align::LEFT));
        }
    });
}

/// The texts of both versions.
fn texts(conflict: &Conflict) -> (&str, &str) {
    match conflict {
        Conflict::Notes { ours, theirs } => (&ours.text, &theirs.text),
        Conflict::Drafts { ours, theirs } => (&ours.text, &theirs.text),
    }
}

/// Both versions, with what differs in their texts.
fn versions(conflict: &Conflict) -> [Version; 2] {
    let (ours, theirs) = texts(conflict);
    let start = |text: &str| {
        let start: String = text.chars().take(COMPARED).collect();
        let cut = if start.len() < text.len() { "…" } else { "" };
        format!("{}{cut}", harmless(&start))
    };
    let [one, other] = differences(&start(ours), &start(theirs));
    let about = match conflict {
        Conflict::Notes { ours, theirs } => [about_note(ours), about_note(theirs)],
        Conflict::Drafts { ours, theirs } => [about_draft(ours), about_draft(theirs)],
    };
    let [about_one, about_other] = about;
    [Version { text: one, about: about_one }, Version { text: other, about: about_other }]
}

/// What a note is besides its text, a line each.
fn about_note(note: &Annotation) -> String {
    let tags = note.tags.iter().map(|tag| harmless_line(tag)).collect::<Vec<_>>().join(", ");
    let lines = [
        Some(harmless_line(motivation_words(&note.motivation))),
        note.colour.map(|colour: Colour| format!("Colour: {}", colour.name())),
        (!tags.is_empty()).then(|| format!("Tags: {tags}")),
        note.resolved.then(|| "Resolved".to_owned()),
        signed(&note.author, note.created, note.modified),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn about_draft(draft: &Draft) -> String {
    let lines = [Some("Draft".to_owned()), signed(&draft.author, draft.created, draft.modified)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Who wrote it, and when it was changed last.
fn signed(author: &str, created: Option<Timestamp>, modified: Option<Timestamp>) -> Option<String> {
    let day = modified.or(created).map(|moment| short_date(&moment.day()));
    let author = Some(harmless_line(author)).filter(|author| !author.is_empty());
    let parts: Vec<String> = author.into_iter().chain(day).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
