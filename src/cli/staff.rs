//! `staff`: who belongs to the operator's side.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::console::Console;
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use super::{Exit, person};
use crate::export::{Cell, Column, Kind, MemberTable, Privacy};
use crate::lang::{cli as words, import};
use crate::model::MemberId;
use crate::model::view::{MemberRow, StaffMark};
use crate::task::request::Work;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Add {
        #[arg(required = true, value_name = "REF")]
        members: Vec<String>,
        #[arg(long)]
        bot: bool,
    },
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long)]
        bot: bool,
    },
    List {
        #[command(flatten)]
        printing: Printing,
    },
    Remove {
        #[arg(required = true, value_name = "REF")]
        members: Vec<String>,
    },
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let kind = |bot| if bot { StaffMark::Bot } else { StaffMark::Staff };
        match self.deed {
            Deed::Add { members, bot } => mark(console, &members, kind(bot)),
            Deed::Import { file, bot } => {
                let text = fs::read_to_string(&file).map_err(|error| {
                    Problem::failed(import::cannot_read(console.lang, &file.display().to_string(), &error))
                })?;
                let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
                let members: Vec<String> = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
                mark(console, &members, kind(bot))
            }
            Deed::List { printing } => list(console, printing.format()),
            Deed::Remove { members } => remove(console, &members),
        }
    }
}

fn mark(console: &mut Console, members: &[String], mark: StaffMark) -> anyhow::Result<Exit> {
    let members = person::each(console, &console.session()?, members)?;
    console.work(Work::Staff(members, mark))
}

fn remove(console: &mut Console, members: &[String]) -> anyhow::Result<Exit> {
    let members = person::each(console, &console.session()?, members)?;
    let exit = console.work(Work::Staff(members.clone(), StaffMark::None))?;
    let bots = console.session()?.bots_by_role(&members)?.len();
    if bots > 0 {
        console.hint(&words::stay_bots(console.lang, bots))?;
    }
    Ok(exit)
}

fn list(console: &mut Console, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let keys = ["id", "name", "platform", "platform_id", "messages", "last_seen"].map(str::to_owned);
    let table = MemberTable::of(&keys, Privacy::default());
    let mut columns = vec![
        Column::known("mark", words::MARK, Kind::Code(words::MARKS)),
        Column::known("by", words::MARKED_BY, Kind::Code(words::MARKED)),
    ];
    columns.extend(table.columns().iter().cloned());
    let staff = session.staff()?;
    let members: Vec<MemberId> = staff.iter().map(|(row, _)| row.id).collect();
    let by_role = session.bots_by_role(&members)?;
    let row = |(row, mark): &(MemberRow, StaffMark)| {
        let mark = if *mark == StaffMark::Bot { "bot" } else { "staff" };
        let by = if by_role.contains(&row.id) { "role" } else { "hand" };
        [vec![Cell::text(mark), Cell::text(by)], table.cells(row)].concat()
    };
    let rows = staff.iter().map(row).collect();
    print_all(console, format, session.calendar(), &columns, rows)?;
    Ok(Exit::Done)
}
