//! Seats in groups: who came when, brought by whom, in what role, and who left.

use rusqlite::OptionalExtension;

use super::error::Result;
use super::people::People;
use crate::model::record::Role;

/// An account in a group.
#[derive(Clone, Default)]
pub(crate) struct Seat {
    pub(crate) role: Option<Role>,
    pub(crate) joined: Option<i64>,
    pub(crate) left: Option<i64>,
    pub(crate) inviter: Option<i64>,
    pub(crate) listed: bool,
    last: i64,
    changed: bool,
}

impl Seat {
    /// Somebody was active in the group.
    pub(crate) fn active(&mut self, time: i64) {
        self.last = self.last.max(time);
        self.changed |= self.left.is_some();
    }

    /// Somebody came in, perhaps brought by another.
    pub(crate) fn join(&mut self, time: i64, inviter: Option<i64>) {
        self.joined = Some(self.joined.map_or(time, |joined| joined.min(time)));
        self.inviter = self.inviter.or(inviter);
        if self.left.is_some_and(|left| left <= time) {
            self.left = None;
        }
        self.last = self.last.max(time);
        self.changed = true;
    }

    /// Somebody left or was removed.
    pub(crate) fn leave(&mut self, time: i64) {
        self.left = Some(self.left.map_or(time, |left| left.max(time)));
        self.changed = true;
    }

    /// A member list says so.
    pub(crate) fn list(&mut self, role: Option<Role>, joined: Option<i64>, inviter: Option<i64>) {
        self.listed = true;
        self.role = role.or(self.role);
        self.joined = joined.or(self.joined);
        self.inviter = inviter.or(self.inviter);
        self.changed = true;
    }

    /// An event gave a role.
    pub(crate) fn promote(&mut self, role: Role) {
        self.role = Some(role);
        self.changed = true;
    }
}

impl People<'_> {
    /// The seat of an account in a group, made if there is none.
    pub(crate) fn seat(&mut self, group: i64, identity: i64) -> Result<&mut Seat> {
        if !self.seats.contains_key(&(group, identity)) {
            let stored = self
                .connection
                .prepare_cached(
                    "SELECT role, joined, left_at, inviter, listed FROM membership WHERE group_id = ?1 AND identity = ?2",
                )?
                .query_row([group, identity], |row| {
                    Ok(Seat {
                        role: Role::parse(row.get_ref(0)?.as_str()?),
                        joined: row.get(1)?,
                        left: row.get(2)?,
                        inviter: row.get(3)?,
                        listed: row.get(4)?,
                        ..Seat::default()
                    })
                })
                .optional()?;
            if stored.is_none() {
                self.claim_all(identity, group)?;
            }
            let seat = stored.unwrap_or(Seat { changed: true, ..Seat::default() });
            self.seats.insert((group, identity), seat);
        }
        Ok(self.seats.entry((group, identity)).or_default())
    }

    /// Whether an account is in a group.
    pub(super) fn sits(&self, group: i64, identity: i64) -> Result<bool> {
        Ok(self.seats.contains_key(&(group, identity))
            || self
                .connection
                .prepare_cached("SELECT 1 FROM membership WHERE group_id = ?1 AND identity = ?2")?
                .exists([group, identity])?)
    }

    /// Writes the seats that changed.
    pub(super) fn write_seats(&mut self) -> Result<()> {
        let mut write = self.connection.prepare_cached(
            "INSERT INTO membership (group_id, identity, role, joined, left_at, inviter, listed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT DO UPDATE SET role = excluded.role, joined = excluded.joined, left_at = excluded.left_at,
             inviter = excluded.inviter, listed = excluded.listed",
        )?;
        let mut spoke_after = self
            .connection
            .prepare_cached("SELECT 1 FROM message WHERE identity = ?1 AND time > ?2 AND group_id = ?3 LIMIT 1")?;
        let mut came_after = self.connection.prepare_cached(
            "SELECT 1 FROM event WHERE actor = ?1 AND time > ?2 AND group_id = ?3 AND action = 'join' AND target IS NULL
             UNION ALL SELECT 1 FROM event WHERE target = ?1 AND time > ?2 AND group_id = ?3
             AND action IN ('join', 'invite') LIMIT 1",
        )?;
        let mut changed: Vec<(&(i64, i64), &Seat)> = self.seats.iter().filter(|(_, seat)| seat.changed).collect();
        changed.sort_unstable_by_key(|(key, _)| **key);
        for ((group, identity), seat) in changed {
            let left = match seat.left {
                Some(left)
                    if seat.last > left
                        || spoke_after.exists((identity, left, group))?
                        || came_after.exists((identity, left, group))? =>
                {
                    None
                }
                left => left,
            };
            let role = seat.role.unwrap_or(Role::Member).key();
            write.execute((group, identity, role, seat.joined, left, seat.inviter, seat.listed))?;
        }
        Ok(())
    }
}
