//! `keywords`: what some members, or some days, say more than the rest.

mod program;

use program::{Home, chat, well};
use serde_json::Value;

/// 2024-03-01 09:00 in Shanghai, a Friday.
const FIRST: i64 = 1_709_254_800;

/// A line of the chat: who, on which day, and what; it answers none.
type Line = (&'static str, i64, String, Option<usize>);

/// 阿青 and 小北 speak of an air fryer, 小北 alone of sheet music; the others of work; in the last week two of them speak
/// of a typhoon. Everybody says 周末.
fn community() -> Home {
    let mut lines: Vec<Line> = Vec::new();
    for day in 0..10 {
        lines.push(("阿青", day, format!("第{day}次用空气炸锅，鸡翅很香"), None));
        lines.push(("小北", day, format!("空气炸锅烤第{day}盘红薯，周末再买"), None));
        lines.push(("小北", day, format!("抄了{day}页乐谱，手酸"), None));
        lines.push(("老周", day, format!("周末第{day}次加班开会"), None));
        lines.push(("大山", day, format!("地铁第{day}回晚点，周末也挤"), None));
    }
    lines.push(("老周", 5, "空气炸锅有人团购吗".to_owned(), None));
    for day in 20..27 {
        lines.push(("老周", day, format!("台风第{day}天，周末停课"), None));
        lines.push(("大山", day, format!("第{day}号台风又近了"), None));
    }
    chat("厨房", FIRST, &lines)
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&well(home, &[arguments, &["--json"]].concat()).out).unwrap()
}

fn words(found: &Value) -> Vec<&str> {
    found["keywords"].as_array().unwrap().iter().map(|keyword| keyword["word"].as_str().unwrap()).collect()
}

const COOKS: [&str; 3] = ["keywords", "--where", "name:阿青 or name:小北"];

#[test]
fn a_segment_says_its_phrases_whole_with_counts_and_intervals() {
    let home = community();
    let en = well(&home, &[&COOKS[..], &["--lang", "en"]].concat());
    insta::assert_snapshot!(format!("{}{}", en.out, en.err), @r"
    word      messages  members  elsewhere  times  from    to     z
    空气炸锅        20        2          1   2.06  1.33  3.17  3.25
    30 messages of these 2 members, against 35 of the others.
    times: the odds of holding the word here over those elsewhere, with its 95 % interval; ordered by z; said by two members at least. --evidence WORD shows the messages.
    ");
    let zh = well(&home, &[&COOKS[..], &["--lang", "zh", "--limit", "1"]].concat());
    insta::assert_snapshot!(format!("{}{}", zh.out, zh.err), @r"
    词        发言  人数  其他发言  倍数  下限  上限     z
    空气炸锅    20     2         1  2.06  1.33  3.17  3.25
    这些成员 2 人的 30 条，与其他成员的 35 条相比。
    倍数：含该词的优势比，下限至上限为 95 % 区间；按 z 排序，至少两人说过。--evidence 词 看原文。
    ");
    assert!(!words(&json(&home, &COOKS)).contains(&"乐谱"), "one person's word is no segment's");
}

#[test]
fn a_week_is_set_against_all_other_days_and_the_last_one_where_nothing_is_asked() {
    let home = community();
    let found = json(&home, &["keywords"]);
    assert_eq!((found["since"].as_str(), found["until"].as_str()), (Some("2024-03-21"), Some("2024-03-27")));
    assert_eq!(words(&found), ["台风"]);
    // 14 of 14 messages here, none of 51 elsewhere: the prior is 100·14/65 = 21.538 of 100 messages, so the odds are
    // 35.538 / 78.462 = .452941 against 21.538 / 129.462 = .166369, the ratio 2.722509; error √(1/35.538 + 1/21.538).
    let typhoon = &found["keywords"][0];
    assert_eq!((&typhoon["messages"], &typhoon["members"], &typhoon["others"]), (&14.into(), &2.into(), &0.into()));
    assert!((typhoon["times"].as_f64().unwrap() - 2.722_509).abs() < 1e-4, "{typhoon}");
    assert!((typhoon["z"].as_f64().unwrap() - 3.667_63).abs() < 1e-3, "{typhoon}");
    let earlier = json(&home, &["keywords", "--until", "2024-03-10"]);
    assert_eq!((&earlier["messages"], earlier["since"].as_str()), (&51.into(), Some("2024-03-01")));
    assert!(!words(&earlier).contains(&"台风"), "{earlier}");
    let of_some = json(&home, &["keywords", "--where", "name:阿青", "--since", "2024-03-05"]);
    assert_eq!((&of_some["messages"], &of_some["others"]), (&6.into(), &4.into()), "a filter narrows both sides");
}

#[test]
fn the_messages_behind_a_keyword_are_shown_and_a_word_that_is_none_is_said_to_be_none() {
    let home = community();
    let behind = well(&home, &[&COOKS[..], &["--evidence", "空气炸锅", "--limit", "2", "--lang", "zh"]].concat());
    insta::assert_snapshot!(format!("{}{}", behind.out, behind.err), @r"
    时间              谁    群    原文
    2024-03-10 09:00  小北  厨房  空气炸锅烤第9盘红薯，周末再买
    2024-03-10 09:00  阿青  厨房  第9次用空气炸锅，鸡翅很香
    最近 2 条，共 20 条。
    2 人的 20 条发言含此词；别处 1 条。
    ×2.1 (1.3–3.2)
    ");
    let found = json(&home, &[&COOKS[..], &["--evidence", "空气炸锅"]].concat());
    assert_eq!(found["evidence"].as_array().unwrap().len(), 20);
    assert_eq!(found["evidence"][0]["text"], "空气炸锅烤第9盘红薯，周末再买");
    let none = home.run(&[&COOKS[..], &["--evidence", "台风", "--lang", "en"]].concat());
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("“台风” is no keyword here."), "{}", none.err);
    let wrong = home.run(&["keywords", "--since", "2024-03-05", "--until", "2024-03-01", "--lang", "en"]);
    assert_eq!((wrong.code, wrong.err.contains("--since is after --until")), (Some(2), true), "{}", wrong.err);
}

#[test]
fn staff_are_heard_on_neither_side() {
    let home = community();
    well(&home, &["staff", "add", "老周"]);
    let found = json(&home, &["keywords"]);
    assert_eq!((&found["messages"], &found["others"], words(&found).len()), (&7.into(), &40.into(), 0));
}
