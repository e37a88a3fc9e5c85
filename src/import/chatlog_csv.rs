//! chatlog's CSV.

use super::chatlog_words as words;
use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::table::Table;
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind, content};
use crate::lang::import as say;
use crate::model::record::ChatKind;

pub const FORMAT: Format = Format { name: "chatlog-csv", title: say::CHATLOG_CSV, kind: Kind::Chat, score, read };

fn score(head: &Head) -> f32 {
    if head.has_headers(&["time", "sendername", "sender", "talkername", "talker", "content"]) { 0.95 } else { 0.0 }
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let table = Table::open(job)?;
    let of = |word: &str| table.find(&[word]);
    let (time, sender, name, text) = (of("time"), of("sender"), of("sendername"), of("content"));
    let (talker, chat) = (of("talker"), of("talkername"));
    let mut here: Option<String> = None;
    table.each(job, |job, at, row| {
        let when = match job.time(row.cell(time), Order::default()) {
            Ok(when) => when,
            Err(reason) => return job.skip(at, reason),
        };
        if here.as_deref() != Some(row.cell(talker)) {
            let id = row.cell(talker).to_owned();
            let name = Some(row.text(chat)).filter(|name| !name.is_empty()).unwrap_or(&id).to_owned();
            job.chat(&wechat::chat(Some(id.clone()), name, ChatKind::Private))?;
            here = Some(id);
        }
        let id = row.cell(sender);
        let who = (!content::is_system_id(id)).then(|| words::person(row.text(name), id));
        let (kind, text, reply) = words::read(row.text(text));
        wechat::take(job, at, Row { reply, ..Row::of(when, who, kind, &text) }, None)
    })
}
