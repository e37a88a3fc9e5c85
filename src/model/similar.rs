//! Members who are like a member, and in what.

use super::Value;
use super::view::MemberRow;

/// Who is like a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// The member.
    pub of: MemberRow,
    /// In how many respects the member is known.
    pub known: u32,
    /// How many respects two members must be compared in; none is listed where [`Similar::known`] is below it.
    pub least: u32,
    /// Members of the same community, staff and bots left out, who could be compared in so many.
    pub peers: u64,
    /// The most alike first.
    pub rows: Vec<SimilarRow>,
}

/// Somebody who is like the member.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarRow {
    /// Who.
    pub member: MemberRow,
    /// Gower's general coefficient, 0–1.
    pub similarity: f64,
    /// In how many respects the two were compared.
    pub compared: u32,
    /// In what they are alike, what tells most first.
    pub shared: Vec<Respect>,
    /// In what they differ, what differs most first.
    pub apart: Vec<Respect>,
}

/// One respect in which two members were compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Respect {
    /// `tag`, or an attribute's key.
    pub field: &'static str,
    /// What the member has.
    pub own: Option<Value>,
    /// What the other has.
    pub theirs: Option<Value>,
    /// How alike the two are in it, 0–1.
    pub alike: f64,
    /// The share of members known in this respect who are as near to the member as the other is, 0–1: how rare it is.
    pub share: f64,
}

/// From this nearness on two are told to be alike in a respect, below it to differ.
const ALIKE: f64 = 0.75;

impl Respect {
    /// Whether the two are alike in it.
    pub fn is_shared(&self) -> bool {
        self.alike >= ALIKE
    }
}
