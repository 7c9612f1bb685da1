//! The right panel with its tabs: the notes, why the chosen pair stands as it does, and the details of the document.

mod words;

use eframe::egui::{
    Button, Color32, FontId, Frame, Label, Margin, RichText, ScrollArea, Stroke, TextFormat, Ui, text::LayoutJob, vec2,
};

use super::Out;
use super::commands::Action;
use super::details::details_ui;
use super::notes::NotesView;
use super::state::{Cache, Shell};
use super::status_bar::grouped;
use super::widgets::{self, PANEL_MARGIN, TEXT_SIZE};
use crate::model::{Address, Bead, Status};
use crate::ui::palette::Palette;
use crate::workspace::{AlignLevel, Command, DocumentId, Mode, OpenDocument, RightTab, Setting, Workspace};
use words::{Line, Telling, odds, telling};

/// What the panel keeps of the chosen pair.
#[derive(Default)]
pub(crate) struct PairTab {
    /// What was asked about last: document, revision, bead.
    asked: Option<(DocumentId, u64, usize)>,
    /// What is told, with the explanation that it was made from.
    told: Option<(u64, Telling)>,
}

/// Draws the right panel: the notes, the chosen pair, or the details. `chosen` is the name of the chosen pair, and its
/// position among the beads; `row` is where reading or aligning stands.
pub(crate) fn right_panel_ui(
    ui: &mut Ui,
    palette: &Palette,
    workspace: &Workspace,
    (chosen, row): ((Option<Address>, Option<usize>), usize),
    shell: &mut Shell,
    cache: &Cache,
    out: &mut Out,
) {
    let Some(open) = workspace.current_document() else { return };
    let panel = ui.max_rect();
    ui.painter().vline(panel.left() + 0.5, panel.y_range(), Stroke::new(1.0, palette.line));
    ui.spacing_mut().item_spacing.y = 0.0;
    let tab = tab_of(workspace.settings.right_tab, open);
    let notes = notes_name(workspace.notes().notes().len());
    let tabs = [(RightTab::Notes, notes.as_str()), (RightTab::Pair, "Pair"), (RightTab::Details, "Details")];
    let tabs: Vec<_> = tabs.into_iter().filter(|(tab, _)| *tab == tab_of(*tab, open)).collect();
    if let Some(tab) = widgets::tabs(ui, palette, &tabs, tab) {
        out.commands.push(Command::Set(Setting::RightTab(tab)));
    }
    match tab {
        RightTab::Notes => {
            let view = NotesView { palette, open, places: workspace.notes(), settings: &workspace.settings, row };
            shell.notes.ui(ui, &view, out);
        }
        RightTab::Pair => {
            let chosen = chosen.0.zip(chosen.1);
            let is_comparing = workspace.settings.mode == Mode::Align && shell.align.comparing.shown(open).is_some();
            // The list of pairs asks by itself, to light what met.
            if workspace.settings.mode == Mode::Read || is_comparing {
                shell.pair.ask(open, chosen, out);
            }
            let hint = match (workspace.settings.mode, workspace.settings.align_level) {
                (Mode::Read, _) => "Click a sentence to choose its pair, or go from pair to pair with ← and →",
                (Mode::Align, AlignLevel::Paragraphs) if is_comparing => "Reasons are told of pairs of sentences",
                (Mode::Align, AlignLevel::Paragraphs) => "Reasons are told of pairs of sentences: P shows those",
                (Mode::Align, AlignLevel::Sentences) => "Go from pair to pair with J and K",
            };
            // What is said while differences are gone through is said of them.
            let buttons = (!is_comparing).then_some(&mut *out);
            pair_ui(ui, palette, open, (chosen, hint), &mut shell.pair, buttons);
        }
        RightTab::Details => {
            if let Some(details) = cache.details() {
                details_ui(ui, palette, details, shell.search.gone_to(workspace));
            }
        }
    }
}

/// The tab that is shown where `tab` is asked for: a document of one side has no pairs.
pub(crate) fn tab_of(tab: RightTab, open: &OpenDocument) -> RightTab {
    match tab {
        RightTab::Pair if open.document.translation.is_none() => RightTab::Details,
        tab => tab,
    }
}

/// The name of the tab of notes, with how many there are.
fn notes_name(count: usize) -> String {
    if count == 0 { "Notes".to_owned() } else { format!("Notes {}", grouped(count)) }
}

impl PairTab {
    /// Asks for the reasons of the chosen pair, once.
    fn ask(&mut self, open: &OpenDocument, chosen: Option<(Address, usize)>, out: &mut Out) {
        let Some((_, bead)) = chosen else { return };
        let wanted = (open.id, open.revision, bead);
        if self.asked != Some(wanted) && open.aligned {
            self.asked = Some(wanted);
            out.commands.push(Command::Explain { document: open.id, bead });
        }
    }

    /// Forgets what was asked: others ask by now.
    pub(crate) fn forget_asked(&mut self) {
        self.asked = None;
    }

