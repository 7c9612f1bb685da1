//! Undo and redo: the states that the work had, for as long as the program runs. A state is a few `Arc`s, so all of
//! them are kept.

use super::Work;

/// A state to go to, and what lies between.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What was done, as a noun that can stand after "Undo" or "Redo".
    pub label: String,
    /// The work to put in the place of what there is.
    pub work: Work,
}

/// What can be undone and redone of one document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
}

impl History {
    /// Remembers the work as it was before an edit. What was undone before can no longer be redone.
    pub fn remember(&mut self, before: Work, label: String) {
        self.future.clear();
        self.past.push(Step { label, work: before });
    }

    /// What would be undone next.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.label.as_str())
    }

    /// What would be redone next.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }

    /// The work before the last edit, `now` being what it is.
    pub fn undo(&mut self, now: Work) -> Option<Work> {
        let Step { label, work } = self.past.pop()?;
        self.future.push(Step { label, work: now });
        Some(work)
    }

    /// The work before the last undo, `now` being what it is.
    pub fn redo(&mut self, now: Work) -> Option<Work> {
        let Step { label, work } = self.future.pop()?;
        self.past.push(Step { label, work: now });
        Some(work)
    }

    /// Changes all remembered states, as when something came in from elsewhere that undo must not take away.
    pub fn change_all(&mut self, change: impl Fn(&mut Work)) {
        for step in self.past.iter_mut().chain(&mut self.future) {
            change(&mut step.work);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::Edit;

    proptest! {
        #[test]
        fn undoing_all_is_the_start_and_redoing_all_the_end(keys in prop::collection::vec(("[领土边界]{1,2}", any::<bool>()), 0..12)) {
            let (start, mut history) = (Work::default(), History::default());
            let mut work = start.clone();
            for (key, dismissed) in keys {
                let edit = Edit::Dismiss { key, dismissed };
                let next = edit.apply(&work).expect("it cannot fail");
                history.remember(std::mem::replace(&mut work, next), edit.label());
            }
            let end = work.clone();
            while history.undo_label().is_some() {
                work = history.undo(work).expect("it has a label");
            }
            prop_assert_eq!(&work, &start);
            while let Some(next) = history.redo(work.clone()) {
                work = next;
            }
            prop_assert_eq!(work, end);
        }
    }

    #[test]
    fn what_comes_from_elsewhere_stays_when_edits_are_undone() {
        let mut history = History::default();
        history.remember(Work::default(), "草稿".to_owned());
        history.change_all(|work| {
            Arc::make_mut(&mut work.dismissed).insert("外来".to_owned());
        });
        let undone = history.undo(Work::default()).expect("there is one");
        assert!(undone.dismissed.contains("外来"));
        assert_eq!((history.undo_label(), history.redo_label()), (None, Some("草稿")));
    }
}
