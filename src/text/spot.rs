//! Looks for many short words at once. Nearly no place of a text begins one of them, and two characters tell.

use rustc_hash::FxHashMap;

/// Bits that tell which two characters may begin a word: few of them are set.
const BITS: u32 = 16;

/// Finds words of a list.
pub(super) struct Spotter {
    begins: Vec<u64>,
    /// Words and their places in the list, by their first two characters; the second is 0 for a word of one.
    words: FxHashMap<u64, Vec<(&'static str, usize)>>,
}

/// A word that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spotted {
    /// Its place in the list.
    pub word: usize,
    pub start: usize,
    pub end: usize,
}

impl Spotter {
    /// Looks for these words; empty ones are never found.
    pub fn new(list: impl Iterator<Item = &'static str>) -> Spotter {
        let mut spotter = Spotter { begins: vec![0; 1 << (BITS - 6)], words: FxHashMap::default() };
        for (place, word) in list.enumerate() {
            let mut characters = word.chars();
            let Some(first) = characters.next() else { continue };
            let pair = pair(first, characters.next());
            let (at, bit) = place_of(pair);
            spotter.begins[at] |= bit;
            spotter.words.entry(pair).or_default().push((word, place));
        }
        spotter
    }

    /// Calls `each` with every word at every place where it stands, also inside of others: those that begin
    /// earlier first.
    pub fn spot(&self, text: &str, mut each: impl FnMut(Spotted)) {
        let mut characters = text.char_indices();
        let Some((mut start, mut first)) = characters.next() else { return };
        loop {
            let next = characters.next();
            self.begin(text, start, pair(first, None), &mut each);
            let Some((after, second)) = next else { return };
            self.begin(text, start, pair(first, Some(second)), &mut each);
            (start, first) = (after, second);
        }
    }

    fn begin(&self, text: &str, start: usize, pair: u64, each: &mut impl FnMut(Spotted)) {
        let (at, bit) = place_of(pair);
        if self.begins[at] & bit == 0 {
            return;
        }
        for (word, place) in self.words.get(&pair).into_iter().flatten() {
            if text.as_bytes()[start..].starts_with(word.as_bytes()) {
                each(Spotted { word: *place, start, end: start + word.len() });
            }
        }
    }
}

fn pair(first: char, second: Option<char>) -> u64 {
    (u64::from(u32::from(first)) << 32) | u64::from(second.map_or(0, u32::from))
}

/// The word of bits, and the bit in it.
fn place_of(pair: u64) -> (usize, u64) {
    let mixed = (pair ^ (pair >> 21)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BITS);
    ((mixed >> 6) as usize, 1 << (mixed & 63))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 9] = ["吗", "吗？", "求推荐", "推荐", "推", "ab", "?", "a", "荐荐荐"];

    proptest! {
        #[test]
        fn every_word_is_found_wherever_it_stands(text in "[吗？求推荐ab?é👍]{0,24}") {
            let mut found = Vec::new();
            Spotter::new(WORDS.into_iter()).spot(&text, |spotted| found.push(spotted));
            prop_assert!(found.is_sorted_by_key(|spotted| spotted.start));
            found.sort();
            let starts = || text.char_indices().map(|(start, _)| start);
            let expected: Vec<Spotted> = (0..).zip(WORDS)
                .flat_map(|(word, letters)| starts()
                    .filter(|start| text[*start..].starts_with(letters))
                    .map(move |start| Spotted { word, start, end: start + letters.len() })
                    .collect::<Vec<_>>())
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
