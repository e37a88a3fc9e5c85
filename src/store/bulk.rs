//! A first load writes rows without secondary indexes, and builds these once at the end.

use roaring::RoaringBitmap;
use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use super::digest::Fingerprint;
use super::error::Result;

/// Tables that are filled together, and what is looked up in them by.
pub(super) struct Load {
    tables: &'static [&'static str],
    /// By name, each as the schema has it.
    indexes: &'static [(&'static str, &'static str)],
}

/// What imports write.
pub(super) const ROWS: Load = Load {
    tables: &["message", "event"],
    indexes: &[
        (
            "message_native",
            "CREATE UNIQUE INDEX main.message_native ON message (group_id, native) WHERE native IS NOT NULL",
        ),
        ("message_identity", "CREATE INDEX main.message_identity ON message (identity, time)"),
        ("message_group", "CREATE INDEX main.message_group ON message (group_id, time)"),
        ("message_reply", "CREATE INDEX main.message_reply ON message (group_id, reply) WHERE reply IS NOT NULL"),
        ("message_thread", "CREATE INDEX main.message_thread ON message (group_id) WHERE thread IS NOT NULL"),
        (
            "message_said",
            "CREATE INDEX main.message_said ON message (id, identity, group_id, time) WHERE text IS NOT NULL",
        ),
        ("event_actor", "CREATE INDEX main.event_actor ON event (actor, time) WHERE actor IS NOT NULL"),
        ("event_target", "CREATE INDEX main.event_target ON event (target, time) WHERE target IS NOT NULL"),
        ("event_message", "CREATE INDEX main.event_message ON event (message) WHERE message IS NOT NULL"),
        ("event_group", "CREATE INDEX main.event_group ON event (group_id, time)"),
    ],
};

/// Who answers whom.
pub(super) const LINKS: Load = Load {
    tables: &["link"],
    indexes: &[
        (
            "link_target",
            "CREATE INDEX main.link_target ON link (target, time, message, group_id, speaker, how, delay) WHERE target IS NOT NULL",
        ),
        ("link_thread", "CREATE INDEX main.link_thread ON link (thread)"),
    ],
};

/// What is known of members.
pub(super) const ATTRIBUTES: Load = Load {
    tables: &["attribute"],
    indexes: &[("attribute_key", "CREATE INDEX main.attribute_key ON attribute (key, word)")],
};

impl Load {
    /// Takes the indexes down if the tables hold nothing yet; whether it did.
    pub fn begin(&self, connection: &Connection) -> Result<bool> {
        for table in self.tables {
            if connection.prepare(&format!("SELECT 1 FROM {table} LIMIT 1"))?.exists([])? {
                return Ok(false);
            }
        }
        for (name, _) in self.indexes {
            connection.execute_batch(&format!("DROP INDEX IF EXISTS {name}"))?;
        }
        Ok(true)
    }

    /// Builds the indexes.
    pub fn end(&self, connection: &Connection) -> Result<()> {
        self.indexes.iter().try_for_each(|(_, sql)| Ok(connection.execute_batch(sql)?))
    }
}

/// Ids of messages and events that a first load has met, while no index tells.
#[derive(Default)]
pub(super) struct Seen {
    /// Most platforms count from one: such ids need a bit or two each.
    counted: FxHashMap<(Of, i64), RoaringBitmap>,
    /// Fingerprints of all others, in many small sets, of which only one grows at a time.
    others: [FxHashSet<i64>; 32],
}

/// What an id is of: messages and events may have the same numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Of {
    Message,
    Event,
}

impl Seen {
    /// Notes an id in a group; whether it is new there.
    pub(super) fn insert(&mut self, of: Of, group: i64, native: i64) -> bool {
        if let Ok(counted) = u32::try_from(native) {
            return self.counted.entry((of, group)).or_default().insert(counted);
        }
        let key = Fingerprint::new().number(of as i64).number(group).number(native).finish();
        self.others[(key >> 32) as usize % self.others.len()].insert(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::store;

    #[test]
    fn a_first_load_ends_with_the_very_indexes_of_the_schema() {
        let (_folder, mut store) = store();
        let schema = |connection: &Connection| -> Vec<(String, String)> {
            let mut all: Vec<(String, String)> = connection
                .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
                .unwrap()
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .collect::<rusqlite::Result<_>>()
                .unwrap();
            all.retain(|(name, _)| {
                ["message", "event", "link", "attribute"].iter().any(|table| name.starts_with(table))
            });
            all
        };
        let before = schema(store.connection().unwrap());
        store
            .write(|transaction| {
                for load in [ROWS, LINKS, ATTRIBUTES] {
                    assert!(load.begin(transaction)?);
                    assert_ne!(schema(transaction), before);
                    load.end(transaction)?;
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(schema(store.connection().unwrap()), before);
    }
}
