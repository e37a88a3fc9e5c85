//! `audit`: what was done with people's data, when and from where.

use clap::Args;

use super::Exit;
use super::console::{Console, ask};
use super::listing::{Format, Printing, print_all};
use crate::export::{Cell, Column, Kind};
use crate::lang::{Lang, cli as words, journal as say};
use crate::model::journal::{LogLine, Logged};
use crate::task::log;

/// Columns for which a screen of 80 characters has no room.
const OFF_SCREEN: [&str; 4] = ["act", "count", "member", "detail"];

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "N", default_value_t = 200)]
    limit: u64,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let lines: Vec<LogLine> = ask!(session, Log(self.limit));
        let format = self.printing.format();
        let all = [
            Column::known("time", words::WHEN, if format == Format::Table { Kind::Text } else { Kind::Time }),
            Column::known("act", words::ACT, Kind::Text),
            Column::known("origin", words::ORIGIN, Kind::Code(say::ORIGINS)),
            Column::known("state", words::ACT_STATE, Kind::Code(say::STATES)),
            Column::known("count", words::COUNT, Kind::Number),
            Column::known("member", words::MEMBER_ID, Kind::Number),
            Column::known("what", words::WHAT, Kind::Text),
            Column::known("detail", words::DETAIL, Kind::Text),
        ];
        let shown = |column: &Column| format != Format::Table || !OFF_SCREEN.contains(&column.key.as_str());
        let columns: Vec<Column> = all.iter().filter(|column| shown(column)).cloned().collect();
        let row = |line: &LogLine| {
            let mut cells = cells(line, console.lang);
            // What was done on one day is told apart by its time.
            if format == Format::Table {
                cells[0] = Cell::Text(session.calendar().minute(line.time));
            }
            let cells = cells.into_iter().zip(&all);
            cells.filter(|(_, column)| shown(column)).map(|(cell, _)| cell).collect()
        };
        let rows = lines.iter().map(row).collect();
        print_all(console, format, session.calendar(), &columns, rows)?;
        Ok(Exit::Done)
    }
}

fn cells(line: &LogLine, lang: Lang) -> Vec<Cell> {
    match &line.what {
        Logged::Act(entry) => vec![
            Cell::Time(line.time),
            Cell::text(&entry.act.key()),
            Cell::text(&entry.origin),
            Cell::text(entry.state.key()),
            Cell::count(entry.count),
            entry.member.map_or(Cell::Unknown, |member| Cell::Number(member.0 as f64)),
            Cell::text(&log::told(entry, &entry.name, &entry.other, lang)),
            Cell::Unknown,
        ],
        Logged::Other { action, count, path, detail } => vec![
            Cell::Time(line.time),
            Cell::text(action),
            Cell::Unknown,
            Cell::Unknown,
            Cell::count(*count),
            Cell::Unknown,
            Cell::text(&say::other(lang, action, *count, path)),
            Cell::text(detail),
        ],
    }
}
