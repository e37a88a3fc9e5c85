//! What a file is, from its first 64 KiB; never from its name.

use std::io::Read;
use std::path::PathBuf;
use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8};
use regex::Regex;

use super::archive::{self, Contents};
use super::column::{self, Mapping};
use super::source::{Meter, Source};
use super::{Detected, FORMATS, Format, ImportError, decode, table};
use crate::lang::import as say;

const HEAD: u64 = 64 << 10;
/// One sign in so many may be a control character, or none at all, in what is text.
const MOST_STRAY: usize = 20;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// Text of some sort.
    Text,
    /// A spreadsheet.
    Sheet,
}

/// A file's head, looked at from every side.
#[derive(Debug)]
pub struct Head {
    path: PathBuf,
    /// Whether other files are read with it.
    pub has_parts: bool,
    /// How it is packed.
    pub container: Container,
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// Its text, without a byte-order mark.
    pub text: String,
    /// What parts its cells, if it is a table.
    pub delimiter: u8,
    /// Its first rows, if it is a table.
    pub rows: Vec<Vec<String>>,
    /// Which of them is the header.
    pub header_row: usize,
    /// The header's words, normalised and mapped.
    pub words: Vec<String>,
    /// Whether the table has no header: its columns are called by their places, from 1.
    pub is_headless: bool,
    /// What the user says of its columns.
    pub mapping: Mapping,
}

impl Head {
    /// Looks at a file.
    pub fn open(source: &Source, mapping: &Mapping) -> Result<Head, ImportError> {
        let path = source.shown();
        let failed = |source| ImportError::io(path, source);
        let contents = archive::open(source)?;
        let mut raw = Vec::new();
        let reader = source.open_raw(&Meter::default()).map_err(failed)?;
        reader.take(HEAD).read_to_end(&mut raw).map_err(failed)?;
        if raw.iter().all(u8::is_ascii_whitespace) || raw == b"\xEF\xBB\xBF" {
            return Err(ImportError::Empty(path.to_owned()));
        }
        let sheet = match contents {
            Contents::NoArchive => raw.starts_with(b"\xD0\xCF\x11\xE0"),
            Contents::Document { is_sheet: true } => true,
            Contents::Document { .. } | Contents::Members(_) => {
                return Err(ImportError::Unsupported(path.to_owned(), "ZIP"));
            }
        };
        let mut head = Head {
            path: path.to_owned(),
            has_parts: !source.parts().is_empty(),
            container: if sheet { Container::Sheet } else { Container::Text },
            encoding: UTF_8,
            text: String::new(),
            delimiter: b',',
            rows: Vec::new(),
            header_row: 0,
            words: Vec::new(),
            is_headless: false,
            mapping: Mapping::default(),
        };
        if sheet {
            head.rows = table::first_rows_of_sheet(source)?;
        } else {
            head.encoding = decode::guess(&raw);
            head.text = decode::decode_head(&raw, head.encoding);
            if let Some(foreign) = page(&head.text).or_else(|| head.training_set()) {
                return Err(ImportError::Unsupported(path.to_owned(), foreign));
            }
            if !head.begins_like_json() {
                head.delimiter = delimiter(&head.text);
                head.rows = table::first_rows(&head.text, head.delimiter);
            }
        }
        head.call_columns_by_place();
        head.mapping = match head.begins_like_json() {
            true => mapping.of_table(&[first_keys(&head.text)]),
            false => mapping.of_table(&head.rows),
        };
        head.find_header();
        Ok(head)
    }

