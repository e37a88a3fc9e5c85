//! Tags looked at by a person: what that measures, where it is shown, and when it counts no more.

mod program;
mod tui_fixture;

use std::io::Write;
use std::process::{Command, Stdio};

use program::{Home, done, english, fixture};
use qunxiang::model::MemberId;
use qunxiang::model::review::Verdict;
use qunxiang::task::request::{Question, Work};
use serde_json::Value;
use tui_fixture::Explorer;

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(home, arguments)).unwrap()
}

/// A review with these answers.
fn review(home: &Home, tag: &str, answers: &str) -> String {
    let store = home.folder.path().join("XDG_DATA_HOME/qunxiang/store.db");
    let mut program = Command::new(env!("CARGO_BIN_EXE_qunxiang"))
        .args(["--lang", "en", "--db", store.to_str().unwrap(), "review", tag])
        .env("HOME", home.folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap()
}

/// A store whose scheme tags everybody who ever spoke.
fn filled() -> Home {
    let home = Home::new();
    done(&home, &["import", &fixture("SYNTH_group.json")]);
    home.file(
        "mine.toml",
        "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\n[[tag]]\nname = \"说过话\"\nrule = \"activity>=0\"\n",
    );
    done(&home, &["scheme", "use", "./mine.toml"]);
    home
}

#[test]
fn a_review_shows_members_without_the_score_and_tells_what_it_measures() {
    let home = filled();
    let shown = review(&home, "说过话", "y\nn\nwhat\nu\n");
    assert!(shown.contains("1/"), "{shown}");
    assert!(shown.contains("please type y, n, u or q"), "{shown}");
    assert!(!shown.contains("activity"), "the rule's number is not told: {shown}");
    assert!(shown.contains("说过话: reviewed precision 50% (95% interval 9%–91%, n = 2)"), "{shown}");
    let listed = json(&home, &["review", "--json"]);
    assert_eq!((&listed[0]["right"], &listed[0]["wrong"], &listed[0]["unsure"]), (&1.into(), &1.into(), &1.into()));
    assert_eq!(listed[0]["is_doubtful"], true, "below the floor of .8");
    let tags = json(&home, &["tag", "list", "--json"]);
    let tag = tags.as_array().unwrap().iter().find(|tag| tag["name"] == "说过话").unwrap();
    assert_eq!(tag["precision"], 0.5);
}

#[test]
fn nobody_is_shown_twice_and_a_member_page_tells_the_precision() {
    let home = filled();
    let bearers = json(&home, &["members", "--where", "tag:说过话", "--json"]).as_array().unwrap().len();
    review(&home, "说过话", &"y\n".repeat(bearers));
    assert!(review(&home, "说过话", "").contains("100%"), "nobody is left, and the result is told again");
    let member = json(&home, &["members", "--where", "tag:说过话", "--json"])[0]["id"].to_string();
    let page = json(&home, &["member", &format!("id:{member}"), "--json"]);
    let tag = page["tags"].as_array().unwrap().iter().find(|tag| tag["name"] == "说过话").unwrap();
    assert_eq!(tag["precision"], 1.0);
    assert_eq!(tag["reviewed"], bearers);
}

#[test]
fn verdicts_on_another_rule_measure_nothing_and_undo_takes_one_back() {
    let home = filled();
    review(&home, "说过话", "y\ny\n");
    done(&home, &["undo"]);
    assert_eq!(json(&home, &["review", "--json"])[0]["right"], 1);
    home.file(
        "mine.toml",
        "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\n[[tag]]\nname = \"说过话\"\nrule = \"activity>=0.1\"\n",
    );
    done(&home, &["scheme", "use", "./mine.toml"]);
    let listed = json(&home, &["review", "--json"]);
    assert_eq!((&listed[0]["right"], &listed[0]["precision"]), (&0.into(), &Value::Null));
    assert_eq!(listed[0]["outdated"], 1);
}

#[test]
fn a_tag_that_people_give_is_not_reviewed() {
    let home = filled();
    done(&home, &["tag", "add", "我选的", "id:1"]);
    let refused = english(&home, &["review", "我选的"]);
    assert_eq!(refused.code, Some(1));
    insta::assert_snapshot!(refused.err, @"error: “我选的” has no rule: people gave it, so there is nothing to measure");
}

#[test]
fn a_member_who_was_reviewed_outlives_what_they_said() {
    let home = filled();
    review(&home, "说过话", "y\n");
    let bearer = |out: &str| json(&home, &["members", "--where", out, "--json"]).as_array().unwrap().len();
    let before = json(&home, &["review", "--json"])[0]["right"].clone();
    done(&home, &["purge", "--older", "2025-01-01", "--yes"]);
    assert_eq!(before, 1);
    assert!(bearer("messages>=0 or messages:unknown") >= 1, "whoever the operator looked at stays");
}

fn at_tags(columns: u16, rows: u16) -> Explorer {
    let mut explorer = Explorer::open(columns, rows);
    explorer.keys(&["3", "down", "down"]);
    explorer
}

#[test]
fn one_key_judges_and_goes_on_until_the_result() {
    let mut explorer = at_tags(80, 24);
    explorer.keys(&["v"]);
    insta::assert_snapshot!("review_80", explorer.screen());
    explorer.keys(&["y"]);
    explorer.send(qunxiang::tui::Msg::Reply(qunxiang::task::request::Reply::Done(Ok(
        qunxiang::task::request::Outcome::Changed(1),
    ))));
    explorer.keys(&["2"]);
    assert!(!explorer.questions().contains(&Question::Reviewed), "the last verdict is not kept yet");
    explorer.send(qunxiang::tui::Msg::Reply(qunxiang::task::request::Reply::Done(Ok(
        qunxiang::task::request::Outcome::Changed(1),
    ))));
    assert_eq!(explorer.questions().iter().filter(|asked| **asked == Question::Reviewed).count(), 1);
    let verdict = |member, verdict| Work::Review(MemberId(member), "流失风险".to_owned(), verdict);
    assert_eq!(explorer.works(), [verdict(2, Verdict::Right), verdict(3, Verdict::Wrong)]);
    insta::assert_snapshot!("review_result_80", explorer.screen());
    explorer.keys(&["esc"]);
    assert!(!explorer.screen().contains("抽查标签"));
}

#[test]
fn a_key_that_is_no_verdict_judges_nobody() {
    let mut explorer = at_tags(120, 40);
    explorer.keys(&["v", "x", "enter", "4"]);
    assert_eq!(explorer.works(), []);
    assert!(explorer.screen().contains("1/2"));
}
