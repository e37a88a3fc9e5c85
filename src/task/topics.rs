//! What a community speaks of: the scheme's topics, and those that its words make up by themselves.
//!
//! Totals come from the members' states, the rest from the messages that `task::excerpt` takes. A message counts as it
//! does in profiles: in a member's own words, with substance, each text of a member once.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Scheme;
use crate::lang::Lang;
use crate::mining::share::difference;
use crate::mining::together::WordGraph;
use crate::model::state::MemberState;
use crate::model::topic::{self, TopicLeader, TopicRow, Topics, WEEKS};
use crate::model::{Calendar, CommunityId, Day, MemberId};
use crate::profile::reading;
use crate::query::Expr;
use crate::store::{Reader, Talk};
use crate::task::build::periods;
use crate::task::excerpt::{self, Excerpt};
use crate::task::heard::Heard;
use crate::task::listen;
use crate::task::scheme;
use crate::task::session::Session;
use crate::task::topical::SPOKEN_BY;
use crate::task::watch::Watch;
use crate::text::dict::Analyzer;

/// A discovered topic has at least so many words, and is spoken of in at least so many messages.
const TOPIC_LEAST: (usize, u64) = (3, 10);
/// Words that name a discovered topic, and words shown of it.
const NAMED_BY: (usize, usize) = (3, 8);
/// Discovered topics, the most spoken of.
const DISCOVERED: usize = 12;
const LEADERS: usize = 3;

/// Hours of a week.
const WEEK_HOURS: usize = 168;
/// Words of a discovered topic that its filter asks for.
const ASKED: usize = 2;

/// The filter that a topic turns into: whose preference it is, or, of a discovered one, who said its first words.
pub fn speaking_of(name: &str, discovered: bool, words: &[String]) -> Expr {
    if !discovered {
        return Expr::has("topics", name);
    }
    Expr::And(words.iter().take(ASKED).map(|word| Expr::Said(word.clone(), None)).collect())
}

/// The same of a line of the list.
pub fn condition(topic: &TopicRow) -> Expr {
    speaking_of(&topic.name, topic.discovered, &topic.words)
}

impl Session {
    /// What the members under a filter speak of.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn topics(&self, filter: Option<&Expr>, watch: &mut Watch<'_>) -> Result<Topics> {
        topics(self.view(), filter, self.lang, watch)
    }
}

/// A message that says something.
struct Said {
    member: MemberId,
    /// How many weeks back, if it is one of the last.
    week: Option<usize>,
    target: Option<MemberId>,
    words: Box<[u32]>,
}

/// Who speaks of a topic, and when.
#[derive(Default)]
struct Tally {
    members: FxHashMap<MemberId, (u64, u64)>,
    messages: u64,
    weeks: [u64; WEEKS],
}

impl Tally {
    fn add(&mut self, member: MemberId, week: Option<usize>, target: Option<MemberId>) {
        self.messages += 1;
        self.members.entry(member).or_default().1 += 1;
        if let Some(week) = week {
            self.weeks[week] += 1;
        }
        if let Some(target) = target.filter(|target| *target != member) {
            self.members.entry(target).or_default().0 += 1;
        }
    }

    fn speakers(&self) -> u64 {
        self.members.values().filter(|(_, messages)| *messages > 0).count() as u64
    }
}

/// The latest four weeks, and the four before, of weeks counted back.
fn halves(weeks: &[u64; WEEKS]) -> (u64, u64) {
    let (recent, before) = weeks.split_at(WEEKS / 2);
    (recent.iter().sum(), before.iter().sum())
}

/// Weeks counted back, the oldest first.
fn in_order(mut weeks: [u64; WEEKS]) -> [u64; WEEKS] {
    weeks.reverse();
    weeks
}

/// Reads what the members under a filter speak of; staff and bots are left out.
pub(super) fn topics(reader: &Reader, filter: Option<&Expr>, lang: Lang, watch: &mut Watch<'_>) -> Result<Topics> {
    Ok(with_hours(reader, filter, lang, watch)?.0)
}

