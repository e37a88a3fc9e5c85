//! A member's page for a person to read.

use super::console::Console;
use super::grid::{Grid, Head};
use super::portrait::Portrait;
use crate::export::{read_back, short_number};
use crate::lang::code::{cause, in_words, order_status};
use crate::lang::leaders::NOT_HERE;
use crate::lang::profile::{more_orders, part as part_name};
use crate::lang::today::{PLAN_AND_NOTES, planned};
use crate::lang::tui::{LATEST_EXAMPLES, LOCKED, UNKNOWN_VALUE};
use crate::lang::{Lang, cli as words, course as quarterly, verdict};
use crate::model::attribute::{Attribute, Dimension, Part, Shape, spec};
use crate::model::portrait::CourseRow;
use crate::model::review::Precision;
use crate::model::view::{ChangeView, Condition, EvidenceLine, TagView};
use crate::tui;

/// Changes that a page shows; JSON has more.
const CHANGES: usize = 12;

/// Prints the page.
pub(super) fn print(portrait: &Portrait<'_>, console: &mut Console) -> anyhow::Result<()> {
    head(portrait, console)?;
    for dimension in Dimension::ALL {
        let attributes: Vec<&Attribute> = portrait.known(dimension).collect();
        section(portrait, console, console.lang.pick((dimension.zh(), dimension.key())), &attributes)?;
    }
    let fields: Vec<&Attribute> = portrait.page.fields.iter().collect();
    section(portrait, console, words::FIELDS.get(console.lang), &fields)?;
    tags(portrait, console)?;
    orders(portrait, console)?;
    quarters(portrait, console)?;
    course(portrait, console)?;
    notes(portrait, console)
}

/// Where they stood at the end of each quarter, the latest first.
fn quarters(portrait: &Portrait<'_>, console: &mut Console) -> anyhow::Result<()> {
    let (rows, lang) = (&portrait.page.course, console.lang);
    if rows.is_empty() {
        return Ok(());
    }
    let head = |title: String, right| Head { title, right, time: false };
    let heads = vec![
        head(quarterly::DAY.get(lang).to_owned(), false),
        head(title_of("stage", lang), false),
        head(title_of("level", lang), false),
        head(title_of("activity", lang), true),
        head(quarterly::ACTIVE_DAYS.get(lang).to_owned(), true),
        head(quarterly::ANSWERS.get(lang).to_owned(), true),
    ];
    let row = |row: &CourseRow| {
        let numbers = [format!("{:.0}", row.activity), row.active_days.to_string(), row.answers.to_string()];
        let told = |stage: &String| coded("stage", stage, lang);
        let stage = row.stage.as_ref().map_or_else(|| UNKNOWN_VALUE.get(lang).to_owned(), told);
        let words = [row.day.clone(), stage, coded("level", &row.level, lang)];
        words.into_iter().chain(numbers).collect()
    };
    console.line("")?;
    console.line(quarterly::TITLE.get(lang))?;
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    Grid::new(heads, console.width, console.color).print(console.out(), &rows)?;
    console.hint(quarterly::ABOUT.get(lang))
}

/// What changed, the latest first: on which as-of day, from what to what, and why.
fn course(portrait: &Portrait<'_>, console: &mut Console) -> anyhow::Result<()> {
    let (changes, lang) = (&portrait.page.history, console.lang);
    if changes.is_empty() {
        return Ok(());
    }
    let titles = [words::COURSE, words::ATTRIBUTE, words::FROM_TO, words::WHY].map(|title| title.get(lang).to_owned());
    let heads = titles.map(|title| Head { title, right: false, time: false });
    let rows: Vec<Vec<String>> = changes.iter().take(CHANGES).map(|change| changed(change, lang)).collect();
    console.line("")?;
    Grid::new(heads.into(), console.width, console.color).print(console.out(), &rows)?;
    console.hint_more(rows.len() as u64, changes.len() as u64)
}

fn changed(change: &ChangeView, lang: Lang) -> Vec<String> {
    let tag = change.what.strip_prefix("tag:");
    let what = tag.map_or_else(|| title_of(&change.what, lang), |_| words::TAG.get(lang).to_owned());
    let course = match tag {
        Some(tag) => format!("{}{tag}", if change.to.is_some() { '+' } else { '−' }),
        None => {
            let word = |value: &Option<String>| {
                value.as_ref().map_or("-".to_owned(), |value| coded(&change.what, value, lang))
            };
            format!("{} → {}", word(&change.from), word(&change.to))
        }
    };
    let why = match change.cause.as_str() {
        "scheme" => format!("{}{}{}", cause("scheme", lang), lang.pick(("：", ": ")), change.scheme),
        other => cause(other, lang).to_owned(),
    };
    vec![change.day.clone(), what, course, why]
}

/// A remembered value as a person reads it.
pub(super) fn coded(key: &str, value: &str, lang: Lang) -> String {
    match spec(key).map(|spec| spec.shape) {
        Some(Shape::Code(codes)) => in_words(codes, value, lang),
        _ => value.to_owned(),
    }
}

