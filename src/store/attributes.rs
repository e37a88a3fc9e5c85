//! Known attributes of members, and imported fields beside them.

use rusqlite::{CachedStatement, Connection, params};
use rustc_hash::FxHashMap;

use super::StoreError;
use crate::model::attribute::spec;
use crate::model::{Attribute, CommunityId, MemberId, Provenance, Value};

/// Stands between the words of a value that has several.
pub(super) const BETWEEN: char = '\n';

/// The value as the filter language compares it: by its words. Numbers of the registry are compared as numbers.
fn word(attribute: &Attribute) -> Option<String> {
    let is_number = matches!(attribute.value, Value::Number(_)) && spec(&attribute.key).is_some();
    (!is_number).then(|| kept(&attribute.value))
}

/// The words of a value, with [`BETWEEN`] between them.
pub(super) fn kept(value: &Value) -> String {
    let words = value.words().into_iter().map(|word| word.replace(BETWEEN, " "));
    words.collect::<Vec<_>>().join("\n")
}

/// A declared value whose change is worth remembering, as history shows it.
pub(super) fn declared(attribute: &Attribute) -> Option<String> {
    let kept = matches!(attribute.provenance, Provenance::Hand | Provenance::Declared | Provenance::Surveyed);
    if kept { attribute.value.words().into_iter().next() } else { None }
}

/// A change of a declared value: key, before, after.
pub(super) type Change = (String, Option<String>, Option<String>);

/// Replaces what is known of a member in a community, writing only what differs. Gives the
/// declared values that changed; a member new to the community has no changes.
pub(super) fn put(
    conn: &Connection,
    member: MemberId,
    community: CommunityId,
    attributes: &[Attribute],
) -> Result<Vec<Change>, StoreError> {
    let mut before = details(conn, member, community)?;
    let is_new = before.is_empty();
    let mut write = conn.prepare_cached(
        "INSERT INTO attribute (member, community, key, imported, word, number, confidence, detail) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET \
         (imported, word, number, confidence, detail) = (?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut changes = Vec::new();
    for attribute in attributes {
        let detail = super::encode(attribute)?;
        let known = before.remove(&attribute.key);
        if known.as_ref() == Some(&detail) {
            continue;
        }
        write_one(&mut write, member, community, attribute, &detail)?;
        let former = known.map(|detail| super::decode::<Attribute>(&detail)).transpose()?;
        changes.extend(change(&attribute.key, former.as_ref(), Some(attribute)));
    }
    let mut remove = conn.prepare_cached("DELETE FROM attribute WHERE member = ?1 AND community = ?2 AND key = ?3")?;
    for (key, detail) in before {
        remove.execute(params![member.0, community.0, key])?;
        changes.extend(change(&key, Some(&super::decode(&detail)?), None));
    }
    changes.sort();
    Ok(if is_new { Vec::new() } else { changes })
}

fn write_one(
    write: &mut CachedStatement<'_>,
    member: MemberId,
    community: CommunityId,
    attribute: &Attribute,
    detail: &[u8],
) -> Result<(), StoreError> {
    let imported = spec(&attribute.key).is_none();
    let number = attribute.value.number();
    write.execute(params![
        member.0,
        community.0,
        attribute.key,
        imported,
        word(attribute),
        number,
        f64::from(attribute.confidence),
        detail
    ])?;
    Ok(())
}

fn change(key: &str, before: Option<&Attribute>, after: Option<&Attribute>) -> Option<Change> {
    let (before, after) = (before.and_then(declared), after.and_then(declared));
    (before != after).then(|| (key.to_owned(), before, after))
}

fn details(
    conn: &Connection,
    member: MemberId,
    community: CommunityId,
) -> Result<FxHashMap<String, Vec<u8>>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT key, detail FROM attribute WHERE member = ?1 AND community = ?2")?;
    let rows = statement.query_map([member.0, community.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One attribute of a member in a community, if known.
pub(super) fn get(
    conn: &Connection,
    member: MemberId,
    community: CommunityId,
    key: &str,
) -> Result<Option<Attribute>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT detail FROM attribute WHERE member = ?1 AND community = ?2 AND key = ?3")?;
    let mut rows = statement.query(params![member.0, community.0, key])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(super::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?))
}

/// Everything known of a member in a community.
pub(super) fn all(conn: &Connection, member: MemberId, community: CommunityId) -> Result<Vec<Attribute>, StoreError> {
    let details = details(conn, member, community)?;
    details.into_values().map(|detail| super::decode(&detail)).collect()
}
