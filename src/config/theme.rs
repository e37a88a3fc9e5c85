//! Themes: a colour and weight for each role a piece of the screen may have. The built-in ones stand in
//! `assets/themes`; one of the user's own lies in `themes/NAME.toml` beside the settings.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::error::{ConfigError, ConfigProblem, text_of};

/// The built-in themes by name, in the order the explorer turns through them.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// What a piece of the screen is for; in the order of [`Role::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Secondary text.
    Dim,
    /// Titles and table headers.
    Title,
    /// What the eye should find: values, tags, the active tab.
    Accent,
    /// The row under the cursor.
    Selected,
    /// Good news, and evidence for.
    Good,
    /// Doubt, and medium risk.
    Warn,
    /// Errors, high risk, and evidence against.
    Bad,
    /// Frames and rules.
    Border,
    /// Names of keys.
    Key,
    /// Bars, heat maps and sparklines.
    Bar,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 11] = [
        Role::Text,
        Role::Dim,
        Role::Title,
        Role::Accent,
        Role::Selected,
        Role::Good,
        Role::Warn,
        Role::Bad,
        Role::Border,
        Role::Key,
        Role::Bar,
    ];
}

/// A colour, written `#rrggbb`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Rgb(pub u8, pub u8, pub u8);

impl TryFrom<String> for Rgb {
    type Error = String;

    fn try_from(text: String) -> Result<Rgb, String> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number.ok_or_else(|| format!("{text}: #rrggbb"))?.to_be_bytes();
        Ok(Rgb(red, green, blue))
    }
}

impl Rgb {
    /// How far two colours stand apart, from 1 to 21: the contrast ratio of WCAG 2.
    pub fn contrast(self, other: Rgb) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Relative luminance, from 0 to 1 (WCAG 2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| match f64::from(part) / 255.0 {
            part @ ..=0.04045 => part / 12.92,
            part => ((part + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// How a role looks; what is not said is the terminal's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paint {
    /// Foreground.
    pub fg: Option<Rgb>,
    /// Background.
    pub bg: Option<Rgb>,
    /// The foreground where there are 16 colours only, 0 to 15.
    pub ansi: Option<u8>,
    /// Bold.
    pub bold: bool,
    /// Dim.
    pub dim: bool,
    /// Foreground and background swapped.
    pub reverse: bool,
    /// Underlined.
    pub underline: bool,
}

/// A whole theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// The ground it was made for.
    pub ground: Rgb,
    /// Whether it lays that ground itself.
    pub fill: bool,
    paints: BTreeMap<Role, Paint>,
}

#[derive(Deserialize)]
struct Written {
    base: Option<String>,
    ground: Option<Rgb>,
    fill: Option<bool>,
    #[serde(flatten)]
    paints: BTreeMap<Role, Paint>,
}

impl Theme {
    /// A built-in theme.
    ///
    /// # Errors
    /// Where no built-in theme has the name, or a file of the program itself is wrong.
    pub fn built_in(name: &str) -> Result<Theme, ConfigError> {
        let found = BUILT_IN.iter().find(|(known, _)| *known == name);
        let Some((_, text)) = found else { return Err(unknown(name, name)) };
        Theme::read(name, text)
    }

    /// The user's own theme.
    ///
    /// # Errors
    /// If there is none of the name in the folder, or the file is wrong.
    pub fn load(folder: &Path, name: &str) -> Result<Theme, ConfigError> {
        let path = folder.join(format!("{name}.toml"));
        let file = path.display().to_string();
        let text = text_of(&path)?.ok_or_else(|| unknown(&file, name))?;
        Theme::read(&file, &text)
    }

    /// Reads the text of a theme file.
    ///
    /// # Errors
    /// If it is no TOML of roles and colours, or is based on a theme there is not.
    pub fn read(file: &str, text: &str) -> Result<Theme, ConfigError> {
        let Written { base, ground, fill, paints } =
            toml::from_str(text).map_err(|error| ConfigError::toml(file, text, &error))?;
        let mut theme = match base {
            Some(base) => Theme::built_in(&base).map_err(|_| unknown(file, &base))?,
            None => Theme::default(),
        };
        theme.ground = ground.unwrap_or(theme.ground);
        theme.fill = fill.unwrap_or(theme.fill);
        theme.paints.extend(paints);
        Ok(theme)
    }

    /// How a role looks.
    pub fn paint(&self, role: Role) -> Paint {
        self.paints.get(&role).copied().unwrap_or_default()
    }
}

fn unknown(file: &str, name: &str) -> ConfigError {
    let known: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    let problem = ConfigProblem::UnknownTheme(name.to_owned(), known.join(", "));
    ConfigError { file: file.to_owned(), line: 1, key: None, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_says_something_of_every_role() {
        for (name, text) in BUILT_IN {
            let theme = Theme::read(name, text).unwrap();
            assert_eq!(theme.paints.len(), Role::ALL.len(), "{name}");
        }
    }

    #[test]
    fn text_stands_out_from_its_ground() {
        for (name, least) in [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0)] {
            let theme = Theme::built_in(name).unwrap();
            for role in Role::ALL {
                let paint = theme.paint(role);
                let Some(fg) = paint.fg else { continue };
                let contrast = fg.contrast(paint.bg.unwrap_or(theme.ground));
                // What is no text has to be seen, not read (WCAG 1.4.11); rules may be fainter than that.
                let least = match role {
                    Role::Border => 2.0,
                    Role::Bar => 3.0,
                    _ => least,
                };
                assert!(contrast >= least, "{role:?} of {name}: {contrast:.2}");
            }
        }
    }

    #[test]
    fn a_theme_of_ones_own_changes_what_it_names_and_its_mistakes_have_a_line() {
        let own = Theme::read("mine.toml", "base = \"dark\"\n[accent]\nfg = \"#ff00ff\"\n").unwrap();
        assert_eq!(own.paint(Role::Accent).fg, Some(Rgb(255, 0, 255)));
        assert_eq!(own.paint(Role::Dim), Theme::built_in("dark").unwrap().paint(Role::Dim));
        assert!(Theme::read("mine.toml", "base = \"drak\"").is_err());
        assert!(Theme::read("mine.toml", "[accnt]\nbold = true").is_err());
        assert!(Theme::read("mine.toml", "[accent]\nfg = \"red\"").is_err());
    }
}
