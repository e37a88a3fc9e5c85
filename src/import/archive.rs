//! Zip archives, read in place: members are streamed out of them, and nothing is ever written to
//! disk, so that a member's name is no more than a name.
//!
//! What an archive's directory promises is checked before anything is unpacked, and no member
//! yields more than it promised.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::GB18030;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use jiff::civil::Date;
use zip::{CompressionMethod, ZipArchive};

use super::ImportError;
use super::source::{Meter, Source};

/// More members than anybody exports.
const MOST_MEMBERS: u64 = 200_000;
/// What an archive or a member may always come to, and how many times its stored size beyond that.
const ALWAYS: u64 = 64 << 20;
const RATIO: u64 = 200;
/// What all members of an archive may come to.
const TOTAL: u64 = 256 << 30;
/// How deep archives may lie in archives: one inside another.
const DEEPEST: u32 = 1;

/// The end of a zip's directory is this long without its comment, and begins with these bytes.
const END: usize = 22;
const END_MARK: &[u8] = b"PK\x05\x06";
/// A member's own header is this long without name and extra field, and begins with these bytes.
const HEADER: usize = 30;
const HEADER_MARK: &[u8] = b"PK\x03\x04";

/// Why an archive, or one of its members, is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Its directory is missing or does not fit.
    Damaged,
    /// More than 200,000 members.
    Crowded,
    /// It would unpack to far more than it is.
    Bomb,
    /// An archive inside an archive inside an archive.
    Nested,
    /// It is locked with a password.
    Locked,
    /// It is packed in a way that is not read.
    Packing,
    /// A workbook or archive inside an archive, too large to be held in memory.
    Large,
    /// A workbook's sheet whose cells lie so far apart that the table between them would be.
    Vast,
    /// A workbook of the old kind that does not hang together.
    Torn,
    /// A spreadsheet of the OpenDocument kind, which is not read.
    OpenDocument,
}

/// What stands in an archive cannot be what was put there.
#[derive(Debug, thiserror::Error)]
#[error("it does not match its checksum or size")]
pub struct Damaged;

/// Where an archive's bytes lie.
#[derive(Debug, Clone)]
enum Bytes {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
}

trait Bytewise: Read + Seek {}
impl<R: Read + Seek> Bytewise for R {}

impl Bytes {
    fn open(&self) -> std::io::Result<Box<dyn Bytewise>> {
        Ok(match self {
            Bytes::Disk(path) => Box::new(BufReader::with_capacity(64 << 10, File::open(path)?)),
            Bytes::Memory(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }
}

/// One file inside an archive.
#[derive(Debug, Clone)]
pub struct Member {
    archive: Bytes,
    depth: u32,
    entry: Arc<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    header: u64,
    packed: u64,
    size: u64,
    crc: u32,
    packing: Packing,
    locked: bool,
    written: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Stored,
    Deflated,
    Other,
}

/// Packers that know no time write the first day that the format can tell.
fn written(time: zip::DateTime) -> Option<Date> {
    let day =
        Date::new(i16::try_from(time.year()).ok()?, time.month().try_into().ok()?, time.day().try_into().ok()?).ok()?;
    (day > jiff::civil::date(1980, 1, 1)).then_some(day)
}

impl Member {
    /// Its name in the archive.
    pub fn name(&self) -> &str {
        &self.entry.name
    }

    /// How many archives it lies inside of.
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// Bytes it takes in the archive.
    pub fn packed_size(&self) -> u64 {
        self.entry.packed
    }

    /// Bytes it promises to come to.
    pub fn size(&self) -> u64 {
        self.entry.size
    }

    /// The day on which it was last written, by the clock of the machine that packed it.
    pub fn written(&self) -> Option<Date> {
        self.entry.written
    }

    /// Why it must not be unpacked, or cannot be.
    pub fn check(&self) -> Result<(), Trouble> {
        let entry = &self.entry;
        match entry.packing {
            _ if entry.locked => Err(Trouble::Locked),
            Packing::Other => Err(Trouble::Packing),
            _ if swells(entry.packed, entry.size) => Err(Trouble::Bomb),
            _ => Ok(()),
        }
    }

    /// Its bytes as they lie in the archive.
    pub fn stored(&self) -> std::io::Result<Box<dyn Read>> {
        Ok(Box::new(self.place()?))
    }

    /// Its bytes, unpacked; `through` sees those of the archive on their way.
    pub fn bytes<R: Read + 'static>(&self, through: impl FnOnce(Box<dyn Read>) -> R) -> std::io::Result<Box<dyn Read>> {
        let stored = through(self.stored()?);
        let unpacked: Box<dyn Read> = match self.entry.packing {
            Packing::Deflated => Box::new(DeflateDecoder::new(stored)),
            Packing::Stored | Packing::Other => Box::new(stored),
        };
        Ok(Box::new(Promised { unpacked, left: self.entry.size, crc: Crc::new(), expected: self.entry.crc }))
    }

    fn place(&self) -> std::io::Result<Take<Box<dyn Bytewise>>> {
        let mut archive = self.archive.open()?;
        archive.seek(SeekFrom::Start(self.entry.header))?;
        let mut header = [0; HEADER];
        archive.read_exact(&mut header)?;
        if !header.starts_with(HEADER_MARK) {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, Damaged));
        }
        let length = |at: usize| i64::from(u16::from_le_bytes([header[at], header[at + 1]]));
        archive.seek_relative(length(26) + length(28))?;
        Ok(archive.take(self.entry.packed))
    }
}

