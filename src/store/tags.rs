//! Tags on members: by rule, by hand, by import; and what the operator took away for good.

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::pulse::{Pulse, Step};
use super::{Reader, Store, StoreError, bitmap, journal};
use crate::model::journal::Act;
use crate::model::view::{HeldTag, TagSource};
use crate::model::{MemberId, Timestamp};
use crate::text::normal::fold;

const RULE: i64 = 0;
const HAND: i64 = 1;
const IMPORT: i64 = 2;
pub(super) const REMOVED: i64 = 3;

/// The meaning of the column `member_tag.source`; `None` for a tag taken away by hand.
pub(super) fn source(number: i64) -> Option<TagSource> {
    match number {
        RULE => Some(TagSource::Rule),
        HAND => Some(TagSource::Hand),
        IMPORT => Some(TagSource::Import),
        _ => None,
    }
}

/// The tags that there are, in their order: those that the scheme has rules for, then those that members bear or
/// were denied, as they came. A tag that the scheme let go of keeps its row, so that acts still find it by its
/// number once the scheme comes back.
pub(super) const KNOWN: &str = "tag WHERE rule IS NOT NULL
    OR EXISTS (SELECT 1 FROM member_tag WHERE member_tag.tag = tag.id)
    ORDER BY rule IS NULL, iif(rule IS NULL, id, place)";

/// A rule of the scheme: the tag's name and the filter that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagRule {
    /// The tag.
    pub name: String,
    /// The filter's text.
    pub rule: String,
}

/// The store's tags by name, while a build gives and takes them.
pub(super) struct TagNames {
    ids: FxHashMap<String, i64>,
}

impl TagNames {
    /// Brings the tags in line with the scheme's rules, in its order. What a rule that is gone gave,
    /// members lose as they are built.
    pub(super) fn adopt(conn: &Connection, rules: &[TagRule]) -> Result<TagNames, StoreError> {
        let mut upsert = conn.prepare_cached(
            "INSERT INTO tag (name, rule, place) VALUES (?1, ?2, ?3) \
             ON CONFLICT (name) DO UPDATE SET rule = ?2, place = ?3 WHERE (rule, place) IS NOT (?2, ?3)",
        )?;
        for (place, TagRule { name, rule }) in (0_i64..).zip(rules) {
            upsert.execute(params![name, rule, place])?;
        }
        let names: FxHashSet<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
        let mut statement = conn.prepare_cached("SELECT id, name, rule IS NOT NULL FROM tag")?;
        let tags: Vec<(i64, String, bool)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
        for (id, ..) in tags.iter().filter(|(_, name, has_rule)| *has_rule && !names.contains(name.as_str())) {
            conn.execute("UPDATE tag SET rule = NULL WHERE id = ?1", [id])?;
        }
        Ok(TagNames { ids: tags.into_iter().map(|(id, name, _)| (name, id)).collect() })
    }

    fn id(&mut self, conn: &Connection, name: &str) -> Result<i64, StoreError> {
        if let Some(id) = self.ids.get(name) {
            return Ok(*id);
        }
        let id = create(conn, name)?;
        self.ids.insert(name.to_owned(), id);
        Ok(id)
    }

