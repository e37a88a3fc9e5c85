//! MemoTrace's CSV of WeChat 3.x: type numbers, raw contents, in later builds the sender's account.

use std::borrow::Cow;

use super::detect::Head;
use super::job::Job;
use super::table::Table;
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind, content};
use crate::lang::import as say;
use crate::model::record::{ChatKind, MessageKind, NameKind, PersonRef, Position};
use crate::model::sink::Stop;

pub const FORMAT: Format = Format { name: "memotrace-v1", title: say::MEMOTRACE_V1, kind: Kind::Chat, score, read };

fn score(head: &Head) -> f32 {
    if head.has_headers(&["localid", "talkerid", "type", "subtype", "issender", "createtime", "strcontent"]) {
        0.95
    } else {
        0.0
    }
}

struct Reader {
    talker: Option<usize>,
    kind: [Option<usize>; 2],
    mine: Option<usize>,
    time: Option<usize>,
    shown: Option<usize>,
    text: Option<usize>,
    remark: Option<usize>,
    nickname: Option<usize>,
    sender: Option<usize>,
    /// Whether senders are accounts; old builds write cards.
    by_account: bool,
    chat_kind: ChatKind,
    first: Option<String>,
    here: Option<String>,
    owner: Option<PersonRef>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let table = Table::open(job)?;
    let of = |word: &str| table.find(&[word]);
    let sender = of("sender");
    let senders = || job.head.column_values(sender);
    let mut reader = Reader {
        talker: of("talkerid"),
        kind: [of("type"), of("subtype")],
        mine: of("issender"),
        time: of("createtime"),
        shown: of("strtime"),
        text: of("strcontent"),
        remark: of("remark"),
        nickname: of("nickname"),
        sender,
        by_account: senders().any(|who| who.starts_with("wxid_")),
        chat_kind: wechat::kind_among(senders()),
        first: None,
        here: None,
        owner: None,
    };
    table.each(job, |job, at, row| reader.row(job, at, row))
}

impl Reader {
    fn row(&mut self, job: &mut Job<'_>, at: Position, row: &Table) -> Result<(), Stop> {
        let time = match job.epoch_shown(row.cell(self.time).parse().ok(), row.cell(self.shown)) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        self.enter(job, row.cell(self.talker))?;
        let [base, sub] = self.kind.map(|column| row.cell(column).parse().unwrap_or(0));
        let kind = wechat::Kind::of_pair(base, sub);
        let sender = self.sender(job, row);
        if sender.is_none() && kind != wechat::Kind::System {
            return job.skip(at, say::NO_IDENTITY.get(job.lang));
        }
        let text = readable(kind, row.text(self.text));
        wechat::take(job, at, Row::of(time, sender, kind, &text), self.owner.as_ref())
    }

    /// The file tells chats apart by a number; its name is that of its first, or only one.
    fn enter(&mut self, job: &mut Job<'_>, talker: &str) -> Result<(), Stop> {
        if self.here.as_deref() == Some(talker) {
            return Ok(());
        }
        self.here = Some(talker.to_owned());
        let first = self.first.get_or_insert_with(|| talker.to_owned());
        let stem = job.stem();
        let stem = if first == talker { stem } else { format!("{stem} #{talker}") };
        job.chat(&wechat::chat_of_stem(&stem, self.chat_kind))
    }

    fn sender(&mut self, job: &Job<'_>, row: &Table) -> Option<PersonRef> {
        let is_mine = row.cell(self.mine) == "1";
        let told = match row.cell(self.sender) {
            "" | "我" => PersonRef::default(),
            id if self.by_account => wechat::account(id),
            card => PersonRef::named(NameKind::Card, card),
        };
        let mut who = told
            .with_name(NameKind::Nickname, row.text(self.nickname))
            .with_name(NameKind::Remark, row.text(self.remark));
        if who.is_empty() && (is_mine || self.sender.is_none()) {
            // The oldest builds name nobody: the file is called after the one other person.
            let name = if is_mine { "我".to_owned() } else { job.stem() };
            who = PersonRef::named(NameKind::Nickname, name);
        }
        if is_mine && self.owner.is_none() {
            self.owner = Some(who.clone());
        }
        (!who.is_empty()).then_some(who)
    }
}

/// What a raw content says in words.
fn readable(kind: wechat::Kind, raw: &str) -> Cow<'_, str> {
    let Some(xml) =
        raw.find('<').filter(|at| raw[..*at].trim().is_empty() || raw[..*at].ends_with(":\n")).map(|at| &raw[at..])
    else {
        return Cow::Borrowed(raw);
    };
    let words = match kind {
        wechat::Kind::System => inner(xml, "replacemsg").or_else(|| inner(xml, "plain")),
        wechat::Kind::Message(MessageKind::Location) => attribute(xml, "poiname").or_else(|| attribute(xml, "label")),
        wechat::Kind::Message(MessageKind::Image | MessageKind::Voice | MessageKind::Video | MessageKind::Sticker) => {
            None
        }
        _ => inner(xml, "title"),
    };
    content::unescaped(words.unwrap_or_default())
}

/// The text of the first element of this name, which may be cut.
fn inner<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let text = rest.split(&format!("</{name}>")).next().unwrap_or_default().trim();
    let text = text.strip_prefix("<![CDATA[").map_or(text, |text| text.strip_suffix("]]>").unwrap_or(text));
    (!text.is_empty()).then_some(text)
}

fn attribute<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().filter(|text| !text.is_empty())
}
