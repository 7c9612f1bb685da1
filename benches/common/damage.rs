//! Texts with gaps, to learn from: text without a partner is rare in what was aligned by hand.

use crate::gold::{Gold, Links};

/// The same text with runs of one to eight beads left out of one side, about one bead in eight: what real texts
/// lack in places, and hand-aligned ones too seldom to learn from.
pub(crate) fn damaged(text: &Gold) -> Gold {
    let (chinese, english) = text.sentences();
    let mut lost = (vec![false; chinese.len()], vec![false; english.len()]);
    let mut random = text.name.bytes().fold(7_u64, |seed, byte| seed * 31 + u64::from(byte));
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let mut at = next(30);
    while at < text.links.len() {
        let (run, of_chinese) = (1 + next(8), next(2) == 0);
        for (s, t) in text.links.iter().skip(at).take(run) {
            if of_chinese {
                for &i in s {
                    lost.0[i] = true;
                }
            } else {
                for &j in t {
                    lost.1[j] = true;
                }
            }
        }
        at += run + 15 + next(30);
    }
    let kept = |sentences: &[&str], lost: &[bool]| -> String {
        sentences.iter().zip(lost).filter(|(_, lost)| !**lost).flat_map(|(text, _)| [*text, "\n"]).collect()
    };
    let renumber = |numbers: &[usize], lost: &[bool]| -> Vec<usize> {
        let kept = numbers.iter().filter(|&&number| !lost[number]);
        kept.map(|&number| lost[..number].iter().filter(|lost| !**lost).count()).collect()
    };
    let mut links = Links::new();
    for (s, t) in &text.links {
        let (s, t) = (renumber(s, &lost.0), renumber(t, &lost.1));
        if s.is_empty() || t.is_empty() {
            links.extend(s.into_iter().map(|i| (vec![i], vec![])));
            links.extend(t.into_iter().map(|j| (vec![], vec![j])));
        } else {
            links.push((s, t));
        }
    }
    let (chinese, english) = (kept(&chinese, &lost.0), kept(&english, &lost.1));
    Gold { name: text.name.clone(), chinese, english, links }
}
