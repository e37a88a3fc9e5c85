//! What was done and what is being done: the log, the tasks of this run, locks, and the keys of a screen.

mod tui_fixture;

use std::path::PathBuf;
use std::time::Duration;

use qunxiang::model::MemberId;
use qunxiang::model::report::{FileReport, ImportReport, Progress, ProgressUnit};
use qunxiang::task::request::{Outcome, Question, Reply, Work};
use qunxiang::tui::{Msg, Options};
use tui_fixture::Explorer;

fn line(explorer: &Explorer, words: &str) -> String {
    let screen = explorer.screen();
    screen.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words}\n{screen}")).to_owned()
}

#[test]
fn the_log_tells_what_was_done_and_what_is_undone_and_redone_next() {
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["="]);
    assert!(line(&explorer, "打标签“老朋友”").contains("有效 · 下一个撤销"), "{}", explorer.screen());
    assert!(line(&explorer, "锁定陈一鸣的“地区”").contains("已撤销 · 下一个重做"), "{}", explorer.screen());
    assert!(!line(&explorer, "写备注").contains("下一个"), "{}", explorer.screen());
    let screen = explorer.keys(&["down", "down", "down"]).screen();
    assert!(screen.contains("投放组"), "to whom an export went stands below\n{screen}");
}

#[test]
fn the_log_leads_to_the_person_and_says_where_it_leads_nowhere() {
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["=", "down", "enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(2))));
    explorer.keys(&["esc", "down"]).forget();
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("光标处没有可打开的"), "{screen}");
    let hidden = Explorer::open(120, 24).keys(&["P", "="]).screen();
    assert!(!hidden.contains("陈一鸣") && hidden.contains("成员2"), "{hidden}");
}

#[test]
fn what_is_undone_in_the_log_is_read_anew() {
    let mut explorer = Explorer::today(&Options::default(), 120, 24);
    explorer.turns = (true, true);
    explorer.keys(&["=", "r", "u"]);
    assert_eq!(explorer.works(), [Work::Undo]);
    explorer.forget();
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Changed(1)))));
    assert!(explorer.questions().iter().any(|question| matches!(question, Question::Log(_))));
}

#[test]
fn a_running_import_shows_how_far_and_how_fast_and_in_the_end_what_came_of_it() {
    let mut explorer = Explorer::open(120, 24);
    assert!(explorer.keys(&["-"]).screen().contains("还没有任务"));
    explorer.send(Msg::Clock(Duration::from_secs(2)));
    explorer.keys(&["i"]).type_text("chats/一月.json").keys(&["enter"]);
    let progress = Progress {
        phase: "读取 一月.json".into(),
        done: 50_000_000,
        total: Some(100_000_000),
        unit: ProgressUnit::Bytes,
        records: 0,
    };
    explorer.send(Msg::Clock(Duration::from_secs(12)));
    explorer.send(Msg::Reply(Reply::Progress(Progress { done: 0, ..progress.clone() })));
    explorer.send(Msg::Clock(Duration::from_secs(22)));
    explorer.send(Msg::Reply(Reply::Progress(progress)));
    let running = line(&explorer, "导入 一月.json");
    assert!(running.contains("进行中 50%") && running.contains("20.0s") && running.contains("5.0 MB/s"), "{running}");
    let report = ImportReport {
        files: vec![FileReport::default()],
        records: 120_000,
        new: 119_000,
        duplicate: 1_000,
        ..ImportReport::default()
    };
    explorer.send(Msg::Clock(Duration::from_secs(62)));
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Imported(report, None)))));
    let done = line(&explorer, "导入 一月.json");
    assert!(done.contains("完成") && done.contains("60.0s") && done.contains("2,000/s"), "{done}");
    assert!(done.contains("新增 119000"), "{done}");
    assert!(explorer.keys(&["enter"]).screen().contains("格式"));
}

#[test]
fn jobs_that_failed_or_were_cancelled_say_so_and_the_latest_stands_first() {
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["e", "enter"]);
    explorer.send(Msg::Reply(Reply::Done(Err("磁盘已满".to_owned()))));
    explorer.keys(&["B"]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Cancelled))));
    explorer.keys(&["e"]).type_text("a").keys(&["enter"]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Exported(52, PathBuf::from("a.csv"))))));
    let screen = explorer.keys(&["-"]).screen();
    let rows: Vec<&str> = screen.lines().skip(3).take(3).collect();
    assert!(rows[0].contains("导出 a.csv") && rows[0].contains("已导出 52 人"), "{screen}");
    assert!(rows[1].contains("重建画像") && rows[1].contains("已取消"), "{screen}");
    assert!(rows[2].contains("失败") && rows[2].contains("磁盘已满"), "{screen}");
    // A tag given by hand is no job: it stands in the log.
    explorer.keys(&["1", "t"]).type_text("老客户").keys(&["enter", "-"]);
    assert_eq!(explorer.screen().lines().skip(3).filter(|line| line.contains("导出")).count(), 3);
}

#[test]
fn the_attribute_under_the_cursor_is_locked_and_unlocked_by_one_key() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["enter"]).keys(&["up"; 20]).keys(&["K"]);
    assert_eq!(explorer.works(), [Work::Lock(MemberId(1), "region".to_owned(), None)]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Changed(1)))));
    assert!(explorer.screen().contains("已锁定“地区：浙江 杭州”"), "{}", explorer.screen());
    explorer.keys(&["e", "K"]);
    assert_eq!(explorer.works().len(), 2, "also where its evidence is open");
    // The fixture's stage of life is locked.
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["enter"]).keys(&["up"; 20]);
    for _ in 0..40 {
        if explorer.works().iter().any(|work| matches!(work, Work::Unlock(_, key) if key == "life_stage")) {
            return;
        }
        explorer.keys(&["down", "K"]);
        explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Changed(1)))));
    }
    panic!("{:?}", explorer.works());
}

#[test]
fn a_tag_or_a_contact_cannot_be_locked() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["enter", "end", "K"]);
    assert!(explorer.works().is_empty());
    assert!(explorer.screen().contains("光标不在画像属性上"), "{}", explorer.screen());
}

#[test]
fn a_tag_that_came_or_went_reads_as_such_in_the_history() {
    let mut explorer = Explorer::open(200, 200);
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("+流失风险") && !screen.contains("tag:流失风险"), "{screen}");
}

#[test]
fn the_keys_of_a_screen_are_shown_and_the_one_pressed_is_carried_out() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&[","]).screen();
    for told in ["s 排序", "A 全部标记", "w 存分群", "? 帮助", "成员", "任何地方"] {
        assert!(screen.contains(told), "{told}\n{screen}");
    }
    assert!(explorer.keys(&["s"]).screen().contains("排序字段"));
    let mut explorer = Explorer::open(80, 24);
    let closed = explorer.screen();
    for end in [",", "esc"] {
        assert_eq!(explorer.keys(&[",", end]).screen(), closed, "{end}");
    }
    // Space, too, wherever it does not tick.
    assert!(explorer.keys(&["3", "space"]).screen().contains("按键即执行"));
}
