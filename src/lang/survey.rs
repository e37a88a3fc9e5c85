//! Questions that a questionnaire may ask, worded so that its answers are read back when they are
//! imported: the words in brackets, and the options, are those that importers know.

use super::{Lang, Text};

/// A question as it is put.
pub struct Wording {
    /// The question.
    pub title: Text,
    /// What may be chosen; none where it is written.
    pub options: &'static [Text],
    /// An answer, where it is written.
    pub example: Text,
}

macro_rules! wordings {
    ($($key:literal $title_zh:literal $title_en:literal [$($zh:literal $en:literal),*] $ex_zh:literal $ex_en:literal;)+) => {
        &[$(($key, Wording {
            title: Text::new($title_zh, $title_en),
            options: &[$(Text::new($zh, $en)),*],
            example: Text::new($ex_zh, $ex_en),
        })),+]
    };
}

/// Questions that tell who answers, by what they ask for.
pub const JOINS: &[(&str, Wording)] = wordings! {
    "phone" "您的手机号" "Your phone number (手机号)" [] "13800000000" "13800000000";
    "alias" "您的微信号" "Your WeChat ID (微信号)" [] "linxiao_ai" "linxiao_ai";
    "qq" "您的QQ号" "Your QQ number (QQ号)" [] "10001" "10001";
    "mail" "您的邮箱" "Your email address" [] "name@example.com" "name@example.com";
    "nickname" "您的微信昵称" "Your WeChat nickname (微信昵称)" [] "林晓" "Lin Xiao";
};

/// Questions by the attribute that they tell.
pub const ATTRIBUTES: &[(&str, Wording)] = wordings! {
    "gender" "您的性别" "Your gender" ["男" "Male", "女" "Female", "不便透露" "Rather not say"] "" "";
    "age_band" "您的年龄段" "Your age band (年龄段)" [
        "18岁以下" "Under 18", "18-24岁" "18-24", "25-30岁" "25-30", "31-40岁" "31-40", "41-50岁" "41-50",
        "50岁以上" "Over 50", "不便透露" "Rather not say"
    ] "" "";
    "occupation" "您的职业" "Your occupation (职业)" [] "产品经理" "产品经理";
    "region" "您所在的城市（省市）" "Your city (城市)" [] "浙江杭州" "浙江杭州";
    "life_stage" "您的人生阶段" "Your stage of life (人生阶段)" [
        "学生" "Student", "在职" "Employed", "家长（学龄前）" "Parent (0-6)", "家长（已上学）" "Parent (7-12)",
        "退休" "Retired", "不便透露" "Rather not say"
    ] "" "";
};

/// How an answer is given.
pub fn manner(lang: Lang, is_choice: bool) -> &'static str {
    lang.pick(if is_choice { ("[单选题]", "[single choice]") } else { ("[填空题]", "[fill in]") })
}

/// Above the questions: whom they are for.
pub fn heading(lang: Lang, members: u64, asked: usize) -> String {
    match lang {
        Lang::Zh => format!("这个分群有 {members} 人。下面 {asked} 题可整段贴进问卷星；导入答卷后自动对上成员。"),
        Lang::En => format!(
            "{members} members are in the segment. These {asked} questions can be pasted into a survey tool; imported answers find their members."
        ),
    }
}
