//! Profile schemes: checked with file and line, tried before they are used, and kept by the store.

mod program;
mod tui_fixture;

use program::{Home, done, english, fixture, well};
use qunxiang::config::scheme::BUILT_IN;
use qunxiang::config::{Change, Scheme, Strategy};
use qunxiang::model::MemberId;
use qunxiang::model::attribute::MECHANISMS;
use qunxiang::model::shift::{Move, Named, RankShift, Shifts, StateShift, TagShift};
use qunxiang::task::request::{Outcome, Reply, Trial, Work};
use qunxiang::tui::Msg;
use serde_json::Value;
use tui_fixture::Explorer;

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(home, arguments)).unwrap()
}

fn filled() -> Home {
    let home = Home::new();
    for source in ["SYNTH_group.json", "SYNTH_members.csv", "SYNTH_youzan_orders.csv"] {
        done(&home, &["import", &fixture(source)]);
    }
    home
}

const OWN: &str = r#"name = "mine"
title = "我的"
extends = "default"

[[tag]]
name = "买过"
rule = "orders>=1"

[[tag]]
name = "活跃用户"
rule = "messages>=1"
"#;

fn tags(home: &Home) -> Vec<(String, u64)> {
    let rows = json(home, &["tag", "list", "--json"]);
    let row = |row: &Value| (row["name"].as_str().unwrap().to_owned(), row["members"].as_u64().unwrap());
    rows.as_array().unwrap().iter().map(row).filter(|(_, members)| *members > 0).collect()
}

