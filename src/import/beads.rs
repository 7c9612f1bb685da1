//! Beads as aligners exchange them: one a line, `[0,1]:[0]:0.9731`, positions from 0, an empty list for no text. They hold
//! no text, so they are no document: they say something of one that is there.

/// A line of beads: the positions of both sides, and how sure it is, 0 to 1, where that is said.
#[derive(Clone, PartialEq, Debug)]
pub struct BeadLine {
    /// Positions in the source and in the translation.
    pub sides: [Vec<u32>; 2],
    /// What the line says of how sure it is.
    pub confidence: Option<f32>,
}

/// The beads of a file, or the number of the first line that is none, from 1. Nothing where the file is not one of beads.
pub fn beads(bytes: &[u8]) -> Option<Result<Vec<BeadLine>, usize>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).peekable();
    lines.peek().and_then(|(_, first)| bead(first))?;
    Some(lines.map(|(nth, line)| bead(line).ok_or(nth)).collect())
}

fn bead(line: &str) -> Option<BeadLine> {
    let (source, rest) = positions(line.trim())?;
    let (translation, rest) = positions(rest.strip_prefix(':')?.trim_start())?;
    let rest = rest.trim();
    // Some aligners write costs instead, which are no confidence.
    let score: Option<f32> = match rest.strip_prefix(':') {
        Some(score) => Some(score.trim().parse().ok()?),
        None if rest.is_empty() => None,
        None => return None,
    };
    Some(BeadLine { sides: [source, translation], confidence: score.filter(|score| (0.0..=1.0).contains(score)) })
}

/// A list of positions, and what follows it.
fn positions(text: &str) -> Option<(Vec<u32>, &str)> {
    let (list, rest) = text.strip_prefix('[')?.split_once(']')?;
    let list = list.trim();
    if list.is_empty() {
        return Some((Vec::new(), rest));
    }
    let positions: Result<Vec<u32>, _> = list.split(',').map(|position| position.trim().parse()).collect();
    Some((positions.ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beads_are_read_line_by_line() {
        let line = |source: &[u32], translation: &[u32], confidence| BeadLine {
            sides: [source.to_vec(), translation.to_vec()],
            confidence,
        };
        for (text, expected) in [
            (
                "[0,1]:[0]:0.9731\n[]:[1]:0.5\n",
                Some(Ok(vec![line(&[0, 1], &[0], Some(0.9731)), line(&[], &[1], Some(0.5))])),
            ),
            ("\u{feff}\r\n[0, 1] : [2]\r\n", None),
            ("[0, 1]: [2]\r\n\r\n[3]:[]:17.25", Some(Ok(vec![line(&[0, 1], &[2], None), line(&[3], &[], None)]))),
            ("[0]:[0]\n边界\n", Some(Err(2))),
            ("[0]:[99999999999]\n", None),
            ("边界稳定。\n", None),
            ("", None),
        ] {
            assert_eq!(beads(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(beads(b"\xff\xfe[0]:[0]"), None);
    }
}
