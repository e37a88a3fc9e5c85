//! Circles: members who answer each other more than others, and who holds each together.

use rustc_hash::FxHashMap;

use super::community::{Edge, communities};

/// What may be moved; the defaults are those of methods.md.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Fewer members with ties than this have no circles.
    pub tied: usize,
    /// Members of the smallest circle.
    pub least: usize,
    /// Modularity below which the parting says nothing.
    pub modularity: f64,
    /// Share of an earlier circle's members, or of its own, that a circle which continues it must share.
    pub shared: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { tied: 30, least: 5, modularity: 0.3, shared: 0.5 }
    }
}

/// What one member gives another: who, to whom, how much.
pub type Tie = (u32, u32, f32);

/// A member of a circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seat {
    /// The member.
    pub member: u32,
    /// Weight of the ties to others of the circle.
    pub inside: f64,
    /// Weight of all other ties.
    pub outside: f64,
}

/// The circles among members, each with the best tied first, the largest circle first.
pub fn find(ties: Vec<Tie>, limits: &Limits) -> Vec<Vec<Seat>> {
    let (members, edges) = graph(&ties);
    drop(ties);
    if members.len() < limits.tied {
        return Vec::new();
    }
    let of = communities(members.len(), &edges);
    if modularity(&edges, &of) < limits.modularity {
        return Vec::new();
    }
    let count = of.iter().max().map_or(0, |last| *last as usize + 1);
    let mut seats: Vec<Seat> =
        members.iter().map(|member| Seat { member: *member, inside: 0.0, outside: 0.0 }).collect();
    for (a, b, weight) in &edges {
        let is_inside = of[*a as usize] == of[*b as usize];
        for end in [*a as usize, *b as usize] {
            *(if is_inside { &mut seats[end].inside } else { &mut seats[end].outside }) += weight;
        }
    }
    let mut circles = vec![Vec::new(); count];
    seats.into_iter().zip(&of).for_each(|(seat, circle)| circles[*circle as usize].push(seat));
    circles.retain(|circle: &Vec<Seat>| circle.len() >= limits.least);
    circles.iter_mut().for_each(|circle| circle.sort_by(|a, b| b.inside.total_cmp(&a.inside)));
    let weight = |circle: &Vec<Seat>| circle.iter().map(|seat| seat.inside).sum::<f64>();
    circles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| weight(b).total_cmp(&weight(a))));
    circles
}

/// The members with ties, those with most first so that their numbers do not count, and the ties both
/// ways as one edge each.
fn graph(ties: &[Tie]) -> (Vec<u32>, Vec<Edge>) {
    let mut strength: FxHashMap<u32, (f64, u32)> = FxHashMap::default();
    for (from, to, weight) in ties {
        for end in [from, to] {
            let (sum, n) = strength.entry(*end).or_default();
            *sum += f64::from(*weight);
            *n += 1;
        }
    }
    let mut members: Vec<(f64, u32, u32)> = strength.into_iter().map(|(member, (sum, n))| (sum, n, member)).collect();
    members.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    let members: Vec<u32> = members.into_iter().map(|(.., member)| member).collect();
    let places: FxHashMap<u32, u32> = members.iter().copied().zip(0..).collect();
    let place = |(from, to, weight): &Tie| {
        let (a, b) = (places[from], places[to]);
        (a.min(b), a.max(b), f64::from(*weight))
    };
    let mut edges: Vec<Edge> = ties.iter().filter(|(from, to, _)| from != to).map(place).collect();
    edges.sort_unstable_by_key(|(a, b, _)| (*a, *b));
    edges.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        kept.2 += if same { next.2 } else { 0.0 };
        same
    });
    (members, edges)
}

/// How much more of the ties lie within communities than would by chance (Newman and Girvan 2004).
pub fn modularity(edges: &[Edge], of: &[u32]) -> f64 {
    let total: f64 = edges.iter().map(|(.., weight)| 2.0 * weight).sum();
    let count = of.iter().max().map_or(0, |last| *last as usize + 1);
    let (mut inside, mut degree) = (vec![0.0; count], vec![0.0; count]);
    for (a, b, weight) in edges {
        let (a, b) = (of[*a as usize] as usize, of[*b as usize] as usize);
        degree[a] += weight;
        degree[b] += weight;
        inside[a] += if a == b { 2.0 * weight } else { 0.0 };
    }
    let share = |(inside, degree): (&f64, &f64)| inside / total - (degree / total) * (degree / total);
    if total > 0.0 { inside.iter().zip(&degree).map(share).sum() } else { 0.0 }
}

