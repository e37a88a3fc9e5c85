//! Who may not be seen again within other days than the ninety that builds keep a risk of: by a risk that is fitted on
//! the communities' own past when it is asked for.

use std::collections::BTreeMap;

use anyhow::Result;
use rustc_hash::FxHashSet;

use super::build::{is_ranked, periods};
use super::foresight::{Past, verdict};
use crate::lang::{Lang, foresight as words, task as say};
use crate::mining::churn::risk_within;
use crate::model::attribute::{Attribute, Part};
use crate::model::foresight::{Forecaster, Foresight, Model};
use crate::model::report::{Progress, ProgressUnit};
use crate::model::signal::{Input, Period, Score};
use crate::model::view::RankedRow;
use crate::model::{CommunityId, MemberId};
use crate::profile;
use crate::query::Expr;
use crate::store::Reader;
use crate::task::session::Session;
use crate::task::watch::Watch;

/// A list of those at risk within so many days.
pub struct AtRisk {
    /// The likeliest first.
    people: Vec<(MemberId, Score)>,
    /// How the risk of each community did on its own past.
    tried: BTreeMap<CommunityId, (Model, Option<Foresight>)>,
}

impl AtRisk {
    /// How many have a place.
    pub fn total(&self) -> u64 {
        self.people.len() as u64
    }

    /// Whether there is a list of any community, be it an empty one.
    pub(super) fn is_given(&self) -> bool {
        self.tried.values().any(|(model, past)| tells(model, past.as_ref()))
    }

    /// What is to be said of the list: a line for each community, `named` if there are several.
    pub fn said(&self, lang: Lang, window: u32, names: &BTreeMap<CommunityId, String>) -> Vec<String> {
        let line = |(community, (model, past)): (&CommunityId, &(Model, Option<Foresight>))| {
            let text = match past.as_ref().filter(|_| tells(model, past.as_ref())) {
                Some(past) => verdict(lang, past, model.forecaster),
                None => words::no_list(lang, window),
            };
            match names.get(community).filter(|_| self.tried.len() > 1) {
                Some(name) => format!("{name}{}{text}", lang.pick(("：", ": "))),
                None => text,
            }
        };
        self.tried.iter().map(line).collect()
    }
}

/// Whether a risk was fitted here and did better than the formula, which is a probability of ninety days alone.
fn tells(model: &Model, past: Option<&Foresight>) -> bool {
    model.forecaster != Forecaster::Formula && past.is_some_and(Foresight::is_enough)
}

impl AtRisk {
    /// A window of the list.
    pub(super) fn rows(&self, reader: &Reader, offset: u64, limit: u64) -> Result<Vec<RankedRow>> {
        let window = (offset + 1..).zip(self.people.iter().skip(offset as usize).take(limit as usize));
        let row = |(place, (member, score)): (u64, &(MemberId, Score))| {
            let part = |input: &Input| Part {
                key: input.key.to_owned(),
                raw: input.raw,
                scaled: input.scaled,
                weight: input.weight,
            };
            let attribute = Attribute::observed("churn_risk", score.value, 1, score.parts.iter().map(part).collect());
            Ok(RankedRow { place, member: reader.row(*member)?, attribute, beside: Vec::new(), trend: None })
        };
        window.map(row).collect()
    }
}

impl Session {
    /// Looks back as often as the data allow, and at what everybody then did within a window of days.
    pub(super) fn looked_back<'a>(
        &self,
        periods: &'a BTreeMap<CommunityId, Period>,
        window: u32,
        watch: &mut Watch<'_>,
    ) -> Result<Past<'a>> {
        looked_back(self.view(), periods, window, self.lang, watch)
    }

    /// Who of the members under a filter may not be seen again within a window of days, in communities whose own past
    /// gave a risk that does better there than the formula.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn at_risk(&self, window: u32, filter: Option<&Expr>, watch: &mut Watch<'_>) -> Result<AtRisk> {
        at_risk(self.view(), window, filter, self.lang, watch)
    }

    /// What each community is called.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn community_names(&self) -> Result<BTreeMap<CommunityId, String>> {
        community_names(self.view())
    }

    /// A window of a list of those at risk.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn at_risk_rows(&self, found: &AtRisk, offset: u64, limit: u64) -> Result<Vec<RankedRow>> {
        found.rows(self.view(), offset, limit)
    }
}

fn looked_back<'a>(
    reader: &Reader,
    periods: &'a BTreeMap<CommunityId, Period>,
    window: u32,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<Past<'a>> {
    let members = reader.overview()?.members;
    let mut past = Past::of(periods, members, window);
    let mut done = 0;
    reader.each_state(|member| {
        done += 1;
        watch.progress(|| looked_at(window, done, members, lang))?;
        past.member(&member);
        Ok::<(), anyhow::Error>(())
    })?;
    Ok(past)
}

fn looked_at(window: u32, done: u64, members: u64, lang: Lang) -> Progress {
    let phase = say::looking_back(lang, window);
    Progress { phase, done, total: Some(members), unit: ProgressUnit::Members, records: 0 }
}

/// See [`Session::at_risk`].
pub(super) fn at_risk(
    reader: &Reader,
    window: u32,
    filter: Option<&Expr>,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<AtRisk> {
    let _moment = reader.hold()?;
    let periods = periods(reader, None)?;
    let tried = looked_back(reader, &periods, window, lang, watch)?.choose();
    let shown: FxHashSet<MemberId> = reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect();
    let (mut people, mut done, members) = (Vec::new(), 0, reader.overview()?.members);
    reader.each_state(|member| {
        done += 1;
        watch.progress(|| looked_at(window, done, members, lang))?;
        let Some((community, state)) = member.states.first() else { return Ok(()) };
        let (Some(period), Some((model, past))) = (periods.get(community), tried.get(community)) else {
            return Ok(());
        };
        if tells(model, past.as_ref()) && shown.contains(&member.member) && is_ranked(&member) {
            let score = risk_within(&profile::signals(state, *period), model, f64::from(window));
            people.extend(score.map(|score| (member.member, score)));
        }
        Ok::<(), anyhow::Error>(())
    })?;
    people.sort_by(|(a, one), (b, other)| other.value.total_cmp(&one.value).then(a.cmp(b)));
    Ok(AtRisk { people, tried })
}

/// What each community is called.
pub(super) fn community_names(reader: &Reader) -> Result<BTreeMap<CommunityId, String>> {
    let communities = reader.overview()?.communities;
    Ok(communities.into_iter().map(|(community, name, _)| (community, name)).collect())
}
