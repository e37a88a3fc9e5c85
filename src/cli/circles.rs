//! `circles`: members who answer each other more than others, and who holds each circle together.

use clap::Args;

use super::Exit;
use super::console::{Console, ask};
use super::listing::{Excerpt, Format, print_all};
use crate::export::{Cell, Column, Kind, cell_of};
use crate::lang::circle as say;
use crate::model::circle::CircleRow;
use crate::query::{Expr, format};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = self.excerpt.filter(&session)?;
        let circles: Vec<CircleRow> = ask!(session, Circles(filter.clone()));
        let format = self.excerpt.format();
        let on_screen = format == Format::Table;
        if on_screen && circles.is_empty() {
            console.hint(say::NO_CIRCLES.get(console.lang))?;
            return Ok(Exit::Done);
        }
        let mut columns = vec![
            Column::known("circle", say::NAME, Kind::Text),
            Column::known("members", say::MEMBERS, Kind::Number),
            Column::known("inside", say::INSIDE, Kind::Number),
            Column::known("held_by", say::HELD_BY, Kind::Words),
        ];
        columns.extend((!on_screen).then(|| Column::known("filter", say::FILTER, Kind::Text)));
        let rows =
            circles.iter().take(self.excerpt.most()).map(|row| cells(row, filter.as_ref(), !on_screen)).collect();
        let shown = print_all(console, format, session.calendar(), &columns, rows)?;
        self.excerpt.hint_more(console, shown, circles.len() as u64)?;
        Ok(Exit::Done)
    }
}

/// The filter finds the members counted: those of the circle whom the list is of.
fn cells(row: &CircleRow, filter: Option<&Expr>, with_filter: bool) -> Vec<Cell> {
    let held_by = row.held_by.iter().map(|(_, name)| name.clone()).collect();
    let mut cells = vec![cell_of(&row.name), Cell::count(row.members), Cell::Number(row.inside), Cell::Words(held_by)];
    let word = row.name.words().into_iter().next_back().unwrap_or_default();
    let conditions = || std::iter::once(Expr::has("circle", word)).chain(filter.cloned());
    cells.extend(with_filter.then(|| Cell::Text(format(&Expr::And(conditions().collect())))));
    cells
}
