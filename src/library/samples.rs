//! Work to test with: of every kind, with everything that a kind can hold.

use std::sync::Arc;

use crate::model::{
    Alignment, Annotation, AnnotationId, Bead, Called, Colour, Draft, DraftId, FurnitureKind, IndexRange, Motivation,
    Place, Retired, Row, RunnerUp, Segment, Selector, SideName, Span, Standing, Structure, Target, Timestamp, Work,
};

pub(super) fn selector(exact: &str) -> Selector {
    Selector {
        start: 3,
        end: 3 + exact.chars().count() as u32,
        exact: exact.to_owned(),
        prefix: "囘来\n".to_owned(),
        suffix: "𠮷🏳️‍🌈\u{202e}".to_owned(),
    }
}

pub(super) fn target(side: SideName, standing: Standing) -> Target {
    Target { side, selector: selector("领土\"边界\""), standing }
}

pub(super) fn note(id: &str, text: &str) -> Annotation {
    Annotation {
        targets: vec![target(SideName::Source, Standing::Sure)],
        text: text.to_owned(),
        colour: Some(Colour::Yellow),
        author: "译者".to_owned(),
        created: Some(Timestamp(-1)),
        ..Annotation::new(AnnotationId(id.into()), Motivation::Commenting)
    }
}

pub(super) fn annotations() -> Vec<Annotation> {
    let moved = Standing::ToConfirm { was: selector("邊界") };
    let both = vec![target(SideName::Source, moved), target(SideName::Translation, Standing::Lost)];
    vec![
        note("urn:uuid:1", ""),
        Annotation {
            motivation: Motivation::Other("編輯".into()),
            targets: both,
            tags: vec!["数字".to_owned(), String::new()],
            colour: None,
            modified: Some(Timestamp(i64::MAX)),
            resolved: true,
            other: Some("\"via\": \"https://例\"".into()),
            ..note("https://例/笔记#1", "<script>\0\u{2028}")
        },
        Annotation {
            motivation: Motivation::Replying,
            targets: Vec::new(),
            created: None,
            reply_to: Some(AnnotationId("urn:uuid:1".into())),
            ..note("urn:uuid:2", "对")
        },
    ]
}

pub(super) fn draft(id: &str, text: &str) -> Draft {
    Draft {
        modified: Some(Timestamp(0)),
        ..Draft::new(DraftId(id.into()), target(SideName::Source, Standing::Sure), text.to_owned())
    }
}

pub(super) fn drafts() -> Vec<Draft> {
    vec![draft("urn:uuid:甲", "The border"), draft("urn:uuid:乙", "")]
}

/// An alignment of `rows` rows of two passages and three sentences a side, one bead a sentence.
pub(super) fn alignment(rows: u32) -> Alignment {
    let range = |start: u32, len: u32| IndexRange { start, end: start + len };
    let segment = |nth: u32| Segment {
        passage: nth / 3 * 2 + u32::from(nth % 3 == 2),
        at: Span::new((nth % 3 % 2) as usize * 30, (nth % 3 % 2) as usize * 30 + 30),
    };
    let bead = |nth: u32| Bead::proposed(range(nth, 1), range(nth, 1), nth as f32 / 1e5);
    let runner_up = |nth: u32| RunnerUp {
        instead_of: (range(nth, 1), range(nth, 1)),
        source: range(nth, 2),
        translation: range(nth, 1),
        confidence: 0.25,
    };
    let row = |nth: u32| Row {
        number: nth + 1,
        source: range(nth * 2, 2),
        translation: range(nth * 2, 2),
        beads: range(nth * 3, 3),
        confidence: 0.5,
    };
    Alignment {
        rows: (0..rows).map(row).collect(),
        beads: (0..rows * 3).map(bead).collect(),
        source: (0..rows * 3).map(segment).collect(),
        translation: (0..rows * 3).map(segment).collect(),
        runners_up: (0..rows).map(|nth| runner_up(nth * 3)).collect(),
        ..Alignment::default()
    }
}

/// Work with some of everything.
pub(super) fn work() -> Work {
    let mut structure = Structure::default();
    structure.source.cuts.insert(Place { passage: 3, offset: 6 });
    let row = Some(6);
    structure
        .source
        .called
        .insert(Place { passage: 9, offset: 0 }, Called::Furniture { kind: FurnitureKind::Stamp, row });
    let retired = vec![Retired { side: SideName::Translation, passage: 4, number: 7 }];
    Work {
        alignment: Arc::new(Alignment { structure: structure.into(), retired, ..alignment(5) }),
        annotations: Arc::new(annotations().into_iter().map(|one| (one.id.clone(), Arc::new(one))).collect()),
        drafts: Arc::new(drafts().into_iter().map(|one| (one.id.clone(), Arc::new(one))).collect()),
        dismissed: Arc::new(["数字不同".to_owned(), String::new()].into()),
    }
}
