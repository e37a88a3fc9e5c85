//! Storing what was done, by members or noted by the platform.

use super::bulk::Of;
use super::digest::{Fingerprint, native};
use super::error::Result;
use super::ingest::{Fate, Here, Ingest};
use super::people::{Found, Weak};
use crate::model::record::{Action, Event, PersonRef, Position, Role};

/// How many events may wait for the end of the file.
const MOST_WAITING: usize = 200_000;

impl Ingest<'_> {
    /// Stores an event now, or at the end of the file if it names people by names that may tell
    /// more then.
    pub(super) fn event(&mut self, at: Position, event: &Event) -> Result<Fate> {
        let here = self.chat.clone();
        if here.is_some() && self.waiting.len() < MOST_WAITING && self.names_strangers(event, here.as_ref())? {
            self.waiting.push((at, event.clone(), here));
            return Ok(Fate::Waiting);
        }
        self.store_event(event)
    }

    pub(super) fn store_waiting(&mut self) -> Result<()> {
        for (at, event, here) in std::mem::take(&mut self.waiting) {
            self.chat = here;
            let fate = self.store_event(&event)?;
            self.count(at, fate, event.system);
        }
        Ok(())
    }

    fn names_strangers(&mut self, event: &Event, here: Option<&Here>) -> Result<bool> {
        for who in event.actor.iter().chain(&event.targets) {
            if who.ids.is_empty() && !who.names.is_empty() {
                if is_told(event) {
                    return Ok(true);
                }
                let place = self.place(here, None);
                let mut known = false;
                for (_, name) in &who.names {
                    known |= self.people.called(name, place)?.is_some();
                }
                if !known {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn store_event(&mut self, event: &Event) -> Result<Fate> {
        let time = event.time.0;
        let brings_in = matches!(event.action, Action::Join | Action::Invite);
        let actor = match &event.actor {
            Some(who) => self.take_part(event, who, brings_in && event.targets.is_empty())?,
            None => Found::Nobody,
        };
        let targets =
            event.targets.iter().map(|who| self.take_part(event, who, brings_in)).collect::<Result<Vec<Found>>>()?;
        if actor == Found::Barred || targets.contains(&Found::Barred) {
            return Ok(Fate::Barred);
        }
        let group = self.chat.as_ref().map(|here| here.group);
        if group.is_none() && actor == Found::Nobody && targets.is_empty() {
            return Ok(Fate::Nobody);
        }
        let actor = actor.identity();
        let targets: Vec<i64> = targets.into_iter().filter_map(Found::identity).collect();
        for identity in actor.iter().chain(&targets) {
            self.touch(*identity);
        }
        self.note_time(time);
        let content = content(event);
        let own = event.native_id.as_deref().map(native);
        if self.has_event(group, event, own, content)? {
            return Ok(Fate::Duplicate);
        }
        self.insert_event(group, event, actor, &targets, own, content)?;
        if let Some(group) = group {
            self.move_seats(group, event, actor, &targets)?;
        }
        Ok(Fate::New)
    }

    /// Who has a part in an event. A member's own act is done by somebody; a sentence of the
    /// platform names people as they are shown.
    fn take_part(&mut self, event: &Event, who: &PersonRef, comes_in: bool) -> Result<Found> {
        let time = Some(event.time.0);
        if !is_told(event) {
            return self.resolve(who, time, Weak::Make);
        }
        let here = self.chat.take();
        let found = self.people.resolve_shown(who, self.place(here.as_ref(), time), comes_in);
        self.chat = here;
        found
    }

    fn has_event(&mut self, group: Option<i64>, event: &Event, own: Option<i64>, content: i64) -> Result<bool> {
        if let Some(seen) = &mut self.seen {
            return Ok(own.is_some_and(|own| !seen.insert(Of::Event, group.unwrap_or(0), own)));
        }
        let rows: Vec<(i64, Option<i64>, i64, i64, bool)> = self
            .connection
            .prepare_cached(
                "SELECT e.id, e.native, e.content, e.import, f.format = ?5 FROM event e JOIN import f ON f.id = e.import
                 WHERE e.group_id IS ?1 AND e.time = ?2 AND e.seq = 0 AND e.message IS NULL
                 AND (e.native = ?3 OR e.content = ?4)",
            )?
            .query_map((group, event.time.0, own, content, &self.format), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        for (row, stored, stored_content, import, same_format) in rows {
            if own.is_some() && stored == own {
                return Ok(true);
            }
            // Ids of one exporter tell apart what is equal.
            let apart = same_format && stored.is_some() && own.is_some();
            let equal = stored_content == content && import != self.import && !apart;
            if equal && self.spent_events.insert(row) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn insert_event(
        &mut self,
        group: Option<i64>,
        event: &Event,
        actor: Option<i64>,
        targets: &[i64],
        own: Option<i64>,
        content: i64,
    ) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO event (group_id, time, action, seq, actor, target, text, count, amount, thread, system, native,
             content, import) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        let rows = targets.iter().copied().map(Some).chain(targets.is_empty().then_some(None));
        for (seq, target) in (0i64..).zip(rows) {
            insert.execute(rusqlite::params![
                group,
                event.time.0,
                event.action.key(),
                seq,
                actor,
                target,
                if seq == 0 { event.text.as_deref() } else { None },
                event.count,
                event.amount.map(|money| money.0),
                event.thread,
                event.system,
                own,
                content,
                self.import,
            ])?;
        }
        Ok(())
    }

    /// What the event says about who sits in the group.
    fn move_seats(&mut self, group: i64, event: &Event, actor: Option<i64>, targets: &[i64]) -> Result<()> {
        let time = event.time.0;
        let affected =
            || -> Vec<i64> { if targets.is_empty() { actor.into_iter().collect() } else { targets.to_vec() } };
        match event.action {
            Action::Join | Action::Invite => {
                let inviter = if targets.is_empty() { None } else { actor };
                for identity in affected() {
                    self.people.seat(group, identity)?.join(time, inviter.filter(|inviter| *inviter != identity));
                }
            }
            Action::Leave | Action::Kick => {
                for identity in affected() {
                    self.people.seat(group, identity)?.leave(time);
                }
            }
            Action::Role => {
                let role = event.text.as_deref().and_then(role_in);
                for (identity, role) in affected().into_iter().zip(role.into_iter().cycle()) {
                    self.people.seat(group, identity)?.promote(role);
                }
            }
            _ if !event.system => {
                if let Some(actor) = actor {
                    self.people.seat(group, actor)?.active(time);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whether an event was told in a sentence of the platform; a pat is, though a member's act.
fn is_told(event: &Event) -> bool {
    event.system || event.action == Action::Pat
}

/// The role that a role event gives.
pub(super) fn role_in(text: &str) -> Option<Role> {
    if text.contains("取消") {
        Some(Role::Member)
    } else if text.contains("群主") {
        Some(Role::Owner)
    } else if text.contains("管理员") {
        Some(Role::Admin)
    } else {
        Role::parse(text)
    }
}

/// Recognises an event by what its file says, whoever its people turn out to be.
fn content(event: &Event) -> i64 {
    let print = Fingerprint::new().text(event.action.key()).number(event.count);
    // The platform's own sentence says everything, in every exporter's file.
    if is_told(event) && event.text.is_some() {
        return print.maybe(event.text.as_deref()).finish();
    }
    let person = |print: Fingerprint, who: &PersonRef| match (who.ids.first(), who.names.first()) {
        (Some((platform, id)), _) => print.text(platform.as_str()).text(id),
        (None, Some((_, name))) => print.text(name),
        (None, None) => print.number(0),
    };
    let print = event.actor.iter().chain(&event.targets).fold(print.number(event.targets.len() as i64), person);
    print
        .number(event.amount.map_or(-1, |money| money.0))
        .maybe(event.text.as_deref())
        .maybe(event.thread.as_deref())
        .finish()
}
