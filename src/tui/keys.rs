//! Keys: how a press is named in the command registry, and read from the terminal.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One key press, without regard to how the terminal encodes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Which key; letters carry their case.
    pub code: KeyCode,
    /// With Ctrl held.
    pub ctrl: bool,
    /// With Alt held.
    pub alt: bool,
}

impl Key {
    /// Reads a name such as `ctrl-p`, `enter`, `f1` or `G`.
    pub fn named(name: &str) -> Option<Key> {
        if let Some(rest) = name.strip_prefix("ctrl-") {
            return Key::named(rest).map(|key| Key { ctrl: true, ..key });
        }
        if let Some(rest) = name.strip_prefix("alt-") {
            return Key::named(rest).map(|key| Key { alt: true, ..key });
        }
        let code = match name {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "shift-tab" => KeyCode::BackTab,
            "backspace" => KeyCode::Backspace,
            "delete" => KeyCode::Delete,
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "pgup" => KeyCode::PageUp,
            "pgdn" => KeyCode::PageDown,
            "space" => KeyCode::Char(' '),
            _ => function_key(name).or_else(|| single_char(name))?,
        };
        Some(Key { code, ctrl: false, alt: false })
    }

    /// The character typed, if this is one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(char) if !self.ctrl && !self.alt => Some(char),
            _ => None,
        }
    }

    /// The same key as commands know it: what an input method types full-width reads as plain.
    pub fn plain(self) -> Key {
        let KeyCode::Char(char) = self.code else { return self };
        let code = match char {
            '\u{3000}' => ' ',
            // What the keys of `\\` and of the backtick give there.
            '、' => '\\',
            '·' => '`',
            '。' => '.',
            '【' | '「' => '[',
            '】' | '」' => ']',
            '《' => '<',
            '》' => '>',
            '！'..='～' => char::from_u32(char as u32 - 0xFEE0).unwrap_or(char),
            _ => char,
        };
        Key { code: KeyCode::Char(code), ..self }
    }
}

fn function_key(name: &str) -> Option<KeyCode> {
    let number = name.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&number).then_some(KeyCode::F(number))
}

fn single_char(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(char), None) => Some(KeyCode::Char(char)),
        _ => None,
    }
}

/// A variant's name as keymaps write it: `SaveSegment` is `save-segment`, `Go(Today)` is `go-today`.
pub(super) fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for char in variant.chars().filter(char::is_ascii_alphanumeric) {
        if char.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(char.to_ascii_lowercase());
    }
    name
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Key {
        Key {
            code: event.code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }
}

/// A key's name as help and the bottom bar print it.
pub(super) fn title(name: &str) -> String {
    match name {
        "enter" => "Enter".to_owned(),
        "esc" => "Esc".to_owned(),
        "tab" => "Tab".to_owned(),
        "shift-tab" => "Shift-Tab".to_owned(),
        "backspace" => "Backspace".to_owned(),
        "delete" => "Del".to_owned(),
        "up" => "↑".to_owned(),
        "down" => "↓".to_owned(),
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        "space" => "Space".to_owned(),
        _ if function_key(name).is_some() => name.to_uppercase(),
        _ => match (name.strip_prefix("ctrl-"), name.strip_prefix("alt-")) {
            (Some(rest), _) => format!("Ctrl-{}", title(rest).to_uppercase()),
            (_, Some(rest)) => format!("Alt-{}", title(rest).to_uppercase()),
            _ => name.to_owned(),
        },
    }
}
