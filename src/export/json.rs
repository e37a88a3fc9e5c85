//! JSON that is safe to look at: the same values, in characters that no terminal obeys.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::text::display;

/// JSON text with every character that could steer a terminal written as `\uXXXX`. The writer has
/// escaped ASCII's own, and outside of strings there are no others.
pub fn escaped(json: &str) -> Cow<'_, str> {
    if !json.chars().any(must_be_escaped) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 32);
    for character in json.chars() {
        if must_be_escaped(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Line breaks between values are ASCII, and so is all that the JSON writer has escaped.
fn must_be_escaped(character: char) -> bool {
    character >= '\u{7f}' && display::is_hostile(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_escaped_and_read_back_as_they_were() {
        let name = "小\u{1b}[31m\u{7f}\u{9b}2J\u{202e}反\u{2028}\u{e0001}👩\u{200d}💻\n";
        let json = serde_json::to_string_pretty(&serde_json::json!([name])).unwrap();
        let safe = escaped(&json);
        assert_eq!(safe, "[\n  \"小\\u001b[31m\\u007f\\u009b2J\\u202e反\\u2028\\udb40\\udc01👩\u{200d}💻\\n\"\n]");
        assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), [name]);
    }

    #[test]
    fn harmless_json_is_not_copied() {
        assert!(matches!(escaped("{\"名\": \"小王👩\u{200d}💻\"}\n"), Cow::Borrowed(_)));
    }
}
