//! What another scheme would change, before anybody lives by it.

use serde::Serialize;

use super::MemberId;

/// A member by name, where the store is asked about another scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Who.
    pub id: MemberId,
    /// Their best name; foreign text.
    pub name: String,
}

/// One tag under two schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagShift {
    /// The tag.
    pub name: String,
    /// Members who bear it now.
    pub before: u64,
    /// Members who would bear it.
    pub after: u64,
    /// How many would gain it.
    pub gained: u64,
    /// How many would lose it.
    pub lost: u64,
    /// Some of those who would gain it, by rank.
    pub gaining: Vec<Named>,
    /// Some of those who would lose it, by rank.
    pub losing: Vec<Named>,
}

/// One member's places in a ranking under two schemes, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Who.
    #[serde(flatten)]
    pub member: Named,
    /// The place now; `None` without a score.
    pub before: Option<u64>,
    /// The place then.
    pub after: Option<u64>,
}

/// A ranking under two schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankShift {
    /// Key of the score.
    pub score: String,
    /// How many members' places differ.
    pub moved: u64,
    /// Those who lead now or then, and whose place differs, by the better of their two places.
    pub leaders: Vec<Move>,
}

/// A level or stage that members would have instead of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateShift {
    /// `level` or `stage`.
    pub what: String,
    /// Its key now.
    pub before: Option<String>,
    /// Its key then.
    pub after: Option<String>,
    /// How many members.
    pub members: u64,
}

/// Everything that another scheme would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shifts {
    /// Members looked at.
    pub members: u64,
    /// Tags of which somebody would gain or lose one, the most moved first.
    pub tags: Vec<TagShift>,
    /// Rankings.
    pub rankings: Vec<RankShift>,
    /// Levels and stages.
    pub states: Vec<StateShift>,
}