/// The number of each circle: that of the circle it continues, in which most of the members of either
/// are the same; else the lowest that is free.
pub fn numbered(circles: &[Vec<Seat>], earlier: &FxHashMap<u32, u32>, limits: &Limits) -> Vec<u32> {
    let mut sizes: FxHashMap<u32, usize> = FxHashMap::default();
    earlier.values().for_each(|number| *sizes.entry(*number).or_default() += 1);
    let mut claims: Vec<(usize, usize, u32)> = Vec::new();
    for (place, circle) in circles.iter().enumerate() {
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        let numbers = circle.iter().filter_map(|seat| earlier.get(&seat.member));
        numbers.for_each(|number| *shared.entry(*number).or_default() += 1);
        let enough = |number: u32, n: usize| {
            n as f64 >= limits.shared * circle.len() as f64 || n as f64 >= limits.shared * sizes[&number] as f64
        };
        claims
            .extend(shared.into_iter().filter(|(number, n)| enough(*number, *n)).map(|(number, n)| (n, place, number)));
    }
    claims.sort_by_key(|(n, place, number)| (std::cmp::Reverse(*n), *place, *number));
    let mut numbers: Vec<Option<u32>> = vec![None; circles.len()];
    for (_, place, number) in claims {
        if numbers[place].is_none() && !numbers.contains(&Some(number)) {
            numbers[place] = Some(number);
        }
    }
    let mut free = 1;
    let taken = numbers.clone();
    let fresh = |number: Option<u32>| {
        number.unwrap_or_else(|| {
            while taken.contains(&Some(free)) {
                free += 1;
            }
            free += 1;
            free - 1
        })
    };
    numbers.into_iter().map(fresh).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many rings of eight who talk with both neighbours, and one tie from each ring to the next.
    fn rings(count: u32, first: u32) -> Vec<Tie> {
        let ring = |ring: u32| {
            let member = move |place: u32| first + ring * 8 + place % 8;
            let around = (0..8).flat_map(move |place| {
                [(member(place), member(place + 1), 3.0), (member(place), member(place + 2), 2.0)]
            });
            around.chain([(member(0), first + (ring + 1) % count * 8, 1.0)])
        };
        (0..count).flat_map(ring).collect()
    }

    #[test]
    fn those_who_talk_with_each_other_are_a_circle_with_who_holds_it_together() {
        let circles = find(rings(5, 1), &Limits::default());
        assert_eq!(circles.iter().map(Vec::len).collect::<Vec<_>>(), [8; 5]);
        let mut ties = rings(5, 1);
        ties.extend((2..9).map(|other| (1, other, 5.0)));
        let circles = find(ties, &Limits::default());
        let held = circles.iter().find(|circle| circle.iter().any(|seat| seat.member == 3)).unwrap();
        assert_eq!(held[0].member, 1);
        assert!(held[0].inside > 35.0 && held[0].outside == 2.0, "{:?}", held[0]);
    }

    #[test]
    fn where_everybody_talks_with_everybody_there_are_no_circles() {
        let all: Vec<Tie> = (0..40).flat_map(|a| (0..a).map(move |b| (a, b, 1.0))).collect();
        assert!(find(all, &Limits::default()).is_empty());
        assert!(find(rings(3, 1), &Limits::default()).is_empty(), "too few to say");
    }

    #[test]
    fn a_circle_keeps_its_number_while_most_of_it_stays() {
        let limits = Limits::default();
        let circles = find(rings(5, 1), &limits);
        let first = numbered(&circles, &FxHashMap::default(), &limits);
        assert_eq!(first, [1, 2, 3, 4, 5]);
        let held = |skipped: usize| -> FxHashMap<u32, u32> {
            let seats = circles
                .iter()
                .zip(&first)
                .flat_map(|(circle, number)| circle.iter().skip(skipped).map(move |seat| (seat.member, 10 + number)));
            seats.collect()
        };
        assert_eq!(numbered(&circles, &held(3), &limits), [11, 12, 13, 14, 15]);
        let mut less = circles.clone();
        less.remove(1);
        assert_eq!(numbered(&less, &held(0), &limits), [11, 13, 14, 15]);
    }
}
