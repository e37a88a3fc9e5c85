//! `review`: tags put before a person, one member after another, and how precise that shows them to be.

use std::io::{self, BufRead};

use clap::Args;

use super::Exit;
use super::console::{Console, ask};
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use super::tag::unknown;
use crate::export::{Cell, Column, Kind, short_number};
use crate::lang::{Lang, verdict as words};
use crate::model::MemberId;
use crate::model::review::{Precision, Reviewed, Suggestion, Verdict};
use crate::model::view::{EvidenceLine, MemberPortrait, MessageView, TagRow};
use crate::query::written_in;
use crate::task::request::Work;
use crate::task::session::Session;
use crate::task::watch::Watch;

/// Rows shown of each kind.
const LINES: usize = 5;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "TAG")]
    tag: Option<String>,
    #[arg(short = 'n', long, value_name = "N", default_value_t = 30)]
    sample: u64,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.tag {
            Some(tag) => look_at(console, &tag, self.sample),
            None => list(console, self.printing.format()),
        }
    }
}

fn list(console: &mut Console, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let reviewed: Vec<Reviewed> = ask!(session, Reviewed);
    if format == Format::Json {
        console.json(&super::json::rounded(serde_json::to_value(&reviewed)?))?;
        return Ok(Exit::Done);
    }
    if reviewed.is_empty() {
        console.hint(words::NONE_YET.get(console.lang))?;
        return Ok(Exit::Done);
    }
    let columns = [
        Column::known("tag", words::TAG, Kind::Text),
        Column::known("bearers", words::BEARERS, Kind::Number),
        Column::known("right", words::RIGHT, Kind::Number),
        Column::known("wrong", words::WRONG, Kind::Number),
        Column::known("unsure", words::UNSURE, Kind::Number),
        Column::known("precision", words::PRECISION, Kind::Number),
        Column::known("low", words::LOW, Kind::Number),
        Column::known("high", words::HIGH, Kind::Number),
        Column::known("doubtful", words::DOUBTFUL, Kind::Flag),
    ];
    let row = |row: &Reviewed| {
        let share = |of: fn(&Precision) -> f64| Cell::number(row.precision.as_ref().map(of));
        let mut cells = vec![Cell::text(&row.tag)];
        cells.extend([row.bearers, row.verdicts.right, row.verdicts.wrong, row.verdicts.unsure].map(Cell::count));
        cells.extend([share(|at| at.value), share(|at| at.low), share(|at| at.high), Cell::Flag(row.is_doubtful)]);
        cells
    };
    print_all(console, format, session.calendar(), &columns, reviewed.iter().map(row).collect())?;
    for row in &reviewed {
        advise(console, row)?;
    }
    Ok(Exit::Done)
}

/// Shows one member after another until the sample, the answers or the patience end.
fn look_at(console: &mut Console, tag: &str, sample: u64) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let tags: Vec<TagRow> = ask!(session, Tags(None));
    let lang = console.lang;
    match tags.iter().find(|known| known.name == tag) {
        None => return Err(unknown(console, tag, &tags).into()),
        Some(TagRow { rule: None, .. }) => return Err(Problem::failed(words::no_rule(lang, tag)).into()),
        Some(_) => {}
    }
    let members: Vec<MemberId> = ask!(session, ReviewSample(tag.to_owned(), sample));
    if members.is_empty() {
        console.hint(&words::nobody_left(lang, tag))?;
    }
    let mut answers = io::stdin().lock();
    for (place, member) in members.iter().enumerate() {
        console.line(&words::looking_at(lang, place + 1, members.len(), tag))?;
        show(console, &session, *member, tag)?;
        let Some(verdict) = answer(console, &mut answers)? else { break };
        session.work(Work::Review(*member, tag.to_owned(), verdict), &mut Watch::nobody())?;
    }
    let reviewed: Vec<Reviewed> = ask!(session, Reviewed);
    if let Some(row) = reviewed.iter().find(|row| row.tag == tag) {
        summary(console, row)?;
    }
    Ok(Exit::Done)
}

/// A verdict; `None` to stop, or at the end of the input.
fn answer(console: &mut Console, answers: &mut impl BufRead) -> anyhow::Result<Option<Verdict>> {
    loop {
        console.prompt(words::ASK.get(console.lang))?;
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let typed = line.trim().to_lowercase();
        if words::STOP.contains(&typed.as_str()) {
            return Ok(None);
        }
        match Verdict::ALL.into_iter().find(|verdict| words::answers(verdict.key()).contains(&typed.as_str())) {
            Some(verdict) => return Ok(Some(verdict)),
            None => console.line(words::NOT_UNDERSTOOD.get(console.lang))?,
        }
    }
}

/// Who it is and what there is to go by; neither the rule's numbers nor the score.
fn show(console: &mut Console, session: &Session, member: MemberId, tag: &str) -> anyhow::Result<()> {
    let portrait: Box<MemberPortrait> = ask!(session, Portrait(member));
    let row = &portrait.row;
    console.line(&format!("{}  id:{}  {}", row.name, row.id, row.community))?;
    let evidence: Vec<EvidenceLine> = ask!(session, Evidence(member, format!("tag:{tag}")));
    let latest: Vec<MessageView> = ask!(session, Messages(member, 0, LINES as u64));
    for line in evidence.iter().take(LINES) {
        console.line(&format!("  · {}", line.text))?;
    }
    let shown = |text: &str| evidence.iter().take(LINES).any(|line| line.text == text);
    for message in latest.iter().filter(|message| !shown(&message.text)) {
        console.line(&format!("  {}  {}", session.calendar().minute(message.time), message.text))?;
    }
    if evidence.is_empty() && latest.is_empty() {
        console.line(&format!("  {}", words::NOTHING_SPOKEN.get(console.lang)))?;
    }
    Ok(())
}

fn summary(console: &mut Console, row: &Reviewed) -> anyhow::Result<()> {
    if let Some(measured) = row.precision {
        console.line(&format!("{}{}{}", row.tag, console.lang.pick(("：", ": ")), told(console.lang, measured)))?;
    }
    advise(console, row)
}

fn advise(console: &mut Console, row: &Reviewed) -> anyhow::Result<()> {
    let Some(Suggestion { field, comparison, line, expected, lost }) = &row.suggestion else { return Ok(()) };
    let condition = written_in(&format!("{field}{comparison}{}", short_number(*line)), console.lang);
    let advice = words::suggestion(console.lang, &condition, &told(console.lang, *expected), *lost);
    Ok(console.line(&format!("{}{}{advice}", row.tag, console.lang.pick(("：", ": "))))?)
}

fn told(lang: Lang, Precision { value, low, high, n }: Precision) -> String {
    words::precision(lang, value, low, high, n)
}
