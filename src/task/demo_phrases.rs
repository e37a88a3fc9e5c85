//! The demo's phrase book: `assets/demo/phrases.txt`, with its slots filled.

use rustc_hash::FxHashMap;

use crate::mining::chance::Chance;

const BOOK: &str = include_str!("../../assets/demo/phrases.txt");

/// Phrases by section.
#[derive(Debug)]
pub struct Phrases {
    sections: FxHashMap<&'static str, Vec<&'static str>>,
}

impl Phrases {
    /// Opens the book.
    pub fn open() -> Phrases {
        let mut sections: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut section = "";
        for line in BOOK.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            // `[强]` is a phrase; a section's title has a dot.
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|title| title.contains('.')) {
                Some(title) => section = title,
                None => sections.entry(section).or_default().push(line),
            }
        }
        Phrases { sections }
    }

    /// Whether there is such a section.
    pub fn has(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// A phrase of a section with its slots filled; empty if there is no such section.
    pub fn say(&self, section: &str, chance: &mut Chance) -> String {
        let Some(phrases) = self.sections.get(section) else { return String::new() };
        let mut rest = *chance.pick(phrases);
        let mut said = String::new();
        while let Some((before, slot, after)) = next_slot(rest) {
            said.push_str(before);
            said.push_str(&self.say(&format!("slot.{slot}"), chance));
            rest = after;
        }
        said + rest
    }
}

fn next_slot(phrase: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = phrase.split_once('{')?;
    let (slot, after) = rest.split_once('}')?;
    Some((before, slot, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_of_every_phrase_has_words() {
        let phrases = Phrases::open();
        for phrase in phrases.sections.values().flatten() {
            let mut rest = *phrase;
            while let Some((_, slot, after)) = next_slot(rest) {
                assert!(phrases.has(&format!("slot.{slot}")), "{phrase}");
                rest = after;
            }
        }
    }

    #[test]
    fn the_same_seed_says_the_same() {
        let phrases = Phrases::open();
        let say = |seed| phrases.say("露营.ask", &mut Chance::new(seed));
        assert_eq!(say(7), say(7));
        assert!(!say(7).contains('{'));
    }
}
