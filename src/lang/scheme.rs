//! What `scheme` says.

use super::{Lang, Text};

/// A scheme.
pub const SCHEME: Text = Text::new("方案", "scheme");
/// Its title.
pub const TITLE: Text = Text::new("名称", "title");
/// Whether the store is built with it.
pub const IN_USE: Text = Text::new("在用", "in use");
/// Its file.
pub const FILE: Text = Text::new("文件", "file");
/// Why it cannot be used.
pub const PROBLEM: Text = Text::new("问题", "problem");
/// A setting.
pub const SETTING: Text = Text::new("设置", "setting");
/// As it is.
pub const BEFORE: Text = Text::new("现在", "now");
/// As it would be.
pub const AFTER: Text = Text::new("改后", "then");
/// A tag.
pub const TAG: Text = Text::new("标签", "tag");
/// How many would gain it.
pub const GAINED: Text = Text::new("得到", "gain");
/// How many would lose it.
pub const LOST: Text = Text::new("失去", "lose");
/// Some who would gain it.
pub const GAINING: Text = Text::new("得到者", "who gain");
/// Some who would lose it.
pub const LOSING: Text = Text::new("失去者", "who lose");
/// A ranking.
pub const RANKING: Text = Text::new("排名", "ranking");
/// A member.
pub const MEMBER: Text = Text::new("成员", "member");
/// A place in a ranking.
pub const PLACE_NOW: Text = Text::new("现名次", "place now");
/// The place it would become.
pub const PLACE_THEN: Text = Text::new("改后名次", "place then");
/// A level or stage.
pub const STATE: Text = Text::new("状态", "state");
/// How many members.
pub const PEOPLE: Text = Text::new("人数", "members");

/// A sound file.
pub fn sound(lang: Lang, file: &str, title: &str, (tags, topics, strategies): (usize, usize, usize)) -> String {
    match lang {
        Lang::Zh => format!("{file}：方案“{title}”可用，{tags} 条标签规则，{topics} 个话题，{strategies} 条策略。"),
        Lang::En => {
            format!("{file}: scheme “{title}” is sound; {tags} tag rules, {topics} topics, {strategies} strategies.")
        }
    }
}

/// Files that are not.
pub fn unsound(lang: Lang, wrong: usize) -> String {
    match lang {
        Lang::Zh => format!("共 {wrong} 处问题；改好后再 check 一次"),
        Lang::En => format!("{wrong} problems; mend them and check again"),
    }
}

/// The scheme now in use.
pub fn in_use(lang: Lang, name: &str, title: &str) -> String {
    match lang {
        Lang::Zh => format!("此库改用方案 {name}（{title}）。"),
        Lang::En => format!("This store now goes by the scheme {name} ({title})."),
    }
}

/// What a comparison begins with.
pub fn compared(lang: Lang, from: &str, to: &str, changes: usize, members: u64) -> String {
    match lang {
        Lang::Zh => format!("方案 {from} → {to}：{changes} 项设置不同。以下是对现有 {members} 名成员的影响，未写入。"),
        Lang::En => format!(
            "Scheme {from} → {to}: {changes} settings differ. What follows would change for the {members} members; nothing is written."
        ),
    }
}

/// How to live by it.
pub fn to_use(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("要改用它：qunxiang scheme use {name}"),
        Lang::En => format!("To go by it: qunxiang scheme use {name}"),
    }
}

/// Settings that do not fit.
pub fn more_settings(lang: Lang, more: usize) -> String {
    match lang {
        Lang::Zh => format!("还有 {more} 项设置；--json 列出全部"),
        Lang::En => format!("{more} more settings; --json has all"),
    }
}
