//! A look at a file without importing it: what it is, and its first five records.

use super::detect::Head;
use super::{Detected, ImportError, ReadOptions, Source, column, detect_with, read};
use crate::model::record::{Chat, PersonRef, Position, Record, Survey};
use crate::model::sink::{Assigned, Sink, Stop};

const FEW: usize = 5;

/// What a look at a file shows.
#[derive(Debug)]
pub struct Sniffed {
    /// What it is.
    pub detected: Detected,
    /// Its first five records, one short line each; raw text, not yet fit for a terminal.
    pub rows: Vec<String>,
    /// What the columns of a table were taken for.
    pub columns: Vec<Assigned>,
    /// Where rows that cannot be read stand, and why, up to the fifth record.
    pub skips: Vec<(Position, String)>,
}

/// Detects a file and reads its first five records, for `--dry-run`.
///
/// # Errors
/// As [`read`].
pub fn sniff_rows(file: impl Into<Source>, options: &ReadOptions) -> Result<Sniffed, ImportError> {
    let source = file.into();
    let detected = detect_with(&source, options.format.as_deref(), &options.mapping)?;
    let mut first = First { options, columns: Vec::new(), rows: Vec::new(), skips: Vec::new() };
    match read(&source, options, &mut first) {
        Ok(()) | Err(ImportError::Stopped(_)) => {
            Ok(Sniffed { detected, columns: first.columns, rows: first.rows, skips: first.skips })
        }
        Err(error) => Err(error),
    }
}

/// The columns of a table that no format takes as it is, each with the field it might be.
pub fn sniff_columns(source: &Source, options: &ReadOptions) -> Vec<Assigned> {
    let Ok(head) = Head::open(source, &options.mapping) else { return Vec::new() };
    let titles = head.rows.get(head.header_row).map_or(&[][..], Vec::as_slice);
    let field = |word: &String| column::of(word).map(|column| column.word().to_owned());
    let columns = titles.iter().zip(&head.words).filter(|(title, _)| !title.trim().is_empty());
    let columns: Vec<Assigned> =
        columns.map(|(title, word)| Assigned { column: title.trim().to_owned(), field: field(word) }).collect();
    if columns.len() > 1 { columns } else { Vec::new() }
}

struct First<'a> {
    options: &'a ReadOptions,
    columns: Vec<Assigned>,
    rows: Vec<String>,
    skips: Vec<(Position, String)>,
}

impl Sink for First<'_> {
    fn chat(&mut self, _: &Chat) -> Result<(), Stop> {
        Ok(())
    }
    fn columns(&mut self, columns: &[Assigned]) {
        self.columns = columns.to_vec();
    }
    fn survey(&mut self, _: &Survey) -> Result<(), Stop> {
        Ok(())
    }
    fn record(&mut self, _: Position, record: Record) -> Result<(), Stop> {
        self.rows.push(shown(&record, self.options));
        if self.rows.len() < FEW { Ok(()) } else { Err(Stop::Cancelled) }
    }
    fn skip(&mut self, at: Position, reason: String) -> Result<(), Stop> {
        self.skips.push((at, reason));
        if self.skips.len() < 1000 { Ok(()) } else { Err(Stop::Cancelled) }
    }
    fn warn(&mut self, _: String) {}
    fn read_so_far(&mut self, _: u64) -> Result<(), Stop> {
        Ok(())
    }
}

fn shown(record: &Record, options: &ReadOptions) -> String {
    let minute = |time| options.zone.minute(time);
    let parts = match record {
        Record::Message(message) => {
            let text = message.text.clone().unwrap_or_else(|| format!("[{:?}]", message.kind));
            vec![minute(message.time), name(&message.sender), text]
        }
        Record::Event(event) => {
            let actor = event.actor.as_ref().map(name).unwrap_or_default();
            let targets = event.targets.iter().map(name).collect::<Vec<_>>().join("、");
            vec![minute(event.time), actor, event.action.key().to_owned(), targets]
        }
        Record::Listed(person) | Record::Roster(person) => {
            let fields = person.fields.iter().map(|field| format!("{}={}", field.header, field.value));
            std::iter::once(name(&person.who)).chain(fields.take(6)).collect()
        }
        Record::Order(order) => {
            vec![minute(order.placed), name(&order.buyer), format!("{:.2}", order.amount.major()), order.items.clone()]
        }
        Record::Response(response) => {
            let answers = response.answers.iter().map(|(_, options)| options.join("/"));
            [minute(response.time), name(&response.respondent)].into_iter().chain(answers.take(6)).collect()
        }
    };
    let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    line.chars().take(200).map(|c| if c == '\n' { '⏎' } else { c }).collect()
}

fn name(person: &PersonRef) -> String {
    let name = person.names.first().map(|(_, name)| name.clone());
    name.or_else(|| person.ids.first().map(|(_, id)| id.clone())).or_else(|| person.alias.clone()).unwrap_or_default()
}
