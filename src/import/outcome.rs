//! A campaign's table: who was contacted, who answered, who bought. Its columns are told by their headers, as those of
//! every other table are.

use std::path::Path;

use super::column::{self, Column, Mapping, normal};
use super::detect::{Container, Head};
use super::identity::{Identity, tells_who};
use super::moment::{self, Moment, Order};
use super::source::{Meter, Source};
use super::table::{Next, Rows};
use super::window::Window;
use super::{ImportError, cell};
use crate::lang::{Lang, import as say, outcome as words};
use crate::model::Timestamp;
use crate::model::outcome::{Contact, Outcome, OutcomeRow, OutcomeTable};
use crate::model::record::{PersonRef, Position};
use crate::model::report::Skip;
use crate::model::time::Calendar;

/// Headers, normalised, of a reference to a member; those of the program's own exports among them.
const MEMBER: &[&str] = &["platform_id", "平台id", "member", "成员", "ref", "编号"];
const PLATFORM: &[&str] = &["platform", "平台"];
/// Whether somebody was contacted; a time may stand there, too.
const CONTACTED: &[&str] =
    &["contacted", "sent", "触达", "是否触达", "已触达", "是否联系", "已联系", "是否发送", "已发送"];
/// When; yes or no may stand there, too.
const CONTACTED_AT: &[&str] = &[
    "contacted_at",
    "sent_at",
    "触达时间",
    "触达日期",
    "联系时间",
    "联系日期",
    "发送时间",
    "发送日期",
    "time",
    "时间",
    "date",
    "日期",
];
const ANSWERED: &[&str] = &[
    "answered",
    "replied",
    "responded",
    "reply",
    "response",
    "回复",
    "是否回复",
    "已回复",
    "回复时间",
    "响应",
    "是否响应",
    "是否回应",
];
const BOUGHT: &[&str] = &[
    "bought",
    "purchased",
    "converted",
    "conversion",
    "购买",
    "是否购买",
    "已购买",
    "下单",
    "是否下单",
    "成交",
    "是否成交",
    "转化",
    "是否转化",
];
const AMOUNT: &[&str] =
    &["amount", "revenue", "金额", "购买金额", "成交金额", "下单金额", "消费金额", "支付金额", "实付金额", "订单金额"];

/// Columns that tell the program's own exports, and those of them that are of the member, not of a campaign.
const OWN_EXPORT: &[&str] = &["activity", "活跃度", "stage", "生命周期"];
const OF_MEMBER: &[&str] = &["contacted", "上次联系", "amount", "消费金额"];

/// Where the columns are.
struct Columns {
    people: Vec<(usize, Column)>,
    member: Option<usize>,
    platform: Option<usize>,
    contacted: Option<usize>,
    contacted_at: Option<usize>,
    answered: Option<usize>,
    bought: Option<usize>,
    amount: Option<usize>,
}

impl Columns {
    /// None, if nothing tells who a row is.
    fn of(headers: &[String]) -> Option<Columns> {
        let headers: Vec<String> = headers.iter().map(|header| normal(header)).collect();
        let at = |word: &&str| headers.iter().position(|header| header == word);
        let is_own = MEMBER.iter().any(|word| at(word).is_some()) && OWN_EXPORT.iter().any(|word| at(word).is_some());
        let find = |words: &[&str]| words.iter().filter(|word| !(is_own && OF_MEMBER.contains(word))).find_map(at);
        let known = headers.iter().enumerate().filter(|(_, header)| !MEMBER.contains(&header.as_str()));
        let people: Vec<(usize, Column)> = known
            .filter_map(|(place, header)| Some((place, column::of(header)?)))
            .filter(|(_, column)| tells_who(*column))
            .collect();
        let columns = Columns {
            member: find(MEMBER),
            platform: find(PLATFORM),
            contacted: find(CONTACTED),
            contacted_at: find(CONTACTED_AT),
            answered: find(ANSWERED),
            bought: find(BOUGHT),
            amount: find(AMOUNT),
            people,
        };
        (columns.member.is_some() || !columns.people.is_empty()).then_some(columns)
    }

    fn row(&self, at: Position, cells: &[String], zone: &Calendar, lang: Lang) -> Result<OutcomeRow, String> {
        let text =
            |place: Option<usize>| place.and_then(|place| cells.get(place)).map_or("", |found| cell::clean(found));
        let did = |place: Option<usize>| -> Result<Option<bool>, String> {
            place.map(|_| deed(text(place)).ok_or_else(|| words::not_a_deed(lang, text(place)))).transpose()
        };
        let amount = text(self.amount);
        let paid = match cell::paid(amount) {
            Ok(paid) => Some(paid),
            Err(_) if amount.is_empty() => None,
            Err(reason) if reason == say::NOT_AN_AMOUNT => return Err(words::not_an_amount(lang, amount)),
            Err(reason) => return Err(reason.get(lang).to_owned()),
        };
        let bought = did(self.bought)?.or_else(|| self.amount.map(|_| paid.is_some_and(|paid| paid.0 > 0)));
        let outcome = Outcome {
            contact: self.contact(text(self.contacted), text(self.contacted_at), zone, lang)?,
            answered: did(self.answered)?,
            bought,
            amount: paid,
        };
        let member = text(self.member);
        let platform = text(self.platform);
        let reference = match (member, platform) {
            ("", _) => None,
            (member, "") => Some(member.to_owned()),
            (member, platform) => Some(format!("{platform}:{member}")),
        };
        let who = self.person(cells);
        if reference.is_none() && who.is_empty() {
            return Err(say::NO_IDENTITY.get(lang).to_owned());
        }
        Ok(OutcomeRow { at, reference, who, outcome })
    }