/// The same, and in which hours of the week they wrote how many messages, from Monday on.
pub(super) fn with_hours(
    reader: &Reader,
    filter: Option<&Expr>,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<(Topics, Vec<u64>)> {
    among(reader, filter, excerpt::MOST, lang, watch)
}

/// The same, of about so many messages.
fn among(
    reader: &Reader,
    filter: Option<&Expr>,
    most: u64,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<(Topics, Vec<u64>)> {
    let _moment = reader.hold()?;
    let scheme = scheme::in_use(reader, lang)?;
    let mut listening = Listening::new(reader, filter, &scheme, lang)?;
    let totals = Totals::of(reader, &listening.members, listening.known.names())?;
    let excerpt = Excerpt::of(reader, &listening.members, totals.messages, &listening.today, most)?;
    excerpt.each(reader, lang, watch, |talk| listening.hear(talk))?;
    Ok((listening.finish(reader, &totals, &excerpt)?, totals.hours))
}

/// What members ever said, as their states have it.
#[derive(Default)]
struct Totals {
    /// Any message.
    messages: u64,
    /// Those of substance, and who said them.
    substantive: (u64, u64),
    /// Those of each topic, and who said them.
    topics: Vec<(u64, u64)>,
    /// Any, by hour of the week.
    hours: Vec<u64>,
}

impl Totals {
    fn of(reader: &Reader, members: &FxHashSet<MemberId>, topics: &[String]) -> Result<Totals> {
        let mut totals = Totals { topics: vec![(0, 0); topics.len()], hours: vec![0; WEEK_HOURS], ..Totals::default() };
        reader.each_state(|member| {
            if !members.contains(&member.member) {
                return anyhow::Ok(());
            }
            let sum =
                |of: &dyn Fn(&MemberState) -> u32| member.states.iter().map(|(_, state)| u64::from(of(state))).sum();
            totals.messages += sum(&|state| state.messages);
            for (_, state) in &member.states {
                totals.hours.iter_mut().zip(&state.hours).for_each(|(sum, n)| *sum += u64::from(*n));
            }
            add(&mut totals.substantive, sum(&|state| state.substantive));
            for (total, topic) in totals.topics.iter_mut().zip(topics) {
                add(total, sum(&|state| state.topics.iter().find(|(name, _)| name == topic).map_or(0, |(_, n)| *n)));
            }
            Ok(())
        })?;
        Ok(totals)
    }
}

/// Adds what one member said.
fn add(total: &mut (u64, u64), messages: u64) {
    total.0 += messages;
    total.1 += u64::from(messages > 0);
}

/// The pass over the messages.
struct Listening {
    members: FxHashSet<MemberId>,
    today: BTreeMap<CommunityId, Day>,
    calendar: Calendar,
    analyzer: Analyzer,
    known: reading::Topics,
    tallies: Vec<Tally>,
    all: Tally,
    heard: Heard,
    words: FxHashMap<Box<str>, u32>,
    said: Vec<Said>,
}

impl Listening {
    fn new(reader: &Reader, filter: Option<&Expr>, scheme: &Scheme, lang: Lang) -> Result<Listening> {
        let analyzer = listen::analyzer(scheme, lang)?;
        let known = reading::Topics::new(&scheme.topics);
        Ok(Listening {
            members: reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect(),
            today: periods(reader, None)?.into_iter().map(|(community, period)| (community, period.as_of)).collect(),
            calendar: reader.calendar().clone(),
            analyzer,
            tallies: known.names().iter().map(|_| Tally::default()).collect(),
            known,
            all: Tally::default(),
            heard: Heard::default(),
            words: FxHashMap::default(),
            said: Vec::new(),
        })
    }

    fn hear(&mut self, talk: &Talk<'_>) {
        if !self.members.contains(&talk.member) || !self.heard.is_new(talk) {
            return;
        }
        let week = self.week(talk);
        let target = talk.target.filter(|target| self.members.contains(target));
        self.all.add(talk.member, week, target);
        let (mut spoken, mut words) = (Vec::new(), Vec::new());
        let Listening { analyzer, known, words: numbers, .. } = self;
        analyzer.words(talk.text, |word| {
            spoken.extend_from_slice(known.of(word));
            let next = numbers.len() as u32;
            let number = match numbers.get(word) {
                Some(number) => *number,
                None => *numbers.entry(word.into()).or_insert(next),
            };
            words.push(number);
        });
        spoken.sort_unstable();
        spoken.dedup();
        for topic in spoken {
            self.tallies[topic].add(talk.member, week, target);
        }
        words.sort_unstable();
        words.dedup();
        self.said.push(Said { member: talk.member, week, target, words: words.into() });
    }

    /// How many whole weeks before the as-of day of its community.
    fn week(&self, talk: &Talk<'_>) -> Option<usize> {
        let today = self.today.get(&talk.community)?;
        let days = *today - 1 - self.calendar.day(talk.time);
        usize::try_from(days / 7).ok().filter(|week| days >= 0 && *week < WEEKS)
    }

    fn finish(self, reader: &Reader, totals: &Totals, excerpt: &Excerpt) -> Result<Topics> {
        let (messages, speakers) = totals.substantive;
        let mut topics = Vec::new();
        for ((name, tally), total) in self.known.names().iter().zip(&self.tallies).zip(&totals.topics) {
            if total.0 > 0 {
                topics.push(row(reader, name.clone(), Vec::new(), tally, *total, (speakers, &self.all.weeks))?);
            }
        }
        let heard = self.all.speakers();
        let mut found = Vec::new();
        for (words, tally) in self.discovered() {
            let name = words.iter().take(NAMED_BY.0).cloned().collect::<Vec<_>>().join("·");
            let total = (tally.messages, tally.speakers());
            found.push(row(reader, name, words, &tally, total, (heard, &self.all.weeks))?);
        }
        let order = |a: &TopicRow, b: &TopicRow| b.messages.cmp(&a.messages).then_with(|| a.name.cmp(&b.name));
        topics.sort_by(order);
        found.sort_by(order);
        topics.extend(found.into_iter().take(DISCOVERED));
        let (weeks, share) = excerpt.span();
        let excerpt = topic::Excerpt { weeks, share, messages: self.all.messages, speakers: heard };
        Ok(Topics { speakers, messages, excerpt, weeks: in_order(self.all.weeks), topics })
    }

    /// Groups of words that are said together, with who says two of them in one message; one that is mostly said in
    /// speaking of one of the scheme's topics is that topic.
    fn discovered(&self) -> Vec<(Vec<String>, Tally)> {
        let names = self.names();
        let graph = WordGraph::of(self.said.iter().map(|said| &*said.words), &names);
        let mut found = Vec::new();
        for places in graph.groups().into_iter().filter(|places| places.len() >= TOPIC_LEAST.0) {
            let numbers: FxHashSet<u32> = places.iter().map(|place| graph.words[*place].0).collect();
            let mut tally = Tally::default();
            let mut known = vec![0; self.tallies.len()];
            for said in &self.said {
                if said.words.iter().filter(|word| numbers.contains(word)).count() < SPOKEN_BY {
                    continue;
                }
                tally.add(said.member, said.week, said.target);
                let topics: BTreeSet<usize> =
                    said.words.iter().flat_map(|word| self.known.of(names[*word as usize])).copied().collect();
                topics.into_iter().for_each(|topic| known[topic] += 1);
            }
            let is_known = known.iter().any(|count| 2 * count > tally.messages);
            if tally.messages >= TOPIC_LEAST.1 && !is_known {
                let words = places.iter().take(NAMED_BY.1).map(|place| graph.words[*place].1.clone());
                found.push((words.collect(), tally));
            }
        }
        found
    }

    /// Words by their numbers.
    fn names(&self) -> Vec<&str> {
        let mut names = vec![""; self.words.len()];
        for (word, number) in &self.words {
            names[*number as usize] = word;
        }
        names
    }
}

fn row(
    reader: &Reader,
    name: String,
    words: Vec<String>,
    tally: &Tally,
    (messages, members): (u64, u64),
    (speakers, among): (u64, &[u64; WEEKS]),
) -> Result<TopicRow> {
    let (recent, before) = halves(&tally.weeks);
    let (all_recent, all_before) = halves(among);
    let trend = difference((recent, all_recent), (before, all_before)).map(|change| match () {
        () if change.low > 0.0 => "rising",
        () if change.high < 0.0 => "falling",
        () => "steady",
    });
    let (led_by, leaders) = leaders(reader, tally)?;
    Ok(TopicRow {
        name,
        discovered: !words.is_empty(),
        words,
        members,
        share: if speakers == 0 { 0.0 } else { members as f64 / speakers as f64 },
        messages,
        recent,
        before,
        trend,
        weeks: in_order(tally.weeks),
        selected: 0,
        led_by,
        leaders,
    })
}

/// Who is answered most in messages of a topic; where nobody is, who says most of it.
fn leaders(reader: &Reader, tally: &Tally) -> Result<(&'static str, Vec<TopicLeader>)> {
    let speaking = tally.members.iter().filter(|(_, (_, messages))| *messages > 0);
    let mut ranked: Vec<(MemberId, u64, u64)> = speaking.map(|(member, (got, said))| (*member, *got, *said)).collect();
    let is_answered = ranked.iter().any(|(_, replies, _)| *replies > 0);
    if is_answered {
        ranked.retain(|(_, replies, _)| *replies > 0);
    }
    ranked.sort_by_key(|(member, replies, messages)| {
        (std::cmp::Reverse(if is_answered { *replies } else { 0 }), std::cmp::Reverse(*messages), *member)
    });
    let leader = |(id, replies, messages)| Ok(TopicLeader { id, name: reader.name_of(id)?, replies, messages });
    let leaders = ranked.into_iter().take(LEADERS).map(leader).collect::<Result<_>>()?;
    Ok((if is_answered { "replies" } else { "messages" }, leaders))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(topics: &Topics) -> BTreeMap<&str, &TopicRow> {
        let named = topics.topics.iter().filter(|topic| !topic.discovered);
        named.map(|topic| (topic.name.as_str(), topic)).collect()
    }

    #[test]
    fn of_too_many_messages_an_even_part_is_read_and_totals_stay_exact() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::demo(&folder.path().join("store.db"), Lang::Zh, &mut Watch::nobody()).unwrap();
        let reader = session.reader().unwrap();
        let of = |most| among(&reader, None, most, Lang::Zh, &mut Watch::nobody()).unwrap().0;
        let (all, part) = (of(u64::MAX), of(1_000));
        assert_eq!((all.excerpt.weeks, all.excerpt.share), (None, 1.0));
        assert_eq!((all.excerpt.messages, all.excerpt.speakers), (all.messages, all.speakers));
        assert_eq!((part.messages, part.speakers), (all.messages, all.speakers));
        let topic::Excerpt { weeks: Some(8), share, messages, .. } = part.excerpt else { panic!("{:?}", part.excerpt) };
        assert!(share < 1.0 && (500..1_100).contains(&messages), "{:?}", part.excerpt);
        let lately = |topics: &Topics| halves(&topics.weeks).1 + halves(&topics.weeks).0;
        for (name, topic) in named(&all) {
            let found = named(&part)[name];
            assert_eq!((found.messages, found.members), (topic.messages, topic.members), "{name}");
            let expected = (topic.recent + topic.before) as f64 / lately(&all) as f64;
            let told = (found.recent + found.before) as f64 / lately(&part) as f64;
            let error = (expected * (1.0 - expected) / lately(&part) as f64).sqrt();
            assert!((expected - told).abs() <= 4.0 * error.max(0.01), "{name}: {told} for {expected} ± {error}");
        }
        assert_eq!(of(1_000), part, "the same part whenever it is asked for");
    }

    #[test]
    fn weeks_before_the_last_eight_are_read_where_those_hold_little() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::demo(&folder.path().join("store.db"), Lang::Zh, &mut Watch::nobody()).unwrap();
        let reader = session.reader().unwrap();
        let of = |most| among(&reader, None, most, Lang::Zh, &mut Watch::nobody()).unwrap().0;
        let all = of(u64::MAX);
        let part = of(all.messages - 1);
        assert!(part.excerpt.weeks.is_some_and(|weeks| weeks > 8) && part.excerpt.share == 1.0, "{:?}", part.excerpt);
        // What somebody said before, and says again, counts again.
        assert!(part.weeks.iter().zip(&all.weeks).all(|(part, all)| part >= all), "{:?} {:?}", part.weeks, all.weeks);
        assert_eq!((part.messages, part.speakers), (all.messages, all.speakers));
    }
}
