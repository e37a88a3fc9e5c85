//! What stands under a label that tells of somebody, whether or not an importer reads it: columns of
//! tables, and keys of JSON.

use std::borrow::Cow;
use std::io::Read;

use super::detect::{Container, Head};
use super::source::Meter;
use super::table::{Next, Rows};
use super::window::Window;
use super::{ImportError, ReadOptions, Source, column};
use crate::text::mask;

/// Words in titles of columns, beside those whose cells are masked wherever they are shown.
const TITLES: &[&str] = &[
    "用户标识",
    "unionid",
    "备注",
    "留言",
    "分销员",
    "导购",
    "推荐人",
    "邀请人",
    "收银员",
    "团长",
    "收货人",
    "收件人",
    "联系人",
    "导师",
    "签名",
    "提交人",
    "填写人",
    "跟进人",
    "负责人",
    "挂账主体",
    "群名",
    "所在群",
    "单号",
    "流水号",
    "定位",
    "address",
    "signature",
    "remark",
    "emergency",
    "mentor",
    "tracking",
    "username",
];

/// The same for keys of JSON, without their hyphens and underscores.
const KEYS: &[&str] = &[
    "ownerid",
    "username",
    "firstname",
    "lastname",
    "fullname",
    "realname",
    "displayname",
    "nick",
    "remark",
    "avatar",
    "headimg",
    "forwardedfrom",
    "savedfrom",
    "unionid",
    "signature",
    "bio",
    "address",
    "location",
    "inviter",
    "invitedby",
    "author",
    "groupname",
    "chatname",
    "roomname",
];

/// Keys that tell of somebody in these objects only.
const WITHIN: &[(&str, &[&str])] =
    &[("chatlab", &["generator"]), ("guild", &["name", "id"]), ("channel", &["name", "topic", "categoryid"])];

/// Hands everything under such a label to `take`, of the file and of those that are read with it;
/// the second is whether it is an id.
///
/// # Errors
/// If the file cannot be read.
pub fn labelled(source: &Source, options: &ReadOptions, take: &mut dyn FnMut(&str, bool)) -> Result<(), ImportError> {
    let head = Head::open(source, &options.mapping)?;
    let failed = |error| ImportError::io(source.shown(), error);
    let open = || source.open(head.encoding, &Meter::default()).map_err(failed);
    if head.container == Container::Sheet {
        columns(Rows::sheet(source)?, &head, take);
    } else if head.begins_like_json() {
        let mut text = Vec::new();
        open()?.read_to_end(&mut text).map_err(failed)?;
        values(&String::from_utf8_lossy(&text), take);
    } else {
        columns(Rows::text(Window::new(open()?), head.delimiter), &head, take);
    }
    source.parts().iter().try_for_each(|part| labelled(part, options, take))
}

fn columns(mut rows: Rows, head: &Head, take: &mut dyn FnMut(&str, bool)) {
    let mut cells = Vec::new();
    let mut personal: Option<Vec<usize>> = None;
    let mut above = head.header_row;
    loop {
        match rows.next(&mut cells) {
            Next::Row(..) => match &personal {
                Some(columns) => {
                    columns.iter().filter_map(|at| cells.get(*at)).for_each(|cell| take(cell, is_number(cell)))
                }
                None if above > 0 => above -= 1,
                None => personal = Some((0..cells.len()).filter(|at| is_title(&cells[*at])).collect()),
            },
            Next::Broken(_) => {}
            Next::End => return,
        }
    }
}

fn is_title(title: &str) -> bool {
    let word = column::normal(title);
    let is_ip = word.match_indices("ip").any(|(at, _)| {
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        !beside(word[..at].chars().next_back()) && !beside(word[at + 2..].chars().next())
    });
    is_ip || mask::is_personal_title(title) || TITLES.iter().any(|known| word.contains(known))
}

fn is_key(within: &str, key: &str) -> bool {
    let plain = |key: &str| key.to_lowercase().replace(['_', '-'], "");
    let (within, key) = (plain(within), plain(key));
    let is_own = |(object, keys): &(&str, &[&str])| *object == within && keys.contains(&key.as_str());
    key == "ip"
        || KEYS.iter().any(|known| key.contains(known))
        || mask::is_personal_title(&key) && key != "name"
        || WITHIN.iter().any(is_own)
}

fn is_number(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// The strings and numbers of JSON under such keys. What is broken is passed over, so that what
/// stands behind it is found.
fn values(text: &str, take: &mut dyn FnMut(&str, bool)) {
    let mut above: Vec<&str> = Vec::new();
    let mut key = "";
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '{' | '}' | '"') || c.is_ascii_digit()) {
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'{' => {
                above.push(std::mem::take(&mut key));
                1
            }
            b'}' => {
                key = above.pop().unwrap_or_default();
                1
            }
            b'"' => literal(rest),
            _ => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len()),
        };
        let (token, behind) = rest.split_at(length);
        rest = behind;
        if token.len() < 2 && !token.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        if token.starts_with('"') && behind.trim_start().starts_with(':') {
            key = token.trim_matches('"');
        } else if is_key(above.last().copied().unwrap_or_default(), key) {
            let value: Cow<'_, str> = match serde_json::from_str::<String>(token) {
                Ok(value) => value.into(),
                Err(_) => token.trim_matches('"').into(),
            };
            if !is_picture(&value) {
                take(&value, is_number(&value) || key.to_lowercase().ends_with("id"));
            }
        }
    }
}

/// The length of a string with its quotes; one that is not closed ends with its line.
fn literal(text: &str) -> usize {
    let mut at = 1;
    while let Some(step) = memchr::memchr3(b'"', b'\\', b'\n', &text.as_bytes()[at..]) {
        at += step + 1;
        if text.as_bytes()[at - 1] != b'\\' {
            return at;
        }
        // What an escape hides is a sign of one byte, or makes the string broken.
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    text.len()
}

/// Links and packed pictures are replaced wherever they stand.
fn is_picture(value: &str) -> bool {
    value.starts_with("http") || value.starts_with("data:") || value.len() > 512 && !value.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_who_and_where_and_not_how_important() {
        for title in
            ["IP", "来自IP", "ip_address", "用户标识 (OpenID)", "买家备注", "紧急联系人", "快递单号", "您的姓名"]
        {
            assert!(is_title(title), "{title}");
        }
        for title in ["VIP等级", "是否VIP", "shipping", "性别", "城市", "标签", "金额"] {
            assert!(!is_title(title), "{title}");
        }
    }

    #[test]
    fn keys_tell_within_their_objects_and_behind_what_is_broken() {
        let mut found = Vec::new();
        let text = r#"{"name":"QQChatExporter","guild":{"id":"12345","name":"茶\u8bdd\"会","x":[1,{"name":"🎉"}]},
            "forwarded_from_id":987654,"text":"not closed,
            "user_name":"小王","from":"x","ownerId":"wxid_1","avatar":"http://a/b","locationLat":31.19}"#;
        values(text, &mut |value, is_id| found.push((value.to_owned(), is_id)));
        let found: Vec<(&str, bool)> = found.iter().map(|(value, is_id)| (value.as_str(), *is_id)).collect();
        let told = [
            ("12345", true),
            ("茶话\"会", false),
            ("987654", true),
            ("小王", false),
            ("wxid_1", true),
            ("31.19", false),
        ];
        assert_eq!(found, told);
    }
}
