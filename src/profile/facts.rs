//! What the filter language may ask of one member, answered from memory; the table in
//! [`crate::query::facts`] says what each fact is.

use std::borrow::Cow;

use super::signals::within;
use crate::model::record::{Action, Role};
use crate::model::state::{DayAction, MemberState};
use crate::model::view::StaffMark;
use crate::model::{Attribute, Calendar, Day, Value};
use crate::query::{Did, Fact, Facts, Field, Side, Window};

/// What is known of a member besides the profile.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// The member's number.
    pub number: String,
    /// Every name, former ones too.
    pub names: Vec<String>,
    /// Platform ids and handles.
    pub ids: Vec<String>,
    /// Tags set by hand or import, or given by rules already answered.
    pub tags: Vec<String>,
    /// Saved segments that select the member.
    pub segments: Vec<String>,
    /// Names of their communities.
    pub communities: Vec<String>,
    /// Names of the groups they are in.
    pub groups: Vec<String>,
    /// The numbers of these groups.
    pub group_ids: Vec<String>,
    /// Canonical platforms.
    pub platforms: Vec<String>,
    /// Highest role in any group.
    pub role: Option<Role>,
    /// Staff or bot.
    pub staff: Option<StaffMark>,
    /// Names of those who invited them.
    pub invited_by: Vec<String>,
    /// The numbers of these members.
    pub inviter_ids: Vec<String>,
    /// The operator's last contact.
    pub contacted: Option<Day>,
    /// Not to be disturbed.
    pub quiet: bool,
    /// The operator's notes.
    pub notes: Vec<String>,
    /// Campaigns in which they were contacted.
    pub campaigns: Vec<String>,
}

/// Whether the member said something in a window: looked up in the messages beforehand.
pub type SaidLookup<'a> = &'a dyn Fn(&str, Option<Window>) -> bool;

/// One member, as the filter language sees them in one community.
pub struct ProfileFacts<'a> {
    /// The as-of day.
    pub as_of: Day,
    /// The store's zone.
    pub calendar: &'a Calendar,
    /// What the rows add up to.
    pub state: &'a MemberState,
    /// The known attributes.
    pub attributes: &'a [Attribute],
    /// What else is known.
    pub circumstances: &'a Circumstances,
    /// Tags, in the course of assigning them: those of the circumstances first.
    pub tags: Vec<String>,
    /// What the member said.
    pub said: SaidLookup<'a>,
}

impl ProfileFacts<'_> {
    fn attribute(&self, key: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.key == key)
    }

    fn listed(&self, key: &str) -> Fact<'_> {
        let (state, who) = (self.state, self.circumstances);
        let day = |time: Option<_>| time.map(|time| self.calendar.day(time));
        let last = day(state.last_seen);
        match key {
            "name" => words(&who.names),
            "member_id" => Fact::Words(vec![Cow::Borrowed(&who.number)]),
            "id" => words(&who.ids),
            "tag" => words(&self.tags),
            "segment" => words(&who.segments),
            "community" => words(&who.communities),
            "group" => words(&who.groups),
            "group_id" => words(&who.group_ids),
            "groups" => Fact::Number(who.groups.len() as f64),
            "platform" => words(&who.platforms),
            "role" => who.role.map_or(Fact::Unknown, |role| one(role.key())),
            "staff" => staff(who.staff),
            "messages" => Fact::Number(f64::from(state.messages)),
            "first_seen" => day(state.first_seen).map_or(Fact::Unknown, Fact::Day),
            "last_seen" => last.map_or(Fact::Unknown, Fact::Day),
            "joined" => state.joined.map_or(Fact::Unknown, Fact::Day),
            "silent" => last.map_or(Fact::Unknown, |day| Fact::Number(f64::from(self.as_of - day))),
            "invited_by" if !who.invited_by.is_empty() => words(&who.invited_by),
            "inviter_id" if !who.inviter_ids.is_empty() => words(&who.inviter_ids),
            "note" if !who.notes.is_empty() => words(&who.notes),
            "contacted" => who.contacted.map_or(Fact::Unknown, Fact::Day),
            "campaign" => words(&who.campaigns),
            "do_not_disturb" => one(if who.quiet { "yes" } else { "no" }),
            _ => Fact::Unknown,
        }
    }

    fn imported(&self, title: &str) -> Fact<'_> {
        let cells = self.state.fields.iter().filter(|(header, ..)| header == title);
        let values: Vec<Cow<'_, str>> = cells.flat_map(|(_, value, _)| value.split('、')).map(Cow::Borrowed).collect();
        if values.is_empty() { Fact::Unknown } else { Fact::Words(values) }
    }
}

