//! Files into the store: detection, one transaction per file, and a report of every row.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};

use crate::import::{self, Detected, Holding, ImportError, Mapping, ReadOptions, Source};
use crate::lang::Lang;
use crate::lang::task as say;
use crate::model::Calendar;
use crate::model::record::{Chat, Position, Record, Survey};
use crate::model::report::{FileReport, ImportReport, Progress, ProgressUnit, Skip};
use crate::model::sink::{Assigned, Clock, Sink, Stop};
use crate::store::{ImportMeta, Reader, Store, StoreError};
use crate::task::relay::relay;
use crate::task::request::ImportOrder;
use crate::task::watch::Watch;
use crate::text::mask;

/// The years that dates without one may be said to begin in.
pub const YEARS: std::ops::RangeInclusive<i64> = 2000..=2100;

/// A file with what it was found to be.
type Found = (Source, Result<Detected, ImportError>);

/// What a file is known by: its bytes and how they are read, by the year in which its dates without one begin.
struct Fingerprint {
    whole: Sha256,
    year: Option<i16>,
}

impl Fingerprint {
    fn of(&self, year: Option<i16>) -> Vec<u8> {
        let dated = year.map(|year| format!("|year {year}")).unwrap_or_default();
        self.whole.clone().chain_update(dated).finalize().to_vec()
    }

    fn hash(&self) -> Vec<u8> {
        self.of(self.year)
    }

    /// Of the same file with its dates in other years, each with the year that was given then.
    fn others(&self) -> impl Iterator<Item = (Option<i16>, Vec<u8>)> {
        let years = std::iter::once(None).chain(YEARS.map(|year| Some(year as i16)));
        years.filter(|year| *year != self.year).map(|year| (year, self.of(year)))
    }
}

/// An import order, understood.
struct Plan {
    options: ReadOptions,
    community: Option<String>,
    mapping: Vec<(String, String)>,
}

/// What a store knows that changes how files are read.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Its zone.
    pub zone: Option<Calendar>,
    /// What was said of columns before.
    pub mappings: Vec<Vec<(String, String)>>,
}

impl Habits {
    /// Those of the store at a path, if there is one.
    pub fn at(path: &Path, lang: Lang) -> Result<Habits> {
        match Reader::open(path) {
            Ok(store) => Habits::of(&store).map_err(|error| anyhow!(error.say(lang))),
            Err(_) => Ok(Habits::default()),
        }
    }

    /// Those of a store.
    pub fn of(store: &Reader) -> Result<Habits, StoreError> {
        Ok(Habits { zone: Some(store.calendar().clone()), mappings: store.mappings()? })
    }
}

impl Plan {
    fn new(order: &ImportOrder, habits: &Habits, lang: Lang) -> Result<Plan> {
        let zone = match &order.zone {
            Some(name) => Calendar::named(name).ok_or_else(|| anyhow!(say::no_such_zone(lang, name)))?,
            None => habits.zone.clone().unwrap_or_else(Calendar::shanghai),
        };
        let pairs: Vec<String> = order.mapping.iter().map(|(column, field)| format!("{column}={field}")).collect();
        let mapping = Mapping::parse(&pairs).map_err(|error| anyhow!(error.say(lang)))?;
        let mapping = mapping.with_earlier(&habits.mappings);
        let options = ReadOptions { format: order.format.clone(), zone, year: order.year, mapping, lang };
        Ok(Plan { options, community: order.community.clone(), mapping: order.mapping.clone() })
    }

    /// Files in the order in which they find each other: rosters and chats before orders and surveys.
    fn files(&self, paths: &[PathBuf]) -> Result<Vec<Found>, ImportError> {
        let detect = |source: Source| {
            let found = import::detect_with(&source, self.options.format.as_deref(), &self.options.mapping);
            (source, found)
        };
        let mut files: Vec<Found> = import::expand(paths)?.into_iter().map(detect).collect();
        files.sort_by_key(|(_, found)| found.as_ref().ok().map(|detected| detected.format.kind));
        Ok(files)
    }

    /// Of the file's bytes and of everything that changes their meaning.
    fn fingerprint(&self, source: &Source, mapping: &Mapping) -> std::io::Result<Fingerprint> {
        let mut digest = Sha256::new();
        let meaning =
            format!("{:?}|{:?}|{:?}|{:?}", self.options.format, self.community, self.options.zone.zone_name(), mapping);
        digest.update(meaning);
        let mut file = source.stored()?;
        let mut piece = vec![0; 1 << 20];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(Fingerprint { whole: digest, year: self.options.year }),
                n => digest.update(&piece[..n]),
            }
        }
    }
}