#[test]
fn a_check_names_every_error_with_its_file_and_line() {
    let home = Home::new();
    home.file("good.toml", OWN);
    insta::assert_snapshot!(done(&home, &["scheme", "check", "good.toml", "retail"]), @"
    good.toml: scheme “我的” is sound; 25 tag rules, 12 topics, 15 strategies.
    retail: scheme “私域零售” is sound; 31 tag rules, 16 topics, 21 strategies.
    ");
    home.file(
        "bad.toml",
        OWN.replace("orders>=1", "ordres>=1").replace("messages>=1", "said(\"抑郁\")".replace('"', "'").as_str()),
    );
    let bad = english(&home, &["scheme", "check", "bad.toml"]);
    assert_eq!((bad.code, bad.out.as_str()), (Some(1), ""));
    insta::assert_snapshot!(bad.err, @"
    error: 
    bad.toml, line 7, tag.rule: the rule of tag “买过”:
    ordres>=1
    ^^^^^^
    there is no field “ordres”; did you mean “orders”?
    error: bad.toml, line 10, tag.name: “活跃用户” touches on sensitive personal information (“抑郁”): only where it is needed and separately consented to, say sensitive = true; it then stays out of default exports
    error: 2 problems; mend them and check again
    ");
}

#[test]
fn a_strategy_that_cannot_be_checked_or_prices_people_is_refused_with_its_line() {
    let home = Home::new();
    let strategy = |name: &str, more: &str, what: &str| {
        format!(
            "[[strategy]]\nname = \"{name}\"\nkind = \"offer\"\n{more}\nwhat = {{ zh = \"{what}\", en = \"Do\" }}\n\
             why = {{ zh = \"因为\", en = \"Because\" }}\n"
        )
    };
    let text = [
        "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\nwithout_strategies = [\"没有的\"]\n".to_owned(),
        strategy("错条件", "when = \"ordres>=1\"", "问好"),
        strategy("没这标签", "when = \"tag:铁粉\"", "问好"),
        strategy("老客", "when = \"orders>=1\"", "给他们打八折"),
        strategy("新客", "when = \"orders>=1\"", "给他们发优惠券"),
        strategy("人人有券", "when = \"orders>=1\"\nopen = true", "告诉他们人人可领的优惠券"),
        strategy("人人八折", "when = \"orders>=1\"\nopen = true", "告诉他们人人八折"),
        strategy("方式", "when = \"orders>=1\"\nmechanism = \"starter\"", "问好"),
        strategy("敏感", "when = \"said('确诊')\"", "问好"),
        strategy("过大", "when = \"orders>=1\"\nshare = 1.5", "问好"),
        strategy("无话", "when = \"orders>=1\"", ""),
        strategy("老客", "when = \"orders>=1\"", "问好"),
    ]
    .concat();
    home.file("bad.toml", &text);
    insta::assert_snapshot!(english(&home, &["scheme", "check", "bad.toml"]).err, @r#"
    error: bad.toml, line 4, without_strategies: “没有的” is not there to be left out
    error: 
    bad.toml, line 8, strategy.when: the condition of strategy “错条件”:
    ordres>=1
    ^^^^^^
    there is no field “ordres”; did you mean “orders”?
    error: bad.toml, line 21, strategy.what: strategy “老客” speaks of a price (“八折”): it picks people by profile, which may set no price or discount; what everybody gets on the same terms says open = true, and names no amount
    error: bad.toml, line 27, strategy.what: strategy “新客” speaks of a price (“优惠”): it picks people by profile, which may set no price or discount; what everybody gets on the same terms says open = true, and names no amount
    error: bad.toml, line 41, strategy.what: strategy “人人八折” speaks of a price (“八折”): it picks people by profile, which may set no price or discount; what everybody gets on the same terms says open = true, and names no amount
    error: bad.toml, line 47, strategy.mechanism: the mechanism “starter” cannot be used: only incentives (kind = "incentive") have one of starter, answerer, bridge, amplifier
    error: bad.toml, line 51, strategy.name: strategy “敏感” touches on sensitive personal information (“确诊”), by which nobody is picked
    error: bad.toml, line 60, strategy.share: the lines of [strategy] must rise, and shares lie between 0 and 1
    error: bad.toml, line 67, strategy.what: strategy “无话” must say what to do, and why, in both languages: { zh = "…", en = "…" }
    error: bad.toml, line 70, strategy.name: “老客” stands here twice
    error: bad.toml, line 14, strategy.when: strategy “没这标签” asks for the tag “铁粉”, which no rule of the scheme gives
    error: 11 problems; mend them and check again
    "#);
    let line = |part: &str| text.lines().position(|line| line.contains(part)).unwrap() + 1;
    let told = home.run(&["scheme", "check", "bad.toml", "--lang", "zh"]).err;
    assert!(told.contains(&format!("第 {} 行，strategy.what：策略“老客”说到价钱（“八折”）", line("打八折"))), "{told}");
    home.file(
        "kind.toml",
        "name = \"a\"\ntitle = \"a\"\nextends = \"default\"\n[[strategy]]\nname = \"a\"\nkind = \"advice\"\n",
    );
    let told = home.run(&["scheme", "check", "kind.toml", "--lang", "zh"]).err;
    assert!(told.contains("第 6 行") && told.contains("没有这个值") && told.contains("incentive"), "{told}");
}

#[test]
fn every_scheme_of_the_program_brings_strategies_and_says_them_in_both_languages() {
    let has_han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let default = Scheme::builtin().strategies;
    for (name, _) in BUILT_IN {
        let scheme = Scheme::of_the_program(name).unwrap().unwrap_or_else(|error| panic!("{error}"));
        assert!(scheme.strategies.len() >= 12, "{name}");
        let own = scheme.strategies.iter().filter(|strategy| !default.contains(strategy)).count();
        assert!(name == "default" || own >= 4, "{name} says {own} of its own");
        for strategy in &scheme.strategies {
            let Strategy { what, why, name, .. } = strategy;
            assert!(has_han(&what.zh) && has_han(&why.zh), "{name}");
            assert!(!has_han(&what.en) && !has_han(&why.en), "{name}");
        }
    }
    for (mechanism, _) in MECHANISMS {
        let fits = |strategy: &Strategy| strategy.mechanism.as_deref() == Some(mechanism);
        assert!(default.iter().any(fits), "leaders by {mechanism} are left without an incentive");
    }
}

#[test]
fn a_strategy_of_the_same_name_takes_its_place_and_can_be_left_out() {
    let own = "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\nwithout_strategies = [\"发在夜里\"]\n[[strategy]]\n\
        name = \"迎新\"\nkind = \"care\"\nwhen = \"tag:新成员\"\nwhat = { zh = \"发一封信\", en = \"Write a letter\" }\n\
        why = { zh = \"来得晚\", en = \"They came late\" }\n";
    let (mine, default) = (Scheme::read("mine.toml", own).unwrap(), Scheme::builtin());
    assert_eq!(mine.strategies.len(), default.strategies.len() - 1);
    assert_eq!((mine.strategies[0].name.as_str(), mine.strategies[0].what.zh.as_str()), ("迎新", "发一封信"));
    let keys: Vec<String> = default.changes(&mine).into_iter().map(|change| change.key).collect();
    assert_eq!(keys, ["strategy.发在夜里", "strategy.迎新"]);
}

#[test]
fn what_another_scheme_would_change_is_told_and_nothing_is_written() {
    let home = filled();
    home.file("mine.toml", OWN);
    let before = (tags(&home), done(&home, &["members", "--json"]));
    insta::assert_snapshot!(done(&home, &["scheme", "diff", "./mine.toml"]), @"
    Scheme default → mine: 2 settings differ. What follows would change for the 16 members; nothing is written.

    setting       now                             then
    tag.买过      -                               orders>=1
    tag.活跃用户  staff:no and level:(high,core)  messages>=1

    tag       now  then  gain  lose  who gain                           who lose
    活跃用户    0     7     7     0  群主-林晓, 大鹏 后端, 小鱼干-设计
    买过        0     5     5     0  Kevin, 小鱼干, 大鹏
    ");
    assert_eq!((tags(&home), done(&home, &["members", "--json"])), before);

    let told = json(&home, &["scheme", "diff", "./mine.toml", "--json"]);
    done(&home, &["scheme", "use", "./mine.toml"]);
    let after = tags(&home);
    for tag in told["tags"].as_array().unwrap() {
        let name = tag["name"].as_str().unwrap();
        let bearers = after.iter().find(|(known, _)| known == name).map_or(0, |(_, members)| *members);
        assert_eq!(tag["after"].as_u64(), Some(bearers), "{name} came out as it was foretold");
    }
}

#[test]
fn a_store_keeps_its_scheme_when_the_file_is_gone_and_what_the_operator_did_stays() {
    let home = filled();
    let own = home.file("mine.toml", OWN);
    done(&home, &["tag", "add", "我选的", "id:1"]);
    done(&home, &["lock", "id:1", "gender", "female"]);
    done(&home, &["scheme", "use", "./mine.toml"]);
    std::fs::remove_file(own).unwrap();
    done(&home, &["import", &fixture("SYNTH_wjx_text.csv")]);
    assert!(tags(&home).iter().any(|(name, _)| name == "买过"));
    assert!(tags(&home).contains(&("我选的".to_owned(), 1)));
    assert_eq!(json(&home, &["member", "id:1", "--json"])["dimensions"]["basic"]["gender"]["value"], "female");
    assert_eq!(done(&home, &["scheme", "show"]), OWN);
    let listed = json(&home, &["scheme", "list", "--json"]);
    let used: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["in_use"] == true)
        .filter_map(|row| row["name"].as_str())
        .collect();
    assert_eq!(used, ["mine"]);
    let told = json(&home, &["scheme", "diff", "default", "--json"]);
    let bought = told["tags"].as_array().unwrap().iter().find(|tag| tag["name"] == "买过").unwrap();
    assert_eq!((&bought["before"], &bought["after"], &bought["lost"]), (&5.into(), &0.into(), &5.into()));
    done(&home, &["build", "--scheme", "default"]);
    let listed = json(&home, &["tag", "list", "--json"]);
    let names: Vec<&str> = listed.as_array().unwrap().iter().filter_map(|tag| tag["name"].as_str()).collect();
    assert!(!names.contains(&"买过") && names.contains(&"我选的"), "a tag that no scheme knows is not left at 0");
}

#[test]
fn every_tag_says_what_it_means_how_many_have_it_and_which_share_that_is() {
    let home = filled();
    done(&home, &["tag", "add", "我选的", "id:1"]);
    let people = json(&home, &["members", "--json"]).as_array().unwrap().len() as f64;
    let listed = json(&home, &["tag", "list", "--json"]);
    let tag = |name: &str| listed.as_array().unwrap().iter().find(|tag| tag["name"] == name).unwrap().clone();
    for row in listed.as_array().unwrap() {
        let share = row["members"].as_f64().unwrap() / people;
        assert!((row["share"].as_f64().unwrap() - share).abs() < 1e-4, "{row}");
    }
    assert_eq!((&tag("我选的")["members"], &tag("我选的")["meaning"]), (&1.into(), &"set by hand or imported".into()));
    assert_eq!(tag("管理员")["meaning"], "role is owner or admin");
    let shown = home.run(&["tag", "list", "--lang", "zh"]).out;
    assert!(shown.contains("占比") && shown.contains("人工打上或随导入而来"), "{shown}");
}

#[test]
fn words_of_a_scheme_and_its_dictionary_are_kept_whole_and_its_stop_words_left_out() {
    let home = Home::new();
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}}"#;
    let said = |number: i64| {
        let (who, other) = if number % 2 == 0 { ("阿青", "小北") } else { ("小北", "阿青") };
        let day = if number < 40 { number / 2 } else { 21 + (number - 40) / 6 };
        let time = 1_709_254_800 + day * 86_400 + number;
        let text = if number < 40 {
            format!("第{number}次见{other}，天气不错")
        } else {
            format!("春笋团第{number}回发车，{other}上车")
        };
        format!(
            r#"{{"_type":"message","platformMessageId":"{number}","sender":"wxid_{who}","accountName":"{who}","timestamp":{time},"type":0,"content":"{text}"}}"#
        )
    };
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain((0..80).map(said)).collect();
    home.file("chat.jsonl", lines.join("\n"));
    done(&home, &["import", "chat.jsonl"]);
    let words = |home: &Home| -> Vec<String> {
        let found = json(home, &["keywords", "--json"]);
        found["keywords"].as_array().unwrap().iter().map(|word| word["word"].as_str().unwrap().to_owned()).collect()
    };
    let plain = words(&home);
    assert!(!plain.contains(&"春笋团".to_owned()) && plain.contains(&"发车".to_owned()), "{plain:?}");
    let scheme = "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\ndictionary = [\"own.txt\"]\nstop_words = [\"发车\"]\n";
    home.file("mine.toml", scheme);
    home.file("own.txt", "春笋团，\n");
    let wrong = english(&home, &["scheme", "check", "mine.toml"]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.err.contains("own.txt, line 1: “春笋团，” is no word"), "{}", wrong.err);
    assert_eq!(english(&home, &["scheme", "use", "./mine.toml"]).code, Some(1), "and nothing is built with it");
    home.file("own.txt", "# 自己的词\n春笋团 30 n\n");
    done(&home, &["scheme", "use", "./mine.toml"]);
    std::fs::remove_file(home.folder.path().join("own.txt")).unwrap();
    done(&home, &["build", "--all"]);
    let found = words(&home);
    assert!(found.contains(&"春笋团".to_owned()) && !found.contains(&"发车".to_owned()), "{found:?}");
}

#[test]
fn a_members_page_says_what_changed_with_a_scheme_and_what_by_hand() {
    let home = filled();
    home.file("mine.toml", OWN);
    done(&home, &["scheme", "use", "./mine.toml"]);
    let bought = json(&home, &["members", "--where", "tag:买过", "--limit", "1", "--json"]);
    let who = format!("id:{}", bought[0]["id"]);
    done(&home, &["scheme", "use", "default"]);
    done(&home, &["tag", "add", "我选的", &who]);
    let page = json(&home, &["member", &who, "--json"]);
    let course: Vec<[&str; 3]> = page["history"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| change["what"].as_str().unwrap().starts_with("tag:"))
        .map(|change| {
            let kept = if change["to"].is_null() { "went" } else { "came" };
            [change["what"].as_str().unwrap(), kept, change["cause"].as_str().unwrap()]
        })
        .collect();
    assert_eq!(
        course,
        [["tag:我选的", "came", "hand"], ["tag:买过", "went", "scheme"], ["tag:买过", "came", "scheme"]]
    );
    assert_eq!(page["history"][1]["scheme"], "default");
    let table = done(&home, &["member", &who]);
    let lines = table.lines().skip_while(|line| !line.starts_with("changes")).take(3);
    let lines: Vec<String> = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        lines,
        [
            "changes attribute from → to why",
            "2024-03-05 tag +我选的 by hand",
            "2024-03-05 tag −买过 another scheme: default"
        ]
    );
}

