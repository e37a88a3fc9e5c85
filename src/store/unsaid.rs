//! What segments say of members who are being erased: conditions that ask for them, and names that tell of them.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::error::Result;
use super::index::{Index, Lens};
use super::segments;
use crate::model::Calendar;
use crate::query::{self, Expr, Reduced, Selects, Telling, fold};

/// What became of segments that told of somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsaid {
    /// Those whose filter or name says less now, by their name now.
    pub changed: BTreeSet<String>,
    /// How many are gone, because nobody else was asked for.
    pub deleted: u64,
}

/// Takes the words in `gone_word` out of all segments, as if nobody had ever borne them.
pub(super) fn unsay(connection: &Connection, calendar: &Calendar) -> Result<Unsaid> {
    let words = Words::of(connection)?;
    let mut unsaid = Unsaid::default();
    rename(connection, calendar, &words, &mut unsaid)?;
    // A segment that goes leaves those that ask for it with nobody in its place.
    let mut gone = BTreeSet::new();
    loop {
        let before = gone.len();
        for (name, filter, _) in segments::saved(connection)? {
            match reduced(connection, calendar, &filter, &words, &gone)? {
                Reduced::Same => {}
                Reduced::To(Selects::Those(expr)) => {
                    connection.execute(
                        "UPDATE segment SET filter = ?2 WHERE name = ?1",
                        params![name, query::format(&expr)],
                    )?;
                    unsaid.changed.insert(name);
                }
                Reduced::To(Selects::Nobody | Selects::Everybody) => {
                    connection.execute("DELETE FROM segment WHERE name = ?1", [&name])?;
                    unsaid.changed.remove(&name);
                    unsaid.deleted += 1;
                    gone.insert(fold(&name));
                }
            }
        }
        if gone.len() == before {
            return Ok(unsaid);
        }
    }
}

/// Rows of the journal that hold a segment whose filter asks for who is erased, by a word or by their number.
pub(super) fn images(connection: &Connection, calendar: &Calendar) -> Result<Vec<i64>> {
    let words = Words::of(connection)?;
    // An image holds the columns of a segment in their order: its name, then its filter.
    let mut images = connection.prepare(
        "SELECT id, before ->> 1 FROM journal_row WHERE kind = 'segment' AND before IS NOT NULL
         UNION SELECT id, after ->> 1 FROM journal_row WHERE kind = 'segment' AND after IS NOT NULL",
    )?;
    let images = images.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut told = Vec::new();
    for (row, filter) in images.collect::<rusqlite::Result<Vec<(i64, String)>>>()? {
        if reduced(connection, calendar, &filter, &words, &BTreeSet::new())? != Reduced::Same {
            told.push(row);
        }
    }
    Ok(told)
}

/// Numbers the segments whose name tells of somebody.
fn rename(connection: &Connection, calendar: &Calendar, words: &Words, unsaid: &mut Unsaid) -> Result<()> {
    let known = segments::saved(connection)?;
    let mut free = (1_u32..).map(|number| format!("#{number}"));
    for (name, ..) in known.iter().filter(|(name, ..)| words.stand_in(name)) {
        let Some(number) = free.find(|number| known.iter().all(|(other, ..)| other != number)) else { break };
        segments::rename(connection, calendar, name, &number)?;
        unsaid.changed.insert(number);
    }
    Ok(())
}

/// A filter that this version cannot read goes, if it tells of somebody.
fn reduced(
    connection: &Connection,
    calendar: &Calendar,
    filter: &str,
    words: &Words,
    gone: &BTreeSet<String>,
) -> Result<Reduced> {
    let index = Index::default();
    let lens = Lens { conn: connection, calendar, index: &index };
    Ok(match lens.saved_filter(filter)? {
        Some(expr) => query::reduce(&expr, &|condition: &Expr| {
            query::identifying_words(condition).into_iter().any(|told| words.mean(told))
                || query::segments_used(condition).iter().any(|name| gone.contains(&fold(name)))
        }),
        None if words.stand_in(filter) => Reduced::To(Selects::Nobody),
        None => Reduced::Same,
    })
}

/// The words and numbers by which who is erased was known, folded, and the words by which others are.
struct Words {
    gone: Vec<String>,
    numbers: Vec<String>,
    of_others: Vec<String>,
}

impl Words {
    fn of(connection: &Connection) -> Result<Words> {
        let read = |sql: &str| -> Result<Vec<String>> {
            let mut statement = connection.prepare(sql)?;
            let words = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
            Ok(words.iter().map(|word| fold(word)).collect())
        };
        Ok(Words {
            gone: read("SELECT value FROM gone_word WHERE tells AND alone")?,
            numbers: read(
                "SELECT CAST(id AS TEXT) FROM gone_member
                 UNION SELECT CAST(origin AS TEXT) FROM identity WHERE id IN gone_identity AND origin IS NOT NULL",
            )?,
            of_others: read("SELECT DISTINCT value FROM name WHERE identity NOT IN gone_identity")?,
        })
    }

    /// Whether what is asked for means who is erased, and nobody else.
    fn mean(&self, told: Telling<'_>) -> bool {
        match told {
            Telling::Number(number) => self.numbers.contains(&fold(number)),
            Telling::Word(word) => self.are_in(&fold(word)),
        }
    }

    /// Whether a word is a name, or a part of one that tells.
    fn are_in(&self, word: &str) -> bool {
        let is_part = super::residue::tells(word) && self.gone.iter().any(|gone| gone.contains(word));
        let is_others = is_part && self.of_others.iter().any(|other| other.contains(word));
        (is_part && !is_others) || self.stand_in(word)
    }

    /// Whether a text holds one of them.
    fn stand_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.gone.iter().any(|gone| text.contains(gone.as_str()))
    }
}