/// Reads files into the store, each whole or not at all. A staged store is settled after the
/// first file that could be read.
///
/// # Errors
/// If the order makes no sense, the store fails, or the watch stops the work: files read before
/// stay, the one being read leaves no trace.
pub(super) fn import(
    store: &mut Store,
    order: &ImportOrder,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<ImportReport> {
    let failed = |error: StoreError| anyhow!(error.say(lang));
    let plan = Plan::new(order, &Habits::of(store.view()).map_err(failed)?, lang)?;
    let mut report = ImportReport::default();
    for (source, found) in plan.files(&order.paths).map_err(|error| anyhow!(error.say(lang)))? {
        // In a folder it lies in, the store is no export.
        let is_own = |path: &Path| store.owns(path) && !order.paths.iter().any(|named| named == path);
        if is_own(source.shown()) {
            continue;
        }
        let file = import_file(store, &source, found, &plan, watch)?;
        if file.error.is_none() {
            store.settle().map_err(failed)?;
        }
        report.push(file);
    }
    if report.files.iter().any(|file| file.error.is_none()) {
        store.remember_mapping(&plan.mapping).map_err(failed)?;
    }
    Ok(report)
}

/// Refuses an order that names a column which none of its files has.
///
/// # Errors
/// If it does, or makes no sense.
pub(super) fn refuse_absent_columns(order: &ImportOrder, lang: Lang) -> Result<()> {
    if order.mapping.is_empty() {
        return Ok(());
    }
    let plan = Plan::new(order, &Habits::default(), lang)?;
    let sources = import::expand(&order.paths).map_err(|error| anyhow!(error.say(lang)))?;
    match import::absent_column(&sources, &plan.options) {
        Some((column, there)) => Err(anyhow!(say::absent_column(lang, &column, &there))),
        None => Ok(()),
    }
}

/// What is to be said of an order's paths that are not there.
pub(super) fn missing(order: &ImportOrder, lang: Lang) -> Option<FileReport> {
    let gone = |path: &PathBuf| Some((path.clone(), std::fs::metadata(path).err()?));
    let (path, source) = order.paths.iter().find_map(gone)?;
    let shown = path.display().to_string();
    let error = ImportError::Io { path, source };
    Some(FileReport { path: shown, error: Some(error.say(lang)), ..FileReport::default() })
}

fn import_file(
    store: &mut Store,
    source: &Source,
    found: Result<Detected, ImportError>,
    plan: &Plan,
    watch: &mut Watch<'_>,
) -> Result<FileReport> {
    let lang = plan.options.lang;
    let name = source.shown().display().to_string();
    let unread =
        |error: &ImportError| FileReport { path: name.clone(), error: Some(error.say(lang)), ..FileReport::default() };
    let detected = match found {
        Ok(detected) => detected,
        Err(error) => return Ok(unread(&error)),
    };
    let failed = |error: StoreError| anyhow!(error.say(lang));
    let size = source.size().with_context(|| name.clone())?;
    let unpacked = source.unpacked_size().with_context(|| name.clone())?;
    let fingerprint = plan.fingerprint(source, &detected.mapping).with_context(|| name.clone())?;
    let hash = fingerprint.hash();
    if let Some(earlier) = store.earlier_report(&hash).map_err(failed)? {
        return Ok(FileReport { path: name, ..earlier });
    }
    let dated_otherwise = store.known_file(fingerprint.others()).map_err(failed)?;
    // Rows, indexes and what builds derive come to about the export's own size, and once more.
    store.check_space(unpacked.saturating_mul(2)).map_err(failed)?;
    let meta = ImportMeta {
        path: name.clone(),
        hash,
        format: detected.format.name.to_owned(),
        encoding: detected.encoding.to_owned(),
        community: plan.community.clone(),
        zone: plan.options.zone.zone_name(),
        lang,
    };
    let mut ingest = store.begin_import(&meta).map_err(failed)?;
    let mut sink = Watched { sink: &mut ingest, watch, file: &name, size, records: 0, lang };
    match relay(|sink| import::read(source, &plan.options, sink), &mut sink) {
        Ok(()) => match dated_otherwise.filter(|_| ingest.is_news()) {
            // Its messages would stand there twice, and nobody could tell which are right.
            Some(year) => {
                Ok(FileReport { path: name, error: Some(say::dated_otherwise(lang, year)), ..FileReport::default() })
            }
            None => ingest.finish().map_err(failed),
        },
        Err(ImportError::Stopped(Stop::Failed(error))) => Err(anyhow!(error).context(name)),
        Err(ImportError::Stopped(stop)) => Err(stop.into()),
        Err(error) => Ok(unread(&error)),
    }
}

/// Hands records on, and tells the watch how far the file is.
struct Watched<'a, 'w> {
    sink: &'a mut dyn Sink,
    watch: &'a mut Watch<'w>,
    file: &'a str,
    size: u64,
    records: u64,
    lang: Lang,
}

impl Sink for Watched<'_, '_> {
    fn chat(&mut self, chat: &Chat) -> Result<(), Stop> {
        self.sink.chat(chat)
    }

    fn no_chat(&mut self) -> Result<(), Stop> {
        self.sink.no_chat()
    }

    fn survey(&mut self, survey: &Survey) -> Result<(), Stop> {
        self.sink.survey(survey)
    }

    fn record(&mut self, at: Position, record: Record) -> Result<(), Stop> {
        self.records += 1;
        self.sink.record(at, record)
    }

    fn skip(&mut self, at: Position, reason: String) -> Result<(), Stop> {
        self.sink.skip(at, reason)
    }

    fn clock(&mut self, clock: &Clock) {
        self.sink.clock(clock);
    }

    fn warn(&mut self, warning: String) {
        self.sink.warn(warning);
    }

    fn read_so_far(&mut self, bytes: u64) -> Result<(), Stop> {
        let (lang, file, records, size) = (self.lang, self.file, self.records, self.size);
        self.watch.progress(|| Progress {
            phase: say::importing(lang, file),
            done: bytes.min(size),
            total: Some(size),
            unit: ProgressUnit::Bytes,
            records,
        })?;
        self.sink.read_so_far(bytes)
    }
}

/// What a look at a file shows, before anything is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Preview {
    /// As the user named it, or as found in a folder.
    pub path: String,
    /// Format name in kebab-case; empty if the file cannot be read.
    pub format: String,
    /// What people call the format.
    #[serde(skip)]
    pub title: String,
    /// Character encoding.
    pub encoding: String,
    /// What its columns were taken for, if it is a table.
    pub columns: Vec<Assigned>,
    /// Of each of them, in their order, the first values.
    pub values: Vec<Vec<String>>,
    /// Its first five records, one line each.
    pub rows: Vec<String>,
    /// Rows before the fifth record that cannot be read.
    pub skips: Vec<Skip>,
    /// What had to be assumed.
    pub warnings: Vec<String>,
    /// What the whole file holds, where it was read to its end.
    #[serde(flatten)]
    pub holds: Option<Holds>,
    /// Why the file cannot be read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What an import of a file would find in it; what the store has already is counted as well.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Holds {
    /// Messages, events, orders, answers and roster rows.
    pub records: u64,
    /// Of these: messages.
    pub messages: u64,
    /// Things done.
    pub events: u64,
    /// Rows of a member list.
    pub roster_rows: u64,
    /// Orders.
    pub orders: u64,
    /// People's answers to a survey.
    pub responses: u64,
    /// Rows that cannot be read.
    pub skipped: u64,
    /// People by account, else by what tells who they are.
    pub members: u64,
    /// The first instant, by the zone in which the file is read, as ISO 8601; `None` if nothing has a time.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// Both as a screen shows them.
    #[serde(skip)]
    pub period: Option<[String; 2]>,
}

