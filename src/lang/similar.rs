//! What is said of members who are alike.

use super::{Lang, Text};

texts! {
    TITLE = "相似的成员", "Members like this one";
    KEYS = "Enter 打开此人 · ↑↓ 选择 · Esc 关闭", "Enter opens the person · ↑↓ choose · Esc closes";
    SIMILARITY = "相似度", "alike";
    COMPARED = "比较项", "compared";
    SHARED = "相同", "alike in";
    APART = "不同", "differs in";
    LEGEND = "相似度 0–1：比较过的各项相近程度的平均，一方未知的项不算。相同：此人有而少有人有的在前，百分数是可比的人里同样相近的占比。不同：前为本人，后为对方，— 为没有。",
        "Alike, 0–1: the mean nearness over what was compared; what is unknown of either does not count. Alike in: what few others share first, with the share of comparable members who are as near. Differs in: the member, then the other; — is none.";
    NOBODY = "没有可比的人。", "There is nobody to compare with.";
}

/// In how many of how many the list was looked for.
pub fn among(lang: Lang, name: &str, known: u32, least: u32, peers: u64) -> String {
    match lang {
        Lang::Zh => format!("{name} 已知 {known} 项；与同社群中至少能比 {least} 项的 {peers} 人相比。"),
        Lang::En => {
            format!(
                "{name} is known in {known} respects, and was compared with {peers} of the community in {least} or more."
            )
        }
    }
}

/// Too little is known of the member.
pub fn not_enough_known(lang: Lang, name: &str, known: u32, least: u32) -> String {
    match lang {
        Lang::Zh => format!("对 {name} 所知不够：已知 {known} 项，至少要 {least} 项才比得出相似。"),
        Lang::En => {
            format!(
                "Not enough is known of {name}: {known} respects, of which {least} are needed to tell who is alike."
            )
        }
    }
}

/// How alike somebody is, and in how many respects that was looked at.
pub fn alike(lang: Lang, similarity: f64, compared: u32) -> String {
    match lang {
        Lang::Zh => format!("{similarity:.2}（{compared} 项）"),
        Lang::En => format!("{similarity:.2} (of {compared})"),
    }
}

/// In what two are alike: the field, both values, and the share of others who are as near.
pub fn shared(field: &str, own: &str, theirs: &str, share: f64) -> String {
    let percent = if share < 0.01 { "<1%".to_owned() } else { format!("{:.0}%", share * 100.0) };
    let values = if own == theirs { own.to_owned() } else { format!("{own}↔{theirs}") };
    format!("{field} {values} {percent}")
}

/// In what two differ.
pub fn apart(field: &str, own: Option<&str>, theirs: Option<&str>) -> String {
    format!("{field} {} ↔ {}", own.unwrap_or("—"), theirs.unwrap_or("—"))
}