/// Prints what stands behind one attribute, imported column or `tag:NAME`, and nothing else.
pub(super) fn print_only(portrait: &Portrait<'_>, console: &mut Console, what: &str) -> anyhow::Result<()> {
    let row = &portrait.page.row;
    console.line(&format!("{}  id:{}", row.name, row.id))?;
    if let Some(tag) = what.strip_prefix("tag:") {
        let tag = portrait.page.tags.iter().find(|own| own.name == tag);
        return tag.map_or(Ok(()), |tag| why(portrait, console, tag));
    }
    let asked: Vec<&Attribute> = portrait.all().filter(|attribute| portrait.wants(&attribute.key)).collect();
    if asked.is_empty() {
        return console.hint(words::UNKNOWN_OF_THEM.get(console.lang));
    }
    section(portrait, console, words::ATTRIBUTE.get(console.lang), &asked)
}

/// Prints why a tag is there: its rule, what the member brings to each condition, and the rows
/// behind that.
pub(super) fn why(portrait: &Portrait<'_>, console: &mut Console, tag: &TagView) -> anyhow::Result<()> {
    let lang = console.lang;
    console.line(&tag_line(tag, lang))?;
    if let Some(since) = &tag.since {
        console.line(&words::since(lang, since))?;
    }
    if !tag.conditions.is_empty() {
        let titles = [words::NEEDED.get(lang), words::THEIR_OWN.get(lang), words::IS_MET.get(lang)];
        let heads = titles.map(|title| Head { title: title.to_owned(), right: false, time: false });
        let rows: Vec<Vec<String>> = tag.conditions.iter().map(|condition| own(condition, lang)).collect();
        console.line("")?;
        Grid::new(heads.into(), console.width, console.color).print(console.out(), &rows)?;
    }
    let asked = |key: &str| tag.conditions.iter().any(|condition| condition.field.as_deref() == Some(key));
    for attribute in portrait.all().filter(|attribute| asked(&attribute.key)) {
        parts(console, &title_of(&attribute.key, lang), &attribute.parts)?;
    }
    let lines = portrait.evidence(&format!("tag:{}", tag.name))?;
    evidence(portrait, console, &tag.name, &lines)
}

fn own(condition: &Condition, lang: Lang) -> Vec<String> {
    let key = condition.field.as_deref().unwrap_or_default();
    let value = condition.value.as_ref().map(|value| read_back(key, value, lang));
    vec![
        condition.needed.clone(),
        value.unwrap_or_else(|| "-".to_owned()),
        verdict::met(lang, condition.met).to_owned(),
    ]
}

fn head(portrait: &Portrait<'_>, console: &mut Console) -> anyhow::Result<()> {
    let (page, lang, calendar) = (portrait.page, console.lang, portrait.session.calendar());
    let row = &page.row;
    console.line(&format!("{}  id:{}  {}:{}  {}", row.name, row.id, row.platform, row.platform_id, row.community))?;
    console.line(&tui::sentence_on(page, lang, calendar))?;
    let seen = |time: Option<_>| time.map_or("-".to_owned(), |time| calendar.minute(time));
    console.line(&words::seen(lang, row.messages, &seen(row.first_seen), &seen(row.last_seen)))?;
    let others: Vec<&str> = page.names.iter().map(|span| span.name.as_str()).filter(|name| *name != row.name).collect();
    if !others.is_empty() {
        console.line(&format!("{}{}", words::OTHER_NAMES.get(lang), others.join(lang.pick(("、", ", ")))))?;
    }
    for group in &page.memberships {
        console.line(&words::in_group(lang, &group.group, &group.role, group.messages, group.left.is_some()))?;
    }
    Ok(())
}

fn section(
    portrait: &Portrait<'_>,
    console: &mut Console,
    title: &str,
    attributes: &[&Attribute],
) -> anyhow::Result<()> {
    if attributes.is_empty() {
        return Ok(());
    }
    let lang = console.lang;
    let titles = [title, words::VALUE.get(lang), words::SOURCE.get(lang), words::CONFIDENCE.get(lang), "n"];
    let heads = titles.iter().zip([false, false, false, true, true]);
    let heads = heads.map(|(title, right)| Head { title: (*title).to_owned(), right, time: false }).collect();
    let rows: Vec<Vec<String>> = attributes.iter().map(|attribute| row(portrait, attribute, lang)).collect();
    console.line("")?;
    Grid::new(heads, console.width, console.color).print(console.out(), &rows)?;
    for attribute in attributes.iter().filter(|attribute| portrait.wants(&attribute.key)) {
        let title = title_of(&attribute.key, lang);
        parts(console, &title, &attribute.parts)?;
        let lines = portrait.evidence(&attribute.key)?;
        evidence(portrait, console, &title, &lines)?;
    }
    Ok(())
}

