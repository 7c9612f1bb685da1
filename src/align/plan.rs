//! The grid of cuts with what is to be kept in it: rooms between walls, and the cuts that pins forbid.
//!
//! A path goes through every room from its first corner to its last, and from there over the wall to the next room. It
//! never meets a cut where a pinned sentence of one side lies before it and its partner behind, or where a bead would
//! have to tear a group of pinned sentences; a path that meets none holds all pins.

use std::ops::Range;

use super::band::Band;
use super::coarse;
use super::constraints::{Constraints, Contradiction, Pin};
use super::engine::Texts;
use super::programme::Link;
use super::shape::Prior;
use crate::model::{Bead, IndexRange, Status};

/// Sentences of the smaller side of a room up to which all of it is looked at.
const SMALL: usize = 32;
/// What the code of a cut inside a pinned group is counted from, so that none equals one of the other side.
const INSIDE: u32 = 1 << 31;

/// A rectangle of cuts, both corners included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Room {
    /// Its first cut, Chinese first.
    pub from: (usize, usize),
    /// Its last cut.
    pub to: (usize, usize),
}

impl Room {
    /// The English cuts of Chinese cut `i` that are inside the room and the band.
    pub(super) fn columns(&self, band: &Band, i: usize) -> Range<usize> {
        let row = band.row(i);
        row.start.max(self.from.1)..row.end.min(self.to.1 + 1)
    }
}

/// What an alignment has to keep, in order, Chinese first.
#[derive(Debug)]
pub(super) struct Plan {
    /// The rooms; there is a wall after each but the last.
    rooms: Vec<Room>,
    walls: Vec<Link>,
    /// Whether a person put the wall together, or said that it is right.
    confirmed: Vec<bool>,
    /// Pinned sentences that need one bead: cuts at its start and end.
    groups: Vec<Room>,
    /// A code for every cut of each side; a cut of one may stand beside one of the other if they have the same code.
    /// Empty where there are no groups.
    codes: (Vec<u32>, Vec<u32>),
}

impl Plan {
    /// Nothing to keep.
    pub(super) fn free(texts: &Texts) -> Self {
        let to = (texts.chinese.sentences(), texts.english.sentences());
        Self {
            rooms: vec![Room { from: (0, 0), to }],
            walls: Vec::new(),
            confirmed: Vec::new(),
            groups: Vec::new(),
            codes: (Vec::new(), Vec::new()),
        }
    }

