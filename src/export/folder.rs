//! A folder of several files that appears whole or not at all, its owner's alone.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::ExportError;

/// A folder in the making: filled beside its place, moved there when it is whole. Dropped unfinished,
/// it leaves nothing.
pub struct Folder {
    path: PathBuf,
    making: TempDir,
}

impl Folder {
    /// Begins a folder where there is none, or an empty one.
    pub fn begin(path: &Path) -> Result<Folder, ExportError> {
        if path.symlink_metadata().is_ok() && !is_empty(path) {
            return Err(ExportError::Exists(path.to_owned()));
        }
        let beside = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut making = tempfile::Builder::new();
        #[cfg(unix)]
        making.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let making = making.prefix(".qunxiang-").tempdir_in(beside).map_err(|source| not_written(path, source))?;
        Ok(Folder { path: path.to_owned(), making })
    }

    /// Where a file of this name lies until the folder is whole.
    pub fn place_of(&self, name: &str) -> PathBuf {
        self.making.path().join(name)
    }

    /// A new file in it that its owner alone may read.
    pub fn file(&self, name: &str) -> Result<File, ExportError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.place_of(name)).map_err(|source| not_written(&self.path.join(name), source))
    }

    /// Puts the folder in its place.
    pub fn finish(self) -> Result<(), ExportError> {
        if is_empty(&self.path) {
            fs::remove_dir(&self.path).map_err(|source| not_written(&self.path, source))?;
        }
        fs::rename(self.making.path(), &self.path).map_err(|source| not_written(&self.path, source))?;
        // It has its own name now, and is nobody's to sweep.
        let _ = self.making.keep();
        Ok(())
    }
}

fn is_empty(path: &Path) -> bool {
    !path.is_symlink() && fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

fn not_written(path: &Path, source: std::io::Error) -> ExportError {
    ExportError::Io { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_whole_and_takes_the_place_of_an_empty_one_alone() {
        let above = tempfile::tempdir().unwrap();
        let path = above.path().join("out");
        fs::create_dir(&path).unwrap();
        let folder = Folder::begin(&path).unwrap();
        folder.file("a.json").unwrap();
        assert!(is_empty(&path));
        folder.finish().unwrap();
        assert!(path.join("a.json").exists());
        assert!(matches!(Folder::begin(&path), Err(ExportError::Exists(_))));
        drop(Folder::begin(&above.path().join("other")).unwrap());
        assert_eq!(fs::read_dir(above.path()).unwrap().count(), 1, "what is not finished leaves nothing");
    }
}
