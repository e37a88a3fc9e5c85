//! `outcome`: who was contacted in a campaign, who answered or bought, and what it gained.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::console::Console;
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use super::{Exit, day, scheme};
use crate::export::{Cell, Column, Kind, write_file};
use crate::lang::cli as said;
use crate::lang::import::place;
use crate::lang::profile::part as part_name;
use crate::lang::{Lang, outcome as words};
use crate::model::Timestamp;
use crate::model::outcome::{CampaignResult, OutcomeReport, Rate};
use crate::model::tuning::{HeldOut, TunedPart, Tuning};
use crate::task::outcome::WINDOW;
use crate::task::session::Session;
use crate::task::tune::TuneOrder;

/// What weights can be fitted on, and the scores whose they can be.
const TUNABLE: [&str; 5] = ["answered", "bought", "interaction", "influence", "consumption"];

/// Rows that were not used, named on screen; the JSON report has all.
const SKIPS_SHOWN: usize = 20;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long, value_name = "NAME")]
        campaign: String,
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[command(flatten)]
        printing: Printing,
    },
    Tune {
        #[arg(long, value_name = "NAME")]
        campaign: String,
        #[arg(long, value_name = "WHAT", value_parser = ["answered", "bought"])]
        on: Option<String>,
        #[arg(long, value_name = "SCORE", value_parser = ["interaction", "influence", "consumption"])]
        score: Option<String>,
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[arg(long)]
        overwrite: bool,
        #[arg(long)]
        json: bool,
    },
    Show {
        #[arg(value_name = "NAME")]
        name: Option<String>,
        #[arg(long, value_name = "DAYS", default_value_t = WINDOW, value_parser = clap::value_parser!(u32).range(1..=365))]
        window: u32,
        #[command(flatten)]
        printing: Printing,
    },
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let lang = console.lang;
        match self.deed {
            Deed::Import { file, campaign, on, printing } => {
                let on = on.map(|text| day::read(&text, lang)).transpose()?;
                if campaign.trim().is_empty() {
                    return Err(Problem::usage(words::NAMELESS.get(lang)).into());
                }
                let report = console.session()?.import_outcome(&file, campaign.trim(), on)?;
                imported(console, printing.format(), &file.display().to_string(), &report)
            }
            Deed::Tune { campaign, on, score, output, overwrite, json } => {
                let known = |text: Option<String>| TUNABLE.into_iter().find(|known| Some(*known) == text.as_deref());
                let order = TuneOrder { campaign: campaign.trim().to_owned(), on: known(on), score: known(score) };
                tune(console, &order, output.as_deref(), overwrite, json)
            }
            Deed::Show { name: None, printing, .. } => list(console, printing.format()),
            Deed::Show { name: Some(name), window, printing } => {
                let found = console.session()?.campaign(name.trim(), window)?;
                let result = found.ok_or_else(|| Problem::failed(words::no_such(lang, &name)))?;
                show(console, printing.format(), &result)
            }
        }
    }
}

fn imported(console: &mut Console, format: Format, file: &str, report: &OutcomeReport) -> anyhow::Result<Exit> {
    let lang = console.lang;
    if format == Format::Json {
        console.json(&serde_json::to_value(report)?)?;
        return Ok(Exit::Done);
    }
    let OutcomeReport { campaign, rows, contacted, held_out, skipped, skips, ignored, .. } = report;
    console.line(&words::imported(lang, campaign, *rows, *contacted, *held_out, *skipped))?;
    if !ignored.is_empty() {
        console.hint(&words::columns_ignored(lang, ignored))?;
    }
    for skip in skips.iter().take(SKIPS_SHOWN) {
        let at = place(lang, skip.at.unit(), skip.at.number());
        console.hint(&said::skipped(lang, file, &at, &skip.reason))?;
    }
    let unnamed = skips.len().saturating_sub(SKIPS_SHOWN) as u64;
    if unnamed > 0 {
        console.hint(&said::more_skipped(lang, file, unnamed))?;
    }
    Ok(Exit::Done)
}

/// Fits weights, tells how they do and what they would change; writes a scheme with them only where one is named.
fn tune(
    console: &mut Console,
    order: &TuneOrder,
    output: Option<&Path>,
    overwrite: bool,
    as_json: bool,
) -> anyhow::Result<Exit> {
    let lang = console.lang;
    let mut session = console.session()?;
    let tried = console.watched(|watch| session.tune(order, watch))?;
    let tried = tried.ok_or_else(|| Problem::failed(words::no_such(lang, &order.campaign)))?;
    if let Some(path) = output {
        write_file(path, tried.text.as_bytes(), overwrite).map_err(|error| anyhow::anyhow!(error.say(lang)))?;
    }
    if as_json {
        let mut all = serde_json::to_value(&tried.tuning)?;
        all["changes"] = scheme::whole(&tried.trial)?;
        all["scheme"] = serde_json::Value::from(tried.text);
        console.json(&all)?;
        return Ok(Exit::Done);
    }
    say_tuning(console, &session, &tried.tuning)?;
    console.line("")?;
    scheme::what_if(console, &session, &tried.trial)?;
    match output {
        Some(path) => console.line(&words::scheme_written(lang, &path.display().to_string()))?,
        None => console.hint(words::NOT_WRITTEN.get(lang))?,
    }
    Ok(Exit::Done)
}

