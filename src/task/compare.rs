//! Two segments side by side: what sets their members apart.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::mining::share::difference;
use crate::model::attribute::{ATTRIBUTES, Shape};
use crate::model::comparison::{SegmentComparison, TraitShares};
use crate::model::view::{Distribution, MemberRow};
use crate::model::{Day, MemberId};
use crate::query::Expr;
use crate::store::{Between, Reader, StoreError};

/// Compares the members whom two filters select, by tags and by attributes that are codes or places.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn segments(reader: &Reader, a: &Expr, b: &Expr) -> Result<SegmentComparison> {
    let _moment = reader.hold()?;
    let (size_a, size_b, both) = reader.sizes(a, b)?;
    let mut found: Vec<(f64, TraitShares)> = Vec::new();
    each_trait(reader, (a, size_a), (b, size_b), |field, value, of_a, of_b| {
        found.extend(traits(field, value, of_a, of_b, both == 0));
    })?;
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    Ok(SegmentComparison { a: size_a, b: size_b, both, traits: found.into_iter().map(|(_, traits)| traits).collect() })
}

/// What sets members apart from all the others, surely: what they bear more or less often, the surest first.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn from_the_rest(reader: &Reader, members: &Expr, everybody: &Expr) -> Result<Vec<TraitShares>> {
    let (size, all, _) = reader.sizes(members, everybody)?;
    let mut found: Vec<(f64, TraitShares)> = Vec::new();
    each_trait(reader, (members, size), (everybody, all), |field, value, own, of_all| {
        let rest = (of_all.0.saturating_sub(own.0), of_all.1.saturating_sub(own.1));
        found.extend(traits(field, value, own, rest, true));
    })?;
    found.retain(|(_, traits)| traits.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0));
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    Ok(found.into_iter().map(|(_, traits)| traits).collect())
}

/// How frequent a value is on two sides, with how far apart they lie; `None` where a side is empty or nobody bears it.
fn traits(
    field: &str,
    value: String,
    of_a: (u64, u64),
    of_b: (u64, u64),
    is_disjoint: bool,
) -> Option<(f64, TraitShares)> {
    let apart = difference(of_a, of_b).filter(|_| of_a.0 + of_b.0 > 0)?;
    let share = |(hits, of): (u64, u64)| hits as f64 / of as f64;
    let traits = TraitShares {
        field: field.to_owned(),
        value,
        share_a: share(of_a),
        share_b: share(of_b),
        difference: apart.difference,
        // The interval is that of two samples without a member in common.
        interval: is_disjoint.then_some((apart.low, apart.high)),
        of_a,
        of_b,
    };
    Some((if is_disjoint { apart.strength } else { apart.difference.abs() }, traits))
}

/// Every value that members of two filters bear, with how many of how many do on either side.
fn each_trait(
    reader: &Reader,
    (a, size_a): (&Expr, u64),
    (b, size_b): (&Expr, u64),
    mut add: impl FnMut(&str, String, (u64, u64), (u64, u64)),
) -> Result<()> {
    let tags_b = reader.tags(Some(b))?;
    for tag in reader.tags(Some(a))? {
        let other = tags_b.iter().find(|other| other.name == tag.name).map_or(0, |other| other.members);
        add("tag", tag.name, (tag.members, size_a), (other, size_b));
    }
    let told = |shape: Shape| matches!(shape, Shape::Code(_) | Shape::Place);
    for spec in ATTRIBUTES.iter().filter(|spec| told(spec.shape)) {
        let (of_a, of_b) = (reader.distribution(spec.key, Some(a))?, reader.distribution(spec.key, Some(b))?);
        let values: BTreeSet<&str> = of_a.bars.iter().chain(&of_b.bars).map(|bar| bar.value.as_str()).collect();
        for value in values.into_iter().filter(|value| *value != "unknown") {
            add(spec.key, value.to_owned(), (hits(&of_a, value), of_a.known), (hits(&of_b, value), of_b.known));
        }
    }
    Ok(())
}

/// Who entered and left a segment between two builds.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentDiff {
    /// As-of days of the two; `None` if the segment is not known from two of them.
    pub days: Option<(Day, Day)>,
    /// As-of day of the first build that knows the segment.
    pub first: Option<Day>,
    /// Those who entered.
    pub entered: Vec<MemberRow>,
    /// Those who left.
    pub left: Vec<MemberRow>,
}

/// Who entered and left a segment between two builds.
///
/// # Errors
/// If there is no such segment, or the store cannot be read.
pub(super) fn segment_diff(reader: &Reader, segment: &str, between: Between) -> Result<SegmentDiff, StoreError> {
    let _moment = reader.hold()?;
    let change = reader.segment_diff(segment, between)?;
    let rows = |members: Vec<MemberId>| members.into_iter().map(|member| reader.row(member)).collect::<Result<_, _>>();
    Ok(SegmentDiff { days: change.days, first: change.first, entered: rows(change.entered)?, left: rows(change.left)? })
}

fn hits(bars: &Distribution, value: &str) -> u64 {
    bars.bars.iter().find(|bar| bar.value == value).map_or(0, |bar| bar.members)
}
