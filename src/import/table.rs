//! Rows of CSV, TSV and spreadsheets behind one interface.

use std::io::{Cursor, Read, Seek};

use calamine::{Data, Reader, Sheets, open_workbook_auto, open_workbook_auto_from_rs};

use super::detect::Container;
use super::job::Job;
use super::source::Source;
use super::window::Window;
use super::{ImportError, column};
use crate::lang::import as say;
use crate::model::record::Position;
use crate::model::sink::Stop;

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

    /// The rows of a workbook's first sheet with at least two of them.
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

/// The rows of a workbook's sheet of this name, or of the first with at least two.
fn workbook(source: &Source, sheet: Option<&str>) -> Result<Option<Vec<Vec<String>>>, ImportError> {
    let failed = |error: calamine::Error| ImportError::Spreadsheet {
        path: source.shown().to_owned(),
        reason: error.to_string(),
    };
    match source.on_disk() {
        Some(path) => rows_of(open_workbook_auto(path).map_err(failed)?, sheet).map_err(failed),
        None => {
            let bytes = Cursor::new(source.held()?);
            rows_of(open_workbook_auto_from_rs(bytes).map_err(failed)?, sheet).map_err(failed)
        }
    }
}

fn rows_of<R: Read + Seek>(
    mut book: Sheets<R>,
    sheet: Option<&str>,
) -> Result<Option<Vec<Vec<String>>>, calamine::Error> {
    if let Some(name) = sheet {
        if !book.sheet_names().iter().any(|sheet| sheet == name) {
            return Ok(None);
        }
        return Ok(Some(book.worksheet_range(name)?.rows().map(|row| row.iter().map(shown).collect()).collect()));
    }
    let mut best: Vec<Vec<String>> = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        if range.height() > best.len().max(1) || best.is_empty() {
            // Rows above the first used one are part of the sheet's own count.
            let above = range.start().map_or(0, |(row, _)| row as usize).min(64);
            let rows = range.rows().map(|row| row.iter().map(shown).collect());
            best = std::iter::repeat_n(Vec::new(), above).chain(rows).collect();
        }
        if best.len() >= 2 {
            break;
        }
    }
    Ok(Some(best))
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
}

impl Table {
    /// The table of a file, past the rows above its header.
    pub fn open(job: &mut Job<'_>) -> Result<Table, ImportError> {
        let rows = match job.head.container {
            Container::Sheet => Rows::sheet(job.source)?,
            Container::Text => Rows::text(job.window()?, job.head.delimiter),
        };
        let mut table = Table { rows, headers: Vec::new(), words: Vec::new(), cells: Vec::new() };
        for _ in 0..=job.head.header_row {
            table.next(job)?;
        }
        table.headers = column::unique(&table.cells);
        table.words = table.headers.iter().map(|header| job.mapping.word(header)).collect();
        Ok(table)
    }

    /// The next row; unreadable ones are reported and passed.
    pub fn next(&mut self, job: &mut Job<'_>) -> Result<Option<Position>, ImportError> {
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

    /// The first column of any of these normalised words, earlier words first.
    pub fn find(&self, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.words.iter().position(|header| header == word))
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
        Ok(Some(Table { rows, headers, words, cells }))
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
