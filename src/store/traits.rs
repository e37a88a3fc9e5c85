//! Members who share a key or a name, found by looking them up, and what is known of each that may
//! show that they are one person.

use std::collections::BTreeSet;

use rusqlite::{Connection, Params, ToSql};

use super::error::Result;
use super::{Reader, apart, decode};
use crate::model::identity::Traits;
use crate::model::{Attribute, GroupId, MemberId, Provenance, Timestamp, Value};

/// Whom nothing is suggested of: who asked out, and bots.
const SPARED: &str = "m.opted_out = 0 AND m.staff <> 2
    AND NOT EXISTS (SELECT 1 FROM membership s WHERE s.identity = i.id AND s.role = 'bot')";

impl Reader {
    /// Every two members who share a phone, a mail address, a handle or a name, if no more than
    /// `most` share it, and the operator does not keep them apart. `is_name` and `is_handle` say which
    /// names and handles count; between one who speaks and one whom only a list knows, any name does
    /// that just these two bear.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn bonds(
        &self,
        most: usize,
        is_name: impl Fn(&str) -> bool,
        is_handle: impl Fn(&str) -> bool,
    ) -> Result<Vec<(MemberId, MemberId)>> {
        let moment = self.conn()?;
        let conn: &rusqlite::Connection = &moment;
        let keys = format!(
            "WITH held (kind, value, member) AS (
                 SELECT h.kind, h.value, i.member FROM handle h JOIN identity i ON i.id = h.identity
                     JOIN member m ON m.id = i.member WHERE h.kind <> 'alias' AND {SPARED}
                 UNION SELECT 'phone', p.phone, i.member FROM party p JOIN identity i ON i.id = p.identity
                     JOIN member m ON m.id = i.member WHERE p.phone IS NOT NULL AND {SPARED}
                 UNION SELECT 'mail', p.mail, i.member FROM party p JOIN identity i ON i.id = p.identity
                     JOIN member m ON m.id = i.member WHERE p.mail IS NOT NULL AND {SPARED})
             SELECT value, json_group_array(member) FROM held GROUP BY kind, value HAVING count(*) BETWEEN 2 AND ?1"
        );
        let handles = format!(
            "WITH held (value, member) AS (
                 SELECT h.value, i.member FROM handle h JOIN identity i ON i.id = h.identity
                     JOIN member m ON m.id = i.member WHERE h.kind = 'alias' AND {SPARED}
                 UNION SELECT lower(i.native), i.member FROM identity i
                     JOIN member m ON m.id = i.member WHERE i.native GLOB '*[^0-9]*' AND {SPARED})
             SELECT value, json_group_array(member) FROM held GROUP BY value HAVING count(*) BETWEEN 2 AND ?1"
        );
        let names = format!(
            "SELECT folded, json_group_array(DISTINCT i.member) FROM name n JOIN identity i ON i.id = n.identity
                 JOIN member m ON m.id = i.member
             WHERE n.folded IN (SELECT folded FROM name GROUP BY folded HAVING count(*) > 1) AND {SPARED}
             GROUP BY n.folded HAVING count(DISTINCT i.member) BETWEEN 2 AND ?1"
        );
        let beside_a_list = format!(
            "WITH held (folded, member, speaks) AS (
                 SELECT DISTINCT n.folded, i.member, EXISTS (SELECT 1 FROM identity j JOIN message s ON s.identity = j.id
                     WHERE j.member = i.member)
                 FROM name n JOIN identity i ON i.id = n.identity JOIN member m ON m.id = i.member
                 WHERE n.folded IN (SELECT folded FROM name GROUP BY folded HAVING count(*) > 1) AND {SPARED})
             SELECT folded, json_group_array(member) FROM held GROUP BY folded
             HAVING count(*) = 2 AND min(speaks) <> max(speaks)"
        );
        let most = most as i64;
        let mut pairs = BTreeSet::new();
        pair_up(conn, &keys, [most], |_| true, &mut pairs)?;
        pair_up(conn, &handles, [most], is_handle, &mut pairs)?;
        pair_up(conn, &names, [most], is_name, &mut pairs)?;
        pair_up(conn, &beside_a_list, [], |_| true, &mut pairs)?;
        let mut found = Vec::with_capacity(pairs.len());
        for (a, b) in pairs {
            if !apart::are(conn, a, b)? {
                found.push((MemberId(a), MemberId(b)));
            }
        }
        Ok(found)
    }

    /// What of a member may show that another is the same person; of names, those that no more than
    /// `most` members bear.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn traits(&self, member: MemberId, most: usize) -> Result<Traits> {
        let moment = self.conn()?;
        let about = About { conn: &moment, member: member.0 };
        let key = |kind: &str| {
            format!(
            "SELECT h.value FROM handle h JOIN identity i ON i.id = h.identity WHERE i.member = ?1 AND h.kind = '{kind}'
             UNION SELECT p.{kind} FROM party p JOIN identity i ON i.id = p.identity WHERE i.member = ?1 AND p.{kind} IS NOT NULL"
        )
        };
        let phones = about.strings(&key("phone"))?;
        let masked = about.strings(
            "SELECT DISTINCT f.value FROM field f JOIN party p ON p.id = f.party JOIN identity i ON i.id = p.identity
             WHERE i.member = ?1 AND f.value GLOB '1[0-9]*[*]*[0-9][0-9][0-9][0-9]' AND length(f.value) = 11",
        )?;
        let (cities, gender) = about.settled()?;
        Ok(Traits {
            names: about.names(most)?,
            rare_names: about.names(2)?,
            speaks: !about.strings(
                "SELECT '' FROM identity i WHERE i.member = ?1
                     AND EXISTS (SELECT 1 FROM message m WHERE m.identity = i.id) LIMIT 1",
            )?.is_empty(),
            real_names: about.strings(
                "SELECT DISTINCT n.folded FROM name n JOIN identity i ON i.id = n.identity
                 WHERE i.member = ?1 AND n.kind IN ('real', 'remark')",
            )?,
            platforms: about.strings("SELECT DISTINCT platform FROM identity WHERE member = ?1")?,
            mails: about.strings(&key("mail"))?,
            tails: phones.iter().chain(&masked).filter_map(|phone| phone.get(phone.len().checked_sub(4)?..)).map(str::to_owned).collect(),
            phones,
            handles: about.strings(
                "SELECT h.value FROM handle h JOIN identity i ON i.id = h.identity WHERE i.member = ?1 AND h.kind = 'alias'
                 UNION SELECT lower(native) FROM identity WHERE member = ?1 AND native IS NOT NULL",
            )?,
            cities,
            gender,
            birthdays: about
                .strings(
                    "SELECT DISTINCT f.value FROM field f JOIN party p ON p.id = f.party
                     JOIN identity i ON i.id = p.identity WHERE i.member = ?1 AND f.meaning = 'birthday'",
                )?
                .iter()
                .filter_map(|written| birthday(written))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            joined: about
                .rows("SELECT s.joined FROM membership s JOIN identity i ON i.id = s.identity
                       WHERE i.member = ?1 AND s.joined IS NOT NULL", |row| Ok(Timestamp(row.get(0)?)))?,
            inviters: about.rows(
                "SELECT DISTINCT by.member FROM membership s JOIN identity i ON i.id = s.identity
                 JOIN identity by ON by.id = s.inviter WHERE i.member = ?1 AND by.member <> ?1",
                |row| Ok(MemberId(row.get(0)?)),
            )?,
            groups: about.rows(
                "SELECT DISTINCT g.id, g.name FROM membership s JOIN identity i ON i.id = s.identity
                 JOIN groups g ON g.id = s.group_id WHERE i.member = ?1",
                |row| Ok((GroupId(row.get(0)?), row.get(1)?)),
            )?,
        })
    }

    /// How many of these members have a key of each kind by which an answer would join.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn keys_held(&self, members: &[MemberId]) -> Result<Vec<(&'static str, u64)>> {
        const HANDLE: &str =
            "SELECT 1 FROM identity i JOIN handle h ON h.identity = i.id WHERE i.member = ?1 AND h.kind =";
        let kinds = [
            ("phone", format!("{HANDLE} 'phone'")),
            ("alias", format!("{HANDLE} 'alias'")),
            ("mail", format!("{HANDLE} 'mail'")),
            ("qq", "SELECT 1 FROM identity WHERE member = ?1 AND platform = 'qq' AND native IS NOT NULL".to_owned()),
            (
                "nickname",
                "SELECT 1 FROM identity i JOIN name n ON n.identity = i.id WHERE i.member = ?1 AND n.kind = 'nickname'"
                    .to_owned(),
            ),
        ];
        let mut held = Vec::new();
        for (kind, sql) in kinds {
            let conn = self.conn()?;
            let mut has = conn.prepare_cached(&sql)?;
            let mut count = 0;
            for member in members {
                count += u64::from(has.exists([member.0])?);
            }
            held.push((kind, count));
        }
        Ok(held)
    }

    /// Whether a member asked out.
    ///
    /// # Errors
    /// If the store cannot be read, or there is no such member.
    pub fn has_opted_out(&self, member: MemberId) -> Result<bool> {
        let asked = "SELECT opted_out FROM main.member WHERE id = ?1";
        Ok(self.conn()?.query_row(asked, [member.0], |row| row.get(0))?)
    }
}

