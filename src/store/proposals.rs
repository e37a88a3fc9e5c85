//! Proposals: which member bears the name of an order's buyer or a survey's respondent, what agrees
//! beside the name, and what accepting would add.

use rusqlite::Connection;

use super::error::Result;
use super::joins::ids_of;
use super::party::json;
use super::{Reader, decode};
use crate::model::view::{JoinProposal, JoinSummary, JoinedBy};
use crate::model::{Attribute, MemberId, Money, Value};

/// A name that more members than this share proposes nobody.
const MOST_CANDIDATES: usize = 20;

/// What one order adds to revenue: it counts once paid, as in profiles.
const REVENUE: &str = "CASE WHEN o.status = 1 THEN o.amount - o.refunded ELSE 0 END";

/// Open parties that a join of party `p` would bring along by the keys that it teaches.
const FOLLOWS: &str = "SELECT q.id FROM party q WHERE q.identity IS NULL AND q.phone IS NOT NULL AND q.phone = p.phone AND q.id <> p.id
    UNION SELECT q.id FROM party q WHERE q.identity IS NULL AND q.mail IS NOT NULL AND q.mail = p.mail AND q.id <> p.id
    UNION SELECT q.id FROM party q WHERE q.identity IS NULL AND q.alias IS NOT NULL AND q.alias = p.alias AND q.id <> p.id";

/// Proposes the members who bear an open party's name, and says anew what agrees.
pub(super) fn propose(connection: &Connection) -> Result<()> {
    let named: Vec<(i64, String)> = connection
        .prepare_cached(
            "SELECT n.party, n.value FROM party p JOIN party_name n ON n.party = p.id WHERE p.identity IS NULL
             AND (EXISTS (SELECT 1 FROM orders WHERE party = p.id) OR EXISTS (SELECT 1 FROM response WHERE party = p.id))",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut put = connection.prepare_cached(
        "INSERT INTO join_proposal (party, member, reasons) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET reasons = excluded.reasons WHERE state = 'open'",
    )?;
    for (party, name) in named {
        let members: Vec<(i64, bool)> = connection
            .prepare_cached(
                "SELECT m.id, max(n.last_seen IS NULL OR n.last_seen IS (SELECT max(last_seen) FROM name
                     WHERE identity = n.identity AND kind = n.kind AND group_id IS n.group_id))
                 FROM name n JOIN identity i ON i.id = n.identity JOIN member m ON m.id = i.member
                 WHERE n.folded = ?1 AND m.opted_out = 0 GROUP BY m.id LIMIT ?2",
            )?
            .query_map((&name, MOST_CANDIDATES as i64 + 1), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if members.len() > MOST_CANDIDATES {
            continue;
        }
        for (member, is_current) in members {
            let borne = if is_current { "name" } else { "former_name" };
            let mut reasons = vec![(borne.to_owned(), name.clone())];
            reasons.extend(agreements(connection, party, member)?);
            let pairs: Vec<(&str, &str)> = reasons.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            put.execute((party, member, json(&pairs)))?;
        }
    }
    Ok(())
}

