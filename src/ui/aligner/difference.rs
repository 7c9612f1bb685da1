//! A difference between two alignments, clearly: how the same sentences stand now, and below how they would stand.

use eframe::egui::{FontId, Rangef, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::lanes::Lanes;
use super::layout::{Cells, LaidBlock, Setter};
use super::links::{self, Ends, Look};
use super::paint::{paint_ground, paint_words, rect_of};
use super::pairs::{Pair, Pairs};
use super::standing::{Standing, confidence};
use crate::model::{Alignment, Bead, Document, IndexRange, Row, SideName};
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::rows::{Canary, Sizes};
use crate::workspace::{AlignLevel, DocumentId, Settings};

/// The most pairs of either that are shown: nobody compares more at once.
const MOST: usize = 60;

/// What is shown of a difference.
#[derive(Clone, Copy)]
pub(crate) struct DifferenceView<'a> {
    /// Names the difference: another one has another name, and one whose pairs changed too.
    pub(crate) key: (DocumentId, u64, usize),
    /// The document.
    pub(crate) document: &'a Document,
    /// Its alignment, for the sentences.
    pub(crate) alignment: &'a Alignment,
    /// The pairs as they are.
    pub(crate) present: &'a [Bead],
    /// The pairs as they would be.
    pub(crate) proposed: &'a [Bead],
    /// Which difference it is.
    pub(crate) title: &'a str,
    /// What is said of it: whether it was taken, whether it is stale.
    pub(crate) remark: &'a str,
    /// What the two are called.
    pub(crate) names: [&'a str; 2],
    /// How the person likes it.
    pub(crate) settings: &'a Settings,
    /// The colours.
    pub(crate) palette: &'a Palette,
}

/// The two pictures of a difference, kept from frame to frame.
#[derive(Default)]
pub(crate) struct DifferenceState {
    key: Option<(DocumentId, u64, usize)>,
    look: Option<(Lanes, Sizes, Palette)>,
    pictures: [Picture; 2],
    canary: Canary,
    /// Pages to scroll.
    pages: i32,
}

/// Some pairs, laid out.
#[derive(Default)]
struct Picture {
    alignment: Alignment,
    pairs: Pairs,
    blocks: Vec<LaidBlock>,
    cells: Cells,
    /// How many pairs are not shown.
    rest: usize,
}

impl Picture {
    fn of(alignment: &Alignment, beads: &[Bead]) -> Self {
        let shown: Vec<Bead> = beads.iter().take(MOST).copied().collect();
        // A row for each: no line stands above any.
        let rows = (0..shown.len()).map(|nth| {
            let (none, beads) = (IndexRange::default(), IndexRange::new(nth, nth + 1));
            Row { number: 0, source: none, translation: none, beads, confidence: 1.0 }
        });
        let alignment = Alignment {
            rows: rows.collect(),
            beads: shown,
            source: alignment.source.clone(),
            translation: alignment.translation.clone(),
            ..Alignment::default()
        };
        let pairs = Pairs::of(&alignment, AlignLevel::Sentences);
        let rest = beads.len().saturating_sub(MOST);
        Self { alignment, pairs, blocks: Vec::new(), cells: Cells::default(), rest }
    }

    fn lay_out(&mut self, ui: &Ui, view: &DifferenceView, lanes: Lanes, sizes: Sizes) {
        self.blocks.clear();
        self.cells.clear();
        ui.fonts_mut(|fonts| {
            let mut setter = Setter {
                fonts,
                cells: &mut self.cells,
                document: view.document,
                alignment: &self.alignment,
                pairs: &self.pairs,
                widths: SideName::BOTH.map(|side| lanes.of(side).span()),
                sizes,
                palette: view.palette,
            };
            for block in 0..self.pairs.block_count() {
                let numbered: Vec<(usize, Pair)> =
                    self.pairs.block(block).range().filter_map(|nth| Some((nth, self.pairs.get(nth)?))).collect();
                self.blocks.push(setter.block(&numbered));
            }
        });
    }
}

/// Draws a difference over all of `ui`.
pub(crate) fn difference_ui(ui: &mut Ui, view: &DifferenceView, state: &mut DifferenceState) {
    let palette = view.palette;
    let area = ui.available_rect_before_wrap();
    let sizes = Sizes::close(view.settings.text_percent);
    let within = Rangef::new(area.left(), area.right() - 12.0);
    let lanes = Lanes::new(within, view.settings.source_share, sizes);
    state.follow(ui, view, lanes, sizes);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(12.0);
    indented(ui, lanes, |ui| {
        ui.label(RichText::new(view.title).font(FontId::new(15.0, fonts::interface_bold())).color(palette.ink));
        ui.label(RichText::new(view.remark).size(12.5).color(palette.muted));
    });
    ui.add_space(8.0);
    ScrollArea::vertical().id_salt(("difference", view.key)).auto_shrink([false, false]).show(ui, |ui| {
        let pages = std::mem::take(&mut state.pages) as f32;
        if pages != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -pages * (ui.clip_rect().height() - 60.0)));
        }
        for (picture, name) in state.pictures.iter().zip(view.names) {
            picture_ui(ui, view, picture, name, lanes);
        }
        ui.add_space(20.0);
    });
}

