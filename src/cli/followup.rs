//! `followup`: what is planned with a member, when they were contacted, and whether to leave them alone.

use clap::{Args, ValueEnum};

use super::console::{Console, ask};
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use super::{Exit, person};
use crate::export::{Cell, Column, Kind};
use crate::lang::today::STATUSES;
use crate::lang::{Lang, cli as words};
use crate::model::today::{FollowUp, Status};
use crate::model::view::{MemberPortrait, MemberRow};
use crate::model::{Calendar, Day, MemberId};
use crate::task::request::Work;
use crate::task::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "REF")]
    member: Option<String>,
    #[command(flatten)]
    change: Change,
    #[command(flatten)]
    printing: Printing,
}

/// What is to be otherwise than it was.
#[derive(Debug, Args)]
struct Change {
    #[arg(long, value_name = "DATE", requires = "member")]
    due: Option<String>,
    #[arg(long, value_name = "STATUS", requires = "member")]
    status: Option<Stage>,
    #[arg(long, value_name = "NAME", requires = "member")]
    owner: Option<String>,
    #[arg(long, value_name = "DATE", requires = "member")]
    contacted: Option<String>,
    #[arg(long, value_name = "YES_OR_NO", requires = "member")]
    do_not_disturb: Option<Choice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    None,
    Open,
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    Yes,
    No,
}

impl Change {
    fn is_empty(&self) -> bool {
        let Change { due, status, owner, contacted, do_not_disturb } = self;
        due.is_none() && status.is_none() && owner.is_none() && contacted.is_none() && do_not_disturb.is_none()
    }

    /// The plan with what is asked for; a day that is given plans something.
    fn applied(&self, plan: FollowUp, today: Day, lang: Lang) -> Result<FollowUp, Problem> {
        let status = self.status.map(|status| match status {
            Stage::None => Status::None,
            Stage::Open => Status::Open,
            Stage::Done => Status::Done,
        });
        let due = self.due.as_deref().map(|text| day(text, today, 1, lang)).transpose()?;
        let contacted = self.contacted.as_deref().map(|text| day(text, today, -1, lang)).transpose()?;
        let planned = matches!(due, Some(Some(_))).then_some(Status::Open);
        Ok(FollowUp {
            due: due.unwrap_or(plan.due),
            status: status.or(planned).unwrap_or(plan.status),
            owner: self.owner.clone().unwrap_or(plan.owner),
            contacted: contacted.unwrap_or(plan.contacted),
            quiet: self.do_not_disturb.map_or(plan.quiet, |choice| choice == Choice::Yes),
        })
    }
}

/// Reads a day as it is called from today, or `none`.
fn day(text: &str, today: Day, step: i32, lang: Lang) -> Result<Option<Day>, Problem> {
    match text {
        "none" => Ok(None),
        text => Day::called(text, today, step).map(Some).ok_or_else(|| Problem::usage(words::no_day(lang, text))),
    }
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let format = self.printing.format();
        let Some(reference) = &self.member else {
            let plans = session.plans()?;
            return list(console, format, session.calendar(), &plans);
        };
        if self.change.is_empty() {
            let row = person::looked_at(console, &session, reference)?;
            let plan: FollowUp = plan_of(&session, row.id)?;
            return list(console, format, session.calendar(), &[(row, plan)]);
        }
        let member = person::one(console, &session, reference)?.id;
        let plan = self.change.applied(plan_of(&session, member)?, session.today(), console.lang)?;
        drop(session);
        console.work(Work::FollowUp(vec![member], plan))
    }
}

fn plan_of(session: &Session, member: MemberId) -> anyhow::Result<FollowUp> {
    let page: Box<MemberPortrait> = ask!(session, Portrait(member));
    Ok(page.plan)
}

fn list(
    console: &mut Console,
    format: Format,
    calendar: &Calendar,
    plans: &[(MemberRow, FollowUp)],
) -> anyhow::Result<Exit> {
    let columns = [
        Column::known("id", words::NUMBER, Kind::Number),
        Column::known("name", words::MEMBER_NAME, Kind::Name),
        Column::known("due", words::DUE, Kind::Text),
        Column::known("status", words::STATUS, Kind::Code(STATUSES)),
        Column::known("owner", words::OWNER, Kind::Text),
        Column::known("contacted", words::CONTACTED, Kind::Text),
        Column::known("do_not_disturb", words::DO_NOT_DISTURB, Kind::Flag),
    ];
    let day = |day: Option<Day>| day.map_or(Cell::Unknown, |day| Cell::text(&day.to_string()));
    let row = |(row, plan): &(MemberRow, FollowUp)| {
        vec![
            Cell::Number(row.id.0 as f64),
            Cell::text(&row.name),
            day(plan.due),
            Cell::text(plan.status.key()),
            Cell::text(&plan.owner),
            day(plan.contacted),
            Cell::Flag(plan.quiet),
        ]
    };
    print_all(console, format, calendar, &columns, plans.iter().map(row).collect())?;
    Ok(Exit::Done)
}