#[test]
fn weights_move_rankings_and_attributes_left_out_are_nowhere() {
    let home = filled();
    home.file(
        "mine.toml",
        "name = \"mine\"\ntitle = \"我的\"\nextends = \"developer\"\n[weights.interaction]\nreplied_to = 0.0\n\
         replies_sent = 1.0\nreceived_per_message = 0.0\nthreads = 0.0\n[weights.influence]\nrepliers = 1.0\nreply_weeks = 0.0\n\
         mentions = 0.0\nlikes = 0.0\nhelped = 0.0\n[weights.consumption]\norder_frequency = 0.6\norder_amount = 0.2\n\
         order_recency = 0.2\n",
    );
    let told = json(&home, &["scheme", "diff", "./mine.toml", "--json"]);
    let moved = |score: &str| {
        told["rankings"].as_array().unwrap().iter().find(|ranking| ranking["score"] == score).unwrap()["moved"].as_u64()
    };
    assert!(moved("influence") > Some(0), "{told}");
    done(&home, &["scheme", "use", "./mine.toml"]);
    let unknown = json(&home, &["members", "--where", "consumption:unknown", "--json"]);
    assert_eq!(unknown.as_array().unwrap().len(), json(&home, &["members", "--json"]).as_array().unwrap().len());
}

