//! The reasons for a pair in words: data first, drawn elsewhere.

use crate::model::{Evidence, EvidenceKind};

/// Under this weight the lengths of a pair, or its ends, speak against it.
const AGAINST: f32 = -0.5;
/// The most characters of a sentence that are quoted.
const QUOTED: usize = 60;

/// What is said of a pair, part by part in the order of telling.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Telling {
    /// Parts with a heading and their lines.
    pub(super) parts: Vec<(&'static str, Vec<Line>)>,
}

/// A line of a part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// What met, as written in the source and in the translation, and how often.
    Met(String, String, usize),
    /// A sentence.
    Said(String),
}

/// The reasons of a pair in words.
pub(super) fn telling(evidence: &[Evidence]) -> Telling {
    let mut telling = Telling::default();
    let marks = evidence.iter().rposition(|reason| reason.kind == EvidenceKind::Punctuation);
    let (mut fits, mut against) = (Vec::new(), Vec::new());
    for (nth, reason) in evidence.iter().enumerate() {
        let said = match reason.kind {
            EvidenceKind::Length => length(reason),
            EvidenceKind::Punctuation if Some(nth) == marks => ends(reason),
            _ => continue,
        };
        if reason.weight < AGAINST { &mut against } else { &mut fits }.push(Line::Said(said));
    }
    let mut something_met = false;
    for (heading, kind) in [
        ("Names that met", EvidenceKind::Name),
        ("Numbers that met", EvidenceKind::Number),
        ("Words that met", EvidenceKind::Word),
        ("The document itself taught", EvidenceKind::Learned),
    ] {
        let met = met(evidence.iter().filter(|reason| reason.kind == kind));
        something_met |= !met.is_empty();
        telling.push(heading, met);
    }
    if !something_met && marks.is_some() {
        against.insert(0, Line::Said("No word of one side was found on the other".to_owned()));
    }
    telling.push("What fits", fits);
    telling.push("What speaks against it", against);
    let next = evidence.iter().filter(|reason| reason.kind == EvidenceKind::RunnerUp).map(runner_up);
    telling.push("Next best", next.flatten().map(Line::Said).collect());
    telling
}

impl Telling {
    fn push(&mut self, heading: &'static str, lines: Vec<Line>) {
        if !lines.is_empty() {
            self.parts.push((heading, lines));
        }
    }
}

/// Pairs of words, each once, the weightiest first.
fn met<'a>(reasons: impl Iterator<Item = &'a Evidence>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for reason in reasons {
        let translation = reason.translation.to_lowercase();
        let same = lines.iter_mut().find_map(|line| match line {
            Line::Met(source, other, times) => {
                (*source == reason.source && other.to_lowercase() == translation).then_some(times)
            }
            Line::Said(_) => None,
        });
        match same {
            Some(times) => *times += 1,
            None => lines.push(Line::Met(reason.source.clone(), reason.translation.clone(), 1)),
        }
    }
    lines
}

fn length(reason: &Evidence) -> String {
    let Evidence { source, translation, weight, .. } = reason;
    let verdict = if *weight < AGAINST { "far from usual" } else { "about as usual" };
    let characters = if source == "1" { "character" } else { "characters" };
    format!("Length: {source} {characters} against {translation}, {verdict}")
}

fn ends(reason: &Evidence) -> String {
    let mark = |mark: &str| if mark.is_empty() { "no mark".to_owned() } else { mark.to_owned() };
    let (source, translation) = (mark(&reason.source), mark(&reason.translation));
    let verdict = if reason.weight < AGAINST { "hardly fit" } else { "fit" };
    format!("Their ends {verdict}: {source} and {translation}")
}

