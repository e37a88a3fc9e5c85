//! `compare`: two members, two segments or filters, or the community at two days.

use clap::Args;

use super::console::{Console, ask};
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use super::{Exit, day, person};
use crate::export::{Cell, Column, Kind, cell_of, read_back};
use crate::lang::{Lang, cli as words};
use crate::model::comparison::{Movement, ScorePlace, TraitShares};
use crate::model::view::MemberPortrait;
use crate::model::{Day, MemberId, Value};
use crate::query::{Expr, field};
use crate::task::session::{Moved, Session};

/// Traits on screen; files and pipes get all.
const SCREENFUL: usize = 30;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "A")]
    a: String,
    #[arg(value_name = "B")]
    b: String,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let (a, b, format) = (self.a.as_str(), self.b.as_str(), self.printing.format());
        let session = console.session()?;
        if let (Ok(from), Ok(to)) = (day::read(a, console.lang), day::read(b, console.lang)) {
            return days(console, &session, from.min(to), from.max(to), format);
        }
        match (set(&session, a)?, set(&session, b)?) {
            (Some(a), Some(b)) => sets(console, &session, &a, &b, format),
            _ => {
                let one = person::looked_at(console, &session, a)?.id;
                let other = person::looked_at(console, &session, b)?.id;
                members(console, &session, one, other, format)
            }
        }
    }
}

/// A name and who is in it: a segment by its name, or whom a condition selects.
type Set = (String, Expr);

/// The segment or the condition meant; `None` for what may mean a member.
fn set(session: &Session, text: &str) -> anyhow::Result<Option<Set>> {
    if let Some(name) = session.segment_named(text.strip_prefix("segment:").unwrap_or(text))? {
        let inside = Expr::in_segment(&name);
        return Ok(Some((name, inside)));
    }
    let asked = text.split_once([':', '：', '=', '＝', '<', '>']).and_then(|(field, _)| field::find(field.trim()));
    // `id:42` is how a member is called.
    if asked.is_none_or(|spec| spec.key == "id") || !session.find(text)?.is_empty() {
        return Ok(None);
    }
    Ok(Some((text.to_owned(), session.filter(text)?)))
}

fn named(key: &str, title: &str, kind: Kind) -> Column {
    Column { zh: title.to_owned(), en: title.to_owned(), ..Column::known(key, words::VALUE, kind) }
}

/// The field's name as a person reads it; its key for programs.
fn field_name(key: &str, lang: Lang, on_screen: bool) -> String {
    match field::find(key).filter(|_| on_screen && lang == Lang::Zh) {
        Some(spec) => spec.zh.to_owned(),
        None if on_screen => key.replace('_', " "),
        None => key.to_owned(),
    }
}

fn members(
    console: &mut Console,
    session: &Session,
    one: MemberId,
    other: MemberId,
    format: Format,
) -> anyhow::Result<Exit> {
    let (one, other) = *ask!(session, Compare(one, other));
    let (lang, on_screen) = (console.lang, format == Format::Table);
    let mut columns = vec![
        Column::known("key", words::FIELD, Kind::Text),
        named("a", &one.row.name, Kind::Text),
        named("b", &other.row.name, Kind::Text),
        Column::known("percentile_a", words::PERCENTILE_A, Kind::Number),
        Column::known("percentile_b", words::PERCENTILE_B, Kind::Number),
    ];
    if !on_screen {
        columns.insert(1, Column::known("part", words::PART, Kind::Text));
    }
    let mut rows = Vec::new();
    let mut add = |part: &str, key: &str, cells: [Cell; 4]| {
        let mut row = vec![Cell::Text(field_name(key, lang, on_screen))];
        row.extend((!on_screen).then(|| Cell::text(part)));
        row.extend(cells);
        rows.push(row);
    };
    for key in ["activity", "interaction", "influence", "consumption", "churn_risk", "sentiment"] {
        let (own, theirs) = (place(&one, key), place(&other, key));
        if own.is_some() || theirs.is_some() {
            let number = |place: Option<&ScorePlace>| Cell::number(place.map(|place| place.number));
            let percentile = |place: Option<&ScorePlace>| Cell::number(place.map(|place| place.percentile.into()));
            add("score", key, [number(own), number(theirs), percentile(own), percentile(theirs)]);
        }
    }
    for spec in crate::model::attribute::ATTRIBUTES.iter().filter(|spec| place(&one, spec.key).is_none()) {
        let (own, theirs) = (value(&one, spec.key), value(&other, spec.key));
        if place(&other, spec.key).is_none() && (own.is_some() || theirs.is_some()) {
            let cell = |value: Option<&Value>| match value {
                None => Cell::Unknown,
                Some(value) if on_screen => Cell::Text(read_back(spec.key, value, lang)),
                Some(value) => cell_of(value),
            };
            add("attribute", spec.key, [cell(own), cell(theirs), Cell::Unknown, Cell::Unknown]);
        }
    }
    let tags = |portrait: &MemberPortrait| Cell::Words(portrait.tags.iter().map(|tag| tag.name.clone()).collect());
    add("tag", "tag", [tags(&one), tags(&other), Cell::Unknown, Cell::Unknown]);
    print_all(console, format, session.calendar(), &columns, rows)?;
    Ok(Exit::Done)
}

