//! How the risk of leaving did on each community's own past, as the last build found it.

use std::collections::BTreeMap;

use super::{Build, Reader, StoreError, open};
use crate::model::CommunityId;
use crate::model::foresight::{Foresight, Model, Proof};

/// The setting that keeps it.
const PROOFS: &str = "churn_proofs";

/// As it is kept: communities by number, so that one may be renamed.
type Kept = Vec<(i64, Model, Option<Foresight>)>;

impl Build<'_> {
    /// Keeps what the risk of each community is made of, and how it was tried.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn put_proofs(&self, found: &BTreeMap<CommunityId, (Model, Option<Foresight>)>) -> Result<(), StoreError> {
        let kept: Kept =
            found.iter().map(|(community, (model, foresight))| (community.0, *model, foresight.clone())).collect();
        let text = serde_json::to_string(&kept).map_err(super::unreadable)?;
        open::set(&self.transaction, PROOFS, &text)
    }
}

impl Reader {
    /// How the risk of each community did, those with most predictions first; nothing before a build
    /// that tried it, or after one of a version that tried other risks.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn proofs(&self) -> Result<Vec<Proof>, StoreError> {
        let Some(text) = self.setting(PROOFS)? else { return Ok(Vec::new()) };
        let Ok(kept) = serde_json::from_str::<Kept>(&text) else { return Ok(Vec::new()) };
        let conn = self.conn()?;
        let mut name = conn.prepare_cached("SELECT name FROM community WHERE id = ?1")?;
        let mut proofs = Vec::with_capacity(kept.len());
        for (community, model, foresight) in kept {
            let mut names = name.query([community])?;
            if let Some(row) = names.next()? {
                proofs.push(Proof { community: row.get(0)?, forecaster: model.forecaster, foresight });
            }
        }
        proofs.sort_by_key(|proof| std::cmp::Reverse(proof.foresight.as_ref().map_or(0, |foresight| foresight.n)));
        Ok(proofs)
    }
}
