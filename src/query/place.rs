//! A comparison's right side, read as its field asks: numbers, days, dates, codes or words.

use std::ops::Range;

use super::error::{examples, nearest};
use super::{Comparison, Expr, Field, FieldKind, Operand, ParseError, Problem, field, operand};
use crate::model::record::Platform;

/// A field and its operator, waiting for a value.
pub(super) struct Place {
    pub(super) field: Field,
    pub(super) kind: FieldKind,
    pub(super) comparison: Comparison,
    pub(super) sign: Range<usize>,
}

impl Place {
    pub(super) fn is_ordering(&self) -> bool {
        matches!(self.comparison, Comparison::Less | Comparison::AtMost | Comparison::More | Comparison::AtLeast)
    }

    fn name(&self) -> String {
        match &self.field {
            Field::Known(key) => (*key).to_owned(),
            Field::Imported(title) => title.clone(),
        }
    }

    pub(super) fn operator_fits(&self) -> Result<(), ParseError> {
        let ordered =
            matches!(self.kind, FieldKind::Number(_) | FieldKind::Days | FieldKind::Day | FieldKind::Imported);
        if self.is_ordering() && !ordered {
            return Err(ParseError::new(self.sign.clone(), Problem::OperatorDoesNotFit(self.name()))
                .suggest(Some(":".to_owned())));
        }
        Ok(())
    }

    pub(super) fn unknown(&self) -> Result<Expr, ParseError> {
        let unknown = Expr::Unknown(self.field.clone());
        match self.comparison {
            Comparison::Has | Comparison::Equal => Ok(unknown),
            Comparison::Differs => Ok(Expr::Not(Box::new(unknown))),
            _ => Err(ParseError::new(self.sign.clone(), Problem::OperatorDoesNotFit("unknown".to_owned()))
                .suggest(Some(":".to_owned()))),
        }
    }

    fn compare(&self, comparison: Comparison, operand: Operand) -> Expr {
        Expr::Compare(self.field.clone(), comparison, operand)
    }

    /// A single value, where a range of days ago becomes two conditions and a month or year its edge.
    pub(super) fn value(&self, word: &str, quoted: bool, span: Range<usize>) -> Result<Expr, ParseError> {
        if self.kind == FieldKind::Day && !quoted {
            if let Some((near, far)) =
                operand::range(word).and_then(|(a, b)| Some((operand::span(a)?, operand::span(b)?)))
            {
                return self.between_ago(near.min(far), near.max(far), span);
            }
            if let (true, Some((first, last))) = (self.is_ordering(), operand::dates(word)) {
                let edge = match self.comparison {
                    Comparison::More | Comparison::AtMost => last,
                    _ => first,
                };
                return Ok(self.compare(self.comparison, Operand::Date(edge)));
            }
        }
        Ok(self.compare(self.comparison, self.operand(word, quoted, span)?))
    }

    fn between_ago(&self, near: u32, far: u32, span: Range<usize>) -> Result<Expr, ParseError> {
        let both = Expr::And(vec![
            self.compare(Comparison::AtLeast, Operand::Ago(near)),
            self.compare(Comparison::AtMost, Operand::Ago(far)),
        ]);
        match self.comparison {
            Comparison::Has | Comparison::Equal => Ok(both),
            Comparison::Differs => Ok(Expr::Not(Box::new(both))),
            _ => Err(ParseError::new(span, Problem::ManyAfterOrdering)),
        }
    }

    pub(super) fn operand(&self, word: &str, quoted: bool, span: Range<usize>) -> Result<Operand, ParseError> {
        match self.kind {
            FieldKind::Number(_) => self.number(word, span, operand::number, Problem::NotANumber),
            FieldKind::Days => {
                let days = |word: &str| operand::span(word).map(f64::from).or_else(|| operand::number(word));
                self.number(word, span, days, Problem::NotDays)
            }
            FieldKind::Day => time(word).ok_or_else(|| ParseError::new(span, Problem::NotATime(word.to_owned()))),
            FieldKind::Code(codes) => match field::code(codes, word) {
                Some(key) => Ok(Operand::Word(key.to_owned())),
                None => {
                    let near = nearest(word, codes.iter().flat_map(|(key, zh)| [*key, *zh]));
                    let problem = Problem::UnknownValue(word.to_owned(), self.name(), examples(self.kind));
                    Err(ParseError::new(span, problem).suggest(near))
                }
            },
            FieldKind::Imported if self.is_ordering() => self.number(word, span, operand::number, Problem::NotANumber),
            FieldKind::Imported if !quoted => match number_range(word, operand::number) {
                Some((low, high)) => Ok(Operand::Range(low, high)),
                None => Ok(Operand::Word(word.to_owned())),
            },
            FieldKind::Place => Ok(Operand::Word(operand::place(word))),
            FieldKind::Label if self.field == Field::Known("platform") => {
                Ok(Operand::Word(Platform::new(word).as_str().to_owned()))
            }
            FieldKind::Label | FieldKind::Name | FieldKind::Words | FieldKind::Imported => {
                Ok(Operand::Word(word.to_owned()))
            }
        }
    }

    fn number(
        &self,
        word: &str,
        span: Range<usize>,
        read: impl Fn(&str) -> Option<f64>,
        problem: fn(String) -> Problem,
    ) -> Result<Operand, ParseError> {
        match (read(word), number_range(word, read)) {
            (Some(number), _) => Ok(Operand::Number(number)),
            (None, Some(_)) if self.is_ordering() => Err(ParseError::new(span, Problem::ManyAfterOrdering)),
            (None, Some((low, high))) => Ok(Operand::Range(low, high)),
            (None, None) => Err(ParseError::new(span, problem(word.to_owned()))),
        }
    }
}

fn number_range(word: &str, read: impl Fn(&str) -> Option<f64>) -> Option<(f64, f64)> {
    let (low, high) = operand::range(word)?;
    let (low, high) = (read(low)?, read(high)?);
    Some((low.min(high), low.max(high)))
}

/// `30d` ago, a date, a month, a year, or dates from one to another.
fn time(word: &str) -> Option<Operand> {
    if let Some(days) = operand::span(word) {
        return Some(Operand::Ago(days));
    }
    let (first, last) = match operand::range(word) {
        Some((from, to)) => {
            let (from, to) = (operand::dates(from)?, operand::dates(to)?);
            (from.0.min(to.0), from.1.max(to.1))
        }
        None => operand::dates(word)?,
    };
    Some(if first == last { Operand::Date(first) } else { Operand::Dates(first, last) })
}
