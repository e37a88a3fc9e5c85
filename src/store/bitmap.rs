//! Sets of members as roaring bitmaps over rank, as they lie in the store.

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::StoreError;
use crate::model::MemberId;

/// Reads a bitmap.
pub(super) fn read(bytes: &[u8]) -> Result<RoaringBitmap, StoreError> {
    RoaringBitmap::deserialize_from(bytes).map_err(|error| super::unreadable(error).into())
}

/// The bytes of a bitmap.
pub(super) fn bytes(bitmap: &RoaringBitmap) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(bitmap.serialized_size());
    bitmap.serialize_into(&mut bytes).map_err(super::unreadable)?;
    Ok(bytes)
}

/// Writes the bitmaps of all tags again; `ranked` are the members by rank.
pub(super) fn rebuild(conn: &Connection, ranked: &[i64]) -> Result<(), StoreError> {
    let ranks: FxHashMap<i64, u32> = ranked.iter().copied().zip(0..).collect();
    let mut tags: FxHashMap<i64, Vec<u32>> = FxHashMap::default();
    let mut statement = conn.prepare("SELECT member, tag FROM member_tag WHERE source <> 3")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(rank) = ranks.get(&row.get(0)?) {
            tags.entry(row.get(1)?).or_default().push(*rank);
        }
    }
    conn.execute("DELETE FROM tag_bitmap", [])?;
    let mut write = conn.prepare("INSERT INTO tag_bitmap (tag, ranks) VALUES (?1, ?2)")?;
    for (tag, mut ranks) in tags {
        ranks.sort_unstable();
        let mut bitmap: RoaringBitmap = ranks.into_iter().collect();
        bitmap.optimize();
        write.execute(params![tag, bytes(&bitmap)?])?;
    }
    Ok(())
}

/// Adds members to a tag's bitmap, or takes them out.
pub(super) fn touch(
    conn: &Connection,
    tag: i64,
    members: impl Iterator<Item = MemberId>,
    gives: bool,
) -> Result<(), StoreError> {
    let stored = conn.query_row("SELECT ranks FROM tag_bitmap WHERE tag = ?1", [tag], |row| row.get::<_, Vec<u8>>(0));
    let mut bitmap = stored.optional()?.map_or(Ok(RoaringBitmap::new()), |bytes| read(&bytes))?;
    let mut rank = conn.prepare_cached("SELECT rank FROM standing WHERE member = ?1 AND rank IS NOT NULL")?;
    for member in members {
        if let Some(rank) = rank.query_row([member.0], |row| row.get::<_, u32>(0)).optional()? {
            if gives {
                bitmap.insert(rank)
            } else {
                bitmap.remove(rank)
            };
        }
    }
    conn.execute("INSERT OR REPLACE INTO tag_bitmap (tag, ranks) VALUES (?1, ?2)", params![tag, bytes(&bitmap)?])?;
    Ok(())
}
