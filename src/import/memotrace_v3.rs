//! MemoTrace's table of WeChat 4.x, as CSV or as a workbook with a sheet of members.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::detect::Head;
use super::job::Job;
use super::members::People;
use super::moment::Order;
use super::table::Table;
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind, content};
use crate::lang::import as say;
use crate::model::record::{ChatKind, NameKind};

pub const FORMAT: Format = Format { name: "memotrace-v3", title: say::MEMOTRACE_V3, kind: Kind::Chat, score, read };

/// The sheet that lists members.
const MEMBERS: &str = "成员信息";

/// Whether a sheet of this name is read beside the chat.
pub fn is_sheet(name: &str) -> bool {
    name == MEMBERS
}

fn score(head: &Head) -> f32 {
    if head.has_headers(&["消息id", "类型", "发送人", "时间", "内容"]) { 0.95 } else { 0.0 }
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let table = Table::open(job)?;
    let of = |word: &str| table.find(&[word]);
    let (id, kind, shown, time, text) = (of("消息id"), of("类型"), of("发送人"), of("时间"), of("内容"));
    let (remark, nickname) = (of("备注"), of("昵称"));
    let members = Table::beside(job, MEMBERS)?;
    let names = job.head.column_values(shown);
    let chat_kind = if members.is_some() { ChatKind::Group } else { wechat::kind_among(names) };
    job.chat(&wechat::chat_of_stem(&job.stem(), chat_kind))?;
    let accounts = match members {
        Some(members) => listed(job, members)?,
        None => HashMap::new(),
    };
    table.each(job, |job, at, row| {
        let when = match job.time(row.cell(time), Order::default()) {
            Ok(when) => when,
            Err(reason) => return job.skip(at, reason),
        };
        let names = [(NameKind::Card, shown), (NameKind::Nickname, nickname), (NameKind::Remark, remark)]
            .map(|(kind, column)| (kind, row.text(column)));
        let account = names.iter().find_map(|(_, name)| accounts.get(*name)?.as_deref());
        let sender = (!content::is_system_id(row.cell(shown))).then(|| {
            let who = account.map(wechat::account).unwrap_or_default();
            names.into_iter().fold(who, |who, (kind, name)| who.with_name(kind, name))
        });
        let said = Row::of(when, sender, wechat::Kind::of_name(row.cell(kind)), row.text(text));
        wechat::take(job, at, Row { native_id: wechat::server_id(row.cell(id)), ..said }, None)
    })
}

/// Tells of every listed member; the account of each name that only one of them bears.
fn listed(job: &mut Job<'_>, mut members: Table) -> Result<HashMap<String, Option<String>>, ImportError> {
    let mut people = People::of(&members, job);
    let mut accounts: HashMap<String, Option<String>> = HashMap::new();
    while let Some(at) = members.next(job)? {
        let person = people.person(&members, job);
        let Some((_, id)) = person.who.ids.first().filter(|(_, id)| !content::is_system_id(id)).cloned() else {
            continue;
        };
        for (_, name) in &person.who.names {
            match accounts.entry(name.clone()) {
                Entry::Vacant(place) => {
                    place.insert(Some(id.clone()));
                }
                Entry::Occupied(mut place) => {
                    if place.get().as_ref() != Some(&id) {
                        place.insert(None);
                    }
                }
            }
        }
        job.listed(at, person)?;
    }
    Ok(accounts)
}