impl Holds {
    fn of(found: &Holding, zone: &Calendar) -> Holds {
        Holds {
            records: found.records(),
            messages: found.messages,
            events: found.events,
            roster_rows: found.roster_rows,
            orders: found.orders,
            responses: found.responses,
            skipped: found.skipped,
            members: found.members(),
            first: found.period.map(|(first, _)| zone.iso(first)),
            last: found.period.map(|(_, last)| zone.iso(last)),
            period: found.period.map(|(first, last)| [first, last].map(|time| zone.minute(time))),
        }
    }
}

/// Looks at files without changing a store.
///
/// # Errors
/// If the order makes no sense, or a path is not there.
pub(super) fn preview(order: &ImportOrder, habits: &Habits, lang: Lang) -> Result<Vec<Preview>> {
    let plan = Plan::new(order, habits, lang)?;
    let files = plan.files(&order.paths).map_err(|error| anyhow!(error.say(lang)))?;
    Ok(files.into_iter().map(|(source, _)| look(&source, &plan)).collect())
}

/// Looks at files and reads them to their ends, without changing a store.
///
/// # Errors
/// As [`preview`], and if the watch stops the work.
pub(super) fn dry_run(order: &ImportOrder, habits: &Habits, lang: Lang, watch: &mut Watch<'_>) -> Result<Vec<Preview>> {
    let plan = Plan::new(order, habits, lang)?;
    let files = plan.files(&order.paths).map_err(|error| anyhow!(error.say(lang)))?;
    files
        .into_iter()
        .map(|(source, _)| {
            let looked = look(&source, &plan);
            if looked.error.is_some() { Ok(looked) } else { count(&source, &plan, looked, watch) }
        })
        .collect()
}

