//! Circles in a build: ties gathered, circles found, given to members; and their list.

use std::collections::BTreeMap;

use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::{Lang, circle as say};
use crate::mining::circle::{Limits, Seat, Tie, find, numbered};
use crate::model::attribute::{Part, Provenance, Value};
use crate::model::circle::CircleRow;
use crate::model::state::MemberState;
use crate::model::{Attribute, CommunityId, MemberId};
use crate::query::Expr;
use crate::store::Reader;

/// What merely speaking next counts for, beside 1 for an answer by quote, mention or reply.
const WEAK: f32 = 0.2;

/// Who gives whom how much, among those at home in each community.
#[derive(Debug, Default)]
pub(super) struct Ties(BTreeMap<CommunityId, (FxHashSet<u32>, Vec<Tie>)>);

impl Ties {
    /// One member at home who is neither staff nor a bot.
    pub(super) fn member(&mut self, member: MemberId, home: CommunityId, state: &MemberState) {
        let Some(from) = small(member) else { return };
        let (members, ties) = self.0.entry(home).or_default();
        members.insert(from);
        for peer in &state.peers {
            let weight = peer.sent as f32 + WEAK * peer.weak_sent as f32;
            if let (true, Some(to)) = (weight > 0.0, small(peer.member)) {
                ties.push((from, to, weight));
            }
        }
    }

    /// Looks for circles; those that go on keep the numbers that the last build gave them.
    pub(super) fn find(self, last: &[(MemberId, String)]) -> Circles {
        let limits = Limits::default();
        let mut circles: Vec<Vec<Seat>> = Vec::new();
        for (members, mut ties) in self.0.into_values() {
            ties.retain(|(_, to, _)| members.contains(to));
            circles.extend(find(ties, &limits));
        }
        let number = |(member, name): &(MemberId, String)| Some((small(*member)?, say::number(name)?));
        let earlier: FxHashMap<u32, u32> = last.iter().filter_map(number).collect();
        let numbers = numbered(&circles, &earlier, &limits);
        let seats = circles.into_iter().zip(numbers).flat_map(|(circle, number)| {
            circle.into_iter().map(move |seat| (seat.member, (number, seat.inside as f32, seat.outside as f32)))
        });
        Circles(seats.collect())
    }
}

/// Numbers of members are small enough in any store that fits on a disk.
fn small(member: MemberId) -> Option<u32> {
    u32::try_from(member.0).ok()
}

/// Who is in which circle, with the weight of their ties inside and outside of it.
pub(super) struct Circles(FxHashMap<u32, (u32, f32, f32)>);

impl Circles {
    /// The circle of a member, if they are in one.
    pub(super) fn attribute(&self, member: MemberId) -> Option<Attribute> {
        let (number, inside, outside) = *self.0.get(&small(member)?)?;
        let beside = |key: &str, raw: f32| Part { key: key.to_owned(), raw: raw.into(), scaled: 0.0, weight: 0.0 };
        let parts = vec![beside("inside", inside), beside("outside", outside)];
        let value = Value::Named { zh: say::name(Lang::Zh, number), en: say::name(Lang::En, number) };
        let of = Attribute::observed("circle", 0.0, (inside + outside) as u32, parts);
        let confidence = inside / (inside + outside).max(f32::MIN_POSITIVE);
        Some(Attribute { value, confidence, provenance: Provenance::Inferred, ..of })
    }
}

/// The list of circles with their members under a filter, the largest first.
pub(super) fn list(reader: &Reader, filter: Option<&Expr>) -> Result<Vec<CircleRow>> {
    let found = reader.bearers("circle", &["inside", "outside"], true, filter)?;
    let mut rows: Vec<CircleRow> = found
        .into_iter()
        .filter_map(|(words, of)| {
            let (zh, en) = (words.first()?.clone(), words.last()?.clone());
            let inside = of.sums[0] / (of.sums[0] + of.sums[1]).max(f64::MIN_POSITIVE);
            Some(CircleRow { name: Value::Named { zh, en }, members: of.members, inside, held_by: of.leading })
        })
        .collect();
    let number = |row: &CircleRow| row.name.words().first().and_then(|name| say::number(name));
    rows.sort_by_key(|row| (std::cmp::Reverse(row.members), number(row)));
    Ok(rows)
}
