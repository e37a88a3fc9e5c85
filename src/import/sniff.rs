//! A look at a file without importing it: what it is, and its first five records.

use super::column::Column;
use super::detect::Head;
use super::moment::Order;
use super::{Detected, ImportError, ReadOptions, Source, column, detect_with, moment, read};
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
    /// What had to be assumed.
    pub warnings: Vec<String>,
}

/// Detects a file and reads its first five records, for `--dry-run`.
///
/// # Errors
/// As [`read`].
pub fn sniff_rows(file: impl Into<Source>, options: &ReadOptions) -> Result<Sniffed, ImportError> {
    let source = file.into();
    let detected = detect_with(&source, options.format.as_deref(), &options.mapping)?;
    let mut first = First { options, columns: Vec::new(), rows: Vec::new(), skips: Vec::new(), warnings: Vec::new() };
    match read(&source, options, &mut first) {
        Ok(()) | Err(ImportError::Stopped(_)) => {
            let First { columns, rows, skips, warnings, .. } = first;
            Ok(Sniffed { detected, columns, rows, skips, warnings })
        }
        Err(error) => Err(error),
    }
}

/// A column that a mapping names and none of the files has, and the columns that there are; `None` where
/// every column is somewhere, or nothing is a table.
pub fn absent_column(sources: &[Source], options: &ReadOptions) -> Option<(String, Vec<String>)> {
    let heads: Vec<Head> = sources.iter().filter_map(|source| Head::open(source, &options.mapping).ok()).collect();
    let mut titles: Vec<String> = Vec::new();
    for (title, _) in heads.iter().flat_map(columns_of) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    // A header may stand below a line that looks like one.
    let cells: Vec<&String> = heads.iter().flat_map(|head| head.rows.iter().flatten()).collect();
    let absent = options.mapping.missing(&cells).into_iter().next()?;
    (!titles.is_empty()).then_some((absent, titles))
}

/// The columns of a table that no format takes as it is, each with the field it might be: by its
/// header, else by what stands in it.
pub fn sniff_columns(source: &Source, options: &ReadOptions) -> Vec<Assigned> {
    let Ok(head) = Head::open(source, &options.mapping) else { return Vec::new() };
    let columns = columns_of(&head);
    let own = |title: &String| column::of(&head.mapping.word(title)).map(Column::word);
    let mut fields: Vec<Option<&str>> = columns
        .iter()
        .map(|(title, values)| own(title).or_else(|| by_values(values)).or_else(|| phones_by_title(title, values)))
        .collect();
    let names_somebody = fields.iter().flatten().filter_map(|word| column::of(word)).any(tells_who_by_itself);
    let open = |fits: &dyn Fn(&Titled<'_>) -> bool| {
        columns.iter().zip(&fields).position(|(column, field)| field.is_none() && fits(column))
    };
    let named = open(&|(title, values)| says_who(title) && read_like_names(values));
    let who = named.or_else(|| open(&|(_, values)| read_like_names(values) && are_distinct(values)));
    if let Some(place) = who.filter(|_| !names_somebody) {
        fields[place] = Some("name");
        // Who stands in several rows did something at those times, and did not join at each.
        if !are_distinct(&columns[place].1) {
            fields.iter_mut().filter(|field| **field == Some("joined")).for_each(|field| *field = Some("time"));
        }
    }
    let assigned = columns.into_iter().zip(fields);
    assigned.map(|((column, _), field)| Assigned { column, field: field.map(str::to_owned) }).collect()
}

/// The first values of each column of a table, by its title; raw text, not yet fit for a terminal.
pub fn sniff_values(source: &Source, options: &ReadOptions) -> Vec<(String, Vec<String>)> {
    let Ok(head) = Head::open(source, &options.mapping) else { return Vec::new() };
    let owned = |(title, values): Titled<'_>| (title, values.into_iter().take(FEW).map(short).collect());
    columns_of(&head).into_iter().map(owned).collect()
}

