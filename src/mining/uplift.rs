//! How much more often the contacted did something than those like them who were not.

use super::Z;

/// A stratum: (how many did, of how many) among the contacted, and among the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stratum {
    /// Of the contacted.
    pub contacted: (u64, u64),
    /// Of those who were not.
    pub others: (u64, u64),
}

/// A difference of shares over strata, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uplift {
    /// The share among the contacted, weighted over the strata.
    pub share: f64,
    /// Among the others, weighted alike.
    pub other_share: f64,
    /// The first minus the second.
    pub difference: f64,
    /// The ends of the interval; `None` of too few ([`FEWEST`], [`FEWEST_ALIKE`]).
    pub interval: Option<(f64, f64)>,
    /// Contacted members in strata with both.
    pub contacted: u64,
    /// Others there.
    pub others: u64,
    /// Such strata.
    pub strata: u64,
}

/// Members that an interval needs on either side.
pub const FEWEST: u64 = 10;
/// Members over both sides who did, and who did not, that an interval needs: of fewer the variance says too little, and
/// nothing where all are alike.
pub const FEWEST_ALIKE: u64 = 5;

/// The Mantel–Haenszel difference of shares with the variance of Sato (Biometrics 45, 1989), which
/// holds for many small strata as for a few large ones. Strata that lack either side count nowhere;
/// `None` if all do.
pub fn uplift(strata: impl IntoIterator<Item = Stratum>) -> Option<Uplift> {
    let (mut weights, mut share, mut other_share, mut p, mut q) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut contacted, mut others, mut used, mut did) = (0, 0, 0, 0);
    for stratum in strata {
        let ((a, n1), (c, n0)) = (stratum.contacted, stratum.others);
        if n1 == 0 || n0 == 0 {
            continue;
        }
        contacted += n1;
        others += n0;
        used += 1;
        did += a + c;
        let (a, n1, c, n0) = (a as f64, n1 as f64, c as f64, n0 as f64);
        let n = n1 + n0;
        weights += n1 * n0 / n;
        share += a * n0 / n;
        other_share += c * n1 / n;
        p += (n1 * n1 * c - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2.0) / (n * n);
        q += (a * (n0 - c) + c * (n1 - a)) / (2.0 * n);
    }
    if weights == 0.0 {
        return None;
    }
    let (share, other_share) = (share / weights, other_share / weights);
    let difference = share - other_share;
    let error = ((difference * p + q).max(0.0)).sqrt() / weights;
    let is_enough = contacted.min(others) >= FEWEST && did.min(contacted + others - did) >= FEWEST_ALIKE;
    let interval = is_enough.then(|| ((difference - Z * error).max(-1.0), (difference + Z * error).min(1.0)));
    Some(Uplift { share, other_share, difference, interval, contacted, others, strata: used })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stratum(contacted: (u64, u64), others: (u64, u64)) -> Stratum {
        Stratum { contacted, others }
    }

    #[test]
    fn one_stratum_of_equal_sides_is_a_plain_difference() {
        let found = uplift([stratum((30, 100), (10, 100))]).unwrap();
        let error = (0.3_f64 * 0.7 / 100.0 + 0.1 * 0.9 / 100.0).sqrt();
        assert!((found.difference - 0.2).abs() < 1e-12);
        let (low, high) = found.interval.unwrap();
        assert!((high - low - 2.0 * 1.96 * error).abs() < 1e-9);
    }

    #[test]
    fn too_few_or_all_alike_have_no_interval() {
        let interval = |contacted, others| uplift([stratum(contacted, others)]).unwrap().interval;
        for (contacted, others) in [((1, 2), (0, 3)), ((5, 9), (5, 90)), ((0, 100), (0, 100)), ((100, 100), (96, 100))]
        {
            assert_eq!(interval(contacted, others), None, "{contacted:?} {others:?}");
        }
        assert!(interval((5, 10), (0, 10)).is_some());
    }

    #[test]
    fn who_is_like_nobody_on_the_other_side_counts_nowhere() {
        let matched = [stratum((8, 20), (5, 50))];
        let more = [stratum((8, 20), (5, 50)), stratum((40, 40), (0, 0)), stratum((0, 0), (0, 900))];
        assert_eq!(uplift(matched), uplift(more));
        assert_eq!(uplift([stratum((40, 40), (0, 0))]), None);
    }

    /// The contacted are the keener ones; within each stratum contact changes nothing.
    #[test]
    fn a_campaign_among_the_keen_has_no_lift_by_their_keenness() {
        let strata = [stratum((45, 90), (5, 10)), stratum((1, 10), (9, 90))];
        let found = uplift(strata).unwrap();
        assert!(found.difference.abs() < 1e-12, "{found:?}");
        let (low, high) = found.interval.unwrap();
        assert!(low < 0.0 && high > 0.0, "{found:?}");
        let plain = 46.0 / 100.0 - 14.0 / 100.0;
        assert!(plain > 0.3);
    }
}
