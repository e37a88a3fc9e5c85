//! Broken, hostile and foreign files: a clear sentence, the right exit code, all that reads is kept.

mod program;

use program::{Done, Home, fixture};
use serde_json::Value;

const HEADER: &str =
    r#"{"_type":"header","chatlab":{"version":"0.0.1"},"meta":{"name":"g","platform":"wechat","type":"group"}}"#;

fn line(sender: &str, second: u64, text: &str) -> String {
    let time = 1_709_254_860 + second;
    format!(
        r#"{{"_type":"message","sender":"{sender}","accountName":"{sender}","timestamp":{time},"type":0,"content":"{text}"}}"#
    )
}

fn import(home: &Home, name: &str, content: impl AsRef<[u8]>) -> (Option<i32>, Value) {
    home.file(name, content);
    let done = home.run(&["import", name, "--json"]);
    assert_calm(&done);
    (done.code, serde_json::from_str(&done.out).unwrap())
}

fn assert_calm(done: &Done) {
    assert!(!done.err.contains("panicked"), "{}", done.err);
    let wild = |text: &str| text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\0']);
    assert!(!wild(&done.out) && !wild(&done.err), "{:?} {:?}", done.out, done.err);
}

#[test]
fn a_truncated_file_keeps_what_stands_before_the_break() {
    let home = Home::new();
    let whole = std::fs::read(fixture("SYNTH_group.json")).unwrap();
    let (code, report) = import(&home, "cut.json", &whole[..whole.len() - 200]);
    assert_eq!((code, &report["skipped"]), (Some(0), &1.into()));
    assert!(report["new"].as_u64().unwrap() >= 26, "{report}");
}

#[test]
fn a_broken_line_is_named_and_the_others_are_read() {
    let home = Home::new();
    let text = [HEADER, &line("a", 0, "x"), "{\"_type\":\"mess", &line("b", 1, "y")].join("\n");
    let (code, report) = import(&home, "broken.jsonl", text);
    assert_eq!((code, &report["new"]), (Some(0), &2.into()));
    let skip = &report["files"][0]["skips"][0];
    assert_eq!((&skip["line"], &skip["at"]), (&3.into(), &"line".into()));
}