/// The runner-up: its odds, and what it is.
fn runner_up(reason: &Evidence) -> [String; 2] {
    let quoted = |text: &str| match text {
        text if text.chars().count() > QUOTED => {
            let start: String = text.chars().take(QUOTED / 2).collect();
            let end: String = text.chars().skip(text.chars().count() - QUOTED / 2).collect();
            format!("“{}…{}”", start.trim_end(), end.trim_start())
        }
        text => format!("“{text}”"),
    };
    let pair = match (reason.source.trim(), reason.translation.trim()) {
        (text, "") | ("", text) => format!("{} without a partner", quoted(text)),
        (source, translation) => format!("{} with {}", quoted(source), quoted(translation)),
    };
    [pair, odds(reason.weight)]
}

/// A probability as people say it.
pub(super) fn odds(confidence: f32) -> String {
    const TENTHS: [&str; 9] = ["one time", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match confidence {
        0.975.. => "Right almost always".to_owned(),
        ..0.005 => "Hardly ever right".to_owned(),
        ..0.015 => "Right about once in a hundred times".to_owned(),
        ..0.05 => format!("Right about {:.0} times in a hundred", confidence * 100.0),
        _ => {
            let tenths = ((confidence * 10.0).round() as usize).clamp(1, 9);
            let times = TENTHS[tenths - 1];
            if tenths == 1 {
                format!("Right about {times} in ten")
            } else {
                format!("Right about {times} times in ten")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(kind: EvidenceKind, source: &str, translation: &str, weight: f32) -> Evidence {
        Evidence { kind, source: source.to_owned(), translation: translation.to_owned(), weight }
    }

    #[test]
    fn odds_are_said_as_people_say_them() {
        for (confidence, expected) in [
            (1.0, "Right almost always"),
            (0.91, "Right about nine times in ten"),
            (0.5, "Right about five times in ten"),
            (0.06, "Right about one time in ten"),
            (0.02, "Right about 2 times in a hundred"),
            (0.01, "Right about once in a hundred times"),
            (0.0, "Hardly ever right"),
        ] {
            assert_eq!(odds(confidence), expected, "{confidence}");
        }
    }

    #[test]
    fn reasons_are_told_in_parts() {
        use EvidenceKind::{Learned, Length, Name, Number, Punctuation, RunnerUp, Word};
        let telling = telling(&[
            reason(Name, "苏联", "Soviet", 2.0),
            reason(Word, "领土", "territory", 1.5),
            reason(Number, "一九六二年", "1962", 1.4),
            reason(Word, "领土", "Territory", 1.2),
            reason(Punctuation, "“", "\"", 0.4),
            reason(Learned, "公社", "commune", 0.3),
            reason(Punctuation, "。", "", -0.9),
            reason(Length, "14", "160", -2.0),
            reason(RunnerUp, "他们走了。", "", 0.12),
        ]);
        let said = |text: &str| Line::Said(text.to_owned());
        let met = |source: &str, translation: &str, times| Line::Met(source.to_owned(), translation.to_owned(), times);
        assert_eq!(
            telling.parts,
            [
                ("Names that met", vec![met("苏联", "Soviet", 1)]),
                ("Numbers that met", vec![met("一九六二年", "1962", 1)]),
                ("Words that met", vec![met("领土", "territory", 2)]),
                ("The document itself taught", vec![met("公社", "commune", 1)]),
                (
                    "What speaks against it",
                    vec![
                        said("Their ends hardly fit: 。 and no mark"),
                        said("Length: 14 characters against 160, far from usual"),
                    ]
                ),
                ("Next best", vec![said("“他们走了。” without a partner"), said("Right about one time in ten")]),
            ]
        );
    }

    #[test]
    fn where_nothing_met_that_is_said() {
        use EvidenceKind::{Length, Punctuation};
        let telling = telling(&[reason(Punctuation, "。", ".", 0.1), reason(Length, "1", "3", 0.0)]);
        let first = |heading: &str| telling.parts.iter().find(|part| part.0 == heading).map(|part| part.1[0].clone());
        let nothing = Line::Said("No word of one side was found on the other".to_owned());
        assert_eq!(first("What speaks against it"), Some(nothing));
        assert!(first("What fits").is_some());
    }
}
