//! The bar at the foot of Align mode: the keys of what is done just now, those that group and those that cut apart, each
//! a button. Where there is no room, the less important ones are left out; the menu and F1 have them all.

use eframe::egui::{
    CornerRadius, CursorIcon, FontFamily, FontId, Painter, Pos2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::AlignAction;
use crate::ui::palette::Palette;
use crate::ui::shell::Out;
use crate::ui::shell::commands::{Action, Doing, key_text};

/// Height of a line of the bar.
const LINE: f32 = 27.0;
/// Blank between two buttons.
const GAP: f32 = 10.0;
/// Blank around the lines.
const PADDING: f32 = 6.0;
/// Blank around the bar.
const MARGIN: f32 = 10.0;

/// Buttons that belong together, with what they are called in the bar, the most important first.
struct Group {
    heading: &'static str,
    keys: &'static [(Action, &'static str)],
}

const fn act(action: AlignAction) -> Action {
    Action::Align(action)
}

/// The lines of the bar. Whatever is done there are two, so that nothing above the bar moves.
const ALIGNING: &[&[Group]] = &[
    &[Group {
        heading: "Group",
        keys: &[
            (act(AlignAction::MergeUp), "Merge up"),
            (act(AlignAction::FirstUp), "First up"),
            (act(AlignAction::LastDown), "Last down"),
            (act(AlignAction::Split), "Split pair"),
            (act(AlignAction::Mark), "Pair two"),
            (act(AlignAction::Push), "Push down"),
            (act(AlignAction::Unpair), "Unpair"),
            (act(AlignAction::Swap), "Swap"),
            (act(AlignAction::Pull), "Pull up"),
            (act(AlignAction::ColumnDown), "Insert empty row"),
        ],
    }],
    &[
        Group {
            heading: "Say",
            keys: &[
                (Action::Confirm, "Confirm"),
                (Action::Review, "For review"),
                (act(AlignAction::LeftOut), "Left out"),
                (act(AlignAction::Realign), "Realign the rest"),
            ],
        },
        Group {
            heading: "Cut",
            keys: &[
                (act(AlignAction::CutSentence), "Cut sentence"),
                (act(AlignAction::JoinSentences), "Join sentences"),
                (act(AlignAction::Call), "Reclassify"),
            ],
        },
    ],
];

const CUTTING: &[&[Group]] = &[
    &[Group {
        heading: "Move",
        keys: &[
            (act(AlignAction::CaretClause(true)), "Next clause"),
            (act(AlignAction::CaretClause(false)), "Clause before"),
            (act(AlignAction::CaretWord(true)), "Next word"),
            (act(AlignAction::CaretCharacter(true)), "Next character"),
        ],
    }],
    &[Group {
        heading: "Cut",
        keys: &[
            (act(AlignAction::CutHere), "Cut the sentence here"),
            (act(AlignAction::CutPassage), "Cut the paragraph here"),
            (act(AlignAction::StopCutting), "Back"),
        ],
    }],
];

const COMPARING: &[&[Group]] = &[
    &[Group {
        heading: "Go",
        keys: &[
            (act(AlignAction::NextDifference), "Next difference"),
            (act(AlignAction::PreviousDifference), "Previous"),
            (act(AlignAction::Differences), "To the pairs"),
            (act(AlignAction::ScrollDifference(1)), "Further down"),
        ],
    }],
    &[Group {
        heading: "Decide",
        keys: &[
            (act(AlignAction::Take), "Take"),
            (act(AlignAction::Leave), "Leave"),
            (act(AlignAction::TakeAll), "Take all"),
            (act(AlignAction::Drop), "Done"),
        ],
    }],
];

/// What leads back to the differences that were set aside.
const ASIDE: Group = Group { heading: "Compare", keys: &[(act(AlignAction::Differences), "Differences")] };

fn lines(doing: Doing) -> &'static [&'static [Group]] {
    match doing {
        Doing::Reading | Doing::Waiting => &[],
        Doing::Aligning => ALIGNING,
        Doing::Cutting => CUTTING,
        Doing::Comparing => COMPARING,
    }
}

/// The height that the bar takes of what is below the pairs.
pub(crate) fn height(doing: Doing) -> f32 {
    if lines(doing).is_empty() {
        return 0.0;
    }
    lines(doing).len() as f32 * LINE + 2.0 * PADDING + MARGIN
}

