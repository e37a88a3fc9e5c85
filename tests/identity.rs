//! One person under several accounts: suggested, made one, taken apart, measured.

mod program;

use program::{Done, Home, fixture};
use serde_json::Value;

fn run(home: &Home, arguments: &[&str]) -> Done {
    home.run(&[&["--lang", "en"], arguments].concat())
}

fn done(home: &Home, arguments: &[&str]) -> String {
    let done = run(home, arguments);
    assert_eq!(done.code, Some(0), "{arguments:?}: {}", done.err);
    done.out
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(home, &[arguments, &["--json"]].concat())).unwrap()
}

/// All that a user sees of members: lists, pages, tags, segments, what waits.
fn seen(home: &Home) -> Value {
    let members = json(home, &["members"]);
    let pages: Vec<Value> = members
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let mut page = json(home, &["member", &format!("id:{}", row["id"])]);
            // What was gained and lost in between did happen, and is told.
            page.as_object_mut().unwrap().remove("history");
            page
        })
        .collect();
    let shown: Vec<Value> =
        [&["tag", "list"][..], &["segment", "list"], &["groups"], &["kol"], &["join"], &["staff", "list"]]
            .iter()
            .map(|list| json(home, list))
            .collect();
    serde_json::json!({ "members": members, "pages": pages, "lists": shown })
}

fn filled() -> Home {
    let home = Home::new();
    for source in ["SYNTH_group.json", "SYNTH_members.csv", "SYNTH_youzan_orders.csv", "SYNTH_wjx_text.csv"] {
        done(&home, &["import", &fixture(source)]);
    }
    home
}

#[test]
fn what_was_merged_and_split_is_as_it_was_and_like_a_full_rebuild_at_each_step() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0003"]);
    done(&home, &["tag", "remove", "从未发言", "wechat:wxid_mem0004"]);
    done(&home, &["staff", "add", "wechat:wxid_mem0003"]);
    done(&home, &["segment", "save", "说话的人", "--where", "messages>=1"]);
    let before = seen(&home);
    done(&home, &["identity", "merge", "wechat:wxid_mem0004", "wechat:wxid_mem0003"]);
    let merged = seen(&home);
    assert_eq!(before["members"].as_array().unwrap().len(), merged["members"].as_array().unwrap().len() + 1);
    done(&home, &["build", "--all"]);
    assert_eq!(seen(&home), merged);
    done(&home, &["identity", "split", "wechat:wxid_mem0003"]);
    assert_eq!(seen(&home), before);
    done(&home, &["build", "--all"]);
    assert_eq!(seen(&home), before);
}
