//! A book of any length, made by repeating the hand-aligned texts in ever new orders.

use crate::gold::{Gold, Links};

/// Repeats the texts until both sides have at least `sentences`, with the right beads of it all.
pub(crate) fn book(texts: &[&Gold], sentences: usize) -> Gold {
    let (mut chinese, mut english, mut links) = (String::new(), String::new(), Links::new());
    let (mut n, mut m) = (0, 0);
    let mut random = 5_u64;
    while n.min(m) < sentences {
        let mut order: Vec<&Gold> = texts.to_vec();
        for at in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (random >> 33) as usize % (at + 1));
        }
        for text in order {
            if n.min(m) >= sentences {
                break;
            }
            let shifted = |numbers: &[usize], by: usize| numbers.iter().map(|number| number + by).collect();
            links.extend(text.links.iter().map(|(s, t)| (shifted(s, n), shifted(t, m))));
            for (side, of_text, count) in [(&mut chinese, &text.chinese, &mut n), (&mut english, &text.english, &mut m)]
            {
                for line in of_text.lines() {
                    side.push_str(line);
                    side.push('\n');
                    *count += 1;
                }
            }
        }
    }
    Gold { name: format!("book of {n} by {m}"), chinese, english, links }
}
