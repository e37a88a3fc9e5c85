//! `report`: a page on the community, for people who do not use terminals.

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::optional;
use super::problem::Problem;
use crate::lang::report as words;
use crate::task::report::ReportOrder;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    #[arg(long)]
    names: bool,
    #[arg(long)]
    overwrite: bool,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let lang = console.lang;
        let path = self.output.display().to_string();
        let ending = self.output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if !matches!(ending.as_deref(), Some("html" | "htm")) {
            return Err(Problem::usage(words::wrong_ending(lang, &path)).into());
        }
        let mut session = console.session()?;
        let filter = optional(&session, self.filter.as_deref())?;
        let order = ReportOrder { path: self.output, filter, names: self.names, overwrite: self.overwrite };
        let members = console.watched(|watch| session.report(&order, watch))?;
        console.line(&words::written(lang, &path, members))?;
        Ok(Exit::Done)
    }
}