#[test]
fn sensitive_tags_stay_out_of_an_export_until_they_are_asked_for() {
    let home = filled();
    let own = "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\n[[tag]]\nname = \"宗教话题\"\nrule = \"messages>=1\"\nsensitive = true\n";
    home.file("mine.toml", own);
    done(&home, &["scheme", "use", "./mine.toml"]);
    let exported = |arguments: &[&str]| {
        done(&home, &[&["export", "-o", "out.csv", "--overwrite"], arguments].concat());
        std::fs::read_to_string(home.folder.path().join("out.csv")).unwrap()
    };
    assert!(!exported(&[]).contains("宗教话题"));
    assert!(exported(&["--unmask", "sensitive"]).contains("宗教话题"));
    done(&home, &["report", "-o", "page.html"]);
    assert!(!std::fs::read_to_string(home.folder.path().join("page.html")).unwrap().contains("宗教话题"));
}

#[test]
fn a_scheme_there_is_not_is_answered_with_those_there_are() {
    let home = filled();
    let none = english(&home, &["scheme", "diff", "nowhere"]);
    assert_eq!(none.code, Some(1));
    insta::assert_snapshot!(none.err, @"error: There is no scheme “nowhere”; there are: default, retail, parenting, developer, learning. Write a file as a path: ./nowhere.toml");
}

