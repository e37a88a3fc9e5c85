//! What an expression asks about: words said, tags, segments, fields; and in which order rules
//! that ask for each other's tags are to be answered.

use std::collections::BTreeSet;

use super::facts::fold;
use super::{Comparison, Expr, Field, FieldKind, Operand, Window};

/// Every expression inside, itself first.
fn walk<'a>(expr: &'a Expr, visit: &mut impl FnMut(&'a Expr)) {
    visit(expr);
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| walk(part, visit)),
        Expr::Not(inner) => walk(inner, visit),
        _ => {}
    }
}

/// What must be looked up in messages: (words as written, window), each once.
pub fn said_terms(expr: &Expr) -> Vec<(String, Option<Window>)> {
    let mut terms: Vec<(String, Option<Window>)> = Vec::new();
    walk(expr, &mut |part| {
        if let Expr::Said(words, window) = part {
            let term = (words.clone(), *window);
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    });
    terms
}

/// A word by which a condition tells who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling<'a> {
    /// The member's number in this store.
    Number(&'a str),
    /// A name, an id, what was said or noted, a campaign that may be called after them, a cell of a list; or a part of one.
    Word(&'a str),
}

/// How the values of a field tell who somebody is, if they do.
fn telling<'a>(field: &Field) -> Option<fn(&'a str) -> Telling<'a>> {
    match field {
        Field::Known("name" | "id" | "invited_by" | "note" | "campaign") | Field::Imported(_) => Some(Telling::Word),
        Field::Known("member_id" | "inviter_id") => Some(Telling::Number),
        Field::Known(_) => None,
    }
}

/// Whether it tells who somebody is, or what was said: by a name, an id, words, or an imported column.
pub fn names_somebody(expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |part| {
        found |= match part {
            Expr::Compare(field, ..) => telling(field).is_some(),
            Expr::Said(..) | Expr::Word(_) => true,
            _ => false,
        }
    });
    found
}

/// The first share that is compared with more than the whole: its field's key, and the number.
pub fn beyond_all(expr: &Expr) -> Option<(&'static str, f64)> {
    let mut found = None;
    walk(expr, &mut |part| {
        if let Expr::Compare(Field::Known(key), _, operand) = part
            && super::field::kind(&Field::Known(key)) == FieldKind::Number("0-1")
            && found.is_none()
        {
            found = beyond(operand).map(|number| (*key, number));
        }
    });
    found
}

fn beyond(operand: &Operand) -> Option<f64> {
    match operand {
        Operand::Number(number) => Some(*number).filter(|number| *number > 1.0),
        Operand::Range(_, high) => Some(*high).filter(|number| *number > 1.0),
        Operand::Any(operands) => operands.iter().find_map(beyond),
        _ => None,
    }
}

/// Names of tags asked for, each once, sorted.
pub fn tags_used(expr: &Expr) -> Vec<String> {
    words_of(expr, "tag")
}

/// Names of segments asked for, each once, sorted.
pub fn segments_used(expr: &Expr) -> Vec<String> {
    words_of(expr, "segment")
}

/// An expression in which a segment goes by another name.
pub fn with_segment_renamed(expr: &Expr, from: &str, to: &str) -> Expr {
    let again = |part: &Expr| with_segment_renamed(part, from, to);
    match expr {
        Expr::And(parts) => Expr::And(parts.iter().map(again).collect()),
        Expr::Or(parts) => Expr::Or(parts.iter().map(again).collect()),
        Expr::Not(inner) => Expr::Not(Box::new(again(inner))),
        Expr::Compare(field @ Field::Known("segment" | "entered" | "exited"), comparison, operand) => {
            Expr::Compare(field.clone(), *comparison, renamed(operand, from, to))
        }
        other => other.clone(),
    }
}

fn renamed(operand: &Operand, from: &str, to: &str) -> Operand {
    match operand {
        Operand::Word(word) if fold(word) == fold(from) => Operand::Word(to.to_owned()),
        Operand::Any(operands) => Operand::Any(operands.iter().map(|operand| renamed(operand, from, to)).collect()),
        other => other.clone(),
    }
}

/// Whom a filter selects.
#[derive(Debug, Clone, PartialEq)]
pub enum Selects {
    /// Nobody at all.
    Nobody,
    /// Everybody.
    Everybody,
    /// Those of whom it holds.
    Those(Expr),
}

/// A filter in which some conditions select nobody any more.
#[derive(Debug, Clone, PartialEq)]
pub enum Reduced {
    /// It has none of them.
    Same,
    /// What remains of it.
    To(Selects),
}

/// Takes the conditions that select nobody out of a filter.
pub fn reduce(expr: &Expr, selects_nobody: &dyn Fn(&Expr) -> bool) -> Reduced {
    match remaining(expr, selects_nobody) {
        Selects::Those(same) if same == *expr => Reduced::Same,
        other => Reduced::To(other),
    }
}

