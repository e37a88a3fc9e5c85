//! Which scheme a store is built with, which there are, and what another would change.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use crate::config::scheme::BUILT_IN;
use crate::config::{ConfigError, Scheme, paths};
use crate::lang::Lang;
use crate::lang::task as say;
use crate::store::Reader;

const ENDING: &str = "toml";

/// A scheme that can be used by its name.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemeRow {
    /// What `scheme use` takes.
    pub name: String,
    /// As shown.
    pub title: String,
    /// The file, of an operator's own.
    pub file: Option<PathBuf>,
    /// Whether this store is built with it.
    pub in_use: bool,
    /// Why it cannot be used.
    pub problem: Option<String>,
}

/// The scheme that the store's next build goes by.
///
/// # Errors
/// If the store cannot be read, or what it keeps is no scheme for this version of the program.
pub(super) fn in_use(reader: &Reader, lang: Lang) -> Result<Scheme> {
    let Some(kept) = reader.kept_scheme()? else { return Ok(Scheme::builtin()) };
    let read = Scheme::of_the_program(&kept).unwrap_or_else(|| Scheme::read(say::KEPT_SCHEME.get(lang), &kept));
    read.map_err(|error| anyhow!(error.say(lang)))
}

/// What a store keeps of a scheme, for [`in_use`]: the name of a built-in one, the text of another.
pub(super) fn to_keep(scheme: &Scheme) -> String {
    let is_built_in = BUILT_IN.iter().any(|(name, text)| *name == scheme.name && *text == scheme.text());
    if is_built_in { scheme.name.clone() } else { scheme.text().to_owned() }
}

/// Finds a scheme: a built-in one, one of the operator's folder, or a file.
///
/// # Errors
/// If there is none of that name, the file cannot be read, or it is not sound: with file and line.
pub fn find(name: &str, lang: Lang) -> Result<Scheme> {
    if let Some(read) = Scheme::of_the_program(name) {
        return read.map_err(|error| anyhow!(error.say(lang)));
    }
    let path = Path::new(name);
    if path.extension().is_some_and(|ending| ending == ENDING) || path.components().count() > 1 {
        return read_file(path).map_err(|error| anyhow!(error.say(lang)));
    }
    let own = folder(lang)?.join(name).with_extension(ENDING);
    if !own.exists() {
        let known: Vec<String> = own_files(lang)?.iter().map(|path| stem(path)).collect();
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).chain(known.iter().map(String::as_str)).collect();
        bail!(say::no_such_scheme(lang, name, &names.join(", ")));
    }
    read_file(&own).map_err(|error| anyhow!(error.say(lang)))
}

/// Every scheme that can be used by its name: the built-in ones, then those of the operator's folder.
///
/// # Errors
/// If the folder cannot be read. A file that is no sound scheme is listed with its problem.
pub(super) fn of_store(reader: &Reader, lang: Lang) -> Result<Vec<SchemeRow>> {
    list(Some(in_use(reader, lang)?), lang)
}

/// Every scheme that can be used by its name, where there is no store.
///
/// # Errors
/// As [`Session::schemes`](crate::task::session::Session::schemes).
pub fn of_nobody(lang: Lang) -> Result<Vec<SchemeRow>> {
    list(None, lang)
}

fn list(used: Option<Scheme>, lang: Lang) -> Result<Vec<SchemeRow>> {
    let row = |name: String, file: Option<PathBuf>, read: Result<Scheme, ConfigError>| {
        let in_use = matches!((&used, &read), (Some(used), Ok(scheme)) if used.digest() == scheme.digest());
        let problem = read.as_ref().err().map(|error| error.say(lang));
        SchemeRow { name, title: read.map_or_else(|_| String::new(), |scheme| scheme.title), file, in_use, problem }
    };
    let built_in =
        BUILT_IN.iter().filter_map(|(name, _)| Some(row((*name).to_owned(), None, Scheme::of_the_program(name)?)));
    let own = own_files(lang)?.into_iter().map(|path| row(stem(&path), Some(path.clone()), read_file(&path)));
    let mut rows: Vec<SchemeRow> = built_in.chain(own).collect();
    if let Some(used) = used.filter(|_| !rows.iter().any(|row| row.in_use)) {
        rows.push(SchemeRow { name: used.name, title: used.title, file: None, in_use: true, problem: None });
    }
    Ok(rows)
}

fn read_file(path: &Path) -> Result<Scheme, ConfigError> {
    Scheme::read(&path.display().to_string(), &Scheme::text_of(path)?)
}

fn folder(lang: Lang) -> Result<PathBuf> {
    paths::scheme_folder().map_err(|error| anyhow!(error.say(lang)))
}

fn own_files(lang: Lang) -> Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(folder(lang)?) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == ENDING));
    files.sort();
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