    /// What is said of whether decides; a time beside it only says when. Where the table asks whether, a row that
    /// answers neither is of nobody who could be counted.
    fn contact(&self, whether: &str, when: &str, zone: &Calendar, lang: Lang) -> Result<Contact, String> {
        if self.contacted.is_some() && whether.is_empty() && when.is_empty() {
            return Err(words::NOT_SAID_WHETHER.get(lang).to_owned());
        }
        match (contact(whether, zone, lang)?, contact(when, zone, lang)?) {
            (Contact::HeldOut, _) => Ok(Contact::HeldOut),
            (Contact::At(time), _) => Ok(Contact::At(time)),
            (Contact::SomeTime, Contact::HeldOut) if !whether.is_empty() => Ok(Contact::SomeTime),
            (Contact::SomeTime, said) => Ok(said),
        }
    }

    /// Headers of the columns of which nothing is taken.
    fn ignored(&self, headers: &[String]) -> Vec<String> {
        let own =
            [self.member, self.platform, self.contacted, self.contacted_at, self.answered, self.bought, self.amount];
        let is_read = |place: usize| own.contains(&Some(place)) || self.people.iter().any(|(known, _)| *known == place);
        let unread = headers.iter().enumerate().filter(|(place, _)| !is_read(*place));
        unread.map(|(_, header)| cell::clean(header).to_owned()).filter(|header| !header.is_empty()).collect()
    }

    fn person(&self, cells: &[String]) -> PersonRef {
        let mut identity = Identity::default();
        for (place, column) in &self.people {
            let value = cells.get(*place).map_or("", |found| cell::clean(found));
            if !value.is_empty() {
                identity.take(*column, value);
            }
        }
        identity.person()
    }
}

/// Reads whether somebody did something: yes or no, how often, or when. Nothing written is no.
fn deed(text: &str) -> Option<bool> {
    match cell::narrow(text).to_lowercase().as_str() {
        "" | "0" | "no" | "n" | "false" | "否" | "无" | "未" | "没有" | "×" | "x" | "✗" | "-" | "未回复" | "未购买"
        | "未下单" | "未成交" | "未触达" | "未联系" => Some(false),
        "yes" | "y" | "true" | "是" | "有" | "已" | "√" | "✓" | "已回复" | "已购买" | "已下单" | "已成交"
        | "已触达" | "已联系" => Some(true),
        other => match cell::number(other) {
            Some(times) if times >= 0.0 => Some(times > 0.0),
            _ => moment::read(text, Order::default()).map(|_| true),
        },
    }
}

/// A time, yes or no. In a table that does not ask, a row tells of somebody who was contacted.
fn contact(text: &str, zone: &Calendar, lang: Lang) -> Result<Contact, String> {
    if text.is_empty() {
        return Ok(Contact::SomeTime);
    }
    let time = match moment::read(text, Order::default()) {
        Some(Moment::Instant(time)) => Some(time),
        Some(Moment::Local(local)) => zone.instant(local),
        None => None,
    };
    match (time, deed(text)) {
        (Some(time), _) if time < Timestamp::EARLIEST || time > Timestamp(Timestamp::now().0 + 86_400) => {
            Err(say::time_out_of_range(lang))
        }
        (Some(time), _) => Ok(Contact::At(time)),
        (None, Some(true)) => Ok(Contact::SomeTime),
        (None, Some(false)) => Ok(Contact::HeldOut),
        (None, None) => Err(say::not_a_time(lang, text)),
    }
}

/// Reads a campaign's table.
///
/// # Errors
/// If the file cannot be read, or no column tells who a row is.
pub fn read(path: &Path, zone: &Calendar, lang: Lang) -> Result<OutcomeTable, ImportError> {
    let source = Source::from(path);
    let head = Head::open(&source, &Mapping::default())?;
    let mut rows = match head.container {
        Container::Sheet => Rows::sheet(&source)?,
        Container::Text => {
            source.check()?;
            let text = source.open(head.encoding, &Meter::default()).map_err(|error| ImportError::io(path, error))?;
            Rows::text(Window::new(text), head.delimiter)
        }
    };
    let (mut cells, mut table) = (Vec::new(), OutcomeTable::default());
    let mut columns: Option<Columns> = None;
    let mut above = head.header_row;
    loop {
        let at = match rows.next(&mut cells) {
            Next::End => return Ok(table),
            Next::Row(..) if above > 0 => {
                above -= 1;
                continue;
            }
            Next::Row(at, _) if cells.iter().any(|cell| !cell.trim().is_empty()) => at,
            Next::Row(..) => continue,
            Next::Broken(at) => {
                table.skips.push(Skip { at, reason: say::ROW_TOO_LARGE.get(lang).to_owned() });
                continue;
            }
        };
        match &columns {
            None => {
                let missing = || ImportError::Missing { path: path.to_owned(), expected: words::NEEDS_MEMBER };
                let found = Columns::of(&cells).ok_or_else(missing)?;
                table.ignored = found.ignored(&cells);
                columns = Some(found);
            }
            Some(columns) => match columns.row(at, &cells, zone, lang) {
                Ok(row) => table.rows.push(row),
                Err(reason) => table.skips.push(Skip { at, reason }),
            },
        }
    }
}
