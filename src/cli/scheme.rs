//! `scheme`: which profile schemes there are, whether one is sound, and what another would change.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::Exit;
use super::console::Console;
use super::import::say_built;
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use crate::config::scheme::BUILT_IN;
use crate::config::{Change, ConfigError, Scheme};
use crate::export::{Cell, Column, Kind, read_back};
use crate::lang::{Lang, scheme as words};
use crate::model::shift::{Named, Shifts};
use crate::model::{Value, registry};
use crate::task::request::Trial;
use crate::task::scheme as task;
use crate::task::scheme::SchemeRow;
use crate::task::session::{BuildOrder, Session};

/// Settings of a scheme on screen; JSON has all.
const SCREENFUL: usize = 20;
/// Members named for a tag on screen.
const EXAMPLES: usize = 3;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    List {
        #[command(flatten)]
        printing: Printing,
    },
    Show {
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    Check {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    Diff {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long)]
        json: bool,
    },
    Use {
        #[arg(value_name = "NAME")]
        name: String,
    },
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.deed {
            Deed::List { printing } => list(console, printing.format()),
            Deed::Show { name } => show(console, name.as_deref()),
            Deed::Check { files } => check(console, &files),
            Deed::Diff { name, json } => diff(console, &name, json),
            Deed::Use { name } => adopt(console, name),
        }
    }
}

/// The store, where there is one: schemes can be looked at without.
fn session(console: &Console) -> anyhow::Result<Option<Session>> {
    console.db.exists().then(|| console.session()).transpose()
}

fn list(console: &mut Console, format: Format) -> anyhow::Result<Exit> {
    let session = session(console)?;
    let rows = match &session {
        Some(session) => session.schemes()?,
        None => task::of_nobody(console.lang)?,
    };
    let columns = [
        Column::known("name", words::SCHEME, Kind::Text),
        Column::known("title", words::TITLE, Kind::Text),
        Column::known("in_use", words::IN_USE, Kind::Flag),
        Column::known("file", words::FILE, Kind::Text),
        Column::known("problem", words::PROBLEM, Kind::Text),
    ];
    let row = |row: &SchemeRow| {
        let file = row.file.as_ref().map_or(Cell::Unknown, |file| Cell::text(&file.display().to_string()));
        let problem = row.problem.as_deref().map_or(Cell::Unknown, Cell::text);
        vec![Cell::text(&row.name), Cell::text(&row.title), Cell::Flag(row.in_use), file, problem]
    };
    let calendar = session.map_or_else(crate::model::Calendar::shanghai, |session| session.calendar().clone());
    print_all(console, format, &calendar, &columns, rows.iter().map(row).collect())?;
    Ok(Exit::Done)
}

fn show(console: &mut Console, name: Option<&str>) -> anyhow::Result<Exit> {
    let scheme = match (name, session(console)?) {
        (Some(name), _) => task::find(name, console.lang)?,
        (None, Some(session)) => session.scheme()?,
        (None, None) => Scheme::builtin(),
    };
    scheme.text().lines().try_for_each(|line| console.line(line))?;
    Ok(Exit::Done)
}

fn check(console: &mut Console, files: &[PathBuf]) -> anyhow::Result<Exit> {
    let mut wrong = 0;
    for file in files {
        match checked(file) {
            Ok(scheme) => {
                let counts = (scheme.tags.len(), scheme.topics.len(), scheme.strategies.len());
                console.line(&words::sound(console.lang, &file.display().to_string(), &scheme.title, counts))?;
            }
            Err(troubles) => {
                wrong += troubles.len();
                for trouble in troubles {
                    console.complain(&trouble.say(console.lang))?;
                }
            }
        }
    }
    if wrong == 0 { Ok(Exit::Done) } else { Err(Problem::failed(words::unsound(console.lang, wrong)).into()) }
}

fn checked(file: &Path) -> Result<Scheme, Vec<ConfigError>> {
    let built_in = BUILT_IN.iter().find(|(name, _)| Path::new(name) == file);
    let text = match built_in {
        Some((_, text)) => (*text).to_owned(),
        None => Scheme::text_of(file).map_err(|error| vec![error])?,
    };
    Scheme::check(&file.display().to_string(), &text)
}

fn adopt(console: &mut Console, name: String) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let scheme = task::find(&name, console.lang)?;
    let order = BuildOrder { scheme: Some(name), ..BuildOrder::default() };
    let report = console.watched(|watch| session.build(&order, watch))?;
    say_built(console, Some(&report))?;
    console.line(&words::in_use(console.lang, &scheme.name, &scheme.title))?;
    Ok(Exit::Done)
}

fn diff(console: &mut Console, name: &str, as_json: bool) -> anyhow::Result<Exit> {
    let mut session = console.session()?;
    let trial = console.watched(|watch| session.try_out(name, watch))?;
    if as_json {
        console.json(&whole(&trial)?)?;
        return Ok(Exit::Done);
    }
    what_if(console, &session, &trial)?;
    console.hint(&words::to_use(console.lang, name))?;
    Ok(Exit::Done)
}

