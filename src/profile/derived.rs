//! 衍生: what the community's yardstick makes of a member's numbers.

use super::behaviour::of_speakers;
use super::page::{Material, beside, counted, scored};
use crate::model::attribute::{Attribute, Part, Provenance, RISK_BANDS, Value};

pub(super) fn influence(m: &Material) -> Option<Attribute> {
    m.derived.influence.as_ref().map(|score| scored("influence", score, m.signals.messages))
}

pub(super) fn beyond_activity(m: &Material) -> Option<Attribute> {
    let (beyond, influence) = (m.derived.beyond_activity?, m.derived.influence.as_ref()?.value);
    let parts = vec![beside("influence", influence), beside("expected", influence - beyond)];
    Some(Attribute::observed("beyond_activity", beyond, m.signals.active_days as u32, parts))
}

pub(super) fn repliers(m: &Material) -> Option<Attribute> {
    of_speakers(m, "repliers", m.signals.repliers)
}

pub(super) fn reply_weeks(m: &Material) -> Option<Attribute> {
    of_speakers(m, "reply_weeks", m.signals.reply_weeks)
}

/// A distance of a number from one of the community's lines.
fn margin(m: &Material, key: &str, margin: Option<f64>, (of, line): (&str, f64)) -> Option<Attribute> {
    let margin = margin?;
    let parts = vec![beside(of, line + margin), beside("line", line)];
    Some(Attribute::observed(key, margin, m.signals.messages as u32, parts))
}

pub(super) fn kol_margin(m: &Material) -> Option<Attribute> {
    margin(m, "kol_margin", m.derived.kol_margin, ("influence", m.page.baseline.kol_line))
}

pub(super) fn koc_margin(m: &Material) -> Option<Attribute> {
    margin(m, "koc_margin", m.derived.koc_margin, ("beyond_activity", m.page.baseline.koc_line))
}

pub(super) fn mechanism(m: &Material) -> Option<Attribute> {
    let key = m.derived.mechanism?;
    let parts = vec![
        beside("started", m.signals.started),
        beside("helped", m.signals.helped),
        beside("groups", m.signals.groups),
        beside("amplified", m.signals.amplified),
    ];
    Some(counted("mechanism", Value::Code(key.to_owned()), m.signals.messages, parts))
}

pub(super) fn stage(m: &Material) -> Option<Attribute> {
    let (stage, numbers) = (m.derived.stage?, m.signals);
    let mut parts = vec![beside("c30", numbers.c30), beside("p30", numbers.p30)];
    if numbers.recency.is_finite() {
        parts.push(beside("recency", numbers.recency));
    }
    if numbers.gap_before > 0.0 {
        parts.push(beside("gap_before", numbers.gap_before));
    }
    parts.extend(numbers.tenure.map(|days| beside("tenure", days)));
    Some(counted("stage", Value::Code(stage.to_owned()), numbers.active_days, parts))
}

/// How sure a risk is that was not tried on the community's own past.
const UNTRIED: f64 = 0.2;

/// How sure the risk is, from 0 (a guess) to 1 (tells everybody apart): what its trial on the community's own past
/// says; and that trial as a number to stand beside it.
fn trial(auc: Option<f64>) -> (f32, Part) {
    match auc {
        Some(auc) => ((2.0 * auc - 1.0).max(0.0) as f32, beside("own_past_auc", auc)),
        None => (UNTRIED as f32, beside("untried_confidence", UNTRIED)),
    }
}

/// A probability of not being seen again.
pub(super) fn churn_risk(m: &Material) -> Option<Attribute> {
    let score = m.derived.churn.as_ref()?;
    let (confidence, tried) = trial(m.page.baseline.churn_auc);
    let mut risk = scored("churn_risk", score, m.signals.active_days);
    risk.parts.push(tried);
    Some(Attribute { confidence, provenance: Provenance::Inferred, ..risk })
}

pub(super) fn churn_band(m: &Material) -> Option<Attribute> {
    let risk = m.derived.churn.as_ref()?.value;
    let lines = &m.page.scheme.churn;
    let place = [lines.medium, lines.high, lines.very_high].iter().take_while(|line| risk >= **line).count();
    let (key, _) = RISK_BANDS[place];
    let attribute = churn_risk(m)?;
    let (_, tried) = trial(m.page.baseline.churn_auc);
    let parts = vec![beside("churn_risk", risk), tried];
    Some(Attribute { key: "churn_band".to_owned(), value: Value::Code(key.to_owned()), parts, ..attribute })
}

pub(super) fn week_change(m: &Material) -> Option<Attribute> {
    let change = m.derived.week?;
    let numbers = m.signals;
    let parts = match change.what {
        "new" => numbers.tenure.map(|days| beside("tenure", days)).into_iter().collect(),
        "returned" => vec![beside("gap_before", numbers.gap_before), beside("recency", numbers.recency)],
        "left" => Vec::new(),
        _ => {
            let risks = change.risk.map(|(then, now)| [beside("churn_risk_before", then), beside("churn_risk", now)]);
            let stage = [("c30", numbers.c30), ("p30", numbers.p30), ("recency", numbers.recency)];
            risks.into_iter().flatten().chain(stage.map(|(key, raw)| beside(key, raw))).collect()
        }
    };
    Some(counted("week_change", Value::Code(change.what.to_owned()), numbers.active_days, parts))
}

pub(super) fn quadrant(m: &Material) -> Option<Attribute> {
    let key = m.derived.quadrant?;
    let interaction = m.derived.interaction.as_ref()?.value;
    let consumption = m.derived.consumption.as_ref().map_or(0.0, |score| score.value);
    let parts = vec![
        beside("consumption", consumption),
        beside("consumption_line", m.page.baseline.consumption_line),
        beside("interaction", interaction),
        beside("interaction_line", m.page.baseline.interaction_line),
    ];
    Some(counted("quadrant", Value::Code(key.to_owned()), m.signals.messages, parts))
}
