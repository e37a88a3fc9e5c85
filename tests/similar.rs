//! Who is like a member: as Gower's coefficient says, told with what is shared, and not told where too little is known.

mod program;
mod tui_fixture;

use program::{Home, done, english, well};
use qunxiang::mining::gower::{Likeness, nearness};
use qunxiang::model::MemberId;
use qunxiang::task::request::Question;
use serde_json::Value;
use tui_fixture::{Explorer, name};

/// `benches/reference_gower.py` wrote the people and what the package says of every two of them.
/// Only the arithmetic of the coefficient is held against it here: which respects there are, and what the command makes
/// of them, is asked of numbers worked out by hand below.
#[test]
fn the_coefficient_of_two_people_is_what_the_package_gower_says() {
    let reference: Value = serde_json::from_str(include_str!("fixtures/gower_reference.json")).unwrap();
    let people = reference["people"].as_array().unwrap();
    let number = |person: &Value, key: &str| person[key].as_f64().unwrap();
    let numbers = ["activity", "sentiment", "orders"].map(|key| {
        let of_all: Vec<f64> = people.iter().map(|person| number(person, key)).collect();
        let least = of_all.iter().copied().fold(f64::INFINITY, f64::min);
        (key, of_all.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least)
    });
    for (one, of_one) in people.iter().zip(reference["similarity"].as_array().unwrap()) {
        for (other, theirs) in people.iter().zip(of_one.as_array().unwrap()) {
            let mut likeness = Likeness::default();
            for (key, range) in numbers {
                likeness.add(nearness(number(one, key), number(other, key), range), 1);
            }
            for key in ["gender", "region", "stage"] {
                likeness.add(f64::from(one[key] == other[key]), 1);
            }
            let ours = likeness.coefficient(6).unwrap();
            assert!((ours - theirs.as_f64().unwrap()).abs() < 1e-5, "{ours}, and the reference {theirs}");
        }
    }
}

/// Six people of whom a list tells what can be worked out by hand.
const LIST: &str = "昵称,QQ号,性别,省份,职业,标签\n甲,10001,女,浙江,医生,茶友;读书\n乙,10002,女,浙江,医生,茶友\n\
    丙,10003,女,江苏,教师,读书;跑步\n丁,10004,男,浙江,,茶友;读书\n戊,10005,,,,跑步\n己,10006,男,江苏,医生,\n";

fn listed() -> Home {
    let home = Home::new();
    let file = home.file("members.csv", LIST);
    done(&home, &["import", file.to_str().unwrap()]);
    home
}

fn alike(home: &Home, arguments: &[&str]) -> Vec<(String, f64, u64)> {
    let found: Value = serde_json::from_str(&done(home, &[&["similar"], arguments, &["--json"]].concat())).unwrap();
    let rows = found["similar"].as_array().unwrap().iter();
    rows.map(|row| {
        let name = row["name"].as_str().unwrap().to_owned();
        (name, row["similarity"].as_f64().unwrap(), row["compared"].as_u64().unwrap())
    })
    .collect()
}

#[test]
fn similarity_is_what_can_be_worked_out_by_hand() {
    // Everybody is silent, and tagged 从未发言: two respects in which all are alike; of a list alone no stage is known.
    // Beside them, save for 戊, of whom nothing but the tags is known: three more, which are too few.
    let by_hand = [
        ("乙", 6.0 / 7.0, 7), // gender, province, occupation and 茶友 shared; 读书 only 甲's
        ("丁", 5.0 / 6.0, 6), // province and both tags shared, gender not; the occupation is unknown
        ("丙", 4.0 / 8.0, 8), // gender and 读书 shared; 茶友 only 甲's, 跑步 only 丙's
        ("己", 3.0 / 7.0, 7), // the occupation shared; no tag of 甲's
    ];
    let found = alike(&listed(), &["甲"]);
    assert_eq!(found.len(), by_hand.len());
    for ((name, similarity, compared), (expected, value, respects)) in found.iter().zip(by_hand) {
        assert_eq!((name.as_str(), *compared), (expected, respects));
        assert!((similarity - value).abs() < 1e-6, "{name}: {similarity}");
    }
}

#[test]
fn an_occupation_that_begins_with_anothers_is_another_and_a_city_is_of_its_province() {
    let home = Home::new();
    let list = "昵称,QQ号,性别,地区,职业,标签\n甲,10001,女,浙江,守林人,茶友\n乙,10002,女,浙江杭州,守林人助手,茶友\n\
        丙,10003,女,浙江宁波,守林人,茶友\n丁,10004,男,江苏,\"守林人\n兼职\",茶友\n戊,10005,男,江苏,\"守林人\n兼职\",茶友\n";
    let file = home.file("members.csv", list);
    done(&home, &["import", file.to_str().unwrap()]);
    let told = |of: &str, other: &str| {
        let found: Value = serde_json::from_str(&done(&home, &["similar", of, "--json"])).unwrap();
        let rows = found["similar"].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"] == other).unwrap();
        let fields = |side: &str| {
            let respects = row[side].as_array().unwrap().iter().map(|respect| respect["field"].as_str().unwrap());
            respects.filter(|field| ["region", "occupation"].contains(field)).map(str::to_owned).collect::<Vec<_>>()
        };
        (row["similarity"].as_f64().unwrap(), fields("shared"), fields("apart"))
    };
    let all_but_one = 5.0 / 6.0; // activity, the tags 从未发言 and 茶友, gender and the province; not the occupation
    for (one, other) in [("甲", "乙"), ("乙", "甲"), ("乙", "丙"), ("丙", "乙")] {
        let (similarity, shared, apart) = told(one, other);
        assert!((similarity - all_but_one).abs() < 1e-6, "{one} {other}: {similarity}");
        assert_eq!((shared, apart), (vec!["region".to_owned()], vec!["occupation".to_owned()]), "{one} {other}");
    }
    for (one, other) in [("甲", "丙"), ("丙", "甲"), ("丁", "戊")] {
        let (similarity, shared, apart) = told(one, other);
        assert!((similarity - 1.0).abs() < 1e-6, "{one} {other}: {similarity}");
        assert_eq!((shared.len(), apart.len()), (2, 0), "{one} {other}");
    }
}

