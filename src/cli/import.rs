//! `import`: files in, and a report of what they held.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Exit;
use super::console::Console;
use super::json;
use super::listing::{Format, Printing, print_all};
use super::problem::Problem;
use crate::export::{Cell, Column, Kind};
use crate::import::FORMATS;
use crate::lang::import::{place, pointed_at};
use crate::lang::{Lang, Text, cli as words};
use crate::model::Calendar;
use crate::model::report::{BuildReport, FileReport, ImportReport, Skip};
use crate::model::sink::Assigned;
use crate::task::ingest::{Holds, Preview, YEARS};
use crate::task::request::ImportOrder;
use crate::task::session::Session;

/// From so many days on it is said that an import moved the as-of day: dates may be wrong.
const LEAP: i32 = 60;
/// Skipped rows named on screen, by file; the JSON report has more.
const SKIPS_SHOWN: usize = 5;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long = "as", value_name = "FORMAT", value_parser = formats())]
    as_format: Option<String>,
    #[arg(long, value_name = "NAME")]
    community: Option<String>,
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(YEARS))]
    year: Option<i16>,
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    no_build: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let (format, dry_run) = (self.printing.format(), self.dry_run);
        let no_build = self.no_build;
        let order = self.order(console)?;
        if dry_run {
            let (db, lang) = (console.db.clone(), console.lang);
            let previews = console.watched(|watch| Session::dry_run(&db, lang, &order, watch))?;
            return show_previews(console, format, &previews);
        }
        let mut session = console.new_session()?;
        let before = session.reader()?.latest_day()?;
        let (report, built) = console.watched(|watch| session.import(&order, watch))?;
        let exit = show(console, format, &report, built.as_ref(), no_build)?;
        if let (Some(before), Some(after)) = (before, session.reader()?.latest_day()?)
            && after - before > LEAP
        {
            console.hint(&words::day_leapt(console.lang, &before.to_string(), &after.to_string()))?;
        }
        for unread in report.files.iter().filter(|file| file.error.is_some()) {
            // A file inside an archive is no path to look at.
            let alone = ImportOrder { paths: vec![PathBuf::from(&unread.path)], ..order.clone() };
            let looked = Session::preview(&console.db, console.lang, &alone).unwrap_or_default();
            looked.iter().try_for_each(|preview| say_next(console, preview))?;
        }
        Ok(exit)
    }

    fn order(self, console: &Console) -> anyhow::Result<ImportOrder> {
        let lang = console.lang;
        if let Some(zone) = self.tz.as_deref().filter(|zone| Calendar::named(zone).is_none()) {
            return Err(Problem::usage(words::unknown_zone(lang, zone)).into());
        }
        let pair = |map: &String| match map.split_once('=') {
            Some((column, field)) if !column.is_empty() && !field.is_empty() => {
                Ok((column.to_owned(), field.to_owned()))
            }
            _ => Err(Problem::usage(words::bad_map(lang, map))),
        };
        Ok(ImportOrder {
            mapping: self.map.iter().map(pair).collect::<Result<_, _>>()?,
            paths: self.paths,
            format: self.as_format,
            community: self.community,
            zone: self.tz,
            year: self.year,
            no_build: self.no_build,
        })
    }
}

/// The names of every format.
pub(super) fn formats() -> PossibleValuesParser {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().into()
}

/// Shows what an import gave; `waits` if its build is left for later.
pub(super) fn show(
    console: &mut Console,
    format: Format,
    report: &ImportReport,
    built: Option<&BuildReport>,
    waits: bool,
) -> anyhow::Result<Exit> {
    match format {
        Format::Json => console.json(&json::view(report, &Calendar::shanghai())?)?,
        format => print_files(console, format, report)?,
    }
    if format == Format::Table && report.pointed_at > 0 {
        console.hint(&pointed_at(console.lang, report.pointed_at))?;
    }
    let is_nobody_there = built.is_some_and(|built| built.members == 0);
    if format == Format::Table && is_nobody_there && report.new > 0 {
        console.hint(words::NOBODY_YET.get(console.lang))?;
    } else if format == Format::Table && (built.is_some() || waits) {
        say_built(console, built)?;
    } else if format == Format::Table && report.new == 0 && !report.failed() {
        console.hint(words::NOTHING_NEW.get(console.lang))?;
    }
    if format == Format::Table && report.waiting > 0 {
        console.hint(&words::waiting(console.lang, report.waiting))?;
    }
    if format == Format::Table && report.alike > 0 {
        console.hint(&words::alike(console.lang, report.alike))?;
    }
    let unread = report.files.iter().filter(|file| file.error.is_some()).count();
    if unread > 0 && unread < report.files.len() {
        console.hint(&words::some_unread(console.lang, report.files.len() - unread, unread))?;
    }
    Ok(if report.failed() { Exit::Failed } else { Exit::Done })
}

