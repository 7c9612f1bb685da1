//! What a passage looks like: the kind of passage decides the size, its marks decide the rest.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Color32, FontFamily, FontId, Galley};

use super::lines;
use super::sizes::Sizes;
use super::text_block::{Decoration, DecorationKind, TextBlock};
use crate::model::{Mark, MarkStyle, Passage, PassageKind, Side, Span};
use crate::text::Language;
use crate::text::line_break::{Chance, chances};
use crate::ui::fonts;
use crate::ui::palette::Palette;

/// Headings of more bytes than this are set smaller: some thirty Han, or fifteen English words.
const LONG_HEADING: usize = 90;

/// How running text of a passage is set, before its marks.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Style {
    language: Language,
    family: FontFamily,
    /// Size in points.
    pub(crate) size: f32,
    /// Distance from line to line in points.
    pub(crate) line: f32,
    color: Color32,
    bold: bool,
    italic: bool,
    /// Blank left of the text in points.
    pub(crate) indent: f32,
}

/// The style of a passage of `language`.
pub(crate) fn style(passage: &Passage, language: Language, sizes: Sizes, palette: &Palette) -> Style {
    // An editor's mark in the other language is set in its own face.
    let is_foreign = passage.kind == PassageKind::Editorial && passage.text.text().is_ascii();
    let language = if is_foreign { Language::English } else { language };
    let size = sizes.text(language);
    let running = Style {
        language,
        family: if language == Language::Chinese { fonts::chinese() } else { fonts::english() },
        size,
        line: size * sizes.leading(language),
        color: palette.ink,
        bold: false,
        italic: false,
        indent: 0.0,
    };
    let smaller = |by: f32| Style { size: size * by, line: running.line * by, ..running.clone() };
    match passage.kind {
        PassageKind::Heading => {
            let by: f32 = match passage.level {
                0 | 1 => 1.35,
                2 => 1.22,
                3 => 1.1,
                _ => 1.0,
            };
            // A title of several lines is heavy enough without being large.
            let by = if passage.text.text().len() > LONG_HEADING { by.min(1.1) } else { by };
            Style { bold: true, line: size * by * 1.5, ..smaller(by) }
        }
        PassageKind::ListItem => Style { indent: size * 1.35 * f32::from(passage.level.clamp(1, 8)), ..running },
        PassageKind::Quotation => Style { indent: size, color: palette.soft, ..running },
        PassageKind::Caption => Style { color: palette.soft, ..smaller(0.84) },
        PassageKind::Note => smaller(0.86),
        PassageKind::Table => smaller(0.92),
        PassageKind::Editorial => Style { italic: true, color: palette.muted, ..smaller(0.94) },
        PassageKind::MetadataLine => Style { color: palette.soft, ..smaller(0.9) },
        PassageKind::Paragraph | PassageKind::Other => running,
    }
}

/// Whether an item needs a bullet: not where its text brings a number or a sign of its own.
pub(crate) fn needs_bullet(text: &str) -> bool {
    let mut start = text.trim_start().chars();
    let (first, second) = (start.next(), start.next());
    let own_sign = first.is_none_or(|first| first.is_ascii_digit() || "（([①②③④⑤⑥⑦⑧⑨⑩•·-–—".contains(first));
    !own_sign && second.is_none_or(|second| !"、.．)）".contains(second))
}

impl Style {
    fn format(&self, part: Part, palette: &Palette) -> TextFormat {
        let (bold, italic) = (self.bold || part.bold, self.italic || part.italic);
        let family = match self.language {
            Language::English if bold => fonts::english_bold(),
            Language::English if italic => fonts::english_italic(),
            _ => self.family.clone(),
        };
        let mut format = TextFormat {
            font_id: FontId::new(self.size, family),
            line_height: Some(self.line),
            color: self.color,
            // Only the English face has an italic of its own, and that not in bold.
            italics: italic && (bold || self.language == Language::Chinese),
            ..TextFormat::default()
        };
        if part.link {
            format.color = palette.link;
        } else if part.editorial || part.chip {
            format.color = palette.muted;
        }
        if part.note {
            // Raised: a lower line, at the top of the line of the text.
            format.color = palette.accent;
            format.font_id.size = self.size * 0.66;
            format.line_height = Some(self.line * 0.72);
            format.valign = Align::TOP;
        } else if part.small || part.chip {
            format.font_id.size = self.size * 0.85;
        }
        format
    }
}

/// What the marks say of a stretch of text.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own, and they come in every combination")]
struct Part {
    bold: bool,
    italic: bool,
    small: bool,
    chip: bool,
    editorial: bool,
    link: bool,
    note: bool,
}

impl Part {
    fn with(mut self, style: &MarkStyle) -> Self {
        match style {
            MarkStyle::Bold => self.bold = true,
            MarkStyle::Italic => self.italic = true,
            MarkStyle::Small => self.small = true,
            MarkStyle::Struck => {}
            MarkStyle::Link { .. } => self.link = true,
            MarkStyle::NoteMark { .. } => self.note = true,
            MarkStyle::Chip => self.chip = true,
            MarkStyle::Editorial => self.editorial = true,
        }
        self
    }
}

