//! What is true of one member, and whether a filter holds for them.
//!
//! Three-valued: a comparison with something unknown is neither true nor false, and neither is
//! its negation; only `field:unknown` is true of it. [`matches()`] selects what is known true.
//!
//! # What each field's fact is
//!
//! The build answers these from memory and the store from SQL; both must agree. T is the as-of
//! day of the community the scores are of (the member's home community unless a filter or
//! screen names another). "Always known" facts are never [`Fact::Unknown`]; an empty list is
//! known to hold nothing.
//!
//! | field | fact |
//! |---|---|
//! | `name` | words: the display name and every name of every identity, former ones too; always known |
//! | `id` | words: every platform id and handle (微信号) of the member; always known |
//! | `member_id` | words: the member's number in the store; always known |
//! | `tag` | words: names of the tags the member has, whatever their source; always known |
//! | `segment` | words: names of the saved segments whose filter selects the member; always known |
//! | `entered`, `exited` | words: names of the segments that the member entered or left at the last build; always known |
//! | `community` | words: names of the communities the member belongs to; always known |
//! | `group` | words: names of the groups the member is in or spoke in, and is not known to have left; always known |
//! | `group_id` | words: the numbers of those groups; always known |
//! | `groups` | number: how many those are; always known |
//! | `platform` | words: canonical platforms of all identities; always known |
//! | `role` | words: the highest role key in any group (`owner` > `admin` > `member` > `bot`); unknown if in no group |
//! | `staff` | words: `no`; or `yes` and `staff`; or `yes` and `bot`; always known |
//! | `messages` | number: messages ever said before T in that community; always known |
//! | `first_seen`, `last_seen` | local day of the first and last thing said or done; unknown for lurkers |
//! | `joined` | local day of the earliest known join; unknown otherwise |
//! | `stage_since` | as-of day of the build at which the stage last changed; unknown if it never did |
//! | `silent` | number: T − the day of `last_seen`, so that `silent<30d` is `last_seen<30d`; unknown for lurkers |
//! | `invited_by` | words: names of the members who invited this one; unknown if nobody is known |
//! | `inviter_id` | words: the numbers of those; unknown if nobody is known |
//! | `note` | words: the operator's notes; unknown without any |
//! | `contacted` | local day of the operator's last contact; unknown if never |
//! | `campaign` | words: names of the imported campaigns in which the member was contacted, not held out; always known |
//! | `do_not_disturb` | words: `no` or `yes`; always known |
//! | attribute, number | the number in the unit of its shape |
//! | attribute, code | words: the one key |
//! | attribute, place, text or words | [`Value::words`](crate::model::Value::words): `浙江杭州` and `杭州` for a place |
//! | imported column | words: the cell's values, each option of an answer by itself; unknown without a cell |
//!
//! # How they are compared
//!
//! Words are compared after [`fold`] on both sides; any word of the fact may satisfy.
//! `:` is equality on codes, labels (`tag`, `segment`, `campaign`, `id`, `platform`), word lists and imported
//! columns; *contains* on [`FieldKind::Name`]; *begins with* on places. `=` is always equality,
//! `!=` its negation. A list holds if any of its values does; with `!=`, if none does.
//! Numbers: `:` is `=`; a range is inclusive. Numbers against an imported column read its
//! words as plain decimal numbers; words that are none satisfy nothing.
//! Days: `<30d` compares T − day with 30 (fewer than 30 days before T), a date compares the
//! day itself, a span of dates is inclusive.
//! `did(action, n)` sums the counts of the action on days in [T−n, T) (all days before T
//! without a window); `got` the same over what was received. Always known.
//! `said("词", n)` is true if a message in [T−n, T) contains the folded text. Always known.
//! `confidence(field)` is unknown where the attribute is; an imported column's is that of its source.
//! A bare word is true if a folded name contains it, or a folded id begins with it.

use std::borrow::Cow;

use super::field;
use super::{Comparison, Did, Expr, Field, FieldKind, Operand, Window};
use crate::model::Day;
use crate::text::initials;

/// What is known of one field.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact<'a> {
    /// Nothing.
    Unknown,
    /// A number in the field's unit.
    Number(f64),
    /// All of these words.
    Words(Vec<Cow<'a, str>>),
    /// A local day.
    Day(Day),
}

/// Answers about one member; see the table of this module.
pub trait Facts {
    /// The as-of day T.
    fn as_of(&self) -> Day;
    /// What is known of a field.
    fn fact(&self, field: &Field) -> Fact<'_>;
    /// How sure an attribute is, 0..1; `None` where it is unknown.
    fn confidence(&self, field: &Field) -> Option<f64>;
    /// How often something was done or received.
    fn count(&self, did: &Did) -> i64;
    /// Whether the member said this in the window. `words` are as written; compare folded.
    fn said(&self, words: &str, window: Option<Window>) -> bool;
}

/// Whether the filter is known to hold.
pub fn matches(expr: &Expr, facts: &dyn Facts) -> bool {
    holds(expr, facts) == Some(true)
}

