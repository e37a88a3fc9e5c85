//! `tag`: labels, their rules and why somebody has them.

use clap::{Args, Subcommand};

use super::console::{Console, ask};
use super::listing::{Format, Printing, optional, print_all};
use super::portrait::{Portrait, Proof};
use super::problem::Problem;
use super::{Exit, page, person};
use crate::export::{Cell, Column, Kind};
use crate::lang::{Lang, cli as words, verdict};
use crate::model::view::{MemberPage, MemberPortrait, Sort, TagRow};
use crate::query::{explain_condition, nearest};
use crate::task::request::{Window, Work};
use crate::task::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    List {
        #[arg(long = "where", value_name = "EXPR")]
        filter: Option<String>,
        #[command(flatten)]
        printing: Printing,
    },
    Add(Tagging),
    Remove(Tagging),
    Explain {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "REF")]
        member: String,
    },
}

#[derive(Debug, Args)]
struct Tagging {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(required = true, value_name = "REF")]
    members: Vec<String>,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.deed {
            Deed::List { filter, printing } => list(console, filter.as_deref(), printing.format()),
            Deed::Add(tagging) => {
                let members = person::each(console, &console.session()?, &tagging.members)?;
                console.work(Work::AddTag(tagging.name, members))
            }
            Deed::Remove(tagging) => {
                let members = person::each(console, &console.session()?, &tagging.members)?;
                console.work(Work::RemoveTag(tagging.name, members))
            }
            Deed::Explain { name, member } => explain(console, &name, &member),
        }
    }
}

fn list(console: &mut Console, filter: Option<&str>, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let filter = optional(&session, filter)?;
    let window = Window { filter: filter.clone(), sort: Sort::default(), offset: 0, limit: 0, columns: Vec::new() };
    let people: MemberPage = ask!(session, Members(window));
    let tags: Vec<TagRow> = ask!(session, Tags(filter));
    let is_reviewed = format != Format::Table || tags.iter().any(|tag| tag.precision.is_some());
    let mut columns = vec![
        Column::known("name", words::TAG, Kind::Text),
        Column::known("members", words::PEOPLE, Kind::Number),
        Column::known("share", words::TAG_SHARE, Kind::Number),
        Column::known("total", words::TOTAL, Kind::Number),
    ];
    columns.extend(is_reviewed.then(|| Column::known("precision", verdict::PRECISION, Kind::Number)));
    columns.push(Column::known("meaning", words::TAG_MEANING, Kind::Text));
    columns.extend((format != Format::Table).then(|| Column::known("rule", words::RULE, Kind::Text)));
    let row = |tag: &TagRow| {
        let share = (people.total > 0).then(|| tag.members as f64 / people.total as f64);
        let mut cells =
            vec![Cell::text(&tag.name), Cell::count(tag.members), Cell::number(share), Cell::count(tag.total)];
        cells.extend(is_reviewed.then(|| Cell::number(tag.precision.map(|precision| precision.value))));
        cells.push(Cell::Text(meaning(&session, tag, console.lang)));
        cells.extend((format != Format::Table).then(|| tag.rule.as_deref().map_or(Cell::Unknown, Cell::text)));
        cells
    };
    let rows = tags.iter().map(row).collect();
    print_all(console, format, session.calendar(), &columns, rows)?;
    Ok(Exit::Done)
}

/// Who has a tag: what its rule asks for in words, as it is written where it cannot be read here, or that it has none.
fn meaning(session: &Session, tag: &TagRow, lang: Lang) -> String {
    match &tag.rule {
        Some(rule) => session.filter(rule).map_or_else(|_| rule.clone(), |read| explain_condition(&read, lang)),
        None => words::TAG_WITHOUT_RULE.get(lang).to_owned(),
    }
}

/// There is no such tag; which was probably meant.
pub(super) fn unknown(console: &Console, name: &str, tags: &[TagRow]) -> Problem {
    let near = nearest(name, tags.iter().map(|tag| tag.name.as_str()));
    let near = near.map_or(String::new(), |near| words::did_you_mean(console.lang, &near));
    Problem::failed(format!("{}{near}", words::no_tag(console.lang, name)))
}

fn explain(console: &mut Console, name: &str, member: &str) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let member = person::looked_at(console, &session, member)?;
    let found: Box<MemberPortrait> = ask!(session, Portrait(member.id));
    let tags: Vec<TagRow> = ask!(session, Tags(None));
    if !tags.iter().any(|tag| tag.name == name) {
        return Err(unknown(console, name, &tags).into());
    }
    let Some(tag) = found.tags.iter().find(|tag| tag.name == name) else {
        return Err(Problem::failed(words::not_tagged(console.lang, &member.name, name)).into());
    };
    let portrait = Portrait { page: &found, session: &session, proof: Proof::All };
    page::why(&portrait, console, tag)?;
    Ok(Exit::Done)
}
