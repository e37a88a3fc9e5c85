//! The key reference, rendered from the command registry.

use super::command::Scope;
use super::keymap::{Bound, Keymap};
use crate::lang::{Lang, tui as say};

/// A command as the reference tells of it: its keys, title, what it does, and its name in a keymap.
pub struct KeyLine {
    /// All its keys, the one that is shown first.
    pub keys: Vec<String>,
    /// Its title.
    pub title: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What `keymap.toml` calls it.
    pub name: String,
}

/// Every place where keys mean something, with its title, its name in a keymap, and its commands.
pub fn key_lines(lang: Lang) -> Vec<(&'static str, String, Vec<KeyLine>)> {
    let keymap = Keymap::default();
    let lines = |scope| {
        let line = |bound: &Bound| KeyLine {
            keys: bound.titles(),
            title: bound.command.title.get(lang),
            about: bound.command.about.get(lang),
            name: bound.command.name(),
        };
        keymap.of(scope).map(line).collect()
    };
    Scope::ALL.into_iter().map(|scope| (scope.title().get(lang), scope.name(), lines(scope))).collect()
}

/// The whole reference as Markdown, in one language.
pub fn reference(lang: Lang) -> String {
    let mut text = format!("# {}\n\n{}\n", say::REFERENCE_TITLE.get(lang), say::REFERENCE_INTRO.get(lang));
    for (title, name, lines) in key_lines(lang) {
        text.push_str(&format!("\n## {title} `[{name}]`\n\n"));
        text.push_str(&format!(
            "| {} | {} | {} | {} |\n|---|---|---|---|\n",
            say::KEY.get(lang),
            say::COMMAND.get(lang),
            say::EFFECT.get(lang),
            say::COMMAND_NAME.get(lang),
        ));
        for KeyLine { keys, title, about, name } in lines {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            text.push_str(&format!("| {} | {title} | {about} | `{name}` |\n", keys.join(" ")));
        }
    }
    text
}
