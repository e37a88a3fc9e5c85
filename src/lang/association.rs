//! What lists of association rules say.

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

/// What was looked through.
pub fn looked_through(lang: Lang, rules: usize, members: u64) -> String {
    match lang {
        Lang::Zh => format!("{members} 位成员中的 {rules} 条规则"),
        Lang::En => format!("{rules} rules among {members} members"),
    }
}
