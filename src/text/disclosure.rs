//! What people say of themselves in the first person, now: 坐标杭州, 我是90后, 我老公….
//!
//! High precision, low coverage: most members never say. A clause that is negated, hypothetical, reported,
//! asked, past, or in quotation marks or a title says nothing; neither does a forwarded or copied text.
//! Precisions are those measured in `docs/accuracy.md`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::place::Place;
use super::{occupation, parent, place};

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
const NOT_REALLY_BEFORE: [&str; 38] = [
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
    "将来",
    "以后",
];
/// A clause of which nothing else speaks than when: 小时候，我在哈尔滨上学.
const LONG_AGO: [&str; 9] = ["小时候", "以前", "之前", "曾经", "当年", "那时", "那时候", "那会儿", "当初"];
/// What a clause in front of a colon holds if others speak behind it.
const SPEECH: [&str; 9] = ["说", "道", "讲", "问", "叹", "喊", "写", "回复", "告诉"];
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
        found.push(Disclosure::new("gender", "female", GENDER));
    }
    if !found.is_empty() && FORWARDS.iter().any(|mark| text.contains(mark)) {
        found.clear();
    }
    found
}

/// 我老公 75/78, 我老婆 50/52, 我是女生 62/63, 坐标X 68/72, 我今年28岁 74/75: docs/accuracy.md has the intervals.
const HUSBAND: f32 = 0.96;
const WIFE: f32 = 0.96;
const GENDER: f32 = 0.98;
const COORDINATES: f32 = 0.94;
const AGE: f32 = 0.95;
/// Read in fewer than fifty sentences: 我女儿5岁 45/49, 我现在大二 15/15, 我是医生 19/19, 我在X工作 13/14, 我在X 16/25;
/// 我是90后 and 我退休了 in hardly any.
const CHILD: f32 = 0.9;
const STAGE: f32 = 0.85;
const OCCUPATION: f32 = 0.92;
const SETTLED_IN: f32 = 0.85;
const IS_IN: f32 = 0.64;
const COHORT: f32 = 0.85;
/// 我是X人 is always true of where somebody comes from, and less often of where they live.
const NATIVE: f32 = 0.82;

struct Clause<'t> {
    /// The text around it.
    whole: &'t str,
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
    let reported = text[..from].trim_end().ends_with(['：', ':']) && is_speech(&text[..from]);
    let long_ago = LONG_AGO.contains(&clause_before(&text[..from]));
    if asked || quoted || reported || long_ago || before.ends_with(['你', '他', '她', '自', '问', '比', '怀']) {
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
    Some(Clause { whole: text, before, rest })
}

/// The clause that ends where the text does, without its end.
fn clause_before(text: &str) -> &str {
    let whole = text.trim_end_matches(CLAUSE_ENDS);
    whole.rsplit(CLAUSE_ENDS).next().unwrap_or(whole).trim()
}

fn is_speech(text: &str) -> bool {
    text.contains("说") || SPEECH.iter().any(|verb| clause_before(text).ends_with(verb))
}

/// A spouse who is drawn or famous makes nobody married.
const DREAMT_OF: [&str; 6] = ["纸片人", "二次元", "手办", "爱豆", "代言", "演唱会"];

fn partner(clause: &Clause<'_>) -> Option<Disclosure> {
    let rest = clause.rest;
    if DREAMT_OF.iter().any(|word| clause.whole.contains(word)) {
        return None;
    }
    if rest.starts_with("老公") {
        return Some(Disclosure::new("gender", "female", HUSBAND));
    }
    let wife = ["老婆", "媳妇"].iter().find_map(|word| rest.strip_prefix(word))?;
    let other = wife.starts_with('饼') || wife.starts_with('们');
    (!other).then(|| Disclosure::new("gender", "male", WIFE))
}

fn child(clause: &Clause<'_>) -> Option<Disclosure> {
    parent::stage(clause.rest, clause.whole).map(|stage| Disclosure::new("life_stage", stage, CHILD))
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
        // 我90后的同事 is somebody else.
        let own = !behind.starts_with("后的") && !behind.starts_with("后面");
        return (cohort && own).then(|| Disclosure::new("birth_years", format!("{first}-{last}"), COHORT));
    }
    let years = behind.strip_prefix('岁').unwrap_or(behind);
    // What goes on with a verb is of another year: 我20岁结婚, 我18岁生日那天.
    let goes_on = ["未婚", "已婚", "单身", "女", "男", "大龄", "的人"].iter().any(|word| years.starts_with(word));
    let said_whole = matches!(years, "" | "了" | "啦" | "咯" | "的人了" | "岁了")
        || (behind.starts_with('岁')
            && (ends_the_thought(years) || goes_on || years.starts_with(|c: char| c.is_ascii_digit())));
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
        return Some(Disclosure::new("gender", "female", GENDER));
    }
    stands(&MEN).then(|| Disclosure::new("gender", "male", GENDER))
}

