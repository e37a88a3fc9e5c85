//! `demo`: an invented community to try things on.

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::console::Console;
use super::explore::enter;
use super::problem::Problem;
use crate::config::paths;
use crate::lang::cli as words;
use crate::task::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long)]
    no_tui: bool,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        if !console.db_named {
            console.db = own_store(console)?;
        }
        build(console)?;
        if !self.no_tui {
            enter(console)?;
            return Ok(Exit::Done);
        }
        let line = words::demo_built(console.lang, &console.db_shown());
        line.lines().try_for_each(|line| console.line(line))?;
        Ok(Exit::Done)
    }
}

/// The demo in a store of its own, whatever store was asked for before.
pub(super) fn show(console: &mut Console) -> anyhow::Result<Exit> {
    console.db = own_store(console)?;
    build(console)?;
    enter(console)?;
    Ok(Exit::Done)
}

fn own_store(console: &Console) -> anyhow::Result<PathBuf> {
    paths::demo_store().map_err(|error| Problem::failed(error.say(console.lang)).into())
}

fn build(console: &Console) -> anyhow::Result<()> {
    console.watched(|watch| Session::demo(&console.db, console.lang, watch)).map(drop)
}
