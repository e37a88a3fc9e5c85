//! What is said where a filter, a tag or a file leads to nobody.

mod program;

use program::{Home, english, fixture, well};

fn told() -> Home {
    let home = Home::new();
    let files = ["SYNTH_official_group.txt", "SYNTH_members.csv"].map(fixture);
    well(&home, &["import", &files[0], &files[1]]);
    home
}

#[test]
fn a_list_of_nobody_says_which_condition_nobody_meets_and_what_was_meant() {
    let home = told();
    let zh = well(&home, &["members", "--where", "messages>=1 且 地区:尚海"]);
    insta::assert_snapshot!(format!("{}{}", zh.out, zh.err), @r"
    没有符合的内容。
    没有人符合：地区在尚海；是不是 上海？
    ");
    let en = english(&home, &["members", "--where", "id:1", "--json"]);
    assert_eq!(en.code, Some(0));
    insta::assert_snapshot!(format!("{}{}", en.out, en.err), @r"
    []
    nobody: id is “1”
    id in a filter is a platform's account; the member of number 1: qunxiang member id:1
    ");
    let apart = well(&home, &["members", "--where", "messages=0 和 messages>=1"]);
    assert!(apart.err.contains("每个条件单独都有人符合"), "{}", apart.err);
}

#[test]
fn conditions_are_joined_by_the_word_people_use() {
    let home = told();
    let found = |filter: &str| well(&home, &["members", "--where", filter, "--format", "csv"]).out;
    assert_eq!(found("地区:上海 和 messages>=1"), found("地区:上海 and messages>=1"));
    assert!(found("地区:上海 与 messages>=1").lines().count() > 1);
}

#[test]
fn an_export_of_nobody_warns() {
    let home = told();
    let done = well(&home, &["export", "--where", "地区:尚海", "-o", "none.csv"]);
    assert!(done.err.contains("上海") && done.err.contains("写出的文件里没有人"), "{}", done.err);
}

#[test]
fn a_tag_to_review_that_is_not_there_leads_to_the_nearest() {
    let home = told();
    for command in [&["review", "KLO"][..], &["tag", "explain", "KLO", "林晓"]] {
        let done = english(&home, command);
        assert_eq!(done.code, Some(1));
        assert!(done.err.contains("there is no tag “KLO”") && done.err.contains("KOL?"), "{}", done.err);
    }
}

#[test]
fn two_filters_are_compared_like_two_segments() {
    let home = told();
    well(&home, &["segment", "save", "沪", "--where", "地区:上海"]);
    well(&home, &["segment", "save", "他", "--where", "gender:male"]);
    let shares = |a: &str, b: &str| well(&home, &["compare", a, b, "--json"]).out;
    assert_eq!(shares("地区:上海", "性别:男"), shares("沪", "他"));
    let done = home.run(&["compare", "地区:上海", "标签:没有这个"]);
    assert!(done.code == Some(1) && done.err.contains("没有标签“没有这个”"), "{}", done.err);
    let done = home.run(&["compare", "id:9999", "林晓"]);
    assert!(done.err.contains("找不到成员“id:9999”"), "{}", done.err);
}

#[test]
fn a_folder_with_one_file_that_cannot_be_read_says_that_the_others_were() {
    let home = Home::new();
    let folder = home.folder.path().join("all");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(fixture("SYNTH_members.csv"), folder.join("members.csv")).unwrap();
    std::fs::write(folder.join("broken.json"), "{\"messages\": [").unwrap();
    let done = english(&home, &["import", "all"]);
    assert_eq!(done.code, Some(1), "a file could not be read at all");
    assert!(done.err.contains("files imported: 1; not read: 1, hence exit code 1"), "{}", done.err);
}
