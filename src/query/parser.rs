//! Recursive descent from tokens to an [`Expr`].
//!
//! ```text
//! either    = all { ("or" | "或") all }
//! all       = one { ["and" | "且" | "和"] one }
//! one       = ("not" | "非") one | "(" either ")" | function | comparison | word
//! function  = ("did" | "got" | "said" | "confidence") "(" … ")" [op number]
//! comparison = field op (value | "(" value { "," value } ")")
//! ```

use std::ops::Range;

use super::error::nearest;
use super::field::{self, FIELDS};
use super::lexer::{Placed, Token, lex};
use super::operand;
use super::place::Place;
use super::{Comparison, Did, Expr, Field, Operand, ParseError, Problem, Side, Window};
use crate::model::record::Action;
use crate::model::view::Vocabulary;

/// How many parentheses and negations may stand inside each other.
const DEEPEST: usize = 64;

/// Reads a filter. Imported columns are known by their titles in `vocabulary`; a title between
/// quotes is taken as one even where the vocabulary does not hold it, so that schemes and saved
/// segments read the same before their file is imported.
pub fn parse(input: &str, vocabulary: &Vocabulary) -> Result<Expr, ParseError> {
    let lexed = lex(input);
    if let Some(start) = lexed.unclosed {
        return Err(ParseError::new(start..input.len(), Problem::UnclosedQuote));
    }
    let mut parser = Parser { tokens: lexed.tokens, at: 0, depth: 0, end: input.len(), vocabulary };
    if parser.tokens.is_empty() {
        return Err(ParseError::new(0..input.len(), Problem::Empty));
    }
    let expr = parser.either()?;
    match parser.peek() {
        None => Ok(expr),
        Some(Token::Close) => Err(ParseError::new(parser.span(), Problem::StrayParenthesis)),
        Some(_) => Err(parser.unexpected()),
    }
}

/// Parses what somebody types: a tag or a segment that is not there, or a share beyond the whole, is a
/// slip that would select nobody in silence. Saved filters may ask for what is not there yet.
///
/// # Errors
/// As [`parse`], and on such a slip.
pub fn parse_typed(input: &str, vocabulary: &Vocabulary) -> Result<Expr, ParseError> {
    let expr = parse(input, vocabulary)?;
    // Before the first build no tag is known.
    if !vocabulary.tags.is_empty() {
        known(input, super::tags_used(&expr), &vocabulary.tags, Problem::UnknownTag)?;
    }
    known(input, super::segments_used(&expr), &vocabulary.segments, Problem::UnknownSegment)?;
    match super::beyond_all(&expr) {
        None => Ok(expr),
        Some((field, number)) => {
            let meant = format!("{}%", number.clamp(0.0, 100.0));
            let problem = Problem::MoreThanAll(field.to_owned());
            Err(ParseError::new(place_of(input, &number.to_string()), problem).suggest(Some(meant)))
        }
    }
}

/// Refuses names that are not there.
fn known(input: &str, used: Vec<String>, names: &[String], problem: fn(String) -> Problem) -> Result<(), ParseError> {
    let is_known = |name: &String| names.iter().any(|own| super::fold(own) == super::fold(name));
    match used.into_iter().find(|name| !is_known(name)) {
        Some(name) => {
            let near = nearest(&name, names.iter().map(String::as_str));
            Err(ParseError::new(place_of(input, &name), problem(name)).suggest(near))
        }
        None => Ok(()),
    }
}

fn place_of(input: &str, word: &str) -> Range<usize> {
    input.find(word).map_or(0..input.len(), |start| start..start + word.len())
}

/// The words between conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
}

/// The keyword of a bare word.
pub(super) fn keyword(word: &str) -> Option<Keyword> {
    Some(match super::fold(word).as_str() {
        "and" | "且" | "并且" | "和" | "与" => Keyword::And,
        "or" | "或" | "或者" => Keyword::Or,
        "not" | "非" => Keyword::Not,
        _ => return None,
    })
}

/// What may stand before a parenthesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Did,
    Got,
    Said,
    Confidence,
}