fn study_or_retirement(clause: &Clause<'_>) -> Option<Disclosure> {
    const YEARS: [&str; 14] = [
        "大一", "大二", "大三", "大四", "研一", "研二", "研三", "高一", "高二", "高三", "读研", "读博", "博一", "博二",
    ];
    let rest = clause.rest.strip_prefix("是").unwrap_or(clause.rest);
    let plain = without_article(rest.strip_prefix("在").unwrap_or(rest));
    let in_year = YEARS.iter().find_map(|year| plain.strip_prefix(year)).is_some_and(|behind| {
        let a_student =
            ["学生", "的学生", "在读", "党", "狗", "单身", "女", "男", "新生", "老女生", "老男生", "下学期"];
        ends_the_thought(behind) || a_student.iter().any(|word| behind.starts_with(word))
    });
    let studies = ["学生", "大学生", "研究生", "考研", "考研党", "备考研究生"];
    let studying = studies.iter().any(|word| plain.strip_prefix(word).is_some_and(ends_the_thought))
        || plain.starts_with("上学呢");
    if in_year || studying {
        return Some(Disclosure::new("life_stage", "student", STAGE));
    }
    let retired = ["退休了", "退休在家", "退休好几年", "退休人员", "退休老师", "退休教师"]
        .iter()
        .any(|word| plain.starts_with(word));
    retired.then(|| Disclosure::new("life_stage", "retired", STAGE))
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
    let settled = ["工作", "上班", "上学", "读书", "读大学", "定居", "生活"];
    let then = settled.iter().find_map(|word| behind.strip_prefix(word));
    // 我在北京工作过 is over.
    if let Some(then) = then.filter(|then| !then.contains('过')) {
        let lasts = ends_the_thought(then) || !then.starts_with(['的', '时']);
        return lasts.then(|| Disclosure::region(place, SETTLED_IN));
    }
    (then.is_none() && (ends_the_thought(behind) || behind.starts_with("这边")))
        .then(|| Disclosure::region(place, IS_IN))
}

/// 坐标杭州; not the coordinates of a map, and not somebody else's.
fn read_coordinates(text: &str, start: usize, found: &mut Vec<Disclosure>) {
    let Some(clause) = clause_around(text, start, start + "坐标".len()) else { return };
    let behind = &text[start + "坐标".len()..];
    let behind = behind.trim_start_matches([':', '：', ' ', '在', '是']);
    let first = behind.split(CLAUSE_ENDS).next().unwrap_or(behind);
    let of_others = clause.before.ends_with(['的', '看']) || clause.before.contains('你');
    if let (Some((place, _)), false) = (place::at_start(first), of_others) {
        found.push(Disclosure::region(place, COORDINATES));
    }
}

fn without_article(rest: &str) -> &str {
    const ARTICLES: [&str; 9] = ["一名", "一个", "一位", "一枚", "个", "名", "位", "一", "枚"];
    ARTICLES.iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest)
}

/// Nothing follows but an interjection or a space: 我是医生啊, not 我是医生的女儿.
pub(super) fn ends_the_thought(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['啊', '呀', '哦', '哈', '啦', '了', '哇', '[', '(', '（', '😂']);
    behind.is_empty() || !behind.starts_with(char::is_alphanumeric)
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
            ("我现在在成都定居，龙泉山随便去", "region=四川 成都"),
            ("我女儿（四岁）最喜欢", "life_stage=parent_young"),
            ("我儿子今年9岁特别喜欢看书", "life_stage=parent_school"),
            ("我儿子十二岁了", "life_stage=parent_school"),
            ("我儿子14个月，根本不看", "life_stage=parent_young"),
            ("我家宝宝快两岁了", "life_stage=parent_young"),
            ("我23岁175cm", "age=23"),
            ("我33岁未婚", "age=33"),
            ("我也是大二，好好学习", "life_stage=student"),
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
            "我18岁生日那天就是在营地过的",
            "我16岁来北京",
            "我90后的同事都这样",
            "小时候，我在哈尔滨上学",
            "我在江苏工作过两年",
            "这是我在太原住的酒店",
            "一看坐标山东",
            "同事感叹：我女儿（四岁）一定喜欢",
            "将来读给我家宝宝听",
            "我儿子用一个月不到就摔坏了",
            "一起骗我宝宝不开心",
            "我女儿今年三十岁了",
            "我怀我儿子已经6个月了",
            "我儿子三岁了，是只金毛",
            "我女儿刚满2岁，天天拆家",
            "我老婆是纸片人",
            "我大四川的香肠",
            "老高考我高一本线70分",
            "谁再告诉我大三好玩",
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
