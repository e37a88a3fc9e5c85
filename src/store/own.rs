//! A member's own value of what one condition asks about.

use rusqlite::{OptionalExtension, Row};

use super::compile::{Source, count, held_fact, source};
use super::members::Holds;
use super::{Reader, StoreError, attributes};
use crate::model::{CommunityId, Day, MemberId, Value};
use crate::query::{Did, Expr, Fact, Field};

/// Whom it is about: a member in their home community, on its as-of day.
struct Whom {
    member: MemberId,
    community: CommunityId,
    today: Day,
}

impl Reader {
    /// The member's value of a condition's field, or how often they did what it counts; `None` if
    /// that is unknown, or nothing that has a value.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn own_value(&self, member: MemberId, condition: &Expr) -> Result<Option<Value>, StoreError> {
        let lens = self.lens()?;
        let Some(community) = lens.home_of(member)? else { return Ok(None) };
        let today = lens.cache()?.as_of.get(&community).copied().unwrap_or_default();
        let whom = Whom { member, community, today };
        match condition {
            Expr::Not(inner) => self.own_value(member, inner),
            Expr::Compare(field, ..) | Expr::Unknown(field) => self.field_of(&whom, field),
            Expr::Confidence(field, ..) => {
                let key = key(field);
                let conn = self.conn()?;
                let attribute = attributes::get(&conn, member, community, key)?;
                Ok(attribute.map(|attribute| Value::Number(attribute.confidence.into())))
            }
            Expr::Did(did, ..) => self.deeds_of(&whom, did),
            Expr::Said(..) | Expr::Word(_) | Expr::And(_) | Expr::Or(_) => Ok(None),
        }
    }

    fn field_of(&self, whom: &Whom, field: &Field) -> Result<Option<Value>, StoreError> {
        let conn = self.conn()?;
        match source(field) {
            Source::Words(facts, _) => {
                let sql =
                    format!("WITH fact(member, word) AS ({facts}) SELECT DISTINCT word FROM fact WHERE member = ?1");
                let mut statement = conn.prepare_cached(&sql)?;
                let words: Vec<(String, f64)> =
                    statement.query_map([whom.member.0], |row| Ok((row.get(0)?, 1.0)))?.collect::<Result<_, _>>()?;
                Ok((!words.is_empty()).then_some(Value::Words(words)))
            }
            Source::Standing(column, holds) => {
                let sql = format!(
                    "SELECT rank, community, {column} FROM standing \
                     WHERE member = ?1 AND rank IS NOT NULL AND {column} IS NOT NULL"
                );
                self.held_of(whom, &sql, holds)
            }
            Source::Rows(rows, holds) => {
                let rank = "SELECT rank FROM standing WHERE member = ?1 AND rank IS NOT NULL";
                self.held_of(whom, &format!("SELECT * FROM ({rows}) WHERE rank = ({rank})"), holds)
            }
            Source::Attribute(key, _) => {
                let attribute = attributes::get(&conn, whom.member, whom.community, &key)?;
                Ok(attribute.map(|attribute| attribute.value))
            }
            Source::Nowhere => Ok(None),
        }
    }

    fn held_of(&self, whom: &Whom, sql: &str, holds: Holds) -> Result<Option<Value>, StoreError> {
        let read = |row: &Row<'_>| held_fact(row, holds, self.calendar());
        let fact = self.conn()?.prepare_cached(sql)?.query_row([whom.member.0], read).optional()?;
        Ok(fact.and_then(as_value))
    }

    fn deeds_of(&self, whom: &Whom, did: &Did) -> Result<Option<Value>, StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached("SELECT days FROM standing WHERE member = ?1 AND rank IS NOT NULL")?;
        let days: Option<Vec<u8>> = statement.query_row([whom.member.0], |row| row.get(0)).optional()?;
        days.map(|days| Ok(Value::Number(count(&days, did, whom.today)? as f64))).transpose()
    }
}

fn key(field: &Field) -> &str {
    match field {
        Field::Known(key) => key,
        Field::Imported(title) => title,
    }
}

fn as_value(fact: Fact<'_>) -> Option<Value> {
    match fact {
        Fact::Unknown => None,
        Fact::Number(number) => Some(Value::Number(number)),
        Fact::Words(words) => Some(Value::Words(words.into_iter().map(|word| (word.into_owned(), 1.0)).collect())),
        Fact::Day(day) => Some(Value::Text(day.to_string())),
    }
}
