//! `report`: a page on the community, for people who do not use terminals.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Exit;
use super::console::Console;
use super::listing::optional;
use super::problem::Problem;
use crate::lang::{Lang, pia, report as words};
use crate::task::report::ReportOrder;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Option<Deed>,
    #[arg(short, long, value_name = "FILE", required = true)]
    output: Option<PathBuf>,
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    #[arg(long)]
    names: bool,
    #[arg(long)]
    overwrite: bool,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Pia {
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        #[arg(long)]
        overwrite: bool,
    },
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let lang = console.lang;
        if let Some(Deed::Pia { output, overwrite }) = self.deed {
            let path = page_name(&output, lang)?;
            console.session()?.assessment(&output, overwrite)?;
            console.line(&pia::written(lang, &path))?;
            return Ok(Exit::Done);
        }
        // Without a subcommand the option is required.
        let output = self.output.unwrap_or_default();
        let path = page_name(&output, lang)?;
        let mut session = console.session()?;
        let filter = optional(&session, self.filter.as_deref())?;
        let order = ReportOrder { path: output, filter, names: self.names, overwrite: self.overwrite };
        let members = console.watched(|watch| session.report(&order, watch))?;
        console.line(&words::written(lang, &path, members))?;
        Ok(Exit::Done)
    }
}

/// The name of a page, as it is said; it has to end like one.
fn page_name(path: &Path, lang: Lang) -> Result<String, Problem> {
    let shown = path.display().to_string();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => Ok(shown),
        _ => Err(Problem::usage(words::wrong_ending(lang, &shown))),
    }
}
