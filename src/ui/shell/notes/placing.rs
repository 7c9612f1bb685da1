//! What a person says of the place of a note that was moved with its text, as data.

use crate::model::{Annotation, Standing, Target};

/// The places of a note, said to be right where they are.
pub(super) fn confirmed(note: &Annotation) -> Vec<Target> {
    let sure = |target: &Target| match target.standing {
        Standing::ToConfirm { .. } => Target { standing: Standing::Sure, ..target.clone() },
        Standing::Sure | Standing::Lost => target.clone(),
    };
    note.targets.iter().map(sure).collect()
}

/// The places of a note of which those that were moved are not right: they are lost, and say again where they stood.
pub(super) fn lost(note: &Annotation) -> Vec<Target> {
    let lost = |target: &Target| match &target.standing {
        Standing::ToConfirm { was } => Target { side: target.side, selector: was.clone(), standing: Standing::Lost },
        Standing::Sure | Standing::Lost => target.clone(),
    };
    note.targets.iter().map(lost).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{note, target};
    use super::*;
    use crate::model::{Selector, SideName};

    #[test]
    fn only_what_was_moved_is_confirmed_or_lost() {
        let was = Selector { exact: "领土".to_owned(), start: 7, ..Selector::default() };
        let mut one = note("甲", "");
        let sure = target(SideName::Translation, "territory", Standing::Sure);
        one.targets = vec![target(SideName::Source, "領土", Standing::ToConfirm { was: was.clone() }), sure.clone()];
        assert_eq!(confirmed(&one), [target(SideName::Source, "領土", Standing::Sure), sure.clone()]);
        let expected = Target { side: SideName::Source, selector: was, standing: Standing::Lost };
        assert_eq!(lost(&one), [expected, sure]);
    }
}
