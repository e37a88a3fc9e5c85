//! `redo`: what was taken back last is done again.

use clap::Args;

use super::Exit;
use super::console::Console;
use crate::task::request::Work;

#[derive(Debug, Args)]
pub(super) struct Arguments {}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        console.work(Work::Redo)
    }
}
