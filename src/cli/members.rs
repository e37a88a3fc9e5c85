//! `members`: a list.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Selection, optional};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    #[command(flatten)]
    selection: Selection,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = optional(&session, self.filter.as_deref())?;
        self.selection.list(console, &session, filter)?;
        Ok(Exit::Done)
    }
}