fn trial() -> Trial {
    let named = |id, name: &str| Named { id: MemberId(id), name: name.to_owned() };
    let change = |key: &str, before: &str, after: &str| Change {
        key: key.to_owned(),
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
    };
    Trial {
        from: "default".to_owned(),
        to: ("retail".to_owned(), "retail".to_owned()),
        changes: vec![change("churn.high", "0.6", "0.5"), change("lifecycle.new", "30", "14")],
        shifts: Shifts {
            members: 300,
            tags: vec![TagShift {
                name: "流失风险".to_owned(),
                before: 75,
                after: 81,
                gained: 8,
                lost: 2,
                gaining: vec![named(2, "陈一鸣"), named(3, "林晓")],
                losing: vec![named(4, "周周")],
            }],
            rankings: vec![RankShift {
                score: "influence".to_owned(),
                moved: 2,
                leaders: vec![Move { member: named(2, "陈一鸣"), before: Some(4), after: Some(1) }],
            }],
            states: vec![StateShift {
                what: "stage".to_owned(),
                before: Some("new".to_owned()),
                after: Some("active".to_owned()),
                members: 5,
            }],
        },
    }
}

#[test]
fn the_explorer_tries_a_scheme_before_it_goes_by_it() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["3", "m"]);
    assert!(explorer.screen().contains("retail") && explorer.screen().contains("在用"), "{}", explorer.screen());
    explorer.keys(&["down", "enter"]);
    assert_eq!(explorer.works(), [Work::TryScheme("retail".to_owned())]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Tried(Box::new(trial()))))));
    insta::assert_snapshot!("trial_80", explorer.screen());
    explorer.keys(&["x"]);
    assert!(explorer.screen().contains("+8"), "a key that means nothing here leaves it open");
    explorer.keys(&["enter"]);
    assert_eq!(explorer.works().last(), Some(&Work::UseScheme("retail".to_owned())));
}

