//! The language as its users meet it: what reads, what it means, and what errors say.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::lang::Lang;
use crate::model::Day;
use crate::model::view::Vocabulary;

fn vocabulary() -> Vocabulary {
    Vocabulary {
        imported: vec!["会员等级".to_owned(), "您的 年龄?".to_owned()],
        tags: vec!["KOL".to_owned(), "流失风险".to_owned()],
        values: vec![("region".to_owned(), vec!["浙江".to_owned(), "江苏".to_owned()])],
        ..Vocabulary::default()
    }
}

fn read(input: &str) -> Expr {
    parse(input, &vocabulary()).unwrap_or_else(|error| panic!("{}", error.render(input, Lang::En)))
}

#[test]
fn a_name_that_could_mean_two_fields_is_refused_with_both() {
    let error = parse("阶段:下滑", &Vocabulary::default()).unwrap_err();
    assert_eq!(error.span, 0.."阶段".len());
    assert_eq!(error.message(Lang::Zh), "“阶段”可以指生命周期/stage，也可以指人生阶段/life_stage，请写明是哪一个");
    assert_eq!(error.message(Lang::En), "“阶段” could mean 生命周期/stage or 人生阶段/life_stage; say which");
    let own = Vocabulary { imported: vec!["阶段".to_owned()], ..Vocabulary::default() };
    assert!(parse("阶段:二期", &own).is_ok(), "a column of that name is meant");
}

#[test]
fn both_languages_read_as_one() {
    for (chinese, canonical) in [
        ("标签:KOL 且 地区:浙江", "tag:KOL and region:浙江"),
        ("标签：KOL 且 （地区：浙江 或 地区：江苏）", "tag:KOL and (region:浙江 or region:江苏)"),
        ("活跃度＞＝60 且 非 标签:流失风险", "activity>=60 and not tag:流失风险"),
        ("性别:女", "gender:female"),
        ("性别：女性 且 生命周期：潜水", "gender:female and stage:lurker"),
        ("地区:(浙江省、江苏)", "region:(浙江,江苏)"),
        ("最后发言<30天", "last_seen<30d"),
        ("沉默天数≥4周", "silent>=28d"),
        ("活跃度:18~35", "activity:18..35"),
        ("活跃度:35..18", "activity:18..35"),
        ("有效发言占比>=50%", "substance>=0.5"),
        ("消费金额>=1.5万", "amount>=15000"),
        ("性别:未知", "gender:unknown"),
        ("性别!=未知", "not gender:unknown"),
        ("会员等级:金卡", "\"会员等级\":金卡"),
        ("“您的 年龄?”:“26 岁”", "\"您的 年龄?\":\"26 岁\""),
        ("入群>=2024-01", "joined>=2024-01-01"),
        ("入群>2024-01", "joined>2024-01-31"),
        ("入群:2024", "joined:2024-01-01..2024-12-31"),
        ("入群:2024-01-01..2024-02", "joined:2024-01-01..2024-02-29"),
        ("last_seen:7d..30d", "last_seen>=7d and last_seen<=30d"),
        ("做过(回复,30天)>=3", "did(reply,30d)>=3"),
        ("did(order,90d)=0", "did(order,90d)=0"),
        ("收到(点赞)", "got(like)>=1"),
        ("said(\"露营\",30d)", "said(\"露营\",30d)"),
        ("置信度(性别)>=0.8", "confidence(gender)>=0.8"),
        ("平台:微信", "platform:wechat"),
        ("杭州 宝妈", "杭州 and 宝妈"),
        ("非洲", "非洲"),
        ("\"and\"", "\"and\""),
        ("name:\"unknown\"", "name:\"unknown\""),
        ("NOT (张三 OR 李四)", "not (张三 or 李四)"),
        ("a or b and c", "a or (b and c)"),
        ("(a and b) and c", "(a and b) and c"),
        ("not not a", "not not a"),
        ("staff:yes", "staff:yes"),
        ("群数>=3", "groups>=3"),
    ] {
        assert_eq!(format(&read(chinese)), canonical, "{chinese}");
        assert_eq!(read(canonical), read(chinese), "{canonical}");
    }
}

