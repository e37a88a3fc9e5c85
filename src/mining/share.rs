//! How far two shares lie apart.

use super::Z;

/// A difference of two shares with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// First minus second.
    pub difference: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The distance from none, in standard errors.
    pub strength: f64,
}

/// The difference of `of_a.0 / of_a.1` and `of_b.0 / of_b.1` after Agresti and Caffo (The American
/// Statistician 54, 2000): a success and a failure are added to each side. `None` where a side is empty.
pub fn difference(of_a: (u64, u64), of_b: (u64, u64)) -> Option<Difference> {
    let side = |(hits, of): (u64, u64)| {
        let of = of as f64 + 2.0;
        let share = (hits as f64 + 1.0) / of;
        (share, share * (1.0 - share) / of)
    };
    if of_a.1 == 0 || of_b.1 == 0 {
        return None;
    }
    let ((a, spread_a), (b, spread_b)) = (side(of_a), side(of_b));
    let error = (spread_a + spread_b).sqrt();
    let exact = of_a.0 as f64 / of_a.1 as f64 - of_b.0 as f64 / of_b.1 as f64;
    let (low, high) = ((a - b - Z * error).max(-1.0), (a - b + Z * error).min(1.0));
    Some(Difference { difference: exact, low, high, strength: (a - b).abs() / error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_many_is_surer_than_one_of_few() {
        let few = difference((4, 8), (1, 8)).unwrap();
        let many = difference((400, 800), (100, 800)).unwrap();
        assert_eq!(few.difference, many.difference);
        assert!(few.low < 0.0 && many.low > 0.0 && many.strength > few.strength);
        assert_eq!(difference((0, 0), (1, 8)), None);
    }

    #[test]
    fn the_interval_is_that_of_the_formula_by_hand() {
        // (7+1)/(10+2) − (2+1)/(10+2) = 5/12, ± 1.96·√(8·4/12³ + 3·9/12³)
        let found = difference((7, 10), (2, 10)).unwrap();
        let half = 1.96 * (59.0_f64 / 1728.0).sqrt();
        assert!((found.low - (5.0 / 12.0 - half)).abs() < 1e-9 && (found.high - (5.0 / 12.0 + half)).abs() < 1e-9);
    }
}