/// Says of a file what it holds, or why it cannot be read to its end.
fn count(source: &Source, plan: &Plan, looked: Preview, watch: &mut Watch<'_>) -> Result<Preview> {
    let lang = plan.options.lang;
    let mut found = Holding::default();
    let size = source.size().with_context(|| looked.path.clone())?;
    let mut sink = Watched { sink: &mut found, watch, file: &looked.path, size, records: 0, lang };
    match import::read(source, &plan.options, &mut sink) {
        Ok(()) => Ok(Preview { holds: Some(Holds::of(&found, &plan.options.zone)), ..looked }),
        Err(ImportError::Stopped(stop)) => Err(stop.into()),
        Err(error) => Ok(Preview { error: Some(error.say(lang)), ..looked }),
    }
}

/// Looks at the file of an order that is about a single one, with personal numbers masked; `None`
/// for a folder or an archive of several, whose files an import tells apart.
///
/// # Errors
/// As [`preview`].
pub(super) fn look_at_one(order: &ImportOrder, habits: &Habits, lang: Lang) -> Result<Option<Preview>> {
    let plan = Plan::new(order, habits, lang)?;
    let [path] = order.paths.as_slice() else { return Ok(None) };
    if path.is_dir() {
        return Ok(None);
    }
    let sources = import::expand(&order.paths).map_err(|error| anyhow!(error.say(lang)))?;
    let [source] = sources.as_slice() else { return Ok(None) };
    Ok(Some(look(source, &plan)))
}

/// Masks what stands in cells, each behind its title.
fn hide_cells(row: &mut String) {
    let masked = |cell: &str| {
        let mut cell = cell.to_owned();
        mask::hide(&mut cell);
        cell
    };
    *row = row.split('=').map(masked).collect::<Vec<_>>().join("=");
}

fn look(source: &Source, plan: &Plan) -> Preview {
    let preview = sniff(source, plan);
    let known = if preview.columns.is_empty() { Vec::new() } else { import::sniff_values(source, &plan.options) };
    let values = |assigned: &Assigned| {
        let found = known.iter().find(|(title, _)| *title == assigned.column);
        found.map(|(_, values)| values.clone()).unwrap_or_default()
    };
    let mut preview = Preview { values: preview.columns.iter().map(values).collect(), ..preview };
    preview.rows.iter_mut().chain(preview.values.iter_mut().flatten()).for_each(hide_cells);
    preview
}

fn sniff(source: &Source, plan: &Plan) -> Preview {
    let path_shown = source.shown().display().to_string();
    match import::sniff_rows(source, &plan.options) {
        Err(error) => Preview {
            path: path_shown,
            columns: import::sniff_columns(source, &plan.options),
            error: Some(error.say(plan.options.lang)),
            ..Preview::default()
        },
        Ok(sniffed) => Preview {
            path: path_shown,
            format: sniffed.detected.format.name.to_owned(),
            title: sniffed.detected.format.title.get(plan.options.lang).to_owned(),
            encoding: sniffed.detected.encoding.to_owned(),
            columns: sniffed.columns,
            rows: sniffed.rows,
            warnings: sniffed.warnings,
            skips: sniffed.skips.into_iter().map(|(at, reason)| Skip { at, reason }).collect(),
            ..Preview::default()
        },
    }
}
