//! Adds one member's rows up into a state per community, row by row.

use rustc_hash::{FxHashMap, FxHashSet};

use super::calls::Calls;
use super::reading::{Disclosed, Reader, Topics};
use super::{deeds, imported, speech};
use crate::model::attribute::{EvidenceKind, EvidenceRef, Provenance};
use crate::model::record::{Meaning, NameKind};
use crate::model::row::{AnswerRow, FieldRow, MembershipRow, NameRow, OrderRow, Row};
use crate::model::state::{Claim, DayAction, DaySentiment, GroupTally, Median, MemberState, OrderTally, Peer};
use crate::model::{Calendar, CommunityId, Day, GroupId, MemberId, Timestamp};

/// Words kept per member: enough for keywords, and a bound on the state.
const WORDS_KEPT: usize = 120;
/// Claims kept per attribute and member, earliest first.
const CLAIMS_KEPT: usize = 12;
/// Things asked for kept per member, latest last.
const ASKED_KEPT: usize = 12;
/// The attribute of claims that name what was asked for.
pub(super) const ASKED_FOR: &str = "needs";
/// Merely speaking next makes a contact only from this many times on.
pub(super) const WEAK_CONTACT: u32 = 3;

/// What folding needs to know beside the rows.
pub struct Context<'a> {
    /// The store's zone.
    pub calendar: &'a Calendar,
    /// Reads texts.
    pub reader: &'a dyn Reader,
    /// The scheme's topics.
    pub topics: &'a Topics,
    /// Whether who merely speaks next is tied, weakly, to the speaker before.
    pub previous_speaker: bool,
}

/// One member's rows, added up.
pub struct Fold<'a> {
    context: &'a Context<'a>,
    member: MemberId,
    communities: Vec<(CommunityId, Tally)>,
    /// What the member is called by lists and on platforms.
    names: Vec<String>,
    /// Claims of names, which belong to no community.
    named: Vec<Claim>,
}

/// A thread by the message that began it, or by a hash of a behaviour log's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ThreadKey {
    Message(i64),
    Named(u64),
}

/// A state in the making, in one community.
#[derive(Default)]
pub(super) struct Tally {
    pub state: MemberState,
    pub done: Counts,
    pub received: Counts,
    pub peers: FxHashMap<MemberId, Peer>,
    pub threads: FxHashMap<ThreadKey, Day>,
    pub own_threads: FxHashSet<ThreadKey>,
    pub joined_threads: FxHashSet<ThreadKey>,
    pub groups: FxHashMap<GroupId, u32>,
    pub words: FxHashMap<Box<str>, Said>,
    pub topics: Vec<Said>,
    pub said: FxHashSet<u64>,
    pub sentiment: FxHashMap<Day, DaySentiment>,
    pub answered_after: Vec<u32>,
    pub answers_after: Vec<u32>,
    pub likes: i64,
    pub mentions: i64,
    pub calls: Calls,
    pub invited: FxHashSet<Option<MemberId>>,
    pub came: Option<Timestamp>,
    pub went: Option<Timestamp>,
    memberships: usize,
    left: Vec<Day>,
}

/// In how many messages something was said; once per message, however often it repeats there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    messages: u32,
    last: u32,
}

impl Said {
    /// Said in the message of this number, counted from 1.
    pub fn again(&mut self, message: u32) {
        if self.last != message {
            self.last = message;
            self.messages += 1;
        }
    }
}

/// Counts by day and action; actions are few, and known by their place.
#[derive(Debug, Default)]
pub(super) struct Counts {
    actions: Vec<String>,
    counts: FxHashMap<(Day, usize), i64>,
}

impl Counts {
    pub fn add(&mut self, day: Day, action: &str, count: i64) {
        let place = self.actions.iter().position(|known| known == action).unwrap_or_else(|| {
            self.actions.push(action.to_owned());
            self.actions.len() - 1
        });
        let sum = self.counts.entry((day, place)).or_default();
        *sum = sum.saturating_add(count);
    }

