//! Keywords: what some members say more than the others do, or what is said on some days more than on all others,
//! as phrases.
//!
//! Which messages are read is decided before any text is: all, or an even part of either side where it holds too many.
//! What is said here is cut once and kept as runs of words, which are gone through three times: which of them are
//! phrases, how often words and phrases are said here and elsewhere, and who says those that stand out.

use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::sensitive;
use crate::lang::Lang;
use crate::mining::phrase::{self, BETWEEN, Keyness, LONGEST};
use crate::model::topic::{Against, Keyword, Keywords};
use crate::model::{Calendar, Day, MemberId, Timestamp};
use crate::query::Expr;
use crate::store::Reader;
use crate::task::build::periods;
use crate::task::excerpt::EvenPart;
use crate::task::heard::Heard;
use crate::task::listen::{self, Ear};
use crate::task::scheme;
use crate::task::session::Session;
use crate::task::watch::Watch;
use crate::text::dict::Analyzer;
use crate::text::mask;

/// Messages here that must hold a word or phrase.
const SAID_LEAST: u32 = 3;
/// Standard errors by which it must stand out.
const STANDS_OUT: f64 = 2.0;
/// Runs of words counted at a time; beyond that the rarest are forgotten.
const RUNS: usize = 1_000_000;
/// However many are asked for, no more are looked at, so that memory is bounded.
const MOST: usize = 1_000;
/// Messages that are read of each side at the most.
const READ: usize = 100_000;
/// Days of a week.
const WEEK: i32 = 7;

/// Of whom, or of when, keywords are asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeywordOrder {
    /// Whose words; everybody's without one.
    pub filter: Option<Expr>,
    /// The first day, and the last; the last week of the data, if there is neither a filter nor a day.
    pub days: (Option<Day>, Option<Day>),
    /// How many at the most.
    pub most: usize,
    /// This one alone, as it is written.
    pub only: Option<String>,
    /// How many messages are to be shown of each, the latest.
    pub shown: usize,
}

impl Session {
    /// What is said here more than elsewhere: on the days asked for against the other days of the same members, else by
    /// the members under the filter against all others.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn keywords(&self, order: &KeywordOrder, watch: &mut Watch<'_>) -> Result<Keywords> {
        keywords(self.view(), order, self.lang, watch)
    }
}

/// Keywords on a screen, and messages of each.
const ON_SCREEN: (usize, usize) = (20, 20);

/// What the explorer shows.
pub(super) fn on_screen(reader: &Reader, filter: Option<&Expr>, lang: Lang) -> Result<Keywords> {
    let (most, shown) = ON_SCREEN;
    let order = KeywordOrder { filter: filter.cloned(), most, shown, ..KeywordOrder::default() };
    keywords(reader, &order, lang, &mut Watch::nobody())
}

/// See [`Session::keywords`].
fn keywords(reader: &Reader, order: &KeywordOrder, lang: Lang, watch: &mut Watch<'_>) -> Result<Keywords> {
    let _moment = reader.hold()?;
    let scheme = scheme::in_use(reader, lang)?;
    let analyzer = listen::analyzer(&scheme, lang)?;
    let ground = Ground::of(reader, order)?;
    let sides = Sides::of(reader, &ground, lang, watch)?;
    let part = sides.part();
    let (here, elsewhere) = (sides.here.messages(), sides.elsewhere.messages());
    let mut ear = Ear::new((here.len() + elsewhere.len()) as u64, lang, watch);

    let (mut runs, mut said) = (Runs::default(), Vec::new());
    each_utterance(reader, &analyzer, &here, &mut ear, |utterance| {
        runs.hear(&utterance);
        said.push(utterance);
    })?;
    let mut tally = runs.tally();
    said.iter().for_each(|utterance| tally.hear(utterance, true));
    each_utterance(reader, &analyzer, &elsewhere, &mut ear, |utterance| tally.hear(&utterance, false))?;
    let mut found = tally.standing_out(order);
    said.iter().for_each(|utterance| found.hear(utterance, &tally));
    let speakers: FxHashSet<MemberId> = said.iter().map(|utterance| utterance.member).collect();
    Ok(Keywords {
        against: ground.against(),
        messages: tally.here,
        speakers: speakers.len() as u64,
        others: tally.elsewhere,
        part,
        words: found.finish(reader, lang)?,
    })
}

