//! What all exporters of WeChat have in common: chats, members' rows and the platform's own.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::cell;
use super::content;
use super::detect::{Head, regex};
use super::job::Job;
use super::system;
use crate::model::record::{
    Action, Chat, ChatKind, Mention, Message, MessageKind, NameKind, PersonRef, Platform, Position, ReplyRef,
};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

/// What a row is, as far as its exporter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message of this kind.
    Message(MessageKind),
    /// 拍一拍.
    Pat,
    /// A row the platform wrote.
    System,
    /// Something of no known type: its text tells what, and is no speech unless it says so.
    Unclear,
    /// The format has no types: what the text does not tell otherwise was said.
    Untyped,
}

/// Words in the names of types, the more particular first.
const TYPE_NAMES: &[(&str, Kind)] = &[
    ("拍一拍", Kind::Pat),
    ("系统", Kind::System),
    ("撤回", Kind::System),
    ("引用", Kind::Message(MessageKind::Text)),
    ("文本", Kind::Message(MessageKind::Text)),
    ("聊天记录", Kind::Message(MessageKind::Forward)),
    ("合并转发", Kind::Message(MessageKind::Forward)),
    ("图文", Kind::Message(MessageKind::Link)),
    ("图片", Kind::Message(MessageKind::Image)),
    ("image", Kind::Message(MessageKind::Image)),
    ("通话", Kind::Message(MessageKind::Call)),
    ("语音", Kind::Message(MessageKind::Voice)),
    ("voice", Kind::Message(MessageKind::Voice)),
    ("视频号", Kind::Message(MessageKind::Share)),
    ("视频", Kind::Message(MessageKind::Video)),
    ("video", Kind::Message(MessageKind::Video)),
    ("表情", Kind::Message(MessageKind::Sticker)),
    ("sticker", Kind::Message(MessageKind::Sticker)),
    ("位置", Kind::Message(MessageKind::Location)),
    ("地图", Kind::Message(MessageKind::Location)),
    ("location", Kind::Message(MessageKind::Location)),
    ("名片", Kind::Message(MessageKind::Card)),
    ("红包", Kind::Message(MessageKind::RedPacket)),
    ("转账", Kind::Message(MessageKind::Transfer)),
    ("小程序", Kind::Message(MessageKind::Share)),
    ("音乐", Kind::Message(MessageKind::Share)),
    ("公告", Kind::Message(MessageKind::Announcement)),
    ("接龙", Kind::Message(MessageKind::Solitaire)),
    ("文件", Kind::Message(MessageKind::File)),
    ("file", Kind::Message(MessageKind::File)),
    ("链接", Kind::Message(MessageKind::Link)),
    ("text", Kind::Untyped),
];

impl Kind {
    /// By a type's number; composite ones are `sub << 32 | base`.
    pub fn of_number(number: i64) -> Kind {
        Kind::of_pair(number & 0xFFFF_FFFF, number >> 32)
    }

    /// By a type's number and its sub-type's.
    pub fn of_pair(base: i64, sub: i64) -> Kind {
        Kind::Message(match (base, sub) {
            (1, _) => MessageKind::Text,
            (3, _) => MessageKind::Image,
            (34, _) => MessageKind::Voice,
            (42, _) => MessageKind::Card,
            (43, _) => MessageKind::Video,
            (47, _) => MessageKind::Sticker,
            (48, _) => MessageKind::Location,
            (50, _) => MessageKind::Call,
            (10_000 | 10_002, _) => return Kind::System,
            (49, 62) => return Kind::Pat,
            (49, 1 | 4 | 5) => MessageKind::Link,
            (49, 3 | 33 | 36 | 51 | 63 | 76 | 92) => MessageKind::Share,
            (49, 6 | 74) => MessageKind::File,
            (49, 8) => MessageKind::Sticker,
            (49, 19 | 24) => MessageKind::Forward,
            (49, 53) => MessageKind::Solitaire,
            (49, 57) => MessageKind::Text,
            (49, 87) => MessageKind::Announcement,
            (49, 2000) => MessageKind::Transfer,
            (49, 2001 | 2003) => MessageKind::RedPacket,
            _ => return Kind::Unclear,
        })
    }

    /// By a type's name, in any exporter's words.
    pub fn of_name(name: &str) -> Kind {
        TYPE_NAMES.iter().find(|(word, _)| name.contains(word)).map_or(Kind::Unclear, |(_, kind)| *kind)
    }

