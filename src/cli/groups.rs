//! `groups`: every group with its figures.

use clap::Args;

use super::Exit;
use super::console::{Console, ask};
use super::listing::{Format, Printing, print_all};
use crate::export::{Cell, Column, Kind};
use crate::lang::{Text, cli as words};
use crate::model::view::GroupRow;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    printing: Printing,
}

/// Columns that only files and programs get: they do not fit 80 characters.
const WIDE: &[&str] = &["id", "platform", "community", "speakers", "messages"];

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let groups: Vec<GroupRow> = ask!(session, Groups);
        let format = self.printing.format();
        let keep: Vec<bool> =
            columns().iter().map(|column| format != Format::Table || !WIDE.contains(&column.key.as_str())).collect();
        let columns = kept(columns(), &keep);
        let rows = groups.iter().map(|group| kept(cells(group), &keep)).collect();
        print_all(console, format, session.calendar(), &columns, rows)?;
        Ok(Exit::Done)
    }
}

fn kept<T>(all: Vec<T>, keep: &[bool]) -> Vec<T> {
    all.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(one, _)| one).collect()
}

fn columns() -> Vec<Column> {
    let column = |key, title: Text, kind| Column::known(key, title, kind);
    vec![
        column("id", words::NUMBER, Kind::Number),
        column("name", words::GROUP, Kind::Text),
        column("platform", words::PLATFORM, Kind::Text),
        column("community", words::COMMUNITY, Kind::Text),
        column("members", words::PEOPLE, Kind::Number),
        column("speakers", words::SPEAKERS, Kind::Number),
        column("speakers_30d", words::SPEAKERS_30D, Kind::Number),
        column("messages", words::MESSAGES, Kind::Number),
        column("messages_30d", words::MESSAGES_30D, Kind::Number),
        column("net_growth_30d", words::GROWTH_30D, Kind::Number),
        column("silent_days", words::SILENT_DAYS, Kind::Number),
        column("unanswered", words::UNANSWERED, Kind::Number),
        column("leaders", words::LEADERS, Kind::Words),
    ]
}

fn cells(group: &GroupRow) -> Vec<Cell> {
    vec![
        Cell::Number(group.id.0 as f64),
        Cell::text(&group.name),
        Cell::text(&group.platform),
        Cell::text(&group.community),
        Cell::count(group.members),
        Cell::count(group.speakers),
        Cell::count(group.speakers_30d),
        Cell::count(group.messages),
        Cell::count(group.messages_30d),
        Cell::Number(group.net_growth_30d as f64),
        Cell::number(group.silent_days.map(|days| days as f64)),
        Cell::count(group.unanswered),
        Cell::Words(group.leaders.clone()),
    ]
}
