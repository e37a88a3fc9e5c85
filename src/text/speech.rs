//! The parts of a message that its author wrote as words: without links, mentions and bracket emoji.

use memchr::memchr3_iter;

/// The longest name of a bracket emoji, in bytes: `[社会社会]` and its like.
const LONGEST_BRACKET: usize = 36;

/// Whether a character is a Chinese one of the common blocks: a letter, and no number. Asked
/// first, since the tables of all letters and numbers are slow to search.
pub(crate) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// The spans of speech in order, never overlapping.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = &str> + Clone {
    pieces(text).filter_map(|piece| match piece {
        Piece::Words(span) => Some(span),
        Piece::Emoticon(_) | Piece::Noise => None,
    })
}

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Speech.
    Words(&'t str),
    /// The name of a bracket emoji: 强 of `[强]`.
    Emoticon(&'t str),
    /// A link or a mention.
    Noise,
}

/// All parts of a message in order.
pub(crate) fn pieces(text: &str) -> Pieces<'_> {
    Pieces { rest: text, noise: 0 }
}

/// See [`pieces`].
#[derive(Clone)]
pub(crate) struct Pieces<'t> {
    rest: &'t str,
    /// How many bytes at the start of the rest are known to be no speech.
    noise: usize,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if self.noise > 0 {
            let (noise, rest) = self.rest.split_at(self.noise);
            (self.rest, self.noise) = (rest, 0);
            let name = noise.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
            return Some(name.map_or(Piece::Noise, Piece::Emoticon));
        }
        if self.rest.is_empty() {
            return None;
        }
        let (at, length) = next_noise(self.rest);
        let (span, rest) = self.rest.split_at(at);
        (self.rest, self.noise) = (rest, length);
        if span.is_empty() { self.next() } else { Some(Piece::Words(span)) }
    }
}

/// Where the next piece that is no speech begins, and how many bytes it takes.
fn next_noise(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    for at in memchr3_iter(b'[', b'@', b':', bytes) {
        match bytes[at] {
            b'[' => {
                if let Some(length) = bracket_emoji(&text[at..]) {
                    return (at, length);
                }
            }
            b'@' => {
                let in_mail = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
                if !in_mail {
                    return (at, mention(&text[at..]));
                }
            }
            _ => {
                if let Some(start) = link_start(bytes, at) {
                    return (start, link(&text[start..]));
                }
            }
        }
    }
    (text.len(), 0)
}

fn bracket_emoji(text: &str) -> Option<usize> {
    let window = &text.as_bytes()[..text.len().min(LONGEST_BRACKET + 2)];
    let end = memchr::memchr(b']', window)?;
    let name = &text[1..end];
    let plain = !name.is_empty() && !name.contains([' ', '[', ':', '：', '，', ',', '\n']);
    plain.then_some(end + 1)
}

/// Up to white space, which chat programs put behind a mention (U+2005 in WeChat).
fn mention(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, '，' | '。' | ',' | '！' | '？' | '：' | ':'))
        .unwrap_or(text.len())
}

fn link_start(bytes: &[u8], colon: usize) -> Option<usize> {
    if !bytes[colon..].starts_with(b"://") {
        return None;
    }
    let scheme = bytes[..colon].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    (scheme > 0).then_some(colon - scheme)
}

fn link(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_graphic()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_mentions_and_bracket_emoji_are_no_speech() {
        let cases: &[(&str, &[&str])] = &[
            ("你好[微笑]在吗[强]", &["你好", "在吗"]),
            ("看 https://a.example/x?y=1，好东西", &["看 ", "，好东西"]),
            ("@小林\u{2005}你来", &["\u{2005}你来"]),
            ("@所有人", &[]),
            ("回复@小林:好的", &["回复", ":好的"]),
            ("写信到 a@example.com", &["写信到 a@example.com"]),
            ("[这不是表情 因为有空格]", &["[这不是表情 因为有空格]"]),
            ("列表[0]：", &["列表", "："]),
            ("未闭合[强", &["未闭合[强"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(spans(text).collect::<Vec<_>>(), *expected, "{text}");
        }
    }

    #[test]
    fn emoticons_are_named_in_their_place() {
        use Piece::{Emoticon, Noise, Words};
        let pieces: Vec<_> = pieces("[强]好用@小林 [微笑][破涕为笑]").collect();
        assert_eq!(pieces, [Emoticon("强"), Words("好用"), Noise, Words(" "), Emoticon("微笑"), Emoticon("破涕为笑")]);
    }
}
