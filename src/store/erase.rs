//! People who ask out: `optout` keeps them from profiles, `forget` erases them. Both leave salted
//! hashes of their keys behind, so that a later import brings nothing back.

use std::path::PathBuf;

use rusqlite::Connection;

use super::digest::tombstone;
use super::error::{Result, StoreError};
use super::residue::Traces;
use super::unsaid::{self, Unsaid};
use super::{Store, audit, file, grams, journal, merge, open, segments, tags};
use crate::model::journal::Act;
use crate::model::{Calendar, MemberId, Timestamp};

/// What an erasure did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Messages erased.
    pub messages: u64,
    /// Texts, ids and names looked for in the files afterwards.
    pub looked_for: u64,
    /// Texts and ids that are still in the store although nobody else said them.
    pub remaining: u64,
    /// Texts, ids and names that stand in what others said, or in what is kept of others.
    pub elsewhere: u64,
    /// Other files beside the store, not its own, that hold something of the member.
    pub copies: Vec<PathBuf>,
    /// What became of segments that told of the member.
    pub segments: Unsaid,
}

/// The setting that keeps the filters an operator typed. They may name somebody: an erasure empties it.
pub const TYPED_FILTERS: &str = "filters";

impl Store {
    /// Takes members out of profiling, lists and exports for good: nothing new is stored of them. Gives
    /// how many.
    pub fn opt_out(&mut self, members: &[MemberId]) -> Result<u64> {
        self.act(&Act::OptOut, journal::one(members), |transaction| {
            for member in members {
                if transaction.execute("UPDATE member SET opted_out = 1, dirty = 1 WHERE id = ?1", [member.0])? == 0 {
                    return Err(StoreError::Absent);
                }
                // No build keeps them, and they come back with the member if this is undone.
                transaction.execute("DELETE FROM member_tag WHERE member = ?1", [member.0])?;
                bury(transaction, *member, "optout")?;
            }
            journal::counted(members.len() as u64)
        })
    }

    /// Erases a member everywhere in the file, and the copies that were made before migrations;
    /// looks through the raw files afterwards.
    pub fn forget(&mut self, member: MemberId) -> Result<Erasure> {
        let calendar = self.calendar().clone();
        let (messages, segments, traces) = self.write(|transaction| {
            let known = transaction.prepare("SELECT 1 FROM member WHERE id = ?1")?.exists([member.0])?;
            if !known {
                return Err(StoreError::Absent);
            }
            let traces = Traces::of(transaction, member)?;
            bury(transaction, member, "forget")?;
            let (messages, segments) = erase(transaction, member, &calendar)?;
            audit::write(transaction, "forget", &serde_json::json!({ "members": 1, "messages": messages }))?;
            Ok((messages, segments, traces))
        })?;
        self.scrub()?;
        Ok(Erasure { messages, segments, ..traces.look(self.view())? })
    }

    /// Takes what was deleted out of the file's free pages, and away with the copies that were made before
    /// migrations.
    pub(super) fn scrub(&self) -> Result<()> {
        self.connection()?
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        file::remove_copies(self.path())
    }
}

