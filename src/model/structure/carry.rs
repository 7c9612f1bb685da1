//! Carrying notes and drafts along where furniture becomes text, or text that it became is furniture again: the only
//! changes of what a side's selectors count.

use std::sync::Arc;

use crate::model::{Annotation, AnnotationId, Draft, DraftId, Items, Selector, SideName, SideText, Standing, Target};

/// A stretch that came into the text of a side, or that goes from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::model) struct Inserted {
    /// The code point before which it comes, or the first of those that go.
    pub(in crate::model) at: u32,
    /// How many code points.
    pub(in crate::model) len: u32,
}

/// The notes and drafts of a document.
pub(in crate::model) type Notes<'a> = (&'a Arc<Items<AnnotationId, Annotation>>, &'a Arc<Items<DraftId, Draft>>);
/// The same, changed.
pub(in crate::model) type Carried = (Arc<Items<AnnotationId, Annotation>>, Arc<Items<DraftId, Draft>>);

impl Inserted {
    /// Where a stretch `[start, end)` is once this came into the text. What stands around it holds it; what begins at
    /// its place begins after it.
    fn after(self, (start, end): (u32, u32)) -> (u32, u32) {
        let begins_after = start > self.at || start == self.at && end > start;
        let moved = |position: u32, moves: bool| if moves { position + self.len } else { position };
        (moved(start, begins_after), moved(end, end > self.at))
    }

    /// Where a stretch is once this went from the text; nothing where it begins or ends inside.
    fn before(self, (start, end): (u32, u32)) -> Option<(u32, u32)> {
        let back = |position: u32| match position {
            position if position <= self.at => Some(position),
            position if position >= self.at + self.len => Some(position - self.len),
            _ => None,
        };
        Some((back(start)?, back(end)?))
    }

    /// The notes and drafts of a side to whose text this came; `text` is what that is now.
    pub(in crate::model) fn carry_in(self, side: SideName, notes: Notes<'_>, text: &SideText) -> Carried {
        carry(side, notes, |selector| {
            let (start, end) = self.after((selector.start, selector.end));
            text.selector(start, end)
        })
    }

    /// The notes and drafts of a side from whose text this went; nothing where one of them stands on it.
    pub(in crate::model) fn carry_out(self, side: SideName, notes: Notes<'_>, text: &SideText) -> Option<Carried> {
        let on_it = |target: &Target| {
            let standing = target.side == side && target.standing != Standing::Lost;
            standing && self.before((target.selector.start, target.selector.end)).is_none()
        };
        let (annotations, drafts) = notes;
        let targets = annotations.values().flat_map(|one| &one.targets).chain(drafts.values().map(|one| &one.target));
        if targets.into_iter().any(on_it) {
            return None;
        }
        Some(carry(side, notes, |selector| {
            let (start, end) = self.before((selector.start, selector.end))?;
            text.selector(start, end)
        }))
    }
}

/// Puts the selectors of a side elsewhere. What is lost stands nowhere and stays as it is.
fn carry(side: SideName, (annotations, drafts): Notes<'_>, place: impl Fn(&Selector) -> Option<Selector>) -> Carried {
    let moved = |target: &Target| {
        let standing = target.side == side && target.standing != Standing::Lost;
        let selector = if standing { place(&target.selector) } else { None };
        selector.filter(|selector| *selector != target.selector)
    };
    let mut carried = (annotations.clone(), drafts.clone());
    for (id, one) in annotations.iter().filter(|(_, one)| one.targets.iter().any(|target| moved(target).is_some())) {
        let target = |target: &Target| Target {
            selector: moved(target).unwrap_or_else(|| target.selector.clone()),
            ..target.clone()
        };
        let targets = one.targets.iter().map(target).collect();
        Arc::make_mut(&mut carried.0).insert(id.clone(), Arc::new(Annotation { targets, ..Annotation::clone(one) }));
    }
    for (id, one) in drafts.iter() {
        if let Some(selector) = moved(&one.target) {
            let target = Target { selector, ..one.target.clone() };
            Arc::make_mut(&mut carried.1).insert(id.clone(), Arc::new(Draft { target, ..Draft::clone(one) }));
        }
    }
    carried
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_after_moves_and_what_stands_around_holds_it() {
        let inserted = Inserted { at: 3, len: 5 };
        for (before, after) in
            [((0, 3), (0, 3)), ((3, 4), (8, 9)), ((3, 3), (3, 3)), ((2, 4), (2, 9)), ((4, 4), (9, 9))]
        {
            assert_eq!(inserted.after(before), after, "{before:?}");
            assert_eq!(inserted.before(after), Some(before), "{before:?}");
        }
        for on_it in [(2, 5), (4, 6), (5, 9), (4, 4)] {
            assert_eq!(inserted.before(on_it), None, "{on_it:?}");
        }
    }
}
