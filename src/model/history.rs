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
    /// Names the gesture that made the last step, while that may still go on.
    going_on: Option<String>,
}

impl History {
    /// Remembers the work as it was before an edit. What was undone before can no longer be redone.
    pub fn remember(&mut self, before: Work, label: String) {
        self.future.clear();
        self.going_on = None;
        self.past.push(Step { label, work: before });
    }

    /// Remembers the work as it was before a part of a gesture, such as what was typed until a pause. The parts of one
    /// gesture, one after the other, are one step: only the work before the first is remembered.
    pub fn remember_part(&mut self, before: Work, label: String, gesture: &str) {
        if self.going_on.as_deref() != Some(gesture) {
            self.remember(before, label);
            self.going_on = Some(gesture.to_owned());
        }
    }

    /// Ends the gesture that was going on: what comes next is a step of its own.
    pub fn end_gesture(&mut self) {
        self.going_on = None;
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
        self.going_on = None;
        self.future.push(Step { label, work: now });
        Some(work)
    }

    /// The work before the last undo, `now` being what it is.
    pub fn redo(&mut self, now: Work) -> Option<Work> {
        let Step { label, work } = self.future.pop()?;
        self.going_on = None;
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
                let label = edit.label(&work);
                history.remember(std::mem::replace(&mut work, next), label);
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
    fn parts_of_a_gesture_are_one_step() {
        let work = |keys: &[&str]| {
            let dismissed = keys.iter().map(|key| (*key).to_owned()).collect();
            Work { dismissed: Arc::new(dismissed), ..Work::default() }
        };
        let mut history = History::default();
        for (before, gesture) in [(&[][..], "甲"), (&["一"], "甲"), (&["一", "二"], "乙")] {
            history.remember_part(work(before), "typing".to_owned(), gesture);
        }
        history.end_gesture();
        history.remember_part(work(&["一", "二", "三"]), "typing".to_owned(), "乙");
        let mut now = work(&["一", "二", "三", "四"]);
        for expected in [&["一", "二", "三"][..], &["一", "二"], &[]] {
            now = history.undo(now).expect("there is a step");
            assert_eq!(now, work(expected));
        }
        assert_eq!(history.undo(now), None);
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
