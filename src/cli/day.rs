//! Days as a user types them.

use super::problem::Problem;
use crate::lang::{Lang, cli as words};
use crate::model::Day;

/// Reads `2024-06-30`.
pub(super) fn read(text: &str, lang: Lang) -> Result<Day, Problem> {
    text.trim().parse().map(Day::from_date).map_err(|_| Problem::usage(words::bad_day(lang, text)))
}
