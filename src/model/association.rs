//! Association rules: what members who have something in common have in common besides.

use serde::Serialize;

use super::Value;

/// A rule as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssociationRow {
    /// What these members have in common, as conditions in both languages: one or two.
    pub left: Vec<Value>,
    /// What they more often have besides.
    pub right: Value,
    /// Members with all of it.
    pub members: u64,
    /// Members with the left side.
    pub of: u64,
    /// Members with all of it, of all.
    pub support: f64,
    /// Members with all of it, of those with the left side.
    pub confidence: f64,
    /// Confidence over the share of the right side among all.
    pub lift: f64,
    /// The same among equally active members.
    pub adjusted: f64,
    /// Share of chance finds among rules at least as improbable.
    pub q: f64,
    /// The filter that lists the members with all of it.
    pub filter: String,
}

/// The whole list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AssociationList {
    /// The rules, the highest adjusted lift first.
    pub rows: Vec<AssociationRow>,
    /// Members looked at.
    pub members: u64,
}
