//! WeFlow's JSON: the plain form, echotrace's before it, and the compact one (arkme) that lists
//! every member.

use std::collections::HashMap;

use serde::Deserialize;

use super::job::Job;
use super::moment::Order;
use super::scalar::{List, Scalar};
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind, content, json};
use crate::lang::import as say;
use crate::model::record::{ChatKind, Mention, NameKind, Person, PersonRef, Platform, Position, ReplyRef};
use crate::model::sink::Stop;

pub const JSON: Format = Format {
    name: "weflow-json",
    title: say::WEFLOW_JSON,
    kind: Kind::Chat,
    score: |head| if head.begins_like_json() && head.has_key("weflow", "{") { 0.9 } else { 0.0 },
    read,
};

/// WeFlow's elder, which writes the same without naming itself.
pub const ECHOTRACE: Format = Format {
    name: "echotrace",
    title: say::ECHOTRACE,
    kind: Kind::Chat,
    score: |head| {
        let both = head.has_key("session", "{") && head.has_key("senderUsername", "\"");
        if head.begins_like_json() && both { 0.85 } else { 0.0 }
    },
    read,
};

pub const ARKME: Format = Format {
    name: "weflow-arkme",
    title: say::WEFLOW_ARKME,
    kind: Kind::Chat,
    score: |head| if head.has_key("weflow", "{") && head.has_key("format", "\"arkme-json\"") { 0.95 } else { 0.0 },
    read,
};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Session<'a> {
    #[serde(borrow)]
    wxid: Scalar<'a>,
    #[serde(borrow)]
    nickname: Scalar<'a>,
    #[serde(borrow)]
    display_name: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Someone<'a> {
    #[serde(borrow, rename = "senderID")]
    number: Scalar<'a>,
    #[serde(borrow)]
    wxid: Scalar<'a>,
    #[serde(borrow)]
    display_name: Scalar<'a>,
    #[serde(borrow)]
    nickname: Scalar<'a>,
    #[serde(borrow)]
    remark: Scalar<'a>,
    #[serde(borrow)]
    alias: Scalar<'a>,
    #[serde(borrow)]
    group_nickname: Scalar<'a>,
}

impl Someone<'_> {
    fn person(&self, platform: &Platform) -> PersonRef {
        let named = |name: &Scalar<'_>| name.owned().unwrap_or_default();
        let mut who = PersonRef::account(platform, named(&self.wxid))
            .with_name(NameKind::Nickname, named(&self.nickname))
            .with_name(NameKind::Card, named(&self.group_nickname))
            .with_name(NameKind::Remark, named(&self.remark));
        if who.names.is_empty() {
            who = who.with_name(NameKind::Nickname, named(&self.display_name));
        }
        who.alias = self.alias.owned();
        who
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Said<'a> {
    #[serde(borrow)]
    create_time: Scalar<'a>,
    #[serde(borrow)]
    formatted_time: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    local_type: Scalar<'a>,
    #[serde(borrow)]
    content: Scalar<'a>,
    #[serde(borrow)]
    is_send: Scalar<'a>,
    #[serde(borrow)]
    sender_username: Scalar<'a>,
    #[serde(borrow)]
    sender_display_name: Scalar<'a>,
    #[serde(borrow, rename = "senderID")]
    sender_number: Scalar<'a>,
    #[serde(borrow)]
    source: Scalar<'a>,
    #[serde(borrow)]
    platform_message_id: Scalar<'a>,
    #[serde(borrow)]
    reply_to_message_id: Scalar<'a>,
    #[serde(borrow)]
    quoted_sender: Scalar<'a>,
    #[serde(borrow)]
    quoted_content: Scalar<'a>,
}

/// The chat, the people known by number, and who exported it.
struct Room {
    platform: Platform,
    id: String,
    senders: HashMap<i64, PersonRef>,
    owner: Option<PersonRef>,
}

