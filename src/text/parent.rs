//! The stage of a parent, from what somebody says of a child; nothing about the child is kept.

use super::clause::ends_the_thought;

/// Children with four legs.
const PETS: [&str; 16] = [
    "金毛",
    "柯基",
    "泰迪",
    "哈士奇",
    "布偶",
    "橘猫",
    "英短",
    "猫粮",
    "狗粮",
    "猫砂",
    "遛狗",
    "拆家",
    "铲屎",
    "掉毛",
    "喵",
    "毛孩子",
];

/// How people call a child of theirs, behind 我.
const CHILDREN: [&str; 27] = [
    "女儿",
    "儿子",
    "家宝宝",
    "宝宝",
    "家娃",
    "娃",
    "家孩子",
    "孩子",
    "闺女",
    "家闺女",
    "家小宝",
    "家大宝",
    "家二宝",
    "家老大",
    "家女儿",
    "家儿子",
    "们家宝宝",
    "们家孩子",
    "们家娃",
    "小孩",
    "家小孩",
    "大女儿",
    "小女儿",
    "大儿子",
    "小儿子",
    "家老二",
    "家小子",
];

/// What is told of a child is not of now.
const OTHER_TIMES: [&str; 6] = ["打小", "从小", "小时候", "以后", "将来", "当年"];

/// The stage, where what is said behind 我 tells it; `text` is all around it.
pub(super) fn stage(said: &str, text: &str) -> Option<&'static str> {
    const YOUNG: [&str; 13] =
        ["幼儿园", "托班", "早教", "奶粉", "辅食", "尿不湿", "纸尿裤", "断奶", "小班", "中班", "大班", "哄睡", "母乳"];
    const SCHOOL: [&str; 16] = [
        "小学",
        "一年级",
        "二年级",
        "三年级",
        "四年级",
        "五年级",
        "六年级",
        "初中",
        "初一",
        "初二",
        "初三",
        "高中",
        "中考",
        "高考",
        "作业",
        "家长会",
    ];
    let (word, behind) = CHILDREN.iter().find_map(|word| said.strip_prefix(word).map(|behind| (*word, behind)))?;
    let another_time = OTHER_TIMES.iter().any(|word| behind.starts_with(word));
    if another_time || PETS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let mentions = |words: &[&str]| words.iter().any(|word| behind.contains(word));
    match age_of_child(behind) {
        Some(0..=5) => Some("parent_young"),
        Some(6..=17) => Some("parent_school"),
        Some(_) => None,
        None if mentions(&SCHOOL) => Some("parent_school"),
        None => (word == "家宝宝" || mentions(&YOUNG)).then_some("parent_young"),
    }
}

/// The age in whole years that is said right behind a child: 今年5岁, （四岁）, 才8个月; not 用一个月就坏了.
fn age_of_child(behind: &str) -> Option<u32> {
    const SINCE: [&str; 20] = [
        "今年",
        "现在",
        "不久就",
        "马上",
        "已经",
        "刚刚",
        "刚",
        "才",
        "快",
        "也",
        "都",
        "就",
        "只有",
        "有",
        "满",
        "是",
        "要",
        "（",
        "(",
        " ",
    ];
    let mut rest = behind;
    while let Some(shorter) = SINCE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    let is_number = |c: char| c.is_ascii_digit() || "零一二两三四五六七八九十半多".contains(c);
    let unit = rest.trim_start_matches(is_number);
    let number = trailing_number(&rest[..rest.len() - unit.len()])?;
    let unit = unit.trim_start();
    if ["周岁", "岁"].iter().any(|years| unit.starts_with(years)) {
        return Some(number);
    }
    let months = unit.strip_prefix("个月").is_some_and(|then| ends_the_thought(then) || then.starts_with(['大', '多']));
    months.then_some(number / 12)
}

fn trailing_number(text: &str) -> Option<u32> {
    let text = text.trim_end_matches(['个', '半', '多', '快', ' ']);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return text[text.len() - digits..].parse().ok();
    }
    let numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| numerals.iter().position(|numeral| *numeral == c).or_else(|| (c == '两').then_some(2));
    let read = text.chars().rev().take_while(|c| *c == '十' || digit(*c).is_some());
    let written: Vec<char> = read.collect::<Vec<_>>().into_iter().rev().collect();
    let value = match written[..] {
        ['十'] => 10,
        [ones] => digit(ones)?,
        ['十', ones] => 10 + digit(ones)?,
        [tens, '十'] => 10 * digit(tens)?,
        [tens, '十', ones] => 10 * digit(tens)? + digit(ones)?,
        _ => return None,
    };
    u32::try_from(value).ok()
}
