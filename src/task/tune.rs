//! Weights of a score that are fitted on what came of a campaign: measured on others, shown, and used by nobody
//! unless asked for.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, ensure};
use rustc_hash::FxHashMap;

use crate::config::Scheme;
use crate::lang::outcome as words;
use crate::mining::derive;
use crate::mining::tune::{LEAST_OF_EACH, PARTS, Person, tune};
use crate::model::outcome::{Campaign, Contact, Outcome};
use crate::model::signal::{Period, Score};
use crate::model::tuning::{HeldOut, TunedPart, Tuning};
use crate::model::{CommunityId, MemberId};
use crate::profile;
use crate::store::MemberStates;
use crate::task::build::{is_ranked, lines, periods};
use crate::task::outcome::yardsticks;
use crate::task::request::Trial;
use crate::task::session::Session;
use crate::task::watch::Watch;

/// Decimals of a weight in a scheme.
const DECIMALS: f64 = 1_000.0;

/// What to fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TuneOrder {
    /// On which campaign.
    pub campaign: String,
    /// `answered` or `bought`; what the table tells, bought first, if none.
    pub on: Option<&'static str>,
    /// `interaction`, `influence` or `consumption`; if none, consumption for who bought, else interaction.
    pub score: Option<&'static str>,
}

/// Weights that were fitted, a scheme with them, and what that would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// What was fitted and how it does.
    pub tuning: Tuning,
    /// The text of the scheme.
    pub text: String,
    /// What it would change; nothing of it is kept.
    pub trial: Trial,
}

impl Session {
    /// Fits the weights of a score on who answered or bought, tries them on a third of the people that they were not
    /// fitted on, and tells what a scheme with them would change. `None` if there is no campaign of the name.
    ///
    /// # Errors
    /// If there are too few outcomes, profiles are not up to date, the store fails, or the watch stops it.
    pub fn tune(&mut self, order: &TuneOrder, watch: &mut Watch<'_>) -> Result<Option<Tried>> {
        let lang = self.lang;
        let campaigns = self.view().campaigns()?;
        let Some(campaign) = campaigns.into_iter().find(|campaign| campaign.name == order.campaign) else {
            return Ok(None);
        };
        let on = order.on.unwrap_or(if tells(&campaign, "bought") { "bought" } else { "answered" });
        let score = order.score.unwrap_or(if on == "bought" { "consumption" } else { "interaction" });
        let scheme = self.scheme()?;
        let people = self.people(&campaign, on, score, &scheme)?;
        let did = people.iter().filter(|person| person.did).count();
        let (keys, now) = weights_of(&scheme, score);
        let tuned = tune(&people, &now)
            .ok_or_else(|| anyhow!(words::too_few_to_tune(lang, on, did, people.len() - did, LEAST_OF_EACH)))?;
        ensure!(people.iter().any(|person| person.parts != [0.0; PARTS]), words::no_parts(lang, score));
        let weights = tuned_parts(&keys, &now, &tuned.weights);
        let fitted: Vec<(&str, f64)> = weights.iter().map(|part| (part.part, part.after)).collect();
        let other = scheme.with_weights(score, &fitted).map_err(|error| anyhow!(error.say(lang)))?;
        let held_out = |auc, (low, high)| HeldOut { auc, low, high };
        let tuning = Tuning {
            campaign: campaign.name.clone(),
            on,
            score,
            day: campaign.day.map(|day| day.to_string()),
            n: people.len() as u64,
            did: did as u64,
            trained: tuned.trained as u64,
            held_out: (people.len() - tuned.trained) as u64,
            weights,
            before: held_out(tuned.held_out.one, tuned.held_out.one_interval),
            after: held_out(tuned.held_out.other, tuned.held_out.other_interval),
            difference_low: tuned.held_out.difference.0,
            difference_high: tuned.held_out.difference.1,
        };
        let text = other.text().to_owned();
        let trial = self.try_scheme(other, words::TUNED.get(lang).to_owned(), watch)?;
        Ok(Some(Tried { tuning, text, trial }))
    }

    /// The contacted members of whom the table tells what they did, with the parts of a score as of the day of the
    /// first contact.
    fn people(&self, campaign: &Campaign, on: &str, score: &str, scheme: &Scheme) -> Result<Vec<Person>> {
        let outcomes: FxHashMap<MemberId, Outcome> = campaign.outcomes.iter().copied().collect();
        let then: BTreeMap<CommunityId, Period> = periods(self.view(), None)?
            .into_iter()
            .map(|(community, period)| (community, Period { as_of: campaign.day.unwrap_or(period.as_of), ..period }))
            .collect();
        let yardsticks = yardsticks(self.view(), &then, scheme)?;
        let mut people = Vec::new();
        self.view().each_state(|member: MemberStates| {
            let Some((community, state)) = member.states.first() else { return Ok(()) };
            let (Some(period), Some(baseline)) = (then.get(community), yardsticks.get(community)) else {
                return Ok(());
            };
            let told = outcomes.get(&member.member).and_then(|outcome| did(outcome, on));
            let Some(did) = told.filter(|_| is_ranked(&member)) else { return Ok(()) };
            let derived = derive(&profile::signals(state, *period), baseline, true, &lines(scheme));
            let found = match score {
                "consumption" => derived.consumption,
                "influence" => derived.influence,
                _ => derived.interaction,
            };
            people.push(Person { id: member.member.0, parts: parts(found.as_ref()), did });
            Ok::<(), anyhow::Error>(())
        })?;
        Ok(people)
    }
}

/// What a contacted member did, as far as the table tells.
fn did(outcome: &Outcome, on: &str) -> Option<bool> {
    let told = if on == "bought" { outcome.bought } else { outcome.answered };
    told.filter(|_| outcome.contact != Contact::HeldOut)
}

fn tells(campaign: &Campaign, on: &str) -> bool {
    campaign.outcomes.iter().any(|(_, outcome)| did(outcome, on).is_some())
}

/// The keys of a score's parts, and their weights.
fn weights_of(scheme: &Scheme, score: &str) -> (Vec<&'static str>, [f64; PARTS]) {
    let table = format!("weights.{score}");
    let found = scheme.weights.each().into_iter().find(|(key, _)| *key == table);
    let mut now = [0.0; PARTS];
    let parts = found.map(|(_, parts)| parts).unwrap_or_default();
    now.iter_mut().zip(&parts).for_each(|(weight, (_, known))| *weight = *known);
    (parts.into_iter().map(|(key, _)| key).collect(), now)
}

/// The parts of a score with their share of its weights now, and the fitted one as a scheme says it.
fn tuned_parts(keys: &[&'static str], now: &[f64; PARTS], fitted: &[f64; PARTS]) -> Vec<TunedPart> {
    let total: f64 = now.iter().sum();
    let part = |(at, key): (usize, &&'static str)| TunedPart {
        part: key,
        before: if total > 0.0 { now[at] / total } else { 0.0 },
        after: (fitted[at] * DECIMALS).round() / DECIMALS,
    };
    keys.iter().enumerate().map(part).collect()
}

/// The scaled parts of a score, in their order; 0 where there is no score.
fn parts(score: Option<&Score>) -> [f64; PARTS] {
    let mut parts = [0.0; PARTS];
    let known = score.into_iter().flat_map(|score| &score.parts);
    parts.iter_mut().zip(known).for_each(|(part, input)| *part = if input.weight > 0.0 { input.scaled } else { 0.0 });
    parts
}
