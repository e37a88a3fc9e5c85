//! People's names, ids and numbers replaced in a text by invented ones of the same shape.
//!
//! The same name becomes the same pseudonym wherever it stands, however the file escapes it; all
//! between is left as it is, so that a file stays of its format, its faults included.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError};

use super::mask;

/// Characters of invented names: the beginning of the Thousand Character Classic.
const CHARACTERS: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔";
/// The first of many characters that nobody is called by, for where people's names use all of those.
const RARE: (u32, u64) = (0x3400, 6_000);

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
];

/// What stays of an account's id, because it says what the account is.
const PREFIXES: &[&str] = &["wxid_", "gh_", "u_", "user", "channel", "chat", "bot"];
const SUFFIXES: &[&str] = &["@chatroom", "@openim", "@im.chatroom", "@qq.com"];

/// Numbers below this many digits count things, and are nobody's id.
const ID_DIGITS: usize = 5;
/// What XML writes between a link's parameters.
const AND: &str = "&amp;";
/// From this length on, letters and digits in a row are a packed picture.
const PACKED: usize = 200;

/// Replaces people.
pub struct Pseudonyms {
    names: Option<AhoCorasick>,
    /// Of each pattern: what it stands for, and whether that is an id.
    meant: Vec<(String, bool)>,
    invented: HashMap<String, String>,
    taken: HashSet<String>,
    characters: Vec<char>,
    state: u64,
}

