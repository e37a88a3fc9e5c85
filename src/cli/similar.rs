//! `similar`: who is like a member, and in what.

use clap::Args;
use serde_json::{Value as Json, json};

use super::console::{Console, ask};
use super::listing::{Format, Printing, optional, print_all};
use super::{Exit, person};
use crate::export::{Cell, Column, Kind, read_back};
use crate::lang::{Lang, cli, similar as words};
use crate::model::Value;
use crate::model::similar::{Respect, Similar, SimilarRow};
use crate::query::field;
use crate::text::display;

/// Members listed, unless `--limit` says otherwise.
const LISTED: usize = 10;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "REF")]
    member: String,
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let (lang, format) = (console.lang, self.printing.format());
        let session = console.session()?;
        let member = person::looked_at(console, &session, &self.member)?.id;
        let filter = optional(&session, self.filter.as_deref())?;
        let most = self.limit.map_or(LISTED, |limit| if limit == 0 { usize::MAX } else { limit });
        let found = *ask!(session, Similar(member, filter, most));
        match format {
            Format::Table => on_screen(console, &found)?,
            Format::Json => console.json(&in_file(&found))?,
            Format::Jsonl => found.rows.iter().try_for_each(|row| console.json_line(&row_in_file(row)))?,
            Format::Csv => {
                let rows = found.rows.iter().map(|row| cells(row, lang)).collect();
                print_all(console, format, session.calendar(), &columns(), rows)?;
            }
        }
        let Similar { of, known, least, peers, rows } = &found;
        if known < least {
            console.hint(&words::not_enough_known(lang, &of.name, *known, *least))?;
        } else if rows.is_empty() {
            console.hint(words::NOBODY.get(lang))?;
        } else if format == Format::Table {
            console.hint(&words::among(lang, &of.name, *known, *least, *peers))?;
            console.hint(words::LEGEND.get(lang))?;
        }
        Ok(Exit::Done)
    }
}

/// Each with what they share and what sets them apart, below.
fn on_screen(console: &mut Console, found: &Similar) -> anyhow::Result<()> {
    let lang = console.lang;
    for (place, row) in (1..).zip(&found.rows) {
        let alike = words::alike(lang, row.similarity, row.compared);
        console.line(&format!("{place:>2}  {}  id:{}  {alike}", row.member.name, row.member.id))?;
        let sides = [(words::SHARED, said(&row.shared, lang)), (words::APART, said(&row.apart, lang))];
        for (title, respects) in sides.iter().filter(|(_, respects)| !respects.is_empty()) {
            let text = format!("{}  {}", title.get(lang), respects.join(lang.pick(("；", "; "))));
            for line in display::wrap(&text, console.width.saturating_sub(4)) {
                console.line(&format!("    {line}"))?;
            }
        }
    }
    Ok(())
}

fn said(respects: &[Respect], lang: Lang) -> Vec<String> {
    let in_words = |respect: &Respect| {
        let field = match field::find(respect.field).filter(|_| lang == Lang::Zh) {
            Some(spec) => spec.zh.to_owned(),
            None => respect.field.replace('_', " "),
        };
        let value = |value: &Option<Value>| value.as_ref().map(|value| read_back(respect.field, &short(value), lang));
        match (value(&respect.own), value(&respect.theirs)) {
            (Some(own), Some(theirs)) if respect.is_shared() => words::shared(&field, &own, &theirs, respect.share),
            (own, theirs) => words::apart(&field, own.as_deref(), theirs.as_deref()),
        }
    };
    respects.iter().map(in_words).collect()
}

/// Scores of ten and more without decimals.
fn short(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.abs() >= 10.0 => Value::Number(number.round()),
        value => value.clone(),
    }
}

fn in_file(found: &Similar) -> Json {
    let Similar { of, known, least, peers, rows } = found;
    let rows: Vec<Json> = rows.iter().map(row_in_file).collect();
    json!({ "id": of.id, "name": of.name, "known": known, "least": least, "peers": peers, "similar": rows })
}

fn row_in_file(row: &SimilarRow) -> Json {
    let value = |value: &Option<Value>| match value {
        Some(Value::Number(number)) => json!(number),
        Some(value) => json!(value.words().first()),
        None => Json::Null,
    };
    let respects = |respects: &[Respect]| {
        let respect = |respect: &Respect| {
            let (own, theirs) = (value(&respect.own), value(&respect.theirs));
            let share = respect.is_shared().then_some(respect.share);
            json!({ "field": respect.field, "own": own, "theirs": theirs, "alike": respect.alike, "share": share })
        };
        respects.iter().map(respect).collect::<Vec<Json>>()
    };
    json!({
        "id": row.member.id,
        "name": row.member.name,
        "similarity": row.similarity,
        "compared": row.compared,
        "shared": respects(&row.shared),
        "apart": respects(&row.apart),
    })
}

fn columns() -> [Column; 6] {
    [
        Column::known("id", cli::MEMBER_ID, Kind::Number),
        Column::known("name", cli::MEMBER_NAME, Kind::Text),
        Column::known("similarity", words::SIMILARITY, Kind::Number),
        Column::known("compared", words::COMPARED, Kind::Number),
        Column::known("shared", words::SHARED, Kind::Words),
        Column::known("apart", words::APART, Kind::Words),
    ]
}

fn cells(row: &SimilarRow, lang: Lang) -> Vec<Cell> {
    vec![
        Cell::Number(row.member.id.0 as f64),
        Cell::text(&row.member.name),
        Cell::Number(row.similarity),
        Cell::count(row.compared.into()),
        Cell::Words(said(&row.shared, lang)),
        Cell::Words(said(&row.apart, lang)),
    ]
}