/// A column's title with the values below it.
type Titled<'a> = (String, Vec<&'a str>);

/// The columns; none, if the file is no table of several, or no text.
fn columns_of(head: &Head) -> Vec<Titled<'_>> {
    let titles = column::unique(head.rows.get(head.header_row).map_or(&[][..], Vec::as_slice));
    let values = |place: usize| head.column_values(place).map(str::trim).filter(|value| !value.is_empty()).collect();
    let columns: Vec<Titled<'_>> = titles
        .into_iter()
        .enumerate()
        .filter(|(_, title)| !title.is_empty())
        .map(|(place, title)| (title, values(place)))
        .collect();
    if columns.len() > 1 && head.is_text() { columns } else { Vec::new() }
}

/// Whether a column says who a row is about without another beside it: a phone may be anybody's.
fn tells_who_by_itself(column: Column) -> bool {
    matches!(column, Column::Account(_) | Column::Alias | Column::Name(_))
}

/// What all values of a column look like, if they look like something.
fn by_values(values: &[&str]) -> Option<&'static str> {
    let kind = |value: &&str| match *value {
        value if is_phone(value) => Some("phone"),
        value if is_mail(value) => Some("mail"),
        value if value.starts_with("wxid_") => Some("wxid"),
        "男" | "女" | "male" | "female" => Some("gender"),
        value if is_day(value) => Some("joined"),
        _ => None,
    };
    let first = values.first().and_then(kind)?;
    values.iter().all(|value| kind(value) == Some(first)).then_some(first)
}

fn is_mail(value: &str) -> bool {
    value.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

/// A written time; bare digits may be a number of anything.
fn is_day(value: &str) -> bool {
    !value.chars().all(|c| c.is_ascii_digit()) && moment::read(value, Order::of(std::iter::empty())).is_some()
}

/// A mainland mobile number, masked or not.
fn is_phone(value: &str) -> bool {
    let mut characters = value.chars();
    let start = (characters.next(), characters.next());
    matches!(start, (Some('1'), Some('3'..='9')))
        && value.len() == 11
        && characters.all(|c| c.is_ascii_digit() || c == '*')
}

/// Telephones of any kind under a title that says so.
fn phones_by_title(title: &str, values: &[&str]) -> Option<&'static str> {
    let title = title.to_lowercase();
    let says = ["手机", "电话", "phone", "mobile", "mob.", "tel"].iter().any(|word| title.contains(word));
    let is_number = |value: &&str| value.chars().filter(char::is_ascii_digit).count() >= 7;
    (says && !values.is_empty() && values.iter().all(is_number)).then_some("phone")
}

/// Whether a title asks for somebody.
fn says_who(title: &str) -> bool {
    let title = title.to_lowercase();
    let words =
        ["谁", "名", "昵称", "成员", "学员", "客户", "用户", "买家", "name", "who", "customer", "buyer", "member"];
    words.iter().any(|word| title.contains(word))
}

/// Whether hardly any value stands twice.
fn are_distinct(values: &[&str]) -> bool {
    let distinct: std::collections::BTreeSet<_> = values.iter().collect();
    distinct.len() * 4 >= values.len() * 3
}

/// Whether values read like names: short, and more letters than digits, unlike the numbers of parcels.
fn read_like_names(values: &[&str]) -> bool {
    let is_name = |value: &&str| {
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        let digits = value.chars().filter(char::is_ascii_digit).count();
        value.chars().count() <= 20 && letters > digits
    };
    !values.is_empty() && values.iter().all(is_name)
}

fn short(value: &str) -> String {
    value.chars().take(40).collect()
}

struct First<'a> {
    options: &'a ReadOptions,
    columns: Vec<Assigned>,
    rows: Vec<String>,
    skips: Vec<(Position, String)>,
    warnings: Vec<String>,
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
    fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }
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
