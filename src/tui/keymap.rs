//! Which keys mean what: the registry's own keys, with the user's changes over them.

use strsim::damerau_levenshtein;

use super::command::{COMMANDS, Command, Scope};
use super::keys::{self, Key};
use crate::config::{ConfigError, ConfigProblem, KeyChange, Keys};
use crate::lang::{Lang, tui as say};
use crate::text::initials;

/// A command with the keys that mean it, of which the first is shown.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) command: &'static Command,
    keys: Vec<String>,
}

impl Bound {
    pub(super) fn binds(&self, key: Key) -> bool {
        self.keys.iter().any(|name| Key::named(name) == Some(key))
    }

    /// The first key, if it has any left.
    pub(super) fn key(&self) -> Option<Key> {
        self.keys.first().and_then(|name| Key::named(name))
    }

    /// The first key as it is shown; nothing, if it has none.
    pub(super) fn title(&self) -> String {
        self.keys.first().map(|name| keys::title(name)).unwrap_or_default()
    }

    /// What it is called: its title in both languages, its name, its keys.
    pub(super) fn called(&self) -> Vec<String> {
        let title = self.command.title;
        let own = [title.zh.to_owned(), title.en.to_owned(), self.command.name(), initials::of(title.zh)];
        own.into_iter().chain(self.titles()).collect()
    }

    /// All keys as they are shown.
    pub(super) fn titles(&self) -> Vec<String> {
        self.keys.iter().map(|name| keys::title(name)).collect()
    }
}

/// Every command with its keys, in the registry's order.
#[derive(Debug, Clone)]
pub struct Keymap {
    bounds: Vec<Bound>,
    shadows: Vec<Shadow>,
}

/// A key that a keymap gives to a command of many screens and that means something else on one of them.
#[derive(Debug, Clone)]
struct Shadow {
    key: String,
    command: &'static Command,
    /// What it means there, where a screen's own keys come first.
    inner: &'static Command,
}

impl Default for Keymap {
    fn default() -> Keymap {
        let bound = |command: &'static Command| Bound {
            command,
            keys: command.keys.iter().map(|key| (*key).to_owned()).collect(),
        };
        Keymap { bounds: COMMANDS.iter().map(bound).collect(), shadows: Vec::new() }
    }
}

impl Keymap {
    /// The registry's keys with a keymap's changes over them: first what it frees, then what it adds.
    ///
    /// # Errors
    /// Names a scope, command or key there is not, or a key that another command of the scope has.
    pub fn changed(changes: &Keys) -> Result<Keymap, ConfigError> {
        let mut keymap = Keymap::default();
        for change in changes.of(KeyChange::is_freeing) {
            let at = |problem| changes.error(change, problem);
            let scope = scope_named(&change.scope).map_err(at)?;
            for name in &change.keys {
                let key = key_named(name, scope).map_err(at)?;
                keymap.free(scope, key, name).map_err(at)?;
            }
        }
        for change in changes.of(|change| !change.is_freeing()) {
            let at = |problem| changes.error(change, problem);
            let scope = scope_named(&change.scope).map_err(at)?;
            // In reverse, so that the first one stands first.
            for name in change.keys.iter().rev() {
                let key = key_named(name, scope).map_err(at)?;
                keymap.add(scope, &change.command, key, name).map_err(at)?;
            }
        }
        keymap.shadows = keymap.shadowed(changes);
        Ok(keymap)
    }

    /// Names the keys that a keymap gave to commands of many screens and that some screen has for itself.
    pub(super) fn shadowed_keys(&self, lang: Lang) -> Option<String> {
        let said = self.shadows.iter().map(|Shadow { key, command, inner }| {
            let (screen, there) = (inner.scope.title().get(lang), inner.title.get(lang));
            say::shadowed(lang, key, command.title.get(lang), screen, there)
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join(lang.pick(("；", "; "))))
    }

    fn shadowed(&self, changes: &Keys) -> Vec<Shadow> {
        let mut found = Vec::new();
        for change in changes.of(|change| !change.is_freeing()) {
            let Some(outer) = self.find(&format!("{}/{}", change.scope, change.command)) else { continue };
            for name in &change.keys {
                let taken = self.bounds.iter().filter(|inner| {
                    inner.command.scope.is_within(outer.command.scope)
                        && inner.command.id != outer.command.id
                        && Key::named(name).is_some_and(|key| inner.binds(key))
                });
                found.extend(taken.map(|inner| Shadow {
                    key: keys::title(name),
                    command: outer.command,
                    inner: inner.command,
                }));
            }
        }
        found
    }

    /// The commands of a scope.
    pub(super) fn of(&self, scope: Scope) -> impl Iterator<Item = &Bound> {
        self.bounds.iter().filter(move |bound| bound.command.scope == scope)
    }

    /// A command by `scope/name`.
    pub(super) fn find(&self, place: &str) -> Option<&Bound> {
        self.bounds.iter().find(|bound| bound.command.place() == place)
    }

    fn free(&mut self, scope: Scope, key: Key, name: &str) -> Result<(), ConfigProblem> {
        let mut was_bound = false;
        for bound in self.bounds.iter_mut().filter(|bound| bound.command.scope == scope) {
            was_bound |= bound.binds(key);
            bound.keys.retain(|name| Key::named(name) != Some(key));
        }
        if was_bound { Ok(()) } else { Err(ConfigProblem::KeyIsFree(name.to_owned())) }
    }

    fn add(&mut self, scope: Scope, command: &str, key: Key, name: &str) -> Result<(), ConfigProblem> {
        if !self.of(scope).any(|bound| bound.command.name() == command) {
            return Err(unknown_command(scope, command));
        }
        for bound in self.bounds.iter_mut().filter(|bound| bound.command.scope == scope) {
            if bound.command.name() == command {
                bound.keys.retain(|name| Key::named(name) != Some(key));
                bound.keys.insert(0, name.to_owned());
            } else if bound.binds(key) {
                return Err(ConfigProblem::KeyTaken(name.to_owned(), bound.command.name()));
            }
        }
        Ok(())
    }
}

fn scope_named(name: &str) -> Result<Scope, ConfigProblem> {
    let scope = Scope::ALL.into_iter().find(|scope| scope.name() == name);
    let names = || Scope::ALL.map(Scope::name);
    scope.ok_or_else(|| ConfigProblem::UnknownScope(name.to_owned(), names().join(", ")))
}

fn key_named(name: &str, scope: Scope) -> Result<Key, ConfigProblem> {
    let key = Key::named(name).ok_or_else(|| ConfigProblem::UnknownKey(name.to_owned()))?;
    match key.typed() {
        Some(_) if scope == Scope::Typing => Err(ConfigProblem::KeyIsText(name.to_owned())),
        _ => Ok(key),
    }
}

fn unknown_command(scope: Scope, name: &str) -> ConfigProblem {
    let names = COMMANDS.iter().filter(|command| command.scope == scope).map(Command::name);
    let nearest = names.min_by_key(|other| damerau_levenshtein(other, name));
    ConfigProblem::UnknownCommand(name.to_owned(), nearest.unwrap_or_default())
}
