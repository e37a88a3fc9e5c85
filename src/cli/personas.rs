//! `personas`: stable groups of members, and what marks each.

use clap::Args;

use super::Exit;
use super::console::{Console, ask};
use super::listing::{Excerpt, Format, print_all};
use crate::export::{Cell, Column, Kind, cell_of};
use crate::lang::persona as say;
use crate::model::attribute::Part;
use crate::model::persona::{FeatureView, PersonaList, PersonaRow, TrialView};
use crate::query::{Expr, format};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = self.excerpt.filter(&session)?;
        let mut list: PersonaList = ask!(session, Personas(filter));
        list.rows.truncate(self.excerpt.most());
        let on_screen = self.excerpt.format() == Format::Table;
        let several = list.trials.len() > 1;
        let columns = columns(on_screen, several);
        let rows = list.rows.iter().map(|row| cells(row, &columns)).collect();
        if on_screen && list.rows.is_empty() {
            tell(console, &list.trials)?;
            return Ok(Exit::Done);
        }
        print_all(console, self.excerpt.format(), session.calendar(), &columns, rows)?;
        tell(console, &list.trials)?;
        Ok(Exit::Done)
    }
}

/// Columns that fit 80 characters, or all of them.
fn columns(on_screen: bool, several: bool) -> Vec<Column> {
    let all = [
        ("persona", say::NAME, Kind::Text),
        ("community", crate::lang::cli::COMMUNITY, Kind::Text),
        ("members", say::MEMBERS, Kind::Number),
        ("share", say::SHARE, Kind::Number),
        ("features", say::FEATURES, Kind::Parts),
        ("tags", say::TAGS, Kind::Words),
        ("prototypes", say::PROTOTYPES, Kind::Words),
        ("filter", say::FILTER, Kind::Text),
    ];
    let shown = |key: &str| match key {
        "community" => several || !on_screen,
        "filter" | "prototypes" => !on_screen,
        _ => true,
    };
    all.into_iter().filter(|(key, ..)| shown(key)).map(|(key, title, kind)| Column::known(key, title, kind)).collect()
}

fn cells(row: &PersonaRow, columns: &[Column]) -> Vec<Cell> {
    let cell = |column: &Column| match column.key.as_str() {
        "persona" => cell_of(&row.name),
        "community" => Cell::text(&row.community),
        "members" => Cell::count(row.members),
        "share" => Cell::Number(row.share),
        "features" => Cell::Parts(row.features.iter().map(part).collect()),
        "tags" => Cell::Words(row.tags.iter().map(|(tag, _)| tag.clone()).collect()),
        "prototypes" => Cell::Words(row.prototypes.iter().map(|(_, name)| name.clone()).collect()),
        _ => Cell::text(&filter(row)),
    };
    columns.iter().map(cell).collect()
}

fn part(feature: &FeatureView) -> Part {
    Part { key: feature.feature.to_owned(), raw: feature.value, scaled: feature.distance, weight: 0.0 }
}

/// The filter that lists a persona's members.
fn filter(row: &PersonaRow) -> String {
    let word = row.name.words().into_iter().next_back().unwrap_or_default();
    format(&Expr::has("persona", word))
}

/// How groups were looked for, and how sure they are.
fn tell(console: &mut Console, trials: &[TrialView]) -> anyhow::Result<()> {
    let lang = console.lang;
    for of in trials {
        let chosen = of.trials.iter().find(|trial| usize::from(trial.groups) == of.groups);
        match chosen.and_then(|trial| Some((trial.stability?, trial.silhouette?))) {
            Some((stability, silhouette)) => {
                console.hint(&say::groups_found(lang, &of.community, of.groups, stability, silhouette))?;
            }
            None => {
                console.hint(&say::none_stable(lang, &of.community, of.eligible))?;
                for trial in &of.trials {
                    let line = say::tried(lang, trial.groups, trial.smallest, trial.stability, trial.silhouette);
                    console.hint(&format!("  {line}"))?;
                }
            }
        }
    }
    Ok(())
}
