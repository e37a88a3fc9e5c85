//! `purge`: what is past its retention is deleted.

use clap::Args;

use super::console::Console;
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use super::{Exit, day};
use crate::export::{Cell, Column, Kind};
use crate::lang::purge as words;
use crate::model::Calendar;
use crate::model::report::PurgeReport;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "DATE")]
    older: String,
    #[arg(long)]
    dry_run: bool,
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let (lang, format) = (console.lang, self.printing.format());
        let older = day::read(&self.older, lang)?;
        let mut session = console.session()?;
        if older > session.today() {
            return Err(Problem::usage(words::in_future(lang, &older.to_string())).into());
        }
        let planned = session.would_purge(older)?;
        if self.dry_run {
            show(console, format, &planned)?;
            console.hint(words::DRY_RUN.get(lang))?;
            return Ok(Exit::Done);
        }
        let PurgeReport { messages, events, members, .. } = planned;
        if !console.confirm(self.yes, &words::really(lang, &planned.older, messages, events, members))? {
            return Ok(Exit::Failed);
        }
        let (report, built) = console.watched(|watch| session.purge(older, watch))?;
        show(console, format, &report)?;
        if format == Format::Table {
            console.line(&words::done(lang, &report.older))?;
            console.built(&built)?;
        }
        console.hint(words::STAYS.get(lang))?;
        Ok(Exit::Done)
    }
}

/// What goes, by kind.
fn show(console: &mut Console, format: Format, report: &PurgeReport) -> anyhow::Result<()> {
    if format == Format::Json {
        return console.json(&serde_json::to_value(report)?);
    }
    let PurgeReport { messages, events, memberships, names, members, groups, .. } = *report;
    let counts = [messages, events, memberships, names, members, groups];
    let columns = [
        Column::known("what", words::WHAT, Kind::Code(words::KINDS)),
        Column::known("count", words::COUNT, Kind::Number),
    ];
    let rows = words::KINDS.iter().zip(counts).map(|((key, _), count)| vec![Cell::text(key), Cell::count(count)]);
    print_all(console, format, &Calendar::shanghai(), &columns, rows.collect())?;
    Ok(())
}