#[test]
fn a_file_of_one_line_names_the_byte_and_a_second_import_still_does() {
    let home = Home::new();
    let whole = std::fs::read_to_string(fixture("SYNTH_group.json")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let flat = value.to_string().replacen("\"type\":0", "\"type\":\"?\"", 1);
    let file = home.file("flat.json", &flat[..flat.len() - 200]);
    for _ in 0..2 {
        let done = home.run(&["import", file.to_str().unwrap(), "--json"]);
        let report: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        let skip = &report["files"][0]["skips"][0];
        assert_eq!(skip["at"], "byte", "{report}");
        let told = home.run(&["import", file.to_str().unwrap(), "--dry-run", "--lang", "en"]);
        assert!(!told.err.contains(", line "), "{}", told.err);
        let told = home.run(&["import", file.to_str().unwrap(), "--lang", "zh"]).err;
        assert!(told.contains(&format!("第 {} 字节", skip["line"])), "{told}");
    }
}

#[test]
fn three_hundred_pictures_beside_a_chat_are_counted_in_a_line_and_the_store_is_no_export() {
    let home = Home::new();
    let folder = home.folder.path().join("in");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(fixture("SYNTH_members.csv"), folder.join("members.csv")).unwrap();
    for number in 0..300 {
        std::fs::write(folder.join(format!("{number}.jpg")), b"\xFF\xD8\xFF\xE0\0\x10JFIF").unwrap();
    }
    for _ in 0..2 {
        let done = home.run(&["--lang", "en", "--db", "in/store.db", "import", "in"]);
        assert!(done.out.lines().count() + done.err.lines().count() < 25, "{}{}", done.out, done.err);
        assert!(done.err.contains("295 more files were not read"), "{}", done.err);
        assert!(!done.err.contains("store.db"), "{}", done.err);
    }
    let all = home.run(&["--db", "in/store.db", "import", "in", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&all.out).unwrap();
    assert_eq!(report["files"].as_array().unwrap().len(), 301);
}

#[test]
fn a_skipped_row_is_told_with_its_file_and_line() {
    let home = Home::new();
    let head = "消息对象:g\n\n2024-03-01 9:00:00 甲(10001)\n早\n\n";
    for (name, text, place) in [
        ("broken.jsonl", [HEADER, &line("a", 0, "x"), "{\"_type\":\"mess"].join("\n"), "broken.jsonl, line 3: "),
        ("odd.jsonl", [HEADER, &line("a", 0, "x"), "{\"_type\":\"sticker\"}"].join("\n"), "odd.jsonl, line 3: "),
        ("date.txt", format!("{head}2024-02-31 9:00:01 乙(10002)\n早\n"), "date.txt, line 6: "),
        (
            "date.csv",
            "时间,用户ID,行为\n2024-03-01 9:00:00,a,签到\n2024-02-31,a,签到\n".to_owned(),
            "date.csv, line 3: ",
        ),
        (
            "one.json",
            "{\"chatlab\":{},\"meta\":{},\"messages\":[{\"sender\":1},{\"sender\":2, tru}]}".to_owned(),
            "one.json, byte 36: ",
        ),
    ] {
        home.file(name, text);
        let done = home.run(&["import", name, "--lang", "en"]);
        assert_calm(&done);
        assert_eq!(done.code, Some(0), "{name}");
        assert!(done.out.contains(place) || done.err.contains(place), "{place} {} {}", done.out, done.err);
    }
}

#[test]
fn a_folder_keeps_what_is_known_and_names_every_file_that_is_not() {
    let home = Home::new();
    std::fs::create_dir(home.folder.path().join("folder")).unwrap();
    home.file("folder/a.bin", [0, 159, 146, 150]);
    home.file("folder/b.txt", "dear diary");
    home.file("folder/c.json", "{\"a\": [1, 2]}");
    home.file("folder/d.jsonl", [HEADER, &line("a", 0, "x")].join("\n"));
    home.file("folder/e.csv", "");
    let done = home.run(&["import", "folder", "--json"]);
    assert_calm(&done);
    let report: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!((done.code, &report["new"]), (Some(1), &1.into()));
    for file in report["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        let error = file["error"].as_str().unwrap_or_default();
        assert_eq!(error.contains(path), !path.ends_with("d.jsonl"), "{path}: {error}");
    }
}

#[test]
fn a_giant_line_is_skipped() {
    let home = Home::new();
    let text = [HEADER, &line("a", 0, "x"), &line("a", 1, &"x".repeat(70_000_000)), &line("b", 2, "y")].join("\n");
    let (code, report) = import(&home, "giant.jsonl", text);
    assert_eq!((code, &report["new"], &report["skipped"]), (Some(0), &2.into(), &1.into()));
}

#[test]
fn deep_brackets_are_refused_without_a_crash() {
    let home = Home::new();
    let deep = format!(
        "{{\"_type\":\"message\",\"sender\":\"a\",\"content\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let text = [HEADER, &line("a", 0, "x"), &deep, &line("b", 1, "y")].join("\n");
    let (code, report) = import(&home, "deep.jsonl", text);
    assert_eq!((code, &report["new"], &report["skipped"]), (Some(0), &2.into(), &1.into()));
}

#[test]
fn gb18030_without_a_mark_is_recognised() {
    let home = Home::new();
    let bytes: &[u8] =
        b"\xd0\xd5\xc3\xfb,\xca\xd6\xbb\xfa,\xb3\xc7\xca\xd0\n\xd5\xc5\xc8\xfd,13800000001,\xba\xbc\xd6\xdd\n";
    let (code, report) = import(&home, "gb.csv", bytes);
    assert_eq!((code, &report["files"][0]["encoding"], &report["new"]), (Some(0), &"gb18030".into(), &1.into()));
    let chat = "消息对象:茶话会\n\n2024-03-01 9:00:00 张三(10001)\n今天喝什么茶？\n";
    let (code, report) = import(&home, "gb.txt", encoding_rs::GB18030.encode(chat).0);
    assert_eq!((code, &report["files"][0]["encoding"], &report["new"]), (Some(0), &"gb18030".into(), &1.into()));
    assert!(home.run(&["groups"]).out.contains("茶话会"));
}

#[test]
fn names_cannot_command_the_terminal() {
    let home = Home::new();
    let evil = line("a\\u001b[31m\\u0000\\u0007\\u202eb", 0, "x\\u001b]0;title\\u0007");
    import(&home, "evil.jsonl", [HEADER, &evil].join("\n"));
    for arguments in
        [&["members"][..], &["members", "--json"], &["members", "--format", "csv"], &["member", "id:1"], &["groups"]]
    {
        let done = home.run(arguments);
        assert_eq!(done.code, Some(0), "{arguments:?} {}", done.err);
        if arguments.len() == 1 || arguments[0] == "member" {
            assert_calm(&done);
        } else {
            assert!(!done.out.contains('\u{1b}') || arguments.contains(&"csv"), "{arguments:?}");
        }
    }
}

#[test]
fn a_rounded_id_and_a_date_that_is_none_are_no_facts() {
    let home = Home::new();
    let (code, report) =
        import(&home, "roster.csv", "微信ID,昵称,入群时间\n1.38E+17,甲,2024-02-31\nwxid_b,乙,not a date\n");
    assert_eq!((code, &report["new"]), (Some(0), &2.into()));
    assert_eq!(report["files"][0]["warnings"].as_array().map(Vec::len), Some(2), "{report}");
    assert!(!home.run(&["members", "--json"]).out.contains("E+17"));
}

#[test]
fn what_cannot_be_read_at_all_says_so_once() {
    let home = Home::new();
    home.file("empty.json", "");
    let done = home.run(&["import", "empty.json", "--lang", "en"]);
    assert_eq!(done.code, Some(1));
    assert_eq!(done.err.matches("empty.json").count(), 1, "{}", done.err);
    assert!(!done.err.contains("qunxiang opens the explorer"), "{}", done.err);
    std::fs::create_dir(home.folder.path().join("folder")).unwrap();
    home.file("folder/notes.bin", [0, 159, 146, 150]);
    let done = home.run(&["import", "folder"]);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("notes.bin"), "{}", done.err);
    assert_eq!(home.run(&["import", "nowhere"]).code, Some(1));
}

#[test]
fn bytes_that_are_no_text_are_refused_as_such_and_no_columns_of_theirs_are_offered() {
    let home = Home::new();
    let mut state = 7u32;
    let noise = (0..6_000).map(|at: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if at % 40 == 39 {
            b'\n'
        } else if at % 8 == 7 {
            b','
        } else {
            (state >> 24) as u8
        }
    });
    home.file("noise.csv", noise.collect::<Vec<u8>>());
    let done = home.run(&["--lang", "en", "import", "noise.csv"]);
    assert_calm(&done);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("is no text") && !done.err.contains("--map"), "{}", done.err);
}

#[test]
fn a_store_that_is_none_is_told_in_one_sentence() {
    let home = Home::new();
    home.run(&["--db", "ours.db", "import", &fixture("SYNTH_group.json")]);
    let ours = std::fs::read(home.folder.path().join("ours.db")).unwrap();
    let mut newer = ours.clone();
    newer[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    let mut corrupt = ours.clone();
    corrupt[8192..].iter_mut().step_by(7).for_each(|byte| *byte ^= 0x5a);
    home.file("newer.db", newer);
    home.file("corrupt.db", corrupt);
    home.file("short.db", &ours[..5000]);
    home.file("foreign.db", "hello, I am no database");
    for name in ["newer.db", "corrupt.db", "short.db", "foreign.db"] {
        for command in ["members", "doctor"] {
            let done = home.run(&["--db", name, command, "--lang", "zh"]);
            assert_eq!((done.code, done.out.as_str()), (Some(1), ""), "{name}");
            assert_eq!(done.err.matches(name).count(), 1, "{}", done.err);
        }
    }
}
