//! `member --as-of`: a member as an earlier build left them.

use serde_json::{Map, Value as Json, json};

use super::console::Console;
use super::grid::{Grid, Head};
use super::listing::Format;
use super::page::{coded, title_of};
use super::problem::Problem;
use crate::lang::cli as words;
use crate::model::Day;
use crate::model::attribute::{ATTRIBUTES, Dimension, spec};
use crate::model::view::{MemberRow, Past, PastMember};
use crate::task::session::Session;

/// What of a profile history keeps.
const KEPT: [&str; 4] = ["tags", "level", "stage", "declared"];

/// Shows the member of an earlier build; `false` where the latest build is meant, whose whole page can be shown.
pub(super) fn show(
    console: &mut Console,
    session: &Session,
    member: &MemberRow,
    day: Day,
    format: Format,
) -> anyhow::Result<bool> {
    let lang = console.lang;
    let past = match session.past(member.id, day)? {
        Past::Now => return Ok(false),
        Past::Then(past) => past,
        Past::TooEarly(first) => {
            let first = first.map_or("-".to_owned(), |day| day.to_string());
            return Err(Problem::failed(words::no_build_before(lang, &day.to_string(), &first)).into());
        }
        Past::NotYetHere(day) => {
            return Err(Problem::failed(words::not_yet_here(lang, &member.name, &day.to_string())).into());
        }
    };
    match format {
        Format::Table | Format::Csv => print(console, member, &past)?,
        Format::Json => console.json(&as_json(member, &past))?,
        Format::Jsonl => console.json_line(&as_json(member, &past))?,
    }
    console.hint(words::PAST_KEEPS.get(lang))?;
    Ok(true)
}

fn print(console: &mut Console, member: &MemberRow, past: &PastMember) -> anyhow::Result<()> {
    let lang = console.lang;
    console.line(&words::as_it_was(lang, &member.name, member.id.0, &past.day.to_string()))?;
    let heads = [words::ATTRIBUTE, words::VALUE];
    let heads = heads.map(|title| Head { title: title.get(lang).to_owned(), right: false, time: false });
    let row = |(key, value): &(String, String)| vec![title_of(key, lang), coded(key, value, lang)];
    let rows: Vec<Vec<String>> = past.values.iter().map(row).collect();
    if !rows.is_empty() {
        console.line("")?;
        Grid::new(heads.into(), console.width, console.color).print(console.out(), &rows)?;
    }
    console.line("")?;
    Ok(console.line(&format!("{}{}", words::TAGS_ARE.get(lang), past.tags.join(lang.pick(("、", ", ")))))?)
}

/// The keys of `member --json` as far as they are remembered; what is not is `null`.
fn as_json(member: &MemberRow, past: &PastMember) -> Json {
    let remembered = |key: &str| past.values.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
    let attribute = |value: Option<&str>| json!({"value": value, "confidence": null, "provenance": null, "n": null, "evidence": [], "conflicts": []});
    let dimension = |dimension: Dimension| -> Map<String, Json> {
        let specs = ATTRIBUTES.iter().filter(|spec| spec.dimension == dimension);
        specs.map(|spec| (spec.key.to_owned(), attribute(remembered(spec.key)))).collect()
    };
    let dimensions: Map<String, Json> =
        Dimension::ALL.into_iter().map(|one| (one.key().to_owned(), Json::Object(dimension(one)))).collect();
    let fields: Map<String, Json> = past
        .values
        .iter()
        .filter(|(key, _)| spec(key).is_none())
        .map(|(key, value)| (key.clone(), attribute(Some(value))))
        .collect();
    let tags: Vec<Json> = past.tags.iter().map(|tag| json!({"name": tag})).collect();
    json!({
        "id": member.id,
        "name": member.name,
        "as_of": past.day.to_string(),
        "kept": KEPT,
        "dimensions": dimensions,
        "fields": fields,
        "tags": tags,
    })
}
