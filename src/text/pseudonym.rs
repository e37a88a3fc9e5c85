//! People's names, ids and numbers replaced in a text by invented ones of the same shape.
//!
//! The same name becomes the same pseudonym wherever it stands, however the file escapes it; all
//! between is left as it is, so that a file stays of its format, its faults included.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, BuildError};

use super::invent::{Inventor, Swap, in_case_of, kept_apart};
use super::written::{bare, is_bounded, is_escape, is_key, is_telling, ways_to_write};
use super::{link, mask};

/// What XML writes between a link's parameters.
const AND: &str = "&amp;";

/// Replaces people.
pub struct Pseudonyms {
    names: AhoCorasick,
    /// What each of their patterns stands for.
    written: Vec<Written>,
    invented: HashMap<String, String>,
    inventor: Inventor,
    people: u64,
}

/// A name or an id as a file may write it.
struct Written {
    text: String,
    name: String,
    is_id: bool,
}

impl Pseudonyms {
    /// For these names and ids; what they become differs from run to run.
    ///
    /// # Errors
    /// If they are too many to look for at once.
    pub fn new(names: &BTreeSet<String>, ids: &BTreeSet<String>) -> Result<Pseudonyms, BuildError> {
        Pseudonyms::seeded(names, ids, RandomState::new().hash_one(0))
    }

    fn seeded(names: &BTreeSet<String>, ids: &BTreeSet<String>, seed: u64) -> Result<Pseudonyms, BuildError> {
        let names: BTreeSet<&str> = names.iter().map(|name| bare(name)).filter(|name| is_telling(name)).collect();
        let ids: BTreeSet<&str> = ids.iter().map(|id| bare(id)).filter(|id| is_telling(id)).collect();
        let mut inventor = Inventor::new(names.iter().chain(&ids).copied(), seed);
        let mut all: Vec<(&str, bool)> = ids.iter().map(|id| (*id, true)).collect();
        all.extend(names.difference(&ids).map(|name| (*name, false)));
        // A part comes before the whole that it is a part of.
        all.sort_by_key(|(name, _)| name.len());
        let whole = in_any_case().build(all.iter().map(|(name, _)| name))?;
        let mut invented = HashMap::new();
        let mut written = Vec::new();
        for (name, is_id) in &all {
            let known = if *is_id { Vec::new() } else { parts(name, &whole, &all, &invented) };
            invented.insert((*name).to_owned(), inventor.invent(name, &known));
            let ways = ways_to_write(name).into_iter();
            written.extend(ways.map(|text| Written { text, name: (*name).to_owned(), is_id: *is_id }));
        }
        let names = in_any_case().build(written.iter().map(|written| &written.text))?;
        Ok(Pseudonyms { names, written, people: invented.len() as u64, invented, inventor })
    }

    /// How many names and ids become others; what tells of nobody is none of them.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// The text with everybody in it replaced.
    pub fn replace(&mut self, text: &str) -> String {
        let mut swaps = self.found(text);
        swaps.extend(self.numbers(text));
        swaps.extend(self.links(text));
        let mut replaced = String::with_capacity(text.len());
        let mut copied = 0;
        for swap in kept_apart(swaps) {
            replaced.push_str(&text[copied..swap.at.start]);
            replaced.push_str(&swap.with);
            copied = swap.at.end;
        }
        replaced.push_str(&text[copied..]);
        replaced
    }

    fn found(&self, text: &str) -> Vec<Swap> {
        let mut exact = Vec::new();
        let mut cased = Vec::new();
        for found in self.names.find_overlapping_iter(text) {
            let Written { text: pattern, name, is_id } = &self.written[found.pattern().as_usize()];
            let (at, invented) = (found.range(), &self.invented[name]);
            if !is_bounded(text, &at, name) || is_escape(text, &at) || !*is_id && is_key(text, &at) {
                continue;
            }
            match &text[at.clone()] {
                same if same == pattern => exact.push(Swap { with: invented.clone(), at }),
                other if pattern == name => cased.push(Swap { with: in_case_of(invented, other), at }),
                _ => cased.push(Swap { with: invented.clone(), at }),
            }
        }
        // Where `momo` and `Momo` are two people, each is who they are.
        exact.append(&mut cased);
        exact
    }

    fn numbers(&mut self, text: &str) -> Vec<Swap> {
        let found = mask::personal_places(text);
        found.into_iter().map(|at| Swap { with: self.number(&text[at.clone()]), at }).collect()
    }

    /// A telephone number's digits are replaced alike with and without its hyphens.
    fn number(&mut self, written: &str) -> String {
        let is_own = |c: &char| !matches!(c, ' ' | '-');
        let bare: String = written.chars().filter(is_own).collect();
        let invented = match self.invented.get(&bare) {
            Some(known) => known.clone(),
            None => {
                let invented = self.inventor.invent(&bare, &[]);
                self.invented.insert(bare, invented.clone());
                invented
            }
        };
        let mut own = invented.chars();
        written.chars().map(|c| if is_own(&c) { own.next().unwrap_or(c) } else { c }).collect()
    }