/// What another scheme would change, as JSON.
pub(super) fn whole(trial: &Trial) -> anyhow::Result<serde_json::Value> {
    let Trial { from, to: (_, to), changes, shifts } = trial;
    let mut all = serde_json::to_value(shifts)?;
    all["from"] = json!(from);
    all["to"] = json!(to);
    all["settings"] = json!(changes);
    Ok(all)
}

/// What another scheme would change, as tables.
pub(super) fn what_if(console: &mut Console, session: &Session, trial: &Trial) -> anyhow::Result<()> {
    let Trial { from, to: (_, to), changes, shifts } = trial;
    console.line(&words::compared(console.lang, from, to, changes.len(), shifts.members))?;
    settings(console, session, changes)?;
    effects(console, session, shifts)
}

fn settings(console: &mut Console, session: &Session, changes: &[Change]) -> anyhow::Result<()> {
    let columns = [
        Column::known("key", words::SETTING, Kind::Text),
        Column::known("before", words::BEFORE, Kind::Text),
        Column::known("after", words::AFTER, Kind::Text),
    ];
    let side = |side: &Option<String>| side.as_deref().map_or(Cell::Unknown, Cell::text);
    let row = |change: &Change| vec![Cell::text(&change.key), side(&change.before), side(&change.after)];
    table(console, session, &columns, changes.iter().take(SCREENFUL).map(row).collect())?;
    if changes.len() > SCREENFUL {
        console.hint(&words::more_settings(console.lang, changes.len() - SCREENFUL))?;
    }
    Ok(())
}

fn effects(console: &mut Console, session: &Session, shifts: &Shifts) -> anyhow::Result<()> {
    let columns = [
        Column::known("tag", words::TAG, Kind::Text),
        Column::known("before", words::BEFORE, Kind::Number),
        Column::known("after", words::AFTER, Kind::Number),
        Column::known("gained", words::GAINED, Kind::Number),
        Column::known("lost", words::LOST, Kind::Number),
        Column::known("gaining", words::GAINING, Kind::Words),
        Column::known("losing", words::LOSING, Kind::Words),
    ];
    let some = |named: &[Named]| Cell::Words(named.iter().take(EXAMPLES).map(|one| one.name.clone()).collect());
    let rows = shifts.tags.iter().map(|tag| {
        let mut row = vec![Cell::text(&tag.name)];
        row.extend([tag.before, tag.after, tag.gained, tag.lost].map(Cell::count));
        row.extend([some(&tag.gaining), some(&tag.losing)]);
        row
    });
    table(console, session, &columns, rows.collect())?;
    let columns = [
        Column::known("score", words::RANKING, Kind::Text),
        Column::known("name", words::MEMBER, Kind::Name),
        Column::known("before", words::PLACE_NOW, Kind::Number),
        Column::known("after", words::PLACE_THEN, Kind::Number),
    ];
    let place = |place: Option<u64>| place.map_or(Cell::Unknown, Cell::count);
    let rows = shifts.rankings.iter().flat_map(|ranking| {
        let title = field_title(&ranking.score, console.lang);
        ranking.leaders.iter().map(move |leader| {
            vec![Cell::Text(title.clone()), Cell::text(&leader.member.name), place(leader.before), place(leader.after)]
        })
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    table(console, session, &columns, rows)?;
    let columns = [
        Column::known("what", words::STATE, Kind::Text),
        Column::known("before", words::BEFORE, Kind::Text),
        Column::known("after", words::AFTER, Kind::Text),
        Column::known("members", words::PEOPLE, Kind::Number),
    ];
    let side = |what: &str, code: &Option<String>| {
        code.as_deref()
            .map_or(Cell::Unknown, |code| Cell::Text(read_back(what, &Value::Code(code.to_owned()), console.lang)))
    };
    let rows = shifts.states.iter().map(|shift| {
        let title = field_title(&shift.what, console.lang);
        let (before, after) = (side(&shift.what, &shift.before), side(&shift.what, &shift.after));
        vec![Cell::Text(title), before, after, Cell::count(shift.members)]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    table(console, session, &columns, rows)
}

/// An attribute as a person calls it.
pub(super) fn field_title(key: &str, lang: Lang) -> String {
    let spec = registry::spec(key).filter(|_| lang == Lang::Zh);
    spec.map_or_else(|| key.replace('_', " "), |spec| spec.zh.to_owned())
}

/// A table with a line before it; nothing where nothing differs.
fn table(console: &mut Console, session: &Session, columns: &[Column], rows: Vec<Vec<Cell>>) -> anyhow::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    console.line("")?;
    print_all(console, Format::Table, session.calendar(), columns, rows)?;
    Ok(())
}
