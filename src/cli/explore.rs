//! No command: the explorer.

use std::io::{IsTerminal, stdout};

use super::Exit;
use super::console::Console;
use super::demo;
use super::problem::Problem;
use crate::config::settings::AUTO;
use crate::config::{Keys, Theme, paths};
use crate::lang::cli as words;
use crate::task::desk;
use crate::tui::{self, Depth, Keymap, Leave, ThemeName};

/// Opens the explorer; where there is no store yet, and no terminal to open it on, says how to begin.
pub(super) fn explore(console: &mut Console) -> anyhow::Result<Exit> {
    if !console.db.exists() && !stdout().is_terminal() {
        let welcome = words::welcome(console.lang, &console.db_shown());
        welcome.lines().try_for_each(|line| console.line(line))?;
        return Ok(Exit::Done);
    }
    match enter(console)? {
        Leave::Quit => Ok(Exit::Done),
        Leave::Ended => ended(console),
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
    let (theme, own_theme) = theme(console)?;
    let options = tui::Options {
        lang: console.lang,
        calendar: place.calendar,
        theme,
        own_theme,
        depth: Depth::of(&variable("COLORTERM"), &variable("TERM")),
        ascii: console.settings.ascii,
        mouse: console.settings.mouse,
        privacy: console.settings.privacy,
        columns: console.settings.columns.clone(),
        keymap,
        banner: place.banner,
    };
    let left = tui::run(&options, &desk);
    desk.close(place.writer);
    left
}

/// The keys, with the user's changes.
fn keymap(console: &Console) -> anyhow::Result<Keymap> {
    let Ok(file) = paths::keymap_file() else { return Ok(Keymap::default()) };
    let read = Keys::load(&file).and_then(|changes| Keymap::changed(&changes));
    read.map_err(|error| Problem::usage(error.say(console.lang)).into())
}

/// Ended from outside: nobody may be there to read it, but who is learns where to look.
fn ended(console: &mut Console) -> anyhow::Result<Exit> {
    if let Ok(log) = paths::log_file() {
        console.hint(&format!("{}{}", words::ENDED.get(console.lang), log.display()))?;
    }
    Ok(Exit::Done)
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// The theme of the settings: a built-in one, or the user's own.
fn theme(console: &Console) -> anyhow::Result<(ThemeName, Option<Theme>)> {
    let name = console.settings.theme.as_str();
    match ThemeName::named(name) {
        _ if console.mono || variable("TERM") == "dumb" => Ok((ThemeName::Mono, None)),
        Some(theme) => Ok((theme, None)),
        None if name == AUTO => Ok((theme_for(&variable("COLORFGBG")), None)),
        None => {
            let own = paths::theme_folder().map_err(|error| Problem::failed(error.say(console.lang)))?;
            let read = Theme::load(&own, name).map_err(|error| Problem::usage(error.say(console.lang)))?;
            Ok((ThemeName::Own, Some(read)))
        }
    }
}

/// The theme for the ground that some terminals tell of: `COLORFGBG` ends in its number, of which 7 and
/// 9 to 15 are light.
fn theme_for(ground: &str) -> ThemeName {
    match ground.rsplit(';').next().and_then(|number| number.parse().ok()) {
        Some(7 | 9..=15) => ThemeName::Light,
        _ => ThemeName::Dark,
    }
}
