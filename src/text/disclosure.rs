//! What people say of themselves in the first person, now: 坐标杭州, 我是90后, 我老公….
//!
//! High precision, low coverage: most members never say. A clause that is negated, hypothetical, reported,
//! asked, past, or in quotation marks or a title says nothing; neither does a forwarded or copied text.
//! Precisions are those measured in `docs/accuracy.md`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::clause::{self, CLAUSE_ENDS, Clause, ends_the_thought};
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
static SELF: LazyLock<[Finder<'static>; 6]> =
    LazyLock::new(|| ["我", "坐标", "本人", "本宝妈", "作为", "身为"].map(Finder::new));

/// Everything the text says of its author.
pub fn claims(text: &str) -> Vec<Disclosure> {
    let mut found = Vec::new();
    if text.len() > LONGEST {
        return found;
    }
    let [me, at, self_word, mother, as_a, being_a] = &*SELF;
    for start in me.find_iter(text.as_bytes()) {
        read(text, start, start + "我".len(), &mut found);
    }
    for start in self_word.find_iter(text.as_bytes()) {
        read(text, start, start + "本人".len(), &mut found);
    }
    for role in [as_a, being_a] {
        for start in role.find_iter(text.as_bytes()) {
            found.extend(in_the_role_of(text, start, start + "作为".len()));
        }
    }
    for start in at.find_iter(text.as_bytes()) {
        read_coordinates(text, start, &mut found);
    }
    found.extend(speaking_as(text));
    if mother.find(text.as_bytes()).is_some() {
        found.push(Disclosure::new("gender", "female", GENDER));
    }
    if !found.is_empty() && FORWARDS.iter().any(|mark| text.contains(mark)) {
        found.clear();
    }
    found
}

/// docs/accuracy.md has the sentences read, and the intervals.
const HUSBAND: f32 = 0.96;
const WIFE: f32 = 0.93;
const GENDER: f32 = 0.95;
const COORDINATES: f32 = 0.94;
const AGE: f32 = 0.95;
const COHORT: f32 = 0.95;
const CHILD: f32 = 0.93;
const STUDENT: f32 = 0.95;
const OCCUPATION: f32 = 0.85;
/// Read in fewer than fifty sentences: 我在X工作 40/42; 我退休了 in hardly any.
const SETTLED_IN: f32 = 0.85;
const RETIREMENT: f32 = 0.85;
/// 16/25 in public chat; more often true where all speak of where they are.
const IS_IN: f32 = 0.64;
/// 我是X人 is always true of where somebody comes from, and less often of where they live.
const NATIVE: f32 = 0.82;

fn read(text: &str, start: usize, end: usize, found: &mut Vec<Disclosure>) {
    let Some(clause) = clause::around(text, start, end) else { return };
    let rules: [fn(&Clause<'_>) -> Option<Disclosure>; 6] = [partner, child, age, gender, study_or_retirement, work];
    if let Some(disclosure) = rules.iter().find_map(|rule| rule(&clause)) {
        found.push(disclosure);
    }
    found.extend(region(&clause));
}

/// A spouse who is drawn or famous makes nobody married.
const DREAMT_OF: [&str; 6] = ["纸片人", "二次元", "手办", "爱豆", "代言", "演唱会"];

/// 我老公… and 我老婆… as somebody's own; a cheer (我老公！), a star (我老公好帅, 谢娜是我老婆了) or a wish is none.
fn partner(clause: &Clause<'_>) -> Option<Disclosure> {
    if DREAMT_OF.iter().any(|word| clause.whole.contains(word)) {
        return None;
    }
    let husband = clause.rest.strip_prefix("老公").map(|behind| (behind, "female", HUSBAND));
    let wife = || ["老婆", "媳妇"].iter().find_map(|word| clause.rest.strip_prefix(word));
    let (behind, gender, precision) = husband.or_else(|| wife().map(|behind| (behind, "male", WIFE)))?;
    let cheered = clause.before.is_empty() && !behind.contains(char::is_alphanumeric);
    let named = clause.before.ends_with(['是', '成', '做', '当']) && !behind.contains('的');
    let other = behind.starts_with(['饼', '们', '婆']) || behind.contains('帅');
    (!cheered && !named && !other).then(|| Disclosure::new("gender", gender, precision))
}

fn child(clause: &Clause<'_>) -> Option<Disclosure> {
    parent::stage(clause.rest, clause.whole).map(|stage| Disclosure::new("life_stage", stage, CHILD))
}

/// Nothing is taken from whoever may be a child: those born from this year on.
pub(super) const FIRST_CHILDREN: u16 = 2010;

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
        let cohort = number.is_multiple_of(5) && first < FIRST_CHILDREN;
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
    // 拿我是女人当借口, 因为我是女的，所以你…: what others are said to say.
    let mocked = ["所以你", "你是", "你应该", "我应该", "你就"];
    let next = clause.behind.trim_start_matches(CLAUSE_ENDS).trim_start();
    if clause.before.ends_with('拿') || mocked.iter().any(|word| next.starts_with(word)) {
        return None;
    }
    let stands = |words: &[&str]| words.iter().any(|word| rest.strip_prefix(word).is_some_and(ends_the_thought));
    if stands(&WOMEN) {
        return Some(Disclosure::new("gender", "female", GENDER));
    }
    stands(&MEN).then(|| Disclosure::new("gender", "male", GENDER))
}

const STUDENTS: [&str; 9] = ["学生", "大学生", "高中生", "中学生", "研究生", "考研", "考研党", "备考研究生", "学生党"];

/// 我退休了再说 is not yet.
const RETIRED: [&str; 6] = ["退休了在家", "退休在家", "退休好几年", "退休人员", "退休老师", "退休教师"];

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
    let studying = STUDENTS.iter().any(|word| plain.strip_prefix(word).is_some_and(ends_the_thought))
        || plain.starts_with("上学呢");
    if in_year || studying {
        return Some(Disclosure::new("life_stage", "student", STUDENT));
    }
    (RETIRED.iter().any(|word| plain.starts_with(word)) || plain.strip_prefix("退休了").is_some_and(ends_the_thought))
        .then(|| Disclosure::new("life_stage", "retired", RETIREMENT))
}

/// What everybody quotes: 对不起，我是警察; 其实，我是一个演员.
const FILM_LINES: [(&str, &str); 3] = [("对不起", "警察"), ("无间道", "警察"), ("其实", "演员")];
/// Shows are called 我是歌手 and 我就是演员: of somebody's own trade one says 我是一名歌手.
const SHOWS: [&str; 2] = ["歌手", "演员"];
/// Before it somebody is honoured (只因我是医生), or it is concluded in jest.
const HONOURED_OR_IN_JEST: [&str; 3] = ["只因", "既然", "看来"];

fn work(clause: &Clause<'_>) -> Option<Disclosure> {
    let before = clause.before;
    if before.ends_with('是') || HONOURED_OR_IN_JEST.iter().any(|word| before.contains(word)) {
        return None;
    }
    let said = clause.rest.strip_prefix("是")?;
    let rest = without_article(said);
    let (named, behind) = match occupation::at_start(rest) {
        Some(found) => found,
        None => occupation::at_start(rest.strip_prefix('做')?)?,
    };
    let show = SHOWS.contains(&named) && rest == said;
    let film = show || FILM_LINES.iter().any(|(words, role)| named == *role && clause.whole.contains(words));
    (!film && (ends_the_thought(behind) || behind == "的")).then(|| Disclosure::new("occupation", named, OCCUPATION))
}

fn region(clause: &Clause<'_>) -> Option<Disclosure> {
    let rest = clause.rest;
    if let Some(from) = rest.strip_prefix("来自") {
        let (place, behind) = place::at_start(from)?;
        return ends_the_thought(behind).then(|| Disclosure::region(place, NATIVE));
    }
    if let Some(of) = rest.strip_prefix("是") {
        let (place, behind) = place::at_start(of)?;
        let native =
            behind.strip_prefix("本地").unwrap_or(behind).strip_prefix("人").or_else(|| behind.strip_prefix("的"))?;
        return ends_the_thought(native).then(|| Disclosure::region(place, NATIVE));
    }
    if let Some(own) = ["们大", "们", "的大", "大"].iter().find_map(|word| rest.strip_prefix(word)) {
        let (place, behind) = place::at_start(own)?;
        let elsewhere = MEETS_OR_WORKS_THERE.iter().any(|word| behind.starts_with(word));
        let unsure = elsewhere || place::is_everyday(own) || place::names_a_thing(behind);
        return (!unsure).then(|| Disclosure::region(place, NATIVE));
    }
    let lives = ["住在", "家住", "住", "在", "人在", "家在"].iter().find_map(|word| rest.strip_prefix(word))?;
    let (place, behind) = place::at_start(lives)?;
    let then = SETTLED.iter().find_map(|word| past_district(behind).strip_prefix(word));
    // 我在北京工作过 is over.
    if let Some(then) = then.filter(|then| !then.contains('过')) {
        let lasts = ends_the_thought(then) || !then.starts_with(['的', '时']);
        return lasts.then(|| Disclosure::region(place, SETTLED_IN));
    }
    (then.is_none() && (ends_the_thought(behind) || behind.starts_with("这边")))
        .then(|| Disclosure::region(place, IS_IN))
}

/// 作为宁波人, 身为一个重庆人, 作为一名医生，我…; not 你作为浙江人, and not 作为北京人，你应该….
fn in_the_role_of(text: &str, start: usize, end: usize) -> Option<Disclosure> {
    const OTHERS: [char; 5] = ['你', '您', '他', '她', '它'];
    let clause = clause::around(text, start, end)?;
    let behind_it = text[end..].split(['。', '！', '!', '\n']).next().unwrap_or_default();
    let to_others = behind_it.split(CLAUSE_ENDS).skip(1).any(|next| next.trim_start().starts_with(OTHERS));
    if clause.before.contains(OTHERS) || clause.before.ends_with('们') {
        return None;
    }
    let role = without_article(clause.rest);
    let own =
        |behind: &str| behind.is_empty() && behind_it.contains("，我") && !to_others || behind.starts_with("的我");
    if let Some((named, _)) = occupation::at_start(role).filter(|(_, behind)| own(behind)) {
        return Some(Disclosure::new("occupation", named, OCCUPATION));
    }
    if STUDENTS.iter().find_map(|word| role.strip_prefix(word)).is_some_and(own) {
        return Some(Disclosure::new("life_stage", "student", STUDENT));
    }
    let (place, behind) = place::at_start(role)?;
    let behind = behind.strip_prefix("本地").unwrap_or(behind).strip_prefix('人')?;
    let speaks = !behind.starts_with(['的', '你', '您', '他', '她']) && !to_others;
    (speaks || behind.starts_with("的我")).then(|| Disclosure::region(place, NATIVE))
}

/// A text that begins with who speaks: 广州人表示没吃过, 宁波的路过.
fn speaking_as(text: &str) -> Option<Disclosure> {
    let (place, behind) = place::at_start(text)?;
    let acts = behind.strip_prefix(['人', '的'])?;
    ["表示", "路过", "飘过", "报到", "举手"]
        .iter()
        .any(|act| acts.starts_with(act))
        .then(|| Disclosure::region(place, NATIVE))
}

/// 坐标杭州; not the coordinates of a map, and not somebody else's.
fn read_coordinates(text: &str, start: usize, found: &mut Vec<Disclosure>) {
    let Some(clause) = clause::around(text, start, start + "坐标".len()) else { return };
    let behind = &text[start + "坐标".len()..];
    let behind = behind.trim_start_matches([':', '：', ' ', '在', '是']);
    let first = behind.split(CLAUSE_ENDS).next().unwrap_or(behind);
    let of_others = clause.before.ends_with(['的', '看']) || clause.before.contains('你');
    if let (Some((place, _)), false) = (place::at_start(first), of_others) {
        found.push(Disclosure::region(place, COORDINATES));
    }
}

/// Behind 我们 and a place: who says so need not be from there.
const MEETS_OR_WORKS_THERE: [&str; 14] =
    ["见", "过来", "去", "集合", "碰", "场", "店", "分公司", "公司", "分部", "办", "游", "之", "那"];

/// What is done where somebody lives.
const SETTLED: [&str; 16] = [
    "工作",
    "上班",
    "上学",
    "读书",
    "读大学",
    "定居",
    "生活",
    "打工",
    "念书",
    "念大学",
    "上大学",
    "读研",
    "读博",
    "租房",
    "安家",
    "实习",
];

/// Behind a district or county of two or three characters: 朝阳区工作.
fn past_district(behind: &str) -> &str {
    let ends = behind.char_indices().skip(2).take(2).find(|(_, c)| matches!(c, '区' | '县'));
    ends.map_or(behind, |(at, c)| &behind[at + c.len_utf8()..])
}

fn without_article(rest: &str) -> &str {
    const ARTICLES: [&str; 9] = ["一名", "一个", "一位", "一枚", "个", "名", "位", "一", "枚"];
    ARTICLES.iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest)
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
            ("作为宁波人我已经习惯了", "region=浙江 宁波"),
            ("身为一个重庆人，很惭愧", "region=重庆"),
            ("我们四川人不怕", "region=四川"),
            ("我们云南也是这样的", "region=云南"),
            ("我大四川的香肠", "region=四川"),
            ("我的大山西又上榜了", "region=山西"),
            ("这是我老公买的", "gender=female"),
            ("#同城活动# 我是杭州人", "region=浙江 杭州"),
            ("作为一名教师，我本能地防范", "occupation=教师"),
            ("作为大学生的我却不准时", "life_stage=student"),
            ("身为广东人的我，佩服他五体投地", "region=广东"),
            ("广州人表示没吃过", "region=广东 广州"),
            ("看 https://a.example/x 我是杭州人", "region=浙江 杭州"),
            ("求助：我儿子3岁", "life_stage=parent_young"),
            ("：我在苏州工作", "region=江苏 苏州"),
            ("主要是不敢出门，坐标武汉", "region=湖北 武汉"),
            ("如果还这样，会出事！我是浙江人", "region=浙江"),
            ("我在北京朝阳区上班", "region=北京"),
            ("大家好，我来自湖北武汉", "region=湖北 武汉"),
            ("我在东莞打工", "region=广东 东莞"),
            ("我小孩三岁", "life_stage=parent_young"),
            ("我们家孩子上小学", "life_stage=parent_school"),
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
            "看完五场我是歌手，印象很深",
            "燃尽一生，只因我是医生",
            "既然我是总经理",
            "看来在美国我就是教授",
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
            "我们武汉见",
            "我们阿里的同事",
            "我们首都真美",
            "我们上海公司也招人",
            "我们北京路店",
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
            "#我是歌手# 今晚开播",
            "@我是小静我在上海 你来",
            "对不起，我是警察",
            "如果落后一分，我是教练，我会告诉队员",
            "知道的话，我就是老板了",
            "邓华德说，其实我是一名记者",
            "有人和我说：大夫，我老公是当官的",
            "谢娜是我老婆了",
            "我老公！",
            "一直尖叫我老公好帅",
            "我老婆婆也这样",
            "一旦有我就把他变成我老公",
            "嗯，我退休了也要干这个",
            "那一年我19岁",
            "那年，我才14岁",
            "我儿子打小就不喜欢喝奶粉",
            "我家宝宝以后看球比你更激动",
            "作为北京人，你不觉得丢脸吗",
            "你作为浙江人不懂",
            "作为警察，说话得讲事实",
            "因为我是女的，所以你就得让着我",
            "一句话可以概括他们的回答：因为我是男的",
            "我说了如果我是男的，我会对我老婆好",
            "拿我是女人当借口",
            "四舍五入我也是科学家",
            "川普:我是个演员",
            "我是志愿者",
            "我10后表示我也愿意",
            "疫情爆发的时候我在湖北",
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