#[test]
fn a_trial_that_is_left_changes_nothing_and_hides_names_under_privacy() {
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["3", "P", "m", "down", "enter"]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Tried(Box::new(trial()))))));
    assert!(!explorer.screen().contains("陈一鸣"), "{}", explorer.screen());
    explorer.keys(&["esc"]);
    assert_eq!(explorer.works(), [Work::TryScheme("retail".to_owned())]);
    assert!(!explorer.screen().contains("+8"));
}

#[test]
fn a_scheme_is_adopted_in_the_log_and_undone_with_its_profiles() {
    let home = Home::new();
    well(&home, &["demo", "--no-tui", "--db", "demo.db"]);
    let run = |arguments: &[&str]| well(&home, &[arguments, &["--db", "demo.db", "--lang", "zh"]].concat()).out;
    let tags = || run(&["tag", "list", "--format", "csv"]);
    let before = tags();
    run(&["scheme", "use", "learning"]);
    let after = tags();
    assert_ne!(before, after);
    assert!(run(&["audit"]).contains("改用方案“learning”"));
    assert!(run(&["undo"]).contains("已撤销：改用方案“learning”"));
    assert_eq!(tags(), before);
    run(&["redo"]);
    assert_eq!(tags(), after);
    run(&["scheme", "use", "learning"]);
    run(&["undo"]);
    assert_eq!(tags(), before, "to go by the same scheme again is no act");
}

#[test]
fn a_slip_in_toml_is_told_in_chinese_with_its_line_and_column() {
    let home = Home::new();
    for (text, told) in [
        ("name = \"a\"\n[levels\n", "第 2 行，levels：第 8 列：表名的方括号没有闭合。原文：unclosed table"),
        ("name = \"a\"\n[levls]\n", "第 2 行，levls：第 2 列：没有“levls”这一项。原文：unknown field"),
        ("name = 3\n", "第 1 行，name：第 8 列：值的类型不对"),
        ("名 = [\"a\" \"b\"]\n", "第 1 行，名：第 10 列：两项之间少了逗号"),
    ] {
        home.file("own.toml", text);
        let done = home.run(&["scheme", "check", "own.toml", "--lang", "zh"]);
        assert!(done.code == Some(1) && done.err.contains(told), "{}", done.err);
    }
}

