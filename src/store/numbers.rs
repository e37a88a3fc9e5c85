//! Numbers by rank: read once per field and build, compared as often as asked.

use std::sync::Arc;

use super::StoreError;
use super::index::{Lens, Numbers, Truth};
use crate::query::{Comparison, Operand, number_fits};

/// Where a number lies.
pub(super) enum NumberSource<'a> {
    /// A column of `standing`.
    Column(&'static str),
    /// An attribute's key.
    Attribute(&'a str),
}

impl Lens<'_> {
    /// The ranks whose known number satisfies a comparison, and those whose does not.
    pub fn compare_numbers(
        &self,
        source: &NumberSource<'_>,
        comparison: Comparison,
        operand: &Operand,
    ) -> Result<Truth, StoreError> {
        let mut truth = Truth::default();
        for (rank, number) in self.numbers(source)?.iter() {
            let side = if number_fits(*number, comparison, operand) { &mut truth.yes } else { &mut truth.no };
            // Ranks ascend, so that appending is enough; it cannot fail then.
            let _ = side.try_push(*rank);
        }
        Ok(truth)
    }

    /// Every known number of a field, by rank.
    fn numbers(&self, source: &NumberSource<'_>) -> Result<Arc<Numbers>, StoreError> {
        let (key, sql) = match source {
            NumberSource::Column(column) => (
                format!("standing {column}"),
                format!(
                    "SELECT rank, {column} FROM standing WHERE rank IS NOT NULL AND {column} IS NOT NULL ORDER BY rank"
                ),
            ),
            NumberSource::Attribute(key) => (
                format!("attribute {key}"),
                "SELECT s.rank, a.number FROM attribute a CROSS JOIN standing s \
                 ON s.member = a.member AND s.community = a.community \
                 WHERE a.key = ?1 AND a.number IS NOT NULL AND s.rank IS NOT NULL ORDER BY s.rank"
                    .to_owned(),
            ),
        };
        if let Some(numbers) = self.cache()?.numbers(&key) {
            return Ok(numbers);
        }
        let mut statement = self.conn.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let numbers: Numbers = match source {
            NumberSource::Column(_) => statement.query_map([], read)?.collect::<Result<_, _>>()?,
            NumberSource::Attribute(key) => statement.query_map([key], read)?.collect::<Result<_, _>>()?,
        };
        let numbers = Arc::new(numbers);
        self.cache()?.keep_numbers(key, &numbers);
        Ok(numbers)
    }
}
