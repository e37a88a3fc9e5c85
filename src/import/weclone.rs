//! WeFlow's WeClone CSV: people by the name shown, times in UTC.

use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::table::Table;
use super::wechat::{self, Row, Shown};
use super::{Format, ImportError, Kind, pywxdump};
use crate::lang::import as say;

pub const FORMAT: Format = Format { name: "weflow-weclone", title: say::WECLONE, kind: Kind::Chat, score, read };

fn score(head: &Head) -> f32 {
    if pywxdump::has_its_columns(head) { 0.9 } else { 0.0 }
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let table = Table::open(job)?;
    let of = |word: &str| table.find(&[word]);
    let (id, kind, mine) = (of("msgsvrid"), of("type_name"), of("is_sender"));
    let (talker, text, time) = (of("talker"), of("msg"), of("createtime"));
    let rows = job.head.column_values(talker).zip(job.head.column_values(text));
    let mut chat = Shown::enter(job, None, rows)?;
    table.each(job, |job, at, row| {
        let when = match job.time(row.cell(time), Order::default()) {
            Ok(when) => when,
            Err(reason) => return job.skip(at, reason),
        };
        let sender = chat.sender(row.text(talker), row.text(text));
        if row.cell(mine) == "1" && chat.owner.is_none() {
            chat.owner = sender.clone();
        }
        let native_id = wechat::server_id(row.cell(id));
        let said = Row::of(when, sender, wechat::Kind::of_name(row.cell(kind)), row.text(text));
        wechat::take(job, at, Row { native_id, ..said }, chat.owner.as_ref())
    })
}