/// Draws the bar into `area`; `differs` says that there are differences to go to.
pub(crate) fn key_bar_ui(ui: &mut Ui, palette: &Palette, area: Rect, (doing, differs): (Doing, bool), out: &mut Out) {
    let lines = lines(doing);
    let aside = Some(&ASIDE).filter(|_| differs && doing == Doing::Aligning);
    let bar = Rect::from_min_max(area.min + vec2(MARGIN, 0.0), area.max - vec2(MARGIN, MARGIN));
    ui.painter().rect_filled(bar, CornerRadius::same(8), palette.bar);
    for (nth, groups) in lines.iter().enumerate() {
        let top = bar.top() + PADDING + nth as f32 * LINE;
        let line = Rect::from_min_max(pos2(bar.left() + 12.0, top), pos2(bar.right() - 8.0, top + LINE));
        let mut left = line.left();
        let before = aside.filter(|_| nth + 1 == lines.len());
        for group in before.into_iter().chain(*groups) {
            left = group_ui(ui, palette, group, left, line, out);
        }
    }
}

/// Draws a group from `left` on as far as the line goes, and tells where it ends.
fn group_ui(ui: &mut Ui, palette: &Palette, group: &Group, left: f32, line: Rect, out: &mut Out) -> f32 {
    let font = FontId::new(10.5, FontFamily::Proportional);
    let faint = palette.on_bar.gamma_multiply(0.65);
    let heading = ui.painter().layout_no_wrap(group.heading.to_uppercase(), font, faint);
    let width = heading.size().x;
    let mut at = left + width + GAP;
    let mut is_first = true;
    for &(action, name) in group.keys {
        let button = Button::new(ui, palette, action, name);
        if at + button.width > line.right() {
            break;
        }
        if std::mem::take(&mut is_first) {
            let corner = pos2(left, line.center().y - heading.size().y / 2.0);
            ui.painter().galley(corner, heading.clone(), faint);
        }
        let place = Rect::from_min_size(pos2(at, line.top()), vec2(button.width, LINE));
        if button.ui(ui, palette, place, (group.heading, action)) {
            out.actions.push(action);
        }
        at = place.right() + GAP;
    }
    if is_first { left } else { at + GAP }
}

/// A button of the bar: the key on a ground of its own, and what it does.
struct Button {
    key: std::sync::Arc<eframe::egui::Galley>,
    name: std::sync::Arc<eframe::egui::Galley>,
    width: f32,
}

impl Button {
    fn new(ui: &Ui, palette: &Palette, action: Action, name: &str) -> Self {
        let key = action.entry().keys.first().map(|key| key_text(ui.ctx(), *key)).unwrap_or_default();
        let font = FontId::new(11.5, FontFamily::Proportional);
        let text = |text: String| ui.painter().layout_no_wrap(text, font.clone(), palette.on_bar);
        let (key, name) = (text(key), text(name.to_owned()));
        let width = key.size().x + 12.0 + 5.0 + name.size().x;
        Self { key, name, width }
    }

    fn ui(self, ui: &mut Ui, palette: &Palette, place: Rect, (heading, action): (&str, Action)) -> bool {
        let id = ui.scope_id().with(("key", action));
        let response = ui.interact(place, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, action.name()));
        let strong = response.hovered();
        self.paint(ui.painter(), palette, place, strong);
        response.on_hover_text(format!("{heading}: {}", action.tooltip(ui.ctx()))).clicked()
    }

    fn paint(&self, painter: &Painter, palette: &Palette, place: Rect, strong: bool) {
        let middle = |galley: &eframe::egui::Galley| place.center().y - galley.size().y / 2.0;
        let ground =
            Rect::from_min_size(pos2(place.left(), place.center().y - 9.0), vec2(self.key.size().x + 12.0, 18.0));
        if strong {
            painter.rect_filled(
                place.expand2(vec2(4.0, -2.0)),
                CornerRadius::same(5),
                palette.bar_line.gamma_multiply(0.6),
            );
        }
        painter.rect_filled(ground, CornerRadius::same(4), palette.bar_line);
        let at: Pos2 = pos2(ground.left() + 6.0, middle(&self.key));
        painter.galley(at, self.key.clone(), palette.on_bar);
        painter.galley(pos2(ground.right() + 5.0, middle(&self.name)), self.name.clone(), palette.on_bar);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::shell::commands::Place;

    #[test]
    fn what_the_bar_says_groups_or_cuts_is_so_in_the_menu() {
        for (doing, all) in [(Doing::Aligning, ALIGNING), (Doing::Cutting, CUTTING), (Doing::Comparing, COMPARING)] {
            for group in all.iter().copied().flatten() {
                for (action, name) in group.keys {
                    let entry = action.entry();
                    assert!(!entry.keys.is_empty(), "{name} has no key");
                    assert!(entry.doing.contains(&doing), "{name} cannot be done while {doing:?}");
                    match group.heading {
                        "Group" => assert_eq!(entry.place, Place::Group, "{name}"),
                        "Cut" if *action != Action::Align(AlignAction::StopCutting) => {
                            assert_eq!(entry.place, Place::Cut, "{name}");
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}