#[test]
fn filters_read_back_as_sentences() {
    let both = |input: &str| format!("{}\n{}", explain(&read(input), Lang::Zh), explain(&read(input), Lang::En));
    insta::assert_snapshot!(both("tag:KOL and region:浙江 and activity>=60 and not tag:流失风险"), @r#"
    有标签“KOL”，地区在浙江，活跃度不低于 60，且没有标签“流失风险”的成员
    members who have the tag “KOL”, whose region is in 浙江, whose activity is at least 60 and who do not have the tag “流失风险”
    "#);
    insta::assert_snapshot!(both("gender:女 or not (age_band:(25_30,31_40) and silent<30d)"), @r#"
    性别是女，或并非（年龄段是25-30岁或31-40岁，且沉默天数低于 30 天）的成员
    members whose gender is female or not (whose age band is 25-30 or 31-40 and whose silence is below 30 days)
    "#);
    insta::assert_snapshot!(both("did(order,90d)=0 and got(like,30d)>=3 and not said(露营,7d)"), @r#"
    近 90 天没有下单，近 30 天收到点赞至少 3 次，且近 7 天没说过“露营”的成员
    members who did no “order” in the last 90 days, who received “like” at least 3 times in the last 30 days and who did not say “露营” in the last 7 days
    "#);
    insta::assert_snapshot!(both("last_seen<30d and joined>=2024-01-01 and not churn_risk>=0.6"), @r#"
    最后出现距今不到 30 天，入群不早于 2024-01-01，且流失风险低于 0.6 的成员
    members whose last day seen is fewer than 30 days ago, whose join date is no earlier than 2024-01-01 and whose churn risk is below 0.6
    "#);
    insta::assert_snapshot!(both("confidence(gender)>=0.8 and not region:unknown and 会员等级:(金卡,银卡) and 张三"), @r#"
    性别的置信度不低于 0.8，地区已知，“会员等级”是“金卡”或“银卡”，且名字或账号含“张三”的成员
    members whose confidence in gender is at least 0.8, whose region is known, whose “会员等级” is “金卡” or “银卡” and whose name or id contains “张三”
    "#);
    insta::assert_snapshot!(both("joined:2024 and amount:100..500 and name:宝妈 and segment:老客"), @r#"
    入群在 2024-01-01 到 2024-12-31 之间，消费金额在 100 到 500 之间，名字含“宝妈”，且在分群“老客”中的成员
    members whose join date is between 2024-01-01 and 2024-12-31, whose amount is between 100 and 500, whose name contains “宝妈” and who are in the segment “老客”
    "#);
}

#[test]
fn errors_point_at_the_place_and_suggest() {
    let shown = |input: &str| {
        let error = parse(input, &vocabulary()).expect_err(input);
        format!("{}\n{}", error.render(input, Lang::Zh), error.message(Lang::En))
    };
    insta::assert_snapshot!(shown("标签:KOL 且 活跃肚>=60"), @r#"
    标签:KOL 且 活跃肚>=60
                ^^^^^^
    没有字段“活跃肚”；是不是“活跃度”？
    there is no field “活跃肚”; did you mean “活跃度”?
    "#);
    insta::assert_snapshot!(shown("tag:KOL and ativity>=60"), @r#"
    tag:KOL and ativity>=60
                ^^^^^^^
    没有字段“ativity”；是不是“activity”？
    there is no field “ativity”; did you mean “activity”?
    "#);
    insta::assert_snapshot!(shown("性别:nv"), @r#"
    性别:nv
         ^^
    性别 没有取值“nv”；可取 男/male、女/female
    gender has no value “nv”; it takes 男/male, 女/female
    "#);
    insta::assert_snapshot!(shown("活跃度>=六十"), @r#"
    活跃度>=六十
            ^^^^
    “六十”不是数字
    “六十” is not a number
    "#);
    insta::assert_snapshot!(shown("(tag:KOL and 地区:浙江"), @r#"
    (tag:KOL and 地区:浙江
    ^
    括号没有闭合
    this parenthesis is never closed
    "#);
    insta::assert_snapshot!(shown("地区:浙江)"), @r#"
    地区:浙江)
             ^
    多了一个右括号
    this parenthesis closes nothing
    "#);
    insta::assert_snapshot!(shown("tag:KOL and"), @r#"
    tag:KOL and
               ^
    这里还缺一个条件或值
    a condition or a value is missing here
    "#);
    insta::assert_snapshot!(shown("名字:“张三"), @r#"
    名字:“张三
         ^^^^^
    引号没有闭合
    this quote is never closed
    "#);
    insta::assert_snapshot!(shown("地区>浙江"), @r#"
    地区>浙江
        ^
    地区 不能比较大小；是不是“:”？
    region has no order to compare by; did you mean “:”?
    "#);
    insta::assert_snapshot!(shown("did(replyy,30d)>=3"), @r#"
    did(replyy,30d)>=3
        ^^^^^^
    没有行为“replyy”；若是日志里自定的行为，请加引号；是不是“reply”？
    there is no action “replyy”; put an action of your own log between quotes; did you mean “reply”?
    "#);
    insta::assert_snapshot!(shown("dit(reply)"), @r#"
    dit(reply)
    ^^^
    没有函数“dit”；可用 did、got、said、confidence；是不是“did”？
    there is no function “dit”; there are did, got, said and confidence; did you mean “did”?
    "#);
    insta::assert_snapshot!(shown("标签：KOL，KOC 且 活跃度>=10"), @r#"
    标签：KOL，KOC 且 活跃度>=10
             ^^
    这里不该出现“,”；是不是“(KOL,KOC)”？
    “,” does not belong here; did you mean “(KOL,KOC)”?
    "#);
    insta::assert_snapshot!(shown("last_seen<30"), @r#"
    last_seen<30
              ^^
    “30”不是时间，请写成 30d（距今天数）或 2024-01-31
    “30” is no time; write 30d (days ago) or 2024-01-31
    "#);
    insta::assert_snapshot!(shown("activity>=(1,2)"), @r#"
    activity>=(1,2)
              ^
    大小比较只能用一个值；范围和列表请用 :
    < and > take one value; ranges and lists go with :
    "#);
    insta::assert_snapshot!(shown("confidence(tag)>1"), @r#"
    confidence(tag)>1
               ^^^
    标签 没有置信度，只有画像属性和导入的列才有
    tag has no confidence; only profile attributes and imported columns have
    "#);
    insta::assert_snapshot!(shown("会员等及:金卡"), @r#"
    会员等及:金卡
    ^^^^^^^^
    没有字段“会员等及”；是不是“会员等级”？
    there is no field “会员等及”; did you mean “会员等级”?
    "#);
}

#[test]
fn nothing_is_no_filter() {
    for input in ["", "  ", "\n"] {
        assert_eq!(parse(input, &vocabulary()).unwrap_err().problem, Problem::Empty);
    }
}

#[test]
fn deep_nesting_is_refused_and_not_a_crash() {
    for opener in ["(", "not "] {
        let error = parse(&format!("{}a", opener.repeat(100_000)), &Vocabulary::default()).unwrap_err();
        assert_eq!(error.problem, Problem::TooDeep);
    }
}

/// A member in memory: facts by key, everything else unknown.
#[derive(Default)]
struct Member {
    facts: BTreeMap<String, Fact<'static>>,
    sure: BTreeMap<String, f64>,
    counts: BTreeMap<String, i64>,
    words: Vec<String>,
}

const TODAY: Day = Day(20_000);

impl Member {
    fn new() -> Member {
        let none = |key: &str| (key.to_owned(), Fact::Words(Vec::new()));
        Member { facts: ["tag", "name", "id", "group"].map(none).into(), ..Member::default() }
    }

    fn words(mut self, key: &str, words: &[&'static str]) -> Member {
        self.facts.insert(key.to_owned(), Fact::Words(words.iter().map(|word| Cow::Borrowed(*word)).collect()));
        self
    }

    fn number(mut self, key: &str, number: f64) -> Member {
        self.facts.insert(key.to_owned(), Fact::Number(number));
        self
    }

    fn days_ago(mut self, key: &str, days: i32) -> Member {
        self.facts.insert(key.to_owned(), Fact::Day(TODAY - days));
        self
    }
}

impl Facts for Member {
    fn as_of(&self) -> Day {
        TODAY
    }
    fn fact(&self, field: &Field) -> Fact<'_> {
        let key = match field {
            Field::Known(key) => key,
            Field::Imported(title) => title.as_str(),
        };
        self.facts.get(key).cloned().unwrap_or(Fact::Unknown)
    }
    fn confidence(&self, field: &Field) -> Option<f64> {
        self.sure.get(&format::field_name(field)).copied()
    }
    fn count(&self, did: &Did) -> i64 {
        let days = did.window.map_or(0, |window| window.days);
        self.counts.get(&format!("{:?} {} {days}", did.side, did.action)).copied().unwrap_or(0)
    }
    fn said(&self, words: &str, _: Option<Window>) -> bool {
        self.words.iter().any(|own| fold(own).contains(&fold(words)))
    }
}

#[test]
fn filters_select_by_the_semantics_of_their_fields() {
    let mut member = Member::new()
        .words("name", &["杭州-Lily-产品", "小莉"])
        .words("id", &["wxid_Abc123"])
        .words("tag", &["KOL"])
        .words("region", &["浙江杭州", "杭州"])
        .words("gender", &["female"])
        .words("group", &["露营一群"])
        .words("topics", &["育儿", "美食"])
        .words("会员等级", &["白金卡"])
        .words("积分", &["1200"])
        .words("staff", &["yes", "bot"])
        .number("activity", 60.0)
        .number("silent", 30.0)
        .days_ago("last_seen", 30);
    member.sure.insert("gender".to_owned(), 0.8);
    member.counts.insert("Did reply 30".to_owned(), 3);
    member.words.push("周末去露营吧".to_owned());
    for (filter, expected) in [
        ("tag:kol", true),
        ("tag:KO", false),
        ("tag!=KOL", false),
        ("not tag:KOC", true),
        ("地区:浙江", true),
        ("地区:浙江省", true),
        ("地区:杭州", true),
        ("地区:浙江杭州", true),
        ("地区:州", false),
        ("地区=浙江", false),
        ("地区=杭州", true),
        ("地区:(江苏,浙江)", true),
        ("地区!=(江苏,浙江杭州)", false),
        ("性别:女", true),
        ("性别!=女", false),
        ("name:lily", true),
        ("name=小莉", true),
        ("name=小", false),
        ("ＬＩＬＹ", true),
        ("wxid_abc", true),
        ("abc123", false),
        ("group:露营", true),
        ("topics:美食", true),
        ("topics:美", false),
        ("\"会员等级\":金卡", false),
        ("\"会员等级\":白金卡", true),
        ("\"积分\">=1000", true),
        ("\"积分\":1000..1100", false),
        ("\"会员等级\">=1", false),
        ("staff:yes", true),
        ("staff:bot", true),
        ("staff:no", false),
        ("activity:60", true),
        ("activity:50..60", true),
        ("activity>60", false),
        ("silent>=30d", true),
        ("last_seen<30d", false),
        ("last_seen<=30d", true),
        ("last_seen>=2024-09-01", true),
        ("last_seen:2024-09..2024-09", true),
        ("did(reply,30d)>=3", true),
        ("did(reply,7d)=0", true),
        ("said(露营)", true),
        ("confidence(gender)>=0.8", true),
        // Unknown satisfies neither a comparison nor its negation.
        ("amount>0", false),
        ("not amount>0", false),
        ("amount!=0", false),
        ("amount:unknown", true),
        ("not amount:unknown", false),
        ("activity:unknown", false),
        ("confidence(region)>0", false),
        ("not confidence(region)>0", false),
        ("amount>0 or tag:KOL", true),
        ("amount>0 or tag:KOC", false),
        ("not (amount>0 or tag:KOC)", false),
        ("not (amount>0 and tag:KOC)", true),
        ("not (amount>0 and tag:KOL)", false),
    ] {
        assert_eq!(matches(&read(filter), &member), expected, "{filter}");
    }
}

#[test]
fn uses_are_found_at_any_depth() {
    let expr = read("not (tag:(a,b) and (segment:老客 or said(露营,30d))) or tag!=c and said(露营,30d)");
    assert_eq!(tags_used(&expr), ["a", "b", "c"]);
    assert_eq!(segments_used(&expr), ["老客"]);
    assert_eq!(said_terms(&expr), [("露营".to_owned(), Some(Window { days: 30 }))]);
    assert_eq!(fields_used(&expr), [Field::Known("segment"), Field::Known("tag")]);
}

#[test]
fn rules_are_ordered_by_need_and_rings_are_named() {
    let (a, b, c) = (read("tag:B and tag:C"), read("tag:c"), read("activity>1"));
    assert_eq!(evaluation_order(&[("A", &a), ("B", &b), ("C", &c)], tags_used).unwrap(), [2, 1, 0]);
    let back = read("tag:A");
    let ring = evaluation_order(&[("A", &a), ("B", &b), ("C", &back)], tags_used).unwrap_err();
    assert_eq!(ring.0, ["A", "B", "C"]);
    assert_eq!(evaluation_order(&[("A", &back)], tags_used).unwrap_err().0, ["A"]);
}

#[test]
fn completion_follows_the_grammar() {
    let offered = |input: &str| {
        let completions = complete(input, input.len(), &vocabulary(), Lang::En);
        let texts: Vec<String> = completions.candidates.into_iter().take(3).map(|candidate| candidate.text).collect();
        format!("{}→{}", &input[completions.span], texts.join(" "))
    };
    assert_eq!(offered("tag:K"), "K→KOL");
    assert_eq!(offered("标签:流失"), "流失→流失风险");
    assert_eq!(offered("标签:风险"), "风险→流失风险");
    assert_eq!(offered("act"), "act→activity active_days active_hours");
    assert_eq!(offered("tag:KOL "), "→and or name");
    assert_eq!(offered("tag:KOL 且 地"), "地→地区");
    assert_eq!(offered("activity"), "activity→activity>= activity<= activity>");
    assert_eq!(offered("region:(浙江,江"), "江→江苏 浙江");
    assert_eq!(offered("性别:"), "→male female unknown");
    assert_eq!(offered("性别:女"), "女→女");
    assert_eq!(offered("did(re"), "re→reply rename recall");
    assert_eq!(offered("confidence(gen"), "gen→gender");
    assert_eq!(offered("last_seen<"), "→7d 30d 90d");
    assert_eq!(offered("会员"), "会员→会员等级");
    assert_eq!(offered("您的"), "您的→\"您的 年龄?\"");
    assert_eq!(offered("tag:KOL and 浙"), "浙→地区:浙江");
    assert_eq!(offered("失风险"), "失风险→流失风险 流失风险等级 标签:流失风险");
    assert_eq!(offered("lsfx"), "lsfx→流失风险 流失风险等级 标签:流失风险", "by its initials");
    assert_eq!(offered("male"), "male→gender:male gender:female");
    assert_eq!(offered("学生"), "学生→人生阶段:学生");
    assert_eq!(offered("未知"), "未知→", "what is unknown of everything says nothing");
}

#[test]
fn where_nothing_is_typed_the_screens_language_is_offered() {
    let first = |input: &str, lang| complete(input, input.len(), &vocabulary(), lang).candidates[0].text.clone();
    for (input, zh, en) in [("性别:", "男", "male"), ("tag:KOL ", "且", "and"), ("did(", "发言", "message")] {
        assert_eq!((first(input, Lang::Zh), first(input, Lang::En)), (zh.to_owned(), en.to_owned()), "{input}");
    }
    assert_eq!(first("性别:f", Lang::Zh), "female", "what is typed says which is wanted");
}

#[test]
fn what_would_select_nobody_in_silence_is_refused_where_it_is_typed() {
    let vocabulary = Vocabulary { segments: vec!["老客".to_owned()], ..vocabulary() };
    let told = |input: &str| parse_typed(input, &vocabulary).map_err(|error| error.render(input, Lang::Zh));
    assert_eq!(
        told("标签:不存在").unwrap_err(),
        "标签:不存在
     ^^^^^^
没有标签“不存在”"
    );
    assert!(told("tag:KOI").unwrap_err().contains("KOL"));
    assert!(told("分群:老顾客").unwrap_err().contains("没有分群“老顾客”"));
    assert!(told("substance>=50").unwrap_err().contains("50%"), "{:?}", told("substance>=50"));
    assert!(told("substance:(0.2,80)").is_err() && told("churn_risk:0.5..60").is_err());
    for fine in ["tag:kol", "segment:老客", "substance>=50%", "substance>=1", "activity>=50", "not tag:流失风险"]
    {
        assert!(told(fine).is_ok(), "{fine}");
    }
    assert!(parse("tag:以后的标签 and substance>=50", &vocabulary).is_ok(), "saved filters are read as they are");
    assert!(parse_typed("tag:KOL", &Vocabulary::default()).is_ok(), "nothing was built yet");
}

#[test]
fn completion_survives_any_cursor() {
    let input = "标签:“KO";
    for cursor in 0..=input.len() + 3 {
        let completions = complete(input, cursor, &vocabulary(), Lang::Zh);
        assert!(input.get(completions.span).is_some());
    }
}

fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z浙江杭州宝妈0-9_.]{1,6}",
        "[\"“”\\\\：:（） ,，、<>=!a张且]{1,6}".prop_filter("words say something", |word| !word.trim().is_empty()),
        Just("and".to_owned()),
        Just("或".to_owned()),
        Just("unknown".to_owned()),
        Just("1..2".to_owned()),
        Just("did".to_owned()),
    ]
}

fn any_comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::*;
    prop_oneof![Just(Has), Just(Equal), Just(Differs), Just(Less), Just(AtMost), Just(More), Just(AtLeast)]
}

fn any_matching() -> impl Strategy<Value = Comparison> {
    prop_oneof![Just(Comparison::Has), Just(Comparison::Equal), Just(Comparison::Differs)]
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![(-1_000i32..100_000).prop_map(f64::from), -1.0e6..1.0e6f64]
}

fn any_words_operand() -> impl Strategy<Value = Operand> {
    let word = || any_word().prop_map(Operand::Word);
    prop_oneof![3 => word(), 1 => prop::collection::vec(word(), 2..4).prop_map(Operand::Any)]
}

fn any_leaf() -> impl Strategy<Value = Expr> {
    let window = || prop::option::of((1u32..4_000).prop_map(|days| Window { days }));
    let day = || (0i32..40_000).prop_map(Day);
    let numeric = || prop_oneof![Just("activity"), Just("silent"), Just("amount")].prop_map(Field::Known);
    let worded = || {
        prop_oneof![
            prop_oneof![Just("tag"), Just("name"), Just("topics"), Just("occupation")].prop_map(Field::Known),
            any_word().prop_map(Field::Imported),
        ]
    };
    prop_oneof![
        any_word().prop_map(Expr::Word),
        (worded(), any_matching(), any_words_operand()).prop_map(|(f, c, o)| Expr::Compare(f, c, o)),
        (numeric(), any_comparison(), any_number()).prop_map(|(f, c, n)| Expr::Compare(f, c, Operand::Number(n))),
        (numeric(), any_matching(), any_number(), any_number())
            .prop_map(|(f, c, a, b)| { Expr::Compare(f, c, Operand::Range(a.min(b), a.max(b))) }),
        (any_word(), any_number())
            .prop_map(|(title, n)| { Expr::Compare(Field::Imported(title), Comparison::Less, Operand::Number(n)) }),
        (any_comparison(), 0u32..9_000).prop_map(|(c, n)| Expr::Compare(Field::Known("joined"), c, Operand::Ago(n))),
        (any_comparison(), day()).prop_map(|(c, d)| Expr::Compare(Field::Known("last_seen"), c, Operand::Date(d))),
        (any_matching(), day(), 1i32..900)
            .prop_map(|(c, d, n)| { Expr::Compare(Field::Known("first_seen"), c, Operand::Dates(d, d + n)) }),
        (any_matching(), prop_oneof![Just("male"), Just("female")])
            .prop_map(|(c, word)| { Expr::Compare(Field::Known("gender"), c, Operand::Word(word.to_owned())) }),
        prop_oneof![worded(), numeric()].prop_map(Expr::Unknown),
        (numeric(), any_comparison(), any_number())
            .prop_filter("only attributes have a confidence", |(field, ..)| *field != Field::Known("silent"))
            .prop_map(|(f, c, n)| Expr::Confidence(f, c, n)),
        (any_comparison(), prop_oneof![Just("reply"), Just("自定"), Just("a b")], window(), -9i64..99).prop_map(
            |(c, action, window, n)| Expr::Did(Did { side: Side::Got, action: action.to_owned(), window }, c, n)
        ),
        (any_word(), window()).prop_map(|(words, window)| Expr::Said(words, window)),
    ]
}

fn any_expr() -> impl Strategy<Value = Expr> {
    any_leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(expr in any_expr()) {
        for lang in [Lang::En, Lang::Zh] {
            let text = format_in(&expr, lang);
            match parse(&text, &Vocabulary::default()) {
                Ok(read) => prop_assert_eq!(&read, &expr, "{}", text),
                Err(error) => prop_assert!(false, "{}", error.render(&text, Lang::En)),
            }
        }
    }

    #[test]
    fn no_text_crashes(input in "[a-z标签地区:：()（）\"“,，<>=! .0-9d\\\\]{0,40}", cursor in 0usize..60) {
        let read = parse(&input, &vocabulary());
        if let Err(error) = &read {
            prop_assert!(input.get(error.span.clone()).is_some());
            error.render(&input, Lang::Zh);
        }
        if let Ok(expr) = read {
            prop_assert_eq!(&parse(&format(&expr), &vocabulary()).unwrap(), &expr);
            explain(&expr, Lang::Zh);
            explain(&expr, Lang::En);
        }
        complete(&input, cursor, &vocabulary(), Lang::Zh);
    }
}

#[test]
fn a_filter_is_written_in_the_words_of_the_screen() {
    for (english, chinese) in [
        ("tag:KOL and region:浙江", "标签:KOL 且 地区:浙江"),
        ("not (stage:(dormant,lost) or gender:female)", "非 (生命周期:(沉睡,流失) 或 性别:女)"),
        ("gender:unknown and staff:no", "性别:未知 且 员工:否"),
        ("silent>=30d and last_seen<7d", "沉默天数>=30天 且 最后出现<7天"),
        ("did(reply,30d)>=3 and said(\"露营\",7d)", "做过(回复,30天)>=3 且 说过(\"露营\",7天)"),
        ("got(\"猜谜\")>=1 and confidence(gender)>=0.8", "收到(\"猜谜\")>=1 且 置信度(性别)>=0.8"),
        ("\"会员等级\":金卡 and 杭州", "\"会员等级\":金卡 且 杭州"),
    ] {
        let expr = read(english);
        assert_eq!(format_in(&expr, Lang::Zh), chinese);
        assert_eq!(format_in(&expr, Lang::En), english);
        assert_eq!(read(chinese), expr, "{chinese}");
    }
}

#[test]
fn every_field_and_listed_value_reads_back_in_chinese() {
    for spec in FIELDS.iter() {
        let unknown = Expr::Unknown(Field::Known(spec.key));
        assert_eq!(read(&format_in(&unknown, Lang::Zh)), unknown);
        let FieldKind::Code(codes) = spec.kind else { continue };
        for (code, _) in codes {
            let condition = Expr::has(spec.key, *code);
            let text = format_in(&condition, Lang::Zh);
            assert_eq!(read(&text), condition, "{text}");
        }
    }
}

#[test]
fn full_width_digits_are_the_numbers_they_stand_for() {
    let vocabulary = Vocabulary::default();
    for (typed, plain) in [
        ("活跃度＞＝９０", "activity>=90"),
        ("silent>=３０ｄ", "silent>=30d"),
        ("joined:２０２４－０３", "joined:2024-03"),
        ("churn_risk>=５０％", "churn_risk>=0.5"),
    ] {
        let read = parse(typed, &vocabulary).unwrap_or_else(|error| panic!("{typed}: {error:?}"));
        assert_eq!(read, parse(plain, &vocabulary).unwrap(), "{typed}");
    }
    // A name stays as it is written.
    assert_eq!(parse("ＡＢ", &vocabulary), Ok(Expr::Word("ＡＢ".to_owned())));
}

#[test]
fn what_tells_who_somebody_is_can_be_taken_out_of_a_filter() {
    let filters = [
        "name:小美",
        "小美",
        "said(\"小美\")",
        "id:小美",
        "note:小美",
        "invited_by:小美",
        "member_id:7",
        "inviter_id:7",
        "备注:小美",
    ];
    for filter in filters {
        let expr = parse(filter, &Vocabulary { imported: vec!["备注".to_owned()], ..Vocabulary::default() }).unwrap();
        let told: Vec<Telling<'_>> = conditions(&expr).into_iter().flat_map(identifying_words).collect();
        let expected = if filter.contains('7') { Telling::Number("7") } else { Telling::Word("小美") };
        assert_eq!((names_somebody(&expr), told), (true, vec![expected]), "{filter}");
    }
    let expr = parse("messages>=1 and region:浙江", &Vocabulary::default()).unwrap();
    assert!(!names_somebody(&expr) && conditions(&expr).into_iter().all(|one| identifying_words(one).is_empty()));
}

#[test]
fn conditions_that_select_nobody_are_taken_out() {
    let vocabulary = Vocabulary::default();
    let left = |filter: &str| {
        let expr = parse(filter, &vocabulary).unwrap();
        match reduce(&expr, &|condition| identifying_words(condition).contains(&Telling::Word("小美"))) {
            Reduced::Same => "as it was".to_owned(),
            Reduced::To(Selects::Nobody) => "nobody".to_owned(),
            Reduced::To(Selects::Everybody) => "everybody".to_owned(),
            Reduced::To(Selects::Those(expr)) => format(&expr),
        }
    };
    for (filter, expected) in [
        ("name:小美", "nobody"),
        ("not 小美", "everybody"),
        ("messages>=1 and not name:小美", "messages>=1"),
        ("messages>=1 and said(\"小美\")", "nobody"),
        ("name:(小美,阿强) or messages>=1", "name:阿强 or messages>=1"),
        ("name!=小美 and messages>=1", "messages>=1"),
        ("name:阿强", "as it was"),
    ] {
        assert_eq!(left(filter), expected, "{filter}");
    }
}
