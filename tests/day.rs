//! The operator's own marks from the command line: notes, follow-ups, and who is left out of an export.

mod program;

use program::{Done, Home};
use serde_json::Value;

/// 小美 asks, 阿青 answers, 小北 only says hello.
fn home() -> Home {
    let home = Home::new();
    let said = |(id, name, at, text): &(&str, &str, i64, &str)| {
        format!(
            r#"{{"_type":"message","platformMessageId":"{at}","sender":"{id}","accountName":"{name}","timestamp":{},"type":0,"content":"{text}"}}"#,
            1_709_254_800 + at * 60
        )
    };
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"闲聊","platform":"wechat","type":"group","groupId":"9@chatroom"}}"#;
    let chat = [("wxid_a", "小美", 1, "周末去哪？"), ("wxid_b", "阿青", 2, "莫干山"), ("wxid_c", "小北", 3, "大家好")];
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain(chat.iter().map(said)).collect();
    let file = home.file("chat.jsonl", lines.join("\n"));
    ok(&home, &["import", file.to_str().unwrap()]);
    home
}

fn ok(home: &Home, arguments: &[&str]) -> Done {
    let done = home.run(arguments);
    assert_eq!(done.code, Some(0), "{arguments:?}: {}", done.err);
    done
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&ok(home, &[arguments, &["--json"]].concat()).out).unwrap()
}

fn names(home: &Home, filter: &str) -> Vec<String> {
    let found = json(home, &["members", "--where", filter]);
    let mut names: Vec<String> =
        found.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_note_is_written_listed_and_taken_away_and_outlives_a_rebuild() {
    let home = home();
    ok(&home, &["note", "小美", "想要大一号的天幕"]);
    ok(&home, &["note", "小美", "  周三回电\u{1b}[31m "]);
    ok(&home, &["build", "--all"]);
    let listed = ok(&home, &["note", "小美"]).out;
    assert!(listed.contains("想要大一号的天幕") && listed.contains("周三回电"), "{listed}");
    assert!(!listed.contains('\u{1b}'), "{listed:?}");
    let page = json(&home, &["member", "小美"]);
    let note = &page["notes"][1];
    assert_eq!(note["text"], "想要大一号的天幕");
    assert!(ok(&home, &["member", "小美"]).out.contains("跟进与备注"));
    let number = note["id"].to_string();
    ok(&home, &["note", "小美", "--remove", &number]);
    assert_eq!(json(&home, &["member", "小美"])["notes"].as_array().unwrap().len(), 1);
    assert!(ok(&home, &["note", "阿青"]).out.is_empty());
    assert_eq!(home.run(&["note", "没有的人", "什么"]).code, Some(1));
}

#[test]
fn a_follow_up_changes_only_in_what_is_asked_for() {
    let home = home();
    ok(&home, &["followup", "阿青", "--due", "2024-03-05", "--owner", "小王"]);
    ok(&home, &["followup", "小北", "--due", "2024-03-04"]);
    ok(&home, &["followup", "阿青", "--contacted", "2024-02-28", "--do-not-disturb", "yes"]);
    let plan = json(&home, &["followup", "阿青"]);
    insta::assert_snapshot!(plan.to_string(), @r#"[{"contacted":"2024-02-28","do_not_disturb":true,"due":"2024-03-05","id":2,"name":"阿青","owner":"小王","status":"open"}]"#);
    let open = json(&home, &["followup"]);
    let named: Vec<&str> = open.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(named, ["小北", "阿青"], "the earliest first");
    ok(&home, &["followup", "小北", "--status", "done"]);
    ok(&home, &["followup", "阿青", "--due", "none"]);
    let open = json(&home, &["followup"]);
    assert_eq!((open.as_array().unwrap().len(), &open[0]["due"]), (1, &Value::Null));
    assert_eq!(json(&home, &["member", "阿青"])["followup"]["do_not_disturb"], true);
    let done = home.run(&["followup", "阿青", "--due", "改天"]);
    assert_eq!(done.code, Some(2));
    assert!(done.err.contains("“改天”") && done.err.contains("下周一"), "{}", done.err);
    ok(&home, &["followup", "阿青", "--due", "下周一"]);
    let due: jiff::civil::Date = json(&home, &["followup", "阿青"])[0]["due"].as_str().unwrap().parse().unwrap();
    assert_eq!(due.weekday(), jiff::civil::Weekday::Monday);
    assert_eq!(home.run(&["followup", "--due", "3"]).code, Some(2), "whose?");
}

#[test]
fn the_last_contact_and_who_is_left_alone_are_fields_and_keep_out_of_exports() {
    let home = home();
    // The data end on 2024-03-01: as of the 2nd, that is two days ago, and eight.
    ok(&home, &["followup", "阿青", "--contacted", "2024-02-29"]);
    ok(&home, &["followup", "小美", "--contacted", "2024-02-23"]);
    ok(&home, &["followup", "小北", "--do-not-disturb", "yes"]);
    assert_eq!(names(&home, "contacted<7d"), ["阿青"]);
    assert_eq!(names(&home, "上次联系>=2024-02-01"), ["小美", "阿青"]);
    assert_eq!(names(&home, "勿扰:是"), ["小北"]);
    assert_eq!(names(&home, "contacted:unknown"), ["小北"]);
    let exported = |extra: &[&str]| {
        let file = home.folder.path().join("out.csv");
        let base = ["export", "-o", file.to_str().unwrap(), "--overwrite", "--for", "tool", "--columns"];
        ok(&home, &[&base[..], &["name,contacted,do_not_disturb"], extra].concat());
        let text = std::fs::read_to_string(&file).unwrap();
        let mut rows: Vec<String> = text.lines().skip(1).map(|line| line.replace('"', "")).collect();
        rows.sort();
        rows
    };
    assert_eq!(exported(&[]), ["小北,,yes", "小美,2024-02-23,no", "阿青,2024-02-29,no"]);
    assert_eq!(exported(&["--skip-contacted"]), ["小美,2024-02-23,no"], "seven days");
    assert_eq!(exported(&["--skip-contacted", "30"]), Vec::<String>::new());
    assert_eq!(exported(&["--skip-contacted", "1"]), ["小美,2024-02-23,no", "阿青,2024-02-29,no"]);
}

#[test]
fn what_is_held_on_a_member_tells_of_notes_and_plans_and_forgetting_leaves_neither() {
    let home = home();
    ok(&home, &["note", "小美", "只有这里写过的一句话"]);
    ok(&home, &["followup", "小美", "--due", "2024-03-05", "--owner", "小王"]);
    let folder = home.folder.path().join("小美");
    ok(&home, &["member", "小美", "--export", folder.to_str().unwrap()]);
    let told: String = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap_or_default())
        .collect();
    assert!(told.contains("只有这里写过的一句话") && told.contains("2024-03-05") && told.contains("小王"), "{told}");
    ok(&home, &["forget", "小美", "--yes"]);
    assert_eq!(json(&home, &["followup"]).as_array().unwrap().len(), 0);
    for entry in walk(home.folder.path()).into_iter().filter(|path| !path.starts_with(&folder)) {
        let bytes = std::fs::read(&entry).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("只有这里写过的一句话"), "{}", entry.display());
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
