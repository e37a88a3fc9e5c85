//! How well a score agrees with a truth.

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