/// Something to replace, and by what.
struct Swap {
    at: Range<usize>,
    with: String,
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
        let used: HashSet<char> = names.iter().flat_map(|name| name.chars()).collect();
        let mut pseudonyms = Pseudonyms {
            names: None,
            meant: Vec::new(),
            invented: HashMap::new(),
            taken: names.iter().chain(&ids).map(|name| (*name).to_owned()).collect(),
            characters: CHARACTERS.chars().filter(|character| !used.contains(character)).collect(),
            state: seed,
        };
        let mut all: Vec<(&str, bool)> = ids.iter().map(|id| (*id, true)).collect();
        all.extend(names.difference(&ids).map(|name| (*name, false)));
        // A part comes before the whole that it is a part of.
        all.sort_by_key(|(name, _)| name.len());
        let parts = AhoCorasick::builder().ascii_case_insensitive(true).build(all.iter().map(|(name, _)| name))?;
        let mut patterns = Vec::new();
        for (name, is_id) in &all {
            let known = if *is_id { Vec::new() } else { pseudonyms.parts(name, &parts, &all) };
            let invented = pseudonyms.invent(name, &known);
            pseudonyms.invented.insert((*name).to_owned(), invented);
            for written in ways_to_write(name) {
                patterns.push(written);
                pseudonyms.meant.push(((*name).to_owned(), *is_id));
            }
        }
        pseudonyms.names = Some(AhoCorasick::new(&patterns)?);
        Ok(pseudonyms)
    }

    /// The text with everybody in it replaced.
    pub fn replace(&mut self, text: &str) -> String {
        let mut swaps = self.people(text);
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

    fn people(&self, text: &str) -> Vec<Swap> {
        let Some(names) = &self.names else { return Vec::new() };
        let swap = |found: aho_corasick::Match| {
            let (name, is_id) = &self.meant[found.pattern().as_usize()];
            let at = found.range();
            let stands_alone = is_bounded(text, &at, name) && (*is_id || !is_key(text, &at));
            stands_alone.then(|| Swap { at, with: self.invented[name].clone() })
        };
        names.find_overlapping_iter(text).filter_map(swap).collect()
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
                let invented = self.invent(&bare, &[]);
                self.invented.insert(bare, invented.clone());
                invented
            }
        };
        let mut own = invented.chars();
        written.chars().map(|c| if is_own(&c) { own.next().unwrap_or(c) } else { c }).collect()
    }

    /// What stands behind a link's host may lead to anybody, and a packed picture may show them.
    fn links(&mut self, text: &str) -> Vec<Swap> {
        let mut swaps = Vec::new();
        for at in link_paths(text) {
            let mut alike = |part: &str| part.chars().map(|c| self.like(c)).collect::<String>();
            let parts: Vec<String> = text[at.clone()].split(AND).map(&mut alike).collect();
            swaps.push(Swap { with: parts.join(AND), at });
        }
        swaps.extend(packed(text).map(|at| Swap { with: "A".repeat(at.len()), at }));
        swaps
    }

    /// Where a name has others in it, as `小王-杭州` has `小王`: these stay its parts.
    fn parts(&self, name: &str, parts: &AhoCorasick, all: &[(&str, bool)]) -> Vec<Swap> {
        let mut found: Vec<Swap> = Vec::new();
        for part in parts.find_overlapping_iter(name) {
            let (known, at) = (all[part.pattern().as_usize()].0, part.range());
            let is_part = at.len() < name.len() || known != name && self.invented.contains_key(known);
            if is_part && known.chars().nth(1).is_some() && is_bounded(name, &at, known) {
                found.push(Swap { with: in_case_of(&self.invented[known], &name[at.clone()]), at });
            }
        }
        kept_apart(found)
    }

    /// Another string of the same shape that nobody has, with these parts in it.
    fn invent(&mut self, original: &str, parts: &[Swap]) -> String {
        let prefix = PREFIXES.iter().find(|prefix| original.starts_with(**prefix)).copied().unwrap_or_default();
        let suffix = SUFFIXES.iter().find(|suffix| original.ends_with(**suffix)).copied().unwrap_or_default();
        let is_whole = !parts.is_empty() || prefix.len() + suffix.len() >= original.len();
        let ends = if is_whole { ("", "") } else { (prefix, suffix) };
        let core = &original[ends.0.len()..original.len() - ends.1.len()];
        let mut longer = String::new();
        for attempt in 1_u32.. {
            let invented = format!("{}{}{longer}{}", ends.0, self.shaped_like(core, parts), ends.1);
            if self.taken.insert(invented.clone()) {
                return invented;
            }
            // Short names run out: there are only so many of one character.
            if attempt.is_multiple_of(20) {
                longer.push(self.like(core.chars().find(|c| c.is_alphanumeric()).unwrap_or('a')));
            }
        }
        original.to_owned()
    }

    fn shaped_like(&mut self, core: &str, parts: &[Swap]) -> String {
        let mut shaped = String::new();
        let mut from = 0;
        // A telephone number keeps the digits that make it one.
        let kept = if is_phone(core) { 2 } else { 0 };
        for end in parts.iter().map(Some).chain([None]) {
            let until = end.map_or(core.len(), |part| part.at.start);
            for (at, c) in core[from..until].char_indices() {
                shaped.push(if from + at < kept { c } else { self.like_first(c, from + at) });
            }
            if let Some(part) = end {
                shaped.push_str(&part.with);
                from = part.at.end;
            }
        }
        shaped
    }

    /// A number that does not begin with zero goes on not to.
    fn like_first(&mut self, c: char, at: usize) -> char {
        if at == 0 && matches!(c, '1'..='9') { char::from(b'1' + self.below(9) as u8) } else { self.like(c) }
    }

    /// A character of the same kind; signs that files are written with become a harmless one.
    fn like(&mut self, c: char) -> char {
        match c {
            '0'..='9' => char::from(b'0' + self.below(10) as u8),
            'a'..='z' => char::from(b'a' + self.below(26) as u8),
            'A'..='Z' => char::from(b'A' + self.below(26) as u8),
            '"' | '\\' | '<' | '>' | '\'' => '_',
            c if c.is_ascii() => c,
            c if c.is_alphanumeric() => self.character(),
            c => c,
        }
    }

    fn character(&mut self) -> char {
        let at = self.below(self.characters.len().max(1) as u64) as usize;
        let rare = self.below(RARE.1) as u32;
        self.characters.get(at).copied().or_else(|| char::from_u32(RARE.0 + rare)).unwrap_or('某')
    }

    /// A number below another, by SplitMix64 (Steele, Lea and Flood 2014).
    fn below(&mut self, limit: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Of what overlaps the first and longest, which is the whole of it.
fn kept_apart(mut swaps: Vec<Swap>) -> Vec<Swap> {
    swaps.sort_by_key(|swap| (swap.at.start, std::cmp::Reverse(swap.at.end)));
    let mut end = 0;
    swaps.retain(|swap| {
        let is_apart = swap.at.start >= end;
        end = if is_apart { swap.at.end } else { end };
        is_apart
    });
    swaps
}

/// `abc` in the case of `Momo` is `Abc`.
fn in_case_of(invented: &str, model: &str) -> String {
    let mut model = model.chars();
    let cased = |c: char| match model.next() {
        Some(like) if like.is_ascii_uppercase() => c.to_ascii_uppercase(),
        Some(like) if like.is_ascii_lowercase() => c.to_ascii_lowercase(),
        _ => c,
    };
    invented.chars().map(cased).collect()
}

/// A name without signs at its ends that a file might have put there: of `"小王"` they are not the name's.
fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\\' | '\'' | '<' | '>'))
}

