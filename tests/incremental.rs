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