/// A member's stream that fails if it is not what the directory promised.
struct Promised {
    unpacked: Box<dyn Read>,
    left: u64,
    crc: Crc,
    expected: u32,
}

impl Read for Promised {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.unpacked.read(buffer)?;
        self.crc.update(&buffer[..got]);
        let is_more = got as u64 > self.left;
        self.left = self.left.saturating_sub(got as u64);
        let ends_wrong = got == 0 && !buffer.is_empty() && (self.left > 0 || self.crc.sum() != self.expected);
        if is_more || ends_wrong {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, Damaged));
        }
        Ok(got)
    }
}

/// Whether this much out of that much is no honest packing.
fn swells(packed: u64, size: u64) -> bool {
    size > ALWAYS && size / RATIO > packed
}

/// What a file that begins like a zip is.
pub enum Contents {
    /// It does not begin like one.
    NoArchive,
    /// A spreadsheet, or another document that is packed like an archive.
    Document {
        /// Whether it is a table.
        is_sheet: bool,
    },
    /// Files, sorted by name; hidden ones are left out.
    Members(Vec<Source>),
}

/// Looks into a file.
pub fn open(source: &Source) -> Result<Contents, ImportError> {
    let failed = |error| ImportError::io(source.shown(), error);
    source.check()?;
    let mut magic = Vec::new();
    source.bytes(&Meter::default()).and_then(|bytes| bytes.take(4).read_to_end(&mut magic)).map_err(failed)?;
    if magic != HEADER_MARK && magic != END_MARK {
        return Ok(Contents::NoArchive);
    }
    let bytes = match source.on_disk() {
        Some(path) => Bytes::Disk(path.to_owned()),
        None => Bytes::Memory(source.held()?),
    };
    let entries = directory(&bytes).map_err(|trouble| source.refused(trouble))?;
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    if has("[Content_Types].xml") || has("mimetype") && has("content.xml") {
        let is_sheet = has("content.xml") || entries.iter().any(|entry| entry.name.starts_with("xl/"));
        return Ok(Contents::Document { is_sheet });
    }
    if source.depth() > DEEPEST {
        return Err(source.refused(Trouble::Nested));
    }
    let depth = source.depth() + 1;
    let visible = entries.into_iter().filter(|entry| !is_hidden(&entry.name));
    let member = |entry| Member { archive: bytes.clone(), depth, entry: Arc::new(entry) };
    Ok(Contents::Members(visible.map(|entry| Source::member(source.shown(), member(entry))).collect()))
}

fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "__MACOSX" || part.starts_with('.') && !matches!(part, "." | ".."))
}

