//! `identity`: one person under several accounts.

use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};

use super::console::Console;
use super::listing::{Format, Printing, limit, print_all};
use super::problem::Problem;
use super::{Exit, json as spelled, person};
use crate::export::{Cell, Column, Kind};
use crate::lang::{Lang, cli as words, code};
use crate::model::MemberId;
use crate::model::identity::{Ground, MergeRow, Reasons, Suggestion};
use crate::model::view::MemberRow;
use crate::task::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Suggest {
        #[arg(long, value_name = "N")]
        limit: Option<u64>,
        #[command(flatten)]
        printing: Printing,
    },
    Merge(Pair),
    Reject(Pair),
    Split {
        #[arg(value_name = "REF")]
        member: String,
        #[arg(value_name = "IDENTITY")]
        account: Option<String>,
        #[arg(long)]
        json: bool,
    },
    History {
        #[arg(value_name = "REF")]
        member: Option<String>,
        #[command(flatten)]
        printing: Printing,
    },
}

#[derive(Debug, Args)]
struct Pair {
    #[arg(value_name = "REF")]
    one: String,
    #[arg(value_name = "REF")]
    other: String,
    #[arg(long)]
    json: bool,
}

impl Pair {
    fn members(&self, console: &mut Console, session: &Session) -> anyhow::Result<(MemberRow, MemberRow)> {
        let one = person::one(console, session, &self.one)?;
        let other = person::one(console, session, &self.other)?;
        if one.id == other.id {
            return Err(Problem::failed(words::same_member(console.lang, &one.name)).into());
        }
        Ok((one, other))
    }
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.deed {
            Deed::Suggest { limit, printing } => suggest(console, limit, printing.format()),
            Deed::Merge(pair) => merge(console, &pair),
            Deed::Reject(pair) => reject(console, &pair),
            Deed::Split { member, account, json } => split(console, &member, account.as_deref(), json),
            Deed::History { member, printing } => history(console, member.as_deref(), printing.format()),
        }
    }
}

fn suggest(console: &mut Console, asked: Option<u64>, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let found = session.identities()?;
    let total = found.len() as u64;
    let shown: Vec<&Suggestion> =
        found.iter().take(usize::try_from(limit(asked, format)).unwrap_or(usize::MAX)).collect();
    match format {
        Format::Json => console.json(&shown.iter().map(|found| as_json(found)).collect())?,
        Format::Jsonl => shown.iter().try_for_each(|found| console.json_line(&as_json(found)))?,
        Format::Table | Format::Csv => {
            let lang = console.lang;
            let rows = shown.iter().map(|found| cells(found, lang)).collect();
            print_all(console, format, session.calendar(), &columns(), rows)?;
            if asked.is_none() {
                console.hint_more(shown.len() as u64, total)?;
            }
        }
    }
    Ok(Exit::Done)
}

fn columns() -> [Column; 8] {
    [
        Column::known("id", words::NUMBER, Kind::Number),
        Column::known("name", words::MEMBER_NAME, Kind::Name),
        Column::known("account", words::ACCOUNT, Kind::Id),
        Column::known("other_id", words::NUMBER, Kind::Number),
        Column::known("other_name", words::MEMBER_NAME, Kind::Name),
        Column::known("other_account", words::ACCOUNT, Kind::Id),
        Column::known("score", words::SCORE, Kind::Number),
        Column::known("reasons", words::REASONS, Kind::Words),
    ]
}

fn cells(found: &Suggestion, lang: Lang) -> Vec<Cell> {
    let side = |row: &MemberRow| {
        [
            Cell::Number(row.id.0 as f64),
            Cell::text(&row.name),
            Cell::text(&format!("{}:{}", row.platform, row.platform_id)),
        ]
    };
    let grounds = found.grounds.iter();
    side(&found.one)
        .into_iter()
        .chain(side(&found.other))
        .chain([
            Cell::Number(hundredths(found.score())),
            Cell::Words(grounds.map(|ground| code::agreement(&ground.key, &ground.value, lang)).collect()),
        ])
        .collect()
}

fn told(reasons: &Reasons, lang: Lang) -> Vec<String> {
    reasons.iter().map(|(key, value)| code::agreement(key, value, lang)).collect()
}