/// Which messages are set against which.
struct Ground {
    people: FxHashSet<MemberId>,
    here: Here,
    calendar: Calendar,
}

enum Here {
    Members(FxHashSet<MemberId>),
    Days(Day, Day),
}

impl Ground {
    fn of(reader: &Reader, order: &KeywordOrder) -> Result<Ground> {
        let under = |filter: Option<&Expr>| -> Result<FxHashSet<MemberId>> {
            Ok(reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect())
        };
        let filter = order.filter.as_ref();
        let (people, here) = match order.days {
            (None, None) if filter.is_some() => (under(None)?, Here::Members(under(filter)?)),
            days => {
                let spans = periods(reader, None)?;
                let first = spans.values().map(|period| period.first).min().unwrap_or(Day(0));
                let today = spans.values().map(|period| period.as_of).max().unwrap_or(Day(0));
                let first = if days == (None, None) { today - WEEK } else { days.0.unwrap_or(first) };
                (under(filter)?, Here::Days(first, days.1.unwrap_or(today - 1)))
            }
        };
        Ok(Ground { people, here, calendar: reader.calendar().clone() })
    }

    /// Whether a message is one of here; none, if it is not listened to at all.
    fn is_here(&self, member: MemberId, time: Timestamp) -> Option<bool> {
        self.people.contains(&member).then(|| match &self.here {
            Here::Members(members) => members.contains(&member),
            Here::Days(first, last) => (*first..=*last).contains(&self.calendar.day(time)),
        })
    }

    fn against(&self) -> Against {
        match self.here {
            Here::Members(_) => Against::Others,
            Here::Days(first, last) => Against::OtherDays(first, last),
        }
    }
}

/// Which messages are read of what is said here and elsewhere.
struct Sides {
    here: EvenPart,
    elsewhere: EvenPart,
}

impl Sides {
    fn of(reader: &Reader, ground: &Ground, lang: Lang, watch: &mut Watch<'_>) -> Result<Sides> {
        let mut sides = Sides { here: EvenPart::of(READ), elsewhere: EvenPart::of(READ) };
        let mut ear = Ear::new(reader.overview()?.messages, lang, watch);
        reader.each_said(|message, member, time| {
            match ground.is_here(member, time) {
                Some(true) => sides.here.add(message),
                Some(false) => sides.elsewhere.add(message),
                None => {}
            }
            ear.pass()
        })?;
        Ok(sides)
    }

    /// The shares that are read; none, if they are the whole.
    fn part(&self) -> Option<(f64, f64)> {
        let shares = (self.here.share(), self.elsewhere.share());
        (shares != (1.0, 1.0)).then_some(shares)
    }
}

/// What somebody said in a message, as runs of words.
struct Utterance {
    message: i64,
    member: MemberId,
    time: Timestamp,
    runs: Vec<Run>,
}

/// Hears what is said in messages, each text of a member once.
fn each_utterance(
    reader: &Reader,
    analyzer: &Analyzer,
    messages: &[i64],
    ear: &mut Ear<'_, '_>,
    mut hear: impl FnMut(Utterance),
) -> Result<()> {
    let mut heard = Heard::default();
    reader.each_talk_at(messages, |talk| {
        ear.hear(&talk, &mut |talk| {
            if heard.is_new(talk) {
                let runs = runs_of(analyzer, talk.text);
                hear(Utterance { message: talk.message, member: talk.member, time: talk.time, runs });
            }
        })
    })
}

/// Content words that follow each other at once.
#[derive(Default)]
struct Run {
    text: String,
    starts: Vec<usize>,
}

