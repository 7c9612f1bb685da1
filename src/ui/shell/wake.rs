//! Waking the window from worker threads that start before it does.

use std::sync::{Arc, OnceLock};

use eframe::egui::Context;

use crate::workspace::Wake;

/// A wake call whose window may come later. Until then it does nothing: the first frame looks anyway.
#[derive(Clone, Default)]
pub(crate) struct LateWake {
    window: Arc<OnceLock<Context>>,
}

impl LateWake {
    /// The call, for the workspace.
    pub(crate) fn callback(&self) -> Wake {
        let window = self.window.clone();
        Arc::new(move || {
            if let Some(ctx) = window.get() {
                ctx.request_repaint();
            }
        })
    }

    /// Names the window to wake. Only the first one counts.
    pub(crate) fn attach(&self, ctx: &Context) {
        self.window.get_or_init(|| ctx.clone());
    }
}
