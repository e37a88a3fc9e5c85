//! Logistic regression that is drawn towards weights known before.

/// Where Newton's steps have become nothing.
const STILL: f64 = 1e-7;
/// Newton's steps at most, halved ones too; five to eight are usual.
const STEPS: usize = 50;

/// A case: its numbers, the first of them 1 for the intercept, and whether it happened.
pub type Case<const N: usize> = ([f64; N], bool);

/// The weights most likely to have made the cases happen, less `ridge`/2 × the squared distance from
/// `prior`: iteratively reweighted least squares, from `weights` on. Without cases they are the prior.
pub fn fit<const N: usize>(
    cases: impl Iterator<Item = Case<N>> + Clone,
    prior: &[f64; N],
    ridge: f64,
    mut weights: [f64; N],
) -> [f64; N] {
    let (mut height, mut step) = look(cases.clone(), &weights, prior, ridge);
    for _ in 0..STEPS {
        if step.iter().all(|by| by.abs() < STILL) {
            break;
        }
        let mut next = weights;
        next.iter_mut().zip(step).for_each(|(weight, by)| *weight += by);
        let (higher, onward) = look(cases.clone(), &next, prior, ridge);
        if higher < height {
            step.iter_mut().for_each(|by| *by /= 2.0);
        } else {
            (weights, height, step) = (next, higher, onward);
        }
    }
    weights
}

/// The probability of a case.
pub fn probability<const N: usize>(weights: &[f64; N], case: &[f64; N]) -> f64 {
    logistic(dot(weights, case))
}

/// The probability of log odds.
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// How likely the cases are, in logarithms and less the pull; and Newton's step, the slope over the curvature.
fn look<const N: usize>(
    cases: impl Iterator<Item = Case<N>>,
    weights: &[f64; N],
    prior: &[f64; N],
    ridge: f64,
) -> (f64, [f64; N]) {
    let mut height = 0.0;
    let mut slope = [0.0; N];
    let mut curvature = [[0.0; N]; N];
    for (case, happened) in cases {
        let p = probability(weights, &case);
        height += if happened { p } else { 1.0 - p }.max(f64::MIN_POSITIVE).ln();
        let (miss, spread) = (f64::from(u8::from(happened)) - p, p * (1.0 - p));
        for (i, x) in case.iter().enumerate() {
            slope[i] += miss * x;
            for (sum, y) in curvature[i][..=i].iter_mut().zip(&case) {
                *sum += spread * x * y;
            }
        }
    }
    for i in 0..N {
        let pull = weights[i] - prior[i];
        height -= ridge / 2.0 * pull * pull;
        slope[i] -= ridge * pull;
        curvature[i][i] += ridge;
    }
    (height, solve(curvature, slope))
}

/// Solves a positive definite system, given below its diagonal, by its Cholesky factor.
fn solve<const N: usize>(mut factor: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for i in 0..N {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = factor[i][j] - known;
            factor[i][j] = if i == j { rest.max(f64::MIN_POSITIVE).sqrt() } else { rest / factor[j][j] };
        }
        let known: f64 = (0..i).map(|k| factor[i][k] * right[k]).sum();
        right[i] = (right[i] - known) / factor[i][i];
    }
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|k| factor[k][i] * right[k]).sum();
        right[i] = (right[i] - known) / factor[i][i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 10 with the trait 8 happened, of 20 without it 5.
    fn table() -> Vec<Case<2>> {
        let cell = |trait_: f64, happened, n| std::iter::repeat_n(([1.0, trait_], happened), n);
        [cell(1.0, true, 8), cell(1.0, false, 2), cell(0.0, true, 5), cell(0.0, false, 15)]
            .into_iter()
            .flatten()
            .collect()
    }

    #[test]
    fn of_a_table_of_four_the_weights_are_its_log_odds() {
        // Intercept ln(5/15), slope ln(8/2) − ln(5/15) = ln 12.
        let weights = fit(table().into_iter(), &[0.0, 0.0], 1e-9, [0.0, 0.0]);
        assert!((weights[0] - (5.0_f64 / 15.0).ln()).abs() < 1e-6, "{weights:?}");
        assert!((weights[1] - 12.0_f64.ln()).abs() < 1e-6, "{weights:?}");
        assert!((probability(&weights, &[1.0, 1.0]) - 0.8).abs() < 1e-6);
    }

    #[test]
    fn a_start_far_off_comes_to_the_same_end() {
        let near = fit(table().into_iter(), &[0.0, 0.0], 0.1, [0.0, 0.0]);
        let far = fit(table().into_iter(), &[0.0, 0.0], 0.1, [-9.0, 20.0]);
        assert!((near[0] - far[0]).abs() + (near[1] - far[1]).abs() < 1e-5, "{near:?} {far:?}");
    }

    #[test]
    fn few_cases_stay_near_what_was_known_and_none_at_it() {
        let prior = [-1.0, 0.5];
        assert_eq!(fit(std::iter::empty(), &prior, 10.0, prior), prior);
        let drawn = fit(table().into_iter(), &prior, 10.0, prior);
        assert!(drawn[1] > 0.5 && drawn[1] < 12.0_f64.ln(), "{drawn:?}");
        // At the end the slope is balanced by the pull: Σ (happened − p)·x = ridge · (weight − prior).
        let pulled: f64 = table().iter().map(|(x, y)| f64::from(u8::from(*y)) - probability(&drawn, x)).sum();
        assert!((pulled - 10.0 * (drawn[0] - prior[0])).abs() < 1e-5);
    }

    #[test]
    fn classes_that_do_not_overlap_give_a_steep_line_and_no_infinity() {
        let apart = (0..40).map(|x| ([1.0, f64::from(x)], x >= 20));
        let weights = fit(apart, &[0.0, 0.0], 1.0, [0.0, 0.0]);
        assert!(weights.iter().all(|weight| weight.is_finite()) && weights[1] > 0.1, "{weights:?}");
    }
}
