//! `kol`: who leads, and what would be missing without them, counted by hand on small chats.

mod program;

use program::{Home, done, well};
use serde_json::Value;

/// 2024-03-01 09:00 in Shanghai.
const FIRST: i64 = 1_709_254_800;

/// A line of a chat: group, who, minutes after the first, what, and whom it answers.
type Line = (&'static str, &'static str, i64, &'static str, Option<usize>);

/// Imports a file for each group.
fn told(lines: &[Line]) -> Home {
    let home = Home::new();
    let mut groups: Vec<&str> = lines.iter().map(|line| line.0).collect();
    groups.dedup();
    for group in groups {
        let mut written = vec![format!(
            r#"{{"_type":"header","chatlab":{{"version":"0.0.2"}},"meta":{{"name":"{group}","platform":"wechat","type":"group","groupId":"{group}@chatroom"}}}}"#
        )];
        for (number, (_, who, minute, text, reply)) in lines.iter().enumerate().filter(|(_, line)| line.0 == group) {
            let time = FIRST + minute * 60;
            let reply = reply.map_or(String::new(), |to| format!(r#","replyToMessageId":"n{to}""#));
            written.push(format!(
                r#"{{"_type":"message","platformMessageId":"n{number}","sender":"wxid_{who}","accountName":"{who}","timestamp":{time},"type":0,"content":"{text}"{reply}}}"#
            ));
        }
        home.file(&format!("{group}.jsonl"), written.join("\n"));
        assert_eq!(home.run(&["import", &format!("{group}.jsonl")]).code, Some(0));
    }
    home
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(home, &[arguments, &["--json"]].concat())).unwrap()
}

fn of<'v>(rows: &'v Value, name: &str) -> &'v Value {
    rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}: {rows}"))
}

/// Two threads an hour apart: three speak in the first, two in the second; long ago there was a third.
fn two_threads() -> Home {
    told(&[
        ("g", "老周", -200 * 24 * 60, "很久以前的话", None),
        ("g", "阿青", -200 * 24 * 60 + 1, "很久以前的回答", Some(0)),
        ("g", "阿青", 0, "周末去露营吗", None),
        ("g", "小北", 1, "去", Some(2)),
        ("g", "大山", 2, "也去", Some(2)),
        ("g", "小北", 3, "大山带帐篷吗", Some(4)),
        ("g", "小北", 90, "谁有天幕", None),
        ("g", "大山", 91, "我有", Some(6)),
    ])
}

#[test]
fn it_is_told_what_would_be_missing_without_each_leader_and_how_few_hold_the_talk() {
    let home = two_threads();
    let rows = json(&home, &["kol"]);
    let told = |name: &str| (of(&rows, name)["missing_replies"].as_f64(), of(&rows, name)["missing_threads"].as_f64());
    // Four answers: 小北 gave two and received one, 大山 gave two and received one, 阿青 received two.
    assert_eq!(told("小北"), (Some(0.75), Some(0.5)), "began the second thread");
    assert_eq!(told("大山"), (Some(0.75), Some(0.5)), "without whom it is a monologue");
    assert_eq!(told("阿青"), (Some(0.5), Some(0.5)), "began the first");
    assert_eq!(told("老周"), (None, None), "said nothing in 90 days");
    assert_eq!(of(&rows, "阿青")["half_by"], 1);
    let table = well(&home, &["kol", "--lang", "zh"]);
    assert!(table.out.contains("若离开"), "{}", table.out);
    assert!(table.err.contains("近90天成员间的 4 次回应，最少由 1 人给出一半。"), "{}", table.err);
    // As a field it filters as any other does.
    let few = json(&home, &["members", "--where", "missing_replies>=0.6"]);
    assert_eq!(few.as_array().unwrap().len(), 2);
}

#[test]
fn staff_are_not_missed_and_their_answers_do_not_count() {
    let home = two_threads();
    well(&home, &["staff", "add", "小北"]);
    well(&home, &["build"]);
    let rows = json(&home, &["kol"]);
    assert!(rows.as_array().unwrap().iter().all(|row| row["name"] != "小北"));
    // One answer is left between members, and one thread of two of them.
    assert_eq!(of(&rows, "大山")["missing_replies"], 1.0);
    assert_eq!(of(&rows, "大山")["missing_threads"], 1.0);
}

#[test]
fn without_replies_nobody_knows_what_would_be_missing_and_it_is_said() {
    // Speaking next three times makes a contact, and no reply.
    let home = told(&[
        ("g", "阿青", 0, "周末去露营吗", None),
        ("g", "小北", 1, "去的", None),
        ("g", "阿青", 2, "带什么", None),
        ("g", "小北", 3, "带伞", None),
        ("g", "阿青", 4, "还有呢", None),
        ("g", "小北", 5, "不用了", None),
    ]);
    let rows = json(&home, &["kol"]);
    assert_eq!(of(&rows, "阿青")["missing_replies"], Value::Null);
    assert_eq!(of(&rows, "阿青")["missing_threads"], 1.0);
    let table = well(&home, &["kol"]);
    assert!(table.err.contains("没有回复、引用或@"), "{}", table.err);
}

#[test]
fn a_scheme_may_leave_out_what_would_be_missing() {
    let home = two_threads();
    home.file(
        "mine.toml",
        "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\nwithout = [\"missing_replies\"]\n",
    );
    well(&home, &["scheme", "use", "./mine.toml"]);
    let rows = json(&home, &["kol"]);
    assert_eq!(of(&rows, "小北")["missing_replies"], Value::Null);
    assert_eq!(of(&rows, "小北")["missing_threads"], 0.5, "the other one stays");
}
