//! A brief on some members: what sets them apart, what they speak of, when and how they are answered, and which of the
//! scheme's strategies fit them.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::config::Strategy;
use crate::lang::Lang;
use crate::model::comparison::TraitShares;
use crate::model::topic::{Content, Keywords};
use crate::query::{Expr, Field, fields_used, fold, segments_used, tags_used};
use crate::store::Reader;
use crate::task::content::content;
use crate::task::tone::{self, Tones};
use crate::task::{compare, keywords, scheme};

/// What sets members apart that is told.
const TRAITS: usize = 12;

/// What is to be said of some members before anything is done for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// How many they are, without staff and bots.
    pub members: u64,
    /// How many members there are, likewise.
    pub everybody: u64,
    /// What they surely bear more or less often than all the others, the surest first; nothing of everybody.
    pub traits: Vec<TraitShares>,
    /// Topics, hours, days and open questions.
    pub content: Content,
    /// What they say more than the others do; nothing of everybody.
    pub keywords: Keywords,
    /// Manners of writing that surely earned more or fewer answers.
    pub tones: Tones,
    /// The title of the scheme whose strategies these are, and how many it has.
    pub scheme: (String, usize),
    /// Strategies that fit, the one that fits most of them first.
    pub advice: Vec<Advice>,
}

/// A strategy that fits some of the members.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// The strategy.
    pub strategy: Strategy,
    /// How many of them it fits.
    pub members: u64,
    /// How many of everybody it fits.
    pub everybody: u64,
}

/// Reads a brief on the members under a filter.
pub(super) fn brief(reader: &Reader, filter: Option<&Expr>, lang: Lang) -> Result<Brief> {
    let _moment = reader.hold()?;
    let (people, everybody) = (Expr::people_under(filter), Expr::without_staff());
    let members = reader.count(Some(&people))?;
    let mut traits = match filter {
        Some(filter) => beyond(reader, filter, compare::from_the_rest(reader, &people, &everybody)?)?,
        None => Vec::new(),
    };
    traits.truncate(TRAITS);
    let scheme = scheme::in_use(reader, lang)?;
    let told = (scheme.title.clone(), scheme.strategies.len());
    Ok(Brief {
        members,
        everybody: reader.count(Some(&everybody))?,
        traits,
        content: content(reader, filter, lang)?,
        keywords: match filter {
            Some(_) => keywords::on_screen(reader, filter, lang)?,
            None => Keywords::default(),
        },
        tones: tone::tones(reader, filter)?,
        scheme: told,
        advice: advice(reader, scheme.strategies, &people, members)?,
    })
}

/// What members bear besides what they were picked by, of which it says nothing that they bear it.
fn beyond(reader: &Reader, filter: &Expr, mut traits: Vec<TraitShares>) -> Result<Vec<TraitShares>> {
    let asked = spelled_out(reader, filter)?;
    let tags: Vec<String> = asked.iter().flat_map(tags_used).map(|tag| fold(&tag)).collect();
    let fields: Vec<Field> = asked.iter().flat_map(fields_used).collect();
    traits.retain(|traits| match traits.field.as_str() {
        "tag" => !tags.contains(&fold(&traits.value)),
        field => !fields.iter().any(|asked| matches!(asked, Field::Known(key) if *key == field)),
    });
    Ok(traits)
}

/// A filter, and those of the segments that it speaks of, and of those that these speak of.
fn spelled_out(reader: &Reader, filter: &Expr) -> Result<Vec<Expr>> {
    let (mut asked, mut followed) = (vec![filter.clone()], BTreeSet::new());
    let mut at = 0;
    while let Some(segments) = asked.get(at).map(segments_used) {
        for segment in segments {
            if followed.insert(fold(&segment)) {
                asked.push(reader.segment(&segment)?);
            }
        }
        at += 1;
    }
    Ok(asked)
}

/// The strategies that fit as many of the members as they ask for.
fn advice(reader: &Reader, strategies: Vec<Strategy>, people: &Expr, members: u64) -> Result<Vec<Advice>> {
    let mut advice = Vec::new();
    for strategy in strategies {
        let (_, all, fit) = reader.sizes(people, &Expr::people_under(Some(&strategy.when)))?;
        if fit > 0 && fit as f64 >= strategy.share * members as f64 {
            advice.push(Advice { strategy, members: fit, everybody: all });
        }
    }
    advice.sort_by_key(|one| std::cmp::Reverse(one.members));
    Ok(advice)
}
