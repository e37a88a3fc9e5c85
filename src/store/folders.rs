//! Folders that were imported, to be read again.

use std::path::Path;

use super::{Reader, Result, Store, file};

/// A folder, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFolder {
    /// Where it is, absolute.
    pub path: String,
    /// Format by name, instead of detection.
    pub format: Option<String>,
    /// Community by name.
    pub community: Option<String>,
    /// Zone of times without one.
    pub zone: Option<String>,
    /// `(column, field)` assignments for tables.
    pub mapping: Vec<(String, String)>,
}

impl Store {
    /// Whether a file is the store itself, or one that lies beside it for it.
    pub fn owns(&self, path: &Path) -> bool {
        let own = self.staged.as_ref().map_or(self.view.path.as_path(), |(target, _)| target);
        let folder = |path: &Path| file::folder_of(path).canonicalize().ok();
        let [name, of_it] = [path, own].map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        name.starts_with(&of_it) && folder(path).is_some() && folder(path) == folder(own)
    }

    /// Remembers a folder as it was read last.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn remember_folder(&mut self, folder: &ImportedFolder) -> Result<()> {
        let mapping = serde_json::to_string(&folder.mapping).unwrap_or_default();
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO import_folder (path, format, community, zone, mapping)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                (&folder.path, &folder.format, &folder.community, &folder.zone, mapping),
            )?;
            Ok(())
        })
    }
}

impl Reader {
    /// Every folder that was imported, by path.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn imported_folders(&self) -> Result<Vec<ImportedFolder>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT path, format, community, zone, mapping FROM import_folder ORDER BY path")?;
        let folders = statement
            .query_map([], |row| {
                Ok(ImportedFolder {
                    path: row.get(0)?,
                    format: row.get(1)?,
                    community: row.get(2)?,
                    zone: row.get(3)?,
                    mapping: serde_json::from_str(row.get_ref(4)?.as_str()?).unwrap_or_default(),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(folders)
    }
}
