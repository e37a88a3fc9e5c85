//! `contradictions`: what sources say of members that others say otherwise.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Excerpt, Format, print_all};
use crate::export::{Cell, Column, Kind, cell_of, read_back};
use crate::lang::{Lang, cli as words};
use crate::model::attribute::{Attribute, Conflict, spec};
use crate::model::view::Contradicted;
use crate::model::{Provenance, Value};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let found = session.contradictions(self.excerpt.filter(&session)?.as_ref())?;
        let (format, lang) = (self.excerpt.format(), console.lang);
        let told: Vec<(&Contradicted, &Conflict)> =
            found.iter().flat_map(|one| one.attribute.conflicts.iter().map(move |other| (one, other))).collect();
        let total = told.len() as u64;
        let told = told.into_iter().take(self.excerpt.most());
        let shown = if format == Format::Table {
            let rows = told.map(|(one, other)| on_screen(one, other, lang)).collect();
            print_all(console, format, session.calendar(), &screen_columns(), rows)?
        } else {
            let rows = told.map(|(one, other)| in_file(one, other)).collect();
            print_all(console, format, session.calendar(), &file_columns(), rows)?
        };
        self.excerpt.hint_more(console, shown, total)?;
        if shown > 0 && format == Format::Table {
            console.hint(words::SEE_BOTH_SIDES.get(lang))?;
        }
        Ok(Exit::Done)
    }
}

fn screen_columns() -> [Column; 7] {
    [
        Column::known("id", words::NUMBER, Kind::Number),
        Column::known("name", words::MEMBER_NAME, Kind::Text),
        Column::known("attribute", words::ATTRIBUTE, Kind::Text),
        Column::known("value", words::VALUE, Kind::Text),
        Column::known("confidence", words::SURENESS, Kind::Number),
        Column::known("other_value", words::OTHERWISE, Kind::Text),
        Column::known("other_confidence", words::SURENESS, Kind::Number),
    ]
}

/// Values in words, each with its source.
fn on_screen(one: &Contradicted, other: &Conflict, lang: Lang) -> Vec<Cell> {
    let Attribute { key, value, provenance, confidence, .. } = &one.attribute;
    let told = |value: &Value, from: Provenance| {
        Cell::Text(format!("{} · {}", read_back(key, value, lang), lang.pick((from.zh(), from.key()))))
    };
    vec![
        Cell::Number(one.member.0 as f64),
        Cell::text(&one.name),
        Cell::text(spec(key).map_or(key, |spec| lang.pick((spec.zh, key)))),
        told(value, *provenance),
        Cell::Number(f64::from(*confidence)),
        told(&other.value, other.provenance),
        Cell::Number(f64::from(other.confidence)),
    ]
}

fn file_columns() -> [Column; 9] {
    [
        Column::known("id", words::MEMBER_ID, Kind::Number),
        Column::known("name", words::MEMBER_NAME, Kind::Text),
        Column::known("attribute", words::ATTRIBUTE, Kind::Text),
        Column::known("value", words::VALUE, Kind::Text),
        Column::known("provenance", words::SOURCE, Kind::Text),
        Column::known("confidence", words::CONFIDENCE, Kind::Number),
        Column::known("other_value", words::OTHERWISE, Kind::Text),
        Column::known("other_provenance", words::OTHER_SOURCE, Kind::Text),
        Column::known("other_confidence", words::OTHER_CONFIDENCE, Kind::Number),
    ]
}

/// Keys and codes, as elsewhere in files.
fn in_file(one: &Contradicted, other: &Conflict) -> Vec<Cell> {
    let Attribute { key, value, provenance, confidence, .. } = &one.attribute;
    vec![
        Cell::Number(one.member.0 as f64),
        Cell::text(&one.name),
        Cell::text(key),
        cell_of(value),
        Cell::text(provenance.key()),
        Cell::Number(f64::from(*confidence)),
        cell_of(&other.value),
        Cell::text(other.provenance.key()),
        Cell::Number(f64::from(other.confidence)),
    ]
}