/// What agrees beside the name: where they live, the end of a masked phone, the day of joining.
fn agreements(connection: &Connection, party: i64, member: i64) -> Result<Vec<(String, String)>> {
    let mut found: Vec<(String, String)> =
        region(connection, party, member)?.into_iter().map(|region| ("region".to_owned(), region)).collect();
    let said = |sql: &str| -> Result<Vec<String>> {
        let mut statement = connection.prepare_cached(sql)?;
        Ok(statement.query_map([party, member], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    let tails = said(
        "SELECT DISTINCT substr(h.value, -4) FROM handle h JOIN identity i ON i.id = h.identity
         JOIN field f ON f.party = ?1 AND f.value LIKE '%*%' || substr(h.value, -4)
         WHERE i.member = ?2 AND h.kind = 'phone'",
    )?;
    let days = said(
        "SELECT DISTINCT f.value FROM field f JOIN identity i ON i.member = ?2 JOIN membership s ON s.identity = i.id
         WHERE f.party = ?1 AND f.meaning = 'joined' AND f.time IS NOT NULL AND abs(s.joined - f.time) < 43200 LIMIT 1",
    )?;
    found.extend(tails.into_iter().map(|tail| ("phone".to_owned(), tail)));
    found.extend(days.into_iter().map(|day| ("joined".to_owned(), day)));
    Ok(found)
}

/// A place in a party's cells or answers where the member is known to live, or that a list of theirs
/// gives in the same words.
fn region(connection: &Connection, party: i64, member: i64) -> Result<Option<String>> {
    let told = |sql: &str, whose: i64| -> Result<Vec<String>> {
        let mut statement = connection.prepare_cached(sql)?;
        Ok(statement.query_map([whose], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    let places = told(
        "SELECT value FROM field WHERE party = ?1 AND meaning = 'region'
         UNION SELECT a.option FROM response r JOIN answer a ON a.response = r.id
             JOIN question q ON q.id = a.question WHERE r.party = ?1 AND q.meaning = 'region'",
        party,
    )?;
    if places.is_empty() {
        return Ok(None);
    }
    let own = told(
        "SELECT DISTINCT f.value FROM party q JOIN identity i ON i.id = q.identity
         JOIN field f ON f.party = q.id AND f.meaning = 'region' WHERE i.member = ?1",
        member,
    )?;
    let mut cities = Vec::new();
    let details = "SELECT detail FROM attribute WHERE member = ?1 AND key = 'region'";
    let mut statement = connection.prepare_cached(details)?;
    let mut rows = statement.query([member])?;
    while let Some(row) = rows.next()? {
        let detail = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        if let Value::Place { city: Some(city), .. } = decode::<Attribute>(detail)?.value {
            cities.push(city);
        }
    }
    Ok(places.into_iter().find(|place| own.contains(place) || cities.iter().any(|city| place.contains(city.as_str()))))
}

/// What is joined, by what it joined by.
fn joined_by(conn: &Connection) -> Result<Vec<JoinedBy>> {
    let sql = format!(
        "SELECT coalesce(key, 'id'), sum(bought), sum(answered), sum(money) FROM (
             SELECT p.joined_by AS key, 1 AS bought, 0 AS answered, {REVENUE} AS money
                 FROM orders o JOIN party p ON p.id = o.party WHERE p.identity IS NOT NULL
             UNION ALL SELECT p.joined_by, 0, 1, 0 FROM response r JOIN party p ON p.id = r.party
                 WHERE p.identity IS NOT NULL)
         GROUP BY 1 ORDER BY 4 DESC, 2 DESC, 3 DESC, 1"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let by = statement.query_map([], |row| {
        Ok(JoinedBy { key: row.get(0)?, orders: row.get(1)?, responses: row.get(2)?, amount: Money(row.get(3)?) })
    })?;
    Ok(by.collect::<rusqlite::Result<_>>()?)
}

impl Reader {
    /// How far orders and answers have found their members, in money.
    pub fn join_summary(&self) -> Result<JoinSummary> {
        let conn = self.conn()?;
        let (joined, total, orders_joined, orders) = conn.query_row(
            &format!(
                "SELECT coalesce(sum(CASE WHEN p.identity IS NOT NULL THEN {REVENUE} END), 0),
                 coalesce(sum({REVENUE}), 0), count(p.identity), count(*)
                 FROM orders o JOIN party p ON p.id = o.party"
            ),
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        let proposed = conn.query_row(
            &format!(
                "SELECT coalesce(sum({REVENUE}), 0) FROM orders o
                 WHERE o.party IN (SELECT party FROM join_proposal WHERE state = 'open')"
            ),
            [],
            |row| row.get(0),
        )?;
        let responses = conn.query_row(
            "SELECT count(p.identity), count(*) FROM response r JOIN party p ON p.id = r.party",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let proposals =
            conn.query_row("SELECT count(*) FROM join_proposal WHERE state = 'open'", [], |row| row.get(0))?;
        Ok(JoinSummary {
            by: joined_by(&conn)?,
            amount_joined: Money(joined),
            amount_total: Money(total),
            amount_proposed: Money(proposed),
            orders: (orders_joined, orders),
            responses,
            proposals,
        })
    }

    /// Orders and answers that wait for somebody to say whose they are.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn waiting_rows(&self) -> Result<u64> {
        let waiting = self.conn()?.query_row(
            "WITH waiting AS (SELECT DISTINCT party FROM join_proposal WHERE state = 'open')
             SELECT (SELECT count(*) FROM orders WHERE party IN waiting)
             + (SELECT count(*) FROM response WHERE party IN waiting)",
            [],
            |row| row.get::<_, i64>(0),
        )?;
        Ok(waiting.unsigned_abs())
    }

    /// Open proposals: the unambiguous first, then by the money that confirming adds, then by how much agrees.
    pub fn join_proposals(&self) -> Result<Vec<JoinProposal>> {
        let sql = format!(
            "SELECT j.id, m.id, m.name, j.reasons, p.names,
             (SELECT count(*) FROM orders WHERE party = p.id) AS bought,
             (SELECT count(*) FROM response WHERE party = p.id) AS answered,
             (SELECT coalesce(sum({REVENUE}), 0) FROM orders o WHERE o.party = p.id) AS amount,
             (SELECT count(*) FROM join_proposal k WHERE k.party = p.id AND k.state = 'open') AS candidates,
             json_array_length(j.reasons) AS agreements,
             (SELECT count(*) FROM orders WHERE party IN ({FOLLOWS}))
                 + (SELECT count(*) FROM response WHERE party IN ({FOLLOWS})),
             (SELECT coalesce(sum({REVENUE}), 0) FROM orders o WHERE o.party IN ({FOLLOWS})) AS bridged, p.id
             FROM join_proposal j JOIN party p ON p.id = j.party JOIN member m ON m.id = j.member
             WHERE j.state = 'open' ORDER BY candidates > 1, amount + bridged DESC, amount DESC,
                 agreements DESC, answered DESC, j.id"
        );
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(&sql)?;
        let proposals = statement
            .query_map([], |row| {
                let (orders, responses): (u64, u64) = (row.get(5)?, row.get(6)?);
                let kind = if orders > 0 { "order" } else { "response" };
                Ok(JoinProposal {
                    id: row.get(0)?,
                    party: row.get(12)?,
                    kind: kind.to_owned(),
                    name: ids_of(row.get_ref(4)?.as_str()?)
                        .into_iter()
                        .next()
                        .map(|(_, name)| name)
                        .unwrap_or_default(),
                    member: MemberId(row.get(1)?),
                    member_name: row.get(2)?,
                    reasons: ids_of(row.get_ref(3)?.as_str()?),
                    rows: orders + responses,
                    amount: Money(row.get(7)?),
                    candidates: row.get(8)?,
                    follows: row.get(10)?,
                    amount_follows: Money(row.get(11)?),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(proposals)
    }
}
