//! People who ask out: `optout` keeps them from profiles, `forget` erases them. Both leave salted
//! hashes of their keys behind, so that a later import brings nothing back.

use std::io::Read;
use std::path::Path;

use memchr::memmem::Finder;
use rusqlite::Connection;

use super::digest::tombstone;
use super::error::{Result, StoreError};
use super::{Store, TextScope, audit, file, grams, merge, open, segments};
use crate::model::{MemberId, Timestamp};

/// What an erasure did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Messages erased.
    pub messages: u64,
    /// Texts and ids looked for in the file afterwards.
    pub looked_for: u64,
    /// Those that are still in it although nobody else said them.
    pub remaining: u64,
}

/// Texts shorter than this, in bytes, stand in a file by chance.
const SHORTEST_SEARCHED: usize = 12;

impl Store {
    /// Takes a member out of profiling, lists and exports for good: nothing new is stored of them.
    pub fn opt_out(&mut self, member: MemberId) -> Result<()> {
        self.write(|transaction| {
            if transaction.execute("UPDATE member SET opted_out = 1, dirty = 1 WHERE id = ?1", [member.0])? == 0 {
                return Err(StoreError::Absent);
            }
            bury(transaction, member, "optout")?;
            audit::write(transaction, "optout", &serde_json::json!({ "members": 1 }))
        })
    }

    /// Erases a member everywhere in the file, and looks through the raw file afterwards.
    pub fn forget(&mut self, member: MemberId) -> Result<Erasure> {
        let (messages, secrets) = self.write(|transaction| {
            let known = transaction.prepare("SELECT 1 FROM member WHERE id = ?1")?.exists([member.0])?;
            if !known {
                return Err(StoreError::Absent);
            }
            let secrets = secrets(transaction, member)?;
            bury(transaction, member, "forget")?;
            let messages = erase(transaction, member)?;
            audit::write(transaction, "forget", &serde_json::json!({ "members": 1, "messages": messages }))?;
            Ok((messages, secrets))
        })?;
        self.connection()?
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        let mut remaining = 0;
        for secret in &secrets {
            let still = stands_in_files(self.path(), secret)?;
            let is_others = still && !self.view().search(&[secret], &TextScope::default(), 1)?.is_empty();
            remaining += u64::from(still && !is_others);
        }
        Ok(Erasure { messages, looked_for: secrets.len() as u64, remaining })
    }
}

