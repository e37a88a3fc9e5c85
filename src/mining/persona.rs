//! Personas: groups of members who take part in a like manner, if there are any that last.
//!
//! A member is thirteen numbers ([`features`]), each measured from the community's median in
//! interquartile ranges. k-means makes groups of them; how many, [`super::choice`] decides, or that there
//! are none. Nothing depends on the order of members: rows are sorted before chance comes in.

pub use super::features::{Row, features, natural};

use super::choice::choose;
use super::features::Scale;
use super::kmeans::{Point, WIDTH, distance, nearest};
use crate::mining::chance::Chance;
use crate::model::attribute::Part;
use crate::model::persona::{Dot, FEATURES, Trait, Trial};

/// What may be moved; the defaults are those of methods.md §5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Messages needed to be looked at.
    pub least_messages: u32,
    /// Fewest and most groups tried.
    pub groups: (u8, u8),
    /// Mean adjusted Rand index needed.
    pub stability: f64,
    /// Share that the smallest group needs …
    pub smallest: f64,
    /// … and members.
    pub least: usize,
    /// Members by whom the number of groups is chosen, at most.
    pub sample: usize,
    /// Members of each resampling, at most.
    pub resampled: usize,
    /// How often members are resampled.
    pub resamplings: usize,
    /// Members by whom silhouettes are measured, at most.
    pub silhouettes: usize,
    /// Members on the map, at most.
    pub dots: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            least_messages: 5,
            groups: (3, 8),
            stability: 0.75,
            smallest: 0.03,
            least: 10,
            sample: 3_000,
            resampled: 3_000,
            resamplings: 20,
            silhouettes: 2_000,
            dots: 1_000,
        }
    }
}

/// The same chance in every build.
const SEED: u64 = 20_240_301;

/// What was found among the members of a community.
#[derive(Debug, Clone)]
pub struct Found {
    scale: Scale,
    /// Members looked at.
    pub eligible: u32,
    /// The middles of the groups, the largest group first; none where no number of groups is stable.
    pub centres: Vec<Point>,
    /// What was tried.
    pub trials: Vec<Trial>,
    /// Sampled members on two axes.
    pub map: Vec<Dot>,
    /// Share of the variance that the axes keep.
    pub kept: f64,
}

/// Where a member belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The group's place among the centres.
    pub group: usize,
    /// Distance to its middle, in interquartile ranges.
    pub distance: f64,
    /// The next group, and the distance to it.
    pub next: (usize, f64),
    /// What each feature adds: Σ weight · scaled = (distance to the next)² − (own distance)².
    pub parts: Vec<Part>,
}

/// Looks for groups among members.
pub fn find(mut rows: Vec<Row>, limits: &Limits) -> Found {
    rows.sort_unstable_by(|a, b| {
        a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    let scale = Scale::of(&rows);
    let mut found = Found {
        eligible: rows.len() as u32,
        scale,
        centres: Vec::new(),
        trials: Vec::new(),
        map: Vec::new(),
        kept: 0.0,
    };
    if rows.len() < limits.least * usize::from(limits.groups.0) {
        return found;
    }
    let mut chance = Chance::new(SEED);
    let points: Vec<Point> = sampled(&rows, limits.sample, &mut chance).map(|row| found.scale.point(row)).collect();
    let (chosen, trials) = choose(&points, limits, &mut chance);
    found.trials = trials;
    found.centres = chosen.unwrap_or_default();
    let shown: Vec<Point> = sampled(&points, limits.dots, &mut chance).copied().collect();
    let axes = super::map::axes(&points);
    found.kept = axes.kept;
    let dot = |point: &Point| {
        let (x, y) = axes.at(point);
        (x, y, if found.centres.is_empty() { 0 } else { nearest(point, &found.centres).0 as u8 })
    };
    found.map = shown.iter().map(dot).collect();
    found
}

/// So many at most, by chance, in their order.
pub(super) fn sampled<'a, T>(all: &'a [T], most: usize, chance: &mut Chance) -> impl Iterator<Item = &'a T> {
    let mut left = most.min(all.len());
    let mut picked = Vec::with_capacity(left);
    for (place, one) in all.iter().enumerate() {
        if left > 0 && chance.below(all.len() - place) < left {
            picked.push(one);
            left -= 1;
        }
    }
    picked.into_iter()
}