fn as_json(found: &Suggestion) -> Json {
    let side = |row: &MemberRow| {
        json!({
            "id": row.id, "name": row.name, "platform": row.platform, "platform_id": row.platform_id,
            "messages": row.messages, "staff": row.staff,
        })
    };
    let (reasons, against): (Vec<&Ground>, Vec<&Ground>) = found.grounds.iter().partition(|ground| ground.weight > 0.0);
    json!({
        "one": side(&found.one), "other": side(&found.other), "score": hundredths(found.score()),
        "reasons": grounds_json(&reasons), "against": grounds_json(&against),
    })
}

/// A sum of weights, without the dust of its addition.
fn hundredths(score: f32) -> f64 {
    f64::from((score * 100.0).round()) / 100.0
}

fn grounds_json(grounds: &[&Ground]) -> Json {
    let told =
        |ground: &&Ground| json!({ "key": ground.key, "value": ground.value, "weight": hundredths(ground.weight) });
    grounds.iter().map(told).collect()
}

fn reasons_json(reasons: &Reasons) -> Json {
    reasons.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect()
}

fn merge(console: &mut Console, pair: &Pair) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let (one, other) = pair.members(console, &session)?;
    let keep = console.watched(|watch| session.merge(one.id, other.id, watch))?;
    if pair.json {
        let gone = if keep == one.id { other.id } else { one.id };
        console.json(&json!({ "id": keep, "gone": gone }))?;
    } else {
        console.line(&words::merged(console.lang, &one.name, &other.name, keep.0))?;
    }
    Ok(Exit::Done)
}

fn reject(console: &mut Console, pair: &Pair) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let (one, other) = pair.members(console, &session)?;
    session.keep_apart(one.id, other.id)?;
    if pair.json {
        console.json(&json!({ "apart": [one.id, other.id] }))?;
    } else {
        console.line(&words::kept_apart(console.lang, &one.name, &other.name))?;
    }
    Ok(Exit::Done)
}

fn split(console: &mut Console, reference: &str, account: Option<&str>, json: bool) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let member = person::one(console, &session, reference)?;
    let Some(parted) = session.split(member.id, account)? else {
        return Err(Problem::failed(words::not_made_of_several(console.lang, &member.name, account)).into());
    };
    if json {
        console.json(&json!({ "id": member.id, "parted": parted.id }))?;
    } else {
        console.line(&words::split(console.lang, &member.name, &parted.name, parted.id.0))?;
    }
    Ok(Exit::Done)
}

fn history(console: &mut Console, reference: Option<&str>, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let member: Option<MemberId> =
        reference.map(|named| person::one(console, &session, named)).transpose()?.map(|row| row.id);
    let merges = session.merges(member)?;
    match format {
        Format::Json | Format::Jsonl => {
            let told = |merge: &MergeRow| -> anyhow::Result<Json> {
                let mut told = spelled::view(merge, session.calendar())?;
                told["reasons"] = reasons_json(&merge.reasons);
                Ok(told)
            };
            let told: Vec<Json> = merges.iter().map(told).collect::<anyhow::Result<_>>()?;
            if format == Format::Json {
                console.json(&Json::Array(told))?;
            } else {
                told.iter().try_for_each(|merge| console.json_line(merge))?;
            }
        }
        Format::Table | Format::Csv => {
            let lang = console.lang;
            let columns = [
                Column::known("time", words::TIME, Kind::Time),
                Column::known("keep", words::NUMBER, Kind::Number),
                Column::known("keep_name", words::MEMBER_NAME, Kind::Name),
                Column::known("gone", words::GONE, Kind::Number),
                Column::known("gone_name", words::MEMBER_NAME, Kind::Name),
                Column::known("source", words::SOURCE, Kind::Code(words::MERGE_SOURCES)),
                Column::known("reasons", words::REASONS, Kind::Words),
                Column::known("parted", words::PARTED, Kind::Time),
            ];
            let row = |merge: &MergeRow| {
                vec![
                    Cell::Time(merge.time),
                    Cell::Number(merge.keep.0 as f64),
                    Cell::text(&merge.keep_name),
                    Cell::Number(merge.gone.0 as f64),
                    Cell::text(&merge.gone_name),
                    Cell::text(&merge.source),
                    Cell::Words(told(&merge.reasons, lang)),
                    Cell::time(merge.parted),
                ]
            };
            print_all(console, format, session.calendar(), &columns, merges.iter().map(row).collect())?;
        }
    }
    Ok(Exit::Done)
}
