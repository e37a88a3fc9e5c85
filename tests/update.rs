//! `update`: folders that were imported, read again as they were read before.

mod program;

use program::{Home, fixture};
use serde_json::Value;

fn report(home: &Home) -> (Option<i32>, Value) {
    let done = home.run(&["update", "--json"]);
    (done.code, serde_json::from_str(&done.out).unwrap_or_else(|_| panic!("{}", done.err)))
}

fn put(home: &Home, name: &str, source: &str) {
    home.file(name, std::fs::read(fixture(source)).unwrap());
}

#[test]
fn what_was_added_to_a_folder_is_read_and_built() {
    let home = Home::new();
    std::fs::create_dir(home.folder.path().join("导出")).unwrap();
    put(&home, "导出/群.json", "SYNTH_qce_v5.json");
    put(&home, "alone.json", "SYNTH_group.json");
    assert_eq!(home.run(&["import", "导出/", "alone.json", "--tz", "Asia/Tokyo"]).code, Some(0));
    let (code, first) = report(&home);
    assert_eq!((code, &first["new"], &first["duplicate"]), (Some(0), &0.into(), &28.into()));
    assert_eq!(first["files"].as_array().unwrap().len(), 1, "single files are not read again: {first}");
    put(&home, "导出/旧群.txt", "SYNTH_official_ampm.txt");
    let done = home.run(&["update", "--lang", "zh"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.out.contains("旧群.txt"), "{}", done.out);
    assert!(done.out.contains("Asia/Tokyo") || done.err.contains("Asia/Tokyo"), "as it was read before: {}", done.err);
    let members: Value = serde_json::from_str(&home.run(&["members", "--json"]).out).unwrap();
    assert!(members.as_array().unwrap().iter().any(|row| row["platform_id"] == "10001" && row["scores"].is_object()));
    let done = home.run(&["update", "--lang", "zh"]);
    assert!(done.err.contains("没有新数据") || done.out.contains("没有新数据"), "{} {}", done.out, done.err);
}

#[test]
fn a_folder_inside_another_is_read_once() {
    let home = Home::new();
    std::fs::create_dir_all(home.folder.path().join("all/qq")).unwrap();
    put(&home, "all/qq/a.json", "SYNTH_qce_v5.json");
    home.run(&["import", "all/qq"]);
    home.run(&["import", "all"]);
    assert_eq!(report(&home).1["files"].as_array().unwrap().len(), 1);
}

#[test]
fn a_folder_that_is_gone_is_told_and_the_others_are_read() {
    let home = Home::new();
    for name in ["a", "b"] {
        std::fs::create_dir(home.folder.path().join(name)).unwrap();
    }
    put(&home, "a/a.json", "SYNTH_qce_v5.json");
    put(&home, "b/b.json", "SYNTH_group.json");
    home.run(&["import", "a", "b"]);
    std::fs::remove_dir_all(home.folder.path().join("a")).unwrap();
    let (code, told) = report(&home);
    assert_eq!((code, &told["duplicate"]), (Some(1), &28.into()));
    assert!(told["files"][0]["error"].as_str().unwrap().contains("/a"), "{told}");
}

#[test]
fn without_a_folder_it_says_how_to_begin() {
    let home = Home::new();
    put(&home, "a.json", "SYNTH_qce_v5.json");
    home.run(&["import", "a.json"]);
    let done = home.run(&["update", "--lang", "en"]);
    assert_eq!((done.code, done.out.as_str()), (Some(1), ""));
    assert!(done.err.contains("qunxiang import"), "{}", done.err);
}