impl DifferenceState {
    /// Scrolls by so many pages.
    pub(crate) fn scroll(&mut self, pages: i32) {
        self.pages += pages;
    }

    fn follow(&mut self, ui: &Ui, view: &DifferenceView, lanes: Lanes, sizes: Sizes) {
        let (is_alive, _) = ui.fonts_mut(|fonts| self.canary.look(fonts));
        let same = self.key == Some(view.key);
        if !same {
            self.key = Some(view.key);
            self.pictures = [view.present, view.proposed].map(|beads| Picture::of(view.alignment, beads));
        }
        let look = Some((lanes, sizes, *view.palette));
        if !same || !is_alive || self.look != look {
            self.look = look;
            for picture in &mut self.pictures {
                picture.lay_out(ui, view, lanes, sizes);
            }
        }
    }
}

fn indented(ui: &mut Ui, lanes: Lanes, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.add_space(lanes.of(SideName::Source).min - ui.max_rect().left());
        ui.vertical(contents);
    });
}

fn picture_ui(ui: &mut Ui, view: &DifferenceView, picture: &Picture, name: &str, lanes: Lanes) {
    let palette = view.palette;
    indented(ui, lanes, |ui| {
        ui.add_space(6.0);
        let heading = RichText::new(name.to_uppercase()).size(11.0).extra_letter_spacing(0.7).color(palette.muted);
        ui.label(heading);
        ui.add_space(6.0);
    });
    for block in &picture.blocks {
        let (place, response) = ui.allocate_exact_size(vec2(ui.available_width(), block.height), Sense::HOVER);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words(view, picture, block, name)));
        if ui.is_rect_visible(place) {
            block_ui(ui, view, picture, block, place.top(), lanes);
        }
    }
    if picture.rest > 0 {
        indented(ui, lanes, |ui| {
            ui.label(RichText::new(format!("… and {} more pairs", picture.rest)).color(palette.muted));
        });
    }
}

/// A block in words: what stands beside what.
fn words(view: &DifferenceView, picture: &Picture, block: &LaidBlock, name: &str) -> String {
    let side = |pair: &Pair, side| {
        let cells = pair.part(side).range();
        let texts: Vec<&str> =
            cells.map(|cell| picture.pairs.text(view.document, &picture.alignment, side, cell)).collect();
        if texts.is_empty() { "nothing".to_owned() } else { texts.join(" ") }
    };
    let pairs = block.pairs.iter().map(|shown| {
        let (source, translation) = (side(&shown.pair, SideName::Source), side(&shown.pair, SideName::Translation));
        format!("{source} – {translation}")
    });
    format!("{name}: {}", pairs.collect::<Vec<_>>().join("; "))
}

fn block_ui(ui: &Ui, view: &DifferenceView, picture: &Picture, block: &LaidBlock, top: f32, lanes: Lanes) {
    for shown in &block.pairs {
        let middles = |side: SideName| {
            let own = block.boxes.iter().filter(|one| one.pair == shown.nth && one.side == side && one.cell.is_some());
            own.map(|one| top + one.top + one.height / 2.0).collect()
        };
        let ends = Ends { source: middles(SideName::Source), translation: middles(SideName::Translation) };
        let look = Look {
            standing: Standing::of(&picture.alignment, &shown.pair),
            confidence: confidence(&picture.alignment, &shown.pair),
            crosses: block.pairs.len() > 1,
            strong: true,
            palette: view.palette,
        };
        links::paint(ui.painter(), lanes.lane, &ends, look);
    }
    for one in &block.boxes {
        let rect = rect_of(one, top, lanes);
        paint_ground(ui, one, rect, view.palette.card, view.palette.line, view.palette);
        paint_words(ui, one, rect, view.palette);
    }
}
