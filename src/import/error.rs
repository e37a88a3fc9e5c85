//! Why a file could not be read at all.

use std::path::{Path, PathBuf};

use super::archive::Trouble;
use crate::lang::{Lang, Text, import as say};
use crate::model::sink::Stop;

/// Why a file could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be opened or listed.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Nothing is in it.
    #[error("{0} is empty")]
    Empty(PathBuf),
    /// It is of no format that is known.
    #[error("{0} is of no known format")]
    Unknown(PathBuf),
    /// It is no text, and no format that is known.
    #[error("{0} is no text")]
    NotText(PathBuf),
    /// It is of a kind that is known but not read.
    #[error("{0} is a {1} file, which is not read")]
    Unsupported(PathBuf, &'static str),
    /// An archive, or a member of one, that is not unpacked.
    #[error("{path} is not unpacked: {trouble:?}")]
    Archive {
        /// The archive or its member.
        path: PathBuf,
        /// Why.
        trouble: Trouble,
    },
    /// A spreadsheet that is damaged or locked.
    #[error("{path} is a spreadsheet that cannot be opened: {reason}")]
    Spreadsheet {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        reason: String,
    },
    /// No format has the name the user gave.
    #[error("there is no format called {0}")]
    NoSuchFormat(String),
    /// A `COLUMN=FIELD` that cannot be understood.
    #[error("cannot map {0}")]
    Mapping(String),
    /// The columns a format needs are not there.
    #[error("{path}: expected {}", expected.en)]
    Missing {
        /// The file.
        path: PathBuf,
        /// What was expected, in both languages.
        expected: crate::lang::Text,
    },
    /// The sink takes no more.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl ImportError {
    pub(super) fn io(path: &Path, source: std::io::Error) -> ImportError {
        ImportError::Io { path: path.to_owned(), source }
    }

    /// One sentence for the user, with what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            ImportError::Io { path, source } => say::cannot_read(lang, &path.display().to_string(), source),
            ImportError::Empty(path) => say::empty(lang, &path.display().to_string()),
            ImportError::Unknown(path) => say::unknown(lang, &path.display().to_string()),
            ImportError::NotText(path) => say::not_text(lang, &path.display().to_string()),
            ImportError::Unsupported(path, what) => say::unsupported(lang, &path.display().to_string(), what),
            ImportError::Archive { path, trouble } => {
                say::archive(lang, &path.display().to_string(), reason(*trouble).get(lang))
            }
            ImportError::Spreadsheet { path, reason } => say::spreadsheet(lang, &path.display().to_string(), reason),
            ImportError::NoSuchFormat(name) => say::no_such_format(lang, name),
            ImportError::Mapping(text) => say::bad_mapping(lang, text),
            ImportError::Missing { path, expected } => {
                say::missing(lang, &path.display().to_string(), expected.get(lang))
            }
            ImportError::Stopped(stop) => stop.to_string(),
        }
    }
}

fn reason(trouble: Trouble) -> Text {
    match trouble {
        Trouble::Damaged => say::ZIP_DAMAGED,
        Trouble::Crowded => say::ZIP_CROWDED,
        Trouble::Bomb => say::ZIP_BOMB,
        Trouble::Nested => say::ZIP_NESTED,
        Trouble::Locked => say::ZIP_LOCKED,
        Trouble::Packing => say::ZIP_PACKING,
        Trouble::Large => say::ZIP_LARGE,
        Trouble::Vast => say::SHEET_VAST,
        Trouble::Torn => say::BOOK_TORN,
        Trouble::OpenDocument => say::OPEN_DOCUMENT,
    }
}
