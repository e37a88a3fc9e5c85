//! In which manner of writing members earned answers.

use anyhow::Result;
use rustc_hash::FxHashSet;

use crate::mining::share::difference;
use crate::model::topic::ToneRow;
use crate::model::{MemberId, Timestamp};
use crate::query::Expr;
use crate::store::Reader;
use crate::task::excerpt::EvenPart;
use crate::text::inner;
use crate::text::mark::{Mark, MarkSet, marks};
use crate::text::sentiment::Model;

/// Messages that a manner, and all the others, need before their shares mean anything; and members who write so.
const LEAST: u64 = 30;
const MEMBERS: usize = 5;
/// Messages that are read at the most.
const READ: usize = 100_000;
/// Characters from which on a message is long, and up to which it is short.
const LONG: usize = 40;
const SHORT: usize = 8;

/// What is read of a message once, whatever is asked of it.
struct Read {
    marks: MarkSet,
    inner: Vec<&'static str>,
    /// −1 to 1; none of a question, or of what leans neither way.
    polarity: Option<f32>,
    length: usize,
}

impl Read {
    fn of(text: &str) -> Read {
        Read {
            marks: marks(text, false),
            inner: inner::told(text).classes,
            polarity: Model::embedded().polarity(text),
            length: text.trim().chars().count(),
        }
    }
}

/// A manner, with what makes a message one.
type Tone = (&'static str, fn(&Read) -> bool);

const TONES: [Tone; 10] = [
    ("question", |read| read.marks.contains(Mark::Question)),
    ("thanks", |read| read.marks.contains(Mark::Thanks)),
    ("greeting", |read| read.marks.contains(Mark::Greeting)),
    ("deal", |read| read.marks.contains(Mark::Deal)),
    ("sharing", |read| read.inner.contains(&"motivation.sharing")),
    ("social", |read| read.inner.contains(&"motivation.social")),
    ("positive", |read| read.polarity.is_some_and(|polarity| polarity > 0.0)),
    ("negative", |read| read.polarity.is_some_and(|polarity| polarity < 0.0)),
    ("short", |read| read.length <= SHORT),
    ("long", |read| read.length >= LONG),
];

/// What was written in a manner.
#[derive(Default)]
struct Tally {
    members: FxHashSet<MemberId>,
    messages: u64,
    answered: u64,
}

/// How members write, and what that earns.
#[derive(Debug, Clone, PartialEq)]
pub struct Tones {
    /// Manners that surely earned more or fewer answers, the surest first.
    pub rows: Vec<ToneRow>,
    /// Whether any of the members was answered by quote, mention or reply.
    pub is_answered: bool,
    /// Which share of their messages was read, 0..1; none, if all. All numbers are of what was read.
    pub part: Option<f64>,
}

/// Manners in which the members under a filter were answered more or less often than otherwise; staff and bots are left out.
pub(super) fn tones(reader: &Reader, filter: Option<&Expr>) -> Result<Tones> {
    let members: FxHashSet<MemberId> = reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect();
    let mut answered: FxHashSet<(MemberId, Timestamp)> = FxHashSet::default();
    reader.each_answered(|member, time| {
        if members.contains(&member) {
            answered.insert((member, time));
        }
    })?;
    if answered.is_empty() {
        return Ok(Tones { rows: Vec::new(), is_answered: false, part: None });
    }
    let mut all = Tally::default();
    let mut tallies = TONES.map(|_| Tally::default());
    let mut read = EvenPart::of(READ);
    reader.each_said(|message, member, _| {
        if members.contains(&member) {
            read.add(message);
        }
        anyhow::Ok(())
    })?;
    reader.each_talk_at(&read.messages(), |talk| {
        if !talk.kind.is_own_words() {
            return anyhow::Ok(());
        }
        let earned = u64::from(answered.contains(&(talk.member, talk.time)));
        all.messages += 1;
        all.answered += earned;
        let read = Read::of(talk.text);
        for (tally, _) in tallies.iter_mut().zip(TONES).filter(|(_, (_, is_so))| is_so(&read)) {
            tally.members.insert(talk.member);
            tally.messages += 1;
            tally.answered += earned;
        }
        Ok(())
    })?;
    let mut rows: Vec<(f64, ToneRow)> =
        TONES.iter().zip(&tallies).filter_map(|((tone, _), tally)| row(tone, tally, &all)).collect();
    rows.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let part = Some(read.share()).filter(|share| *share < 1.0);
    Ok(Tones { rows: rows.into_iter().map(|(_, row)| row).collect(), is_answered: true, part })
}

/// A manner beside all that was written otherwise, if it surely made a difference.
fn row(tone: &'static str, tally: &Tally, all: &Tally) -> Option<(f64, ToneRow)> {
    let others = (all.answered - tally.answered, all.messages - tally.messages);
    if tally.messages < LEAST || others.1 < LEAST || tally.members.len() < MEMBERS {
        return None;
    }
    let apart = difference((tally.answered, tally.messages), others)?;
    let is_sure = apart.low > 0.0 || apart.high < 0.0;
    let share = |(of, all): (u64, u64)| of as f64 / all as f64;
    let row = ToneRow {
        tone,
        members: tally.members.len() as u64,
        messages: tally.messages,
        answered: share((tally.answered, tally.messages)),
        otherwise: share(others),
        low: apart.low,
        high: apart.high,
    };
    is_sure.then_some((apart.strength, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(members: i64, messages: u64, answered: u64) -> Tally {
        Tally { members: (0..members).map(MemberId).collect(), messages, answered }
    }

    #[test]
    fn a_manner_is_told_where_it_surely_earned_more_or_fewer_answers() {
        let all = tally(9, 200, 60);
        let (_, more) = row("question", &tally(6, 100, 50), &all).unwrap();
        // 50 of 100, and 10 of the other 100
        assert_eq!((more.answered, more.otherwise), (0.5, 0.1));
        assert!(more.low > 0.2 && more.high < 0.6, "{more:?}");
        assert_eq!(row("question", &tally(4, 100, 50), &all), None, "too few people write so");
        assert_eq!(row("question", &tally(6, 29, 20), &all), None, "too few messages");
        assert_eq!(row("question", &tally(6, 100, 32), &all), None, "32 and 28 of 100 may differ by chance");
    }

    #[test]
    fn manners_are_read_from_the_text() {
        let of = |text: &str| -> Vec<&str> {
            let read = Read::of(text);
            TONES.iter().filter(|(_, is_so)| is_so(&read)).map(|(tone, _)| *tone).collect()
        };
        assert_eq!(of("怎么装？"), ["question", "short"]);
        assert!(of("谢谢大家").contains(&"thanks"));
        assert!(of(&"露营的东西真好用".repeat(6)).contains(&"long"));
    }
}
