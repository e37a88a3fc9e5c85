//! Circles: members who answer each other more than others.

use serde::Serialize;

use super::{MemberId, Value};

/// A circle as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CircleRow {
    /// What it is called, in both languages.
    pub name: Value,
    /// Its members under the filter.
    pub members: u64,
    /// Weight of their ties within the circle, of all their ties.
    pub inside: f64,
    /// Who holds it together: those with the heaviest ties within it, under the filter.
    pub held_by: Vec<(MemberId, String)>,
}
