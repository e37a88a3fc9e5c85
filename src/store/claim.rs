//! Who may be meant by a name in a chat: its one bearer among accounts with ids, or nobody if there
//! are several.

use rustc_hash::FxHashMap;

use super::error::Result;
use super::merge::Grounds;
use super::people::People;

/// Who bears a name in a chat, among accounts with ids.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    One(i64),
    Many,
}

impl People<'_> {
    pub(super) fn claim(&mut self, identity: i64, name: &str, group: i64) -> Result<()> {
        self.claims_of(group)?;
        let member = self.member(identity)?;
        let before = self.claims.get(&group).and_then(|names| names.get(name)).copied();
        let claim = match before {
            None => Claim::One(identity),
            Some(Claim::One(other)) if other == identity || self.member(other)? == member => return Ok(()),
            Some(_) => Claim::Many,
        };
        self.claims.entry(group).or_default().insert(name.to_owned(), claim);
        Ok(())
    }

    /// Reads who is called what in a group, once.
    pub(super) fn claims_of(&mut self, group: i64) -> Result<()> {
        if group == 0 || self.claims.contains_key(&group) {
            return Ok(());
        }
        self.claims.insert(group, FxHashMap::default());
        let stored: Vec<(String, i64)> = self
            .connection
            .prepare_cached(
                "SELECT DISTINCT n.value, n.identity FROM membership s JOIN identity i ON i.id = s.identity
                 JOIN name n ON n.identity = s.identity
                 WHERE s.group_id = ?1 AND i.native IS NOT NULL AND (n.group_id IS NULL OR n.group_id = ?1)",
            )?
            .query_map([group], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (name, identity) in stored {
            self.claim(identity, &name, group)?;
        }
        Ok(())
    }

    /// On entering a group, somebody brings the names they have everywhere.
    pub(super) fn claim_all(&mut self, identity: i64, group: i64) -> Result<()> {
        let known = self.load(identity)?;
        if !known.certain {
            return Ok(());
        }
        let names: Vec<String> = known
            .names
            .iter()
            .filter(|own| own.group == 0 || own.group == group)
            .map(|own| own.value.clone())
            .collect();
        names.iter().try_for_each(|name| self.claim(identity, name, group))
    }

    /// Ties each weak account of the groups met to the one account with an id of its name there.
    pub(crate) fn link_up(&mut self) -> Result<()> {
        let groups: Vec<i64> = self.claims.keys().copied().collect();
        for group in groups {
            let weak: Vec<(i64, String)> = self
                .connection
                .prepare_cached("SELECT id, name FROM identity WHERE native IS NULL AND scope = ?1")?
                .query_map([group], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (identity, name) in weak {
                if let Some(Claim::One(certain)) = self.claims.get(&group).and_then(|names| names.get(&name)).copied() {
                    self.tie(certain, identity, &Grounds { source: "import", reasons: &[("name", &name)] })?;
                }
            }
        }
        Ok(())
    }
}
