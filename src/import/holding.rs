//! What a file holds, counted while it is read and not kept.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::Timestamp;
use crate::model::record::{Chat, PersonRef, Position, Record, Survey};
use crate::model::sink::{Sink, Stop};

/// How much of what was read, of how many people, from when to when.
#[derive(Debug, Default)]
pub struct Holding {
    /// Messages.
    pub messages: u64,
    /// Things done: reactions, joins, rows of a log.
    pub events: u64,
    /// Rows of a member list.
    pub roster_rows: u64,
    /// Orders.
    pub orders: u64,
    /// People's answers to a survey.
    pub responses: u64,
    /// Rows that cannot be read.
    pub skipped: u64,
    /// The first instant and the last.
    pub period: Option<(Timestamp, Timestamp)>,
    /// Hashes of what people are known by.
    people: HashSet<u64>,
}

impl Holding {
    /// All that an import would count.
    pub fn records(&self) -> u64 {
        self.messages + self.events + self.roster_rows + self.orders + self.responses
    }

    /// People, each by their account, else by what else tells who they are.
    pub fn members(&self) -> u64 {
        self.people.len() as u64
    }

    fn meet(&mut self, person: &PersonRef) {
        let mut hash = DefaultHasher::new();
        match (person.ids.first(), person.alias.as_ref().or(person.phone.as_ref()).or(person.mail.as_ref())) {
            (Some(id), _) => id.hash(&mut hash),
            (None, Some(key)) => key.hash(&mut hash),
            (None, None) => match person.names.first() {
                Some((_, name)) => name.hash(&mut hash),
                None => return,
            },
        }
        self.people.insert(hash.finish());
    }

    fn pass(&mut self, time: Timestamp) {
        let (first, last) = self.period.unwrap_or((time, time));
        self.period = Some((first.min(time), last.max(time)));
    }
}

impl Sink for Holding {
    fn chat(&mut self, _: &Chat) -> Result<(), Stop> {
        Ok(())
    }

    fn survey(&mut self, _: &Survey) -> Result<(), Stop> {
        Ok(())
    }

    fn record(&mut self, _: Position, record: Record) -> Result<(), Stop> {
        match record {
            Record::Message(message) => {
                self.messages += 1;
                self.meet(&message.sender);
                self.pass(message.time);
            }
            Record::Event(event) => {
                self.events += 1;
                event.actor.iter().chain(&event.targets).for_each(|person| self.meet(person));
                self.pass(event.time);
            }
            Record::Listed(person) => self.meet(&person.who),
            Record::Roster(person) => {
                self.roster_rows += 1;
                self.meet(&person.who);
            }
            Record::Order(order) => {
                self.orders += 1;
                self.meet(&order.buyer);
                self.pass(order.placed);
            }
            Record::Response(response) => {
                self.responses += 1;
                self.meet(&response.respondent);
                self.pass(response.time);
            }
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
