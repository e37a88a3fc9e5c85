//! k-means: Lloyd's iteration from greedy k-means++ starts (Arthur and Vassilvitskii 2007).

use crate::mining::chance::Chance;

/// Thirteen features, filled up to what a processor adds at once.
pub const WIDTH: usize = 16;
/// A member among the features.
pub type Point = [f32; WIDTH];

/// Rounds after which a start is given up as good enough.
const ROUNDS: usize = 100;
const LANES: usize = 4;
/// By how much a bound has to hold, so that what rounding leaves of a distance changes nothing.
const SLACK: f64 = 1e-4;

/// Groups of points.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// The middle of each.
    pub centres: Vec<Point>,
    /// The group of each point.
    pub labels: Vec<u8>,
    /// Sum of squared distances to the own middle.
    pub inertia: f64,
}

/// The squared distance.
pub fn distance(a: &Point, b: &Point) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for lane in 0..LANES {
            let apart = a[lane] - b[lane];
            lanes[lane] += apart * apart;
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}

/// The nearest of some centres, and the squared distance to it; the first of equals.
pub fn nearest(point: &Point, centres: &[Point]) -> (usize, f32) {
    let (place, far, _) = nearest_two(point, centres);
    (place, far)
}

/// The same, and the squared distance to the next one.
fn nearest_two(point: &Point, centres: &[Point]) -> (usize, f32, f32) {
    let (mut best, mut next) = ((0, f32::INFINITY), f32::INFINITY);
    for (place, centre) in centres.iter().enumerate() {
        let far = distance(point, centre);
        if far < best.1 {
            next = best.1;
            best = (place, far);
        } else {
            next = next.min(far);
        }
    }
    (best.0, best.1, next)
}

/// The best of several starts.
pub fn cluster(points: &[Point], groups: usize, starts: usize, chance: &mut Chance) -> Clusters {
    let tries = (0..starts.max(1)).map(|_| settle(points, start(points, groups, chance)));
    let best = tries.min_by(|a, b| a.inertia.total_cmp(&b.inertia));
    best.unwrap_or(Clusters { centres: Vec::new(), labels: Vec::new(), inertia: 0.0 })
}

/// Centres far from each other: each is the best of a few drawn by squared distance.
fn start(points: &[Point], groups: usize, chance: &mut Chance) -> Vec<Point> {
    let candidates = 2 + (groups as f64).ln() as usize;
    let mut centres = vec![points[chance.below(points.len())]];
    let mut far: Vec<f32> = points.iter().map(|point| distance(point, &centres[0])).collect();
    while centres.len() < groups {
        let total: f64 = far.iter().copied().map(f64::from).sum();
        let draw = |chance: &mut Chance| {
            let mut left = chance.unit() * total;
            far.iter().position(|far| {
                left -= f64::from(*far);
                left < 0.0
            })
        };
        let trials = (0..candidates).map(|_| {
            let centre = points[draw(chance).unwrap_or(0)];
            let closer: Vec<f32> =
                points.iter().zip(&far).map(|(point, far)| far.min(distance(point, &centre))).collect();
            (closer.iter().copied().map(f64::from).sum::<f64>(), centre, closer)
        });
        let Some((_, centre, closer)) = trials.min_by(|a, b| a.0.total_cmp(&b.0)) else { break };
        centres.push(centre);
        far = closer;
    }
    centres
}

/// Moves each centre to the middle of its points until none of them changes sides. A point whose own centre is
/// nearer than any other can have come meanwhile need not be compared with them (Hamerly 2010).
fn settle(points: &[Point], mut centres: Vec<Point>) -> Clusters {
    let mut labels = vec![u8::MAX; points.len()];
    // How far the nearest of the other centres was, beside how far centres had moved until then.
    let mut bounds = vec![f64::NEG_INFINITY; points.len()];
    let mut moved_by = 0.0;
    let mut inertia = 0.0;
    for _ in 0..ROUNDS {
        let mut sums = vec![[0.0_f64; WIDTH]; centres.len()];
        let mut sizes = vec![0_u32; centres.len()];
        let mut moved = false;
        inertia = 0.0;
        for ((point, label), bound) in points.iter().zip(&mut labels).zip(&mut bounds) {
            let own = centres.get(usize::from(*label)).map_or(f32::INFINITY, |centre| distance(point, centre));
            let is_sure = f64::from(own).sqrt() * (1.0 + SLACK) + SLACK < *bound - moved_by;
            let (group, far) = if is_sure {
                (usize::from(*label), own)
            } else {
                let (group, far, next) = nearest_two(point, &centres);
                *bound = f64::from(next).sqrt() + moved_by;
                (group, far)
            };
            moved |= *label != group as u8;
            *label = group as u8;
            inertia += f64::from(far);
            sizes[group] += 1;
            sums[group].iter_mut().zip(point).for_each(|(sum, value)| *sum += f64::from(*value));
        }
        if !moved {
            break;
        }
        let mut farthest = 0.0_f64;
        for ((centre, sum), size) in centres.iter_mut().zip(&sums).zip(&sizes).filter(|(_, size)| **size > 0) {
            let before = *centre;
            centre.iter_mut().zip(sum).for_each(|(value, sum)| *value = (sum / f64::from(*size)) as f32);
            farthest = farthest.max(f64::from(distance(&before, centre)).sqrt());
        }
        moved_by += farthest * (1.0 + SLACK);
    }
    Clusters { centres, labels, inertia }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lloyd's iteration with nothing spared.
    fn plainly(points: &[Point], mut centres: Vec<Point>) -> Clusters {
        let mut labels = vec![u8::MAX; points.len()];
        loop {
            let found: Vec<(usize, f32)> = points.iter().map(|point| nearest(point, &centres)).collect();
            let now: Vec<u8> = found.iter().map(|(group, _)| *group as u8).collect();
            if std::mem::replace(&mut labels, now) == labels {
                let inertia = found.iter().map(|(_, far)| f64::from(*far)).sum();
                return Clusters { centres, labels, inertia };
            }
            for (group, centre) in centres.iter_mut().enumerate() {
                let own: Vec<&Point> = points
                    .iter()
                    .zip(&labels)
                    .filter(|(_, label)| usize::from(**label) == group)
                    .map(|(p, _)| p)
                    .collect();
                if !own.is_empty() {
                    let sum = |at: usize| own.iter().map(|point| f64::from(point[at])).sum::<f64>();
                    *centre = std::array::from_fn(|at| (sum(at) / own.len() as f64) as f32);
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_is_spared_changes_nothing(seed in 0u64..1_000, groups in 1usize..9, spread in 1.0f64..40.0) {
            let mut chance = Chance::new(seed);
            let points: Vec<Point> = (0..300)
                .map(|_| {
                    let home = chance.below(4) as f64 * 3.0;
                    std::array::from_fn(|_| (home + chance.unit() * spread) as f32)
                })
                .collect();
            let centres = start(&points, groups, &mut chance);
            prop_assert_eq!(settle(&points, centres.clone()), plainly(&points, centres));
        }
    }
}
