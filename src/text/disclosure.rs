//! What people say of themselves in the first person, now: 坐标杭州, 我是90后, 我老公….
//!
//! High precision, low coverage: most members never say. A clause that is negated, hypothetical, reported,
//! asked, past, or in quotation marks or a title says nothing; neither does a forwarded or copied text.
//! Precisions are those measured in `docs/accuracy.md`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::place::Place;
use super::{occupation, place};

/// One thing that a text says of its author.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosure {
    /// `gender`, `region`, `occupation`, `life_stage`: as in the profile. `age`: years on the day it was said.
    /// `birth_years`: first and last possible year, `1990-1999`.
    pub attribute: &'static str,
    /// A code of that attribute; for `region` 省 or 省 市 with a space.
    pub value: String,
    /// How often claims by this pattern are true, 0..1.
    pub precision: f32,
}

impl Disclosure {
    pub(crate) fn new(attribute: &'static str, value: impl Into<String>, precision: f32) -> Disclosure {
        Disclosure { attribute, value: value.into(), precision }
    }

    pub(crate) fn region(place: Place, precision: f32) -> Disclosure {
        let value = place.city.map_or_else(|| place.province.to_owned(), |city| format!("{} {city}", place.province));
        Disclosure::new("region", value, precision)
    }
}

/// Longer texts are mostly copied.
const LONGEST: usize = 600;
const FORWARDS: [&str; 9] = ["转发", "[转", "【转", "转自", "转：", "//@", "「", "『", "- - - - -"];
const CLAUSE_ENDS: [char; 16] =
    ['，', '。', '！', '？', '；', '~', '～', ',', '!', '?', ';', '\n', '…', '、', '：', ':'];
/// Before the first person: denied, supposed, reported, wished, past.
const NOT_REALLY_BEFORE: [&str; 36] = [
    "不是",
    "没",
    "别",
    "如果",
    "要是",
    "假如",
    "假设",
    "万一",
    "若",
    "希望",
    "梦想",
    "听说",
    "说",
    "以为",
    "问",
    "觉得",
    "认为",
    "好像",
    "以前",
    "之前",
    "曾经",
    "当年",
    "小时候",
    "那时",
    "那年",
    "过去",
    "原来",
    "当初",
    "想",
    "等",
    "歌",
    "唱",
    "假装",
    "叫",
    "猜",
    "当时",
];
/// Behind it, in the same clause.
const NOT_REALLY_BEHIND: [&str; 15] = [
    "吗",
    "嘛",
    "么",
    "不是",
    "是不是",
    "呢",
    "就好了",
    "的话",
    "的时候",
    "那会",
    "那时",
    "以前",
    "曾经",
    "似的",
    "一样",
];
/// Between 我 and what is said.
const FILLERS: [&str; 14] =
    ["今年", "现在", "目前", "也", "就", "已经", "刚", "才", "都", "还", "本人", "自己", "其实", "真的"];

static SELF: LazyLock<[Finder<'static>; 4]> = LazyLock::new(|| ["我", "坐标", "本人", "本宝妈"].map(Finder::new));

/// Everything the text says of its author.
pub fn claims(text: &str) -> Vec<Disclosure> {
    let mut found = Vec::new();
    if text.len() > LONGEST {
        return found;
    }
    let [me, at, self_word, mother] = &*SELF;
    for start in me.find_iter(text.as_bytes()) {
        read(text, start, start + "我".len(), &mut found);
    }
    for start in self_word.find_iter(text.as_bytes()) {
        read(text, start, start + "本人".len(), &mut found);
    }
    for start in at.find_iter(text.as_bytes()) {
        read_coordinates(text, start, &mut found);
    }
    if mother.find(text.as_bytes()).is_some() {
        found.push(Disclosure::new("gender", "female", WORD_OF_ONESELF));
    }
    if !found.is_empty() && FORWARDS.iter().any(|mark| text.contains(mark)) {
        found.clear();
    }
    found
}

/// 我老公 24/25, 我老婆 21/25, 我女儿 20/25, 坐标X 5/6, 我是X人 9/11, 我是医生 11/12, 我在X 16/25.
const HUSBAND: f32 = 0.96;
const WIFE: f32 = 0.84;
const CHILD: f32 = 0.8;
const COORDINATES: f32 = 0.83;
const NATIVE: f32 = 0.82;
const OCCUPATION: f32 = 0.92;
const LIVES_IN: f32 = 0.64;
/// 3/3 and 6/6: too few to say more than this.
const AGE: f32 = 0.85;
/// Not measured; held below every measured pattern of its kind.
const WORD_OF_ONESELF: f32 = 0.8;

struct Clause<'t> {
    before: &'t str,
    /// Behind 我 and its fillers.
    rest: &'t str,
}

