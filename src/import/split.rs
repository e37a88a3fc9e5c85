//! Cuts JSON into its parts without reading them: keys of an object, elements of an array.
//!
//! A record is handed out as bytes for serde_json, one at a time. A broken one costs no other:
//! the next is found again by how records of this array begin.

use memchr::memmem;

use super::scan::{Run, Scan};
use super::window::Window;
use crate::model::record::Position;

/// The largest record that is looked at.
pub const CAP: usize = 16 << 20;
/// How far a record may run while records keep being broken, so that a hostile file stays linear.
const CAP_WHEN_BROKEN: usize = 64 << 10;
/// The deepest nesting inside a record.
const DEPTH: u32 = 64;

/// What an array holds next.
#[derive(Debug, PartialEq, Eq)]
pub enum Element {
    /// A record of so many bytes, at [`Splitter::piece`].
    Record(Position),
    /// One that cannot be read, and has been passed.
    Broken(Position, Trouble),
    /// The array is closed.
    End,
    /// The stream ends inside the array.
    Cut,
}

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Brackets do not match, or the file ends.
    Malformed,
    /// More than 16 MiB.
    Large,
    /// Deeper than 64 levels.
    Deep,
}

enum Extent {
    Whole(usize),
    Cut,
    Trouble(Trouble),
}

/// Cuts one stream of JSON.
pub struct Splitter {
    window: Window,
    /// Length of the record handed out, still in the window.
    piece: usize,
    /// How a record of this array begins, up to its first key.
    opening: Vec<u8>,
    broken_in_a_row: u32,
    cut: bool,
}

impl Splitter {
    /// Over a stream of UTF-8 bytes.
    pub fn new(window: Window) -> Splitter {
        Splitter { window, piece: 0, opening: Vec::new(), broken_in_a_row: 0, cut: false }
    }

    /// Where what comes next stands.
    pub fn position(&mut self) -> Position {
        self.peek();
        self.window.position()
    }

    /// Whether the stream ended inside something.
    pub fn was_cut(&self) -> bool {
        self.cut
    }

