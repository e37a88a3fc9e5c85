//! What language analysis tells of one text: the seam between a member's rows and `text`.

use rustc_hash::FxHashMap;

use crate::config::scheme::Topic;
use crate::model::record::{Meaning, MessageKind};

/// Something a text says of its author.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosed {
    /// The attribute's key.
    pub attribute: &'static str,
    /// The value, as in [`crate::model::state::Claim::value`].
    pub value: String,
    /// How often this kind of statement is right, 0..1.
    pub precision: f32,
}

/// What one message says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Whether it says something at all.
    pub says_something: bool,
    /// −1..1; `None` where it holds no opinion.
    pub polarity: Option<f32>,
    /// Keys of what sort of message it is.
    pub marks: Vec<&'static str>,
    /// What it says of its author.
    pub disclosed: Vec<Disclosed>,
    /// Keys of the motives, values and needs that it speaks of (`needs.pain`).
    pub inner: Vec<&'static str>,
    /// What is asked for, in the message's words.
    pub asked_for: Option<String>,
}

/// Reads texts. The build reads with the models of `text`; tests with what they need.
pub trait Reader: Sync {
    /// A message in the member's own words, or the caption of another kind.
    fn message(&self, text: &str, kind: MessageKind) -> Reading;
    /// The content words of a text, in order.
    fn words(&self, text: &str, each: &mut dyn FnMut(&str));
    /// A name that may be a card (城市-职业-名).
    fn name(&self, name: &str) -> Vec<Disclosed>;
    /// A roster's cell, or a survey's answer, to a question of known meaning.
    fn cell(&self, meaning: Meaning, value: &str) -> Vec<Disclosed>;
    /// The gender by which a message calls the one whom it answers, who is known by these names.
    fn called(&self, text: &str, names: &[String]) -> Option<&'static str>;
}

/// Reads nothing, where only what passes between members counts.
pub struct Silent;

impl Reader for Silent {
    fn message(&self, _: &str, _: MessageKind) -> Reading {
        Reading::default()
    }

    fn words(&self, _: &str, _: &mut dyn FnMut(&str)) {}

    fn name(&self, _: &str) -> Vec<Disclosed> {
        Vec::new()
    }

    fn cell(&self, _: Meaning, _: &str) -> Vec<Disclosed> {
        Vec::new()
    }

    fn called(&self, _: &str, _: &[String]) -> Option<&'static str> {
        None
    }
}

/// The scheme's topics by their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    names: Vec<String>,
    of: FxHashMap<String, Vec<usize>>,
}

impl Topics {
    /// A scheme's topics.
    pub fn new(topics: &[Topic]) -> Topics {
        let mut found = Topics::default();
        for (place, topic) in topics.iter().enumerate() {
            found.names.push(topic.name.clone());
            for word in &topic.words {
                found.of.entry(word.to_lowercase()).or_default().push(place);
            }
        }
        found
    }

    /// Their names, in the scheme's order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The places of a word's topics.
    pub fn of(&self, word: &str) -> &[usize] {
        self.of.get(word).map_or(&[], Vec::as_slice)
    }
}