/// What of a member must not be found in the file any more: own texts, ids, phones and addresses.
fn secrets(connection: &Connection, member: MemberId) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT m.text FROM message m JOIN identity i ON i.id = m.identity
             WHERE i.member = ?1 AND length(CAST(m.text AS BLOB)) >= ?2
         UNION SELECT native FROM identity WHERE member = ?1 AND length(native) >= ?2
         UNION SELECT value FROM handle h JOIN identity i ON i.id = h.identity WHERE i.member = ?1 AND h.kind <> 'alias'",
    )?;
    let found = statement
        .query_map((member.0, SHORTEST_SEARCHED as i64), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Leaves a tombstone for each key by which an import could find the member again.
fn bury(connection: &Connection, member: MemberId, kind: &str) -> Result<()> {
    let salt = open::setting(connection, "salt")?.unwrap_or_default();
    let mut keys: Vec<Vec<String>> = Vec::new();
    let mut read = |sql: &str, width: usize| -> Result<()> {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([member.0])?;
        while let Some(row) = rows.next()? {
            keys.push((0..width).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?);
        }
        Ok(())
    };
    read("SELECT 'id', platform, native FROM identity WHERE member = ?1 AND native IS NOT NULL", 3)?;
    read("SELECT h.kind, h.value FROM handle h JOIN identity i ON i.id = h.identity WHERE i.member = ?1", 2)?;
    // A name is barred in each chat where nobody else bears it.
    read(
        "SELECT DISTINCT 'name', g.platform, coalesce('#' || g.native, g.name), n.value
         FROM identity i JOIN name n ON n.identity = i.id JOIN membership s ON s.identity = i.id
         JOIN groups g ON g.id = s.group_id
         WHERE i.member = ?1 AND (n.group_id IS NULL OR n.group_id = g.id) AND NOT EXISTS (
             SELECT 1 FROM name o JOIN identity j ON j.id = o.identity JOIN membership t ON t.identity = j.id
             WHERE o.folded = n.folded AND o.value = n.value AND t.group_id = g.id AND j.member <> ?1)",
        4,
    )?;
    read(
        "SELECT 'name', i.platform, '', i.name FROM identity i
         WHERE i.member = ?1 AND i.native IS NULL AND i.scope IS NULL AND i.name <> ''",
        4,
    )?;
    let mut insert = connection.prepare("INSERT OR REPLACE INTO tombstone (hash, kind, time) VALUES (?1, ?2, ?3)")?;
    for key in keys {
        let parts: Vec<&str> = key.iter().map(String::as_str).collect();
        insert.execute((tombstone(&salt, &parts), kind, Timestamp::now().0))?;
    }
    Ok(())
}

/// Deletes every row about a member; how many messages there were.
fn erase(connection: &Connection, member: MemberId) -> Result<u64> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS gone_identity (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS gone_party (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS gone_name (value TEXT PRIMARY KEY);
         DELETE FROM gone_identity; DELETE FROM gone_party; DELETE FROM gone_name;",
    )?;
    connection.execute("INSERT INTO gone_identity SELECT id FROM identity WHERE member = ?1", [member.0])?;
    connection.execute_batch(
        "INSERT INTO gone_party SELECT id FROM party WHERE identity IN gone_identity;
         INSERT OR IGNORE INTO gone_name SELECT value FROM name WHERE identity IN gone_identity AND length(value) > 1;",
    )?;
    let rows: Vec<i64> = connection
        .prepare("SELECT id FROM message WHERE identity IN gone_identity ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    // Threads and answers change for those who talked with them, whenever that was.
    merge::mark_tied(connection, member.0)?;
    connection.execute_batch(
        "INSERT INTO stale_span SELECT group_id, min(time), max(time) FROM message WHERE identity IN gone_identity
             OR id IN (SELECT message FROM link WHERE target IN gone_identity)
             GROUP BY group_id ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last);
         UPDATE message SET quoted = NULL WHERE quoted IN (SELECT id FROM message WHERE identity IN gone_identity);
         DELETE FROM link WHERE target IN gone_identity
             OR thread IN (SELECT id FROM message WHERE identity IN gone_identity);
         DELETE FROM address WHERE identity IN gone_identity;
         DELETE FROM event WHERE actor IN gone_identity OR target IN gone_identity;
         UPDATE event SET text = NULL WHERE system = 1 AND EXISTS (SELECT 1 FROM gone_name WHERE instr(event.text, value) > 0);
         DELETE FROM message WHERE identity IN gone_identity;
         UPDATE membership SET inviter = NULL WHERE inviter IN gone_identity;
         DELETE FROM membership WHERE identity IN gone_identity;
         DELETE FROM answer WHERE response IN (SELECT id FROM response WHERE party IN gone_party);
         DELETE FROM response WHERE party IN gone_party;
         DELETE FROM orders WHERE party IN gone_party;
         DELETE FROM field WHERE party IN gone_party;
         DELETE FROM roster_row WHERE party IN gone_party;
         DELETE FROM party WHERE id IN gone_party;
         DELETE FROM handle WHERE identity IN gone_identity;
         DELETE FROM name WHERE identity IN gone_identity;",
    )?;
    for table in ["state", "standing", "attribute", "member_tag", "history", "join_proposal"] {
        connection.execute(&format!("DELETE FROM {table} WHERE member = ?1"), [member.0])?;
    }
    segments::leave(connection, member)?;
    connection.execute(
        "DELETE FROM merge WHERE keep = ?1 OR gone = ?1
         OR gone IN (SELECT origin FROM identity WHERE member = ?1)
         OR keep IN (SELECT origin FROM identity WHERE member = ?1)",
        [member.0],
    )?;
    connection.execute("DELETE FROM identity WHERE member = ?1", [member.0])?;
    connection.execute("DELETE FROM member WHERE id = ?1", [member.0])?;
    connection.execute_batch("DELETE FROM gone_identity; DELETE FROM gone_party; DELETE FROM gone_name;")?;
    grams::reindex(connection, &rows)?;
    Ok(rows.len() as u64)
}

/// Whether the bytes stand in the store's file or one of its sidecars.
fn stands_in_files(path: &Path, secret: &str) -> Result<bool> {
    let finder = Finder::new(secret);
    for suffix in ["", "-wal"] {
        let part = file::beside(path, suffix);
        if part.is_file() && stands_in(&part, &finder, secret.len()).map_err(StoreError::io(&part))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn stands_in(path: &Path, finder: &Finder<'_>, length: usize) -> std::io::Result<bool> {
    let mut file = std::fs::File::open(path)?;
    let mut buffer = Vec::new();
    loop {
        // What may be the beginning of a hit stays for the next piece.
        let kept = buffer.len().min(length.saturating_sub(1));
        buffer.drain(..buffer.len() - kept);
        if file.by_ref().take(1 << 20).read_to_end(&mut buffer)? == 0 {
            return Ok(false);
        }
        if finder.find(&buffer).is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::{account, chat, count, import, member, messages, nickname, said, store};

    #[test]
    fn a_forgotten_member_is_gone_from_the_file_and_stays_gone() {
        let (_folder, mut store) = store();
        let secret = "这是一句只有我说过的很长的话";
        let list = vec![
            said(Some("1"), 1, account("wxid_forgetme_0001", "小美"), secret),
            said(Some("2"), 2, account("wxid_other_000002", "阿强"), "@小美 你好"),
            said(Some("3"), 3, account("wxid_forgetme_0001", "小美"), "再见"),
        ];
        import(&mut store, "weflow-json", &chat(Some("g")), messages(&list));
        let who = member(&store, "小美");
        let erasure = store.forget(who).unwrap();
        assert_eq!((erasure.messages, erasure.remaining), (2, 0));
        assert!(erasure.looked_for >= 2);
        for file in std::fs::read_dir(store.path().parent().unwrap()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(Finder::new(secret).find(&bytes).is_none());
            assert!(Finder::new("wxid_forgetme_0001").find(&bytes).is_none());
        }
        assert_eq!(store.view().search(&["再见"], &TextScope::default(), 9).unwrap(), []);
        assert!(store.view().check_health().unwrap().is_well());

        let again = import(&mut store, "weflow-json", &chat(Some("g")), messages(&list));
        assert_eq!((again.records, again.duplicate, again.skipped), (1, 1, 2));
        // Nor under the name alone, from an exporter without ids.
        let named = import(&mut store, "weflow-txt", &chat(None), messages(&[said(None, 1, nickname("小美"), secret)]));
        assert_eq!((named.new, named.skipped), (0, 1));
        assert_eq!((count(&store, "member"), count(&store, "message")), (1, 1));
        let log = store.view().audit_log(9).unwrap();
        assert_eq!(log[0].action, "forget");
        assert!(!log[0].detail.contains("小美"));
    }

    #[test]
    fn who_opted_out_gets_nothing_new() {
        let (_folder, mut store) = store();
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, account("a", "小美"), "一")]));
        store.opt_out(member(&store, "小美")).unwrap();
        let later =
            import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("2"), 2, account("a", "小美"), "二")]));
        assert_eq!((later.new, later.skipped), (0, 1));
        assert_eq!(count(&store, "member WHERE opted_out = 1"), 1);
        assert!(matches!(store.opt_out(MemberId(99)), Err(StoreError::Absent)));
    }
}
