//! Where a member's scores stand among those of the community.

use std::sync::Arc;

use rusqlite::params;

use super::StoreError;
use super::index::Lens;
use crate::model::CommunityId;
use crate::model::comparison::ScorePlace;
use crate::model::view::Scores;

/// The community is known by at most so many members, spread evenly over the default order.
const SAMPLE: u64 = 20_000;
/// A place is said among at least so many.
const LEAST: usize = 5;

/// The scores in the order of the columns below.
const KEYS: [&str; 6] = ["activity", "interaction", "influence", "consumption", "churn_risk", "sentiment"];

const SCORES: &str = "WITH RECURSIVE step(r) AS (SELECT 0 UNION ALL SELECT r + ?2 FROM step WHERE r + ?2 < ?3) \
    SELECT s.activity, s.interaction, s.influence, s.consumption, s.churn_risk, s.sentiment \
    FROM step CROSS JOIN standing s ON s.rank = step.r WHERE s.community = ?1 AND s.staff = 0";

/// Known scores of a community's members without staff, each sorted.
pub(super) type Yardstick = [Vec<f64>; 6];

impl Lens<'_> {
    /// Where scores stand among those of a community.
    pub(super) fn places(&self, community: CommunityId, scores: &Scores) -> Result<Vec<ScorePlace>, StoreError> {
        let yardstick = self.yardstick(community)?;
        let Scores { activity, interaction, influence, consumption, churn_risk, sentiment } = *scores;
        let own = [activity, interaction, influence, consumption, churn_risk, sentiment];
        let places = KEYS.iter().zip(own).zip(yardstick.iter()).filter_map(|((key, own), others)| {
            let number = own.filter(|_| others.len() >= LEAST)?;
            let below = others.partition_point(|other| *other < number);
            let percentile = (below * 100 / others.len()) as u8;
            Some(ScorePlace { key, number, percentile, median: median(others)? })
        });
        Ok(places.collect())
    }

    fn yardstick(&self, community: CommunityId) -> Result<Arc<Yardstick>, StoreError> {
        if let Some(known) = self.cache()?.yardsticks.get(&community) {
            return Ok(Arc::clone(known));
        }
        let members = self.everybody()?.len();
        let step = members.div_ceil(SAMPLE).max(1);
        let mut statement = self.conn.prepare_cached(SCORES)?;
        let mut rows = statement.query(params![community.0, step as i64, members as i64])?;
        let mut yardstick = Yardstick::default();
        while let Some(row) = rows.next()? {
            for (column, numbers) in yardstick.iter_mut().enumerate() {
                numbers.extend(row.get::<_, Option<f64>>(column)?);
            }
        }
        yardstick.iter_mut().for_each(|numbers| numbers.sort_by(f64::total_cmp));
        let yardstick = Arc::new(yardstick);
        self.cache()?.yardsticks.insert(community, Arc::clone(&yardstick));
        Ok(yardstick)
    }
}

/// The middle one of sorted numbers; of an even number of them, the mean of the middle two.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = if sorted.len().is_multiple_of(2) { sorted[sorted.len() / 2 - 1] } else { upper };
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), Some(3.0));
        assert_eq!(median(&[1.0, 2.0, 4.0]), Some(2.0));
        assert_eq!(median(&[]), None);
    }
}
