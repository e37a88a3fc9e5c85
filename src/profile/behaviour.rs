//! 行为特征: what a member does, and how much of it.

use super::page::{Material, beside, counted, scored};
use super::signals::distinct;
use crate::config::scheme::Levels;
use crate::config::sensitive;
use crate::model::attribute::{Attribute, LEVELS, Value};
use crate::model::record::Action;
use crate::model::signal::stands_out;
use crate::model::state::{Median, MemberState};

/// Decayed active days at which activity is 100 (methods.md §1): somebody seen every day.
const ALWAYS: f64 = 44.8;
/// Messages needed before hours of the day mean anything.
const HOURS_LEAST: u32 = 10;
/// Answers needed before a median means anything.
const ANSWERS_LEAST: u32 = 5;
/// Own-words messages needed before their shares mean anything.
const WORDS_LEAST: u32 = 5;
/// Messages needed before the share of adverts means anything.
const ADVERTS_LEAST: u32 = 3;
/// Times a member must have said a word or matched a topic.
const SAID_LEAST: u32 = 3;
/// Standard errors by which a word must stand out.
const STANDS_OUT: f64 = 2.0;
/// Keywords shown.
const KEYWORDS: usize = 10;
/// Keys of [`crate::model::record::MessageKind`], in the order of its numbers.
const KINDS: [&str; 18] = [
    "text",
    "image",
    "voice",
    "video",
    "file",
    "sticker",
    "link",
    "location",
    "red_packet",
    "transfer",
    "call",
    "share",
    "forward",
    "card",
    "solitaire",
    "poll",
    "announcement",
    "other",
];
/// Local hours of the night.
const NIGHT: [usize; 6] = [23, 0, 1, 2, 3, 4];

pub(super) fn activity(m: &Material) -> Option<Attribute> {
    let a30 = m.signals.a30;
    let score = activity_of(a30);
    let parts = vec![beside("a30", a30), beside("a7", m.signals.a7), beside("a90", m.signals.a90)];
    Some(Attribute::observed("activity", score, m.signals.active_days as u32, parts))
}

/// The activity (0–100) of so many decayed active days.
pub fn activity_of(a30: f64) -> f64 {
    100.0 * (a30.ln_1p() / ALWAYS.ln()).min(1.0)
}

/// The level of so many decayed active days.
pub fn level_of(a30: f64, lines: &Levels) -> &'static str {
    let ends = [lines.silent, lines.rare, lines.light, lines.medium, lines.high];
    let place = ends.iter().take_while(|end| a30 > **end).count();
    LEVELS[place].0
}

pub(super) fn level(m: &Material) -> Option<Attribute> {
    let a30 = m.signals.a30;
    let key = level_of(a30, &m.page.scheme.levels);
    Some(counted("level", Value::Code(key.to_owned()), m.signals.active_days, vec![beside("a30", a30)]))
}

pub(super) fn active_days(m: &Material) -> Option<Attribute> {
    let days = m.signals.active_days;
    Some(Attribute::observed("active_days", days, days as u32, Vec::new()))
}

pub(super) fn streak(m: &Material) -> Option<Attribute> {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for day in distinct(&m.state.days, m.period.as_of) {
        run = if last == Some(day - 1) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(day);
    }
    (longest > 0).then(|| Attribute::observed("streak", f64::from(longest), m.signals.active_days as u32, Vec::new()))
}

/// Messages by hour of the day.
fn by_hour(state: &MemberState) -> ([u32; 24], u32) {
    let mut hours = [0; 24];
    for (place, n) in state.hours.iter().enumerate() {
        hours[place % 24] += n;
    }
    (hours, hours.iter().sum())
}

pub(super) fn active_hours(m: &Material) -> Option<Attribute> {
    let (hours, total) = by_hour(m.state);
    if total < HOURS_LEAST {
        return None;
    }
    let mut busiest: Vec<(usize, u32)> = hours.into_iter().enumerate().filter(|(_, n)| *n > 0).collect();
    busiest.sort_by_key(|(hour, n)| (std::cmp::Reverse(*n), *hour));
    let words = busiest.into_iter().take(3).map(|(hour, n)| (format!("{hour:02}:00"), share(n, total))).collect();
    Some(counted("active_hours", Value::Words(words), f64::from(total), Vec::new()))
}

pub(super) fn night_share(m: &Material) -> Option<Attribute> {
    let (hours, total) = by_hour(m.state);
    let night: u32 = NIGHT.iter().map(|hour| hours[*hour]).sum();
    shared("night_share", night, total, HOURS_LEAST)
}

pub(super) fn interaction(m: &Material) -> Option<Attribute> {
    m.derived.interaction.as_ref().map(|score| scored("interaction", score, m.signals.messages))
}

/// A count, known for everybody who ever spoke.
pub(super) fn of_speakers(m: &Material, key: &str, count: f64) -> Option<Attribute> {
    (m.state.messages > 0).then(|| Attribute::observed(key, count, m.state.messages, Vec::new()))
}

pub(super) fn replies_sent(m: &Material) -> Option<Attribute> {
    of_speakers(m, "replies_sent", f64::from(m.state.replies_sent))
}

pub(super) fn replies_received(m: &Material) -> Option<Attribute> {
    let reply = Action::Reply.key();
    let received: i64 = m.state.received.iter().filter(|got| got.action == reply).map(|got| got.count).sum();
    of_speakers(m, "replies_received", received as f64)
}

