//! How values read: numbers with their unit, days, codes in the reader's language.

use crate::lang::code::in_words;
use crate::lang::{Lang, leaders, potential, profile, tui as say};
use crate::model::attribute::{self, AttributeSpec, Shape};
use crate::model::{Calendar, Dimension, Money, Part, Provenance, Timestamp, Value};
use crate::query::field::{self, FieldKind};

/// What stands for a value that nobody knows.
pub(super) const UNKNOWN: &str = "—";

/// What stands for a number that is being counted.
pub(super) const UNCOUNTED: &str = "…";

/// A number with separators between thousands.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A signed change.
pub(super) fn change(number: i64) -> String {
    if number > 0 { format!("+{number}") } else { number.to_string() }
}

/// How many came and went; nothing, if nobody did.
pub(super) fn moved(came: u64, went: u64) -> String {
    match (came, went) {
        (0, 0) => String::new(),
        (came, 0) => format!("+{came}"),
        (0, went) => format!("−{went}"),
        (came, went) => format!("+{came} −{went}"),
    }
}

/// A score of 0–100 as a whole number.
pub(super) fn score(score: Option<f64>) -> String {
    score.map_or_else(|| UNKNOWN.to_owned(), |score| format!("{score:.0}"))
}

/// A number of 0–1 or −1–1 with two decimals.
pub(super) fn fraction(number: Option<f64>) -> String {
    number.map_or_else(|| UNKNOWN.to_owned(), |number| format!("{number:.2}"))
}

/// A score in its own unit.
pub(super) fn score_of(key: &str, number: f64) -> String {
    match key {
        "churn_risk" | "sentiment" => fraction(Some(number)),
        _ => score(Some(number)),
    }
}

/// A share of 0–1 in whole percents.
pub(super) fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| UNKNOWN.to_owned(), |share| format!("{:.0}%", share * 100.0))
}

/// An amount of the store's currency.
pub(super) fn money(amount: Money) -> String {
    let whole = amount.0 / 100;
    let sign = if amount.0 < 0 { "-" } else { "" };
    let text = format!("{sign}¥{}", count(whole.unsigned_abs()));
    match amount.0.unsigned_abs() % 100 {
        0 => text,
        minor => format!("{text}.{minor:02}"),
    }
}

/// A local day.
pub(super) fn day(calendar: &Calendar, time: Option<Timestamp>) -> String {
    time.map_or_else(|| UNKNOWN.to_owned(), |time| calendar.day(time).to_string())
}

/// A known word, or the sign for unknown.
pub(super) fn or_unknown(word: Option<String>) -> String {
    word.unwrap_or_else(|| UNKNOWN.to_owned())
}

/// The title of an attribute or of another field, by its key; imported columns keep their own.
pub(super) fn title(key: &str, lang: Lang) -> String {
    match (field::find(key), lang) {
        (Some(spec), Lang::Zh) => spec.zh.to_owned(),
        (Some(_), Lang::En) => key.replace('_', " "),
        (None, _) => key.to_owned(),
    }
}

/// The title of a dimension.
pub(super) fn dimension(dimension: Dimension, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => dimension.zh(),
        Lang::En => dimension.key(),
    }
}

/// The name of a provenance.
pub(super) fn provenance(provenance: Provenance, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => provenance.zh(),
        Lang::En => provenance.key(),
    }
}

/// A code of a field in the reader's language.
pub(super) fn code(key: &str, code: &str, lang: Lang) -> String {
    if code == "unknown" {
        return say::UNKNOWN_VALUE.get(lang).to_owned();
    }
    match field::find(key).map(|spec| spec.kind) {
        Some(FieldKind::Code(codes)) => in_words(codes, code, lang),
        _ => in_words(&[], code, lang),
    }
}

/// A value in words.
pub(super) fn value(key: &str, value: &Value, lang: Lang) -> String {
    match value {
        Value::Number(number) => amount(attribute::spec(key), *number, lang),
        Value::Code(word) => code(key, word, lang),
        Value::Place { province, city: None } => province.clone(),
        Value::Place { province, city: Some(city) } if province == city => province.clone(),
        Value::Place { province, city: Some(city) } => format!("{province} {city}"),
        Value::Text(text) => text.clone(),
        Value::Named { zh, en } => lang.pick((zh, en)).to_owned(),
        Value::Words(words) => {
            let shape = attribute::spec(key).map(|spec| spec.shape);
            let word = |(word, _): &(String, f64)| match shape {
                Some(Shape::Codes(_)) => code(key, word, lang),
                _ if key == "message_kinds" => profile::kind(word, lang).to_owned(),
                _ => word.clone(),
            };
            words.iter().take(8).map(word).collect::<Vec<_>>().join(lang.pick(("、", ", ")))
        }
    }
}

fn amount(spec: Option<&AttributeSpec>, number: f64, lang: Lang) -> String {
    let unit = match spec.map(|spec| spec.shape) {
        Some(Shape::Number(unit)) => unit,
        _ => return plain(number),
    };
    match unit {
        "0-100" => format!("{number:.0}"),
        "0-1" | "-1..1" | "-2..2" => format!("{number:.2}"),
        "CNY" => money(Money::from_major(number)),
        "count" | "weeks" => plain(number),
        "days" => say::days(lang, number),
        "minutes" => say::minutes(lang, number),
        _ => format!("{number:.1}"),
    }
}

/// A part that does not count for a score: the data lack it, or it stands beside the others.
pub(super) fn uncounted(part: &Part, lang: Lang) -> String {
    match part.raw {
        0.0 => leaders::NOT_HERE.get(lang).to_owned(),
        raw => format!("{:>9}  {}", plain(raw), potential::BESIDE.get(lang)),
    }
}

/// A number with no more decimals than it needs.
pub(super) fn plain(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number:.2}") }
}
