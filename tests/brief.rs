//! A brief on a segment: what sets it apart, what it speaks of, when and how it is answered, and what to do about it.

mod program;
mod tui_fixture;

use program::{Home, done, english, fixture, well};
use qunxiang::model::slice::Slice;
use qunxiang::query::format;
use qunxiang::task::request::{Question, Ranking};
use serde_json::Value;
use tui_fixture::Explorer;

const MONDAY: i64 = 1_709_521_200; // 2024-03-04 11:00 in Shanghai

/// Six people who each ask something on ten Mondays and are answered, and on the Tuesdays tell of what nobody takes up.
fn community() -> Home {
    let mut lines = vec![
        r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"装修","platform":"wechat","type":"group","groupId":"9@chatroom"}}"#
            .to_owned(),
    ];
    let mut say = |who: &str, time: i64, text: &str, to: Option<usize>| {
        let number = lines.len();
        let reply = to.map_or(String::new(), |to| format!(r#","replyToMessageId":"n{to}""#));
        lines.push(format!(
            r#"{{"_type":"message","platformMessageId":"n{number}","sender":"wxid_{who}","accountName":"{who}","timestamp":{time},"type":0,"content":"{text}"{reply}}}"#
        ));
        number
    };
    for week in 0..10 {
        for (at, who) in (0..).zip(["阿一", "阿二", "阿三", "阿四", "阿五", "阿六"]) {
            let monday = MONDAY + week * 7 * 86_400 + at * 300;
            let asked = say(who, monday, &format!("第{week}块地板{at}怎么装？"), None);
            say("老师傅", monday + 60, &format!("第{week}块先铺{at}号防潮垫"), Some(asked));
            say(who, monday + 86_400, &format!("今天第{week}次去工地{at}看了看墙面"), None);
        }
    }
    let home = Home::new();
    home.file("chat.jsonl", lines.join("\n"));
    done(&home, &["import", "chat.jsonl"]);
    home
}

#[test]
fn a_brief_tells_what_sets_a_segment_apart_when_and_how_it_is_answered_and_what_to_do() {
    let home = community();
    done(&home, &["segment", "save", "提问的人", "--where", "tag:常提问"]);
    insta::assert_snapshot!(done(&home, &["brief", "--segment", "提问的人"]), @"
    提问的人: 6 of 7 members, 86% (without staff and bots)

    What sets them apart
      Nothing surely sets them apart from the others.

    What they speak of
      say more than others do  地板, 墙面, 工地

    Open questions
      None.

    Hours that earn answers
      Mon 11:00  100% (60/60)

    Weekdays that earn answers
      Mon  100% (60/60)

    Tone that worked
      asking  100% answered, else 0% (differs by +92 to +100 points, 60 messages)

    Strategies that fit
     1 Answer questions · care · fits 6 (100%; 6 of everybody)
       do  Go through the open questions of Today every day: answer what you can,
           name who knows for the rest.
       why  Three in ten of their messages or more are questions: answers are what
            they come for.
       when  members who have the tag “常提问”
     2 A place for the active · incentive · fits 6 (100%; 6 of everybody)
       do  Give them one small, definite thing to do: a day on duty, a list to run,
           a week's notes; thank in public, and do not press.
       why  They are here often, and how their influence works is not yet to be
            seen: doing something shows it.
       when  members who have the tag “活跃用户”, who do not have the tag “KOL” and
             whose mechanism is unknown

    Of the 15 strategies of the scheme “通用社群” 2 fit; their rules are the
    scheme's and can be changed, and nothing else is advised.
    ");
}

#[test]
fn every_number_of_a_brief_can_be_counted_by_hand() {
    let told: Value = serde_json::from_str(&done(&community(), &["brief", "--where", "tag:常提问", "--json"])).unwrap();
    assert_eq!((told["members"].as_u64(), told["everybody"].as_u64()), (Some(6), Some(7)));
    let asking = &told["tones"][0];
    // Sixty questions, all answered; sixty messages of a Tuesday, none.
    assert_eq!(asking["tone"], "question");
    assert_eq!(["messages", "answered", "otherwise"].map(|key| asking[key].as_f64().unwrap()), [60.0, 1.0, 0.0]);
    let days = told["days"].as_array().unwrap();
    let counts = |day: &Value| ["day", "messages", "answered"].map(|key| day[key].as_u64().unwrap());
    assert_eq!(days.iter().map(counts).collect::<Vec<_>>(), [[0, 60, 60], [1, 60, 0]]);
    let traits = told["traits"].as_array().unwrap();
    assert!(traits.iter().all(|traits| traits["value"] != "常提问"), "by that they were picked");
    assert!(traits.iter().all(|traits| traits["of_a"].is_null()), "{traits:?}");
    let fit = &told["strategies"][0];
    assert_eq!((fit["name"].as_str(), fit["members"].as_u64()), (Some("接住提问"), Some(6)));
    assert_eq!(fit["when"], "tag:常提问");
}

#[test]
fn what_a_segment_was_picked_by_is_no_finding_however_deep_it_is_nested() {
    let home = Home::new();
    let people: String = (0..60).map(|at| format!("人{at},{},{}\n", 20_000 + at, ["女", "男"][at % 2])).collect();
    home.file("members.csv", format!("昵称,QQ号,性别\n{people}"));
    done(&home, &["import", "members.csv"]);
    for (name, filter) in [("甲", "gender:female"), ("乙", "segment:甲"), ("丙", "segment:乙 and messages=0")] {
        done(&home, &["segment", "save", name, "--where", filter]);
    }
    for name in ["甲", "乙", "丙"] {
        let told: Value = serde_json::from_str(&done(&home, &["brief", "--segment", name, "--json"])).unwrap();
        let traits = told["traits"].as_array().unwrap();
        assert!(traits.iter().all(|traits| traits["field"] != "gender"), "{name}: {traits:?}");
    }
}

#[test]
fn a_strategy_is_proposed_from_its_share_on_and_to_the_mechanism_it_fits() {
    let home = community();
    let scheme = |share: &str, more: &str| {
        let own = format!(
            "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\n[[strategy]]\nname = \"问卷\"\nkind = \"care\"\n\
             when = \"messages>=60\"\nshare = {share}\nwhat = {{ zh = \"问一问\", en = \"Ask\" }}\n\
             why = {{ zh = \"说得多\", en = \"They speak much\" }}\n{more}"
        );
        home.file("mine.toml", own);
        done(&home, &["scheme", "use", "./mine.toml"]);
        let told: Value = serde_json::from_str(&done(&home, &["brief", "--json"])).unwrap();
        let names = |found: &Value| found["name"].as_str().unwrap().to_owned();
        told["strategies"].as_array().unwrap().iter().map(names).collect::<Vec<_>>()
    };
    // One of the seven, the one who answers, has said sixty things.
    assert!(scheme("0.14", "").contains(&"问卷".to_owned()));
    assert!(!scheme("0.15", "").contains(&"问卷".to_owned()));
    let of_leaders = |mechanism: &str| {
        format!(
            "[[strategy]]\nname = \"署名\"\nkind = \"incentive\"\nwhen = \"messages>=60\"\nshare = 0\nmechanism = \"{mechanism}\"\n\
             what = {{ zh = \"署名\", en = \"Name them\" }}\nwhy = {{ zh = \"帮过人\", en = \"They helped\" }}\n"
        )
    };
    assert!(scheme("0.14", &of_leaders("answerer")).contains(&"署名".to_owned()));
    assert!(!scheme("0.14", &of_leaders("amplifier")).contains(&"署名".to_owned()), "their influence works otherwise");
}

#[test]
fn where_nobody_is_answered_no_tone_is_guessed() {
    let home = Home::new();
    let file = home.file("members.csv", "昵称,QQ号\n甲,10001\n乙,10002\n");
    done(&home, &["import", file.to_str().unwrap()]);
    let told = well(&home, &["brief", "--lang", "zh"]).out;
    assert!(told.contains("看不出怎样说话有人回应") && told.contains("最容易的开口"), "{told}");
    let none = english(&home, &["brief", "--segment", "没有"]);
    assert_eq!(none.code, Some(1), "{}", none.out);
    let home = community();
    let told = well(&home, &["brief", "--where", "name:老师傅", "--lang", "zh"]).out;
    assert!(told.contains("其中没有人被引用、提到或回复过"), "others were answered: {told}");
    let told = well(&home, &["brief", "--where", "name:老师傅", "--lang", "en"]).out;
    assert!(told.contains("None of them was quoted, mentioned or replied to"), "{told}");
}

#[test]
fn the_content_screen_briefs_on_the_visible_filter_and_a_digit_lists_whom_a_strategy_fits() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["f"]).type_text("tag:KOL").keys(&["enter", "`", "b"]);
    let asked = explorer.questions().into_iter().rev().find_map(|question| match question {
        Question::Brief(filter) => Some(filter),
        _ => None,
    });
    assert_eq!(asked.flatten().map(|filter| format(&filter)).as_deref(), Some("tag:KOL"));
    insta::assert_snapshot!("brief_80", explorer.screen());
    insta::assert_snapshot!("brief_80_end", explorer.keys(&["end"]).screen());
    let end = explorer.screen();
    let top = explorer.keys(&["g"]).screen();
    assert!(top.contains("Esc") && top != end, "{top}");
    assert_eq!(explorer.keys(&["G"]).screen(), end, "the keys of every list");
    explorer.keys(&["2"]);
    let filter = explorer.last_window().filter.map(|filter| format(&filter));
    assert_eq!(filter.as_deref(), Some("tag:KOL and stage:(declining,cooling) and active_days>=5d and messages>=5"));
    let hidden = Explorer::open(120, 40).keys(&["P", "`", "b"]).screen();
    assert!(!hidden.contains("帐篷怎么选") && hidden.contains("育儿"), "{hidden}");
}

