//! What a community speaks of: the scheme's topics, and those that its words make up by themselves.
//!
//! Read from the messages on demand, in one pass. A message counts as it does in profiles: in a member's own words,
//! with substance, each text of a member once.

use std::collections::{BTreeSet, VecDeque};

use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Scheme;
use crate::lang::Lang;
use crate::mining::community::{Edge, communities};
use crate::mining::share::difference;
use crate::model::topic::{TopicLeader, TopicRow, Topics, WEEKS};
use crate::model::{CommunityId, Day, MemberId};
use crate::profile::reading;
use crate::query::Expr;
use crate::store::{Reader, Talk};
use crate::task::build::periods;
use crate::task::heard::Heard;
use crate::task::listen::{self, listen};
use crate::task::scheme;
use crate::task::session::Session;
use crate::task::watch::Watch;
use crate::text::dict::Analyzer;

/// Messages, the latest stored, among which topics are discovered.
const KEPT: usize = 300_000;
/// Words of which topics are made, the most said.
const WORDS: usize = 400;
/// Messages a word must be said in.
const SAID_LEAST: u32 = 5;
/// Messages two words must be said in together.
const TOGETHER_LEAST: u32 = 3;
/// A discovered topic has at least so many words, and is spoken of in at least so many messages.
const TOPIC_LEAST: (usize, u64) = (3, 10);
/// Words that name a discovered topic, and words shown of it.
const NAMED_BY: (usize, usize) = (3, 8);
/// Words of a topic that a message must hold: one of the scheme's, two of a discovered one's.
const SPOKEN_BY: usize = 2;
/// Discovered topics, the most spoken of.
const DISCOVERED: usize = 12;
const LEADERS: usize = 3;

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
    let scheme = scheme::in_use(reader, lang)?;
    let mut listening = Listening::new(reader, filter, &scheme, lang)?;
    listen(reader, lang, watch, |talk| listening.hear(talk))?;
    listening.finish(reader)
}

/// The messages among which topics are discovered.
struct Latest {
    said: VecDeque<Said>,
    kept: usize,
    /// How many of them were said in each week back.
    weeks: [u64; WEEKS],
}

impl Latest {
    fn of(kept: usize) -> Latest {
        Latest { said: VecDeque::new(), kept, weeks: [0; WEEKS] }
    }

    fn push(&mut self, said: Said) {
        if let Some(week) = said.week {
            self.weeks[week] += 1;
        }
        self.said.push_back(said);
        if self.said.len() > self.kept
            && let Some(week) = self.said.pop_front().and_then(|oldest| oldest.week)
        {
            self.weeks[week] -= 1;
        }
    }
}

