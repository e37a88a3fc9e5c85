//! The sentence that a member's page opens on.

use super::Lang;

/// Who somebody is, as far as is known; genders and stages of life by code.
#[derive(Debug, Clone, Copy, Default)]
pub struct Who<'a> {
    /// City, or province.
    pub place: Option<&'a str>,
    /// Age band in words.
    pub age: Option<&'a str>,
    /// Occupation in words.
    pub occupation: Option<&'a str>,
    /// `female` or `male`.
    pub gender: Option<&'a str>,
    /// `parent_young`, `student`, …
    pub life_stage: Option<&'a str>,
    /// Whether a tag says that they are young: [`YOUNG_MOTHER`].
    pub is_young: bool,
}

/// The tag without which nobody is called a young mother: its rule asks for the age, too.
pub const YOUNG_MOTHER: &str = "年轻宝妈";

/// A clause of the sentence: what links it to the one before, its words, and the field it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Punctuation and spaces before it, unless it comes first.
    pub link: &'static str,
    /// The words.
    pub text: String,
    /// The key of the attribute or field behind it.
    pub about: &'static str,
}

impl Clause {
    /// A clause that a comma sets off.
    pub fn new(lang: Lang, text: impl Into<String>, about: &'static str) -> Clause {
        Clause { link: lang.pick(("，", "; ")), text: text.into(), about }
    }
}

/// "杭州的宝妈": nothing, if nothing is known.
pub fn who(lang: Lang, who: Who) -> Vec<Clause> {
    let noun = match (who.life_stage, who.gender) {
        (Some("parent_young"), Some("female")) if who.is_young => Some((YOUNG_MOTHER, "young mother")),
        (Some("parent_young"), Some("female")) => Some(("宝妈", "mother of a young child")),
        (Some("parent_young"), Some("male")) => Some(("宝爸", "father of a young child")),
        (Some("parent_young"), _) => Some(("年幼孩子的家长", "parent of a young child")),
        (Some("parent_school"), Some("female")) => Some(("学龄孩子的妈妈", "mother of a schoolchild")),
        (Some("parent_school"), Some("male")) => Some(("学龄孩子的爸爸", "father of a schoolchild")),
        (Some("parent_school"), _) => Some(("学龄孩子的家长", "parent of a schoolchild")),
        (Some("student"), _) => Some(("学生", "student")),
        (Some("retired"), _) => Some(("退休成员", "retired member")),
        (_, Some("female")) => Some(("女成员", "woman")),
        (_, Some("male")) => Some(("男成员", "man")),
        _ => None,
    };
    let is_stage = matches!(who.life_stage, Some("parent_young" | "parent_school" | "student" | "retired"));
    let noun = noun.map(|noun| (lang.pick(noun), if is_stage { "life_stage" } else { "gender" }));
    let mut clauses = place_and_noun(lang, who.place, noun);
    for (fact, about) in [(who.age, "age_band"), (who.occupation, "occupation")] {
        clauses.extend(fact.map(|fact| Clause { link: lang.pick(("，", ", ")), text: fact.to_owned(), about }));
    }
    clauses
}

fn place_and_noun(lang: Lang, place: Option<&str>, noun: Option<(&str, &'static str)>) -> Vec<Clause> {
    let clause = |link, text, about| Clause { link, text, about };
    match (lang, place, noun) {
        (_, None, None) => Vec::new(),
        (_, None, Some((noun, about))) => vec![clause("", noun.to_owned(), about)],
        (Lang::Zh, Some(place), None) => vec![clause("", format!("{place}的成员"), "region")],
        (Lang::En, Some(place), None) => vec![clause("", format!("member from {place}"), "region")],
        (Lang::Zh, Some(place), Some((noun, about))) => {
            vec![clause("", format!("{place}的"), "region"), clause("", noun.to_owned(), about)]
        }
        (Lang::En, Some(place), Some((noun, about))) => {
            vec![clause("", noun.to_owned(), about), clause(" ", format!("from {place}"), "region")]
        }
    }
}

/// What somebody's stage of the lifecycle means in words; nothing for one that is not known.
pub fn lately(lang: Lang, stage: &str) -> Option<&'static str> {
    Some(lang.pick(match stage {
        "new" => ("刚来不久", "new here"),
        "returned" => ("最近回来了", "has come back"),
        "declining" => ("近来话少了", "says less than before"),
        "growing" => ("近来越来越活跃", "says more than before"),
        "active" => ("一直在", "steadily here"),
        "cooling" => ("近来冷下来了", "has cooled down"),
        "dormant" => ("已经沉睡", "dormant"),
        "lost" => ("已经流失", "lost"),
        "lurker" => ("一直潜水", "reads along"),
        "left" => ("已经退群", "has left"),
        _ => return None,
    }))
}

/// How much somebody said.
pub fn has_said(lang: Lang, messages: &str) -> String {
    match (lang, messages) {
        (Lang::Zh, "0") => "从未发言".to_owned(),
        (Lang::Zh, _) => format!("说过{messages}条"),
        (Lang::En, "0") => "never spoke".to_owned(),
        (Lang::En, "1") => "said 1 message".to_owned(),
        (Lang::En, _) => format!("said {messages} messages"),
    }
}

/// How somebody's influence works, by code.
pub fn influences_by(lang: Lang, mechanism: &str) -> Option<&'static str> {
    Some(lang.pick(match mechanism {
        "starter" => ("常起话头", "starts threads"),
        "answerer" => ("常答疑", "answers questions"),
        "bridge" => ("连接不同的圈子", "links circles"),
        "amplifier" => ("常转发", "passes things on"),
        _ => return None,
    }))
}

/// What somebody talks about.
pub fn talks_about(lang: Lang, topics: &str) -> String {
    format!("{}{topics}", lang.pick(("常聊", "talks about ")))
}

/// What somebody bought.
pub fn has_bought(lang: Lang, orders: f64, amount: &str) -> String {
    match lang {
        Lang::Zh => format!("买过{orders:.0}次共{amount}"),
        Lang::En if orders == 1.0 => format!("bought once for {amount}"),
        Lang::En => format!("bought {orders:.0} times for {amount}"),
    }
}

/// How long somebody has been silent.
pub fn silent_for(lang: Lang, days: i64) -> String {
    match lang {
        Lang::Zh => format!("最近{days}天没出现"),
        Lang::En => format!("not seen for {days} days"),
    }
}