    /// The next byte that is no white space and no comma.
    pub fn peek(&mut self) -> Option<u8> {
        let done = std::mem::take(&mut self.piece);
        self.window.pass(done);
        loop {
            let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',');
            let bytes = self.window.bytes();
            let skip = bytes.iter().position(|byte| !blank(byte)).unwrap_or(bytes.len());
            let found = bytes.get(skip).copied();
            self.window.pass(skip);
            if found.is_some() || !self.window.more() {
                return found;
            }
        }
    }

    /// Steps into an object or array; `false` if something else comes next.
    pub fn enter(&mut self, bracket: u8) -> bool {
        let found = self.peek() == Some(bracket);
        if found {
            self.window.pass(1);
            self.opening.clear();
        }
        found
    }

    /// The next key of an object, past its colon; `None` at the object's end.
    pub fn key(&mut self) -> Option<String> {
        match self.peek() {
            Some(b'"') => {}
            Some(b'}') => {
                self.window.pass(1);
                return None;
            }
            None => {
                self.cut = true;
                return None;
            }
            // Not an object's inside: pass it by, or it would be met for ever.
            Some(_) => {
                self.window.pass(1);
                return self.key_after_junk();
            }
        }
        let Extent::Whole(length) = self.extent(CAP_WHEN_BROKEN) else {
            self.window.pass(1);
            return self.key_after_junk();
        };
        let key = serde_json::from_slice(&self.window.bytes()[..length]).unwrap_or_default();
        self.window.pass(length);
        if self.peek() == Some(b':') {
            self.window.pass(1);
        }
        Some(key)
    }

    fn key_after_junk(&mut self) -> Option<String> {
        loop {
            match self.peek() {
                Some(b'"' | b'}') => return self.key_once_found(),
                Some(_) => self.window.pass(1),
                None => {
                    self.cut = true;
                    return None;
                }
            }
        }
    }

    fn key_once_found(&mut self) -> Option<String> {
        match self.peek() {
            Some(b'"') if matches!(self.extent(CAP_WHEN_BROKEN), Extent::Whole(_)) => self.key(),
            _ => {
                self.window.pass(1);
                None
            }
        }
    }

    /// The next element of an array.
    pub fn element(&mut self) -> Element {
        match self.peek() {
            Some(b']') => {
                self.window.pass(1);
                return Element::End;
            }
            None => {
                self.cut = true;
                return Element::Cut;
            }
            Some(_) => {}
        }
        let at = self.window.position();
        let cap = if self.broken_in_a_row > 16 { CAP_WHEN_BROKEN } else { CAP };
        match self.extent(cap) {
            Extent::Whole(length) => {
                self.piece = length;
                Element::Record(at)
            }
            Extent::Trouble(trouble) => {
                self.resume();
                Element::Broken(at, trouble)
            }
            Extent::Cut => {
                // Either the file ends here, or an open quote swallowed the records behind.
                self.cut = !self.resume();
                Element::Broken(at, Trouble::Malformed)
            }
        }
    }

    /// The whole next value if it is small enough to look at.
    pub fn value(&mut self) -> Option<&[u8]> {
        self.peek()?;
        match self.extent(CAP) {
            Extent::Whole(length) => {
                self.piece = length;
                Some(&self.window.bytes()[..length])
            }
            _ => {
                self.skip();
                None
            }
        }
    }

    /// The record last handed out.
    pub fn piece(&self) -> &[u8] {
        &self.window.bytes()[..self.piece]
    }

    /// Says that the record last handed out was good: its beginning shows how records begin.
    pub fn accept(&mut self) {
        self.broken_in_a_row = 0;
        if self.opening.is_empty() {
            self.opening = opening(self.piece()).to_vec();
        }
    }

    /// Says that the record last handed out was no JSON. If it holds what looks like the
    /// beginning of another, that one is next.
    pub fn reject(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        self.broken_in_a_row += 1;
        let inside = self.next_opening(piece);
        self.window.pass(inside.unwrap_or(piece));
    }

    fn next_opening(&self, within: usize) -> Option<usize> {
        let bytes = &self.window.bytes()[..within];
        let pattern = if self.opening.is_empty() { opening(bytes) } else { &self.opening[..] };
        if pattern.len() < 3 || bytes.is_empty() {
            return None;
        }
        memmem::find(&bytes[1..], pattern).map(|at| at + 1)
    }

    /// Passes a broken record; `false` if nothing that looks like a record follows.
    fn resume(&mut self) -> bool {
        self.broken_in_a_row += 1;
        let pattern =
            if self.opening.is_empty() { opening(self.window.bytes()).to_vec() } else { self.opening.clone() };
        if pattern.len() < 3 {
            self.window.pass(1);
            self.skip_rest();
            return false;
        }
        self.window.pass(1);
        loop {
            if let Some(at) = memmem::find(self.window.bytes(), &pattern) {
                self.window.pass(at);
                return true;
            }
            let keep = pattern.len() - 1;
            let passed = self.window.bytes().len().saturating_sub(keep);
            self.window.pass(passed);
            if !self.window.more() {
                self.skip_rest();
                return false;
            }
        }
    }

    /// Passes whatever is left of the stream.
    pub fn skip_rest(&mut self) {
        loop {
            self.window.pass(self.window.bytes().len());
            if !self.window.more() {
                return;
            }
        }
    }

    /// Passes the next value, however large, without keeping it.
    pub fn skip(&mut self) {
        if self.peek().is_none() {
            self.cut = true;
            return;
        }
        let mut scan = Scan::default();
        loop {
            match scan.run(self.window.bytes(), 0) {
                Run::Done(length) => return self.window.pass(length),
                Run::Mismatch => return self.window.pass(1),
                Run::More | Run::Deep => {
                    self.window.pass(self.window.bytes().len());
                    if !self.window.more() {
                        self.cut = true;
                        return;
                    }
                }
            }
        }
    }

    /// How far the value at the window's start reaches.
    fn extent(&mut self, cap: usize) -> Extent {
        let mut scan = Scan::limited(DEPTH);
        let mut seen = 0;
        loop {
            match scan.run(self.window.bytes(), seen) {
                Run::Done(length) if length > cap => return Extent::Trouble(Trouble::Large),
                Run::Done(length) => return Extent::Whole(length),
                Run::Mismatch => return Extent::Trouble(Trouble::Malformed),
                Run::Deep => return Extent::Trouble(Trouble::Deep),
                Run::More => seen = self.window.bytes().len(),
            }
            if seen > cap {
                return Extent::Trouble(Trouble::Large);
            }
            if !self.window.more() {
                return if scan.is_scalar() && seen > 0 { Extent::Whole(seen) } else { Extent::Cut };
            }
        }
    }
}

