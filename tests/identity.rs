//! One person under several accounts: suggested, made one, taken apart, measured.

mod program;

use program::{Home, done, english, fixture};
use qunxiang::lang::Lang;
use qunxiang::model::MemberId;
use qunxiang::task::request::Work;
use qunxiang::task::session::Session;
use qunxiang::task::watch::Watch;
use serde_json::Value;

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(home, &[arguments, &["--json"]].concat())).unwrap()
}

/// All that a user sees of members: lists, pages, tags, segments, what waits.
fn seen(home: &Home) -> Value {
    let members = json(home, &["members"]);
    let pages: Vec<Value> = members
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let mut page = json(home, &["member", &format!("id:{}", row["id"])]);
            // What was gained and lost in between did happen, and is told.
            page.as_object_mut().unwrap().remove("history");
            page
        })
        .collect();
    let mut segments = json(home, &["segment", "list"]);
    for segment in segments.as_array_mut().unwrap() {
        // So does who came and went since the build before.
        segment.as_object_mut().unwrap().retain(|key, _| key != "entered" && key != "left");
    }
    let shown: Vec<Value> = [&["tag", "list"][..], &["groups"], &["kol"], &["join"], &["staff", "list"]]
        .iter()
        .map(|list| json(home, list))
        .collect();
    serde_json::json!({ "members": members, "pages": pages, "segments": segments, "lists": shown })
}

fn filled() -> Home {
    let home = Home::new();
    for source in ["SYNTH_group.json", "SYNTH_members.csv", "SYNTH_youzan_orders.csv", "SYNTH_wjx_text.csv"] {
        done(&home, &["import", &fixture(source)]);
    }
    home
}

#[test]
fn what_was_merged_and_split_is_as_it_was_and_like_a_full_rebuild_at_each_step() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0003"]);
    done(&home, &["tag", "remove", "从未发言", "wechat:wxid_mem0004"]);
    done(&home, &["staff", "add", "wechat:wxid_mem0003"]);
    done(&home, &["segment", "save", "说话的人", "--where", "messages>=1"]);
    let before = seen(&home);
    done(&home, &["identity", "merge", "wechat:wxid_mem0004", "wechat:wxid_mem0003"]);
    let merged = seen(&home);
    assert_eq!(before["members"].as_array().unwrap().len(), merged["members"].as_array().unwrap().len() + 1);
    done(&home, &["build", "--all"]);
    assert_eq!(seen(&home), merged);
    done(&home, &["identity", "split", "wechat:wxid_mem0003"]);
    assert_eq!(seen(&home), before);
    done(&home, &["build", "--all"]);
    assert_eq!(seen(&home), before);
}

#[test]
fn what_the_explorer_merges_and_splits_by_number_is_as_it_was() {
    let home = on_two_platforms();
    let before = seen(&home);
    let path = home.folder.path().join("XDG_DATA_HOME/qunxiang/store.db");
    let mut session = Session::open(&path, Lang::En).unwrap();
    let mut work = |work| session.work(work, &mut Watch::nobody()).unwrap();
    let pair = |at: usize| {
        let found = json(&home, &["identity", "suggest"]);
        let id = |side: &str| MemberId(found[at][side]["id"].as_i64().unwrap());
        (id("one"), id("other"))
    };
    let number = || json(&home, &["identity", "history"])[0]["id"].as_i64().unwrap();
    let (one, other) = pair(0);
    work(Work::Merge(one, other));
    let first = number();
    let (two, twin) = pair(0);
    work(Work::Merge(two, twin));
    // The earlier one can be taken apart although another came after it.
    work(Work::Split(first));
    work(Work::Split(number()));
    assert_eq!(seen(&home), before);
    assert!(session.work(Work::Split(first), &mut Watch::nobody()).is_err(), "it is apart already");
}

