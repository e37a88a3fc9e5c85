//! Personas in a build: gathered while the yardsticks are, found, given to members; and their list.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::lang::{Lang, persona as say};
use crate::mining::persona::{self, Found, Limits, Row, natural};
use crate::model::attribute::{Part, Provenance, Value};
use crate::model::persona::{FEATURES, FeatureView, Persona, PersonaList, PersonaRow, Personas, Trait, TrialView};
use crate::model::signal::{Period, Signals, stands_out};
use crate::model::state::MemberState;
use crate::model::{Attribute, CommunityId};
use crate::query::Expr;
use crate::store::Reader;

/// Features that a member's page shows as what put them there.
const REASONS: usize = 5;
/// Standard errors by which a tag must stand out, and how many tags are named.
const STANDS_OUT: f64 = 3.0;
const TAGS: usize = 3;
/// Features of a list.
const LISTED: usize = 5;

/// Members of each community with enough messages, as features, each where they say most.
#[derive(Debug, Default)]
pub(super) struct Gathered(BTreeMap<CommunityId, Vec<Row>>);

impl Gathered {
    /// One member at home who is neither staff nor a bot.
    pub(super) fn member(&mut self, home: CommunityId, state: &MemberState, signals: &Signals, period: Period) {
        if state.messages >= Limits::default().least_messages {
            self.0.entry(home).or_default().push(persona::features(state, signals, period));
        }
    }

    /// Looks for groups, and names those that go on after those of the last build.
    pub(super) fn find(self, last: &BTreeMap<CommunityId, Personas>) -> Groups {
        let mut taken = Vec::new();
        let search = |(community, rows): (CommunityId, Vec<Row>)| {
            let found = persona::find(rows, &Limits::default());
            let kept = kept(&found, last.get(&community), &mut taken);
            (community, found, kept)
        };
        // A name that goes on is nobody else's, of whatever community: so all of those come first.
        let searched: Vec<_> = self.0.into_iter().map(search).collect();
        let name = |(community, found, kept)| {
            let names = persona::named(&found, kept, &mut taken);
            let tally = Tally { members: vec![0; names.len()], tags: BTreeMap::new() };
            (community, Group { found, names, tally })
        };
        Groups(searched.into_iter().map(name).collect())
    }
}

fn kept(found: &Found, last: Option<&Personas>, taken: &mut Vec<Vec<Trait>>) -> Vec<Option<Vec<Trait>>> {
    let Some(last) = last else { return vec![None; found.centres.len()] };
    let centres: Vec<Vec<f32>> = last.groups.iter().map(|persona| persona.centre.clone()).collect();
    let traits: Vec<Vec<Trait>> = last.groups.iter().map(|persona| persona.traits.clone()).collect();
    persona::kept(&traits, &found.continues(&centres, &last.medians, &last.ranges), taken)
}

/// How many members of each group, and of all, bear each tag.
struct Tally {
    members: Vec<u32>,
    tags: BTreeMap<String, Vec<u32>>,
}

struct Group {
    found: Found,
    names: Vec<Vec<Trait>>,
    tally: Tally,
}

/// The groups of every community.
pub(super) struct Groups(BTreeMap<CommunityId, Group>);

impl Groups {
    /// The persona of a member at home, if there is one.
    pub(super) fn attribute(
        &self,
        home: CommunityId,
        state: &MemberState,
        signals: &Signals,
        period: Period,
    ) -> Option<(usize, Attribute)> {
        let Group { found, names, .. } = self.0.get(&home)?;
        if state.messages < Limits::default().least_messages {
            return None;
        }
        let place = found.place(&persona::features(state, signals, period))?;
        let (_, next) = place.next;
        let beside = |key: &str, raw: f64| Part { key: key.to_owned(), raw, scaled: 0.0, weight: 0.0 };
        let mut parts: Vec<Part> = place.parts.into_iter().take(REASONS).collect();
        parts.extend([beside("distance", place.distance), beside("next_distance", next)]);
        let apart = place.distance + next;
        let confidence = if apart > 0.0 { (next / apart) as f32 } else { 0.5 };
        let value = named(&names[place.group]);
        let of = Attribute::observed("persona", 0.0, state.messages, parts);
        Some((place.group, Attribute { value, confidence, provenance: Provenance::Inferred, ..of }))
    }

