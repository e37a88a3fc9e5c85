//! One form for names and headers that people write in many ways.

use unicode_normalization::UnicodeNormalization;

use super::display::is_invisible;

/// For comparing, not for showing: compatibility forms resolved (`Ａ` is `a`, `㎏` is `kg`), lower
/// case, ends trimmed, runs of white space one space, invisible characters gone, emoji kept.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars().filter(|c| !is_invisible(*c)).nfkc().flat_map(char::to_lowercase) {
        if character.is_whitespace() || character.is_control() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        folded.push(character);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_written_differently_fold_to_one() {
        let cases = [
            ("  Kevin  Lee ", "kevin lee"),
            ("Ｋｅｖｉｎ", "kevin"),
            ("林\u{3000}晓", "林 晓"),
            ("群\u{200b}主", "群主"),
            ("Momo🌸", "momo🌸"),
            ("①号店", "1号店"),
            ("昵称\t", "昵称"),
            ("e\u{301}", "é"),
            ("（备注）", "(备注)"),
            ("☀\u{fe0f}", "☀"),
            ("", ""),
        ];
        for (raw, folded) in cases {
            assert_eq!(fold(raw), folded);
            assert_eq!(fold(folded), folded, "folding twice");
        }
    }
}
