//! Gathering a field of everybody, value by value, into a column.

use rusqlite::types::{FromSqlResult, ValueRef};
use rustc_hash::FxHashMap;

use super::column::{Column, Values};
use super::members::{COLUMNS, Holds};
use crate::model::attribute::{Shape, spec};

/// What is of each member alone, and so is told nowhere but in their line: only its order is kept.
const OWN: [&str; 2] = ["name", "platform_id"];

/// What is known of one field so far.
pub(super) struct Gather {
    ranks: u32,
    /// Numbers as integers of the same order.
    numbers: Vec<(i64, u32)>,
    words: Words,
}

/// Words of one field, with who has them.
enum Words {
    /// Few, of which each is kept once.
    Told { order: Option<&'static [(&'static str, &'static str)]>, met: FxHashMap<String, u32>, had: Vec<(u32, u32)> },
    /// Everybody's own, one after the other, by where they begin and end.
    Untold { text: String, had: Vec<(usize, usize, u32)> },
}

impl Gather {
    /// For a column of the lines.
    pub fn new(column: &str, ranks: u32) -> Gather {
        let key = COLUMNS.iter().find(|(_, own, holds)| *own == column && *holds == Holds::Word).map(|(key, ..)| *key);
        let words = match key {
            Some(key) if OWN.contains(&key) => Words::Untold { text: String::new(), had: Vec::new() },
            key => Words::Told { order: key.and_then(codes), met: FxHashMap::default(), had: Vec::new() },
        };
        Gather { ranks, numbers: Vec::new(), words }
    }

    /// For an attribute.
    pub fn of_attribute(key: &str, ranks: u32) -> Gather {
        let words = match codes(key) {
            None => Words::Untold { text: String::new(), had: Vec::new() },
            order => Words::Told { order, met: FxHashMap::default(), had: Vec::new() },
        };
        Gather { ranks, numbers: Vec::new(), words }
    }

    /// Takes the value of a rank.
    pub fn take(&mut self, rank: u32, value: ValueRef<'_>) -> FromSqlResult<()> {
        match value {
            ValueRef::Null | ValueRef::Blob(_) => {}
            ValueRef::Integer(number) => self.numbers.push((in_order(number as f64), rank)),
            ValueRef::Real(number) => self.numbers.push((in_order(number), rank)),
            ValueRef::Text(_) => self.words.take(rank, value.as_str()?),
        }
        Ok(())
    }

    /// Numbers come before words, where a field has both.
    pub fn finish(mut self) -> Column {
        let mut places = vec![0; self.ranks as usize];
        let mut place = |rank: u32, value: usize| {
            if let Some(at) = places.get_mut(rank as usize) {
                *at = value as u32 + 1;
            }
        };
        self.numbers.sort_unstable();
        let mut numbers: Vec<f64> = Vec::new();
        let mut last = None;
        for (number, rank) in self.numbers {
            if last.replace(number) != Some(number) {
                numbers.push(in_value(number));
            }
            place(rank, numbers.len() - 1);
        }
        let values = match self.words {
            Words::Told { had, .. } if had.is_empty() => Values::of_numbers(numbers),
            Words::Untold { had, .. } if had.is_empty() => Values::of_numbers(numbers),
            Words::Told { order, met, had } => {
                let mut words: Vec<(String, u32)> = met.into_iter().collect();
                let defined = |word: &str| order.and_then(|codes| codes.iter().position(|(code, _)| *code == word));
                words.sort_by(|(a, _), (b, _)| (defined(a), a).cmp(&(defined(b), b)));
                let mut places = vec![0; words.len()];
                (0..).zip(&words).for_each(|(at, (_, met))| places[*met as usize] = at);
                had.into_iter().for_each(|(met, rank)| place(rank, places[met as usize]));
                Values::Words(words.into_iter().map(|(word, _)| word).collect())
            }
            Words::Untold { text, mut had } => {
                // Most come in order, from an index.
                had.sort_by(|a, b| text[a.0..a.1].cmp(&text[b.0..b.1]));
                let mut count = 0;
                let mut last = None;
                for (start, end, rank) in had {
                    let word = &text[start..end];
                    count += usize::from(last.replace(word) != Some(word));
                    place(rank, numbers.len() + count - 1);
                }
                Values::Untold(numbers.len() as u32, count as u32)
            }
        };
        Column::new(values, &places)
    }
}

impl Words {
    fn take(&mut self, rank: u32, word: &str) {
        match self {
            Words::Told { met, had, .. } => {
                let next = met.len() as u32;
                let number = match met.get(word) {
                    Some(number) => *number,
                    None => *met.entry(word.to_owned()).or_insert(next),
                };
                had.push((number, rank));
            }
            Words::Untold { text, had } => {
                let start = text.len();
                text.push_str(word);
                had.push((start, text.len(), rank));
            }
        }
    }
}

/// The codes of a field in the order in which they are defined, from least to most.
fn codes(key: &str) -> Option<&'static [(&'static str, &'static str)]> {
    match spec(key)?.shape {
        Shape::Code(codes) => Some(codes),
        _ => None,
    }
}

/// An integer that is as far up among integers as the number among numbers.
fn in_order(number: f64) -> i64 {
    let bits = (number + 0.0).to_bits() as i64;
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// Back from [`in_order`].
fn in_value(order: i64) -> f64 {
    f64::from_bits((order ^ ((order >> 63) as u64 >> 1) as i64) as u64)
}
