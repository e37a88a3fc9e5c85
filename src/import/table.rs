//! Rows of CSV, TSV and spreadsheets behind one interface.

use std::cell::RefCell;
use std::io::{Cursor, Read, Seek};

use calamine::{Cell, Data, Range, Reader, Sheets, open_workbook_auto, open_workbook_auto_from_rs};

use super::archive::Trouble;
use super::detect::{self, Container};
use super::job::Job;
use super::source::Source;
use super::window::Window;
use super::{ImportError, column};
use crate::lang::import as say;
use crate::model::record::Position;
use crate::model::sink::{Assigned, Stop};

/// The longest row that is looked at.
const CAP: usize = 1 << 20;

/// Rows, one at a time.
pub enum Rows {
    /// Delimited text.
    Text {
        /// The text.
        window: Window,
        /// What parts its cells.
        delimiter: u8,
    },
    /// A sheet, as read.
    Sheet {
        /// Its rows.
        rows: std::vec::IntoIter<Vec<String>>,
        /// How many have been taken.
        taken: u64,
    },
}

/// What comes next.
pub enum Next {
    /// A row's cells; `true` if bytes in it were no text.
    Row(Position, u64),
    /// One that cannot be read.
    Broken(Position),
    /// The end.
    End,
}

impl Rows {
    /// The rows of delimited text.
    pub fn text(window: Window, delimiter: u8) -> Rows {
        Rows::Text { window, delimiter }
    }

    /// The rows of a workbook's first sheet with at least two of them, or of a later one if only
    /// that has a header that means something; and those of further sheets with the same header.
    pub fn sheet(source: &Source) -> Result<Rows, ImportError> {
        Ok(Rows::of(workbook(source, None)?.unwrap_or_default()))
    }

    fn of(rows: Vec<Vec<String>>) -> Rows {
        Rows::Sheet { rows: rows.into_iter(), taken: 0 }
    }

    /// The next row, into `cells`.
    pub fn next(&mut self, cells: &mut Vec<String>) -> Next {
        match self {
            Rows::Text { window, delimiter } => next_of_text(window, *delimiter, cells),
            Rows::Sheet { rows, taken } => {
                *taken += 1;
                match rows.next() {
                    Some(row) => {
                        *cells = row;
                        Next::Row(Position::Row(*taken), 0)
                    }
                    None => Next::End,
                }
            }
        }
    }
}

/// The rows of a workbook's sheet of this name, or of all that are one table.
fn workbook(source: &Source, sheet: Option<&str>) -> Result<Option<Vec<Vec<String>>>, ImportError> {
    let read = match source.on_disk() {
        Some(path) => open_workbook_auto(path).map_err(Refusal::from).and_then(|book| rows_of(book, sheet)),
        None => {
            let bytes = Cursor::new(source.held()?);
            open_workbook_auto_from_rs(bytes).map_err(Refusal::from).and_then(|book| rows_of(book, sheet))
        }
    };
    read.map_err(|refusal| {
        let path = source.shown().to_owned();
        match refusal {
            Refusal::Vast => ImportError::Archive { path, trouble: Trouble::Vast },
            Refusal::Unread(reason) => ImportError::Spreadsheet { path, reason },
        }
    })
}

