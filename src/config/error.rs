//! Why a scheme or the settings cannot be used: which file, which line, which key.

use std::io::ErrorKind;
use std::path::Path;

use crate::lang::{Lang, config as say};
use crate::query::ParseError;

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum ConfigProblem {
    /// The file cannot be read.
    Unreadable(String),
    /// Not TOML, an unknown key, or a value of the wrong kind: the column, counted from 1, and the reader's own words.
    Toml(usize, String),
    /// A tag's rule does not parse: the tag, its rule, and why.
    Rule(String, String, Box<ParseError>),
    /// A strategy's condition does not parse: the strategy, its condition, and why.
    When(String, String, Box<ParseError>),
    /// A strategy that leaves unsaid, in one of the languages, what to do or why.
    Unsaid(String),
    /// A way of influence there is not, or of what is no incentive: its name, and those there are.
    Mechanism(String, String),
    /// A strategy that names a price for those whom it picks: its name, and the word.
    Price(String, String),
    /// A strategy on a sensitive matter: its name, and the word.
    SensitiveStrategy(String, String),
    /// A strategy that asks for a tag which the scheme does not give: both names.
    NoTag(String, String),
    /// A strategy that asks for an attribute that is left out: both names.
    LeftOutOfStrategy(String, String),
    /// Tag rules that wait for each other.
    Cycle(Vec<String>),
    /// A tag or topic named twice.
    Twice(String),
    /// A topic without words.
    NoWords(String),
    /// Something that no segmenter can find: it holds white space or punctuation.
    NotAWord(String),
    /// A dictionary that cannot be read: its path, and why.
    Dictionary(String, String),
    /// A dictionary without a word.
    EmptyDictionary,
    /// A scope there is not: its name, and those there are.
    UnknownScope(String, String),
    /// A command there is not in the scope: its name, and the nearest.
    UnknownCommand(String, String),
    /// A theme there is not: its name, and the built-in ones.
    UnknownTheme(String, String),
    /// No name of a key.
    UnknownKey(String),
    /// A key that another command of the scope has: the key and that command.
    KeyTaken(String, String),
    /// A key to be freed that nothing has.
    KeyIsFree(String),
    /// A key that types a character, where characters are typed.
    KeyIsText(String),
    /// Thresholds of a table that do not rise, or a share outside 0..1.
    Bounds(&'static str),
    /// Weights of a score below zero, or that weigh nothing.
    Weights(&'static str),
    /// A table that neither the scheme nor one below it has.
    Missing(&'static str),
    /// A scheme there is not: its name, and the built-in ones.
    UnknownScheme(String, String),
    /// Something taken away or left out that is not there.
    NotThere(String),
    /// A tag whose rule asks for an attribute that is left out: both names.
    LeftOut(String, String),
    /// A tag or topic on a sensitive matter that is not said to be one: its name, and the word.
    Sensitive(String, String),
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
        let before = text.get(..byte).unwrap_or(text);
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        ConfigError::at(file, text, byte, ConfigProblem::Toml(column, error.message().to_owned()))
    }

    /// One sentence: where, and what.
    pub fn say(&self, lang: Lang) -> String {
        let problem = match &self.problem {
            ConfigProblem::Unreadable(message) => say::unreadable(lang, message),
            ConfigProblem::Toml(column, message) => say::toml(lang, *column, message),
            ConfigProblem::Rule(name, rule, error) => {
                return format!("{}\n{}", self.place(lang, &say::rule(lang, name, "")), error.render(rule, lang));
            }
            ConfigProblem::When(name, rule, error) => {
                return format!("{}\n{}", self.place(lang, &say::when(lang, name)), error.render(rule, lang));
            }
            ConfigProblem::Unsaid(name) => say::unsaid(lang, name),
            ConfigProblem::Mechanism(name, known) => say::no_mechanism(lang, name, known),
            ConfigProblem::Price(name, word) => say::price(lang, name, word),
            ConfigProblem::SensitiveStrategy(name, word) => say::sensitive_strategy(lang, name, word),
            ConfigProblem::NoTag(name, tag) => say::no_tag(lang, name, tag),
            ConfigProblem::LeftOutOfStrategy(name, key) => say::left_out_of_strategy(lang, name, key),
            ConfigProblem::Cycle(names) => say::cycle(lang, names),
            ConfigProblem::Twice(name) => say::twice(lang, name),
            ConfigProblem::NoWords(name) => say::no_words(lang, name),
            ConfigProblem::NotAWord(word) => say::not_a_word(lang, word),
            ConfigProblem::Dictionary(path, message) => say::dictionary(lang, path, message),
            ConfigProblem::EmptyDictionary => say::EMPTY_DICTIONARY.get(lang).to_owned(),
            ConfigProblem::UnknownScope(name, known) => say::unknown_scope(lang, name, known),
            ConfigProblem::UnknownCommand(name, nearest) => say::unknown_command(lang, name, nearest),
            ConfigProblem::UnknownTheme(name, known) => say::unknown_theme(lang, name, known),
            ConfigProblem::UnknownKey(name) => say::unknown_key(lang, name),
            ConfigProblem::KeyTaken(key, command) => say::key_taken(lang, key, command),
            ConfigProblem::KeyIsFree(key) => say::key_is_free(lang, key),
            ConfigProblem::KeyIsText(key) => say::key_is_text(lang, key),
            ConfigProblem::Bounds(table) => say::bounds(lang, table),
            ConfigProblem::Weights(score) => say::weights(lang, score),
            ConfigProblem::Missing(table) => say::missing(lang, table),
            ConfigProblem::UnknownScheme(name, known) => say::unknown_scheme(lang, name, known),
            ConfigProblem::NotThere(name) => say::not_there(lang, name),
            ConfigProblem::LeftOut(tag, key) => say::left_out(lang, tag, key),
            ConfigProblem::Sensitive(name, word) => say::sensitive(lang, name, word),
        };
        self.place(lang, &problem)
    }

    fn place(&self, lang: Lang, problem: &str) -> String {
        let colon = lang.pick(("：", ": "));
        format!("{}{colon}{}", say::place(lang, &self.file, self.line, self.key.as_deref()), problem.trim_end())
    }
}

/// The text of a file of settings; none, where there is no such file.
pub(super) fn text_of(path: &Path) -> Result<Option<String>, ConfigError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let problem = ConfigProblem::Unreadable(error.to_string());
            Err(ConfigError { file: path.display().to_string(), line: 1, key: None, problem })
        }
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
