//! What the content of a community tells of the members under a filter: topics, words, hours, open questions.

use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::Lang;
use crate::mining::agreement::wilson;
use crate::model::signal::stands_out;
use crate::model::today::{Matter, TodayItem};
use crate::model::topic::{Content, HourRow, Keyword};
use crate::model::{MemberId, Timestamp};
use crate::query::Expr;
use crate::store::{MemberStates, Reader};
use crate::task::topics::topics;
use crate::task::watch::Watch;
use crate::task::{build, today};

/// Standard errors by which a word must stand out, members who must say it, and words shown.
const STANDS_OUT: f64 = 2.0;
const SAYERS: u64 = 2;
const KEYWORDS: usize = 15;
/// Messages an hour of the week needs before the share that was answered means anything, and hours shown.
const HOUR_LEAST: u64 = 10;
const HOURS: usize = 5;

/// Reads the content screen.
pub(super) fn content(reader: &Reader, filter: Option<&Expr>, lang: Lang) -> Result<Content> {
    let _moment = reader.hold()?;
    let members: FxHashSet<MemberId> = reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect();
    let mut gathered = Gathered::default();
    reader.each_state(|member: MemberStates| {
        gathered.add(&member, members.contains(&member.member));
        anyhow::Ok(())
    })?;
    Ok(Content {
        topics: topics(reader, filter, lang, &mut Watch::nobody())?,
        // Everybody says nothing more than others do.
        keywords: if filter.is_some() { gathered.keywords() } else { Vec::new() },
        hours: hours(reader, &gathered.hours, &members)?,
        questions: questions(reader, &members)?,
    })
}

/// Words and hours of the members under the filter, and the words of all.
#[derive(Default)]
struct Gathered {
    own: FxHashMap<String, (u32, u64)>,
    messages: u32,
    all: FxHashMap<String, u64>,
    total: u64,
    hours: Vec<u64>,
}

impl Gathered {
    fn add(&mut self, member: &MemberStates, is_own: bool) {
        for (community, state) in &member.states {
            if !build::is_ranked(member, *community) {
                continue;
            }
            self.total += u64::from(state.substantive);
            for (word, n) in &state.words {
                *self.all.entry(word.clone()).or_default() += u64::from(*n);
            }
            if !is_own {
                continue;
            }
            self.messages = self.messages.saturating_add(state.substantive);
            for (word, n) in &state.words {
                let said = self.own.entry(word.clone()).or_default();
                *said = (said.0.saturating_add(*n), said.1 + 1);
            }
            self.hours.resize(168, 0);
            self.hours.iter_mut().zip(&state.hours).for_each(|(sum, n)| *sum += u64::from(*n));
        }
    }

    fn keywords(&self) -> Vec<Keyword> {
        let said = self.own.iter().filter(|(_, (_, members))| *members >= SAYERS);
        let mut words: Vec<Keyword> = said
            .map(|(word, (n, members))| {
                let all = self.all.get(word).copied().unwrap_or(0);
                Keyword { word: word.clone(), members: *members, z: stands_out(*n, self.messages, all, self.total) }
            })
            .filter(|keyword| keyword.z >= STANDS_OUT)
            .collect();
        words.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.word.cmp(&b.word)));
        words.truncate(KEYWORDS);
        words
    }
}

/// The hours of the week in which the most of what was written was answered, the surest first.
fn hours(reader: &Reader, written: &[u64], members: &FxHashSet<MemberId>) -> Result<Vec<HourRow>> {
    let calendar = reader.calendar().clone();
    let mut answered = vec![0u64; 168];
    reader.each_answered(|member, time: Timestamp| {
        if members.contains(&member) {
            let slot = usize::from(calendar.day(time).weekday()) * 24 + usize::from(calendar.hour(time));
            answered[slot] += 1;
        }
    })?;
    let slots = written.iter().zip(&answered).enumerate().filter(|(_, (written, _))| **written >= HOUR_LEAST);
    let mut rows: Vec<HourRow> = slots
        .filter_map(|(slot, (messages, answered))| {
            let answered = *answered.min(messages);
            let (low, _) = wilson(answered, *messages)?;
            Some(HourRow { day: (slot / 24) as u8, hour: (slot % 24) as u8, messages: *messages, answered, low })
        })
        .filter(|row| row.answered > 0)
        .collect();
    rows.sort_by(|a, b| b.low.total_cmp(&a.low).then((a.day, a.hour).cmp(&(b.day, b.hour))));
    rows.truncate(HOURS);
    Ok(rows)
}

/// Questions that nobody took up, as today's list has them.
fn questions(reader: &Reader, members: &FxHashSet<MemberId>) -> Result<Vec<TodayItem>> {
    let mut items = today::list(reader)?;
    items.retain(|item| matches!(item.matter, Matter::Question { .. }) && members.contains(&item.member));
    Ok(items)
}