/// Prints the numbers that a value is made of; those that count with what they add.
fn parts(console: &mut Console, title: &str, parts: &[Part]) -> anyhow::Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    let lang = console.lang;
    console.line(&words::made_of(lang, title))?;
    let is_sum = parts.iter().any(|part| part.weight != 0.0);
    for part in parts {
        let name = part_name(&part.key, lang);
        if is_sum && part.weight == 0.0 && part.raw == 0.0 {
            console.line(&format!("  = {name} {}", NOT_HERE.get(lang)))?;
            continue;
        }
        let raw = short_number(part.raw);
        let counted = part.weight != 0.0;
        let sum =
            if counted { format!("  ({:.2} × {})", part.scaled, short_number(part.weight)) } else { String::new() };
        console.line(&format!("  = {name} {raw}{sum}"))?;
    }
    Ok(())
}

fn row(portrait: &Portrait<'_>, attribute: &Attribute, lang: Lang) -> Vec<String> {
    let value = read_back(&attribute.key, &attribute.value, lang);
    let unit = match spec(&attribute.key).map(|spec| spec.shape) {
        Some(Shape::Number(unit)) => words::unit(lang, unit),
        _ => "",
    };
    let is_locked = portrait.page.locked.contains(&attribute.key);
    let lock = if is_locked { LOCKED.get(lang) } else { "" };
    vec![
        title_of(&attribute.key, lang),
        format!("{value} {unit}").trim_end().to_owned(),
        format!("{}{lock}", lang.pick((attribute.provenance.zh(), attribute.provenance.key()))),
        format!("{:.2}", attribute.confidence),
        attribute.n.to_string(),
    ]
}

pub(super) fn title_of(key: &str, lang: Lang) -> String {
    match spec(key) {
        Some(spec) => lang.pick((spec.zh, &spec.key.replace('_', " "))).to_owned(),
        None => key.to_owned(),
    }
}

/// Prints evidence under a title: `+` for, `-` against.
pub(super) fn evidence(
    portrait: &Portrait<'_>,
    console: &mut Console,
    title: &str,
    lines: &[EvidenceLine],
) -> anyhow::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    console.line(&format!("{}{title}", words::EVIDENCE.get(console.lang)))?;
    for line in lines {
        let sign = if line.against { '-' } else { '+' };
        let time = line.time.map(|time| portrait.session.calendar().minute(time)).unwrap_or_default();
        let group = line.group.as_deref().map(|group| format!("[{group}] ")).unwrap_or_default();
        console.line(&format!("  {sign} {time} {group}{}", line.text))?;
    }
    if lines.iter().any(|line| line.is_example) {
        console.line(&format!("    {}", LATEST_EXAMPLES.get(console.lang)))?;
    }
    let more = portrait.page.orders_beside(lines);
    if more > 0 {
        console.line(&format!("    {}", more_orders(console.lang, more)))?;
    }
    Ok(())
}

/// A tag and why it is there.
fn tag_line(tag: &TagView, lang: Lang) -> String {
    let reason = if tag.reason.is_empty() { words::BY_HAND.get(lang) } else { &tag.reason };
    let measured = tag.precision.map_or(String::new(), |Precision { value, low, high, n }| {
        format!("  [{}]", verdict::precision(lang, value, low, high, n))
    });
    format!("{}  {reason}{measured}", tag.name)
}

fn tags(portrait: &Portrait<'_>, console: &mut Console) -> anyhow::Result<()> {
    if portrait.page.tags.is_empty() {
        return Ok(());
    }
    console.line("")?;
    console.line(words::TAGS.get(console.lang))?;
    for tag in &portrait.page.tags {
        console.line(&format!("  {}", tag_line(tag, console.lang)))?;
        let lines = portrait.evidence(&format!("tag:{}", tag.name))?;
        evidence(portrait, console, &tag.name, &lines)?;
    }
    Ok(())
}

fn orders(portrait: &Portrait<'_>, console: &mut Console) -> anyhow::Result<()> {
    if portrait.page.orders.is_empty() {
        return Ok(());
    }
    console.line("")?;
    console.line(words::ORDERS.get(console.lang))?;
    for order in &portrait.page.orders {
        let time = portrait.session.calendar().minute(order.time);
        console.line(&format!(
            "  {time}  {:>10.2}  {}  {}",
            order.revenue.major(),
            order_status(&order.status, console.lang),
            order.items
        ))?;
    }
    Ok(())
}

/// What the operator plans and noted.
fn notes(portrait: &Portrait<'_>, console: &mut Console) -> anyhow::Result<()> {
    let (page, calendar) = (portrait.page, portrait.session.calendar());
    let planned = planned(console.lang, &page.plan.told());
    if planned.is_empty() && page.notes.is_empty() {
        return Ok(());
    }
    console.line("")?;
    console.line(PLAN_AND_NOTES.get(console.lang))?;
    if !planned.is_empty() {
        console.line(&format!("  {planned}"))?;
    }
    for note in &page.notes {
        console.line(&format!("  {}  {}", calendar.minute(note.time), note.text))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::registry::ATTRIBUTES;

    #[test]
    fn every_unit_has_a_chinese_word() {
        for attribute in ATTRIBUTES {
            if let Shape::Number(unit) = attribute.shape {
                let shown = words::unit(Lang::Zh, unit);
                assert!(!shown.contains(|c: char| c.is_ascii_alphabetic()), "{}: {shown}", attribute.key);
            }
        }
    }
}