    /// What `constraints` keep of `chinese` and `english` sentences. The sides of `constraints` are Chinese first.
    pub(super) fn new(constraints: &Constraints, (chinese, english): (usize, usize)) -> Result<Self, Contradiction> {
        let mut walls = sorted_walls(&constraints.walls, (chinese, english))?;
        let groups = groups(&constraints.pins, &walls, (chinese, english))?;
        let prior = Prior::fitted();
        let (groups, wide): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| {
            let (a, b) = (group.to.0 - group.from.0, group.to.1 - group.from.1);
            a <= prior.reach.0 && b <= prior.reach.1 && prior.of(a, b) > f32::NEG_INFINITY
        });
        // No bead is as wide as these, so they become one of their own.
        let range = |start: usize, end: usize| IndexRange::new(start, end);
        let of_group =
            |group: &Room| Bead::proposed(range(group.from.0, group.to.0), range(group.from.1, group.to.1), 1.0);
        walls.extend(wide.iter().map(of_group));
        walls.sort_by_key(|wall| wall.source.start + wall.translation.start);
        let mut rooms = Vec::with_capacity(walls.len() + 1);
        let mut from = (0, 0);
        for wall in &walls {
            rooms.push(Room { from, to: (wall.source.start as usize, wall.translation.start as usize) });
            from = (wall.source.end as usize, wall.translation.end as usize);
        }
        rooms.push(Room { from, to: (chinese, english) });
        let link = |wall: &Bead| Link {
            chinese: wall.source.range(),
            english: wall.translation.range(),
            confidence: wall.confidence,
        };
        Ok(Self {
            rooms,
            confirmed: walls.iter().map(|wall| teaches(wall.status)).collect(),
            walls: walls.iter().map(link).collect(),
            codes: codes(&groups, (chinese, english)),
            groups,
        })
    }

    /// The rooms in order, each with the wall after it.
    pub(super) fn rooms(&self) -> impl Iterator<Item = (Room, Option<&Link>)> {
        self.rooms.iter().enumerate().map(|(nth, room)| (*room, self.walls.get(nth)))
    }

    /// Whether a bead may end and another start at a cut.
    pub(super) fn allows(&self, i: usize, j: usize) -> bool {
        self.groups.is_empty() || self.codes.0.get(i) == self.codes.1.get(j)
    }

    /// The beads that are sure before any is looked for.
    pub(super) fn sure(&self) -> Vec<Link> {
        let of_group = |group: &Room| Link {
            chinese: group.from.0..group.to.0,
            english: group.from.1..group.to.1,
            confidence: 1.0,
        };
        let confirmed = self.walls.iter().zip(&self.confirmed).filter(|(_, confirmed)| **confirmed);
        let mut sure: Vec<_> = confirmed.map(|(wall, _)| wall.clone()).collect();
        sure.extend(self.groups.iter().map(of_group));
        sure.sort_by_key(|link| link.chinese.start + link.english.start);
        sure
    }

    /// Puts the walls among the beads of the rooms, all in order.
    pub(super) fn with_walls(&self, mut links: Vec<Link>) -> Vec<Link> {
        if !self.walls.is_empty() {
            links.extend(self.walls.iter().cloned());
            // Along a path the starts only grow, and those of a bead with sentences grow in sum.
            links.sort_by_key(|link| link.chinese.start + link.english.start);
        }
        links
    }

    /// The band in which the two sides are to be aligned first: it holds all walls and pins, wherever they are.
    pub(super) fn band(&self, texts: &Texts) -> Band {
        let (n, m) = (texts.chinese.sentences(), texts.english.sentences());
        if self.walls.is_empty() && self.groups.is_empty() {
            return coarse::band(&texts.chinese, &texts.english, &texts.table);
        }
        let mut kept: Vec<Room> = self.walls.iter().map(room_of).chain(self.groups.iter().copied()).collect();
        kept.sort_by_key(|room| room.from.0 + room.from.1);
        let mut points = Vec::new();
        let mut from = (0, 0);
        let end = Room { from: (n, m), to: (n, m) };
        for room in kept.into_iter().chain([end]) {
            add_points(texts, Room { from, to: room.from }, &mut points);
            points.extend(diagonal(room));
            from = room.to;
        }
        Band::around(&points, n, m, coarse::MARGIN)
    }
}

/// Whether the lexicon learns from a wall of that status.
fn teaches(status: Status) -> bool {
    matches!(status, Status::Confirmed | Status::Corrected)
}

/// Where the path may go between two things that are kept.
fn add_points(texts: &Texts, room: Room, points: &mut Vec<(u32, u32)>) {
    let ((p, q), (i, j)) = (room.from, room.to);
    if (i - p).min(j - q) <= SMALL {
        // The corners off the path make the band hold the whole room.
        points.extend([(p, q), (p, j), (i, q), (i, j)].map(|(i, j)| (i as u32, j as u32)));
    } else {
        points.extend(coarse::points((&texts.chinese, p..i), (&texts.english, q..j), &texts.table));
    }
}

/// The corners of a bead.
fn room_of(link: &Link) -> Room {
    Room { from: (link.chinese.start, link.english.start), to: (link.chinese.end, link.english.end) }
}

/// Cuts from one corner to the other, as many as the longer side is long.
pub(super) fn diagonal(room: Room) -> impl Iterator<Item = (u32, u32)> {
    let ((p, q), (i, j)) = (room.from, room.to);
    let steps = (i - p).max(j - q).max(1);
    (0..=steps).map(move |step| ((p + (i - p) * step / steps) as u32, (q + (j - q) * step / steps) as u32))
}

