//! Lists: one way to print any of them, as a table, JSON, JSON lines or CSV.

use clap::{Args, ValueEnum};

use super::console::{Console, ask};
use super::grid::{Grid, Head};
use super::nobody;
use super::problem::Problem;
use crate::export::{Audience, Cell, Column, Kind, Layout, MemberTable, Privacy, Style, TableWriter, key_of};
use crate::lang::{Lang, cli as words};
use crate::model::Calendar;
use crate::model::view::{MemberPage, Sort, Vocabulary};
use crate::query::{Expr, nearest};
use crate::task::request::Window;
use crate::task::session::Session;

/// Members asked of the store at once.
const PAGE: u64 = 1_000;
/// Rows of a table on screen, unless `--limit` says otherwise. Files and pipes get everything.
const SCREENFUL: u64 = 50;

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
}

/// The options that choose a [`Format`].
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Printing {
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl Printing {
    pub(super) fn format(self) -> Format {
        let chosen = self.format.unwrap_or(Format::Table);
        if self.json { Format::Json } else { chosen }
    }
}

/// Prints pages of rows; gives how many rows there were.
pub(super) fn print(
    console: &mut Console,
    format: Format,
    calendar: &Calendar,
    columns: &[Column],
    pages: impl IntoIterator<Item = anyhow::Result<Vec<Vec<Cell>>>>,
) -> anyhow::Result<u64> {
    let layout = match format {
        Format::Table => return print_table(console, calendar, columns, pages),
        Format::Json => Layout::Json,
        Format::Jsonl => Layout::Jsonl,
        Format::Csv => Layout::Csv,
    };
    let style = Style { on_screen: console.terminal, ..Style::tool(calendar.clone()) };
    let mut writer = TableWriter::begin(console.out(), layout, columns.to_vec(), style)?;
    for page in pages {
        for cells in page? {
            writer.row(&cells)?;
        }
    }
    Ok(writer.finish()?.1)
}

/// Prints a list that fits in memory.
pub(super) fn print_all(
    console: &mut Console,
    format: Format,
    calendar: &Calendar,
    columns: &[Column],
    rows: Vec<Vec<Cell>>,
) -> anyhow::Result<u64> {
    print(console, format, calendar, columns, [Ok(rows)])
}

fn print_table(
    console: &mut Console,
    calendar: &Calendar,
    columns: &[Column],
    pages: impl IntoIterator<Item = anyhow::Result<Vec<Vec<Cell>>>>,
) -> anyhow::Result<u64> {
    let lang = console.lang;
    let style = Style { audience: Audience::Excel, lang, raw: true, ..Style::tool(calendar.clone()) };
    let head = |column: &Column| Head {
        title: column.title(lang).to_owned(),
        right: column.kind.is_number(),
        time: column.kind == Kind::Time,
    };
    let mut grid = Grid::new(columns.iter().map(head).collect(), console.width, console.color);
    let mut printed = 0;
    for page in pages {
        let page = page?;
        printed += page.len() as u64;
        let rows: Vec<Vec<String>> = page.iter().map(|cells| on_screen(&style, columns, cells)).collect();
        if !rows.is_empty() {
            grid.print(console.out(), &rows)?;
        }
    }
    if printed == 0 {
        console.hint(words::NOBODY.get(lang))?;
    }
    Ok(printed)
}

fn on_screen(style: &Style, columns: &[Column], cells: &[Cell]) -> Vec<String> {
    let shown = |(column, cell): (&Column, &Cell)| match cell {
        Cell::Unknown => "-".to_owned(),
        Cell::Number(number) => screen_number(*number),
        cell => style.words(column.kind, cell),
    };
    columns.iter().zip(cells).map(shown).collect()
}

/// One decimal for numbers of ten and more, two for smaller ones, none for whole ones.
fn screen_number(number: f64) -> String {
    let scale = if number.abs() >= 10.0 { 10.0 } else { 100.0 };
    let rounded = (number * scale).round() / scale;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Whom a command is about: a segment, or whom a condition selects; everybody without either.
#[derive(Debug, Args)]
pub(super) struct Whom {
    #[arg(long, value_name = "NAME", conflicts_with = "filter")]
    segment: Option<String>,
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
}

impl Whom {
    /// The filter, if one was given.
    pub(super) fn filter(&self, session: &Session) -> anyhow::Result<Option<Expr>> {
        match &self.segment {
            Some(name) => Ok(Some(Expr::in_segment(&known_segment(session, name)?))),
            None => optional(session, self.filter.as_deref()),
        }
    }

    /// As it was given.
    pub(super) fn told(&self) -> Option<&str> {
        self.segment.as_deref().or(self.filter.as_deref())
    }
}

/// The name under which a segment was saved that is called so.
pub(super) fn known_segment(session: &Session, name: &str) -> anyhow::Result<String> {
    let known = session.segment_named(name)?;
    known.ok_or_else(|| Problem::failed(words::no_segment(session.lang(), name)).into())
}

/// Over which members a list is, how many of its rows, and how they are printed.
#[derive(Debug, Args)]
pub(super) struct Excerpt {
    #[command(flatten)]
    whom: Whom,
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    printing: Printing,
}

impl Excerpt {
    /// The filter, if one was given.
    pub(super) fn filter(&self, session: &Session) -> anyhow::Result<Option<Expr>> {
        self.whom.filter(session)
    }

    pub(super) fn format(&self) -> Format {
        self.printing.format()
    }

    /// How many rows at the most.
    pub(super) fn limit(&self) -> u64 {
        limit(self.limit, self.format())
    }

    /// The same, for what is in memory.
    pub(super) fn most(&self) -> usize {
        usize::try_from(self.limit()).unwrap_or(usize::MAX)
    }

    /// Says how many rows were not shown, unless that many were asked for.
    pub(super) fn hint_more(&self, console: &mut Console, shown: u64, total: u64) -> anyhow::Result<()> {
        console.hint_more(shown, if self.limit.is_some() { shown } else { total })
    }
}

/// Which members, in which order, how many, and what of them.
#[derive(Debug, Args)]
pub(super) struct Selection {
    #[arg(long, value_name = "KEY[:asc]")]
    sort: Option<String>,
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    #[command(flatten)]
    pub(super) printing: Printing,
}

/// Columns that fit 80 characters.
const SCREEN_COLUMNS: &[&str] = &["id", "name", "stage", "messages", "last_seen", "activity", "influence", "tags"];

impl Selection {
    /// Lists the members that a filter selects.
    pub(super) fn list(&self, console: &mut Console, session: &Session, filter: Option<Expr>) -> anyhow::Result<()> {
        let format = self.printing.format();
        let sorted_by = self.sort.as_deref().map(|key| sort(Some(key)).key);
        existing(session, "--columns", &self.columns, console.lang)?;
        existing(session, "--sort", sorted_by.as_slice(), console.lang)?;
        let table = self.table(format);
        let limit = limit(self.limit, format);
        let total = std::cell::Cell::new(0);
        let pages = pages(limit, |offset, limit| {
            let window = Window {
                filter: filter.clone(),
                sort: sort(self.sort.as_deref()),
                offset,
                limit,
                columns: table.further().to_vec(),
            };
            let page: MemberPage = ask!(session, Members(window));
            total.set(page.total);
            Ok(page.rows.iter().map(|row| table.cells(row)).collect())
        });
        let shown = print(console, format, session.calendar(), table.columns(), pages)?;
        if total.get() == 0
            && let Some(filter) = &filter
        {
            nobody::explain(console, session, filter)?;
        }
        console.hint_more(shown, if self.limit.is_some() { shown } else { total.get() })
    }

    fn table(&self, format: Format) -> MemberTable {
        let privacy = Privacy::default();
        match format {
            Format::Json | Format::Jsonl => MemberTable::stable_and(&self.columns, privacy),
            _ if !self.columns.is_empty() => MemberTable::of(&self.columns, privacy),
            Format::Csv => MemberTable::stable_and(&[], privacy),
            Format::Table => {
                let columns: Vec<String> = SCREEN_COLUMNS.iter().map(|key| (*key).to_owned()).collect();
                MemberTable::of(&columns, privacy)
            }
        }
    }
}

/// `--limit` as a number of rows; 0 is all.
pub(super) fn limit(asked: Option<u64>, format: Format) -> u64 {
    match asked {
        Some(0) => u64::MAX,
        Some(limit) => limit,
        None if format == Format::Table => SCREENFUL,
        None => u64::MAX,
    }
}

/// Whether every key is a column: one that every store has, or an imported one of this store.
pub(super) fn existing(session: &Session, option: &str, keys: &[String], lang: Lang) -> anyhow::Result<()> {
    let Some(_) = keys.iter().find(|key| !MemberTable::has(key)) else { return Ok(()) };
    let vocabulary: Vocabulary = ask!(session, Vocabulary);
    let imported = &vocabulary.imported;
    let Some(unknown) = keys.iter().find(|key| !MemberTable::has(key) && !imported.contains(key)) else {
        return Ok(());
    };
    let mut known: Vec<&str> = MemberTable::keys().collect();
    known.extend(imported.iter().map(String::as_str));
    let hint = nearest(unknown, known.into_iter()).map_or(String::new(), |near| words::did_you_mean(lang, &near));
    Err(Problem::usage(format!("{}{hint}", words::no_column(lang, option, unknown))).into())
}

/// `KEY` is largest first, `KEY:asc` smallest first; without one, the default order.
pub(super) fn sort(key: Option<&str>) -> Sort {
    match key {
        None => Sort::default(),
        Some(key) => match key.strip_suffix(":asc") {
            Some(key) => Sort { key: key_of(key), ascending: true },
            None => Sort { key: key_of(key.strip_suffix(":desc").unwrap_or(key)), ascending: false },
        },
    }
}

/// Pages of at most [`PAGE`] rows, up to a limit, until one comes back short.
pub(super) fn pages<T>(
    limit: u64,
    mut page: impl FnMut(u64, u64) -> anyhow::Result<Vec<T>>,
) -> impl Iterator<Item = anyhow::Result<Vec<T>>> {
    let mut offset = 0;
    let mut more = true;
    std::iter::from_fn(move || {
        let size = PAGE.min(limit - offset);
        if !more || size == 0 {
            return None;
        }
        let rows = page(offset, size);
        let got = rows.as_ref().map_or(0, |rows| rows.len() as u64);
        offset += got;
        more = got == size;
        Some(rows)
    })
}

/// A filter that must not be empty.
pub(super) fn required(session: &Session, filter: &str, lang: Lang) -> anyhow::Result<Expr> {
    if filter.trim().is_empty() {
        return Err(Problem::usage(words::EMPTY_FILTER.get(lang)).into());
    }
    session.filter(filter)
}

/// A filter, if one was given.
pub(super) fn optional(session: &Session, filter: Option<&str>) -> anyhow::Result<Option<Expr>> {
    filter.filter(|filter| !filter.trim().is_empty()).map(|filter| session.filter(filter)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sort_keys_say_their_direction() {
        assert_eq!(sort(Some("activity")), Sort { key: "activity".to_owned(), ascending: false });
        assert_eq!(sort(Some("name:asc")), Sort { key: "name".to_owned(), ascending: true });
        assert_eq!(sort(None), Sort::default());
    }

    #[test]
    fn pages_end_at_the_limit_or_the_last_row() {
        let store: Vec<u64> = (0..2_500).collect();
        let read = |limit| -> Vec<u64> {
            let window =
                |offset: u64, size: u64| Ok(store.iter().skip(offset as usize).take(size as usize).copied().collect());
            pages(limit, window).flat_map(|page| page.unwrap()).collect()
        };
        assert_eq!(read(u64::MAX), store);
        assert_eq!(read(1_200).len(), 1_200);
        assert_eq!(read(0).len(), 0);
    }

    #[test]
    fn an_error_ends_the_pages() {
        let mut asked = 0;
        let failing = pages::<u64>(10, |_, _| {
            asked += 1;
            anyhow::bail!("no")
        });
        assert_eq!(failing.count(), 1);
        assert_eq!(asked, 1);
    }
}
