//! What is said of one topic, what answers it, and what was said of it last.

use aho_corasick::AhoCorasick;
use anyhow::Result;
use rustc_hash::FxHashSet;

use crate::config::Scheme;
use crate::lang::Lang;
use crate::model::exchange::{Exchange, ExchangeKind};
use crate::model::state::MemberState;
use crate::model::topic::OnTopic;
use crate::model::view::MessageView;
use crate::model::{MemberId, Timestamp};
use crate::profile::reading::Topics;
use crate::query::Expr;
use crate::store::{Reader, StoreError, Talk};
use crate::task::build::periods;
use crate::task::listen::{self, listen};
use crate::task::scheme;
use crate::task::watch::Watch;
use crate::text::dict::Analyzer;
use crate::text::mask;
use crate::text::substance::says_something;

/// Words of a topic that a message must hold, if the topic was found in what is said.
pub(super) const SPOKEN_BY: usize = 2;
/// Messages that are shown of a topic.
const LATEST: usize = 20;

/// The messages that hold a word of a topic.
pub(super) struct Spoken {
    rows: FxHashSet<i64>,
    /// By whom and when: what answers one of them names no row.
    moments: FxHashSet<(MemberId, Timestamp)>,
}

/// Finds what is said of a topic: in a member's own words, with substance, with one of the topic's words.
pub(super) fn spoken(
    reader: &Reader,
    scheme: &Scheme,
    topic: &str,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<Spoken> {
    let topic = Topic::of(scheme, topic, &[], lang)?;
    let mut spoken = Spoken { rows: FxHashSet::default(), moments: FxHashSet::default() };
    listen(reader, lang, watch, |talk| {
        if topic.is_of(talk) {
            spoken.rows.insert(talk.message);
            spoken.moments.insert((talk.member, talk.time));
        }
    })?;
    Ok(spoken)
}

/// What tells messages of a topic from others.
struct Topic {
    analyzer: Analyzer,
    /// The words as they are written: to cut a text costs a hundred times what it does to see that none stands in it.
    written: AhoCorasick,
    by: By,
}

enum By {
    /// One of the words that the scheme has for it.
    Scheme(Topics),
    /// Two of the words that it was found by.
    Words(FxHashSet<String>),
}

impl Topic {
    /// One of the scheme's, or one found in what is said, by its words.
    fn of(scheme: &Scheme, name: &str, words: &[String], lang: Lang) -> Result<Topic> {
        let analyzer = listen::analyzer(scheme, lang)?;
        let topics: Vec<_> = scheme.topics.iter().filter(|known| known.name == name).cloned().collect();
        let (words, by): (Vec<&String>, By) = match words {
            [] => (topics.iter().flat_map(|topic| &topic.words).collect(), By::Scheme(Topics::new(&topics))),
            words => (words.iter().collect(), By::Words(words.iter().cloned().collect())),
        };
        let words = words.into_iter().map(|word| word.to_lowercase());
        let written = AhoCorasick::builder().ascii_case_insensitive(true).build(words)?;
        Ok(Topic { analyzer, written, by })
    }

    /// Whether a message is of it: in a member's own words, with substance, with words of the topic.
    fn is_of(&self, talk: &Talk<'_>) -> bool {
        if !talk.kind.is_own_words() || !self.written.is_match(talk.text) || !says_something(talk.text) {
            return false;
        }
        match &self.by {
            By::Scheme(known) => {
                let mut is_of_it = false;
                self.analyzer.words(talk.text, |word| is_of_it |= !known.of(word).is_empty());
                is_of_it
            }
            By::Words(words) => {
                let mut held = FxHashSet::default();
                self.analyzer.words(talk.text, |word| held.extend(words.get(word)));
                held.len() >= SPOKEN_BY
            }
        }
    }
}

/// What the members under a filter said of a topic last, each text of a member once, and who of them ever spoke of it.
pub(super) fn said(
    reader: &Reader,
    name: &str,
    words: &[String],
    filter: Option<&Expr>,
    lang: Lang,
) -> Result<OnTopic> {
    let _moment = reader.hold()?;
    let members: FxHashSet<MemberId> = reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect();
    let said = latest(reader, name, words, &members, lang)?;
    let speakers = if words.is_empty() { speakers(reader, name, &members)? } else { Vec::new() };
    Ok(OnTopic { said, speakers })
}

/// Who of the members ever spoke of one of the scheme's topics, as it is counted.
fn speakers(reader: &Reader, name: &str, members: &FxHashSet<MemberId>) -> Result<Vec<MemberId>> {
    let mut speakers = Vec::new();
    reader.each_state(|member| {
        let speaks = |(_, state): &(_, MemberState)| state.topics.iter().any(|(topic, n)| topic == name && *n > 0);
        if members.contains(&member.member) && member.states.iter().any(speaks) {
            speakers.push(member.member);
        }
        anyhow::Ok(())
    })?;
    Ok(speakers)
}

/// The latest messages, the latest first.
fn latest(
    reader: &Reader,
    name: &str,
    words: &[String],
    members: &FxHashSet<MemberId>,
    lang: Lang,
) -> Result<Vec<MessageView>> {
    let topic = Topic::of(&scheme::in_use(reader, lang)?, name, words, lang)?;
    let mut latest = Latest::default();
    let periods = periods(reader, None)?;
    let first = periods.values().map(|period| period.first).min();
    let as_of = periods.values().map(|period| period.as_of).max();
    let Some((first, as_of)) = first.zip(as_of) else { return Ok(Vec::new()) };
    // Longer and longer spans, back from the end: what is spoken of often is found in the last days.
    let (mut until, mut days) = (as_of, 1);
    while until > first && !latest.is_full() {
        let from = until - days;
        let times = reader.calendar().start_of(from)..reader.calendar().start_of(until);
        for community in periods.keys() {
            reader.each_talk_within(*community, &times, 1.0, |talk| {
                if members.contains(&talk.member) && topic.is_of(&talk) {
                    latest.hear(&talk);
                }
                Ok::<(), StoreError>(())
            })?;
        }
        (until, days) = (from, days * 2);
    }
    let mut said = Vec::new();
    for one in latest.0 {
        said.extend(reader.message(one.message, lang)?);
    }
    said.iter_mut().for_each(|message| mask::hide(&mut message.text));
    Ok(said)
}

/// What was said last, the latest first.
#[derive(Default)]
struct Latest(Vec<Said>);

struct Said {
    time: Timestamp,
    message: i64,
    member: MemberId,
    text: Box<str>,
}

impl Latest {
    fn is_full(&self) -> bool {
        self.0.len() == LATEST
    }

    fn hear(&mut self, talk: &Talk<'_>) {
        let text = talk.text.trim();
        let when = |said: &Said| (said.time, said.message);
        if let Some(place) = self.0.iter().position(|said| said.member == talk.member && &*said.text == text) {
            if when(&self.0[place]) > (talk.time, talk.message) {
                return;
            }
            self.0.remove(place);
        }
        let place = self.0.partition_point(|said| when(said) > (talk.time, talk.message));
        let said = Said { time: talk.time, message: talk.message, member: talk.member, text: text.into() };
        self.0.insert(place, said);
        self.0.truncate(LATEST);
    }
}

impl Spoken {
    /// Whether something is said of the topic, answers that, or is done about it. What a behaviour log counts without
    /// words is of no topic.
    pub(super) fn holds(&self, exchange: &Exchange) -> bool {
        match &exchange.kind {
            ExchangeKind::Message { row, answers, .. } => {
                let answered = exchange.to.zip(*answers);
                self.rows.contains(row) || answered.is_some_and(|answered| self.moments.contains(&answered))
            }
            ExchangeKind::Event { message, .. } => message.is_some_and(|message| self.rows.contains(&message)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::session::Session;

    #[test]
    fn the_latest_messages_on_a_topic_are_those_that_it_is_counted_by() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::demo(&folder.path().join("store.db"), Lang::Zh, &mut Watch::nobody()).unwrap();
        let reader = session.reader().unwrap();
        let counted = session.topics(None, &mut Watch::nobody()).unwrap();
        let few = Expr::Said("奶粉".to_owned(), None);
        for topic in &counted.topics {
            let of = |filter| said(&reader, &topic.name, &topic.words, filter, Lang::Zh).unwrap();
            let OnTopic { said, speakers } = of(None);
            assert_eq!(said.len() as u64, topic.messages.min(LATEST as u64), "{}", topic.name);
            assert!(said.is_sorted_by(|a, b| a.time >= b.time), "{}", topic.name);
            assert_eq!(speakers.len() as u64, if topic.discovered { 0 } else { topic.members }, "{}", topic.name);
            let members = reader.member_ids(Some(&few)).unwrap();
            assert!(of(Some(&few)).said.iter().all(|said| members.contains(&said.member)), "{}", topic.name);
        }
        assert!(counted.topics.iter().any(|topic| topic.messages > LATEST as u64));
    }
}
