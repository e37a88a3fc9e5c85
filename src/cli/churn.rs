//! `churn`: those likely to leave, ranked.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::Excerpt;
use super::ranking::{Layout, beside, list, part, parts, score};
use crate::lang::cli as words;
use crate::task::foresight;
use crate::task::request::Ranking;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let done = list(&self.excerpt, console, &layout())?;
        let proofs = console.session()?.proofs()?;
        foresight::said(console.lang, &proofs, proofs.len()).iter().try_for_each(|line| console.hint(line))?;
        Ok(done)
    }
}

fn layout() -> Layout {
    Layout {
        ranking: Ranking::Churn,
        member: &["id", "name", "stage", "last_seen"],
        screen: vec![
            score("risk", words::RISK_SHORT),
            part("a30", words::LATELY_SHORT),
            part("a365", words::YEAR_SHORT),
        ],
        file: vec![score("risk", words::RISK), beside("churn_band", words::RISK_BAND), parts()],
    }
}
