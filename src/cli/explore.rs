//! No command: the explorer.

use std::io::{IsTerminal, stdout};

use super::Exit;
use super::console::Console;
use super::problem::Problem;
use crate::lang::cli as words;
use crate::task::{desk, session::Session};
use crate::tui;

/// Opens the explorer over the store; without one, says how to begin.
pub(super) fn explore(console: &mut Console) -> anyhow::Result<Exit> {
    if !console.db.exists() {
        let welcome = words::welcome(console.lang, &console.db_shown());
        for line in welcome.lines() {
            console.line(line)?;
        }
        return Ok(Exit::Done);
    }
    let session = console.session()?;
    enter(console, &session)
}

/// Opens the explorer over a store that is open.
pub(super) fn enter(console: &Console, session: &Session) -> anyhow::Result<Exit> {
    if !stdout().is_terminal() {
        return Err(Problem::usage(words::NO_TERMINAL.get(console.lang)).into());
    }
    let plain = tui::Options::default();
    let theme = if console.mono { tui::ThemeName::Mono } else { plain.theme };
    let calendar = session.calendar().clone();
    let banner = session.read_only();
    let options = tui::Options { lang: console.lang, calendar, theme, mouse: console.mouse, banner, ..plain };
    tui::run(&options, &desk::open(&console.db, console.lang)?)?;
    Ok(Exit::Done)
}