impl Found {
    /// Where a member belongs; `None` without groups.
    pub fn place(&self, row: &Row) -> Option<Place> {
        let point = self.scale.point(row);
        if self.centres.is_empty() {
            return None;
        }
        let (group, own) = nearest(&point, &self.centres);
        let others = self.centres.iter().enumerate().filter(|(place, _)| *place != group);
        let (next, far) =
            others.map(|(place, centre)| (place, distance(&point, centre))).min_by(|a, b| a.1.total_cmp(&b.1))?;
        let parts = FEATURES.iter().enumerate().map(|(at, key)| {
            let (here, there) = (f64::from(self.centres[group][at]), f64::from(self.centres[next][at]));
            let scaled = f64::from(point[at]) - (here + there) / 2.0;
            Part { key: (*key).to_owned(), raw: natural(at, f64::from(row[at])), scaled, weight: 2.0 * (here - there) }
        });
        let mut parts: Vec<Part> = parts.collect();
        parts.sort_by(|a, b| (b.weight * b.scaled).total_cmp(&(a.weight * a.scaled)));
        Some(Place { group, distance: f64::from(own).sqrt(), next: (next, f64::from(far).sqrt()), parts })
    }

    /// The medians and ranges that features were measured by.
    pub fn scale(&self) -> (Vec<f32>, Vec<f32>) {
        (self.scale.medians.to_vec(), self.scale.ranges.to_vec())
    }

    /// What stands out of a group, the most distant from the median first.
    pub fn traits(&self, group: usize) -> Vec<Trait> {
        let centre = &self.centres[group];
        let mut order: Vec<usize> = (0..FEATURES.len()).collect();
        order.sort_by(|a, b| centre[*b].abs().total_cmp(&centre[*a].abs()).then(a.cmp(b)));
        order.into_iter().map(|at| Trait { feature: at as u8, above: centre[at] >= 0.0 }).collect()
    }

    /// Which of the groups of an earlier build each group continues: the two are nearest to each
    /// other, and nearer than half the way to the next group of this build.
    pub fn continues(&self, earlier: &[Vec<f32>], medians: &[f32], ranges: &[f32]) -> Vec<Option<usize>> {
        let old: Vec<Point> = earlier.iter().map(|centre| self.scale.moved(centre, medians, ranges)).collect();
        let heir = |place: usize| {
            let centre = &self.centres[place];
            let (was, far) = (!old.is_empty()).then(|| nearest(centre, &old))?;
            let (back, _) = nearest(&old[was], &self.centres);
            let others = self.centres.iter().enumerate().filter(|(other, _)| *other != place);
            let room = others.map(|(_, other)| distance(centre, other)).fold(f32::INFINITY, f32::min);
            (back == place && far <= room / 4.0).then_some(was)
        };
        (0..self.centres.len()).map(heir).collect()
    }
}

/// The names that groups keep from those of the last build that they continue, none of them `taken`.
pub fn kept(
    earlier: &[Vec<Trait>],
    continues: &[Option<usize>],
    taken: &mut Vec<Vec<Trait>>,
) -> Vec<Option<Vec<Trait>>> {
    let keep = |was: &Option<usize>| {
        let name = earlier.get((*was)?).filter(|name| !taken.contains(name))?;
        taken.push(name.clone());
        Some(name.clone())
    };
    continues.iter().map(keep).collect()
}

/// The groups' names: the kept one, else the two traits that stand out most, and as many more as it takes to
/// tell it from those `taken`.
pub fn named(found: &Found, kept: Vec<Option<Vec<Trait>>>, taken: &mut Vec<Vec<Trait>>) -> Vec<Vec<Trait>> {
    let fresh = |(group, name): (usize, Option<Vec<Trait>>)| {
        name.unwrap_or_else(|| {
            let traits = found.traits(group);
            let mut longer = (2..=traits.len()).map(|most| traits[..most].to_vec());
            let name = longer.find(|name| !taken.contains(name)).unwrap_or(traits);
            taken.push(name.clone());
            name
        })
    };
    kept.into_iter().enumerate().map(fresh).collect()
}

const _: () = assert!(FEATURES.len() <= WIDTH);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_only_where_nobody_has_it() {
        let name = |feature: u8| vec![Trait { feature, above: true }];
        let mut taken = vec![name(1)];
        let earlier = [name(0), name(1), name(2)];
        let kept = kept(&earlier, &[Some(2), None, Some(1), Some(0)], &mut taken);
        assert_eq!(kept, [Some(name(2)), None, None, Some(name(0))]);
        assert_eq!(taken, [name(1), name(2), name(0)]);
    }
}
