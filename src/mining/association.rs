//! Association rules: what members who bear some things bear more often than others, once equally
//! active members are compared. Eclat (Zaki 2000) over sets of bits, up to three things.

/// What a rule needs; the defaults are those of methods.md §5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Share of the members who bear all of it …
    pub support: f64,
    /// … and how many they are, at least.
    pub members: u32,
    /// Share of those who bear the left side and the right side, too.
    pub confidence: f64,
    /// Confidence over the share of the right side among all.
    pub lift: f64,
    /// Share of chance finds among what is listed, by Benjamini and Hochberg.
    pub false_finds: f64,
    /// Confidence over that of the best rule with less on its left side.
    pub over_simpler: f64,
    /// Lift among equally active members.
    pub adjusted: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            support: 0.01,
            members: 30,
            confidence: 0.3,
            lift: 1.2,
            false_finds: 0.05,
            over_simpler: 1.1,
            adjusted: 1.1,
        }
    }
}

/// Members by their places, a bit each.
pub type Bits = Vec<u64>;

/// Who bears what.
#[derive(Debug, Clone, Default)]
pub struct Bearing {
    /// How many members there are.
    pub members: u32,
    /// Of each thing, who bears it.
    pub things: Vec<Bits>,
    /// The members of each level of activity; together all of them.
    pub strata: Vec<Bits>,
}

/// Members who bear the left side often bear the right side.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// One thing or two.
    pub left: Vec<usize>,
    /// One thing.
    pub right: usize,
    /// Members who bear all of it.
    pub both: u32,
    /// Members who bear the left side.
    pub of: u32,
    /// `both / of`.
    pub confidence: f64,
    /// Confidence over the share of the right side among all members.
    pub lift: f64,
    /// `both` over what equally active members would have by chance.
    pub adjusted: f64,
    /// Probability of as many by chance (Fisher, one-sided).
    pub p: f64,
    /// The same among all that was tried (Benjamini and Hochberg).
    pub q: f64,
}

/// Members of eight levels of a number, about equally many each; equal numbers stay together.
pub fn strata(numbers: &[u32]) -> Vec<Bits> {
    const LEVELS: usize = 8;
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let lines: Vec<u32> = (1..LEVELS).filter_map(|level| sorted.get(level * sorted.len() / LEVELS).copied()).collect();
    let mut strata = vec![vec![0; numbers.len().div_ceil(64)]; LEVELS];
    for (place, number) in numbers.iter().enumerate() {
        let level = lines.iter().filter(|line| *line <= number).count();
        strata[level][place / 64] |= 1 << (place % 64);
    }
    strata.retain(|level| count(level) > 0);
    strata
}

/// Rules with the highest adjusted lift first. `tied` says of two things that one follows from the other
/// by definition.
pub fn find(bearing: &Bearing, tied: &dyn Fn(usize, usize) -> bool, limits: &Limits) -> Vec<Rule> {
    let mut rules = tried(bearing, tied, limits);
    adjust(&mut rules);
    rules.retain(|rule| rule.q <= limits.false_finds && rule.adjusted >= limits.adjusted);
    rules.sort_by(|a, b| {
        (b.adjusted.total_cmp(&a.adjusted))
            .then(b.both.cmp(&a.both))
            .then_with(|| (&a.left, a.right).cmp(&(&b.left, b.right)))
    });
    rules
}

/// Every rule with enough support, confidence and lift that says more than simpler ones.
fn tried(bearing: &Bearing, tied: &dyn Fn(usize, usize) -> bool, limits: &Limits) -> Vec<Rule> {
    let least = limits.members.max((limits.support * f64::from(bearing.members)).ceil() as u32);
    let counts: Vec<u32> = bearing.things.iter().map(count).collect();
    let frequent: Vec<usize> = (0..counts.len()).filter(|thing| counts[*thing] >= least).collect();
    let search = Search { bearing, tied, limits, counts, factorials: factorials(bearing.members) };
    let mut rules = Vec::new();
    for (at, &a) in frequent.iter().enumerate() {
        let mut pairs: Vec<(usize, Bits, u32)> = Vec::new();
        for &b in &frequent[at + 1..] {
            let both = and(&bearing.things[a], &bearing.things[b]);
            let n = count(&both);
            if n >= least {
                rules.extend(search.rule(&[a], b, n));
                rules.extend(search.rule(&[b], a, n));
                pairs.push((b, both, n));
            }
        }
        for (place, (b, both, _)) in pairs.iter().enumerate() {
            for (c, ..) in &pairs[place + 1..] {
                let n = common(both, &bearing.things[*c]);
                if n >= least {
                    let sides = [([a, *b], *c), ([a, *c], *b), ([*b, *c], a)];
                    rules.extend(sides.into_iter().filter_map(|(left, right)| search.rule(&left, right, n)));
                }
            }
        }
    }
    rules
}

struct Search<'a> {
    bearing: &'a Bearing,
    tied: &'a dyn Fn(usize, usize) -> bool,
    limits: &'a Limits,
    counts: Vec<u32>,
    /// ln n!, by n.
    factorials: Vec<f64>,
}