    /// What the text tells beyond the type. Links stand for whatever an exporter has no type for.
    fn settled(self, text: &str) -> Kind {
        let by_text = || content::placeholder(text).map(|(kind, _)| Kind::Message(kind));
        match self {
            Kind::Unclear | Kind::Untyped if is_sentence(text) => {
                if text.contains("拍了拍") {
                    Kind::Pat
                } else {
                    Kind::System
                }
            }
            Kind::Unclear => by_text().unwrap_or(Kind::Message(MessageKind::Other)),
            Kind::Untyped => Kind::Message(content::untyped(text).0),
            Kind::Message(MessageKind::Link) => by_text().unwrap_or(self),
            known => known,
        }
    }
}

/// Whether a text is a sentence of the platform, as nobody types it: a name in quotes, and at
/// once what they did.
pub fn is_sentence(text: &str) -> bool {
    static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            "^[\"“「].{1,200}[\"”」] ?(?:拍了拍|邀请.+加入|通过扫描.+二维码加入|通过.+邀请加入|与群里其他人都不是|",
            "将.+移出|退出|撤回了|修改群名|已成为|被取消|领取了)"
        ))
    });
    QUOTED.is_match(text)
}

/// Whether a sentence is told in groups only: under whose name it stands, that is the group.
pub fn is_of_a_group(text: &str) -> bool {
    is_sentence(text) && ["群聊", "群名", "群主", "管理员"].iter().any(|word| text.contains(word))
}

/// A chat whose people are known by the name shown; the platform's rows stand under the group's.
pub struct Shown {
    group: Option<String>,
    /// Who exported it.
    pub owner: Option<PersonRef>,
}

impl Shown {
    /// Enters the chat, told by its first rows: names, each with what is written under it.
    pub fn enter<'a>(
        job: &mut Job<'_>,
        titled: Option<Chat>,
        rows: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Result<Shown, Stop> {
        let mut told = rows.clone().filter(|(name, text)| is_of_a_group(text) && !content::is_system_id(name));
        let group = told.next().map(|(name, _)| name.to_owned());
        let chat = titled.unwrap_or_else(|| {
            let kind = if group.is_some() { ChatKind::Group } else { kind_among(rows.map(|(name, _)| name)) };
            chat(None, group.clone().unwrap_or_else(|| job.stem()), kind)
        });
        job.chat(&chat)?;
        Ok(Shown { group: group.or(Some(chat.name)).filter(|_| chat.kind == ChatKind::Group), owner: None })
    }

    /// Who wrote a row; `None` for the platform.
    pub fn sender(&mut self, name: &str, text: &str) -> Option<PersonRef> {
        if is_of_a_group(text) && self.group.is_none() {
            self.group = Some(name.to_owned());
        }
        let by_platform = content::is_system_id(name) || self.group.as_deref() == Some(name);
        (!by_platform).then(|| PersonRef::named(NameKind::Nickname, name))
    }
}

/// Two people are a private chat, more are a group.
pub fn kind_among<'a>(names: impl Iterator<Item = &'a str>) -> ChatKind {
    let people: HashSet<&str> = names.filter(|name| !content::is_system_id(name)).collect();
    if people.len() > 2 { ChatKind::Group } else { ChatKind::Private }
}

/// A chat's id and name out of the name of its file, which may be either.
pub fn chat_of_stem(stem: &str, kind: ChatKind) -> Chat {
    let stem = stem.strip_suffix("_utf8").unwrap_or(stem);
    let is_id = stem.ends_with("@chatroom") || stem.starts_with("wxid_");
    chat(is_id.then(|| stem.to_owned()), stem.to_owned(), kind)
}

/// The chat that rows above a table's header name, as WeFlow writes them.
pub fn titled_chat(head: &Head) -> Option<Chat> {
    let above: Vec<&str> = head.rows.iter().take(head.header_row).flatten().map(|cell| cell.trim()).collect();
    let behind = |title: &str| {
        let value = above.iter().skip_while(|cell| **cell != title).nth(1);
        value.map(|value| (*value).to_owned()).filter(|value| !value.is_empty())
    };
    let id = behind("微信ID")?;
    Some(chat(Some(id.clone()), behind("昵称").unwrap_or(id), ChatKind::Private))
}