    /// Counts the tags of a member of a group.
    pub(super) fn count(&mut self, home: CommunityId, group: usize, tags: &[&str]) {
        let Some(Group { tally, .. }) = self.0.get_mut(&home) else { return };
        tally.members[group] += 1;
        let groups = tally.members.len();
        for tag in tags {
            match tally.tags.get_mut(*tag) {
                Some(counts) => counts[group] += 1,
                None => {
                    let mut counts = vec![0; groups];
                    counts[group] = 1;
                    tally.tags.insert((*tag).to_owned(), counts);
                }
            }
        }
    }

    /// What the store keeps of them.
    pub(super) fn finish(self) -> BTreeMap<CommunityId, Personas> {
        self.0.into_iter().map(|(community, group)| (community, group.finish())).collect()
    }
}

impl Group {
    fn finish(self) -> Personas {
        let Group { found, names, tally } = self;
        let (medians, ranges) = found.scale();
        let persona = |(group, traits): (usize, Vec<Trait>)| Persona {
            traits,
            centre: found.centres[group][..FEATURES.len()].to_vec(),
            tags: tally.tags_of(group),
        };
        let groups = names.into_iter().enumerate().map(persona).collect();
        let Found { eligible, trials, map, kept, .. } = found;
        Personas { eligible, medians, ranges, groups, trials, map, kept }
    }
}

impl Tally {
    fn tags_of(&self, group: usize) -> Vec<(String, f64)> {
        let everybody: u64 = self.members.iter().copied().map(u64::from).sum();
        let strength = |counts: &[u32]| {
            let all = counts.iter().copied().map(u64::from).sum();
            stands_out(counts[group], self.members[group], all, everybody)
        };
        let mut tags: Vec<(String, f64)> =
            self.tags.iter().map(|(tag, counts)| (tag.clone(), strength(counts))).collect();
        tags.retain(|(_, strength)| *strength >= STANDS_OUT);
        tags.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        tags.truncate(TAGS);
        tags
    }
}

/// A persona's name in both languages.
fn named(traits: &[Trait]) -> Value {
    let words = || traits.iter().filter_map(|of| Some((*FEATURES.get(usize::from(of.feature))?, of.above)));
    Value::Named { zh: say::name(words(), Lang::Zh), en: say::name(words(), Lang::En) }
}

/// Every persona's name, in Chinese and in English.
pub(super) fn names_of(reader: &Reader) -> Result<Vec<(String, String)>> {
    let groups = reader.personas()?.into_iter().flat_map(|(_, personas)| personas.groups);
    let words = |persona: Persona| match named(&persona.traits) {
        Value::Named { zh, en } => Some((zh, en)),
        _ => None,
    };
    Ok(groups.filter_map(words).collect())
}

/// The list of personas, with their members under a filter.
pub(super) fn list(reader: &Reader, filter: Option<&Expr>) -> Result<PersonaList> {
    let _moment = reader.hold()?;
    let mut bearers = reader.bearers("persona", &["distance"], false, filter)?;
    let mut list = PersonaList::default();
    for (community, personas) in reader.personas()? {
        let mut rows: Vec<PersonaRow> = Vec::new();
        for persona in &personas.groups {
            let name = named(&persona.traits);
            let found = bearers.remove(&name.words()).unwrap_or_default();
            rows.push(PersonaRow {
                name,
                community: community.clone(),
                members: found.members,
                share: 0.0,
                features: features(persona, &personas),
                tags: persona.tags.clone(),
                prototypes: found.leading,
            });
        }
        let all: u64 = rows.iter().map(|row| row.members).sum();
        rows.iter_mut().for_each(|row| row.share = row.members as f64 / all.max(1) as f64);
        list.rows.extend(rows);
        let Personas { eligible, groups, trials, map, kept, .. } = personas;
        list.trials.push(TrialView { community, eligible, groups: groups.len(), trials, map, kept });
    }
    Ok(list)
}

/// What of a persona lies farthest from the community's median.
fn features(persona: &Persona, of: &Personas) -> Vec<FeatureView> {
    let view = |at: usize| {
        let (distance, median) = (f64::from(*persona.centre.get(at)?), f64::from(*of.medians.get(at)?));
        let value = natural(at, median + distance * f64::from(*of.ranges.get(at)?));
        Some(FeatureView { feature: FEATURES[at], value, median: natural(at, median), distance })
    };
    let mut features: Vec<FeatureView> = (0..FEATURES.len()).filter_map(view).collect();
    features.sort_by(|a, b| b.distance.abs().total_cmp(&a.distance.abs()));
    features.truncate(LISTED);
    features
}
