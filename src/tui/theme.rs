//! Colours by role. All are of the 256-colour palette, so that one table serves every terminal;
//! the mono theme uses no colour at all.

use ratatui::style::{Color, Modifier, Style};

/// Which table of colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// For dark backgrounds.
    #[default]
    Dark,
    /// For light backgrounds.
    Light,
    /// No colour: bold, dim and reverse only.
    Mono,
}

impl ThemeName {
    /// The theme a key press leads to.
    pub(super) fn next(self) -> ThemeName {
        match self {
            ThemeName::Dark => ThemeName::Light,
            ThemeName::Light => ThemeName::Mono,
            ThemeName::Mono => ThemeName::Dark,
        }
    }
}

/// What a piece of the screen is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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

/// The style of a role in a theme.
pub(super) fn style(theme: ThemeName, role: Role) -> Style {
    let plain = Style::new();
    if theme == ThemeName::Mono {
        return match role {
            Role::Title | Role::Accent | Role::Key => plain.add_modifier(Modifier::BOLD),
            Role::Dim | Role::Border => plain.add_modifier(Modifier::DIM),
            Role::Selected => plain.add_modifier(Modifier::REVERSED),
            Role::Bad => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Text | Role::Good | Role::Warn | Role::Bar => plain,
        };
    }
    let (dark, light) = match role {
        Role::Text => return plain,
        Role::Dim => (245, 243),
        Role::Title => return colour(theme, 153, 24).add_modifier(Modifier::BOLD),
        Role::Accent => (80, 30),
        Role::Selected => {
            let (foreground, background) = if theme == ThemeName::Dark { (231, 24) } else { (16, 153) };
            return plain.fg(Color::Indexed(foreground)).bg(Color::Indexed(background));
        }
        Role::Good => (114, 28),
        Role::Warn => (221, 130),
        Role::Bad => (210, 160),
        Role::Border => (240, 248),
        Role::Key => return colour(theme, 222, 94).add_modifier(Modifier::BOLD),
        Role::Bar => (74, 31),
    };
    colour(theme, dark, light)
}

fn colour(theme: ThemeName, dark: u8, light: u8) -> Style {
    Style::new().fg(Color::Indexed(if theme == ThemeName::Light { light } else { dark }))
}
