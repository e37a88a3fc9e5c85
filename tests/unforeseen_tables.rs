//! A table that nobody foresaw: the command to type next, and what its columns look like.

mod program;

use program::Home;

const TABLE: &str =
    "客户,联络,档位,首次 到店\n陈一鸣,13800000001,金卡,2024-01-02\n林小满,139****0002,银卡,2024-02-03\n";

#[test]
fn the_error_shows_the_command_that_reads_it_and_the_next_table_of_these_columns_needs_none() {
    let home = Home::new();
    home.file("客户 一月.csv", TABLE);
    for (dry, lines) in [(&["--dry-run"][..], 4), (&[], 3)] {
        let told = home.run(&[&["--lang", "en", "import", "客户 一月.csv"], dry].concat());
        assert_eq!(told.code, Some(1));
        let next: Vec<&str> = told.err.lines().skip(if dry.is_empty() { 2 } else { 3 }).collect();
        assert_eq!(
            next[0], "  qunxiang import '客户 一月.csv' --map 客户=name --map 联络=phone --map '首次 到店=joined'",
            "{}",
            told.err
        );
        assert!(told.err.lines().count() >= lines, "{}", told.err);
    }
    let maps = ["--map", "客户=name", "--map", "联络=phone", "--map", "首次 到店=joined"];
    let done = home.run(&[&["--lang", "en", "import", "客户 一月.csv"], &maps[..]].concat());
    assert_eq!(done.code, Some(0), "{}", done.err);
    home.file("客户 二月.csv", TABLE.replace("陈一鸣", "赵安").replace("13800000001", "13900000003"));
    let again = home.run(&["--lang", "en", "import", "客户 二月.csv"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    let known = home.run(&["members", "--json"]).out;
    for name in ["陈一鸣", "林小满", "赵安"] {
        assert!(known.contains(name), "{known}");
    }
}

#[test]
fn a_store_that_was_named_is_named_in_the_command_and_a_chat_of_no_format_gets_none() {
    let home = Home::new();
    home.file("a.csv", "甲列,乙列\n1,2\n3,4\n");
    let told = home.run(&["import", "a.csv", "--lang", "en", "--db", "my store.db"]).err;
    assert!(told.ends_with("  qunxiang import a.csv --map 甲列=name --db 'my store.db'\n"), "{told}");
    home.file("it's.csv", TABLE);
    let told = home.run(&["import", "it's.csv", "--lang", "en"]).err;
    assert!(told.contains(r"qunxiang import 'it'\''s.csv' --map"), "{told}");
    home.file("words.txt", "just some words");
    let told = home.run(&["import", "words.txt", "--lang", "en"]).err;
    assert!(told.contains("no known format") && !told.contains("--map"), "{told}");
}
