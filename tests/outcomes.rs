//! `outcome`: what came of a campaign, and what it gained beside members like those who were contacted.

mod program;

use program::{Home, well};
use serde_json::Value;

/// 2024-03-01 09:00 in Shanghai.
const FIRST: i64 = 1_709_254_800;

/// Twenty-four members who are alike until the tenth day, on which the first twelve are contacted. Nine of these
/// speak again two days later, and three of the others.
fn alike() -> Home {
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}}"#;
    let mut lines = vec![head.to_owned()];
    let mut say = |id: String, member: usize, day: i64, text: &str| {
        let time = FIRST + day * 86_400 + member as i64 * 3_000;
        lines.push(format!(
            r#"{{"_type":"message","platformMessageId":"{id}","sender":"wxid_m{member:02}","accountName":"成员{member:02}","timestamp":{time},"type":0,"content":"{text}"}}"#
        ));
    };
    for member in 0..24 {
        say(format!("a{member}"), member, 0, "大家好，周末去露营吗");
    }
    for member in (0..9).chain(12..15) {
        say(format!("b{member}"), member, 12, "我报名了，谢谢");
    }
    say("z".to_owned(), 23, 60, "好久不见");
    let home = Home::new();
    home.file("chat.jsonl", lines.join("\n"));
    assert_eq!(home.run(&["import", "chat.jsonl"]).code, Some(0));
    home
}

/// The first twelve were contacted, seven answered, three bought.
fn table() -> String {
    let mut rows = vec!["昵称,触达时间,是否回复,是否购买,金额".to_owned()];
    for member in 0..12 {
        let (answered, bought) = (if member < 7 { "是" } else { "" }, if member < 3 { "199.5" } else { "" });
        let did = if member < 3 { "是" } else { "否" };
        rows.push(format!("成员{member:02},2024-03-11 10:00,{answered},{did},{bought}"));
    }
    rows.push("陌生人,2024-03-11 10:00,是,是,10".to_owned());
    rows.push("成员20,2024-03-11 10:00,也许,否,".to_owned());
    rows.join("\n")
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    serde_json::from_str(&well(home, &[arguments, &["--json"]].concat()).out).unwrap()
}

#[test]
fn a_table_is_read_by_its_headers_and_rows_without_a_member_are_named() {
    let home = alike();
    home.file("spring.csv", table());
    let done = well(&home, &["outcome", "import", "spring.csv", "--campaign", "春季", "--lang", "zh"]);
    insta::assert_snapshot!(format!("{}{}", done.out, done.err), @r"
    “春季”：14 行，触达 12 人，留作对照 0 人，未用 2 行
    spring.csv 第 14 行：没有找到这位成员
    spring.csv 第 15 行：看不懂“也许”：写 是/否、1/0 或时间
    ");
    let report = json(&home, &["outcome", "import", "spring.csv", "--campaign", "春季"]);
    assert_eq!((&report["contacted"], &report["unmatched"], &report["skipped"]), (&12.into(), &1.into(), &2.into()));
    assert_eq!((&report["skips"][0]["line"], &report["skips"][1]["line"]), (&14.into(), &15.into()));
    let all = well(&home, &["outcome", "show", "--lang", "zh", "--format", "csv"]);
    let line = all.out.lines().nth(1).unwrap();
    assert!(line.contains("春季") && line.contains("2024-03-11") && line.contains("598.5"), "{line}");
    assert_eq!(all.out.lines().count(), 2, "a campaign read again replaces itself");
}

#[test]
fn what_it_gained_is_told_beside_those_like_the_contacted() {
    let home = alike();
    home.file("spring.csv", table());
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "春季"]);
    let shown = well(&home, &["outcome", "show", "春季", "--lang", "en"]);
    insta::assert_snapshot!(format!("{}{}", shown.out, shown.err), @r"
    春季: contacted 12 from 2024-03-11 on, held out 0
      answered 7 of 12, 58.3 % (95 % interval 32.0 % – 80.7 %)
      bought 3 of 12, 25.0 % (95 % interval 8.9 % – 53.2 %)
      amount ¥598.50
      spoke within 30 days: 75.0 % of 12 contacted, 25.0 % of 12 like them (strata: 1); lift +50.0 points, 95 % interval +15.4 – +84.6
    Who was contacted was no draw: what level, spending and stage explain is taken out, all else is not. An interval across 0 shows no difference. None is given of fewer than 10 on a side, or fewer than 5 who did or did not.
    “Bought” and “answered” are what the imported table says; “ordered” is paid orders joined to members, from the first day of contact on. Neither adds to the other.
    ");
    let shown = json(&home, &["outcome", "show", "春季"]);
    assert_eq!((&shown["answered"]["n"], &shown["answered"]["of"]), (&7.into(), &12.into()));
    let spoke = &shown["lifts"][0];
    assert_eq!((&spoke["outcome"], &spoke["lift"], &spoke["strata"]), (&"spoke".into(), &0.5.into(), &1.into()));
    let chosen = json(&home, &["members", "--where", "campaign:春季 and messages>=2"]);
    assert_eq!(chosen.as_array().map(Vec::len), Some(9), "who was contacted, and spoke again: {chosen}");
    let others = json(&home, &["members", "--where", "not 活动:春季"]);
    assert_eq!(others.as_array().map(Vec::len), Some(12));
    // On the day itself nobody has spoken again.
    let short = json(&home, &["outcome", "show", "春季", "--window", "1"]);
    assert_eq!(short["lifts"][0]["lift"], 0.0);
}

