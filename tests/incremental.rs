//! Importing in parts, in any order, with builds between, gives what one import gives.

mod program;

use std::collections::BTreeMap;

use program::{Home, fixture};
use serde_json::Value;

/// Without the numbers and days of builds, and the numbers of rows, which depend on the order.
fn lasting(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let fleeting = ["id", "since", "history", "member", "ref"];
            let kept = object.iter().filter(|(key, _)| !fleeting.contains(&key.as_str()));
            Value::Object(kept.map(|(key, inner)| (key.clone(), lasting(inner))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(lasting).collect()),
        other => other.clone(),
    }
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&home.run(arguments).out).unwrap()
}

/// Everybody's row and page, by account.
fn everybody(home: &Home) -> BTreeMap<String, (Value, Value)> {
    let members = json(home, &["members", "--json"]);
    let rows = members.as_array().unwrap().iter();
    rows.map(|row| {
        let page = json(home, &["member", &format!("id:{}", row["id"]), "--json"]);
        (format!("{}:{}", row["platform"], row["platform_id"]), (lasting(row), lasting(&page)))
    })
    .collect()
}

/// Two halves of the chat that overlap by three messages.
fn halves(home: &Home) -> (String, String) {
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(fixture("SYNTH_group.json")).unwrap()).unwrap();
    let messages = whole["messages"].as_array().unwrap();
    let part = |name: &str, messages: &[Value]| {
        let mut chat = whole.clone();
        chat["messages"] = messages.into();
        home.file(name, chat.to_string()).display().to_string()
    };
    (part("early.json", &messages[..14]), part("late.json", &messages[11..]))
}

#[test]
fn parts_in_any_order_equal_the_whole() {
    let whole = Home::new();
    let (roster, orders, answers) =
        (fixture("SYNTH_members.csv"), fixture("SYNTH_youzan_orders.csv"), fixture("SYNTH_wjx_text.csv"));
    assert_eq!(whole.run(&["import", &fixture("SYNTH_group.json"), &roster, &orders, &answers]).code, Some(0));
    let expected = everybody(&whole);
    assert_eq!(expected.len(), 16);
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [3, 0, 4, 2, 1]] {
        let home = Home::new();
        let (early, late) = halves(&home);
        let files = [&early, &roster, &orders, &late, &answers];
        for at in order {
            assert_eq!(home.run(&["import", files[at]]).code, Some(0));
        }
        let found = everybody(&home);
        for (account, told) in &expected {
            assert_eq!(found.get(account), Some(told), "{account} after {order:?}");
        }
        assert_eq!(found.len(), expected.len());
    }
}

#[test]
fn importing_again_adds_nothing() {
    let home = Home::new();
    let files = [
        ("SYNTH_group.json", 28),
        ("SYNTH_members.csv", 8),
        ("SYNTH_youzan_orders.csv", 21),
        ("SYNTH_youzan_orders_gb18030.csv", 21),
        ("SYNTH_wjx_text.csv", 6),
    ];
    for (name, _) in files {
        home.run(&["import", &fixture(name)]);
    }
    let before = everybody(&home);
    for (name, records) in files {
        let report = json(&home, &["import", &fixture(name), "--json"]);
        assert_eq!(
            (&report["records"], &report["new"], &report["duplicate"]),
            (&records.into(), &0.into(), &records.into()),
            "{name}"
        );
    }
    assert_eq!(everybody(&home), before);
}

#[test]
fn nobody_loses_their_profile_without_a_yes() {
    let home = Home::new();
    home.run(&["import", &fixture("SYNTH_official_group.txt")]);
    let before = everybody(&home);
    for command in ["optout", "forget"] {
        let asked = home.run(&[command, "qq:10003"]);
        assert_eq!(asked.code, Some(2), "{}", asked.err);
        assert!(asked.err.contains("--yes"), "{}", asked.err);
        assert_eq!(everybody(&home), before);
    }
    assert_eq!(home.run(&["optout", "qq:10003", "--yes"]).code, Some(0));
    assert_eq!(everybody(&home).len(), before.len() - 1);
}

