//! What is said of people where the data reach back too little: that they left or just came, and no more.

mod program;

use program::{Home, chat, done};
use serde_json::Value;

/// A day after which all of this happens: 2023-11-15, at noon of Shanghai.
const FIRST: i64 = 1_700_020_800;

fn members(home: &Home, condition: &str) -> Vec<(String, Option<String>, Option<f64>)> {
    let found: Value = serde_json::from_str(&done(home, &["members", "--where", condition, "--json"])).unwrap();
    let rows = found.as_array().unwrap().iter().map(|row| {
        let name = row["name"].as_str().unwrap().to_owned();
        (name, row["stage"].as_str().map(str::to_owned), row["scores"]["churn_risk"].as_f64())
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    rows
}

/// A chat of so many days, with somebody who spoke once on the first, and somebody who closes it.
fn chat_of(days: i64) -> Home {
    chat("山野", FIRST, &[("阿强", 0, "早上好呀".to_owned(), None), ("小雨", days - 1, "晚安".to_owned(), None)])
}

#[test]
fn somebody_who_spoke_once_in_ten_days_of_data_is_neither_steady_nor_at_risk() {
    let told = members(&chat_of(10), "阿强 or 小雨");
    assert_eq!(told, [("小雨".to_owned(), None, None), ("阿强".to_owned(), None, None)]);
    let home = chat_of(30);
    let told = members(&home, "阿强 or 小雨");
    let [rain, strong] = &told[..] else { panic!("{told:?}") };
    assert_eq!((strong.1.as_deref(), strong.2.is_some()), (Some("active"), true), "thirty days tell that much");
    assert_eq!(rain.1.as_deref(), Some("active"), "whose first word is at the edge of the data is nobody new");
    let empty = done(&chat_of(10), &["churn", "--json"]);
    assert_eq!(empty.trim(), "[]");
}

#[test]
fn of_a_list_alone_nobody_is_known_to_read_along() {
    let home = Home::new();
    let file = home.file("members.csv", "昵称,微信号,入群时间\n老人,wxid_old,2019-01-01\n不知道,wxid_who,\n");
    done(&home, &["import", file.to_str().unwrap()]);
    let told = members(&home, "tag:从未发言");
    assert_eq!(told, [("不知道".to_owned(), None, None), ("老人".to_owned(), None, None)], "nothing of theirs is here");
    assert!(members(&home, "tag:长期潜水").is_empty(), "nobody has watched whether they read along");
}

#[test]
fn who_joined_a_few_days_ago_is_new_however_short_the_data_are() {
    let home = chat_of(10);
    // The chat ends on 2023-11-24.
    let file = home.file("members.csv", "昵称,微信号,入群时间\n新来的,wxid_new,2023-11-20\n老人,wxid_old,2019-01-01\n");
    done(&home, &["import", file.to_str().unwrap()]);
    let told = members(&home, "messages=0");
    assert_eq!(told, [("新来的".to_owned(), Some("new".to_owned()), None), ("老人".to_owned(), None, None)]);
}

#[test]
fn who_was_listed_and_silent_is_a_lurker_once_the_chat_was_watched_for_thirty_days() {
    for (days, stage) in [(20, None), (30, Some("lurker"))] {
        let home = chat_of(days);
        let list = home.file("members.csv", "昵称,微信号,入群时间\n潜水员,wxid_deep,2019-01-01\n");
        done(&home, &["import", list.to_str().unwrap()]);
        let told = members(&home, "潜水员");
        assert_eq!(told[0].1.as_deref(), stage, "{days} days");
    }
}
