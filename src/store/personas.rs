//! The personas of each community, and who has which.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::{Build, Reader, StoreError};
use crate::model::persona::Personas;
use crate::model::{Attribute, CommunityId, MemberId};
use crate::query::Expr;

/// How many of the members nearest to a persona's middle are named.
const PROTOTYPES: usize = 3;

/// Members by their distance.
type Near = Vec<(f64, i64)>;

/// A persona's members under a filter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bearers {
    /// How many.
    pub members: u64,
    /// Those nearest to its middle, with their names, the nearest first.
    pub nearest: Vec<(MemberId, String)>,
}

impl Build<'_> {
    /// The personas of every community as the last build found them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn personas(&self) -> Result<BTreeMap<CommunityId, Personas>, StoreError> {
        all(&self.transaction)
    }

    /// Keeps the personas of every community in place of those of the last build.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn put_personas(&self, found: &BTreeMap<CommunityId, Personas>) -> Result<(), StoreError> {
        self.transaction.execute("DELETE FROM persona", [])?;
        let mut write = self.transaction.prepare("INSERT INTO persona (community, detail) VALUES (?1, ?2)")?;
        for (community, personas) in found {
            write.execute(params![community.0, super::encode(personas)?])?;
        }
        Ok(())
    }
}

impl Reader {
    /// The personas of every community, with its name.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn personas(&self) -> Result<Vec<(String, Personas)>, StoreError> {
        let conn = self.conn()?;
        let mut found = all(&conn)?;
        let mut statement = conn.prepare_cached("SELECT id, name FROM community ORDER BY id")?;
        let names = statement.query_map([], |row| Ok((CommunityId(row.get(0)?), row.get(1)?)))?;
        let names: Vec<(CommunityId, String)> = names.collect::<Result<_, _>>()?;
        Ok(names.into_iter().filter_map(|(id, name)| Some((name, found.remove(&id)?))).collect())
    }

    /// Who has which persona under a filter, by its words in all languages.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn bearers(&self, filter: Option<&Expr>) -> Result<FxHashMap<Vec<String>, Bearers>, StoreError> {
        let lens = self.lens()?;
        let selected = lens.select(filter)?;
        let homes = lens.homes()?;
        let mut nearest: FxHashMap<Vec<String>, (u64, Near)> = FxHashMap::default();
        let mut statement =
            lens.conn.prepare_cached("SELECT member, community, detail FROM attribute WHERE key = 'persona'")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (member, community): (i64, i64) = (row.get(0)?, row.get(1)?);
            if homes.get(member).is_none_or(|(rank, home)| home.0 != community || !selected.contains(rank)) {
                continue;
            }
            let attribute: Attribute = super::decode(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let far = attribute.parts.iter().find(|part| part.key == "distance").map_or(f64::MAX, |part| part.raw);
            let (members, some) = nearest.entry(attribute.value.words()).or_default();
            *members += 1;
            some.push((far, member));
            some.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            some.truncate(PROTOTYPES);
        }
        let mut name = lens.conn.prepare_cached("SELECT name FROM member WHERE id = ?1")?;
        let mut named = |(_, member): (f64, i64)| Ok((MemberId(member), name.query_row([member], |row| row.get(0))?));
        nearest
            .into_iter()
            .map(|(words, (members, some))| {
                let nearest = some.into_iter().map(&mut named).collect::<Result<_, StoreError>>()?;
                Ok((words, Bearers { members, nearest }))
            })
            .collect()
    }
}

fn all(conn: &Connection) -> Result<BTreeMap<CommunityId, Personas>, StoreError> {
    let mut statement = conn.prepare("SELECT community, detail FROM persona")?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let detail = super::decode(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
        found.insert(CommunityId(row.get(0)?), detail);
    }
    Ok(found)
}
