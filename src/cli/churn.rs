//! `churn`: those likely to leave, ranked.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Excerpt, Format, print_all};
use super::ranking::{Layout, beside, list, parts, print_rows, reasons, score};
use crate::export::{Cell, Column, Kind};
use crate::lang::{cli as words, foresight as foresight_words};
use crate::model::leaving::Reason;
use crate::task::request::Ranking;
use crate::task::{foresight, leaving};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
    #[arg(long, conflicts_with = "window")]
    reasons: bool,
    #[arg(long, value_name = "DAYS", value_parser = ["7", "14", "30", "90"])]
    window: Option<String>,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        if self.reasons {
            return self.reasons(console);
        }
        // What builds keep is of ninety days.
        if let Some(window) = self.window.as_deref().filter(|window| *window != "90") {
            return self.within(console, window.parse()?);
        }
        let done = list(&self.excerpt, console, &layout(), &Ranking::Churn)?;
        let proofs = console.session()?.proofs()?;
        foresight::said(console.lang, &proofs, proofs.len()).iter().try_for_each(|line| console.hint(line))?;
        Ok(done)
    }

    /// Those likely not to be seen within other days, as far as the past tells.
    fn within(&self, console: &mut Console, window: u32) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let (lang, filter) = (console.lang, self.excerpt.filter(&session)?);
        let found = console.watched(|watch| session.at_risk(window, filter.as_ref(), watch))?;
        let layout = Layout { file: vec![score("risk", words::RISK, Kind::Number), reasons(), parts()], ..layout() };
        let ask = |offset, limit| Ok((session.at_risk_rows(&found, offset, limit)?, found.total()));
        print_rows(&self.excerpt, console, &session, &layout, ask)?;
        console.hint(&foresight_words::of_window(lang, window))?;
        found.said(lang, window, &session.community_names()?).iter().try_for_each(|line| console.hint(line))?;
        Ok(Exit::Done)
    }

    /// What those who left had more often than those who stayed.
    fn reasons(&self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = self.excerpt.filter(&session)?;
        let found = console.watched(|watch| session.leaving(filter.as_ref(), watch))?;
        let (lang, format) = (console.lang, self.excerpt.format());
        let factor = |reason: &Reason| match format {
            Format::Table => Cell::Text(foresight_words::factor(lang, &reason.factor)),
            _ => Cell::text(&reason.factor),
        };
        let rows = found.reasons.iter().map(|reason| {
            vec![
                factor(reason),
                Cell::count(reason.left),
                Cell::count(reason.left_of),
                Cell::count(reason.stayed),
                Cell::count(reason.stayed_of),
                Cell::number(reason.log_odds),
                Cell::number(reason.low),
                Cell::number(reason.high),
                Cell::number(reason.q),
            ]
        });
        print_all(console, format, session.calendar(), &reason_columns(), rows.collect())?;
        console.hint(&leaving::said(lang, &found))?;
        Ok(Exit::Done)
    }
}

fn reason_columns() -> [Column; 9] {
    let number = |key, title| Column::known(key, title, Kind::Number);
    [
        Column::known("factor", foresight_words::FACTOR, Kind::Text),
        number("left", foresight_words::LEFT),
        number("left_of", foresight_words::OF),
        number("stayed", foresight_words::STAYED),
        number("stayed_of", foresight_words::OF),
        number("log_odds", foresight_words::LOG_ODDS),
        number("low", foresight_words::LOW),
        number("high", foresight_words::HIGH),
        number("q", foresight_words::FALSE_FINDS),
    ]
}

fn layout() -> Layout {
    Layout {
        member: &["id", "name", "stage", "last_seen"],
        screen: vec![score("risk", words::RISK_SHORT, Kind::Number), reasons()],
        file: vec![
            score("risk", words::RISK, Kind::Number),
            beside("churn_band", words::RISK_BAND),
            reasons(),
            parts(),
        ],
        below: |_, _| Vec::new(),
    }
}
