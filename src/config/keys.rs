//! The user's changes to the keys: `keymap.toml` beside the settings. Which commands and keys there
//! are is the explorer's to know; here it is only read, with the line of each change.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;

use super::error::{ConfigError, ConfigProblem};

/// The name under which a scope's table frees keys.
const FREE: &str = "free";

/// One line of a keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The table it stands in: `members`.
    pub scope: String,
    /// The command that gets the keys, or `free`.
    pub command: String,
    /// Names of keys: `ctrl-p`, `f4`, `x`.
    pub keys: Vec<String>,
    byte: usize,
}

impl KeyChange {
    /// Whether it takes keys away from whatever has them.
    pub fn is_freeing(&self) -> bool {
        self.command == FREE
    }
}

/// Changes to the keys, in the order they are to be made; none, as long as there is no file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    file: String,
    text: String,
    changes: Vec<KeyChange>,
}

impl Keys {
    /// Reads a keymap; one that does not exist changes nothing.
    ///
    /// # Errors
    /// If the file cannot be read or is no TOML of tables with lists of keys.
    pub fn load(path: &Path) -> Result<Keys, ConfigError> {
        let file = path.display().to_string();
        super::error::text_of(path)?.map_or_else(|| Ok(Keys::default()), |text| Keys::read(&file, &text))
    }

    /// Reads the text of a keymap called `file`.
    ///
    /// # Errors
    /// If it is no TOML of tables with lists of keys.
    pub fn read(file: &str, text: &str) -> Result<Keys, ConfigError> {
        type Tables = BTreeMap<String, BTreeMap<Spanned<String>, Vec<String>>>;
        let tables: Tables = toml::from_str(text).map_err(|error| ConfigError::toml(file, text, &error))?;
        let mut changes = Vec::new();
        for (scope, lines) in tables {
            changes.extend(lines.into_iter().map(|(command, keys)| KeyChange {
                scope: scope.clone(),
                byte: command.span().start,
                command: command.into_inner(),
                keys,
            }));
        }
        changes.sort_by_key(|change| change.byte);
        Ok(Keys { file: file.to_owned(), text: text.to_owned(), changes })
    }

    /// The changes of a kind.
    pub fn of(&self, kind: impl Fn(&KeyChange) -> bool) -> impl Iterator<Item = &KeyChange> {
        self.changes.iter().filter(move |change| kind(change))
    }

    /// What is wrong with a change, with its file and line.
    pub fn error(&self, change: &KeyChange, problem: ConfigProblem) -> ConfigError {
        ConfigError::at(&self.file, &self.text, change.byte, problem)
    }
}
