//! `update`: the folders imported before, read again.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::import;
use super::listing::Printing;
use super::problem::Problem;
use crate::lang::cli as words;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let mut session = console.session()?;
        let Some((report, built)) = console.watched(|watch| session.update(watch))? else {
            return Err(Problem::failed(words::NO_FOLDERS.get(console.lang)).into());
        };
        import::show(console, self.printing.format(), &report, built.as_ref(), false)
    }
}
