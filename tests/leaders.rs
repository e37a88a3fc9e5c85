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

/// What of a row is the same in the build's list and in a slice.
fn scored(rows: &Value) -> std::collections::BTreeMap<i64, [Value; 4]> {
    let of = |row: &Value| {
        let keys = ["score", "beyond_activity", "mechanism", "parts"];
        (row["id"].as_i64().unwrap(), keys.map(|key| row[key].clone()))
    };
    rows.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn the_slice_of_everything_has_the_scores_of_the_build() {
    let home = Home::new();
    well(&home, &["demo", "--no-tui", "--db", "demo.db"]);
    // Replies stand before their threads, somebody likes their own words, and some is taken back.
    home.file(
        "log.csv",
        "time,member,action,target,thread,count\n\
         2024-02-01,u1,reply,u2,t2,1\n2024-02-01,u2,reply,u2,t2,1\n2024-02-01,u2,message,,t2,1\n\
         2024-02-02,u1,message,,t1,1\n2024-02-02,u2,like,u1,t1,3\n2024-02-03,u2,like,u1,t1,-1\n\
         2024-02-03,u1,like,u1,t1,1\n2024-02-04,u3,mention,u1,,1\n2024-02-04,u3,forward,u1,t1,2\n\
         2024-02-05,u3,reply,u1,t1,1\n2024-02-12,u4,reply,u1,t1,2\n2024-02-12,u4,join,,,1\n",
    );
    well(&home, &["import", "log.csv", "--db", "demo.db", "--community", "论坛"]);
    let whole = scored(&json(&home, &["kol", "--db", "demo.db"]));
    let slice = json(&home, &["kol", "--db", "demo.db", "--days", "30000"]);
    assert!(whole.len() > 100, "{}", whole.len());
    assert_eq!(scored(&slice), whole);
    assert!(slice.as_array().unwrap().iter().all(|row| row["trend"].is_null()), "the data do not go back as far");
}

/// Two groups: 阿青 is answered most in the first, and 40 days later 小北 in the second, on another matter.
fn two_groups() -> Home {
    let day = 24 * 60;
    told(&[
        ("户外群", "老周", -20 * day, "大家好", None),
        ("户外群", "阿青", 0, "周末带帐篷去露营吗", None),
        ("户外群", "老周", 1, "去", Some(1)),
        ("户外群", "大山", 2, "也去", Some(1)),
        ("户外群", "小北", 90, "晚饭吃什么好呢", None),
        ("户外群", "大山", 91, "我来做", Some(4)),
        ("闲聊群", "小北", 40 * day, "今天的电影真好看", None),
        ("闲聊群", "阿青", 40 * day + 1, "是啊", Some(6)),
        ("闲聊群", "大山", 40 * day + 2, "对", Some(6)),
        ("闲聊群", "老周", 40 * day + 3, "好看", Some(6)),
    ])
}

fn names(rows: &Value) -> Vec<(&str, f64)> {
    let rows = rows.as_array().unwrap().iter();
    rows.filter_map(|row| Some((row["name"].as_str()?, row["score"].as_f64()?.round()))).collect()
}

#[test]
fn another_leads_in_another_group_on_another_topic_and_in_other_days() {
    let home = two_groups();
    let of_group = |name: &str| json(&home, &["kol", "--group", name]);
    assert_eq!(names(&of_group("户外群"))[0].0, "阿青", "answered by two, 小北 by one");
    assert_eq!(names(&of_group("闲聊群"))[0].0, "小北", "answered by three");
    assert_eq!(names(&json(&home, &["kol", "--group", "id:2"])), names(&of_group("闲聊群")));
    // What answers a message on the topic is of the topic, though it holds none of its words.
    let camping = json(&home, &["kol", "--topic", "露营"]);
    assert_eq!(names(&camping)[0].0, "阿青");
    assert_eq!(of(&camping, "阿青")["missing_replies"], 1.0, "both answers there are on the topic are hers");
    assert!(camping.as_array().unwrap().iter().all(|row| row["name"] != "小北"), "said nothing of it");
    let early = json(&home, &["kol", "--until", "2024-03-31"]);
    assert_eq!(names(&early), names(&of_group("户外群")));
    assert_eq!(names(&json(&home, &["kol", "--since", "2024-04-01"])), names(&of_group("闲聊群")));
    // A filter chooses whom to list, and leaves the scores alone.
    let only = json(&home, &["kol", "--group", "户外群", "--where", "name:小北"]);
    assert_eq!(names(&only), [*names(&of_group("户外群")).iter().find(|(name, _)| *name == "小北").unwrap()]);
}

#[test]
fn a_slice_tells_how_leading_moved_since_as_many_days_before() {
    let home = two_groups();
    let rows = json(&home, &["kol", "--days", "30"]);
    let told = |name: &str| {
        let row = of(&rows, name);
        let score = |key: &str| row[key].as_f64().map(f64::round);
        (row["trend"].as_str().unwrap().to_owned(), score("score_before"), score("score_recent"))
    };
    // Two are answered by three at most, so s is ln 2 / ln 3 of the best for one person, and one week is all there is.
    assert_eq!(told("小北"), ("rising".to_owned(), Some(54.0), Some(67.0)));
    assert_eq!(told("阿青"), ("falling".to_owned(), Some(67.0), Some(33.0)), "helped one, was answered by none");
    assert_eq!(told("大山"), ("steady".to_owned(), Some(33.0), Some(33.0)));
    let rows = json(&home, &["kol", "--since", "2024-04-01"]);
    assert!(rows.as_array().unwrap().iter().all(|row| row["trend"] == "new"), "nobody spoke ten days before: {rows}");
    let rows = json(&home, &["kol", "--days", "90"]);
    assert_eq!(of(&rows, "小北")["trend"], Value::Null, "the 90 days before are not covered");
    let whole = json(&home, &["kol", "--trend"]);
    assert_eq!(of(&whole, "小北")["trend"], Value::Null, "nor are they of the whole list");
    assert_eq!(of(&whole, "小北")["score"], of(&json(&home, &["kol"]), "小北")["score"]);
    let table = well(&home, &["kol", "--days", "30", "--lang", "zh"]);
    insta::assert_snapshot!(table.out, @"
    名次  编号  名称  影响力  趋势  回应者  被@  赞转  帮助  若离开
       1     4  小北    66.7  上升       3    0     0     0       1
       2     1  老周    33.3  上升       0    0     0     1    0.33
       3     2  阿青    33.3  下降       0    0     0     1    0.33
       4     3  大山    33.3  持平       0    0     0     1    0.33
    ");
    insta::assert_snapshot!(table.err, @"
    这里的数据没有：被@次数、被赞与被转发；影响力由其余各项算出。
    此范围内成员间的 3 次回应，最少由 2 人给出一半。
    范围：近30天。趋势：这段时间比此前同样长的时间，影响力升降5分以上才算。
    ");
}

#[test]
fn nothing_is_told_of_the_days_before_in_a_community_whose_data_begin_later() {
    let home = Home::new();
    let log = |days: &[&str], group: &str, [asks, answers]: [&str; 2]| {
        let talk = |day: &&str| {
            format!("{day},{asks},message,,{asks}{day},{group}\n{day},{answers},reply,{asks},{asks}{day},{group}\n")
        };
        format!("time,member,action,target,thread,group\n{}", days.iter().map(talk).collect::<String>())
    };
    home.file("old.csv", log(&["2024-01-01", "2024-02-05", "2024-02-28"], "老群", ["u1", "u2"]));
    home.file("new.csv", log(&["2024-02-20", "2024-02-28"], "新群", ["v1", "v2"]));
    well(&home, &["import", "old.csv", "--community", "老社区"]);
    well(&home, &["import", "new.csv", "--community", "新社区"]);
    let rows = json(&home, &["kol", "--days", "20"]);
    let trend = |name: &str| of(&rows, name)["trend"].clone();
    assert_eq!([trend("u1"), trend("u2")], ["steady", "steady"]);
    assert_eq!([trend("v1"), trend("v2")], [Value::Null, Value::Null], "not new: nobody knows of the days before");
}

#[test]
fn who_merely_speaks_next_can_be_left_out() {
    let chat: Vec<Line> = (0..8).map(|at| ("g", ["阿青", "小北"][at % 2], at as i64, "说说", None)).collect();
    let home = told(&chat);
    assert!(!names(&json(&home, &["kol", "--days", "9"])).is_empty());
    let table = well(&home, &["kol", "--explicit"]);
    assert!(table.err.contains("没有人得到回应") && table.out.is_empty(), "{}{}", table.out, table.err);
}

#[test]
fn what_is_no_slice_is_told() {
    let home = two_groups();
    let told = |arguments: &[&str]| program::english(&home, &[&["kol"], arguments].concat()).err;
    insta::assert_snapshot!(told(&["--group", "读书群"]), @"error: there is no group “读书群”; qunxiang groups lists them");
    insta::assert_snapshot!(told(&["--topic", "camping"]), @"error: the scheme has no topic “camping”; it has: 育儿, 美食, 旅行, 露营, 优惠, 护肤, 穿搭, 健身, 学习, 工作, 数码, 宠物");
    insta::assert_snapshot!(told(&["--since", "2024-05-01", "--until", "2024-04-01"]), @"error: there is no day from 2024-05-01 to 2024-04-01");
    insta::assert_snapshot!(told(&["--days", "0"]), @"error: --days cannot be 0; it is one of: 1, 2, 3 …");
    insta::assert_snapshot!(told(&["--days", "3", "--since", "2024-05-01"]), @"
    error: --days <DAYS> and --since <DATE> exclude each other
    Add --help to see how it is used.
    ");
}
