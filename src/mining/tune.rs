//! Weights of a composite score, fitted on what people did, and tried on others than those they were fitted on.

use super::logit::{self, Case};
use super::metrics::{Paired, paired};

/// The parts that a score may have.
pub const PARTS: usize = 5;
/// Fewer who did, or who did not, fit nothing.
pub const LEAST_OF_EACH: usize = 30;
/// How strongly fitted weights are drawn to those in use, in squared units of a weight; and the one slope that
/// these are brought to the size of log odds by, to nothing.
const RIDGE: f64 = 10.0;
const SLIGHT: f64 = 1e-6;
/// Of those who did, and of those who did not, every so manieth is held out.
const EVERY: usize = 3;
/// The intercept and the parts.
const WIDTH: usize = PARTS + 1;

/// Somebody with the parts of their score, each scaled to 0..1, and whether they did it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person {
    /// Who: it decides on which side they are, so that the same people are always held out.
    pub id: i64,
    /// 0 for parts that the score lacks.
    pub parts: [f64; PARTS],
    /// Whether they did it.
    pub did: bool,
}

/// Fitted weights, and how they do.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuned {
    /// Of each part; none below 0, 1 in all.
    pub weights: [f64; PARTS],
    /// People they were fitted on.
    pub trained: usize,
    /// Of the score with the weights in use, and with these, on all others.
    pub held_out: Paired,
}

/// Fits weights on two of three people and tries them on the rest; `None` of too few.
pub fn tune(people: &[Person], now: &[f64; PARTS]) -> Option<Tuned> {
    let did = people.iter().filter(|person| person.did).count();
    if did.min(people.len() - did) < LEAST_OF_EACH {
        return None;
    }
    let now = shares(now).unwrap_or(*now);
    let (known, held_out) = parted(people);
    let weights = fit(&known, &now);
    let scored: Vec<(f64, f64, bool)> =
        held_out.iter().map(|one| (dot(&now, &one.parts), dot(&weights, &one.parts), one.did)).collect();
    Some(Tuned { weights, trained: known.len(), held_out: paired(&scored)? })
}

/// Those to fit on, and those held out: of either kind every third, in an order that tells nothing of them.
fn parted(people: &[Person]) -> (Vec<Person>, Vec<Person>) {
    let mut people = people.to_vec();
    people.sort_by_key(|person| (person.did, mixed(person.id), person.id));
    let (did, did_not): (Vec<_>, Vec<_>) = people.into_iter().partition(|person| person.did);
    let placed = [did, did_not].into_iter().flat_map(|class| class.into_iter().enumerate());
    let (held_out, known): (Vec<_>, Vec<_>) = placed.partition(|(place, _)| place % EVERY == EVERY - 1);
    let people = |side: Vec<(usize, Person)>| side.into_iter().map(|(_, person)| person).collect();
    (people(known), people(held_out))
}

/// A number without any order of its own (Steele, Lea and Flood 2014, as in splitmix64).
fn mixed(id: i64) -> u64 {
    let mut z = (id as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Logistic regression on the parts, drawn to the weights in use; a part that would count against is left out, one
/// after another, since a score adds up what speaks for somebody.
fn fit(people: &[Person], now: &[f64; PARTS]) -> [f64; PARTS] {
    let cases = people.iter().map(|one| ([1.0, dot(now, &one.parts)], one.did));
    let [intercept, slope] = logit::fit(cases, &[0.0, 0.0], SLIGHT, [0.0, 0.0]);
    let mut counts = [true; PARTS];
    loop {
        let only = |numbers: &[f64; PARTS], first: f64, by: f64| {
            let mut whole = [first; WIDTH];
            for (at, number) in numbers.iter().enumerate() {
                whole[at + 1] = if counts[at] { number * by } else { 0.0 };
            }
            whole
        };
        let prior = only(now, intercept, slope.max(0.0));
        let cases = people.iter().map(|one| -> Case<WIDTH> { (only(&one.parts, 1.0, 1.0), one.did) });
        let fitted = logit::fit(cases, &prior, RIDGE, prior);
        let lowest = (0..PARTS).min_by(|a, b| fitted[a + 1].total_cmp(&fitted[b + 1])).unwrap_or(0);
        if fitted[lowest + 1] >= 0.0 {
            let mut weights = [0.0; PARTS];
            weights.copy_from_slice(&fitted[1..]);
            return shares(&weights).unwrap_or(*now);
        }
        counts[lowest] = false;
    }
}

/// The same proportions, 1 in all; `None` of nothing.
fn shares(weights: &[f64; PARTS]) -> Option<[f64; PARTS]> {
    let total: f64 = weights.iter().sum();
    (total > 0.0).then(|| weights.map(|weight| weight / total))
}

fn dot(weights: &[f64; PARTS], parts: &[f64; PARTS]) -> f64 {
    weights.iter().zip(parts).map(|(weight, part)| weight * part).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six hundred people whose first part decides, with some chance, and whose second says nothing.
    fn people(decides: usize) -> Vec<Person> {
        let unit = |id: i64, salt: i64| (mixed(id * 7 + salt) >> 11) as f64 / (1u64 << 53) as f64;
        (0..600)
            .map(|id| {
                let mut parts = [0.0; PARTS];
                (0..3).for_each(|at| parts[at] = unit(id, at as i64));
                Person { id, parts, did: unit(id, 5) < logit::logistic(5.0 * parts[decides] - 2.5) }
            })
            .collect()
    }

    const EQUAL: [f64; PARTS] = [1.0, 1.0, 1.0, 0.0, 0.0];

    #[test]
    fn what_decides_gets_the_weight_and_orders_others_better() {
        for decides in 0..3 {
            let tuned = tune(&people(decides), &EQUAL).unwrap();
            assert!(tuned.weights[decides] > 0.5, "{tuned:?}");
            assert!((tuned.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(tuned.weights.iter().all(|weight| *weight >= 0.0), "{tuned:?}");
            assert!(tuned.held_out.other > tuned.held_out.one, "also on people it was not fitted on: {tuned:?}");
            assert!(tuned.trained.abs_diff(400) <= 1, "{tuned:?}");
        }
    }

    #[test]
    fn a_part_that_speaks_against_gets_no_weight() {
        let against = |one: Person| Person { parts: [1.0 - one.parts[0], one.parts[0], 0.0, 0.0, 0.0], ..one };
        let people: Vec<Person> = people(0).into_iter().map(against).collect();
        assert_eq!(tune(&people, &[0.5, 0.5, 0.0, 0.0, 0.0]).unwrap().weights, [0.0, 1.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn where_nothing_tells_who_will_the_weights_stay_about_where_they_are() {
        let at_random: Vec<Person> = people(0).into_iter().map(|one| Person { did: one.id % 2 == 0, ..one }).collect();
        let tuned = tune(&at_random, &EQUAL).unwrap();
        let (low, high) = tuned.held_out.difference;
        assert!(low < 0.0 && high > 0.0, "{tuned:?}");
    }

    #[test]
    fn few_fit_nothing_and_the_order_of_people_does_not_matter() {
        let all = people(1);
        let few: Vec<Person> =
            all.iter().filter(|one| one.did).take(29).chain(all.iter().filter(|one| !one.did)).copied().collect();
        assert_eq!(tune(&few, &EQUAL), None);
        let mut turned = all.clone();
        turned.reverse();
        assert_eq!(tune(&all, &EQUAL), tune(&turned, &EQUAL));
    }
}
