//! The command line as a user meets it: exact output, exit codes, both languages.

mod program;

use program::{Done, Home, fixture};

fn run(arguments: &[&str]) -> Done {
    Home::new().run(arguments)
}

const COMMANDS: &[&str] = &[
    "demo",
    "import",
    "update",
    "build",
    "scheme",
    "members",
    "member",
    "groups",
    "kol",
    "churn",
    "weekly",
    "personas",
    "rules",
    "circles",
    "contradictions",
    "tag",
    "segment",
    "compare",
    "similar",
    "brief",
    "potential",
    "export",
    "join",
    "staff",
    "optout",
    "forget",
    "purge",
    "outcome",
    "report",
    "topics",
    "keywords",
    "pseudonymise",
    "doctor",
    "completion",
    "man",
];

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn help_speaks_the_language_asked_for() {
    for command in COMMANDS {
        let zh = run(&[command, "--help", "--lang", "zh"]);
        assert_eq!((zh.code, zh.err.as_str()), (Some(0), ""), "{command}");
        assert!(zh.out.contains("用法：") && zh.out.contains("示例："), "{}", zh.out);
        assert!(!zh.out.contains("Usage:") && !zh.out.contains("Options:"), "{}", zh.out);
        let usage = zh.out.lines().find(|line| line.starts_with("用法：")).unwrap();
        assert!(usage.contains("[选项]") && !usage.contains("[OPTIONS]") && !usage.contains("[COMMAND]"), "{usage}");
        let en = run(&["--lang=en", command, "--help"]);
        assert!(en.out.contains("Usage:") && en.out.contains("Examples:"), "{}", en.out);
        for line in zh.out.lines().chain(en.out.lines()) {
            assert!(qunxiang::text::display::width(line) <= 80, "{line}");
        }
        let before_examples = en.out.split("Examples:").next().unwrap();
        assert!(!has_han(before_examples), "{before_examples}");
    }
}

#[test]
fn the_program_lists_its_commands_in_chinese_by_default() {
    let help = run(&["--help"]);
    assert_eq!(help.code, Some(0));
    for command in COMMANDS {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command} is not in\n{}", help.out);
    }
    assert!(help.out.contains("命令:") || help.out.contains("命令："), "{}", help.out);
}

