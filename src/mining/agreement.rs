//! How well given labels agree with true ones.

use std::collections::BTreeMap;

use super::Z;

/// Counts of true label and given label; `None` is a row without an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confusion {
    counts: BTreeMap<(String, Option<String>), u64>,
}

/// How well one label is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassScore {
    /// The share of rows so labelled that are so; `None` where none was.
    pub precision: Option<f64>,
    /// The share of its rows that were so labelled.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Rows that truly bear the label.
    pub n: u64,
}

impl Confusion {
    /// Counts a row.
    pub fn add(&mut self, truth: &str, given: Option<&str>) {
        *self.counts.entry((truth.to_owned(), given.map(str::to_owned))).or_default() += 1;
    }

    /// All rows.
    pub fn n(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Rows that got an answer.
    pub fn answered(&self) -> u64 {
        self.sum(|_, given| given.is_some())
    }

    /// Rows whose label is the true one.
    pub fn right(&self) -> u64 {
        self.sum(|truth, given| given == Some(truth))
    }

    /// The true labels with their scores, in alphabetical order.
    pub fn classes(&self) -> BTreeMap<&str, ClassScore> {
        self.counts.keys().map(|(truth, _)| (truth.as_str(), self.class(truth))).collect()
    }

    /// The mean F1 over the true labels. `None` without rows.
    pub fn macro_f1(&self) -> Option<f64> {
        let classes = self.classes();
        (!classes.is_empty()).then(|| classes.values().map(|class| class.f1).sum::<f64>() / classes.len() as f64)
    }

    /// True label, given label, and how many rows.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>, u64)> {
        self.counts.iter().map(|((truth, given), count)| (truth.as_str(), given.as_deref(), *count))
    }

    fn class(&self, label: &str) -> ClassScore {
        let both = self.sum(|truth, given| truth == label && given == Some(label)) as f64;
        let n = self.sum(|truth, _| truth == label);
        let given = self.sum(|_, given| given == Some(label));
        let precision = (given > 0).then(|| both / given as f64);
        ClassScore { precision, recall: both / n as f64, f1: 2.0 * both / (n + given) as f64, n }
    }

    fn sum(&self, holds: impl Fn(&str, Option<&str>) -> bool) -> u64 {
        self.counts.iter().filter(|((truth, given), _)| holds(truth, given.as_deref())).map(|(_, count)| count).sum()
    }
}

/// The 95 % interval of a share (Wilson 1927). `None` of nothing.
pub fn wilson(hits: u64, n: u64) -> Option<(f64, f64)> {
    let (hits, n) = (hits as f64, n as f64);
    if n == 0.0 {
        return None;
    }
    let share = hits / n;
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    Some(((middle - half) / whole, (middle + half) / whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_come_from_the_table_of_truth_and_answer() {
        let mut confusion = Confusion::default();
        for (truth, given) in
            [("neg", Some("neg")), ("neg", Some("neg")), ("neg", Some("pos")), ("pos", Some("pos")), ("pos", None)]
        {
            confusion.add(truth, given);
        }
        assert_eq!((confusion.n(), confusion.answered(), confusion.right()), (5, 4, 3));
        let classes = confusion.classes();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(near(classes["neg"].precision.unwrap(), 1.0) && near(classes["neg"].recall, 2.0 / 3.0));
        assert!(near(classes["pos"].f1, 0.5) && near(confusion.macro_f1().unwrap(), (0.8 + 0.5) / 2.0));
        assert_eq!(Confusion::default().macro_f1(), None);
    }

    #[test]
    fn wilson_stays_inside_and_narrows() {
        // 7 of 10, by the formula in Wilson's article.
        let (low, high) = wilson(7, 10).unwrap();
        assert!((low - 0.3968).abs() < 1e-3 && (high - 0.8922).abs() < 1e-3, "{low} {high}");
        assert!(wilson(0, 5).unwrap().0.abs() < 1e-12);
        assert_eq!(wilson(0, 0), None);
    }
}