/// Lays out `span` of a passage in lines of `width`. `empty` is the galley of an empty text.
pub(crate) fn set(
    fonts: &mut FontsView<'_>,
    empty: &Galley,
    (side, nth, span): (&Side, usize, Span),
    style: &Style,
    width: f32,
    palette: &Palette,
) -> Option<TextBlock> {
    let passage = side.passages.get(nth)?;
    let text = span.of(passage.text.text())?;
    let mut job = LayoutJob::default();
    let mut bold = Vec::new();
    for (part, at) in parts(&passage.marks, span) {
        let Some(piece) = at.of(passage.text.text()) else { continue };
        if style.language == Language::Chinese && (style.bold || part.bold) {
            bold.push(at);
        }
        job.append(piece, 0.0, style.format(part, palette));
    }
    job.wrap.max_width = f32::INFINITY;
    let one = fonts.layout_job(job);
    let mut block = TextBlock::new(nth, span, text, Arc::clone(&one));
    let bold: Vec<Range<usize>> = bold.into_iter().map(|at| block.chars(at)).collect();
    let mut chances = chances(text);
    keep_note_marks(&block, &passage.marks, &mut chances);
    block.galley = Arc::new(lines::cut(&one, empty, width, &chances, &bold));
    block.decorations = decorations(&block, &passage.marks);
    Some(block)
}

/// The face and size of running text of `language` that is no passage of a document, such as a draft.
pub(crate) fn plain(language: Language, sizes: Sizes, color: Color32) -> TextFormat {
    let size = sizes.text(language);
    let family = if language == Language::Chinese { fonts::chinese() } else { fonts::english() };
    TextFormat {
        line_height: Some(size * sizes.leading(language)),
        ..TextFormat::simple(FontId::new(size, family), color)
    }
}

/// Lays out such text in lines of `width`: pieces, end to end, each in its own colour.
pub(crate) fn set_plain<'a>(
    fonts: &mut FontsView<'_>,
    empty: &Galley,
    pieces: impl IntoIterator<Item = (&'a str, Color32)>,
    (language, sizes): (Language, Sizes),
    width: f32,
) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    for (text, color) in pieces {
        job.append(text, 0.0, plain(language, sizes, color));
    }
    job.wrap.max_width = f32::INFINITY;
    let chances = chances(&job.text);
    let one = fonts.layout_job(job);
    Arc::new(lines::cut(&one, empty, width.max(40.0), &chances, &[]))
}

/// The mark of a note stays on the line of what it is about.
fn keep_note_marks(block: &TextBlock, marks: &[Mark], chances: &mut [Chance]) {
    for mark in marks.iter().filter(|mark| matches!(mark.style, MarkStyle::NoteMark { .. })) {
        let chars = block.chars(mark.at);
        if chars.is_empty() {
            continue;
        }
        for chance in chances.get_mut(chars.start.saturating_sub(1)..chars.end - 1).unwrap_or_default() {
            *chance = Chance::Never;
        }
    }
}

/// Cuts `span` where a mark starts or ends, and says of each part what its marks say. The parts, end to end, are
/// `span`.
fn parts(marks: &[Mark], span: Span) -> Vec<(Part, Span)> {
    let mut cuts = vec![span.start, span.end];
    let inside: Vec<&Mark> = marks.iter().filter(|mark| mark.at.overlaps(span)).collect();
    for mark in &inside {
        cuts.extend([mark.at.start.max(span.start), mark.at.end.min(span.end)]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut waiting = inside.into_iter().peekable();
    let mut open: Vec<&Mark> = Vec::new();
    cuts.array_windows::<2>()
        .map(|&[start, end]| {
            while let Some(mark) = waiting.next_if(|mark| mark.at.start <= start) {
                open.push(mark);
            }
            open.retain(|mark| mark.at.end > start);
            (open.iter().fold(Part::default(), |part, mark| part.with(&mark.style)), Span { start, end })
        })
        .collect()
}

fn decorations(block: &TextBlock, marks: &[Mark]) -> Vec<Decoration> {
    let shown = marks.iter().enumerate().filter(|(_, mark)| mark.at.overlaps(block.span));
    shown
        .filter_map(|(nth, mark)| {
            let kind = match &mark.style {
                MarkStyle::Chip => DecorationKind::Chip,
                MarkStyle::Struck => DecorationKind::Struck,
                MarkStyle::Link { .. } => DecorationKind::Link,
                MarkStyle::NoteMark { note } => DecorationKind::Note(*note),
                _ => return None,
            };
            Some(Decoration { kind, mark: nth, rects: block.rects(mark.at) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_the_span_and_marks_may_nest() {
        let mark = |start, end, style| Mark { at: Span::new(start, end), style };
        let marks = [mark(0, 9, MarkStyle::Bold), mark(3, 6, MarkStyle::Italic), mark(12, 15, MarkStyle::Chip)];
        let found: Vec<(u32, u32, bool, bool, bool)> = parts(&marks, Span::new(3, 18))
            .into_iter()
            .map(|(part, at)| (at.start, at.end, part.bold, part.italic, part.chip))
            .collect();
        assert_eq!(
            found,
            [
                (3, 6, true, true, false),
                (6, 9, true, false, false),
                (9, 12, false, false, false),
                (12, 15, false, false, true),
                (15, 18, false, false, false)
            ]
        );
    }

    #[test]
    fn items_with_a_number_of_their_own_get_no_bullet() {
        for (text, expected) in [
            ("边界问题", true),
            ("1. 边界", false),
            ("一、边界", false),
            ("（一）边界", false),
            ("Border", true),
            ("a) 边界", false),
        ] {
            assert_eq!(needs_bullet(text), expected, "{text}");
        }
    }
}