fn median(key: &str, median: Median) -> Option<Attribute> {
    let known = median.n >= ANSWERS_LEAST;
    known.then(|| Attribute::observed(key, f64::from(median.minutes), median.n, Vec::new()))
}

pub(super) fn response_time(m: &Material) -> Option<Attribute> {
    median("response_time", m.state.answered_after)
}

pub(super) fn reaction_time(m: &Material) -> Option<Attribute> {
    median("reaction_time", m.state.answers_after)
}

pub(super) fn invited(m: &Material) -> Option<Attribute> {
    let invited = m.state.invited;
    (invited > 0).then(|| Attribute::observed("invited", f64::from(invited), invited, Vec::new()))
}

pub(super) fn keywords(m: &Material) -> Option<Attribute> {
    let total = m.page.baseline.substantive;
    let said = m.state.words.iter().take_while(|(_, n)| *n >= SAID_LEAST);
    let mut words: Vec<(&str, u32, f64)> = said
        .map(|(word, n)| {
            let all = m.page.words.get(word.as_str()).copied().unwrap_or(0);
            (word.as_str(), *n, stands_out(*n, m.state.substantive, all, total))
        })
        .filter(|(word, _, z)| *z >= STANDS_OUT && sensitive::word_in(word).is_none())
        .collect();
    words.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(b.0)));
    words.truncate(KEYWORDS);
    let parts = words.iter().map(|(word, n, _)| beside(word, f64::from(*n))).collect();
    let words: Vec<(String, f64)> = words.into_iter().map(|(word, _, z)| (word.to_owned(), z)).collect();
    (!words.is_empty()).then(|| counted("keywords", Value::Words(words), f64::from(m.state.substantive), parts))
}

pub(super) fn topics(m: &Material) -> Option<Attribute> {
    let (messages, total) = (m.state.substantive, m.page.baseline.substantive);
    let stands_out = |(topic, n): &&(String, u32)| {
        let all = m.page.topics.get(topic.as_str()).copied().unwrap_or(0);
        *n >= SAID_LEAST && stands_out(*n, messages, all, total) >= STANDS_OUT
    };
    let mut topics: Vec<&(String, u32)> = m.state.topics.iter().filter(stands_out).collect();
    topics.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let parts = topics.iter().map(|(topic, n)| beside(topic, f64::from(*n))).collect();
    let words: Vec<_> = topics.into_iter().map(|(topic, n)| (topic.clone(), share(*n, messages))).collect();
    (!words.is_empty()).then(|| counted("topics", Value::Words(words), f64::from(messages), parts))
}

pub(super) fn message_kinds(m: &Material) -> Option<Attribute> {
    let total: u32 = m.state.kinds.iter().sum();
    let mut kinds: Vec<(&str, u32)> =
        KINDS.into_iter().zip(m.state.kinds.iter().copied()).filter(|(_, n)| *n > 0).collect();
    kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let words = kinds.into_iter().map(|(kind, n)| (kind.to_owned(), share(n, total))).collect();
    (total >= WORDS_LEAST).then(|| counted("message_kinds", Value::Words(words), f64::from(total), Vec::new()))
}

pub(super) fn substance(m: &Material) -> Option<Attribute> {
    let total = m.state.kinds.iter().sum();
    shared("substance", m.state.substantive, total, WORDS_LEAST)
}

/// A share of messages with a mark, with its examples.
fn marked(m: &Material, key: &str, mark: &str, of: u32, least: u32) -> Option<Attribute> {
    let tally = m.state.marks.iter().find(|tally| tally.mark == mark);
    let mut attribute = shared(key, tally.map_or(0, |tally| tally.n), of, least)?;
    attribute.evidence = tally.map_or_else(Vec::new, |tally| tally.examples.clone());
    Some(attribute)
}

pub(super) fn question_share(m: &Material) -> Option<Attribute> {
    marked(m, "question_share", "question", m.state.own_words, WORDS_LEAST)
}

pub(super) fn deal_share(m: &Material) -> Option<Attribute> {
    marked(m, "deal_share", "deal", m.state.own_words, WORDS_LEAST)
}

pub(super) fn advert_share(m: &Material) -> Option<Attribute> {
    marked(m, "advert_share", "advert", m.state.kinds.iter().sum(), ADVERTS_LEAST)
}

pub(super) fn helped(m: &Material) -> Option<Attribute> {
    of_speakers(m, "helped", m.signals.helped)
}

pub(super) fn started(m: &Material) -> Option<Attribute> {
    of_speakers(m, "started", m.signals.started)
}

fn share(n: u32, of: u32) -> f64 {
    f64::from(n) / f64::from(of.max(1))
}

/// A share, unknown under `least` observations.
fn shared(key: &str, n: u32, of: u32, least: u32) -> Option<Attribute> {
    let parts = || vec![beside("count", f64::from(n)), beside("of", f64::from(of))];
    (of >= least).then(|| Attribute::observed(key, share(n, of).min(1.0), of, parts()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_out_by_how_much_more_the_member_says_it() {
        assert!(stands_out(5, 20, 100, 10_000) > 3.0, "a quarter of the messages against one in a hundred");
        assert!(stands_out(20, 200, 20, 10_000) > 3.0, "nobody else says it");
        assert!(stands_out(5, 20, 2_500, 10_000).abs() < 0.5, "as often as everybody");
        assert!(stands_out(0, 20, 2_500, 10_000) < 0.0);
        assert!(stands_out(20, 20, 20, 20).is_finite(), "a community of one");
    }
}
