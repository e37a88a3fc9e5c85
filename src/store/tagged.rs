//! The tags of each member, by rank: how many of some have each tag is told from what these have, and costs nothing
//! for all the others.

use std::sync::Arc;

use roaring::RoaringBitmap;
use rustc_hash::FxHashMap;

/// Ranks that are turned at once.
const STRETCH: u32 = 1 << 15;

/// What each rank has, one after the other.
#[derive(Debug)]
pub(super) struct Tagged {
    names: Vec<String>,
    /// By rank, where its places begin; one more for the end.
    starts: Vec<u32>,
    /// Places in `names`.
    places: Vec<u32>,
}

impl Tagged {
    /// Turns the holders of each tag into the tags of each of `ranks` members.
    pub fn new(tags: &FxHashMap<String, Arc<RoaringBitmap>>, ranks: u32) -> Tagged {
        let mut starts = vec![0; ranks as usize + 1];
        let (mut places, mut held) = (Vec::new(), Vec::new());
        // Stretch by stretch, each small enough for the processor's own memory.
        for first in (0..ranks).step_by(STRETCH as usize) {
            let stretch = first..ranks.min(first + STRETCH);
            held.clear();
            for (place, holders) in (0..).zip(tags.values()) {
                held.extend(holders.range(stretch.clone()).map(|rank| (rank, place)));
            }
            held.iter().for_each(|(rank, _)| starts[*rank as usize + 1] += 1);
            for rank in first as usize..stretch.end as usize {
                starts[rank + 1] += starts[rank];
            }
            let mut next = starts[first as usize..stretch.end as usize].to_vec();
            places.resize(starts[stretch.end as usize] as usize, 0);
            for (rank, place) in &held {
                let next = &mut next[(rank - first) as usize];
                places[*next as usize] = *place;
                *next += 1;
            }
        }
        Tagged { names: tags.keys().cloned().collect(), starts, places }
    }

    /// How many of some members have each tag.
    pub fn counts(&self, members: &RoaringBitmap) -> FxHashMap<&str, u64> {
        let mut counts = vec![0; self.names.len()];
        for rank in members {
            let (start, end) = (self.starts[rank as usize], self.starts[rank as usize + 1]);
            for place in &self.places[start as usize..end as usize] {
                counts[*place as usize] += 1;
            }
        }
        self.names.iter().map(String::as_str).zip(counts).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_are_those_of_the_sets(
            tags in prop::collection::vec(prop::collection::btree_set(0..90u32, 0..40), 0..9),
            members in prop::collection::btree_set(0..80u32, 0..80),
        ) {
            let sets: FxHashMap<String, Arc<RoaringBitmap>> =
                (0..).zip(tags).map(|(name, holders): (u32, _)| (name.to_string(), Arc::new(holders.into_iter().collect()))).collect();
            let members: RoaringBitmap = members.into_iter().collect();
            let tagged = Tagged::new(&sets, 80);
            let counts = tagged.counts(&members);
            prop_assert_eq!(counts.len(), sets.len());
            for (name, holders) in &sets {
                prop_assert_eq!(counts[name.as_str()], holders.intersection_len(&members), "{}", name);
            }
        }
    }
}
