//! A part of what was said and done, in which leaders are looked for, and how leading moved there.

use super::{Day, GroupId};

/// Points of influence by which a score has to move for it to be told.
pub const MOVED: f64 = 5.0;

/// Which days count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Days {
    /// All of them.
    #[default]
    All,
    /// So many before the as-of day.
    Last(i32),
    /// From one to another, both included; to the edge of the data where there is none.
    Between(Option<Day>, Option<Day>),
}

/// A part of what was said and done; everything, unless something narrows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slice {
    /// One group only, with its name.
    pub group: Option<(GroupId, String)>,
    /// Only what is said of one of the scheme's topics, and what answers that.
    pub topic: Option<String>,
    /// Which days.
    pub days: Days,
    /// Whether only quotes, mentions and replies are answers: who merely speaks next answers nobody.
    pub explicit: bool,
}

impl Slice {
    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        *self == Slice::default()
    }
}

/// How a member's score in one span of days compares with that in the equally long span before; each 0–100, none
/// of who did nothing in it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Trend {
    /// The score in the later span.
    pub recent: Option<f64>,
    /// The score in the earlier one.
    pub before: Option<f64>,
}

impl Trend {
    /// Points gained, or lost where below 0; none where one of the spans has no score.
    pub fn change(&self) -> Option<f64> {
        Some(self.recent? - self.before?)
    }

    /// `rising` or `falling` by [`MOVED`] points at least, else `steady`; `new` and `gone` of who is in one span
    /// only; none of who is in neither.
    pub fn key(&self) -> Option<&'static str> {
        match (self.change(), self.recent, self.before) {
            (Some(change), ..) if change >= MOVED => Some("rising"),
            (Some(change), ..) if change <= -MOVED => Some("falling"),
            (Some(_), ..) => Some("steady"),
            (None, Some(_), None) => Some("new"),
            (None, None, Some(_)) => Some("gone"),
            (None, ..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_moves_by_five_points_or_not_at_all() {
        let key = |recent, before| Trend { recent, before }.key();
        assert_eq!(key(Some(40.0), Some(35.0)), Some("rising"));
        assert_eq!(key(Some(40.0), Some(35.1)), Some("steady"));
        assert_eq!(key(Some(30.0), Some(35.0)), Some("falling"));
        assert_eq!(key(Some(1.0), None), Some("new"));
        assert_eq!(key(None, Some(1.0)), Some("gone"));
        assert_eq!(key(None, None), None);
    }
}
