//! Columns and cells.

use crate::lang::{Lang, Text};
use crate::model::{Part, Timestamp};

/// What a column holds, and so how it is masked and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A score of 0 to 100, or points between two of them.
    Score,
    /// Free words.
    Text,
    /// One of these (English key, Chinese word).
    Code(&'static [(&'static str, &'static str)]),
    /// Several words.
    Words,
    /// An instant.
    Time,
    /// Yes or no.
    Flag,
    /// An account's id: text, however long its digits.
    Id,
    /// What a person is called.
    Name,
    /// A phone number.
    Phone,
    /// A mail address.
    Mail,
    /// What a score is made of.
    Parts,
}

impl Kind {
    /// A number with the decimals that mean something to the reader of a table: one of a score, three of a share
    /// or of anything else.
    pub fn rounded(self, number: f64) -> f64 {
        let scale = if self == Kind::Score { 10.0 } else { 1_000.0 };
        let rounded = (number * scale).round() / scale;
        if rounded == 0.0 { 0.0 } else { rounded }
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Number | Kind::Score)
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The stable key: header for tools, key in JSON.
    pub key: String,
    /// The Chinese title.
    pub zh: String,
    /// The English title.
    pub en: String,
    /// What it holds.
    pub kind: Kind,
    /// The JSON object it stands in, such as `scores`; the row itself if none. Columns of one
    /// object stand together.
    pub inside: Option<&'static str>,
}

impl Column {
    /// A column of the program's own.
    pub fn known(key: &str, title: Text, kind: Kind) -> Column {
        Column { key: key.to_owned(), zh: title.zh.to_owned(), en: title.en.to_owned(), kind, inside: None }
    }

    /// An imported column or question, known by its title alone.
    pub fn imported(title: &str) -> Column {
        let kind = kind_of_title(title);
        Column { key: title.to_owned(), zh: title.to_owned(), en: title.to_owned(), kind, inside: None }
    }

    /// The title in a language.
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick((&self.zh, &self.en))
    }
}

/// What an imported column is about, as far as privacy asks.
fn kind_of_title(title: &str) -> Kind {
    let title = title.to_lowercase();
    let speaks_of = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if speaks_of(&["手机", "电话", "联系方式", "phone", "mobile"]) {
        Kind::Phone
    } else if speaks_of(&["邮箱", "邮件", "mail"]) {
        Kind::Mail
    } else if speaks_of(&["姓名", "昵称", "备注", "微信", "收货人", "收件人", "name", "nick", "wechat"]) {
        Kind::Name
    } else {
        Kind::Text
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known: empty in a table, `null` in JSON.
    Unknown,
    /// A number.
    Number(f64),
    /// Words, or the key of a [`Kind::Code`].
    Text(String),
    /// Several words.
    Words(Vec<String>),
    /// Several numbers.
    Numbers(Vec<f64>),
    /// An instant.
    Time(Timestamp),
    /// Yes or no.
    Flag(bool),
    /// What a score is made of.
    Parts(Vec<Part>),
    /// A name in Chinese and in English.
    Named(String, String),
}

impl Cell {
    /// Text, or nothing if there is none.
    pub fn text(words: &str) -> Cell {
        if words.is_empty() { Cell::Unknown } else { Cell::Text(words.to_owned()) }
    }

    /// A number, if it is known.
    pub fn number(number: Option<f64>) -> Cell {
        number.map_or(Cell::Unknown, Cell::Number)
    }

    /// A whole number.
    pub fn count(count: u64) -> Cell {
        Cell::Number(count as f64)
    }

    /// An instant, if it is known.
    pub fn time(time: Option<Timestamp>) -> Cell {
        time.map_or(Cell::Unknown, Cell::Time)
    }
}
