//! Which nodes of a graph hang together.

/// An edge without direction: two nodes and how strongly they are tied, above 0.
pub type Edge = (u32, u32, f64);

/// Passes over the nodes of one level at the most; each gains, and they come to rest long before.
const PASSES: usize = 64;
/// A move has to gain more than rounding may.
const LEAST_GAIN: f64 = 1e-9;

/// A graph of one level, with the weight of each node's ties to itself.
struct Graph {
    ties: Vec<Vec<(usize, f64)>>,
    own: Vec<f64>,
    degrees: Vec<f64>,
    total: f64,
}

impl Graph {
    fn new(nodes: usize, edges: impl IntoIterator<Item = (usize, usize, f64)>) -> Graph {
        let mut graph =
            Graph { ties: vec![Vec::new(); nodes], own: vec![0.0; nodes], degrees: vec![0.0; nodes], total: 0.0 };
        for (a, b, weight) in edges {
            if a == b {
                graph.own[a] += weight;
            } else {
                graph.ties[a].push((b, weight));
                graph.ties[b].push((a, weight));
            }
            graph.degrees[a] += weight;
            graph.degrees[b] += weight;
            graph.total += 2.0 * weight;
        }
        graph
    }

    /// Moves nodes, in their order, to where modularity gains most, until none gains; the community of each.
    fn settle(&self) -> Vec<usize> {
        let mut of: Vec<usize> = (0..self.ties.len()).collect();
        let mut weight = self.degrees.clone();
        let mut tied = vec![0.0; self.ties.len()];
        for _ in 0..PASSES {
            let mut moved = false;
            for node in 0..self.ties.len() {
                let home = of[node];
                let mut near = vec![home];
                for (other, tie) in &self.ties[node] {
                    let there = of[*other];
                    if tied[there] == 0.0 && there != home {
                        near.push(there);
                    }
                    tied[there] += tie;
                }
                weight[home] -= self.degrees[node];
                let gain = |there: usize| tied[there] - self.degrees[node] * weight[there] / self.total;
                let mut best = (home, gain(home) + LEAST_GAIN);
                near.sort_unstable();
                for there in &near {
                    if gain(*there) > best.1 {
                        best = (*there, gain(*there));
                    }
                }
                near.into_iter().for_each(|there| tied[there] = 0.0);
                of[node] = best.0;
                weight[best.0] += self.degrees[node];
                moved |= best.0 != home;
            }
            if !moved {
                break;
            }
        }
        of
    }

    /// The graph whose nodes are communities.
    fn folded(&self, of: &[usize], count: usize) -> Graph {
        let mut sums = std::collections::BTreeMap::new();
        for (node, ties) in self.ties.iter().enumerate() {
            for (other, weight) in ties.iter().filter(|(other, _)| *other > node) {
                let pair = (of[node].min(of[*other]), of[node].max(of[*other]));
                *sums.entry(pair).or_insert(0.0) += weight;
            }
            if self.own[node] > 0.0 {
                *sums.entry((of[node], of[node])).or_insert(0.0) += self.own[node];
            }
        }
        Graph::new(count, sums.into_iter().map(|((a, b), weight)| (a, b, weight)))
    }
}

/// The community of each node after Blondel and others ("Louvain", J. Stat. Mech. P10008, 2008), numbered from 0 in the
/// order of their first nodes. Nodes are visited in their order, so that the same graph gives the same communities.
/// A node without ties is one of its own.
pub fn communities(nodes: usize, edges: &[Edge]) -> Vec<u32> {
    let mut graph = Graph::new(nodes, edges.iter().map(|(a, b, weight)| (*a as usize, *b as usize, *weight)));
    let mut found: Vec<usize> = (0..nodes).collect();
    if graph.total == 0.0 {
        return found.into_iter().map(|node| node as u32).collect();
    }
    loop {
        let (of, count) = numbered(graph.settle());
        found.iter_mut().for_each(|community| *community = of[*community]);
        if count == of.len() {
            return numbered(found).0.into_iter().map(|community| community as u32).collect();
        }
        graph = graph.folded(&of, count);
    }
}

/// Numbers labels in the order of their first use.
fn numbered(mut labels: Vec<usize>) -> (Vec<usize>, usize) {
    let mut numbers = vec![usize::MAX; labels.len()];
    let mut next = 0;
    for label in &mut labels {
        if numbers[*label] == usize::MAX {
            numbers[*label] = next;
            next += 1;
        }
        *label = numbers[*label];
    }
    (labels, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Modularity of a partition of Zachary's club by hand of the formula.
    fn modularity(edges: &[Edge], of: &[u32]) -> f64 {
        let total: f64 = edges.iter().map(|(.., weight)| 2.0 * weight).sum();
        let mut inside = vec![0.0; of.len()];
        let mut degree = vec![0.0; of.len()];
        for (a, b, weight) in edges {
            degree[of[*a as usize] as usize] += weight;
            degree[of[*b as usize] as usize] += weight;
            if of[*a as usize] == of[*b as usize] {
                inside[of[*a as usize] as usize] += 2.0 * weight;
            }
        }
        inside.iter().zip(&degree).map(|(inside, degree)| inside / total - (degree / total).powi(2)).sum()
    }

    /// The 78 friendships of Zachary's karate club (1977), members numbered from 1.
    const CLUB: &str = "1-2 1-3 1-4 1-5 1-6 1-7 1-8 1-9 1-11 1-12 1-13 1-14 1-18 1-20 1-22 1-32 2-3 2-4 2-8 2-14 2-18 2-20 \
        2-22 2-31 3-4 3-8 3-9 3-10 3-14 3-28 3-29 3-33 4-8 4-13 4-14 5-7 5-11 6-7 6-11 6-17 7-17 9-31 9-33 9-34 10-34 14-34 \
        15-33 15-34 16-33 16-34 19-33 19-34 20-34 21-33 21-34 23-33 23-34 24-26 24-28 24-30 24-33 24-34 25-26 25-28 25-32 \
        26-32 27-30 27-34 28-34 29-32 29-34 30-33 30-34 31-33 31-34 32-33 32-34 33-34";

    #[test]
    fn the_karate_club_parts_as_well_as_is_known_to_be_possible() {
        let pair = |pair: &str| {
            let (a, b) = pair.split_once('-').unwrap();
            (a.parse::<u32>().unwrap() - 1, b.parse::<u32>().unwrap() - 1, 1.0)
        };
        let edges: Vec<Edge> = CLUB.split_whitespace().map(pair).collect();
        assert_eq!(edges.len(), 78);
        let of = communities(34, &edges);
        // The best there is is .4198 (Brandes and others 2008), in four communities.
        assert!(modularity(&edges, &of) > 0.41, "{} {of:?}", modularity(&edges, &of));
        assert_eq!(of.iter().max(), Some(&3));
        assert_ne!(of[0], of[33], "the two leaders");
        assert_eq!(of, communities(34, &edges));
    }

    #[test]
    fn what_is_tied_to_nothing_stands_alone() {
        let triangle = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (4, 5, 2.0)];
        assert_eq!(communities(6, &triangle), [0, 0, 0, 1, 2, 2]);
        assert_eq!(communities(2, &[]), [0, 1]);
        assert_eq!(communities(0, &[]), Vec::<u32>::new());
    }
}
