//! What the explorer says of how it looks, and of whom its lists hold.

use super::{Lang, Text};

texts! {
    THEME_DARK = "深色", "dark";
    THEME_LIGHT = "浅色", "light";
    THEME_HIGH_CONTRAST = "高对比", "high contrast";
    THEME_MONO = "单色", "mono";
    THEME_OWN = "自己的主题", "your own";
}

/// Which theme is shown now.
pub fn theme(lang: Lang, name: Text) -> String {
    format!("{}{}", lang.pick(("主题：", "Theme: ")), name.get(lang))
}
