//! Which words hang together: said in one message more often than chance would have it.

use rustc_hash::FxHashMap;

use super::community::{Edge, communities};

/// Words of which topics are made, the most said.
const WORDS: usize = 400;
/// Messages a word must be said in.
const SAID_LEAST: u32 = 5;
/// Messages two words must be said in together.
const TOGETHER_LEAST: u32 = 3;

/// Which words are said together beyond chance.
pub struct WordGraph {
    /// Numbers and words, the most said first.
    pub words: Vec<(u32, String)>,
    edges: Vec<Edge>,
}

impl WordGraph {
    /// Of messages, each of which is the numbers of its words, by which the names are known.
    pub fn of<'m>(messages: impl ExactSizeIterator<Item = &'m [u32]> + Clone, names: &[&str]) -> WordGraph {
        let all = messages.len() as f64;
        let mut counts = vec![0u32; names.len()];
        messages.clone().flatten().for_each(|word| counts[*word as usize] += 1);
        let mut often: Vec<u32> = (0..names.len() as u32).filter(|word| counts[*word as usize] >= SAID_LEAST).collect();
        // By the word itself among equals, so that the order of messages does not matter.
        often.sort_by_key(|word| (std::cmp::Reverse(counts[*word as usize]), names[*word as usize]));
        often.truncate(WORDS);
        let place: FxHashMap<u32, u32> = (0..).zip(&often).map(|(place, word)| (*word, place)).collect();
        let mut together: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for said in messages {
            let mut here: Vec<u32> = said.iter().filter_map(|word| place.get(word).copied()).collect();
            here.sort_unstable();
            for (at, one) in here.iter().enumerate() {
                for other in &here[at + 1..] {
                    *together.entry((*one, *other)).or_default() += 1;
                }
            }
        }
        let said = |place: u32| f64::from(counts[often[place as usize] as usize]);
        let edge = |((one, other), n): ((u32, u32), u32)| {
            let lift = f64::from(n) * all / (said(one) * said(other));
            (n >= TOGETHER_LEAST && lift > 1.0).then(|| (one, other, f64::from(n) * lift.ln()))
        };
        let mut edges: Vec<Edge> = together.into_iter().filter_map(edge).collect();
        edges.sort_by_key(|(one, other, _)| (*one, *other));
        let words = often.iter().map(|word| (*word, names[*word as usize].to_owned())).collect();
        WordGraph { words, edges }
    }

    /// Places of the words of each group, the most tied within it first.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let of = communities(self.words.len(), &self.edges);
        let mut ties = vec![0.0; self.words.len()];
        for (one, other, weight) in &self.edges {
            if of[*one as usize] == of[*other as usize] {
                ties[*one as usize] += weight;
                ties[*other as usize] += weight;
            }
        }
        let count = of.iter().max().map_or(0, |last| *last as usize + 1);
        let mut groups = vec![Vec::new(); count];
        for (place, group) in of.iter().enumerate() {
            groups[*group as usize].push(place);
        }
        for group in &mut groups {
            group.sort_by(|a, b| ties[*b].total_cmp(&ties[*a]).then(a.cmp(b)));
        }
        groups
    }
}
