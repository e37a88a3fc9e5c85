//! The text index: which messages hold which two characters in a row.
//!
//! A segment is 65,536 message rows. Its postings are gathered in memory and written as blocks
//! of consecutive bigrams, so that a segment costs some thousand inserts instead of hundreds of
//! thousands. A text's last character forms a bigram with nothing (0), and so every character
//! begins one: single characters are a range of bigrams.

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;

const SEGMENT_BITS: u32 = 16;
const BLOCK_BYTES: usize = 6_000;

/// Two characters as one number; the second is 0 at the end of a text.
type Gram = u64;

fn gram(first: char, second: Option<char>) -> Gram {
    (Gram::from(u32::from(first)) << 21) | Gram::from(second.map_or(0, u32::from))
}

/// Every bigram that begins with a character.
fn grams_from(first: char) -> std::ops::RangeInclusive<Gram> {
    let start = Gram::from(u32::from(first)) << 21;
    start..=start | ((1 << 21) - 1)
}

/// How the index and its searches see a character: lower case, full width as half width.
pub(crate) fn fold_char(character: char) -> char {
    // Most characters here are Chinese, and looking up a lower case that they lack takes long.
    if matches!(character, '\u{3001}'..='\u{9fff}') {
        return character;
    }
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    };
    if narrow.is_ascii() {
        return narrow.to_ascii_lowercase();
    }
    // Characters whose lower case is longer than one character stay as they are.
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => narrow,
    }
}

/// A text as searches compare it.
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

pub(crate) fn segment_of(row: i64) -> i64 {
    row >> SEGMENT_BITS
}

fn offset_of(row: i64) -> u16 {
    (row & ((1 << SEGMENT_BITS) - 1)) as u16
}

/// How many fresh postings are held before they are packed: 8 MiB.
const MOST_FRESH: usize = 1 << 20;

/// Gathers the postings of the segment that grows, and writes it when the next one begins.
///
/// A posting is one number, its bigram above its row, so that one sort brings them all into the
/// order in which they are written; a map of lists takes several times as long.
#[derive(Default)]
pub(crate) struct GramWriter {
    segment: Option<i64>,
    fresh: Vec<u64>,
    /// Postings in order as [`Block`] reads them, all of rows before the fresh ones.
    packed: Vec<u8>,
}

impl GramWriter {
    /// Adds a message's text. Rows come in ascending order.
    pub(crate) fn add(&mut self, connection: &Connection, row: i64, text: &str) -> Result<()> {
        let segment = segment_of(row);
        if self.segment != Some(segment) {
            self.flush(connection)?;
            self.segment = Some(segment);
            self.load(connection, segment)?;
        }
        let offset = u64::from(offset_of(row));
        let mut characters = text.chars().map(fold_char);
        let Some(mut first) = characters.next() else { return Ok(()) };
        for second in characters {
            self.fresh.push((gram(first, Some(second)) << SEGMENT_BITS) | offset);
            first = second;
        }
        self.fresh.push((gram(first, None) << SEGMENT_BITS) | offset);
        if self.fresh.len() >= MOST_FRESH {
            self.pack();
        }
        Ok(())
    }

    /// Takes up a segment that an earlier import began.
    fn load(&mut self, connection: &Connection, segment: i64) -> Result<()> {
        let mut statement =
            connection.prepare_cached("SELECT first, block FROM gram WHERE segment = ?1 ORDER BY first")?;
        let mut rows = statement.query([segment])?;
        let mut packed = Packer::default();
        while let Some(row) = rows.next()? {
            for (gram, ids) in Block::new(row.get(0)?, row.get_ref(1)?.as_blob().unwrap_or_default()) {
                packed.push(gram, ids);
            }
        }
        self.packed = packed.bytes;
        Ok(())
    }

    /// Puts the fresh postings behind the packed ones of the same bigram.
    fn pack(&mut self) {
        self.fresh.sort_unstable();
        let packed = std::mem::take(&mut self.packed);
        let mut before = Block::new(0, &packed).peekable();
        let mut after = Packer::default();
        let mut ids = Vec::new();
        for postings in self.fresh.chunk_by(|a, b| a >> SEGMENT_BITS == b >> SEGMENT_BITS) {
            let gram = postings[0] >> SEGMENT_BITS;
            while let Some((earlier, ids)) = before.next_if(|(earlier, _)| *earlier < gram) {
                after.push(earlier, ids);
            }
            ids.clear();
            let mut end = 0;
            if let Some((_, known)) = before.next_if(|(earlier, _)| *earlier == gram) {
                ids.extend_from_slice(known);
                end = offsets(known).last().map_or(0, |last| u64::from(last) + 1);
            }
            for posting in postings {
                let next = u64::from(offset_of(*posting as i64)) + 1;
                if next > end {
                    write_varint(&mut ids, next - end);
                    end = next;
                }
            }
            after.push(gram, &ids);
        }
        before.for_each(|(gram, ids)| after.push(gram, ids));
        self.packed = after.bytes;
        self.fresh.clear();
    }