fn place<'p>(portrait: &'p MemberPortrait, key: &str) -> Option<&'p ScorePlace> {
    portrait.places.iter().find(|place| place.key == key)
}

fn value<'p>(portrait: &'p MemberPortrait, key: &str) -> Option<&'p Value> {
    let mut known = portrait.attributes.iter().map(|(_, attribute)| attribute);
    known.find(|attribute| attribute.key == key).map(|attribute| &attribute.value)
}

fn sets(console: &mut Console, session: &Session, a: &Set, b: &Set, format: Format) -> anyhow::Result<Exit> {
    let found = session.compare(&a.1, &b.1)?;
    let (a, b) = (a.0.as_str(), b.0.as_str());
    let (lang, on_screen) = (console.lang, format == Format::Table);
    let columns = [
        Column::known("field", words::FIELD, Kind::Text),
        Column::known("value", words::VALUE, Kind::Text),
        named("share_a", if on_screen { a } else { "share_a" }, Kind::Number),
        named("share_b", if on_screen { b } else { "share_b" }, Kind::Number),
        Column::known("difference", words::DIFFERENCE, Kind::Number),
        Column::known("low", words::LOW, Kind::Number),
        Column::known("high", words::HIGH, Kind::Number),
    ];
    let row = |line: &TraitShares| {
        let value = Value::Code(line.value.clone());
        let value = if on_screen { read_back(&line.field, &value, lang) } else { line.value.clone() };
        let words = [Cell::Text(field_name(&line.field, lang, on_screen)), Cell::Text(value)];
        let ends = [line.interval.map(|(low, _)| low), line.interval.map(|(_, high)| high)];
        let numbers = [line.share_a, line.share_b, line.difference].map(Cell::Number);
        words.into_iter().chain(numbers).chain(ends.map(Cell::number)).collect()
    };
    let most = if on_screen { SCREENFUL } else { usize::MAX };
    print_all(console, format, session.calendar(), &columns, found.traits.iter().take(most).map(row).collect())?;
    let hint = match found.both {
        0 => words::segments_compared(lang, a, b, found.a, found.b),
        both => words::segments_overlap(lang, a, b, found.a, found.b, both),
    };
    console.hint(&hint)?;
    Ok(Exit::Done)
}

fn days(console: &mut Console, session: &Session, from: Day, to: Day, format: Format) -> anyhow::Result<Exit> {
    let Some(Moved { days: (from, to), movements, newcomers, told_later }) = session.moved(from, to)? else {
        return Err(Problem::failed(words::no_two_builds(console.lang, &from.to_string(), &to.to_string())).into());
    };
    let (lang, on_screen) = (console.lang, format == Format::Table);
    let columns = [
        Column::known("field", words::FIELD, Kind::Text),
        Column::known("value", words::VALUE, Kind::Text),
        Column::known("came", words::CAME, Kind::Number),
        Column::known("went", words::MOVED_ON, Kind::Number),
    ];
    let row = |line: &Movement| {
        let value = Value::Code(line.value.clone());
        let value = if on_screen { read_back(line.field, &value, lang) } else { line.value.clone() };
        let words = [Cell::Text(field_name(line.field, lang, on_screen)), Cell::Text(value)];
        words.into_iter().chain([Cell::count(line.came), Cell::count(line.went)]).collect()
    };
    print_all(console, format, session.calendar(), &columns, movements.iter().map(row).collect())?;
    console.hint(&words::days_compared(lang, &from.to_string(), &to.to_string(), newcomers, told_later))?;
    Ok(Exit::Done)
}
