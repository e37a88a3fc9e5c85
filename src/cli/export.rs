//! `export`: members to a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::console::Console;
use super::listing::{Whom, existing, sort};
use super::{Exit, nobody};
use crate::export::FileKind;
use crate::lang::Lang;
use crate::task::request::{ExportOrder, Work};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    #[arg(long, value_name = "KEY[:asc]")]
    sort: Option<String>,
    #[arg(long = "for", value_name = "WHO")]
    audience: Option<For>,
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    unmask: Vec<Unmask>,
    #[arg(long)]
    pseudonymous: bool,
    #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "7")]
    skip_contacted: Option<u32>,
    #[arg(long, value_name = "WHOM")]
    to: Option<String>,
    #[arg(long)]
    raw: bool,
    #[arg(long)]
    overwrite: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum For {
    Excel,
    Tool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unmask {
    Phone,
    Mail,
    Sensitive,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        // A name that no writer knows is said before anything is read.
        let kind = FileKind::of(&self.output).map_err(|error| anyhow::anyhow!(error.say(console.lang)))?;
        let session = console.session()?;
        let filter = self.whom.filter(&session)?;
        if let Some(filter) = &filter
            && nobody::count(&session, Some(filter.clone()))? == 0
        {
            nobody::explain(console, &session, filter)?;
        }
        let order_by = sort(self.sort.as_deref());
        existing(&session, "--columns", &self.columns, console.lang)?;
        if self.sort.is_some() {
            existing(&session, "--sort", std::slice::from_ref(&order_by.key), console.lang)?;
        }
        let in_words = console.lang == Lang::Zh || kind == FileKind::Workbook;
        let unmasked = |what: &Unmask| match what {
            Unmask::Phone => "phone".to_owned(),
            Unmask::Mail => "mail".to_owned(),
            Unmask::Sensitive => "sensitive".to_owned(),
        };
        let order = ExportOrder {
            filter,
            sort: order_by,
            only: Vec::new(),
            columns: self.columns,
            path: self.output,
            excel: self.audience.map_or(in_words, |audience| audience == For::Excel),
            overwrite: self.overwrite,
            unmask: self.unmask.iter().map(unmasked).collect(),
            pseudonymous: self.pseudonymous,
            raw: self.raw,
            rested: self.skip_contacted,
            recipient: self.to,
        };
        drop(session);
        console.work(Work::Export(order))
    }
}
