//! `join`: orders and answers that wait for their member.

use clap::{Args, Subcommand};

use super::Exit;
use super::console::Console;
use super::json;
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use crate::export::{Cell, Column, Kind};
use crate::lang::{self, Lang, cli as words, code};
use crate::model::view::JoinProposal;
use crate::task::request::Work;

/// Columns for which a screen of 80 characters has no room.
const OFF_SCREEN: [&str; 4] = ["kind", "member", "rows", "follows"];

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Option<Deed>,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Debug, Subcommand)]
enum Deed {
    List {
        #[command(flatten)]
        printing: Printing,
    },
    Accept(Chosen),
    Reject(Chosen),
}

#[derive(Debug, Args)]
struct Chosen {
    #[arg(value_name = "NUMBER", required_unless_present_any = ["all", "least"], conflicts_with_all = ["all", "least"])]
    proposals: Vec<i64>,
    #[arg(long)]
    all: bool,
    #[arg(long, value_name = "N")]
    least: Option<usize>,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.deed {
            None => list(console, self.printing.format()),
            Some(Deed::List { printing }) => list(console, printing.format()),
            Some(Deed::Accept(chosen)) => {
                let all = chosen.all;
                let numbers = chosen.numbers(console, |proposal| proposal.candidates == 1)?;
                one_each(console, &numbers)?;
                let exit = console.work(Work::AcceptJoins(numbers))?;
                if all {
                    let (_, left) = console.session()?.joins()?;
                    let ambiguous = left.iter().filter(|proposal| proposal.candidates > 1).count();
                    if ambiguous > 0 {
                        console.hint(&words::passed_over(console.lang, ambiguous))?;
                    }
                }
                Ok(exit)
            }
            Some(Deed::Reject(chosen)) => {
                let numbers = chosen.numbers(console, |_| true)?;
                console.work(Work::RejectJoins(numbers))
            }
        }
    }
}

impl Chosen {
    fn numbers(self, console: &Console, fits: impl Fn(&JoinProposal) -> bool) -> anyhow::Result<Vec<i64>> {
        let (_, open) = console.session()?.joins()?;
        if self.all || self.least.is_some() {
            let agrees = |proposal: &&JoinProposal| proposal.reasons.len() >= self.least.unwrap_or(0);
            let chosen = open.iter().filter(agrees).filter(|proposal| fits(proposal));
            return Ok(chosen.map(|proposal| proposal.id).collect());
        }
        match self.proposals.iter().find(|number| !open.iter().any(|proposal| proposal.id == **number)) {
            Some(number) => Err(Problem::failed(words::no_proposal(console.lang, *number)).into()),
            None => Ok(self.proposals),
        }
    }
}

/// The same rows cannot be two members'.
fn one_each(console: &Console, numbers: &[i64]) -> anyhow::Result<()> {
    let (_, open) = console.session()?.joins()?;
    let chosen: Vec<&JoinProposal> = open.iter().filter(|proposal| numbers.contains(&proposal.id)).collect();
    for (at, one) in chosen.iter().enumerate() {
        if let Some(rival) = chosen[at + 1..].iter().find(|rival| rival.party == one.party) {
            return Err(Problem::failed(words::rival_proposals(console.lang, one.id, rival.id)).into());
        }
    }
    Ok(())
}

fn list(console: &mut Console, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let (summary, proposals) = session.joins()?;
    if format == Format::Json {
        let mut report = json::view(&summary, session.calendar())?;
        report["open"] = json::view(&proposals, session.calendar())?;
        console.json(&report)?;
        return Ok(Exit::Done);
    }
    if format == Format::Table {
        let money = (summary.amount_joined.major(), summary.amount_total.major());
        console.line(&words::joined(console.lang, summary.orders, money, summary.responses))?;
        for by in &summary.by {
            let key = code::joined_by(&by.key, console.lang);
            console.line(&words::joined_by(console.lang, key, by.orders, by.amount.major(), by.responses))?;
        }
        console.line(&words::proposed(console.lang, summary.proposals, summary.amount_proposed.major()))?;
    }
    let lang = console.lang;
    let all = [
        Column::known("id", words::NUMBER, Kind::Number),
        Column::known("kind", words::KIND, Kind::Code(words::JOIN_KINDS)),
        Column::known("name", words::NAME_IN_ROWS, Kind::Name),
        Column::known("member", words::MEMBER_ID, Kind::Number),
        Column::known("member_name", words::MEMBER, Kind::Name),
        Column::known("rows", words::ROWS, Kind::Number),
        Column::known("amount", words::AMOUNT, Kind::Number),
        Column::known("follows", words::FOLLOWS, Kind::Number),
        Column::known("amount_follows", words::AMOUNT_FOLLOWS, Kind::Number),
        Column::known("candidates", words::CANDIDATES, Kind::Number),
        Column::known("reasons", words::REASONS, Kind::Words),
    ];
    let shown = |column: &Column| format != Format::Table || !OFF_SCREEN.contains(&column.key.as_str());
    let columns: Vec<Column> = all.iter().filter(|column| shown(column)).cloned().collect();
    let row = |proposal: &JoinProposal| {
        let cells = cells(proposal, lang).into_iter().zip(&all);
        cells.filter(|(_, column)| shown(column)).map(|(cell, _)| cell).collect()
    };
    print_all(console, format, session.calendar(), &columns, proposals.iter().map(row).collect())?;
    Ok(Exit::Done)
}

fn cells(proposal: &JoinProposal, lang: Lang) -> Vec<Cell> {
    let reason = |(key, value): &(String, String)| format!("{} {value}", lang::tui::reason(key, lang));
    vec![
        Cell::Number(proposal.id as f64),
        Cell::text(&proposal.kind),
        Cell::text(&proposal.name),
        Cell::Number(proposal.member.0 as f64),
        Cell::text(&proposal.member_name),
        Cell::count(proposal.rows),
        Cell::Number(proposal.amount.major()),
        Cell::count(proposal.follows),
        Cell::Number(proposal.amount_follows.major()),
        Cell::count(proposal.candidates),
        Cell::Words(proposal.reasons.iter().map(reason).collect()),
    ]
}