/// Why a sheet is not read.
enum Refusal {
    /// Its cells lie too far apart.
    Vast,
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
        return Ok(Some(range(&mut book, name)?.rows().map(|row| row.iter().map(shown).collect()).collect()));
    }
    let mut sheets: Vec<Vec<Vec<String>>> = Vec::new();
    for name in book.sheet_names() {
        let range = match range(&mut book, &name) {
            Ok(range) => range,
            Err(Refusal::Vast) => return Err(Refusal::Vast),
            Err(Refusal::Unread(_)) => continue,
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
fn range<R: Read + Seek>(book: &mut Sheets<R>, name: &str) -> Result<Range<Data>, Refusal> {
    let Sheets::Xlsx(book) = book else { return Ok(book.worksheet_range(name)?) };
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut cells: Vec<Cell<Data>> = Vec::new();
    let (mut first, mut last) = ((u32::MAX, u32::MAX), (0, 0));
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        if value != Data::Empty {
            first = (first.0.min(row), first.1.min(column));
            last = (last.0.max(row), last.1.max(column));
            cells.push(Cell::new((row, column), value));
        }
    }
    let span = |first: u32, last: u32| u64::from(last.saturating_sub(first)) + 1;
    if span(first.0, last.0).saturating_mul(span(first.1, last.1)) > MOST_CELLS {
        return Err(Refusal::Vast);
    }
    Ok(Range::from_sparse(cells))
}

/// A sheet of a million rows has sixteen columns at most; as text it may have any number.
const MOST_CELLS: u64 = 1 << 24;

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

fn next_of_text(window: &mut Window, delimiter: u8, cells: &mut Vec<String>) -> Next {
    loop {
        let at = window.position();
        match scan(window.bytes(), delimiter, cells) {
            Some((0, _)) => return Next::End,
            Some((length, repaired)) => {
                window.pass(length);
                if length > CAP {
                    return Next::Broken(at);
                }
                let blank = cells.len() == 1 && cells[0].trim().is_empty();
                if !blank {
                    return Next::Row(at, repaired);
                }
                continue;
            }
            None => {}
        }
        if window.bytes().len() > CAP {
            window.pass_through(b'\n');
            return Next::Broken(at);
        }
        if !window.more() {
            if window.bytes().is_empty() {
                return Next::End;
            }
            // The last row needs no line end; with one lent, only an open quote is still broken.
            let mut last = window.bytes().to_vec();
            last.push(b'\n');
            let whole = scan(&last, delimiter, cells);
            if whole.is_some() {
                let length = window.bytes().len();
                window.pass(length);
            } else {
                window.pass_through(b'\n');
            }
            return whole.map_or(Next::Broken(at), |(_, repaired)| Next::Row(at, repaired));
        }
    }
}

/// Parts one row off; its length with its end, or `None` if it is not whole.
fn scan(bytes: &[u8], delimiter: u8, cells: &mut Vec<String>) -> Option<(usize, u64)> {
    if delimiter == b' ' {
        return scan_spaced(bytes, cells);
    }
    let mut at = 0;
    let mut count = 0;
    let mut repaired = 0;
    loop {
        if cells.len() == count {
            cells.push(String::new());
        }
        let cell = &mut cells[count];
        cell.clear();
        count += 1;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let close = at + memchr::memchr(b'"', bytes.get(at..)?)?;
                repaired += push(cell, &bytes[at..close]);
                at = close + 1;
                match bytes.get(at)? {
                    b'"' => {
                        cell.push('"');
                        at += 1;
                    }
                    _ => break,
                }
            }
        }
        let end = at + memchr::memchr2(delimiter, b'\n', bytes.get(at..)?)?;
        let plain = if bytes[end] == b'\n' {
            bytes[at..end].strip_suffix(b"\r").unwrap_or(&bytes[at..end])
        } else {
            &bytes[at..end]
        };
        repaired += push(cell, plain);
        at = end + 1;
        if bytes[end] == b'\n' {
            cells.truncate(count);
            return Some((at, repaired));
        }
    }
}

/// The same, where any run of spaces parts cells and none is quoted.
fn scan_spaced(bytes: &[u8], cells: &mut Vec<String>) -> Option<(usize, u64)> {
    let end = memchr::memchr(b'\n', bytes)?;
    let mut repaired = 0;
    cells.clear();
    for part in bytes[..end].split(u8::is_ascii_whitespace).filter(|part| !part.is_empty()) {
        let mut cell = String::new();
        repaired += push(&mut cell, part);
        cells.push(cell);
    }
    if cells.is_empty() {
        cells.push(String::new());
    }
    Some((end + 1, repaired))
}

/// Appends bytes as text without NUL; how many places were repaired.
fn push(cell: &mut String, bytes: &[u8]) -> u64 {
    let mut repaired = 0;
    match std::str::from_utf8(bytes) {
        Ok(text) => cell.push_str(text),
        Err(_) => {
            let text = String::from_utf8_lossy(bytes);
            repaired += text.matches('\u{FFFD}').count() as u64;
            cell.push_str(&text);
        }
    }
    if cell.contains('\0') {
        repaired += cell.matches('\0').count() as u64;
        cell.retain(|c| c != '\0');
    }
    repaired
}

/// A table with its header, as an importer walks it.
pub struct Table {
    rows: Rows,
    /// Headers, each one of a kind.
    pub headers: Vec<String>,
    /// Their words: the user's mapping, else the header itself, normalised.
    pub words: Vec<String>,
    /// The cells of the current row, at least as many as headers.
    pub cells: Vec<String>,
    /// What each column was found to be, until that has been told.
    assigned: RefCell<Vec<Option<String>>>,
    is_told: bool,
}

impl Table {
    /// The table of a file, past the rows above its header.
    pub fn open(job: &mut Job<'_>) -> Result<Table, ImportError> {
        let rows = match job.head.container {
            Container::Sheet => Rows::sheet(job.source)?,
            Container::Text => Rows::text(job.window()?, job.head.delimiter),
        };
        let mut table = Table::over(rows);
        if job.head.is_headless {
            table.headers = job.head.rows.first().cloned().unwrap_or_default();
        } else {
            for _ in 0..=job.head.header_row {
                table.next(job)?;
            }
            table.headers = column::unique(&table.cells);
        }
        table.assigned = RefCell::new(vec![None; table.headers.len()]);
        table.words = table.headers.iter().map(|header| job.mapping.word(header)).collect();
        for column in job.mapping.missing(&table.headers) {
            job.warn(say::no_such_column(job.lang, &column));
        }
        Ok(table)
    }

    fn over(rows: Rows) -> Table {
        Table {
            rows,
            headers: Vec::new(),
            words: Vec::new(),
            cells: Vec::new(),
            assigned: RefCell::default(),
            is_told: false,
        }
    }

