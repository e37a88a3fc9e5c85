//! One file being read: where records and reports go.

use std::borrow::Cow;
use std::path::Path;

use super::archive::Damaged;
use super::column::Mapping;
use super::detect::Head;
use super::moment::{self, Moment};
use super::offset::Offsets;
use super::source::{Meter, Source};
use super::window::Window;
use super::{ImportError, ReadOptions};
use crate::lang::{Lang, import as say};
use crate::model::record::{Chat, Event, Message, Person, Position, Record, Survey};
use crate::model::sink::{Assigned, Clock, Sink, Stop};
use crate::model::time::{Calendar, Timestamp};

/// How many rows pass between two reports of progress.
const REPORT_EVERY: u64 = 512;

/// One file being read.
pub struct Job<'a> {
    /// The file.
    pub source: &'a Source,
    /// What it is called.
    pub path: &'a Path,
    /// Its head.
    pub head: &'a Head,
    /// What the user says of its columns.
    pub mapping: &'a Mapping,
    /// The language of reasons.
    pub lang: Lang,
    /// The year of the first message, if the user says it.
    pub year: Option<i16>,
    zone: &'a Calendar,
    sink: &'a mut dyn Sink,
    meter: Meter,
    now: Timestamp,
    zone_assumed: bool,
    offsets: Offsets,
    cut: bool,
    rows: u64,
    /// The part of the file that rows are read from, if it has parts.
    part: Option<String>,
}

