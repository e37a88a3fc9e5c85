//! A copy of an export in which nobody is who they are, for whoever is to find out why it fails.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::export::{ExportError, Folder, write_file};
use crate::import::{self, Cast, ImportError, Mapping, ReadOptions, Tally};
use crate::lang::{Lang, pseudonymise as say};
use crate::model::Calendar;
use crate::model::record::Position;
use crate::text::pseudonym::Pseudonyms;

/// What to copy, and how it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// A file or a folder.
    pub from: PathBuf,
    /// Where the copy goes; nothing may be there.
    pub to: PathBuf,
    /// Format by name, instead of detection.
    pub format: Option<String>,
    /// Zone of times without one.
    pub zone: Option<String>,
    /// `COLUMN=FIELD`, for tables.
    pub mapping: Vec<String>,
}

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Names and ids that became others; what tells of nobody is none of them.
    pub people: u64,
    /// How much the original holds.
    pub before: Tally,
    /// How much the copy holds: the same, or something was taken for a name that is none. Where it
    /// cannot be read at all, why; it lies there even so.
    pub after: Result<Tally, String>,
    /// Files left out of it, because what they show cannot be replaced.
    pub left_out: u64,
    /// Files of a folder left out of it because they are of no known format: whom they name is not known.
    pub unknown: Vec<PathBuf>,
    /// Rows that cannot be read: whom they name is not known, and stays.
    pub unread: Vec<(PathBuf, Position)>,
}

/// Copies an export with other people in it.
///
/// # Errors
/// If it cannot be read, is of no known format or larger than a gibibyte, if something is where the
/// copy is to be, or if the copy cannot be written.
pub fn pseudonymise(order: &Order, lang: Lang) -> Result<Copied> {
    let options = options(order, lang)?;
    let files = files(&order.from, lang)?;
    let (mut unread, mut unknown, mut left_out) = (Vec::new(), Vec::new(), 0);
    let cast = cast(&order.from, &options, &mut unread, &mut unknown)?;
    let files: Vec<PathBuf> = files.into_iter().filter(|file| !unknown.contains(file)).collect();
    let mut pseudonyms = Pseudonyms::new(&cast.names, &cast.ids).context(say::TOO_MANY.get(lang))?;
    let people = pseudonyms.people();
    let mut edit = |text: &str| pseudonyms.replace(text);
    if order.from.is_dir() {
        copy_folder(order, &files, &mut edit, &mut left_out, lang)?;
    } else {
        let Some(copy) = rewritten(&order.from, &mut edit, &mut left_out, lang)? else {
            bail!(say::no_text(lang, &order.from.display().to_string()));
        };
        write_file(&order.to, &copy, false).map_err(|error| said(error, lang))?;
    }
    let after = self::cast(&order.to, &options, &mut Vec::new(), &mut Vec::new());
    let after = after.map(|copy| copy.tally).map_err(|error| format!("{error:#}"));
    Ok(Copied { people, before: cast.tally, after, left_out, unread, unknown })
}

/// What is to be copied, if it may be held in memory.
fn files(from: &Path, lang: Lang) -> Result<Vec<PathBuf>> {
    let files = match from.is_dir() {
        true => import::files(from).map_err(|error| anyhow!(error.say(lang)))?,
        false => vec![from.to_owned()],
    };
    let is_large = |path: &&PathBuf| fs::metadata(path).is_ok_and(|about| about.len() > import::MOST);
    match files.iter().find(is_large) {
        Some(path) => bail!(say::too_large(lang, &path.display().to_string())),
        None => Ok(files),
    }
}

fn options(order: &Order, lang: Lang) -> Result<ReadOptions> {
    let zone = match &order.zone {
        Some(name) => Calendar::named(name).ok_or_else(|| anyhow!(crate::lang::task::no_such_zone(lang, name)))?,
        None => Calendar::shanghai(),
    };
    let mapping = Mapping::parse(&order.mapping).map_err(|error| anyhow!(error.say(lang)))?;
    Ok(ReadOptions { format: order.format.clone(), zone, year: None, mapping, lang })
}

/// Everybody in a file, or in the files of a folder. Whom a file of no known format names cannot be told,
/// so that it is not copied: alone it is refused, in a folder it is left out.
fn cast(
    path: &Path,
    options: &ReadOptions,
    unread: &mut Vec<(PathBuf, Position)>,
    unknown: &mut Vec<PathBuf>,
) -> Result<Cast> {
    let failed = |error: ImportError| anyhow!(error.say(options.lang));
    let mut everybody = Cast::default();
    for source in import::expand(&[path.to_owned()]).map_err(failed)? {
        match import::cast(&source, options, &mut everybody) {
            Err(
                ImportError::Unknown(_)
                | ImportError::NotText(_)
                | ImportError::Unsupported(..)
                | ImportError::Empty(_),
            ) if path.is_dir() => {
                unknown.push(source.shown().to_owned());
            }
            cast => cast.map_err(failed)?,
        }
        unread.extend(everybody.unread.drain(..).map(|at| (source.shown().to_owned(), at)));
    }
    Ok(everybody)
}

fn rewritten(
    path: &Path,
    edit: &mut dyn FnMut(&str) -> String,
    left_out: &mut u64,
    lang: Lang,
) -> Result<Option<Vec<u8>>> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    // One that grows meanwhile is cut, and found to differ.
    let copy = File::open(path)
        .and_then(|file| file.take(import::MOST).read_to_end(&mut bytes))
        .and_then(|_| import::rewritten(&bytes, edit, left_out));
    match copy {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => bail!(say::too_large(lang, &shown)),
        copy => copy.with_context(|| say::not_copied(lang, &shown)),
    }
}

fn copy_folder(
    order: &Order,
    files: &[PathBuf],
    edit: &mut dyn FnMut(&str) -> String,
    left_out: &mut u64,
    lang: Lang,
) -> Result<()> {
    let folder = Folder::begin(&order.to).map_err(|error| said(error, lang))?;
    for path in files {
        let Some(copy) = rewritten(path, edit, left_out, lang)? else {
            *left_out += 1;
            continue;
        };
        let name = edit(&path.strip_prefix(&order.from).unwrap_or(path).to_string_lossy());
        if let Some(above) = folder.place_of(&name).parent() {
            fs::create_dir_all(above)?;
        }
        folder.file(&name).map_err(|error| said(error, lang))?.write_all(&copy)?;
    }
    folder.finish().map_err(|error| said(error, lang))
}

fn said(error: ExportError, lang: Lang) -> anyhow::Error {
    match error {
        ExportError::Exists(path) => anyhow!(say::exists(lang, &path.display().to_string())),
        error => anyhow!(error.say(lang)),
    }
}