#[test]
fn a_forgotten_member_does_not_come_back() {
    let home = Home::new();
    let chat = fixture("SYNTH_official_group.txt");
    home.run(&["import", &chat]);
    assert_eq!(home.run(&["member", "qq:10003"]).code, Some(0));
    assert_eq!(home.run(&["forget", "qq:10003", "--yes"]).code, Some(0));
    let before = everybody(&home);
    home.run(&["import", &chat]);
    assert_eq!(home.run(&["member", "qq:10003"]).code, Some(1));
    assert_eq!(everybody(&home).len(), before.len());
}

/// What a store held before an instant: the rows of files whose times are before it.
fn until(text: &str, cut: i64) -> String {
    let (unix, day) = (|line: &str| digits_after(line, "\"timestamp\":"), |line: &str| local_time(line));
    let is_later = |line: &&str| unix(line).or_else(|| day(line)).is_some_and(|time| time >= cut);
    text.lines().filter(|line| !is_later(line)).map(|line| format!("{line}\n")).collect()
}

fn digits_after(line: &str, key: &str) -> Option<i64> {
    let rest = line.split_once(key)?.1.trim_start();
    rest[..rest.find(|c: char| !c.is_ascii_digit())?].parse().ok()
}

/// The first time of a table's row, at +08:00.
fn local_time(line: &str) -> Option<i64> {
    let (date, time) = line.split(',').find_map(|cell| cell.split_once(' ').filter(|_| cell.starts_with("2024")))?;
    let mut parts = date.split(['/', '-']).chain(time.split(':')).map(|part| part.parse::<i64>());
    let mut next = || parts.next()?.ok();
    let (_, month, day) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    let days = 19_723 + [0, 31, 60][usize::try_from(month - 1).ok()?] + day - 1;
    Some(days * 86_400 + (hour - 8) * 3_600 + minute * 60 + second)
}

const SECOND_GROUP: &str = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"二群","platform":"wechat","type":"group","groupId":"2@chatroom"}}
{"_type":"message","platformMessageId":"1","sender":"wxid_mem0003","accountName":"小鱼干","timestamp":1709258000,"type":0,"content":"有人去露营吗？"}
{"_type":"message","platformMessageId":"2","sender":"wxid_ann","accountName":"安安","timestamp":1709258060,"type":0,"content":"@后来的人 我去，坐标杭州"}
{"_type":"message","platformMessageId":"3","sender":"wxid_late","accountName":"后来的人","timestamp":1709344000,"type":0,"content":"@安安 我也去"}
{"_type":"message","platformMessageId":"11","sender":"SYSTEM","accountName":"系统消息","timestamp":1709300000,"type":80,"content":"\"安安\"被设为管理员"}
{"_type":"message","platformMessageId":"12","sender":"SYSTEM","accountName":"系统消息","timestamp":1709344100,"type":80,"content":"\"后来的人\"退出了群聊"}
{"_type":"message","platformMessageId":"13","sender":"SYSTEM","accountName":"系统消息","timestamp":1709344200,"type":80,"content":"\"安安\"被取消管理员"}
{"_type":"message","platformMessageId":"14","sender":"SYSTEM","accountName":"系统消息","timestamp":1709400000,"type":80,"content":"\"小鱼干\"邀请\"后来的人\"加入了群聊"}
{"_type":"message","platformMessageId":"4","sender":"wxid_ann","accountName":"安安改名了","timestamp":1709430000,"type":0,"content":"帐篷怎么选？"}
{"_type":"message","platformMessageId":"5","sender":"wxid_owner0001","accountName":"林晓","timestamp":1709430100,"type":0,"content":"@安安改名了 选铝杆的"}
{"_type":"message","platformMessageId":"6","sender":"wxid_mem0003","accountName":"小鱼干","timestamp":1709430200,"type":0,"content":"谢谢，太好了"}
"#;

const THIRD_GROUP: &str = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"三群","platform":"wechat","type":"group","groupId":"3@chatroom"}}
{"_type":"message","platformMessageId":"1","sender":"wxid_ann","accountName":"安安","timestamp":1709430000,"type":0,"content":"这里是三群"}
"#;

