//! How right profiles are, against a truth of the operator's own and against what came later.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, anyhow, ensure};

use super::build::periods;
use super::session::Session;
use crate::import::truth;
use crate::lang::{Lang, Text, task as say};
use crate::mining::agreement::Confusion;
use crate::mining::metrics::{self, Agreement};
use crate::model::attribute::Shape;
use crate::model::foresight::Foresight;
use crate::model::record::Position;
use crate::model::report::Skip;
use crate::model::{MemberId, registry};
use crate::query::{self, Comparison, Expr, Field, Operand};
use crate::store::Reader;
use crate::task::watch::Watch;

/// How an attribute stands against a truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeScore {
    /// True and given words.
    pub confusion: Confusion,
    /// Rows of the truth that cannot be read, whose member is not here, or whose word the attribute does not know.
    pub skips: Vec<Skip>,
}

/// How influence, and what is simpler, stand against a truth.
#[derive(Debug, Clone, PartialEq)]
pub struct InfluenceScore {
    /// Members measured.
    pub n: u64,
    /// Of the score.
    pub influence: Agreement,
    /// Of the number of messages.
    pub messages: Agreement,
    /// Of the number of active days.
    pub active_days: Agreement,
    /// Rows of the truth that cannot be read, whose member is not here, or whose value is no number.
    pub skips: Vec<Skip>,
}

/// What the truth of influence is measured by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InfluenceTruth<'a> {
    /// A table with the columns member and value.
    pub file: &'a Path,
    /// The value of members that are not in it; `None` leaves them out.
    pub absent: Option<f64>,
    /// A value above it makes a leader.
    pub threshold: f64,
}

/// The columns of a truth about values.
const VALUES: [&str; 2] = ["member", "value"];

/// What a truth says of a member, and in which row.
pub(super) struct Told {
    pub(super) member: MemberId,
    pub(super) value: String,
    at: Position,
}

impl Told {
    fn skip(&self, why: Text, lang: Lang) -> Skip {
        Skip { at: self.at, reason: why.get(lang).to_owned() }
    }
}

/// Members of a truth, each with its value, and the rows that cannot be read, name nobody or several, or
/// no value.
pub(super) fn members(
    reader: &Reader,
    file: &Path,
    headers: [&str; 2],
    expected: Text,
    lang: Lang,
) -> Result<(Vec<Told>, Vec<Skip>)> {
    let rows = truth::rows(file, headers, expected).map_err(|error| anyhow!(error.say(lang)))?;
    let (mut known, mut skips) = (Vec::new(), Vec::new());
    for (at, row) in rows {
        let mut skip = |why: Text| skips.push(Skip { at, reason: why.get(lang).to_owned() });
        let Some([member, value]) = row else {
            skip(say::TRUTH_BROKEN);
            continue;
        };
        match reader.find(&member)?.as_slice() {
            [_] if value.is_empty() => skip(say::TRUTH_WITHOUT_VALUE),
            [member] => known.push(Told { member: *member, value, at }),
            [] => skip(say::TRUTH_OF_NOBODY),
            _ => skip(say::TRUTH_OF_SEVERAL),
        }
    }
    Ok((known, skips))
}

/// Measures an attribute whose values are words: a value is right if a filter for the true word
/// selects the member, so that 浙江 is right of who is from 杭州.
fn attribute(reader: &Reader, name: &str, file: &Path, lang: Lang) -> Result<AttributeScore> {
    let field = Field::Known(words_of(name, lang)?);
    let (rows, mut skips) = members(reader, file, VALUES, say::NEEDS_TRUTH_OF_VALUES, lang)?;
    let profiled: BTreeSet<MemberId> = reader.member_ids(None)?.into_iter().collect();
    let mut wanted = Vec::new();
    for told in rows {
        if !profiled.contains(&told.member) {
            skips.push(told.skip(say::TRUTH_WITHOUT_PROFILE, lang));
            continue;
        }
        match word(&field, &told.value, reader)? {
            Some(word) => wanted.push((told.member, word)),
            None => skips.push(told.skip(say::TRUTH_OF_NO_SUCH_VALUE, lang)),
        }
    }
    let words: BTreeSet<&String> = wanted.iter().map(|(_, word)| word).collect();
    let mut bearers: BTreeMap<&str, BTreeSet<MemberId>> = BTreeMap::new();
    for word in words {
        let expr = Expr::Compare(field.clone(), Comparison::Has, Operand::Word(word.clone()));
        bearers.insert(word, reader.member_ids(Some(&expr))?.into_iter().collect());
    }
    let unanswered = reader.member_ids(Some(&Expr::Unknown(field)))?.into_iter().collect::<BTreeSet<_>>();
    let mut confusion = Confusion::default();
    for (member, truth) in &wanted {
        let given = if unanswered.contains(member) {
            None
        } else if bearers[truth.as_str()].contains(member) {
            Some(truth.as_str())
        } else {
            let other = bearers.iter().find(|(_, members)| members.contains(member));
            Some(other.map_or("other", |(word, _)| word))
        };
        confusion.add(truth, given);
    }
    Ok(AttributeScore { confusion, skips: in_order(skips) })
}