impl Run {
    fn push(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(BETWEEN);
        }
        self.starts.push(self.text.len());
        self.text.push_str(word);
    }

    /// So many words from a place on; none, if there are not so many.
    fn part(&self, from: usize, words: usize) -> Option<&str> {
        let end = match self.starts.get(from + words) {
            Some(next) => next - BETWEEN.len_utf8(),
            None => self.text.len(),
        };
        (from + words <= self.starts.len()).then(|| &self.text[self.starts[from]..end])
    }

    /// The words and phrases that it is made of, from left to right the longest known ones.
    fn units(&self, is_known: impl Fn(&str) -> bool) -> Vec<&str> {
        let (mut units, mut at) = (Vec::new(), 0);
        while at < self.starts.len() {
            let phrases = (2..=LONGEST).rev().filter_map(|words| Some((words, self.part(at, words)?)));
            let longest = phrases.into_iter().find(|(_, part)| is_known(part));
            let (words, part) = longest.unwrap_or_else(|| (1, self.part(at, 1).unwrap_or_default()));
            units.push(part);
            at += words;
        }
        units
    }
}

fn runs_of(analyzer: &Analyzer, text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    analyzer.runs(text, |word, follows| match runs.last_mut().filter(|_| follows) {
        Some(run) => run.push(word),
        None => {
            let mut run = Run::default();
            run.push(word);
            runs.push(run);
        }
    });
    runs
}

/// In how many messages something is said, and whether by several: what one person says is no word of a segment.
#[derive(Clone, Copy)]
struct Said {
    messages: u32,
    last: i64,
    first: MemberId,
    by_several: bool,
}

impl Said {
    fn never(member: MemberId) -> Said {
        Said { messages: 0, last: i64::MIN, first: member, by_several: false }
    }

    /// Once a message, however often it stands there.
    fn again(&mut self, utterance: &Utterance) {
        if self.last != utterance.message {
            self.last = utterance.message;
            self.messages += 1;
            self.by_several |= self.first != utterance.member;
        }
    }
}

/// Runs of words said here.
#[derive(Default)]
struct Runs {
    said: FxHashMap<Box<str>, Said>,
    /// Runs said in so many messages were forgotten at times.
    forgotten: u32,
    messages: u32,
}

impl Runs {
    fn hear(&mut self, utterance: &Utterance) {
        self.messages += 1;
        let places = utterance.runs.iter().flat_map(|run| (0..run.starts.len()).map(move |from| (run, from)));
        for (run, from) in places {
            for part in (1..=LONGEST).map_while(|words| run.part(from, words)) {
                match self.said.get_mut(part) {
                    Some(said) => said.again(utterance),
                    None => {
                        let mut said = Said::never(utterance.member);
                        said.again(utterance);
                        self.said.insert(part.into(), said);
                    }
                }
            }
        }
        while self.said.len() > RUNS {
            self.forgotten += 1;
            let rare = self.forgotten;
            self.said.retain(|_, said| said.messages > rare);
        }
    }

    /// The words and phrases worth counting.
    fn tally(self) -> Tally {
        let Runs { said, messages, .. } = self;
        let often = said.into_iter().filter(|(_, said)| said.messages >= SAID_LEAST && said.by_several);
        let often: FxHashMap<Box<str>, u32> = often.map(|(run, said)| (run, said.messages)).collect();
        let is_unit = |run: &str| !run.contains(BETWEEN) || phrase::is_phrase(run, &often, messages);
        let units = often.keys().filter(|run| is_unit(run)).map(|run| (run.clone(), Unit::default()));
        Tally { units: units.collect(), here: 0, elsewhere: 0 }
    }
}

/// How often a word or phrase is said, not counting where it is part of a longer one.
#[derive(Default)]
struct Unit {
    here: Option<Said>,
    elsewhere: u32,
    last: i64,
}

/// Words and phrases, here and elsewhere.
struct Tally {
    units: FxHashMap<Box<str>, Unit>,
    here: u32,
    elsewhere: u32,
}

