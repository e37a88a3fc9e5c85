//! What stands inside a message's text: placeholders, quotes, mentions of all.

use std::borrow::Cow;

use crate::model::record::{Mention, MessageKind, NameKind, PersonRef, ReplyRef};

/// Placeholder words and the kind they stand for.
const PLACEHOLDERS: &[(&str, MessageKind)] = &[
    ("图片", MessageKind::Image),
    ("照片", MessageKind::Image),
    ("语音", MessageKind::Voice),
    ("语音消息", MessageKind::Voice),
    ("语音消息 - 转文字失败", MessageKind::Voice),
    ("视频", MessageKind::Video),
    ("表情", MessageKind::Sticker),
    ("表情包", MessageKind::Sticker),
    ("动画表情", MessageKind::Sticker),
    ("GIF表情", MessageKind::Sticker),
    ("商城表情", MessageKind::Sticker),
    ("文件", MessageKind::File),
    ("链接", MessageKind::Link),
    ("位置", MessageKind::Location),
    ("红包", MessageKind::RedPacket),
    ("QQ红包", MessageKind::RedPacket),
    ("转账", MessageKind::Transfer),
    ("转账收款", MessageKind::Transfer),
    ("音乐", MessageKind::Share),
    ("小程序", MessageKind::Share),
    ("视频号", MessageKind::Share),
    ("视频号直播", MessageKind::Share),
    ("接龙", MessageKind::Solitaire),
    ("群公告", MessageKind::Announcement),
    ("名片", MessageKind::Card),
    ("聊天记录", MessageKind::Forward),
    ("合并转发", MessageKind::Forward),
    ("语音通话", MessageKind::Call),
    ("视频通话", MessageKind::Call),
    ("投票", MessageKind::Poll),
];

/// The kind a leading placeholder stands for, and what follows it: a title, a file name, …
pub fn placeholder(text: &str) -> Option<(MessageKind, &str)> {
    let (word, rest) = text.strip_prefix('[')?.split_once(']')?;
    let word = word.split(['：', ':']).next().unwrap_or(word);
    let (_, kind) = PLACEHOLDERS.iter().find(|(known, _)| *known == word)?;
    Some((*kind, rest.trim()))
}

/// A message's words under a kind that is known: its placeholder is no text.
pub fn words(kind: MessageKind, text: &str) -> Option<String> {
    let text = match placeholder(text) {
        Some((_, rest)) if kind != MessageKind::Text => rest,
        _ => text.trim_end(),
    };
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// Kind and words of a text without a type: a lone placeholder, or one with a title, is no text,
/// but a picture with words behind it is words.
pub fn untyped(text: &str) -> (MessageKind, Option<String>) {
    match placeholder(text) {
        Some((MessageKind::Image | MessageKind::Sticker, rest)) if !rest.is_empty() => {
            (MessageKind::Text, Some(text.to_owned()))
        }
        Some((kind, rest)) => (kind, (!rest.is_empty()).then(|| rest.to_owned())),
        None => (MessageKind::Text, words(MessageKind::Text, text)),
    }
}

/// Parts `text[引用 名字：原文]` into what was said and what it quotes.
pub fn part_quote(text: &str) -> (&str, Option<ReplyRef>) {
    let Some(inner) = text.trim_end().strip_suffix(']') else { return (text, None) };
    let Some(at) = inner.rfind("[引用 ") else { return (text, None) };
    let quote = &inner[at + "[引用 ".len()..];
    let (author, quoted) = quote.split_once('：').or_else(|| quote.split_once(':')).unwrap_or((quote, ""));
    (&text[..at], Some(quote_of(author, quoted)))
}

/// A text with the five entities of XML as what they stand for.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    Cow::Owned(plain.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign)))
}

/// A quote by its author's name and its text.
pub fn quote_of(author: &str, text: &str) -> ReplyRef {
    ReplyRef::Quote { author: PersonRef::default().with_name(NameKind::Nickname, author.trim()), text: text.to_owned() }
}

/// `@所有人` and its kin in a text.
pub fn mentions(text: &str) -> Vec<Mention> {
    if memchr::memchr(b'@', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let everyone = ["所有人", "全体成员", "everyone"]
        .iter()
        .any(|word| text.match_indices(word).any(|(at, _)| text[..at].ends_with('@')));
    if everyone { vec![Mention::Everyone] } else { Vec::new() }
}

/// A group message's text in raw databases begins with its sender's id and a line end.
pub fn without_sender<'a>(text: &'a str, sender: &str) -> &'a str {
    match text.strip_prefix(sender) {
        Some(rest) if !sender.is_empty() => rest.strip_prefix(":\n").unwrap_or(text),
        _ => text,
    }
}

/// Ids that are the platform's own, never a member's.
pub fn is_system_id(id: &str) -> bool {
    matches!(
        id,
        "" | "SYSTEM"
            | "system"
            | "System"
            | "系统消息"
            | "filehelper"
            | "weixin"
            | "fmessage"
            | "medianote"
            | "newsapp"
            | "未知"
    ) || id.ends_with("@chatroom")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_quote_is_parted_off() {
        let (text, quote) = part_quote("谢谢[抱拳][引用 大鹏：有人用过 [ratatui] 吗？]");
        assert_eq!(text, "谢谢[抱拳]");
        assert_eq!(quote, Some(quote_of("大鹏", "有人用过 [ratatui] 吗？")));
        assert_eq!(part_quote("没有[引用]").1, None);
    }
}
