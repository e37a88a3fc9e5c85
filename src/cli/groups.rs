//! `groups`: every group with its figures, what they share, and who left.

use std::cmp::Ordering;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Exit;
use super::console::{Console, ask};
use super::listing::{Format, Printing, limit, optional, print_all, sort};
use super::problem::Problem;
use crate::export::{Cell, Column, Kind};
use crate::lang::{Text, cli as words};
use crate::model::Calendar;
use crate::model::record::PersonRef;
use crate::model::view::{GroupRow, InviterRow, OverlapRow, Sort};
use crate::task::departures::{Departed, departures};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Option<Deed>,
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    #[arg(long, value_name = "KEY[:asc]")]
    sort: Option<String>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Overlap {
        #[command(flatten)]
        list: List,
    },
    Inviters {
        #[command(flatten)]
        list: List,
    },
    Left {
        #[arg(value_name = "OLD_ROSTER")]
        old: PathBuf,
        #[arg(value_name = "NEW_ROSTER")]
        new: PathBuf,
        #[command(flatten)]
        list: List,
    },
}

#[derive(Debug, Args)]
struct List {
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    printing: Printing,
}

impl List {
    fn print(
        &self,
        console: &mut Console,
        calendar: &Calendar,
        columns: &[Column],
        mut rows: Vec<Vec<Cell>>,
    ) -> anyhow::Result<()> {
        let total = rows.len() as u64;
        rows.truncate(usize::try_from(limit(self.limit, self.printing.format())).unwrap_or(usize::MAX));
        let shown = print_all(console, self.printing.format(), calendar, columns, rows)?;
        console.hint_more(shown, if self.limit.is_some() { shown } else { total })
    }
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match &self.deed {
            None => self.figures(console),
            Some(Deed::Overlap { list }) => overlap(console, list),
            Some(Deed::Inviters { list }) => inviters(console, list),
            Some(Deed::Left { old, new, list }) => {
                let found = departures(old, new, console.lang)?;
                let rows = found.gone.iter().map(departed).collect();
                list.print(console, &Calendar::shanghai(), &departed_columns(), rows)?;
                let unsure = found.gone.iter().filter(|gone| !gone.sure).count();
                let left = found.gone.len() - unsure;
                console.hint(&words::departures(console.lang, found.old, found.new, left, unsure))?;
                if found.skipped > 0 {
                    console.hint(&words::rows_skipped(console.lang, found.skipped))?;
                }
                Ok(Exit::Done)
            }
        }
    }

    fn figures(&self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = optional(&session, self.filter.as_deref())?;
        let mut groups: Vec<GroupRow> = ask!(session, Groups(filter));
        let on_screen = self.list.printing.format() == Format::Table;
        if let Some(key) = &self.sort {
            let sort = sort(Some(key));
            let place = FIGURES.iter().position(|figure| figure.key == sort.key || figure.title.zh == sort.key);
            let Some(place) = place else {
                let keys: Vec<&str> = FIGURES.iter().map(|figure| figure.key).collect();
                return Err(
                    Problem::usage(words::invalid_value(console.lang, &sort.key, "--sort", &keys.join(", "))).into()
                );
            };
            order(&mut groups, FIGURES[place].cell, &sort);
        }
        if on_screen {
            let names: Vec<String> = groups.iter().map(|group| group.called_among(&groups)).collect();
            groups.iter_mut().zip(names).for_each(|(group, name)| group.name = name);
        }
        let shown: Vec<&Figure> = FIGURES.iter().filter(|figure| figure.narrow.is_some() || !on_screen).collect();
        let title = |figure: &Figure| if on_screen { figure.narrow.unwrap_or(figure.title) } else { figure.title };
        let columns: Vec<Column> =
            shown.iter().map(|figure| Column::known(figure.key, title(figure), figure.kind)).collect();
        let rows = groups.iter().map(|group| shown.iter().map(|figure| (figure.cell)(group)).collect()).collect();
        self.list.print(console, session.calendar(), &columns, rows)?;
        Ok(Exit::Done)
    }
}

/// A column of the list of groups.
struct Figure {
    key: &'static str,
    title: Text,
    /// The title on screen; without one, only files and programs get the column.
    narrow: Option<Text>,
    kind: Kind,
    cell: fn(&GroupRow) -> Cell,
}

macro_rules! figures {
    ($($key:literal $title:ident $narrow:expr, $kind:ident, $cell:expr;)+) => {
        &[$(Figure { key: $key, title: words::$title, narrow: $narrow, kind: Kind::$kind, cell: $cell }),+]
    };
}

const FIGURES: &[Figure] = figures! {
    "id" NUMBER None, Number, |group| Cell::Number(group.id.0 as f64);
    "name" GROUP Some(words::GROUP), Text, |group| Cell::text(&group.name);
    "platform" PLATFORM None, Text, |group| Cell::text(&group.platform);
    "community" COMMUNITY None, Text, |group| Cell::text(&group.community);
    "members" PEOPLE Some(words::PEOPLE), Number, |group| Cell::count(group.members);
    "speakers" SPEAKERS None, Number, |group| Cell::count(group.speakers);
    "speakers_30d" SPEAKERS_30D Some(words::SPEAKERS_NARROW), Number, |group| Cell::count(group.speakers_30d);
    "messages" MESSAGES None, Number, |group| Cell::count(group.messages);
    "messages_30d" MESSAGES_30D Some(words::MESSAGES_NARROW), Number, |group| Cell::count(group.messages_30d);
    "net_growth_30d" GROWTH_30D Some(words::GROWTH_NARROW), Number, |group| Cell::Number(group.net_growth_30d as f64);
    "silent_days" SILENT_DAYS Some(words::SILENT_DAYS), Number,
        |group| Cell::number(group.silent_days.map(|days| days as f64));
    "unanswered" UNANSWERED Some(words::UNANSWERED), Number, |group| Cell::count(group.unanswered);
    "silent_share" SILENT_SHARE None, Number, |group| Cell::number(group.silent_share);
    "mood" MOOD None, Number, |group| Cell::number(group.mood);
    "weeks" WEEKS None, Words, |group| Cell::Numbers(group.weeks.iter().map(|week| f64::from(*week)).collect());
    "leaders" LEADERS Some(words::LEADERS), Words, |group| Cell::Words(group.leaders.clone());
};

