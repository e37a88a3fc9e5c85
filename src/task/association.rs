//! Association rules over tags, topics and what profiles say; not to be taken for the rules of tags.

use std::collections::BTreeSet;

use anyhow::Result;
use rustc_hash::FxHashMap;

use crate::mining::association::{Bearing, Limits, Rule, find, strata};
use crate::model::Value;
use crate::model::association::{AssociationList, AssociationRow};
use crate::model::view::Vocabulary;
use crate::query::{Expr, Field, FieldKind, field, fields_used, format, parse, tags_used};
use crate::store::Reader;
use crate::task::persona;

/// What rules are made of. Levels, stages and risks are not: they restate how active somebody is.
const FIELDS: &[&str] = &[
    "tag",
    "topics",
    "gender",
    "age_band",
    "life_stage",
    "region",
    "occupation",
    "spending_level",
    "price_band",
    "categories",
    "mechanism",
    "persona",
];

/// What a field is computed from, with what restates it.
const MADE_OF: &[(&str, &[&str])] = &[
    ("spending_level", &["consumption", "orders", "amount", "order_recency"]),
    ("mechanism", &["started", "helped", "amplified", "groups", "group", "repliers", "influence", "kol_margin"]),
    (
        "persona",
        &[
            "messages",
            "active_days",
            "activity",
            "level",
            "silent",
            "last_seen",
            "first_seen",
            "joined",
            "stage",
            "churn_risk",
            "churn_band",
            "question_share",
            "started",
            "helped",
            "repliers",
            "reply_weeks",
            "replies_received",
            "replies_sent",
            "interaction",
            "influence",
            "beyond_activity",
            "kol_margin",
            "koc_margin",
            "missing_replies",
            "missing_threads",
            "topics",
            "mechanism",
        ],
    ),
];

/// One thing that members may have.
struct Thing {
    condition: Expr,
    label: Value,
    /// Fields that decide it: its own, and those that a tag's rule asks about.
    rests_on: BTreeSet<String>,
}

/// The rules among the members of a filter.
pub(super) fn list(reader: &Reader, filter: Option<&Expr>) -> Result<AssociationList> {
    let _moment = reader.hold()?;
    let things = things(reader)?;
    let conditions: Vec<Expr> = things.iter().map(|thing| thing.condition.clone()).collect();
    let found = reader.bearing(&conditions, filter)?;
    let members = found.messages.len() as u32;
    let bearing = Bearing { members, things: found.bits, strata: strata(&found.messages) };
    let tied = |a: usize, b: usize| !things[a].rests_on.is_disjoint(&things[b].rests_on);
    let rules = find(&bearing, &tied, &Limits::default());
    let rows = rules.iter().map(|rule| row(rule, &things, members)).collect();
    Ok(AssociationList { rows, members: members.into() })
}

fn row(rule: &Rule, things: &[Thing], members: u32) -> AssociationRow {
    let all = rule.left.iter().chain([&rule.right]);
    // Staff and bots are in no rule.
    let conditions = all.map(|thing| things[*thing].condition.clone()).chain([Expr::without_staff()]);
    let filter = Expr::And(conditions.collect());
    AssociationRow {
        left: rule.left.iter().map(|thing| things[*thing].label.clone()).collect(),
        right: things[rule.right].label.clone(),
        members: rule.both.into(),
        of: rule.of.into(),
        support: f64::from(rule.both) / f64::from(members.max(1)),
        confidence: rule.confidence,
        lift: rule.lift,
        adjusted: rule.adjusted,
        q: rule.q,
        filter: format(&filter),
    }
}

/// Every value of the fields that somebody has.
fn things(reader: &Reader) -> Result<Vec<Thing>> {
    let rules = tag_rules(reader)?;
    let personas = persona::names_of(reader)?;
    let mut things = Vec::new();
    for key in FIELDS {
        let made_of = MADE_OF.iter().filter(|(of, _)| of == key).flat_map(|(_, fields)| *fields);
        let fields: BTreeSet<String> = made_of.chain([key]).map(|field| (*field).to_owned()).collect();
        for bar in reader.distribution(key, None)?.bars {
            let Ok(condition) = parse(&bar.filter, &Vocabulary::default()) else { continue };
            if matches!(condition, Expr::Unknown(_)) || bar.members == 0 {
                continue;
            }
            let mut rests_on = fields.clone();
            if *key == "tag" {
                rests_on = BTreeSet::from([format!("tag {}", bar.value)]);
                rest(&bar.value, &rules, &mut rests_on);
            }
            let label = label(key, &bar.value, &personas);
            things.push(Thing { condition, label, rests_on });
        }
    }
    Ok(things)
}

fn tag_rules(reader: &Reader) -> Result<FxHashMap<String, Expr>> {
    let tags = reader.tags(None)?;
    let rule = |rule: &str| parse(rule, &Vocabulary::default()).ok();
    Ok(tags.into_iter().filter_map(|tag| Some((tag.name, rule(tag.rule.as_deref()?)?))).collect())
}

/// Adds what a tag's rule rests on, through the tags that it asks for.
fn rest(tag: &str, rules: &FxHashMap<String, Expr>, on: &mut BTreeSet<String>) {
    let Some(rule) = rules.get(tag) else { return };
    let key = |field: Field| match field {
        Field::Known(key) => key.to_owned(),
        Field::Imported(title) => title,
    };
    on.extend(fields_used(rule).into_iter().map(key).filter(|key| key != "tag"));
    for other in tags_used(rule) {
        if on.insert(format!("tag {other}")) {
            rest(&other, rules, on);
        }
    }
}

/// A condition as it would be typed, in both languages.
fn label(key: &str, value: &str, personas: &[(String, String)]) -> Value {
    let spec = field::find(key);
    let code = match spec.map(|spec| spec.kind) {
        Some(FieldKind::Code(codes)) => codes.iter().find(|(code, _)| *code == value),
        _ => None,
    };
    let persona = personas.iter().find(|(zh, _)| key == "persona" && zh == value);
    let title = spec.map_or(key, |spec| spec.zh);
    Value::Named {
        zh: format!("{title}:{}", code.map_or(value, |(_, zh)| zh)),
        en: format!("{key}:{}", persona.map_or(value, |(_, en)| en)),
    }
}
