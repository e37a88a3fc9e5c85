//! `rules`: what members who have something in common have in common besides.

use clap::Args;

use super::Exit;
use super::console::{Console, ask};
use super::listing::{Excerpt, Format, print_all};
use crate::export::{Cell, Column, Kind, cell_of};
use crate::lang::association as say;
use crate::model::Value;
use crate::model::association::{AssociationList, AssociationRow};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = self.excerpt.filter(&session)?;
        let list: AssociationList = ask!(session, Associations(filter));
        let format = self.excerpt.format();
        let on_screen = format == Format::Table;
        let columns = columns(on_screen);
        let cells = |row: &AssociationRow| columns.iter().map(|column| cell(console, row, column, on_screen)).collect();
        let rows: Vec<Vec<Cell>> = list.rows.iter().take(self.excerpt.most()).map(cells).collect();
        let shown = if on_screen && rows.is_empty() {
            0
        } else {
            print_all(console, format, session.calendar(), &columns, rows)?
        };
        console.hint(&say::looked_through(console.lang, list.rows.len(), list.members))?;
        self.excerpt.hint_more(console, shown, list.rows.len() as u64)?;
        Ok(Exit::Done)
    }
}

/// Columns that fit 80 characters, or all of them.
fn columns(on_screen: bool) -> Vec<Column> {
    let all = [
        ("if", say::LEFT, Kind::Words, true),
        ("then", say::RIGHT, Kind::Text, true),
        ("members", say::MEMBERS, Kind::Number, true),
        ("of", say::OF, Kind::Number, false),
        ("support", say::SUPPORT, Kind::Number, false),
        ("confidence", say::CONFIDENCE, Kind::Number, true),
        ("lift", say::LIFT, Kind::Number, true),
        ("adjusted_lift", say::ADJUSTED, Kind::Number, true),
        ("q", say::FALSE_FINDS, Kind::Number, false),
        ("filter", say::FILTER, Kind::Text, false),
    ];
    let shown = all.into_iter().filter(|(.., narrow)| *narrow || !on_screen);
    shown.map(|(key, title, kind, _)| Column::known(key, title, kind)).collect()
}

fn cell(console: &Console, row: &AssociationRow, column: &Column, on_screen: bool) -> Cell {
    let word = |value: &Value| match value {
        Value::Named { zh, en } if on_screen => say::condition(console.lang, zh, en),
        Value::Named { en, .. } => en.clone(),
        other => other.words().join(" "),
    };
    match column.key.as_str() {
        "if" => Cell::Words(row.left.iter().map(word).collect()),
        "then" if on_screen => Cell::Text(word(&row.right)),
        "then" => cell_of(&row.right),
        "members" => Cell::count(row.members),
        "of" => Cell::count(row.of),
        "support" => Cell::Number(row.support),
        "confidence" => Cell::Number(row.confidence),
        "lift" => Cell::Number(row.lift),
        "adjusted_lift" => Cell::Number(row.adjusted),
        "q" => Cell::Number(row.q),
        _ => Cell::text(&row.filter),
    }
}
