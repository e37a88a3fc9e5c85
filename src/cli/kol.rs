//! `kol`: opinion leaders, ranked.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::Excerpt;
use super::ranking::{Layout, beside, list, part, parts, score};
use crate::lang::cli as words;
use crate::task::request::Ranking;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        list(&self.excerpt, console, &layout())
    }
}

fn layout() -> Layout {
    let file = vec![
        score("score", words::INFLUENCE),
        beside("beyond_activity", words::BEYOND_ACTIVITY),
        beside("mechanism", words::MECHANISM),
        parts(),
    ];
    let screen = vec![
        score("score", words::INFLUENCE_SHORT),
        beside("beyond_activity", words::BEYOND_SHORT),
        beside("mechanism", words::MECHANISM_SHORT),
        part("repliers", words::REPLIERS_SHORT),
        part("reply_weeks", words::REPLY_WEEKS_SHORT),
        part("mentions", words::MENTIONS_SHORT),
        part("likes", words::LIKES_SHORT),
        part("helped", words::HELPED_SHORT),
    ];
    Layout { ranking: Ranking::Kol, member: &["id", "name"], screen, file }
}