impl Search<'_> {
    fn rule(&self, left: &[usize], right: usize, both: u32) -> Option<Rule> {
        if left.iter().any(|thing| (self.tied)(*thing, right)) {
            return None;
        }
        let things = &self.bearing.things;
        let all = match left {
            [one] => things[*one].clone(),
            several => {
                several[1..].iter().fold(things[several[0]].clone(), |so_far, thing| and(&so_far, &things[*thing]))
            }
        };
        let of = count(&all);
        let share = f64::from(self.counts[right]) / f64::from(self.bearing.members);
        let confidence = f64::from(both) / f64::from(of);
        let lift = confidence / share;
        let simpler =
            |thing: &usize| f64::from(common(&things[*thing], &things[right])) / f64::from(self.counts[*thing]);
        let best = if left.len() > 1 { left.iter().map(simpler).fold(0.0, f64::max) } else { 0.0 };
        let enough = confidence >= self.limits.confidence
            && lift >= self.limits.lift
            && confidence >= self.limits.over_simpler * best;
        enough.then(|| Rule {
            left: left.to_vec(),
            right,
            both,
            of,
            confidence,
            lift,
            adjusted: f64::from(both) / self.expected(&all, right),
            p: self.chance(both, of, self.counts[right]),
            q: 1.0,
        })
    }

    /// How many would bear both sides if, among equally active members, one said nothing of the other.
    fn expected(&self, left: &Bits, right: usize) -> f64 {
        let of_level = |level: &Bits| {
            let (all, left) = (count(level), common(level, left));
            f64::from(left) * f64::from(common(level, &self.bearing.things[right])) / f64::from(all)
        };
        self.bearing.strata.iter().map(of_level).sum()
    }

    /// Fisher's exact test: the probability that so many of `of` or more are among `right`, by chance.
    fn chance(&self, both: u32, of: u32, right: u32) -> f64 {
        let ln = |n: u32| self.factorials[n as usize];
        let n = self.bearing.members;
        let (others, outside) = (n - of, n - right);
        let fixed = ln(of) + ln(others) + ln(right) + ln(outside) - ln(n);
        let mut sum = 0.0;
        for k in both..=of.min(right) {
            let Some(rest) = (others + k).checked_sub(right) else { continue };
            let term = (fixed - ln(k) - ln(of - k) - ln(right - k) - ln(rest)).exp();
            sum += term;
            // Beyond the middle terms fall ever faster.
            if term < sum * 1e-15 {
                break;
            }
        }
        f64::min(sum, 1.0)
    }
}

fn adjust(rules: &mut [Rule]) {
    let q = false_finds(&rules.iter().map(|rule| rule.p).collect::<Vec<_>>());
    rules.iter_mut().zip(q).for_each(|(rule, q)| rule.q = q);
}

/// Of each probability by chance, the share of chance finds among those at least as improbable
/// (Benjamini and Hochberg 1995).
pub fn false_finds(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut least = 1.0_f64;
    let mut q = vec![1.0; p.len()];
    for (place, &at) in order.iter().enumerate().rev() {
        least = least.min(p[at] * p.len() as f64 / (place + 1) as f64);
        q[at] = least;
    }
    q
}

fn factorials(n: u32) -> Vec<f64> {
    let mut sum = 0.0;
    let ln = |n: u32| {
        sum += f64::from(n.max(1)).ln();
        sum
    };
    (0..=n).map(ln).collect()
}

fn and(a: &Bits, b: &Bits) -> Bits {
    a.iter().zip(b).map(|(a, b)| a & b).collect()
}

fn count(bits: &Bits) -> u32 {
    bits.iter().map(|word| word.count_ones()).sum()
}

fn common(a: &Bits, b: &Bits) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(members: impl IntoIterator<Item = usize>) -> Bits {
        let mut bits = vec![0; 4];
        members.into_iter().for_each(|place: usize| bits[place / 64] |= 1 << (place % 64));
        bits
    }

    #[test]
    fn what_only_follows_from_talking_much_is_no_rule() {
        // The first half talks and bears both things by half, the second bears neither.
        let talkers = |offset: usize| bits((0..100).filter(move |place| (place / (1 + offset)).is_multiple_of(2)));
        let bearing =
            Bearing { members: 200, things: vec![talkers(0), talkers(1)], strata: vec![bits(0..100), bits(100..200)] };
        let limits = Limits { members: 20, ..Limits::default() };
        let tried = tried(&bearing, &|_, _| false, &limits);
        assert!(tried.iter().all(|rule| rule.lift > 1.9 && (rule.adjusted - 1.0).abs() < 1e-9), "{tried:?}");
        assert_eq!(tried.len(), 2);
        assert_eq!(find(&bearing, &|_, _| false, &limits), []);
    }

    #[test]
    fn what_follows_by_definition_is_no_rule() {
        let bearing = Bearing { members: 200, things: vec![bits(0..60), bits(0..50)], strata: vec![bits(0..200)] };
        let limits = Limits::default();
        assert_eq!(find(&bearing, &|_, _| false, &limits).len(), 2);
        assert_eq!(find(&bearing, &|_, _| true, &limits), []);
    }

    #[test]
    fn equal_numbers_stay_in_one_level() {
        let numbers: Vec<u32> = (0..100).map(|n| if n < 50 { 0 } else { n }).collect();
        let levels = strata(&numbers);
        assert_eq!(count(&levels[0]), 50);
        assert_eq!(levels.iter().map(count).sum::<u32>(), 100);
    }
}
