//! `join`: orders and answers that wait for their member.

use clap::{Args, Subcommand};

use super::Exit;
use super::console::Console;
use super::json;
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use crate::export::{Cell, Column, Kind};
use crate::lang::{self, Lang, cli as words};
use crate::model::view::{JoinProposal, JoinSummary};
use crate::task::request::{Answer, Question, Work};
use crate::task::session::Session;

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
    #[arg(value_name = "NUMBER", required_unless_present = "all", conflicts_with = "all")]
    proposals: Vec<i64>,
    #[arg(long)]
    all: bool,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.deed {
            None => list(console, self.printing.format()),
            Some(Deed::List { printing }) => list(console, printing.format()),
            Some(Deed::Accept(chosen)) => {
                let numbers = chosen.numbers(console, |proposal| proposal.candidates == 1)?;
                console.work(Work::AcceptJoins(numbers))
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
        let (_, open) = joins(&console.session()?)?;
        if self.all {
            return Ok(open.iter().filter(|proposal| fits(proposal)).map(|proposal| proposal.id).collect());
        }
        match self.proposals.iter().find(|number| !open.iter().any(|proposal| proposal.id == **number)) {
            Some(number) => Err(Problem::failed(words::no_proposal(console.lang, *number)).into()),
            None => Ok(self.proposals),
        }
    }
}

fn joins(session: &Session) -> anyhow::Result<(JoinSummary, Vec<JoinProposal>)> {
    match session.ask(&Question::Joins)? {
        Answer::Joins(summary, proposals) => Ok((summary, proposals)),
        _ => anyhow::bail!("the answer was to another question"),
    }
}

fn list(console: &mut Console, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let (summary, proposals) = joins(&session)?;
    if format == Format::Json {
        let mut report = json::view(&summary, session.calendar())?;
        report["open"] = json::view(&proposals, session.calendar())?;
        console.json(&report)?;
        return Ok(Exit::Done);
    }
    if format == Format::Table {
        let money = (summary.amount_joined.major(), summary.amount_total.major());
        console.line(&words::joined(console.lang, summary.orders, money, summary.responses))?;
        console.line(&words::proposed(console.lang, summary.proposals, summary.amount_proposed.major()))?;
    }
    let lang = console.lang;
    let columns = [
        Column::known("id", words::NUMBER, Kind::Number),
        Column::known("kind", words::KIND, Kind::Code(words::JOIN_KINDS)),
        Column::known("name", words::NAME_IN_ROWS, Kind::Name),
        Column::known("member", words::MEMBER_ID, Kind::Number),
        Column::known("member_name", words::MEMBER, Kind::Name),
        Column::known("rows", words::ROWS, Kind::Number),
        Column::known("amount", words::AMOUNT, Kind::Number),
        Column::known("candidates", words::CANDIDATES, Kind::Number),
        Column::known("reasons", words::REASONS, Kind::Words),
    ];
    print_all(
        console,
        format,
        session.calendar(),
        &columns,
        proposals.iter().map(|proposal| cells(proposal, lang)).collect(),
    )?;
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
        Cell::count(proposal.candidates),
        Cell::Words(proposal.reasons.iter().map(reason).collect()),
    ]
}
