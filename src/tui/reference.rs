//! The key reference, rendered from the command registry.

use super::command::Scope;
use super::keymap::Keymap;
use crate::lang::{Lang, tui as say};

/// The whole reference as Markdown, in one language.
pub fn reference(lang: Lang) -> String {
    let mut text = format!("# {}\n\n{}\n", say::REFERENCE_TITLE.get(lang), say::REFERENCE_INTRO.get(lang));
    let keymap = Keymap::default();
    for scope in Scope::ALL {
        text.push_str(&format!("\n## {} `[{}]`\n\n", scope.title().get(lang), scope.name()));
        text.push_str(&format!(
            "| {} | {} | {} | {} |\n|---|---|---|---|\n",
            say::KEY.get(lang),
            say::COMMAND.get(lang),
            say::EFFECT.get(lang),
            say::COMMAND_NAME.get(lang),
        ));
        for bound in keymap.of(scope) {
            let keys: Vec<String> = bound.titles().iter().map(|key| format!("`{key}`")).collect();
            let (title, about) = (bound.command.title.get(lang), bound.command.about.get(lang));
            text.push_str(&format!("| {} | {title} | {about} | `{}` |\n", keys.join(" "), bound.command.name()));
        }
    }
    text
}
