//! Invented names and ids: of the same shape as real ones, and nobody's.

use std::collections::HashSet;
use std::ops::Range;

/// Characters of invented names: the beginning of the Thousand Character Classic.
const CHARACTERS: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔";
/// The first of many characters that nobody is called by, for where people's names use all of those.
const RARE: (u32, u64) = (0x3400, 6_000);

/// What stays of an account's id, because it says what the account is.
const PREFIXES: &[&str] = &["wxid_", "gh_", "u_", "user", "channel", "chat", "bot"];
const SUFFIXES: &[&str] = &["@chatroom", "@openim", "@im.chatroom", "@qq.com"];

/// Something to replace, and by what.
pub(super) struct Swap {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// What stands there instead.
    pub with: String,
}

/// Of what overlaps the first and longest, which is the whole of it.
pub(super) fn kept_apart(mut swaps: Vec<Swap>) -> Vec<Swap> {
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
pub(super) fn in_case_of(invented: &str, model: &str) -> String {
    let mut model = model.chars();
    let cased = |c: char| match model.next() {
        Some(like) if like.is_ascii_uppercase() => c.to_ascii_uppercase(),
        Some(like) if like.is_ascii_lowercase() => c.to_ascii_lowercase(),
        _ => c,
    };
    invented.chars().map(cased).collect()
}

/// Invents names that nobody has.
pub(super) struct Inventor {
    taken: HashSet<String>,
    characters: Vec<char>,
    state: u64,
}

impl Inventor {
    /// For whom these names and ids are real.
    pub fn new<'n>(real: impl Iterator<Item = &'n str> + Clone, seed: u64) -> Inventor {
        let used: HashSet<char> = real.clone().flat_map(str::chars).collect();
        Inventor {
            taken: real.map(str::to_owned).collect(),
            characters: CHARACTERS.chars().filter(|character| !used.contains(character)).collect(),
            state: seed,
        }
    }

    /// Another string of the same shape that nobody has, with these parts in it.
    pub fn invent(&mut self, original: &str, parts: &[Swap]) -> String {
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
    pub fn like(&mut self, c: char) -> char {
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

fn is_phone(number: &str) -> bool {
    let digits = number.as_bytes();
    digits.len() == 11 && digits[0] == b'1' && matches!(digits[1], b'3'..=b'9') && digits.iter().all(u8::is_ascii_digit)
}
