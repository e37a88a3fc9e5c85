//! Words, quotes and signs with their places. Full-width signs are read as their plain forms.

use std::ops::Range;

use super::Comparison;

/// A token's kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A run of anything that is no sign.
    Word(String),
    /// What stood between quotes.
    Quoted(String),
    /// `:`, `=`, `<` …
    Compare(Comparison),
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Comma,
    /// A lone `!`.
    Bang,
}

/// A token and the bytes it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) span: Range<usize>,
}

/// What lexing found; `unclosed` is where a quote began that never ended.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Placed>,
    pub(super) unclosed: Option<usize>,
}

/// The plain form of a full-width sign.
fn plain(c: char) -> char {
    match c {
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '，' | '、' => ',',
        '＞' => '>',
        '＜' => '<',
        '＝' => '=',
        '！' => '!',
        '“' | '”' | '＂' => '"',
        other => other,
    }
}

/// A word with full-width digits in it as it would be typed without an input method: `９０％` is `90%`. Other
/// full-width words may be somebody's name, and stay.
fn with_plain_digits(word: &str) -> String {
    if !word.contains(|c| matches!(c, '０'..='９')) {
        return word.to_owned();
    }
    let plain = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    word.chars().map(plain).collect()
}

/// Whether a character ends a word.
pub(super) fn is_sign(c: char) -> bool {
    c.is_whitespace() || matches!(plain(c), ':' | '(' | ')' | ',' | '>' | '<' | '=' | '!' | '"' | '≥' | '≤' | '≠')
}

/// Whether a character means a quote.
pub(super) fn is_quote(c: char) -> bool {
    plain(c) == '"'
}

struct Lexer<'a> {
    input: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.input[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take_if(&mut self, sign: char) -> bool {
        let fits = self.peek().map(plain) == Some(sign);
        if fits {
            self.next();
        }
        fits
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        while self.peek().is_some_and(|c| !is_sign(c)) {
            self.next();
        }
        Token::Word(with_plain_digits(&self.input[start..self.at]))
    }

    /// The text up to the closing quote, and whether there was one.
    fn quoted(&mut self) -> (Token, bool) {
        let mut text = String::new();
        while let Some(c) = self.next() {
            if is_quote(c) {
                return (Token::Quoted(text), true);
            }
            let escaped = c == '\\' && self.peek().is_some_and(|next| next == '\\' || is_quote(next));
            text.push(if escaped { self.next().unwrap_or(c) } else { c });
        }
        (Token::Quoted(text), false)
    }

    fn sign(&mut self, c: char) -> Token {
        match c {
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            ':' => Token::Compare(Comparison::Has),
            '≥' => Token::Compare(Comparison::AtLeast),
            '≤' => Token::Compare(Comparison::AtMost),
            '≠' => Token::Compare(Comparison::Differs),
            '<' if self.take_if('=') => Token::Compare(Comparison::AtMost),
            '<' => Token::Compare(Comparison::Less),
            '>' if self.take_if('=') => Token::Compare(Comparison::AtLeast),
            '>' => Token::Compare(Comparison::More),
            '!' if self.take_if('=') => Token::Compare(Comparison::Differs),
            '!' => Token::Bang,
            _ => {
                self.take_if('=');
                Token::Compare(Comparison::Equal)
            }
        }
    }
}

/// Takes any text apart; nothing is refused here.
pub(super) fn lex(input: &str) -> Lexed {
    let mut lexer = Lexer { input, at: 0 };
    let mut lexed = Lexed::default();
    while let Some(c) = lexer.peek() {
        let start = lexer.at;
        if c.is_whitespace() {
            lexer.next();
            continue;
        }
        let token = if is_quote(c) {
            lexer.next();
            let (token, closed) = lexer.quoted();
            if !closed {
                lexed.unclosed = Some(start);
            }
            token
        } else if is_sign(c) {
            lexer.next();
            lexer.sign(plain(c))
        } else {
            lexer.word()
        };
        lexed.tokens.push(Placed { token, span: start..lexer.at });
    }
    lexed
}
