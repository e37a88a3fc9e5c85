//! `members`: a list.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Selection, Whom};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    selection: Selection,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = self.whom.filter(&session)?;
        self.selection.list(console, &session, filter)?;
        Ok(Exit::Done)
    }
}