    /// By day and action; what was taken back altogether did not happen.
    fn finish(self) -> Vec<DayAction> {
        let Counts { actions, counts } = self;
        let happened = counts.into_iter().filter(|(_, count)| *count > 0);
        let mut days: Vec<DayAction> =
            happened.map(|((day, place), count)| DayAction { day, action: actions[place].clone(), count }).collect();
        days.sort_unstable_by(|a, b| (a.day, &a.action).cmp(&(b.day, &b.action)));
        days
    }
}

impl Tally {
    pub fn peer(&mut self, member: MemberId) -> &mut Peer {
        self.peers.entry(member).or_insert_with(|| Peer::new(member))
    }

    /// Notes a day of joining; the earliest counts.
    fn came_on(&mut self, day: Day) {
        self.state.joined = Some(self.state.joined.map_or(day, |known| known.min(day)));
    }

    /// Something said or done: it moves first and last seen.
    pub fn seen(&mut self, time: Timestamp) {
        let state = &mut self.state;
        state.first_seen = Some(state.first_seen.map_or(time, |first| first.min(time)));
        state.last_seen = Some(state.last_seen.map_or(time, |last| last.max(time)));
    }

    pub fn claim(&mut self, disclosed: Disclosed, provenance: Provenance, time: Option<Timestamp>, row: EvidenceRef) {
        let claims = &mut self.state.claims;
        if claims.iter().filter(|claim| claim.attribute == disclosed.attribute).count() < CLAIMS_KEPT {
            claims.push(claimed(disclosed, provenance, time, row));
        }
    }

    /// Notes what the member asked for; the latest count.
    pub fn ask(&mut self, thing: String, time: Timestamp, row: EvidenceRef) {
        let claims = &mut self.state.claims;
        let asked = |claim: &Claim| claim.attribute == ASKED_FOR;
        if claims.iter().filter(|claim| asked(claim)).count() == ASKED_KEPT {
            let earliest = claims.iter().position(asked);
            earliest.map(|place| claims.remove(place));
        }
        let asked_for = Disclosed { attribute: ASKED_FOR, value: thing, precision: 1.0 };
        claims.push(claimed(asked_for, Provenance::Observed, Some(time), row));
    }

    fn finish(mut self, calendar: &Calendar, topics: &Topics, named: &[Claim]) -> MemberState {
        let left = self.left_on(calendar);
        let mut state = self.state;
        state.left = left;
        if let Some(came) = self.came.map(|time| calendar.day(time)) {
            state.joined = Some(state.joined.map_or(came, |known| known.min(came)));
        }
        state.days = self.done.finish();
        state.received = self.received.finish();
        state.likes_received = positive(self.likes);
        state.mentions_received = positive(self.mentions);
        state.invited = self.invited.len() as u32;
        state.peers = self.peers.into_values().filter(is_contact).collect();
        state.peers.sort_unstable_by_key(|peer| peer.member);
        state.threads = self.threads.into_values().collect();
        state.threads.sort_unstable();
        state.threads_joined_by_others += self.joined_threads.len() as u32;
        state.groups = self.groups.into_iter().map(|(group, messages)| GroupTally { group, messages }).collect();
        state.groups.sort_unstable_by_key(|tally| tally.group);
        state.words = strongest(self.words);
        let topics = topics.names().iter().zip(&self.topics).filter(|(_, said)| said.messages > 0);
        state.topics = topics.map(|(name, said)| (name.clone(), said.messages)).collect();
        state.sentiment = self.sentiment.into_values().collect();
        state.sentiment.sort_unstable_by_key(|day| day.day);
        state.extremes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.row.cmp(&b.1.row)));
        state.answered_after = median(self.answered_after);
        state.answers_after = median(self.answers_after);
        let kinds = state.kinds.iter().rposition(|n| *n > 0).map_or(0, |last| last + 1);
        state.kinds.truncate(kinds);
        state.claims.extend_from_slice(named);
        state.claims.extend(self.calls.claims());
        state
    }

    /// The day the member was gone from everywhere, unless seen or joined again since.
    fn left_on(&mut self, calendar: &Calendar) -> Option<Day> {
        let by_event = self.went.filter(|went| self.came.is_none_or(|came| came <= *went)).map(|t| calendar.day(t));
        let by_list = (self.memberships > 0 && self.left.len() == self.memberships).then(|| self.left.iter().max());
        let day = match self.memberships {
            0 => by_event,
            _ => by_list.flatten().copied(),
        }?;
        let seen = self.state.last_seen.map(|time| calendar.day(time));
        seen.is_none_or(|seen| seen <= day).then_some(day)
    }
}

