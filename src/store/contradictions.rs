//! Where the sources of members say different things of them.

use super::error::Result;
use super::{Reader, attributes};
use crate::model::attribute::{ATTRIBUTES, Dimension};
use crate::model::view::Contradicted;
use crate::query::Expr;

impl Reader {
    /// Every attribute of these members that one of its sources says otherwise, in the community where
    /// the member is at home, the least sure first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn contradictions(&self, filter: Option<&Expr>) -> Result<Vec<Contradicted>> {
        let _moment = self.hold()?;
        let (conn, homes) = (self.conn()?, self.lens()?.homes()?);
        let mut found = Vec::new();
        for member in self.member_ids(filter)? {
            let Some((_, home)) = homes.get(member.0) else { continue };
            // Only these come from sources that can contradict each other.
            for spec in ATTRIBUTES.iter().filter(|spec| spec.dimension == Dimension::Basic) {
                let attribute = attributes::get(&conn, member, home, spec.key)?;
                if let Some(attribute) = attribute.filter(|attribute| !attribute.conflicts.is_empty()) {
                    found.push(Contradicted { member, name: self.name_of(member)?, attribute });
                }
            }
        }
        found.sort_by(|a, b| a.attribute.confidence.total_cmp(&b.attribute.confidence));
        Ok(found)
    }
}