    /// What stands behind a link's host may lead to anybody, and a packed picture may show them.
    fn links(&mut self, text: &str) -> Vec<Swap> {
        let mut swaps: Vec<Swap> =
            link::paths(text).map(|at| Swap { with: self.path(&text[at.clone()]), at }).collect();
        swaps.extend(link::packed(text).map(|at| Swap { with: "A".repeat(at.len()), at }));
        swaps
    }

    /// A path of the same shape; what escapes its signs stays.
    fn path(&mut self, path: &str) -> String {
        let mut invented = String::with_capacity(path.len());
        let mut rest = path;
        while let Some(c) = rest.chars().next() {
            let escaped = link::unescaped(rest);
            let length = match escaped {
                _ if rest.starts_with(AND) => AND.len(),
                Some(_) => 6,
                None => c.len_utf8(),
            };
            match escaped {
                Some(c) if !c.is_ascii() => invented.push(self.inventor.like(c)),
                None if length == c.len_utf8() && c != '\\' => invented.push(self.inventor.like(c)),
                _ => invented.push_str(&rest[..length]),
            }
            rest = &rest[length..];
        }
        invented
    }
}

/// Names are looked for in any case: who is `Kevin` in a list is `kevin` in the chat.
fn in_any_case() -> AhoCorasickBuilder {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true);
    builder
}