    /// What MemoTrace calls its JSON: talks cut up for a language model, of nobody and no time.
    fn training_set(&self) -> Option<&'static str> {
        (self.begins_like_json() && self.has_key("conversations", "[")).then_some(say::TRAINING_SET)
    }

    /// Whether it reads as text: of bytes that are none, many become signs that no text holds.
    pub fn is_text(&self) -> bool {
        let stray = |c: &char| *c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace();
        let (all, strays) = (self.text.chars().count(), self.text.chars().filter(stray).count());
        strays * MOST_STRAY <= all
    }

    /// A table that begins with numbers has no header.
    fn call_columns_by_place(&mut self) {
        let first = self.rows.first().map_or(&[][..], Vec::as_slice);
        self.is_headless = first.len() > 2 && first.iter().all(|cell| is_number(cell));
        if self.is_headless {
            let places = (1..=first.len()).map(|place| place.to_string()).collect();
            self.rows.insert(0, places);
        }
    }

    /// The format, as named or as found.
    pub fn decide(&self, name: Option<&str>) -> Result<Detected, ImportError> {
        let (format, confidence) = match name {
            Some(name) => (super::format(name).ok_or_else(|| ImportError::NoSuchFormat(name.to_owned()))?, 1.0),
            None => self.best().ok_or_else(|| match self.is_text() {
                true => ImportError::Unknown(self.path.clone()),
                false => ImportError::NotText(self.path.clone()),
            })?,
        };
        let encoding = match self.container {
            Container::Sheet => "xlsx",
            Container::Text if self.encoding == UTF_8 => "utf-8",
            Container::Text => self.encoding.name(),
        };
        Ok(Detected { format, encoding, confidence, version: self.version(), mapping: self.mapping.clone() })
    }

    fn best(&self) -> Option<(&'static Format, f32)> {
        let mut best: Option<(&'static Format, f32)> = None;
        for format in FORMATS {
            let score = (format.score)(self);
            if score > 0.0 && best.is_none_or(|(_, other)| score > other) {
                best = Some((format, score));
            }
        }
        best
    }

    fn version(&self) -> Option<String> {
        static VERSION: LazyLock<Regex> = LazyLock::new(|| regex(r#""version"\s*:\s*"([^"]{1,20})""#));
        if !self.begins_like_json() {
            return None;
        }
        VERSION.captures(&self.text).map(|found| found[1].to_owned())
    }

    /// Whether the text begins as JSON does; comment lines of JSONL are passed.
    pub fn begins_like_json(&self) -> bool {
        let first = self.text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with('#'));
        first.is_some_and(|line| line.starts_with(['{', '[']))
    }

    /// Whether the head has this key, with this beginning of a value.
    pub fn has_key(&self, key: &str, value: &str) -> bool {
        let quoted = format!("\"{key}\"");
        self.text.match_indices(&quoted).any(|(at, _)| {
            let rest = self.text[at + quoted.len()..].trim_start();
            rest.strip_prefix(':').is_some_and(|rest| rest.trim_start().starts_with(value))
        })
    }

    /// Whether every one of these words is a header.
    pub fn has_headers(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.words.iter().any(|header| header == word))
    }

    /// Whether one of these words is a header.
    pub fn has_any_header(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.words.iter().any(|header| header == word))
    }

    /// The first values of a column, below the header; none of no column.
    pub fn column_values(&self, column: impl Into<Option<usize>>) -> impl Iterator<Item = &str> + Clone {
        let column = column.into();
        self.rows.iter().skip(self.header_row + 1).filter_map(move |row| row.get(column?)).map(String::as_str)
    }

    /// The row with the most headers that mean something; the first, unless a later one is clearly it.
    fn find_header(&mut self) {
        let mapping = &self.mapping;
        let known = |row: &Vec<String>| row.iter().filter(|cell| is_known(&mapping.word(cell))).count();
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let first = self.rows.first().map_or(0, known);
        let best = self
            .rows
            .iter()
            .enumerate()
            .take(6)
            .map(|(index, row)| (known(row), index))
            .max_by_key(|(score, index)| (*score, usize::MAX - index));
        self.header_row = match best {
            Some((score, index))
                if score > first.max(1) && (first == 0 || filled(&self.rows[0]) <= 2 || score > first + 1) =>
            {
                index
            }
            _ => 0,
        };
        self.words = self.rows.get(self.header_row).into_iter().flatten().map(|cell| mapping.word(cell)).collect();
    }
}

/// What sort of web page a text is, if it is one.
fn page(text: &str) -> Option<&'static str> {
    let start = text.trim_start().get(..15).unwrap_or_default().to_lowercase();
    let is_page = ["<!doctype html", "<html", "<table"].iter().any(|tag| start.starts_with(tag));
    is_page.then(|| if text.contains("<title>Exported Data</title>") { say::TELEGRAM_PAGE } else { "HTML" })
}

/// Whether a word is a header of some table.
pub fn is_known(word: &str) -> bool {
    column::of(word).is_some()
        || super::behaviour::is_header(word)
        || super::orders::is_header(word)
        || super::weflow_xlsx::is_header(word)
}

/// A pattern written in this program.
pub fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("patterns of this program are tried by its tests")
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty() && cell.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The keys of the first of JSON lines.
fn first_keys(text: &str) -> Vec<String> {
    let first = text.lines().next().unwrap_or_default();
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(first).unwrap_or_default();
    object.into_iter().map(|(key, _)| key).collect()
}

/// Whether the first lines are columns of numbers with nothing but spaces between them.
fn is_spaced(text: &str) -> bool {
    let mut widths = text.lines().take(20).filter(|line| !line.trim().is_empty()).map(|line| {
        let numeric = line.split_ascii_whitespace().all(is_number);
        if numeric { line.split_ascii_whitespace().count() } else { 0 }
    });
    widths.next().is_some_and(|first| first > 2 && widths.all(|width| width == first))
}

/// The delimiter that parts the first lines most evenly.
fn delimiter(text: &str) -> u8 {
    if !text.contains('\t') && is_spaced(text) {
        return b' ';
    }
    let score = |delimiter: u8| {
        let rows = table::first_rows(text, delimiter);
        let widths: Vec<usize> = rows.iter().map(Vec::len).collect();
        let most = widths.iter().copied().max().unwrap_or(0);
        let common = widths.iter().filter(|&&width| width == most).count();
        if most < 2 { 0 } else { common * 100 / widths.len().max(1) + most.min(50) }
    };
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b',')
}
