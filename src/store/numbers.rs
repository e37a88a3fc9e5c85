//! Numbers by rank: read once per field and build, compared as often as asked.

use std::sync::Arc;

use roaring::RoaringBitmap;

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
        let numbers = self.numbers(source)?;
        let (yes, no): (Vec<_>, Vec<_>) =
            numbers.iter().partition(|(_, number)| number_fits(*number, comparison, operand));
        Ok(Truth { yes: ranks(&yes), no: ranks(&no) })
    }

    /// Every known number of a field, by rank.
    fn numbers(&self, source: &NumberSource<'_>) -> Result<Arc<Numbers>, StoreError> {
        let (key, sql) = match source {
            NumberSource::Column(column) => (
                format!("standing {column}"),
                format!(
                    "SELECT rank, {column} FROM standing NOT INDEXED \
                     WHERE rank IS NOT NULL AND {column} IS NOT NULL"
                ),
            ),
            NumberSource::Attribute(key) => (
                format!("attribute {key}"),
                "SELECT s.rank, a.number FROM attribute a CROSS JOIN standing s \
                 ON s.member = a.member AND s.community = a.community \
                 WHERE a.key = ?1 AND a.number IS NOT NULL AND s.rank IS NOT NULL"
                    .to_owned(),
            ),
        };
        if let Some(numbers) = self.cache()?.numbers(&key) {
            return Ok(numbers);
        }
        let mut statement = self.conn.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let mut numbers: Numbers = match source {
            NumberSource::Column(_) => statement.query_map([], read)?.collect::<Result<_, _>>()?,
            NumberSource::Attribute(key) => statement.query_map([key], read)?.collect::<Result<_, _>>()?,
        };
        numbers.sort_unstable_by_key(|(rank, _)| *rank);
        let numbers = Arc::new(numbers);
        self.cache()?.keep_numbers(key, &numbers);
        Ok(numbers)
    }
}

/// A set of ranks that ascend.
fn ranks(numbers: &[(u32, f64)]) -> RoaringBitmap {
    numbers.iter().map(|(rank, _)| *rank).collect()
}
