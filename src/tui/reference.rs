//! The key reference, rendered from the command registry.

use super::command::{COMMANDS, Scope};
use super::keys;
use crate::lang::{Lang, tui as say};

/// The whole reference as Markdown, in one language.
pub fn reference(lang: Lang) -> String {
    let mut text = format!("# {}\n\n{}\n", say::REFERENCE_TITLE.get(lang), say::REFERENCE_INTRO.get(lang));
    for scope in Scope::ALL {
        text.push_str(&format!("\n## {}\n\n", scope.title().get(lang)));
        text.push_str(&format!(
            "| {} | {} | {} |\n|---|---|---|\n",
            say::KEY.get(lang),
            say::COMMAND.get(lang),
            say::EFFECT.get(lang)
        ));
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{}`", keys::title(key))).collect();
            let line = format!("| {} | {} | {} |\n", keys.join(" "), command.title.get(lang), command.about.get(lang));
            text.push_str(&line);
        }
    }
    text
}
