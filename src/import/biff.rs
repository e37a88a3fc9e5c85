//! How much room the sheets of a workbook of the old kind (`.xls`) ask for, found before its reader lays them
//! out. The file is a small file system of sectors (MS-CFB), one file of which is a row of records (MS-XLS).

use super::sheet::{Extent, Room};

/// How such a file begins.
pub(super) const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Sector numbers from here on mean something other than a sector.
const RESERVED: u32 = 0xffff_fffa;
const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Smaller files lie in small sectors, inside of the first file.
const SMALL_BELOW: usize = 4096;
const SMALL: usize = 64;
const ENTRY: usize = 128;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const NUMBERS: u16 = 0x00bd;
/// Formula, text, text from the shared ones, number, label, truth, short number.
const CELLS: [u16; 7] = [0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];

/// Takes what all sheets ask for out of the room there is. `Some(false)` if that is more; `None` if the file is
/// damaged.
pub(super) fn fits(file: &[u8], room: &mut Room) -> Option<bool> {
    let files = Files::open(file)?;
    let book = files.read("workbook").or_else(|| files.read("book"))?;
    let sheets = records(&book).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET);
    for (_, sheet) in sheets {
        let start = number(sheet, 0)? as usize;
        if !sheet_fits(book.get(start..)?, room)? {
            return Some(false);
        }
    }
    Some(true)
}

/// The same for one sheet. What charts in it hold is not of the sheet.
fn sheet_fits(sheet: &[u8], room: &mut Room) -> Option<bool> {
    let (mut extent, mut depth) = (Extent::default(), 0_usize);
    for (kind, data) in records(sheet) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS if !Extent::of(dimensions(data)?).is_moderate() => return Some(false),
            NUMBERS => {
                extent.take(short(data, 0)?, short(data, 2)?);
                extent.take(short(data, 0)?, short(data, data.len().checked_sub(2)?)?);
            }
            _ if CELLS.contains(&kind) => extent.take(short(data, 0)?, short(data, 2)?),
            _ => {}
        }
    }
    Some(room.take(&extent))
}

/// What a sheet says of its first and last row and column, the last ones not counted in: two corners.
fn dimensions(data: &[u8]) -> Option<[(u32, u32); 2]> {
    let (first_row, end_row, first_column, end_column) = match data.len() {
        10 => (short(data, 0)?, short(data, 2)?, short(data, 4)?, short(data, 6)?),
        _ => (number(data, 0)?, number(data, 4)?, short(data, 8)?, short(data, 10)?),
    };
    if end_row == 0 || end_column == 0 {
        return Some([(first_row, 0); 2]);
    }
    // Some writers say nonsense of the first column.
    let first_column = if first_column > 0xff || end_column < first_column { 0 } else { first_column };
    (first_row < end_row && first_column < end_column)
        .then_some([(first_row, first_column), (end_row - 1, end_column - 1)])
}

/// The records that a stream begins with, by their kind.
fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (short(stream, 0)?, short(stream, 2)?);
        let end = 4 + length as usize;
        let data = stream.get(4..end)?;
        stream = &stream[end..];
        Some((kind as u16, data))
    })
}

/// The files inside of the file.
struct Files<'f> {
    sectors: Sectors<'f>,
    small: Vec<u8>,
    /// Which small sector follows which.
    small_next: Vec<u32>,
    directory: Vec<u8>,
}

impl<'f> Files<'f> {
    fn open(file: &'f [u8]) -> Option<Files<'f>> {
        let size = match short(file, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut sectors = Sectors { bytes: file.get(size..)?, size, next: Vec::new() };
        let mut tables: Vec<u32> = numbers(file.get(76..512)?).collect();
        let mut further = number(file, 68)?;
        while further < RESERVED {
            tables.extend(numbers(sectors.get(further)?));
            further = tables.pop()?;
            if tables.len() > file.len() {
                return None;
            }
        }
        for table in tables.into_iter().filter(|table| *table < RESERVED) {
            sectors.next.extend(numbers(sectors.get(table)?).collect::<Vec<_>>());
            if sectors.next.len() > file.len() {
                return None;
            }
        }
        let directory = sectors.chain(number(file, 48)?, usize::MAX)?;
        let (small, small_next) = match number(file, 64)? as usize {
            0 => (Vec::new(), Vec::new()),
            tables => {
                let small = sectors.chain(number(&directory, 116)?, number(&directory, 120)? as usize)?;
                (small, numbers(&sectors.chain(number(file, 60)?, tables.checked_mul(size)?)?).collect())
            }
        };
        Some(Files { sectors, small, small_next, directory })
    }

    /// The bytes of the first file of this name, whose case does not count.
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let is_named = |entry: &&[u8]| {
            let units = entry[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            let title: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
            String::from_utf16_lossy(&title).eq_ignore_ascii_case(name)
        };
        let entry = self.directory.chunks_exact(ENTRY).find(is_named)?;
        let (start, length) = (number(entry, 116)?, number(entry, 120)? as usize);
        if length < SMALL_BELOW {
            return Sectors { bytes: &self.small, size: SMALL, next: self.small_next.clone() }.chain(start, length);
        }
        self.sectors.chain(start, length)
    }
}

/// Pieces of one size, and which follows which.
struct Sectors<'f> {
    bytes: &'f [u8],
    size: usize,
    next: Vec<u32>,
}

impl<'f> Sectors<'f> {
    /// The last one may end early.
    fn get(&self, sector: u32) -> Option<&'f [u8]> {
        let start = (sector as usize).checked_mul(self.size)?;
        self.bytes.get(start..self.bytes.len().min(start.saturating_add(self.size)))
    }

    /// So many bytes of those that follow each other from here, or all; `None` if they lead astray or in a circle.
    fn chain(&self, mut sector: u32, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for _ in 0..=self.bytes.len() / self.size + 1 {
            if sector == END_OF_CHAIN || bytes.len() >= length {
                bytes.truncate(length);
                return Some(bytes);
            }
            bytes.extend_from_slice(self.get(sector)?);
            sector = if bytes.len() < length { *self.next.get(sector as usize)? } else { END_OF_CHAIN };
        }
        None
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
