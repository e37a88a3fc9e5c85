//! How files write a name: escaped, within other words, beside words of their own.

use std::collections::BTreeSet;
use std::ops::Range;

/// Words of formats and platforms, which are not replaced even where somebody is called so.
const RESERVED: &[&str] = &[
    "我",
    "你",
    "系统",
    "系统消息",
    "未知",
    "所有人",
    "全体成员",
    "群聊",
    "群主",
    "管理员",
    "成员",
    "system",
    "everyone",
    "here",
    "channel",
    "all",
    "me",
    "text",
    "image",
    "voice",
    "video",
    "file",
    "link",
    "group",
    "private",
    "owner",
    "admin",
    "member",
    "message",
    "messages",
    "service",
    "sender",
    "name",
    "type",
    "content",
    "time",
    "wechat",
    "weixin",
    "qq",
    "telegram",
    "discord",
    "null",
    "true",
    "false",
    "filehelper",
    "fmessage",
    "medianote",
    "newsapp",
    "bot",
    "user",
    "chatlab",
    "weflow",
    "echotrace",
    "qqchatexporter",
];

/// Numbers below this many digits count things, and are nobody's id.
const ID_DIGITS: usize = 5;

/// A name without signs at its ends that a file might have put there: of `"小王"` they are not the name's.
pub(super) fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\\' | '\'' | '<' | '>'))
}

/// Whether a name or id can tell who somebody is, and can be told from what files are made of.
pub(super) fn is_telling(name: &str) -> bool {
    let is_reserved = RESERVED.iter().any(|word| word.eq_ignore_ascii_case(name));
    let is_count = name.len() < ID_DIGITS && name.bytes().all(|byte| byte.is_ascii_digit());
    name.chars().any(char::is_alphanumeric) && !is_reserved && !is_count
}

/// A name as it is, and as JSON, XML and CSV write it.
pub(super) fn ways_to_write(name: &str) -> BTreeSet<String> {
    let xml = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let quoted = xml.replace('"', "&quot;").replace('\'', "&apos;");
    let mut ways = BTreeSet::from([name.to_owned(), xml, quoted, name.replace('"', "\"\"")]);
    for signs in ["", "&<>", "&<>'+`"] {
        for is_escaped in [|_: char| false, |c: char| !c.is_ascii()] {
            let json = json(name, &|c| is_escaped(c) || signs.contains(c));
            ways.insert(json.replace('/', "\\/"));
            ways.insert(json);
        }
    }
    ways
}

/// A name in JSON, with escapes for what some programs escape; their digits may be of either case.
fn json(name: &str, is_escaped: &dyn Fn(char) -> bool) -> String {
    let mut written = String::new();
    for c in name.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if is_escaped(c) => {
                written.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            c => written.push(c),
        }
    }
    written
}

/// Whether what stands at a place is the whole of a word, so far as its writing has words.
pub(super) fn is_bounded(text: &str, at: &Range<usize>, name: &str) -> bool {
    let joins: fn(char) -> bool = if name.bytes().all(|byte| byte.is_ascii_digit()) {
        |c| c.is_ascii_digit()
    } else if name.chars().nth(1).is_none() {
        char::is_alphanumeric
    } else {
        |c| c.is_ascii_alphanumeric() || c == '_'
    };
    let (before, after) = (&text[..at.start], &text[at.end..]);
    let (first, last) = (name.chars().next(), name.chars().next_back());
    let open = |edge: Option<char>, beside: Option<char>| edge.is_some_and(joins) && beside.is_some_and(joins);
    let follows = !ends_in_escape(before) && open(first, before.chars().next_back());
    !follows && !open(last, after.chars().next())
}

/// Whether a text ends in `\n` or `\u2005`, as JSON writes what is no letter.
fn ends_in_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    let short = matches!(bytes, [.., b'\\', b'n' | b't' | b'r' | b'b' | b'f']);
    short || bytes.len() >= 6 && bytes[bytes.len() - 6..].starts_with(b"\\u")
}

/// Whether a name of one letter stands where JSON writes an escape, as in `\n`. A longer name is looked
/// for even there: a text of another format has no escapes.
pub(super) fn is_escape(text: &str, at: &Range<usize>) -> bool {
    let slashes = text[..at.start].bytes().rev().take_while(|byte| *byte == b'\\').count();
    let mut letters = text[at.clone()].chars().filter(|c| c.is_alphanumeric());
    !slashes.is_multiple_of(2) && text[at.start..].starts_with(['n', 't', 'r', 'b', 'f']) && letters.nth(1).is_none()
}

/// Whether what stands at a place is a key of a JSON object.
pub(super) fn is_key(text: &str, at: &Range<usize>) -> bool {
    let behind = text[at.end..].strip_prefix('"').map(str::trim_start);
    text[..at.start].ends_with('"') && behind.is_some_and(|rest| rest.starts_with(':'))
}
