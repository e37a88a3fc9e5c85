//! Styles by role, from a theme and what the terminal can show of it.

use ratatui::style::{Color, Modifier, Style};

pub(super) use crate::config::theme::Role;
use crate::config::theme::{BUILT_IN, Paint, Rgb, Theme};
use crate::lang::{Text, tui as say};

/// Which theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// For dark grounds.
    #[default]
    Dark,
    /// For light grounds.
    Light,
    /// Text that stands out by 7:1, on a black ground of its own.
    HighContrast,
    /// No colour: bold, dim and reverse only.
    Mono,
    /// The user's own.
    Own,
}

impl ThemeName {
    const ALL: [ThemeName; 5] =
        [ThemeName::Dark, ThemeName::Light, ThemeName::HighContrast, ThemeName::Mono, ThemeName::Own];

    /// The built-in theme of a name.
    pub fn named(name: &str) -> Option<ThemeName> {
        let place = BUILT_IN.iter().position(|(known, _)| *known == name)?;
        ThemeName::ALL.get(place).copied()
    }

    fn title(self) -> Text {
        match self {
            ThemeName::Dark => say::THEME_DARK,
            ThemeName::Light => say::THEME_LIGHT,
            ThemeName::HighContrast => say::THEME_HIGH_CONTRAST,
            ThemeName::Mono => say::THEME_MONO,
            ThemeName::Own => say::THEME_OWN,
        }
    }
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Depth {
    /// The sixteen of old, whose shades are the terminal's choice.
    Sixteen,
    /// The palette of 256.
    #[default]
    Palette,
    /// Any.
    True,
}

impl Depth {
    /// What `COLORTERM` and `TERM` say of the terminal.
    pub fn of(colorterm: &str, term: &str) -> Depth {
        match colorterm {
            "truecolor" | "24bit" => Depth::True,
            _ if term.contains("direct") => Depth::True,
            _ if term.contains("256color") => Depth::Palette,
            _ => Depth::Sixteen,
        }
    }
}

/// The styles of a theme on a terminal, and the other themes to turn to.
#[derive(Debug, Clone)]
pub(super) struct Palette {
    name: ThemeName,
    own: Option<Theme>,
    depth: Depth,
    styles: [Style; Role::ALL.len()],
    ground: Option<Style>,
}

impl Palette {
    pub(super) fn new(name: ThemeName, own: Option<Theme>, depth: Depth) -> Palette {
        let place = ThemeName::ALL.iter().position(|other| *other == name).unwrap_or_default();
        // A test reads every built-in theme; were one unreadable, text would still show.
        let built_in = BUILT_IN.get(place).and_then(|(name, text)| Theme::read(name, text).ok());
        let theme = built_in.or_else(|| own.clone()).unwrap_or_default();
        let styles = Role::ALL.map(|role| style(theme.paint(role), depth));
        let has_ground = theme.fill && depth != Depth::Sixteen;
        let ground = has_ground.then(|| styles[Role::Text as usize].bg(shade(theme.ground, depth)));
        Palette { name, own, depth, styles, ground }
    }

    /// Turns to the next theme; gives its name.
    pub(super) fn turn(&mut self) -> Text {
        let names = ThemeName::ALL.iter().filter(|name| **name != ThemeName::Own || self.own.is_some());
        let name = names.cycle().skip_while(|name| **name != self.name).nth(1).copied().unwrap_or_default();
        *self = Palette::new(name, self.own.take(), self.depth);
        name.title()
    }

    /// The style of a role.
    pub(super) fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// What lies under everything, if the theme lays a ground itself.
    pub(super) fn ground(&self) -> Option<Style> {
        self.ground
    }
}

fn style(paint: Paint, depth: Depth) -> Style {
    let mut style = Style::new();
    // Sixteen colours differ from terminal to terminal: only swapping them is sure to be readable.
    let is_swapped = paint.reverse || paint.bg.is_some() && depth == Depth::Sixteen;
    let marks = [
        (paint.bold, Modifier::BOLD),
        (paint.dim, Modifier::DIM),
        (is_swapped, Modifier::REVERSED),
        (paint.underline, Modifier::UNDERLINED),
    ];
    for (_, modifier) in marks.into_iter().filter(|(is_set, _)| *is_set) {
        style = style.add_modifier(modifier);
    }
    if depth == Depth::Sixteen {
        return paint.ansi.map_or(style, |number| style.fg(Color::Indexed(number)));
    }
    if let Some(fg) = paint.fg {
        style = style.fg(shade(fg, depth));
    }
    paint.bg.map_or(style, |bg| style.bg(shade(bg, depth)))
}

fn shade(colour: Rgb, depth: Depth) -> Color {
    match depth {
        Depth::True => Color::Rgb(colour.0, colour.1, colour.2),
        _ => Color::Indexed(nearest(colour)),
    }
}

/// The colour of the 256 that is nearest: of the cube and the greys, since the first sixteen differ
/// from terminal to terminal.
fn nearest(colour: Rgb) -> u8 {
    let distance = |number: &u8| {
        let Rgb(red, green, blue) = in_palette(*number);
        let apart = |one: u8, other: u8| i32::from(one.abs_diff(other)).pow(2);
        apart(red, colour.0) + apart(green, colour.1) + apart(blue, colour.2)
    };
    (16..=255).min_by_key(distance).unwrap_or(16)
}

/// A colour of xterm's palette, from 16 on: a cube of six steps, then 24 greys.
fn in_palette(number: u8) -> Rgb {
    if number >= 232 {
        let grey = 8 + 10 * (number - 232);
        return Rgb(grey, grey, grey);
    }
    let place = number.saturating_sub(16);
    let step = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
    Rgb(step(place / 36), step(place / 6 % 6), step(place % 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_shown_as_many_colours_as_it_has() {
        let depths = [
            (("truecolor", "xterm"), Depth::True),
            (("", "xterm-256color"), Depth::Palette),
            (("", "linux"), Depth::Sixteen),
            (("yes", "screen-256color"), Depth::Palette),
        ];
        for ((colorterm, term), depth) in depths {
            assert_eq!(Depth::of(colorterm, term), depth, "{colorterm} {term}");
        }
        let selected = |depth| Palette::new(ThemeName::Dark, None, depth).style(Role::Selected);
        assert_eq!(selected(Depth::True).bg, Some(Color::Rgb(0, 0x5f, 0x87)));
        assert_eq!(selected(Depth::Palette).bg, Some(Color::Indexed(24)));
        assert_eq!(selected(Depth::Sixteen), Style::new().add_modifier(Modifier::REVERSED));
    }

    #[test]
    fn the_palette_of_256_keeps_the_contrast_of_the_theme() {
        for (name, least) in [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0)] {
            let theme = Theme::built_in(name).unwrap();
            for role in Role::ALL.into_iter().filter(|role| !matches!(role, Role::Border | Role::Bar)) {
                let paint = theme.paint(role);
                let Some(fg) = paint.fg else { continue };
                let ground = in_palette(nearest(paint.bg.unwrap_or(theme.ground)));
                let contrast = in_palette(nearest(fg)).contrast(ground);
                assert!(contrast >= least, "{role:?} of {name}: {contrast:.2}");
            }
        }
    }
}
