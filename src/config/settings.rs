//! The operator's settings. Every key and its default stand documented in `assets/config.toml`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::ConfigError;
use crate::lang::Lang;

/// The documented defaults, as `qunxiang config` prints them.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// The theme that the terminal decides on.
pub const AUTO: &str = "auto";

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which language to speak.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speak {
    /// That of the locale.
    #[default]
    Auto,
    /// 中文.
    Zh,
    /// English.
    En,
}

/// What `config.toml` holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Language of screen and messages.
    pub lang: Speak,
    /// Colour on the terminal.
    pub color: Color,
    /// Whether the explorer takes the mouse.
    pub mouse: bool,
    /// The explorer's theme: `auto`, a built-in one, or one of the user's own.
    pub theme: String,
    /// Whether the explorer draws frames and bars in ASCII.
    pub ascii: bool,
    /// Whether the explorer hides names and texts at first.
    pub privacy: bool,
    /// Columns of the explorer's member list, instead of the usual ones.
    pub columns: Option<Vec<String>>,
    /// The store, instead of the default one.
    pub db: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            lang: Speak::Auto,
            color: Color::Auto,
            mouse: true,
            theme: AUTO.to_owned(),
            ascii: false,
            privacy: false,
            columns: None,
            db: None,
        }
    }
}

impl Settings {
    /// Reads a settings file; one that does not exist says nothing.
    pub fn load(path: &Path) -> Result<Settings, ConfigError> {
        let file = path.display().to_string();
        super::error::text_of(path)?.map_or_else(|| Ok(Settings::default()), |text| Settings::read(&file, &text))
    }

    /// Reads the text of a settings file called `file`.
    pub fn read(file: &str, text: &str) -> Result<Settings, ConfigError> {
        toml::from_str(text).map_err(|error| ConfigError::toml(file, text, &error))
    }

    /// The documented defaults with what a file of settings changes: a changed key stands as it was set,
    /// its default behind it.
    ///
    /// # Errors
    /// If the file cannot be read, or what it says.
    pub fn documented(path: &Path) -> Result<String, ConfigError> {
        let file = path.display().to_string();
        let text = super::error::text_of(path)?.unwrap_or_default();
        Settings::read(&file, &text)?;
        let set: toml::Table = toml::from_str(&text).map_err(|error| ConfigError::toml(&file, &text, &error))?;
        let lines = DEFAULTS.lines().map(|line| {
            let (key, default) = line.trim_start_matches("# ").split_once(" = ").unwrap_or_default();
            set.get(key).map_or_else(|| line.to_owned(), |value| format!("{key} = {value}  # {default}"))
        });
        Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
    }

    /// The language to speak: `--lang` first, then `QUNXIANG_LANG`, the settings, and the locale
    /// (`LC_ALL`, `LC_MESSAGES`, `LANG`: the first that is set).
    pub fn language(&self, flag: Option<Lang>, environment: impl Fn(&str) -> Option<String>) -> Lang {
        let set = |name: &str| environment(name).filter(|value| !value.is_empty());
        let configured = match self.lang {
            Speak::Auto => None,
            Speak::Zh => Some(Lang::Zh),
            Speak::En => Some(Lang::En),
        };
        let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| set(name));
        flag.or_else(|| set("QUNXIANG_LANG").map(|value| Lang::from_locale(&value)))
            .or(configured)
            .unwrap_or_else(|| Lang::from_locale(&locale().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_defaults_are_the_defaults() {
        assert_eq!(Settings::read("config.toml", DEFAULTS).unwrap(), Settings::default());
    }

    #[test]
    fn a_wrong_key_is_named_with_its_line() {
        let error = Settings::read("config.toml", "lang = \"zh\"\ncolour = \"never\"\n").unwrap_err();
        assert_eq!((error.line, error.key.as_deref()), (2, Some("colour")));
        let error = Settings::read("config.toml", "# 说明\nmouse = 3\n").unwrap_err();
        assert_eq!((error.line, error.key.as_deref()), (2, Some("mouse")));
    }

    #[test]
    fn a_changed_setting_is_shown_with_its_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        assert_eq!(Settings::documented(&file).unwrap(), DEFAULTS);
        std::fs::write(&file, "theme = \"light\"\n").unwrap();
        let shown = Settings::documented(&file).unwrap();
        assert!(shown.contains("\ntheme = \"light\"  # \"auto\"\n"), "{shown}");
        std::fs::write(&file, &shown).unwrap();
        assert_eq!(Settings::load(&file).unwrap().theme, "light", "what is printed is a file of settings");
    }

    #[test]
    fn the_flag_beats_the_environment_beats_the_settings_beats_the_locale() {
        let environment = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let (auto, english) = (Settings::default(), Settings { lang: Speak::En, ..Settings::default() });
        assert_eq!(auto.language(None, environment(&[("LANG", "zh_CN.UTF-8")])), Lang::Zh);
        assert_eq!(auto.language(None, environment(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")])), Lang::En);
        assert_eq!(english.language(None, environment(&[("LANG", "zh_CN.UTF-8")])), Lang::En);
        assert_eq!(english.language(None, environment(&[("QUNXIANG_LANG", "zh")])), Lang::Zh);
        assert_eq!(auto.language(Some(Lang::En), environment(&[("QUNXIANG_LANG", "zh")])), Lang::En);
    }
}
