//! The same questions as plain SQL over the same store, for comparison.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::Outcome;
use crate::community::{COMMON, RARE};

pub struct Reference {
    pub sort: Duration,
    pub filter: Duration,
    pub facets: Duration,
    pub common: Duration,
    pub rare: Duration,
}

/// Asks each question once, on a connection with warm pages.
pub fn measure(store: &Path, tags: &[String]) -> Outcome<Reference> {
    let connection = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let has = |tag: &String| {
        format!(
            "EXISTS (SELECT 1 FROM member_tag m JOIN tag t ON t.id = m.tag WHERE m.member = s.member AND t.name = '{tag}')"
        )
    };
    let selected =
        format!("standing s WHERE s.rank IS NOT NULL AND {}", tags.iter().map(has).collect::<Vec<_>>().join(" AND "));
    let said = |word: &str| format!("SELECT id FROM message WHERE text LIKE '%{word}%' LIMIT 60");
    let time = |sql: &str| -> Outcome<Duration> {
        let mut statement = connection.prepare(sql)?;
        let start = Instant::now();
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok(start.elapsed())
    };
    Ok(Reference {
        sort: time("SELECT member FROM standing WHERE rank IS NOT NULL ORDER BY messages DESC LIMIT 60")?,
        filter: time(&format!("SELECT count(*) FROM {selected}"))?,
        facets: time(&format!(
            "SELECT tag, count(*) FROM member_tag WHERE member IN (SELECT s.member FROM {selected}) GROUP BY tag"
        ))?,
        common: time(&said(COMMON))?,
        rare: time(&said(RARE))?,
    })
}
