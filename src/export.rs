//! Tables that leave the program: CSV for Excel or for tools, XLSX, JSON and JSON lines.
//!
//! Pure writers: rows come in one by one and go out at once, so that a million members cost no
//! memory. What may be shown of a person is decided by [`Privacy`], before a writer sees the cell.

mod column;
mod file;
mod folder;
mod guard;
mod json;
mod member;
mod page;
mod privacy;
mod sheet;
mod value;
mod writer;

use std::path::PathBuf;

use crate::lang::system::reason;
use crate::lang::{Lang, export as words};

pub use column::{Cell, Column, Kind};
pub use file::{Export, FileKind, Summary, write_file};
pub use folder::Folder;
pub use json::escaped as escaped_json;
pub use member::{EXPORT_COLUMNS, MemberTable, key_of};
pub use page::{Figure, Page};
pub use privacy::{Privacy, Pseudonyms};
pub use value::{cell_of, kind_of, read_back, short_number};
pub use writer::{Audience, Layout, Style, TableWriter};

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is a file of that name, and nobody said to replace it.
    #[error("{0} exists")]
    Exists(PathBuf),
    /// The name ends in none of the known endings.
    #[error("{0} ends in none of .csv, .xlsx, .json, .jsonl")]
    Ending(PathBuf),
    /// The file system said no.
    #[error("{path}: {source}")]
    Io {
        /// The file meant.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The workbook could not be written.
    #[error("{path}: {reason}")]
    Workbook {
        /// The file meant.
        path: PathBuf,
        /// What the writer said.
        reason: String,
    },
}

impl ExportError {
    /// One sentence and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            ExportError::Exists(path) => words::exists(lang, &path.display().to_string()),
            ExportError::Ending(path) => words::unknown_ending(lang, &path.display().to_string()),
            ExportError::Io { path, source } => {
                words::not_written(lang, &path.display().to_string(), &reason(lang, source))
            }
            ExportError::Workbook { path, reason } => words::not_written(lang, &path.display().to_string(), reason),
        }
    }
}
