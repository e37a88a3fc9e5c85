//! Who left between two member lists: read from the files, without a store.

use std::path::Path;

use anyhow::{Result, anyhow};
use rustc_hash::FxHashSet;

use crate::import::{self, ImportError, ReadOptions};
use crate::lang::Lang;
use crate::lang::task as say;
use crate::mining::departure;
use crate::model::record::{Chat, PersonRef, Position, Record, Survey};
use crate::model::sink::{Sink, Stop};

/// Somebody who is in the old list and not in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departed {
    /// As the old list names them.
    pub who: PersonRef,
    /// `false` where several people share the name, and it cannot be said which of them left.
    pub sure: bool,
}

/// What two lists tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Departures {
    /// People in the old list.
    pub old: u64,
    /// People in the new list.
    pub new: u64,
    /// Rows of either list that could not be read.
    pub skipped: u64,
    /// Those who are gone, in the old list's order.
    pub gone: Vec<Departed>,
}

/// Compares two lists.
///
/// # Errors
/// If a file cannot be read or lists nobody.
pub fn departures(old: &Path, new: &Path, lang: Lang) -> Result<Departures> {
    let (before, now) = (Roster::read(old, lang)?, Roster::read(new, lang)?);
    let gone = departure::gone(&before.people, &now.people);
    let departed = |gone: departure::Gone| Departed { who: before.people[gone.place].clone(), sure: gone.sure };
    Ok(Departures {
        old: before.people.len() as u64,
        new: now.people.len() as u64,
        skipped: before.skipped + now.skipped,
        gone: gone.into_iter().map(departed).collect(),
    })
}

/// The people of a list, each account once.
#[derive(Default)]
struct Roster {
    people: Vec<PersonRef>,
    accounts: FxHashSet<(String, String)>,
    skipped: u64,
}

impl Roster {
    fn read(path: &Path, lang: Lang) -> Result<Roster> {
        let mut roster = Roster::default();
        let options = ReadOptions { lang, ..ReadOptions::default() };
        import::read(path, &options, &mut roster).map_err(|error: ImportError| anyhow!(error.say(lang)))?;
        anyhow::ensure!(!roster.people.is_empty(), say::lists_nobody(lang, &path.display().to_string()));
        Ok(roster)
    }

    fn add(&mut self, who: PersonRef) {
        let account = who.ids.first().map(|(platform, id)| (platform.as_str().to_owned(), id.clone()));
        if account.is_none_or(|account| self.accounts.insert(account)) {
            self.people.push(who);
        }
    }
}

impl Sink for Roster {
    fn chat(&mut self, _: &Chat) -> Result<(), Stop> {
        Ok(())
    }

    fn survey(&mut self, _: &Survey) -> Result<(), Stop> {
        Ok(())
    }

    fn record(&mut self, _: Position, record: Record) -> Result<(), Stop> {
        if let Record::Roster(person) | Record::Listed(person) = record {
            self.add(person.who);
        }
        Ok(())
    }

    fn skip(&mut self, _: Position, _: String) -> Result<(), Stop> {
        self.skipped += 1;
        Ok(())
    }

    fn warn(&mut self, _: String) {}

    fn read_so_far(&mut self, _: u64) -> Result<(), Stop> {
        Ok(())
    }
}
