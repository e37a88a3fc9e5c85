//! Tags looked at by a person: verdicts, and the precision they measure.

use serde::Serialize;

/// What somebody who looked at a member says of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It does not fit.
    Wrong,
    /// It fits.
    Right,
    /// It cannot be told.
    Unsure,
}

impl Verdict {
    /// Every verdict, in the order of its number.
    pub const ALL: [Verdict; 3] = [Verdict::Wrong, Verdict::Right, Verdict::Unsure];

    /// A stable name.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Wrong => "wrong",
            Verdict::Right => "right",
            Verdict::Unsure => "unsure",
        }
    }
}

/// How many of each verdict there are on a tag, of members who bear it by the rule that is in force.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Verdicts {
    /// It fits.
    pub right: u64,
    /// It does not.
    pub wrong: u64,
    /// It cannot be told; counts for neither.
    pub unsure: u64,
}

/// A share with its 95 % interval (Wilson), all 0..1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Precision {
    /// The share of verdicts that say the tag fits.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Verdicts that decide.
    pub n: u64,
}

/// A line that would make a tag truer, learnt from verdicts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// Key of the field that the rule compares.
    pub field: String,
    /// How: `>=` or `<=`.
    pub comparison: &'static str,
    /// With which number.
    pub line: f64,
    /// The share of the verdicts beyond that line that say the tag fits.
    pub expected: Precision,
    /// Verdicts that fit and would be lost.
    pub lost: u64,
}

/// A reviewed tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reviewed {
    /// The tag.
    pub tag: String,
    /// Members who bear it by its rule.
    pub bearers: u64,
    /// What was seen.
    #[serde(flatten)]
    pub verdicts: Verdicts,
    /// What that measures; `None` without a verdict that decides.
    pub precision: Option<Precision>,
    /// Whether the precision is below the scheme's floor.
    pub is_doubtful: bool,
    /// Verdicts on an earlier rule, which measure nothing of this one.
    pub outdated: u64,
    /// How the rule could be truer.
    pub suggestion: Option<Suggestion>,
}
