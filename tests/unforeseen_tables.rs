//! A table that nobody foresaw: the command to type next, what its columns look like, and that the
//! explorer sees the same before anything is written.

mod program;

use program::Home;
use qunxiang::lang::Lang;
use qunxiang::task::desk;
use qunxiang::task::request::{Answer, ImportOrder, Preview, Question, Reply};

const TABLE: &str =
    "客户,联络,档位,首次 到店\n陈一鸣,13800000001,金卡,2024-01-02\n林小满,139****0002,银卡,2024-02-03\n";

#[test]
fn the_error_shows_the_command_that_reads_it_and_the_next_table_of_these_columns_needs_none() {
    let home = Home::new();
    home.file("客户 一月.csv", TABLE);
    for (dry, lines) in [(&["--dry-run"][..], 4), (&[], 3)] {
        let told = home.run(&[&["--lang", "en", "import", "客户 一月.csv"], dry].concat());
        assert_eq!(told.code, Some(1));
        let next: Vec<&str> = told.err.lines().skip(2).collect();
        assert_eq!(
            next[0], "  qunxiang import '客户 一月.csv' --map=客户=name --map=联络=phone '--map=首次 到店=joined'",
            "{}",
            told.err
        );
        assert!(told.err.lines().count() >= lines, "{}", told.err);
    }
    let maps = ["--map", "客户=name", "--map", "联络=phone", "--map", "首次 到店=joined"];
    let done = home.run(&[&["--lang", "en", "import", "客户 一月.csv"], &maps[..]].concat());
    assert_eq!(done.code, Some(0), "{}", done.err);
    home.file("客户 二月.csv", TABLE.replace("陈一鸣", "赵安").replace("13800000001", "13900000003"));
    let again = home.run(&["--lang", "en", "import", "客户 二月.csv"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    let known = home.run(&["members", "--json"]).out;
    for name in ["陈一鸣", "林小满", "赵安"] {
        assert!(known.contains(name), "{known}");
    }
}

#[test]
fn a_store_that_was_named_is_named_in_the_command_and_a_chat_of_no_format_gets_none() {
    let home = Home::new();
    home.file("a.csv", "甲列,乙列\n1,2\n3,4\n");
    let told = home.run(&["import", "a.csv", "--lang", "en", "--db", "my store.db"]).err;
    assert!(told.ends_with("  qunxiang import a.csv --map=甲列=name --db 'my store.db'\n"), "{told}");
    home.file("it's.csv", TABLE);
    let told = home.run(&["import", "it's.csv", "--lang", "en"]).err;
    assert!(told.contains(r"qunxiang import 'it'\''s.csv' --map"), "{told}");
    home.file("-a.csv", "-甲=乙,丙\n1,2\n3,4\n");
    let told = home.run(&["import", "./-a.csv", "--lang", "en"]).err;
    assert!(told.ends_with("  qunxiang import ./-a.csv --map=-甲=乙=name\n"), "{told}");
    let read = home.run(&["import", "./-a.csv", "--map=-甲=乙=name", "--no-build", "--lang", "en"]);
    assert_eq!(read.code, Some(0), "{}", read.err);
    home.file("words.txt", "just some words");
    let told = home.run(&["import", "words.txt", "--lang", "en"]).err;
    assert!(told.contains("no known format") && !told.contains("--map"), "{told}");
}

fn look(home: &Home, name: &str, mapping: &[(&str, &str)]) -> Result<Option<Preview>, String> {
    let (desk, _) = desk::open(&home.folder.path().join("none.db"), Lang::En).unwrap();
    let order = ImportOrder {
        paths: vec![home.folder.path().join(name)],
        mapping: mapping.iter().map(|(column, field)| ((*column).to_owned(), (*field).to_owned())).collect(),
        ..ImportOrder::default()
    };
    desk.questions.send((1, Question::Look(order))).unwrap();
    match desk.replies.recv().unwrap() {
        Reply::Answer(1, answer) => answer.map(|answer| match answer {
            Answer::Look(preview) => *preview,
            other => panic!("{other:?}"),
        }),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_explorer_looks_at_one_file_with_its_phones_masked_and_leaves_no_store_behind() {
    let home = Home::new();
    home.file("a.csv", TABLE);
    let unknown = look(&home, "a.csv", &[]).unwrap().unwrap();
    assert!(unknown.error.is_some());
    let proposed: Vec<Option<&str>> = unknown.columns.iter().map(|column| column.field.as_deref()).collect();
    assert_eq!(proposed, [Some("name"), Some("phone"), None, Some("joined")]);
    assert_eq!(unknown.values[1], ["138****0001", "139****0002"]);
    let known = look(&home, "a.csv", &[("客户", "name")]).unwrap().unwrap();
    assert_eq!((known.error, known.format.as_str(), known.rows.len()), (None, "members", 2));
    assert!(known.rows.iter().all(|row| !row.contains("13800000001")), "{:?}", known.rows);

    std::fs::create_dir(home.folder.path().join("folder")).unwrap();
    assert_eq!(look(&home, "folder", &[]), Ok(None), "the files of a folder are told apart by the import");
    assert!(look(&home, "gone.csv", &[]).unwrap_err().contains("gone.csv"));
    assert!(look(&home, "a.csv", &[("客户", "nonsense")]).unwrap_err().contains("nonsense"));
    assert!(!home.folder.path().join("none.db").exists());
}

fn new_and_known(home: &Home, arguments: &[&str]) -> (u64, u64) {
    let done = home.run(&[&["import"], arguments, &["--no-build", "--json"]].concat());
    assert_eq!(done.code, Some(0), "{}", done.err);
    let report: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    (report["new"].as_u64().unwrap(), report["duplicate"].as_u64().unwrap())
}

#[test]
fn a_log_that_grew_under_another_name_adds_what_is_new() {
    let home = Home::new();
    home.file("e1.csv", "time,member,action\n2024-03-01 09:00:00,m1,checkin\n");
    home.file("e2.csv", "time,member,action\n2024-03-01 09:00:00,m1,checkin\n2024-03-02 09:00:00,m1,checkin\n");
    assert_eq!(new_and_known(&home, &["e1.csv"]), (1, 0));
    assert_eq!(new_and_known(&home, &["e2.csv"]), (1, 1));
}

#[test]
fn a_log_may_tell_who_by_any_account_phone_or_name() {
    let home = Home::new();
    for (name, field, who) in
        [("a.csv", "wxid", "wxid_a"), ("b.csv", "phone", "13800000001"), ("c.csv", "name", "林小晓")]
    {
        home.file(name, format!("谁,几时,干啥\n{who},2024-03-01 09:00:00,打卡\n{who},2024-03-02 09:00:00,打卡\n"));
        let who = format!("谁={field}");
        let maps = [name, "--map", &who, "--map", "几时=time", "--map", "干啥=action"];
        assert_eq!(new_and_known(&home, &maps), (2, 0), "{field}");
    }
    home.file("d.csv", "时间,微信ID,行为\n2024-03-03 09:00:00,wxid_a,打卡\n");
    let told = home.run(&["import", "d.csv", "--dry-run", "--json"]).out;
    assert!(told.contains("behaviour-log"), "{told}");
}

#[test]
fn what_is_guessed_of_dates_and_what_a_mapping_misses_is_said() {
    let home = Home::new();
    home.file("open.csv", "昵称,加入时间,手机\n甲乙,02/03/2024,13800000001\n丙丁,04/05/2024,13800000002\n");
    let told = home.run(&["import", "open.csv", "--lang", "en", "--no-build"]);
    assert!((told.out + &told.err).contains("“02/03/2024” were read as month/day/year"));
    home.file("told.csv", "昵称,加入时间,手机\n戊己,02/03/2024,13800000003\n庚辛,25/05/2024,13800000004\n");
    let told = home.run(&["import", "told.csv", "--lang", "en", "--no-build", "--map", "昵秤=name"]);
    let all = format!("{}{}", told.out, told.err);
    assert_eq!(told.code, Some(1), "{all}");
    assert!(
        all.contains("no table here has the column “昵秤” of --map") && all.contains("昵称, 加入时间, 手机"),
        "{all}"
    );
    let told = home.run(&["import", "told.csv", "--lang", "en", "--no-build", "--map", "手机=phone"]);
    assert!(!(told.out + &told.err).contains("month/day/year"));
    let told = home.run(&["import", "told.csv", "--lang", "en", "--map", "昵称=nick"]).err;
    assert!(told.contains("a field is one of name, real_name"), "{told}");
}

#[test]
fn the_numbers_of_parcels_are_no_names_and_a_title_may_tell_of_phones() {
    let home = Home::new();
    home.file(
        "kd.csv",
        "快递单号,谁收,收件手机号码\nSF1029384756123,林小晓,+86 138 0000 0001\nYT77001122,老吴,138-0000-0002\n",
    );
    let told = home.run(&["import", "kd.csv", "--lang", "en"]).err;
    assert!(told.contains("--map=谁收=name --map=收件手机号码=phone") && !told.contains("快递单号"), "{told}");
}

#[test]
fn who_stands_in_several_rows_did_something_at_those_times() {
    let home = Home::new();
    let rows = "林小晓,2024-03-01 09:00:00,早起\n老吴,2024-03-01 09:05:00,早起\n林小晓,2024-03-02 09:00:00,早起\n";
    home.file("dk.csv", format!("谁打的卡,啥时候打的,打卡内容\n{rows}"));
    let told = home.run(&["import", "dk.csv", "--lang", "en"]).err;
    assert!(told.contains("--map=谁打的卡=name --map=啥时候打的=time\n"), "{told}");
}

#[test]
fn a_role_of_no_group_is_not_lost_without_a_word() {
    let home = Home::new();
    home.file("members.csv", "昵称,QQ号,角色\n甲,10001,成员\n乙,10002,管理员\n丙,10003,\n");
    let told = home.run(&["import", "members.csv", "--lang", "zh"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.err.contains("“角色”列有 2 行没有写在哪个群"), "{}", told.err);
    home.file("seated.csv", "昵称,QQ号,群名,角色\n甲,10001,山野,成员\n乙,10002,山野,管理员\n");
    let told = home.run(&["import", "seated.csv", "--lang", "zh"]);
    assert!(told.code == Some(0) && !told.err.contains("没有写在哪个群"), "{}", told.err);
}

#[test]
fn whom_a_file_only_points_at_is_counted_beside_whom_it_has_rows_of() {
    let home = Home::new();
    home.file(
        "log.csv",
        "time,member,action,target\n1700006400,甲,reply,乙\n1700006500,甲,reply,丙\n1700006600,乙,post,\n",
    );
    let told = home.run(&["import", "log.csv", "--lang", "zh"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.err.contains("另有 1 位新成员只是被别人回复"), "{}{}", told.out, told.err);
    assert!(told.err.contains("3 位成员") || told.out.contains("3 位成员"), "{}{}", told.out, told.err);
    let again = home.run(&["import", "log.csv", "--lang", "zh"]);
    assert!(!again.err.contains("另有"), "{}", again.err);
}