#[test]
fn of_a_community_that_was_not_seen_since_nobody_says_who_spoke() {
    let home = alike();
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"h","platform":"wechat","type":"group","groupId":"h@chatroom"}}"#;
    let said = |member: i64| {
        let time = FIRST + member * 3_000;
        format!(
            r#"{{"_type":"message","platformMessageId":"h{member}","sender":"wxid_h{member}","accountName":"旧友{member}","timestamp":{time},"type":0,"content":"大家好"}}"#
        )
    };
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain((0..4).map(said)).collect();
    home.file("old.jsonl", lines.join("\n"));
    well(&home, &["import", "old.jsonl", "--community", "旧群"]);
    home.file("spring.csv", format!("{}\n旧友0,2024-03-11 10:00,,,\n旧友1,2024-03-11 10:00,,,\n", table()));
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "春季"]);
    let shown = json(&home, &["outcome", "show", "春季"]);
    let spoke = &shown["lifts"][0];
    assert_eq!(shown["contacted"], 14);
    assert_eq!((&spoke["outcome"], &spoke["contacted"], &spoke["holdout"]), (&"spoke".into(), &12.into(), &12.into()));
}

#[test]
fn who_was_held_out_on_purpose_is_the_other_side_of_what_the_table_tells() {
    let home = alike();
    let row = |member: usize| {
        let (contacted, bought) =
            (if member < 12 { "是" } else { "否" }, if member % 12 < 6 - member / 4 { "1" } else { "0" });
        format!("wxid_m{member:02},{contacted},{bought}\n")
    };
    home.file("split.csv", format!("wxid,是否触达,是否购买\n{}", (0..24).map(row).collect::<String>()));
    let report = json(&home, &["outcome", "import", "split.csv", "--campaign", "A/B", "--on", "2024-03-11"]);
    assert_eq!((&report["contacted"], &report["held_out"]), (&12.into(), &12.into()));
    let shown = json(&home, &["outcome", "show", "A/B"]);
    let contacted = json(&home, &["members", "--where", "campaign:A/B"]);
    assert_eq!(contacted.as_array().map(Vec::len), Some(12), "not whom it held out");
    let bought = &shown["lifts"][0];
    assert_eq!((&bought["outcome"], &bought["source"]), (&"bought".into(), &"file".into()));
    assert_eq!((&bought["contacted"], &bought["holdout"]), (&12.into(), &12.into()));
    assert!(bought["low"].as_f64() < bought["lift"].as_f64() && bought["lift"].as_f64() < bought["high"].as_f64());
}

