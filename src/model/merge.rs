//! Two people's work on one document brought together: what one of them changed is taken, and where both changed the
//! same, both versions stay.

use std::sync::Arc;

use super::{Alignment, Annotation, AnnotationId, Draft, DraftId, Items, Work, changed_items};

/// What came of bringing ours and theirs together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Merged {
    /// The work with both people's changes.
    pub work: Work,
    /// How many of our notes and drafts stand beside another version of theirs.
    pub copies: usize,
    /// Whether both changed the alignment. Theirs was taken.
    pub alignment_collided: bool,
}

/// Brings `ours` and `theirs` together, which both began as `base`.
///
/// Where both changed a note or draft, theirs keeps its name and ours becomes a copy named by `new_name`. What one
/// removed and the other changed stays.
pub fn merge(base: &Work, ours: &Work, theirs: &Work, mut new_name: impl FnMut() -> String) -> Merged {
    let mut merged = Merged { work: theirs.clone(), ..Merged::default() };
    let mut copies = 0;
    merged.work.annotations = items(&base.annotations, &ours.annotations, &theirs.annotations, |ours| {
        copies += 1;
        let id = AnnotationId(new_name().into());
        (id.clone(), Arc::new(Annotation { id, ..Annotation::clone(ours) }))
    });
    merged.work.drafts = items(&base.drafts, &ours.drafts, &theirs.drafts, |ours| {
        copies += 1;
        let id = DraftId(new_name().into());
        (id.clone(), Arc::new(Draft { id, ..Draft::clone(ours) }))
    });
    merged.copies = copies;
    let dismissed = Arc::make_mut(&mut merged.work.dismissed);
    for key in ours.dismissed.difference(&base.dismissed) {
        dismissed.insert(key.clone());
    }
    for key in base.dismissed.difference(&ours.dismissed) {
        dismissed.remove(key);
    }
    if ours.alignment != base.alignment && theirs.alignment != ours.alignment {
        if theirs.alignment == base.alignment {
            merged.work.alignment = ours.alignment.clone();
        } else if let Some(both) = weights(&base.alignment, &ours.alignment, &theirs.alignment) {
            merged.work.alignment = both;
        } else if let Some(both) = statuses(&base.alignment, &ours.alignment, &theirs.alignment) {
            merged.work.alignment = Arc::new(both);
        } else {
            merged.alignment_collided = true;
        }
    }
    merged
}

/// What one changed, as sure as the other's aligner is of it, if that one changed nothing else.
fn weights(base: &Alignment, ours: &Arc<Alignment>, theirs: &Arc<Alignment>) -> Option<Arc<Alignment>> {
    let (changed, weighed) = if theirs.differs_in_weights_alone(base) {
        (ours, theirs)
    } else if ours.differs_in_weights_alone(base) {
        (theirs, ours)
    } else {
        return None;
    };
    Some(changed.weighed_as(weighed).map_or_else(|| changed.clone(), Arc::new))
}

/// What both said of the pairs, if nothing but that changed and they do not contradict each other.
fn statuses(base: &Alignment, ours: &Alignment, theirs: &Alignment) -> Option<Alignment> {
    if !ours.stands_as(base) || !theirs.stands_as(base) {
        return None;
    }
    let mut both = theirs.clone();
    for ((both, ours), base) in both.beads.iter_mut().zip(&ours.beads).zip(&base.beads) {
        if ours.status != base.status && both.status != ours.status {
            if both.status != base.status {
                return None;
            }
            both.status = ours.status;
        }
    }
    Some(both)
}

