//! Where a file's bytes lie: on disk, or inside an archive. Formats read both alike.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use encoding_rs::Encoding;
use flate2::read::MultiGzDecoder;
use jiff::civil::Date;

use super::archive::{Member, Trouble};
use super::{ImportError, decode};
use crate::model::{Calendar, Timestamp};

/// The largest member of an archive that is taken into memory, as workbooks and inner archives are.
const HELD: u64 = 256 << 20;

/// A file to read, and the files that belong to it.
#[derive(Debug, Clone)]
pub struct Source {
    shown: PathBuf,
    place: Place,
    parts: Vec<Source>,
}

#[derive(Debug, Clone)]
enum Place {
    /// At the path that is shown.
    Disk,
    Member(Member),
}

impl From<&Path> for Source {
    fn from(path: &Path) -> Source {
        Source { shown: path.to_owned(), place: Place::Disk, parts: Vec::new() }
    }
}

impl From<&PathBuf> for Source {
    fn from(path: &PathBuf) -> Source {
        Source::from(path.as_path())
    }
}

impl From<&Source> for Source {
    fn from(source: &Source) -> Source {
        source.clone()
    }
}

impl Source {
    /// A member of the archive that is shown as `archive`.
    pub(super) fn member(archive: &Path, member: Member) -> Source {
        let shown = PathBuf::from(format!("{}!/{}", archive.display(), member.name()));
        Source { shown, place: Place::Member(member), parts: Vec::new() }
    }

    /// The same with the files that belong to it.
    pub(super) fn with_parts(self, parts: Vec<Source>) -> Source {
        Source { parts, ..self }
    }

    /// As reports name it: its path, or `archive.zip!/inner.csv`.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// Files that are read with this one and never alone.
    pub fn parts(&self) -> &[Source] {
        &self.parts
    }

    /// Its path, if it lies on disk itself.
    pub(super) fn on_disk(&self) -> Option<&Path> {
        match self.place {
            Place::Disk => Some(&self.shown),
            Place::Member(_) => None,
        }
    }

    /// How many archives it lies inside of.
    pub(super) fn depth(&self) -> u32 {
        match &self.place {
            Place::Disk => 0,
            Place::Member(member) => member.depth(),
        }
    }

    /// Bytes that it and its parts take on the disk.
    ///
    /// # Errors
    /// If it is not there any more.
    pub fn size(&self) -> std::io::Result<u64> {
        self.sum(&|source| match &source.place {
            Place::Disk => Ok(std::fs::metadata(&source.shown)?.len()),
            Place::Member(member) => Ok(member.packed_size()),
        })
    }

    /// Bytes that it and its parts come to when taken out of their archive.
    ///
    /// # Errors
    /// As [`Source::size`].
    pub fn unpacked_size(&self) -> std::io::Result<u64> {
        self.sum(&|source| match &source.place {
            Place::Disk => Ok(std::fs::metadata(&source.shown)?.len()),
            Place::Member(member) => Ok(member.size()),
        })
    }

    /// The day on which it was last written; `None` where its archive does not tell.
    ///
    /// # Errors
    /// As [`Source::size`].
    pub(super) fn written(&self, zone: &Calendar) -> std::io::Result<Option<Date>> {
        let time = match &self.place {
            Place::Disk => std::fs::metadata(&self.shown)?.modified()?,
            Place::Member(member) => return Ok(member.written()),
        };
        let seconds = time.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Ok(Some(zone.day(Timestamp(i64::try_from(seconds).unwrap_or(0))).date()))
    }

    fn sum(&self, size: &dyn Fn(&Source) -> std::io::Result<u64>) -> std::io::Result<u64> {
        self.parts.iter().try_fold(size(self)?, |sum, part| Ok(sum + size(part)?))
    }

