//! `undo`: what the operator did last is taken back.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::problem::Problem;
use crate::lang::journal as say;
use crate::model::journal::Turn;
use crate::task::log;
use crate::task::request::{Way, Work};

#[derive(Debug, Args)]
pub(super) struct Arguments {}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        console.work(Work::Undo)
    }
}

/// Says what came of taking an act back, or of doing it again.
pub(super) fn show(console: &mut Console, way: Way, turn: Option<&Turn>) -> anyhow::Result<()> {
    let lang = console.lang;
    let Some(turn) = turn else {
        let nothing = if way == Way::Back { say::NOTHING_TO_UNDO } else { say::NOTHING_TO_REDO };
        return Err(Problem::failed(nothing.get(lang).to_owned()).into());
    };
    let what = log::told(&turn.entry, &turn.entry.name, &turn.entry.other, lang);
    let said = log::turned(way, turn, &what, lang).map_err(Problem::failed)?;
    Ok(console.line(&said)?)
}
