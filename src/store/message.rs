//! Storing what was said.

use rusqlite::OptionalExtension;

use super::bulk::Of;
use super::digest::{Fingerprint, native};
use super::error::Result;
use super::ingest::{Fate, Here, Ingest};
use super::people::{Found, Weak};
use crate::model::record::{Message, Reaction, ReplyRef};

/// Run for every message, and so kept at hand.
pub(super) const WRITE: &str = "INSERT INTO message
    (group_id, identity, time, kind, text, native, reply, thread, content, import)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/// The id of the message that this one answers.
fn answered(message: &Message) -> Option<i64> {
    match &message.reply {
        Some(ReplyRef::Native(id)) => Some(native(id)),
        _ => None,
    }
}

impl Ingest<'_> {
    pub(super) fn message(&mut self, message: &Message) -> Result<Fate> {
        let Some(here) = self.chat.clone() else { return Ok(Fate::Nobody) };
        let time = message.time.0;
        let speaker = match self.resolve(&message.sender, Some(time), Weak::Make)? {
            Found::Identity(speaker) => speaker,
            Found::Barred => return Ok(Fate::Barred),
            Found::Nobody => return Ok(Fate::Nobody),
        };
        self.touch(speaker);
        // Also who only repeats an earlier file sits here, and may be somebody it knew by name.
        self.people.seat(here.group, speaker)?.active(time);
        self.note_time(time);
        let own = message.native_id.as_deref().map(native);
        let content = Fingerprint::new().number(message.kind as i64).maybe(message.text.as_deref()).finish();
        if let Some(row) = self.stored_message(&here, message, speaker, own, content)? {
            if row != 0 {
                self.spent_messages.insert(row);
                self.enrich(&here, row, message, own, content)?;
                self.react(&here, row, speaker, time, &message.reactions)?;
            }
            return Ok(Fate::Duplicate);
        }
        let reply = answered(message);
        self.write_message.execute((
            here.group,
            speaker,
            time,
            message.kind as i64,
            &message.text,
            own,
            reply,
            &message.thread,
            content,
            self.import,
        ))?;
        let row = self.connection.last_insert_rowid();
        if let Some(text) = &message.text {
            self.grams.add(self.connection, row, text)?;
        }
        self.address(row, speaker, message)?;
        self.react(&here, row, speaker, time, &message.reactions)?;
        self.note_stale(here.group, time);
        Ok(Fate::New)
    }

    /// The stored row that this message is; 0 if it is one of this file, during a first load.
    fn stored_message(
        &mut self,
        here: &Here,
        message: &Message,
        speaker: i64,
        own: Option<i64>,
        content: i64,
    ) -> Result<Option<i64>> {
        if let (Some(seen), Some(own)) = (&mut self.seen, own) {
            return Ok((!seen.insert(Of::Message, here.group, own)).then_some(0));
        }
        if self.seen.is_some() {
            return Ok(None);
        }
        if let Some(own) = own {
            let stored = self
                .connection
                .prepare_cached("SELECT id FROM message WHERE group_id = ?1 AND native = ?2")?
                .query_row([here.group, own], |row| row.get(0))
                .optional()?;
            if stored.is_some() {
                return Ok(stored);
            }
        }
        let time = message.time.0;
        if here.had.is_none_or(|(first, last)| time < first || time > last) {
            return Ok(None);
        }
        self.equal_message(here.group, message, speaker, own, content)
    }

    /// A row of an earlier file that says the same, by the same person, in the same second. Words
    /// that one exporter lost are no difference to another, and are taken from who kept them.
    fn equal_message(
        &mut self,
        group: i64,
        message: &Message,
        speaker: i64,
        own: Option<i64>,
        content: i64,
    ) -> Result<Option<i64>> {
        let rows: Vec<(i64, i64, Option<i64>, bool)> = self
            .connection
            .prepare_cached(
                "SELECT m.id, m.identity, m.native, f.format = ?5
                 FROM message m JOIN import f ON f.id = m.import
                 WHERE m.group_id = ?1 AND m.time = ?2 AND m.import <> ?4 AND (m.content = ?3
                     OR m.kind = ?6 AND (?7 OR m.text IS NULL AND f.format <> ?5)) ORDER BY m.content <> ?3, m.id",
            )?
            .query_map(
                (
                    group,
                    message.time.0,
                    content,
                    self.import,
                    &self.format,
                    message.kind as i64,
                    message.text.is_none(),
                ),
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )?
            .collect::<rusqlite::Result<_>>()?;
        for (row, identity, stored, same_format) in rows {
            // Ids of one exporter tell apart what is equal.
            let apart = same_format && stored.is_some() && own.is_some();
            if apart || self.spent_messages.contains(&row) || !self.same_speaker(speaker, identity, message)? {
                continue;
            }
            return Ok(Some(row));
        }
        Ok(None)
    }

    /// Takes for a stored row what this file knows and the earlier one did not: its id, its words,
    /// what it answers, whom it addresses. What follows from these is linked and built anew.
    fn enrich(&mut self, here: &Here, row: i64, message: &Message, own: Option<i64>, content: i64) -> Result<()> {
        let (speaker, lost): (i64, bool) = self
            .connection
            .prepare_cached("SELECT identity, text IS NULL AND kind = ?2 FROM message WHERE id = ?1")?
            .query_row((row, message.kind as i64), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let text = message.text.as_ref().filter(|_| lost);
        let gained = self
            .connection
            .prepare_cached(
                "UPDATE message SET native = coalesce(native, ?2), reply = coalesce(reply, ?3),
                     thread = coalesce(thread, ?4), text = coalesce(text, ?5),
                     content = CASE WHEN ?5 IS NULL THEN content ELSE ?6 END
                 WHERE id = ?1 AND (native IS NULL AND ?2 IS NOT NULL OR reply IS NULL AND ?3 IS NOT NULL
                     OR thread IS NULL AND ?4 IS NOT NULL OR ?5 IS NOT NULL)",
            )?
            .execute((row, own, answered(message), &message.thread, text, content))?;
        if text.is_some() {
            self.reworded.insert(row);
            // Whom it answers may be called something in it.
            let answered = "SELECT target FROM link WHERE message = ?1 AND target IS NOT NULL";
            let target = self.connection.prepare_cached(answered)?.query_row([row], |row| row.get(0)).optional()?;
            target.into_iter().for_each(|identity| self.touch(identity));
        }
        if self.address(row, speaker, message)? || gained > 0 {
            self.touch(speaker);
            self.note_stale(here.group, message.time.0);
        }
        Ok(())
    }

    fn same_speaker(&mut self, speaker: i64, stored: i64, message: &Message) -> Result<bool> {
        if speaker == stored || self.people.member(speaker)? == self.people.member(stored)? {
            return Ok(true);
        }
        // One of them may be known by name alone.
        let named = message.sender.ids.is_empty() || !self.people.is_certain(stored)?;
        Ok(named && self.people.bears(stored, &message.sender.names)?)
    }

    /// Stores reactions as likes: one for each known giver, one for all unknown ones together.
    fn react(&mut self, here: &Here, message: i64, author: i64, time: i64, reactions: &[Reaction]) -> Result<()> {
        for reaction in reactions {
            let stored = self.likes(message, &reaction.emoji)?.0;
            let mut known = 0;
            for who in &reaction.who {
                if let Found::Identity(giver) = self.resolve(who, None, Weak::Leave)? {
                    known += 1;
                    self.like(here.group, message, author, time, &reaction.emoji, Some(giver), 1)?;
                    self.touch(giver);
                }
            }
            if self.seen.is_none() {
                // Who was unknown to an earlier file may be known now.
                known = self.likes(message, &reaction.emoji)?.1;
                self.connection
                    .prepare_cached(
                        "DELETE FROM event WHERE message = ?1 AND text = ?2 AND action = 'like' AND actor IS NULL",
                    )?
                    .execute((message, &reaction.emoji))?;
            }
            let unknown = i64::from(reaction.count).max(stored) - known;
            if unknown > 0 {
                self.like(here.group, message, author, time, &reaction.emoji, None, unknown)?;
            }
        }
        Ok(())
    }

    /// How often the store has a reaction to a message: in all, and by known givers. During a
    /// first load no message was there before.
    fn likes(&self, message: i64, emoji: &str) -> Result<(i64, i64)> {
        if self.seen.is_some() {
            return Ok((0, 0));
        }
        Ok(self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(count), 0), coalesce(sum(CASE WHEN actor IS NOT NULL THEN count END), 0)
                 FROM event WHERE message = ?1 AND text = ?2 AND action = 'like'",
            )?
            .query_row((message, emoji), |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    #[allow(clippy::too_many_arguments, reason = "one column each")]
    fn like(
        &self,
        group: i64,
        message: i64,
        author: i64,
        time: i64,
        emoji: &str,
        giver: Option<i64>,
        count: i64,
    ) -> Result<()> {
        let content = Fingerprint::new().number(message).text(emoji).number(giver.unwrap_or(0)).finish();
        if self.seen.is_none() {
            let changed = self
                .connection
                .prepare_cached("UPDATE event SET count = max(count, ?3) WHERE message = ?1 AND content = ?2")?
                .execute([message, content, count])?;
            if changed > 0 {
                return Ok(());
            }
        }
        self.connection
            .prepare_cached(
                "INSERT INTO event (group_id, time, action, actor, target, message, text, count, content, import)
                 VALUES (?1, ?2, 'like', ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute((group, time, giver, author, message, emoji, count, content, self.import))?;
        Ok(())
    }
}