/// The pass over the messages.
struct Listening {
    members: FxHashSet<MemberId>,
    today: FxHashMap<CommunityId, Day>,
    calendar: crate::model::Calendar,
    analyzer: Analyzer,
    known: reading::Topics,
    tallies: Vec<Tally>,
    all: Tally,
    heard: Heard,
    words: FxHashMap<Box<str>, u32>,
    latest: Latest,
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
            latest: Latest::of(KEPT),
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
        self.latest.push(Said { member: talk.member, week, target, words: words.into() });
    }

    /// How many whole weeks before the as-of day of its community.
    fn week(&self, talk: &Talk<'_>) -> Option<usize> {
        let today = self.today.get(&talk.community)?;
        let days = *today - 1 - self.calendar.day(talk.time);
        usize::try_from(days / 7).ok().filter(|week| days >= 0 && *week < WEEKS)
    }

    fn finish(self, reader: &Reader) -> Result<Topics> {
        let speakers = self.all.speakers();
        let mut topics = Vec::new();
        for (name, tally) in self.known.names().iter().zip(&self.tallies) {
            if tally.messages > 0 {
                topics.push(row(reader, name.clone(), Vec::new(), tally, speakers, &self.all.weeks)?);
            }
        }
        let mut found = Vec::new();
        for (words, tally) in self.discovered() {
            let name = words.iter().take(NAMED_BY.0).cloned().collect::<Vec<_>>().join("·");
            found.push(row(reader, name, words, &tally, speakers, &self.latest.weeks)?);
        }
        let order = |a: &TopicRow, b: &TopicRow| b.messages.cmp(&a.messages).then_with(|| a.name.cmp(&b.name));
        topics.sort_by(order);
        found.sort_by(order);
        topics.extend(found.into_iter().take(DISCOVERED));
        let (weeks, latest_weeks) = (in_order(self.all.weeks), in_order(self.latest.weeks));
        Ok(Topics { speakers, messages: self.all.messages, weeks, latest_weeks, topics })
    }

    /// Groups of words that are said together, with who says two of them in one message; one that is mostly said in
    /// speaking of one of the scheme's topics is that topic.
    fn discovered(&self) -> Vec<(Vec<String>, Tally)> {
        let names = self.names();
        let graph = WordGraph::of(&self.latest.said, &names);
        let mut found = Vec::new();
        for places in graph.groups().into_iter().filter(|places| places.len() >= TOPIC_LEAST.0) {
            let numbers: FxHashSet<u32> = places.iter().map(|place| graph.words[*place].0).collect();
            let mut tally = Tally::default();
            let mut known = vec![0; self.tallies.len()];
            for said in &self.latest.said {
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

/// Which words are said together beyond chance.
struct WordGraph {
    /// Numbers and words, the most said first.
    words: Vec<(u32, String)>,
    edges: Vec<Edge>,
}

impl WordGraph {
    fn of(messages: &VecDeque<Said>, names: &[&str]) -> WordGraph {
        let mut counts = vec![0u32; names.len()];
        messages.iter().flat_map(|said| &said.words).for_each(|word| counts[*word as usize] += 1);
        let mut often: Vec<u32> = (0..names.len() as u32).filter(|word| counts[*word as usize] >= SAID_LEAST).collect();
        // By the word itself among equals, so that the order of messages does not matter.
        often.sort_by_key(|word| (std::cmp::Reverse(counts[*word as usize]), names[*word as usize]));
        often.truncate(WORDS);
        let place: FxHashMap<u32, u32> = (0..).zip(&often).map(|(place, word)| (*word, place)).collect();
        let mut together: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for said in messages {
            let mut here: Vec<u32> = said.words.iter().filter_map(|word| place.get(word).copied()).collect();
            here.sort_unstable();
            for (at, one) in here.iter().enumerate() {
                for other in &here[at + 1..] {
                    *together.entry((*one, *other)).or_default() += 1;
                }
            }
        }
        let all = messages.len() as f64;
        let said = |place: u32| f64::from(counts[often[place as usize] as usize]);
        let edge = |((one, other), n): ((u32, u32), u32)| {
            let lift = f64::from(n) * all / (said(one) * said(other));
            (n >= TOGETHER_LEAST && lift > 1.0).then(|| (one, other, f64::from(n) * lift.ln()))
        };
        let mut edges: Vec<Edge> = together.into_iter().filter_map(edge).collect();
        edges.sort_by_key(|(one, other, _)| (*one, *other));
        let words = often.iter().map(|word| (*word, names[*word as usize].to_owned())).collect();
        WordGraph { words, edges }
    }

    /// Places of the words of each group, the most tied within it first.
    fn groups(&self) -> Vec<Vec<usize>> {
        let of = communities(self.words.len(), &self.edges);
        let mut ties = vec![0.0; self.words.len()];
        for (one, other, weight) in &self.edges {
            if of[*one as usize] == of[*other as usize] {
                ties[*one as usize] += weight;
                ties[*other as usize] += weight;
            }
        }
        let count = of.iter().max().map_or(0, |last| *last as usize + 1);
        let mut groups = vec![Vec::new(); count];
        for (place, group) in of.iter().enumerate() {
            groups[*group as usize].push(place);
        }
        for group in &mut groups {
            group.sort_by(|a, b| ties[*b].total_cmp(&ties[*a]).then(a.cmp(b)));
        }
        groups
    }
}

fn row(
    reader: &Reader,
    name: String,
    words: Vec<String>,
    tally: &Tally,
    speakers: u64,
    among: &[u64; WEEKS],
) -> Result<TopicRow> {
    let members = tally.speakers();
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
        messages: tally.messages,
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

    #[test]
    fn the_latest_messages_know_how_many_of_them_a_week_has() {
        let mut latest = Latest::of(3);
        for week in [Some(2), Some(2), None, Some(1), Some(0)] {
            latest.push(Said { member: MemberId(1), week, target: None, words: Box::default() });
        }
        assert_eq!((latest.said.len(), &latest.weeks[..3]), (3, &[1, 1, 0][..]));
    }
}
