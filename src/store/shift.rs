//! A build that is not kept: what would be another way under another scheme.

use rusqlite::{Connection, params};

use super::Build;
use super::error::Result;
use crate::model::MemberId;
use crate::model::shift::{Move, Named, RankShift, Shifts, StateShift, TagShift};

/// Scores that rank people and whose weights a scheme may move.
const RANKINGS: [&str; 3] = ["influence", "interaction", "consumption"];
/// Leaders looked at on either side.
const LEADERS: u64 = 10;

/// As members are before a build that is only tried.
const BEFORE: &str = "
    CREATE TEMP TABLE tag_before AS
        SELECT mt.member, t.name AS tag FROM member_tag mt JOIN tag t ON t.id = mt.tag WHERE mt.source <> 3;
    CREATE INDEX temp.tag_before_tag ON tag_before (tag, member);
    CREATE TEMP TABLE standing_before AS
        SELECT member, community, staff, level, stage, influence, interaction, consumption FROM standing
        WHERE rank IS NOT NULL;
    CREATE INDEX temp.standing_before_member ON standing_before (member, community);";

const AFTER: &str = "
    CREATE TEMP TABLE tag_after AS
        SELECT mt.member, t.name AS tag FROM member_tag mt JOIN tag t ON t.id = mt.tag WHERE mt.source <> 3;
    CREATE INDEX temp.tag_after_tag ON tag_after (tag, member);
    CREATE TEMP TABLE standing_after AS
        SELECT s.member, s.community, s.staff, s.level, s.stage, s.influence, s.interaction, s.consumption
        FROM standing s JOIN standing_before b ON b.member = s.member AND b.community = s.community;
    CREATE INDEX temp.standing_after_member ON standing_after (member);";

impl Build<'_> {
    /// Notes how everybody stands, for [`Build::shifts`].
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn note_before(&self) -> Result<()> {
        Ok(self.transaction.execute_batch(BEFORE)?)
    }

    /// What this build would change, with up to `examples` members of each tag; nothing of it is kept.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn shifts(self, examples: u64) -> Result<Shifts> {
        let conn: &Connection = &self.transaction;
        conn.execute_batch(AFTER)?;
        let members = conn.query_row("SELECT count(*) FROM standing_before", [], |row| row.get(0))?;
        let rankings = RANKINGS.iter().map(|score| ranking(conn, score)).collect::<Result<_>>()?;
        let states = ["level", "stage"].iter().map(|what| states(conn, what)).collect::<Result<Vec<_>>>()?.concat();
        Ok(Shifts { members, tags: tag_shifts(conn, examples)?, rankings, states })
    }
}

fn tag_shifts(conn: &Connection, examples: u64) -> Result<Vec<TagShift>> {
    let mut counted = conn.prepare(
        "WITH known AS (SELECT tag FROM tag_before UNION SELECT tag FROM tag_after)
         SELECT tag, (SELECT count(*) FROM tag_before b WHERE b.tag = known.tag),
             (SELECT count(*) FROM tag_after a WHERE a.tag = known.tag),
             (SELECT count(*) FROM tag_after a WHERE a.tag = known.tag
                 AND NOT EXISTS (SELECT 1 FROM tag_before b WHERE b.tag = a.tag AND b.member = a.member))
         FROM known",
    )?;
    let mut rows = counted.query([])?;
    let mut shifts = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, before, after, gained): (String, u64, u64, u64) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let lost = before + gained - after;
        if gained + lost > 0 {
            let gaining = only_in(conn, "tag_after", "tag_before", &name, examples)?;
            let losing = only_in(conn, "tag_before", "tag_after", &name, examples)?;
            shifts.push(TagShift { name, before, after, gained, lost, gaining, losing });
        }
    }
    shifts.sort_by(|a, b| (b.gained + b.lost).cmp(&(a.gained + a.lost)).then_with(|| a.name.cmp(&b.name)));
    Ok(shifts)
}

/// Bearers of a tag on one side only.
fn only_in(conn: &Connection, side: &str, other: &str, tag: &str, limit: u64) -> Result<Vec<Named>> {
    let mut bearers = conn.prepare_cached(&format!(
        "SELECT m.id, m.name FROM {side} s JOIN member m ON m.id = s.member
         LEFT JOIN standing r ON r.member = m.id AND r.rank IS NOT NULL
         WHERE s.tag = ?1 AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o.tag = s.tag AND o.member = s.member)
         ORDER BY r.rank IS NULL, r.rank, m.id LIMIT ?2"
    ))?;
    let named =
        bearers.query_map(params![tag, limit], |row| Ok(Named { id: MemberId(row.get(0)?), name: row.get(1)? }))?;
    Ok(named.collect::<rusqlite::Result<_>>()?)
}

fn ranking(conn: &Connection, score: &str) -> Result<RankShift> {
    let places = format!(
        "WITH before AS (SELECT member, rank() OVER (ORDER BY {score} DESC) AS place FROM standing_before
                         WHERE {score} > 0 AND staff = 0),
              after AS (SELECT member, rank() OVER (ORDER BY {score} DESC) AS place FROM standing_after
                        WHERE {score} > 0 AND staff = 0),
              both AS (SELECT coalesce(b.member, a.member) AS member, b.place AS was, a.place AS is_now
                       FROM before b FULL JOIN after a ON a.member = b.member)"
    );
    let moved =
        conn.query_row(&format!("{places} SELECT count(*) FROM both WHERE was IS NOT is_now"), [], |row| row.get(0))?;
    let mut leading = conn.prepare(&format!(
        "{places} SELECT m.id, m.name, was, is_now FROM both JOIN member m ON m.id = both.member
         WHERE was IS NOT is_now AND (was <= ?1 OR is_now <= ?1)
         ORDER BY min(coalesce(was, is_now), coalesce(is_now, was)), m.id"
    ))?;
    let leaders = leading.query_map([LEADERS], |row| {
        let member = Named { id: MemberId(row.get(0)?), name: row.get(1)? };
        Ok(Move { member, before: row.get(2)?, after: row.get(3)? })
    })?;
    Ok(RankShift { score: score.to_owned(), moved, leaders: leaders.collect::<rusqlite::Result<_>>()? })
}

fn states(conn: &Connection, what: &str) -> Result<Vec<StateShift>> {
    let mut changed = conn.prepare(&format!(
        "SELECT b.{what}, a.{what}, count(*) FROM standing_before b
         JOIN standing_after a ON a.member = b.member AND a.community = b.community
         WHERE b.{what} IS NOT a.{what} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    ))?;
    let shifts = changed.query_map([], |row| {
        Ok(StateShift { what: what.to_owned(), before: row.get(0)?, after: row.get(1)?, members: row.get(2)? })
    })?;
    Ok(shifts.collect::<rusqlite::Result<_>>()?)
}
