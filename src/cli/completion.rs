//! `completion`: scripts for shells.

use std::io::Write;

use clap::Args;
use clap_complete::Shell;

use super::console::Console;
use super::{Exit, tree};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut tree(console.lang), "qunxiang", &mut script);
        console.out().write_all(&script)?;
        Ok(Exit::Done)
    }
}
