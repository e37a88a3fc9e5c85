//! How chatlog writes messages as text, in its CSV and TXT: quotes, media, forwards.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::content;
use super::detect::regex;
use super::wechat::Kind;
use crate::model::record::{MessageKind, NameKind, PersonRef, ReplyRef};

/// `[链接|题目](url)`, `![图片](url)`, `[红包]`, and what follows in further lines.
static MEDIA: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?s)^!?\[([^\[\]|\n]{1,12})(?:\|([^\n]*?))?\](?:\(([^\n]*)\))?(\n.*)?$"));

/// `Type: 49 Content: …`: what it has no words for.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"^Type: (\d+) Content: "));

/// The line over a quote, without its mark.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| regex(r"^(.*)\(([^()]+)\) (?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d$"));

/// Whom `我` means is told by the file, if by anything.
pub fn person(name: &str, id: &str) -> PersonRef {
    let who = if id == "我" { PersonRef::default() } else { super::wechat::account(id) };
    if name == id { who } else { who.with_name(NameKind::Card, name) }
}

/// Kind, words, and what is quoted above them.
pub fn read(text: &str) -> (Kind, Cow<'_, str>, Option<ReplyRef>) {
    let (text, quote) = part_quote(text);
    if let Some(found) = NUMBERED.captures(text) {
        let number = found[1].parse().unwrap_or_default();
        return (Kind::of_pair(number, 0), Cow::Borrowed(""), quote);
    }
    let Some(found) = MEDIA.captures(text) else { return (Kind::Untyped, Cow::Borrowed(text), quote) };
    let known = match &found[1] {
        "分享" => Kind::Message(MessageKind::Share),
        "笔记" => Kind::Message(MessageKind::Forward),
        word => Kind::of_name(word),
    };
    if matches!(known, Kind::Unclear | Kind::Untyped) {
        return (Kind::Untyped, Cow::Borrowed(text), quote);
    }
    let title = found.get(2).map(|title| title.as_str()).unwrap_or_default();
    // A place is label, city and coordinates; a transfer, its direction and its amount.
    let title = match known {
        Kind::Message(MessageKind::Location) => title.split('|').next().unwrap_or(title),
        Kind::Message(MessageKind::Transfer) => without_direction(title),
        _ => title,
    };
    let below = found.get(4).map(|below| below.as_str()).unwrap_or_default();
    // What Go prints for a value that is not there.
    let words = format!("{title}{below}").replace("%!s(<nil>)", "");
    (known, Cow::Owned(words.trim().to_owned()), quote)
}

/// The title inside the brackets of a text that is nothing but those.
pub fn title(text: &str) -> Option<&str> {
    let found = MEDIA.captures(text)?;
    let known = !matches!(Kind::of_name(&found[1]), Kind::Unclear | Kind::Untyped);
    let title = found.get(2).filter(|_| known && found.get(4).is_none())?.as_str();
    Some(without_direction(title))
}

/// A transfer's amount and remark, without whether it was sent or taken.
fn without_direction(title: &str) -> &str {
    ["发送 ", "接收 "].iter().find_map(|word| title.strip_prefix(word)).unwrap_or(title)
}

/// Parts off the lines that quote: whose they are, and their first level of words.
fn part_quote(text: &str) -> (&str, Option<ReplyRef>) {
    let mut rest = text;
    let mut lines = Vec::new();
    while let Some(line) = rest.strip_prefix("> ").map(|line| line.split('\n').next().unwrap_or_default()) {
        lines.push(line);
        rest = rest.get("> ".len() + line.len() + 1..).unwrap_or_default();
    }
    let Some(found) = lines.first().and_then(|line| QUOTED.captures(line)) else {
        return match lines.first() {
            Some(&"[引用]") => (rest, None),
            _ => (text, None),
        };
    };
    let said = lines[1..].iter().filter(|line| !line.starts_with("> ")).copied().collect::<Vec<_>>().join("\n");
    let text = match MEDIA.captures(&said) {
        Some(media) if Kind::of_name(&media[1]) != Kind::Unclear => String::new(),
        _ => said,
    };
    let author = person(&found[1], &found[2]);
    (rest, Some(ReplyRef::Quote { author, text: content::part_quote(&text).0.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_told_from_words() {
        for (text, kind, words) in [
            ("![图片](http://h/image/0c)", Kind::Message(MessageKind::Image), ""),
            ("[语音](http://h/voice/1)", Kind::Message(MessageKind::Voice), ""),
            ("[链接|如何写[好]提纲](https://e.com/(1))", Kind::Message(MessageKind::Link), "如何写[好]提纲"),
            ("[文件|a.pdf](%!s(<nil>))", Kind::Message(MessageKind::File), "a.pdf"),
            ("[位置|漕溪北路|上海|31.19|121.43]", Kind::Message(MessageKind::Location), "漕溪北路"),
            (
                "[合并转发|群聊的聊天记录]\n  甲 03-01\n  好",
                Kind::Message(MessageKind::Forward),
                "群聊的聊天记录\n  甲 03-01\n  好",
            ),
            ("[红包]", Kind::Message(MessageKind::RedPacket), ""),
            ("[抱拳]", Kind::Untyped, "[抱拳]"),
            ("[抱拳] 谢谢", Kind::Untyped, "[抱拳] 谢谢"),
            ("[图片] 真好看", Kind::Untyped, "[图片] 真好看"),
            ("> 不是引用\n好", Kind::Untyped, "> 不是引用\n好"),
            ("Type: 50 Content: <voip>", Kind::Message(MessageKind::Call), ""),
        ] {
            assert_eq!(read(text), (kind, Cow::Borrowed(words), None), "{text}");
        }
    }

    #[test]
    fn a_quote_names_its_author_and_its_own_words() {
        let text =
            "> 甲(某)(wxid_a) 03-01 09:04:20\n> > 乙(wxid_b) 03-01 09:03:20\n> > 有人吗\n> 在\n> 的\n谢谢\n> 不算";
        let (_, words, quote) = read(text);
        assert_eq!(words, "谢谢\n> 不算");
        assert_eq!(quote, Some(ReplyRef::Quote { author: person("甲(某)", "wxid_a"), text: "在\n的".to_owned() }));
        assert_eq!(read("> [引用]\n好").1, "好");
    }
}
