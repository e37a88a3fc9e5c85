//! One JSON record, read as whatever its format says it is; broken text is repaired on the way.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;

use crate::model::record::Position;
use crate::model::sink::Stop;

/// A NUL as JSON writes it.
static NUL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\\u0000"));

/// A record as it stands in the file.
pub struct Raw<'a> {
    /// Where it stands.
    pub at: Position,
    bytes: Cow<'a, [u8]>,
    /// The same with its text repaired, once that was needed, and in how many places.
    repaired: OnceCell<(Vec<u8>, u64)>,
}

/// Why reading records goes no further.
pub enum Refusal {
    /// This one is not what it should be; the next may be.
    Unreadable,
    /// The sink takes no more.
    Stopped(Stop),
}

impl From<Stop> for Refusal {
    fn from(stop: Stop) -> Refusal {
        Refusal::Stopped(stop)
    }
}

impl<'a> Raw<'a> {
    /// These bytes.
    pub fn new(at: Position, bytes: impl Into<Cow<'a, [u8]>>) -> Raw<'a> {
        Raw { at, bytes: bytes.into(), repaired: OnceCell::new() }
    }

    /// The record as a `T`, which may borrow from it. If it is no JSON as it stands, it is read
    /// with its text repaired.
    pub fn read<'r, T: Deserialize<'r>>(&'r self) -> Result<T, Refusal> {
        // Checked once and fast, instead of string by string.
        if let Ok(text) = simdutf8::basic::from_utf8(&self.bytes)
            && NUL.find(&self.bytes).is_none()
            && let Ok(read) = serde_json::from_str(text)
        {
            return Ok(read);
        }
        let (repaired, _) = self.repaired.get_or_init(|| repair(&self.bytes));
        serde_json::from_slice(repaired).map_err(|_| Refusal::Unreadable)
    }

    /// How many places had to be repaired.
    pub fn repairs(&self) -> u64 {
        self.repaired.get().map_or(0, |(_, places)| *places)
    }
}

/// Valid JSON text, UTF-8 without control characters, lone surrogates or NUL; how many places differ.
fn repair(record: &[u8]) -> (Vec<u8>, u64) {
    let text = String::from_utf8_lossy(record);
    let mut count = text.matches('\u{FFFD}').count() as u64;
    let mut to = Vec::with_capacity(text.len());
    let mut rest = text.as_ref();
    let mut in_text = false;
    while let Some(at) = rest.find(|c: char| c == '\\' || c == '"' || (c.is_ascii_control() && in_text)) {
        to.extend_from_slice(&rest.as_bytes()[..at]);
        let found = rest.as_bytes()[at];
        rest = &rest[at..];
        let used = match found {
            b'"' => {
                in_text = !in_text;
                to.push(b'"');
                1
            }
            b'\\' => {
                let (used, repaired) = escape(rest, &mut to);
                count += repaired;
                used
            }
            b'\n' => {
                count += 1;
                to.extend_from_slice(b"\\n");
                1
            }
            b'\t' => {
                count += 1;
                to.extend_from_slice(b"\\t");
                1
            }
            _ => {
                count += 1;
                1
            }
        };
        rest = &rest[used..];
    }
    to.extend_from_slice(rest.as_bytes());
    (to, count)
}

/// Copies one escape, repaired; how much of `rest` it took, and whether it was repaired.
fn escape(rest: &str, to: &mut Vec<u8>) -> (usize, u64) {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    match unit(0) {
        Some(0) => (6, 1),
        Some(0xD800..0xDC00) if matches!(unit(6), Some(0xDC00..0xE000)) => {
            to.extend_from_slice(&rest.as_bytes()[..12]);
            (12, 0)
        }
        Some(0xD800..0xE000) => {
            to.extend_from_slice(b"\\ufffd");
            (6, 1)
        }
        _ => {
            let used = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            to.extend_from_slice(&rest.as_bytes()[..used]);
            (used, 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::scalar::Scalar;
    use super::*;

    #[test]
    fn broken_text_is_repaired_and_counted() {
        for (record, expected, places) in [
            (&br#"{"t":"\ud83d\ude00"}"#[..], "😀", 0),
            (br#"{"t":"a\ud83dz"}"#, "a\u{FFFD}z", 1),
            (br#"{"t":"a\u0000z"}"#, "az", 1),
            (br#"{"t":"a\\u0000z"}"#, "a\\u0000z", 0),
            (b"{\"t\":\"a\xFFz\"}", "a\u{FFFD}z", 1),
            (b"{\"t\":\"a\nz\"}", "a\nz", 1),
        ] {
            let raw = Raw::new(Position::Line(1), record);
            let Ok(read) = raw.read::<HashMap<String, Scalar<'_>>>() else { panic!("{record:?}") };
            assert_eq!(read["t"].str(), expected);
            assert_eq!(raw.repairs(), places);
        }
    }
}