fn say_tuning(console: &mut Console, session: &Session, tuning: &Tuning) -> anyhow::Result<()> {
    let lang = console.lang;
    let Tuning { campaign, on, score, day, n, did, trained, held_out, before, after, .. } = tuning;
    let asked = if *on == "bought" { words::BOUGHT } else { words::ANSWERED };
    let score = scheme::field_title(score, lang);
    console.line(&words::tuned(lang, campaign, &score, asked, (*did, *n), day.as_deref(), (*trained, *held_out)))?;
    let columns = [
        Column::known("part", words::PART, Kind::Text),
        Column::known("before", words::WEIGHT_NOW, Kind::Number),
        Column::known("after", words::WEIGHT_FITTED, Kind::Number),
    ];
    let row = |part: &TunedPart| {
        vec![Cell::text(part_name(part.part, lang)), Cell::Number(part.before), Cell::Number(part.after)]
    };
    print_all(console, Format::Table, session.calendar(), &columns, tuning.weights.iter().map(row).collect())?;
    let of = |one: &HeldOut| (one.auc, one.low, one.high);
    let difference = (after.auc - before.auc, tuning.difference_low, tuning.difference_high);
    console.line(&words::on_the_others(lang, of(before), of(after), difference, *held_out))?;
    let is_clear = tuning.difference_low > 0.0;
    console.hint(if is_clear { words::TUNING_CAUTION } else { words::TUNING_UNCLEAR }.get(lang))
}

fn list(console: &mut Console, format: Format) -> anyhow::Result<Exit> {
    let session = console.session()?;
    let campaigns = session.campaigns()?;
    if campaigns.is_empty() && format == Format::Table {
        console.hint(words::NO_CAMPAIGN.get(console.lang))?;
        return Ok(Exit::Done);
    }
    let columns = [
        Column::known("campaign", words::CAMPAIGN, Kind::Text),
        Column::known("day", words::DAY, Kind::Text),
        Column::known("contacted", words::CONTACTED, Kind::Number),
        Column::known("held_out", words::HELD_OUT, Kind::Number),
        Column::known("answered", words::ANSWERED, Kind::Number),
        Column::known("answer_rate", words::ANSWER_RATE, Kind::Number),
        Column::known("bought", words::BOUGHT, Kind::Number),
        Column::known("buy_rate", words::BUY_RATE, Kind::Number),
        Column::known("amount", words::AMOUNT, Kind::Number),
        Column::known("imported", words::IMPORTED, Kind::Time),
    ];
    let percent = format == Format::Table;
    let rows = campaigns.iter().map(|(result, imported)| row(result, *imported, percent)).collect();
    print_all(console, format, session.calendar(), &columns, rows)?;
    Ok(Exit::Done)
}

fn row(result: &CampaignResult, imported: Timestamp, percent: bool) -> Vec<Cell> {
    let count = |rate: Option<Rate>| rate.map_or(Cell::Unknown, |rate| Cell::count(rate.n));
    let scale = if percent { 100.0 } else { 1.0 };
    let share = |rate: Option<Rate>| rate.map_or(Cell::Unknown, |rate| Cell::Number(rate.rate * scale));
    vec![
        Cell::text(&result.campaign),
        result.day.as_deref().map_or(Cell::Unknown, Cell::text),
        Cell::count(result.contacted),
        Cell::count(result.held_out),
        count(result.answered),
        share(result.answered),
        count(result.bought),
        share(result.bought),
        result.amount.map_or(Cell::Unknown, Cell::Number),
        Cell::Time(imported),
    ]
}

fn show(console: &mut Console, format: Format, result: &CampaignResult) -> anyhow::Result<Exit> {
    if format != Format::Table {
        console.json(&serde_json::to_value(result)?)?;
        return Ok(Exit::Done);
    }
    let lang = console.lang;
    let CampaignResult { campaign, day, contacted, held_out, .. } = result;
    console.line(&words::headline(lang, campaign, day.as_deref(), *contacted, *held_out))?;
    for (what, rate) in [(words::ANSWERED, result.answered), (words::BOUGHT, result.bought)] {
        if let Some(rate) = rate {
            let interval = (rate.low, rate.high);
            console.line(&format!("  {}", words::rate(lang, what, (rate.n, rate.of), rate.rate, interval)))?;
        }
    }
    if let Some(amount) = result.amount {
        console.line(&format!("  {}", words::paid(lang, amount)))?;
    }
    say_lifts(console, lang, result)?;
    if result.bought.is_some() || result.lifts.iter().any(|lift| lift.outcome == "ordered") {
        console.hint(words::BY_TABLE.get(lang))?;
    }
    Ok(Exit::Done)
}

fn say_lifts(console: &mut Console, lang: Lang, result: &CampaignResult) -> anyhow::Result<()> {
    for lift in &result.lifts {
        let beside = words::Beside {
            outcome: lift.outcome,
            source: lift.source,
            days: result.window,
            shares: (lift.rate, lift.holdout_rate),
            lift: lift.lift,
            interval: lift.low.zip(lift.high),
            matched: (lift.contacted, lift.holdout, lift.strata),
        };
        console.line(&format!("  {}", words::beside(lang, &beside)))?;
    }
    let hint = if result.lifts.is_empty() { words::NO_LIFT } else { words::CAUTION };
    console.hint(hint.get(lang))
}
