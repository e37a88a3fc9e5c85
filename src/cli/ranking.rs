//! Ranked lists with their reasons: what `kol` and `churn` share.

use clap::Args;

use super::Exit;
use super::console::{Console, ask_ranking};
use super::listing::{Format, Printing, limit, optional, pages, print};
use crate::export::{Cell, Column, Kind, MemberTable, Privacy, cell_of};
use crate::lang::{Text, cli as words};
use crate::model::view::RankedRow;
use crate::task::request::Ranking;

#[derive(Debug, Args)]
pub(super) struct Ranked {
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    printing: Printing,
}

impl Ranked {
    /// Prints the list; `score` is the title of what it is ranked by.
    pub(super) fn list(&self, console: &mut Console, ranking: Ranking, score: (&str, Text)) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = optional(&session, self.filter.as_deref())?;
        let format = self.printing.format();
        let table = match format {
            Format::Table => MemberTable::of(&["id", "name", "stage"].map(str::to_owned), Privacy::default()),
            _ => MemberTable::stable_and(&[], Privacy::default()),
        };
        let mut columns = vec![Column::known("place", words::PLACE, Kind::Number)];
        columns.extend(table.columns().iter().cloned());
        columns.push(Column::known(score.0, score.1, Kind::Number));
        columns.push(Column::known("parts", words::PARTS, Kind::Parts));
        let total = std::cell::Cell::new(0);
        let pages = pages(limit(self.limit, format), |offset, limit| {
            let (rows, all) = ask_ranking(&session, ranking, filter.clone(), offset, limit)?;
            total.set(all);
            Ok(rows.iter().map(|row| cells(&table, row)).collect())
        });
        let shown = print(console, format, session.calendar(), &columns, pages)?;
        if shown == 0 {
            console.hint(words::TOO_LITTLE.get(console.lang))?;
        }
        console.hint_more(shown, if self.limit.is_some() { shown } else { total.get() })?;
        Ok(Exit::Done)
    }
}

fn cells(table: &MemberTable, row: &RankedRow) -> Vec<Cell> {
    let mut cells = vec![Cell::count(row.place)];
    cells.extend(table.cells(&row.member));
    cells.push(cell_of(&row.attribute.value));
    cells.push(Cell::Parts(row.attribute.parts.clone()));
    cells
}
