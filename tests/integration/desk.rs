//! A whole window to test with: put on folders of its own, waited for, and used by key, by pointer and by the names
//! that a screen reader says.

use std::sync::Arc;
use std::time::Duration;

use duizhao::ui::App;
use duizhao::workspace::{Command, Paths, Surroundings, Workspace};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder};

/// A window with nothing around it. What it writes goes to a folder that must be dropped after it.
pub(crate) type Window = Harness<'static, App>;

/// A window of a size, on what lies at these paths, with the commands carried out.
pub(crate) fn window(paths: Paths, size: impl Into<Vec2>, commands: Vec<Command>) -> Window {
    window_of(Harness::builder(), paths, size, commands)
}

/// The same, of another make.
pub(crate) fn window_of(
    builder: HarnessBuilder<App>,
    paths: Paths,
    size: impl Into<Vec2>,
    commands: Vec<Command>,
) -> Window {
    builder.with_size(size).with_max_steps(64).build_eframe(move |creation| {
        let mut workspace = Workspace::new(&paths, Arc::new(|| {}), Surroundings::system());
        for command in commands {
            workspace.dispatch(command);
        }
        App::new(&creation.egui_ctx, workspace)
    })
}

/// Draws frames until `condition` holds of the workspace: workers take the time they take.
pub(crate) fn until(window: &mut Window, what: &str, condition: impl Fn(&Workspace) -> bool) {
    until_shown(window, what, |window| condition(window.state().workspace()));
}

/// Draws frames until `condition` holds of the window.
pub(crate) fn until_shown(window: &mut Window, what: &str, condition: impl Fn(&Window) -> bool) {
    for _ in 0..1500 {
        window.step();
        if condition(window) {
            window.run_steps(4);
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("waited in vain until {what}");
}

/// Draws frames until something is said.
pub(crate) fn until_said(window: &mut Window, text: &str) {
    until_shown(window, text, |window| says(window, text));
}

/// Whether something is said, by itself or within a longer text.
pub(crate) fn says(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

pub(crate) fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

pub(crate) fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run_steps(4);
}

/// The parts of a list by what a screen reader says, from the top.
pub(crate) fn listed(window: &Window, role: Role) -> Vec<String> {
    let mut found: Vec<_> = window
        .query_all_by_role(role)
        .filter_map(|one| Some((one.rect().top(), one.accesskit_node().label()?)))
        .collect();
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.into_iter().map(|(_, label)| label).collect()
}
