//! The scheme's tag rules, answered member by member.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Scheme;
use crate::model::signal::Period;
use crate::model::{Attribute, Calendar, CommunityId, MemberId};
use crate::profile::facts::{Circumstances, ProfileFacts};
use crate::profile::tags;
use crate::query::{self, Window};
use crate::store::{MemberStates, Store, StoreError, TextScope};

/// Words and the days back in which they were said, in each community's own time.
type Term = (String, Option<Window>);

/// The rules, with what they ask of messages already looked up.
pub(super) struct Rules<'a> {
    scheme: &'a Scheme,
    communities: FxHashMap<CommunityId, String>,
    said: FxHashMap<Term, FxHashSet<(MemberId, CommunityId)>>,
}

impl<'a> Rules<'a> {
    /// Looks up the words that rules ask for.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn new(
        scheme: &'a Scheme,
        store: &Store,
        periods: &BTreeMap<CommunityId, Period>,
        calendar: &Calendar,
    ) -> Result<Rules<'a>, StoreError> {
        let terms: FxHashSet<Term> = scheme.tags.iter().flat_map(|tag| query::said_terms(&tag.rule)).collect();
        let mut said = FxHashMap::default();
        for (words, window) in terms {
            let mut members = FxHashSet::default();
            for (community, period) in periods {
                let scope = TextScope {
                    community: Some(*community),
                    from: window.map(|window| calendar.start_of(period.as_of - window.days as i32)),
                    until: Some(calendar.start_of(period.as_of)),
                    ..TextScope::default()
                };
                store.view().each_hit(&[&words], &scope, |hit| {
                    members.insert((hit.member, *community));
                    true
                })?;
            }
            said.insert((words, window), members);
        }
        Ok(Rules { scheme, communities: store.communities()?.into_iter().collect(), said })
    }

    /// The tags that the rules give a member, seen in their home community.
    pub fn tags(
        &self,
        member: &MemberStates,
        attributes: &[Attribute],
        periods: &BTreeMap<CommunityId, Period>,
        calendar: &Calendar,
    ) -> Vec<String> {
        let Some((home, state)) = member.states.first() else { return Vec::new() };
        let Some(period) = periods.get(home) else { return Vec::new() };
        let circumstances = self.circumstances(member);
        let said = |words: &str, window: Option<Window>| {
            let found = self.said.get(&(words.to_owned(), window));
            found.is_some_and(|members| members.contains(&(member.member, *home)))
        };
        let mut facts = ProfileFacts {
            as_of: period.as_of,
            calendar,
            state,
            attributes,
            circumstances: &circumstances,
            tags: Vec::new(),
            said: &said,
        };
        tags::assign(self.scheme, &mut facts)
    }

    fn circumstances(&self, member: &MemberStates) -> Circumstances {
        let who = &member.who;
        let communities = member.states.iter().filter_map(|(community, _)| self.communities.get(community).cloned());
        Circumstances {
            number: member.member.to_string(),
            names: who.names.clone(),
            ids: who.ids.clone(),
            communities: communities.collect(),
            groups: who.groups.iter().map(|(_, name, ..)| name.clone()).collect(),
            platforms: who.platforms.clone(),
            role: who.groups.iter().map(|(.., role)| *role).min(),
            staff: Some(who.staff),
            group_ids: who.groups.iter().map(|(id, ..)| id.to_string()).collect(),
            invited_by: who.inviters.iter().map(|(_, name)| name.clone()).collect(),
            inviter_ids: who.inviters.iter().map(|(id, _)| id.to_string()).collect(),
            contacted: who.contacted,
            quiet: who.quiet,
            notes: who.notes.clone(),
            campaigns: who.campaigns.clone(),
            ..Circumstances::default()
        }
    }
}
