//! Which of the messages that are read one after the other count as something said.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::store::Talk;
use crate::text::substance::says_something;

/// Texts remembered for sure, so that memory does not grow with the community.
const REMEMBERED: usize = 2_000_000;

/// Messages in own words, with substance, each text of a member once; of those who read more than
/// [`REMEMBERED`] of them, once among so many.
#[derive(Default)]
pub(super) struct Heard {
    latest: FxHashSet<u64>,
    earlier: FxHashSet<u64>,
}

impl Heard {
    /// Whether a message counts.
    pub fn is_new(&mut self, talk: &Talk<'_>) -> bool {
        if !talk.kind.is_own_words() || !says_something(talk.text) {
            return false;
        }
        if self.latest.len() == REMEMBERED {
            self.earlier = std::mem::take(&mut self.latest);
        }
        let said = hash(talk);
        !self.earlier.contains(&said) && self.latest.insert(said)
    }
}

fn hash(talk: &Talk<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    (talk.member, talk.text.trim()).hash(&mut hasher);
    hasher.finish()
}
