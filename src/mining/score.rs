//! Scores that compare a member's signals with the community's yardstick.

use crate::model::lines::{ConsumptionWeights, InteractionWeights};
use crate::model::signal::{Baseline, Fifths, Input, Score, Signals, scaled};

/// The days over which the recency of an order fades to nothing.
const ORDER_YEAR: f64 = 365.0;

/// A raw signal, its yardstick and the weight it has where every signal exists.
pub(super) struct Measure {
    pub key: &'static str,
    pub raw: f64,
    pub high: f64,
    pub weight: f64,
}

/// 100 · Σ weight · s(raw), over the measures that exist in the community, weights renormalised.
/// `None` where none exists.
pub(super) fn weigh(measures: &[Measure]) -> Option<Score> {
    let total: f64 = measures.iter().filter(|measure| measure.high > 0.0).map(|measure| measure.weight).sum();
    if total <= 0.0 {
        return None;
    }
    let part = |measure: &Measure| {
        let weight = if measure.high > 0.0 { 100.0 * measure.weight / total } else { 0.0 };
        Input { key: measure.key, raw: measure.raw, scaled: scaled(measure.raw, measure.high), weight }
    };
    let parts: Vec<Input> = measures.iter().map(part).collect();
    Some(Score { value: parts.iter().map(|part| part.weight * part.scaled).sum(), parts })
}

/// 0–100: how much a member is in exchange with others (methods.md §1). `None` for those who
/// never spoke or acted.
pub fn interaction(signals: &Signals, high: &Signals, weights: &InteractionWeights) -> Option<Score> {
    if signals.active_days == 0.0 {
        return None;
    }
    let part = |key, raw, high, weight| Measure { key, raw, high, weight };
    weigh(&[
        part("replied_to", signals.replied_to_90, high.replied_to_90, weights.replied_to),
        part("replies_sent", signals.replies_sent, high.replies_sent, weights.replies_sent),
        part(
            "received_per_message",
            signals.received_per_message,
            high.received_per_message,
            weights.received_per_message,
        ),
        part("threads", signals.threads_90, high.threads_90, weights.threads),
    ])
}

/// 0–100: consumption potential of a buyer (methods.md §4), with their RFM quintiles beside it.
/// `None` without a paid order.
pub fn consumption(signals: &Signals, baseline: &Baseline, weights: &ConsumptionWeights) -> Option<Score> {
    if !baseline.has_orders || signals.order_recency.is_infinite() {
        return None;
    }
    let high = &baseline.high;
    let freshness = (1.0 - signals.order_recency / ORDER_YEAR).clamp(0.0, 1.0);
    let frequency = scaled(signals.order_frequency, high.order_frequency);
    let amount = scaled(signals.order_amount, high.order_amount);
    let total = weights.order_frequency + weights.order_amount + weights.order_recency;
    let part = |key, raw, scaled, weight: f64| Input { key, raw, scaled, weight: 100.0 * weight / total };
    let mut parts = vec![
        part("order_frequency", signals.order_frequency, frequency, weights.order_frequency),
        part("order_amount", signals.order_amount, amount, weights.order_amount),
        part("order_recency", signals.order_recency, freshness, weights.order_recency),
    ];
    parts.extend(baseline.fifths.iter().flat_map(|fifths| quintiles(signals, fifths)));
    Some(Score { value: parts.iter().map(|part| part.weight * part.scaled).sum(), parts })
}

/// A buyer's quintiles of recency, frequency and amount: 5 is the latest, the most often, the most.
fn quintiles(signals: &Signals, fifths: &Fifths) -> [Input; 3] {
    let above = |value: f64, lines: &[f64; 4]| lines.iter().filter(|line| value > **line).count() as f64;
    let beside = |key, raw| Input { key, raw, scaled: 0.0, weight: 0.0 };
    [
        beside("recency_quintile", 5.0 - above(signals.order_recency, &fifths.recency)),
        beside("frequency_quintile", 1.0 + above(signals.order_frequency, &fifths.frequency)),
        beside("amount_quintile", 1.0 + above(signals.order_amount, &fifths.amount)),
    ]
}

/// The key of the quadrant (`model::attribute::QUADRANTS`), each side against the community's
/// line. `None` without order data or without an interaction score; who never bought is low.
pub fn quadrant(interaction: Option<&Score>, consumption: Option<&Score>, baseline: &Baseline) -> Option<&'static str> {
    let interaction = interaction?.value;
    let spends = consumption.is_some_and(|score| score.value >= baseline.consumption_line);
    let interacts = interaction > 0.0 && interaction >= baseline.interaction_line;
    baseline.has_orders.then_some(match (spends, interacts) {
        (true, true) => "high_high",
        (true, false) => "high_low",
        (false, true) => "low_high",
        (false, false) => "low_low",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_that_the_platform_lacks_is_dropped_and_the_rest_renormalised() {
        let high = Signals { replied_to_90: 9.0, threads_90: 9.0, ..Signals::default() };
        let signals = Signals { active_days: 1.0, replied_to_90: 9.0, threads_90: 0.0, ..Signals::default() };
        let score = interaction(&signals, &high, &InteractionWeights::default()).unwrap();
        assert!((score.value - 60.0).abs() < 1e-9, "30 of the 50 points that exist");
        assert_eq!(score.parts[1].weight, 0.0);
        assert_eq!(
            interaction(&Signals::default(), &high, &InteractionWeights::default()),
            None,
            "a lurker has no score"
        );
        assert_eq!(interaction(&signals, &Signals::default(), &InteractionWeights::default()), None);
    }

    #[test]
    fn potential_of_a_fresh_top_buyer_is_full_and_fades_with_time() {
        let high = Signals { order_frequency: 5.0, order_amount: 100.0, ..Signals::default() };
        let baseline = Baseline { high, has_orders: true, ..Baseline::default() };
        let top = Signals { order_recency: 0.0, ..high };
        assert!((consumption(&top, &baseline, &ConsumptionWeights::default()).unwrap().value - 100.0).abs() < 1e-9);
        let old = Signals { order_recency: 400.0, ..high };
        assert!((consumption(&old, &baseline, &ConsumptionWeights::default()).unwrap().value - 80.0).abs() < 1e-9);
        let never = Signals { order_recency: f64::INFINITY, ..Signals::default() };
        assert_eq!(consumption(&never, &baseline, &ConsumptionWeights::default()), None);
    }

    #[test]
    fn without_orders_there_is_no_quadrant() {
        let score = Score { value: 50.0, parts: Vec::new() };
        let mut baseline = Baseline { interaction_line: 40.0, consumption_line: 60.0, ..Baseline::default() };
        assert_eq!(quadrant(Some(&score), None, &baseline), None);
        baseline.has_orders = true;
        assert_eq!(quadrant(Some(&score), None, &baseline), Some("low_high"));
        assert_eq!(quadrant(None, Some(&score), &baseline), None);
    }
}
