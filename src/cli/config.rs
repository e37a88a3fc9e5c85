//! `config`: every setting with its default, and where the files are.

use std::io::Write;

use clap::Args;

use super::Exit;
use super::console::Console;
use super::problem::Problem;
use crate::config::{Settings, paths};
use crate::lang::cli as words;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long)]
    path: bool,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let lang = console.lang;
        let file = paths::settings_file().map_err(|error| Problem::failed(error.say(lang)))?;
        if self.path {
            console.line(&file.display().to_string())?;
            return Ok(Exit::Done);
        }
        let shown = Settings::documented(&file).map_err(|error| Problem::usage(error.say(lang)))?;
        console.out().write_all(shown.as_bytes())?;
        let there = if file.exists() { words::SETTINGS_AT } else { words::NO_SETTINGS_AT };
        console.hint(&format!("{}{}", there.get(lang), file.display()))?;
        Ok(Exit::Done)
    }
}
