//! Who is like a member, and in what.

use anyhow::Result;

use crate::config::Scheme;
use crate::lang::Lang;
use crate::mining::gower::{Likeness, nearness};
use crate::model::attribute::{Shape, spec};
use crate::model::similar::{Respect, Similar, SimilarRow};
use crate::model::view::MemberRow;
use crate::model::{MemberId, Value};
use crate::query::Expr;
use crate::store::{Known, Peers, Reader, words_kept};
use crate::task::answer::hide_value;
use crate::task::scheme;

/// What is compared beside tags. Left out is what follows from these (level, quadrant, persona …), counts that grow with
/// activity, what the member is called, and imported columns, of which nobody knows whether they tell people apart.
const FIELDS: [&str; 24] = [
    "gender",
    "age_band",
    "occupation",
    "region",
    "life_stage",
    "spending_level",
    "price_band",
    "stage",
    "mechanism",
    "activity",
    "interaction",
    "influence",
    "consumption",
    "churn_risk",
    "sentiment",
    "substance",
    "question_share",
    "deal_share",
    "night_share",
    "topics",
    "categories",
    "needs",
    "values",
    "motivation",
];
const TAG: &str = "tag";

/// Respects in which two must be compared, and of those in which the member is known their part.
const LEAST: u32 = 6;
const PART: u32 = 2;
/// What is told of one who is like the member: so many respects on either side.
const SHARED: usize = 4;
const APART: usize = 3;

/// Finds those who are most like a member.
pub(super) fn similar(
    reader: &Reader,
    member: MemberId,
    filter: Option<&Expr>,
    most: usize,
    lang: Lang,
) -> Result<Similar> {
    let _moment = reader.hold()?;
    let of = reader.row(member)?;
    let Some(peers) = reader.peers(member, filter)? else {
        return Ok(Similar { of, known: 0, least: LEAST, peers: 0, rows: Vec::new() });
    };
    let withheld = Withheld::of(&scheme::in_use(reader, lang)?);
    let own = Portrait::read(reader, &of, &withheld)?;
    let known = own.respects();
    let least = LEAST.max(known.div_ceil(PART));
    let mut comparison = Comparison { facets: Vec::new(), likeness: vec![Likeness::default(); peers.all.len()] };
    if known >= LEAST {
        comparison.compare(reader, &peers, own, &withheld)?;
    }
    let rated = |(rank, id): &(u32, MemberId)| {
        let likeness = comparison.likeness[*rank as usize];
        Some((likeness.coefficient(least)?, likeness.compared, *rank, *id))
    };
    let mut rated: Vec<(f64, u32, u32, MemberId)> = peers.asked.iter().filter_map(rated).collect();
    rated.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    let found = rated.iter().take(most).map(|(similarity, compared, _, id)| {
        let member = reader.row(*id)?;
        let theirs = Portrait::read(reader, &member, &withheld)?;
        let (shared, apart) = told(comparison.respects(&theirs));
        Ok(SimilarRow { member, similarity: *similarity, compared: *compared, shared, apart })
    });
    Ok(Similar { of, known, least, peers: rated.len() as u64, rows: found.collect::<Result<_>>()? })
}

/// Tags and topics on sensitive matters: nobody is likened to anybody by them.
struct Withheld {
    tags: Vec<String>,
    topics: Vec<String>,
}

impl Withheld {
    fn of(scheme: &Scheme) -> Withheld {
        let tags = scheme.tags.iter().filter(|tag| tag.sensitive).map(|tag| tag.name.clone());
        let topics = scheme.topics.iter().filter(|topic| topic.sensitive).map(|topic| topic.name.clone());
        Withheld { tags: tags.collect(), topics: topics.collect() }
    }

    fn holds(&self, field: &str, word: &str) -> bool {
        let names = match field {
            TAG => &self.tags,
            "topics" => &self.topics,
            _ => return false,
        };
        names.iter().any(|name| name == word)
    }
}

/// How values of a field are compared.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Number,
    /// Somebody has one of them.
    One,
    /// Somebody has one of them, of which the province counts.
    Province,
    /// Somebody may have several, each of which is a respect of its own.
    Several,
}

fn manner(field: &str) -> Manner {
    match spec(field).map(|spec| spec.shape) {
        Some(Shape::Number(_)) => Manner::Number,
        Some(Shape::Code(_) | Shape::Text | Shape::Named) => Manner::One,
        Some(Shape::Place) => Manner::Province,
        Some(Shape::Words | Shape::Codes(_)) | None => Manner::Several,
    }
}

