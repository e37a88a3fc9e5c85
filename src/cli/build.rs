//! `build`: profiles brought up to date.

use clap::Args;

use super::console::Console;
use super::import::say_built;
use super::listing::{Format, Printing};
use super::{Exit, day, json};
use crate::task::session::BuildOrder;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "NAME")]
    scheme: Option<String>,
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let as_of = self.as_of.as_deref().map(|text| day::read(text, console.lang)).transpose()?;
        let mut session = console.session()?;
        let order = BuildOrder { all: self.all, scheme: self.scheme, as_of };
        let report = console.watched(|watch| session.build(&order, watch))?;
        match self.printing.format() {
            Format::Table => say_built(console, Some(&report))?,
            _ => console.json(&json::view(&report, session.calendar())?)?,
        }
        Ok(Exit::Done)
    }
}
