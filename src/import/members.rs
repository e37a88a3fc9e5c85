//! Member tables of any origin: what is known becomes what it is, all else is kept as it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::cell;
use super::column::{self, Column};
use super::detect::Head;
use super::identity::{Identity, Told, tells_who};
use super::job::Job;
use super::moment::{self, Order};
use super::table::Table;
use super::{Format, ImportError, Kind, wechat};
use crate::lang::import as say;
use crate::model::record::{
    Chat, ChatKind, Field, Meaning, NameKind, Person, PersonRef, Platform, Position, Record, Role,
};

pub const FORMAT: Format = Format { name: "members", title: say::MEMBERS, kind: Kind::Roster, score, read };

fn score(head: &Head) -> f32 {
    let known: Vec<Column> = head.words.iter().filter_map(|word| column::of(word)).collect();
    let tells_who = known.iter().any(|column| tells_who(*column));
    match known.len() {
        _ if !tells_who || head.words.len() < 2 => 0.0,
        1 => 0.2,
        2 => 0.4,
        _ => 0.5,
    }
}

/// A table with what each of its columns means.
pub struct People {
    columns: Vec<Option<Column>>,
    order: Order,
    /// Columns of ids whose last digits a spreadsheet has made zeros.
    zeroed: BTreeSet<usize>,
    rounded: BTreeMap<usize, u64>,
    bad_dates: BTreeMap<usize, u64>,
    bad_phones: BTreeMap<usize, u64>,
    /// Roles and inviters of whom no group is named that they would be of.
    unseated: BTreeMap<usize, u64>,
}

impl People {
    /// Reads a table's header.
    pub fn of(table: &Table, job: &mut Job<'_>) -> People {
        let is_contact_list = table.has(&["备注", "remark", "微信备注"]) && table.has(&["微信号", "alias"]);
        let meaning = |word: &String| match (word.as_str(), column::of(word)) {
            // WeChat tools call the wxid a user name; everybody else calls a name so.
            ("用户名", _) if is_contact_list => Some(Column::Account("wechat")),
            ("username", _) if !is_contact_list => Some(Column::Name(NameKind::Nickname)),
            (_, column) => column,
        };
        let columns: Vec<Option<Column>> = table.words.iter().map(meaning).collect();
        let dates = columns.iter().enumerate().filter(|(_, column)| **column == Some(Column::Joined));
        let head = job.head;
        let order = job.date_order(dates.flat_map(|(index, _)| head.column_values(index)));
        let is_zeroed = |(index, column): (usize, &Option<Column>)| {
            let ids = matches!(column, Some(Column::Account(_)));
            (ids && cell::are_rounded(job.head.column_values(index))).then_some(index)
        };
        let zeroed = columns.iter().enumerate().filter_map(is_zeroed).collect();
        for (index, column) in columns.iter().enumerate() {
            table.assign_default(index, column.map_or("field", Column::word));
        }
        People {
            columns,
            order,
            zeroed,
            rounded: BTreeMap::new(),
            bad_dates: BTreeMap::new(),
            bad_phones: BTreeMap::new(),
            unseated: BTreeMap::new(),
        }
    }

    fn can_tell_who(&self) -> bool {
        self.columns.iter().flatten().any(|column| tells_who(*column))
    }

    /// The person of the current row.
    pub fn person(&mut self, table: &Table, job: &mut Job<'_>) -> Person {
        let mut person = Person::default();
        let mut identity = Identity::default();
        for (index, header) in table.headers.iter().enumerate() {
            let value = table.cell(Some(index));
            if value.is_empty() {
                continue;
            }
            let column = self.columns.get(index).copied().flatten();
            let used = match column {
                Some(Column::Ignored) => true,
                // What Python prints for a value that is not there.
                Some(Column::Field(_)) if value == "None" => true,
                Some(Column::Joined) if person.joined.is_none() => {
                    person.joined = self.date(index, value, job);
                    false
                }
                Some(Column::Role) if person.role.is_none() => {
                    person.role = Role::parse(value);
                    person.role.is_some()
                }
                Some(Column::Inviter) if person.inviter.is_none() => {
                    person.inviter = Some(PersonRef::named(NameKind::Nickname, value));
                    true
                }
                Some(Column::Phone) if cell::is_no_phone(value) => {
                    *self.bad_phones.entry(index).or_default() += 1;
                    true
                }
                Some(column) => self.told(&mut identity, index, column, value),
                None => false,
            };
            if !used {
                let meaning = match column {
                    Some(Column::Field(meaning)) => meaning,
                    Some(Column::Joined) => Meaning::Joined,
                    _ => title_meaning(column, header),
                };
                let plain = cell::plain_number(value).filter(|_| meaning == Meaning::Other);
                let value = plain.unwrap_or_else(|| value.to_owned());
                person.fields.push(Field { header: header.clone(), meaning, value });
            }
        }
        person.who = identity.person();
        person
    }

