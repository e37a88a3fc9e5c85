//! Ranked lists with their reasons: what `kol`, `churn` and `potential` share.

use super::Exit;
use super::console::{Console, ask_ranking};
use super::listing::{Excerpt, Format, pages, print};
use crate::export::{Cell, Column, Kind, MemberTable, Privacy, cell_of, kind_of};
use crate::lang::{Lang, Text, cli as words, foresight as foresight_words, potential};
use crate::model::Part;
use crate::model::attribute::spec;
use crate::model::slice::Trend;
use crate::model::view::RankedRow;
use crate::task::foresight;
use crate::task::request::Ranking;
use crate::task::session::Session;

/// What a ranked list shows on screen, in 80 characters, and what in files: everything.
pub(super) struct Layout {
    /// Columns of the member on screen.
    pub(super) member: &'static [&'static str],
    /// Behind them on screen.
    pub(super) screen: Vec<Extra>,
    /// Behind the stable columns in files.
    pub(super) file: Vec<Extra>,
    /// What is said below the table, of the rows that it shows.
    pub(super) below: fn(&[RankedRow], Lang) -> Vec<String>,
}

/// A column beside the member's own.
pub(super) struct Extra {
    column: Column,
    source: Source,
}

enum Source {
    /// What the list is ranked by.
    Score,
    /// A further attribute, by key.
    Beside(&'static str),
    /// The raw number of one part of the score.
    Part(&'static str),
    /// The raw number of one part of a further attribute.
    PartBeside(&'static str, &'static str),
    /// Every part.
    Parts,
    /// A number, or a word, of how the score moved.
    Moved(fn(&Trend) -> Cell),
    /// What the parts of a potential say, the one that counts most first.
    Promise,
    /// The reasons of a risk.
    Reasons,
}

/// What the list is ranked by: a score, or a risk.
pub(super) fn score(key: &str, title: Text, kind: Kind) -> Extra {
    Extra { column: Column::known(key, title, kind), source: Source::Score }
}

/// An attribute beside the score.
pub(super) fn beside(key: &'static str, title: Text) -> Extra {
    let kind = spec(key).map_or(Kind::Text, |spec| kind_of(spec.shape));
    Extra { column: Column::known(key, title, kind), source: Source::Beside(key) }
}

/// One part of the score, as it was counted.
pub(super) fn part(key: &'static str, title: Text) -> Extra {
    Extra { column: Column::known(key, title, Kind::Number), source: Source::Part(key) }
}

/// One part of an attribute beside the score.
pub(super) fn part_beside(of: &'static str, key: &'static str, title: Text) -> Extra {
    Extra { column: Column::known(key, title, Kind::Number), source: Source::PartBeside(of, key) }
}

/// Why somebody is at risk, in words.
pub(super) fn reasons() -> Extra {
    Extra { column: Column::known("reasons", foresight_words::REASONS, Kind::Words), source: Source::Reasons }
}

/// Every part of the score.
pub(super) fn parts() -> Extra {
    Extra { column: Column::known("parts", words::PARTS, Kind::Parts), source: Source::Parts }
}

/// How the score moved.
pub(super) fn moved(key: &'static str, title: Text, kind: Kind, cell: fn(&Trend) -> Cell) -> Extra {
    Extra { column: Column::known(key, title, kind), source: Source::Moved(cell) }
}

/// What the parts of a potential say.
pub(super) fn promise() -> Extra {
    Extra { column: Column::known("reasons", potential::REASONS, Kind::Words), source: Source::Promise }
}

impl Extra {
    fn cell(&self, row: &RankedRow, lang: Lang) -> Cell {
        match self.source {
            Source::Score => cell_of(&row.attribute.value),
            Source::Beside(key) => row.beside(key).map_or(Cell::Unknown, |attribute| cell_of(&attribute.value)),
            Source::Part(key) => Cell::number(row.attribute.part(key)),
            Source::PartBeside(of, key) => Cell::number(row.beside(of).and_then(|attribute| attribute.part(key))),
            Source::Parts => Cell::Parts(row.attribute.parts.clone()),
            Source::Moved(cell) => row.trend.as_ref().map_or(Cell::Unknown, cell),
            Source::Promise => {
                let reason = |part: &Part| potential::reason(lang, &part.key, part.raw, part.scaled);
                Cell::Words(row.attribute.strongest_parts().into_iter().filter_map(reason).collect())
            }
            Source::Reasons => Cell::Words(foresight::reasons(lang, row)),
        }
    }
}

/// Prints a ranked list of builds.
pub(super) fn list(
    excerpt: &Excerpt,
    console: &mut Console,
    layout: &Layout,
    ranking: &Ranking,
) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let filter = excerpt.filter(&session)?;
    let is_filtered = filter.is_some();
    let ask = |offset, limit| ask_ranking(&session, ranking.clone(), filter.clone(), offset, limit);
    if print_rows(excerpt, console, &session, layout, ask)? == 0 && !is_filtered {
        console.hint(words::TOO_LITTLE.get(console.lang))?;
    }
    Ok(Exit::Done)
}

/// Prints the windows of a ranked list that `ask` gives, each with how long the whole is; gives how many rows there were.
pub(super) fn print_rows(
    excerpt: &Excerpt,
    console: &mut Console,
    session: &Session,
    layout: &Layout,
    ask: impl Fn(u64, u64) -> anyhow::Result<(Vec<RankedRow>, u64)>,
) -> anyhow::Result<u64> {
    let (lang, format) = (console.lang, excerpt.format());
    let (table, extras) = match format {
        Format::Table => {
            let keys: Vec<String> = layout.member.iter().map(|key| (*key).to_owned()).collect();
            (MemberTable::of(&keys, Privacy::default()), &layout.screen)
        }
        _ => (MemberTable::stable_and(&[], Privacy::default()), &layout.file),
    };
    let mut columns = vec![Column::known("place", words::PLACE, Kind::Number)];
    columns.extend(table.columns().iter().chain(extras.iter().map(|extra| &extra.column)).cloned());
    let cells = |row: &RankedRow| {
        let mut cells = vec![Cell::count(row.place)];
        cells.extend(table.cells(&row.member));
        cells.extend(extras.iter().map(|extra| extra.cell(row, lang)));
        cells
    };
    let (mut total, mut below) = (0, Vec::new());
    let pages = pages(excerpt.limit(), |offset, limit| {
        let (rows, all) = ask(offset, limit)?;
        total = all;
        if format == Format::Table && offset == 0 {
            below = (layout.below)(&rows, session.lang());
        }
        Ok(rows.iter().map(cells).collect())
    });
    let shown = print(console, format, session.calendar(), &columns, pages)?;
    below.iter().try_for_each(|line| console.hint(line))?;
    excerpt.hint_more(console, shown, total)?;
    Ok(shown)
}