/// Whether a name or id can tell who somebody is, and can be told from what files are made of.
fn is_telling(name: &str) -> bool {
    let is_reserved = RESERVED.iter().any(|word| word.eq_ignore_ascii_case(name));
    let is_count = name.len() < ID_DIGITS && name.bytes().all(|byte| byte.is_ascii_digit());
    name.chars().any(char::is_alphanumeric) && !is_reserved && !is_count
}

fn is_phone(number: &str) -> bool {
    let digits = number.as_bytes();
    digits.len() == 11 && digits[0] == b'1' && matches!(digits[1], b'3'..=b'9') && digits.iter().all(u8::is_ascii_digit)
}

/// A name as it is, and as JSON, XML and CSV write it.
fn ways_to_write(name: &str) -> BTreeSet<String> {
    let json: String = name.chars().flat_map(|c| json_escape(c, false)).collect();
    let ascii: String = name.chars().flat_map(|c| json_escape(c, true)).collect();
    let xml = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let quoted = xml.replace('"', "&quot;").replace('\'', "&apos;");
    let slashed = json.replace('/', "\\/");
    BTreeSet::from([
        name.to_owned(),
        ascii.to_uppercase().replace("\\U", "\\u"),
        ascii,
        json,
        slashed,
        xml,
        quoted,
        name.replace('"', "\"\""),
    ])
}

fn json_escape(c: char, all: bool) -> Vec<char> {
    match c {
        '"' | '\\' => vec!['\\', c],
        c if c.is_ascii() || !all => vec![c],
        c => c
            .encode_utf16(&mut [0; 2])
            .iter()
            .flat_map(|unit| format!("\\u{unit:04x}").chars().collect::<Vec<_>>())
            .collect(),
    }
}

/// Whether what stands at a place is the whole of a word, so far as its writing has words.
fn is_bounded(text: &str, at: &Range<usize>, name: &str) -> bool {
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

/// Whether what stands at a place is a key of a JSON object.
fn is_key(text: &str, at: &Range<usize>) -> bool {
    let behind = text[at.end..].strip_prefix('"').map(str::trim_start);
    text[..at.start].ends_with('"') && behind.is_some_and(|rest| rest.starts_with(':'))
}

/// What stands behind the host of every link, but for the names of schemas.
fn link_paths(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_path =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`' | ',' | ')' | ']' | '}');
    text.match_indices("://").filter_map(move |(at, sign)| {
        let host = at + sign.len();
        let path = host + text[host..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':')))?;
        let end = text[path..].find(|c| !is_path(c)).map_or(text.len(), |length| path + length);
        let is_schema = ["schemas.", "www.w3.org", "purl.org"].iter().any(|known| text[host..].starts_with(known));
        (text[path..].starts_with('/') && !is_schema).then_some(path..end)
    })
}

/// Long runs of the letters that binary data are packed in.
fn packed(text: &str) -> impl Iterator<Item = Range<usize>> {
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
