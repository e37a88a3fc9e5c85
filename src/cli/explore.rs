//! No command: the explorer.

use std::io::{IsTerminal, stdout};

use super::Exit;
use super::console::Console;
use super::demo;
use super::problem::Problem;
use crate::config::{Keys, paths};
use crate::lang::cli as words;
use crate::task::desk;
use crate::tui::{self, Keymap, Leave};

/// Opens the explorer; where there is no store yet, and no terminal to open it on, says how to begin.
pub(super) fn explore(console: &mut Console) -> anyhow::Result<Exit> {
    if !console.db.exists() && !stdout().is_terminal() {
        let welcome = words::welcome(console.lang, &console.db_shown());
        welcome.lines().try_for_each(|line| console.line(line))?;
        return Ok(Exit::Done);
    }
    match enter(console)? {
        Leave::Quit => Ok(Exit::Done),
        Leave::Demo => demo::show(console),
    }
}

/// Opens the explorer over the store, or over the wish for one.
pub(super) fn enter(console: &Console) -> anyhow::Result<Leave> {
    if !stdout().is_terminal() {
        return Err(Problem::usage(words::NO_TERMINAL.get(console.lang)).into());
    }
    let keymap = keymap(console)?;
    let (desk, place) = desk::open(&console.db, console.lang)?;
    let plain = tui::Options::default();
    let theme = if console.mono { tui::ThemeName::Mono } else { plain.theme };
    let options = tui::Options {
        lang: console.lang,
        calendar: place.calendar,
        theme,
        mouse: console.mouse,
        keymap,
        banner: place.banner,
        ..plain
    };
    tui::run(&options, &desk)
}

/// The keys, with the user's changes.
fn keymap(console: &Console) -> anyhow::Result<Keymap> {
    let Ok(file) = paths::keymap_file() else { return Ok(Keymap::default()) };
    let read = Keys::load(&file).and_then(|changes| Keymap::changed(&changes));
    read.map_err(|error| Problem::usage(error.say(console.lang)).into())
}
