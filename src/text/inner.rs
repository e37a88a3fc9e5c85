//! What a message tells of its author's motives, values and needs, by the words of `assets/dict/inner.txt`.
//!
//! The words of all classes are looked for at once; a message that holds none is done.

use std::sync::LazyLock;

use super::spot::Spotter;

const WORDS: &str = include_str!("../../assets/dict/inner.txt");
/// Classes whose words are followed by what is asked for.
const ASKING: [&str; 2] = ["needs.recommendation", "needs.purchase"];
/// The longest thing asked for, in characters; what is longer is a sentence.
const LONGEST_THING: usize = 10;
/// What stands between asking and the thing.
const MEASURES: [&str; 14] =
    ["一下", "一个", "一款", "一家", "几个", "几款", "几家", "一些", "有没有", "个", "款", "点", "条", "双"];
/// What closes a sentence without adding to the thing.
const ENDINGS: [&str; 9] = ["吗", "呢", "吧", "呗", "啊", "呀", "么", "的", "谢谢"];

/// A class of messages.
#[derive(Debug, PartialEq)]
pub struct Class {
    /// Attribute and value: `needs.purchase`.
    pub key: &'static str,
    /// How often such a message was found to be of the class in comments, 0..1 (docs/accuracy.md).
    pub precision: f32,
}

/// What one message tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Keys of its classes, in the order of the file.
    pub classes: Vec<&'static str>,
    /// What is asked for, where it follows the asking: 轻一点的推车 of 求推荐轻一点的推车.
    pub thing: Option<String>,
}

struct Seeds {
    classes: Vec<Class>,
    spotter: Spotter,
    /// By word: the class's place, and whether the word takes the class back.
    of: Vec<(usize, bool)>,
}

static SEEDS: LazyLock<Seeds> = LazyLock::new(|| {
    let (mut classes, mut words, mut of) = (Vec::new(), Vec::new(), Vec::new());
    for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')?.split_once(' ')) {
            Some((key, precision)) => classes.push(Class { key, precision: precision.parse().unwrap_or_default() }),
            None => line.split_whitespace().for_each(|word| {
                words.push(word.trim_start_matches('!'));
                of.push((classes.len() - 1, word.starts_with('!')));
            }),
        }
    }
    Seeds { classes, spotter: Spotter::new(words.into_iter()), of }
});

/// All classes, in the order of the file.
pub fn classes() -> &'static [Class] {
    &SEEDS.classes
}

/// What a message tells of its author.
pub fn told(text: &str) -> Told {
    let (mut said, mut denied, mut asked) = (0u32, 0u32, None);
    SEEDS.spotter.spot(text, |found| {
        let (place, denies) = SEEDS.of[found.word];
        if denies {
            denied |= 1 << place;
        } else {
            said |= 1 << place;
            // The last asking counts: what is asked for follows it.
            let is_last = asked.is_none_or(|(_, end)| found.end >= end);
            if is_last && ASKING.contains(&SEEDS.classes[place].key) {
                asked = Some((place, found.end));
            }
        }
    });
    let said = said & !denied;
    let is_said = |place: &usize| said & (1 << *place) != 0;
    let thing = asked.filter(|(place, _)| is_said(place)).and_then(|(_, end)| thing(&text[end..]));
    let classes = SEEDS.classes.iter().enumerate().filter(|(place, _)| is_said(place)).map(|(_, class)| class.key);
    Told { classes: if said == 0 { Vec::new() } else { classes.collect() }, thing }
}

/// The words at the start of a text, up to the end of their clause.
fn thing(rest: &str) -> Option<String> {
    let rest = MEASURES.iter().find_map(|measure| rest.strip_prefix(measure)).unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    if rest[end..].starts_with(char::is_numeric) {
        return None;
    }
    let mut thing = &rest[..end];
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| thing.strip_suffix(ending)) {
        thing = shorter;
    }
    let length = thing.chars().count();
    (1..=LONGEST_THING).contains(&length).then(|| thing.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_attribute_and_a_precision() {
        assert!(classes().len() <= 32, "one bit each");
        for class in classes() {
            assert!(class.key.contains('.') && (0.5..1.0).contains(&class.precision), "{class:?}");
        }
    }

    #[test]
    fn messages_are_classed_as_a_reader_would() {
        let cases: &[(&str, &[&str])] = &[
            ("求教，这个推车能上飞机吗", &["motivation.help_seeking"]),
            ("请问你凭什么删我评论", &[]),
            ("他们到处求助", &[]),
            ("这家营地值得推荐", &["motivation.sharing"]),
            ("强烈推荐他当总统", &[]),
            ("周末有空聚聚", &["motivation.social"]),
            ("满减之后还包邮", &["motivation.deals"]),
            ("信不信我把你的腿打折了腿", &[]),
            ("做工很好，质量不错", &["values.quality"]),
            ("今天空气质量很好", &[]),
            ("跟大家分享一下经验吧", &[]),
            ("这款性价比高", &["values.value_for_money"]),
            ("我妈喜欢这个颜色", &["values.family"]),
            ("求推荐轻一点的推车", &["needs.recommendation"]),
            ("去哪买睡袋", &["needs.purchase"]),
            ("老是闪退，没法用", &["needs.pain"]),
            ("好不好用", &[]),
            ("明天上午开会", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text).classes, *expected, "{text}");
        }
    }

    #[test]
    fn what_is_asked_for_is_what_follows() {
        for (text, thing) in [
            ("求推荐轻一点的推车，要能上飞机", Some("轻一点的推车")),
            ("帮我推荐一款睡袋吧", Some("睡袋")),
            ("明天逛街不？我想买条裤子，一起", Some("裤子")),
            ("哪里买的啊", None),
            ("给我推荐一个人均100元的餐馆", None),
            ("求购13800138000", None),
            ("我想买得起大城市里面一套带花园的房子", None),
            ("性价比高的推车", None),
        ] {
            assert_eq!(told(text).thing.as_deref(), thing, "{text}");
        }
    }
}