impl<'a> Job<'a> {
    /// Ready to read.
    pub fn open(
        source: &'a Source,
        head: &'a Head,
        options: &'a ReadOptions,
        sink: &'a mut dyn Sink,
    ) -> Result<Job<'a>, ImportError> {
        Ok(Job {
            source,
            path: source.shown(),
            head,
            mapping: &head.mapping,
            lang: options.lang,
            year: options.year,
            zone: &options.zone,
            sink,
            meter: Meter::default(),
            now: Timestamp::now(),
            zone_assumed: false,
            offsets: Offsets::default(),
            cut: false,
            rows: 0,
            part: None,
        })
    }

    /// The file's text, as a window of UTF-8 bytes.
    pub fn window(&self) -> Result<Window, ImportError> {
        self.window_on(self.source, &self.meter)
    }

    /// The same text once more, for a look ahead that counts nothing.
    pub fn scout(&self) -> Result<Window, ImportError> {
        self.window_on(self.source, &Meter::default())
    }

    /// The text of one of the file's parts; rows that cannot be read are reported under its name.
    pub fn enter_part(&mut self, part: &Source) -> Result<Window, ImportError> {
        self.part = part.shown().file_name().map(|name| name.to_string_lossy().into_owned());
        self.window_on(part, &self.meter)
    }

    fn window_on(&self, source: &Source, meter: &Meter) -> Result<Window, ImportError> {
        source.check()?;
        let reader = source.open(self.head.encoding, meter).map_err(|error| ImportError::io(source.shown(), error))?;
        Ok(Window::new(reader))
    }

    /// The file's name without its endings.
    pub fn stem(&self) -> String {
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut stem = name.as_str();
        for ending in [".gz", ".csv", ".tsv", ".xlsx", ".xls", ".jsonl", ".json", ".txt"] {
            stem = stem.strip_suffix(ending).unwrap_or(stem);
        }
        stem.to_owned()
    }

    /// The zone of times that name none.
    pub fn zone(&self) -> &'a Calendar {
        self.zone
    }

    /// Counts places that were not text.
    pub fn repaired(&self, count: u64) {
        self.meter.repair(count);
    }

    /// Bytes as text without NUL; what was broken is counted.
    pub fn text<'t>(&self, bytes: &'t [u8]) -> Cow<'t, str> {
        let text = String::from_utf8_lossy(bytes);
        let broken = text.matches(['\u{FFFD}', '\0']).count();
        if broken == 0 {
            return text;
        }
        self.repaired(broken as u64);
        Cow::Owned(text.replace('\0', ""))
    }

    /// Notes that the file ends inside something.
    pub fn cut_short(&mut self) {
        self.cut = true;
    }

    /// The chat that follows.
    pub fn chat(&mut self, chat: &Chat) -> Result<(), Stop> {
        self.sink.chat(chat)
    }

    /// The survey that follows.
    pub fn survey(&mut self, survey: &Survey) -> Result<(), Stop> {
        self.sink.survey(survey)
    }

    /// What follows belongs to no chat.
    pub fn no_chat(&mut self) -> Result<(), Stop> {
        self.sink.no_chat()
    }

    /// What each column of a table was taken for.
    pub fn columns(&mut self, columns: &[Assigned]) {
        self.sink.columns(columns);
    }

    /// One record.
    pub fn record(&mut self, at: Position, record: Record) -> Result<(), Stop> {
        self.progress()?;
        self.sink.record(at, record)
    }

    /// A message.
    pub fn message(&mut self, at: Position, message: Message) -> Result<(), Stop> {
        self.record(at, Record::Message(message))
    }

    /// An event.
    pub fn event(&mut self, at: Position, event: Event) -> Result<(), Stop> {
        self.record(at, Record::Event(event))
    }

    /// A person of the chat's member list.
    pub fn listed(&mut self, at: Position, person: Person) -> Result<(), Stop> {
        self.record(at, Record::Listed(person))
    }

    /// A row that cannot be read.
    pub fn skip(&mut self, at: Position, reason: impl Into<String>) -> Result<(), Stop> {
        self.progress()?;
        let reason = match &self.part {
            Some(part) => say::in_part(self.lang, part, &reason.into()),
            None => reason.into(),
        };
        self.sink.skip(at, reason)
    }

    /// Something about the file as a whole.
    pub fn warn(&mut self, warning: String) {
        self.sink.warn(warning);
    }

    fn progress(&mut self) -> Result<(), Stop> {
        self.rows += 1;
        if self.rows.is_multiple_of(REPORT_EVERY) { self.sink.read_so_far(self.meter.read.get()) } else { Ok(()) }
    }

    /// How dates with the year at the end are read, by a column's first values; what is guessed is said.
    pub fn date_order<'v>(&mut self, values: impl Iterator<Item = &'v str>) -> moment::Order {
        let values: Vec<&str> = values.collect();
        let order = moment::Order::of(values.iter().copied());
        if let Some(date) = moment::Order::guessed(&values) {
            self.warn(say::guessed_date_order(self.lang, date));
        }
        order
    }

    /// A time as written, or why it is none.
    pub fn time(&mut self, text: &str, order: moment::Order) -> Result<Timestamp, String> {
        match moment::read(text, order) {
            None if text.trim().is_empty() => Err(say::NO_TIME.get(self.lang).to_owned()),
            None => Err(say::not_a_time(self.lang, text.trim())),
            Some(Moment::Instant(time)) => self.in_range(time),
            Some(Moment::Local(local)) => {
                self.zone_assumed = true;
                let time = self.zone.instant(local).ok_or_else(|| say::not_a_time(self.lang, text.trim()))?;
                self.in_range(time)
            }
        }
    }

    /// An epoch number, or why it is no time.
    pub fn epoch(&self, number: Option<i64>) -> Result<Timestamp, String> {
        match number {
            Some(number) => self.in_range(Timestamp::from_epoch(number)),
            None => Err(say::NO_TIME.get(self.lang).to_owned()),
        }
    }

    /// An epoch number that the file writes as its exporter's clock showed it, too.
    pub fn epoch_shown(&mut self, number: Option<i64>, shown: &str) -> Result<Timestamp, String> {
        let time = self.epoch(number)?;
        self.offsets.compare(time, shown);
        Ok(time)
    }

    fn in_range(&self, time: Timestamp) -> Result<Timestamp, String> {
        let latest = Timestamp(self.now.0 + 86_400);
        if time < Timestamp::EARLIEST || time > latest { Err(say::time_out_of_range(self.lang)) } else { Ok(time) }
    }

    /// Tells what is to be said of the file as a whole.
    pub fn finish(mut self) -> Result<(), ImportError> {
        self.sink.read_so_far(self.meter.read.get())?;
        if self.zone_assumed {
            let warning = say::assumed_zone(self.lang, &self.zone.zone_name());
            self.warn(warning);
        }
        let clock = Clock { assumed: self.zone_assumed, exporter: self.offsets.zones() };
        if !clock.exporter.is_empty() {
            self.warn(say::exporter_zones(self.lang, &clock.exporter));
        }
        self.sink.clock(&clock);
        let repaired = self.meter.repaired.get();
        if repaired > 0 {
            self.warn(say::repaired(self.lang, repaired));
        }
        let failure = self.meter.failure.borrow_mut().take();
        match failure {
            Some(error) if error.get_ref().is_some_and(|inner| inner.is::<Damaged>()) => {
                self.warn(say::read_failed(self.lang, say::MEMBER_DAMAGED.get(self.lang)));
            }
            Some(error) => self.warn(say::read_failed(self.lang, &error.to_string())),
            None if self.cut => self.warn(say::cut_short(self.lang)),
            None => {}
        }
        Ok(())
    }
}
