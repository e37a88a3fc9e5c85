//! What circles are called, and their lists.

use super::{Lang, Text};

/// A circle's name by its number.
pub fn name(lang: Lang, number: u32) -> String {
    match lang {
        Lang::Zh => format!("圈子{number}"),
        Lang::En => format!("circle {number}"),
    }
}

/// The number in a name of either language.
pub fn number(name: &str) -> Option<u32> {
    name.trim_start_matches("圈子").trim_start_matches("circle ").parse().ok()
}

texts! {
    NAME = "小圈子", "circle";
    MEMBERS = "人数", "members";
    INSIDE = "圈内占比", "inside";
    HELD_BY = "核心成员", "held together by";
    FILTER = "筛选", "filter";
    ABOUT = "彼此回应多于旁人的成员", "members who answer each other more than others";
    NO_CIRCLES = "没有小圈子：互动没有明显分成几群，或有互动的成员不足 30 人。", "No circles: members do not part into groups who answer each other, or fewer than 30 do at all.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_number_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(number(&name(lang, 17)), Some(17));
        }
        assert_eq!(number("林晓"), None);
    }
}
