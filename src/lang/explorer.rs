//! What the explorer says of how it looks, and of whom its lists hold.

use super::{Lang, Text};

texts! {
    THEME_DARK = "深色", "dark";
    THEME_LIGHT = "浅色", "light";
    THEME_HIGH_CONTRAST = "高对比", "high contrast";
    THEME_MONO = "单色", "mono";
    NEEDS_SIDEBAR = "旁边没有标签栏：宽屏上按 b 显示。", "There is no tag sidebar: b shows it on wide screens.";
    NEEDS_SIDEBAR_TAG = "光标不在标签栏的标签上。", "The cursor is on no tag of the sidebar.";
    LISTS_NOBODY = "这里没有成员列表可标记。", "There is no list of members here to mark.";
    MARKED_ONES = "标记的成员", "marked";
    THEME_OWN = "自己的主题", "your own";
}

/// Which theme is shown now.
pub fn theme(lang: Lang, name: Text) -> String {
    format!("{}{}", lang.pick(("主题：", "Theme: ")), name.get(lang))
}