    /// Gives a member the tags of rules and of imported labels, and takes back those given
    /// before that no longer hold. What the operator gave or took stays. Gives the ids of tags
    /// that came and went.
    pub(super) fn assign(
        &mut self,
        conn: &Connection,
        build: i64,
        member: MemberId,
        rules: &[&str],
        labels: &[String],
    ) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
        let mut wanted: FxHashMap<i64, i64> = FxHashMap::default();
        for label in labels {
            wanted.insert(self.id(conn, label)?, IMPORT);
        }
        for rule in rules {
            wanted.entry(self.id(conn, rule)?).or_insert(RULE);
        }
        let mut held = conn.prepare_cached("SELECT tag, source FROM member_tag WHERE member = ?1")?;
        let held: Vec<(i64, i64)> =
            held.query_map([member.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut gone = Vec::new();
        for (tag, source) in held {
            let still = wanted.remove(&tag).is_some();
            if !still && matches!(source, RULE | IMPORT) {
                conn.prepare_cached("DELETE FROM member_tag WHERE member = ?1 AND tag = ?2")?
                    .execute([member.0, tag])?;
                gone.push(tag);
            }
        }
        let mut insert =
            conn.prepare_cached("INSERT INTO member_tag (member, tag, source, since) VALUES (?1, ?2, ?3, ?4)")?;
        let mut came: Vec<i64> = Vec::with_capacity(wanted.len());
        for (tag, source) in wanted {
            insert.execute([member.0, tag, source, build])?;
            came.push(tag);
        }
        came.sort_unstable();
        Ok((came, gone))
    }

    /// The name of a tag.
    pub(super) fn name(&self, id: i64) -> Option<&str> {
        self.ids.iter().find(|(_, known)| **known == id).map(|(name, _)| name.as_str())
    }
}

fn create(conn: &Connection, name: &str) -> Result<i64, StoreError> {
    conn.execute(
        "INSERT INTO tag (name, rule, place) VALUES (?1, NULL, (SELECT coalesce(max(place), -1) + 1 FROM tag))",
        [name],
    )?;
    Ok(conn.last_insert_rowid())
}

impl Reader {
    /// The tags that any of these members has: those given by hand first, then imported ones, else in the
    /// scheme's order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn held_tags(&self, members: &[MemberId]) -> Result<Vec<HeldTag>, StoreError> {
        let _moment = self.hold()?;
        let mut of_member = self.connection.prepare("SELECT tag, source FROM member_tag WHERE member = ?1")?;
        let mut held: FxHashMap<i64, HeldTag> = FxHashMap::default();
        for member in members {
            let mut rows = of_member.query([member.0])?;
            while let Some(row) = rows.next()? {
                let Some(source) = source(row.get(1)?) else { continue };
                let nobody = HeldTag { name: String::new(), by_hand: 0, imported: 0, by_rule: 0 };
                let tag = held.entry(row.get(0)?).or_insert(nobody);
                *match source {
                    TagSource::Hand => &mut tag.by_hand,
                    TagSource::Import => &mut tag.imported,
                    TagSource::Rule => &mut tag.by_rule,
                } += 1;
            }
        }
        let mut names = self.connection.prepare("SELECT id, name FROM tag ORDER BY place, name")?;
        let mut rows = names.query([])?;
        let mut tags = Vec::with_capacity(held.len());
        while let Some(row) = rows.next()? {
            if let Some(tag) = held.remove(&row.get(0)?) {
                tags.push(HeldTag { name: row.get(1)?, ..tag });
            }
        }
        tags.sort_by_key(|tag| (tag.by_hand == 0, tag.imported == 0));
        Ok(tags)
    }
}

impl Store {
    /// Gives a tag by hand. Names that differ only in case or width are one. Gives how many members did
    /// not have it so.
    ///
    /// # Errors
    /// If the name is empty, or the store cannot be written.
    pub fn add_tag(&mut self, name: &str, members: &[MemberId], now: Timestamp) -> Result<u64, StoreError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(StoreError::TagNameless);
        }
        let known = named(self.connection()?, name)?;
        let name = known.as_deref().unwrap_or(name);
        let pulse = self.pulse();
        self.act(&Act::AddTag { tag: name.to_owned() }, journal::one(members), |transaction| {
            let tag = match find(transaction, name)? {
                Some(tag) => tag,
                None => create(transaction, name)?,
            };
            journal::counted(set_by_hand(transaction, tag, members, HAND, now, &pulse)?)
        })
    }

    /// Takes a tag away by hand; no rule gives it back. Gives how many members had it.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn remove_tag(&mut self, name: &str, members: &[MemberId], now: Timestamp) -> Result<u64, StoreError> {
        let known = named(self.connection()?, name)?;
        let name = known.as_deref().unwrap_or(name);
        let pulse = self.pulse();
        self.act(&Act::RemoveTag { tag: name.to_owned() }, journal::one(members), |transaction| {
            journal::counted(match find(transaction, name)? {
                Some(tag) => set_by_hand(transaction, tag, members, REMOVED, now, &pulse)?,
                None => 0,
            })
        })
    }
}