#[test]
fn buyers_of_promise_are_listed_with_why_in_words() {
    let home = Home::new();
    for source in ["SYNTH_group.json", "SYNTH_members.csv", "SYNTH_youzan_orders.csv"] {
        done(&home, &["import", &fixture(source)]);
    }
    let zh = well(&home, &["potential", "--lang", "zh"]);
    insta::assert_snapshot!(format!("{}{}", zh.out, zh.err), @"
    名次  编号  名称       消费潜力  消费等级  为什么
       1    14  阿强,测试        99  高        买得勤（下单日折算 4.8）、花得多（金…
       2    13  Momo🌸           92  中        买得勤（下单日折算 3.8）、花得多（金…
       3    12  大鹏           83.4  中        买得勤（下单日折算 2.9）、21 天前刚…
       4    11  小鱼干         72.3  低        买得不算少（下单日折算 1.9）、22 天…
       5    10  Kevin          56.4  低        买得不算少（下单日折算 1.0）、23 天…
    只据订单，按消费潜力排：下单天数、金额与距上次下单。折算：一年前的下单日算半天，半年前的金额算一半，不是间隔，也不是实付。多、中、少与本社群买得最多的人相比。
    ");
    let listed: Value = serde_json::from_str(&done(&home, &["potential", "--limit", "1", "--json"])).unwrap();
    let reasons: Vec<&str> = listed[0]["reasons"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(reasons.iter().any(|reason| reason.starts_with("bought ")), "{reasons:?}");
}

#[test]
fn the_kol_screen_ranks_by_potential_and_back() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["5", "c"]).screen();
    assert!(screen.contains("买得勤（下单日折算 3.2）") && screen.contains("12 天前刚买"), "{screen}");
    let asked = |explorer: &Explorer| {
        let ranking = |question| if let Question::Ranking(ranking, ..) = question { Some(ranking) } else { None };
        explorer.questions().into_iter().rev().find_map(ranking)
    };
    assert_eq!(asked(&explorer), Some(Ranking::Potential));
    assert!(!explorer.keys(&["c"]).screen().contains("买得勤"));
    assert_eq!(asked(&explorer), Some(Ranking::Kol(Slice::default())));
}

