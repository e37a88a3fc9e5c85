//! How many groups there are: only a number whose groups are found again among resampled members.

use crate::mining::chance::Chance;
use crate::mining::kmeans::{Clusters, Point, cluster, distance, nearest};
use crate::mining::persona::{Limits, sampled};
use crate::model::persona::Trial;

/// Starts of each clustering, and of each resampled one.
const STARTS: usize = 10;
const STARTS_AGAIN: usize = 3;

/// The centres of the best number of groups, the largest group first, and all that was tried.
pub(super) fn choose(points: &[Point], limits: &Limits, chance: &mut Chance) -> (Option<Vec<Point>>, Vec<Trial>) {
    let mut best: Option<(f64, Clusters)> = None;
    let mut trials = Vec::new();
    for groups in limits.groups.0..=limits.groups.1 {
        let found = cluster(points, groups.into(), STARTS, chance);
        let mut trial = Trial { groups, smallest: smallest(&found), stability: None, silhouette: None };
        let members = sizes(&found).into_iter().min().unwrap_or(0);
        if trial.smallest >= limits.smallest && members >= limits.least {
            let stability = stability(points, &found.centres, limits, chance);
            trial.stability = Some(stability);
            if stability >= limits.stability {
                let silhouette = silhouette_of_some(points, &found.labels, limits.silhouettes, chance);
                trial.silhouette = Some(silhouette);
                if best.as_ref().is_none_or(|(most, _)| silhouette > *most) {
                    best = Some((silhouette, found));
                }
            }
        }
        trials.push(trial);
    }
    (best.map(|(_, found)| largest_first(&found)), trials)
}

fn sizes(found: &Clusters) -> Vec<usize> {
    let mut sizes = vec![0; found.centres.len()];
    found.labels.iter().for_each(|label| sizes[usize::from(*label)] += 1);
    sizes
}

fn smallest(found: &Clusters) -> f64 {
    sizes(found).into_iter().min().unwrap_or(0) as f64 / found.labels.len().max(1) as f64
}

fn largest_first(found: &Clusters) -> Vec<Point> {
    let mut sized: Vec<(usize, Point)> = sizes(found).into_iter().zip(found.centres.iter().copied()).collect();
    sized.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1[0].total_cmp(&b.1[0])));
    sized.into_iter().map(|(_, centre)| centre).collect()
}

/// How far groups made of resampled members put the same members together: the mean adjusted Rand
/// index of both divisions of one sample.
fn stability(points: &[Point], centres: &[Point], limits: &Limits, chance: &mut Chance) -> f64 {
    let judged: Vec<Point> = sampled(points, limits.resampled, chance).copied().collect();
    let size = limits.resampled.min(points.len());
    let label = |centres: &[Point]| -> Vec<u8> { judged.iter().map(|point| nearest(point, centres).0 as u8).collect() };
    let here = label(centres);
    let again = (0..limits.resamplings).map(|_| {
        let drawn: Vec<Point> = (0..size).map(|_| *chance.pick(points)).collect();
        rand_index(&here, &label(&cluster(&drawn, centres.len(), STARTS_AGAIN, chance).centres))
    });
    again.sum::<f64>() / limits.resamplings.max(1) as f64
}

/// The adjusted Rand index of two divisions of the same things (Hubert and Arabie 1985): 1 for the
/// same, 0 on average for divisions by chance.
pub fn rand_index(a: &[u8], b: &[u8]) -> f64 {
    let of = |labels: &[u8]| labels.iter().max().map_or(0, |most| usize::from(*most) + 1);
    let (rows, columns) = (of(a), of(b));
    let mut table = vec![0_u64; rows * columns];
    for (a, b) in a.iter().zip(b) {
        table[usize::from(*a) * columns + usize::from(*b)] += 1;
    }
    let pairs = |n: u64| (n * n.saturating_sub(1)) as f64 / 2.0;
    let both: f64 = table.iter().copied().map(pairs).sum();
    let in_a: f64 = table.chunks(columns.max(1)).map(|row| pairs(row.iter().sum())).sum();
    let in_b: f64 = (0..columns).map(|at| pairs((0..rows).map(|row| table[row * columns + at]).sum())).sum();
    let expected = in_a * in_b / pairs(a.len() as u64).max(1.0);
    let most = (in_a + in_b) / 2.0;
    if most == expected { 1.0 } else { (both - expected) / (most - expected) }
}

fn silhouette_of_some(points: &[Point], labels: &[u8], most: usize, chance: &mut Chance) -> f64 {
    let all: Vec<(&Point, u8)> = points.iter().zip(labels.iter().copied()).collect();
    let some: Vec<(&Point, u8)> = sampled(&all, most, chance).copied().collect();
    silhouette(&some)
}

/// The mean silhouette (Rousseeuw 1987): how much nearer the own group is than the next one, 0 for
/// whoever is alone.
pub fn silhouette(points: &[(&Point, u8)]) -> f64 {
    let groups = points.iter().map(|(_, label)| usize::from(*label) + 1).max().unwrap_or(0);
    let mut sizes = vec![0.0_f64; groups];
    points.iter().for_each(|(_, label)| sizes[usize::from(*label)] += 1.0);
    let of = |(point, label): &(&Point, u8)| {
        let mut sums = vec![0.0_f64; groups];
        for (other, label) in points {
            sums[usize::from(*label)] += f64::from(distance(point, other)).sqrt();
        }
        let own = usize::from(*label);
        if sizes[own] < 2.0 {
            return 0.0;
        }
        let inside = sums[own] / (sizes[own] - 1.0);
        let others = (0..groups).filter(|group| *group != own && sizes[*group] > 0.0);
        let outside = others.map(|group| sums[group] / sizes[group]).fold(f64::INFINITY, f64::min);
        let most = inside.max(outside);
        if most > 0.0 && most.is_finite() { (outside - inside) / most } else { 0.0 }
    };
    points.iter().map(of).sum::<f64>() / points.len().max(1) as f64
}