    /// Notes what a column is, by the word that `--map` takes.
    pub fn assign(&self, column: usize, field: &str) {
        if let Some(place) = self.assigned.borrow_mut().get_mut(column) {
            *place = Some(field.to_owned());
        }
    }

    /// The same for a column that nothing else was found in.
    pub fn assign_default(&self, column: usize, field: &str) {
        if let Some(place @ None) = self.assigned.borrow_mut().get_mut(column) {
            *place = Some(field.to_owned());
        }
    }

    /// Tells what the columns are, once, when the header has been read and a first row is wanted.
    fn tell_columns(&mut self, job: &mut Job<'_>) {
        if self.headers.is_empty() || std::mem::replace(&mut self.is_told, true) {
            return;
        }
        let assigned = self.assigned.take();
        let columns = self.headers.iter().zip(assigned).filter(|(header, _)| !header.is_empty());
        let columns: Vec<Assigned> =
            columns.map(|(column, field)| Assigned { column: column.clone(), field }).collect();
        job.columns(&columns);
    }

    /// Hands every row that can be read to `look`: a look ahead, which reports nothing.
    pub fn scout(job: &Job<'_>, mut look: impl FnMut(&Table)) -> Result<(), ImportError> {
        let rows = match job.head.container {
            Container::Sheet => Rows::sheet(job.source)?,
            Container::Text => Rows::text(job.scout()?, job.head.delimiter),
        };
        let mut table = Table::over(rows);
        let mut above = if job.head.is_headless { 0 } else { job.head.header_row + 1 };
        loop {
            match table.rows.next(&mut table.cells) {
                Next::Row(..) if above > 0 => above -= 1,
                Next::Row(..) => look(&table),
                Next::Broken(_) => {}
                Next::End => return Ok(()),
            }
        }
    }

    /// The next row; unreadable ones are reported and passed.
    pub fn next(&mut self, job: &mut Job<'_>) -> Result<Option<Position>, ImportError> {
        self.tell_columns(job);
        loop {
            match self.rows.next(&mut self.cells) {
                Next::Row(at, repaired) => {
                    job.repaired(repaired);
                    if self.cells.len() < self.headers.len() {
                        self.cells.resize(self.headers.len(), String::new());
                    }
                    if !self.headers.is_empty() && self.cells.iter().all(|cell| cell.trim().is_empty()) {
                        continue;
                    }
                    return Ok(Some(at));
                }
                Next::Broken(at) => job.skip(at, say::ROW_TOO_LARGE.get(job.lang))?,
                Next::End => return Ok(None),
            }
        }
    }

    /// The first column of any of these normalised words, earlier words first; the first word is
    /// what the column is then called.
    pub fn find(&self, words: &[&str]) -> Option<usize> {
        let found = words.iter().find_map(|word| self.words.iter().position(|header| header == word))?;
        self.assign(found, words[0]);
        Some(found)
    }

    /// Whether a column of any of these words is there.
    pub fn has(&self, words: &[&str]) -> bool {
        self.words.iter().any(|header| words.contains(&header.as_str()))
    }

    /// The sheet of this name beside the table that was opened, if there is one.
    pub fn beside(job: &Job<'_>, sheet: &str) -> Result<Option<Table>, ImportError> {
        if job.head.container != Container::Sheet {
            return Ok(None);
        }
        let Some(rows) = workbook(job.source, Some(sheet))? else { return Ok(None) };
        let mut rows = Rows::of(rows);
        let mut cells = Vec::new();
        rows.next(&mut cells);
        let headers = column::unique(&cells);
        let words = headers.iter().map(|header| column::normal(header)).collect();
        Ok(Some(Table { headers, words, cells, is_told: true, ..Table::over(rows) }))
    }

    /// Hands every row to `take`.
    pub fn each(
        mut self,
        job: &mut Job<'_>,
        mut take: impl FnMut(&mut Job<'_>, Position, &Table) -> Result<(), Stop>,
    ) -> Result<(), ImportError> {
        while let Some(at) = self.next(job)? {
            take(job, at, &self)?;
        }
        Ok(())
    }

    /// What somebody wrote in a cell of the current row, as it stands; empty for no column.
    pub fn text(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).map_or("", String::as_str)
    }

    /// A cell of the current row; empty for no column.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).map_or("", |cell| super::cell::clean(cell))
    }
}

/// The first rows of a head, for detection.
pub fn first_rows(head: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut rows = Rows::text(Window::new(Box::new(std::io::Cursor::new(head.as_bytes().to_vec()))), delimiter);
    collect(&mut rows)
}

/// The first rows of a workbook, for detection.
pub fn first_rows_of_sheet(source: &Source) -> Result<Vec<Vec<String>>, ImportError> {
    Ok(collect(&mut Rows::sheet(source)?))
}

fn collect(rows: &mut Rows) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut cells = Vec::new();
    while found.len() < 20 {
        match rows.next(&mut cells) {
            Next::Row(..) => found.push(cells.clone()),
            Next::Broken(_) => {}
            Next::End => break,
        }
    }
    found
}
