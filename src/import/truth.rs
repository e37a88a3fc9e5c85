//! A plain table of what is known to be true, for measuring the program against.

use std::path::Path;

use super::column::{Mapping, normal};
use super::detect::{Container, Head};
use super::source::{Meter, Source};
use super::table::{Next, Rows};
use super::window::Window;
use super::{ImportError, cell};
use crate::lang::Text;
use crate::model::record::Position;

/// A line of more bytes is no labelled text.
const LONGEST_LINE: usize = 1 << 20;

/// A row with its place, and the cells that were asked for; `None` where it cannot be read.
pub type TruthRow<const N: usize> = (Position, Option<[String; N]>);

/// The rows of a table, of each the cells under these headers.
///
/// # Errors
/// If the file cannot be read, or lacks one of the columns.
pub fn rows<const N: usize>(path: &Path, headers: [&str; N], expected: Text) -> Result<Vec<TruthRow<N>>, ImportError> {
    let source = Source::from(path);
    let head = Head::open(&source, &Mapping::default())?;
    let mut table = match head.container {
        Container::Sheet => Rows::sheet(&source)?,
        Container::Text => {
            source.check()?;
            let text = source.open(head.encoding, &Meter::default()).map_err(|error| ImportError::io(path, error))?;
            Rows::text(Window::new(text), head.delimiter)
        }
    };
    let mut cells = Vec::new();
    let mut columns: Option<[usize; N]> = None;
    let mut found = Vec::new();
    loop {
        match table.next(&mut cells) {
            Next::End => break,
            Next::Broken(at) => found.push((at, None)),
            Next::Row(at, _) => match columns {
                Some(columns) => {
                    let cell = |column: usize| cells.get(column).map_or("", |found| cell::clean(found)).to_owned();
                    found.push((at, Some(columns.map(cell))));
                }
                None => {
                    columns =
                        Some(places(&cells, headers).ok_or(ImportError::Missing { path: path.to_owned(), expected })?)
                }
            },
        }
    }
    Ok(found)
}

/// The lines of a text file with their numbers, decoded.
///
/// # Errors
/// If the file cannot be read.
pub fn lines(path: &Path) -> Result<Vec<(u64, String)>, ImportError> {
    let source = Source::from(path);
    source.check()?;
    let head = Head::open(&source, &Mapping::default())?;
    let text = source.open(head.encoding, &Meter::default()).map_err(|error| ImportError::io(path, error))?;
    let mut window = Window::new(text);
    let mut lines = Vec::new();
    while let Some((number, line)) = window.next_line(LONGEST_LINE) {
        lines.push((number, String::from_utf8_lossy(line.unwrap_or_default()).into_owned()));
    }
    Ok(lines)
}

fn places<const N: usize>(cells: &[String], headers: [&str; N]) -> Option<[usize; N]> {
    let mut places = [0; N];
    for (place, header) in places.iter_mut().zip(headers) {
        *place = cells.iter().position(|cell| normal(cell) == header)?;
    }
    Some(places)
}
