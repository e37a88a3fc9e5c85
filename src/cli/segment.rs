//! `segment`: saved filters.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::console::{Console, ask};
use super::listing::{Format, Printing, Selection, known_segment, print_all, required};
use super::problem::Problem;
use super::{Exit, day};
use crate::export::{Cell, Column, Kind, MemberTable, Privacy};
use crate::lang::cli as words;
use crate::model::view::SegmentRow;
use crate::query::{Expr, format_in};
use crate::task::bundle::folder_name;
use crate::task::request::Work;
use crate::task::session::{Between, SegmentDiff};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Save {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long = "where", value_name = "EXPR")]
        filter: String,
        #[arg(long)]
        replace: bool,
    },
    List {
        #[command(flatten)]
        printing: Printing,
    },
    Show {
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        selection: Selection,
    },
    Rename {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "NEW_NAME")]
        to: String,
    },
    Combine {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "FIRST")]
        first: String,
        #[arg(value_name = "HOW")]
        how: Joint,
        #[arg(value_name = "SECOND")]
        second: String,
        #[arg(long)]
        replace: bool,
    },
    Diff {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        #[command(flatten)]
        printing: Printing,
    },
    Bundle {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "7")]
        skip_contacted: Option<u32>,
    },
    Delete {
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// How two segments become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Joint {
    And,
    Or,
    Minus,
}

impl Joint {
    fn of(self, first: &str, second: &str) -> Expr {
        let (first, second) = (Expr::in_segment(first), Expr::in_segment(second));
        match self {
            Joint::And => Expr::And(vec![first, second]),
            Joint::Or => Expr::Or(vec![first, second]),
            Joint::Minus => Expr::And(vec![first, Expr::Not(Box::new(second))]),
        }
    }
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.deed {
            Deed::Save { name, filter, replace } => {
                let filter = required(&console.session()?, &filter, console.lang)?;
                save(console, &name, filter, replace)
            }
            Deed::List { printing } => list(console, printing.format()),
            Deed::Show { name, selection } => {
                let session = console.session()?;
                let name = known_segment(&session, &name)?;
                selection.list(console, &session, Some(Expr::in_segment(&name)))?;
                Ok(Exit::Done)
            }
            Deed::Rename { name, to } => {
                let name = known_segment(&console.session()?, &name)?;
                console.work(Work::RenameSegment(name, to))
            }
            Deed::Combine { name, first, how, second, replace } => {
                let session = console.session()?;
                let (first, second) = (known_segment(&session, &first)?, known_segment(&session, &second)?);
                save(console, &name, how.of(&first, &second), replace)
            }
            Deed::Diff { name, from, to, printing } => {
                let day = |text: Option<String>| text.map(|text| day::read(&text, console.lang)).transpose();
                let between = Between { from: day(from)?, to: day(to)? };
                diff(console, &name, between, printing.format())
            }
            Deed::Bundle { name, output, skip_contacted } => bundle(console, &name, output, skip_contacted),
            Deed::Delete { name } => {
                let name = known_segment(&console.session()?, &name)?;
                console.work(Work::DeleteSegment(name))
            }
        }
    }
}

fn save(console: &mut Console, name: &str, filter: Expr, replace: bool) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let order = Work::SaveSegment { name: name.to_owned(), filter, replace };
    console.watched(|watch| session.work(order, watch))?;
    let name = known_segment(&session, name)?;
    let segments: Vec<SegmentRow> = ask!(session, Segments);
    let members = segments.iter().find(|segment| segment.name == name).map_or(0, |segment| segment.members);
    console.line(&words::segment_saved(console.lang, &name, members))?;
    Ok(Exit::Done)
}

/// Into a folder of the segment's name, unless another is given.
fn bundle(console: &mut Console, name: &str, output: Option<PathBuf>, rested: Option<u32>) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let name = known_segment(&session, name)?;
    let folder = output.unwrap_or_else(|| PathBuf::from(folder_name(&name)));
    let rows = console.watched(|watch| session.bundle(&name, &folder, rested, watch))?;
    console.line(&words::exported(console.lang, rows, &folder.display().to_string()))?;
    Ok(Exit::Done)
}

fn list(console: &mut Console, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let segments: Vec<SegmentRow> = ask!(session, Segments);
    let columns = [
        Column::known("name", words::SEGMENT, Kind::Text),
        Column::known("members", words::PEOPLE, Kind::Number),
        Column::known("entered", words::ENTERED, Kind::Number),
        Column::known("left", words::WENT, Kind::Number),
        Column::known("saved", words::SAVED, Kind::Time),
        Column::known("filter", words::FILTER, Kind::Text),
    ];
    let lang = console.lang;
    // What is read by programs stays as it is kept.
    let written = |filter: &str| match session.filter(filter).ok().filter(|_| format == Format::Table) {
        Some(read) => format_in(&read, lang),
        None => filter.to_owned(),
    };
    let row = |segment: &SegmentRow| {
        let saved = Cell::Time(segment.saved);
        let [members, entered, left] = [segment.members, segment.entered, segment.left].map(Cell::count);
        vec![Cell::text(&segment.name), members, entered, left, saved, Cell::Text(written(&segment.filter))]
    };
    print_all(console, format, session.calendar(), &columns, segments.iter().map(row).collect())?;
    Ok(Exit::Done)
}

fn diff(console: &mut Console, name: &str, between: Between, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    known_segment(&session, name)?;
    let SegmentDiff { days, first, entered, left } = session.segment_diff(name, between)?;
    let is_dated = between != Between::default();
    if let (None, Some(first), true) = (days, first, is_dated) {
        return Err(Problem::failed(words::segment_too_young(console.lang, name, &first.to_string())).into());
    }
    let keys = ["id", "name", "platform", "platform_id", "stage", "tags"].map(str::to_owned);
    let table = MemberTable::of(&keys, Privacy::default());
    let mut columns = vec![Column::known("change", words::CHANGE, Kind::Code(words::CHANGES))];
    columns.extend(table.columns().iter().cloned());
    let changes = entered.iter().map(|row| ("entered", row)).chain(left.iter().map(|row| ("left", row)));
    let rows = changes.map(|(change, row)| [vec![Cell::text(change)], table.cells(row)].concat()).collect();
    print_all(console, format, session.calendar(), &columns, rows)?;
    let hint = match days {
        Some((from, to)) if is_dated => {
            words::segment_changed_between(console.lang, &from.to_string(), &to.to_string(), entered.len(), left.len())
        }
        _ => words::segment_changed(console.lang, entered.len(), left.len()),
    };
    console.hint(&hint)?;
    Ok(Exit::Done)
}