fn positive(sum: i64) -> u32 {
    u32::try_from(sum.max(0)).unwrap_or(u32::MAX)
}

/// Purposeful contacts, and those who speak next to each other again and again.
fn is_contact(peer: &Peer) -> bool {
    peer.sent + peer.received > 0 || peer.weak_sent >= WEAK_CONTACT || peer.weak_received >= WEAK_CONTACT
}

/// The most said words, ties by the word itself, so that the state does not depend on chance.
fn strongest(words: FxHashMap<Box<str>, Said>) -> Vec<(String, u32)> {
    let mut words: Vec<(Box<str>, u32)> = words.into_iter().map(|(word, said)| (word, said.messages)).collect();
    let order = |a: &(Box<str>, u32), b: &(Box<str>, u32)| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0));
    if words.len() > WORDS_KEPT {
        words.select_nth_unstable_by(WORDS_KEPT, order);
        words.truncate(WORDS_KEPT);
    }
    words.sort_unstable_by(order);
    words.into_iter().map(|(word, n)| (word.into_string(), n)).collect()
}

/// Median minutes of delays in seconds; the mean of the middle two for even numbers.
fn median(mut seconds: Vec<u32>) -> Median {
    let n = seconds.len();
    if n == 0 {
        return Median::default();
    }
    seconds.sort_unstable();
    let middle = (f64::from(seconds[(n - 1) / 2]) + f64::from(seconds[n / 2])) / 2.0;
    Median { minutes: (middle / 60.0) as f32, n: n as u32 }
}

fn claimed(disclosed: Disclosed, provenance: Provenance, time: Option<Timestamp>, evidence: EvidenceRef) -> Claim {
    Claim {
        attribute: disclosed.attribute.to_owned(),
        value: disclosed.value,
        provenance,
        precision: disclosed.precision,
        time,
        evidence: EvidenceRef { weight: disclosed.precision, ..evidence },
    }
}

pub(super) fn evidence(kind: EvidenceKind, row: i64) -> EvidenceRef {
    EvidenceRef { kind, row, weight: 1.0, against: false }
}

