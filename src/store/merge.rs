//! Two members become one person; and the name a person is shown by. [`super::part`] undoes it.

use rusqlite::Connection;

use super::error::Result;
use super::part::Before;
use super::party::json;
use crate::model::Timestamp;

/// Why two members are one person.
pub(crate) struct Grounds<'a> {
    /// Who found it out: `hand`, `suggested`, `import`.
    pub(crate) source: &'static str,
    /// What agreed: (key, value).
    pub(crate) reasons: &'a [(&'a str, &'a str)],
}

/// Moves everything of `gone` to `keep`, and remembers how to part them; the number of the merge.
/// What builds derive is left to the next build.
pub(crate) fn members(connection: &Connection, keep: i64, gone: i64, grounds: &Grounds<'_>) -> Result<i64> {
    mark_tied(connection, gone)?;
    let merge = remember(connection, keep, gone, grounds)?;
    for sql in [
        "UPDATE identity SET member = ?1 WHERE member = ?2",
        // A mark by hand, given or taken, is stronger than what a rule or a file says.
        "DELETE FROM member_tag AS weak WHERE member = ?1 AND source IN (0, 2) AND EXISTS (
             SELECT 1 FROM member_tag WHERE member = ?2 AND tag = weak.tag AND source IN (1, 3))",
        "UPDATE OR IGNORE member_tag SET member = ?1 WHERE member = ?2",
        "DELETE FROM member_tag WHERE ?1 <> ?2 AND member = ?2",
        "UPDATE history SET member = ?1 WHERE member = ?2",
        "UPDATE OR IGNORE join_proposal SET member = ?1 WHERE member = ?2",
        "DELETE FROM join_proposal WHERE ?1 <> ?2 AND member = ?2",
        "DELETE FROM state WHERE member IN (?1, ?2)",
        "DELETE FROM standing WHERE ?1 <> ?2 AND member = ?2",
        "DELETE FROM attribute WHERE ?1 <> ?2 AND member = ?2",
        "UPDATE member SET dirty = 1,
             staff = max(staff, (SELECT staff FROM member WHERE id = ?2)),
             opted_out = max(opted_out, (SELECT opted_out FROM member WHERE id = ?2)) WHERE id = ?1",
        "DELETE FROM member WHERE ?1 <> ?2 AND id = ?2",
    ] {
        connection.prepare_cached(sql)?.execute((keep, gone))?;
    }
    Ok(merge)
}

fn remember(connection: &Connection, keep: i64, gone: i64, grounds: &Grounds<'_>) -> Result<i64> {
    let before = Before::of(connection, keep, gone)?.written()?;
    connection
        .prepare_cached(
            "INSERT INTO merge (time, keep, gone, gone_name, source, reasons, before)
             SELECT ?1, ?2, id, name, ?4, ?5, ?6 FROM member WHERE id = ?3",
        )?
        .execute((Timestamp::now().0, keep, gone, grounds.source, json(grounds.reasons), before))?;
    Ok(connection.last_insert_rowid())
}

/// Marks everybody changed whose profile tells of this member: those who answered, addressed,
/// invited or were in a thread or an event with them.
pub(crate) fn mark_tied(connection: &Connection, member: i64) -> Result<()> {
    // Before the first build nothing tells of anybody, and everybody is read anyway.
    if !connection.prepare_cached("SELECT 1 FROM state LIMIT 1")?.exists([])? {
        return Ok(());
    }
    connection
        .prepare_cached(
            "UPDATE member SET dirty = 1 WHERE id IN (
                 SELECT i.member FROM identity own JOIN link l ON l.target = own.id
                     JOIN identity i ON i.id = l.speaker WHERE own.member = ?1
                 UNION SELECT i.member FROM identity own JOIN message m ON m.identity = own.id
                     JOIN link l ON l.message = m.id JOIN identity i ON i.id = l.target WHERE own.member = ?1
                 UNION SELECT i.member FROM identity own JOIN message m ON m.identity = own.id
                     JOIN link l ON l.message = m.id JOIN identity i ON i.id = l.owner WHERE own.member = ?1
                 UNION SELECT i.member FROM identity own JOIN message o ON o.identity = own.id
                     JOIN link l ON l.thread = o.id JOIN identity i ON i.id = l.speaker WHERE own.member = ?1
                 UNION SELECT i.member FROM identity own JOIN event e ON e.target = own.id
                     JOIN identity i ON i.id = e.actor WHERE own.member = ?1
                 UNION SELECT i.member FROM identity own JOIN event e ON e.actor = own.id
                     JOIN identity i ON i.id = e.target WHERE own.member = ?1
                 UNION SELECT i.member FROM identity own JOIN membership s ON s.identity = own.id
                     JOIN identity i ON i.id = s.inviter WHERE own.member = ?1
                 UNION SELECT i.member FROM identity own JOIN membership s ON s.inviter = own.id
                     JOIN identity i ON i.id = s.identity WHERE own.member = ?1)",
        )?
        .execute([member])?;
    Ok(())
}

/// The best name of member `?1`: remark, card, nickname, real name, else the id.
pub(super) const BEST_NAME: &str = "coalesce(
    (SELECT n.value FROM identity i JOIN name n ON n.identity = i.id WHERE i.member = ?1
     ORDER BY CASE n.kind WHEN 'remark' THEN 0 WHEN 'card' THEN 1 WHEN 'nickname' THEN 2 ELSE 3 END,
              n.last_seen DESC, n.id DESC LIMIT 1),
    (SELECT coalesce(native, name) FROM identity WHERE member = ?1 ORDER BY native IS NULL, id LIMIT 1))";

/// Shows a member by their best name.
pub(crate) fn rename(connection: &Connection, member: i64) -> Result<()> {
    connection
        .prepare_cached(&format!("UPDATE member SET name = coalesce({BEST_NAME}, name) WHERE id = ?1"))?
        .execute([member])?;
    connection
        .prepare_cached(
            "UPDATE identity SET name = coalesce((SELECT value FROM name WHERE identity = identity.id AND kind = 'nickname'
                 ORDER BY last_seen DESC, id DESC LIMIT 1), name)
             WHERE member = ?1 AND native IS NOT NULL",
        )?
        .execute([member])?;
    Ok(())
}
