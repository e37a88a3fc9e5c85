//! `doctor`: is the store sound?

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Format, Printing, print_all};
use crate::export::{Cell, Column, Kind};
use crate::lang::cli as words;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let findings = session.doctor()?;
        let well = findings.iter().all(|finding| finding.ok);
        let format = self.printing.format();
        if format == Format::Table {
            for finding in &findings {
                console.line(&format!("{} {}", if finding.ok { "✓" } else { "✗" }, finding.text))?;
            }
        } else {
            let columns = [
                Column::known("key", words::CHECK, Kind::Text),
                Column::known("ok", words::WELL, Kind::Flag),
                Column::known("text", words::FINDING, Kind::Text),
            ];
            let row = |finding: &crate::task::session::Finding| {
                vec![Cell::text(finding.key), Cell::Flag(finding.ok), Cell::text(&finding.text)]
            };
            print_all(console, format, session.calendar(), &columns, findings.iter().map(row).collect())?;
        }
        Ok(if well { Exit::Done } else { Exit::Failed })
    }
}
