//! What was measured, as a table.

use std::fmt;
use std::time::Duration;

#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 4]>,
}

impl Table {
    /// A measurement beside its target.
    pub fn line(&mut self, what: &str, target: &str, measured: String, is_met: bool) {
        let verdict = if is_met { "met" } else { "missed" };
        self.rows.push([what.to_owned(), target.to_owned(), measured, verdict.to_owned()]);
    }

    /// A measurement without a target.
    pub fn remark(&mut self, what: &str, measured: String) {
        self.rows.push([what.to_owned(), String::new(), measured, String::new()]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "| what | target | measured | |\n|---|---|---|---|")?;
        self.rows.iter().try_for_each(|row| writeln!(to, "| {} |", row.join(" | ")))
    }
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// The value below which a share of all values lies.
pub fn quantile(values: &[Duration], share: f64) -> Duration {
    let mut values = values.to_vec();
    values.sort_unstable();
    let last = values.len().saturating_sub(1);
    values.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
}
