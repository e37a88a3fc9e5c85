//! WeFlow's spreadsheet of a chat, compact or with every name of the sender.

use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::table::Table;
use super::wechat::{self, Row, Shown};
use super::{Format, ImportError, Kind, content};
use crate::lang::import as say;
use crate::model::record::NameKind;

pub const FORMAT: Format = Format { name: "weflow-xlsx", title: say::WEFLOW_XLSX, kind: Kind::Chat, score, read };

/// The words of its header, which stands below rows that tell of the chat.
const HEADER: [&str; 5] = ["序号", "时间", "发送者身份", "消息类型", "内容"];

/// Whether a word is a header of this table.
pub fn is_header(word: &str) -> bool {
    HEADER.contains(&word)
}

fn score(head: &Head) -> f32 {
    if head.has_headers(&HEADER) { 0.95 } else { 0.0 }
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let table = Table::open(job)?;
    let of = |word: &str| table.find(&[word]);
    let (time, shown, kind, text) = (of("时间"), of("发送者身份"), of("消息类型"), of("内容"));
    let (id, names) = (
        of("发送者微信id"),
        [(NameKind::Nickname, of("发送者昵称")), (NameKind::Card, of("群昵称")), (NameKind::Remark, of("发送者备注"))],
    );
    let head = job.head;
    let rows = head.column_values(shown).zip(head.column_values(text));
    let mut chat = Shown::enter(job, wechat::titled_chat(head), rows)?;
    table.each(job, |job, at, row| {
        let when = match job.time(row.cell(time), Order::default()) {
            Ok(when) => when,
            Err(reason) => return job.skip(at, reason),
        };
        let mut sender = chat.sender(row.text(shown), row.text(text));
        let account = row.cell(id);
        if !account.is_empty() && sender.is_some() {
            let who =
                names.iter().fold(wechat::account(account), |who, (kind, name)| who.with_name(*kind, row.text(*name)));
            sender = (!content::is_system_id(account)).then_some(who);
        }
        if row.text(shown) == "我" && chat.owner.is_none() {
            chat.owner = sender.clone();
        }
        let said = Row::of(when, sender, wechat::Kind::of_name(row.cell(kind)), row.text(text));
        wechat::take(job, at, said, chat.owner.as_ref())
    })
}