#[test]
fn suggestions_weigh_what_agrees_and_what_differs_and_the_surest_stand_first() {
    let found = json(&on_two_platforms(), &["identity", "suggest"]);
    let scores: Vec<f64> = found.as_array().unwrap().iter().map(|pair| pair["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert_eq!(scores[0], 1.5, "a handle and a name");
    let sum = |pair: &Value| -> f64 {
        let of = |key: &str| pair[key].as_array().unwrap().iter().map(|ground| ground["weight"].as_f64().unwrap());
        of("reasons").chain(of("against")).sum()
    };
    for (pair, score) in found.as_array().unwrap().iter().zip(&scores) {
        assert!((sum(pair) - score).abs() < 1e-9, "{pair}");
    }
}

#[test]
fn an_import_says_how_many_pairs_may_be_one_person_only_if_it_brought_something() {
    let home = on_two_platforms();
    let pairs = json(&home, &["identity", "suggest", "--limit", "100"]).as_array().unwrap().len();
    let more = home.file("more.csv", "昵称,QQ号\n路人,99999\n");
    let told =
        |done: &program::Done| done.err.lines().find(|line| line.contains("identity suggest")).map(str::to_owned);
    let fresh = home.run(&["import", &more.display().to_string()]);
    assert_eq!(
        told(&fresh).as_deref(),
        Some(format!("有 {pairs} 对成员可能是同一人，合并前各算各的：qunxiang identity suggest").as_str()),
        "{}",
        fresh.err
    );
    let again = home.run(&["import", &more.display().to_string()]);
    assert_eq!(told(&again), None, "{}", again.err);
}

/// A chat by WeChat ids and a roster by QQ numbers, which tell of the same eight people.
fn on_two_platforms() -> Home {
    let home = Home::new();
    for source in ["SYNTH_group.json", "SYNTH_members.csv"] {
        done(&home, &["import", &fixture(source)]);
    }
    home
}

fn suggested(home: &Home) -> Vec<(String, String, Vec<String>)> {
    let found = json(home, &["identity", "suggest"]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let pair = |found: &Value| {
        let reasons = found["reasons"].as_array().unwrap().iter().map(|reason| text(&reason["key"])).collect();
        (text(&found["one"]["platform_id"]), text(&found["other"]["platform_id"]), reasons)
    };
    found.as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn suggestions_name_their_reasons_and_are_measured_against_a_truth() {
    let home = on_two_platforms();
    let found = suggested(&home);
    let reasons =
        |one: &str| found.iter().find(|(id, ..)| id == one).map(|(_, other, why)| (other.clone(), why.join(",")));
    assert_eq!(reasons("wxid_owner0001"), Some(("10001".into(), "handle,name".into())));
    assert_eq!(reasons("wxid_mem0003"), Some(("10003".into(), "name,city".into())));
    assert_eq!(reasons("wxid_mem0007"), None, "momo is used by thousands");
    let truth: String = (1..=8)
        .map(|person| {
            let wechat =
                ["owner0001", "admin0002"].get(person - 1).map_or(format!("mem{person:04}"), |id| (*id).into());
            format!("wechat:wxid_{wechat},{person}\nqq:1000{person},{person}\n")
        })
        .collect();
    home.file("truth.csv", format!("identity,person\n{truth}wechat:nobody,9\n"));
    let measured = english(&home, &["eval", "identity", "--truth", "truth.csv"]);
    assert_eq!(
        serde_json::from_str::<Value>(&measured.out).unwrap(),
        serde_json::json!({ "n": 16, "pairs": 6, "precision": 1.0, "recall": 0.75, "skipped": 1 })
    );
    assert!(measured.err.contains("truth.csv"), "{}", measured.err);
    assert_eq!(english(&home, &["eval", "identity", "--truth", &fixture("SYNTH_members.csv")]).code, Some(1));
}

#[test]
fn what_was_rejected_or_split_is_neither_suggested_again_nor_made_one_by_a_later_import() {
    let home = on_two_platforms();
    let pairs = suggested(&home).len();
    done(&home, &["identity", "reject", "qq:10003", "wechat:wxid_mem0003"]);
    assert_eq!(suggested(&home).len(), pairs - 1);
    done(&home, &["identity", "merge", "qq:10001", "wechat:wxid_owner0001"]);
    done(&home, &["identity", "split", "wechat:wxid_owner0001", "qq:10001"]);
    assert_eq!(suggested(&home).len(), pairs - 2);
    let members = json(&home, &["members"]).as_array().unwrap().len();
    let named_as_one = "姓名,微信ID,QQ号,手机\n林晓,wxid_owner0001,10001,13800000001\n小鱼干,wxid_mem0003,10003,13800000003\n\
                        大鹏,wxid_mem0004,10004,13800000004\n";
    home.file("roster.csv", named_as_one);
    done(&home, &["import", "roster.csv"]);
    let left = json(&home, &["members"]).as_array().unwrap().len();
    assert_eq!(left, members - 1, "only who is not kept apart is made one");

    // By hand the operator may think again.
    done(&home, &["identity", "merge", "qq:10003", "wechat:wxid_mem0003"]);
    let history = json(&home, &["identity", "history"]);
    let sources: Vec<&str> = history.as_array().unwrap().iter().map(|row| row["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["suggested", "import", "suggested"]);
    assert!(history[2]["parted"].is_string() && history[0]["parted"].is_null(), "{history}");
    assert_eq!(history[2]["reasons"][0]["key"], "handle");
}

#[test]
fn whoever_opted_out_is_neither_suggested_nor_merged() {
    let home = on_two_platforms();
    let pairs = suggested(&home).len();
    done(&home, &["optout", "qq:10003", "--yes"]);
    assert_eq!(suggested(&home).len(), pairs - 1);
    assert_eq!(english(&home, &["identity", "merge", "qq:10003", "wechat:wxid_mem0003"]).code, Some(1));
    assert_eq!(english(&home, &["identity", "split", "wechat:wxid_mem0003"]).code, Some(1), "nothing was merged");
    assert_eq!(english(&home, &["identity", "merge", "qq:10004", "qq:10004"]).code, Some(1));
}

#[test]
fn of_a_person_made_of_three_any_account_can_be_parted_first() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0006"]);
    done(&home, &["tag", "add", "老友", "wechat:wxid_mem0005"]);
    done(&home, &["staff", "add", "wechat:wxid_mem0006"]);
    let before = seen(&home);
    done(&home, &["identity", "merge", "wechat:wxid_mem0005", "wechat:wxid_mem0006"]);
    done(&home, &["identity", "merge", "wechat:wxid_mem0003", "wechat:wxid_mem0006"]);
    done(&home, &["identity", "split", "wechat:wxid_mem0003", "wechat:wxid_mem0006"]);
    done(&home, &["identity", "split", "wechat:wxid_mem0003"]);
    assert_eq!(seen(&home), before);
}

#[test]
fn a_suggested_questionnaire_that_is_answered_and_imported_makes_known_what_it_asked() {
    for (lang, shown) in [("zh", "性别:女"), ("en", "gender:female")] {
        let home = Home::new();
        done(&home, &["import", &fixture("SYNTH_group.json")]);
        let ask = |arguments: &[&str]| home.run(&[&["--lang", lang], arguments].concat());
        let asked = ask(&["survey", "suggest", "--where", "messages>=0", "--json"]);
        let asked: Value = serde_json::from_str(&asked.out).unwrap();
        let questions = asked["questions"].as_array().unwrap();
        let keys: Vec<&str> = questions.iter().filter_map(|question| question["attribute"].as_str()).collect();
        assert_eq!(keys.len(), 5, "{lang}: {asked}");
        assert!(questions[0]["joins"].is_string() && questions[0]["attribute"].is_null(), "{lang}: {asked}");
        let text = ask(&["survey", "suggest", "--where", "messages>=0"]).out;
        assert!(text.starts_with(&format!("1. {}", questions[0]["title"].as_str().unwrap())), "{text}");

        // Kevin answers every question, each of its options once, by the WeChat ID that joins.
        let head: Vec<String> =
            (1..).zip(questions).map(|(at, one)| format!("{at}、{}", one["title"].as_str().unwrap())).collect();
        let pick = |question: &Value| match question["joins"].as_str() {
            Some("alias") => "kevin_op".to_owned(),
            Some("nickname") => "Kevin".to_owned(),
            Some(_) => String::new(),
            None => {
                question["options"].get(1).or(Some(&question["example"])).and_then(Value::as_str).unwrap().to_owned()
            }
        };
        let row: Vec<String> = questions.iter().map(pick).collect();
        let duration = "53秒,微信,N/A,113.87.1.1(广东-深圳)";
        let csv = format!(
            "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,{},总分\n1,2024/3/2 11:05:01,{duration},{},0\n",
            head.join(","),
            row.join(",")
        );
        home.file("answers.csv", csv);
        done(&home, &["import", "answers.csv"]);
        if json(&home, &["join"])["proposals"] != 0 {
            done(&home, &["join", "accept", "--all"]);
        }
        let page = json(&home, &["member", "wechat:wxid_admin0002"]);
        for key in keys {
            assert!(!page["dimensions"]["basic"][key]["value"].is_null(), "{lang}: {key} in {page}");
        }
        assert_eq!(json(&home, &["members", "--where", shown]).as_array().unwrap().len(), 1, "{lang}");
    }
}

#[test]
fn what_was_remembered_of_a_merge_goes_with_whoever_is_forgotten() {
    let home = on_two_platforms();
    done(&home, &["identity", "merge", "qq:10003", "wechat:wxid_mem0003"]);
    done(&home, &["identity", "merge", "qq:10004", "wechat:wxid_mem0004"]);
    done(&home, &["forget", "wechat:wxid_mem0003", "--yes"]);
    let history = json(&home, &["identity", "history"]);
    let names: Vec<&str> = history.as_array().unwrap().iter().map(|row| row["gone_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["大鹏"]);
}
