//! Cuts an endlessly long galley into lines where Chinese and English may break.
//!
//! The text engine shapes a whole paragraph on one line; `text::line_break` says where lines end; here the glyphs and
//! their triangles are dealt out to the lines. So no character is put in or left out, and the characters of the result
//! are those of the text, one for one.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::epaint::text::{Glyph, PlacedRow, Row, RowVisuals};
use eframe::egui::{Galley, Mesh, Rect, Vec2, pos2, vec2};

use crate::text::line_break::{Advance, Chance, fill};

/// Cuts `one`, laid out without a width, into lines of `width`; `chances` has one entry a character.
///
/// `empty` is the galley of an empty text, for the parts of a galley that the text engine keeps to itself. The
/// characters `bold` are drawn twice, a little apart: the shipped Chinese face has one weight.
pub(crate) fn cut(one: &Galley, empty: &Galley, width: f32, chances: &[Chance], bold: &[Range<usize>]) -> Galley {
    let mut cut = empty.clone();
    let Some(blank) = empty.rows.first().map(|row| Arc::clone(&row.row)) else { return cut };
    cut.job = Arc::clone(&one.job);
    cut.pixels_per_point = one.pixels_per_point;
    cut.rows.clear();
    let mut first_char = 0;
    let mut y = 0.0;
    for paragraph in &one.rows {
        let glyphs = &paragraph.row.glyphs;
        let advances: Vec<Advance> = glyphs.iter().map(advance).collect();
        let chances = chances.get(first_char..).unwrap_or_default();
        let mut start = 0;
        let ends = fill(chances, &advances, width);
        let last = ends.len().saturating_sub(1);
        for (nth, end) in ends.into_iter().enumerate() {
            // Glyphs and characters correspond one to one; should they ever not, nothing may be lost.
            let end = if nth == last { glyphs.len() } else { end };
            let line = Line { paragraph: &paragraph.row, glyphs: start..end, first_char, bold };
            let row = line.row(&blank);
            let height = row.size.y;
            let ends_with_newline = nth == last && paragraph.ends_with_newline;
            cut.rows.push(PlacedRow { pos: pos2(0.0, y), row: Arc::new(row), ends_with_newline });
            y += height;
            start = end;
        }
        first_char += glyphs.len() + usize::from(paragraph.ends_with_newline);
    }
    finish(&mut cut);
    cut
}

fn advance(glyph: &Glyph) -> Advance {
    Advance { start: glyph.pos.x, end: glyph.max_x(), blank: glyph.chr.is_whitespace() }
}

/// Sums up what a galley knows of its rows.
fn finish(galley: &mut Galley) {
    galley.rect = Rect::ZERO;
    galley.mesh_bounds = Rect::NOTHING;
    (galley.num_vertices, galley.num_indices) = (0, 0);
    for row in &galley.rows {
        galley.rect |= row.rect();
        galley.mesh_bounds |= row.visuals.mesh_bounds.translate(row.pos.to_vec2());
        galley.num_vertices += row.visuals.mesh.vertices.len();
        galley.num_indices += row.visuals.mesh.indices.len();
    }
}

/// Some glyphs of a paragraph that is one endless row.
struct Line<'a> {
    paragraph: &'a Row,
    glyphs: Range<usize>,
    /// The number of the paragraph's first character in the text.
    first_char: usize,
    bold: &'a [Range<usize>],
}

