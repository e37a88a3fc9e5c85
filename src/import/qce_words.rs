//! What stands in a message of qq-chat-exporter, whichever way it is written down.

use super::{content, system};
use crate::model::record::{
    Action, Chat, ChatKind, Event, Field, Meaning, MessageKind, NameKind, Person, PersonRef, Platform,
};
use crate::model::time::Timestamp;

/// A message's kind by the exporter's word for it; `None` for those that say nothing of it.
pub fn kind(word: &str) -> Option<MessageKind> {
    if let Some(number) = word.strip_prefix("type_") {
        return number.parse().ok().and_then(kind_of_number);
    }
    Some(match word {
        "image" | "图片" => MessageKind::Image,
        "audio" | "voice" | "语音" => MessageKind::Voice,
        "video" | "视频" => MessageKind::Video,
        "file" | "文件" => MessageKind::File,
        "market_face" | "商城表情" => MessageKind::Sticker,
        "forward" | "转发" | "转发消息" | "合并转发" => MessageKind::Forward,
        "json" | "JSON消息" | "卡片消息" => MessageKind::Link,
        "location" | "位置" => MessageKind::Location,
        "wallet" | "红包" => MessageKind::RedPacket,
        "av_record" | "通话" => MessageKind::Call,
        "live_gift" => MessageKind::Other,
        _ => return None,
    })
}

/// The same by QQ's own number.
pub fn kind_of_number(number: i64) -> Option<MessageKind> {
    Some(match number {
        3 => MessageKind::File,
        6 => MessageKind::Voice,
        7 => MessageKind::Video,
        8 => MessageKind::Forward,
        10 => MessageKind::RedPacket,
        11 => MessageKind::Link,
        _ => return None,
    })
}

/// Kind and words of a message's shown text, in which placeholders stand for all that is no text.
pub fn shown(kind: Option<MessageKind>, text: &str) -> (MessageKind, Option<String>) {
    let text = without_reply_mark(text);
    let (found, words) = match content::placeholder(text) {
        Some((MessageKind::File, "")) => (MessageKind::File, detail(text)),
        _ => content::untyped(text),
    };
    match kind {
        Some(kind) if found == MessageKind::Text => (kind, words),
        _ => (found, words),
    }
}

/// What a placeholder says beside its word: `方案.pdf` of `[文件:方案.pdf]`.
fn detail(placeholder: &str) -> Option<String> {
    let inner = placeholder.trim().strip_prefix('[')?.strip_suffix(']')?;
    let (_, detail) = inner.split_once([':', '：'])?;
    (!detail.trim().is_empty()).then(|| detail.trim().to_owned())
}

/// A shown text without the mark that it answers another: `[回复消息]` or `[回复 名字: 原文]`.
fn without_reply_mark(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix("[回复消息]") {
        return rest.trim_start();
    }
    let quoted = text.strip_prefix("[回复 ").and_then(|rest| rest.split_once(']'));
    quoted.filter(|(quote, _)| quote.contains([':', '：'])).map_or(text, |(_, rest)| rest.trim_start())
}

/// Whether a sender's id is none: what the platform wrote bears no better one.
pub fn is_nobody(id: &str) -> bool {
    content::is_system_id(id) || matches!(id, "0" | "10000" | "1000000")
}

/// Somebody by QQ number and by the id that stays the same inside QQ; whichever is there.
pub fn account(platform: &Platform, number: Option<String>, uid: Option<String>) -> PersonRef {
    let known = [number, uid].into_iter().flatten().filter(|id| !is_nobody(id));
    PersonRef { ids: known.map(|id| (platform.clone(), id)).collect(), ..PersonRef::default() }
}

/// What the shown name is: in a group the card, where there is one.
pub fn name_kind(kind: ChatKind) -> NameKind {
    if kind == ChatKind::Group { NameKind::Card } else { NameKind::Nickname }
}

/// A person of the member list, for the sake of their title (群头衔).
pub fn titled(who: PersonRef, title: &str) -> Person {
    let title = Field { header: "头衔".to_owned(), meaning: Meaning::Other, value: title.to_owned() };
    Person { who, fields: vec![title], ..Person::default() }
}

/// Whether a text is QQ's own sentence that somebody poked another, sent in the poker's name.
pub fn is_poke(text: &str) -> bool {
    let is_quoted = text.starts_with(['"', '“']);
    is_quoted && ["拍了拍", "戳了戳"].iter().any(|deed| text.contains(deed)) && !text.contains('\n')
}

/// Words that were taken back are nobody's words any more.
pub fn recall(time: Timestamp, native_id: Option<String>, sender: PersonRef) -> Event {
    Event { action: Action::Recall, actor: Some(sender), ..system::event(time, native_id, "", None) }
}

/// A row that the platform wrote. `sender` is there where it tells of somebody's own act.
pub fn event(
    time: Timestamp,
    native_id: Option<String>,
    text: &str,
    sender: Option<PersonRef>,
    owner: Option<&PersonRef>,
) -> Event {
    let mut event = system::event(time, native_id, text, owner);
    if event.action == Action::Pat || event.actor.is_none() && event.action == Action::Recall {
        event.actor = sender.or(event.actor);
    }
    event
}

/// The chat of a name and of the exporter's word for its kind.
pub fn chat(platform: &Platform, native_id: Option<String>, name: String, kind: &str) -> Chat {
    let is_group = matches!(kind, "group" | "群聊" | "");
    let kind = if is_group { ChatKind::Group } else { ChatKind::Private };
    Chat { platform: platform.clone(), native_id: native_id.filter(|_| is_group), name, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_give_the_kind_and_a_file_its_name() {
        for (text, kind, words) in [
            ("[图片:A1.jpg]", MessageKind::Image, None),
            ("[语音:3秒]", MessageKind::Voice, None),
            ("[商城表情]", MessageKind::Sticker, None),
            ("[文件:方案v2.pdf]", MessageKind::File, Some("方案v2.pdf")),
            ("[回复消息]很实用", MessageKind::Text, Some("很实用")),
            ("[回复 大鹏: 有人吗]在的", MessageKind::Text, Some("在的")),
            ("[抱拳]谢谢", MessageKind::Text, Some("[抱拳]谢谢")),
            ("[回复 ]x", MessageKind::Text, Some("[回复 ]x")),
        ] {
            assert_eq!(shown(None, text), (kind, words.map(str::to_owned)), "{text}");
        }
        assert_eq!(shown(Some(MessageKind::Forward), "三月纪要").0, MessageKind::Forward);
    }
}