/// A chat; `kind` is what it is unless its id says that it is a group.
pub fn chat(id: Option<String>, name: String, kind: ChatKind) -> Chat {
    let id = id.filter(|id| !id.is_empty());
    let is_room = id.as_ref().is_some_and(|id| id.ends_with("@chatroom"));
    Chat { platform: Platform::new("wechat"), native_id: id, name, kind: if is_room { ChatKind::Group } else { kind } }
}

/// Somebody by what an exporter calls a sender: `我`, an id, or nobody.
pub fn account(id: &str) -> PersonRef {
    PersonRef::account(&Platform::new("wechat"), id)
}

/// A server's id of a message; `0` is none, and a rounded one neither.
pub fn server_id(cell: &str) -> Option<String> {
    cell::id(cell).ok().flatten().filter(|id| id != "0")
}

/// A row of a chat, whatever it was written in.
pub struct Row<'a> {
    /// When.
    pub time: Timestamp,
    /// The server's id.
    pub native_id: Option<String>,
    /// Who; `None` where the platform itself wrote.
    pub sender: Option<PersonRef>,
    /// What.
    pub kind: Kind,
    /// In which words.
    pub text: &'a str,
    /// What it answers, where that stands beside the text.
    pub reply: Option<ReplyRef>,
    /// Whom it mentions, where that stands beside the text.
    pub mentions: Vec<Mention>,
}

impl<'a> Row<'a> {
    /// Nothing but when, who and what.
    pub fn of(time: Timestamp, sender: Option<PersonRef>, kind: Kind, text: &'a str) -> Row<'a> {
        Row { time, native_id: None, sender, kind, text, reply: None, mentions: Vec::new() }
    }
}

/// Hands a row on as what it is: a message, an act, or a notice. `owner` is who exported the chat.
pub fn take(job: &mut Job<'_>, at: Position, row: Row<'_>, owner: Option<&PersonRef>) -> Result<(), Stop> {
    let sender = row.sender.as_ref().and_then(|who| who.ids.first()).map_or("", |(_, id)| id);
    let text = content::without_sender(row.text, sender);
    match (row.kind.settled(text), row.sender) {
        (Kind::Message(kind), Some(sender)) => {
            let (text, quote) = content::part_quote(text);
            let mut mentions = row.mentions;
            for mention in content::mentions(text) {
                if !mentions.contains(&mention) {
                    mentions.push(mention);
                }
            }
            let (native_id, reply) = (row.native_id, row.reply.or(quote));
            let text = content::words(kind, text);
            job.message(at, Message { native_id, kind, text, reply, mentions, ..Message::of(sender, row.time) })
        }
        (kind, sender) => {
            let mut event = system::event(row.time, row.native_id, text, owner);
            if kind == Kind::Pat {
                (event.action, event.system) = (Action::Pat, false);
            }
            // Who did it is better known from the row than from the name in its sentence.
            if sender.is_some()
                && (event.action == Action::Pat || event.actor.is_none() && event.action == Action::Recall)
            {
                event.actor = sender;
            }
            job.event(at, event)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composite_numbers_are_taken_apart() {
        for (number, kind) in [
            (244_813_135_921, Kind::Message(MessageKind::Text)),
            (266_287_972_401, Kind::Pat),
            (8_594_229_559_345, Kind::Message(MessageKind::RedPacket)),
            (8_589_934_592_049, Kind::Message(MessageKind::Transfer)),
            (25_769_803_825, Kind::Message(MessageKind::File)),
            (49, Kind::Unclear),
            (10_000, Kind::System),
        ] {
            assert_eq!(Kind::of_number(number), kind, "{number}");
        }
    }

    #[test]
    fn a_sentence_of_the_platform_is_known_by_its_quotes() {
        for text in ["\"老K\" 拍了拍 \"林晓\"", "\"a\"邀请\"b\"加入了群聊", "“a”撤回了一条消息", "\"a\"退出了群聊"]
        {
            assert!(is_sentence(text), "{text}");
        }
        for text in ["你撤回了一条消息", "老K 拍了拍 林晓", "\"好\" 他说", "大鹏退出了群聊", "\"a\" \"b\""]
        {
            assert!(!is_sentence(text), "{text}");
        }
        assert!(is_of_a_group("\"a\"退出了群聊") && !is_of_a_group("\"a\"撤回了一条消息"), "two people recall, too");
    }
}
