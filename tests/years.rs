//! Times that name no year: which one is taken, and who is told.

mod program;

use program::{Home, fixture, well};

#[test]
fn a_chat_without_a_year_says_which_one_was_taken_and_which_option_sets_it() {
    let home = Home::new();
    well(&home, &["import", &fixture("SYNTH_group.json")]);
    home.file("聊天.txt", "甲(wxid_a) 03-30 09:00:00\n大家好\n\n乙(wxid_b) 04-02 09:00:00\n你好\n");
    let looked = well(&home, &["import", "聊天.txt", "--dry-run"]);
    assert!(looked.err.contains("不带年份") && looked.err.contains("--year"), "{}", looked.err);
    let guessed = well(&home, &["import", "聊天.txt", "--lang", "en"]);
    assert!(guessed.err.contains("times name no year") && guessed.err.contains("--year YEAR"), "{}", guessed.err);
    assert!(guessed.err.contains("the as-of day moved from 2024-"), "{}", guessed.err);
    let home = Home::new();
    home.file("聊天.txt", "甲(wxid_a) 03-30 09:00:00\n大家好\n\n乙(wxid_b) 04-02 09:00:00\n你好\n");
    let told = well(&home, &["import", "聊天.txt", "--year", "2023"]);
    assert!(!told.err.contains("年份"), "{}", told.err);
    let seen = well(&home, &["members", "--format", "csv", "--columns", "last_seen"]).out;
    assert!(seen.contains("2023-04-02"), "{seen}");
    assert_eq!(home.run(&["import", "聊天.txt", "--year", "23"]).code, Some(2));
}

/// What it says, in one line, whatever became of it.
fn well_or_not(home: &Home, arguments: &[&str]) -> String {
    home.run(arguments).err.split_whitespace().collect()
}

#[test]
fn a_file_read_with_other_years_is_not_what_was_read_before_and_does_not_stand_there_twice() {
    let home = Home::new();
    home.file("聊天.txt", "甲(wxid_a) 03-30 09:00:00\n大家好\n\n乙(wxid_b) 04-02 09:00:00\n你好\n");
    well(&home, &["import", "聊天.txt", "--year", "2022"]);
    let seen = || well(&home, &["members", "--format", "csv", "--columns", "name,messages,last_seen"]).out;
    let before = seen();
    let other = home.run(&["import", "聊天.txt", "--year", "2023", "--lang", "en"]);
    assert_eq!(other.code, Some(1), "{}", other.out);
    let told = other.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("imported before, with its dates in other years (with --year 2022)"), "{told}");
    assert!(told.contains("into a new store, this one with the right year"), "{told}");
    assert_eq!(seen(), before);
    home.file("另一份.txt", "甲(wxid_a) 05-30 09:00:00\n早\n\n乙(wxid_b) 06-02 09:00:00\n好\n");
    well(&home, &["import", "另一份.txt"]);
    let other = well_or_not(&home, &["import", "另一份.txt", "--year", "2020", "--lang", "zh"]);
    assert!(other.contains("没给--year，年份是推算的"), "{other}");
    let same = well(&home, &["import", "聊天.txt", "--year", "2022", "--json"]).out;
    assert!(same.contains("\"duplicate\": 2") || same.contains("\"duplicate\":2"), "{same}");
    // Where the dates have their years, another one changes nothing.
    well(&home, &["import", &fixture("SYNTH_group.json")]);
    let again = well(&home, &["import", &fixture("SYNTH_group.json"), "--year", "2023", "--json"]).out;
    assert!(again.contains("\"new\":0") || again.contains("\"new\": 0"), "{again}");
}

#[test]
fn a_dry_run_reads_to_the_end_and_says_what_an_import_would_find() {
    let home = Home::new();
    home.file("聊天.txt", "甲(wxid_a) 03-30 09:00:00\n大家好\n\n乙(wxid_b) 04-02 09:00:00\n你好\n");
    home.file(
        "订单.csv",
        "订单号,下单时间,买家昵称,金额\nA1,2024-03-01 10:00,小雨,50\nA2,2024-03-02 10:00,小雨,很多\n",
    );
    let looked = well(&home, &["import", "聊天.txt", "--year", "2023", "--dry-run"]);
    assert!(looked.out.contains("消息 2；2 人；2023-03-30 09:00 至 2023-04-02 09:00\n"), "{}", looked.out);
    assert!(looked.err.contains("按 Asia/Shanghai 理解"), "{}", looked.err);
    let looked = well(&home, &["import", "订单.csv", "--dry-run", "--lang", "en"]).out;
    let told = "1 orders; 1 people; 2024-03-01 10:00 to 2024-03-01 10:00; 1 rows that cannot be read\n";
    assert!(looked.contains(told), "{looked}");
    let looked = well(&home, &["import", "聊天.txt", "--year", "2023", "--dry-run", "--json"]).out;
    let looked: serde_json::Value = serde_json::from_str(&looked).unwrap();
    assert_eq!(
        (&looked[0]["messages"], &looked[0]["records"], &looked[0]["members"]),
        (&2.into(), &2.into(), &2.into())
    );
    assert_eq!(looked[0]["first"], "2023-03-30T09:00:00+08:00");
    assert!(!home.folder.path().join("XDG_DATA_HOME/qunxiang/store.db").exists(), "no store is made");
}