impl<'a> Fold<'a> {
    /// Nothing yet of a member.
    pub fn new(context: &'a Context<'a>, member: MemberId) -> Fold<'a> {
        Fold { context, member, communities: Vec::new(), names: Vec::new(), named: Vec::new() }
    }

    /// Adds one row. Rows come in the order that [`Row`] describes.
    pub fn row(&mut self, row: &Row) {
        let context = self.context;
        match row {
            Row::Listed(community) => drop(self.tally(*community)),
            Row::Membership(row) => self.membership(row),
            Row::Name(row) => self.name(row),
            Row::Field(row) => self.field(row),
            Row::Answer(row) => self.answer(row),
            Row::Order(row) => self.order(row),
            Row::Event(row) => {
                let other = row.other.filter(|other| *other != self.member);
                deeds::event(self.tally(row.community), context, row, other);
            }
            Row::Message(row) => {
                let member = self.member;
                speech::message(self.tally(row.community), context, row, member);
            }
            Row::Received(row) if row.from != self.member => {
                deeds::received(self.tally(row.community), context, row);
            }
            Row::Received(_) => {}
            Row::Called(row) => {
                if let Some(gender) = context.reader.called(&row.text, &self.names) {
                    self.tally(row.community).calls.add(row.from, gender, row.time, row.message);
                }
            }
        }
    }

    /// The states, by community.
    pub fn finish(self) -> Vec<(CommunityId, MemberState)> {
        let Fold { context, communities, named, .. } = self;
        let mut states: Vec<(CommunityId, MemberState)> = communities
            .into_iter()
            .map(|(community, tally)| (community, tally.finish(context.calendar, context.topics, &named)))
            .collect();
        states.sort_by_key(|(community, _)| *community);
        states
    }

    fn tally(&mut self, community: CommunityId) -> &mut Tally {
        let place = self.communities.iter().position(|(known, _)| *known == community).unwrap_or_else(|| {
            self.communities.push((community, Tally::default()));
            self.communities.len() - 1
        });
        &mut self.communities[place].1
    }

    fn membership(&mut self, row: &MembershipRow) {
        let calendar = self.context.calendar;
        let tally = self.tally(row.community);
        tally.memberships += 1;
        tally.groups.entry(row.group).or_default();
        tally.left.extend(row.left.map(|time| calendar.day(time)));
        if let Some(joined) = row.joined.map(|time| calendar.day(time)) {
            tally.came_on(joined);
        }
    }

    /// Cards are the member's own; remarks and real names are the operator's, and say no less.
    fn name(&mut self, row: &NameRow) {
        self.names.push(row.name.clone());
        if row.kind == NameKind::Real {
            return;
        }
        for disclosed in self.context.reader.name(&row.name) {
            let known = |claim: &&Claim| claim.attribute == disclosed.attribute && claim.value == disclosed.value;
            if self.named.iter().find(known).is_none() {
                let evidence = evidence(EvidenceKind::Name, row.id);
                self.named.push(claimed(disclosed, Provenance::Declared, row.last_seen, evidence));
            }
        }
    }

    fn field(&mut self, row: &FieldRow) {
        let (reader, calendar) = (self.context.reader, self.context.calendar);
        let evidence = evidence(EvidenceKind::Field, row.id);
        let tally = self.tally(row.community);
        for disclosed in told(reader, row.meaning, &row.value) {
            tally.claim(disclosed, Provenance::Declared, row.time, evidence);
        }
        match (row.meaning, row.time) {
            (Meaning::Tags, _) => tally.state.labels.extend(imported::labels(&row.value)),
            (Meaning::Joined, Some(time)) => tally.came_on(calendar.day(time)),
            _ => {}
        }
        tally.state.fields.push((row.header.clone(), row.value.clone(), evidence));
    }

    fn answer(&mut self, row: &AnswerRow) {
        let reader = self.context.reader;
        let evidence = evidence(EvidenceKind::Answer, row.response);
        let tally = self.tally(row.community);
        for option in &row.options {
            for disclosed in told(reader, row.meaning, option) {
                tally.claim(disclosed, Provenance::Surveyed, Some(row.time), evidence);
            }
        }
        tally.state.fields.push((row.question.clone(), row.options.join("、"), evidence));
    }

    fn order(&mut self, row: &OrderRow) {
        let day = self.context.calendar.day(row.paid);
        let state = &mut self.tally(row.community).state;
        let told = |attribute: &str, value: String| Claim {
            attribute: attribute.to_owned(),
            value,
            provenance: Provenance::Observed,
            precision: 1.0,
            time: Some(row.paid),
            evidence: evidence(EvidenceKind::Order, row.id),
        };
        state.claims.extend(row.categories.iter().map(|category| told("categories", category.clone())));
        state.claims.extend((row.units > 0).then(|| told("units", row.units.to_string())));
        state.orders.push(OrderTally {
            row: row.id,
            kind: EvidenceKind::Order,
            day,
            revenue: row.revenue,
            discount: row.discount,
        });
    }
}

fn told(reader: &dyn Reader, meaning: Meaning, value: &str) -> Vec<Disclosed> {
    match meaning {
        Meaning::Tags | Meaning::Joined | Meaning::Other => Vec::new(),
        _ => reader.cell(meaning, value),
    }
}
