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
