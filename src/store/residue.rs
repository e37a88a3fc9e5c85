//! What of an erased member still stands in files, byte by byte.

use std::io::Read;
use std::path::{Path, PathBuf};

use memchr::memmem::Finder;
use rusqlite::Connection;

use super::error::{Result, StoreError};
use super::{Erasure, Reader, TextScope, file};
use crate::model::MemberId;

/// Texts shorter than this, in bytes, stand in a file by chance.
const SHORTEST_SEARCHED: usize = 12;

/// What of a member must not be found in the files any more.
pub(super) struct Traces {
    /// Own texts, ids, phones and addresses: nobody else's rows have them by chance.
    secrets: Vec<String>,
    /// Names that tell who is meant, and are in nobody else's.
    names: Vec<String>,
}

impl Traces {
    /// Reads them while they are still there.
    pub(super) fn of(connection: &Connection, member: MemberId) -> Result<Traces> {
        let mut statement = connection.prepare(
            "SELECT DISTINCT m.text FROM message m JOIN identity i ON i.id = m.identity
                 WHERE i.member = ?1 AND length(CAST(m.text AS BLOB)) >= ?2
             UNION SELECT native FROM identity WHERE member = ?1 AND length(native) >= ?2
             UNION SELECT value FROM handle h JOIN identity i ON i.id = h.identity
                 WHERE i.member = ?1 AND h.kind <> 'alias'",
        )?;
        let secrets = statement
            .query_map((member.0, SHORTEST_SEARCHED as i64), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Traces { secrets, names: names(connection, member)? })
    }

    /// Looks for them in the store and in every file beside it.
    pub(super) fn look(&self, reader: &Reader) -> Result<Erasure> {
        let mut found = Erasure { looked_for: (self.secrets.len() + self.names.len()) as u64, ..Erasure::default() };
        let (own, others): (Vec<PathBuf>, Vec<PathBuf>) =
            file::all_beside(reader.path())?.into_iter().partition(|file| file::is_part(reader.path(), file));
        for secret in &self.secrets {
            if stands_in_any(&own, secret)? {
                let is_others = !reader.search(&[secret], &TextScope::default(), 1)?.is_empty();
                found.elsewhere += u64::from(is_others);
                found.remaining += u64::from(!is_others);
            }
        }
        for name in &self.names {
            found.elsewhere += u64::from(stands_in_any(&own, name)?);
        }
        for other in others {
            for trace in self.secrets.iter().chain(&self.names) {
                if stands_in_any(std::slice::from_ref(&other), trace)? {
                    found.copies.push(other);
                    break;
                }
            }
        }
        Ok(found)
    }
}

/// The names of a member that are no part of somebody else's, nor of the schema.
fn names(connection: &Connection, member: MemberId) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT n.value FROM name n JOIN identity i ON i.id = n.identity WHERE i.member = ?1
         AND NOT EXISTS (SELECT 1 FROM name o JOIN identity j ON j.id = o.identity
             WHERE j.member <> ?1 AND instr(o.value, n.value) > 0)
         AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, n.value) > 0)",
    )?;
    let names = statement.query_map([member.0], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| tells(name)).collect())
}

/// Whether a name is long enough to mean somebody: two characters of Chinese, or four of others.
pub(super) fn tells(name: &str) -> bool {
    let (han, all) = name.chars().fold((0, 0), |(han, all), letter| {
        (han + usize::from(letter >= '\u{2e80}'), all + usize::from(letter.is_alphanumeric()))
    });
    han >= 2 || all >= 4
}

fn stands_in_any(files: &[PathBuf], trace: &str) -> Result<bool> {
    let finder = Finder::new(trace);
    for file in files {
        match stands_in(file, &finder, trace.len()) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            // Sidecars come and go.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::io(file)(error)),
        }
    }
    Ok(false)
}

fn stands_in(path: &Path, finder: &Finder<'_>, length: usize) -> std::io::Result<bool> {
    let mut file = std::fs::File::open(path)?;
    let mut buffer = Vec::new();
    loop {
        // What may be the beginning of a hit stays for the next piece.
        let kept = buffer.len().min(length.saturating_sub(1));
        buffer.drain(..buffer.len() - kept);
        if file.by_ref().take(1 << 20).read_to_end(&mut buffer)? == 0 {
            return Ok(false);
        }
        if finder.find(&buffer).is_some() {
            return Ok(true);
        }
    }
}