/// The walls in order, checked.
fn sorted_walls(walls: &[Bead], (chinese, english): (usize, usize)) -> Result<Vec<Bead>, Contradiction> {
    let fits = |range: IndexRange, count: usize| range.start <= range.end && range.end as usize <= count;
    for wall in walls {
        let (source, translation) = (wall.source, wall.translation);
        let some = source.start < source.end || translation.start < translation.end;
        if !some || !fits(source, chinese) || !fits(translation, english) {
            return Err(Contradiction::NoSuchBead(*wall));
        }
    }
    let mut walls = walls.to_vec();
    let ends = |wall: &Bead| (wall.source.start, wall.translation.start, wall.source.end, wall.translation.end);
    walls.sort_by_key(ends);
    for pair in walls.windows(2) {
        let [before, after] = [&pair[0], &pair[1]];
        if before.source.end > after.source.start || before.translation.end > after.translation.start {
            return Err(Contradiction::CrossingBeads(*before, *after));
        }
    }
    Ok(walls)
}

/// Pinned sentences that share one, put together; those that stand in a wall anyway are left out.
fn groups(pins: &[Pin], walls: &[Bead], (chinese, english): (usize, usize)) -> Result<Vec<Room>, Contradiction> {
    let mut pins = pins.to_vec();
    pins.sort_unstable();
    pins.dedup();
    let mut groups: Vec<Room> = Vec::new();
    let mut last: Option<Pin> = None;
    for pin in pins {
        let (i, j) = (pin.source as usize, pin.translation as usize);
        if i >= chinese || j >= english {
            return Err(Contradiction::NoSuchPin(pin));
        }
        if let Some(last) = last.filter(|last| last.translation > pin.translation) {
            return Err(Contradiction::CrossingPins(last, pin));
        }
        last = Some(pin);
        let group = match groups.last_mut() {
            Some(group) if group.to.0 > i || group.to.1 > j => {
                group.to = (i + 1, j + 1);
                *group
            }
            _ => {
                groups.push(Room { from: (i, j), to: (i + 1, j + 1) });
                Room { from: (i, j), to: (i + 1, j + 1) }
            }
        };
        if let Some(wall) = in_the_way(walls, group) {
            return Err(Contradiction::PinAgainstBead(pin, wall));
        }
    }
    groups.retain(|group| !first_not_before(walls, *group).is_some_and(|wall| holds(wall, *group)));
    Ok(groups)
}

/// The first wall that does not end before a group on both sides. Walls are in order, so all before it do.
fn first_not_before(walls: &[Bead], group: Room) -> Option<&Bead> {
    let before =
        |wall: &Bead| wall.source.end as usize <= group.from.0 && wall.translation.end as usize <= group.from.1;
    walls.get(walls.partition_point(before))
}

/// The wall that keeps a group from standing in one bead.
fn in_the_way(walls: &[Bead], group: Room) -> Option<Bead> {
    let wall = first_not_before(walls, group)?;
    let behind = wall.source.start as usize >= group.to.0 && wall.translation.start as usize >= group.to.1;
    (!behind && !holds(wall, group)).then_some(*wall)
}

/// Whether a group stands in a wall.
fn holds(wall: &Bead, group: Room) -> bool {
    let inside = |range: IndexRange, from: usize, to: usize| range.start as usize <= from && to <= range.end as usize;
    inside(wall.source, group.from.0, group.to.0) && inside(wall.translation, group.from.1, group.to.1)
}

/// How many groups end before each cut, the same number for both sides where a bead may end; cuts inside a group have
/// numbers that the other side does not have.
fn codes(groups: &[Room], (chinese, english): (usize, usize)) -> (Vec<u32>, Vec<u32>) {
    if groups.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let of_side = |cuts: usize, side: u32, ends: fn(&Room) -> (usize, usize)| {
        let mut codes = vec![0; cuts + 1];
        let mut cut = 0;
        for (done, group) in (0..).zip(groups) {
            let (start, end) = ends(group);
            codes[cut..=start].fill(done);
            codes[start + 1..end].fill(INSIDE + side);
            cut = end;
        }
        codes[cut..].fill(groups.len() as u32);
        codes
    };
    (of_side(chinese, 0, |group| (group.from.0, group.to.0)), of_side(english, 1, |group| (group.from.1, group.to.1)))
}
