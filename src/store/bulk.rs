//! A first load writes rows without secondary indexes, and builds these once at the end.

use rusqlite::Connection;

use super::error::Result;

const INDEXES: &[(&str, &str)] = &[
    ("message_native", "CREATE UNIQUE INDEX message_native ON message (group_id, native) WHERE native IS NOT NULL"),
    ("message_identity", "CREATE INDEX message_identity ON message (identity, time)"),
    ("message_group", "CREATE INDEX message_group ON message (group_id, time)"),
    ("event_actor", "CREATE INDEX event_actor ON event (actor, time) WHERE actor IS NOT NULL"),
    ("event_target", "CREATE INDEX event_target ON event (target, time) WHERE target IS NOT NULL"),
    ("event_message", "CREATE INDEX event_message ON event (message) WHERE message IS NOT NULL"),
    ("event_group", "CREATE INDEX event_group ON event (group_id, time)"),
];

const LINK_INDEXES: &[(&str, &str)] = &[
    ("link_target", "CREATE INDEX link_target ON link (target) WHERE target IS NOT NULL"),
    ("link_thread", "CREATE INDEX link_thread ON link (thread)"),
];

/// Takes the indexes down if the store holds no message and no event yet; whether it did.
pub(super) fn begin(connection: &Connection) -> Result<bool> {
    let loaded: bool =
        connection
            .query_row("SELECT EXISTS (SELECT 1 FROM message) OR EXISTS (SELECT 1 FROM event)", [], |row| row.get(0))?;
    if loaded {
        return Ok(false);
    }
    drop_all(connection, INDEXES)?;
    Ok(true)
}

/// Builds the indexes.
pub(super) fn end(connection: &Connection) -> Result<()> {
    create_all(connection, INDEXES)
}

/// Takes the indexes of links down if there is no link yet; whether it did.
pub(super) fn begin_links(connection: &Connection) -> Result<bool> {
    let linked: bool = connection.query_row("SELECT EXISTS (SELECT 1 FROM link)", [], |row| row.get(0))?;
    if !linked {
        drop_all(connection, LINK_INDEXES)?;
    }
    Ok(!linked)
}

/// Builds the indexes of links.
pub(super) fn end_links(connection: &Connection) -> Result<()> {
    create_all(connection, LINK_INDEXES)
}

fn drop_all(connection: &Connection, indexes: &[(&str, &str)]) -> Result<()> {
    indexes.iter().try_for_each(|(name, _)| Ok(connection.execute_batch(&format!("DROP INDEX IF EXISTS {name}"))?))
}

fn create_all(connection: &Connection, indexes: &[(&str, &str)]) -> Result<()> {
    indexes.iter().try_for_each(|(_, sql)| Ok(connection.execute_batch(sql)?))
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
            all.retain(|(name, _)| ["message", "event", "link"].iter().any(|table| name.starts_with(table)));
            all
        };
        let before = schema(store.connection());
        store
            .write(|transaction| {
                assert!(begin(transaction)? && begin_links(transaction)?);
                assert_ne!(schema(transaction), before);
                end(transaction)?;
                end_links(transaction)
            })
            .unwrap();
        assert_eq!(schema(store.connection()), before);
    }
}
