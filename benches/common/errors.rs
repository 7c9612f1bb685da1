//! Where the chosen beads differ from the right ones, as the smallest regions that both cover whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use duizhao::model::Bead;

use crate::gold::{Gold, Links};

/// Prints how often each kind of region occurs, and with `texts` the sentences of every one.
pub(crate) fn show(golds: &[&Gold], links: &[&Links], beads: &[Vec<Bead>], texts: bool) -> String {
    let mut kinds = BTreeMap::<String, usize>::new();
    let mut out = String::new();
    for ((gold, links), beads) in golds.iter().zip(links).zip(beads) {
        let (chinese, english) = gold.sentences();
        for (wanted, found) in regions(links, beads) {
            let shapes = |beads: &[[usize; 4]]| {
                beads.iter().map(|[p, i, q, j]| format!("{}:{}", i - p, j - q)).collect::<Vec<_>>().join("+")
            };
            let kind = format!("{} read as {}", shapes(&wanted), shapes(&found));
            if texts {
                writeln!(out, "\n== {} {kind}", gold.name).expect("strings can be written");
                for (title, beads) in [("right", &wanted), ("found", &found)] {
                    for &[p, i, q, j] in beads {
                        writeln!(out, "{title} {p}..{i} {q}..{j}").expect("strings can be written");
                        if title == "right" {
                            for (nth, line) in chinese.iter().enumerate().take(i).skip(p) {
                                writeln!(out, "    {nth} {line}").expect("strings can be written");
                            }
                            for (nth, line) in english.iter().enumerate().take(j).skip(q) {
                                writeln!(out, "    {nth} {line}").expect("strings can be written");
                            }
                        }
                    }
                }
            }
            *kinds.entry(kind).or_default() += 1;
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (kind, count) in kinds.iter().filter(|(_, count)| *count > 1) {
        writeln!(out, "  {count:>3} {kind}").expect("strings can be written");
    }
    out
}

type Region = (Vec<[usize; 4]>, Vec<[usize; 4]>);

fn regions(links: &Links, beads: &[Bead]) -> Vec<Region> {
    let mut at = (0, 0);
    let mut wanted: Vec<[usize; 4]> = Vec::new();
    let mut sorted: Vec<_> = links.iter().collect();
    sorted.sort_by_key(|(s, t)| (s.first().copied().unwrap_or(usize::MAX), t.first().copied()));
    let mut lone: Vec<usize> = links.iter().filter(|(s, _)| s.is_empty()).flat_map(|(_, t)| t.clone()).collect();
    lone.sort_unstable();
    let mut lone = lone.into_iter().peekable();
    for (s, t) in sorted.iter().filter(|(s, _)| !s.is_empty()) {
        if let Some(&first) = t.first() {
            while let Some(j) = lone.next_if(|&j| j < first) {
                wanted.push([at.0, at.0, j, j + 1]);
                at.1 = j + 1;
            }
        }
        let i = (s[0], s[s.len() - 1] + 1);
        let j = t.first().map_or((at.1, at.1), |&first| (first, t[t.len() - 1] + 1));
        wanted.push([i.0, i.1, j.0, j.1]);
        at = (i.1, j.1);
    }
    wanted.extend(lone.map(|j| [at.0, at.0, j, j + 1]));
    let found: Vec<[usize; 4]> = beads
        .iter()
        .map(|bead| {
            let (s, t) = (bead.source.range(), bead.translation.range());
            [s.start, s.end, t.start, t.end]
        })
        .collect();
    let (mut a, mut b) = (0, 0);
    let mut regions = Vec::new();
    while a < wanted.len() && b < found.len() {
        let (first, other) = (a, b);
        loop {
            let (x, y) = (wanted[a], found[b]);
            if (x[1], x[3]) == (y[1], y[3]) {
                a += 1;
                b += 1;
                break;
            }
            if (x[1] + x[3]) <= (y[1] + y[3]) && a + 1 < wanted.len() {
                a += 1;
            } else if b + 1 < found.len() {
                b += 1;
            } else {
                a = wanted.len();
                b = found.len();
                break;
            }
        }
        if wanted[first..a] != found[other..b] {
            regions.push((wanted[first..a].to_vec(), found[other..b].to_vec()));
        }
    }
    regions
}