fn read(text: &str, start: usize, end: usize, found: &mut Vec<Disclosure>) {
    let Some(clause) = clause_around(text, start, end) else { return };
    let rules: [fn(&Clause<'_>) -> Option<Disclosure>; 6] = [partner, child, age, gender, study_or_retirement, work];
    if let Some(disclosure) = rules.iter().find_map(|rule| rule(&clause)) {
        found.push(disclosure);
    }
    found.extend(region(&clause));
}

/// The clause that stands in the first person, unless a guard speaks against it.
fn clause_around(text: &str, start: usize, end: usize) -> Option<Clause<'_>> {
    let from =
        text[..start].rfind(CLAUSE_ENDS).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let behind = &text[end..];
    let length = behind.find(CLAUSE_ENDS).unwrap_or(behind.len());
    let (before, mut rest) = (&text[from..start], behind[..length].trim());
    let asked = behind[length..].starts_with(['？', '?']);
    let quoted = text[..start].matches(['“', '《', '"']).count() > text[..start].matches(['”', '》']).count();
    let reported = text[..from].trim_end().ends_with(['：', ':']) && text[..from].contains("说");
    if asked || quoted || reported || before.ends_with(['你', '他', '她', '自', '问', '比']) {
        return None;
    }
    if NOT_REALLY_BEFORE.iter().any(|word| before.contains(word))
        || NOT_REALLY_BEHIND.iter().any(|word| rest.contains(word))
    {
        return None;
    }
    while let Some(shorter) = FILLERS.iter().find_map(|filler| rest.strip_prefix(filler)) {
        rest = shorter;
    }
    Some(Clause { before, rest })
}

fn partner(clause: &Clause<'_>) -> Option<Disclosure> {
    let rest = clause.rest;
    if rest.starts_with("老公") {
        return Some(Disclosure::new("gender", "female", HUSBAND));
    }
    let wife = ["老婆", "媳妇"].iter().find_map(|word| rest.strip_prefix(word))?;
    let other = wife.starts_with('饼') || wife.starts_with('们');
    (!other).then(|| Disclosure::new("gender", "male", WIFE))
}

/// The stage of a parent, where the clause tells it; nothing about the child is kept.
fn child(clause: &Clause<'_>) -> Option<Disclosure> {
    const CHILDREN: [&str; 14] = [
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
    ];
    const YOUNG: [&str; 14] = [
        "宝宝",
        "幼儿园",
        "托班",
        "早教",
        "奶粉",
        "辅食",
        "个月",
        "尿不湿",
        "纸尿裤",
        "断奶",
        "小班",
        "中班",
        "大班",
        "周岁",
    ];
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
    let rest = clause.rest;
    let behind = CHILDREN.iter().find_map(|word| rest.strip_prefix(word))?;
    let years = behind.find('岁').and_then(|at| trailing_number(&behind[..at]));
    let stage = match years {
        Some(0..=5) => "parent_young",
        Some(6..=17) => "parent_school",
        Some(_) => return None,
        None if SCHOOL.iter().any(|word| rest.contains(word)) => "parent_school",
        None if YOUNG.iter().any(|word| rest.contains(word)) => "parent_young",
        None => return None,
    };
    Some(Disclosure::new("life_stage", stage, CHILD))
}

fn age(clause: &Clause<'_>) -> Option<Disclosure> {
    let rest = clause.rest.strip_prefix("是").unwrap_or(clause.rest).trim_start_matches(['个', '一']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 2 {
        return None;
    }
    let number: u16 = rest[..2].parse().ok()?;
    let behind = rest[2..].trim_start();
    if behind.starts_with('后') {
        let first = if number >= 50 { 1900 + number } else { 2000 + number };
        let last = if number.is_multiple_of(10) { first + 9 } else { first + 4 };
        let cohort = number.is_multiple_of(5) && first <= 2015;
        return cohort.then(|| Disclosure::new("birth_years", format!("{first}-{last}"), AGE));
    }
    let years = behind.strip_prefix('岁').unwrap_or(behind);
    let said_whole = matches!(years, "" | "了" | "啦" | "咯" | "的人了" | "岁了")
        || (behind.starts_with('岁') && !years.starts_with(['时', '那', '前', '就', '以', '之', '才', '的']));
    let plain_number = years.is_empty() && !behind.starts_with('岁');
    (said_whole && !plain_number && (14..=90).contains(&number))
        .then(|| Disclosure::new("age", number.to_string(), AGE))
}

fn gender(clause: &Clause<'_>) -> Option<Disclosure> {
    const WOMEN: [&str; 9] = ["女生", "女的", "妹子", "宝妈", "女孩子", "女孩", "全职妈妈", "女人", "当妈"];
    const MEN: [&str; 7] = ["男生", "男的", "汉子", "宝爸", "奶爸", "男孩子", "男人"];
    let rest = clause.rest.strip_prefix("是").or_else(|| clause.rest.strip_prefix("作为"))?;
    let rest = without_article(rest);
    let stands = |words: &[&str]| words.iter().any(|word| rest.strip_prefix(word).is_some_and(ends_the_thought));
    if stands(&WOMEN) {
        return Some(Disclosure::new("gender", "female", WORD_OF_ONESELF));
    }
    stands(&MEN).then(|| Disclosure::new("gender", "male", WORD_OF_ONESELF))
}

fn study_or_retirement(clause: &Clause<'_>) -> Option<Disclosure> {
    const YEARS: [&str; 14] = [
        "大一", "大二", "大三", "大四", "研一", "研二", "研三", "高一", "高二", "高三", "读研", "读博", "博一", "博二",
    ];
    let rest = clause.rest.strip_prefix("是").unwrap_or(clause.rest);
    let plain = without_article(rest.strip_prefix("在").unwrap_or(rest));
    let in_year = YEARS.iter().find_map(|year| plain.strip_prefix(year)).is_some_and(|behind| {
        !behind.starts_with(['时', '那', '就', '的', '岁', '号', '个', '圈', '倍', '点', '天', '届'])
            && !behind.starts_with("毕业")
            && !behind.starts_with("下学期就")
    });
    let studies = ["学生", "大学生", "研究生", "考研", "考研党", "备考研究生"];
    let studying = studies.iter().any(|word| plain.strip_prefix(word).is_some_and(ends_the_thought))
        || plain.starts_with("上学呢");
    if in_year || studying {
        return Some(Disclosure::new("life_stage", "student", WORD_OF_ONESELF));
    }
    let retired = ["退休了", "退休在家", "退休好几年", "退休人员", "退休老师", "退休教师"]
        .iter()
        .any(|word| plain.starts_with(word));
    retired.then(|| Disclosure::new("life_stage", "retired", WORD_OF_ONESELF))
}

fn work(clause: &Clause<'_>) -> Option<Disclosure> {
    if !clause.before.is_empty() && clause.before.ends_with('是') {
        return None;
    }
    let rest = clause.rest.strip_prefix("是")?;
    let rest = without_article(rest);
    let (named, behind) = match occupation::at_start(rest) {
        Some(found) => found,
        None => occupation::at_start(rest.strip_prefix('做')?)?,
    };
    (ends_the_thought(behind) || behind == "的").then(|| Disclosure::new("occupation", named, OCCUPATION))
}

fn region(clause: &Clause<'_>) -> Option<Disclosure> {
    let rest = clause.rest;
    if let Some(of) = rest.strip_prefix("是") {
        let (place, behind) = place::at_start(of)?;
        let native =
            behind.strip_prefix("本地").unwrap_or(behind).strip_prefix("人").or_else(|| behind.strip_prefix("的"))?;
        return ends_the_thought(native).then(|| Disclosure::region(place, NATIVE));
    }
    let lives = ["住在", "家住", "住", "在", "人在", "家在"].iter().find_map(|word| rest.strip_prefix(word))?;
    let (place, behind) = place::at_start(lives)?;
    let settled =
        ["工作", "上班", "上学", "读书", "定居", "生活", "这边", "住"].iter().any(|word| behind.starts_with(word));
    (ends_the_thought(behind) || settled).then(|| Disclosure::region(place, LIVES_IN))
}

/// 坐标杭州; not the coordinates of a map, and not somebody else's.
fn read_coordinates(text: &str, start: usize, found: &mut Vec<Disclosure>) {
    let Some(clause) = clause_around(text, start, start + "坐标".len()) else { return };
    let behind = &text[start + "坐标".len()..];
    let behind = behind.trim_start_matches([':', '：', ' ', '在', '是']);
    let first = behind.split(CLAUSE_ENDS).next().unwrap_or(behind);
    let of_others = clause.before.ends_with('的') || clause.before.contains('你');
    if let (Some((place, _)), false) = (place::at_start(first), of_others) {
        found.push(Disclosure::region(place, COORDINATES));
    }
}

fn without_article(rest: &str) -> &str {
    const ARTICLES: [&str; 9] = ["一名", "一个", "一位", "一枚", "个", "名", "位", "一", "枚"];
    ARTICLES.iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest)
}

/// Nothing follows but an interjection or a space: 我是医生啊, not 我是医生的女儿.
fn ends_the_thought(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['啊', '呀', '哦', '哈', '啦', '了', '哇', '[', '(', '（', '😂']);
    behind.is_empty() || !behind.starts_with(char::is_alphanumeric)
}

