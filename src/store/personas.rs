//! The personas of each community, and who has which persona, or is in which circle.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::attributes::BETWEEN;
use super::{Build, Reader, StoreError};
use crate::model::persona::Personas;
use crate::model::{Attribute, CommunityId, MemberId};
use crate::query::Expr;

/// How many of those who lead among the bearers of a value are named.
const LEADING: usize = 3;

/// Members by a number.
type Near = Vec<(f64, i64)>;

/// Who has one value of an attribute, under a filter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bearers {
    /// How many.
    pub members: u64,
    /// The first of them by the part that was asked for, with their names.
    pub leading: Vec<(MemberId, String)>,
    /// The sum of each part that was asked for.
    pub sums: Vec<f64>,
}

impl Build<'_> {
    /// The personas of every community as the last build found them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn personas(&self) -> Result<BTreeMap<CommunityId, Personas>, StoreError> {
        all(&self.transaction)
    }

    /// The Chinese name of the circle that the last build found each member in.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn circles(&self) -> Result<Vec<(MemberId, String)>, StoreError> {
        let mut statement = self.transaction.prepare("SELECT member, word FROM attribute WHERE key = 'circle'")?;
        let first = |words: String| words.split(BETWEEN).next().unwrap_or_default().to_owned();
        let rows = statement.query_map([], |row| Ok((MemberId(row.get(0)?), first(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
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

    /// Who has which value of an attribute under a filter, by the value's words in all languages.
    /// Those lead whose first of the `parts` is smallest, or largest.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn bearers(
        &self,
        key: &str,
        parts: &[&str],
        largest: bool,
        filter: Option<&Expr>,
    ) -> Result<FxHashMap<Vec<String>, Bearers>, StoreError> {
        let lens = self.lens()?;
        let selected = lens.select(filter)?;
        let homes = lens.homes()?;
        let mut found: FxHashMap<Vec<String>, (Bearers, Near)> = FxHashMap::default();
        let mut statement =
            lens.conn.prepare_cached("SELECT member, community, detail FROM attribute WHERE key = ?1")?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let (member, community): (i64, i64) = (row.get(0)?, row.get(1)?);
            if homes.get(member).is_none_or(|(rank, home)| home.0 != community || !selected.contains(rank)) {
                continue;
            }
            let attribute: Attribute = super::decode(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let raw = |key: &&str| attribute.parts.iter().find(|part| part.key == **key).map_or(0.0, |part| part.raw);
            let raws: Vec<f64> = parts.iter().map(raw).collect();
            let (bearers, leading) = found.entry(attribute.value.words()).or_default();
            bearers.members += 1;
            bearers.sums.resize(parts.len(), 0.0);
            bearers.sums.iter_mut().zip(&raws).for_each(|(sum, raw)| *sum += raw);
            let first = raws.first().copied().unwrap_or(0.0);
            leading.push((if largest { -first } else { first }, member));
            leading.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            leading.truncate(LEADING);
        }
        let mut name = lens.conn.prepare_cached("SELECT name FROM member WHERE id = ?1")?;
        let mut named = |(_, member): (f64, i64)| Ok((MemberId(member), name.query_row([member], |row| row.get(0))?));
        found
            .into_iter()
            .map(|(words, (bearers, leading))| {
                let leading = leading.into_iter().map(&mut named).collect::<Result<_, StoreError>>()?;
                Ok((words, Bearers { leading, ..bearers }))
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
