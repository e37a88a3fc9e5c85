//! Whom a file names, and how much it holds: what a copy with other people in it is made from, and
//! measured against.

use std::collections::BTreeSet;

use super::{ImportError, ReadOptions, Source, content, detect, label};
use crate::model::record::{
    Chat, Event, Mention, Message, MessageKind, Person, PersonRef, Position, Record, ReplyRef, Survey,
};
use crate::model::sink::{Sink, Stop};

/// The longest name that is looked for behind an `@`, in characters.
const LONGEST_NAME: usize = 16;
/// What platforms write before a group's new name.
const RENAMED: [&str; 5] = ["群名称为", "群名为", "群名称改为", "群名改为", "group name to"];

/// How much of each kind a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages, events and rows of the platform, rosters, orders and answers.
    pub records: u64,
    /// Rows of the platform among them.
    pub system: u64,
    /// Rows that cannot be read.
    pub skipped: u64,
    /// People in member lists of chats.
    pub listed: u64,
}

/// Everybody a file names.
#[derive(Debug, Default)]
pub struct Cast {
    /// Names of people and chats, and whatever else of their rows tells who they are.
    pub names: BTreeSet<String>,
    /// Ids, handles, telephone numbers and mail addresses.
    pub ids: BTreeSet<String>,
    /// How much there is.
    pub tally: Tally,
    /// Where the first rows stand that cannot be read: nobody knows whom they name.
    pub unread: Vec<Position>,
}

/// How many unreadable rows are named.
const UNREAD_SHOWN: usize = 20;

/// Reads a file for whom it names; adds to what is known from others.
///
/// # Errors
/// As [`super::read`].
pub fn cast(source: &Source, options: &ReadOptions, cast: &mut Cast) -> Result<(), ImportError> {
    super::read(source, options, cast)?;
    label::labelled(source, options, &mut |value, is_id| if is_id { cast.id(value) } else { cast.name(value) })
}

/// Whether a name would take the file's own header with it. People are called by one letter more often
/// than columns are, and a header that is lost shows in the copy's count: a name that stays does not.
fn is_heading(word: &str) -> bool {
    word.chars().nth(1).is_some() && detect::is_known(&word.to_lowercase())
}

impl Cast {
    fn name(&mut self, name: &str) {
        let name = name.trim().trim_start_matches('@');
        if !name.is_empty() && !is_heading(name) {
            self.names.insert(name.to_owned());
        }
    }

    fn id(&mut self, id: &str) {
        let id = id.trim();
        let is_own = id.ends_with("@chatroom") || !content::is_system_id(id);
        if is_own && !is_heading(id) {
            self.ids.insert(id.to_owned());
        }
    }

    fn who(&mut self, who: &PersonRef) {
        who.ids.iter().for_each(|(_, id)| self.id(id));
        [&who.alias, &who.phone, &who.mail].into_iter().flatten().for_each(|handle| self.id(handle));
        who.names.iter().for_each(|(_, name)| self.name(name));
    }

    fn person(&mut self, person: &Person) {
        self.who(&person.who);
        person.inviter.iter().for_each(|who| self.who(who));
    }

    fn message(&mut self, message: &Message) {
        self.who(&message.sender);
        match &message.reply {
            Some(ReplyRef::Quote { author, .. }) => self.who(author),
            Some(ReplyRef::Person(who)) => self.who(who),
            Some(ReplyRef::Native(_)) | None => {}
        }
        for mention in &message.mentions {
            if let Mention::Person(who) = mention {
                self.who(who);
            }
        }
        message.reactions.iter().flat_map(|reaction| &reaction.who).for_each(|who| self.who(who));
        let text = message.text.as_deref().unwrap_or_default();
        self.mentioned(text);
        if message.kind == MessageKind::Location {
            self.name(text);
        }
    }

    fn event(&mut self, event: &Event) {
        self.tally.system += u64::from(event.system);
        event.actor.iter().chain(&event.targets).for_each(|who| self.who(who));
        let text = event.text.as_deref().unwrap_or_default();
        for name in RENAMED.iter().filter_map(|sentence| Some(text.split_once(sentence)?.1)) {
            self.name(name.trim_matches(|c: char| c.is_whitespace() || "\"'“”「」《》：:。.".contains(c)));
        }
    }

    /// Whoever stands behind an `@`, of the chat or not.
    fn mentioned(&mut self, text: &str) {
        for tail in text.split(['@', '＠']).skip(1) {
            let name = tail.split(|c: char| c.is_whitespace() || c == '\u{2005}').next().unwrap_or_default();
            if name.chars().count() <= LONGEST_NAME {
                self.name(name.trim_end_matches(|c: char| !c.is_alphanumeric()));
            }
        }
    }
}

impl Sink for Cast {
    fn chat(&mut self, chat: &Chat) -> Result<(), Stop> {
        chat.native_id.iter().for_each(|id| self.id(id));
        self.name(&chat.name);
        Ok(())
    }

    fn survey(&mut self, _: &Survey) -> Result<(), Stop> {
        Ok(())
    }

    fn record(&mut self, _: Position, record: Record) -> Result<(), Stop> {
        self.tally.records += u64::from(!matches!(record, Record::Listed(_)));
        match record {
            Record::Message(message) => self.message(&message),
            Record::Event(event) => self.event(&event),
            Record::Listed(person) => {
                self.tally.listed += 1;
                self.person(&person);
            }
            Record::Roster(person) => self.person(&person),
            Record::Order(order) => self.who(&order.buyer),
            Record::Response(response) => self.who(&response.respondent),
        }
        Ok(())
    }

    fn skip(&mut self, at: Position, _: String) -> Result<(), Stop> {
        self.tally.skipped += 1;
        if self.unread.len() < UNREAD_SHOWN {
            self.unread.push(at);
        }
        Ok(())
    }

    fn warn(&mut self, _: String) {}

    fn read_so_far(&mut self, _: u64) -> Result<(), Stop> {
        Ok(())
    }
}