impl Line<'_> {
    fn row(&self, blank: &Row) -> Row {
        let glyphs = self.paragraph.glyphs.get(self.glyphs.clone()).unwrap_or_default();
        let left = glyphs.first().map_or(0.0, |glyph| glyph.pos.x);
        let mut row = blank.clone();
        row.size = vec2(glyphs.last().map_or(0.0, |glyph| glyph.max_x() - left), self.paragraph.size.y);
        let mut mesh = Mesh::default();
        mesh.reserve_vertices(4 * glyphs.len());
        mesh.reserve_triangles(2 * glyphs.len());
        row.glyphs = glyphs
            .iter()
            .map(|glyph| {
                let mut moved = *glyph;
                moved.pos.x -= left;
                moved.first_vertex = mesh.vertices.len() as u32;
                self.copy_quad(glyph, vec2(-left, 0.0), &mut mesh);
                moved
            })
            .collect();
        let plain = mesh.vertices.len();
        self.embolden(glyphs, left, &mut mesh);
        let mesh_bounds = mesh.calc_bounds();
        row.visuals = RowVisuals { mesh, mesh_bounds, glyph_index_start: 0, glyph_vertex_range: 0..plain };
        row
    }

    fn embolden(&self, glyphs: &[Glyph], left: f32, mesh: &mut Mesh) {
        let line = self.first_char + self.glyphs.start..self.first_char + self.glyphs.end;
        for bold in self.bold {
            let (start, end) = (bold.start.max(line.start), bold.end.min(line.end));
            let Some(glyphs) = glyphs.get(start.saturating_sub(line.start)..end.saturating_sub(line.start)) else {
                continue;
            };
            for glyph in glyphs {
                self.copy_quad(glyph, vec2(glyph.font_height / 40.0 - left, 0.0), mesh);
            }
        }
    }

    /// Copies the two triangles of a glyph, if it has any.
    fn copy_quad(&self, glyph: &Glyph, by: Vec2, mesh: &mut Mesh) {
        let first = glyph.first_vertex as usize;
        let Some(quad) = self.paragraph.visuals.mesh.vertices.get(first..first + 4) else { return };
        if glyph.uv_rect.is_nothing() {
            return;
        }
        let corner = mesh.vertices.len() as u32;
        mesh.vertices.extend(quad.iter().map(|vertex| {
            let mut moved = *vertex;
            moved.pos += by;
            moved
        }));
        mesh.add_triangle(corner, corner + 1, corner + 2);
        mesh.add_triangle(corner + 2, corner + 1, corner + 3);
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::epaint::text::FontsView;
    use eframe::egui::text::LayoutJob;
    use eframe::egui::{Color32, Context, FontId, RawInput};

    use super::*;
    use crate::text::line_break::chances;
    use crate::ui::fonts;
    use crate::workspace::Settings;

    const NO_START: &str = "。，、；：？！）》」』】〉〕”’…％—·,.;:?!)]}%";
    const NO_END: &str = "（《「『【〈〔“‘([{";
    const TEXTS: &[&str] = &[
        "他说：“修渠一事（见《水利简报》第3期）——已于一九五八年三月办妥，用工1,234人、粮67,000斤。”众人称善……",
        "《边界公报》（“增刊”）载：【本报讯】牧民『冬季草场』《条例》“即日”施行。《条例》“即日”施行。",
        "𠀀（𠮷）“㐀”〇々龘，見囘覩羣（衆裏），並附118-01767-01號檔案；另見USSR（蘇聯）代表團名單。",
        "The survey of 1962 (“Annual Report”, p. 17) counted 67,000 head … and the Soviet-Chinese line—so it said—held.",
        "第一段。\n第二段：《测》\n\n（完）",
        "e\u{301}tude 的 ﬁne 字, naïve café（“咖啡”）efficient office",
    ];

    fn with_fonts(test: impl Fn(&mut FontsView<'_>)) {
        let context = Context::default();
        fonts::install(&context, &Settings::default());
        let mut output = context.run_ui(RawInput::default(), |ui| ui.fonts_mut(|fonts| test(fonts)));
        output.textures_delta.clear();
    }

    fn one_line(fonts: &mut FontsView<'_>, text: &str) -> Arc<Galley> {
        let font = FontId::new(18.0, fonts::chinese());
        fonts.layout_job(LayoutJob::simple(text.to_owned(), font, Color32::PLACEHOLDER, f32::INFINITY))
    }

    #[test]
    fn no_line_of_any_width_starts_or_ends_wrongly_and_nothing_is_lost() {
        with_fonts(|fonts| {
            let empty = fonts.layout_job(LayoutJob::default());
            for text in TEXTS {
                let one = one_line(fonts, text);
                let chances = chances(text);
                for width in (60..500).step_by(7) {
                    let galley = cut(&one, &empty, width as f32, &chances, &[]);
                    let mut read = String::new();
                    for (nth, row) in galley.rows.iter().enumerate() {
                        let line = row.text();
                        let opens = nth > 0 && !galley.rows[nth - 1].ends_with_newline;
                        let first = line.chars().next().filter(|_| opens);
                        assert!(first.is_none_or(|first| !NO_START.contains(first)), "{line} at {width}");
                        let closes = nth + 1 < galley.rows.len() && !row.ends_with_newline;
                        let last = line.trim_end().chars().next_back().filter(|_| closes);
                        assert!(last.is_none_or(|last| !NO_END.contains(last)), "{line} at {width}");
                        read.push_str(&line);
                        read.push_str(if row.ends_with_newline { "\n" } else { "" });
                    }
                    assert_eq!(read.chars().count(), text.chars().count(), "{text} at {width}");
                    assert_eq!(galley.text(), *text);
                    assert!(galley.rect.width() <= width as f32 + 40.0, "{} at {width}", galley.rect.width());
                }
            }
        });
    }

    #[test]
    fn every_place_between_characters_is_found_again() {
        with_fonts(|fonts| {
            let empty = fonts.layout_job(LayoutJob::default());
            for text in TEXTS.iter().filter(|text| !text.contains(['\u{301}', '\n'])) {
                let one = one_line(fonts, text);
                let galley = cut(&one, &empty, 200.0, &chances(text), &[]);
                let mut nth = 0;
                for row in &galley.rows {
                    for glyph in &row.row.glyphs {
                        // Half a ligature has no width of its own and cannot be pointed at.
                        if glyph.advance_width > 2.0 {
                            let at = row.pos + vec2(glyph.pos.x + 0.5, row.row.size.y / 2.0);
                            assert_eq!(galley.cursor_from_pos(at.to_vec2()).index.0, nth, "{text}");
                        }
                        nth += 1;
                    }
                }
                assert_eq!(galley.end().index.0, nth);
            }
        });
    }
}
