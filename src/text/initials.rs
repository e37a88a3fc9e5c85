//! Names by the first letters of their pinyin: 王莉 is `wl`, and 曾 may be `z` or `c`.

use pinyin::{Pinyin, ToPinyinMulti};

/// Fewer letters than this would find half of all names.
const FEWEST: usize = 2;

/// Whether a folded word may be first letters.
pub fn may_be(word: &str) -> bool {
    word.len() >= FEWEST && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a run of the name's characters begins with these letters, one each, at least one of them
/// Chinese. Every reading of a character counts; signs between characters do not.
///
/// `letters` as [`may_be`] has them, `name` folded.
pub fn begins(name: &str, letters: &str) -> bool {
    let starts = name.char_indices().filter(|(_, char)| char.is_alphanumeric());
    starts.map(|(at, _)| &name[at..]).any(|rest| begins_here(rest, letters))
}

fn begins_here(name: &str, letters: &str) -> bool {
    let mut chars = name.chars().filter(|char| char.is_alphanumeric());
    let mut any_chinese = false;
    letters.chars().all(|letter| {
        let Some(char) = chars.next() else { return false };
        any_chinese |= !char.is_ascii();
        begins_with(char, letter)
    }) && any_chinese
}

fn begins_with(char: char, letter: char) -> bool {
    let Some(readings) = char.to_pinyin_multi() else { return char == letter };
    readings.into_iter().any(|reading| Pinyin::plain(reading).starts_with(letter))
}

/// The first letters of a text's Chinese characters, by their commonest reading: what finds it in a
/// fuzzy list. Nothing for a text without any.
pub fn of(text: &str) -> String {
    let first = |char: char| {
        let common = char.to_pinyin_multi()?.into_iter().next()?;
        Pinyin::plain(common).chars().next()
    };
    text.chars().filter_map(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_first_letters_in_any_reading() {
        for (name, letters) in [
            ("王莉", "wl"),
            ("南京-王莉", "wl"),
            ("南京-王莉", "njwl"),
            ("曾小北", "zx"),
            ("曾小北", "cxb"),
            ("单雄", "sx"),
            ("a李", "al"),
            ("吕布", "lb"),
            ("王莉🌸", "wl"),
        ] {
            assert!(begins(name, letters), "{name} {letters}");
        }
        for (name, letters) in [("王莉", "lw"), ("王莉", "wlx"), ("wl", "wl"), ("", "wl"), ("王 a", "wb")] {
            assert!(!begins(name, letters), "{name} {letters}");
        }
        assert_eq!(of("打标签 Tag"), "dbq");
        assert!(!may_be("w") && !may_be("w1") && may_be("wl"));
    }
}
