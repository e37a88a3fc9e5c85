//! Whether the file is whole.

use super::Reader;
use super::error::Result;
use super::grams;

/// What a check found; empty lists are good news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// What SQLite found wrong with the file, in its words.
    pub damage: Vec<String>,
    /// Messages, of the sample, that the text index does not find.
    pub unfound: u64,
    /// How many messages were looked for.
    pub sampled: u64,
}

impl Health {
    /// Whether nothing is wrong.
    pub fn is_well(&self) -> bool {
        self.damage.is_empty() && self.unfound == 0
    }
}

/// How many messages are looked for in the text index.
const SAMPLE: i64 = 500;

impl Reader {
    /// Checks the file, and the text index against messages spread over the store.
    pub fn check_health(&self) -> Result<Health> {
        let mut health = Health::default();
        for check in ["PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"] {
            let mut statement = self.connection.prepare(check)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let found: String = row.get(0)?;
                if found != "ok" {
                    health.damage.push(found);
                }
            }
        }
        let mut statement = self.connection.prepare(
            "SELECT id, text FROM message WHERE text <> '' AND id % max(1, (SELECT max(id) FROM message) / ?1) = 0",
        )?;
        let mut rows = statement.query([SAMPLE])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let beginning: String = grams::fold(row.get_ref(1)?.as_str().unwrap_or_default()).chars().take(2).collect();
            health.sampled += 1;
            let found = grams::candidates(&self.connection, grams::segment_of(id), &beginning)?;
            health.unfound += u64::from(!found.contains(&id));
        }
        Ok(health)
    }
}