impl Tally {
    fn hear(&mut self, utterance: &Utterance, is_here: bool) {
        *(if is_here { &mut self.here } else { &mut self.elsewhere }) += 1;
        for run in &utterance.runs {
            for unit in run.units(|part| self.units.contains_key(part)) {
                let Some(unit) = self.units.get_mut(unit) else { continue };
                if is_here {
                    unit.here.get_or_insert_with(|| Said::never(utterance.member)).again(utterance);
                } else if unit.last != utterance.message {
                    unit.last = utterance.message;
                    unit.elsewhere += 1;
                }
            }
        }
    }

    /// What is said more here, the most telling first; nothing on what schemes have to call sensitive.
    fn standing_out(&self, order: &KeywordOrder) -> Found {
        let mut words: Vec<Sayings> = self.units.iter().filter_map(|(run, unit)| self.keyword(run, unit)).collect();
        words.retain(|sayings| order.only.as_ref().is_none_or(|only| *only == sayings.keyword.word));
        words.sort_by(|a, b| b.keyword.z.total_cmp(&a.keyword.z).then_with(|| a.keyword.word.cmp(&b.keyword.word)));
        words.truncate(order.most.min(MOST));
        let places = (0..).zip(&words).map(|(place, sayings)| (sayings.run.clone(), place)).collect();
        Found { words, places, shown: order.shown }
    }

    fn keyword(&self, run: &str, unit: &Unit) -> Option<Sayings> {
        let said = unit.here.filter(|said| said.messages >= SAID_LEAST && said.by_several)?;
        let Keyness { times, low, high, z } =
            phrase::keyness((said.messages, self.here), (unit.elsewhere, self.elsewhere));
        let word = phrase::written(run);
        if z < STANDS_OUT || sensitive::word_in(&word).is_some() {
            return None;
        }
        let (messages, others) = (said.messages, unit.elsewhere);
        let keyword = Keyword { word, messages, members: 0, others, times, low, high, z, said: Vec::new() };
        Some(Sayings { run: run.into(), keyword, members: FxHashSet::default(), latest: Vec::new() })
    }
}

/// A keyword with who says it.
struct Sayings {
    run: Box<str>,
    keyword: Keyword,
    members: FxHashSet<MemberId>,
    /// Times and rows of messages, the latest first.
    latest: Vec<(Timestamp, i64)>,
}

impl Sayings {
    fn add(&mut self, utterance: &Utterance, shown: usize) {
        self.members.insert(utterance.member);
        let said = (utterance.time, utterance.message);
        let place = self.latest.partition_point(|known| *known > said);
        if place < shown && self.latest.get(place) != Some(&said) {
            self.latest.insert(place, said);
            self.latest.truncate(shown);
        }
    }
}

/// Who says what stands out, and when.
struct Found {
    words: Vec<Sayings>,
    places: FxHashMap<Box<str>, usize>,
    shown: usize,
}

impl Found {
    fn hear(&mut self, utterance: &Utterance, tally: &Tally) {
        for run in &utterance.runs {
            for unit in run.units(|part| tally.units.contains_key(part)) {
                if let Some(place) = self.places.get(unit) {
                    self.words[*place].add(utterance, self.shown);
                }
            }
        }
    }

    fn finish(self, reader: &Reader, lang: Lang) -> Result<Vec<Keyword>> {
        let mut words = Vec::with_capacity(self.words.len());
        for Sayings { keyword, members, latest, .. } in self.words {
            let mut said = Vec::with_capacity(latest.len());
            for (_, row) in latest {
                said.extend(reader.message(row, lang)?);
            }
            said.iter_mut().for_each(|message| mask::hide(&mut message.text));
            words.push(Keyword { members: members.len() as u64, said, ..keyword });
        }
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_taken_apart_into_the_longest_known_phrases() {
        let mut run = Run::default();
        ["亲子", "露营", "装备", "清单"].into_iter().for_each(|word| run.push(word));
        let known = ["亲子\n露营", "露营\n装备", "亲子\n露营\n装备"];
        let units: Vec<&str> = run.units(|part| known.contains(&part));
        assert_eq!(units, ["亲子\n露营\n装备", "清单"]);
        assert_eq!((run.part(2, 2), run.part(2, 3), run.part(4, 1)), (Some("装备\n清单"), None, None));
    }
}
