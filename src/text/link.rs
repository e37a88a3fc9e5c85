//! What in a text leads elsewhere or is packed: paths of links, and pictures as letters.

use std::ops::Range;

/// From this length on, letters and digits in a row are a packed picture.
const PACKED: usize = 200;
/// Hosts of names of schemas, which lead nowhere.
const SCHEMAS: [&str; 3] = ["schemas.", "www.w3.org", "purl.org"];

/// What stands behind the host of every link, from its `/`, `?` or `#` on, but for the names of
/// schemas. Slashes may be escaped as JSON writes them.
pub(super) fn paths(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(':').filter_map(|(colon, _)| {
        let host = colon + 1 + slashes(&text[colon + 1..])?;
        let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        let path = host + text[host..].find(|c| !is_host(c))?;
        let behind = text[path..].trim_start_matches('\\');
        let is_schema = SCHEMAS.iter().any(|known| text[host..].starts_with(known));
        (behind.starts_with(['/', '?', '#']) && !is_schema).then(|| path..end_of_path(text, path))
    })
}

/// The length of a link's two slashes.
fn slashes(text: &str) -> Option<usize> {
    let once = text.trim_start_matches('\\').strip_prefix('/')?;
    let twice = once.trim_start_matches('\\').strip_prefix('/')?;
    Some(text.len() - twice.len())
}

fn end_of_path(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        let is_sign = matches!(c, '"' | '\'' | '<' | '>' | '`' | ',' | ')' | ']' | '}');
        at += match c {
            '\\' => match escape(&text[at..]) {
                Some(length) => length,
                None => break,
            },
            c if c.is_alphanumeric() || c.is_ascii_graphic() && !is_sign => c.len_utf8(),
            _ => break,
        };
    }
    at
}

/// The length of an escape that goes on with a path: of a slash, of `&` or `=`, or of a letter.
fn escape(text: &str) -> Option<usize> {
    if let Some(c) = unescaped(text) {
        return (c.is_alphanumeric() || matches!(c, '&' | '=')).then_some(6);
    }
    let behind = text.trim_start_matches('\\');
    behind.starts_with('/').then(|| text.len() - behind.len())
}

/// The letter that an escape of JSON at the text's beginning stands for; half of a pair is as good as any.
pub(super) fn unescaped(text: &str) -> Option<char> {
    let unit = u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()?;
    Some(char::from_u32(unit).unwrap_or('某'))
}

/// Long runs of the letters that binary data are packed in.
pub(super) fn packed(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_packed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let mut from = 0;
    text.as_bytes().split(move |byte| !is_packed(byte)).filter_map(move |run| {
        let at = from..from + run.len();
        from = at.end + 1;
        (run.len() >= PACKED).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_begins_behind_the_host_and_ends_where_the_text_goes_on() {
        for (text, path) in [
            ("看 https://a.com/x/y。好", "/x/y"),
            ("https://a.com:80/小王/头像.png，好", "/小王/头像.png"),
            (r#""https:\/\/a.com\/x\/y""#, r"\/x\/y"),
            (r#""{\"u\":\"https:\\/\\/a.com\\/x\"}""#, r"\\/x"),
            ("https://a.com?u=小王 好", "?u=小王"),
            ("https://a.com#top", "#top"),
            (r"https://a.com/\u5c0f?a=1\u0026b=2\n好", r"/\u5c0f?a=1\u0026b=2"),
            ("https://例子.com/x", "/x"),
        ] {
            let found: Vec<&str> = paths(text).map(|at| &text[at]).collect();
            assert_eq!(found, [path], "{text}");
        }
        for text in ["https://a.com 好", "http://schemas.openxmlformats.org/x", "12:30/13:00", "注意：//这里"] {
            assert_eq!(paths(text).next(), None, "{text}");
        }
    }
}
