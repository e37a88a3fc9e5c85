//! Why a member has a tag or a value: what is needed, what they bring, and nothing else.

mod program;

use program::{Home, fixture};

fn told() -> Home {
    let home = Home::new();
    let files = ["SYNTH_official_group.txt", "SYNTH_members.csv"].map(fixture);
    assert_eq!(home.run(&["import", &files[0], &files[1]]).code, Some(0));
    home
}

#[test]
fn a_tag_is_explained_by_the_members_own_values() {
    let home = told();
    assert_eq!(home.run(&["staff", "add", "林晓"]).code, Some(0));
    for done in [home.run(&["tag", "explain", "员工", "林晓"]), home.run(&["member", "林晓", "--evidence", "tag:员工"])]
    {
        assert_eq!(done.code, Some(0), "{}", done.err);
        assert!(done.out.contains("标记为员工的成员"), "{}", done.out);
        assert!(done.out.lines().any(|line| line.matches("标记为员工").count() == 2), "{}", done.out);
    }
}

#[test]
fn every_condition_of_a_rule_says_whether_it_is_met() {
    let home = told();
    let silent = home.run(&["members", "--where", "tag:从未发言", "--json", "--limit", "1"]).out;
    let silent: serde_json::Value = serde_json::from_str(&silent).unwrap();
    let done = home.run(&["tag", "explain", "从未发言", &format!("id:{}", silent[0]["id"])]);
    let table: Vec<&str> = done.out.lines().skip_while(|line| !line.contains("条件")).skip(1).take(3).collect();
    assert!(table.len() == 3 && table[..2].iter().all(|line| line.trim_end().ends_with(" 符合")), "{}", done.out);
    // Of what is said two ways one has to be so: of a list alone no stage is known.
    assert!(table[1].contains("生命周期未知"), "{}", done.out);
    assert!(
        table[2].contains("已退群") && table[2].trim_end().ends_with(" 未知"),
        "the negated one, too: {}",
        done.out
    );
}

#[test]
fn evidence_of_one_thing_shows_that_alone() {
    let home = told();
    let done = home.run(&["member", "林晓", "--evidence", "region"]);
    assert!(done.out.contains("上海") && done.out.contains("城市：上海"), "{}", done.out);
    for other in ["性别", "女", "标签"] {
        assert!(!done.out.contains(other), "{}", done.out);
    }
}

fn demo() -> Home {
    let home = Home::new();
    assert_eq!(home.run(&["demo", "--no-tui", "--db", "demo.db"]).code, Some(0));
    home
}

fn why(home: &Home, tag: &str, also: &str) -> (serde_json::Value, String) {
    let filter = format!("tag:{tag} and {also}");
    let listed = ["members", "--db", "demo.db", "--where", &filter, "--json", "--limit", "1", "--columns", "orders"];
    let found: serde_json::Value = serde_json::from_str(&home.run(&listed).out).unwrap();
    let member = format!("id:{}", found[0]["id"]);
    (found[0].clone(), home.run(&["tag", "explain", tag, &member, "--db", "demo.db"]).out)
}

#[test]
fn orders_behind_a_tag_are_told_once_and_those_not_shown_are_counted() {
    let home = demo();
    let (member, page) = why(&home, "高价值客户", "orders>=7");
    let shown: Vec<&str> = page.lines().filter(|line| line.starts_with("  + ")).collect();
    let mut once = shown.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!((shown.len(), once.len()), (5, 5), "{page}");
    let more = member["orders"].as_f64().unwrap() - 5.0;
    assert!(page.contains(&format!("另有 {more} 笔更早的订单")), "{page}");
    assert!(page.contains("= 消费潜力"), "what is beside the thirds of buyers is told, too: {page}");
}

#[test]
fn a_line_stands_beside_what_is_compared_with_it_and_no_is_a_sentence() {
    let home = demo();
    let (_, page) = why(&home, "KOL", "staff:no");
    let number = |name: &str| {
        let line = page.lines().find_map(|line| line.strip_prefix(&format!("  = {name} ")));
        line.unwrap_or_else(|| panic!("{name} in {page}")).parse::<f64>().unwrap()
    };
    assert!(number("影响力") >= number("社群的线"), "{page}");
    assert!(page.lines().any(|line| line.matches("不是员工").count() == 2 && line.ends_with("符合")), "{page}");
}

#[test]
fn nobody_is_called_young_whose_age_is_unknown() {
    let home = demo();
    let mothers = "gender:female and life_stage:parent_young";
    let sentences = |filter: &str| -> Vec<String> {
        let list = home.run(&["members", "--db", "demo.db", "--where", filter, "--json", "--limit", "0"]).out;
        let list: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
        let pages = list.iter().map(|row| home.run(&["member", "--db", "demo.db", &format!("id:{}", row["id"])]).out);
        pages.map(|page| page.lines().nth(1).unwrap_or_default().to_owned()).collect()
    };
    let (young, other) =
        (sentences(&format!("{mothers} and tag:年轻宝妈")), sentences(&format!("{mothers} and not tag:年轻宝妈")));
    assert!(!young.is_empty() && young.iter().all(|sentence| sentence.contains("年轻宝妈")), "{young:?}");
    assert!(
        !other.is_empty() && other.iter().all(|sentence| sentence.contains("宝妈") && !sentence.contains("年轻")),
        "{other:?}"
    );
}