    /// The reasons of a bead in words, if they are known.
    fn telling(&mut self, open: &OpenDocument, bead: usize) -> Option<&Telling> {
        let explanation = open.explanation.as_ref()?;
        if (explanation.revision, explanation.bead) != (open.revision, bead) {
            return None;
        }
        let serial = explanation.serial;
        if self.told.as_ref().is_none_or(|(made_from, _)| *made_from != serial) {
            self.told = Some((serial, telling(&explanation.evidence)));
        }
        self.told.as_ref().map(|(_, telling)| telling)
    }
}

fn pair_ui(
    ui: &mut Ui,
    palette: &Palette,
    open: &OpenDocument,
    (chosen, hint): (Option<(Address, usize)>, &str),
    tab: &mut PairTab,
    buttons: Option<&mut Out>,
) {
    ScrollArea::vertical().id_salt("pair").auto_shrink([false, false]).show(ui, |ui| {
        let margin = Margin { left: PANEL_MARGIN as i8, right: PANEL_MARGIN as i8, top: 10, bottom: 20 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let bead = chosen.and_then(|(address, nth)| Some((address, nth, *open.work.alignment.beads.get(nth)?)));
            let Some((address, nth, bead)) = bead else {
                said(ui, hint, palette.soft);
                return;
            };
            head_ui(ui, palette, address, &bead);
            if let Some(out) = buttons {
                buttons_ui(ui, palette, &bead, out);
            }
            ui.add_space(6.0);
            match tab.telling(open, nth) {
                Some(telling) => telling_ui(ui, palette, telling),
                None => said(ui, "Looking for what met…", palette.muted),
            }
        });
    });
}

/// The address of the pair, and how sure it is.
fn head_ui(ui: &mut Ui, palette: &Palette, address: Address, bead: &Bead) {
    ui.add(Label::new(widgets::bold(address.to_string(), 15.0).color(palette.ink)));
    let sure = match bead.status {
        Status::Confirmed => "Confirmed by you".to_owned(),
        Status::LeftOut => "Left out on purpose".to_owned(),
        Status::Corrected => "Corrected by you, not confirmed yet".to_owned(),
        Status::Review => format!("Marked for review. {}", odds(bead.confidence)),
        Status::Proposed if bead.confidence <= 0.0 => "Not weighed since pairs were moved here".to_owned(),
        Status::Proposed if bead.is_paired() => odds(bead.confidence),
        Status::Proposed => format!("No partner was found. {}", odds(bead.confidence)),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add(Label::new(RichText::new(sure).size(TEXT_SIZE).color(palette.ink)).wrap());
        if !matches!(bead.status, Status::Confirmed | Status::Corrected) && bead.confidence > 0.0 {
            // Nothing is certain that no person has said.
            let percent = format!("{:.0} %", (bead.confidence * 100.0).min(99.0));
            ui.add(Label::new(RichText::new(percent).size(12.0).color(palette.muted)));
        }
    });
}

/// What can be said of the pair.
fn buttons_ui(ui: &mut Ui, palette: &Palette, bead: &Bead, out: &mut Out) {
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (action, status, text) in
            [(Action::Confirm, Status::Confirmed, "Confirm"), (Action::Review, Status::Review, "For review")]
        {
            let on = bead.status == status;
            let (fill, ink, line) = if on {
                (palette.accent, palette.on_accent, palette.accent)
            } else {
                (palette.card, palette.ink, palette.line)
            };
            let text = if on {
                format!("✔ {}", if action == Action::Confirm { "Confirmed" } else { text })
            } else {
                text.to_owned()
            };
            let button = Button::new(RichText::new(text).size(TEXT_SIZE).color(ink))
                .fill(fill)
                .stroke(Stroke::new(1.0, line))
                .min_size(vec2(84.0, 26.0));
            let tip = action.tooltip(ui.ctx());
            if ui.add(button).on_hover_text(tip).clicked() {
                out.actions.push(action);
            }
        }
        let again = Button::new(RichText::new("Align the rest again").size(TEXT_SIZE)).min_size(vec2(84.0, 26.0));
        if ui.add(again).on_hover_text(Action::AlignAgain.tooltip(ui.ctx())).clicked() {
            out.actions.push(Action::AlignAgain);
        }
    });
}

fn telling_ui(ui: &mut Ui, palette: &Palette, telling: &Telling) {
    for (heading, lines) in &telling.parts {
        ui.add_space(8.0);
        widgets::heading(ui, palette, heading);
        for line in lines {
            match line {
                Line::Met(source, translation, times) => met_ui(ui, palette, source, translation, *times),
                Line::Said(text) => said(ui, text, palette.ink),
            }
        }
    }
}

fn met_ui(ui: &mut Ui, palette: &Palette, source: &str, translation: &str, times: usize) {
    let font = FontId::proportional(TEXT_SIZE);
    let mut job = LayoutJob::default();
    job.append(source, 0.0, TextFormat::simple(font.clone(), palette.ink));
    job.append("–", 5.0, TextFormat::simple(font.clone(), palette.muted));
    job.append(translation, 5.0, TextFormat::simple(font, palette.ink));
    if times > 1 {
        job.append(&format!("{times} times"), 6.0, TextFormat::simple(FontId::proportional(11.5), palette.muted));
    }
    ui.add(Label::new(job).wrap());
}

fn said(ui: &mut Ui, text: &str, color: Color32) {
    ui.add(Label::new(RichText::new(text).size(TEXT_SIZE).color(color)).wrap());
}
