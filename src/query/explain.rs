//! An expression read back as a sentence, in either language.

use super::field;
use super::{Comparison, Did, Expr, Field, FieldKind, Operand, Side, fold};
use crate::lang::Lang;
use crate::lang::code::in_words;
use crate::lang::query::{self as say, Fit, Order};
use crate::model::record::Action;
use crate::text::initials;

/// The members an expression selects, as one sentence:
/// 有标签“KOL”，且地区在浙江的成员 — members who have the tag “KOL” and whose region is in 浙江.
pub fn explain(expr: &Expr, lang: Lang) -> String {
    say::members(lang, &clause(expr, false, lang))
}

/// One condition alone, without whom it selects.
pub fn explain_condition(expr: &Expr, lang: Lang) -> String {
    say::alone(lang, &clause(expr, false, lang))
}

/// One condition; `negated` says its opposite, which over known facts is its exact complement.
fn clause(expr: &Expr, negated: bool, lang: Lang) -> String {
    match expr {
        Expr::Not(inner) => clause(inner, !negated, lang),
        Expr::And(_) | Expr::Or(_) if negated => say::not_so(lang, &say::grouped(lang, &clause(expr, false, lang))),
        Expr::And(parts) => say::both(lang, &inner_clauses(parts, lang)),
        Expr::Or(parts) => say::either(lang, &inner_clauses(parts, lang)),
        Expr::Compare(on, comparison, operand) => compare(on, *comparison, operand, negated, lang),
        Expr::Unknown(on) => say::unknown(lang, &title(on, lang), negated),
        Expr::Confidence(on, comparison, number) => {
            let title = say::confidence(lang, &title(on, lang));
            say::amount(lang, &title, order(*comparison, negated), &number.to_string())
        }
        Expr::Did(did, comparison, count) => action(did, order(*comparison, negated), *count, lang),
        Expr::Said(words, window) => say::said(lang, words, window.map(|window| window.days), negated),
        Expr::Word(word) => say::called(lang, word, negated, initials::may_be(&fold(word))),
    }
}

fn inner_clauses(parts: &[Expr], lang: Lang) -> Vec<String> {
    let inner = |part: &Expr| match part {
        Expr::And(_) | Expr::Or(_) => say::grouped(lang, &clause(part, false, lang)),
        _ => clause(part, false, lang),
    };
    parts.iter().map(inner).collect()
}

/// A field's title in a sentence.
pub fn title(on: &Field, lang: Lang) -> String {
    match (field::spec(on), on) {
        (Some(spec), _) => say::title(lang, spec.key, spec.zh),
        (None, Field::Imported(title)) => say::quoted(lang, title),
        (None, Field::Known(key)) => (*key).to_owned(),
    }
}

fn order(comparison: Comparison, negated: bool) -> Order {
    match (comparison, negated) {
        (Comparison::Has | Comparison::Equal, false) | (Comparison::Differs, true) => Order::Is,
        (Comparison::Has | Comparison::Equal, true) | (Comparison::Differs, false) => Order::IsNot,
        (Comparison::Less, false) | (Comparison::AtLeast, true) => Order::Below,
        (Comparison::AtMost, false) | (Comparison::More, true) => Order::AtMost,
        (Comparison::More, false) | (Comparison::AtMost, true) => Order::Above,
        (Comparison::AtLeast, false) | (Comparison::Less, true) => Order::AtLeast,
    }
}

fn compare(on: &Field, comparison: Comparison, operand: &Operand, negated: bool, lang: Lang) -> String {
    let opposite = negated != (comparison == Comparison::Differs);
    let kind = field::kind(on);
    let title = title(on, lang);
    match operand {
        Operand::Number(number) => {
            say::amount(lang, &title, order(comparison, negated), &quantity(kind, *number, lang))
        }
        Operand::Range(low, high) => {
            say::between(lang, &title, &quantity(kind, *low, lang), &quantity(kind, *high, lang), opposite)
        }
        Operand::Ago(days) => say::ago(lang, &title, order(comparison, negated), *days),
        Operand::Date(day) => say::date(lang, &title, order(comparison, negated), &day.to_string()),
        Operand::Dates(first, last) => say::between(lang, &title, &first.to_string(), &last.to_string(), opposite),
        Operand::Word(_) | Operand::Any(_) => words(on, kind, &title, comparison, operand, opposite, lang),
    }
}

fn words(
    on: &Field,
    kind: FieldKind,
    title: &str,
    comparison: Comparison,
    operand: &Operand,
    opposite: bool,
    lang: Lang,
) -> String {
    if let (Field::Known("member_id"), Operand::Any(several)) = (on, operand) {
        return say::these(lang, several.len(), opposite);
    }
    let values = match operand {
        Operand::Any(operands) => operands.iter().map(|operand| value(kind, operand, lang)).collect(),
        single => vec![value(kind, single, lang)],
    };
    let values = say::one_of(lang, &values);
    match on {
        Field::Known("tag") => say::tagged(lang, &values, opposite),
        Field::Known("staff") => say::staff(lang, &values, opposite),
        Field::Known("entered") => say::came(lang, &values, opposite),
        Field::Known("exited") => say::went(lang, &values, opposite),
        Field::Known("segment") => say::in_segment(lang, &values, opposite),
        _ => {
            let fit = match (comparison, kind) {
                (Comparison::Has, FieldKind::Name) => Fit::Contains,
                (Comparison::Has, FieldKind::Place) => Fit::In,
                _ => Fit::Is,
            };
            say::word(lang, title, fit, &values, opposite)
        }
    }
}

fn value(kind: FieldKind, operand: &Operand, lang: Lang) -> String {
    match (operand, kind) {
        (Operand::Word(key), FieldKind::Code(codes)) => in_words(codes, key, lang),
        (Operand::Word(word), FieldKind::Place) => word.clone(),
        (Operand::Word(word), _) => say::quoted(lang, word),
        (Operand::Number(number), _) => quantity(kind, *number, lang),
        (Operand::Range(low, high), _) => format!("{low}–{high}"),
        (Operand::Ago(days), _) => say::days(lang, &days.to_string()),
        (Operand::Date(day), _) => day.to_string(),
        (Operand::Dates(first, last), _) => format!("{first}–{last}"),
        (Operand::Any(operands), _) => {
            say::one_of(lang, &operands.iter().map(|operand| value(kind, operand, lang)).collect::<Vec<_>>())
        }
    }
}

fn quantity(kind: FieldKind, number: f64, lang: Lang) -> String {
    match kind {
        FieldKind::Days => say::days(lang, &number.to_string()),
        _ => number.to_string(),
    }
}

fn action(did: &Did, order: Order, count: i64, lang: Lang) -> String {
    let known = Action::KNOWN.iter().find(|(_, key, _)| *key == did.action);
    let word = match (known, lang) {
        (Some((_, _, zh)), Lang::Zh) => zh,
        _ => did.action.as_str(),
    };
    say::count(lang, did.side == Side::Got, word, order, count, did.window.map(|window| window.days))
}
