//! Why a scheme or the settings cannot be used: which file, which line, which key.

use crate::lang::{Lang, config as say};
use crate::query::ParseError;

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum ConfigProblem {
    /// The file cannot be read.
    Unreadable(String),
    /// Not TOML, an unknown key, or a value of the wrong kind; in the reader's own words.
    Toml(String),
    /// A tag's rule does not parse: the tag, its rule, and why.
    Rule(String, String, Box<ParseError>),
    /// Tag rules that wait for each other.
    Cycle(Vec<String>),
    /// A tag or topic named twice.
    Twice(String),
    /// A topic without words.
    NoWords(String),
    /// Thresholds of a table that do not rise, or a share outside 0..1.
    Bounds(&'static str),
}

/// A problem and where it stands.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub struct ConfigError {
    /// The file as the user named it.
    pub file: String,
    /// Counted from 1.
    pub line: u32,
    /// The key, with its table: `levels.rare`.
    pub key: Option<String>,
    /// What is wrong.
    pub problem: ConfigProblem,
}

impl ConfigError {
    /// At a byte of the file's text.
    pub(super) fn at(file: &str, text: &str, byte: usize, problem: ConfigProblem) -> ConfigError {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count();
        ConfigError { file: file.to_owned(), line: line as u32 + 1, key: key_at(text, line), problem }
    }

    /// What the TOML reader says, with its place.
    pub(super) fn toml(file: &str, text: &str, error: &toml::de::Error) -> ConfigError {
        let byte = error.span().map_or(0, |span| span.start);
        ConfigError::at(file, text, byte, ConfigProblem::Toml(error.message().to_owned()))
    }

    /// One sentence: where, and what.
    pub fn say(&self, lang: Lang) -> String {
        let problem = match &self.problem {
            ConfigProblem::Unreadable(message) => say::unreadable(lang, message),
            ConfigProblem::Toml(message) => say::toml(lang, message),
            ConfigProblem::Rule(name, rule, error) => {
                return format!("{}\n{}", self.place(lang, &say::rule(lang, name, "")), error.render(rule, lang));
            }
            ConfigProblem::Cycle(names) => say::cycle(lang, names),
            ConfigProblem::Twice(name) => say::twice(lang, name),
            ConfigProblem::NoWords(name) => say::no_words(lang, name),
            ConfigProblem::Bounds(table) => say::bounds(lang, table),
        };
        self.place(lang, &problem)
    }

    fn place(&self, lang: Lang, problem: &str) -> String {
        let colon = lang.pick(("：", ": "));
        format!("{}{colon}{}", say::place(lang, &self.file, self.line, self.key.as_deref()), problem.trim_end())
    }
}

/// The key on a line (counted from 0), behind the table it stands in.
fn key_at(text: &str, line: usize) -> Option<String> {
    let mut table = None;
    let mut key = None;
    for written in text.lines().take(line + 1) {
        let written = written.trim();
        if let Some(header) = written.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            table = Some(header.trim_start_matches('[').trim().to_owned());
            key = None;
        } else if let Some((name, _)) = written.split_once('=').filter(|_| !written.starts_with(['#', '"'])) {
            key = Some(name.trim().to_owned());
        }
    }
    match (table, key) {
        (Some(table), Some(key)) => Some(format!("{table}.{key}")),
        (table, key) => table.or(key),
    }
}
