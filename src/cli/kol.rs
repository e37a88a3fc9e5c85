//! `kol`: opinion leaders, ranked; everywhere, or in a group, on a topic, in some days.

use std::collections::BTreeMap;

use clap::Args;

use super::Exit;
use super::console::{Console, ask_ranking};
use super::listing::Excerpt;
use super::ranking::{Extra, Layout, beside, list, moved, part, part_beside, parts, print_rows, score};
use super::{day, problem::Problem};
use crate::export::{Cell, Kind};
use crate::lang::{Lang, Text, cli as words, leaders as say, profile};
use crate::model::slice::{Days, Slice};
use crate::model::view::RankedRow;
use crate::task::leaders;
use crate::task::request::Ranking;
use crate::task::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["since", "until"])]
    days: Option<u16>,
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    #[arg(long)]
    explicit: bool,
    #[arg(long)]
    trend: bool,
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let slice = self.slice(&session)?;
        if slice.is_whole() && self.trend {
            return self.with_trends(console, &session, slice);
        }
        if slice.is_whole() {
            return list(&self.excerpt, console, &layout(&slice), &Ranking::Kol(slice));
        }
        let lang = console.lang;
        let filter = self.excerpt.filter(&session)?;
        let found = console.watched(|watch| session.leaders(&slice, filter.as_ref(), watch))?;
        let ask = |offset, limit| Ok((session.led(&found, offset, limit)?, found.total()));
        let shown = print_rows(&self.excerpt, console, &session, &layout(&slice), ask)?;
        console.hint(&leaders::about(lang, &slice))?;
        if shown == 0 && filter.is_none() {
            console.hint(say::NOBODY_LEADS.get(lang))?;
        }
        Ok(Exit::Done)
    }

    /// The list of builds, with how each leader's influence moved lately; what passed in those days is read for it.
    fn with_trends(&self, console: &mut Console, session: &Session, whole: Slice) -> anyhow::Result<Exit> {
        let filter = self.excerpt.filter(session)?;
        let trends = console.watched(|watch| session.trends(watch))?;
        let mut layout = layout(&whole);
        layout.screen.insert(1, trend());
        layout.file.splice(1..1, trend_figures());
        let ranking = Ranking::Kol(whole.clone());
        let ask = |offset, limit| {
            let (mut rows, total) = ask_ranking(session, ranking.clone(), filter.clone(), offset, limit)?;
            rows.iter_mut().for_each(|row| row.trend = trends.get(&row.member.id).copied());
            Ok((rows, total))
        };
        print_rows(&self.excerpt, console, session, &layout, ask)?;
        console.hint(&leaders::compared(console.lang, &whole))?;
        Ok(Exit::Done)
    }

    fn slice(&self, session: &Session) -> anyhow::Result<Slice> {
        let lang = session.lang();
        let read = |text: &Option<String>| text.as_deref().map(|text| day::read(text, lang)).transpose();
        let days = match (self.days, read(&self.since)?, read(&self.until)?) {
            (Some(0), ..) => {
                return Err(Problem::usage(words::invalid_value(lang, "0", "--days", "1, 2, 3 …")).into());
            }
            (Some(days), ..) => Days::Last(days.into()),
            (None, None, None) => Days::All,
            (None, since, until) => Days::Between(since, until),
        };
        session.slice(self.group.as_deref(), self.topic.as_deref(), days, self.explicit)
    }
}

fn layout(slice: &Slice) -> Layout {
    let is_whole = slice.is_whole();
    let mut file = vec![
        score("score", words::INFLUENCE, Kind::Score),
        beside("beyond_activity", words::BEYOND_ACTIVITY),
        beside("mechanism", words::MECHANISM),
        beside("missing_replies", say::MISSING_REPLIES),
        beside("missing_threads", say::MISSING_THREADS),
        part_beside("missing_replies", "half_by", say::HALF_BY),
        parts(),
    ];
    let mut screen = vec![
        score("score", words::INFLUENCE_SHORT, Kind::Score),
        part("repliers", words::REPLIERS_SHORT),
        part("mentions", words::MENTIONS_SHORT),
        part("likes", words::LIKES_SHORT),
        part("helped", words::HELPED_SHORT),
        beside("missing_replies", say::IF_GONE_SHORT),
    ];
    if is_whole {
        screen.insert(1, beside("beyond_activity", words::BEYOND_SHORT));
        screen.insert(2, beside("mechanism", words::MECHANISM_SHORT));
    } else {
        screen.insert(1, trend());
        file.splice(1..1, trend_figures());
    }
    Layout { member: &["id", "name"], screen, file, below: if is_whole { below } else { below_slice } }
}

/// Whether influence rose or fell.
fn trend() -> Extra {
    moved("trend", say::TREND, Kind::Code(say::TRENDS), |trend| trend.key().map_or(Cell::Unknown, Cell::text))
}

/// The same with the scores that it compares.
fn trend_figures() -> [Extra; 3] {
    let score = |key, title, cell| moved(key, title, Kind::Score, cell);
    [
        trend(),
        score("score_recent", say::SCORE_RECENT, |trend| Cell::number(trend.recent)),
        score("score_before", say::SCORE_BEFORE, |trend| Cell::number(trend.before)),
    ]
}

fn below(rows: &[RankedRow], lang: Lang) -> Vec<String> {
    said(rows, lang, say::LAST_90)
}

fn below_slice(rows: &[RankedRow], lang: Lang) -> Vec<String> {
    said(rows, lang, say::IN_SLICE)
}

/// What the data lack, and, of each community among the rows, the fewest members who give half of its answers.
fn said(rows: &[RankedRow], lang: Lang, within: Text) -> Vec<String> {
    let lacks =
        |key: &str| rows.iter().flat_map(|row| &row.attribute.parts).all(|part| part.key != key || part.weight == 0.0);
    let Some(first) = rows.first() else { return Vec::new() };
    let lacking: Vec<&str> =
        first.attribute.parts.iter().map(|part| part.key.as_str()).filter(|key| lacks(key)).collect();
    if lacking.contains(&"reply_weeks") {
        return vec![say::NO_REPLIES.get(lang).to_owned()];
    }
    let of = |row: &RankedRow| {
        let missing = row.beside("missing_replies")?;
        Some((row.member.community.clone(), (missing.part("half_by")? as u64, missing.part("all_replies")? as u64)))
    };
    let communities: BTreeMap<String, (u64, u64)> = rows.iter().filter_map(of).collect();
    let several = communities.len() > 1;
    let line = |(name, (members, of)): (&String, &(u64, u64))| {
        say::half_by(lang, within, several.then_some(name), *members, *of)
    };
    let names: Vec<&str> = lacking.iter().map(|key| profile::part(key, lang)).collect();
    let lacking = (!names.is_empty()).then(|| say::lacking(lang, &names));
    lacking.into_iter().chain(communities.iter().map(line)).collect()
}
