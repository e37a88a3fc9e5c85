//! The line of the member list, from a member's state and attributes.

use crate::model::attribute::{Attribute, Value};
use crate::model::signal::Period;
use crate::model::state::MemberState;
use crate::model::view::Scores;
use crate::model::{Calendar, CommunityId};
use crate::profile::facts;
use crate::store::{MemberStates, Standing};

/// The standing of a member in one community.
pub(super) fn of(
    member: &MemberStates,
    community: CommunityId,
    state: &MemberState,
    attributes: &[Attribute],
    period: Period,
    calendar: &Calendar,
) -> Standing {
    let known = Known(attributes);
    let who = &member.who;
    Standing {
        member: member.member,
        community,
        name: who.name.clone(),
        platform: who.platform.clone(),
        platform_id: who.platform_id.clone(),
        role: who.groups.iter().map(|(.., role)| *role).min(),
        staff: who.staff,
        messages: state.messages,
        first_seen: state.first_seen,
        last_seen: state.last_seen,
        joined: state.joined,
        silent: state.last_seen.map(|last| i64::from(period.as_of - calendar.day(last))),
        group_count: who.groups.len() as u32,
        scores: Scores {
            activity: known.number("activity"),
            interaction: known.number("interaction"),
            influence: known.number("influence"),
            consumption: known.number("consumption"),
            churn_risk: known.number("churn_risk"),
            sentiment: known.number("sentiment"),
        },
        beyond_activity: known.number("beyond_activity"),
        active_days: known.count("active_days"),
        replies_sent: known.count("replies_sent"),
        replies_received: known.count("replies_received"),
        substance: known.number("substance"),
        orders: known.count("orders"),
        amount: known.number("amount"),
        level: known.code("level"),
        stage: known.code("stage"),
        churn_band: known.code("churn_band"),
        quadrant: known.code("quadrant"),
        mechanism: known.code("mechanism"),
        spending_level: known.code("spending_level"),
        done: facts::done(state),
        received: state.received.clone(),
    }
}

struct Known<'a>(&'a [Attribute]);

impl Known<'_> {
    fn value(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|attribute| attribute.key == key).map(|attribute| &attribute.value)
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.value(key)?.number()
    }

    fn count(&self, key: &str) -> Option<u32> {
        self.number(key).map(|number| number as u32)
    }

    fn code(&self, key: &str) -> Option<String> {
        match self.value(key)? {
            Value::Code(code) => Some(code.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::Role;
    use crate::model::view::StaffMark;
    use crate::model::{Day, GroupId, MemberId};
    use crate::store::Who;

    #[test]
    fn roles_and_groups_are_those_of_every_community() {
        let (home, other) = (CommunityId(1), CommunityId(2));
        let who = Who {
            name: "Rob".to_owned(),
            platform: "qq".to_owned(),
            platform_id: "1".to_owned(),
            platforms: vec!["qq".to_owned()],
            staff: StaffMark::None,
            names: Vec::new(),
            ids: Vec::new(),
            groups: vec![
                (GroupId(1), "甲".to_owned(), home, Role::Member),
                (GroupId(2), "乙".to_owned(), other, Role::Admin),
            ],
            inviters: Vec::new(),
            contacted: None,
            quiet: false,
            notes: Vec::new(),
            campaigns: Vec::new(),
        };
        let member = MemberStates { member: MemberId(1), who, states: Vec::new() };
        let period = Period { first: Day(0), as_of: Day(9) };
        let standing = of(&member, home, &MemberState::default(), &[], period, &Calendar::shanghai());
        assert_eq!((standing.role, standing.group_count), (Some(Role::Admin), 2));
    }
}