impl Room {
    fn enter(job: &mut Job<'_>, session: &Session<'_>, senders: &List<Someone<'_>>) -> Result<Room, Stop> {
        let platform = Platform::new("wechat");
        let id = session.wxid.owned().unwrap_or_default();
        let is_group = session.kind.str() == "群聊";
        let name = session.display_name.owned().or_else(|| session.nickname.owned()).unwrap_or_else(|| job.stem());
        let kind = if is_group { ChatKind::Group } else { ChatKind::Private };
        job.chat(&wechat::chat(Some(id.clone()), name, kind))?;
        let numbered = |someone: &Someone<'_>| Some((someone.number.int()?, someone.person(&platform)));
        let senders = senders.0.iter().filter_map(numbered).collect();
        Ok(Room { platform, id, senders, owner: None })
    }

    fn member(&self, job: &mut Job<'_>, at: Position, someone: &Someone<'_>) -> Result<(), Stop> {
        let who = someone.person(&self.platform);
        if self.is_system(&who) { Ok(()) } else { job.listed(at, Person { who, ..Person::default() }) }
    }

    fn sender(&self, said: &Said<'_>) -> PersonRef {
        if let Some(known) = said.sender_number.int().and_then(|number| self.senders.get(&number)) {
            return known.clone();
        }
        let id = said.sender_username.text().unwrap_or_default();
        let name = said.sender_display_name.owned().filter(|name| *name != id).unwrap_or_default();
        PersonRef::account(&self.platform, id).with_name(NameKind::Nickname, name)
    }

    fn is_system(&self, who: &PersonRef) -> bool {
        let id = who.ids.first().map_or("", |(_, id)| id);
        content::is_system_id(id) || id == self.id && id.ends_with("@chatroom")
    }

    fn said(&mut self, job: &mut Job<'_>, at: Position, said: &Said<'_>) -> Result<(), Stop> {
        let time = match said.create_time.int() {
            Some(number) => job.epoch_shown(Some(number), said.formatted_time.str()),
            None => job.time(said.formatted_time.str(), Order::default()),
        };
        let time = match time {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        let sender = self.sender(said);
        let by_platform = self.is_system(&sender);
        if self.owner.is_none() && !by_platform && said.is_send.int() == Some(1) {
            self.owner = Some(sender.clone());
        }
        let told = said.quoted_sender.text().map(|name| content::quote_of(&name, said.quoted_content.str()));
        let text = said.content.text().unwrap_or_default();
        let row = Row {
            native_id: said.platform_message_id.owned().filter(|id| id != "0"),
            reply: said.reply_to_message_id.owned().filter(|id| id != "0").map(ReplyRef::Native).or(told),
            mentions: listed_mentions(said.source.str(), &self.platform),
            ..Row::of(time, (!by_platform).then_some(sender), kind(said), &text)
        };
        wechat::take(job, at, row, self.owner.as_ref())
    }
}

/// The type number knows best, then the type's name.
fn kind(said: &Said<'_>) -> wechat::Kind {
    match said.local_type.int().map(wechat::Kind::of_number) {
        None | Some(wechat::Kind::Unclear) => wechat::Kind::of_name(said.kind.str()),
        Some(known) => known,
    }
}

/// The ids in `<atuserlist>` of a message's source.
fn listed_mentions(source: &str, platform: &Platform) -> Vec<Mention> {
    let Some((_, rest)) = source.split_once("<atuserlist>") else { return Vec::new() };
    let list = rest.split("</atuserlist>").next().unwrap_or_default();
    let list = list.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    let mention = |id: &str| match id {
        "notify@all" => Mention::Everyone,
        id => Mention::Person(PersonRef::account(platform, id)),
    };
    list.split(',').map(str::trim).filter(|id| !id.is_empty()).map(mention).collect()
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let compact = job.head.has_key("format", "\"arkme-json\"");
    let top = json::top_level(job, if compact { &["session", "senders"] } else { &["session"] })?;
    let mut room = Room::enter(job, &top.read("session"), &top.read("senders"))?;
    json::object(job, |job, split, key| match key {
        "messages" => json::each(job, split, |job, raw| Ok(room.said(job, raw.at, &raw.read()?)?)),
        "groupMembers" => json::each(job, split, |job, raw| Ok(room.member(job, raw.at, &raw.read()?)?)),
        _ => {
            split.skip();
            Ok(())
        }
    })
}
