//! Whether the file is whole.

use roaring::RoaringBitmap;
use rusqlite::Connection;

use super::error::Result;
use super::{Reader, bitmap, grams};

/// What a check found; empty lists are good news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// What SQLite found wrong with the file, in its words.
    pub damage: Vec<String>,
    /// Messages, of the sample, that the text index does not find.
    pub unfound: u64,
    /// How many messages were looked for.
    pub sampled: u64,
    /// Links that tell of their message, or of who began its thread, what the messages do not.
    pub mislinked: u64,
    /// Tags whose set of members is another than the members that have them.
    pub mistagged: u64,
}

impl Health {
    /// Whether nothing is wrong.
    pub fn is_well(&self) -> bool {
        self.damage.is_empty() && self.unfound == 0 && self.mislinked == 0 && self.mistagged == 0
    }
}

/// How many messages are looked for in the text index.
const SAMPLE: i64 = 500;

impl Reader {
    /// Checks the file, the text index against messages spread over the store, and what links and
    /// tags keep twice.
    pub fn check_health(&self) -> Result<Health> {
        let _moment = self.hold()?;
        let mut health = Health {
            mislinked: self.connection.query_row(MISLINKED, [], |row| row.get::<_, u32>(0))?.into(),
            mistagged: mistagged(&self.connection)?,
            ..Health::default()
        };
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

const MISLINKED: &str = "SELECT count(*) FROM main.link l
    LEFT JOIN main.message m ON m.id = l.message LEFT JOIN main.message t ON t.id = l.thread
    WHERE (l.group_id, l.time, l.speaker) IS NOT (m.group_id, m.time, m.identity) OR l.owner IS NOT t.identity";

/// Among members whose rows did not change since the last build, which writes the sets.
fn mistagged(connection: &Connection) -> Result<u64> {
    let ranks = |sql: &str, tag: Option<i64>| -> Result<RoaringBitmap> {
        let mut statement = connection.prepare_cached(sql)?;
        let values = rusqlite::params_from_iter(tag);
        Ok(statement
            .query_map(values, |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<u32>>>()?
            .into_iter()
            .collect())
    };
    let settled = ranks(
        "SELECT s.rank FROM standing s JOIN main.member m ON m.id = s.member WHERE s.rank IS NOT NULL AND m.dirty = 0",
        None,
    )?;
    let mut statement =
        connection.prepare("SELECT t.id, b.ranks FROM tag t LEFT JOIN tag_bitmap b ON b.tag = t.id ORDER BY t.id")?;
    let mut rows = statement.query([])?;
    let mut wrong = 0;
    while let Some(row) = rows.next()? {
        let kept = row.get_ref(1)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
        let kept = kept.map_or(Ok(RoaringBitmap::new()), bitmap::read)?;
        let having = ranks(
            "SELECT s.rank FROM member_tag h JOIN standing s ON s.member = h.member
             WHERE h.tag = ?1 AND h.source <> 3 AND s.rank IS NOT NULL",
            Some(row.get(0)?),
        )?;
        wrong += u64::from(kept & &settled != having & &settled);
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use crate::store::village::{Person, Village};

    #[test]
    fn what_is_kept_twice_is_compared() {
        let mut village = Village::peopled();
        village.build(&[("KOL", "influence>=50")], &[Person::new(1, "阿青", Some(80.0)).tagged(&["KOL"])]);
        let found = |village: &Village| {
            let health = village.store.view().check_health().unwrap();
            (health.mislinked, health.mistagged, health.is_well())
        };
        village.sql("UPDATE member SET dirty = 0");
        assert_eq!(found(&village), (0, 0, true));
        village
            .sql("UPDATE link SET time = time + 1 WHERE message = 101; UPDATE link SET owner = 41 WHERE message = 104");
        assert_eq!(found(&village), (2, 0, false));
        village.sql("DELETE FROM member_tag");
        assert_eq!(found(&village), (2, 1, false));
        village.sql("UPDATE member SET dirty = 1");
        assert_eq!(found(&village), (2, 0, false), "who changed since is written by the next build");
    }
}