/// The form in which words are compared: lower case, full-width letters and signs plain,
/// trimmed, runs of spaces single.
pub fn fold(word: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        0x3000 => ' ',
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let lower: String = word.chars().map(plain).flat_map(char::to_lowercase).collect();
    if lower.contains(char::is_whitespace) { lower.split_whitespace().collect::<Vec<_>>().join(" ") } else { lower }
}

/// True, false, or `None` for unknown.
fn holds(expr: &Expr, facts: &dyn Facts) -> Option<bool> {
    match expr {
        Expr::And(parts) => unless(parts, facts, false),
        Expr::Or(parts) => unless(parts, facts, true),
        Expr::Not(inner) => holds(inner, facts).map(|held| !held),
        Expr::Compare(field, comparison, operand) => compare(field, *comparison, operand, facts),
        Expr::Unknown(field) => Some(facts.fact(field) == Fact::Unknown),
        Expr::Confidence(field, comparison, number) => {
            facts.confidence(field).map(|sure| ordered(sure, *comparison, *number))
        }
        Expr::Did(did, comparison, count) => Some(ordered(facts.count(did), *comparison, *count)),
        Expr::Said(words, window) => Some(facts.said(words, *window)),
        Expr::Word(word) => Some(called(word, facts)),
    }
}

/// The deciding value if any part has it, else unknown if any part is, else the opposite.
fn unless(parts: &[Expr], facts: &dyn Facts, deciding: bool) -> Option<bool> {
    let mut result = Some(!deciding);
    for part in parts {
        match holds(part, facts) {
            Some(held) if held == deciding => return Some(deciding),
            None => result = None,
            Some(_) => {}
        }
    }
    result
}

fn called(word: &str, facts: &dyn Facts) -> bool {
    let word = fold(word);
    let any = |field, fits: &dyn Fn(&str) -> bool| match facts.fact(&Field::Known(field)) {
        Fact::Words(words) => words.iter().any(|own| fits(&fold(own))),
        _ => false,
    };
    let may_be_initials = initials::may_be(&word);
    let fits = |name: &str| name.contains(&word) || may_be_initials && initials::begins(name, &word);
    any("name", &fits) || any("id", &|id| id.starts_with(&word))
}

fn compare(on: &Field, comparison: Comparison, operand: &Operand, facts: &dyn Facts) -> Option<bool> {
    let fact = facts.fact(on);
    if fact == Fact::Unknown {
        return None;
    }
    let kind = field::kind(on);
    Some(match comparison {
        Comparison::Differs => !fits(kind, &fact, Comparison::Equal, operand, facts.as_of()),
        _ => fits(kind, &fact, comparison, operand, facts.as_of()),
    })
}

fn fits(kind: FieldKind, fact: &Fact<'_>, comparison: Comparison, operand: &Operand, as_of: Day) -> bool {
    match (fact, operand) {
        (_, Operand::Any(operands)) => operands.iter().any(|operand| fits(kind, fact, comparison, operand, as_of)),
        (Fact::Number(own), _) => number_fits(*own, comparison, operand),
        (Fact::Day(day), Operand::Ago(days)) => ordered(i64::from(as_of - *day), comparison, i64::from(*days)),
        (Fact::Day(day), Operand::Date(date)) => ordered(*day, comparison, *date),
        (Fact::Day(day), Operand::Dates(first, last)) => first <= day && day <= last,
        (Fact::Words(words), Operand::Word(word)) => word_fits(kind, words, comparison, word),
        (Fact::Words(words), Operand::Number(_) | Operand::Range(..)) => words
            .iter()
            .filter_map(|word| word.trim().parse::<f64>().ok())
            .any(|number| fits(kind, &Fact::Number(number), comparison, operand, as_of)),
        _ => false,
    }
}

/// Whether a known number satisfies a comparison.
pub fn number_fits(own: f64, comparison: Comparison, operand: &Operand) -> bool {
    match operand {
        Operand::Any(operands) => operands.iter().any(|operand| number_fits(own, comparison, operand)),
        Operand::Number(number) => ordered(own, comparison, *number),
        Operand::Range(low, high) => *low <= own && own <= *high,
        _ => false,
    }
}

fn word_fits(kind: FieldKind, words: &[Cow<'_, str>], comparison: Comparison, word: &str) -> bool {
    let word = fold(word);
    words.iter().map(|own| fold(own)).any(|own| match (comparison, kind) {
        (Comparison::Has, FieldKind::Name) => own.contains(&word),
        (Comparison::Has, FieldKind::Place) => own.starts_with(&word),
        _ => own == word,
    })
}

fn ordered<T: PartialOrd>(own: T, comparison: Comparison, other: T) -> bool {
    match comparison {
        Comparison::Has | Comparison::Equal => own == other,
        Comparison::Differs => own != other,
        Comparison::Less => own < other,
        Comparison::AtMost => own <= other,
        Comparison::More => own > other,
        Comparison::AtLeast => own >= other,
    }
}