/// Every file that an archive's directory lists, by name.
fn directory(bytes: &Bytes) -> Result<Vec<Entry>, Trouble> {
    let mut archive = bytes.open().map_err(|_| Trouble::Damaged)?;
    let length = archive.seek(SeekFrom::End(0)).map_err(|_| Trouble::Damaged)?;
    if promised_members(&mut archive, length).map_err(|_| Trouble::Damaged)? > MOST_MEMBERS {
        return Err(Trouble::Crowded);
    }
    let mut zip = ZipArchive::new(archive).map_err(|_| Trouble::Damaged)?;
    let mut entries = Vec::with_capacity(zip.len());
    let mut total = 0u64;
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index).map_err(|_| Trouble::Damaged)?;
        total = total.saturating_add(file.size());
        if !file.is_dir() && !file.is_symlink() {
            entries.push(Entry {
                name: decoded(file.name_raw()),
                header: file.header_start(),
                packed: file.compressed_size(),
                size: file.size(),
                crc: file.crc32(),
                packing: match file.compression() {
                    CompressionMethod::Stored => Packing::Stored,
                    CompressionMethod::Deflated => Packing::Deflated,
                    _ => Packing::Other,
                },
                locked: file.encrypted(),
                written: file.last_modified().and_then(written),
            });
        }
    }
    if total > TOTAL || swells(length, total) {
        return Err(Trouble::Bomb);
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// How many members the end of the directory promises, before a directory of that size is read.
fn promised_members(archive: &mut (impl Read + Seek), length: u64) -> std::io::Result<u64> {
    let tail = length.min(END as u64 + u64::from(u16::MAX));
    archive.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    archive.take(tail).read_to_end(&mut bytes)?;
    let Some(at) = memchr::memmem::rfind(&bytes, END_MARK).filter(|at| at + END <= bytes.len()) else { return Ok(0) };
    let promised = u64::from(u16::from_le_bytes([bytes[at + 10], bytes[at + 11]]));
    // 0xFFFF says that the number stands in the larger end of a zip64, 56 bytes of it and 20 that
    // point to it right before this one.
    let larger = at.checked_sub(76).filter(|&larger| bytes[larger..].starts_with(b"PK\x06\x06"));
    Ok(match larger {
        Some(larger) if promised == u64::from(u16::MAX) => {
            bytes[larger + 32..larger + 40].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
        }
        _ => promised,
    })
}

/// A member's name: UTF-8, or what Chinese Windows writes.
fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// Files as they are to be read: archives as their members, exports of several files as one.
pub fn unpacked(sources: Vec<Source>) -> Vec<Source> {
    let mut found = Vec::new();
    for source in whole(sources) {
        match open(&source) {
            Ok(Contents::Members(members)) if !members.is_empty() => found.extend(unpacked(members)),
            // What is wrong with it is said when it is read.
            _ => found.push(source),
        }
    }
    found
}

/// Gives each manifest the chunks beside it, and takes away what only the exporter needs.
fn whole(sources: Vec<Source>) -> Vec<Source> {
    let mut chunks: HashMap<PathBuf, Vec<Source>> = HashMap::new();
    for source in &sources {
        let folder = source.shown().parent().filter(|folder| folder.ends_with("chunks")).and_then(Path::parent);
        if let Some(folder) = folder {
            chunks.entry(folder.to_owned()).or_default().push(source.clone());
        }
    }
    let manifests: HashSet<PathBuf> = sources.iter().filter_map(manifest_of).collect();
    chunks.retain(|folder, _| manifests.contains(folder));
    let is_own = |source: &Source| {
        let ways = source.shown().ancestors().zip(source.shown().ancestors().skip(1));
        let own = ["chunks", "resources", "avatars.json"];
        ways.into_iter().any(|(way, folder)| own.iter().any(|own| way.ends_with(own)) && chunks.contains_key(folder))
    };
    let mut rest: Vec<Source> = sources.into_iter().filter(|source| !is_own(source)).collect();
    for source in &mut rest {
        if let Some(parts) = manifest_of(source).and_then(|folder| chunks.remove(&folder)) {
            *source = source.clone().with_parts(parts);
        }
    }
    rest
}

/// The folder of a manifest.
fn manifest_of(source: &Source) -> Option<PathBuf> {
    let folder = source.shown().parent()?;
    source.shown().ends_with("manifest.json").then(|| folder.to_owned())
}
