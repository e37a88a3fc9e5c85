//! Personas and rules as an operator meets them: found where there are groups that last, and not where
//! there are none.

mod program;

use std::fmt::Write as _;

use program::{Home, done};
use serde_json::Value;

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(home, &[arguments, &["--json"]].concat())).unwrap()
}

/// A behaviour log of three kinds of members, twenty of each: there every other day, new in the last
/// days, gone since the first weeks. The days of the new ones may be moved on.
fn kinds(later: u32) -> String {
    let mut log = "time,member,action,thread\n".to_owned();
    let mut say = |kind: &str, member: u32, day: u32, minute: u32| {
        let time = 1_704_096_000 + day * 86_400 + minute * 60;
        writeln!(log, "{time},{kind}{member},message,{kind}{member}-{day}").unwrap();
    };
    for member in 0..20 {
        (0..120).step_by(2).for_each(|day| say("daily", member, day + member % 2, member * 11));
        (0..8 + member % 4).for_each(|n| say("fresh", member, 108 + later + (n * 3 + member) % 12, member * 7 + n));
        (0..10 + member % 5).for_each(|n| say("gone", member, n * 2 + member % 3, member * 5 + n));
    }
    log
}

/// Each persona: its name, and the kinds of the members that its filter lists.
fn found(home: &Home) -> Vec<(String, Vec<String>)> {
    let of = |row: &Value| {
        let listed = json(home, &["members", "--where", row["filter"].as_str().unwrap()]);
        assert_eq!(listed.as_array().unwrap().len() as u64, row["members"].as_u64().unwrap(), "{row}");
        let kind =
            |member: &Value| member["platform_id"].as_str().unwrap().trim_end_matches(char::is_numeric).to_owned();
        let mut kinds: Vec<String> = listed.as_array().unwrap().iter().map(kind).collect();
        kinds.sort();
        kinds.dedup();
        (row["persona"].as_str().unwrap().to_owned(), kinds)
    };
    let mut found: Vec<_> = json(home, &["personas"]).as_array().unwrap().iter().map(of).collect();
    found.sort();
    found
}

#[test]
fn kinds_of_members_are_told_apart_and_keep_their_names() {
    let home = Home::new();
    let log = home.file("log.csv", kinds(0)).display().to_string();
    assert_eq!(home.run(&["import", &log, "--as", "behaviour-log"]).code, Some(0));
    let first = found(&home);
    assert_eq!(
        first,
        [
            ("away longer · says less", "gone"),
            ("more at a time · fewer threads", "fresh"),
            ("says more · here more often", "daily")
        ]
        .map(|(name, kind)| (name.to_owned(), vec![kind.to_owned()]))
    );
    let page = json(&home, &["member", "daily3"]);
    let persona = &page["dimensions"]["derived"]["persona"];
    let part = |key: &str| {
        let parts = persona["parts"].as_array().unwrap();
        parts.iter().find(|part| part["key"] == key).unwrap()["raw"].as_f64().unwrap()
    };
    assert!(first.iter().any(|(name, _)| persona["value"] == name.as_str()), "{persona}");
    assert!(part("distance") < part("next_distance") && persona["confidence"].as_f64().unwrap() > 0.5, "{persona}");

    home.run(&["build", "--all"]);
    assert_eq!(found(&home), first, "a full build says the same");

    // Ten days on, everything lies elsewhere on the calendar, but who belongs together is called the same.
    let more = home.file("more.csv", kinds(10)).display().to_string();
    assert_eq!(home.run(&["import", &more, "--as", "behaviour-log"]).code, Some(0));
    assert_eq!(found(&home), first);
}

#[test]
fn a_community_without_stable_groups_is_told_so() {
    let home = Home::new();
    home.run(&["demo", "--no-tui"]);
    let db = home.folder.path().join("XDG_DATA_HOME/qunxiang/demo.db").display().to_string();
    let done = home.run(&["--db", &db, "--lang", "en", "personas"]);
    assert_eq!((done.code, done.out.as_str()), (Some(0), ""));
    assert!(done.err.contains("no stable groups") && done.err.contains("3 groups: smallest"), "{}", done.err);
    assert_eq!(json(&home, &["--db", &db, "personas"]), Value::Array(Vec::new()));

    let done = home.run(&["--db", &db, "--lang", "en", "rules"]);
    insta::assert_snapshot!(done.out.lines().take(4).collect::<Vec<_>>().join("\n"), @r"
    if                    then                  members  confidence  lift  adj. lift
    life stage: parent …  mechanism: bridge          37           1  5.03       2.58
    mechanism: bridge     life stage: parent …       37         0.6  5.03       2.58
    gender: male          life stage: working        31        0.34  1.65       1.66
    ");
    for rule in json(&home, &["--db", &db, "rules"]).as_array().unwrap() {
        let listed = json(&home, &["--db", &db, "members", "--where", rule["filter"].as_str().unwrap()]);
        let ranked = listed.as_array().unwrap().len() as u64;
        assert!(ranked >= rule["members"].as_u64().unwrap(), "staff are listed, too: {rule}");
    }
}

#[test]
fn circles_say_who_holds_them_together() {
    let home = Home::new();
    home.run(&["demo", "--no-tui"]);
    let db = home.folder.path().join("XDG_DATA_HOME/qunxiang/demo.db").display().to_string();
    let done = home.run(&["--db", &db, "--lang", "en", "circles"]);
    insta::assert_snapshot!(done.out, @r"
    circle    members  inside  held together by
    circle 1       98    0.79  苏州-Owen, Finn, 徐朗
    circle 2       75    0.79  南京-Finn, 苏州-行政-Luna, 慢半拍的蘑菇
    circle 3       64    0.47  路过的云朵, Mia, Ivy
    circle 4        6    0.55  Nora, 苏州-设计师-慢半拍的灯塔, 周溪宁
    ");
    for circle in json(&home, &["--db", &db, "circles"]).as_array().unwrap() {
        let filter = circle["filter"].as_str().unwrap();
        let listed = json(&home, &["--db", &db, "members", "--where", filter]);
        assert_eq!(listed.as_array().unwrap().len() as u64, circle["members"].as_u64().unwrap(), "{filter}");
    }
    let before = home.run(&["--db", &db, "--lang", "en", "circles"]).out;
    home.run(&["--db", &db, "build", "--all"]);
    assert_eq!(home.run(&["--db", &db, "--lang", "en", "circles"]).out, before);
}

#[test]
fn a_scheme_that_leaves_them_out_looks_for_neither() {
    let home = Home::new();
    let log = home.file("log.csv", kinds(0)).display().to_string();
    assert_eq!(home.run(&["import", &log, "--as", "behaviour-log"]).code, Some(0));
    home.file(
        "mine.toml",
        "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\nwithout = [\"persona\", \"circle\"]\n",
    );
    assert!(json(&home, &["member", "daily3"])["dimensions"]["derived"]["persona"]["value"].is_string());
    done(&home, &["scheme", "use", "./mine.toml"]);
    let page = json(&home, &["member", "daily3"]);
    assert!(page["dimensions"]["derived"]["persona"]["value"].is_null(), "{page}");
    assert_eq!(found(&home), []);
}
