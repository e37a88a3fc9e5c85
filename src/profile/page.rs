//! A member's page: every known attribute, in the order of the registry.

use rustc_hash::FxHashMap;

use super::{basic, behaviour, derived, imported, inner, psychology, value};
use crate::config::scheme::Scheme;
use crate::model::attribute::{ATTRIBUTES, Attribute, Part, Value};
use crate::model::signal::{Baseline, Derived, Input, Period, Score, Signals};
use crate::model::state::MemberState;

/// What builders read of one member.
pub(super) struct Material<'a> {
    pub state: &'a MemberState,
    pub signals: &'a Signals,
    pub derived: &'a Derived,
    pub period: Period,
    pub page: &'a Page<'a>,
}

type Builder = fn(&Material) -> Option<Attribute>;

/// Who builds which attribute. A new attribute is a line here, one in
/// [`crate::model::attribute::ATTRIBUTES`], and a function in its dimension's file.
const BUILDERS: &[(&str, Builder)] = &[
    ("gender", basic::gender),
    ("age_band", basic::age_band),
    ("occupation", basic::occupation),
    ("region", basic::region),
    ("life_stage", basic::life_stage),
    ("activity", behaviour::activity),
    ("level", behaviour::level),
    ("active_days", behaviour::active_days),
    ("streak", behaviour::streak),
    ("active_hours", behaviour::active_hours),
    ("interaction", behaviour::interaction),
    ("replies_sent", behaviour::replies_sent),
    ("replies_received", behaviour::replies_received),
    ("response_time", behaviour::response_time),
    ("reaction_time", behaviour::reaction_time),
    ("invited", behaviour::invited),
    ("topics", behaviour::topics),
    ("keywords", behaviour::keywords),
    ("message_kinds", behaviour::message_kinds),
    ("substance", behaviour::substance),
    ("question_share", behaviour::question_share),
    ("deal_share", behaviour::deal_share),
    ("advert_share", behaviour::advert_share),
    ("night_share", behaviour::night_share),
    ("helped", behaviour::helped),
    ("started", behaviour::started),
    ("consumption", value::consumption),
    ("spending_level", value::spending_level),
    ("orders", value::orders),
    ("amount", value::amount),
    ("order_recency", value::order_recency),
    ("repurchase_days", value::repurchase_days),
    ("discount_share", value::discount_share),
    ("categories", value::categories),
    ("price_band", value::price_band),
    ("needs", inner::needs),
    ("values", inner::values),
    ("motivation", inner::motivation),
    ("sentiment", psychology::sentiment),
    ("sentiment_trend", psychology::sentiment_trend),
    ("sentiment_30d", psychology::sentiment_30d),
    ("complaints", psychology::complaints),
    ("complaint_recency", psychology::complaint_recency),
    ("influence", derived::influence),
    ("beyond_activity", derived::beyond_activity),
    ("repliers", derived::repliers),
    ("reply_weeks", derived::reply_weeks),
    ("kol_margin", derived::kol_margin),
    ("koc_margin", derived::koc_margin),
    ("mechanism", derived::mechanism),
    ("stage", derived::stage),
    ("churn_risk", derived::churn_risk),
    ("churn_band", derived::churn_band),
    ("week_change", derived::week_change),
    ("quadrant", derived::quadrant),
];

/// Attributes that are no builder's: it takes everybody to say them.
const OF_ALL: &[&str] = &["persona", "circle", "missing_replies", "missing_threads"];

/// Writes the pages of one community's members, on one as-of day.
pub struct Page<'a> {
    pub(super) baseline: &'a Baseline,
    pub(super) scheme: &'a Scheme,
    /// Community counts by word and by topic.
    pub(super) words: FxHashMap<&'a str, u64>,
    pub(super) topics: FxHashMap<&'a str, u64>,
    period: Period,
}

impl<'a> Page<'a> {
    /// For the members of the community whose yardstick this is.
    pub fn new(baseline: &'a Baseline, scheme: &'a Scheme, period: Period) -> Page<'a> {
        fn index(counts: &[(String, u64)]) -> FxHashMap<&str, u64> {
            counts.iter().map(|(word, n)| (word.as_str(), *n)).collect()
        }
        Page { words: index(&baseline.words), topics: index(&baseline.topics), baseline, scheme, period }
    }

    /// Every known attribute of a member, in page order, and then the imported columns. What is
    /// not here is unknown.
    pub fn attributes(&self, state: &MemberState, signals: &Signals, derived: &Derived) -> Vec<Attribute> {
        let material = Material { state, signals, derived, period: self.period, page: self };
        let built =
            BUILDERS.iter().filter(|(key, _)| self.scheme.counts(key)).filter_map(|(_, build)| build(&material));
        built.chain(imported::attributes(state)).collect()
    }

    /// Keys in page order, for those who check the registry.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        ATTRIBUTES.iter().map(|spec| spec.key).filter(|key| !OF_ALL.contains(key))
    }
}

/// A counted code or list: certain.
pub(super) fn counted(key: &str, value: Value, n: f64, parts: Vec<Part>) -> Attribute {
    Attribute { value, ..Attribute::observed(key, 0.0, n as u32, parts) }
}

/// A number shown beside a value, but not added into it.
pub(super) fn beside(key: &str, raw: f64) -> Part {
    Part { key: key.to_owned(), raw, scaled: 0.0, weight: 0.0 }
}

/// A score's parts, as the page keeps them.
pub(super) fn scored(key: &str, score: &Score, n: f64) -> Attribute {
    let part =
        |input: &Input| Part { key: input.key.to_owned(), raw: input.raw, scaled: input.scaled, weight: input.weight };
    Attribute::observed(key, score.value, n as u32, score.parts.iter().map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_has_its_builder_in_page_order() {
        let built: Vec<&str> = BUILDERS.iter().map(|(key, _)| *key).collect();
        assert_eq!(built, Page::keys().collect::<Vec<_>>());
    }
}
