//! 价值取向: what a member buys; from orders only.

use rustc_hash::FxHashMap;

use super::page::{Material, beside, scored};
use crate::model::attribute::{Attribute, EvidenceKind, EvidenceRef, Part, Value};
use crate::model::signal::Baseline;
use crate::model::state::OrderTally;
use crate::model::{Day, Money};

/// Order days needed before a rhythm means anything.
const RHYTHM_LEAST: usize = 3;
/// Orders needed before the share of discounts means anything.
const DISCOUNTS_LEAST: usize = 3;
/// Things bought before their price means anything.
const PRICES_LEAST: u32 = 3;
/// Where price bands end, in major units.
const BANDS: [(f64, &str); 4] = [(50.0, "under_50"), (100.0, "50_100"), (300.0, "100_300"), (1000.0, "300_1000")];
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

/// The level of a potential beside the community's: who never bought is `none` where others did; levels need three
/// buyers, or the scheme's amount.
pub fn spending(baseline: &Baseline, potential: Option<f64>, spent: Money, much: f64) -> Option<&'static str> {
    let (lower, upper) = baseline.spending_thirds;
    match potential {
        _ if !baseline.has_orders => None,
        None => Some("none"),
        Some(_) if spent.major() >= much => Some("high"),
        Some(_) if upper == 0.0 => None,
        Some(potential) if potential <= lower => Some("low"),
        Some(potential) if potential <= upper => Some("medium"),
        Some(_) => Some("high"),
    }
}

pub(super) fn spending_level(m: &Material) -> Option<Attribute> {
    let n = paid(m).count();
    let spent: Money = paid(m).map(|order| order.revenue).sum();
    let (lower, upper) = m.page.baseline.spending_thirds;
    let potential = m.derived.consumption.as_ref().map(|score| score.value);
    let level = spending(m.page.baseline, potential, spent, m.page.scheme.consumption.high_amount)?;
    let mut parts: Vec<Part> = potential.map(|potential| beside("consumption", potential)).into_iter().collect();
    parts.extend([beside("lower_third", lower), beside("upper_third", upper), beside("amount", spent.major())]);
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

/// What the items of paid orders tell under a name, with their orders.
fn told<'a>(m: &'a Material, attribute: &'static str) -> impl Iterator<Item = (&'a OrderTally, &'a str)> {
    let shop = paid(m).filter(|order| order.kind == EvidenceKind::Order);
    let orders: FxHashMap<i64, &OrderTally> = shop.map(|order| (order.row, order)).collect();
    let claims = m.state.claims.iter().filter(move |claim| claim.attribute == attribute);
    claims.filter_map(move |claim| Some((*orders.get(&claim.evidence.row)?, claim.value.as_str())))
}

/// The categories of orders, the most bought first.
pub(super) fn categories(m: &Material) -> Option<Attribute> {
    let mut counts: Vec<(String, f64)> = Vec::new();
    for (_, category) in told(m, "categories") {
        match counts.iter_mut().find(|(known, _)| known == category) {
            Some((_, count)) => *count += 1.0,
            None => counts.push((category.to_owned(), 1.0)),
        }
    }
    counts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let n = counts.iter().map(|(_, count)| *count as u32).sum();
    let attribute = Attribute::observed("categories", 0.0, n, Vec::new());
    (n > 0).then(|| with_orders(Attribute { value: Value::Words(counts), ..attribute }, m))
}

/// The band of the middle price paid for one thing, each order's things at their mean price.
pub(super) fn price_band(m: &Material) -> Option<Attribute> {
    let counted = told(m, "units").filter_map(|(order, units)| {
        let units: u32 = units.parse().ok().filter(|units| *units > 0 && order.revenue.0 > 0)?;
        Some((order.revenue.major() / f64::from(units), units))
    });
    let mut prices: Vec<(f64, u32)> = counted.collect();
    let units = prices.iter().fold(0u32, |sum, (_, units)| sum.saturating_add(*units));
    if units < PRICES_LEAST {
        return None;
    }
    prices.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut below = 0u32;
    let middle = prices.iter().find(|(_, units_here)| {
        below = below.saturating_add(*units_here);
        below.saturating_mul(2) >= units
    });
    let price = middle?.0;
    let band = BANDS.iter().find(|(end, _)| price < *end).map_or("over_1000", |(_, band)| band);
    let attribute = Attribute::observed("price_band", 0.0, units, vec![beside("price", price)]);
    Some(with_orders(Attribute { value: Value::Code(band.to_owned()), ..attribute }, m))
}
