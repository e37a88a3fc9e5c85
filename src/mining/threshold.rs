//! Where to draw a rule's line, learnt from verdicts on both sides of it.

/// Verdicts beyond a line, at least, for it to be proposed.
const LEAST: usize = 10;

/// A line and what lies on its good side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The number.
    pub at: f64,
    /// Verdicts beyond it that say yes.
    pub right: u64,
    /// Verdicts beyond it.
    pub n: u64,
}

/// The line that keeps the most good verdicts among those beyond which the share of good ones is at least
/// `floor`. Points are (number, good); good numbers are high. `None` if all points together are good
/// enough already, or no line with ten verdicts beyond it would do.
pub fn line(points: &[(f64, bool)], floor: f64) -> Option<Line> {
    let mut sorted: Vec<(f64, bool)> = points.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut best: Option<Line> = None;
    let mut right = 0;
    for (place, (at, good)) in sorted.iter().enumerate() {
        right += u64::from(*good);
        let n = place + 1;
        let ends_here = sorted.get(n).is_none_or(|(next, _)| next < at);
        let is_good_enough = right as f64 >= floor * n as f64;
        if n >= LEAST && ends_here && is_good_enough && best.is_none_or(|best| right >= best.right) {
            best = Some(Line { at: *at, right, n: n as u64 });
        }
    }
    best.filter(|best| best.n < sorted.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(good: &[f64], bad: &[f64]) -> Vec<(f64, bool)> {
        good.iter().map(|at| (*at, true)).chain(bad.iter().map(|at| (*at, false))).collect()
    }

    #[test]
    fn the_line_keeps_the_most_while_it_is_true_enough() {
        let good: Vec<f64> = (10..22).map(f64::from).collect();
        let bad: Vec<f64> = (1..10).map(f64::from).collect();
        assert_eq!(line(&points(&good, &bad), 0.8), Some(Line { at: 7.0, right: 12, n: 15 }));
        assert_eq!(line(&points(&good, &bad), 1.0), Some(Line { at: 10.0, right: 12, n: 12 }));
    }

    #[test]
    fn no_line_where_all_is_well_or_nothing_helps() {
        let good: Vec<f64> = (0..20).map(f64::from).collect();
        assert_eq!(line(&points(&good, &[3.0]), 0.8), None, "good enough as it is");
        assert_eq!(line(&points(&good[..9], &[30.0; 9]), 0.8), None, "the bad ones lie higher");
        assert_eq!(line(&points(&good[..9], &[-1.0; 9]), 1.0), None, "nine are too few");
    }

    #[test]
    fn equal_numbers_stay_together() {
        let tied = points(&[5.0; 10], &[5.0, 1.0, 1.0, 1.0]);
        assert_eq!(line(&tied, 0.9), Some(Line { at: 5.0, right: 10, n: 11 }));
    }
}
