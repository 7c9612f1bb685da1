//! The fields of a note that is being written: what it is, its colour, its text, its tags. What two people wrote at the
//! same time is shown one above the other.

use std::collections::BTreeMap;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    Align, Color32, ComboBox, CornerRadius, CursorIcon, EventFilter, FontId, Frame, Id, Key, Label, Layout, Margin,
    Modifiers, Rect, RichText, Role, Sense, Stroke, StrokeKind, TextEdit, TextFormat, Ui, WidgetInfo, vec2,
};

use super::Wish;
use super::card::small_button;
use super::difference::{Stretch, differences};
use super::editing::{Editor, Version};
use super::prepared::motivation_words;
use crate::model::{Annotation, Colour, Motivation};
use crate::ui::palette::Palette;
use crate::ui::shell::harmless::{harmless, harmless_line};
use crate::ui::shell::icons::{self, Icon};
use crate::ui::shell::widgets;
use crate::workspace::NoteChange;

/// How many tags in use are offered.
const SUGGESTED: usize = 6;
/// How many lines the field of a note has at first, and how high what stands below it is, in points.
const LINES: usize = 3;
const BELOW: f32 = 90.0;
/// The keys that stay with a field: Escape ends editing here, and does not only take the keyboard away.
const KEYS: EventFilter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// What the fields show besides what is typed in them.
#[derive(Clone, Copy)]
pub(super) struct EditView<'a> {
    /// The note as it is; nothing for a reply that is not there yet.
    pub(super) note: Option<&'a Annotation>,
    /// The tags of all notes.
    pub(super) tags: &'a BTreeMap<String, usize>,
    /// The time of the window's clock, in seconds.
    pub(super) now: f64,
}

/// Draws the fields. What is to be done goes to `wishes`.
pub(super) fn edit_ui(ui: &mut Ui, palette: &Palette, editor: &mut Editor, view: EditView<'_>, wishes: &mut Vec<Wish>) {
    ui.spacing_mut().item_spacing.y = 6.0;
    let head = view.note.filter(|note| note.motivation != Motivation::Replying);
    if let Some(note) = head {
        kind_ui(ui, palette, note, wishes);
    }
    let name = match head.map(|note| &note.motivation) {
        Some(Motivation::Bookmarking) => "Name of the bookmark",
        Some(_) => "Text of the note",
        None => "Reply",
    };
    field_ui(ui, palette, editor, name, view.now, wishes);
    if let Some(theirs) = editor.theirs() {
        both_ui(ui, palette, &editor.text, &theirs.text, wishes);
    }
    if let Some(note) = head {
        tags_ui(ui, palette, editor, note, view, wishes);
    }
    ui.horizontal(|ui| {
        if small_button(ui, "Done").on_hover_text("Escape").clicked() {
            wishes.push(Wish::Done);
        }
        let said = if editor.is_kept() { "Kept" } else { "Kept as you type" };
        ui.add(Label::new(RichText::new(said).size(11.0).color(palette.muted)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = ui.add(Label::new(RichText::new("Markdown").size(11.0).color(palette.muted)).selectable(false));
            hint.on_hover_text("**bold**  *italic*  `code`\n# heading\n- list\n> quotation\n[text](https://…)");
        });
    });
}

/// Why it was made, and its colour.
fn kind_ui(ui: &mut Ui, palette: &Palette, note: &Annotation, wishes: &mut Vec<Wish>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut motivation = note.motivation.clone();
        let mut offered: Vec<Motivation> = Motivation::CHOICES.to_vec();
        offered.push(Motivation::Bookmarking);
        if !offered.contains(&motivation) {
            offered.push(motivation.clone());
        }
        let words = |motivation: &Motivation| harmless_line(motivation_words(motivation));
        let combo = ComboBox::from_id_salt("motivation").selected_text(words(&motivation)).width(96.0);
        let combo = combo.show_ui(ui, |ui| {
            for one in offered {
                let name = words(&one);
                ui.selectable_value(&mut motivation, one, name);
            }
        });
        let name = format!("Kind: {}", words(&motivation));
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
        if motivation != note.motivation {
            wishes.push(Wish::Change(NoteChange::Motivation(motivation)));
        }
        ui.add_space(4.0);
        for colour in Colour::ALL {
            if dot_ui(ui, palette, colour, note.colour == Some(colour)) {
                let chosen = (note.colour != Some(colour)).then_some(colour);
                wishes.push(Wish::Change(NoteChange::Colour(chosen)));
            }
        }
    });
}

