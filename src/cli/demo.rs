//! `demo`: an invented community to try things on.

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
            console.db = paths::demo_store().map_err(|error| Problem::failed(error.say(console.lang)))?;
        }
        let session = console.watched(|watch| Session::demo(&console.db, console.lang, watch))?;
        if !self.no_tui {
            return enter(console, &session);
        }
        let line = words::demo_built(console.lang, &console.db_shown());
        line.lines().try_for_each(|line| console.line(line))?;
        Ok(Exit::Done)
    }
}
