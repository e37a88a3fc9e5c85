//! What lists of association rules say.

use super::code::in_words;
use super::{Lang, Text};

texts! {
    LEFT = "如果", "if";
    RIGHT = "那么", "then";
    MEMBERS = "人数", "members";
    OF = "如果的人数", "members of the left side";
    SUPPORT = "支持度", "support";
    CONFIDENCE = "置信度", "confidence";
    LIFT = "提升", "lift";
    ADJUSTED = "同活跃提升", "adj. lift";
    FALSE_FINDS = "误报率", "q";
    FILTER = "筛选", "filter";
}

/// Fields whose values are names, and stand as they are.
const NAMED: [&str; 5] = ["tag", "topics", "region", "persona", "categories"];

/// A condition in both languages, as a person reads it.
pub fn condition(lang: Lang, zh: &str, en: &str) -> String {
    match (lang, en.split_once(':')) {
        (Lang::En, Some((field, value))) => {
            let value = if NAMED.contains(&field) { value.to_owned() } else { in_words(&[], value, lang) };
            format!("{}: {value}", field.replace('_', " "))
        }
        (Lang::En, None) => en.to_owned(),
        (Lang::Zh, _) => zh.to_owned(),
    }
}

/// What was looked through.
pub fn looked_through(lang: Lang, rules: usize, members: u64) -> String {
    match lang {
        Lang::Zh => format!("{members} 位成员中的 {rules} 条规则"),
        Lang::En => format!("{rules} rules among {members} members"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_reads_as_its_values_do_elsewhere_and_names_stay_as_they_are() {
        let both = |zh, en| [Lang::Zh, Lang::En].map(|lang| condition(lang, zh, en));
        let young = both("人生阶段:年幼孩子家长", "life_stage:parent_young");
        assert_eq!(young, ["人生阶段:年幼孩子家长", "life stage: parent of young children"]);
        assert_eq!(both("标签:a_b", "tag:a_b")[1], "tag: a_b");
    }
}