/// A colour to choose; whether it was.
fn dot_ui(ui: &mut Ui, palette: &Palette, colour: Colour, is_chosen: bool) -> bool {
    const RADIUS: f32 = 6.5;
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 22.0), Sense::click());
    let mut name = colour.name().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, &name));
    ui.painter().circle_filled(rect.center(), RADIUS, palette.note(Some(colour)));
    if is_chosen || response.has_focus() {
        let ring = if is_chosen { palette.ink } else { palette.accent };
        ui.painter().circle_stroke(rect.center(), RADIUS + 2.0, Stroke::new(1.5, ring));
    }
    let clicked = response.clicked();
    response.on_hover_text(name);
    clicked
}

/// The field of the text. Escape and Ctrl+Enter end editing; leaving it keeps what was typed.
fn field_ui(ui: &mut Ui, palette: &Palette, editor: &mut Editor, name: &str, now: f64, wishes: &mut Vec<Wish>) {
    let id = field_id();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let ends = |ui: &mut Ui| {
        ui.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Escape) || input.consume_key(Modifiers::COMMAND, Key::Enter)
        })
    };
    if has_focus && ends(ui) {
        wishes.push(Wish::Done);
    }
    let field = TextEdit::multiline(&mut editor.text)
        .id(id)
        .desired_width(f32::INFINITY)
        .desired_rows(LINES)
        .hint_text(name.to_owned())
        .text_color(palette.ink)
        .event_filter(KEYS)
        .margin(vec2(8.0, 6.0));
    let output = field.show(ui);
    let response = &output.response.response;
    widgets::name_field(ui, id, name);
    if std::mem::take(&mut editor.wants_focus) {
        response.request_focus();
        let end = CCursor::new(editor.text.chars().count());
        let mut state = output.state.clone();
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), id);
        // With what stands below the field.
        wishes.push(Wish::SeeField(response.rect.with_max_y(response.rect.bottom() + BELOW)));
    }
    if response.changed() {
        editor.typed(now);
        let caret = output.cursor_range.map(|range| output.galley.pos_from_cursor(range.primary));
        wishes.push(Wish::SeeField(caret.map_or(response.rect, |caret| caret.translate(output.galley_pos.to_vec2()))));
    }
    if response.lost_focus() {
        wishes.push(Wish::Keep);
    }
}

/// The field of the text of the note that is being written. There is one at a time, and it may move from card to card.
pub(super) fn field_id() -> Id {
    Id::unique("text of the note that is being written")
}

/// What is in the field and what somebody else wrote, with what differs, and what may become of them.
fn both_ui(ui: &mut Ui, palette: &Palette, mine: &str, theirs: &str, wishes: &mut Vec<Wish>) {
    let frame = Frame::new().stroke(Stroke::new(1.0, palette.unsure)).corner_radius(CornerRadius::same(4));
    frame.inner_margin(Margin::same(8)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let said = "Somebody changed this note while you were writing";
        ui.add(Label::new(widgets::bold(said, 12.0).color(palette.ink)).wrap());
        let [mine, theirs] = differences(&start(mine), &start(theirs));
        version_ui(ui, palette, "Yours", &mine, palette.come);
        version_ui(ui, palette, "Theirs", &theirs, palette.gone);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
            for (text, version) in
                [("Keep yours", Version::Mine), ("Take theirs", Version::Theirs), ("Keep both", Version::Both)]
            {
                if small_button(ui, text).clicked() {
                    wishes.push(Wish::Decide(version));
                }
            }
        });
    });
}

/// As much of a text as two versions are compared by on a card, made harmless.
fn start(text: &str) -> String {
    const MOST: usize = 1500;
    let start: String = text.chars().take(MOST).collect();
    let cut = if start.len() < text.len() { "…" } else { "" };
    format!("{}{cut}", harmless(&start))
}

