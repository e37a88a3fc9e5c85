//! Folders that were imported before, read again.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::lang::Lang;
use crate::model::report::ImportReport;
use crate::store::{ImportedFolder, Store};
use crate::task::ingest;
use crate::task::request::ImportOrder;
use crate::task::watch::Watch;

/// Remembers the folders of an order that was carried out.
///
/// # Errors
/// If the store cannot be written.
pub(super) fn remember(store: &mut Store, order: &ImportOrder, lang: Lang) -> Result<()> {
    for folder in order.paths.iter().filter(|path| path.is_dir()) {
        // A path that is no text cannot be kept as one, and is left to the operator's memory.
        let Some(path) = absolute(folder) else { continue };
        let folder = ImportedFolder {
            path,
            format: order.format.clone(),
            community: order.community.clone(),
            zone: order.zone.clone(),
            mapping: order.mapping.clone(),
        };
        store.remember_folder(&folder).map_err(|error| anyhow!(error.say(lang)))?;
    }
    Ok(())
}

fn absolute(folder: &Path) -> Option<String> {
    folder.canonicalize().ok()?.into_os_string().into_string().ok()
}

/// Reads every remembered folder as it was read before; one that is gone is reported as a file
/// that cannot be read. `None` if there are none.
///
/// # Errors
/// As [`ingest::import`].
pub(super) fn update(store: &mut Store, lang: Lang, watch: &mut Watch<'_>) -> Result<Option<ImportReport>> {
    let folders = store.view().imported_folders().map_err(|error| anyhow!(error.say(lang)))?;
    if folders.is_empty() {
        return Ok(None);
    }
    let mut report = ImportReport::default();
    for folder in folders.iter().filter(|folder| !lies_in_another(folder, &folders)) {
        let order = ImportOrder {
            paths: vec![PathBuf::from(&folder.path)],
            format: folder.format.clone(),
            community: folder.community.clone(),
            zone: folder.zone.clone(),
            // What is new there was written since.
            year: None,
            mapping: folder.mapping.clone(),
            no_build: true,
        };
        let files = match ingest::missing(&order, lang) {
            Some(gone) => vec![gone],
            None => ingest::import(store, &order, lang, watch)?.files,
        };
        files.into_iter().for_each(|file| report.push(file));
    }
    Ok(Some(report))
}

/// Whether a folder is read with one above it, in the same way.
fn lies_in_another(folder: &ImportedFolder, all: &[ImportedFolder]) -> bool {
    all.iter().any(|other| {
        let above = ImportedFolder { path: folder.path.clone(), ..other.clone() };
        other != folder && above == *folder && Path::new(&folder.path).starts_with(&other.path)
    })
}
