//! The sheets of a workbook as rows of text.

use std::io::{Cursor, Read, Seek};

use calamine::{Cell, Data, Range, Reader, Sheets, open_workbook_auto, open_workbook_auto_from_rs};

use super::archive::Trouble;
use super::source::{Meter, Source};
use super::{ImportError, biff, column, detect};

/// The rows of a workbook's sheet of this name, or of all that are one table.
pub(super) fn rows(source: &Source, sheet: Option<&str>) -> Result<Option<Vec<Vec<String>>>, ImportError> {
    let mut head = Vec::new();
    let opened =
        source.open_raw(&Meter::default()).and_then(|raw| raw.take(OPEN_DOCUMENT_WITHIN).read_to_end(&mut head));
    opened.map_err(|error| ImportError::io(source.shown(), error))?;
    if head.windows(OPEN_DOCUMENT.len()).any(|piece| piece == OPEN_DOCUMENT) {
        return Err(ImportError::Archive { path: source.shown().to_owned(), trouble: Trouble::OpenDocument });
    }
    let refused = |refusal| match refusal {
        Refusal::Vast => ImportError::Archive { path: source.shown().to_owned(), trouble: Trouble::Vast },
        Refusal::Torn => ImportError::Archive { path: source.shown().to_owned(), trouble: Trouble::Torn },
        Refusal::Unread(reason) => ImportError::Spreadsheet { path: source.shown().to_owned(), reason },
    };
    if head.starts_with(&biff::SIGNATURE) {
        match biff::fits(&source.held()?, &mut Room::default()) {
            Some(true) => {}
            Some(false) => return Err(refused(Refusal::Vast)),
            None => return Err(refused(Refusal::Torn)),
        }
    }
    let read = match source.on_disk() {
        Some(path) => open_workbook_auto(path).map_err(Refusal::from).and_then(|book| rows_of(book, sheet)),
        None => {
            let bytes = Cursor::new(source.held()?);
            open_workbook_auto_from_rs(bytes).map_err(Refusal::from).and_then(|book| rows_of(book, sheet))
        }
    };
    read.map_err(refused)
}

/// What an OpenDocument file says of itself near its beginning. Its sheets repeat rows and cells by a number,
/// and are laid out in full before they could be measured.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument";
const OPEN_DOCUMENT_WITHIN: u64 = 256;

/// Why a sheet is not read.
enum Refusal {
    /// Its cells lie too far apart.
    Vast,
    /// It does not hang together.
    Torn,
    /// What the reader says.
    Unread(String),
}

impl<E: Into<calamine::Error>> From<E> for Refusal {
    fn from(error: E) -> Refusal {
        Refusal::Unread(error.into().to_string())
    }
}

fn rows_of<R: Read + Seek>(mut book: Sheets<R>, sheet: Option<&str>) -> Result<Option<Vec<Vec<String>>>, Refusal> {
    if let Some(name) = sheet {
        if !book.sheet_names().iter().any(|sheet| sheet == name) {
            return Ok(None);
        }
        return Ok(Some(
            range(&mut book, name, &mut Room::default())?.rows().map(|row| row.iter().map(shown).collect()).collect(),
        ));
    }
    let mut sheets: Vec<Vec<Vec<String>>> = Vec::new();
    let mut room = Room::default();
    for name in book.sheet_names() {
        let range = match range(&mut book, &name, &mut room) {
            Ok(range) => range,
            Err(Refusal::Unread(_)) => continue,
            Err(refusal) => return Err(refusal),
        };
        // Rows above the first used one are part of the sheet's own count.
        let above = range.start().map_or(0, |(row, _)| row as usize).min(64);
        let rows = range.rows().map(|row| row.iter().map(shown).collect());
        sheets.push(std::iter::repeat_n(Vec::new(), above).chain(rows).collect());
    }
    Ok(Some(one_table(sheets)))
}

/// A sheet from its first used cell to its last. Two cells may be all that a file holds, and lie
/// at opposite corners: what spans too much is refused before it takes the memory.
fn range<R: Read + Seek>(book: &mut Sheets<R>, name: &str, room: &mut Room) -> Result<Range<Data>, Refusal> {
    match book {
        Sheets::Xlsx(book) => {
            let mut reader = book.worksheet_cells_reader(name)?;
            let next = || Ok(reader.next_cell()?.map(|cell| (cell.get_position(), cell.get_value().clone().into())));
            gathered(next, room)
        }
        Sheets::Xlsb(book) => {
            let mut reader = book.worksheet_cells_reader(name)?;
            let next = || Ok(reader.next_cell()?.map(|cell| (cell.get_position(), cell.get_value().clone().into())));
            gathered(next, room)
        }
        // Measured before it was opened.
        book => Ok(book.worksheet_range(name)?),
    }
}