/// A version of a text under its name.
fn version_ui(ui: &mut Ui, palette: &Palette, name: &str, stretches: &[Stretch], ground: Color32) {
    ui.label(RichText::new(name).size(10.5).color(palette.muted));
    let format = TextFormat::simple(FontId::proportional(12.5), palette.ink);
    ui.add(Label::new(widgets::marked(stretches, &format, ground)).wrap());
}

/// The tags of the note, a field for another one, and tags in use that it may be.
fn tags_ui(
    ui: &mut Ui,
    palette: &Palette,
    editor: &mut Editor,
    note: &Annotation,
    view: EditView<'_>,
    wishes: &mut Vec<Wish>,
) {
    let mut focused = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
        for (nth, tag) in note.tags.iter().enumerate() {
            if removable_tag_ui(ui, palette, &harmless_line(tag)) {
                wishes.extend(editor.remove_tag(nth).map(Wish::Command));
            }
        }
        focused = tag_field_ui(ui, editor, note, wishes);
    });
    if !focused && editor.tag.trim().is_empty() {
        return;
    }
    let suggested: Vec<String> =
        editor.suggested_tags(view.tags.keys(), SUGGESTED).into_iter().map(str::to_owned).collect();
    if suggested.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        ui.label(RichText::new("In use").size(11.0).color(palette.muted));
        for tag in suggested {
            let button = small_button(ui, &harmless_line(&tag));
            if button.clicked() {
                editor.tag.clear();
                wishes.extend(editor.add_tag(&tag).map(Wish::Command));
                ui.memory_mut(|memory| memory.request_focus(tag_id()));
            }
        }
    });
}

fn tag_id() -> Id {
    Id::unique("tag of the note that is being written")
}

/// The field of a tag: a comma or Enter makes a tag of what was typed, and so does the end of editing. Whether it has
/// the keyboard.
fn tag_field_ui(ui: &mut Ui, editor: &mut Editor, note: &Annotation, wishes: &mut Vec<Wish>) -> bool {
    let id = tag_id();
    if ui.memory(|memory| memory.has_focus(id)) {
        let is_empty = editor.tag.is_empty();
        let (back, escape) = ui.input_mut(|input| {
            let back = is_empty && input.consume_key(Modifiers::NONE, Key::Backspace);
            (back, input.consume_key(Modifiers::NONE, Key::Escape))
        });
        if back && let Some(last) = note.tags.len().checked_sub(1) {
            wishes.extend(editor.remove_tag(last).map(Wish::Command));
        }
        if escape {
            wishes.push(Wish::Done);
        }
    }
    let width = ui.available_width().clamp(70.0, 120.0);
    let field = TextEdit::singleline(&mut editor.tag).id(id).hint_text("Add a tag").desired_width(width - 16.0);
    let response = ui.add(field.event_filter(KEYS).margin(vec2(8.0, 2.0)));
    widgets::name_field(ui, id, "Add a tag");
    if response.changed() {
        wishes.extend(editor.put_ended_tags().map(Wish::Command));
    }
    // A click elsewhere may be one on a tag that is offered: what was typed waits for it, or for the end of editing.
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        wishes.extend(editor.put_tag().map(Wish::Command));
        response.request_focus();
    }
    response.has_focus()
}

/// A tag with a cross; whether it is to go.
fn removable_tag_ui(ui: &mut Ui, palette: &Palette, tag: &str) -> bool {
    const PADDING: f32 = 8.0;
    const CROSS: f32 = 16.0;
    const HEIGHT: f32 = 20.0;
    let widest = (ui.max_rect().width() - 2.0 * PADDING - CROSS).max(20.0);
    let font = FontId::proportional(11.5);
    let galley = widgets::one_line(ui, tag, font, palette.soft, widest);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + PADDING + CROSS + 4.0, HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("Remove the tag {tag}")));
    let radius = CornerRadius::same(10);
    ui.painter().rect_filled(rect, radius, palette.selected);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    ui.painter().galley(rect.left_center() + vec2(PADDING, -galley.size().y / 2.0), galley, palette.soft);
    let cross = Rect::from_center_size(rect.right_center() - vec2(CROSS / 2.0 + 2.0, 0.0), vec2(CROSS, CROSS));
    let color = if response.hovered() { palette.ink } else { palette.muted };
    icons::paint(&ui.painter().with_clip_rect(cross), cross, Icon::SmallCross, color);
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text("Remove the tag").clicked()
}