/// As the rows stand in the file.
fn in_order(mut skips: Vec<Skip>) -> Vec<Skip> {
    skips.sort_by_key(|skip| skip.at.number());
    skips
}

/// The key of an attribute by either name, if its values are words.
fn words_of(name: &str, lang: Lang) -> Result<&'static str> {
    let spec = registry::named(name).ok_or_else(|| anyhow!(say::no_attribute(lang, name)))?;
    ensure!(!matches!(spec.shape, Shape::Number(_)), say::attribute_is_a_number(lang, spec.key));
    Ok(spec.key)
}

/// A true value as a filter reads it; `None` if it cannot.
fn word(field: &Field, value: &str, reader: &Reader) -> Result<Option<String>> {
    let Field::Known(key) = field else { return Ok(None) };
    let quoted = format!("{key}:\"{}\"", value.replace('"', ""));
    Ok(match query::parse(&quoted, reader.filter_names()?.as_ref()) {
        Ok(Expr::Compare(_, _, Operand::Word(word))) => Some(word),
        _ => None,
    })
}

/// Measures influence against numbers. A member without a score ranks as 0.
fn influence(reader: &Reader, truth: InfluenceTruth<'_>, lang: Lang) -> Result<InfluenceScore> {
    let (rows, mut skips) = members(reader, truth.file, VALUES, say::NEEDS_TRUTH_OF_VALUES, lang)?;
    let number = |value: &str| value.parse::<f64>().ok().filter(|value| value.is_finite());
    skips
        .extend(rows.iter().filter(|row| number(&row.value).is_none()).map(|row| row.skip(say::TRUTH_NO_NUMBER, lang)));
    let mut values: BTreeMap<MemberId, Option<f64>> = rows.iter().map(|row| (row.member, number(&row.value))).collect();
    let mut columns: [Vec<(f64, f64)>; 3] = Default::default();
    reader.each_weight(|weight| {
        if let Some(value) = values.remove(&weight.member).unwrap_or(truth.absent) {
            let scores = [weight.influence, weight.messages, weight.active_days];
            columns.iter_mut().zip(scores).for_each(|(column, score)| column.push((score, value)));
        }
    })?;
    // Staff, bots and whoever has no profile are not ranked.
    let unranked = |row: &&Told| values.get(&row.member).is_some_and(Option::is_some);
    skips.extend(rows.iter().filter(unranked).map(|row| row.skip(say::TRUTH_UNRANKED, lang)));
    let agreement = |pairs: &[(f64, f64)]| metrics::agreement(pairs, truth.threshold);
    Ok(InfluenceScore {
        n: columns[0].len() as u64,
        influence: agreement(&columns[0]),
        messages: agreement(&columns[1]),
        active_days: agreement(&columns[2]),
        skips: in_order(skips),
    })
}

impl Session {
    /// Measures an attribute whose values are words against a table of members and values.
    ///
    /// # Errors
    /// If there is no such attribute, it is a number, or the table or the store cannot be read.
    pub fn measure_attribute(&self, name: &str, truth: &Path) -> Result<AttributeScore> {
        attribute(self.view(), name, truth, self.lang)
    }

    /// Measures influence, beside messages and active days, against a table of members and numbers.
    ///
    /// # Errors
    /// If the table or the store cannot be read.
    pub fn measure_influence(&self, truth: InfluenceTruth<'_>) -> Result<InfluenceScore> {
        influence(self.view(), truth, self.lang)
    }

    /// Measures the risk of leaving on the store's own past, `window` days at a time; `None` if
    /// that is too short, or nobody went.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn measure_churn(&self, window: u32, watch: &mut Watch<'_>) -> Result<Option<Foresight>> {
        let periods = periods(self.view(), None)?;
        Ok(self.looked_back(&periods, window, watch)?.foresight())
    }
}
