//! Long texts cut where there is no doubt, so that the second stage never holds more than a chapter of features.

use super::super::gains::Gains;
use super::super::plan::{Plan, Room};
use super::super::programme::Link;

/// Sentences of the larger side after which a cut is looked for.
const LONG: usize = 600;
/// Beads that a cut is looked for in.
const CHOICE: usize = 150;

/// Cuts a text into stretches: its rooms, and these between two single sentences that clearly translate two others.
pub(super) fn cut(plan: &Plan, gains: &Gains, mut links: &[Link]) -> Vec<Room> {
    let mut stretches = Vec::new();
    for (room, wall) in plan.rooms() {
        let inside = links.partition_point(|link| link.chinese.end <= room.to.0 && link.english.end <= room.to.1);
        let (of_room, rest) = links.split_at(inside);
        if room.from != room.to {
            cut_room(room, gains, of_room, &mut stretches);
        }
        links = rest.get(usize::from(wall.is_some())..).unwrap_or_default();
    }
    stretches
}

fn cut_room(room: Room, gains: &Gains, links: &[Link], stretches: &mut Vec<Room>) {
    let end = room.to;
    let mut from = room.from;
    let mut at = 0;
    while at < links.len() {
        let ready = links.iter().skip(at).position(|link| {
            link.chinese.end.max(from.0) - from.0 >= LONG || link.english.end.max(from.1) - from.1 >= LONG
        });
        let Some(first) = ready.map(|ready| at + ready) else { break };
        let choice = first..(first + CHOICE).min(links.len().saturating_sub(1));
        let Some(cut) =
            choice.max_by(|&a, &b| doubtless(gains, links, a).total_cmp(&doubtless(gains, links, b)).then(b.cmp(&a)))
        else {
            break;
        };
        let to = (links[cut].chinese.end, links[cut].english.end);
        stretches.push(Room { from, to });
        (from, at) = (to, cut + 1);
    }
    if from != end {
        stretches.push(Room { from, to: end });
    }
}

/// How sure it is that one bead ends and another starts after link `at`: the lesser of the gains of both.
fn doubtless(gains: &Gains, links: &[Link], at: usize) -> f32 {
    let gain = |link: &Link| {
        let single = link.chinese.len() == 1 && link.english.len() == 1;
        let pair = if single { gains.pair(link.chinese.start, link.english.start) } else { None };
        pair.map_or(f32::NEG_INFINITY, |(english, chinese)| english + chinese)
    };
    links.get(at..at + 2).map_or(f32::NEG_INFINITY, |pair| gain(&pair[0]).min(gain(&pair[1])))
}