fn trailing_number(text: &str) -> Option<u32> {
    let text = text.trim_end_matches(['个', '半', '多', '快', ' ']);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return text[text.len() - digits..].parse().ok();
    }
    let numerals = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let value =
        numerals.iter().position(|numeral| text.ends_with(numeral)).or_else(|| text.ends_with('两').then_some(2))?;
    u32::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let said: Vec<_> =
            claims(text).into_iter().map(|claim| format!("{}={}", claim.attribute, claim.value)).collect();
        said.join(" ")
    }

    #[test]
    fn people_speak_of_themselves() {
        let cases = [
            ("坐标杭州", "region=浙江 杭州"),
            ("大家好，坐标：魔都", "region=上海"),
            ("我是四川人", "region=四川"),
            ("我是广东深圳的，多多关照", "region=广东 深圳"),
            ("我在苏州工作", "region=江苏 苏州"),
            ("我是90后", "birth_years=1990-1999"),
            ("我95后", "birth_years=1995-1999"),
            ("我是00后啊", "birth_years=2000-2009"),
            ("我今年28岁", "age=28"),
            ("我都35了", "age=35"),
            ("我是医生", "occupation=医生"),
            ("我是一名产品经理，刚入群", "occupation=产品经理"),
            ("我是做设计的", "occupation=设计师"),
            ("我老公昨天买的", "gender=female"),
            ("我老婆不让买", "gender=male"),
            ("我是宝妈", "gender=female"),
            ("我女儿上幼儿园了", "life_stage=parent_young"),
            ("我儿子三年级", "life_stage=parent_school"),
            ("我家宝宝8个月", "life_stage=parent_young"),
            ("我儿子4岁", "life_stage=parent_young"),
            ("我现在大二", "life_stage=student"),
            ("我在考研", "life_stage=student"),
            ("我已经退休了", "life_stage=retired"),
        ];
        for (text, expected) in cases {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn guarded_sentences_say_nothing() {
        for text in [
            "我不是医生",
            "如果我是医生就好了",
            "他说我是医生",
            "我是医生吗",
            "我是医生？",
            "以前我是老师",
            "小时候我在成都上学",
            "我是歌手的节目",
            "《我是医生》真好看",
            "他说：“我是90后”",
            "「我是护士」\n- - - - -\n谢谢",
            "转发：我是四川人",
            "我是医生的女儿",
            "我老婆饼吃完了",
            "要是我老公在就好了",
            "你问我老公干嘛",
            "我女儿",
            "我20岁的时候",
            "我去长沙出差",
            "我在北京路逛街",
            "我有28个群",
            "我买了2斤苹果",
            "我们老师来了",
            "等我退休了再说",
            "比我大三岁",
            "他给我大一号的",
            "今天天气不错",
            "",
        ] {
            assert_eq!(said(text), "", "{text}");
        }
    }

    #[test]
    fn long_texts_are_taken_for_copies() {
        let copied = format!("我是医生。{}", "今天给大家讲一讲如何选择适合自己的护肤品".repeat(20));
        assert_eq!(said(&copied), "");
    }
}
