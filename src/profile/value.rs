//! 价值取向: what a member buys; from orders only.

use super::page::{Material, beside, scored};
use crate::model::attribute::{Attribute, EvidenceRef, Value};
use crate::model::state::OrderTally;
use crate::model::{Day, Money};

/// Order days needed before a rhythm means anything.
const RHYTHM_LEAST: usize = 3;
/// Orders needed before the share of discounts means anything.
const DISCOUNTS_LEAST: usize = 3;
/// Orders shown as evidence.
const SHOWN: usize = 5;

/// Paid orders up to the as-of day.
fn paid<'a>(m: &'a Material) -> impl Iterator<Item = &'a OrderTally> {
    m.state.orders.iter().filter(|order| order.day < m.period.as_of)
}

/// The latest orders, as evidence.
fn with_orders(mut attribute: Attribute, m: &Material) -> Attribute {
    let mut latest: Vec<&OrderTally> = paid(m).collect();
    latest.sort_by_key(|order| (std::cmp::Reverse(order.day), order.row));
    let row = |order: &&OrderTally| EvidenceRef { kind: order.kind, row: order.row, weight: 1.0, against: false };
    attribute.evidence = latest.iter().take(SHOWN).map(row).collect();
    attribute
}

pub(super) fn consumption(m: &Material) -> Option<Attribute> {
    let score = m.derived.consumption.as_ref()?;
    Some(with_orders(scored("consumption", score, paid(m).count() as f64), m))
}

/// Who never bought is `none` where others did; levels need three buyers, or the scheme's amount.
pub(super) fn spending_level(m: &Material) -> Option<Attribute> {
    if !m.page.baseline.has_orders {
        return None;
    }
    let n = paid(m).count();
    let spent: Money = paid(m).map(|order| order.revenue).sum();
    let (lower, upper) = m.page.baseline.spending_thirds;
    let much = spent.major() >= m.page.scheme.consumption.high_amount;
    let level = match &m.derived.consumption {
        None => "none",
        Some(_) if much => "high",
        Some(_) if upper == 0.0 => return None,
        Some(score) if score.value <= lower => "low",
        Some(score) if score.value <= upper => "medium",
        Some(_) => "high",
    };
    let parts = vec![beside("lower_third", lower), beside("upper_third", upper), beside("amount", spent.major())];
    let attribute = Attribute::observed("spending_level", 0.0, n as u32, parts);
    Some(with_orders(Attribute { value: Value::Code(level.to_owned()), ..attribute }, m))
}

pub(super) fn orders(m: &Material) -> Option<Attribute> {
    let n = paid(m).count();
    let known = m.page.baseline.has_orders || n > 0;
    known.then(|| with_orders(Attribute::observed("orders", n as f64, n as u32, Vec::new()), m))
}

pub(super) fn amount(m: &Material) -> Option<Attribute> {
    let n = paid(m).count();
    let spent: Money = paid(m).map(|order| order.revenue).sum();
    let known = m.page.baseline.has_orders || n > 0;
    known.then(|| with_orders(Attribute::observed("amount", spent.major(), n as u32, Vec::new()), m))
}

pub(super) fn order_recency(m: &Material) -> Option<Attribute> {
    let days = m.signals.order_recency;
    days.is_finite().then(|| Attribute::observed("order_recency", days, paid(m).count() as u32, Vec::new()))
}

pub(super) fn repurchase_days(m: &Material) -> Option<Attribute> {
    let mut days: Vec<Day> = paid(m).map(|order| order.day).collect();
    days.sort_unstable();
    days.dedup();
    if days.len() < RHYTHM_LEAST {
        return None;
    }
    let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    let median = f64::from(gaps[(gaps.len() - 1) / 2] + gaps[gaps.len() / 2]) / 2.0;
    let parts = vec![beside("shortest", f64::from(gaps[0])), beside("longest", f64::from(gaps[gaps.len() - 1]))];
    Some(with_orders(Attribute::observed("repurchase_days", median, days.len() as u32, parts), m))
}

pub(super) fn discount_share(m: &Material) -> Option<Attribute> {
    let n = paid(m).count();
    let (revenue, discount) =
        paid(m).fold((Money(0), Money(0)), |(r, d), order| (r + order.revenue, d + order.discount));
    let list = revenue + discount;
    if n < DISCOUNTS_LEAST || list.0 <= 0 {
        return None;
    }
    let parts = vec![beside("discount", discount.major()), beside("list_price", list.major())];
    let share = (discount.major() / list.major()).clamp(0.0, 1.0);
    Some(with_orders(Attribute::observed("discount_share", share, n as u32, parts), m))
}
