//! Whom a text names behind an `@`, and which message a quote quotes.

use std::collections::VecDeque;

use super::error::Result;
use super::ingest::Ingest;
use super::people::Weak;
use crate::model::record::{Mention, Message, ReplyRef};

/// The space that WeChat writes behind a mention.
const MENTION_END: char = '\u{2005}';

/// No name is longer, in characters.
const LONGEST_NAME: usize = 32;

/// How many messages back a quote is looked for, and how long its beginning may be.
const REMEMBERED: usize = 4_096;
const BEGINNING: usize = 24;
const WEEK: i64 = 7 * 86_400;

/// How many mentions of unknown names are kept for the end of the file.
const MOST_UNREAD: usize = 200_000;

/// Whom a broadcast addresses.
const EVERYBODY: [&str; 2] = ["所有人", "全体成员"];
const EVERYBODY_LATIN: [&str; 4] = ["all", "everyone", "here", "channel"];

/// `address.how`.
#[derive(Clone, Copy)]
enum How {
    Quote = 0,
    Mention = 1,
    Reply = 2,
}

/// An `@` whose name was not known yet.
pub(super) struct Unread {
    message: i64,
    speaker: i64,
    here: super::ingest::Here,
    time: i64,
    tail: String,
}

struct Said {
    message: i64,
    group: i64,
    identity: i64,
    time: i64,
    beginning: String,
}

/// The latest messages, in which quotes are looked up.
#[derive(Default)]
pub(super) struct Recent {
    said: VecDeque<Said>,
}

impl Recent {
    fn remember(&mut self, said: Said) {
        if self.said.len() == REMEMBERED {
            self.said.pop_front();
        }
        self.said.push_back(said);
    }

    /// The latest message of this author, at most a week old, that begins like the quote.
    fn quoted(&self, group: i64, author: i64, quote: &str, time: i64) -> Option<i64> {
        let wanted = beginning(quote.trim_end_matches(['…', '.']));
        let like = |said: &&Said| {
            said.identity == author
                && said.group == group
                && said.time <= time
                && said.time >= time - WEEK
                && !wanted.is_empty()
                && (said.beginning == wanted || (wanted.len() >= 4 && said.beginning.starts_with(&wanted)))
        };
        self.said.iter().rev().find(like).map(|said| said.message)
    }
}

fn beginning(text: &str) -> String {
    let text = text.trim();
    let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(end, _)| end);
    text[..end].to_owned()
}

/// The text behind each `@` that may name somebody, up to the longest name.
fn tails(text: &str) -> impl Iterator<Item = &str> {
    // Most texts name nobody, and looking for one sign alone is much faster.
    let text = if text.contains('@') || text.contains('＠') { text } else { "" };
    text.match_indices(['@', '＠']).map(|(at, sign)| {
        let tail = &text[at + sign.len()..];
        let end = tail.char_indices().nth(LONGEST_NAME + 1).map_or(tail.len(), |(end, _)| end);
        tail[..end].split(['\n', '@']).next().unwrap_or_default()
    })
}

/// Names that may stand at the beginning, longest first: up to a space, or up to the end.
fn names(tail: &str) -> Vec<&str> {
    if let Some((name, _)) = tail.split_once(MENTION_END) {
        return vec![name];
    }
    let mut ends: Vec<usize> = tail.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).collect();
    ends.push(tail.len());
    ends.into_iter().rev().map(|end| tail[..end].trim_end()).filter(|name| !name.is_empty()).collect()
}

