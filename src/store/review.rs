//! Verdicts of the operator on tags that rules gave.

use rusqlite::params;

use super::error::{Result, StoreError};
use super::{Reader, Store, notes};
use crate::model::journal::Act;
use crate::model::review::{Verdict, Verdicts};
use crate::model::{MemberId, Timestamp};

/// A verdict on somebody who bears the tag by the rule in force, and their number in a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// What was seen.
    pub verdict: Verdict,
    /// The member's number in the field asked about, where it is known.
    pub number: Option<f64>,
}

/// Bearers of a tag by its rule, each with their verdict on that rule, if there is one.
const BEARERS: &str = "
    FROM tag t JOIN member_tag mt ON mt.tag = t.id AND mt.source = 0
    JOIN member m ON m.id = mt.member AND m.opted_out = 0
    LEFT JOIN standing s ON s.member = m.id AND s.rank IS NOT NULL
    LEFT JOIN attribute a ON a.member = m.id AND a.community = s.community AND a.key = ?2
    LEFT JOIN (SELECT i.member, r.tag, r.rule, r.verdict, max(r.time)
               FROM review r JOIN main.identity i ON i.id = r.identity GROUP BY i.member, r.tag) r
        ON r.member = m.id AND r.tag = t.name AND r.rule = t.rule
    WHERE t.name = ?1";

impl Store {
    /// Notes what was seen of a tag on a member; a later verdict stands in place of an earlier one.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if there is no such member, or no such tag any more.
    pub fn review(&mut self, member: MemberId, tag: &str, verdict: Verdict, now: Timestamp) -> Result<()> {
        let act = Act::Review { tag: tag.to_owned(), verdict: verdict.key().to_owned() };
        self.act(&act, Some(member), |transaction| {
            let account = notes::first_account(transaction, member)?;
            let noted = transaction.execute(
                "INSERT INTO review (identity, tag, verdict, rule, time)
                 SELECT ?1, ?2, ?3, coalesce(rule, ''), ?4 FROM tag WHERE name = ?2
                 ON CONFLICT (tag, identity) DO UPDATE SET
                     verdict = excluded.verdict, rule = excluded.rule, time = excluded.time",
                params![account, tag, verdict as i64, now.0],
            )?;
            if noted == 0 { Err(StoreError::Absent) } else { Ok((1, ())) }
        })
    }
}

impl Reader {
    /// Bearers of a tag by its rule on whom there is no verdict yet, by their number in a field, the unknown last.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn unreviewed(&self, tag: &str, field: &str) -> Result<Vec<MemberId>> {
        let conn = self.conn()?;
        let sql = format!("SELECT m.id {BEARERS} AND r.verdict IS NULL ORDER BY a.number IS NULL, a.number, m.id");
        let mut statement = conn.prepare_cached(&sql)?;
        Ok(statement.query_map([tag, field], |row| row.get(0).map(MemberId))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Verdicts on bearers of a tag by the rule in force, with their numbers in a field.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn judged(&self, tag: &str, field: &str) -> Result<Vec<Judged>> {
        let conn = self.conn()?;
        let sql = format!("SELECT r.verdict, a.number {BEARERS} AND r.verdict IS NOT NULL ORDER BY a.number, m.id");
        let mut statement = conn.prepare_cached(&sql)?;
        let judged = statement.query_map([tag, field], |row| {
            let verdict = Verdict::ALL.get(row.get::<_, usize>(0)?).copied().unwrap_or(Verdict::Unsure);
            Ok(Judged { verdict, number: row.get(1)? })
        })?;
        Ok(judged.collect::<rusqlite::Result<_>>()?)
    }

    /// Every tag there is a verdict on: its name, those on the rule in force and on its bearers, and how many others.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn verdicts(&self) -> Result<Vec<(String, Verdicts, u64)>> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT r.tag, sum(holds AND verdict = 1), sum(holds AND verdict = 0), sum(holds AND verdict = 2),
                 sum(NOT holds)
             FROM (SELECT r.tag, r.verdict, max(r.time),
                       t.rule IS r.rule AND EXISTS (SELECT 1 FROM member_tag mt
                           WHERE mt.member = i.member AND mt.tag = t.id AND mt.source = 0) AS holds
                   FROM review r JOIN main.identity i ON i.id = r.identity LEFT JOIN tag t ON t.name = r.tag
                   GROUP BY i.member, r.tag) r
             LEFT JOIN tag t ON t.name = r.tag GROUP BY r.tag ORDER BY t.place, r.tag",
        )?;
        let verdicts = statement.query_map([], |row| {
            let verdicts = Verdicts { right: row.get(1)?, wrong: row.get(2)?, unsure: row.get(3)? };
            Ok((row.get(0)?, verdicts, row.get(4)?))
        })?;
        Ok(verdicts.collect::<rusqlite::Result<_>>()?)
    }

    /// How many members bear a tag by its rule.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn bearers_by_rule(&self, tag: &str) -> Result<u64> {
        let count =
            "SELECT count(*) FROM member_tag mt JOIN tag t ON t.id = mt.tag WHERE t.name = ?1 AND mt.source = 0";
        Ok(self.conn()?.prepare_cached(count)?.query_row([tag], |row| row.get(0))?)
    }
}
