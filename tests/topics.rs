//! `topics`: what a community speaks of, and who leads it.

mod program;

use program::{Home, chat, well};
use serde_json::Value;

/// 2024-03-01 09:00 in Shanghai, the first of eight weeks.
const FIRST: i64 = 1_709_254_800;

/// A line of the chat: who, on which day, what, and whom it answers.
type Line = (&'static str, i64, String, Option<usize>);

/// Nobody speaks of milk powder for four weeks, then two do; 阿青 is answered. 吉他, 琴弦 and 乐谱 are always named together.
fn community() -> Home {
    let mut lines: Vec<Line> = Vec::new();
    for day in 0..28 {
        lines.push(("老周", day, format!("今天第{day}次去公司开会，地铁人真多"), None));
    }
    for day in 28..56 {
        let asked = lines.len();
        lines.push(("阿青", day, format!("宝宝第{day}天换奶粉，求推荐哪个牌子"), None));
        lines.push(("小北", day, format!("我家第{day}罐奶粉喝着挺好"), Some(asked)));
        lines.push(("大山", day, format!("第{day}回去山里，弹吉他，换琴弦还要抄乐谱"), None));
    }
    chat("g", FIRST, &lines)
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&well(home, &[arguments, &["--json"]].concat()).out).unwrap()
}

fn named<'v>(found: &'v Value, name: &str) -> &'v Value {
    found["topics"].as_array().unwrap().iter().find(|topic| topic["name"] == name).unwrap_or_else(|| panic!("{found}"))
}

#[test]
fn a_topic_says_who_speaks_of_it_whether_it_rises_and_who_leads() {
    let home = community();
    let zh = well(&home, &["topics", "--lang", "zh"]);
    insta::assert_snapshot!(format!("{}{}", zh.out, zh.err), @r"
    话题                人数  占发言者%  发言  近4周  前4周  趋势  带头
    育儿                   2         50    56     56      0  上升  阿青 +28
    ~ 乐谱·吉他·山里       1         25    28     28      0  上升  大山 ×28
    ~ 人真多·公司·地铁     1         25    28      0     28  下降  老周 ×28
    4 人说了 112 条有内容的话。~ 为从共现词发现的话题。带头：在该话题里被回应最多的人（+ 回应数），没有人被回应时为发言最多的人（× 条数）。趋势：占全部发言的比例变化超出偶然才算。
    ");
    let found = json(&home, &["topics"]);
    let parenting = named(&found, "育儿");
    assert_eq!((&parenting["members"], &parenting["messages"], &found["speakers"]), (&2.into(), &56.into(), &4.into()));
    assert_eq!(
        (&parenting["recent"], &parenting["before"], &parenting["trend"]),
        (&56.into(), &0.into(), &"rising".into())
    );
    let weeks: Vec<u64> = parenting["weeks"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    assert_eq!(weeks, [0, 0, 0, 0, 14, 14, 14, 14]);
    assert_eq!(parenting["led_by"], "replies");
    assert_eq!((&parenting["leaders"][0]["name"], &parenting["leaders"][0]["replies"]), (&"阿青".into(), &28.into()));
}

#[test]
fn words_said_together_are_a_topic_of_their_own_and_marked() {
    let home = community();
    let found = json(&home, &["topics"]);
    let own = found["topics"].as_array().unwrap().iter().find(|topic| topic["discovered"] == true).unwrap();
    let words: Vec<&str> = own["words"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    assert!(["吉他", "琴弦", "乐谱"].iter().all(|word| words.contains(word)), "{words:?}");
    assert!(!words.contains(&"奶粉"), "{words:?}");
    assert_eq!((&own["members"], &own["led_by"]), (&1.into(), &"messages".into()));
    assert_eq!(json(&home, &["topics"]), found, "the same words, the same topics");
}

#[test]
fn a_filter_listens_to_its_members_alone_and_staff_are_left_out() {
    let home = community();
    let found = json(&home, &["topics", "--where", "name:小北"]);
    assert_eq!((&found["speakers"], &named(&found, "育儿")["messages"]), (&1.into(), &28.into()));
    assert_eq!(named(&found, "育儿")["led_by"], "messages", "nobody under the filter was answered");
    well(&home, &["staff", "add", "阿青"]);
    assert_eq!(named(&json(&home, &["topics"]), "育儿")["members"], 1);
    assert_eq!(json(&home, &["topics", "--limit", "1"])["topics"].as_array().unwrap().len(), 1);
}
