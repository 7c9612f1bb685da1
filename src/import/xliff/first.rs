//! XLIFF 1.x: a `trans-unit` is a row; where it is cut into segments (`mrk mtype="seg"`), those are its pairs.

use std::collections::VecDeque;

use super::{languages, preserves, spaced, status_of_state};
use crate::import::bitext::{Bitext, Unit, UnitSide};
use crate::import::markup::{Element, Text};
use crate::model::Status;

pub(super) fn read(root: Element<'_>, bitext: &mut Bitext) {
    let file = root.descendants().find(|element| element.is("file"));
    let attribute = |name| file.and_then(|file| file.attribute(name));
    bitext.languages = languages(attribute("source-language"), attribute("target-language"));
    let units = root.descendants().filter(|element| element.is("trans-unit"));
    for (row, unit) in (1..).zip(units) {
        read_unit(unit, row, bitext);
    }
}

fn read_unit(unit: Element<'_>, row: u32, bitext: &mut Bitext) {
    // Blanks in this version count where nothing is said: most tools write them as they are.
    let preserve = preserves(unit, true);
    let (source, target) = (unit.child("source"), unit.child("target"));
    let state = target.and_then(|target| target.attribute("state")).unwrap_or_default();
    let status = if unit.attribute("approved") == Some("yes") { Status::Confirmed } else { status_of_state(state) };
    let of_source = segments(unit.child("seg-source").or(source));
    let mut of_target = segments(target);
    if of_source.is_empty() || of_target.is_empty() {
        let sides = [source, target].map(|side| side.map(|side| spaced(side, preserve)).unwrap_or_default());
        bitext.units.push(Unit { status, ..Unit::plain(row, sides) });
        return;
    }
    for segment in of_source {
        // Segments meet by their names; those without one in their order.
        let found = of_target.iter().position(|other| mid(*other) == mid(segment));
        let found = found.and_then(|found| of_target.remove(found));
        let translation = found.map(|found| spaced(found, preserve)).unwrap_or_default();
        push(bitext, row, [spaced(segment, preserve), translation], status);
    }
    for alone in of_target {
        push(bitext, row, [Text::default(), spaced(alone, preserve)], status);
    }
}

fn push(bitext: &mut Bitext, row: u32, texts: [Text; 2], status: Status) {
    let sides = texts.map(|text| UnitSide { text, ..UnitSide::default() });
    bitext.units.push(Unit { row, sides, status, confidence: 1.0 });
}

/// The segments that a side is marked with.
fn segments(side: Option<Element<'_>>) -> VecDeque<Element<'_>> {
    let is_segment = |element: &Element<'_>| element.is("mrk") && element.attribute("mtype") == Some("seg");
    side.map(|side| side.descendants().filter(is_segment).collect()).unwrap_or_default()
}

/// The name of a segment.
fn mid(segment: Element<'_>) -> Option<&str> {
    segment.attribute("mid")
}
