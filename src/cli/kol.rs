//! `kol`: opinion leaders, ranked.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::ranking::Ranked;
use crate::lang::cli as words;
use crate::task::request::Ranking;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    ranked: Ranked,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        self.ranked.list(console, Ranking::Kol, ("score", words::INFLUENCE))
    }
}
