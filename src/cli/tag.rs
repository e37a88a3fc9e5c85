//! `tag`: labels, their rules and why somebody has them.

use clap::{Args, Subcommand};

use super::console::{Console, ask};
use super::listing::{Format, Printing, optional, print_all};
use super::portrait::{Portrait, Proof};
use super::problem::Problem;
use super::{Exit, page, person};
use crate::export::{Cell, Column, Kind};
use crate::lang::{cli as words, verdict};
use crate::model::view::{MemberPortrait, TagRow};
use crate::query::nearest;
use crate::task::request::Work;

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
    let tags: Vec<TagRow> = ask!(session, Tags(filter));
    let is_reviewed = format != Format::Table || tags.iter().any(|tag| tag.precision.is_some());
    let mut columns = vec![
        Column::known("name", words::TAG, Kind::Text),
        Column::known("members", words::PEOPLE, Kind::Number),
        Column::known("total", words::TOTAL, Kind::Number),
    ];
    columns.extend(is_reviewed.then(|| Column::known("precision", verdict::PRECISION, Kind::Number)));
    columns.push(Column::known("rule", words::RULE, Kind::Text));
    let row = |tag: &TagRow| {
        let rule = tag.rule.as_deref().map_or(Cell::Unknown, Cell::text);
        let mut cells = vec![Cell::text(&tag.name), Cell::count(tag.members), Cell::count(tag.total)];
        cells.extend(is_reviewed.then(|| Cell::number(tag.precision.map(|precision| precision.value))));
        cells.extend([rule]);
        cells
    };
    print_all(console, format, session.calendar(), &columns, tags.iter().map(row).collect())?;
    Ok(Exit::Done)
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
