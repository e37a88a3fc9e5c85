//! A questionnaire for what is unknown in a segment, with the question that joins its answers.

use anyhow::Result;

use crate::lang::survey::{ATTRIBUTES, JOINS, Wording};
use crate::model::view::Sort;
use crate::query::{Expr, Field};
use crate::store::Reader;

/// An attribute unknown of at least this share of the segment is asked for.
const ASKED_FROM: f64 = 0.3;
/// A key that fewer than this share of the members have does not join answers by itself.
const JOINS_FROM: f64 = 0.5;

/// A question of the questionnaire.
#[derive(Clone, Copy)]
pub struct Asked {
    /// What it asks for: an attribute, or the key that joins.
    pub key: &'static str,
    /// Whether it tells who answers.
    pub joins: bool,
    /// The share of the segment of whom the attribute is unknown, or who have the key.
    pub share: f64,
    /// How it is put.
    pub wording: &'static Wording,
}

/// A questionnaire.
pub struct Questionnaire {
    /// How many members are in the segment.
    pub members: u64,
    /// Its questions, the one that joins first.
    pub asked: Vec<Asked>,
}

/// What to ask the members that a filter selects.
pub(super) fn questionnaire(reader: &Reader, filter: &Expr) -> Result<Questionnaire> {
    let members = count(reader, filter.clone())?;
    let share = |some: u64| if members == 0 { 0.0 } else { some as f64 / members as f64 };
    let mut unknown = Vec::new();
    for (key, wording) in ATTRIBUTES {
        let without = Expr::And(vec![filter.clone(), Expr::Unknown(Field::Known(key))]);
        unknown.push(Asked { key, joins: false, share: share(count(reader, without)?), wording });
    }
    unknown.retain(|asked| asked.share >= ASKED_FROM);
    unknown.sort_by(|a, b| b.share.total_cmp(&a.share));
    if unknown.is_empty() {
        return Ok(Questionnaire { members, asked: unknown });
    }
    let held = reader.keys_held(&reader.member_ids(Some(filter))?)?;
    let mut asked = joining(|key| {
        let held = held.iter().find(|(kind, _)| *kind == key);
        share(held.map_or(0, |(_, members)| *members))
    });
    asked.extend(unknown);
    Ok(Questionnaire { members, asked })
}

/// The key that most members have joins at once; where too few have any, a name proposes, and a
/// phone beside it lets orders follow.
fn joining(share: impl Fn(&str) -> f64) -> Vec<Asked> {
    let ask = |(key, wording): &'static (&'static str, Wording)| Asked { key, joins: true, share: share(key), wording };
    let keys = JOINS.iter().map(ask);
    let (names, mut hard): (Vec<Asked>, Vec<Asked>) = keys.partition(|asked| asked.key == "nickname");
    hard.sort_by(|a, b| b.share.total_cmp(&a.share));
    hard.truncate(1);
    match hard.first() {
        Some(best) if best.share >= JOINS_FROM => hard,
        _ => names.into_iter().chain(JOINS.iter().map(ask).filter(|asked| asked.key == "phone")).collect(),
    }
}

fn count(reader: &Reader, filter: Expr) -> Result<u64> {
    Ok(reader.members(Some(&filter), &Sort::default(), 0, 0, &[])?.total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Text};
    use crate::model::attribute::{Shape, spec};
    use crate::text::attribute;

    #[test]
    fn every_option_but_the_last_which_declines_is_read_back_as_another_code() {
        for (key, wording) in ATTRIBUTES.iter().filter(|(_, wording)| !wording.options.is_empty()) {
            let Some(Shape::Code(codes)) = spec(key).map(|spec| spec.shape) else { panic!("{key}") };
            for lang in [Lang::Zh, Lang::En] {
                let read = |option: &Text| match *key {
                    "gender" => attribute::gender(option.get(lang)),
                    "age_band" => attribute::age_band(option.get(lang)),
                    _ => attribute::life_stage(option.get(lang)),
                };
                let (declines, answers) = wording.options.split_last().unwrap();
                let mut told: Vec<&str> = answers.iter().filter_map(read).collect();
                let mut expected: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
                told.sort_unstable();
                expected.sort_unstable();
                assert_eq!((told, read(declines)), (expected, None), "{key}, {lang:?}");
            }
        }
    }

    #[test]
    fn the_key_that_most_have_joins_and_without_one_a_name_with_a_phone_beside_it() {
        let keys = |share: &dyn Fn(&str) -> f64| joining(share).iter().map(|asked| asked.key).collect::<Vec<_>>();
        assert_eq!(keys(&|key| if key == "qq" { 0.9 } else { 0.6 }), ["qq"]);
        assert_eq!(keys(&|key| if key == "nickname" { 1.0 } else { 0.2 }), ["nickname", "phone"]);
    }
}
