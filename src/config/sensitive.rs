//! What the law on personal information protects most (PIPL, articles 28 to 32): a scheme may touch
//! on it only if it says so, and no member's keywords hold it.

/// Words of health, faith, politics, origin, sexuality, finance accounts, whereabouts and children.
const WORDS: &[&str] = &[
    "抑郁",
    "焦虑症",
    "双相",
    "自闭",
    "精神病",
    "癌",
    "肿瘤",
    "化疗",
    "糖尿病",
    "高血压",
    "乙肝",
    "肝炎",
    "艾滋",
    "梅毒",
    "性病",
    "病史",
    "病历",
    "确诊",
    "患者",
    "残疾",
    "残障",
    "流产",
    "不孕",
    "试管婴儿",
    "整容",
    "吸毒",
    "戒毒",
    "宗教",
    "信仰",
    "佛教",
    "道教",
    "基督",
    "天主教",
    "伊斯兰",
    "穆斯林",
    "清真",
    "教徒",
    "礼拜",
    "政治",
    "党员",
    "入党",
    "党派",
    "上访",
    "示威",
    "民族",
    "维吾尔",
    "藏族",
    "回族",
    "少数民族",
    "性取向",
    "同性恋",
    "双性恋",
    "跨性别",
    "出柜",
    "征信",
    "负债",
    "逾期",
    "失信",
    "银行卡",
    "身份证",
    "护照号",
    "家庭住址",
    "行踪",
    "前科",
    "犯罪",
    "未成年",
    "小学生",
    "初中生",
    "孩子姓名",
];

/// English ones, matched as whole words.
const ENGLISH: &[&str] = &[
    "depression",
    "depressed",
    "bipolar",
    "autism",
    "cancer",
    "diabetes",
    "hepatitis",
    "hiv",
    "aids",
    "disability",
    "disabled",
    "miscarriage",
    "religion",
    "religious",
    "buddhist",
    "christian",
    "muslim",
    "jewish",
    "politics",
    "political",
    "ethnicity",
    "race",
    "gay",
    "lesbian",
    "bisexual",
    "transgender",
    "lgbt",
    "debt",
    "insolvent",
    "criminal",
    "minor",
    "minors",
];

/// The first sensitive word in a text.
pub fn word_in(text: &str) -> Option<&'static str> {
    let folded = text.to_lowercase();
    let chinese = WORDS.iter().find(|word| folded.contains(**word));
    let mut latin = folded.split(|c: char| !c.is_ascii_alphabetic());
    chinese.or_else(|| latin.find_map(|word| ENGLISH.iter().find(|sensitive| **sensitive == word))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_inside_chinese_and_whole_in_english() {
        assert_eq!(word_in("said(\"确诊抑郁\")"), Some("抑郁"));
        assert_eq!(word_in("HIV positive"), Some("hiv"));
        assert_eq!(word_in("trace of grace"), None);
        assert_eq!(word_in("年轻宝妈 常问辅食"), None);
    }
}
