//! Where the sources of members say different things of them.

use super::Reader;
use super::error::Result;
use crate::model::MemberId;
use crate::model::attribute::{ATTRIBUTES, Attribute, Dimension};
use crate::model::view::Contradicted;
use crate::query::Expr;

/// What is known of one attribute, of everybody in the community where they are at home.
const AT_HOME: &str = "SELECT s.rank, a.member, m.name, a.detail FROM attribute a \
    JOIN standing s ON s.member = a.member AND s.community = a.community JOIN member m ON m.id = a.member \
    WHERE a.key = ?1 AND s.rank IS NOT NULL";

impl Reader {
    /// Every attribute of these members that one of its sources says otherwise, in the community where
    /// the member is at home, the least sure first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn contradictions(&self, filter: Option<&Expr>) -> Result<Vec<Contradicted>> {
        let _moment = self.hold()?;
        let lens = self.lens()?;
        let selected = lens.select(filter)?;
        let mut known = lens.conn.prepare_cached(AT_HOME)?;
        let mut found = Vec::new();
        // Only these come from sources that can contradict each other.
        for spec in ATTRIBUTES.iter().filter(|spec| spec.dimension == Dimension::Basic) {
            let mut rows = known.query([spec.key])?;
            while let Some(row) = rows.next()? {
                let rank: u32 = row.get(0)?;
                if !selected.contains(rank) {
                    continue;
                }
                let attribute: Attribute = super::decode(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)?;
                if !attribute.conflicts.is_empty() {
                    found.push((rank, Contradicted { member: MemberId(row.get(1)?), name: row.get(2)?, attribute }));
                }
            }
        }
        found.sort_by(|(a_rank, a), (b_rank, b)| {
            a.attribute.confidence.total_cmp(&b.attribute.confidence).then(a_rank.cmp(b_rank))
        });
        Ok(found.into_iter().map(|(_, one)| one).collect())
    }
}
