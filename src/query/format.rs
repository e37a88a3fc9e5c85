//! The text of an expression: plain signs, quotes only where needed, and the words of a language; in English it is
//! canonical.
//!
//! Reading it back gives the same expression.

use std::fmt::Display;

use super::field;
use super::lexer::{is_quote, is_sign};
use super::operand::is_unknown;
use super::parser::{FUNCTIONS, Function, keyword};
use super::{Comparison, Did, Expr, Field, FieldKind, Operand, Side, Window, parse};
use crate::lang::Lang;
use crate::model::record::Action;
use crate::model::view::Vocabulary;

/// Writes an expression in the filter language, in its English words: what is kept is written so.
pub fn format(expr: &Expr) -> String {
    format_in(expr, Lang::En)
}

/// A condition on known fields, typed in whatever language, in the words of this one; as it is, if it is none.
pub fn written_in(text: &str, lang: Lang) -> String {
    parse(text, &Vocabulary::default()).map_or_else(|_| text.to_owned(), |read| format_in(&read, lang))
}

/// Writes an expression in the filter language, in the words of a language; it reads back the same in either.
pub fn format_in(expr: &Expr, lang: Lang) -> String {
    let joined =
        |parts: &[Expr], between| parts.iter().map(|part| inside(part, lang)).collect::<Vec<_>>().join(between);
    match expr {
        Expr::And(parts) => joined(parts, lang.pick((" 且 ", " and "))),
        Expr::Or(parts) => joined(parts, lang.pick((" 或 ", " or "))),
        Expr::Not(inner) => format!("{}{}", lang.pick(("非 ", "not ")), inside(inner, lang)),
        Expr::Compare(on, comparison, operand) => {
            let value = value(field::kind(on), operand, lang);
            format!("{}{}{value}", called(on, lang), comparison_sign(*comparison))
        }
        Expr::Unknown(on) => format!("{}:{}", called(on, lang), lang.pick(("未知", "unknown"))),
        Expr::Confidence(on, comparison, number) => {
            let confidence = function_name(Function::Confidence, lang);
            format!("{confidence}({}){}{number}", called(on, lang), comparison_sign(*comparison))
        }
        Expr::Did(did, comparison, count) => format!("{}{}{count}", call(did, lang), comparison_sign(*comparison)),
        Expr::Said(words, within) => {
            format!("{}({}{})", function_name(Function::Said, lang), quoted(words), window(*within, lang))
        }
        Expr::Word(word) if keyword(word).is_some() => quoted(word),
        Expr::Word(word) => plain_or_quoted(word),
    }
}

/// A part of a larger expression: in parentheses where it is a list itself.
fn inside(part: &Expr, lang: Lang) -> String {
    match part {
        Expr::And(_) | Expr::Or(_) => format!("({})", format_in(part, lang)),
        _ => format_in(part, lang),
    }
}

fn function_name(function: Function, lang: Lang) -> &'static str {
    let known = FUNCTIONS.iter().find(|(known, ..)| *known == function);
    known.map_or("", |(_, en, zh)| lang.pick((zh, en)))
}

/// A field in the words of a language.
fn called(field: &Field, lang: Lang) -> String {
    match field::spec(field) {
        Some(spec) => lang.pick((spec.zh, spec.key)).to_owned(),
        None => field_name(field),
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

fn call(did: &Did, lang: Lang) -> String {
    let side = match did.side {
        Side::Did => function_name(Function::Did, lang),
        Side::Got => function_name(Function::Got, lang),
    };
    let known = Action::KNOWN.iter().find(|(_, key, _)| *key == did.action);
    let action = known.map_or_else(|| quoted(&did.action), |(_, key, zh)| lang.pick((zh, key)).to_owned());
    format!("{side}({action}{})", window(did.window, lang))
}

fn window(window: Option<Window>, lang: Lang) -> String {
    window.map(|window| format!(",{}", days(window.days, lang))).unwrap_or_default()
}

fn days(days: impl Display, lang: Lang) -> String {
    format!("{days}{}", lang.pick(("天", "d")))
}

fn value(kind: FieldKind, operand: &Operand, lang: Lang) -> String {
    let number = |number| number_value(kind, number, lang);
    match operand {
        Operand::Word(word) => word_value(listed(kind, word, lang).unwrap_or(word)),
        Operand::Number(only) => number(*only),
        Operand::Range(low, high) => format!("{}..{}", number(*low), number(*high)),
        Operand::Ago(ago) => days(ago, lang),
        Operand::Date(day) => day.to_string(),
        Operand::Dates(first, last) => format!("{first}..{last}"),
        Operand::Any(operands) => {
            let values: Vec<String> = operands.iter().map(|operand| value(kind, operand, lang)).collect();
            format!("({})", values.join(","))
        }
    }
}

/// The Chinese word of a listed value, if that means it and nothing else.
fn listed(kind: FieldKind, word: &str, lang: Lang) -> Option<&'static str> {
    let FieldKind::Code(codes) = kind else { return None };
    let (_, zh) = codes.iter().find(|(key, _)| lang == Lang::Zh && *key == word)?;
    (field::code(codes, zh) == Some(word)).then_some(*zh)
}

fn number_value(kind: FieldKind, number: f64, lang: Lang) -> String {
    let whole_days = kind == FieldKind::Days && number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
    if whole_days { days(number, lang) } else { number.to_string() }
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
