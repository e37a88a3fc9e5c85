//! How well a score agrees with a truth.

use super::Z;

/// Area under the ROC curve: the chance that a positive scores above a negative, ties counting
/// half (Mann–Whitney U). `None` without both classes.
pub fn auc(scored: &[(f64, bool)]) -> Option<f64> {
    let positives = scored.iter().filter(|(_, truth)| *truth).count() as f64;
    let negatives = scored.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 {
        return None;
    }
    let scores: Vec<f64> = scored.iter().map(|(score, _)| *score).collect();
    let ranks = ranks(&scores);
    let sum: f64 = ranks.iter().zip(scored).filter(|(_, (_, truth))| *truth).map(|(rank, _)| rank).sum();
    Some((sum - positives * (positives + 1.0) / 2.0) / (positives * negatives))
}

/// Spearman's rank correlation, ties at their mean rank. `None` under two pairs or without spread.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let left: Vec<f64> = pairs.iter().map(|(x, _)| *x).collect();
    let right: Vec<f64> = pairs.iter().map(|(_, y)| *y).collect();
    pearson(&ranks(&left), &ranks(&right))
}

/// The share of positives among the `k` highest scores; scores that tie at the edge count by
/// their share of positives, so that the order of the input does not matter.
pub fn precision_at_k(scored: &[(f64, bool)], k: usize) -> Option<f64> {
    if k == 0 || scored.len() < k {
        return None;
    }
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let edge = sorted[k - 1].0;
    let above = sorted.iter().filter(|(score, _)| *score > edge);
    let (places, hits) = above.fold((0usize, 0usize), |(n, hits), (_, truth)| (n + 1, hits + usize::from(*truth)));
    let tied: Vec<bool> = sorted.iter().filter(|(score, _)| *score == edge).map(|(_, truth)| *truth).collect();
    let share = tied.iter().filter(|truth| **truth).count() as f64 / tied.len() as f64;
    Some((hits as f64 + share * (k - places) as f64) / k as f64)
}

/// Mean squared distance of probabilities from what happened (Brier 1950). `None` if empty.
pub fn brier(predicted: &[(f64, bool)]) -> Option<f64> {
    let sum: f64 = predicted.iter().map(|(p, truth)| (p - f64::from(u8::from(*truth))).powi(2)).sum();
    (!predicted.is_empty()).then(|| sum / predicted.len() as f64)
}

/// How well a score orders members as a truth does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Rank correlation with the true values.
    pub spearman: Option<f64>,
    /// Area under the ROC curve for a true value above the threshold.
    pub auc: Option<f64>,
    /// The share of such members among the highest 10, 20 and 50.
    pub precision_at: [(usize, Option<f64>); 3],
}

/// Measures pairs of score and true value.
pub fn agreement(pairs: &[(f64, f64)], threshold: f64) -> Agreement {
    let classes: Vec<(f64, bool)> = pairs.iter().map(|(score, value)| (*score, *value > threshold)).collect();
    Agreement {
        spearman: spearman(pairs),
        auc: auc(&classes),
        precision_at: [10, 20, 50].map(|k| (k, precision_at_k(&classes, k))),
    }
}

/// Two scores of the same people beside each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// AUC of the first.
    pub one: f64,
    /// Its 95 % interval.
    pub one_interval: (f64, f64),
    /// AUC of the second.
    pub other: f64,
    /// Its 95 % interval.
    pub other_interval: (f64, f64),
    /// The 95 % interval of the second minus the first.
    pub difference: (f64, f64),
}

/// The AUC of two scores, (first, second, truth), with intervals that know that the people are the same (DeLong,
/// DeLong and Clarke-Pearson, Biometrics 44, 1988). `None` with fewer than two of either class.
pub fn paired(scored: &[(f64, f64, bool)]) -> Option<Paired> {
    let positives = scored.iter().filter(|(.., truth)| *truth).count();
    if positives.min(scored.len() - positives) < 2 {
        return None;
    }
    let (one, other) = (placements(scored, |pair| pair.0), placements(scored, |pair| pair.1));
    let spread = |a: &Placements, b: &Placements| {
        covariance(&a.above, &b.above) / a.above.len() as f64 + covariance(&a.below, &b.below) / a.below.len() as f64
    };
    let around = |auc: f64, error: f64| ((auc - Z * error).max(0.0), (auc + Z * error).min(1.0));
    let (a, b) = (mean(&one.above), mean(&other.above));
    let (of_one, of_other) = (spread(&one, &one), spread(&other, &other));
    let error = (of_one + of_other - 2.0 * spread(&one, &other)).max(0.0).sqrt();
    Some(Paired {
        one: a,
        one_interval: around(a, of_one.sqrt()),
        other: b,
        other_interval: around(b, of_other.sqrt()),
        difference: ((b - a) - Z * error, (b - a) + Z * error),
    })
}

/// For each positive the share of negatives below it, and for each negative the share of positives above it; ties
/// count half.
struct Placements {
    above: Vec<f64>,
    below: Vec<f64>,
}

