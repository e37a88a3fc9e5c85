//! A file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::XlsxError;
use tempfile::NamedTempFile;

use super::sheet::Book;
use super::{Cell, Column, ExportError, Layout, Style, TableWriter};

/// What a file name asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `.csv`, `.json`, `.jsonl`.
    Table(Layout),
    /// `.xlsx`.
    Workbook,
}

impl FileKind {
    /// By the ending of the name.
    pub fn of(path: &Path) -> Result<FileKind, ExportError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        Ok(match ending.as_deref() {
            Some("csv") => FileKind::Table(Layout::Csv),
            Some("json") => FileKind::Table(Layout::Json),
            Some("jsonl") => FileKind::Table(Layout::Jsonl),
            Some("xlsx") => FileKind::Workbook,
            _ => return Err(ExportError::Ending(path.to_owned())),
        })
    }
}

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Rows written.
    pub rows: u64,
    /// Cells longer than a workbook holds, which were cut.
    pub cut: u64,
}

/// An export in the making: written beside its place, moved there when it is whole, readable by
/// its owner alone. Dropped unfinished, it leaves nothing.
pub struct Export {
    path: PathBuf,
    overwrite: bool,
    body: Body,
}

enum Body {
    Table(TableWriter<BufWriter<NamedTempFile>>),
    Workbook(Box<Book>, NamedTempFile),
}

impl Export {
    /// Begins a file. Refuses an existing one unless `overwrite`.
    pub fn begin(path: &Path, overwrite: bool, columns: Vec<Column>, style: Style) -> Result<Export, ExportError> {
        let kind = FileKind::of(path)?;
        if !overwrite && path.symlink_metadata().is_ok() {
            return Err(ExportError::Exists(path.to_owned()));
        }
        let failed = |source| ExportError::Io { path: path.to_owned(), source };
        let file = beside(path).map_err(failed)?;
        let body = match kind {
            FileKind::Table(layout) => {
                Body::Table(TableWriter::begin(BufWriter::new(file), layout, columns, style).map_err(failed)?)
            }
            FileKind::Workbook => {
                Body::Workbook(Box::new(Book::begin(columns, style).map_err(|error| workbook(path, error))?), file)
            }
        };
        Ok(Export { path: path.to_owned(), overwrite, body })
    }

    /// Writes one row: a cell for every column, in their order.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        match &mut self.body {
            Body::Table(writer) => {
                writer.row(cells).map_err(|source| ExportError::Io { path: self.path.clone(), source })
            }
            Body::Workbook(book, _) => book.row(cells).map_err(|error| workbook(&self.path, error)),
        }
    }

    /// Puts the file in its place, safe on disk.
    pub fn finish(self) -> Result<Summary, ExportError> {
        let failed = |source| ExportError::Io { path: self.path.clone(), source };
        let (file, summary) = match self.body {
            Body::Table(writer) => {
                let (out, rows) = writer.finish().map_err(failed)?;
                let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
                (file, Summary { rows, cut: 0 })
            }
            Body::Workbook(book, mut file) => {
                let (rows, cut) = book.finish(file.as_file_mut()).map_err(|error| workbook(&self.path, error))?;
                (file, Summary { rows, cut })
            }
        };
        place(file, &self.path, self.overwrite)?;
        Ok(summary)
    }
}

/// Writes a file whole or not at all, its owner's alone; in place of another only with `overwrite`.
///
/// # Errors
/// If something is there already, or it cannot be written.
pub fn write_file(path: &Path, content: &[u8], overwrite: bool) -> Result<(), ExportError> {
    let failed = |source| ExportError::Io { path: path.to_owned(), source };
    let mut file = beside(path).map_err(failed)?;
    file.write_all(content).map_err(failed)?;
    place(file, path, overwrite)
}

/// A temporary file in the folder of `path`, 0600 from its first moment.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(".qunxiang-").suffix(".part").tempfile_in(folder)
}

fn place(mut file: NamedTempFile, path: &Path, overwrite: bool) -> Result<(), ExportError> {
    let failed = |source| ExportError::Io { path: path.to_owned(), source };
    file.flush().and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    let placed = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    match placed {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(ExportError::Exists(path.to_owned())),
        Err(error) => Err(failed(error.error)),
    }
}

fn workbook(path: &Path, error: XlsxError) -> ExportError {
    match error {
        XlsxError::IoError(source) => ExportError::Io { path: path.to_owned(), source },
        other => ExportError::Workbook { path: path.to_owned(), reason: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::export::Kind;
    use crate::lang::{Lang, Text};
    use crate::model::Calendar;

    fn begin(path: &Path, overwrite: bool) -> Result<Export, ExportError> {
        let columns = vec![Column::known("name", Text::new("名称", "name"), Kind::Name)];
        Export::begin(path, overwrite, columns, Style::tool(Calendar::shanghai()))
    }

    #[test]
    fn a_file_appears_when_it_is_whole_and_only_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        for ending in ["csv", "json", "jsonl", "xlsx"] {
            let path = folder.path().join("out").with_extension(ending);
            let mut export = begin(&path, false).unwrap();
            export.row(&[Cell::text("小王")]).unwrap();
            assert!(!path.exists());
            assert_eq!(export.finish().unwrap(), Summary { rows: 1, cut: 0 });
            assert!(fs::metadata(&path).unwrap().len() > 10);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            }
        }
        begin(&folder.path().join("dropped.csv"), false).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    #[test]
    fn an_existing_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let late = begin(&path, false).unwrap();
        fs::write(&path, "mine").unwrap();
        assert!(matches!(begin(&path, false), Err(ExportError::Exists(_))));
        assert!(matches!(late.finish(), Err(ExportError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        begin(&path, true).unwrap().finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\"name\"\n");
    }

    #[test]
    fn unknown_endings_and_missing_folders_are_errors_in_words() {
        let Err(ending) = begin(Path::new("out.pdf"), false) else { panic!("a pdf was begun") };
        assert!(ending.say(Lang::Zh).contains(".xlsx"));
        let Err(folder) = begin(Path::new("/nowhere/at/all.csv"), false) else { panic!("a file without folder") };
        assert!(folder.say(Lang::En).contains("/nowhere/at/all.csv"));
    }
}
