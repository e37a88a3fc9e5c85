//! Why a filter does not parse, where, and what was probably meant.

use std::ops::Range;

use super::FieldKind;
use crate::lang::{Lang, query as say};

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// A quote that never closes.
    UnclosedQuote,
    /// A parenthesis that never closes.
    UnclosedParenthesis,
    /// A `)` too many.
    StrayParenthesis,
    /// A sign where a condition should be.
    Unexpected(String),
    /// The text ends where a condition or a value should be.
    EndsEarly,
    /// No such field or imported column.
    UnknownField(String),
    /// A name that could mean several fields: the name, and their keys.
    Ambiguous(String, &'static [&'static str]),
    /// No such function.
    UnknownFunction(String),
    /// No such tag.
    UnknownTag(String),
    /// No such segment.
    UnknownSegment(String),
    /// A share that is more than the whole.
    MoreThanAll(String),
    /// No such value; the field's key and what it takes.
    UnknownValue(String, String, Vec<String>),
    /// An operator that means nothing on this field.
    OperatorDoesNotFit(String),
    /// A list or range after `<`, `>` and the like.
    ManyAfterOrdering,
    /// Not a number, in the field's unit.
    NotANumber(String),
    /// Not a count of days.
    NotDays(String),
    /// Neither a date nor a number of days.
    NotATime(String),
    /// A field that has no confidence.
    NoConfidence(String),
    /// An action close to a known one, but not it.
    UnknownAction(String),
    /// `unknown` inside a list.
    UnknownInList,
    /// Too many parentheses or negations inside each other.
    TooDeep,
}

/// A filter that does not parse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct ParseError {
    /// The bytes it is about; empty at the end of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
    /// What to write instead.
    pub suggestion: Option<String>,
}

impl ParseError {
    pub(super) fn new(span: Range<usize>, problem: Problem) -> ParseError {
        ParseError { span, problem, suggestion: None }
    }

    pub(super) fn suggest(mut self, suggestion: Option<String>) -> ParseError {
        self.suggestion = suggestion;
        self
    }

    /// One sentence, with the suggestion.
    pub fn message(&self, lang: Lang) -> String {
        let sentence = self.sentence(lang);
        match &self.suggestion {
            Some(better) => format!("{sentence}{}", say::did_you_mean(lang, better)),
            None => sentence,
        }
    }

    fn sentence(&self, lang: Lang) -> String {
        let shown = |key: &str| match (super::field::find(key), lang) {
            (Some(spec), Lang::Zh) => spec.zh.to_owned(),
            _ => key.to_owned(),
        };
        match &self.problem {
            Problem::Empty => say::EMPTY.get(lang).to_owned(),
            Problem::UnclosedQuote => say::UNCLOSED_QUOTE.get(lang).to_owned(),
            Problem::UnclosedParenthesis => say::UNCLOSED_PARENTHESIS.get(lang).to_owned(),
            Problem::StrayParenthesis => say::STRAY_PARENTHESIS.get(lang).to_owned(),
            Problem::Unexpected(sign) => say::unexpected(lang, sign),
            Problem::EndsEarly => say::ENDS_EARLY.get(lang).to_owned(),
            Problem::UnknownField(name) => say::unknown_field(lang, name),
            Problem::Ambiguous(name, keys) => {
                let fields: Vec<String> = keys
                    .iter()
                    .map(|key| format!("{}/{key}", super::field::find(key).map_or(*key, |spec| spec.zh)))
                    .collect();
                say::ambiguous(lang, name, &fields)
            }
            Problem::UnknownFunction(name) => say::unknown_function(lang, name),
            Problem::UnknownTag(name) => say::unknown_tag(lang, name),
            Problem::UnknownSegment(name) => say::unknown_segment(lang, name),
            Problem::MoreThanAll(field) => say::more_than_all(lang, &shown(field)),
            Problem::UnknownValue(value, field, values) => say::unknown_value(lang, value, &shown(field), values),
            Problem::OperatorDoesNotFit(field) => say::operator_does_not_fit(lang, &shown(field)),
            Problem::ManyAfterOrdering => say::MANY_AFTER_ORDERING.get(lang).to_owned(),
            Problem::NotANumber(word) => say::not_a_number(lang, word),
            Problem::NotDays(word) => say::not_days(lang, word),
            Problem::NotATime(word) => say::not_a_time(lang, word),
            Problem::NoConfidence(field) => say::no_confidence(lang, &shown(field)),
            Problem::UnknownAction(word) => say::unknown_action(lang, word),
            Problem::UnknownInList => say::UNKNOWN_IN_LIST.get(lang).to_owned(),
            Problem::TooDeep => say::TOO_DEEP.get(lang).to_owned(),
        }
    }

    /// The filter, a caret line under it, and the sentence. Right under wide characters.
    pub fn render(&self, input: &str, lang: Lang) -> String {
        let shown: String = input.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before = width(input.get(..self.span.start).unwrap_or(input));
        let under = width(input.get(self.span.clone()).unwrap_or("")).max(1);
        format!("{shown}\n{}{}\n{}", " ".repeat(before), "^".repeat(under), self.message(lang))
    }

    /// Where the caret stands: terminal columns before the problem, counted from 0.
    pub fn column(&self, input: &str) -> usize {
        width(input.get(..self.span.start).unwrap_or(input))
    }
}

/// How many terminal columns a text takes: wide characters two, marks none.
fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1F64F
        | 0x1F680..=0x1F6FF
        | 0x1F900..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// The candidate nearest to a word, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let word = super::fold(word);
    let score = |candidate: &str| {
        let other = super::fold(candidate);
        let begun = !word.is_empty() && other.starts_with(&word);
        strsim::normalized_damerau_levenshtein(&word, &other) + if begun { 0.2 } else { 0.0 }
    };
    let apart = |candidate: &str| candidate.chars().count().abs_diff(word.chars().count());
    candidates
        .map(|candidate| (score(candidate), candidate))
        .filter(|(score, _)| *score >= 0.5)
        .max_by(|left, right| left.0.total_cmp(&right.0).then(apart(right.1).cmp(&apart(left.1))))
        .map(|(_, candidate)| candidate.to_owned())
}

/// What a field of this kind takes, by example.
pub(super) fn examples(kind: FieldKind) -> Vec<String> {
    match kind {
        FieldKind::Code(codes) => codes.iter().map(|(key, zh)| format!("{zh}/{key}")).collect(),
        _ => Vec::new(),
    }
}