#[test]
fn everybody_alike_is_told_with_what_few_others_share_and_with_what_differs() {
    let home = listed();
    let told = english(&home, &["similar", "甲", "--limit", "2"]);
    insta::assert_snapshot!(told.out, @"
    1  乙  id:2  0.86 (of 7)
       alike in  tag 茶友 40%; gender female 50%; region 浙江 50%; occupation 医生
       67%
       differs in  tag 读书 ↔ —
    2  丁  id:4  0.83 (of 6)
       alike in  tag 茶友 40%; tag 读书 40%; region 浙江 50%
       differs in  gender female ↔ male
    ");
    insta::assert_snapshot!(told.err, @"
    甲 is known in 7 respects, and was compared with 4 of the community in 6 or more.
    Alike, 0–1: the mean nearness over what was compared; what is unknown of either does not count. Alike in: what few others share first, with the share of comparable members who are as near. Differs in: the member, then the other; — is none.
    ");
    insta::assert_snapshot!(done(&home, &["similar", "甲", "--limit", "1", "--format", "csv"]), @r#"
    "id","name","similarity","compared","shared","apart"
    2,"乙",0.857,7,"tag 茶友 40%|gender female 50%|region 浙江 50%|occupation 医生 67%","tag 读书 ↔ —"
    "#);
}

#[test]
fn of_whom_too_little_is_known_nobody_is_like() {
    let told = english(&listed(), &["similar", "戊"]);
    assert_eq!((told.code, told.out.as_str()), (Some(0), ""));
    insta::assert_snapshot!(told.err, @"Not enough is known of 戊: 3 respects, of which 6 are needed to tell who is alike.");
}

#[test]
fn staff_bots_and_who_opted_out_are_like_nobody() {
    let home = listed();
    well(&home, &["staff", "add", "qq:10002"]);
    well(&home, &["staff", "add", "qq:10004", "--bot"]);
    well(&home, &["optout", "qq:10003", "--yes"]);
    well(&home, &["build"]);
    let names: Vec<String> = alike(&home, &["甲"]).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["己"]);
}

#[test]
fn a_filter_says_among_whom_and_changes_nothing_of_how_alike_they_are() {
    let home = listed();
    let all = alike(&home, &["甲"]);
    let men = alike(&home, &["甲", "--where", "gender:male"]);
    assert_eq!(men, [all[1].clone(), all[3].clone()]);
}

#[test]
fn tags_on_sensitive_matters_liken_nobody() {
    let home = listed();
    let own = "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\n[[tag]]\nname = \"宗教话题\"\nrule = \"region:浙江\"\nsensitive = true\n";
    home.file("mine.toml", own);
    let before = alike(&home, &["甲"]);
    done(&home, &["scheme", "use", "./mine.toml"]);
    assert!(done(&home, &["members", "--where", "tag:宗教话题", "--json"]).contains("丁"));
    assert_eq!(alike(&home, &["甲"]), before);
}

#[test]
fn the_demo_tells_parents_from_night_owls() {
    let home = Home::new();
    well(&home, &["demo", "--no-tui", "--db", "demo.db"]);
    let on_demo = |arguments: &[&str]| well(&home, &[arguments, &["--db", "demo.db", "--json"]].concat()).out;
    let owl: Value = serde_json::from_str(&on_demo(&["members", "--where", "tag:夜猫子", "--limit", "1"])).unwrap();
    let id = format!("id:{}", owl[0]["id"]);
    let found: Value = serde_json::from_str(&on_demo(&["similar", &id, "--limit", "3"])).unwrap();
    for row in found["similar"].as_array().unwrap() {
        let shared = row["shared"].as_array().unwrap();
        assert!(
            shared.iter().any(|respect| respect["own"] == "夜猫子" && respect["share"].as_f64() < Some(0.1)),
            "{row}"
        );
    }
}

#[test]
fn the_page_of_a_member_lists_who_is_like_them_and_enter_goes_there() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["1", "enter", "s"]);
    assert!(explorer.questions().contains(&Question::Similar(MemberId(1), None, 20)), "{:?}", explorer.questions());
    insta::assert_snapshot!("similar_80", explorer.screen());
    explorer.keys(&["down", "enter"]);
    assert_eq!(explorer.questions().last(), Some(&Question::Portrait(MemberId(9))));
    explorer.keys(&["esc"]);
    assert!(explorer.screen().contains(&name(0)), "back on the page that it was opened from");
    let hidden = explorer.keys(&["P", "s"]).screen();
    assert!(!hidden.contains(&name(4)) && hidden.contains("0.86"), "{hidden}");
}