    /// Writes what has been gathered.
    pub(crate) fn flush(&mut self, connection: &Connection) -> Result<()> {
        let Some(segment) = self.segment.take() else { return Ok(()) };
        self.pack();
        connection.prepare_cached("DELETE FROM gram WHERE segment = ?1")?.execute([segment])?;
        let mut insert = connection.prepare_cached("INSERT INTO gram (segment, first, block) VALUES (?1, ?2, ?3)")?;
        let mut block = Packer::default();
        let mut first = None;
        for (gram, ids) in Block::new(0, &self.packed) {
            let start = *first.get_or_insert_with(|| {
                block.latest = gram;
                gram
            });
            block.push(gram, ids);
            if block.bytes.len() >= BLOCK_BYTES {
                insert.execute((segment, start as i64, &block.bytes))?;
                block.bytes.clear();
                first = None;
            }
        }
        if let Some(start) = first {
            insert.execute((segment, start as i64, &block.bytes))?;
        }
        self.packed.clear();
        Ok(())
    }
}

/// Writes what [`Block`] reads.
#[derive(Default)]
struct Packer {
    bytes: Vec<u8>,
    latest: Gram,
}

impl Packer {
    /// Adds the encoded rows of a bigram that is not before the latest.
    fn push(&mut self, gram: Gram, ids: &[u8]) {
        write_varint(&mut self.bytes, gram - self.latest);
        write_varint(&mut self.bytes, ids.len() as u64);
        self.bytes.extend_from_slice(ids);
        self.latest = gram;
    }
}

/// Writes the segments anew that hold these rows: after rows were deleted. Rows are ascending.
pub(crate) fn reindex(connection: &Connection, rows: &[i64]) -> Result<()> {
    let mut segments: Vec<i64> = rows.iter().map(|row| segment_of(*row)).collect();
    segments.dedup();
    for segment in segments {
        connection.prepare_cached("DELETE FROM gram WHERE segment = ?1")?.execute([segment])?;
        let mut writer = GramWriter::default();
        let mut statement = connection.prepare_cached(
            "SELECT id, text FROM message WHERE id >= ?1 AND id < ?2 AND text IS NOT NULL ORDER BY id",
        )?;
        let mut texts = statement.query([segment << SEGMENT_BITS, (segment + 1) << SEGMENT_BITS])?;
        while let Some(row) = texts.next()? {
            writer.add(connection, row.get(0)?, row.get_ref(1)?.as_str().unwrap_or_default())?;
        }
        writer.flush(connection)?;
    }
    Ok(())
}

/// The segments there are, latest first.
pub(crate) fn segments(connection: &Connection) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT segment FROM gram ORDER BY segment DESC")?;
    let found = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Message rows of a segment that may hold a folded word, descending: all that do, and for words
/// of three and more characters some that do not.
pub(crate) fn candidates(connection: &Connection, segment: i64, word: &str) -> Result<Vec<i64>> {
    let characters: Vec<char> = word.chars().collect();
    let mut found = match characters.as_slice() {
        [] => return Ok(Vec::new()),
        [single] => rows_within(connection, segment, grams_from(*single))?,
        several => {
            let mut common: Option<Vec<u16>> = None;
            for pair in several.windows(2) {
                let one = gram(pair[0], Some(pair[1]));
                let rows = rows_within(connection, segment, one..=one)?;
                let kept = match common {
                    None => rows,
                    Some(before) => before.into_iter().filter(|row| rows.binary_search(row).is_ok()).collect(),
                };
                if kept.is_empty() {
                    return Ok(Vec::new());
                }
                common = Some(kept);
            }
            common.unwrap_or_default()
        }
    };
    found.reverse();
    Ok(found.into_iter().map(|offset| (segment << SEGMENT_BITS) | i64::from(offset)).collect())
}

/// Offsets, ascending and distinct, of the bigrams in a range.
fn rows_within(connection: &Connection, segment: i64, range: std::ops::RangeInclusive<Gram>) -> Result<Vec<u16>> {
    let start: Option<i64> = connection
        .prepare_cached("SELECT max(first) FROM gram WHERE segment = ?1 AND first <= ?2")?
        .query_row((segment, *range.start() as i64), |row| row.get(0))
        .optional()?
        .flatten();
    let mut statement = connection.prepare_cached(
        "SELECT first, block FROM gram WHERE segment = ?1 AND first BETWEEN ?2 AND ?3 ORDER BY first",
    )?;
    let mut rows = statement.query((segment, start.unwrap_or(*range.start() as i64), *range.end() as i64))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let block = Block::new(row.get(0)?, row.get_ref(1)?.as_blob().unwrap_or_default());
        for (_, ids) in block.filter(|(gram, _)| range.contains(gram)) {
            found.extend(offsets(ids));
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Reads a block: each bigram with its encoded rows. A damaged block ends early.
struct Block<'a> {
    gram: Gram,
    rest: &'a [u8],
}

impl<'a> Block<'a> {
    fn new(first: i64, bytes: &'a [u8]) -> Block<'a> {
        Block { gram: first as Gram, rest: bytes }
    }
}

impl<'a> Iterator for Block<'a> {
    type Item = (Gram, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let step = read_varint(&mut self.rest)?;
        let length = usize::try_from(read_varint(&mut self.rest)?).ok()?;
        let ids = self.rest.get(..length)?;
        self.rest = &self.rest[length..];
        self.gram = self.gram.wrapping_add(step);
        Some((self.gram, ids))
    }
}

fn offsets(mut ids: &[u8]) -> impl Iterator<Item = u16> {
    let mut end = 0u64;
    std::iter::from_fn(move || {
        end = end.wrapping_add(read_varint(&mut ids)?);
        u16::try_from(end.checked_sub(1)?).ok()
    })
}

fn write_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}