/// The temporary tables that name who is erased: empty, made if they are not there. Of the words they were known
/// by: whether one is long enough to tell who is meant, and whether no name of somebody else holds it.
pub(super) const GONE: &str = "
    CREATE TEMP TABLE IF NOT EXISTS gone_member (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS gone_identity (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS gone_party (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS gone_word (value TEXT PRIMARY KEY, alone INTEGER NOT NULL DEFAULT 1,
        tells INTEGER NOT NULL AS (length(value) > 3 OR unicode(value) >= 0x2e80));
    DELETE FROM gone_member; DELETE FROM gone_identity; DELETE FROM gone_party; DELETE FROM gone_word;";

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
    let mut insert = connection.prepare_cached(
        "INSERT INTO tombstone (hash, kind, time) VALUES (?1, ?2, ?3)
         ON CONFLICT (hash) DO UPDATE SET kind = ?2, time = ?3",
    )?;
    for key in keys {
        let parts: Vec<&str> = key.iter().map(String::as_str).collect();
        insert.execute((tombstone(&salt, &parts), kind, Timestamp::now().0))?;
    }
    Ok(())
}

/// Deletes every row about a member; how many messages there were, and what became of segments.
fn erase(connection: &Connection, member: MemberId, calendar: &Calendar) -> Result<(u64, Unsaid)> {
    connection.execute_batch(GONE)?;
    connection.execute("INSERT INTO gone_member VALUES (?1)", [member.0])?;
    connection.execute("INSERT INTO gone_identity SELECT id FROM identity WHERE member = ?1", [member.0])?;
    connection.execute_batch(
        "INSERT INTO gone_party SELECT id FROM party WHERE identity IN gone_identity;
         INSERT OR IGNORE INTO gone_word (value)
             SELECT value FROM name WHERE identity IN gone_identity AND length(value) > 1
             UNION SELECT name FROM identity WHERE id IN gone_identity AND length(name) > 1
             UNION SELECT native FROM identity WHERE id IN gone_identity AND length(native) > 3
             UNION SELECT value FROM handle WHERE identity IN gone_identity AND length(value) > 3;
         UPDATE gone_word SET alone = NOT EXISTS (
             SELECT 1 FROM name WHERE identity NOT IN gone_identity AND instr(name.value, gone_word.value) > 0);",
    )?;
    let segments = unsaid::unsay(connection, calendar)?;
    let images = unsaid::images(connection, calendar)?;
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
         DELETE FROM link WHERE target IN gone_identity OR speaker IN gone_identity
             OR thread IN (SELECT id FROM message WHERE identity IN gone_identity);
         DELETE FROM address WHERE identity IN gone_identity;
         DELETE FROM event WHERE actor IN gone_identity OR target IN gone_identity;
         UPDATE event SET text = NULL WHERE (system = 1 OR action = 'pat')
             AND EXISTS (SELECT 1 FROM gone_word WHERE instr(event.text, value) > 0);
         DELETE FROM message WHERE identity IN gone_identity;
         DELETE FROM answer WHERE response IN (SELECT id FROM response WHERE party IN gone_party);
         DELETE FROM response WHERE party IN gone_party;
         DELETE FROM orders WHERE party IN gone_party;
         DELETE FROM field WHERE party IN gone_party;
         DELETE FROM roster_row WHERE party IN gone_party;
         DELETE FROM party WHERE id IN gone_party;
         DELETE FROM setting WHERE key = 'filters';",
    )?;
    strike(connection, &images)?;
    erase_mentions(connection)?;
    connection.execute_batch(GONE)?;
    grams::reindex(connection, &rows)?;
    Ok((rows.len() as u64, segments))
}

/// Strikes out the members who stand in [`GONE`], and whatever hangs on them but rows of data; of the journal also
/// the rows that are named.
pub(super) fn strike(connection: &Connection, images: &[i64]) -> Result<()> {
    connection.execute_batch(
        "UPDATE membership SET inviter = NULL WHERE inviter IN gone_identity;
         DELETE FROM membership WHERE identity IN gone_identity;
         DELETE FROM note WHERE identity IN gone_identity;
         DELETE FROM outcome WHERE identity IN gone_identity;
         DELETE FROM followup WHERE identity IN gone_identity;
         DELETE FROM dealt WHERE identity IN gone_identity;
         DELETE FROM lock WHERE identity IN gone_identity;
         DELETE FROM review WHERE identity IN gone_identity;
         DELETE FROM handle WHERE identity IN gone_identity;
         DELETE FROM name WHERE identity IN gone_identity;",
    )?;
    let mut tags = connection.prepare("SELECT DISTINCT tag FROM member_tag WHERE member IN gone_member")?;
    let tags: Vec<i64> = tags.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    // The next build gathers it anew; until then readers do without.
    connection.execute("DELETE FROM column_by_rank", [])?;
    for table in ["state", "standing", "attribute", "member_tag", "history", "join_proposal"] {
        connection.execute(&format!("DELETE FROM {table} WHERE member IN gone_member"), [])?;
    }
    tags.iter().try_for_each(|tag| tags::sweep(connection, *tag))?;
    segments::leave(connection, &gone(connection)?)?;
    journal::erase(connection, images)?;
    connection.execute_batch(
        "DELETE FROM merge WHERE keep IN gone_member OR gone IN gone_member
             OR gone IN (SELECT origin FROM identity WHERE member IN gone_member)
             OR keep IN (SELECT origin FROM identity WHERE member IN gone_member);
         DELETE FROM identity WHERE member IN gone_member;
         DELETE FROM member WHERE id IN gone_member;",
    )?;
    Ok(())
}

fn gone(connection: &Connection) -> Result<Vec<MemberId>> {
    let mut members = connection.prepare("SELECT id FROM gone_member")?;
    Ok(members.query_map([], |row| Ok(MemberId(row.get(0)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// Erases the words that mean a member from what the store notes of files and chats.
fn erase_mentions(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS gone_chat (id INTEGER PRIMARY KEY);
         INSERT INTO gone_chat SELECT id FROM groups WHERE kind = 1
             AND EXISTS (SELECT 1 FROM gone_word WHERE instr(groups.name, value) > 0 OR groups.native = value);
         DELETE FROM stale_span WHERE group_id IN gone_chat AND NOT EXISTS (
             SELECT 1 FROM message WHERE message.group_id = stale_span.group_id);
         UPDATE groups SET native = NULL, name = '#' || id WHERE id IN gone_chat;
         DELETE FROM groups WHERE id IN gone_chat
             AND NOT EXISTS (SELECT 1 FROM message WHERE group_id = groups.id)
             AND NOT EXISTS (SELECT 1 FROM event WHERE group_id = groups.id)
             AND NOT EXISTS (SELECT 1 FROM membership WHERE group_id = groups.id)
             AND NOT EXISTS (SELECT 1 FROM roster_row WHERE group_id = groups.id)
             AND NOT EXISTS (SELECT 1 FROM name WHERE group_id = groups.id)
             AND NOT EXISTS (SELECT 1 FROM identity WHERE scope = groups.id);
         DROP TABLE gone_chat;
         UPDATE import SET path = '' WHERE EXISTS (SELECT 1 FROM gone_word WHERE tells AND instr(path, value) > 0);
         DELETE FROM import_folder WHERE EXISTS (SELECT 1 FROM gone_word WHERE tells AND instr(path, value) > 0);
         UPDATE campaign SET name = '#' || id WHERE EXISTS (SELECT 1 FROM gone_word WHERE tells AND instr(name, value) > 0);
         UPDATE review SET rule = '' WHERE EXISTS (SELECT 1 FROM gone_word WHERE tells AND instr(rule, value) > 0);
         UPDATE audit SET detail = json_remove(detail, '$.path', '$.recipient', '$.campaign')
             WHERE EXISTS (SELECT 1 FROM gone_word WHERE tells AND instr(detail, value) > 0);",
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use memchr::memmem::Finder;

    use super::*;
    use crate::model::outcome::{Contact, Outcome};
    use crate::model::record::{Action, ChatKind, Record};
    use crate::store::TextScope;
    use crate::store::tests::noted;

    fn contacted() -> Outcome {
        Outcome { contact: Contact::SomeTime, answered: None, bought: None, amount: None }
    }

    /// Every file beside a store that holds the words.
    fn holding(store: &Store, words: &str) -> Vec<String> {
        let entries = std::fs::read_dir(store.path().parent().unwrap()).unwrap().map(|entry| entry.unwrap());
        entries
            .filter(|entry| Finder::new(words).find(&std::fs::read(entry.path()).unwrap()).is_some())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn copies_made_before_a_migration_are_erased_too_and_others_are_named() {
        let (_folder, mut store) = store();
        let secret = "这是一句只有我说过的很长的话";
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, account("wxid_1", "小美"), secret)]));
        store.connection().unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let beside = |suffix: &str| file::beside(store.path(), suffix);
        let (copy, own) = (beside(".v1"), beside(".bak"));
        std::fs::copy(store.path(), &copy).unwrap();
        std::fs::copy(store.path(), &own).unwrap();
        let erasure = store.forget(member(&store, "小美")).unwrap();
        assert!(!copy.exists());
        assert_eq!((erasure.copies, erasure.remaining), (vec![own], 0));
        assert_eq!(holding(&store, secret), ["store.db.bak"]);
        let path = store.path().to_owned();
        drop(store);
        std::fs::write(&copy, "x").unwrap();
        Store::remove(&path).unwrap();
        assert!(!path.exists() && !copy.exists());
    }

    #[test]
    fn nothing_that_the_store_notes_of_files_and_chats_names_who_was_forgotten() {
        let (_folder, mut store) = store();
        let private = |id: &str, name: &str| crate::model::record::Chat {
            name: name.to_owned(),
            kind: ChatKind::Private,
            ..chat(Some(id))
        };
        let me = || account("wxid_myself", "阿强");
        let alone = vec![said(Some("1"), 1, account("wxid_forgetme", "奇怪小美"), "在吗")];
        import(&mut store, "x", &private("wxid_forgetme", "奇怪小美"), messages(&alone));
        let both =
            vec![said(Some("1"), 1, account("wxid_forgetme", "奇怪小美"), "在吗"), said(Some("2"), 2, me(), "在的")];
        import(&mut store, "x", &private("other", "与奇怪小美的聊天"), messages(&both));
        let mut pat = noted(9, Action::Pat, Some(me()), vec![account("wxid_third", "第三")]);
        pat.text = Some("阿强拍了拍奇怪小美".to_owned());
        import(&mut store, "x", &chat(Some("g")), vec![Record::Event(pat)]);
        store.connection().unwrap().execute("UPDATE import SET path = '/d/奇怪小美.json' WHERE id = 1", []).unwrap();
        let folder = "INSERT INTO import_folder (path, mapping) VALUES ('/d/奇怪小美', '[]'), ('/d/别的', '[]')";
        store.connection().unwrap().execute(folder, []).unwrap();
        store.audit("export", &serde_json::json!({ "rows": 1, "path": "/d/奇怪小美.csv" })).unwrap();
        store.put_campaign("给奇怪小美的券", &[(member(&store, "阿强"), contacted())], Timestamp(1)).unwrap();
        let judged = "INSERT INTO review (identity, tag, verdict, rule, time)
            SELECT id, '常客', 0, '昵称:奇怪小美', 1 FROM identity WHERE native = 'wxid_myself'";
        store.connection().unwrap().execute(judged, []).unwrap();
        let filter = crate::query::parse("wxid_forgetme", &store.view().vocabulary().unwrap()).unwrap();
        store.save_segment("她", &filter, false, Timestamp(1)).unwrap();
        let reached = crate::query::parse("campaign:给奇怪小美的券", &Default::default()).unwrap();
        store.save_segment("触达", &reached, false, Timestamp(1)).unwrap();
        let erasure = store.forget(member(&store, "奇怪小美")).unwrap();
        assert_eq!((erasure.messages, erasure.remaining, erasure.elsewhere), (2, 0, 0));
        for words in ["奇怪小美", "wxid_forgetme"] {
            assert_eq!(holding(&store, words), Vec::<String>::new(), "{words}");
        }
        assert_eq!((count(&store, "groups WHERE kind = 1"), count(&store, "segment")), (1, 0));
        assert_eq!((count(&store, "import_folder"), count(&store, "import WHERE path <> ''")), (1, 2));
        assert!(store.view().audit_log(9).unwrap().iter().any(|entry| entry.detail == r#"{"rows":1}"#));
        let campaigns = store.view().campaigns().unwrap();
        assert_eq!((campaigns[0].name.as_str(), campaigns[0].outcomes.len()), ("#1", 1));
        assert!(store.view().check_health().unwrap().is_well());
    }

    #[test]
    fn segments_say_nothing_of_who_was_forgotten_and_keep_what_they_say_of_others() {
        let (_folder, mut store) = store();
        let list = ["陆远舟", "陆远", "阿强"].map(|name| {
            let id = format!("wxid_of_{name}");
            said(Some(name), 1, account(&id, name), "在吗")
        });
        import(&mut store, "x", &chat(Some("g")), messages(&list));
        let mut save = |name: &str, filter: &str| {
            let filter = crate::query::parse(filter, &store.view().vocabulary().unwrap()).unwrap();
            store.save_segment(name, &filter, false, Timestamp(1)).unwrap();
        };
        save("甲", "name:陆远舟");
        save("乙", "(name:陆远舟 or messages>=1) and not wxid_of_陆远舟");
        save("陆远舟的朋友", "name:(陆远舟,阿强) and messages>=1");
        save("丙", "segment:陆远舟的朋友 or segment:甲");
        save("丁", "segment:甲");
        save("戊", "name:陆远");
        let number = |name: &str| member(&store, name).0;
        let (gone, stays) = (number("陆远舟"), number("阿强"));
        let mut save = |name: &str, filter: &str| {
            let filter = crate::query::parse(filter, &store.view().vocabulary().unwrap()).unwrap();
            store.save_segment(name, &filter, false, Timestamp(1)).unwrap();
        };
        save("己", &format!("member_id:({gone},{stays}) or inviter_id:{gone}"));
        save("庚", &format!("member_id:{gone}"));
        save("辛", "note:陆远舟 or note:喝茶");
        let erasure = store.forget(member(&store, "陆远舟")).unwrap();
        let told: Vec<(String, String)> = segments::saved(store.connection().unwrap())
            .unwrap()
            .into_iter()
            .map(|(name, filter, _)| (name, filter))
            .collect();
        let expected = [
            ("#1", "name:阿强 and messages>=1"),
            ("丙", "segment:#1"),
            ("乙", "messages>=1"),
            ("己", &format!("member_id:{stays}")),
            // Somebody else is called so.
            ("戊", "name:陆远"),
            ("辛", "note:喝茶"),
        ];
        assert_eq!(told, expected.map(|(name, filter)| (name.to_owned(), filter.to_owned())));
        assert_eq!((erasure.segments.deleted, erasure.remaining, erasure.elsewhere), (3, 0, 0));
        let changed: Vec<&str> = erasure.segments.changed.iter().map(String::as_str).collect();
        assert_eq!(changed, ["#1", "丙", "乙", "己", "辛"]);
        // Nor does the journal, which can undo no more of them than it still tells.
        assert_eq!(holding(&store, "陆远舟"), Vec::<String>::new());
        for number in [format!("({gone},"), format!("id:{gone}")] {
            let image = format!("journal_row WHERE instr(coalesce(before, '') || coalesce(after, ''), '{number}') > 0");
            assert_eq!(count(&store, &image), 0, "nor by the number: {number}");
        }
        assert!(store.undo().is_ok());
    }

    #[test]
    fn what_others_said_of_who_was_forgotten_is_told() {
        let (_folder, mut store) = store();
        let list = vec![
            said(Some("1"), 1, account("wxid_forgetme", "奇怪小美"), "在吗"),
            said(Some("2"), 2, account("wxid_other", "阿强"), "奇怪小美去哪了"),
        ];
        import(&mut store, "x", &chat(Some("g")), messages(&list));
        let erasure = store.forget(member(&store, "奇怪小美")).unwrap();
        assert_eq!((erasure.remaining, erasure.elsewhere), (0, 1));
    }
    use crate::store::tests::{account, chat, count, import, member, messages, nickname, said, store};
    use crate::store::village::Village;

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
        store.opt_out(&[member(&store, "小美")]).unwrap();
        let later =
            import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("2"), 2, account("a", "小美"), "二")]));
        assert_eq!((later.new, later.skipped), (0, 1));
        assert_eq!(count(&store, "member WHERE opted_out = 1"), 1);
        assert!(matches!(store.opt_out(&[MemberId(99)]), Err(StoreError::Absent)));
    }

    #[test]
    fn no_link_outlives_those_it_tells_of() {
        let mut village = Village::peopled();
        assert_eq!(village.number("SELECT count(*) FROM link WHERE 21 IN (speaker, owner, target)"), 3);
        village.store.forget(MemberId(2)).unwrap();
        assert_eq!(village.number("SELECT count(*) FROM link WHERE 21 IN (speaker, owner, target)"), 0);
        assert_eq!(village.store.view().check_health().unwrap().mislinked, 0);
    }
}