#[test]
fn whether_somebody_was_contacted_is_said_by_its_column_wherever_it_stands_and_a_time_only_says_when() {
    let home = alike();
    for header in ["编号,触达时间,是否触达,乱写", "成员,是否触达,触达时间,乱写"] {
        let row = |member: &str, whether: &str, when: &str| {
            let (first, second) =
                if header.contains("触达时间,是否") { (when, whether) } else { (whether, when) };
            format!("{member},{first},{second},是")
        };
        let reference =
            |number: u32| if header.starts_with("编号") { number.to_string() } else { format!("id:{number}") };
        let rows = [
            row(&reference(1), "是", "2024-03-11"),
            row(&reference(2), "否", ""),
            row(&reference(3), "否", "2024-03-11"),
            row(&reference(4), "", ""),
        ];
        home.file("flags.csv", format!("{header}\n{}\n", rows.join("\n")));
        let report = json(&home, &["outcome", "import", "flags.csv", "--campaign", "旗"]);
        assert_eq!((&report["contacted"], &report["held_out"]), (&1.into(), &2.into()), "{header}: {report}");
        assert_eq!(report["skipped"], 1, "nothing says whether the last was: {report}");
        assert_eq!(report["ignored"], serde_json::json!(["乱写"]));
        assert_eq!(json(&home, &["outcome", "show", "旗"])["day"], "2024-03-11");
    }
    let done = well(&home, &["outcome", "import", "flags.csv", "--campaign", "旗", "--lang", "zh"]);
    assert!(done.err.contains("没有用到的列：乱写"), "{}", done.err);
}

#[test]
fn an_export_with_columns_added_is_read_back_and_what_it_says_of_members_is_not_the_campaigns() {
    let home = alike();
    home.file(
        "orders.csv",
        "订单号,买家昵称,下单时间,付款时间,实付金额\n1,成员00,2024-03-02 10:00,2024-03-02 10:01,88\n",
    );
    well(&home, &["import", "orders.csv"]);
    well(&home, &["join", "accept", "--all"]);
    well(&home, &["export", "-o", "all.csv", "--where", "messages>=2", "--for", "tool"]);
    let csv = std::fs::read_to_string(home.folder.path().join("all.csv")).unwrap();
    let added = csv.lines().enumerate().map(|(line, row)| match line {
        0 => format!("{row},\"answered\",\"sent\""),
        _ => format!("{row},\"yes\",\"2024-03-11\""),
    });
    home.file("back.csv", added.collect::<Vec<_>>().join("\n"));
    let report = json(&home, &["outcome", "import", "back.csv", "--campaign", "回访"]);
    assert_eq!((&report["contacted"], &report["skipped"]), (&13.into(), &0.into()), "{report}");
    let shown = json(&home, &["outcome", "show", "回访"]);
    assert_eq!((&shown["answered"]["n"], &shown["amount"], &shown["bought"]), (&13.into(), &Value::Null, &Value::Null));
}

#[test]
fn the_contacted_were_contacted_last_then() {
    let home = alike();
    home.file("spring.csv", table());
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "春季"]);
    let contacted = |filter: &str| json(&home, &["members", "--where", filter]).as_array().unwrap().len();
    assert_eq!((contacted("contacted<60d"), contacted("contacted<30d"), contacted("contacted:unknown")), (12, 0, 12));
    well(&home, &["followup", "成员00", "--contacted", "2024-03-20"]);
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "春季"]);
    assert_eq!(contacted("contacted<45d"), 1, "a later contact stands");
}

#[test]
fn nothing_of_a_campaign_is_left_of_who_is_forgotten() {
    let home = alike();
    home.file("spring.csv", table());
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "春季"]);
    well(&home, &["member", "成员00", "--export", "held"]);
    let held = std::fs::read_to_string(home.folder.path().join("held/campaigns.jsonl")).unwrap();
    assert!(held.contains("春季") && held.contains("199.5"), "{held}");
    well(&home, &["forget", "成员00", "--yes"]);
    assert_eq!(json(&home, &["outcome", "show", "春季"])["contacted"], 11);
}

#[test]
fn a_table_without_members_and_a_campaign_that_is_not_there_are_told() {
    let home = alike();
    home.file("no.csv", "回复,购买\n是,否\n");
    home.file("strangers.csv", "昵称,回复\n甲某,是\n乙某,否\n");
    for (arguments, told) in [
        (&["outcome", "import", "no.csv", "--campaign", "x"][..], "platform id, name, phone"),
        (&["outcome", "import", "strangers.csv", "--campaign", "x"], "none of the 2 rows"),
        (&["outcome", "show", "x"], "there is no campaign “x”"),
    ] {
        let done = home.run(&[arguments, &["--lang", "en"]].concat());
        assert_eq!((done.code, done.out.as_str()), (Some(1), ""), "{arguments:?}");
        assert!(done.err.contains(told), "{arguments:?}: {}", done.err);
    }
    let nameless = home.run(&["outcome", "import", "strangers.csv", "--campaign", " ", "--lang", "en"]);
    assert_eq!(nameless.code, Some(2), "{}", nameless.err);
    assert!(well(&home, &["outcome", "show", "--lang", "en"]).err.contains("no campaign yet"));
}