fn placements(scored: &[(f64, f64, bool)], score: impl Fn(&(f64, f64, bool)) -> f64) -> Placements {
    let all = ranks(&scored.iter().map(&score).collect::<Vec<_>>());
    let of = |class: bool| -> (Vec<f64>, Vec<f64>) {
        let own = scored.iter().zip(&all).filter(|((.., truth), _)| *truth == class);
        let (scores, among_all): (Vec<f64>, Vec<f64>) = own.map(|(pair, rank)| (score(pair), *rank)).unzip();
        (among_all, ranks(&scores))
    };
    let (positives, negatives) = (of(true), of(false));
    let share = |(among_all, among_own): (Vec<f64>, Vec<f64>), others: usize| -> Vec<f64> {
        among_all.iter().zip(among_own).map(|(all, own)| (all - own) / others as f64).collect()
    };
    let (up, down) = (negatives.0.len(), positives.0.len());
    let below: Vec<f64> = share(negatives, down).into_iter().map(|share| 1.0 - share).collect();
    Placements { above: share(positives, up), below }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (of_a, of_b) = (mean(a), mean(b));
    a.iter().zip(b).map(|(x, y)| (x - of_a) * (y - of_b)).sum::<f64>() / (a.len() as f64 - 1.0)
}

/// Ranks from 1, ties at their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let tied = order[from..].iter().take_while(|i| values[**i] == values[order[from]]).count().max(1);
        let mean = from as f64 + (tied as f64 + 1.0) / 2.0;
        for place in &order[from..from + tied] {
            ranks[*place] = mean;
        }
        from += tied;
    }
    ranks
}

fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    let n = x.len() as f64;
    let (mean_x, mean_y) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let product: f64 = x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let spread = |values: &[f64], mean: f64| values.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
    let scale = (spread(x, mean_x) * spread(y, mean_y)).sqrt();
    (x.len() >= 2 && scale > 0.0).then(|| product / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_scores_of_the_same_people_as_by_hand() {
        // benches/reference_reasons.py, paired: .875 ± .123322, .825 ± .150693, the difference ± .175594.
        let did = [(0.9, 0.7), (0.8, 0.9), (0.4, 0.5), (0.6, 0.3)].map(|(a, b)| (a, b, true));
        let did_not = [(0.1, 0.2), (0.5, 0.4), (0.3, 0.6), (0.2, 0.1), (0.6, 0.3)].map(|(a, b)| (a, b, false));
        let scored: Vec<_> = did.into_iter().chain(did_not).collect();
        let found = paired(&scored).unwrap();
        assert!((found.one - 0.875).abs() < 1e-12 && (found.other - 0.825).abs() < 1e-12, "{found:?}");
        assert!((found.one_interval.0 - (0.875 - 1.96 * 0.123_322_071_6)).abs() < 1e-9, "{found:?}");
        assert!((found.other_interval.0 - (0.825 - 1.96 * 0.150_692_844_3)).abs() < 1e-9, "{found:?}");
        assert!((found.difference.0 - (-0.05 - 1.96 * 0.175_594_229_2)).abs() < 1e-9, "{found:?}");
        assert!((found.difference.1 - (-0.05 + 1.96 * 0.175_594_229_2)).abs() < 1e-9, "{found:?}");
        assert_eq!(paired(&scored[3..]), None, "one who did is too few");
    }

    #[test]
    fn auc_counts_pairs_in_the_right_order() {
        // Pairs (positive, negative): .8>.4, .8>.1, .35<.4, .35>.1 → 3 of 4.
        let scored = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
        assert_eq!(auc(&scored), Some(0.75));
        assert_eq!(auc(&[(1.0, true), (1.0, false)]), Some(0.5), "a tie is a coin");
        assert_eq!(auc(&[(1.0, true)]), None);
    }

    #[test]
    fn spearman_by_hand() {
        // Ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² = 4, ρ = 1 − 6·4/(5·24) = .8.
        let pairs = [(10.0, 20.0), (20.0, 10.0), (30.0, 40.0), (40.0, 30.0), (50.0, 50.0)];
        assert!((spearman(&pairs).unwrap() - 0.8).abs() < 1e-12);
        assert_eq!(spearman(&[(1.0, 1.0), (1.0, 2.0)]), None, "no spread, no correlation");
    }

    #[test]
    fn precision_at_k_shares_a_tied_edge() {
        let scored = [(3.0, true), (2.0, true), (2.0, false), (1.0, false)];
        assert_eq!(precision_at_k(&scored, 1), Some(1.0));
        assert_eq!(precision_at_k(&scored, 2), Some(0.75));
        assert_eq!(precision_at_k(&scored, 5), None);
    }

    #[test]
    fn brier_by_hand() {
        assert!((brier(&[(0.8, true), (0.4, false)]).unwrap() - 0.1).abs() < 1e-12);
    }
}
