//! `outcome tune`: weights fitted on what came of a campaign are tried on others, shown, and never applied silently.

mod program;

use program::{Home, done, english, well};
use serde_json::Value;

/// The demo, with a campaign that those answered who answer others, but for every seventh.
fn demo(least: u64) -> Home {
    let home = Home::new();
    well(&home, &["demo", "--no-tui", "--db", "demo.db"]);
    let listed =
        well(&home, &["members", "--db", "demo.db", "--columns", "interaction,replies_sent", "--json", "--limit", "0"]);
    let members: Vec<Value> = serde_json::from_str(&listed.out).unwrap();
    let mut table = String::from("member,contacted,answered\n");
    for member in members.iter().filter(|member| member["scores"]["interaction"].is_f64()).take(least as usize) {
        let id = member["id"].as_u64().unwrap();
        let keen = member["replies_sent"].as_f64().unwrap_or(0.0) >= 12.0;
        let answered = if keen != (id % 7 == 0) { "yes" } else { "no" };
        table.push_str(&format!("id:{id},yes,{answered}\n"));
    }
    home.file("spring.csv", table);
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "spring", "--db", "demo.db"]);
    home
}

fn tune(home: &Home, further: &[&str]) -> Value {
    let whole = [&["outcome", "tune", "--campaign", "spring", "--db", "demo.db", "--json"], further].concat();
    serde_json::from_str(&done(home, &whole)).unwrap()
}

#[test]
fn weights_are_tried_on_people_they_were_not_fitted_on_and_nothing_is_kept() {
    let home = demo(u64::MAX);
    let before = done(&home, &["kol", "--db", "demo.db", "--json"]);
    let found = tune(&home, &[]);
    let number = |key: &str| found[key].as_f64().unwrap();
    assert_eq!((&found["on"], &found["score"]), (&"answered".into(), &"interaction".into()), "{found}");
    assert_eq!(number("trained") + number("held_out"), number("n"));
    assert!((number("held_out") / number("n") - 1.0 / 3.0).abs() < 0.01);
    let weights: Vec<(&str, f64, f64)> = found["weights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (part["part"].as_str().unwrap(), part["before"].as_f64().unwrap(), part["after"].as_f64().unwrap()))
        .collect();
    assert_eq!(
        weights.iter().map(|(part, before, _)| (*part, *before)).collect::<Vec<_>>(),
        [("replied_to", 0.3), ("replies_sent", 0.25), ("received_per_message", 0.25), ("threads", 0.2)]
    );
    assert!((weights.iter().map(|(.., after)| after).sum::<f64>() - 1.0).abs() < 0.003, "{weights:?}");
    assert!(weights.iter().all(|(.., after)| *after >= 0.0), "{weights:?}");
    for side in ["before", "after"] {
        let [auc, low, high] = ["auc", "low", "high"].map(|key| found[side][key].as_f64().unwrap());
        assert!(low < auc && auc < high, "{found}");
    }
    let changed = found["changes"]["settings"].as_array().unwrap();
    assert!(
        changed.iter().all(|change| change["key"].as_str().unwrap().starts_with("weights.interaction.")),
        "{found}"
    );
    assert!(found["changes"]["rankings"].as_array().unwrap().iter().any(|ranking| ranking["score"] == "interaction"));
    assert_eq!(done(&home, &["kol", "--db", "demo.db", "--json"]), before, "nothing of it is kept");
    assert!(done(&home, &["scheme", "show", "--db", "demo.db"]).contains("replied_to = 0.30"));
}

#[test]
fn a_scheme_is_written_only_where_a_file_is_named_and_can_be_gone_by() {
    let home = demo(u64::MAX);
    let told = english(&home, &["outcome", "tune", "--campaign", "spring", "--db", "demo.db"]);
    for line in ["weights of interaction fitted on who answered", "held out: AUC now", "default → default-tuned"] {
        assert!(told.out.contains(line), "{line}\n{}", told.out);
    }
    assert!(told.err.contains("Nothing of it is kept"), "{}", told.err);
    let written = ["outcome", "tune", "--campaign", "spring", "--db", "demo.db", "-o", "tuned.toml"];
    assert!(done(&home, &written).contains("The scheme is in tuned.toml, and not in use"));
    assert_ne!(english(&home, &written).code, Some(0), "a file is not replaced unasked");
    done(&home, &["scheme", "check", "tuned.toml"]);
    done(&home, &["scheme", "use", "./tuned.toml", "--db", "demo.db"]);
    let used = done(&home, &["scheme", "show", "--db", "demo.db"]);
    assert!(used.contains("extends = \"default\"") && used.contains("[weights.interaction]"), "{used}");
}

#[test]
fn a_tuned_scheme_takes_the_words_of_its_dictionary_along() {
    let home = demo(u64::MAX);
    home.file("mine.toml", "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\ndictionary = [\"own.txt\"]\n");
    home.file("own.txt", "春笋团\n");
    done(&home, &["scheme", "use", "./mine.toml", "--db", "demo.db"]);
    std::fs::create_dir(home.folder.path().join("elsewhere")).unwrap();
    done(&home, &["outcome", "tune", "--campaign", "spring", "--db", "demo.db", "-o", "elsewhere/tuned.toml"]);
    done(&home, &["scheme", "check", "elsewhere/tuned.toml"]);
    done(&home, &["scheme", "use", "./elsewhere/tuned.toml", "--db", "demo.db"]);
    let used = done(&home, &["scheme", "show", "--db", "demo.db"]);
    assert_eq!(used.matches("春笋团").count(), 1, "{used}");
}

#[test]
fn too_few_outcomes_are_refused_in_a_sentence() {
    let home = demo(40);
    let told = english(&home, &["outcome", "tune", "--campaign", "spring", "--db", "demo.db"]);
    assert_eq!(told.code, Some(1));
    assert!(
        told.err.contains("too few outcomes to fit weights on:") && told.err.contains("it takes 30 of each"),
        "{}",
        told.err
    );
    let none = english(&home, &["outcome", "tune", "--campaign", "autumn", "--db", "demo.db"]);
    assert_eq!(none.code, Some(1), "{}", none.err);
}