/// The range of cells that come one by one, each with its place.
fn gathered(
    mut next: impl FnMut() -> Result<Option<((u32, u32), Data)>, Refusal>,
    room: &mut Room,
) -> Result<Range<Data>, Refusal> {
    let mut cells: Vec<Cell<Data>> = Vec::new();
    let mut extent = Extent::default();
    while let Some(((row, column), value)) = next()? {
        if value != Data::Empty {
            extent.take(row, column);
            cells.push(Cell::new((row, column), value));
        }
    }
    if room.take(&extent) { Ok(Range::from_sparse(cells)) } else { Err(Refusal::Vast) }
}

/// A sheet of a million rows has sixteen columns at most; as text it may have any number.
const MOST_CELLS: u64 = 1 << 24;

/// From where to where the cells of a sheet lie, and how many there are.
pub(super) struct Extent {
    first: (u32, u32),
    last: (u32, u32),
    cells: u64,
}

impl Default for Extent {
    fn default() -> Extent {
        Extent { first: (u32::MAX, u32::MAX), last: (0, 0), cells: 0 }
    }
}

impl Extent {
    /// Of two corners.
    pub fn of(corners: [(u32, u32); 2]) -> Extent {
        let mut extent = Extent::default();
        corners.iter().for_each(|(row, column)| extent.take(*row, *column));
        extent
    }

    pub fn take(&mut self, row: u32, column: u32) {
        self.first = (self.first.0.min(row), self.first.1.min(column));
        self.last = (self.last.0.max(row), self.last.1.max(column));
        self.cells += 1;
    }

    fn span(&self) -> u64 {
        let span = |first: u32, last: u32| u64::from(last.saturating_sub(first)) + 1;
        span(self.first.0, self.last.0).saturating_mul(span(self.first.1, self.last.1))
    }

    pub fn is_moderate(&self) -> bool {
        self.span() <= MOST_CELLS
    }
}

/// How much a workbook's sheets may span together beyond the cells that are there: many sheets may each be moderate.
pub(super) struct Room(u64);

impl Default for Room {
    fn default() -> Room {
        Room(MOST_CELLS)
    }
}

impl Room {
    /// Makes room for a sheet, if there is enough.
    pub fn take(&mut self, extent: &Extent) -> bool {
        let empty = extent.span().saturating_sub(extent.cells);
        let left = self.0.checked_sub(empty).filter(|_| extent.is_moderate());
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// How many rows a header may stand below the first.
const HEADER_WITHIN: usize = 6;

/// The place of a sheet's header and how many of its words are known.
fn header(sheet: &[Vec<String>]) -> (usize, usize) {
    let rows = sheet.iter().take(HEADER_WITHIN).enumerate();
    let known =
        rows.map(|(place, row)| (row.iter().filter(|cell| detect::is_known(&column::normal(cell))).count(), place));
    known.max_by_key(|(known, place)| (*known, usize::MAX - place)).map_or((0, 0), |(known, place)| (place, known))
}

/// A workbook's sheets as one table.
fn one_table(sheets: Vec<Vec<Vec<String>>>) -> Vec<Vec<String>> {
    let is_used = |sheet: &&Vec<Vec<String>>| sheet.iter().filter(|row| !row.is_empty()).count() >= 2;
    let first = sheets.iter().position(|sheet| is_used(&sheet) && header(sheet).1 > 1);
    let Some(main) = first.or_else(|| sheets.iter().position(|sheet| is_used(&sheet))) else {
        return sheets.into_iter().find(|sheet| !sheet.is_empty()).unwrap_or_default();
    };
    let words = sheets[main].get(header(&sheets[main]).0).cloned().unwrap_or_default();
    let mut sheets = sheets.into_iter().skip(main);
    let mut table = sheets.next().unwrap_or_default();
    for mut sheet in sheets {
        if let Some(place) = sheet.iter().take(HEADER_WITHIN).position(|row| *row == words) {
            table.extend(sheet.drain(place + 1..));
        }
    }
    table
}

/// A cell as a person sees it; numbers in full, times as ISO.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        // Beyond 15 digits a spreadsheet has rounded: say so in the form that is recognised.
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.2E}").replace('E', "E+"),
        Data::DateTime(time) => match super::moment::serial(&time.as_f64().to_string()) {
            Some(local) => local.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            None => time.to_string(),
        },
        Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}
