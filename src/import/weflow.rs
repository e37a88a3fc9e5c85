//! WeFlow's JSON: the plain form, and the compact one (arkme) that lists every member.

use std::collections::HashMap;

use serde::Deserialize;

use super::content::{self, WechatKind};
use super::job::Job;
use super::moment::Order;
use super::scalar::{List, Scalar};
use super::{Format, ImportError, Kind, json, system};
use crate::lang::import as say;
use crate::model::record::{
    Action, Chat, ChatKind, Mention, Message, MessageKind, NameKind, Person, PersonRef, Platform, Position, ReplyRef,
};
use crate::model::sink::Stop;

pub const JSON: Format = Format {
    name: "weflow-json",
    title: say::WEFLOW_JSON,
    kind: Kind::Chat,
    score: |head| if head.begins_like_json() && head.has_key("weflow", "{") { 0.9 } else { 0.0 },
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
        let is_group = id.ends_with("@chatroom") || session.kind.str() == "群聊";
        let name = session.display_name.owned().or_else(|| session.nickname.owned()).unwrap_or_else(|| job.stem());
        job.chat(&Chat {
            platform: platform.clone(),
            native_id: (!id.is_empty()).then(|| id.clone()),
            name,
            kind: if is_group { ChatKind::Group } else { ChatKind::Private },
        })?;
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
            Some(number) => job.epoch(Some(number)),
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
        let native_id = said.platform_message_id.owned().filter(|id| id != "0");
        let raw = said.content.text().unwrap_or_default();
        let text = content::without_sender(&raw, said.sender_username.str());
        let kind = kind(said, text);
        if by_platform || matches!(kind, WechatKind::System | WechatKind::Pat) {
            let mut event = system::event(time, native_id, text, self.owner.as_ref());
            if kind == WechatKind::Pat {
                (event.action, event.system) = (Action::Pat, false);
                if !by_platform {
                    event.actor = Some(sender);
                }
            }
            return job.event(at, event);
        }
        let kind = if let WechatKind::Message(kind) = kind { kind } else { MessageKind::Other };
        let (text, quote) = content::part_quote(text);
        let mut mentions = listed_mentions(said.source.str(), &self.platform);
        for mention in content::mentions(text) {
            if !mentions.contains(&mention) {
                mentions.push(mention);
            }
        }
        let reply = said.reply_to_message_id.owned().filter(|id| id != "0").map(ReplyRef::Native);
        let told = said.quoted_sender.text().map(|name| content::quote_of(&name, said.quoted_content.str()));
        job.message(
            at,
            Message {
                native_id,
                kind,
                text: content::words(kind, text),
                reply: reply.or(told).or(quote),
                mentions,
                ..Message::of(sender, time)
            },
        )
    }
}

/// The type number knows best, then the type's name, then the text's placeholder.
fn kind(said: &Said<'_>, text: &str) -> WechatKind {
    let by_number = said.local_type.int().map_or(WechatKind::Unclear, content::wechat_kind);
    if by_number != WechatKind::Unclear {
        return by_number;
    }
    let by_text = content::placeholder(text).map(|(kind, _)| kind);
    WechatKind::Message(match said.kind.str() {
        "系统消息" => return WechatKind::System,
        "拍一拍" => return WechatKind::Pat,
        "文本消息" | "引用消息" => MessageKind::Text,
        "图片消息" => MessageKind::Image,
        "语音消息" => MessageKind::Voice,
        "视频消息" => MessageKind::Video,
        "名片消息" => MessageKind::Card,
        "动画表情" => MessageKind::Sticker,
        "位置消息" => MessageKind::Location,
        "通话消息" => MessageKind::Call,
        "音乐消息" | "小程序消息" | "小程序分享" | "视频号直播卡片" => MessageKind::Share,
        "群公告" => MessageKind::Announcement,
        "转账消息" | "转账卡片" => MessageKind::Transfer,
        "文件消息" | "文件" => MessageKind::File,
        "聊天记录" | "聊天记录合并转发" => MessageKind::Forward,
        "红包卡片" | "红包" => MessageKind::RedPacket,
        "链接消息" | "卡片式链接" | "图文消息" => by_text.unwrap_or(MessageKind::Link),
        _ => by_text.unwrap_or(MessageKind::Other),
    })
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
