//! Lays out what stands in a row besides its text. Draws nothing.

use std::borrow::Cow;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Color32, FontId, Galley, Rect};

use super::difference::{Part, Whose, difference};
use super::insets::{Gap, Kind, Texts, Written};
use super::typing::{LONGEST, Typing};
use crate::model::{SideName, Span, Standing};
use crate::text::Language;
use crate::ui::fonts;
use crate::ui::palette::Palette;
use crate::ui::reader::row_layout::Setter;

use crate::ui::rows::{TextBlock, typeset};

/// Height of the line above a draft that says what it is.
pub(super) const HEAD: f32 = 22.0;
/// From the left edge of the column to the text of a draft, and from the text to the right edge.
pub(super) const INDENT: f32 = 12.0;
/// Blank below the text of a draft, and above its first line.
pub(super) const BELOW: f32 = 8.0;
/// Blank above what stands in a cell besides text.
pub(super) const ABOVE: f32 = 4.0;
/// Place for the cross at the right of the head.
pub(super) const CROSS: f32 = 22.0;
/// What stands in a cell besides text, laid out.
pub(in crate::ui::reader) enum Laid {
    /// Text without a partner, or the mark that this is on purpose.
    Gap {
        gap: Gap,
        left_out: bool,
        says: Arc<Galley>,
        /// Where its last words stand, which can be clicked.
        link: Vec<Rect>,
    },
    /// A draft.
    Draft {
        written: Written,
        head: Arc<Galley>,
        text: TextBlock,
        /// Words of the translation that the draft leaves out, and words that it puts in, where they stand.
        struck: Vec<Rect>,
        new: Vec<Rect>,
    },
    /// The field: what is typed is drawn when it is.
    Field,
}

impl Setter<'_, '_> {
    /// Lays out an inset of a cell of `width` points. Gives its height with it.
    pub(in crate::ui::reader) fn inset(&mut self, side: SideName, kind: &Kind, width: f32) -> (f32, Laid) {
        match kind {
            Kind::Gap(gap) => self.gap(gap, false, width),
            Kind::LeftOut(gap) => self.gap(gap, true, width),
            Kind::Draft(written) => self.draft(side, written, width),
            Kind::Field(_) => {
                let text = self.typed.and_then(Typing::height).unwrap_or_else(|| {
                    let language = Texts::of(self.view).language(side);
                    self.sizes.text(language) * self.sizes.leading(language)
                });
                (field_height(text), Laid::Field)
            }
        }
    }

    fn gap(&mut self, gap: &Gap, left_out: bool, width: f32) -> (f32, Laid) {
        let palette = self.view.palette;
        let (says, link) = gap_says(&Texts::of(self.view), gap, left_out);
        let italic = |color| TextFormat::simple(FontId::new(14.0, fonts::english_italic()), color);
        let mut job = LayoutJob::default();
        job.append(&says, 0.0, italic(palette.absent));
        job.append(link, 0.0, italic(palette.muted));
        job.wrap.max_width = (width - 2.0 * INDENT).max(40.0);
        let text = job.text.clone();
        let says_bytes = says.len();
        let block = TextBlock::new(0, Span::new(0, text.len()), &text, self.fonts.layout_job(job));
        let link = block.rects(Span::new(says_bytes, text.len()));
        let padding = match (left_out, gap.is_part) {
            (true, _) => 8.0,
            (false, true) => 10.0,
            (false, false) => 16.0,
        };
        let height = ABOVE + block.galley.rect.height() + padding + gap_below(gap);
        (height, Laid::Gap { gap: gap.clone(), left_out, says: block.galley, link })
    }

    fn draft(&mut self, side: SideName, written: &Written, width: f32) -> (f32, Laid) {
        let palette = self.view.palette;
        let texts = Texts::of(self.view);
        let language = texts.language(side);
        let mut job = head(written, palette);
        job.wrap = TextWrapping::truncate_at_width((width - INDENT - CROSS).max(40.0));
        let head = self.fonts.layout_job(job);
        let (shown, rest) = cut(&written.draft.text);
        let parts = match written.of.filter(|_| written.wording && rest == 0) {
            Some(of) => difference(&texts.text(of), shown),
            None => None,
        };
        let parts = parts.unwrap_or_else(|| vec![Part { of: Whose::Both, text: shown.to_owned() }]);
        let rest = (rest > 0).then(|| format!(" … and {rest} characters more"));
        let look = |whose| match whose {
            Whose::Present => palette.muted,
            Whose::Both if written.wording => palette.soft,
            Whose::Suggested | Whose::Both => palette.draft,
        };
        let parts: Vec<(String, Color32, Whose)> = parts
            .into_iter()
            .map(|part| (tame(&part.text).into_owned(), look(part.of), part.of))
            .chain(rest.map(|rest| (rest, palette.muted, Whose::Both)))
            .collect();
        let pieces = parts.iter().map(|(text, color, _)| (text.as_str(), *color));
        let set = typeset::set_plain(self.fonts, &self.empty, pieces, (language, self.sizes), width - 2.0 * INDENT);
        let text = TextBlock::new(0, Span::new(0, set.job.text.len()), &set.job.text, Arc::clone(&set));
        let (mut struck, mut new, mut start) = (Vec::new(), Vec::new(), 0);
        for (part, _, of) in &parts {
            let span = Span::new(start, start + part.len());
            start += part.len();
            match of {
                Whose::Present => struck.extend(text.rects(span)),
                Whose::Suggested => new.extend(text.rects(span)),
                Whose::Both => {}
            }
        }
        let height = field_height(text.galley.rect.height());
        (height, Laid::Draft { written: written.clone(), head, text, struck, new })
    }
}