fn remaining(expr: &Expr, selects_nobody: &dyn Fn(&Expr) -> bool) -> Selects {
    let (parts, all) = match expr {
        Expr::And(parts) => (parts, true),
        Expr::Or(parts) => (parts, false),
        Expr::Not(inner) => {
            return match remaining(inner, selects_nobody) {
                Selects::Nobody => Selects::Everybody,
                Selects::Everybody => Selects::Nobody,
                Selects::Those(inner) => Selects::Those(Expr::Not(Box::new(inner))),
            };
        }
        Expr::Compare(field, comparison, Operand::Any(operands)) => {
            let alone = |operand: &Operand| Expr::Compare(field.clone(), *comparison, operand.clone());
            let mut kept: Vec<Operand> = operands.clone();
            kept.retain(|operand| !selects_nobody(&alone(operand)));
            return match (kept.len(), kept.pop()) {
                (_, None) => of_nobody(*comparison),
                (1, Some(only)) if operands.len() > 1 => Selects::Those(alone(&only)),
                (_, Some(last)) => {
                    kept.push(last);
                    Selects::Those(Expr::Compare(field.clone(), *comparison, Operand::Any(kept)))
                }
            };
        }
        Expr::Compare(_, comparison, _) if selects_nobody(expr) => return of_nobody(*comparison),
        single if selects_nobody(single) => return Selects::Nobody,
        single => return Selects::Those(single.clone()),
    };
    let mut left = Vec::new();
    for part in parts {
        match (remaining(part, selects_nobody), all) {
            (Selects::Nobody, true) => return Selects::Nobody,
            (Selects::Everybody, false) => return Selects::Everybody,
            (Selects::Those(part), _) => left.push(part),
            (Selects::Nobody, false) | (Selects::Everybody, true) => {}
        }
    }
    match (left.len(), left.pop()) {
        (_, None) if all => Selects::Everybody,
        (_, None) => Selects::Nobody,
        (1, Some(only)) => Selects::Those(only),
        (_, Some(last)) => {
            left.push(last);
            Selects::Those(if all { Expr::And(left) } else { Expr::Or(left) })
        }
    }
}

/// Whom a comparison with somebody who is not there selects.
fn of_nobody(comparison: Comparison) -> Selects {
    if comparison == Comparison::Differs { Selects::Everybody } else { Selects::Nobody }
}

/// The words of a single condition by which it tells who somebody is.
pub fn identifying_words(condition: &Expr) -> Vec<Telling<'_>> {
    fn of<'a>(operand: &'a Operand, words: &mut Vec<&'a str>) {
        match operand {
            Operand::Word(word) => words.push(word),
            Operand::Any(operands) => operands.iter().for_each(|operand| of(operand, words)),
            _ => {}
        }
    }
    match condition {
        Expr::Word(word) | Expr::Said(word, _) => vec![Telling::Word(word)],
        Expr::Compare(field, _, operand) => {
            let mut words = Vec::new();
            of(operand, &mut words);
            telling(field).map_or(Vec::new(), |telling| words.into_iter().map(telling).collect())
        }
        _ => Vec::new(),
    }
}

/// Every field asked for, each once, sorted.
pub fn fields_used(expr: &Expr) -> Vec<Field> {
    let mut fields = BTreeSet::new();
    walk(expr, &mut |part| {
        if let Expr::Compare(field, ..) | Expr::Unknown(field) | Expr::Confidence(field, ..) = part {
            fields.insert(field.clone());
        }
    });
    fields.into_iter().collect()
}

/// The single conditions inside, as written; those that are negated, with their negation.
pub fn conditions(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(conditions).collect(),
        Expr::Not(inner) if matches!(**inner, Expr::And(_) | Expr::Or(_)) => conditions(inner),
        single => vec![single],
    }
}

fn words_of(expr: &Expr, key: &'static str) -> Vec<String> {
    let mut words = BTreeSet::new();
    walk(expr, &mut |part| {
        if let Expr::Compare(Field::Known(field), _, operand) = part
            && *field == key
        {
            match operand {
                Operand::Any(operands) => operands.iter().for_each(|operand| words.extend(word(operand))),
                single => words.extend(word(single)),
            }
        }
    });
    words.into_iter().collect()
}

fn word(operand: &Operand) -> Option<String> {
    match operand {
        Operand::Word(word) => Some(word.clone()),
        _ => None,
    }
}

/// Rules that wait for each other, in a ring: the first asks for the second, and so on, and the
/// last for the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rules wait for each other: {}", .0.join(" → "))]
pub struct RuleCycle(pub Vec<String>);

/// The order in which named rules are to be answered: each after those whose names it asks for
/// (by `used`: [`tags_used`] or [`segments_used`]). Names without a rule are taken as given.
pub fn evaluation_order(rules: &[(&str, &Expr)], used: fn(&Expr) -> Vec<String>) -> Result<Vec<usize>, RuleCycle> {
    let needs: Vec<Vec<usize>> = rules
        .iter()
        .map(|(_, rule)| {
            let wanted: Vec<String> = used(rule).iter().map(|name| fold(name)).collect();
            (0..rules.len()).filter(|&other| wanted.contains(&fold(rules[other].0))).collect()
        })
        .collect();
    let mut order = Vec::new();
    let mut path = Vec::new();
    for rule in 0..rules.len() {
        place(rule, &needs, &mut path, &mut order)
            .map_err(|ring| RuleCycle(ring.into_iter().map(|rule| rules[rule].0.to_owned()).collect()))?;
    }
    Ok(order)
}

fn place(rule: usize, needs: &[Vec<usize>], path: &mut Vec<usize>, order: &mut Vec<usize>) -> Result<(), Vec<usize>> {
    if order.contains(&rule) {
        return Ok(());
    }
    if let Some(start) = path.iter().position(|&waiting| waiting == rule) {
        return Err(path[start..].to_vec());
    }
    path.push(rule);
    for &needed in &needs[rule] {
        place(needed, needs, path, order)?;
    }
    path.pop();
    order.push(rule);
    Ok(())
}
