//! Member tables of any origin: what is known becomes what it is, all else is kept as it stands.

use std::collections::BTreeMap;

use super::cell;
use super::column::{self, Column};
use super::detect::Head;
use super::job::Job;
use super::moment::{self, Order};
use super::table::Table;
use super::{Format, ImportError, Kind, wechat};
use crate::lang::import as say;
use crate::model::record::{Field, Meaning, NameKind, Person, PersonRef, Platform, Position, Record, Role};

pub const FORMAT: Format = Format { name: "members", title: say::MEMBERS, kind: Kind::Roster, score, read };

/// Accounts in the order in which one is chosen to speak for a row.
const ACCOUNTS: [&str; 8] = ["wechat", "qq", "telegram", "discord", "wecom", "openid", "unionid", "local"];

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

fn tells_who(column: Column) -> bool {
    matches!(column, Column::Account(_) | Column::Alias | Column::Name(_) | Column::Phone | Column::Mail)
}

/// A table with what each of its columns means.
pub struct People {
    columns: Vec<Option<Column>>,
    order: Order,
    rounded: BTreeMap<usize, u64>,
    bad_dates: BTreeMap<usize, u64>,
}

impl People {
    /// Reads a table's header.
    pub fn of(table: &Table, job: &Job<'_>) -> People {
        let is_contact_list =
            table.find(&["备注", "remark", "微信备注"]).is_some() && table.find(&["微信号", "alias"]).is_some();
        let meaning = |word: &String| match (word.as_str(), column::of(word)) {
            // WeChat tools call the wxid a user name; everybody else calls a name so.
            ("用户名", _) if is_contact_list => Some(Column::Account("wechat")),
            ("username", _) if !is_contact_list => Some(Column::Name(NameKind::Nickname)),
            (_, column) => column,
        };
        let columns: Vec<Option<Column>> = table.words.iter().map(meaning).collect();
        let dates = columns.iter().enumerate().filter(|(_, column)| **column == Some(Column::Joined));
        let order = Order::of(dates.flat_map(|(index, _)| job.head.column_values(index)));
        People { columns, order, rounded: BTreeMap::new(), bad_dates: BTreeMap::new() }
    }

    fn can_tell_who(&self) -> bool {
        self.columns.iter().flatten().any(|column| tells_who(*column))
    }

    /// The person of the current row.
    pub fn person(&mut self, table: &Table, job: &mut Job<'_>) -> Person {
        let mut person = Person::default();
        let mut ids: Vec<(&'static str, String)> = Vec::new();
        let mut names: Vec<(NameKind, String)> = Vec::new();
        for (index, header) in table.headers.iter().enumerate() {
            let value = table.cell(Some(index));
            if value.is_empty() {
                continue;
            }
            let column = self.columns.get(index).copied().flatten();
            let used = match column {
                Some(Column::Account(platform)) => self.account(index, platform, value, &mut ids),
                Some(Column::Alias) => self.alias(index, value, &mut ids, &mut person.who),
                // A long remark is a note on somebody, not a name.
                Some(Column::Name(NameKind::Remark)) if value.chars().count() > 20 => false,
                Some(Column::Name(kind)) => {
                    names.push((kind, value.to_owned()));
                    true
                }
                Some(Column::Ignored) => true,
                // What Python prints for a value that is not there.
                Some(Column::Field(_)) if value == "None" => true,
                Some(Column::Phone) => fill(&mut person.who.phone, cell::phone(value)),
                Some(Column::Mail) => fill(&mut person.who.mail, cell::mail(value)),
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
                _ => false,
            };
            if !used {
                let meaning = match column {
                    Some(Column::Field(meaning)) => meaning,
                    Some(Column::Joined) => Meaning::Joined,
                    _ => title_meaning(column, header),
                };
                person.fields.push(Field { header: header.clone(), meaning, value: value.to_owned() });
            }
        }
        ids.sort_by_key(|(platform, _)| ACCOUNTS.iter().position(|known| known == platform));
        person.who.ids = ids.into_iter().map(|(platform, id)| (Platform::new(platform), id)).collect();
        names.sort_by_key(|(kind, _)| *kind);
        names.dedup_by(|later, earlier| later.1 == earlier.1);
        person.who.names = names;
        person
    }

    fn account(
        &mut self,
        index: usize,
        platform: &'static str,
        value: &str,
        ids: &mut Vec<(&'static str, String)>,
    ) -> bool {
        match cell::id(value) {
            Ok(Some(id)) if !ids.iter().any(|(known, _)| *known == platform) => {
                ids.push((platform, id));
                true
            }
            Err(()) => {
                *self.rounded.entry(index).or_default() += 1;
                false
            }
            _ => false,
        }
    }

    /// A column called 微信 may hold handles or wxids.
    fn alias(&mut self, index: usize, value: &str, ids: &mut Vec<(&'static str, String)>, who: &mut PersonRef) -> bool {
        if value.starts_with("wxid_") {
            return self.account(index, "wechat", value, ids);
        }
        let plain = value.is_ascii() && !value.contains(' ') && !value.contains('*');
        fill(&mut who.alias, plain.then(|| value.to_owned()))
    }

    fn date(&mut self, index: usize, value: &str, job: &mut Job<'_>) -> Option<crate::model::Timestamp> {
        let read = job.time(value, self.order).ok();
        let read = read.or_else(|| job.zone().instant(moment::serial(value)?));
        if read.is_none() {
            *self.bad_dates.entry(index).or_default() += 1;
        }
        read
    }

    /// Tells what was lost in which columns.
    pub fn finish(&self, table: &Table, job: &mut Job<'_>) {
        for (&index, &count) in &self.rounded {
            job.warn(say::rounded_ids(job.lang, &table.headers[index], count));
        }
        for (&index, &count) in &self.bad_dates {
            job.warn(say::bad_dates(job.lang, &table.headers[index], count));
        }
    }
}

fn title_meaning(column: Option<Column>, header: &str) -> Meaning {
    if column.is_some() { Meaning::Other } else { column::meaning(header) }
}

/// Keeps a first value; whether it did.
fn fill(place: &mut Option<String>, value: Option<String>) -> bool {
    let fits = place.is_none() && value.is_some();
    if fits {
        *place = value;
    }
    fits
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let mut people = People::of(&table, job);
    if !people.can_tell_who() {
        return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_MEMBER_COLUMN });
    }
    if let Some(chat) = wechat::titled_chat(job.head) {
        job.chat(&chat)?;
    }
    while let Some(at) = table.next(job)? {
        row(job, &table, &mut people, at)?;
    }
    people.finish(&table, job);
    Ok(())
}

fn row(job: &mut Job<'_>, table: &Table, people: &mut People, at: Position) -> Result<(), ImportError> {
    let person = people.person(table, job);
    let is_group = |(_, id): &(Platform, String)| id.ends_with("@chatroom") || id.starts_with("gh_");
    if person.who.is_empty() || person.who.ids.iter().any(is_group) {
        job.skip(at, say::NO_IDENTITY.get(job.lang))?;
    } else {
        job.record(at, Record::Roster(person))?;
    }
    Ok(())
}
