//! Whom a reference means: by name only as long as nobody else bears or bore it.

mod program;

use program::{Done, Home};

/// 林晓 has the number 1; two others called themselves so before they took other names.
fn three_called_alike() -> Home {
    let home = Home::new();
    let chat = [
        ("wxid_a", "林晓", 1),
        ("wxid_b", "林晓", 2),
        ("wxid_c", "林晓", 3),
        ("wxid_b", "小北", 4),
        ("wxid_c", "南风", 5),
        ("wxid_a", "林晓", 6),
        ("3", "三号", 7),
    ];
    let said = |(id, name, at): &(&str, &str, i64)| {
        format!(
            r#"{{"_type":"message","platformMessageId":"{at}","sender":"{id}","accountName":"{name}","timestamp":{},"type":0,"content":"你好"}}"#,
            1_709_254_800 + at * 60
        )
    };
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"闲聊","platform":"wechat","type":"group","groupId":"9@chatroom"}}"#;
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain(chat.iter().map(said)).collect();
    let file = home.file("chat.jsonl", lines.join("\n"));
    assert_eq!(home.run(&["import", file.to_str().unwrap()]).code, Some(0));
    home
}

fn is_refused_with_candidates(done: &Done) {
    assert_eq!(done.code, Some(1), "{}{}", done.out, done.err);
    for name in ["林晓", "小北", "南风"] {
        assert!(done.out.contains(name), "{}", done.out);
    }
}

#[test]
fn nothing_is_changed_by_a_name_that_others_bore() {
    let home = three_called_alike();
    for command in [&["forget", "林晓", "--yes"][..], &["optout", "林晓", "--yes"], &["staff", "add", "林晓"]] {
        is_refused_with_candidates(&home.run(command));
    }
    is_refused_with_candidates(&home.run(&["tag", "add", "种子", "林晓"]));
    let done = home.run(&["forget", "小北", "--yes"]);
    assert_eq!(done.code, Some(0));
    assert!(done.out.contains("小北（id:"), "{}", done.out);
}

#[test]
fn a_page_by_a_name_of_today_names_the_others() {
    let done = three_called_alike().run(&["member", "林晓"]);
    assert_eq!(done.code, Some(0));
    assert!(done.out.starts_with("林晓  id:1"), "{}", done.out);
    assert!(done.err.contains("小北 id:2") && done.err.contains("南风 id:3"), "{}", done.err);
}

#[test]
fn a_mistyped_tag_names_the_one_that_is_there() {
    let home = three_called_alike();
    assert_eq!(home.run(&["tag", "add", "种子用户", "id:1"]).code, Some(0));
    let done = home.run(&["members", "--where", "tag:种子用"]);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("没有标签“种子用”；是不是“种子用户”？"), "{}", done.err);
    assert_eq!(
        home.run(&["members", "--where", "状态:稳定 或 影响>=1 或 风险>0 或 帮助>=1"]).code,
        Some(0),
        "column titles"
    );
    let unknown = home.run(&["members", "--where", "tag:别的"]);
    assert_eq!(unknown.code, Some(1), "nobody is selected in silence");
    assert!(unknown.err.contains("没有标签“别的”"), "{}", unknown.err);
}

#[test]
fn a_bare_number_is_the_number_of_the_list_unless_it_is_an_account() {
    let home = three_called_alike();
    assert!(home.run(&["member", "2"]).out.starts_with("小北  id:2"));
    let both = home.run(&["member", "3"]);
    assert_eq!(both.code, Some(1));
    assert!(both.out.contains("南风") && both.out.contains("三号"), "{}", both.out);
}

#[test]
fn a_list_finds_names_by_pinyin_initials_old_names_too() {
    let home = three_called_alike();
    let found = |word: &str| home.run(&["members", "--where", word, "--format", "csv", "--columns", "name"]).out;
    assert!(found("nf").contains("南风"), "{}", found("nf"));
    assert!(found("lx").contains("南风"), "{}", found("lx"));
    assert!(!found("fn").contains("南风"), "{}", found("fn"));
}
