//! What has to follow when rows that the operator's acts changed are put back: counts, bitmaps and
//! history that go with them, and marks on the members who have to be profiled anew.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use super::pulse::Pulse;
use super::{merge, notes, segments, tags};
use crate::model::{Calendar, MemberId, Timestamp};

/// What was touched.
#[derive(Default)]
pub(super) struct Aftermath {
    /// Of each tag: whether members had it, and have it now.
    tags: BTreeMap<i64, BTreeMap<i64, (bool, bool)>>,
    /// Tags that an act made, and that nobody else may bear.
    unmade: BTreeSet<i64>,
    dirty: BTreeSet<i64>,
    /// Members who come to be one person, or two: their accounts went from one to the other.
    moved: BTreeSet<(i64, i64)>,
    gone: BTreeSet<i64>,
    plans: bool,
    segments: bool,
    /// The scheme is another.
    scheme: bool,
}

impl Aftermath {
    /// Notes what one row's change touches, `from` one image `to` another.
    pub(super) fn note(
        &mut self,
        connection: &Connection,
        kind: &str,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<()> {
        let numbers = |image: Option<&str>| -> Vec<Option<i64>> {
            let values: Vec<serde_json::Value> =
                image.and_then(|image| serde_json::from_str(image).ok()).unwrap_or_default();
            values.iter().map(serde_json::Value::as_i64).collect()
        };
        let at = |image: Option<&str>, place: usize| numbers(image).get(place).copied().flatten();
        match kind {
            "member_tag" => {
                let borne = |image| at(image, 2).is_some_and(tags::is_borne);
                for image in [from, to] {
                    if let (Some(member), Some(tag)) = (at(image, 0), at(image, 1)) {
                        let members = self.tags.entry(tag).or_default();
                        members.entry(member).or_insert((borne(from), false)).1 = borne(to);
                    }
                }
            }
            "tag" if to.is_none() => self.unmade.extend(at(from, 0)),
            "member" => {
                self.dirty.extend(at(to, 0));
                self.gone.extend(at(from, 0).filter(|_| to.is_none()));
            }
            "identity" => self.moved.extend(at(from, 1).zip(at(to, 1))),
            "party" | "lock" => {
                let place = usize::from(kind == "party");
                let mut member = connection.prepare_cached("SELECT member FROM identity WHERE id = ?1")?;
                for identity in [at(from, place), at(to, place)].into_iter().flatten() {
                    self.dirty.extend(member.query_row([identity], |row| row.get::<_, i64>(0)).optional()?);
                }
            }
            "followup" | "dealt" | "note" => self.plans = true,
            "segment" => self.segments = true,
            "setting" => self.scheme = true,
            _ => {}
        }
        Ok(())
    }

    /// Does what has to follow; whether profiles have to be built anew. `since`: when the act was.
    pub(super) fn settle(
        mut self,
        connection: &Connection,
        calendar: &Calendar,
        since: Timestamp,
        pulse: &Pulse,
    ) -> Result<bool> {
        for (from, to) in &self.moved {
            for member in [from, to] {
                merge::mark_tied(connection, *member)?;
            }
            if self.gone.contains(from) {
                leave(connection, *from, *to)?;
            }
            self.dirty.extend([*from, *to]);
        }
        for (from, to) in &self.moved {
            for member in [from, to] {
                merge::rename(connection, *member)?;
            }
        }
        if self.moved.is_empty() {
            // A rule may have other thoughts of them by now.
            if built_since(connection, since)? {
                self.dirty.extend(self.tags.values().flat_map(BTreeMap::keys));
            }
            for (tag, members) in &self.tags {
                let members: Vec<(MemberId, bool, bool)> =
                    members.iter().map(|(member, (had, has))| (MemberId(*member), *had, *has)).collect();
                tags::follow(connection, *tag, &members, Timestamp::now(), pulse)?;
            }
            for tag in &self.unmade {
                tags::sweep(connection, *tag)?;
            }
        }
        if self.plans {
            notes::count_change(connection)?;
        }
        if self.segments {
            segments::snapshot_missing(connection, calendar)?;
        }
        let mut mark = connection.prepare_cached("UPDATE member SET dirty = 1 WHERE id = ?1")?;
        for member in &self.dirty {
            mark.execute([*member])?;
        }
        Ok(self.scheme || !self.dirty.is_empty())
    }
}

/// A member who is part of another again has nothing of their own any more.
fn leave(connection: &Connection, gone: i64, keep: i64) -> Result<()> {
    for sql in [
        "UPDATE history SET member = ?2 WHERE member = ?1",
        "DELETE FROM member_tag WHERE member = ?1 AND source IN (0, 2) AND ?2 = ?2",
        "DELETE FROM join_proposal WHERE member = ?1 AND state = 'open' AND ?2 = ?2",
        "DELETE FROM state WHERE member IN (?1, ?2)",
        "DELETE FROM standing WHERE member = ?1 AND ?2 = ?2",
        "DELETE FROM attribute WHERE member = ?1 AND ?2 = ?2",
        "DELETE FROM member WHERE id = ?1 AND ?2 = ?2",
    ] {
        connection.prepare_cached(sql)?.execute([gone, keep])?;
    }
    Ok(())
}

fn built_since(connection: &Connection, since: Timestamp) -> Result<bool> {
    let built = "SELECT 1 FROM build WHERE cause <> 'hand' AND time >= ?1";
    Ok(connection.prepare_cached(built)?.exists([since.0])?)
}