#[test]
fn open_questions_are_counted_alike_in_a_brief_and_in_its_groups() {
    let home = Home::new();
    well(&home, &["demo", "--no-tui", "--db", "demo.db"]);
    let read = |arguments: &[&str]| -> Value {
        serde_json::from_str(&well(&home, &[arguments, &["--db", "demo.db", "--json"]].concat()).out).unwrap()
    };
    let groups = read(&["groups"]);
    let open: u64 = groups.as_array().unwrap().iter().map(|group| group["unanswered"].as_u64().unwrap()).sum();
    let questions = read(&["brief"])["questions"].as_array().unwrap().clone();
    assert_eq!((open, questions.len()), (8, 8), "one member asked two of them: {questions:?}");
}

#[test]
fn a_bot_by_its_role_in_a_list_is_no_member_of_a_brief_nor_anywhere_else_where_bots_are_left_out() {
    let home = Home::new();
    let list = "昵称,QQ号,所在群,角色\n甲,10001,山野,成员\n乙,10002,山野,管理员\n群小蜜,10003,山野,机器人\n";
    let file = home.file("members.csv", list);
    done(&home, &["import", file.to_str().unwrap()]);
    let told: Value = serde_json::from_str(&done(&home, &["brief", "--json"])).unwrap();
    assert_eq!((told["members"].as_u64(), told["everybody"].as_u64()), (Some(2), Some(2)), "{told}");
    for (filter, names) in [("staff:bot", vec!["群小蜜"]), ("staff:no", vec!["乙", "甲"])] {
        let found: Value = serde_json::from_str(&done(&home, &["members", "--where", filter, "--json"])).unwrap();
        let mut found: Vec<&str> = found.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
        found.sort_unstable();
        assert_eq!(found, names, "{filter}");
    }
    let similar = english(&home, &["similar", "甲"]);
    assert!(!similar.out.contains("群小蜜"), "{}", similar.out);
    done(&home, &["staff", "add", "乙"]);
    let listed = well(&home, &["staff", "list", "--lang", "zh"]).out;
    let line = |name: &str| listed.lines().find(|line| line.contains(name)).unwrap_or_default().to_owned();
    assert!(line("群小蜜").contains("群内角色") && line("乙").contains("人工"), "{listed}");
    let kept = well(&home, &["staff", "remove", "群小蜜", "--lang", "zh"]);
    assert!(kept.err.contains("1 人仍算机器人：那是平台或名单给的群内角色"), "{}{}", kept.out, kept.err);
    let gone = well(&home, &["staff", "remove", "乙", "--lang", "zh"]);
    assert!(!gone.err.contains("仍算机器人"), "{}", gone.err);
}
