//! chatlog's JSON: a bare list of messages, each with its chat and all that is known of it.

use serde::Deserialize;

use super::chatlog_words;
use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::scalar::Scalar;
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind, content, json};
use crate::lang::import as say;
use crate::model::record::{ChatKind, NameKind, PersonRef, Position, ReplyRef};
use crate::model::sink::Stop;

pub const FORMAT: Format = Format { name: "chatlog-json", title: say::CHATLOG_JSON, kind: Kind::Chat, score, read };

fn score(head: &Head) -> f32 {
    let is_list = head.text.trim_start().starts_with('[');
    if is_list && head.has_key("talkerName", "\"") && head.has_key("isChatRoom", "") { 0.95 } else { 0.0 }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Said<'a> {
    #[serde(borrow)]
    seq: Scalar<'a>,
    #[serde(borrow)]
    time: Scalar<'a>,
    #[serde(borrow)]
    talker: Scalar<'a>,
    #[serde(borrow)]
    talker_name: Scalar<'a>,
    is_chat_room: bool,
    #[serde(borrow)]
    sender: Scalar<'a>,
    #[serde(borrow)]
    sender_name: Scalar<'a>,
    is_self: bool,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    sub_type: Scalar<'a>,
    #[serde(borrow)]
    content: Scalar<'a>,
    #[serde(borrow)]
    contents: Option<Contents<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Contents<'a> {
    #[serde(borrow)]
    title: Scalar<'a>,
    #[serde(borrow)]
    label: Scalar<'a>,
    #[serde(borrow)]
    refer: Option<Refer<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Refer<'a> {
    #[serde(borrow)]
    sender: Scalar<'a>,
    #[serde(borrow)]
    sender_name: Scalar<'a>,
    #[serde(borrow)]
    content: Scalar<'a>,
}

fn person(id: &Scalar<'_>, name: &Scalar<'_>) -> Option<PersonRef> {
    let id = id.text().filter(|id| !content::is_system_id(id))?;
    let who = wechat::account(&id);
    Some(if name.str() == id { who } else { who.with_name(NameKind::Card, name.str()) })
}

#[derive(Default)]
struct Reader {
    talker: Option<String>,
    owner: Option<PersonRef>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut reader = Reader::default();
    json::array(job, |job, raw| Ok(reader.said(job, raw.at, &raw.read()?)?))
}

impl Reader {
    fn said(&mut self, job: &mut Job<'_>, at: Position, said: &Said<'_>) -> Result<(), Stop> {
        let time = match job.time(said.time.str(), Order::default()) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        if self.talker.as_deref() != Some(said.talker.str()) {
            let id = said.talker.owned();
            let name = said.talker_name.owned().or_else(|| id.clone()).unwrap_or_else(|| job.stem());
            let kind = if said.is_chat_room { ChatKind::Group } else { ChatKind::Private };
            job.chat(&wechat::chat(id, name, kind))?;
            self.talker = Some(said.talker.str().to_owned());
        }
        let sender = person(&said.sender, &said.sender_name);
        if said.is_self && self.owner.is_none() {
            self.owner = sender.clone();
        }
        let about = said.contents.as_ref();
        let reply = about.and_then(|about| about.refer.as_ref()).and_then(|refer| {
            let author = person(&refer.sender, &refer.sender_name)?;
            Some(ReplyRef::Quote { author, text: refer.content.owned().unwrap_or_default() })
        });
        let [base, sub] = [&said.kind, &said.sub_type].map(|number| number.int().unwrap_or_default());
        let written = said.content.text().unwrap_or_default();
        let titled = about.and_then(|about| about.title.text().or_else(|| about.label.text())).unwrap_or_default();
        let text = if written.is_empty() { &titled } else { chatlog_words::title(&written).unwrap_or(&written) };
        // The number of a message in its chat's own order of time; no server's id is told.
        let native_id = said.seq.owned().map(|seq| format!("{seq}:{}", said.sender.str()));
        let row = Row { native_id, reply, ..Row::of(time, sender, wechat::Kind::of_pair(base, sub), text) };
        wechat::take(job, at, row, self.owner.as_ref())
    }
}
