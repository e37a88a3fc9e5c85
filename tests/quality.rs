//! How far imported data can be trusted, as `doctor` and an import's report say it.

mod program;

use program::{Home, fixture};
use serde_json::Value;

const HEADER: &str =
    r#"{"_type":"header","chatlab":{"version":"0.0.1"},"meta":{"name":"茶话会","platform":"wechat","type":"group"}}"#;

/// 2024-03-01T01:00:00Z, a morning in Shanghai.
const MORNING: i64 = 1_709_254_800;

fn said(time: i64, id: &str, rest: &str) -> String {
    format!(
        r#"{{"_type":"message","sender":"wxid_a","accountName":"阿青","timestamp":{time},"type":0,"platformMessageId":"{id}",{rest}}}"#
    )
}

fn imported(name: &str, lines: &[String]) -> Home {
    let home = Home::new();
    home.file(name, [&[HEADER.to_owned()], lines].concat().join("\n"));
    assert_eq!(home.run(&["import", name]).code, Some(0));
    home
}

fn remark(home: &Home, key: &str) -> Value {
    let done = home.run(&["doctor", "--json"]);
    let remarks: Vec<Value> = serde_json::from_str(&done.out).unwrap();
    remarks.into_iter().find(|remark| remark["key"] == key).unwrap_or_default()
}

fn count_of(remark: &Value) -> (Option<u64>, Option<u64>) {
    (remark["count"].as_u64(), remark["of"].as_u64())
}

#[test]
fn a_forgotten_fortnight_is_a_gap_and_says_in_which_group() {
    let days: Vec<String> =
        (0..10).chain(24..34).map(|day| said(MORNING + day * 86_400, &day.to_string(), r#""content":"早""#)).collect();
    let home = imported("tea.jsonl", &days);
    let gap = remark(&home, "gap");
    assert_eq!(
        (gap["about"].as_str(), gap["ok"].as_bool(), gap["count"].as_u64()),
        (Some("茶话会"), Some(false), Some(14))
    );
    assert_eq!((gap["from"].as_str(), gap["until"].as_str()), (Some("2024-03-11"), Some("2024-03-24")));
    let told = home.run(&["doctor", "--lang", "zh"]).out;
    assert!(told.contains("! 茶话会：断档 14 天：2024-03-11 至 2024-03-24\n"), "{told}");
    assert!(told.contains("· tea.jsonl：2024-03-01 至 2024-04-03\n"), "{told}");
}

#[test]
fn what_a_file_lacks_is_counted() {
    let lines = [
        said(MORNING, "1", r#""content":"@无此人 在吗，写信到 a@example.com，@所有人""#),
        said(MORNING + 1, "2", r#""content":"好","replyToMessageId":"1""#),
        said(MORNING + 2, "3", r#""content":"好","replyToMessageId":"999""#),
        said(1_262_304_000, "4", r#""content":"那时还没有微信""#),
        "{\"_type\":\"mess".to_owned(),
    ];
    let home = imported("tea.jsonl", &lines);
    assert_eq!(count_of(&remark(&home, "skipped")), (Some(1), Some(5)));
    assert_eq!(count_of(&remark(&home, "unknown_mentions")), (Some(1), None));
    assert_eq!(count_of(&remark(&home, "lost_replies")), (Some(1), Some(2)));
    assert_eq!(count_of(&remark(&home, "too_early")), (Some(1), None));
    assert_eq!(count_of(&remark(&home, "future")), (Some(0), None));
    let done = home.run(&["doctor", "--lang", "en"]);
    assert_eq!(done.code, Some(0), "doubtful data are no damage");
    assert!(
        done.out.ends_with(
            "! tea.jsonl: 2010-01-01 to 2024-03-01; 1 of 5 rows skipped (20.0 %); 1 mentions name nobody known; \
             1 of 2 replies answer a message that is not here (50.0 %); 1 messages are older than their platform\n"
        ),
        "{}",
        done.out
    );
}

#[test]
fn a_reply_whose_message_comes_with_a_later_file_is_lost_no_more() {
    let home = imported("late.jsonl", &[said(MORNING + 2, "3", r#""content":"好","replyToMessageId":"1""#)]);
    assert_eq!(count_of(&remark(&home, "lost_replies")), (Some(1), Some(1)));
    home.file("early.jsonl", [HEADER, &said(MORNING, "1", r#""content":"在吗""#)].join("\n"));
    home.run(&["import", "early.jsonl"]);
    assert_eq!(count_of(&remark(&home, "lost_replies")), (Some(0), Some(1)));
}

#[test]
fn a_message_of_the_next_hours_is_later_than_its_import() {
    let soon = jiff::Timestamp::now().as_second() + 3_600;
    let home = imported("soon.jsonl", &[said(MORNING, "1", r#""content":"早""#), said(soon, "2", r#""content":"晚""#)]);
    assert_eq!(count_of(&remark(&home, "future")), (Some(1), None));
}

#[test]
fn orders_that_found_nobody_are_counted_against_all() {
    let home = Home::new();
    assert_eq!(home.run(&["import", &fixture("SYNTH_youzan_orders.csv")]).code, Some(0));
    let unjoined = remark(&home, "unjoined");
    assert_eq!(unjoined["ok"], false);
    assert_eq!(unjoined["count"], unjoined["of"], "{unjoined}");
}

#[test]
fn the_exporters_zone_is_what_lies_between_its_two_ways_of_writing_a_time() {
    let home = Home::new();
    home.file(
        "weflow.json",
        r#"{"weflow":{"version":"1.0.3"},"session":{"wxid":"1@chatroom","nickname":"茶话会","type":"群聊"},"messages":[
        {"localId":1,"createTime":1709254800,"formattedTime":"2024-02-29 20:00:00","type":"文本消息","localType":1,
         "content":"早","senderUsername":"wxid_a","senderDisplayName":"阿青"}]}"#,
    );
    let report: Value = serde_json::from_str(&home.run(&["import", "weflow.json", "--json"]).out).unwrap();
    assert_eq!(report["files"][0]["exporter_zones"], serde_json::json!(["-05:00"]));
    assert_eq!(report["files"][0]["zone_assumed"], false);
    let again = home.run(&["import", "weflow.json", "--json"]);
    let again: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(
        again["files"][0]["exporter_zones"],
        serde_json::json!(["-05:00"]),
        "an identical file is not read again"
    );
    assert_eq!(remark(&home, "zone")["text"], "导出工具的时区：-05:00");
    let text = Home::new();
    let done = text.run(&["import", &fixture("SYNTH_official_group.txt"), "--json"]);
    assert!(
        done.out.contains(r#""zone_assumed": true"#) || done.out.contains(r#""zone_assumed":true"#),
        "{}",
        done.out
    );
    assert_eq!(remark(&text, "zone")["ok"], false);
}
