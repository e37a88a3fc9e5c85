//! What the content of a community tells of the members under a filter: topics, hours, open questions.

use anyhow::Result;
use rustc_hash::FxHashSet;

use crate::lang::Lang;
use crate::mining::agreement::wilson;
use crate::model::today::TodayItem;
use crate::model::topic::{Content, DayRow, HourRow};
use crate::model::{MemberId, Timestamp};
use crate::query::Expr;
use crate::store::Reader;
use crate::task::topics::{condition, with_hours};
use crate::task::watch::Watch;
use crate::text::mask;

/// Messages an hour of the week needs before the share that was answered means anything, and hours shown.
const HOUR_LEAST: u64 = 10;
const HOURS: usize = 5;

/// Reads the content screen.
pub(super) fn content(reader: &Reader, filter: Option<&Expr>, lang: Lang) -> Result<Content> {
    let _moment = reader.hold()?;
    let members: FxHashSet<MemberId> = reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect();
    let (mut topics, written) = with_hours(reader, filter, lang, &mut Watch::nobody())?;
    for topic in &mut topics.topics {
        let selected = Expr::And(filter.cloned().into_iter().chain([condition(topic)]).collect());
        topic.selected = reader.member_ids(Some(&selected))?.len() as u64;
    }
    let (hours, days) = hours(reader, &written, &members)?;
    Ok(Content { topics, hours, days, questions: questions(reader, &members)? })
}

/// The hours of the week, and its days, in which the most of what was written was answered, the surest first.
fn hours(reader: &Reader, written: &[u64], members: &FxHashSet<MemberId>) -> Result<(Vec<HourRow>, Vec<DayRow>)> {
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
    Ok((rows, days(written, &answered)))
}

fn days(written: &[u64], answered: &[u64]) -> Vec<DayRow> {
    let by_day = (0..).zip(written.chunks(24).zip(answered.chunks(24)));
    let mut rows: Vec<DayRow> = by_day
        .filter_map(|(day, (written, answered))| {
            let messages: u64 = written.iter().sum();
            let answered = written.iter().zip(answered).map(|(written, answered)| *answered.min(written)).sum();
            let (low, _) = wilson(answered, messages).filter(|_| messages >= HOUR_LEAST)?;
            Some(DayRow { day, messages, answered, low })
        })
        .collect();
    rows.sort_by(|a, b| b.low.total_cmp(&a.low).then(a.day.cmp(&b.day)));
    rows
}

/// Questions of the members that nobody took up.
fn questions(reader: &Reader, members: &FxHashSet<MemberId>) -> Result<Vec<TodayItem>> {
    let mut items = reader.open_questions()?;
    items.retain(|item| members.contains(&item.member));
    items.iter_mut().flat_map(|item| &mut item.words).for_each(|words| mask::hide(&mut words.text));
    Ok(items)
}