impl Facts for ProfileFacts<'_> {
    fn as_of(&self) -> Day {
        self.as_of
    }

    fn fact(&self, field: &Field) -> Fact<'_> {
        let key = match field {
            Field::Imported(title) => return self.imported(title),
            Field::Known(key) => *key,
        };
        match self.attribute(key).map(|attribute| &attribute.value) {
            Some(Value::Number(number)) => Fact::Number(*number),
            Some(value) => Fact::Words(value.words().into_iter().map(Cow::Owned).collect()),
            None => self.listed(key),
        }
    }

    fn confidence(&self, field: &Field) -> Option<f64> {
        match field {
            Field::Known(key) => Some(f64::from(self.attribute(key)?.confidence)),
            Field::Imported(_) => (self.fact(field) != Fact::Unknown).then_some(1.0),
        }
    }

    fn count(&self, did: &Did) -> i64 {
        let days: Cow<'_, [DayAction]> = match did.side {
            Side::Did if did.action == Action::Order.key() => Cow::Owned(done(self.state)),
            Side::Did => Cow::Borrowed(&self.state.days),
            Side::Got => Cow::Borrowed(&self.state.received),
        };
        let inside = |day: Day| match did.window {
            Some(Window { days }) => within(day, self.as_of, i32::try_from(days).unwrap_or(i32::MAX)),
            None => day < self.as_of,
        };
        days.iter().filter(|done| done.action == did.action && inside(done.day)).map(|done| done.count).sum()
    }

    fn said(&self, words: &str, window: Option<Window>) -> bool {
        (self.said)(words, window)
    }
}

/// What a member did, by day: what makes a day active, and the shop's paid orders beside it.
/// This is what `did(action, n)` counts, here and in the store.
pub fn done(state: &MemberState) -> Vec<DayAction> {
    let order = Action::Order.key();
    let mut days = state.days.clone();
    let shop = state.orders.iter().filter(|tally| tally.kind == crate::model::EvidenceKind::Order);
    days.extend(shop.map(|tally| DayAction { day: tally.day, action: order.to_owned(), count: 1 }));
    days.sort_unstable_by(|a, b| (a.day, &a.action).cmp(&(b.day, &b.action)));
    days.dedup_by(|next, kept| {
        let same = (next.day, &next.action) == (kept.day, &kept.action);
        kept.count += if same { next.count } else { 0 };
        same
    });
    days
}

fn words(words: &[String]) -> Fact<'_> {
    Fact::Words(words.iter().map(|word| Cow::Borrowed(word.as_str())).collect())
}

fn one(word: &'static str) -> Fact<'static> {
    Fact::Words(vec![Cow::Borrowed(word)])
}

fn staff(mark: Option<StaffMark>) -> Fact<'static> {
    match mark.unwrap_or(StaffMark::None) {
        StaffMark::None => one("no"),
        StaffMark::Staff => Fact::Words(vec![Cow::Borrowed("yes"), Cow::Borrowed("staff")]),
        StaffMark::Bot => Fact::Words(vec![Cow::Borrowed("yes"), Cow::Borrowed("bot")]),
    }
}
