//! Whether galleys that were kept are still good.

use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::{Color32, FontId, Galley};

/// A galley that the text engine keeps as long as its glyphs stay where they are.
///
/// Glyphs move in their texture when it is full and when fonts change. The engine then drops its galleys, this one with
/// them, and all that were made from them are void.
#[derive(Default)]
pub(crate) struct Canary {
    galley: Option<Arc<Galley>>,
}

impl Canary {
    /// Whether galleys of the last frame are still good; with the pixels of a point that they are made for.
    pub(crate) fn look(&mut self, fonts: &mut FontsView<'_>) -> (bool, f32) {
        let galley = fonts.layout_no_wrap("对".to_owned(), FontId::proportional(12.0), Color32::PLACEHOLDER);
        let pixels_per_point = galley.pixels_per_point;
        let is_alive = self.galley.as_ref().is_some_and(|old| Arc::ptr_eq(old, &galley));
        self.galley = Some(galley);
        (is_alive, pixels_per_point)
    }

    /// A galley that is another one when all galleys are void.
    pub(crate) fn galley(&self) -> Option<&Arc<Galley>> {
        self.galley.as_ref()
    }
}
