//! Amounts in the store's currency.

use serde::{Deserialize, Serialize};

/// An amount in minor units (分 for CNY), so that sums are exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

impl Money {
    /// From major units (元), rounded to the nearest minor unit.
    pub fn from_major(amount: f64) -> Money {
        Money((amount * 100.0).round() as i64)
    }

    /// In major units (元).
    pub fn major(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl std::ops::Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money(0), |total, amount| total + amount)
    }
}