fn pair_up(
    conn: &Connection,
    sql: &str,
    values: impl Params,
    counts: impl Fn(&str) -> bool,
    pairs: &mut BTreeSet<(i64, i64)>,
) -> Result<()> {
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        if !counts(row.get_ref(0)?.as_str().unwrap_or_default()) {
            continue;
        }
        let members: Vec<i64> = serde_json::from_str(row.get_ref(1)?.as_str().unwrap_or_default()).unwrap_or_default();
        for (at, a) in members.iter().enumerate() {
            pairs.extend(members[at + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
        }
    }
    Ok(())
}

/// A day of birth in one form, however it is written: `1990-05-01`, `1990/5/1`, `19900501`, `1990年5月1日`.
fn birthday(written: &str) -> Option<String> {
    let digits: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match digits[..] {
        [whole, ..] if whole.len() == 8 => (&whole[..4], &whole[4..6], &whole[6..]),
        [year, month, day, ..] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().map(|date| date.to_string())
}

struct About<'c> {
    conn: &'c Connection,
    member: i64,
}

impl About<'_> {
    fn rows<T>(&self, sql: &str, read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
        self.with(sql, &[&self.member], read)
    }

    fn with<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        Ok(self.conn.prepare_cached(sql)?.query_map(values, read)?.collect::<rusqlite::Result<_>>()?)
    }

    fn strings(&self, sql: &str) -> Result<Vec<String>> {
        self.rows(sql, |row| row.get(0))
    }

    fn names(&self, most: usize) -> Result<Vec<String>> {
        self.with(
            "SELECT DISTINCT n.folded FROM name n JOIN identity i ON i.id = n.identity WHERE i.member = ?1 AND ?2 >= (
                 SELECT count(*) FROM (SELECT DISTINCT j.member FROM name o JOIN identity j ON j.id = o.identity
                     WHERE o.folded = n.folded LIMIT ?2 + 1))",
            &[&self.member, &(most as i64)],
            |row| row.get(0),
        )
    }

    /// Cities and gender as the profile has them.
    fn settled(&self) -> Result<(Vec<String>, Option<String>)> {
        let (mut cities, mut gender) = (Vec::new(), None);
        let details: Vec<Vec<u8>> = self
            .rows("SELECT detail FROM attribute WHERE member = ?1 AND key IN ('region', 'gender')", |row| row.get(0))?;
        for detail in details {
            let Attribute { value, provenance, .. } = decode(&detail)?;
            match value {
                Value::Place { city: Some(city), .. } => cities.push(city),
                // A guess cannot tell two people apart.
                Value::Code(code) if provenance < Provenance::Observed => gender = Some(code),
                _ => {}
            }
        }
        Ok((cities, gender))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_one_day_however_it_is_written() {
        for written in ["1990-05-01", "1990/5/1", "19900501", "1990年5月1日", "1990.05.01 00:00:00"] {
            assert_eq!(birthday(written).as_deref(), Some("1990-05-01"), "{written}");
        }
        for unread in ["05-01", "1990", "1990-13-01", "5月1日", "", "90-05-01"] {
            assert_eq!(birthday(unread), None, "{unread}");
        }
    }
}
