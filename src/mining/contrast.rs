//! What those who left had more often than those who stayed: log odds ratios of tables of four, community by
//! community.

use super::Z;

/// Of how many a factor is known, and of how many of them it is true.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Those of whom it is true.
    pub n: u64,
    /// Those of whom it is known.
    pub of: u64,
}

/// How far a factor sets two sides apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// ln of the odds ratio; above 0 it is more frequent on the first side.
    pub log_odds: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The probability of such a distance by chance, on either side.
    pub p: f64,
}

/// Fewer on a side, fewer who have the factor, or fewer who lack it, tell nothing.
const LEAST_ON_A_SIDE: u64 = 30;
const LEAST_OF_A_KIND: u64 = 10;

impl Share {
    /// Counts one more.
    pub fn add(&mut self, is_so: bool) {
        self.n += u64::from(is_so);
        self.of += 1;
    }

    fn and(self, other: Share) -> Share {
        Share { n: self.n + other.n, of: self.of + other.of }
    }
}

/// The two sides of one stratum.
pub type Stratum = (Share, Share);

/// Both sides over all strata.
pub fn total(strata: &[Stratum]) -> Stratum {
    strata.iter().fold(Stratum::default(), |(one, other), (a, b)| (one.and(*a), other.and(*b)))
}

/// The log odds ratio within strata (Mantel and Haenszel 1959), a half added to each cell (Haldane 1956, Anscombe
/// 1956), with the variance of Robins, Breslow and Greenland (Biometrics 42, 1986), which of one stratum is Woolf's
/// (1955). Strata without a side count nowhere; `None` where there are too few.
pub fn contrast(strata: &[Stratum]) -> Option<Contrast> {
    let strata: Vec<Stratum> = strata.iter().copied().filter(|(one, other)| one.of > 0 && other.of > 0).collect();
    let (one, other) = total(&strata);
    let bearers = one.n + other.n;
    let enough = one.of.min(other.of) >= LEAST_ON_A_SIDE
        && bearers.min((one.of + other.of).saturating_sub(bearers)) >= LEAST_OF_A_KIND;
    if !enough {
        return None;
    }
    let (mut r, mut s, mut pr, mut ps_qr, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (one, other) in &strata {
        let [a, b, c, d] = [one.n, one.of - one.n, other.n, other.of - other.n].map(|n| n as f64 + 0.5);
        let n = a + b + c + d;
        let (p, q) = ((a + d) / n, (b + c) / n);
        let (for_, against) = (a * d / n, b * c / n);
        r += for_;
        s += against;
        pr += p * for_;
        ps_qr += p * against + q * for_;
        qs += q * against;
    }
    let log_odds = (r / s).ln();
    let error = (pr / (2.0 * r * r) + ps_qr / (2.0 * r * s) + qs / (2.0 * s * s)).sqrt();
    Some(Contrast { log_odds, low: log_odds - Z * error, high: log_odds + Z * error, p: both_tails(log_odds / error) })
}

/// The probability of a standard normal number at least so far from 0, to 1.5·10⁻⁷ (Abramowitz and Stegun 7.1.26).
fn both_tails(z: f64) -> f64 {
    const A: [f64; 5] = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let sum = A.iter().rev().fold(0.0, |sum, a| (sum + a) * t);
    (sum * (-x * x).exp()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_four_by_hand() {
        // 30 of 60 against 20 of 100: (30.5·80.5)/(30.5·20.5) = 3.926829…, ln = 1.367832…;
        // variance 2/30.5 + 1/20.5 + 1/80.5 = .126777…, error .356058…; z = 3.8416, p = .000122.
        let found = contrast(&[(Share { n: 30, of: 60 }, Share { n: 20, of: 100 })]).unwrap();
        assert!((found.log_odds - 1.367_832).abs() < 1e-5, "{found:?}");
        assert!((found.low - 0.669_96).abs() < 1e-4 && (found.high - 2.065_71).abs() < 1e-4, "{found:?}");
        assert!((found.p - 0.000_122).abs() < 2e-6, "{found:?}");
    }

    #[test]
    fn two_strata_as_statsmodels_pools_them() {
        // benches/reference_reasons.py: the odds within, .287 357 the standard error.
        let share = |n, of| Share { n, of };
        let found = contrast(&[(share(30, 60), share(20, 100)), (share(12, 20), share(40, 90))]).unwrap();
        assert!((found.log_odds - 1.098_244).abs() < 1e-6, "{found:?}");
        assert!((found.low - 0.535_024).abs() < 1e-5 && (found.high - 1.661_464).abs() < 1e-5, "{found:?}");
    }

    /// Within either community the factor tells nothing; one has many who have it and many who leave.
    #[test]
    fn a_factor_of_one_community_is_no_reason_in_another() {
        let share = |n, of| Share { n, of };
        let strata = [(share(72, 80), share(18, 20)), (share(2, 20), share(8, 80))];
        let within = contrast(&strata).unwrap();
        assert!(within.low < 0.0 && within.high > 0.0, "{within:?}");
        assert!(contrast(&[total(&strata)]).unwrap().low > 1.0, "pooled it would be one");
    }

    #[test]
    fn tails_of_the_normal_distribution() {
        for (z, p) in [(0.0, 1.0), (1.0, 0.317_311), (1.96, 0.049_996), (-3.0, 0.002_700)] {
            assert!((both_tails(z) - p).abs() < 1e-6, "{z}: {}", both_tails(z));
        }
    }

    #[test]
    fn too_few_tell_nothing() {
        let share = |n, of| Share { n, of };
        assert_eq!(contrast(&[(share(15, 29), share(20, 100))]), None, "a side of 29");
        assert_eq!(contrast(&[(share(5, 60), share(4, 100))]), None, "nine who have it");
        assert_eq!(contrast(&[(share(60, 60), share(91, 100))]), None, "nine who lack it");
        assert!(contrast(&[(share(10, 60), share(0, 100))]).is_some());
        assert_eq!(contrast(&[(share(30, 60), share(0, 0)), (share(0, 0), share(20, 100))]), None, "nowhere both");
    }
}