/// By a column; what is unknown stands last.
fn order(groups: &mut [GroupRow], cell: fn(&GroupRow) -> Cell, sort: &Sort) {
    groups.sort_by(|a, b| {
        let (a, b) = match (cell(a), cell(b)) {
            (Cell::Unknown, Cell::Unknown) => return Ordering::Equal,
            (Cell::Unknown, _) => return Ordering::Greater,
            (_, Cell::Unknown) => return Ordering::Less,
            known => known,
        };
        let ordering = match (&a, &b) {
            (Cell::Number(a), Cell::Number(b)) => a.total_cmp(b),
            (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
            (Cell::Words(a), Cell::Words(b)) => a.cmp(b),
            (Cell::Numbers(a), Cell::Numbers(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            _ => Ordering::Equal,
        };
        if sort.ascending { ordering } else { ordering.reverse() }
    });
}

fn overlap(console: &mut Console, list: &List) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let pairs: Vec<OverlapRow> = ask!(session, Overlap);
    let groups: Vec<GroupRow> = ask!(session, Groups(None));
    let on_screen = list.printing.format() == Format::Table;
    let called = |id, name: &str| {
        let group = groups.iter().find(|group| group.id == id).filter(|_| on_screen);
        Cell::Text(group.map_or_else(|| name.to_owned(), |group| group.called_among(&groups)))
    };
    let columns = [
        Column::known("group_a", words::GROUP, Kind::Text),
        Column::known("group_b", words::OTHER_GROUP, Kind::Text),
        Column::known("members_a", words::PEOPLE, Kind::Number),
        Column::known("members_b", words::OTHER_PEOPLE, Kind::Number),
        Column::known("shared", words::SHARED, Kind::Number),
        Column::known("share", words::SHARE, Kind::Number),
    ];
    let row = |pair: &OverlapRow| {
        let share = pair.shared as f64 / pair.members_a.min(pair.members_b).max(1) as f64;
        let counts = [pair.members_a, pair.members_b, pair.shared].map(Cell::count);
        let names = [called(pair.ids.0, &pair.group_a), called(pair.ids.1, &pair.group_b)];
        names.into_iter().chain(counts).chain([Cell::Number(share)]).collect()
    };
    list.print(console, session.calendar(), &columns, pairs.iter().map(row).collect())?;
    if on_screen {
        console.hint(words::WITHOUT_STAFF.get(console.lang))?;
    }
    Ok(Exit::Done)
}

/// Inviters, each below and further in than whoever invited them.
fn inviters(console: &mut Console, list: &List) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let rows: Vec<InviterRow> = ask!(session, Inviters);
    let on_screen = list.printing.format() == Format::Table;
    let columns = [
        Column::known("id", words::NUMBER, Kind::Number),
        Column::known("name", words::MEMBER_NAME, Kind::Name),
        Column::known("invited", words::INVITED, Kind::Number),
        Column::known("stayed", words::STAYED, Kind::Number),
        Column::known("active_30d", words::ACTIVE_30D, Kind::Number),
        Column::known("below", words::BELOW, Kind::Number),
        Column::known("depth", words::DEPTH, Kind::Number),
    ];
    let row = |line: &InviterRow| {
        let indent = if on_screen { "  ".repeat(line.depth as usize) } else { String::new() };
        let counts = [line.invited, line.stayed, line.active_30d, line.below, line.depth.into()].map(Cell::count);
        let who = [Cell::count(line.member.0.unsigned_abs()), Cell::Text(format!("{indent}{}", line.name))];
        who.into_iter().chain(counts).collect()
    };
    list.print(console, session.calendar(), &columns, rows.iter().map(row).collect())?;
    Ok(Exit::Done)
}

fn departed_columns() -> [Column; 5] {
    [
        Column::known("name", words::MEMBER_NAME, Kind::Name),
        Column::known("platform", words::PLATFORM, Kind::Text),
        Column::known("platform_id", words::PLATFORM_ID, Kind::Id),
        Column::known("alias", words::ALIAS, Kind::Name),
        Column::known("status", words::STATUS, Kind::Code(words::DEPARTURES)),
    ]
}

fn departed(gone: &Departed) -> Vec<Cell> {
    let PersonRef { ids, alias, names, .. } = &gone.who;
    let (platform, id) = ids.first().map_or(("", ""), |(platform, id)| (platform.as_str(), id.as_str()));
    let name = names.first().map_or("", |(_, name)| name.as_str());
    let status = if gone.sure { "left" } else { "unclear" };
    [name, platform, id, alias.as_deref().unwrap_or_default(), status].map(Cell::text).to_vec()
}
