//! `purge`: what is past its retention is gone from the store, and stays gone.

mod program;

use program::{Done, Home};
use serde_json::Value;

/// 2024-03-01 09:00 in Shanghai.
const MORNING: i64 = 1_709_254_800;
const DAY: i64 = 1_440;

const OLD: &[(&str, &str, i64, &str)] = &[
    ("1", "ann", 0, "周末去露营吗？"),
    ("2", "bob", 1, "我是护士，值班去不了，这句话很长很长"),
    ("3", "cat", 3, "帐篷怎么选？"),
    ("4", "bob", 5, "选铝杆的，我用了两年"),
];

const NEW: &[(&str, &str, i64, &str)] = &[
    ("5", "ann", 2 * DAY, "我也想知道"),
    ("6", "bob", 2 * DAY + 3, "昨天说的那款下单了，质量太差了"),
    ("7", "ann", 3 * DAY, "客服一直不回，太失望了"),
];

fn chat(lines: &[&[(&str, &str, i64, &str)]]) -> String {
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}}"#;
    let line = |(id, sender, minute, content): &(&str, &str, i64, &str)| {
        let time = MORNING + minute * 60;
        format!(
            r#"{{"_type":"message","platformMessageId":"{id}","sender":"wxid_{sender}","accountName":"{sender}","timestamp":{time},"type":0,"content":"{content}"}}"#
        )
    };
    let lines = lines.iter().copied().flatten().map(line);
    std::iter::once(head.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn told(lines: &[&[(&str, &str, i64, &str)]]) -> Home {
    let home = Home::new();
    home.file("chat.jsonl", chat(lines));
    assert_eq!(home.run(&["import", "chat.jsonl"]).code, Some(0));
    home
}

fn purge(home: &Home, arguments: &[&str]) -> Done {
    home.run(&[&["purge", "--older", "2024-03-02"], arguments].concat())
}

fn members(home: &Home) -> Value {
    serde_json::from_str(&home.run(&["members", "--json"]).out).unwrap()
}

#[test]
fn it_says_what_would_go_and_what_went() {
    let home = told(&[OLD, NEW]);
    let before = members(&home);
    let tried = purge(&home, &["--dry-run", "--lang", "zh"]);
    assert_eq!(tried.code, Some(0));
    insta::assert_snapshot!(format!("{}{}", tried.out, tried.err), @r"
    内容                  数量
    发言                     4
    事件                     0
    群内身份                 1
    不再使用的名字           1
    不再有任何数据的成员     1
    不再有任何数据的群       0
    只是试算，什么都没有删除。去掉 --dry-run 正式清除。
    ");
    assert_eq!(members(&home), before, "a dry run changes nothing");
    let refused = purge(&home, &["--lang", "en"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("--yes"), "{}", refused.err);
    let done = purge(&home, &["--yes", "--lang", "en"]);
    assert_eq!(done.code, Some(0));
    insta::assert_snapshot!(format!("{}{}", done.out, done.err), @r"
    what         count
    messages         4
    events           0
    memberships      1
    names            1
    members          1
    groups           0
    Purged; later imports pass over messages and events from before 2024-03-02, too
    Built 2 members (2 read again), 0 tags given, 0 taken, as of 2024-03-05
    Orders, answers and member lists stay; backups and exported files are yours to delete.
    ");
    let again: Value = serde_json::from_str(&purge(&home, &["--yes", "--json"]).out).unwrap();
    insta::assert_snapshot!(again, @r#"{"events":0,"groups":0,"members":0,"memberships":0,"messages":0,"names":0,"older":"2024-03-02"}"#);
    let log = home.run(&["audit", "--lang", "en"]);
    assert!(log.out.contains("purge 4 messages and events past retention"), "{}", log.out);
    assert_eq!(home.run(&["doctor"]).code, Some(0));
}

#[test]
fn the_store_is_as_if_it_had_never_seen_what_was_purged() {
    let home = told(&[OLD, NEW]);
    assert_eq!(purge(&home, &["--yes"]).code, Some(0));
    assert_eq!(members(&home), members(&told(&[NEW])));
    let ann = |home: &Home| home.run(&["member", "ann", "--json"]).out;
    assert!(ann(&home).contains("ann") && !ann(&home).contains("露营"), "{}", ann(&home));
    assert_eq!(home.run(&["member", "cat"]).code, Some(1), "nothing is left of cat");
    assert_eq!(home.run(&["members", "--where", "said(\"帐篷\")", "--json"]).out.trim(), "[]");
    let secret = "这句话很长很长".as_bytes();
    for file in std::fs::read_dir(home.folder.path().join("XDG_DATA_HOME/qunxiang")).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{}", path.display());
    }
}

#[test]
fn a_file_that_is_imported_again_does_not_bring_it_back() {
    let home = told(&[OLD, NEW]);
    purge(&home, &["--yes"]);
    let kept = members(&home);
    for name in ["chat.jsonl", "copy.jsonl"] {
        home.file("copy.jsonl", format!("{}\n", chat(&[OLD, NEW])));
        let again = home.run(&["import", name, "--json", "--lang", "en"]);
        let report: Value = serde_json::from_str(&again.out).unwrap();
        let counts = ["records", "new", "duplicate", "skipped"].map(|key| report[key].as_u64().unwrap());
        assert_eq!(counts, [3, 0, 3, 4], "{name}: {report}");
        let reason = "from before 2024-03-02, when this store was purged; not imported";
        assert_eq!(report["files"][0]["skips"][0]["reason"], reason);
        assert_eq!(members(&home), kept);
    }
    // An earlier day does not lower the line.
    home.run(&["purge", "--older", "2020-01-01", "--yes"]);
    home.file("late.jsonl", chat(&[&[("9", "dan", 60, "大家好")]]));
    assert_eq!(home.run(&["import", "late.jsonl"]).code, Some(0));
    assert_eq!(members(&home), kept);
}

#[test]
fn who_is_in_a_list_or_marked_by_the_operator_stays() {
    let home = told(&[OLD, NEW]);
    home.file("roster.csv", "昵称,wxid\ncat,wxid_cat\n");
    home.run(&["import", "roster.csv"]);
    home.file("more.jsonl", chat(&[&[("8", "dan", 9, "我来晚了"), ("9", "eve", 10, "我也是")]]));
    home.run(&["import", "more.jsonl"]);
    assert_eq!(home.run(&["note", "dan", "店里的朋友"]).code, Some(0));
    purge(&home, &["--yes"]);
    let names: Vec<String> =
        members(&home).as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    for name in ["ann", "bob", "cat", "dan"] {
        assert!(names.iter().any(|known| known == name), "{name} is not in {names:?}");
    }
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(home.run(&["member", "dan"]).out.contains("店里的朋友"));
}

#[test]
fn a_locked_value_stays_without_the_words_it_rested_on() {
    let home = told(&[OLD, NEW]);
    assert_eq!(home.run(&["lock", "bob", "occupation"]).code, Some(0));
    purge(&home, &["--yes"]);
    let page: Value = serde_json::from_str(&home.run(&["member", "bob", "--json"]).out).unwrap();
    let occupation = &page["dimensions"]["basic"]["occupation"];
    assert_eq!((&occupation["value"], &occupation["evidence"]), (&"护士".into(), &Value::Array(Vec::new())));
}

#[test]
fn a_day_to_come_is_refused() {
    let home = told(&[NEW]);
    let done = home.run(&["purge", "--older", "2999-01-01", "--yes", "--lang", "en"]);
    assert_eq!((done.code, done.out.as_str()), (Some(2), ""));
    assert!(done.err.contains("2999-01-01"), "{}", done.err);
    assert_eq!(members(&home).as_array().unwrap().len(), 2);
}
