//! Rows of CSV, TSV and spreadsheets behind one interface.

use std::cell::RefCell;

use super::detect::Container;
use super::job::Job;
use super::source::Source;
use super::window::Window;
use super::{ImportError, column, sheet};
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
        Ok(Rows::of(sheet::rows(source, None)?.unwrap_or_default()))
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
        let Some(rows) = sheet::rows(job.source, Some(sheet))? else { return Ok(None) };
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