    /// Its bytes as they are stored, those of its parts behind them.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn stored(&self) -> std::io::Result<Box<dyn Read>> {
        let own: Box<dyn Read> = match &self.place {
            Place::Disk => Box::new(File::open(&self.shown)?),
            Place::Member(member) => member.stored()?,
        };
        self.parts.iter().try_fold(own, |before, part| Ok(Box::new(before.chain(part.stored()?)) as Box<dyn Read>))
    }

    /// Refuses what must not be unpacked or cannot be.
    pub(super) fn check(&self) -> Result<(), ImportError> {
        match &self.place {
            Place::Disk => Ok(()),
            Place::Member(member) => member.check().map_err(|trouble| self.refused(trouble)),
        }
    }

    /// All of its bytes, if they may be held in memory.
    pub(super) fn held(&self) -> Result<Arc<[u8]>, ImportError> {
        let failed = |source| ImportError::io(&self.shown, source);
        self.check()?;
        if let Place::Member(member) = &self.place
            && member.size() > HELD
        {
            return Err(self.refused(Trouble::Large));
        }
        let mut bytes = Vec::new();
        self.bytes(&Meter::default()).and_then(|mut reader| reader.read_to_end(&mut bytes)).map_err(failed)?;
        Ok(bytes.into())
    }

    pub(super) fn refused(&self, trouble: Trouble) -> ImportError {
        ImportError::Archive { path: self.shown.clone(), trouble }
    }

    /// Its bytes out of the archive, but not out of gzip.
    pub(super) fn bytes(&self, meter: &Meter) -> std::io::Result<Box<dyn Read>> {
        match &self.place {
            Place::Disk => Ok(Box::new(Counting(File::open(&self.shown)?, meter.read.clone()))),
            Place::Member(member) => member.bytes(|stored| Counting(stored, meter.read.clone())),
        }
    }

    /// Its bytes, unpacked; where reading fails, the stream ends and the meter knows why.
    pub(super) fn open_raw(&self, meter: &Meter) -> std::io::Result<Box<dyn Read>> {
        let mut bytes = self.bytes(meter)?;
        let failure = meter.failure.clone();
        let mut magic = Vec::with_capacity(2);
        bytes.by_ref().take(2).read_to_end(&mut magic)?;
        let is_gzip = magic == [0x1f, 0x8b];
        let whole = Cursor::new(magic).chain(bytes);
        Ok(if is_gzip {
            let packed = BufReader::with_capacity(128 << 10, whole);
            Box::new(EndOnFailure(MultiGzDecoder::new(packed), failure))
        } else {
            Box::new(EndOnFailure(whole, failure))
        })
    }

    /// Its text as UTF-8 without a byte-order mark.
    pub(super) fn open(&self, encoding: &'static Encoding, meter: &Meter) -> std::io::Result<Box<dyn Read>> {
        Ok(decode::as_utf8(self.open_raw(meter)?, encoding, &meter.repaired))
    }
}

/// What is known of a stream while it is being read.
#[derive(Debug, Clone, Default)]
pub struct Meter {
    /// Bytes taken from the disk.
    pub read: Rc<Cell<u64>>,
    /// Places that were not text.
    pub repaired: Rc<Cell<u64>>,
    /// Why reading stopped before the end, if it did.
    pub failure: Rc<RefCell<Option<std::io::Error>>>,
}

impl Meter {
    /// Counts repairs.
    pub fn repair(&self, count: u64) {
        self.repaired.set(self.repaired.get() + count);
    }
}

struct Counting<R>(R, Rc<Cell<u64>>);

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.0.read(buffer)?;
        self.1.set(self.1.get() + got as u64);
        Ok(got)
    }
}

/// Ends a stream where reading fails, and remembers why: all before it is good.
struct EndOnFailure<R>(R, Rc<RefCell<Option<std::io::Error>>>);

impl<R: Read> Read for EndOnFailure<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            match self.0.read(buffer) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    *self.1.borrow_mut() = Some(error);
                    return Ok(0);
                }
                done => return done,
            }
        }
    }
}
