//! What changed in a week: who came, came back, is at risk or left, and what is spoken of more.

use anyhow::Result;

use crate::lang::{Lang, week as words};
use crate::mining::share::difference;
use crate::mining::week::DAYS;
use crate::model::registry::WEEK_CHANGES;
use crate::model::topic::{TopicRow, Topics, WEEKS};
use crate::model::view::RankedRow;
use crate::model::week::{RisingTopic, Week, WeekList, WeekMember};
use crate::query::Expr;
use crate::store::Reader;
use crate::task::session::Session;
use crate::task::topics::topics;
use crate::task::watch::Watch;

/// Weeks that the last one is measured by.
const BEFORE: usize = 4;

impl Session {
    /// What changed within seven days of the members under a filter, with so many people of each list.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn week(&self, filter: Option<&Expr>, people: u64, watch: &mut Watch<'_>) -> Result<Week> {
        let lang = self.lang;
        let spoken = topics(self.view(), filter, lang, watch)?;
        week(self.view(), filter, people, &spoken, lang)
    }
}

/// Whom a change of the week befell, of the members under a filter.
pub fn befallen(change: &str, filter: Option<&Expr>) -> Expr {
    Expr::people_under(filter.into_iter().chain([&Expr::has("week_change", change)]))
}

/// What changed, where it is known what is spoken of.
pub(super) fn week(reader: &Reader, filter: Option<&Expr>, people: u64, spoken: &Topics, lang: Lang) -> Result<Week> {
    let _moment = reader.hold()?;
    let day = reader.latest_day()?;
    let list = |(change, _): &(&'static str, &str)| {
        let (rows, members) = reader.because("week_change", &befallen(change, filter), people)?;
        let people = rows.into_iter().map(|row| member(row, change, lang)).collect();
        Ok(WeekList { change, members, people })
    };
    Ok(Week {
        as_of: day.map(|day| day.to_string()),
        since: day.map(|day| (day - DAYS).to_string()),
        members: reader.member_ids(Some(&Expr::people_under(filter)))?.len() as u64,
        changes: WEEK_CHANGES.iter().map(list).collect::<Result<_>>()?,
        rising: rising(spoken),
        excerpt: spoken.excerpt,
    })
}

fn member(row: RankedRow, change: &str, lang: Lang) -> WeekMember {
    let parts = &row.attribute.parts;
    let number = |key: &str| parts.iter().find(|part| part.key == key).map(|part| part.raw);
    let reason = words::reason(lang, change, number);
    WeekMember { id: row.member.id, name: row.member.name, stage: row.member.stage, reason }
}

/// Topics whose share of the last week is above that of the weeks before, beyond chance.
fn rising(spoken: &Topics) -> Vec<RisingTopic> {
    let halves = |weeks: &[u64; WEEKS]| {
        let (before, last) = weeks.split_at(WEEKS - 1);
        (last.iter().sum::<u64>(), before[WEEKS - 1 - BEFORE..].iter().sum::<u64>())
    };
    let of = |topic: &TopicRow| {
        let (all, all_before) = halves(&spoken.weeks);
        let (messages, messages_before) = halves(&topic.weeks);
        let change = difference((messages, all), (messages_before, all_before))?;
        (change.low > 0.0).then(|| RisingTopic {
            name: topic.name.clone(),
            discovered: topic.discovered,
            words: topic.words.clone(),
            messages,
            share: messages as f64 / all as f64,
            messages_before,
            share_before: messages_before as f64 / all_before as f64,
        })
    };
    spoken.topics.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(name: &str, weeks: [u64; WEEKS]) -> TopicRow {
        TopicRow {
            name: name.to_owned(),
            discovered: false,
            words: Vec::new(),
            members: 1,
            share: 1.0,
            messages: weeks.iter().sum(),
            recent: 0,
            before: 0,
            trend: None,
            weeks,
            selected: 0,
            led_by: "messages",
            leaders: Vec::new(),
        }
    }

    #[test]
    fn a_topic_rises_if_its_share_of_the_week_is_above_the_four_before_beyond_chance() {
        let spoken = Topics {
            weeks: [0, 0, 900, 100, 100, 100, 100, 100],
            topics: vec![
                topic("露营", [0, 0, 0, 5, 5, 5, 5, 20]),
                topic("美食", [0, 0, 0, 5, 5, 5, 5, 6]),
                topic("旧话", [0, 0, 90, 5, 5, 5, 5, 5]),
            ],
            ..Topics::default()
        };
        let found = rising(&spoken);
        assert_eq!(found.iter().map(|topic| topic.name.as_str()).collect::<Vec<_>>(), ["露营"]);
        // 21/102 − 21/402, ± 1.96·√(.2059·.7941/102 + .0522·.9478/402): .1536 ± .0814.
        assert_eq!((found[0].messages, found[0].messages_before), (20, 20));
        assert!((found[0].share - 0.2).abs() < 1e-12 && (found[0].share_before - 0.05).abs() < 1e-12);
    }
}