/// Blank below a gap, where text may follow.
pub(super) fn gap_below(gap: &Gap) -> f32 {
    if gap.is_part { ABOVE } else { 0.0 }
}

/// The height of a field that holds a text of that height.
pub(super) fn field_height(text: f32) -> f32 {
    ABOVE + HEAD + text + BELOW
}

/// What a gap says, and its last words, which can be clicked. In the middle of a text it is short.
fn gap_says(texts: &Texts, gap: &Gap, left_out: bool) -> (String, &'static str) {
    let name = if gap.is_part { format!("{} · ", gap.address) } else { String::new() };
    if left_out {
        return (format!("{name}Left out on purpose. "), "Take it back");
    }
    let missing = match (gap.of.side, texts.language(gap.of.side.other())) {
        _ if texts.document.translation.is_none() => "",
        (SideName::Source, _) => "Not translated. ",
        (SideName::Translation, Language::Chinese) => "No Chinese text for this. ",
        (SideName::Translation, Language::English) => "No source text for this. ",
    };
    if gap.is_part {
        return (format!("{name}{missing}Type it, or "), "mark as left out");
    }
    (format!("{missing}Type a translation, or "), "mark as left out on purpose")
}

/// What a draft is, who wrote it and when.
fn head(written: &Written, palette: &Palette) -> LayoutJob {
    let draft = &written.draft;
    let what = if written.wording { "Suggested wording" } else { "Draft" };
    let mut job = LayoutJob::default();
    job.append(what, 0.0, TextFormat::simple(FontId::new(11.5, fonts::interface_bold()), palette.draft));
    let mut rest = Vec::new();
    if written.of.is_none() {
        rest.push(format!("its text is gone: “{}”", one_line(&draft.target.selector.exact, 40)));
    } else if written.address.contains('.') {
        rest.push(written.address.clone());
    }
    if matches!(draft.target.standing, Standing::ToConfirm { .. }) {
        rest.push("moved with the text, check its place".to_owned());
    }
    if !draft.author.is_empty() {
        rest.push(one_line(&draft.author, 60));
    }
    rest.extend(draft.modified.or(draft.created).map(crate::model::Timestamp::day));
    let muted = TextFormat::simple(FontId::proportional(11.5), palette.muted);
    for part in rest {
        job.append(&format!(" · {part}"), 0.0, muted.clone());
    }
    job
}

/// The beginning of a text of others on one line.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let line = tame(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = line.chars().take(most).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}

/// The part of a draft that is shown, and how many characters it leaves out.
fn cut(text: &str) -> (&str, usize) {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (text.get(..end).unwrap_or(text), text.chars().count() - LONGEST),
        None => (text, 0),
    }
}

/// The text with a sign in the place of every character that would act instead of being read: one for one, so that
/// every character still stands where it stood.
pub(super) fn tame(text: &str) -> Cow<'_, str> {
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    if text.contains(acts) {
        Cow::Owned(text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::reader::drafts::insets::insets;
    use crate::ui::reader::drafts::samples::Sample;

    #[test]
    fn what_acts_is_shown_by_a_sign_in_its_place() {
        for (text, expected) in [
            ("边界\tborder\n𠮷", "边界\tborder\n𠮷"),
            ("a\u{202e}txt.exe", "a�txt.exe"),
            ("\u{0}\u{1b}[31m\r\n", "��[31m�\n"),
            ("\u{2067}领土\u{2069}", "�领土�"),
        ] {
            assert_eq!(tame(text), expected, "{text:?}");
        }
        assert_eq!(one_line(" 一\r\n\t二  三四五 ", 5), "一� 二 …");
    }

    #[test]
    fn a_long_draft_is_shown_as_far_as_it_can_be_read() {
        let long = "边".repeat(LONGEST + 7);
        let (shown, rest) = cut(&long);
        assert_eq!((shown.chars().count(), rest), (LONGEST, 7));
        assert_eq!(cut("边界"), ("边界", 0));
    }

    #[test]
    fn gaps_say_what_is_missing_and_what_can_be_done() {
        let sample = Sample::new();
        let alone = Sample::alone();
        for (sample, row, left_out, expected) in [
            (&sample, 0, false, "¶1.2–3 · Not translated. Type it, or mark as left out"),
            (&sample, 0, true, "¶1.2–3 · Left out on purpose. Take it back"),
            (&sample, 1, false, "Not translated. Type a translation, or mark as left out on purpose"),
            (&sample, 1, true, "Left out on purpose. Take it back"),
            (&sample, 2, false, "No Chinese text for this. Type a translation, or mark as left out on purpose"),
            (&alone, 0, false, "Type a translation, or mark as left out on purpose"),
        ] {
            let found = insets(&sample.texts(), row, None);
            let Some(Kind::Gap(gap)) = found.first().map(|inset| &inset.kind) else { panic!("row {row} has a gap") };
            let (says, link) = gap_says(&sample.texts(), gap, left_out);
            assert_eq!(says + link, expected);
        }
    }
}
