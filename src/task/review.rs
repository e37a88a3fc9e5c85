//! Tags put before a person: whom to look at, what that measures, and what it teaches.

use anyhow::Result;

use crate::config::Scheme;
use crate::lang::Lang;
use crate::mining::agreement::wilson;
use crate::mining::chance::Chance;
use crate::mining::threshold;
use crate::model::MemberId;
use crate::model::registry;
use crate::model::review::{Precision, Reviewed, Suggestion, Verdict, Verdicts};
use crate::model::view::TagRow;
use crate::query::{Comparison, Expr, Field, Operand};
use crate::store::{Judged, Reader};
use crate::task::scheme;

/// By what a sample is spread where the rule compares no number.
const OTHERWISE: &str = "activity";

/// Members to look at, of those who bear a tag by its rule and were not looked at: spread evenly over the number
/// that the rule compares, each part of it with its share, in an order that does not tell it.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn sample(reader: &Reader, tag: &str, size: u64, lang: Lang) -> Result<Vec<MemberId>> {
    let scheme = scheme::in_use(reader, lang)?;
    let bearers = reader.unreviewed(tag, line_of(&scheme, tag).map_or(OTHERWISE, |line| line.field))?;
    let mut chance = lots(tag, bearers.len() as u64);
    let mut chosen = spread(&bearers, usize::try_from(size).unwrap_or(usize::MAX), &mut chance);
    // Fisher and Yates: shown in the order of the score, it would be told.
    for last in (1..chosen.len()).rev() {
        chosen.swap(last, chance.below(last + 1));
    }
    Ok(chosen)
}

/// Every `n/size`-th, from a place drawn by lot.
fn spread<T: Copy>(ordered: &[T], size: usize, chance: &mut Chance) -> Vec<T> {
    if ordered.len() <= size {
        return ordered.to_vec();
    }
    let first = chance.below(ordered.len());
    let mut places: Vec<usize> = (0..size).map(|step| (first + step * ordered.len() / size) % ordered.len()).collect();
    places.sort_unstable();
    places.into_iter().map(|place| ordered[place]).collect()
}

/// Every tag there are verdicts on.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn reviewed(reader: &Reader, lang: Lang) -> Result<Vec<Reviewed>> {
    let scheme = scheme::in_use(reader, lang)?;
    let row = |(tag, verdicts, outdated): (String, Verdicts, u64)| {
        let precision = measured(&verdicts);
        Ok(Reviewed {
            bearers: reader.bearers_by_rule(&tag)?,
            is_doubtful: precision.is_some_and(|precision| precision.value < scheme.review.floor),
            suggestion: suggestion(reader, &scheme, &tag)?,
            verdicts,
            precision,
            outdated,
            tag,
        })
    };
    reader.verdicts()?.into_iter().map(row).collect()
}

/// Tags with their counts under a filter, and what reviews measured.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn tags(reader: &Reader, filter: Option<&Expr>, lang: Lang) -> Result<Vec<TagRow>> {
    let mut tags = reader.tags(filter)?;
    let verdicts = reader.verdicts()?;
    if verdicts.is_empty() {
        return Ok(tags);
    }
    let floor = scheme::in_use(reader, lang)?.review.floor;
    for tag in &mut tags {
        let of_tag = verdicts.iter().find(|(name, ..)| *name == tag.name);
        tag.precision = of_tag.and_then(|(_, verdicts, _)| measured(verdicts));
        tag.is_doubtful = tag.precision.is_some_and(|precision| precision.value < floor);
    }
    Ok(tags)
}

/// What verdicts measure; `None` where none decides.
pub(super) fn measured(verdicts: &Verdicts) -> Option<Precision> {
    precision(verdicts.right, verdicts.right + verdicts.wrong)
}

fn precision(right: u64, n: u64) -> Option<Precision> {
    let (low, high) = wilson(right, n)?;
    Some(Precision { value: right as f64 / n as f64, low, high, n })
}

/// The comparison of a rule that a line can move.
struct MovableLine {
    field: &'static str,
    rises: bool,
}

/// The first number that a tag's rule compares with a line, of those that a profile holds.
fn line_of(scheme: &Scheme, tag: &str) -> Option<MovableLine> {
    let rule = &scheme.tags.iter().find(|rule| rule.name == tag)?.rule;
    first_line(rule)
}

fn first_line(rule: &Expr) -> Option<MovableLine> {
    match rule {
        Expr::And(parts) => parts.iter().find_map(first_line),
        Expr::Compare(Field::Known(field), comparison, Operand::Number(_)) => {
            let rises = match comparison {
                Comparison::AtLeast | Comparison::More => true,
                Comparison::AtMost | Comparison::Less => false,
                _ => return None,
            };
            registry::spec(field).map(|spec| MovableLine { field: spec.key, rises })
        }
        _ => None,
    }
}

fn suggestion(reader: &Reader, scheme: &Scheme, tag: &str) -> Result<Option<Suggestion>> {
    let Some(MovableLine { field, rises }) = line_of(scheme, tag) else { return Ok(None) };
    let judged = reader.judged(tag, field)?;
    let sign = if rises { 1.0 } else { -1.0 };
    let points: Vec<(f64, bool)> = judged
        .iter()
        .filter(|Judged { verdict, .. }| *verdict != Verdict::Unsure)
        .filter_map(|Judged { verdict, number }| Some((sign * (*number)?, *verdict == Verdict::Right)))
        .collect();
    let right = points.iter().filter(|(_, right)| *right).count() as u64;
    let drawn = threshold::line(&points, scheme.review.floor);
    Ok(drawn.and_then(|line| {
        Some(Suggestion {
            field: field.to_owned(),
            comparison: if rises { ">=" } else { "<=" },
            line: sign * line.at,
            expected: precision(line.right, line.n)?,
            lost: right - line.right,
        })
    }))
}

/// Lots that fall the same way for the same tag and as many bearers: by the bytes of its name (FNV-1a).
fn lots(tag: &str, bearers: u64) -> Chance {
    let mixed = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    Chance::new(tag.bytes().fold(bearers ^ 0xcbf2_9ce4_8422_2325, mixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_takes_its_share_of_every_part() {
        let ordered: Vec<u32> = (0..1000).collect();
        for bearers in 0..20 {
            let sample = spread(&ordered, 30, &mut lots("学生", bearers));
            assert_eq!(sample.len(), 30);
            for tenth in 0..10 {
                let inside = sample.iter().filter(|at| (tenth * 100..tenth * 100 + 100).contains(*at)).count();
                assert!((2..=4).contains(&inside), "{inside} of the tenth {tenth}");
            }
        }
        assert_eq!(spread(&ordered[..5], 30, &mut lots("学生", 5)), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn the_line_of_a_rule_is_its_first_number_that_a_profile_holds() {
        let scheme = Scheme::builtin();
        let field = |tag: &str| line_of(&scheme, tag).map(|line| (line.field, line.rises));
        assert_eq!(field("常提问"), Some(("question_share", true)));
        assert_eq!(field("热心答疑"), Some(("helped", true)));
        assert_eq!(field("学生"), None);
        assert_eq!(field("优惠敏感"), None, "either of two numbers may have given it");
    }
}