const LOG: &str = "time,member,action,target\n2024-03-01 09:30:00,wxid_ann,like,wxid_mem0003\n\
    2024-03-02 12:30:00,wxid_new,like,wxid_ann\n2024-03-03 11:00:00,wxid_ann,like,wxid_new\n";

const SHOP: &str = "订单号,店铺名称,订单状态,订单创建时间,买家付款时间,订单实付金额,全部商品名称,买家手机号,买家昵称\n\
    E1,小店,交易完成,2024-03-01 10:00:00,2024-03-01 10:01:00,100.00,帐篷,13800001111,小鱼干\n\
    E2,小店,交易完成,2024-03-02 10:00:00,2024-03-02 10:01:00,200.00,天幕,13800001111,小鱼干\n\
    E3,小店,交易完成,2024-03-03 10:00:00,2024-03-03 10:01:00,300.00,炉头,13800001111,小鱼干\n";

/// Everything lists and pages show, without the numbers of rows and builds.
fn shown(home: &Home) -> (BTreeMap<String, (Value, Value)>, Value, Value) {
    let list = |arguments: &[&str]| lasting(&json(home, arguments));
    let mut groups = list(&["groups", "--json"]);
    groups.as_array_mut().unwrap().sort_by_key(|group| group["name"].to_string());
    (everybody(home), groups, list(&["tag", "list", "--json"]))
}

#[test]
fn a_build_as_of_a_day_is_that_of_a_store_that_never_held_later_rows() {
    let read = |name: &str| std::fs::read_to_string(fixture(name)).unwrap();
    let files = [
        ("chat.jsonl", read("SYNTH_group.jsonl")),
        ("second.jsonl", SECOND_GROUP.to_owned()),
        ("third.jsonl", THIRD_GROUP.to_owned()),
        ("orders.csv", read("SYNTH_youzan_orders.csv")),
        ("shop.csv", SHOP.to_owned()),
        ("answers.csv", read("SYNTH_wjx_text.csv")),
        ("log.csv", LOG.to_owned()),
        ("roster.csv", read("SYNTH_members.csv")),
    ];
    let whole = Home::new();
    for (name, text) in &files {
        assert_eq!(whole.run(&["import", &whole.file(name, text).display().to_string()]).code, Some(0), "{name}");
    }
    let everything = shown(&whole);
    for (day, cut) in [("2024-03-02", 1_709_308_800), ("2024-03-03", 1_709_395_200), ("2024-03-04", 1_709_481_600)] {
        let past = Home::new();
        for (name, text) in &files {
            let text = until(text, cut);
            if *name != "third.jsonl" || text.lines().count() > 1 {
                past.run(&["import", &past.file(name, text).display().to_string()]);
            }
        }
        assert_eq!(past.run(&["build", "--as-of", day]).code, Some(0));
        assert_eq!(whole.run(&["build", "--as-of", day]).code, Some(0));
        let (expected, found) = (shown(&past), shown(&whole));
        for (account, told) in &expected.0 {
            assert_eq!(found.0.get(account), Some(told), "{account} as of {day}");
        }
        let names = |all: &BTreeMap<String, (Value, Value)>| all.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found.0), names(&expected.0), "as of {day}");
        assert_ne!(found.0, everything.0, "as of {day}");
        assert_eq!((found.1, found.2), (expected.1, expected.2), "as of {day}");
    }
    let before = everybody(&whole);
    assert_eq!(whole.run(&["tag", "add", "熟人", "wechat:wxid_ann"]).code, Some(0));
    assert_eq!(whole.run(&["tag", "remove", "熟人", "wechat:wxid_ann"]).code, Some(0));
    assert_eq!(everybody(&whole), before, "a tag set by hand leaves the day as it is");
    assert_eq!(whole.run(&["build"]).code, Some(0));
    assert_eq!((everybody(&whole), shown(&whole).1), (everything.0, everything.1));
}