/// Function names in both languages.
pub(super) const FUNCTIONS: &[(Function, &str, &str)] = &[
    (Function::Did, "did", "做过"),
    (Function::Got, "got", "收到"),
    (Function::Said, "said", "说过"),
    (Function::Confidence, "confidence", "置信度"),
];

pub(super) fn function(word: &str) -> Option<Function> {
    let word = super::fold(word);
    FUNCTIONS.iter().find(|(_, en, zh)| *en == word || *zh == word).map(|(function, ..)| *function)
}

struct Parser<'a> {
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
    end: usize,
    vocabulary: &'a Vocabulary,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }

    fn next(&mut self) -> Option<Placed> {
        let placed = self.tokens.get(self.at).cloned();
        self.at += 1;
        placed
    }

    fn take(&mut self, token: &Token) -> bool {
        let fits = self.peek() == Some(token);
        if fits {
            self.at += 1;
        }
        fits
    }

    /// The place of the token ahead; empty at the end.
    fn span(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |placed| placed.span.clone())
    }

    fn keyword_ahead(&self) -> Option<Keyword> {
        match self.peek() {
            Some(Token::Word(word)) if !self.comparison_follows(1) => keyword(word),
            _ => None,
        }
    }

    fn comparison_follows(&self, ahead: usize) -> bool {
        matches!(self.tokens.get(self.at + ahead).map(|placed| &placed.token), Some(Token::Compare(_)))
    }

    fn unexpected(&self) -> ParseError {
        match self.tokens.get(self.at) {
            None => ParseError::new(self.end..self.end, Problem::EndsEarly),
            Some(Placed { token: Token::Close, span }) => ParseError::new(span.clone(), Problem::StrayParenthesis),
            Some(placed) => ParseError::new(placed.span.clone(), Problem::Unexpected(sign(&placed.token))),
        }
    }

    fn either(&mut self) -> Result<Expr, ParseError> {
        let mut parts = vec![self.all()?];
        while self.keyword_ahead() == Some(Keyword::Or) {
            self.at += 1;
            parts.push(self.all()?);
        }
        Ok(single_or(parts, Expr::Or))
    }

    fn all(&mut self) -> Result<Expr, ParseError> {
        let mut parts = vec![self.one()?];
        loop {
            if self.keyword_ahead() == Some(Keyword::And) {
                self.at += 1;
            } else if self.keyword_ahead() == Some(Keyword::Or)
                || !matches!(self.peek(), Some(Token::Word(_) | Token::Quoted(_) | Token::Open))
            {
                return Ok(single_or(parts, Expr::And));
            }
            parts.push(self.one()?);
        }
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, ParseError>) -> Result<T, ParseError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ParseError::new(self.span(), Problem::TooDeep));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn one(&mut self) -> Result<Expr, ParseError> {
        if self.keyword_ahead() == Some(Keyword::Not) {
            self.at += 1;
            return Ok(Expr::Not(Box::new(self.deeper(Self::one)?)));
        }
        if self.keyword_ahead().is_some() {
            return Err(self.unexpected());
        }
        match self.peek() {
            Some(Token::Open) => self.group(),
            Some(Token::Word(_) | Token::Quoted(_)) => self.condition(),
            Some(Token::Bang) => Err(self.unexpected().suggest(Some("not".to_owned()))),
            _ => Err(self.unexpected()),
        }
    }

    fn group(&mut self) -> Result<Expr, ParseError> {
        let open = self.span();
        self.at += 1;
        let inner = self.deeper(Self::either)?;
        if self.take(&Token::Close) {
            return Ok(inner);
        }
        match self.peek() {
            None => Err(ParseError::new(open, Problem::UnclosedParenthesis)),
            Some(_) => Err(self.unexpected()),
        }
    }

    fn condition(&mut self) -> Result<Expr, ParseError> {
        let Some(Placed { token, span }) = self.next() else { return Err(self.unexpected()) };
        let touching = self.tokens.get(self.at).is_some_and(|next| next.span.start == span.end);
        if matches!(self.peek(), Some(Token::Compare(_))) {
            let field = self.field(token, &span)?;
            return self.comparison(field);
        }
        match token {
            Token::Word(name) if touching && self.peek() == Some(&Token::Open) => self.call(&name, span),
            Token::Word(word) | Token::Quoted(word) if !word.trim().is_empty() => Ok(Expr::Word(word)),
            _ => Err(ParseError::new(span, Problem::Empty)),
        }
    }

    fn field(&self, token: Token, span: &Range<usize>) -> Result<Field, ParseError> {
        let name = match token {
            Token::Quoted(title) if !title.is_empty() => return Ok(Field::Imported(title)),
            Token::Word(name) => name,
            _ => return Err(ParseError::new(span.clone(), Problem::Empty)),
        };
        if let Some(spec) = field::find(&name) {
            return Ok(Field::Known(spec.key));
        }
        let folded = super::fold(&name);
        if let Some(title) = self.vocabulary.imported.iter().find(|title| super::fold(title) == folded) {
            return Ok(Field::Imported(title.clone()));
        }
        if let Some(keys) = field::could_mean(&name) {
            return Err(ParseError::new(span.clone(), Problem::Ambiguous(name, keys)));
        }
        let mut known: Vec<&str> = FIELDS.iter().flat_map(|spec| spec.names()).collect();
        known.extend(self.vocabulary.imported.iter().map(String::as_str));
        let near = nearest(&name, known.into_iter());
        Err(ParseError::new(span.clone(), Problem::UnknownField(name)).suggest(near))
    }

    fn comparison_sign(&mut self) -> Option<(Comparison, Range<usize>)> {
        match self.tokens.get(self.at) {
            Some(Placed { token: Token::Compare(comparison), span }) => {
                self.at += 1;
                Some((*comparison, span.clone()))
            }
            _ => None,
        }
    }

    fn comparison(&mut self, field: Field) -> Result<Expr, ParseError> {
        let Some((comparison, sign)) = self.comparison_sign() else { return Err(self.unexpected()) };
        let place = Place { kind: field::kind(&field), field, comparison, sign };
        place.operator_fits()?;
        if self.peek() == Some(&Token::Open) {
            return self.list(&place);
        }
        let (word, quoted, span) = self.value()?;
        if self.peek() == Some(&Token::Comma) && !place.is_ordering() {
            return Err(self.bare_list(&word));
        }
        if !quoted && operand::is_unknown(&word) {
            return place.unknown();
        }
        place.value(&word, quoted, span)
    }

    /// Several values after a comparison without their parentheses, which are shown.
    fn bare_list(&self, first: &str) -> ParseError {
        let more = self.tokens[self.at..].chunks_exact(2).map_while(|pair| match (&pair[0].token, &pair[1].token) {
            (Token::Comma, Token::Word(word) | Token::Quoted(word)) => Some(word.as_str()),
            _ => None,
        });
        let values: Vec<&str> = std::iter::once(first).chain(more).collect();
        let several = (values.len() > 1).then(|| {
            let comma = if values.iter().all(|value| value.is_ascii()) { "," } else { "，" };
            format!("({})", values.join(comma))
        });
        self.unexpected().suggest(several)
    }

    fn value(&mut self) -> Result<(String, bool, Range<usize>), ParseError> {
        match self.tokens.get(self.at).cloned() {
            Some(Placed { token: Token::Word(word), span }) => {
                self.at += 1;
                Ok((word, false, span))
            }
            Some(Placed { token: Token::Quoted(word), span }) if !word.trim().is_empty() => {
                self.at += 1;
                Ok((word, true, span))
            }
            Some(Placed { token: Token::Quoted(_), span }) => Err(ParseError::new(span, Problem::EndsEarly)),
            _ => Err(self.unexpected()),
        }
    }

    fn list(&mut self, place: &Place) -> Result<Expr, ParseError> {
        let open = self.span();
        self.at += 1;
        if place.is_ordering() {
            return Err(ParseError::new(open, Problem::ManyAfterOrdering));
        }
        let mut operands = Vec::new();
        loop {
            let (word, quoted, span) = self.value()?;
            if !quoted && operand::is_unknown(&word) {
                return Err(ParseError::new(span, Problem::UnknownInList));
            }
            operands.push(place.operand(&word, quoted, span)?);
            if self.take(&Token::Comma) {
                continue;
            }
            if self.take(&Token::Close) {
                break;
            }
            return match self.peek() {
                None => Err(ParseError::new(open, Problem::UnclosedParenthesis)),
                Some(_) => Err(self.unexpected()),
            };
        }
        let operand = if operands.len() == 1 { operands.remove(0) } else { Operand::Any(operands) };
        Ok(Expr::Compare(place.field.clone(), place.comparison, operand))
    }

    fn call(&mut self, name: &str, span: Range<usize>) -> Result<Expr, ParseError> {
        let open = self.span();
        self.at += 1;
        match function(name) {
            Some(Function::Did) => self.action(Side::Did, open),
            Some(Function::Got) => self.action(Side::Got, open),
            Some(Function::Said) => {
                let (words, ..) = self.value()?;
                let window = self.window()?;
                self.close(open)?;
                Ok(Expr::Said(words, window))
            }
            Some(Function::Confidence) => self.confidence(open),
            None => {
                let names = FUNCTIONS.iter().flat_map(|(_, en, zh)| [*en, *zh]);
                let near = nearest(name, names);
                Err(ParseError::new(span, Problem::UnknownFunction(name.to_owned())).suggest(near))
            }
        }
    }

    fn close(&mut self, open: Range<usize>) -> Result<(), ParseError> {
        if self.take(&Token::Close) {
            return Ok(());
        }
        match self.peek() {
            None => Err(ParseError::new(open, Problem::UnclosedParenthesis)),
            Some(_) => Err(self.unexpected()),
        }
    }

    fn window(&mut self) -> Result<Option<Window>, ParseError> {
        if !self.take(&Token::Comma) {
            return Ok(None);
        }
        let (word, _, span) = self.value()?;
        match operand::span(&word) {
            Some(days) if days > 0 => Ok(Some(Window { days })),
            _ => Err(ParseError::new(span, Problem::NotDays(word))),
        }
    }

    /// `did(reply,30d)>=3`; without a count, at least once.
    fn action(&mut self, side: Side, open: Range<usize>) -> Result<Expr, ParseError> {
        let (word, quoted, span) = self.value()?;
        let action = Action::parse(&word);
        if let (Action::Other(other), false) = (&action, quoted) {
            let near = nearest(other, Action::KNOWN.iter().flat_map(|(_, key, zh)| [*key, *zh]));
            if near.is_some() {
                return Err(ParseError::new(span, Problem::UnknownAction(word)).suggest(near));
            }
        }
        let window = self.window()?;
        self.close(open)?;
        let did = Did { side, action: action.key().to_owned(), window };
        let Some((comparison, _)) = self.comparison_sign() else {
            return Ok(Expr::Did(did, Comparison::AtLeast, 1));
        };
        let (word, _, span) = self.value()?;
        match word.parse::<i64>() {
            Ok(count) => Ok(Expr::Did(did, comparison, count)),
            Err(_) => Err(ParseError::new(span, Problem::NotANumber(word))),
        }
    }

    fn confidence(&mut self, open: Range<usize>) -> Result<Expr, ParseError> {
        let Some(Placed { token, span }) = self.next() else { return Err(self.unexpected()) };
        if !matches!(token, Token::Word(_) | Token::Quoted(_)) {
            self.at -= 1;
            return Err(self.unexpected());
        }
        let field = self.field(token, &span)?;
        if let Some(spec) = field::spec(&field).filter(|spec| !spec.is_attribute) {
            return Err(ParseError::new(span, Problem::NoConfidence(spec.key.to_owned())));
        }
        self.close(open)?;
        let Some((comparison, _)) = self.comparison_sign() else { return Err(self.unexpected()) };
        let (word, _, span) = self.value()?;
        match operand::number(&word) {
            Some(number) => Ok(Expr::Confidence(field, comparison, number)),
            None => Err(ParseError::new(span, Problem::NotANumber(word))),
        }
    }
}

fn single_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() == 1 { parts.remove(0) } else { many(parts) }
}

fn sign(token: &Token) -> String {
    match token {
        Token::Word(word) | Token::Quoted(word) => word.clone(),
        Token::Compare(comparison) => super::format::comparison_sign(*comparison).to_owned(),
        Token::Open => "(".to_owned(),
        Token::Close => ")".to_owned(),
        Token::Comma => ",".to_owned(),
        Token::Bang => "!".to_owned(),
    }
}
