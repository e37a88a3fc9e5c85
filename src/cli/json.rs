//! Views as JSON: times in ISO 8601 with the store's offset, money in its currency.

use serde::Serialize;
use serde_json::Value;

use crate::model::{Calendar, Money, Timestamp};

const TIMES: &[&str] = &["time", "first_seen", "last_seen", "joined", "left", "first", "last", "saved", "parted"];
const MONEY: &[&str] = &["revenue", "amount", "amount_joined", "amount_total", "amount_proposed", "amount_follows"];

/// A view with its instants and amounts spelled out.
pub(super) fn view(view: &impl Serialize, calendar: &Calendar) -> anyhow::Result<Value> {
    let mut value = serde_json::to_value(view)?;
    spell(&mut value, calendar);
    Ok(value)
}

/// The value with the decimals of its numbers that mean something.
pub(super) fn rounded(mut value: Value) -> Value {
    fn round(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(round),
            Value::Object(object) => object.values_mut().for_each(round),
            Value::Number(number) if number.is_f64() => {
                let exact = number.as_f64().unwrap_or_default();
                *value = ((exact * 10_000.0).round() / 10_000.0).into();
            }
            _ => {}
        }
    }
    round(&mut value);
    value
}

fn spell(value: &mut Value, calendar: &Calendar) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| spell(item, calendar)),
        Value::Object(object) => {
            for (key, inner) in object.iter_mut() {
                match inner.as_i64() {
                    Some(seconds) if TIMES.contains(&key.as_str()) => *inner = calendar.iso(Timestamp(seconds)).into(),
                    Some(minor) if MONEY.contains(&key.as_str()) => *inner = Money(minor).major().into(),
                    _ => spell(inner, calendar),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_four_decimals_and_whole_ones_stay_whole() {
        let exact = serde_json::json!({"weight": 0.95_f32, "n": 12, "parts": [{"raw": 1.000_04}]});
        assert_eq!(rounded(exact), serde_json::json!({"weight": 0.95, "n": 12, "parts": [{"raw": 1.0}]}));
    }

    #[test]
    fn instants_and_amounts_are_spelled_out_at_any_depth() {
        let seen = serde_json::json!([{"time": 1_709_254_800, "n": 5, "in": {"revenue": 1250, "left": null}}]);
        assert_eq!(
            view(&seen, &Calendar::shanghai()).unwrap(),
            serde_json::json!([{"time": "2024-03-01T09:00:00+08:00", "n": 5, "in": {"revenue": 12.5, "left": null}}])
        );
    }
}