/// Two who speak after each other again and again, and answer each other nowhere.
fn side_by_side() -> Home {
    let home = Home::new();
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}}"#;
    let said = |turn: i64| {
        let (who, time) = (turn % 2, 1_709_254_800 + turn * 60);
        format!(
            r#"{{"_type":"message","platformMessageId":"n{turn}","sender":"wxid_{who}","accountName":"成员{who}","timestamp":{time},"type":0,"content":"今天第{turn}句"}}"#
        )
    };
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain((0..8).map(said)).collect();
    home.file("chat.jsonl", lines.join("\n"));
    done(&home, &["import", "chat.jsonl"]);
    home.file(
        "strict.toml",
        "name = \"strict\"\ntitle = \"只算明说的\"\nextends = \"default\"\n[replies]\nprevious_speaker = false\n",
    );
    home
}

#[test]
fn a_scheme_may_say_that_speaking_next_is_no_answer() {
    let home = side_by_side();
    let influence = |home: &Home| {
        let rows = json(home, &["kol", "--json"]);
        rows.as_array().unwrap().iter().map(|row| row["score"].as_f64().unwrap()).fold(0.0, f64::max)
    };
    assert!(influence(&home) > 0.0, "by default three turns make a contact");
    let told = json(&home, &["scheme", "diff", "strict.toml", "--json"]);
    let change = &told["settings"][0];
    assert_eq!((&change["key"], &change["after"]), (&"replies.previous_speaker".into(), &"false".into()));
    assert!(influence(&home) > 0.0, "what is only tried changes nothing");
    done(&home, &["scheme", "use", "strict.toml"]);
    assert_eq!(influence(&home), 0.0);
    let slice = json(&home, &["kol", "--days", "30", "--json"]);
    assert!(slice.as_array().unwrap().is_empty(), "a slice goes by the same: {slice}");
    done(&home, &["scheme", "use", "default"]);
    assert!(influence(&home) > 0.0, "and back");
}

/// What the reason of a strategy says of whom it is for, as a filter, of those whose tag says less than that.
const REASONS: [(&str, &str, &str); 4] = [
    ("default", "请回转冷的人", "stage:(declining,cooling) and active_days>=5 and messages>=5"),
    ("default", "请重度买家先试", "orders>=3 and order_recency<=90d"),
    ("parenting", "爸爸也开口", "gender:male and life_stage:parent_young and level:(silent,rare)"),
    ("retail", "到货知会", "orders>=1 and silent>60d and not categories:unknown"),
];

#[test]
fn a_strategy_finds_nobody_of_whom_its_reason_is_not_so() {
    let home = Home::new();
    well(&home, &["demo", "--no-tui", "--db", "demo.db"]);
    let count = |filter: &str| {
        let found = well(&home, &["members", "--where", filter, "--db", "demo.db", "--json"]).out;
        serde_json::from_str::<Value>(&found).unwrap().as_array().unwrap().len()
    };
    for scheme in ["default", "parenting", "retail"] {
        well(&home, &["scheme", "use", scheme, "--db", "demo.db"]);
        let told = Scheme::of_the_program(scheme).unwrap().unwrap();
        for (_, name, reason) in REASONS.iter().filter(|(of, ..)| *of == scheme) {
            let strategy = told.strategies.iter().find(|strategy| strategy.name == *name).unwrap();
            let when = &strategy.source;
            assert_eq!(count(when), count(&format!("({when}) and {reason}")), "{name}: {}", strategy.why.en);
        }
    }
}
