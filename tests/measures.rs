//! `eval attribute`, `eval influence` and `eval churn`: profiles measured against a truth.

mod program;

use program::{Home, fixture};
use serde_json::Value;

fn json(home: &Home, arguments: &[&str]) -> (Value, String) {
    let done = home.run(&[&["--lang", "en"], arguments].concat());
    assert_eq!(done.code, Some(0), "{arguments:?}: {}", done.err);
    (serde_json::from_str(&done.out).unwrap(), done.err)
}

fn listed() -> Home {
    let home = Home::new();
    assert_eq!(home.run(&["import", &fixture("SYNTH_members.csv")]).code, Some(0));
    home
}

#[test]
fn a_region_is_right_by_its_province_and_wrong_or_missing_otherwise() {
    let home = listed();
    // 小鱼干 is from 深圳 and 大鹏 from 杭州, and of momo nothing is known.
    home.file("truth.csv", "member,value\n小鱼干,广东\n大鹏,北京\nmomo,上海\n没有这个人,上海\nmomo,\n\"Kevin,上海\n");
    let (score, told) = json(&home, &["eval", "attribute", "地区", "--truth", "truth.csv", "--json"]);
    assert_eq!((&score["n"], &score["coverage"], &score["accuracy"]), (&3.into(), &0.6667.into(), &0.3333.into()));
    assert_eq!(score["per_class"]["广东"]["precision"], 1.0);
    assert_eq!(score["per_class"]["北京"]["recall"], 0.0);
    let confused = score["confusion"].as_array().unwrap();
    assert!(confused.contains(&serde_json::json!({"truth": "北京", "given": "other", "n": 1})), "{confused:?}");
    assert!(confused.contains(&serde_json::json!({"truth": "上海", "given": null, "n": 1})), "{confused:?}");
    assert_eq!(score["skipped"], 3);
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "3 rows of the truth were left out:",
            "truth.csv, line 5: no such member here",
            "truth.csv, line 6: no value",
            "truth.csv, line 7: the row cannot be read (quotes, encoding, or length)",
        ]
    );
}

#[test]
fn a_truth_in_either_language_is_one_truth() {
    let home = listed();
    home.file("truth.csv", "member,value\n小鱼干,女\n大鹏,male\nKevin,男\nmomo,狗\n");
    let (score, told) = json(&home, &["eval", "attribute", "gender", "--truth", "truth.csv"]);
    let classes: Vec<&String> = score["per_class"].as_object().unwrap().keys().collect();
    assert_eq!(classes, ["female", "male"]);
    assert_eq!((&score["n"], &score["accuracy"]), (&3.into(), &1.0.into()));
    assert!(told.contains("truth.csv, line 5: no such value of the attribute"), "{told}");
}

#[test]
fn what_cannot_be_measured_is_refused_in_a_sentence() {
    let home = listed();
    home.file("truth.csv", "member,value\n小鱼干,3\n");
    let refused = |name: &str| {
        let done = home.run(&["--lang", "en", "eval", "attribute", name, "--truth", "truth.csv"]);
        assert_eq!(done.code, Some(1));
        done.err
    };
    assert!(refused("orders").contains("orders is a number"), "{}", refused("orders"));
    assert!(refused("身高").contains("there is no attribute 身高"));
    home.file("truth.csv", "who,what\n小鱼干,女\n");
    assert!(refused("gender").contains("the columns member and value"), "{}", refused("gender"));
}

#[test]
fn influence_is_measured_beside_what_is_simpler() {
    let home = Home::new();
    assert_eq!(home.run(&["import", &fixture("SYNTH_group.json")]).code, Some(0));
    home.file("truth.csv", "member,value\nwxid_owner0001,9\nwxid_mem0004,5\nwxid_mem0007,很多\n");
    let (score, told) = json(&home, &["eval", "influence", "--truth", "truth.csv", "--absent", "0"]);
    assert_eq!((&score["n"], &score["auc"]), (&7.into(), &0.9.into()), "one of five others has as much");
    assert!(score["baselines"]["messages"]["auc"].is_f64() && score["baselines"]["active_days"]["auc"].is_f64());
    assert_eq!(score["precision_at_k"]["10"], Value::Null, "there are no ten");
    assert!(told.contains("truth.csv, line 4: the value is no number"), "{told}");
    let (named, _) = json(&home, &["eval", "influence", "--truth", "truth.csv", "--threshold", "6"]);
    assert_eq!((&named["n"], &named["auc"]), (&2.into(), &0.5.into()), "both have the highest score");
}

