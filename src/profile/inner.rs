//! Motives, values and needs: what a member speaks of more than others do.

use super::fold::ASKED_FOR;
use super::page::{Material, beside};
use crate::model::attribute::{Attribute, EvidenceRef, Part, Provenance, Value};
use crate::model::signal::stands_out;
use crate::model::state::MarkTally;
use crate::text::inner::{Class, classes};

/// Messages of a class needed before it means anything.
const LEAST: u32 = 5;
/// Standard errors by which a class must stand out.
const STANDS_OUT: f64 = 2.0;
/// Rows shown as evidence.
const SHOWN: usize = 10;

pub(super) fn values(m: &Material) -> Option<Attribute> {
    spoken_of(m, "values")
}

pub(super) fn motivation(m: &Material) -> Option<Attribute> {
    spoken_of(m, "motivation")
}

pub(super) fn needs(m: &Material) -> Option<Attribute> {
    let mut needs = spoken_of(m, "needs")?;
    needs.parts.extend(asked_for(m));
    Some(needs)
}

/// The classes of an attribute that stand out, the most frequent first.
fn spoken_of(m: &Material, attribute: &str) -> Option<Attribute> {
    let of_attribute = |class: &&Class| class.key.split_once('.').is_some_and(|(of, _)| of == attribute);
    let mut found: Vec<(&Class, &MarkTally)> =
        classes().iter().filter(of_attribute).filter_map(|class| Some((class, standing_out(m, class)?))).collect();
    found.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.n));
    let surest = found.iter().map(|(class, _)| class.precision).min_by(f32::total_cmp)?;
    let share = |n: u32| f64::from(n) / f64::from(m.state.substantive.max(1));
    let word = |key: &str| key.split_once('.').map_or(key, |(_, class)| class).to_owned();
    let words = found.iter().map(|(class, tally)| (word(class.key), share(tally.n))).collect();
    let parts = found.iter().map(|(class, tally)| beside(class.key, f64::from(tally.n))).collect();
    Some(Attribute {
        value: Value::Words(words),
        confidence: surest,
        provenance: Provenance::Inferred,
        evidence: latest(&found),
        ..Attribute::observed(attribute, 0.0, m.state.substantive, parts)
    })
}

/// Nothing of a class whose words are wrong too often.
fn standing_out<'a>(m: &'a Material, class: &Class) -> Option<&'a MarkTally> {
    if f64::from(class.precision) < m.page.scheme.review.floor {
        return None;
    }
    let tally = m.state.marks.iter().find(|tally| tally.mark == class.key)?;
    let baseline = m.page.baseline;
    let all = baseline.marks.iter().find(|(mark, _)| mark == class.key).map_or(0, |(_, n)| *n);
    let z = stands_out(tally.n, m.state.substantive, all, baseline.substantive);
    (tally.n >= LEAST && z >= STANDS_OUT).then_some(tally)
}

/// The last messages of each class, the latest first; a message of two classes once.
fn latest(found: &[(&Class, &MarkTally)]) -> Vec<EvidenceRef> {
    let mut rows: Vec<EvidenceRef> = Vec::new();
    for example in found.iter().flat_map(|(_, tally)| tally.examples.iter().rev()) {
        if rows.len() < SHOWN && !rows.iter().any(|row| row.row == example.row) {
            rows.push(*example);
        }
    }
    rows
}

/// What was asked for, the latest first, with how often.
fn asked_for(m: &Material) -> Vec<Part> {
    let mut things: Vec<Part> = Vec::new();
    for claim in m.state.claims.iter().rev().filter(|claim| claim.attribute == ASKED_FOR) {
        match things.iter_mut().find(|part| part.key == claim.value) {
            Some(part) => part.raw += 1.0,
            None => things.push(beside(&claim.value, 1.0)),
        }
    }
    things
}