/// Where a name has others in it, as `小王-杭州` has `小王`: these stay its parts.
fn parts(name: &str, whole: &AhoCorasick, all: &[(&str, bool)], invented: &HashMap<String, String>) -> Vec<Swap> {
    let mut found: Vec<Swap> = Vec::new();
    for part in whole.find_overlapping_iter(name) {
        let (known, at) = (all[part.pattern().as_usize()].0, part.range());
        let is_part = at.len() < name.len() || known != name && invented.contains_key(known);
        if is_part && known.chars().nth(1).is_some() && is_bounded(name, &at, known) {
            found.push(Swap { with: in_case_of(&invented[known], &name[at.clone()]), at });
        }
    }
    kept_apart(found)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn pseudonyms(names: &[&str], ids: &[&str]) -> Pseudonyms {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Pseudonyms::seeded(&set(names), &set(ids), 7).unwrap()
    }

    #[test]
    fn one_name_is_one_pseudonym_however_it_is_written() {
        let mut people = pseudonyms(&["小王", "Tom \"T\" Lee"], &["wxid_a1b2", "10001"]);
        let new = people.replace("小王");
        assert_eq!(new.chars().count(), 2);
        assert_ne!(new, "小王");
        assert_eq!(people.replace("\\u5c0f\\u738b @小王\u{2005}好"), format!("{new} @{new}\u{2005}好"));
        let tom = people.replace("Tom \"T\" Lee");
        assert!(!tom.contains("Tom") && !tom.contains('"'));
        for written in [r#"Tom \"T\" Lee"#, "Tom \"\"T\"\" Lee", "Tom &quot;T&quot; Lee"] {
            assert_eq!(people.replace(written), tom);
        }
        let id = people.replace("wxid_a1b2");
        assert!(id.starts_with("wxid_") && id.len() == 9 && id != "wxid_a1b2", "{id}");
        let number = people.replace("user10001:");
        assert!(number.len() == 10 && !number.contains("10001") && number.starts_with("user"), "{number}");
    }

    #[test]
    fn letters_and_escapes_may_be_of_either_case() {
        let mut people = pseudonyms(&["Tom小", "A&B+小", "momo", "Momo"], &["wxid_a1b2"]);
        let new = people.replace("Tom小");
        for written in [r"Tom\u5c0f", r"Tom\u5C0F"] {
            assert_eq!(people.replace(written), new);
        }
        assert_eq!(people.replace("TOM小").to_lowercase(), new.to_lowercase());
        let signs = people.replace("A&B+小");
        for written in [r"A\u0026B+小", r"A\u0026B\u002B\u5C0F", "A&amp;B+小"] {
            assert_eq!(people.replace(written), signs);
        }
        assert!(!people.replace("WXID_A1B2").contains("A1B2"));
        let (one, other) = (people.replace("momo"), people.replace("Momo"));
        assert_ne!(one, other);
        assert_eq!(people.replace("Momo momo"), format!("{other} {one}"), "two people whose names differ in case");
        assert_eq!(people.people(), 5);
    }

    #[test]
    fn a_letter_of_an_escape_is_nobody() {
        let mut people = pseudonyms(&["N", "nick"], &[]);
        assert_eq!(people.replace(r"a\n!"), r"a\n!");
        for said in [r"\\n!", "n!", r"C:\nick"] {
            assert_ne!(people.replace(said), said);
        }
    }

    #[test]
    fn what_tells_of_nobody_is_not_counted() {
        assert_eq!(pseudonyms(&["小王", "我", "system", "12", "。"], &["12", "小王"]).people(), 1);
    }

    #[test]
    fn a_name_within_a_name_stays_within_it() {
        let mut people = pseudonyms(&["小鱼干", "小鱼干-设计", "momo", "Momo🌸"], &[]);
        let (name, card) = (people.replace("小鱼干"), people.replace("小鱼干-设计"));
        assert!(card.starts_with(&name) && !card.contains("设计"), "{card}");
        let (small, large) = (people.replace("momo"), people.replace("Momo🌸"));
        assert_eq!(large.to_lowercase(), format!("{small}🌸"));
        assert_ne!(large, format!("{small}🌸"));
    }

    #[test]
    fn what_a_file_is_made_of_stays() {
        let mut people = pseudonyms(&["消息", "text", "name", "Tom", "李", "12", "。"], &["ab"]);
        for text in [
            r#"{"text":"text","name":12,"Tom" : 1}"#,
            "Tomorrow Tom1 李明 abc cab ab_ 110001",
            "2024-03-01 12:00:00 。",
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"",
        ] {
            assert_eq!(people.replace(text), text);
        }
        let replaced = people.replace(r"好\nTom \u2005ab");
        assert!(!replaced.contains("Tom") && !replaced.contains("ab"), "{replaced}");
    }

    #[test]
    fn a_name_that_ends_in_a_quote_takes_none_of_the_files_quotes() {
        let mut people = pseudonyms(&["小王\"", "a\\"], &[]);
        let new = people.replace("小王");
        assert_eq!(
            people.replace(r#"{"name":"小王\"","text":"小王"}"#),
            format!(r#"{{"name":"{new}\"","text":"{new}"}}"#)
        );
        assert!(people.replace(r#"{"text":"a\n"}"#).ends_with(r#"\n"}"#));
    }

    #[test]
    fn a_shorter_name_is_found_where_a_longer_one_only_seems_to_begin() {
        let mut people = pseudonyms(&["Tom", "Tom Lee"], &[]);
        let replaced = people.replace("Tom Leery");
        assert!(replaced.ends_with(" Leery") && !replaced.starts_with("Tom"), "{replaced}");
    }

    #[test]
    fn numbers_links_and_pictures_tell_of_nobody() {
        let mut people = pseudonyms(&[], &["13800000001"]);
        let replaced = people.replace("打 13800000001 或 138-0000-0001，写信到 li.si@example.com");
        let (first, rest) = replaced[4..].split_once(' ').unwrap();
        assert!(first.starts_with("13") && first != "13800000001", "{replaced}");
        assert_eq!(rest.split(['或', '，']).nth(1).unwrap().trim().replace('-', ""), first, "{replaced}");
        assert!(!replaced.contains("li.si") && replaced.contains('@'), "{replaced}");
        let written = "看 https://wx.qlogo.cn/mmhead/abc123/0 。";
        let link = people.replace(written);
        assert!(link.starts_with("看 https://wx.qlogo.cn/") && !link.contains("abc123"), "{link}");
        assert_eq!(link.len(), written.len());
        let linked = people.replace("http://example.com/a?b=1&amp;c=2");
        assert_eq!(linked.matches("&amp;").count(), 1, "{linked}");
        let escaped = people.replace(r#""https:\/\/wx.qlogo.cn\/小王\/abc123?id=7788\u0026k=\u5c0f""#);
        assert!(escaped.starts_with(r#""https:\/\/wx.qlogo.cn\/"#) && escaped.contains(r"\u0026"), "{escaped}");
        assert!(!["小王", "abc123", "7788", "u5c0f"].iter().any(|part| escaped.contains(part)), "{escaped}");
        let queried = people.replace("http://example.com?user=abc123");
        assert!(queried.starts_with("http://example.com?") && !queried.contains("abc123"), "{queried}");
        assert_eq!(people.replace(&format!("\"{}\"", "Qk1".repeat(100))), format!("\"{}\"", "A".repeat(300)));
    }

    #[test]
    fn a_thousand_people_of_one_character_are_a_thousand_people() {
        let names: BTreeSet<String> = (0..1_000).filter_map(|n| char::from_u32(0x5200 + n)).map(String::from).collect();
        let mut people = Pseudonyms::new(&names, &BTreeSet::new()).unwrap();
        let invented: HashSet<String> = names.iter().map(|name| people.replace(name)).collect();
        assert_eq!(invented.len(), names.len());
        assert!(invented.is_disjoint(&names.into_iter().collect()));
    }
}
