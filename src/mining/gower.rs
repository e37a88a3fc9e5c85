//! How alike two people are: the general coefficient of similarity of J. C. Gower (Biometrics 27, 1971).
//!
//! S = Σ w·s / Σ w over the respects in which both are known. Here every weight is 1 where a respect counts, and 0
//! where it is unknown of either, or where both lack what only some have.

/// The sums behind a coefficient.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    /// Σ w·s.
    pub alike: f32,
    /// Σ w: in how many respects the two were compared.
    pub compared: u32,
}

impl Likeness {
    /// Takes respects into account: how many, and how alike the two are in them together.
    pub fn add(&mut self, alike: f64, compared: u32) {
        self.alike += alike as f32;
        self.compared += compared;
    }

    /// 0 of two who are alike in nothing, to 1; `None` where fewer than so many respects were compared.
    pub fn coefficient(self, least: u32) -> Option<f64> {
        (self.compared >= least.max(1)).then(|| f64::from(self.alike) / f64::from(self.compared))
    }
}

/// How near two numbers are, 0–1, of a quantity that spreads over `range`; alike where nobody differs.
pub fn nearness(one: f64, other: f64, range: f64) -> f64 {
    if range > 0.0 { 1.0 - (one - other).abs() / range } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unknown_of_either_counts_neither_way() {
        let mut likeness = Likeness::default();
        assert_eq!(likeness.coefficient(1), None);
        likeness.add(1.0, 1);
        likeness.add(nearness(20.0, 80.0, 100.0), 1);
        likeness.add(0.0, 1);
        // (1 + 0.4 + 0) / 3
        assert!((likeness.coefficient(3).unwrap() - 1.4 / 3.0).abs() < 1e-6);
        assert_eq!(likeness.coefficient(4), None, "three respects are fewer than four");
    }

    #[test]
    fn numbers_are_near_by_their_range() {
        assert_eq!(nearness(0.0, 50.0, 50.0), 0.0);
        assert_eq!(nearness(-0.5, 0.0, 2.0), 0.75);
        assert_eq!(nearness(7.0, 7.0, 0.0), 1.0);
    }
}