/// The tag of a name as it is written in the store.
fn named(conn: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    let mut names = conn.prepare_cached("SELECT name FROM tag")?;
    let names = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let folded = fold(name.trim());
    let same = names.iter().find(|known| *known == name).or_else(|| names.iter().find(|known| fold(known) == folded));
    Ok(same.cloned())
}

fn find(conn: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    Ok(conn.query_row("SELECT id FROM tag WHERE name = ?1", [name], |row| row.get(0)).optional()?)
}

/// Whether a member has the tag, by the column `member_tag.source`.
pub(super) fn is_borne(source: i64) -> bool {
    source != REMOVED
}

/// Marks the members' tag.
pub(super) fn set_by_hand(
    conn: &Connection,
    tag: i64,
    members: &[MemberId],
    source: i64,
    now: Timestamp,
    pulse: &Pulse,
) -> Result<u64, StoreError> {
    let mut changed = Vec::new();
    let mut held = conn.prepare_cached("SELECT source FROM member_tag WHERE member = ?1 AND tag = ?2")?;
    let mut mark = conn.prepare_cached(
        "INSERT INTO member_tag (member, tag, source, since) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (member, tag) DO UPDATE SET source = ?3, since = ?4",
    )?;
    pulse.begin(Step::Acting, members.len() as u64);
    for member in members {
        pulse.beat()?;
        let before: Option<i64> = held.query_row([member.0, tag], |row| row.get(0)).optional()?;
        let had = before.is_some_and(is_borne);
        if before == Some(source) || (source == REMOVED && !had) {
            continue;
        }
        mark.execute([member.0, tag, source, now.0])?;
        changed.push((*member, had, is_borne(source)));
    }
    follow(conn, tag, &changed, now, pulse)?;
    Ok(changed.len() as u64)
}

/// Lets bitmap and history follow a change by hand, of members who had the tag or not, and now have
/// it or not: with a build of its own, so that readers see the change.
pub(super) fn follow(
    conn: &Connection,
    tag: i64,
    members: &[(MemberId, bool, bool)],
    now: Timestamp,
    pulse: &Pulse,
) -> Result<(), StoreError> {
    let changed: Vec<(MemberId, bool)> =
        members.iter().filter(|(_, had, has)| had != has).map(|(member, _, has)| (*member, *has)).collect();
    if members.is_empty() {
        return Ok(());
    }
    conn.execute(
        "INSERT INTO build (time, scheme, digest, cause, as_of, until) SELECT ?1, coalesce(max(scheme), ''), \
         coalesce(max(digest), x''), 'hand', coalesce(max(as_of), '{}'), max(until) \
         FROM (SELECT * FROM build ORDER BY id DESC LIMIT 1)",
        [now.0],
    )?;
    let build = conn.last_insert_rowid();
    let name: Option<String> =
        conn.query_row("SELECT name FROM tag WHERE id = ?1", [tag], |row| row.get(0)).optional()?;
    let name = name.ok_or(StoreError::Overtaken)?;
    let what = format!("tag:{name}");
    pulse.begin(Step::Noting, changed.len() as u64);
    for (member, has) in &changed {
        pulse.beat()?;
        let (before, after) = ((!has).then_some(name.as_str()), has.then_some(name.as_str()));
        record(conn, build, *member, &what, before, after)?;
    }
    for gives in [true, false] {
        let of = changed.iter().filter(|(_, has)| *has == gives).map(|(member, _)| *member);
        bitmap::touch(conn, tag, of, gives)?;
    }
    Ok(())
}

/// Takes away a tag that an act made, if nobody bears, gives or was denied it.
pub(super) fn sweep(conn: &Connection, tag: i64) -> Result<(), StoreError> {
    let unused = "SELECT 1 FROM tag WHERE id = ?1 AND rule IS NULL AND id NOT IN (SELECT tag FROM member_tag)";
    if conn.prepare_cached(unused)?.exists([tag])? {
        conn.execute("DELETE FROM tag_bitmap WHERE tag = ?1", [tag])?;
        conn.execute("DELETE FROM tag WHERE id = ?1", [tag])?;
    }
    Ok(())
}

/// Writes one line of history.
pub(super) fn record(
    conn: &Connection,
    build: i64,
    member: MemberId,
    what: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT INTO history (build, member, what, before, after) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![build, member.0, what, before, after])?;
    Ok(())
}
