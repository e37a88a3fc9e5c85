//! A copy of an export in which nobody is who they are, for whoever is to find out why it fails.

use std::fs;
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// Names and ids that became others.
    pub people: u64,
    /// How much the original holds.
    pub before: Tally,
    /// How much the copy holds: the same, or something was taken for a name that is none.
    pub after: Tally,
    /// Files left out of it, because what they show cannot be replaced.
    pub left_out: u64,
    /// Rows that cannot be read: whom they name is not known, and stays.
    pub unread: Vec<(PathBuf, Position)>,
}

/// Copies an export with other people in it.
///
/// # Errors
/// If it cannot be read or is of no known format, if something is where the copy is to be, or if the
/// copy cannot be written.
pub fn pseudonymise(order: &Order, lang: Lang) -> Result<Copied> {
    let options = options(order, lang)?;
    let mut copied = Copied::default();
    let cast = cast(&order.from, &options, &mut copied.unread)?;
    let mut people = Pseudonyms::new(&cast.names, &cast.ids).context(say::TOO_MANY.get(lang))?;
    copied.people = (cast.names.len() + cast.ids.difference(&cast.names).count()) as u64;
    copied.before = cast.tally;
    let mut edit = |text: &str| people.replace(text);
    if order.from.is_dir() {
        copy_folder(order, &mut edit, &mut copied.left_out, lang)?;
    } else {
        let Some(copy) = rewritten(&order.from, &mut edit, &mut copied.left_out, lang)? else {
            bail!(say::no_text(lang, &order.from.display().to_string()));
        };
        write_file(&order.to, &copy).map_err(|error| said(error, lang))?;
    }
    copied.after = self::cast(&order.to, &options, &mut Vec::new())?.tally;
    Ok(copied)
}

fn options(order: &Order, lang: Lang) -> Result<ReadOptions> {
    let zone = match &order.zone {
        Some(name) => Calendar::named(name).ok_or_else(|| anyhow!(crate::lang::task::no_such_zone(lang, name)))?,
        None => Calendar::shanghai(),
    };
    let mapping = Mapping::parse(&order.mapping).map_err(|error| anyhow!(error.say(lang)))?;
    Ok(ReadOptions { format: order.format.clone(), zone, mapping, lang })
}

/// Everybody in a file, or in the files of a folder. What is of no known format names nobody, so
/// that it cannot be copied either.
fn cast(path: &Path, options: &ReadOptions, unread: &mut Vec<(PathBuf, Position)>) -> Result<Cast> {
    let failed = |error: ImportError| anyhow!(error.say(options.lang));
    let mut everybody = Cast::default();
    for source in import::expand(&[path.to_owned()]).map_err(failed)? {
        import::cast(&source, options, &mut everybody).map_err(failed)?;
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
    let failed = || say::not_copied(lang, &path.display().to_string());
    let bytes = fs::read(path).with_context(failed)?;
    import::rewritten(&bytes, edit, left_out).with_context(failed)
}

fn copy_folder(order: &Order, edit: &mut dyn FnMut(&str) -> String, left_out: &mut u64, lang: Lang) -> Result<()> {
    let folder = Folder::begin(&order.to).map_err(|error| said(error, lang))?;
    for path in import::files(&order.from).map_err(|error| anyhow!(error.say(lang)))? {
        let Some(copy) = rewritten(&path, edit, left_out, lang)? else {
            *left_out += 1;
            continue;
        };
        let name = edit(&path.strip_prefix(&order.from).unwrap_or(&path).to_string_lossy());
        if let Some(above) = folder.place_of(&name).parent() {
            fs::create_dir_all(above)?;
        }
        std::io::Write::write_all(&mut folder.file(&name).map_err(|error| said(error, lang))?, &copy)?;
    }
    folder.finish().map_err(|error| said(error, lang))
}

fn said(error: ExportError, lang: Lang) -> anyhow::Error {
    match error {
        ExportError::Exists(path) => anyhow!(say::exists(lang, &path.display().to_string())),
        error => anyhow!(error.say(lang)),
    }
}
