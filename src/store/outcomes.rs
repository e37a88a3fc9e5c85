//! What came of campaigns, and whom a row of their tables means.

use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;

use super::error::Result;
use super::people::handles;
use super::{Reader, Store, audit, notes};
use crate::model::outcome::{Campaign, Contact, Outcome};
use crate::model::record::PersonRef;
use crate::model::{Day, MemberId, Money, Timestamp};
use crate::text::normal;

impl Store {
    /// Keeps what came of a campaign, in place of what was kept under its name before. Whoever was contacted at a known
    /// time was last contacted then, if not later.
    ///
    /// # Errors
    /// If the store cannot be written, or one of the members is not there.
    pub fn put_campaign(&mut self, name: &str, outcomes: &[(MemberId, Outcome)], now: Timestamp) -> Result<()> {
        let calendar = self.calendar().clone();
        self.write(|transaction| {
            let campaign = campaign(transaction, name, now)?;
            let mut put = transaction.prepare_cached(
                "INSERT INTO outcome (campaign, identity, held_out, contacted, answered, bought, amount)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            let mut first: Option<Day> = None;
            for (member, outcome) in outcomes {
                let account = notes::first_account(transaction, *member)?;
                let time = match outcome.contact {
                    Contact::At(time) => Some(time),
                    Contact::SomeTime | Contact::HeldOut => None,
                };
                put.execute(params![
                    campaign,
                    account,
                    outcome.contact == Contact::HeldOut,
                    time.map(|time| time.0),
                    outcome.answered,
                    outcome.bought,
                    outcome.amount.map(|amount| amount.0)
                ])?;
                if let Some(day) = time.map(|time| calendar.day(time)) {
                    notes::note_contact(transaction, account, day, now)?;
                    first = Some(first.map_or(day, |first| first.min(day)));
                }
            }
            transaction
                .execute("UPDATE campaign SET day = ?2 WHERE id = ?1", params![campaign, first.map(|day| day.0)])?;
            notes::count_change(transaction)?;
            audit::write(transaction, "outcome", &serde_json::json!({ "members": outcomes.len(), "campaign": name }))
        })
    }
}

/// The campaign of a name, empty.
fn campaign(connection: &Connection, name: &str, now: Timestamp) -> Result<i64> {
    connection.execute("DELETE FROM campaign WHERE name = ?1", [name])?;
    connection.execute("INSERT INTO campaign (name, imported) VALUES (?1, ?2)", params![name, now.0])?;
    Ok(connection.last_insert_rowid())
}

/// The campaigns in which each member was contacted.
pub(super) fn contacted(connection: &Connection) -> Result<FxHashMap<i64, Vec<String>>> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT i.member, c.id, c.name FROM campaign c JOIN outcome o ON o.campaign = c.id
         JOIN identity i ON i.id = o.identity WHERE o.held_out = 0 ORDER BY c.id",
    )?;
    let mut rows = statement.query([])?;
    let mut campaigns: FxHashMap<i64, Vec<String>> = FxHashMap::default();
    while let Some(row) = rows.next()? {
        campaigns.entry(row.get(0)?).or_default().push(row.get(2)?);
    }
    Ok(campaigns)
}

impl Reader {
    /// Every campaign with what came of it, the latest imported first; without whoever opted out.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn campaigns(&self) -> Result<Vec<Campaign>> {
        let conn = self.conn()?;
        let mut statement = conn.prepare("SELECT id, name, day, imported FROM campaign ORDER BY id DESC")?;
        let campaigns = statement.query_map([], |row| {
            let day = row.get::<_, Option<i32>>(2)?.map(Day);
            let imported = Timestamp(row.get(3)?);
            Ok(Campaign { id: row.get(0)?, name: row.get(1)?, day, imported, outcomes: Vec::new() })
        })?;
        let mut campaigns: Vec<Campaign> = campaigns.collect::<rusqlite::Result<_>>()?;
        let mut of = conn.prepare(
            "SELECT i.member, min(o.held_out), min(o.contacted), max(o.answered), max(o.bought), sum(o.amount)
             FROM outcome o JOIN main.identity i ON i.id = o.identity JOIN main.member m ON m.id = i.member
             WHERE o.campaign = ?1 AND m.opted_out = 0 GROUP BY i.member",
        )?;
        for campaign in &mut campaigns {
            campaign.outcomes = of.query_map([campaign.id], outcome)?.collect::<rusqlite::Result<_>>()?;
        }
        Ok(campaigns)
    }

    /// The members that a row of a table may mean, by the surest of what it tells: account, else phone, mail or
    /// 微信号, else a name. More than one if that is not unique.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn meant(&self, who: &PersonRef) -> Result<Vec<MemberId>> {
        let conn = self.conn()?;
        let members = |sql: &str, values: [&str; 2]| -> Result<Vec<MemberId>> {
            // Nothing new is kept of who opted out.
            let mut statement = conn.prepare_cached(&format!(
                "SELECT member FROM ({sql}) WHERE member NOT IN (SELECT id FROM main.member WHERE opted_out = 1)"
            ))?;
            let found = statement.query_map(values, |row| Ok(MemberId(row.get(0)?)))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        };
        let account = "SELECT DISTINCT member FROM main.identity WHERE platform = ?1 AND native = ?2";
        for (platform, id) in &who.ids {
            let found = members(account, [platform.as_str(), id])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let key = "SELECT DISTINCT i.member FROM main.handle h JOIN main.identity i ON i.id = h.identity
             WHERE h.kind = ?1 AND h.value = ?2";
        for (kind, value) in handles(who) {
            let found = members(key, [kind, &value])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let named = "SELECT id AS member FROM main.member WHERE name = ?1
             UNION SELECT i.member FROM main.name n JOIN main.identity i ON i.id = n.identity WHERE n.folded = ?2";
        for (_, name) in &who.names {
            let found = members(named, [name, &normal::fold(name)])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }
}

fn outcome(row: &Row<'_>) -> rusqlite::Result<(MemberId, Outcome)> {
    let contact = match (row.get(1)?, row.get::<_, Option<i64>>(2)?) {
        (true, _) => Contact::HeldOut,
        (false, Some(time)) => Contact::At(Timestamp(time)),
        (false, None) => Contact::SomeTime,
    };
    let amount = row.get::<_, Option<i64>>(5)?.map(Money);
    Ok((MemberId(row.get(0)?), Outcome { contact, answered: row.get(3)?, bought: row.get(4)?, amount }))
}
