//! The canonical text of an expression: English keys, plain signs, quotes only where needed.
//!
//! Reading it back gives the same expression.

use super::field;
use super::lexer::{is_quote, is_sign};
use super::operand::is_unknown;
use super::parser::keyword;
use super::{Comparison, Did, Expr, Field, FieldKind, Operand, Side, Window};

/// Writes an expression in the filter language.
pub fn format(expr: &Expr) -> String {
    match expr {
        Expr::And(parts) => parts.iter().map(inside).collect::<Vec<_>>().join(" and "),
        Expr::Or(parts) => parts.iter().map(inside).collect::<Vec<_>>().join(" or "),
        Expr::Not(inner) => format!("not {}", inside(inner)),
        Expr::Compare(on, comparison, operand) => {
            format!("{}{}{}", field_name(on), comparison_sign(*comparison), value(field::kind(on), operand))
        }
        Expr::Unknown(on) => format!("{}:unknown", field_name(on)),
        Expr::Confidence(on, comparison, number) => {
            format!("confidence({}){}{number}", field_name(on), comparison_sign(*comparison))
        }
        Expr::Did(did, comparison, count) => format!("{}{}{count}", call(did), comparison_sign(*comparison)),
        Expr::Said(words, within) => format!("said({}{})", quoted(words), window(*within)),
        Expr::Word(word) if keyword(word).is_some() => quoted(word),
        Expr::Word(word) => plain_or_quoted(word),
    }
}

/// A part of a larger expression: in parentheses where it is a list itself.
fn inside(part: &Expr) -> String {
    match part {
        Expr::And(_) | Expr::Or(_) => format!("({})", format(part)),
        _ => format(part),
    }
}

/// The sign of a comparison.
pub fn comparison_sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Has => ":",
        Comparison::Equal => "=",
        Comparison::Differs => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
    }
}

/// A field as it is typed: the key, or the title between quotes.
pub fn field_name(field: &Field) -> String {
    match field {
        Field::Known(key) => (*key).to_owned(),
        Field::Imported(title) => quoted(title),
    }
}

/// A word as a value: between quotes where it would be read as something else.
pub fn word_value(word: &str) -> String {
    let misread = is_unknown(word) || super::operand::range(word).is_some();
    if misread { quoted(word) } else { plain_or_quoted(word) }
}

fn call(did: &Did) -> String {
    let side = match did.side {
        Side::Did => "did",
        Side::Got => "got",
    };
    let is_known = crate::model::record::Action::KNOWN.iter().any(|(_, key, _)| *key == did.action);
    let action = if is_known { did.action.clone() } else { quoted(&did.action) };
    format!("{side}({action}{})", window(did.window))
}

fn window(window: Option<Window>) -> String {
    window.map(|window| format!(",{}d", window.days)).unwrap_or_default()
}

fn value(kind: FieldKind, operand: &Operand) -> String {
    match operand {
        Operand::Word(word) => word_value(word),
        Operand::Number(number) => number_value(kind, *number),
        Operand::Range(low, high) => format!("{}..{}", number_value(kind, *low), number_value(kind, *high)),
        Operand::Ago(days) => format!("{days}d"),
        Operand::Date(day) => day.to_string(),
        Operand::Dates(first, last) => format!("{first}..{last}"),
        Operand::Any(operands) => {
            format!("({})", operands.iter().map(|operand| value(kind, operand)).collect::<Vec<_>>().join(","))
        }
    }
}

fn number_value(kind: FieldKind, number: f64) -> String {
    let whole_days = kind == FieldKind::Days && number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
    if whole_days { format!("{number}d") } else { number.to_string() }
}

fn plain_or_quoted(word: &str) -> String {
    if word.is_empty() || word.chars().any(is_sign) { quoted(word) } else { word.to_owned() }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if c == '\\' || is_quote(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}