/// What is known of a member, as far as it is compared. Who has no tag is known to have none.
struct Portrait(Vec<(&'static str, Value)>);

impl Portrait {
    fn read(reader: &Reader, row: &MemberRow, withheld: &Withheld) -> Result<Portrait> {
        let mut known = reader.known_of(row.id)?;
        let mut values: Vec<(&'static str, Value)> = Vec::new();
        for field in FIELDS {
            let Some(at) = known.iter().position(|attribute| attribute.key == field) else { continue };
            let mut value = known.swap_remove(at).value;
            if let Value::Words(words) = &mut value {
                words.retain(|(word, _)| !withheld.holds(field, word));
            }
            values.push((field, value));
        }
        let tags = row.tags.iter().filter(|tag| !withheld.holds(TAG, tag));
        values.push((TAG, Value::Words(tags.map(|tag| (tag.clone(), 1.0)).collect())));
        Ok(Portrait(values))
    }

    fn get(&self, field: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| *own == field).map(|(_, value)| value)
    }

    /// In how many respects the member is known.
    fn respects(&self) -> u32 {
        let respects = |(field, value): &(&str, Value)| match manner(field) {
            Manner::Several => value.words().len(),
            Manner::Number | Manner::One | Manner::Province => 1,
        };
        self.0.iter().map(respects).sum::<usize>() as u32
    }
}

/// One field of the member, and how it is spread over their peers.
struct Facet {
    field: &'static str,
    own: Value,
    spread: Spread,
}

enum Spread {
    /// From the least number to the greatest, and how far the peers' are from the member's own, ascending.
    Numbers { range: f64, distances: Vec<f64> },
    /// Of how many peers the field is known, and how many have each of the member's words.
    Words { known: u64, bearers: Vec<u64> },
}

/// The member beside all peers.
struct Comparison {
    facets: Vec<Facet>,
    /// By rank.
    likeness: Vec<Likeness>,
}

impl Comparison {
    fn compare(&mut self, reader: &Reader, peers: &Peers, own: Portrait, withheld: &Withheld) -> Result<()> {
        for (field, own) in own.0 {
            let spread = match (field, own.number()) {
                (TAG, _) => self.tags(reader, peers, &own.words(), withheld)?,
                (_, Some(number)) => self.numbers(reader, peers, field, number)?,
                (_, None) => self.words(reader, peers, field, &own, withheld)?,
            };
            self.facets.push(Facet { field, own, spread });
        }
        Ok(())
    }

    fn numbers(&mut self, reader: &Reader, peers: &Peers, field: &str, own: f64) -> Result<Spread> {
        let mut known = Vec::new();
        reader.each_known(field, |rank, value| match value {
            Known::Number(number) if peers.all[rank as usize] => known.push((rank, number)),
            _ => {}
        })?;
        let ends = known.iter().fold((own, own), |(low, high), (_, number)| (low.min(*number), high.max(*number)));
        let range = ends.1 - ends.0;
        for (rank, number) in &known {
            self.likeness[*rank as usize].add(nearness(own, *number, range), 1);
        }
        let mut distances: Vec<f64> = known.iter().map(|(_, number)| (own - number).abs()).collect();
        distances.sort_unstable_by(f64::total_cmp);
        Ok(Spread::Numbers { range, distances })
    }

    fn words(
        &mut self,
        reader: &Reader,
        peers: &Peers,
        field: &str,
        own: &Value,
        withheld: &Withheld,
    ) -> Result<Spread> {
        let manner = manner(field);
        let own = compared_words(manner, own);
        let (mut known, mut bearers) = (0, vec![0; own.len()]);
        let likeness = &mut self.likeness;
        reader.each_known(field, |rank, value| {
            if !peers.all[rank as usize] {
                return;
            }
            known += 1;
            let (mut both, mut theirs) = (0, 0);
            for word in compared(manner, value).filter(|word| !withheld.holds(field, word)) {
                theirs += 1;
                if let Some(at) = own.iter().position(|own| own == word) {
                    both += 1;
                    bearers[at] += 1;
                }
            }
            let either = if manner == Manner::Several { own.len() as u32 + theirs - both } else { 1 };
            likeness[rank as usize].add(f64::from(both), either);
        })?;
        Ok(Spread::Words { known, bearers })
    }

    fn tags(&mut self, reader: &Reader, peers: &Peers, own: &[String], withheld: &Withheld) -> Result<Spread> {
        let mut bearers = vec![0; own.len()];
        let known = peers.all.iter().filter(|is_peer| **is_peer).count() as u64;
        self.likeness.iter_mut().for_each(|likeness| likeness.add(0.0, own.len() as u32));
        for tag in reader.tag_names()?.iter().filter(|tag| !withheld.holds(TAG, tag)) {
            let place = own.iter().position(|own| own == tag);
            reader.each_tagged(tag, |rank| {
                if !peers.all[rank as usize] {
                    return;
                }
                match place {
                    Some(place) => {
                        bearers[place] += 1;
                        self.likeness[rank as usize].add(1.0, 0);
                    }
                    None => self.likeness[rank as usize].add(0.0, 1),
                }
            })?;
        }
        Ok(Spread::Words { known, bearers })
    }

    /// Every respect in which somebody was compared.
    fn respects(&self, theirs: &Portrait) -> Vec<Respect> {
        let known = self.facets.iter().filter_map(|facet| Some((facet, theirs.get(facet.field)?)));
        known.flat_map(|(facet, theirs)| facet.respects(theirs)).collect()
    }
}

/// The words by which two are compared, of a value as fields keep it: a place with its city behind the province, then
/// the city alone.
fn compared(manner: Manner, value: Known<'_>) -> impl Iterator<Item = &str> {
    let mut words = value.words();
    let only = match manner {
        Manner::Number | Manner::Several => None,
        Manner::One => words.next(),
        Manner::Province => words.next().map(|place| match words.next() {
            Some(city) => place.strip_suffix(city).unwrap_or(place),
            None => place,
        }),
    };
    let all = (manner == Manner::Several).then_some(words);
    only.into_iter().chain(all.into_iter().flatten()).filter(|word| !word.is_empty())
}

fn compared_words(manner: Manner, value: &Value) -> Vec<String> {
    compared(manner, Known::Words(&words_kept(value))).map(str::to_owned).collect()
}

impl Facet {
    fn respects(&self, theirs: &Value) -> Vec<Respect> {
        match &self.spread {
            Spread::Numbers { range, distances } => self.numbers(theirs, *range, distances).into_iter().collect(),
            Spread::Words { known, bearers } if manner(self.field) != Manner::Several => {
                let words = |value| compared_words(manner(self.field), value);
                let is_same = words(&self.own) == words(theirs);
                let share = if is_same { share(bearers[0], *known) } else { 1.0 };
                vec![self.respect(Some(self.own.clone()), Some(theirs.clone()), f64::from(is_same), share)]
            }
            Spread::Words { known, bearers } => self.several(&theirs.words(), *known, bearers),
        }
    }

    fn numbers(&self, theirs: &Value, range: f64, distances: &[f64]) -> Option<Respect> {
        let (own, other) = (self.own.number()?, theirs.number()?);
        let distance = (own - other).abs();
        let as_near = distances.partition_point(|far| *far <= distance) as u64;
        let share = share(as_near, distances.len() as u64);
        Some(self.respect(Some(self.own.clone()), Some(theirs.clone()), nearness(own, other, range), share))
    }

    /// What both have, then what only one of the two has.
    fn several(&self, theirs: &[String], known: u64, bearers: &[u64]) -> Vec<Respect> {
        let own = self.own.words();
        let one = |word: &String| Some(Value::Words(vec![(word.clone(), 1.0)]));
        let of_own = own.iter().zip(bearers).map(|(word, bearers)| match theirs.contains(word) {
            true => self.respect(one(word), one(word), 1.0, share(*bearers, known)),
            false => self.respect(one(word), None, 0.0, 1.0),
        });
        let of_theirs = theirs.iter().filter(|word| !own.contains(word));
        of_own.chain(of_theirs.map(|word| self.respect(None, one(word), 0.0, 1.0))).collect()
    }

    fn respect(&self, own: Option<Value>, theirs: Option<Value>, alike: f64, share: f64) -> Respect {
        Respect { field: self.field, own, theirs, alike, share }
    }
}

fn share(of: u64, all: u64) -> f64 {
    if all == 0 { 1.0 } else { of as f64 / all as f64 }
}

/// In what two are alike: what both have and few others do first. And in what they differ: what is farthest first.
fn told(mut respects: Vec<Respect>) -> (Vec<Respect>, Vec<Respect>) {
    for respect in &mut respects {
        respect.own.iter_mut().chain(&mut respect.theirs).for_each(hide_value);
    }
    let (mut shared, mut apart): (Vec<_>, Vec<_>) = respects.into_iter().partition(Respect::is_shared);
    let tells = |respect: &Respect| -respect.alike * respect.share.ln();
    shared.retain(|respect| tells(respect) > 0.0);
    shared.sort_by(|a, b| tells(b).total_cmp(&tells(a)));
    shared.truncate(SHARED);
    apart.sort_by(|a, b| a.alike.total_cmp(&b.alike));
    apart.truncate(APART);
    (shared, apart)
}
