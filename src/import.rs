//! From a file's bytes to records: detection by content, then one file per source format.
//!
//! Everything streams: memory does not grow with the file. Nothing here knows the store; records
//! go to a [`Sink`], and rows that cannot be read are reported to it with their place and reason.

mod archive;
mod behaviour;
mod biff;
mod cast;
mod cell;
mod chatlab;
mod chatlog;
mod chatlog_csv;
mod chatlog_people;
mod chatlog_txt;
mod chatlog_words;
mod choices;
mod column;
mod content;
mod decode;
mod detect;
mod discord;
mod discord_csv;
mod error;
mod google_forms;
mod holding;
mod identity;
mod jinshuju;
mod job;
mod json;
mod label;
mod members;
mod memotrace_txt;
mod memotrace_v1;
mod memotrace_v3;
mod moment;
mod netease_survey;
mod offset;
mod orders;
pub mod outcome;
mod pywxdump;
mod qce;
mod qce_chunked;
mod qce_txt;
mod qce_words;
mod qce_xlsx;
mod qq;
mod qq_paste;
mod raw;
mod rewrite;
mod scalar;
mod scan;
mod sheet;
mod sniff;
mod source;
mod split;
mod survey;
mod system;
mod table;
mod telegram;
mod telegram_text;
mod tencent_wj;
mod transcript;
pub mod truth;
mod wechat;
mod weclone;
mod weflow;
mod weflow_txt;
mod weflow_xlsx;
mod window;
mod wjx;
mod workbook;

use std::path::{Path, PathBuf};

use crate::lang::{Lang, Text};
use crate::model::sink::Sink;
use crate::model::time::Calendar;

pub use archive::Trouble;
pub use cast::{Cast, Tally, cast};
pub use column::Mapping;
pub use error::ImportError;
pub use holding::Holding;
pub use rewrite::{MOST, rewritten};
pub use sniff::{Sniffed, absent_column, sniff_columns, sniff_rows, sniff_values};
pub use source::Source;

/// What a format tells of, which decides the order of import: rosters and chats come before
/// what has to find its members among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// People.
    Roster,
    /// What they said.
    Chat,
    /// What they did.
    Events,
    /// What they bought.
    Orders,
    /// What they answered.
    Survey,
}

/// One source format.
pub struct Format {
    /// Name in kebab-case, as reports show it and `--as` takes it.
    pub name: &'static str,
    /// What it is called by people.
    pub title: Text,
    /// What it tells of.
    pub kind: Kind,
    /// How surely a file's head is of this format, 0 (not at all) to 1.
    score: fn(&detect::Head) -> f32,
    read: fn(&mut job::Job<'_>) -> Result<(), ImportError>,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Every format that can be read, the most particular first: on a tie the earlier one wins.
pub static FORMATS: &[Format] = &[
    chatlab::JSON,
    chatlab::JSONL,
    weflow::ARKME,
    weflow::JSON,
    weflow::ECHOTRACE,
    weflow_txt::FORMAT,
    weflow_xlsx::FORMAT,
    pywxdump::CHAT,
    pywxdump::USERS,
    weclone::FORMAT,
    memotrace_v1::FORMAT,
    memotrace_v3::FORMAT,
    memotrace_txt::FORMAT,
    chatlog::FORMAT,
    chatlog_csv::FORMAT,
    chatlog_txt::FORMAT,
    chatlog_people::CONTACTS,
    chatlog_people::CHATROOMS,
    telegram::FORMAT,
    qce_chunked::FORMAT,
    qce::V4,
    qce::V5,
    qce_txt::FORMAT,
    qce_xlsx::FORMAT,
    discord::FORMAT,
    discord_csv::FORMAT,
    qq::FORMAT,
    qq_paste::FORMAT,
    wjx::FORMAT,
    tencent_wj::FORMAT,
    jinshuju::FORMAT,
    netease_survey::FORMAT,
    google_forms::FORMAT,
    orders::YOUZAN,
    orders::YOUZAN_ITEMS,
    orders::GENERIC,
    behaviour::FORMAT,
    members::FORMAT,
    survey::FORMAT,
];

/// The format of a name, if there is one.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// What a file was found to be.
#[derive(Debug)]
pub struct Detected {
    /// Its format.
    pub format: &'static Format,
    /// Its character encoding, by the name of the WHATWG standard, or `xlsx`.
    pub encoding: &'static str,
    /// 0–1.
    pub confidence: f32,
    /// The exporter's version, where the head tells.
    pub version: Option<String>,
    /// What the user says of its columns, now or earlier.
    pub mapping: Mapping,
}

/// How a file is to be read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// A format's name, where the user knows better than detection.
    pub format: Option<String>,
    /// The zone of times that name none.
    pub zone: Calendar,
    /// The year of the first message, where times name none.
    pub year: Option<i16>,
    /// What columns mean, where their headers do not tell.
    pub mapping: Mapping,
    /// The language of reasons and warnings.
    pub lang: Lang,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        let (zone, mapping, lang) = (Calendar::shanghai(), Mapping::default(), Lang::default());
        ReadOptions { format: None, zone, year: None, mapping, lang }
    }
}

/// Finds out what a file is from its first 64 KiB; its name's ending is never trusted.
///
/// # Errors
/// The file cannot be opened, is empty, or is of no known format.
pub fn detect(file: impl Into<Source>) -> Result<Detected, ImportError> {
    detect_with(file, None, &Mapping::default())
}

/// As [`detect`], with a format the user names and columns the user maps.
///
/// # Errors
/// As [`detect`]; or there is no format of that name.
pub fn detect_with(file: impl Into<Source>, name: Option<&str>, mapping: &Mapping) -> Result<Detected, ImportError> {
    detect::Head::open(&file.into(), mapping)?.decide(name)
}

/// Reads a file into a sink.
///
/// # Errors
/// The file cannot be read at all, or the sink stops the import. Bad rows are no errors.
pub fn read(file: impl Into<Source>, options: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ImportError> {
    let source = file.into();
    let head = detect::Head::open(&source, &options.mapping)?;
    let detected = head.decide(options.format.as_deref())?;
    let mut job = job::Job::open(&source, &head, options, sink)?;
    (detected.format.read)(&mut job)?;
    job.finish()
}

/// Files named, files in the folders named, and members of the archives among them, sorted by
/// name; hidden ones are left out. A file that is read with another one is not listed beside it.
///
/// # Errors
/// A path that is not there, or a folder that cannot be listed.
pub fn expand(paths: &[PathBuf]) -> Result<Vec<Source>, ImportError> {
    let mut found = Vec::new();
    for path in paths {
        let about = std::fs::metadata(path).map_err(|source| ImportError::io(path, source))?;
        let mut files = Vec::new();
        if about.is_dir() {
            walk(path, &mut files)?
        } else {
            files.push(path.clone())
        }
        if path.ends_with("manifest.json") && path.with_file_name("chunks").is_dir() {
            walk(&path.with_file_name("chunks"), &mut files)?;
        }
        found.extend(archive::unpacked(files.iter().map(Source::from).collect()));
    }
    Ok(found)
}

/// The files in a folder and the folders in it, sorted by name; hidden ones are left out.
///
/// # Errors
/// If one of the folders cannot be listed.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), ImportError> {
    let failed = |source| ImportError::io(folder, source);
    let mut entries = std::fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type().map_err(failed)?;
        // Links are followed to files but never to folders: a loop of links has no end.
        if kind.is_dir() && !hidden {
            walk(&entry.path(), files)?;
        } else if !kind.is_dir() && !hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}