/// Theirs with our changes. Costs what we changed, not what there is.
fn items<K: Ord + Clone, V: PartialEq>(
    base: &Items<K, V>,
    ours: &Items<K, V>,
    theirs: &Items<K, V>,
    mut copy: impl FnMut(&Arc<V>) -> (K, Arc<V>),
) -> Arc<Items<K, V>> {
    let mut merged = theirs.clone();
    for (id, base, ours) in changed_items(base, ours) {
        let theirs = theirs.get(id);
        match ours {
            Some(ours) if theirs == Some(ours) => (),
            // If they changed it too, both versions stay; if they removed it, ours comes back.
            Some(ours) if theirs.is_some() && theirs != base => merged.extend([copy(ours)]),
            Some(ours) => drop(merged.insert(id.clone(), ours.clone())),
            // We removed it. If they changed it meanwhile, it stays.
            None if theirs == base => drop(merged.remove(id)),
            None => (),
        }
    }
    Arc::new(merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Motivation, Timestamp};

    /// Notes by name and text: `甲=一 乙=二`.
    fn work(notes: &str) -> Work {
        let note = |text: &str| {
            let (id, text) = text.split_once('=').expect("a name and a text");
            let id = AnnotationId(id.into());
            let note = Annotation {
                text: text.to_owned(),
                created: Some(Timestamp(0)),
                ..Annotation::new(id.clone(), Motivation::Commenting)
            };
            (id, Arc::new(note))
        };
        Work { annotations: Arc::new(notes.split_whitespace().map(note).collect()), ..Work::default() }
    }

    #[test]
    fn what_either_wrote_stays() {
        for (base, ours, theirs, expected) in [
            ("", "甲=一", "乙=二", "乙=二 甲=一"),
            ("甲=一", "甲=改", "甲=一", "甲=改"),
            ("甲=一", "甲=一", "甲=改", "甲=改"),
            ("甲=一", "甲=我改", "甲=他改", "copy=我改 甲=他改"),
            ("甲=一", "甲=同改", "甲=同改", "甲=同改"),
            ("甲=一 乙=二", "乙=二", "甲=一 乙=二 丙=三", "丙=三 乙=二"),
            ("甲=一", "", "甲=他改", "甲=他改"),
            ("甲=一", "甲=我改", "", "甲=我改"),
            ("甲=一", "甲=一", "", ""),
        ] {
            let merged = merge(&work(base), &work(ours), &work(theirs), || "copy".to_owned());
            let mut notes: Vec<String> =
                merged.work.annotations.values().map(|note| format!("{}={}", note.id, note.text)).collect();
            let mut expected: Vec<&str> = expected.split_whitespace().collect();
            notes.sort();
            expected.sort_unstable();
            assert_eq!(notes, expected, "{base} | {ours} | {theirs}");
        }
    }

    #[test]
    fn what_either_said_of_a_pair_stays_said() {
        use crate::model::{Bead, IndexRange, Status};
        // A pair a letter: proposed, confirmed, for review.
        let work = |said: &str| {
            let bead = |(nth, letter): (usize, char)| {
                let at = IndexRange::new(nth, nth + 1);
                let status = match letter {
                    '对' => Status::Confirmed,
                    '查' => Status::Review,
                    _ => Status::Proposed,
                };
                Bead { status, ..Bead::proposed(at, at, 0.5) }
            };
            Work::of(Arc::new(Alignment {
                beads: said.chars().enumerate().map(bead).collect(),
                ..Alignment::default()
            }))
        };
        for (base, ours, theirs, expected) in [
            ("未未未", "对未未", "未未查", Some("对未查")),
            ("对未未", "未未未", "对未对", Some("未未对")),
            ("未未未", "对未未", "查未未", None),
            ("未未未", "对未未", "对未查", Some("对未查")),
            ("未未未", "对未未", "未未", None),
        ] {
            let merged = merge(&work(base), &work(ours), &work(theirs), String::new);
            assert_eq!(merged.alignment_collided, expected.is_none(), "{base} | {ours} | {theirs}");
            assert_eq!(merged.work, work(expected.unwrap_or(theirs)), "{base} | {ours} | {theirs}");
        }
    }

    #[test]
    fn how_sure_the_aligner_is_stands_in_nobodys_way() {
        use crate::model::correcting::notation::{read, write};
        let work = |pairs: &str, confidence: f32| {
            let mut alignment = read(pairs);
            for bead in &mut alignment.beads {
                bead.confidence = confidence;
            }
            Work::of(Arc::new(alignment))
        };
        let base = work("甲|a / 乙|b / 丙|c", 0.2);
        let weighed = work("甲|a / 乙|b / 丙|c", 0.8);
        for changed in ["甲|a! / 乙|b / 丙|c", "甲|a / 乙丙|bc", "甲| / 乙|a / 丙|bc"] {
            let changed = work(changed, 0.2);
            for (ours, theirs) in [(&changed, &weighed), (&weighed, &changed)] {
                let merged = merge(&base, ours, theirs, String::new);
                let (found, expected) = (&merged.work.alignment, &changed.alignment);
                assert!(!merged.alignment_collided);
                assert_eq!(write(found), write(expected));
                assert_eq!(found.weighed_as(&weighed.alignment), None, "what both have is as sure as it can be");
            }
        }
    }

    #[test]
    fn findings_that_either_waved_aside_stay_aside() {
        let work = |keys: &str| Work {
            dismissed: Arc::new(keys.split_whitespace().map(str::to_owned).collect()),
            ..Work::default()
        };
        let merged = merge(&work("日期 数字"), &work("日期 人名"), &work("日期 数字 地名"), String::new);
        assert_eq!(merged.work, work("日期 人名 地名"));
    }
}