impl Ingest<'_> {
    /// Stores whom a message addresses, and the quoted message, where it is found; whether that was news.
    pub(super) fn address(&mut self, row: i64, speaker: i64, message: &Message) -> Result<bool> {
        let Some(here) = self.chat.clone() else { return Ok(false) };
        let mut news = false;
        let time = message.time.0;
        match &message.reply {
            Some(ReplyRef::Quote { author, text }) => {
                if let Some(author) = self.resolve(author, Some(time), Weak::Leave)?.identity() {
                    news |= self.write_address(row, author, How::Quote)?;
                    if let Some(quoted) = self.recent.quoted(here.group, author, text, time) {
                        let found = self
                            .connection
                            .prepare_cached("UPDATE message SET quoted = ?2 WHERE id = ?1 AND quoted IS NULL")?
                            .execute([row, quoted])?;
                        news |= found > 0;
                    }
                }
            }
            Some(ReplyRef::Person(person)) => {
                if let Some(person) = self.resolve(person, Some(time), Weak::Leave)?.identity() {
                    news |= self.write_address(row, person, How::Reply)?;
                }
            }
            Some(ReplyRef::Native(_)) | None => {}
        }
        for mention in &message.mentions {
            if let Mention::Person(person) = mention
                && let Some(person) = self.resolve(person, Some(time), Weak::Leave)?.identity()
            {
                news |= self.write_address(row, person, How::Mention)?;
            }
        }
        let Some(text) = &message.text else { return Ok(news) };
        for tail in tails(text) {
            if let Some(person) = self.named_in(tail, &here, time)? {
                news |= self.write_address(row, person, How::Mention)?;
            } else if self.unread_mentions.len() < MOST_UNREAD && !tail.is_empty() {
                let tail = tail.to_owned();
                self.unread_mentions.push(Unread { message: row, speaker, here: here.clone(), time, tail });
            }
        }
        let said = Said { message: row, group: here.group, identity: speaker, time, beginning: beginning(text) };
        self.recent.remember(said);
        Ok(news)
    }

    /// At the end of the file more names are known than when a message was read.
    pub(super) fn read_mentions_again(&mut self) -> Result<()> {
        for unread in std::mem::take(&mut self.unread_mentions) {
            let Some(person) = self.named_in(&unread.tail, &unread.here, unread.time)? else {
                self.unknown_mentions += u64::from(may_name(&unread.tail));
                continue;
            };
            if self.write_address(unread.message, person, How::Mention)? {
                self.touch(unread.speaker);
                self.note_stale(unread.here.group, unread.time);
            }
        }
        Ok(())
    }

    fn named_in(&mut self, tail: &str, here: &super::ingest::Here, time: i64) -> Result<Option<i64>> {
        for name in names(tail) {
            if let Some(identity) = self.people.called(name, self.place(Some(here), Some(time)))? {
                return Ok(Some(identity));
            }
        }
        Ok(None)
    }

    fn write_address(&self, message: i64, identity: i64, how: How) -> Result<bool> {
        let added = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO address (message, identity, how) VALUES (?1, ?2, ?3)")?
            .execute((message, identity, how as i64))?;
        Ok(added > 0)
    }
}

/// Whether what follows an `@` can be somebody's name: neither everybody, nor the end of a mail address.
fn may_name(tail: &str) -> bool {
    let word = tail.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let host = word.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')).next().unwrap_or_default();
    let is_domain = host.trim_end_matches('.').contains('.');
    let broadcast = EVERYBODY.iter().any(|everybody| word.starts_with(everybody))
        || EVERYBODY_LATIN.iter().any(|everybody| host.eq_ignore_ascii_case(everybody));
    // What begins with a digit is rather a time or a price.
    word.starts_with(char::is_alphabetic) && !is_domain && !broadcast
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_and_mail_addresses_are_no_unknown_names() {
        for tail in ["所有人 明天见", "全体成员", "All，看这里", "everyone", "12:30", "5元", "example.com，找我", " 空"]
        {
            assert!(!may_name(tail), "{tail}");
        }
        assert!(may_name("小王 在吗") && may_name("Tom") && may_name("hereford 在吗"));
    }

    #[test]
    fn a_mention_ends_at_its_own_space_or_at_a_name() {
        let of = |text: &'static str| tails(text).map(names).collect::<Vec<_>>();
        assert_eq!(of("@Tom Lee\u{2005}你好"), [vec!["Tom Lee"]]);
        assert_eq!(of("看 @Tom Lee 你好"), [vec!["Tom Lee 你好", "Tom Lee", "Tom"]]);
        assert_eq!(of("a@b@c"), [vec!["b"], vec!["c"]]);
        assert!(of("没有人").is_empty());
    }
}