    /// The groups that the current row names.
    fn groups<'t>(&self, table: &'t Table) -> Vec<&'t str> {
        let column = self.columns.iter().position(|column| *column == Some(Column::Group));
        let names = table.cell(column).split(['、', ';', '；', '\n', '|']).map(str::trim);
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Whether a cell tells who the row is; rounded ids are counted.
    fn told(&mut self, identity: &mut Identity, index: usize, column: Column, value: &str) -> bool {
        let told = if self.zeroed.contains(&index) { Told::Rounded } else { identity.take(column, value) };
        if told == Told::Rounded {
            *self.rounded.entry(index).or_default() += 1;
        }
        told == Told::This
    }

    fn date(&mut self, index: usize, value: &str, job: &mut Job<'_>) -> Option<crate::model::Timestamp> {
        let read = job.time(value, self.order).ok();
        let read = read.or_else(|| job.zone().instant(moment::serial(value)?));
        if read.is_none() {
            *self.bad_dates.entry(index).or_default() += 1;
        }
        read
    }

    /// Notes what the current row says of the person in a group, and names none.
    fn unseated(&mut self, table: &Table) {
        for (index, column) in self.columns.iter().enumerate() {
            let value = table.cell(Some(index));
            let is_lost = match column {
                Some(Column::Role) => Role::parse(value).is_some(),
                Some(Column::Inviter) => !value.is_empty(),
                _ => false,
            };
            if is_lost {
                *self.unseated.entry(index).or_default() += 1;
            }
        }
    }

    /// Tells what was lost in which columns.
    pub fn finish(&self, table: &Table, job: &mut Job<'_>) {
        for (&index, &count) in &self.rounded {
            job.warn(say::rounded_ids(job.lang, &table.headers[index], count));
        }
        for (&index, &count) in &self.bad_dates {
            job.warn(say::bad_dates(job.lang, &table.headers[index], count));
        }
        for (&index, &count) in &self.bad_phones {
            job.warn(say::bad_phones(job.lang, &table.headers[index], count));
        }
        for (&index, &count) in &self.unseated {
            job.warn(say::unseated(job.lang, &table.headers[index], count));
        }
    }
}

fn title_meaning(column: Option<Column>, header: &str) -> Meaning {
    if column.is_some() { Meaning::Other } else { column::meaning(header) }
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let mut people = People::of(&table, job);
    if !people.can_tell_who() {
        return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_MEMBER_COLUMN });
    }
    let titled = wechat::titled_chat(job.head);
    if let Some(chat) = &titled {
        job.chat(chat)?;
    }
    while let Some(at) = table.next(job)? {
        row(job, &table, &mut people, at, titled.is_some())?;
    }
    people.finish(&table, job);
    Ok(())
}

/// One person, in the groups that the row names; in that of the file's title, if there is no column of groups.
fn row(
    job: &mut Job<'_>,
    table: &Table,
    people: &mut People,
    at: Position,
    is_titled: bool,
) -> Result<(), ImportError> {
    let person = people.person(table, job);
    let is_group = |(_, id): &(Platform, String)| id.ends_with("@chatroom") || id.starts_with("gh_");
    if person.who.is_empty() || person.who.ids.iter().any(is_group) {
        return Ok(job.skip(at, say::NO_IDENTITY.get(job.lang))?);
    }
    let groups: Vec<Chat> = people.groups(table).into_iter().map(|name| group(name, &person.who)).collect();
    let mut groups = groups.iter();
    match groups.next() {
        Some(chat) => job.chat(chat)?,
        None if people.columns.contains(&Some(Column::Group)) => {
            people.unseated(table);
            job.no_chat()?;
        }
        None if !is_titled => people.unseated(table),
        None => {}
    }
    let listed = Person { fields: Vec::new(), ..person.clone() };
    job.record(at, Record::Roster(person))?;
    for chat in groups {
        job.chat(chat)?;
        job.listed(at, listed.clone())?;
    }
    Ok(())
}

/// A group that a member's row names. 企业微信's customers chat in WeChat.
fn group(name: &str, who: &PersonRef) -> Chat {
    let platform = match who.ids.first().map(|(platform, _)| platform.as_str()) {
        Some("wecom" | "openid" | "unionid") => "wechat",
        Some(platform) => platform,
        None if who.alias.is_some() => "wechat",
        None => "local",
    };
    Chat { platform: Platform::new(platform), native_id: None, name: name.to_owned(), kind: ChatKind::Group }
}
