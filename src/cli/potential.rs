//! `potential`: buyers of promise, ranked, with why.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::Excerpt;
use super::ranking::{Layout, beside, list, parts, promise, score};
use crate::export::Kind;
use crate::lang::potential as words;
use crate::task::request::Ranking;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        list(&self.excerpt, console, &layout(), &Ranking::Potential)
    }
}

fn layout() -> Layout {
    Layout {
        member: &["id", "name"],
        screen: vec![score("score", words::POTENTIAL, Kind::Score), beside("spending_level", words::LEVEL), promise()],
        file: vec![
            score("score", words::POTENTIAL, Kind::Score),
            beside("spending_level", words::LEVEL),
            promise(),
            parts(),
        ],
        below: |rows, lang| if rows.is_empty() { Vec::new() } else { vec![words::LEGEND.get(lang).to_owned()] },
    }
}