fn show_previews(console: &mut Console, format: Format, previews: &[Preview]) -> anyhow::Result<Exit> {
    let failed = previews.iter().any(|preview| preview.error.is_some());
    if format != Format::Table {
        console.json(&serde_json::to_value(previews)?)?;
        return Ok(if failed { Exit::Failed } else { Exit::Done });
    }
    for preview in previews {
        match &preview.error {
            Some(error) => console.complain(error)?,
            None => console.line(&words::preview(console.lang, &preview.path, &preview.format, &preview.encoding))?,
        }
        if let Some(holds) = &preview.holds {
            console.line(&format!("  {}", held(console.lang, holds)))?;
        }
        show_columns(console, preview)?;
        for row in &preview.rows {
            console.line(&format!("  {row}"))?;
        }
        preview
            .warnings
            .iter()
            .try_for_each(|warning| console.hint(&words::of_file(console.lang, &preview.path, warning)))?;
        preview.skips.iter().try_for_each(|skip| say_skip(console, &preview.path, skip))?;
        say_next(console, preview)?;
    }
    if previews.iter().any(|preview| !preview.columns.is_empty()) {
        console.hint(words::MAP_COLUMNS.get(console.lang))?;
    }
    console.hint(words::DRY_RUN.get(console.lang))?;
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

/// What a file holds, in a sentence.
fn held(lang: Lang, holds: &Holds) -> String {
    let kinds = [
        (words::HELD_MESSAGES, holds.messages),
        (words::HELD_EVENTS, holds.events),
        (words::HELD_PEOPLE, holds.roster_rows),
        (words::HELD_ORDERS, holds.orders),
        (words::HELD_ANSWERS, holds.responses),
    ];
    let kinds: Vec<(&str, u64)> =
        kinds.iter().filter(|(_, count)| *count > 0).map(|(word, count)| (word.get(lang), *count)).collect();
    let period = holds.period.as_ref().map(|[first, last]| (first.as_str(), last.as_str()));
    words::held(lang, &kinds, holds.members, period, holds.skipped)
}

/// The command that reads a table which could not be read as it is: what its columns look like, or,
/// where nothing can be told, the first of them as a name.
fn say_next(console: &mut Console, preview: &Preview) -> anyhow::Result<()> {
    let guess = |column: &Assigned| Some((column.column.clone(), column.field.clone()?));
    let first = preview.columns.first().map(|first| (first.column.clone(), "name".to_owned()));
    let guessed: Vec<(String, String)> = preview.columns.iter().filter_map(guess).collect();
    if preview.error.is_none() || first.is_none() {
        return Ok(());
    }
    // Columns that are called by their places: the first row is data.
    if guessed.is_empty() && preview.columns.iter().enumerate().all(|(at, told)| told.column == (at + 1).to_string()) {
        return console.hint(words::NO_HEADER.get(console.lang));
    }
    let pairs = if guessed.is_empty() { first.into_iter().collect() } else { guessed };
    let db = console.db.display().to_string();
    let store = if console.db_named { vec!["--db".to_owned(), db] } else { Vec::new() };
    let maps = pairs.iter().map(|(column, field)| format!("--map={column}={field}"));
    let path = if preview.path.starts_with('-') { format!("./{}", preview.path) } else { preview.path.clone() };
    let words = ["qunxiang".to_owned(), "import".to_owned(), path];
    let command: Vec<String> = words.into_iter().chain(maps).chain(store).map(|word| quoted(&word)).collect();
    console.hint(words::TYPE_NEXT.get(console.lang))?;
    console.hint(&format!("  {}", command.join(" ")))
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-=./:~+,@%".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// What each column was taken for, so that a user sees what to map.
fn show_columns(console: &mut Console, preview: &Preview) -> anyhow::Result<()> {
    let lang = console.lang;
    for Assigned { column, field } in &preview.columns {
        let known = match field.as_deref() {
            Some("field") => words::COLUMN_KEPT.get(lang),
            Some("question") => words::COLUMN_ASKED.get(lang),
            Some(field) => field,
            None => words::COLUMN_UNUSED.get(lang),
        };
        console.line(&format!("  {} → {known}", column.replace('\n', " ")))?;
    }
    Ok(())
}

fn print_files(console: &mut Console, format: Format, report: &ImportReport) -> anyhow::Result<()> {
    let column = |key, title: Text, kind| Column::known(key, title, kind);
    let columns = [
        column("path", words::FILE, Kind::Text),
        column("format", words::FORMAT, Kind::Text),
        column("encoding", words::ENCODING, Kind::Text),
        column("records", words::RECORDS, Kind::Number),
        column("new", words::NEW, Kind::Number),
        column("duplicate", words::DUPLICATE, Kind::Number),
        column("system", words::SYSTEM, Kind::Number),
        column("skipped", words::SKIPPED, Kind::Number),
        column("members", words::MEMBERS, Kind::Number),
    ];
    let row = |file: &FileReport| {
        let counts = [file.records, file.new, file.duplicate, file.system, file.skipped, file.members];
        let name = Path::new(&file.path).file_name().map(|name| name.to_string_lossy());
        let path = name.as_deref().filter(|_| format == Format::Table).unwrap_or(&file.path);
        let words = [path, &file.format, &file.encoding];
        words.into_iter().map(Cell::text).chain(counts.map(Cell::count)).collect()
    };
    let (told, alike) = if format == Format::Table { told(&report.files) } else { Default::default() };
    let shown = |file: &&FileReport| format != Format::Table || told.contains(&file.path.as_str());
    let files: Vec<&FileReport> = report.files.iter().filter(shown).collect();
    print_all(console, format, &Calendar::shanghai(), &columns, files.iter().map(|file| row(file)).collect())?;
    files.iter().try_for_each(|file| say_troubles(console, file))?;
    alike.iter().try_for_each(|(reason, count)| console.hint(&words::more_unread(console.lang, *count, reason)))
}

/// Files to be told of one by one, and how many more cannot be read for the same reasons as some of them.
fn told(files: &[FileReport]) -> (Vec<&str>, Vec<(String, u64)>) {
    let mut told = Vec::new();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for file in files {
        let reason = file.error.as_ref().map(|error| error.replace(&file.path, "").trim().to_owned());
        let of_it = reason.map(|reason| reasons.entry(reason).or_default());
        if of_it.is_none_or(|count| {
            *count += 1;
            *count <= SKIPS_SHOWN as u64
        }) {
            told.push(file.path.as_str());
        }
    }
    let more = reasons.into_iter().map(|(reason, count)| (reason, count.saturating_sub(SKIPS_SHOWN as u64)));
    (told, more.filter(|(_, count)| *count > 0).collect())
}

fn say_troubles(console: &mut Console, file: &FileReport) -> anyhow::Result<()> {
    let lang = console.lang;
    if let Some(error) = &file.error {
        let named = error.contains(&file.path);
        console.complain(&if named { error.clone() } else { words::of_file(lang, &file.path, error) })?;
    }
    for warning in &file.warnings {
        console.hint(&words::of_file(lang, &file.path, warning))?;
    }
    file.skips.iter().take(SKIPS_SHOWN).try_for_each(|skip| say_skip(console, &file.path, skip))?;
    let unnamed = file.skipped.saturating_sub(file.skips.len().min(SKIPS_SHOWN) as u64);
    if unnamed > 0 {
        console.hint(&words::more_skipped(lang, &file.path, unnamed))?;
    }
    Ok(())
}

/// Names a row that was not read.
pub(super) fn say_skip(console: &mut Console, path: &str, skip: &Skip) -> anyhow::Result<()> {
    let place = place(console.lang, skip.at.unit(), skip.at.number());
    console.hint(&words::skipped(console.lang, path, &place, &skip.reason))
}

/// Says what a build did, or that none was made.
pub(super) fn say_built(console: &mut Console, built: Option<&BuildReport>) -> anyhow::Result<()> {
    let lang = console.lang;
    match built {
        Some(built) => console.built(built)?,
        None => console.hint(words::NOT_BUILT.get(lang))?,
    }
    console.hint(words::LOOK_AROUND.get(lang))
}
