//! `kol`: opinion leaders, ranked.

use std::collections::BTreeMap;

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::Excerpt;
use super::ranking::{Layout, beside, list, part, part_beside, parts, score};
use crate::lang::{Lang, cli as words, leaders as say};
use crate::model::view::RankedRow;
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
        beside("missing_replies", say::MISSING_REPLIES),
        beside("missing_threads", say::MISSING_THREADS),
        part_beside("missing_replies", "half_by", say::HALF_BY),
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
        beside("missing_replies", say::IF_GONE_SHORT),
    ];
    Layout { ranking: Ranking::Kol, member: &["id", "name"], screen, file, below: half_by }
}

/// Of each community among the rows, the fewest members who give half of its answers.
fn half_by(rows: &[RankedRow], lang: Lang) -> Vec<String> {
    let without_replies =
        |row: &RankedRow| row.attribute.parts.iter().any(|part| part.key == "reply_weeks" && part.weight == 0.0);
    if !rows.is_empty() && rows.iter().all(without_replies) {
        return vec![say::NO_REPLIES.get(lang).to_owned()];
    }
    let of = |row: &RankedRow| {
        let missing = row.beside("missing_replies")?;
        Some((row.member.community.clone(), (missing.part("half_by")? as u64, missing.part("all_replies")? as u64)))
    };
    let communities: BTreeMap<String, (u64, u64)> = rows.iter().filter_map(of).collect();
    let several = communities.len() > 1;
    let line =
        |(name, (members, of)): (&String, &(u64, u64))| say::half_by(lang, several.then_some(name), *members, *of);
    communities.iter().map(line).collect()
}