#[test]
fn a_misspelt_option_is_a_usage_error_with_a_suggestion() {
    let zh = run(&["members", "--formt", "csv", "--lang", "zh"]);
    assert_eq!((zh.code, zh.out.as_str()), (Some(2), ""));
    insta::assert_snapshot!(zh.err, @"
    错误：没有 --formt 这个选项；是不是 --format？
    加 --help 查看用法和例子。
    ");
    let en = run(&["membrs", "--lang", "en"]);
    assert_eq!(en.code, Some(2));
    insta::assert_snapshot!(en.err, @"
    error: there is no command membrs; did you mean member, members?
    Add --help to see how it is used.
    ");
}

#[test]
fn wrong_and_missing_values_are_usage_errors() {
    let cases: [(&[&str], &str); 7] = [
        (&["members", "--format", "xml"], "table, json, jsonl, csv"),
        (&["export"], "--output"),
        (&["member"], "REF"),
        (&["export", "-o", "a.csv", "--segment", "x", "--where", "y"], "--where"),
        (&["import", "a.json", "--tz", "Moon/Crater"], "Moon/Crater"),
        (&["import", "a.json", "--map", "电话"], "COLUMN=FIELD"),
        (&["build", "--as-of", "yesterday"], "yesterday"),
    ];
    for (arguments, part) in cases {
        let done = run(&[&["--lang", "en"], arguments].concat());
        assert_eq!(done.code, Some(2), "{arguments:?}: {}", done.err);
        assert!(done.err.starts_with("error: ") && done.err.contains(part), "{arguments:?}: {}", done.err);
        assert!(done.out.is_empty());
    }
}

#[test]
fn an_export_names_its_format_before_anything_is_read() {
    let done = run(&["export", "-o", "members.pdf", "--lang", "en"]);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("members.pdf") && done.err.contains(".xlsx"), "{}", done.err);
}

#[test]
fn errors_are_safe_for_the_terminal() {
    let done = run(&["mem\u{1b}[31mbers\u{202e}", "--lang", "en"]);
    assert_eq!(done.code, Some(2));
    assert!(!done.err.contains(['\u{1b}', '\u{202e}']), "{:?}", done.err);
}

#[test]
fn without_a_store_the_program_says_how_to_begin() {
    let zh = run(&[]);
    assert_eq!(zh.code, Some(0));
    assert!(zh.out.contains("qunxiang demo") && zh.out.contains("qunxiang import"), "{}", zh.out);
    assert!(has_han(&zh.out));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let done = run(&["completion", shell]);
        assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
        for command in COMMANDS {
            assert!(done.out.contains(command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn the_manual_names_the_unit_of_every_number() {
    let done = run(&["man", "--lang", "en"]);
    assert_eq!(done.code, Some(0));
    for (key, unit) in [("activity", "0\\-100"), ("churn_risk", "0\\-1"), ("sentiment", "\\-1..1"), ("amount", "CNY")] {
        let line = done.out.lines().find(|line| line.starts_with(&format!("\\fB{key}\\fR")));
        assert!(line.is_some_and(|line| line.contains(unit)), "{key}: {line:?}");
    }
    assert!(run(&["man", "tag", "add"]).out.contains("qunxiang\\-tag\\-add"));
    assert_eq!(run(&["man", "nothing"]).code, Some(2));
}

#[test]
fn the_manual_defines_every_number_that_a_list_prints() {
    let home = told();
    home.run(&["segment", "save", "女", "--where", "性别:女"]);
    let manual = home.run(&["man", "--lang", "en"]).out;
    let defined = |key: &str| manual.contains(&format!("\\fB{}\\fR", key.replace('-', "\\-")));
    let mut missing = std::collections::BTreeSet::new();
    for list in
        ["members", "kol", "churn", "groups", "groups overlap", "groups inviters", "tag list", "segment list", "join"]
    {
        let words: Vec<&str> = list.split(' ').chain(["--format", "jsonl"]).collect();
        let rows = home.run(&words).out;
        for row in rows.lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            numbers(&row, &mut |key| {
                if !defined(key) {
                    missing.insert(format!("{list}: {key}"));
                }
            });
        }
    }
    let file = fixture("SYNTH_official_group.txt");
    let campaign = home.file("活动.csv", "member,contacted,bought\nqq:10001,2024-03-01,yes\n").display().to_string();
    for report in [
        &["member", "qq:10001", "--json"][..],
        &["import", &file, "--json"],
        &["build", "--json"],
        &["topics", "--json"],
        &["outcome", "import", &campaign, "--campaign", "x", "--json"],
        &["outcome", "show", "x", "--json"],
        &["outcome", "show", "--json"],
        &["purge", "--older", "2000-01-01", "--dry-run", "--json"],
    ] {
        let told: serde_json::Value = serde_json::from_str(&home.run(report).out).unwrap();
        numbers(&told, &mut |key| {
            // Numbers of rows in the store, and values, which have their attribute's unit.
            if !defined(key) && !["ref", "value", "build"].contains(&key) {
                missing.insert(format!("{report:?}: {key}"));
            }
        });
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert!(home.run(&["man", "kol", "--lang", "zh"]).out.contains("回应者"));
}

/// Every key whose value is a number, at any depth.
fn numbers(value: &serde_json::Value, found: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| numbers(item, found)),
        serde_json::Value::Object(object) => {
            for (key, inner) in object {
                if inner.is_number() {
                    found(key);
                }
                numbers(inner, found);
            }
        }
        _ => {}
    }
}

#[test]
fn the_manual_can_be_written_page_by_page() {
    let home = Home::new();
    let folder = home.folder.path().join("man1");
    assert_eq!(home.run(&["man", "--dir", folder.to_str().unwrap()]).code, Some(0));
    for page in ["qunxiang.1", "qunxiang-members.1", "qunxiang-tag-add.1"] {
        assert!(folder.join(page).exists(), "{page}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::{Command, Stdio};
    let program = assert_cmd::cargo::cargo_bin("qunxiang");
    let home = Home::new();
    let db = home.folder.path().join("store.db");
    home.run(&["import", &fixture("SYNTH_members.csv"), "--db", db.to_str().unwrap()]);
    for arguments in ["man", "members --format csv", "members --format json", "members", "member qq:10001 --json"] {
        let mut child = Command::new(&program)
            .args(arguments.split(' '))
            .env("HOME", home.folder.path())
            .env("QUNXIANG_DB", &db)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned());
        assert_eq!(told, (Some(0), String::new()), "{arguments}");
    }
}

#[cfg(unix)]
#[test]
fn the_log_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.run(&["doctor"]);
    let log = home.folder.path().join("XDG_STATE_HOME/qunxiang/qunxiang.log");
    assert_eq!(log.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

/// A home with the invented community: chat, member list, orders and answers.
fn told() -> Home {
    let home = Home::new();
    let files = ["SYNTH_official_group.txt", "SYNTH_members.csv", "SYNTH_youzan_orders.csv", "SYNTH_wjx_text.csv"];
    let paths = files.map(fixture);
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert_eq!(home.run(&[&["import"], &paths[..]].concat()).code, Some(0));
    home
}

#[test]
fn every_format_tells_the_same_counts() {
    for (name, records, system, members) in [
        ("SYNTH_group.json", 28, 5, 8),
        ("SYNTH_group.jsonl", 28, 5, 8),
        ("SYNTH_weflow.json", 28, 5, 7),
        ("SYNTH_arkme.json", 28, 5, 8),
        ("SYNTH_telegram_full.json", 28, 5, 7),
        ("SYNTH_wjx_text.csv", 6, 0, 6),
        ("SYNTH_youzan_orders.csv", 21, 0, 6),
        ("SYNTH_youzan_orders_gb18030.csv", 21, 0, 6),
    ] {
        let report = Home::new().run(&["import", &fixture(name), "--json"]);
        let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
        let file = &report["files"][0];
        assert_eq!(file["records"], records, "{name}");
        assert_eq!((&file["system"], &file["members"]), (&system.into(), &members.into()), "{name}");
    }
}

#[test]
fn lists_read_in_words_and_keep_to_the_width() {
    let home = told();
    for list in ["members", "kol", "churn", "groups", "groups overlap", "groups inviters", "join"] {
        for lang in ["zh", "en"] {
            let words: Vec<&str> = list.split(' ').chain(["--lang", lang]).collect();
            let done = home.run(&words);
            assert_eq!(done.code, Some(0));
            assert!(!done.out.contains("reply_weeks"), "{}", done.out);
            for line in done.out.lines() {
                assert!(qunxiang::text::display::width(line) <= 80, "{line}");
            }
        }
    }
    let members = home.run(&["members"]);
    assert!(members.out.contains("2024-03-03") && !members.out.contains("2024-03-03 1…"), "{}", members.out);
    assert!(home.run(&["kol"]).out.contains("回应者"));
}

#[test]
fn a_filter_error_points_at_its_column() {
    let done = told().run(&["members", "--where", "genderr:女"]);
    assert_eq!(done.code, Some(1));
    insta::assert_snapshot!(done.err, @"
    错误：
    genderr:女
    ^^^^^^^
    没有字段“genderr”；是不是“gender”？
    ");
}

#[test]
fn handles_and_names_can_be_exported_and_phones_are_masked_until_unmasked() {
    let home = told();
    let columns = "name,phone,alias,nickname,card";
    let export = |more: &[&str]| -> String {
        let words = ["export", "--where", "林晓", "--columns", columns, "--for", "tool", "--overwrite", "-o", "a.csv"];
        let done = home.run(&[&words, more].concat());
        assert_eq!(done.code, Some(0), "{}", done.err);
        std::fs::read_to_string(home.folder.path().join("a.csv")).unwrap().lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(export(&[]), "\"群主-林晓\",\"138****0001\",\"linxiao_ai\",\"林晓\",\"群主-林晓\"");
    assert!(export(&["--unmask", "phone"]).contains("13800000001"));
    let hidden = export(&["--pseudonymous"]);
    assert!(!hidden.contains("林晓") && !hidden.contains("138") && hidden.starts_with("\"P-"), "{hidden}");
    let listed = home.run(&["members", "--where", "林晓", "--columns", "phone", "--json"]);
    assert!(listed.out.contains("138****0001"), "{}", listed.out);
}

#[test]
fn a_column_that_is_none_is_a_usage_error_with_a_suggestion() {
    let home = told();
    let lists: [&[&str]; 4] = [
        &["members", "--columns", "name,activty"],
        &["members", "--sort", "activty:asc"],
        &["export", "-o", "a.csv", "--columns", "activty"],
        &["export", "-o", "a.csv", "--sort", "activty"],
    ];
    for list in lists {
        let done = home.run(list);
        assert_eq!((done.code, done.out.as_str()), (Some(2), ""), "{list:?}");
        assert!(done.err.contains("是不是 activity？"), "{}", done.err);
    }
    assert_eq!(home.run(&["members", "--columns", "名称,活跃度,积分", "--sort", "积分"]).code, Some(0));
}

#[test]
fn a_segment_is_not_overwritten_nor_left_dangling_unasked() {
    let home = told();
    let save = |arguments: &[&str]| home.run(&[&["segment", "save"], arguments].concat());
    assert_eq!(save(&["VIP", "--where", "messages>=1"]).code, Some(0));
    assert_eq!(save(&["vip", "--where", "messages>=1"]).code, Some(0), "the same again");
    let other = save(&["vip", "--where", "性别:女"]);
    assert!(other.code == Some(1) && other.err.contains("“VIP”") && other.err.contains("--replace"), "{}", other.err);
    assert_eq!(save(&["vip", "--where", "性别:女", "--replace"]).code, Some(0));
    assert_eq!(home.run(&["segment", "list", "--json"]).out.matches("\"name\"").count(), 1);
    for (arguments, filter) in [(&["--lang", "zh"][..], "性别:女"), (&["--lang", "en"], "gender:female")] {
        let listed = home.run(&[&["segment", "list"], arguments].concat()).out;
        assert!(listed.contains(filter), "{listed}");
    }
    assert!(home.run(&["segment", "list", "--json", "--lang", "zh"]).out.contains("gender:female"));
    assert_eq!(save(&["其余", "--where", "not segment:vip"]).code, Some(0));
    let deleted = home.run(&["segment", "delete", "VIP"]);
    assert!(deleted.code == Some(1) && deleted.err.contains("“其余”"), "{}", deleted.err);
    let ring = home.run(&["segment", "combine", "vip", "VIP", "or", "其余", "--replace"]);
    assert!(ring.code == Some(1) && ring.err.contains('→'), "{}", ring.err);
    let nameless = save(&[" ", "--where", "messages>=1"]);
    assert!(nameless.code == Some(1) && nameless.err.contains("名字"), "{}", nameless.err);
}

#[test]
fn a_segment_that_is_none_is_an_error() {
    let home = told();
    assert_eq!(home.run(&["segment", "save", "女", "--where", "性别:女"]).code, Some(0));
    assert_eq!(home.run(&["segment", "show", "女"]).code, Some(0));
    for command in ["members", "keywords", "kol", "topics"] {
        let by_name = home.run(&[command, "--segment", "女", "--json"]);
        assert_eq!((by_name.code, by_name.out), (Some(0), home.run(&[command, "--where", "segment:女", "--json"]).out));
    }
    assert_eq!(home.run(&["segment", "delete", "女"]).code, Some(0));
    for deed in ["show", "diff", "bundle", "delete"] {
        let done = home.run(&["segment", deed, "女"]);
        assert!(done.code == Some(1) && done.err.contains('女'), "{}", done.err);
    }
    let done = home.run(&["export", "--segment", "女", "-o", "a.csv"]);
    assert!(done.code == Some(1) && done.err.contains('女'), "{}", done.err);
}

#[test]
fn a_bundle_can_leave_out_whom_the_operator_just_contacted() {
    let home = told();
    home.run(&["segment", "save", "女", "--where", "性别:女"]);
    let members = home.run(&["members", "--where", "性别:女", "--json"]).out;
    let first: serde_json::Value = serde_json::from_str(&members).unwrap();
    let contacted = format!("id:{}", first[0]["id"]);
    assert_eq!(home.run(&["followup", &contacted, "--contacted", "today"]).code, Some(0));
    for (arguments, rows) in [(&["-o", "all"][..], 4), (&["-o", "rested", "--skip-contacted"], 3)] {
        let done = home.run(&[&["segment", "bundle", "女"], arguments].concat());
        assert_eq!(done.code, Some(0), "{}", done.err);
        let folder = home.folder.path().join(arguments[1]);
        let about = std::fs::read_to_string(folder.join("segment.json")).unwrap();
        let about: serde_json::Value = serde_json::from_str(&about).unwrap();
        assert_eq!(about["members"], rows, "{arguments:?}");
    }
}

#[test]
fn a_bundle_of_the_same_inputs_has_the_same_bytes() {
    let bundle = |lang: &str| -> Vec<(String, Vec<u8>)> {
        let home = told();
        home.run(&["segment", "save", "女", "--where", "性别:女"]);
        assert_eq!(home.run(&["segment", "bundle", "女", "-o", "out", "--lang", lang]).code, Some(0));
        let again = home.run(&["segment", "bundle", "女", "-o", "out", "--lang", "en"]);
        assert!(again.code == Some(1) && again.err.contains("-o"), "{}", again.err);
        let mut files: Vec<_> =
            std::fs::read_dir(home.folder.path().join("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let read =
            |path: &std::path::PathBuf| (path.file_name().unwrap().display().to_string(), std::fs::read(path).unwrap());
        files.iter().map(read).collect()
    };
    let files = bundle("zh");
    assert_eq!(
        files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["members.csv", "scheme.toml", "segment.json"]
    );
    let about: serde_json::Value = serde_json::from_slice(&files[2].1).unwrap();
    assert_eq!(about["filter"], "gender:female");
    assert_eq!(about["members"], 4);
    for key in ["rule", "scheme", "data", "as_of"] {
        assert!(!about[key].is_null(), "{key}");
    }
    assert!(files == bundle("en"));
}

#[test]
fn accepting_all_joins_goes_on_past_what_the_first_brings_along_and_builds() {
    let home = Home::new();
    let members = home.file("members.csv", "昵称,QQ号\n小美,10001\n小明,10002\n");
    let orders = home.file(
        "orders.csv",
        "订单号,买家昵称,买家手机号,订单创建时间,买家付款时间,订单实付金额,订单状态\n\
         E1,小美,13800000000,2024-02-10 10:00:00,2024-02-10 10:01:00,100.00,已完成\n\
         E2,小明,13800000000,2024-02-11 10:00:00,2024-02-11 10:01:00,50.00,已完成\n\
         E3,小明,13900000000,2024-02-12 10:00:00,2024-02-12 10:01:00,20.00,已完成\n",
    );
    for file in [members, orders] {
        assert_eq!(home.run(&["import", file.to_str().unwrap()]).code, Some(0));
    }
    let done = home.run(&["join", "accept", "--all"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let joins: serde_json::Value = serde_json::from_str(&home.run(&["join", "--json"]).out).unwrap();
    assert_eq!((&joins["open"], &joins["orders"]), (&serde_json::json!([]), &serde_json::json!([3, 3])), "{joins}");
    let bought = home.run(&["members", "--where", "orders>=1", "--json"]);
    let bought: serde_json::Value = serde_json::from_str(&bought.out).unwrap();
    assert_eq!(bought.as_array().unwrap().len(), 2, "profiles know the orders at once");
    assert_eq!(home.run(&["join", "accept", "1"]).code, Some(1), "what is decided is no proposal");
}

#[test]
#[cfg(unix)]
fn who_opted_out_is_handed_everything_in_files_of_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = told();
    let buyers: serde_json::Value =
        serde_json::from_str(&home.run(&["members", "--where", "orders>=1 and messages>=1", "--json"]).out).unwrap();
    let who = format!("id:{}", buyers[0]["id"]);
    assert_eq!(home.run(&["optout", &who, "--yes"]).code, Some(0));
    let done = home.run(&["member", &who, "--export", "out"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let folder = home.folder.path().join("out");
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    for (kind, key) in [("messages", "text"), ("orders", "amount"), ("names", "name"), ("cells", "value")] {
        let rows = std::fs::read_to_string(folder.join(kind).with_extension("jsonl")).unwrap();
        let first: serde_json::Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
        assert!(!first[key].is_null(), "{kind}: {first}");
    }
    assert!(!folder.join("profile.json").exists(), "there is no profile of them any more");
    assert_eq!(home.run(&["member", &who, "--export", "out"]).code, Some(1), "a folder with files in it stays");
}

#[test]
fn who_left_is_read_from_two_lists_without_a_store() {
    let home = Home::new();
    let old = home.file("old.csv", "昵称,QQ号\n小王,10001\n阿青,10002\nmomo,\nmomo,\n");
    let new = home.file("new.csv", "昵称,QQ号\n改名,10001\nmomo,\n");
    let done = home.run(&["groups", "left", old.to_str().unwrap(), new.to_str().unwrap(), "--json"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let left: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let told: Vec<_> =
        left.as_array().unwrap().iter().map(|row| (row["name"].as_str(), row["status"].as_str())).collect();
    assert_eq!(told, [(Some("阿青"), Some("left")), (Some("momo"), Some("unclear")), (Some("momo"), Some("unclear"))]);
    let orders = fixture("SYNTH_youzan_orders.csv");
    let none = home.run(&["groups", "left", &orders, &orders]);
    assert!(none.code == Some(1) && none.err.contains("成员名单"), "{}", none.err);
}

#[test]
fn an_earlier_build_is_shown_as_far_as_it_is_remembered() {
    let home = told();
    let early = home.run(&["member", "qq:10001", "--as-of", "2020-01-01", "--lang", "en"]);
    assert!(early.code == Some(1) && early.err.contains("2024-03-"), "{}", early.err);
    let now = home.run(&["member", "qq:10001", "--as-of", "2030-01-01", "--lang", "en"]);
    assert_eq!(now.out, home.run(&["member", "qq:10001", "--lang", "en"]).out);
    assert_eq!(home.run(&["member", "qq:10001", "--as-of", "2030-01-01", "--evidence"]).code, Some(2));
}

#[test]
fn a_page_in_json_keeps_its_keys() {
    let page = told().run(&["member", "qq:10001", "--json"]);
    let page: serde_json::Value = serde_json::from_str(&page.out).unwrap();
    let gender = &page["dimensions"]["basic"]["gender"];
    assert_eq!(gender["value"], "female");
    assert_eq!(gender["confidence"], 0.95);
    assert_eq!(gender["provenance"], "declared");
    for key in ["kind", "ref", "time", "text", "weight", "against"] {
        assert!(gender["evidence"][0].get(key).is_some(), "{key}");
    }
    assert!(page["dimensions"]["basic"]["occupation"]["value"].is_null());
}

#[test]
fn settings_choose_the_language_and_are_checked() {
    let home = Home::new();
    let folder = home.folder.path().join("XDG_CONFIG_HOME/qunxiang");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "lang = \"en\"\n").unwrap();
    assert!(home.run(&["--help"]).out.contains("Usage:"));
    assert!(home.run(&["--help", "--lang", "zh"]).out.contains("用法："));
    std::fs::write(folder.join("config.toml"), "colour = \"never\"\n").unwrap();
    let done: Done = home.run(&["members"]);
    assert!(done.code == Some(1) && done.err.contains("colour"), "{}", done.err);
}

#[test]
fn segments_are_combined_renamed_and_compared_by_day() {
    let home = told();
    home.run(&["segment", "save", "女", "--where", "性别:女"]);
    home.run(&["segment", "save", "说过话", "--where", "messages>=1"]);
    assert_eq!(home.run(&["segment", "combine", "沉默的女", "女", "minus", "说过话"]).code, Some(0));
    let renamed = home.run(&["segment", "rename", "女", "女士"]);
    assert_eq!(renamed.code, Some(0), "{}", renamed.err);
    let list = home.run(&["segment", "list", "--json"]).out;
    assert!(list.contains("segment:女士 and not segment:说过话"), "a name is renamed where others speak of it\n{list}");
    assert_eq!(home.run(&["segment", "rename", "女士", "说过话"]).code, Some(1), "that name is taken");
    let early = home.run(&["segment", "diff", "女士", "--from", "2001-01-01", "--lang", "en"]);
    assert_eq!(early.code, Some(1));
    assert!(early.err.contains("no two builds"), "{}", early.err);
    assert_eq!(home.run(&["segment", "diff", "女士", "--from", "昨天"]).code, Some(2));
}

#[test]
fn members_segments_and_days_are_compared_with_one_command() {
    let home = told();
    home.run(&["segment", "save", "女", "--where", "性别:女"]);
    home.run(&["segment", "save", "所有人", "--where", "messages>=0"]);
    let segments = home.run(&["compare", "女", "所有人", "--json"]);
    let traits: serde_json::Value = serde_json::from_str(&segments.out).unwrap();
    let gender = traits.as_array().unwrap().iter().find(|line| line["value"] == "female").unwrap();
    assert_eq!((&gender["field"], &gender["share_a"]), (&"gender".into(), &1.into()));
    assert!(gender["low"].is_null() && gender["high"].is_null(), "their members are no two samples: {gender}");
    assert!(segments.err.contains("不独立"), "{}", segments.err);
    home.run(&["segment", "save", "男", "--where", "性别:男"]);
    let apart = home.run(&["compare", "女", "男", "--json"]);
    let traits: serde_json::Value = serde_json::from_str(&apart.out).unwrap();
    let gender = traits.as_array().unwrap().iter().find(|line| line["value"] == "female").unwrap();
    assert!(gender["low"].as_f64() <= gender["difference"].as_f64(), "{gender}");
    assert!(gender["high"].as_f64() >= gender["difference"].as_f64() || gender["difference"] == 1, "{gender}");
    let first: serde_json::Value = serde_json::from_str(&home.run(&["members", "--json", "--limit", "2"]).out).unwrap();
    let id = |place: usize| format!("id:{}", first[place]["id"]);
    let members = home.run(&["compare", &id(0), &id(1), "--json"]);
    assert_eq!(members.code, Some(0), "{}", members.err);
    let lines: Vec<serde_json::Value> = serde_json::from_str(&members.out).unwrap();
    let line = |key: &str| lines.iter().find(|line| line["key"] == key).unwrap();
    assert!(line("activity")["a"].is_number() && line("activity")["percentile_a"].is_number(), "{}", members.out);
    assert!(line("tag")["a"].is_array(), "{}", members.out);
    let codes = lines.iter().filter(|line| ["level", "stage", "gender"].contains(&line["key"].as_str().unwrap()));
    for line in codes {
        let words = [&line["a"], &line["b"]].map(|value| value.as_str().unwrap_or_default().to_owned());
        assert!(words.iter().all(|word| word.is_ascii()), "the key of a code, not its word: {line}");
    }
    for line in home.run(&["compare", &id(0), &id(1)]).out.lines() {
        assert!(qunxiang::text::display::width(line) <= 80, "{line}");
    }
    let days = home.run(&["compare", "2024-01-01", "2024-02-01", "--lang", "en"]);
    assert_eq!(days.code, Some(1));
    assert!(days.err.contains("no two different builds"), "{}", days.err);
}