#[test]
fn the_risk_of_leaving_is_measured_on_the_stores_own_past() {
    let home = Home::new();
    // Twenty who are here every other day of 400, and twenty until day 200.
    let mut log = String::from("time,member,action\n");
    for day in (0..=400_i64).step_by(2) {
        for member in 0..40 {
            if member < 20 || day < 200 {
                log.push_str(&format!("{},m{member},post\n", 1_700_006_400 + day * 86_400 + member));
            }
        }
    }
    let file = home.file("log.csv", log);
    assert_eq!(home.run(&["import", file.to_str().unwrap()]).code, Some(0));
    let (past, _) = json(&home, &["eval", "churn", "--json"]);
    let told = home.run(&["eval", "churn", "--lang", "en"]).out;
    assert!(
        told.starts_with(
            "here the formula is no better than silence alone: AUC 1.000 against 1.000 (1 cut-offs, 40 predictions)"
        ),
        "{told}"
    );
    for line in [
        "formula             1.000   0.457     0.250 *",
        "silence alone       1.000   0.257     0.250",
        "active days alone",
        "0.0–0.2",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let quiet = home.run(&["eval", "churn", "--json"]);
    assert!(!quiet.err.contains("silence alone") && quiet.out.starts_with('{'), "{}", quiet.err);
    let list = home.run(&["churn", "--limit", "3", "--lang", "en"]);
    assert!(list.err.contains("here the formula is no better than silence alone"), "{}", list.err);
    assert_eq!(past["beats_recency"], false);
    assert_eq!(
        (&past["cutoffs"], &past["n"]),
        (&1.into(), &40.into()),
        "only around day 221 some went and some stayed"
    );
    assert_eq!((&past["auc"], &past["baselines"]["recency"]["auc"]), (&1.0.into(), &1.0.into()));
    assert_eq!(past["base_brier"], 0.25, "half of them went");
    let (month, _) = json(&home, &["eval", "churn", "--window", "30", "--json"]);
    assert!(month["auc"].is_f64() && month["brier"].is_null(), "a probability of 90 days is none of 30: {month}");
    assert_eq!(month["calibration"], serde_json::json!([]));
    let of_a_month = home.run(&["churn", "--window", "30", "--lang", "en"]);
    assert!(of_a_month.err.contains("no list of 30 days"), "the formula is of 90 alone: {}", of_a_month.err);
    let of_ninety = home.run(&["churn", "--window", "90", "--limit", "3", "--lang", "en"]);
    assert_eq!(of_ninety.out, list.out, "what builds keep");
    let young = Home::new();
    assert_eq!(young.run(&["import", &fixture("SYNTH_group.json")]).code, Some(0));
    let (short, _) = json(&young, &["eval", "churn", "--json"]);
    let told = young.run(&["eval", "churn", "--lang", "en"]).out;
    assert_eq!((&short["cutoffs"], &short["auc"]), (&0.into(), &Value::Null));
    assert!(told.contains("nothing to measure"), "{told}");
    assert!(young.run(&["churn", "--lang", "en"]).err.contains("not validated here: the past is too short"));
}

#[test]
fn a_risk_is_as_sure_as_its_trial_on_the_communitys_own_past_and_says_so() {
    let home = Home::new();
    // Who was silent for some days by then goes, save for one of them.
    let mut log = String::from("time,member,action\n");
    let mut add = |day: i64, who: i64| {
        log.push_str(&format!("{},m{who},post\n", 1_700_006_400 + day * 86_400 + who));
    };
    add(0, 99);
    for who in 0..40 {
        add(100 + who, who);
        let stays = if who < 20 { who == 0 } else { who > 20 };
        if stays {
            add(200 + who % 3, who);
        }
    }
    add(229, 99);
    let file = home.file("log.csv", log);
    assert_eq!(home.run(&["import", file.to_str().unwrap()]).code, Some(0));
    let (past, _) = json(&home, &["eval", "churn", "--json"]);
    let auc = past["auc"].as_f64().unwrap();
    assert!((0.6..0.99).contains(&auc), "{past}");
    let (page, _) = json(&home, &["member", "m25", "--json"]);
    let of = |key: &str| page["dimensions"]["derived"][key].clone();
    let (risk, band) = (of("churn_risk"), of("churn_band"));
    for attribute in [&risk, &band] {
        let sure = attribute["confidence"].as_f64().unwrap();
        assert!((sure - (2.0 * auc - 1.0)).abs() < 1e-3, "{sure} of an AUC of {auc}");
    }
    let at_risk = home.run(&["members", "--where", "tag:流失风险", "--limit", "1", "--json"]).out;
    let at_risk: Value = serde_json::from_str(&at_risk).unwrap();
    let told = home.run(&["tag", "explain", "流失风险", &format!("id:{}", at_risk[0]["id"]), "--lang", "en"]);
    assert!(told.out.contains(&format!("AUC on its own past {auc:.2}")), "{}{}", told.out, told.err);
}

#[test]
fn a_risk_that_was_never_tried_here_is_hardly_sure() {
    let home = Home::new();
    // Twenty who were here on forty days, and on the last day one alone.
    let mut log = String::from("time,member,action\n");
    for day in 0..40_i64 {
        for who in 0..20 {
            log.push_str(&format!("{},m{who},post\n", 1_700_006_400 + day * 86_400 + who));
        }
    }
    log.push_str(&format!("{},late,post\n", 1_700_006_400 + 95 * 86_400));
    let file = home.file("log.csv", log);
    assert_eq!(home.run(&["import", file.to_str().unwrap()]).code, Some(0));
    let (page, _) = json(&home, &["member", "m3", "--json"]);
    assert_eq!(page["dimensions"]["derived"]["churn_risk"]["confidence"], 0.2);
    let told = home.run(&["member", "m3", "--evidence", "churn_risk", "--lang", "en"]).out;
    assert!(told.contains("not validated here, confidence 0.2"), "{told}");
}

#[test]
fn reasons_for_leaving_are_those_that_were_more_frequent_among_who_left() {
    let home = Home::new();
    // Forty who are answered and stay, and forty whom nobody answers and who go; some of either the other way round.
    let mut log = String::from("time,member,action,target\n");
    let mut add = |day: i64, who: i64, action: &str, target: &str| {
        log.push_str(&format!("{},m{who},{action},{target}\n", 1_700_006_400 + day * 86_400 + who));
    };
    add(0, 99, "post", "");
    for who in 0..80 {
        add(150, who, "post", "");
        if (who < 40) != (who % 8 == 0) {
            add(151, 90, "reply", &format!("m{who}"));
        }
        if who < 40 {
            add(220, who, "post", "");
        }
    }
    add(269, 90, "post", "");
    let file = home.file("log.csv", log);
    assert_eq!(home.run(&["import", file.to_str().unwrap()]).code, Some(0));
    let (rows, told) = json(&home, &["churn", "--reasons", "--json"]);
    let compared = "Of the members active from 2024-02-13 to 2024-05-12, without staff and bots, 40 left: they were not seen from 2024-05-13 to 2024-08-10, or went in it; 41 stayed";
    assert!(told.split_whitespace().collect::<Vec<_>>().join(" ").contains(compared), "{told}");
    let first = &rows[0];
    assert_eq!((&first["factor"], &first["left"], &first["left_of"]), (&"no_reply".into(), &35.into(), &40.into()));
    // Of those who stayed 5 of the forty, and the one who answers.
    assert_eq!((&first["stayed"], &first["stayed_of"]), (&6.into(), &41.into()));
    // ln(35.5·35.5 / (5.5·6.5)) = 3.5625.
    assert!((first["log_odds"].as_f64().unwrap() - 3.5625).abs() < 1e-3, "{first}");
    assert!(first["low"].as_f64().unwrap() > 0.0 && first["q"].as_f64().unwrap() < 0.001, "{first}");
    let unknown = rows.as_array().unwrap().iter().find(|row| row["factor"] == "first_message_unanswered").unwrap();
    assert!(unknown["log_odds"].is_null() && unknown["left_of"] == 0, "a log has no messages: {unknown}");
}
