//! Telegram's texts: one string, or pieces with formats and mentions.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::scalar::Scalar;

/// A text as one string, or in pieces with formats and mentions.
#[derive(Default)]
pub struct Words<'a> {
    /// The words.
    pub text: Cow<'a, str>,
    /// Whom it mentions: (user id or nothing, the words of the mention).
    pub mentions: Vec<(Option<String>, String)>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Words<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or a list of its pieces")
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Words<'de>, E> {
        Ok(Words { text: Cow::Borrowed(text), mentions: Vec::new() })
    }
    fn visit_str<E>(self, text: &str) -> Result<Words<'de>, E> {
        Ok(Words { text: Cow::Owned(text.to_owned()), mentions: Vec::new() })
    }
    fn visit_unit<E>(self) -> Result<Words<'de>, E> {
        Ok(Words::default())
    }
    fn visit_u64<E>(self, number: u64) -> Result<Words<'de>, E> {
        Ok(Words { text: Cow::Owned(number.to_string()), mentions: Vec::new() })
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Words<'de>, A::Error> {
        let mut text = Scalar::Nothing;
        let mut kind = Scalar::Nothing;
        let mut user = Scalar::Nothing;
        while let Some(key) = entries.next_key::<Scalar<'de>>()? {
            let value = entries.next_value::<Scalar<'de>>()?;
            match key.str() {
                "text" => text = value,
                "type" => kind = value,
                "user_id" => user = value,
                _ => {}
            }
        }
        let text = text.owned().unwrap_or_default();
        let mentions = match kind.str() {
            "mention" | "mention_name" => vec![(user.owned(), text.clone())],
            _ => Vec::new(),
        };
        Ok(Words { text: Cow::Owned(text), mentions })
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Words<'de>, A::Error> {
        let mut whole = Words::default();
        while let Some(piece) = items.next_element::<Words<'de>>()? {
            whole.text.to_mut().push_str(&piece.text);
            whole.mentions.extend(piece.mentions);
        }
        Ok(whole)
    }
}
