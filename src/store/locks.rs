//! Attributes that the operator locked, or set by hand: no build changes them.

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::error::{Result, StoreError};
use super::{Build, Reader, Store, attributes, notes};
use crate::model::journal::Act;
use crate::model::{Attribute, MemberId, Provenance, Timestamp, Value};

impl Store {
    /// Locks an attribute of a member: as it is known now, or with a value set by hand.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if there is no such member, or nothing is known that could be locked.
    pub fn lock(&mut self, member: MemberId, key: &str, value: Option<Value>) -> Result<()> {
        let known = match self.view().lens()?.home_of(member)? {
            Some(home) => attributes::get(self.connection()?, member, home, key)?,
            None => None,
        };
        let kept = match value {
            Some(value) => by_hand(key, value),
            None => known.ok_or(StoreError::Absent)?,
        };
        let detail = super::encode(&kept)?;
        self.act(&Act::Lock { attribute: key.to_owned() }, Some(member), |transaction| {
            let account = notes::first_account(transaction, member)?;
            remove(transaction, member, key)?;
            transaction.execute(
                "INSERT INTO lock (identity, attribute, detail, time) VALUES (?1, ?2, ?3, ?4)",
                params![account, key, detail, Timestamp::now().0],
            )?;
            Ok((1, ()))
        })
    }

    /// Lets builds say again what an attribute of a member is; whether it was locked.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn unlock(&mut self, member: MemberId, key: &str) -> Result<bool> {
        self.act(&Act::Unlock { attribute: key.to_owned() }, Some(member), |transaction| {
            Ok((1, remove(transaction, member, key)? > 0))
        })
    }
}

fn by_hand(key: &str, value: Value) -> Attribute {
    Attribute { value, provenance: Provenance::Hand, ..Attribute::observed(key, 0.0, 1, Vec::new()) }
}

fn remove(connection: &Connection, member: MemberId, key: &str) -> Result<usize> {
    Ok(connection.execute(
        "DELETE FROM lock WHERE attribute = ?2 AND identity IN (SELECT id FROM identity WHERE member = ?1)",
        params![member.0, key],
    )?)
}

impl Build<'_> {
    /// The locked attributes of every member who has some; of who was made of several, the latest of each.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn locks(&self) -> Result<FxHashMap<MemberId, Vec<Attribute>>> {
        let mut statement = self.transaction.prepare(
            "SELECT i.member, l.detail FROM lock l JOIN main.identity i ON i.id = l.identity ORDER BY l.time",
        )?;
        let mut rows = statement.query([])?;
        let mut locks: FxHashMap<MemberId, Vec<Attribute>> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let attribute: Attribute = super::decode(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let of_member = locks.entry(MemberId(row.get(0)?)).or_default();
            of_member.retain(|other| other.key != attribute.key);
            of_member.push(attribute);
        }
        Ok(locks)
    }
}

impl Reader {
    /// The keys of a member's locked attributes.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn locked(&self, member: MemberId) -> Result<Vec<String>> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT DISTINCT l.attribute FROM main.identity i JOIN lock l ON l.identity = i.id
             WHERE i.member = ?1 ORDER BY l.attribute",
        )?;
        Ok(statement.query_map([member.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}
