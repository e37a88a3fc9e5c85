//! What the explorer says of how it looks, and of whom its lists hold.

use super::{Lang, Text};

texts! {
    THEME_DARK = "深色", "dark";
    THEME_LIGHT = "浅色", "light";
    THEME_HIGH_CONTRAST = "高对比", "high contrast";
    THEME_MONO = "单色", "mono";
    THEME_OWN = "自己的主题", "your own";
    NEEDS_SIDEBAR = "旁边没有标签栏：宽屏上按 b 显示。", "There is no tag sidebar: b shows it on wide screens.";
    NEEDS_SIDEBAR_TAG = "光标不在标签栏的标签上。", "The cursor is on no tag of the sidebar.";
    LISTS_NOBODY = "这里没有成员列表可标记。", "There is no list of members here to mark.";
    MARKED_ONES = "标记的成员", "marked";
    NO_TAGS_HELD = "没有标签可去。", "There is no tag to take away.";
    TAG_IMPORTED = "导入", "imported";
    NOT_GIVEN_AGAIN = "；去掉后规则不再打上", "; taken away, no rule gives it again";
    OR_IN_NAME = "或", "-or-";
    NOT_IN_NAME = "非", "not-";
}

/// Which theme is shown now.
pub fn theme(lang: Lang, name: Text) -> String {
    format!("{}{}", lang.pick(("主题：", "Theme: ")), name.get(lang))
}

/// By what a tag was given, and to how many.
pub fn given_to(lang: Lang, by: Text, members: u64) -> String {
    match lang {
        Lang::Zh => format!("{} {members} 人", by.get(lang)),
        Lang::En => format!("{} {members}", by.get(lang)),
    }
}