#[test]
fn an_answer_that_nobody_understands_is_no_missing_member() {
    let home = alike();
    home.file("maybe.csv", "昵称,是否回复\n成员01,也许\n");
    let done = home.run(&["outcome", "import", "maybe.csv", "--campaign", "春季", "--lang", "zh"]);
    assert_eq!(done.code, Some(1));
    insta::assert_snapshot!(done.err, @r"
    错误：
    maybe.csv 的 1 行都没有用上：
    maybe.csv 第 2 行：看不懂“也许”：写 是/否、1/0 或时间
    ");
    home.file("both.csv", "昵称,是否回复\n成员01,也许\n陌生人,是\n");
    let done = home.run(&["outcome", "import", "both.csv", "--campaign", "春季", "--lang", "en"]);
    insta::assert_snapshot!(done.err, @r"
    error: 
    none of the 2 rows of both.csv could be used:
    both.csv, line 2: “也许” is neither yes nor no, nor a time
    both.csv, line 3: no member was found
    ");
}

#[test]
fn a_name_of_several_is_told_with_all_who_bear_it() {
    let home = alike();
    let message = |member: usize| {
        format!(
            r#"{{"_type":"message","platformMessageId":"n{member}","sender":"wxid_m{member:02}","accountName":"同名","timestamp":{},"type":0,"content":"改名了"}}"#,
            FIRST + 70 * 86_400 + member as i64
        )
    };
    let head = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}}"#;
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain((1..4).map(message)).collect();
    home.file("renamed.jsonl", lines.join("\n"));
    well(&home, &["import", "renamed.jsonl"]);
    home.file("two.csv", "昵称,是否回复\n同名,是\n成员05,是\n");
    let done = well(&home, &["outcome", "import", "two.csv", "--campaign", "春季", "--lang", "zh"]);
    insta::assert_snapshot!(format!("{}{}", done.out, done.err), @r"
    “春季”：2 行，触达 1 人，留作对照 0 人，未用 1 行
    two.csv 第 2 行：3 位成员都符合：同名 id:2、同名 id:3、同名 id:4；请写平台 ID 或 id:编号
    ");
}

#[test]
fn of_too_few_no_lift_is_told_and_what_bought_means_is() {
    let home = alike();
    home.file("few.csv", "昵称,触达时间,是否购买\n成员01,2024-03-11 10:00,是\n成员02,2024-03-11 10:00,否\n");
    well(&home, &["outcome", "import", "few.csv", "--campaign", "小试"]);
    let shown = well(&home, &["outcome", "show", "小试", "--lang", "zh"]);
    insta::assert_snapshot!(format!("{}{}", shown.out, shown.err), @r"
    小试：2024-03-11 起触达 2 人，留作对照 0 人
      购买 1/2，50.0 %（95 % 区间 9.5 % – 90.5 %）
      30 天内发言：触达 100.0 %，同类未触达 45.5 %；人太少，差多少不知道（触达 2 人，对照 22 人，1 层）
    触达名单不是随机的：能解释的差别（活跃等级、消费等级、阶段）已扣除，其余的没有。区间跨过 0 即看不出差别。每侧不足 10 人，或做了、没做的合起来不足 5 人，不给差别。
    “购买”和“回复”按导入的表格；“下单”按已导入、已对上成员的订单，从触达首日算起。两者各算各的，不相加，也不互相补。
    ");
    let shown = json(&home, &["outcome", "show", "小试"]);
    assert_eq!((&shown["lifts"][0]["low"], &shown["lifts"][0]["high"]), (&Value::Null, &Value::Null));
}

#[test]
fn what_came_of_a_campaign_is_in_the_log_until_its_name_would_tell_who_is_gone() {
    let home = alike();
    home.file("spring.csv", table());
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "春季"]);
    well(&home, &["outcome", "import", "spring.csv", "--campaign", "成员00回访"]);
    let log = |lang: &str| well(&home, &["audit", "--lang", lang]).out;
    assert!(log("zh").contains("导入活动“春季”的结果：12 人"), "{}", log("zh"));
    assert!(log("en").contains("import the outcomes of “春季”, members: 12"), "{}", log("en"));
    well(&home, &["forget", "成员00", "--yes"]);
    let log = well(&home, &["audit", "--json"]).out;
    assert!(log.contains("春季") && !log.contains("成员00"), "{log}");
}
