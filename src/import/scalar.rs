//! JSON records as exporters write them: any scalar where a scalar is, broken text repaired.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A JSON scalar; objects and arrays in its place read as nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Scalar<'a> {
    /// Null, missing, or no scalar.
    #[default]
    Nothing,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
    /// true or false.
    Bool(bool),
}

impl Scalar<'_> {
    /// As text that is not empty; numbers in full.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Scalar::Text(text) if !text.is_empty() => Some(Cow::Borrowed(text)),
            Scalar::Int(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// As text that is not empty, owned.
    pub fn owned(&self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    /// As text that is not empty, borrowed; numbers are none.
    pub fn str(&self) -> &str {
        match self {
            Scalar::Text(text) => text,
            _ => "",
        }
    }

    /// As a whole number, also when written as text.
    pub fn int(&self) -> Option<i64> {
        match self {
            Scalar::Int(number) => i64::try_from(*number).ok(),
            Scalar::Float(number) if number.is_finite() => Some(*number as i64),
            Scalar::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_string<E>(self, text: String) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(text)))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Int(number.into()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Int(number.into()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Float(number))
    }
    fn visit_bool<E>(self, value: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Bool(value))
    }
    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Nothing)
    }
    fn visit_none<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Nothing)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scalar<'de>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nothing)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Scalar<'de>, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nothing)
    }
}

/// A list that may be null, missing, or no list at all.
#[derive(Debug, Clone)]
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(List(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default()))
    }
}

/// Parses a record. If it is not valid as it stands, once more with its text repaired into
/// `spare`; how many places that took is added to `repairs`.
pub fn parse<'a, T: Deserialize<'a>>(record: &'a [u8], spare: &'a mut Vec<u8>, repairs: &mut u64) -> Option<T> {
    if memchr::memmem::find(record, b"\\u0000").is_none()
        && let Ok(parsed) = serde_json::from_slice(record)
    {
        return Some(parsed);
    }
    let count = repair(record, spare);
    let parsed = serde_json::from_slice(spare).ok()?;
    *repairs += count;
    Some(parsed)
}

/// Writes valid JSON text into `to`: UTF-8 without control characters, lone surrogates or NUL.
fn repair(record: &[u8], to: &mut Vec<u8>) -> u64 {
    let text = String::from_utf8_lossy(record);
    let mut count = text.matches('\u{FFFD}').count() as u64;
    to.clear();
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
                let (used, repaired) = escape(rest, to);
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
    count
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
            let (mut spare, mut repairs) = (Vec::new(), 0);
            let parsed: std::collections::HashMap<String, Scalar<'_>> =
                parse(record, &mut spare, &mut repairs).unwrap();
            assert_eq!(parsed["t"].str(), expected);
            assert_eq!(repairs, places);
        }
    }
}