/// From a record's bracket to its first key's colon: what the next record begins with, too.
fn opening(record: &[u8]) -> &[u8] {
    let head = &record[..record.len().min(256)];
    match memchr::memchr(b':', head) {
        Some(colon) if head.starts_with(b"{") => &head[..=colon],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn splitter(bytes: &[u8]) -> Splitter {
        Splitter::new(Window::new(Box::new(std::io::Cursor::new(bytes.to_vec()))))
    }

    fn elements(bytes: &[u8]) -> (Vec<Vec<u8>>, Vec<Trouble>) {
        let mut split = splitter(bytes);
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        assert!(split.enter(b'['));
        loop {
            match split.element() {
                Element::Record(_) => {
                    if serde_json::from_slice::<serde::de::IgnoredAny>(split.piece()).is_ok() {
                        good.push(split.piece().to_vec());
                        split.accept();
                    } else {
                        bad.push(Trouble::Malformed);
                        split.reject();
                    }
                }
                Element::Broken(_, trouble) => bad.push(trouble),
                Element::End | Element::Cut => return (good, bad),
            }
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            ".*".prop_map(Into::into),
        ];
        leaf.prop_recursive(6, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::vec((".*", inner), 0..6).prop_map(|pairs| pairs.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn splitting_an_array_gives_its_elements(values in prop::collection::vec(any_json(), 0..12), pretty: bool) {
            let text = if pretty { serde_json::to_vec_pretty(&values) } else { serde_json::to_vec(&values) };
            let (good, bad) = elements(&text.unwrap());
            let parsed: Vec<serde_json::Value> = good.iter().map(|piece| serde_json::from_slice(piece).unwrap()).collect();
            prop_assert_eq!(parsed, values);
            prop_assert!(bad.is_empty());
        }

        #[test]
        fn any_bytes_are_split_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut array = b"[".to_vec();
            array.extend(&bytes);
            elements(&array);
        }

        #[test]
        fn any_brackets_and_quotes_are_split_without_panic(text in r#"[\[\]{}",:\\ a1]{0,200}"#) {
            elements(format!("[{text}").as_bytes());
            let mut split = splitter(text.as_bytes());
            split.enter(b'{');
            for _ in 0..300 {
                if split.key().is_none() { break }
                split.skip();
            }
        }
    }

    #[test]
    fn a_broken_record_costs_no_other() {
        for broken in
            [r#"{"id": 2, "t": "open}"#, r#"{"id": 2, "t": [1}"#, r#"{"id": 2, "t": tru}"#, r#"{"id": 2, "t": "#]
        {
            for between in [",", ",\n"] {
                let text = [r#"[{"id": 1, "t": "a"}"#, broken, r#"{"id": 3, "t": "b"}"#, r#"{"id": 4, "t": "c"}]"#]
                    .join(between);
                let (good, bad) = elements(text.as_bytes());
                assert_eq!(good.len(), 3, "{text}");
                assert_eq!(bad.len(), 1, "{text}");
            }
        }
    }

    #[test]
    fn a_cut_array_keeps_what_came_before() {
        let (good, bad) = elements(br#"[{"id":1},{"id":2},{"id":3,"te"#);
        assert_eq!((good.len(), bad.len()), (2, 1));
    }

    #[test]
    fn a_deep_or_giant_record_is_passed() {
        let deep = format!(r#"[{{"id":1}},{{"id":2,"x":{}}},{{"id":3}}]"#, "[".repeat(100_000));
        let (good, bad) = elements(deep.as_bytes());
        assert_eq!((good.len(), bad), (2, vec![Trouble::Deep]));
        let giant = format!(r#"[{{"id":1}},{{"id":2,"x":"{}"}},{{"id":3}}]"#, "x".repeat(CAP + 10));
        let (good, bad) = elements(giant.as_bytes());
        assert_eq!((good.len(), bad), (2, vec![Trouble::Large]));
    }

    #[test]
    fn keys_are_met_in_order_and_large_values_passed() {
        let avatar = "A".repeat(3 << 20);
        let text = format!(r#"{{"a": 1, "b": [1, {{"c": "}}"}}], "avatar": "{avatar}", "d": null}}"#);
        let mut split = splitter(text.as_bytes());
        assert!(split.enter(b'{'));
        let mut keys = Vec::new();
        while let Some(key) = split.key() {
            keys.push(key);
            split.skip();
        }
        assert_eq!(keys, ["a", "b", "avatar", "d"]);
        assert!(!split.was_cut());
    }
}
