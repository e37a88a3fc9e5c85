//! What is said of a member's way through the quarters.

use super::{Lang, Text};

texts! {
    TITLE = "各季度末的阶段与等级", "Stage and level by quarter";
    ABOUT = "由此人的活跃日按当日重算，第一行为统计日；影响力要与当时所有人相比，故列赢得它的被回应数。", "Worked out anew from this member's days, as of that day; the first line is the as-of day. Influence is measured by everybody of its day, so what earns it stands here: answers received.";
    DAY = "截至", "as of";
    ACTIVE_DAYS = "此季活跃天", "active days then";
    ANSWERS = "此季被回应", "answers then";
}

/// What happened in the quarter, in short.
pub fn quarter(lang: Lang, active_days: u32, answers: u32) -> String {
    match lang {
        Lang::Zh => format!("活跃{active_days}天 被回应{answers}次"),
        Lang::En => format!("{active_days} days, {answers} answers"),
    }
}
