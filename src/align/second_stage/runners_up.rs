//! What would stand in the place of each chosen bead if it were wrong.

use super::lattice::{Edge, Lattice};

/// The bead with the greatest posterior of those that share a sentence with each bead of a path, which are all that
/// cannot stand beside it; none where the lattice has no other.
pub(super) fn of(lattice: &Lattice, posteriors: &[f64], path: &[usize]) -> Vec<Option<usize>> {
    let start = lattice.nodes.first().copied().unwrap_or_default();
    let chosen = (
        owners(lattice, path, |edge| usize::from(edge.chinese), |node| node.0 - start.0),
        owners(lattice, path, |edge| usize::from(edge.english), |node| node.1 - start.1),
    );
    let mut best: Vec<Option<usize>> = vec![None; path.len()];
    for (nth, edge) in lattice.edges.iter().enumerate() {
        let (i, j) = lattice.nodes[edge.to as usize];
        let end = ((i - start.0) as usize, (j - start.1) as usize);
        let chinese = &chosen.0[end.0 - usize::from(edge.chinese)..end.0];
        let english = &chosen.1[end.1 - usize::from(edge.english)..end.1];
        for &owner in chinese.iter().chain(english) {
            let better = best[owner].is_none_or(|best| posteriors[nth] > posteriors[best]);
            if path[owner] != nth && better {
                best[owner] = Some(nth);
            }
        }
    }
    best
}

/// For each sentence of a side which bead of the path holds it.
fn owners(
    lattice: &Lattice,
    path: &[usize],
    count: impl Fn(&Edge) -> usize,
    of_node: impl Fn((u32, u32)) -> u32,
) -> Vec<usize> {
    let mut owners = Vec::with_capacity(lattice.nodes.last().map_or(0, |&node| of_node(node) as usize));
    for (nth, &edge) in path.iter().enumerate() {
        owners.extend(std::iter::repeat_n(nth, count(&lattice.edges[edge])));
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_bead_in_the_way_is_the_runner_up() {
        // Two sentences a side: one to one twice, or both together, or the second ones alone.
        let edge = |from, to, chinese, english| Edge { from, to, chinese, english, fixed: 0.0 };
        let lattice = Lattice {
            nodes: vec![(7, 3), (8, 4), (9, 4), (9, 5)],
            edges: vec![edge(0, 1, 1, 1), edge(1, 2, 1, 0), edge(1, 3, 1, 1), edge(2, 3, 0, 1), edge(0, 3, 2, 2)],
        };
        let posteriors = [0.8, 0.15, 0.65, 0.15, 0.2];
        assert_eq!(of(&lattice, &posteriors, &[0, 2]), [Some(4), Some(4)]);
        assert_eq!(of(&lattice, &posteriors, &[0, 1, 3]), [Some(4), Some(2), Some(2)]);
        assert_eq!(of(&lattice, &posteriors, &[4]), [Some(0)]);
        assert_eq!(of(&Lattice::default(), &[], &[]), []);
    }
}
