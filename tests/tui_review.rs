//! What waits for a decision in the explorer: joins, pairs that may be one person, and tables whose
//! columns are to be named. Keys in, a screen and effects out.

mod tui_fixture;

use qunxiang::import::Mapping;
use qunxiang::lang::review::COLUMN_FIELDS;
use qunxiang::lang::{Lang, tui as say};
use qunxiang::model::MemberId;
use qunxiang::model::journal::{NewerImports, Obstacle, Turn};
use qunxiang::model::view::StaffMark;
use qunxiang::task::request::{ImportOrder, Outcome, Question, Reply, Way, Work};
use qunxiang::tui::{Effect, Msg, Options, Pointer};
use tui_fixture::{Explorer, tagging};

fn english(columns: u16, rows: u16) -> Explorer {
    Explorer::with(&Options { lang: Lang::En, ..Options::default() }, columns, rows)
}

fn changed(count: u64) -> Msg {
    Msg::Reply(Reply::Done(Ok(Outcome::Changed(count))))
}

/// What order the explorer asked about last.
fn looked_at(explorer: &Explorer) -> ImportOrder {
    let asked = explorer.questions().into_iter().rev().find_map(|question| match question {
        Question::Look(order) => Some(order),
        _ => None,
    });
    asked.expect("a file was looked at")
}

#[test]
fn both_queues_fit_eighty_columns_and_are_richer_on_wide_screens_in_both_languages() {
    for (name, keys) in [("joins", &["8"][..]), ("merges", &["9"]), ("history", &["9", "m"])] {
        for (size, columns, rows) in [("80", 80, 24), ("120", 120, 40)] {
            insta::assert_snapshot!(format!("{name}_{size}"), Explorer::open(columns, rows).keys(keys).screen());
            insta::assert_snapshot!(format!("{name}_{size}_en"), english(columns, rows).keys(keys).screen());
        }
    }
}

#[test]
fn a_join_is_decided_with_what_follows_it_said() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["8", "a"]);
    assert_eq!(explorer.works(), [Work::AcceptJoins(vec![1])]);
    explorer.send(changed(1));
    let screen = explorer.screen();
    assert!(screen.contains("5 行（¥1,588）已归到 林小满") && screen.contains("u 撤销"), "{screen}");
    explorer.keys(&["down", "r"]);
    assert_eq!(explorer.works().last(), Some(&Work::RejectJoins(vec![2])));
}

#[test]
fn ticked_joins_are_decided_together() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["8", "x", "down", "x", "a"]);
    assert_eq!(explorer.works(), [Work::AcceptJoins(vec![1, 3])]);
    explorer.send(changed(2));
    assert!(explorer.screen().contains("已确认 2 条"), "{}", explorer.screen());
}

#[test]
fn joins_are_decided_in_bulk_by_how_much_agrees_and_never_between_two_of_a_name() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["8", "A"]).screen();
    assert!(screen.contains("≥2 项一致") && screen.contains("1 条无重名的，可加 ¥1,288"), "{screen}");
    explorer.keys(&["down", "enter"]);
    assert_eq!(explorer.works(), [Work::AcceptJoins(vec![1])]);
    explorer.send(changed(1));
    explorer.keys(&["A", "end", "esc", "A"]).type_text("拒绝").keys(&["enter"]);
    assert_eq!(explorer.works().last(), Some(&Work::RejectJoins(vec![3, 5])));
}

#[test]
fn an_act_on_members_says_what_was_done_to_whom() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["m", "enter"]).send(changed(1));
    assert!(explorer.screen().contains("已完成：把林小满设为员工。u 撤销"), "{}", explorer.screen());
    let mut explorer = english(80, 24);
    explorer.keys(&["x", "x", "t"]).type_text("VIP").keys(&["enter", "enter"]).send(changed(2));
    assert!(explorer.screen().contains("Done: tag 2 members as “VIP”. u undoes"), "{}", explorer.screen());
    explorer.keys(&["t"]).type_text("VIP").keys(&["enter", "enter"]).send(changed(0));
    assert!(explorer.screen().contains("Nothing changed, it was so already"), "{}", explorer.screen());
}

#[test]
fn acts_of_earlier_runs_are_undone_and_redone_on_every_screen_and_named() {
    let mut explorer = Explorer::open(80, 24);
    let turned = |way, obstacle| {
        let turn = Turn { entry: tagging(), obstacle, is_stale: false };
        Msg::Reply(Reply::Done(Ok(Outcome::Turned(way, Some(Box::new(turn))))))
    };
    explorer.turns = (true, false);
    explorer.keys(&["8", "f5", "u"]);
    assert_eq!(explorer.works(), [Work::Undo]);
    explorer.turns = (false, true);
    explorer.send(turned(Way::Back, None));
    assert!(explorer.screen().contains("已撤销：给林晓打标签“老朋友”"), "{}", explorer.screen());
    let screen = explorer.keys(&["u"]).screen();
    assert_eq!(explorer.works().len(), 1);
    assert!(screen.contains("没有可以撤销的操作"), "{screen}");
    explorer.keys(&["5", "P", "ctrl-r"]);
    assert_eq!(explorer.works().last(), Some(&Work::Redo));
    explorer.send(turned(Way::Again, None));
    let screen = explorer.screen();
    assert!(screen.contains("已重做：给") && !screen.contains("林晓"), "names stay hidden\n{screen}");
    explorer.turns = (true, false);
    let imports = NewerImports { path: "导出/群聊.txt".to_owned(), files: 2 };
    explorer.keys(&["f5", "u"]).send(turned(Way::Back, Some(Obstacle::Behind(imports))));
    let screen = explorer.screen();
    let told = "导入“群聊.txt”等 2 个文件在后，不能撤销；再撤销一次：给";
    assert!(screen.contains(told) && screen.contains("打标签“老朋友”"), "{screen}");
    explorer.keys(&["f5", "u"]).send(turned(Way::Back, Some(Obstacle::Changed)));
    let screen = explorer.screen();
    assert!(screen.contains("不能撤销") && screen.contains("后来又变了"), "{screen}");
}

#[test]
fn a_pair_is_merged_or_kept_apart_and_the_way_back_is_said() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["9", "a"]);
    assert_eq!(explorer.works(), [Work::Merge(MemberId(1), MemberId(12))]);
    explorer.send(changed(1));
    assert!(explorer.screen().contains("已合并为一人。u 撤销"), "{}", explorer.screen());
    explorer.keys(&["down", "r"]);
    assert_eq!(explorer.works().last(), Some(&Work::KeepApart(MemberId(2), MemberId(19))));
    explorer.send(changed(1));
    assert!(explorer.screen().contains("不再提出"), "{}", explorer.screen());
}

#[test]
fn a_key_splits_the_latest_merge_that_no_import_made_or_the_one_under_the_cursor() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["9", "s"]);
    assert_eq!(explorer.works(), [Work::Split(7)]);
    explorer.send(changed(1));
    explorer.keys(&["m", "s"]);
    assert_eq!(explorer.works().last(), Some(&Work::Split(9)));
    explorer.send(changed(1));
    assert!(explorer.screen().contains("一切复原"), "{}", explorer.screen());
    assert_eq!(explorer.keys(&["down", "s"]).works().len(), 2, "what is apart already cannot be split");
}

#[test]
fn two_marked_members_are_put_side_by_side_and_merged_by_hand() {
    let mut explorer = Explorer::open(80, 24);
    assert!(explorer.keys(&["x", "M"]).screen().contains("成员"), "one alone is no pair");
    let side_by_side = explorer.keys(&["x", "M"]).screen();
    insta::assert_snapshot!("compare_80", side_by_side);
    let screen = explorer.keys(&["M"]).screen();
    assert!(screen.contains("手选") && screen.contains("wxid_0001") && screen.contains("仅凭名字"), "{screen}");
    explorer.keys(&["a"]);
    assert_eq!(explorer.works(), [Work::Merge(MemberId(1), MemberId(2))]);
    explorer.send(changed(1));
    let screen = explorer.screen();
    assert!(!screen.contains("手选") && !screen.contains("已标记"), "both are one now\n{screen}");
}

#[test]
fn a_suggested_pair_that_is_chosen_by_hand_stands_once() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["x"]).keys(&["down"; 10]).keys(&["x", "M", "M"]);
    assert!(explorer.screen().contains("手选"), "{}", explorer.screen());
    explorer.forget();
    explorer.keys(&["down"]);
    assert_eq!(explorer.questions(), [Question::Pair(MemberId(2), MemberId(19))]);
}

#[test]
fn joins_to_two_members_of_one_name_tell_which() {
    let mut explorer = Explorer::open(120, 40);
    explorer.namesakes = true;
    let screen = explorer.keys(&["8"]).screen();
    assert!(screen.contains("id:3 Momo") && screen.contains("id:5 Momo") && !screen.contains("id:1 "), "{screen}");
}

#[test]
fn each_of_a_pair_opens_and_only_the_pair_under_the_cursor_is_asked_for() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["9"]).forget();
    explorer.keys(&["down"]);
    assert_eq!(explorer.questions(), [Question::Pair(MemberId(2), MemberId(19))]);
    for (key, id) in [("enter", 2), ("o", 19)] {
        explorer.forget();
        explorer.keys(&[key]);
        assert!(explorer.questions().contains(&Question::Portrait(MemberId(id))), "{key}");
        explorer.keys(&["esc"]);
    }
}

#[test]
fn privacy_hides_names_and_phones_of_both_queues() {
    let mut explorer = Explorer::open(120, 40);
    for key in ["8", "9"] {
        let screen = explorer.keys(&["P", key]).screen();
        assert!(!screen.contains("林小满") && !screen.contains("0001") && !screen.contains("杭州"), "{screen}");
        explorer.keys(&["P"]);
    }
}

#[test]
fn the_mouse_chooses_a_row_of_both_queues() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["9"]).screen();
    let row = screen.lines().position(|line| line.contains("陈一鸣")).unwrap() as u16;
    explorer.send(Msg::Pointer(Pointer::Click(3, row)));
    explorer.keys(&["a"]);
    assert_eq!(explorer.works(), [Work::Merge(MemberId(2), MemberId(19))]);
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["8"]).screen();
    let row = screen.lines().position(|line| line.contains("陈一鸣")).unwrap() as u16;
    explorer.send(Msg::Pointer(Pointer::Click(3, row)));
    explorer.keys(&["a"]);
    assert_eq!(explorer.works(), [Work::AcceptJoins(vec![2])]);
}

#[test]
fn a_table_that_nobody_foresaw_is_shown_as_it_would_be_read_before_anything_is_written() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["i"]).type_text("买主.csv").keys(&["enter"]);
    insta::assert_snapshot!("columns_80", explorer.screen());
    assert!(explorer.works().is_empty(), "nothing is written yet");
    assert_eq!(looked_at(&explorer).mapping, [("买主".to_owned(), "name".to_owned())], "what it looks like is tried");
    explorer.keys(&["down"]).type_text("phone").keys(&["enter"]);
    assert_eq!(looked_at(&explorer).mapping.last(), Some(&("联络".to_owned(), "phone".to_owned())));
    explorer.keys(&["down", "delete"]);
    assert_eq!(looked_at(&explorer).mapping.last(), Some(&("等级".to_owned(), "ignore".to_owned())));
    explorer.keys(&["enter"]);
    let [Work::Import(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(order.mapping.len(), 3);
    insta::assert_snapshot!("columns_120_en", {
        let mut explorer = english(120, 40);
        explorer.keys(&["i"]).type_text("买主.csv").keys(&["enter"]).screen()
    });
}

#[test]
fn the_format_and_the_fields_change_by_arrows_and_esc_leaves_the_list_first() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["i"]).type_text("买主.csv").keys(&["enter", "up", "right", "right"]);
    assert_eq!(looked_at(&explorer).format.as_deref(), Some("orders"));
    explorer.keys(&["left", "left"]);
    assert_eq!(looked_at(&explorer).format, None);
    explorer.keys(&["down", "right"]);
    assert_eq!(looked_at(&explorer).mapping.last(), Some(&("买主".to_owned(), "real_name".to_owned())));
    assert!(explorer.keys(&["tab"]).screen().contains("这一列是什么"));
    assert!(explorer.keys(&["esc"]).screen().contains("看一眼再写入"));
    assert!(!explorer.keys(&["esc"]).screen().contains("看一眼再写入"));
    assert!(explorer.works().is_empty());
}

#[test]
fn a_table_in_which_no_column_says_who_is_not_imported() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["i"]).type_text("买主.csv").keys(&["enter", "delete", "enter"]);
    assert!(explorer.works().is_empty());
    assert!(explorer.screen().contains("至少要有一列说明是谁"), "{}", explorer.screen());
}

#[test]
fn a_file_that_cannot_be_looked_at_keeps_what_was_typed_and_a_chat_is_imported_at_once() {
    let mut explorer = Explorer::open(80, 24);
    explorer.hold();
    explorer.keys(&["i"]).type_text("没有.csv").keys(&["enter"]);
    explorer.fail_newest("找不到 没有.csv");
    let screen = explorer.screen();
    assert!(screen.contains("› 没有.csv") && screen.contains("找不到 没有.csv"), "{screen}");
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["i"]).type_text("chat.json").keys(&["enter"]);
    assert!(matches!(&explorer.works()[..], [Work::Import(_)]), "{:?}", explorer.works());
}

#[test]
fn a_look_whose_prompt_was_left_starts_nothing() {
    let mut explorer = Explorer::open(80, 24);
    explorer.hold();
    explorer.keys(&["i"]).type_text("chat.json").keys(&["enter", "esc", "i"]).type_text("other.json");
    explorer.answer_all();
    assert!(explorer.works().is_empty(), "{:?}", explorer.works());
    assert!(explorer.screen().contains("› other.json"), "{}", explorer.screen());
    let mut explorer = Explorer::open(80, 24);
    explorer.hold();
    explorer.keys(&["i"]).type_text("chat.json").keys(&["enter", "esc", "3", "enter", "w"]).type_text("chat.json");
    explorer.answer_all();
    assert!(explorer.works().is_empty(), "the name of a segment is no path: {:?}", explorer.works());
}

#[test]
fn the_columns_of_an_unread_file_are_named_from_the_list_of_files() {
    use qunxiang::model::report::{FileReport, ImportReport};
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["i"]).type_text("exports/").keys(&["enter"]);
    let unread =
        FileReport {
            path: "exports/买主.csv".to_owned(), error: Some("认不出".to_owned()), ..FileReport::default()
        };
    let mut report = ImportReport::default();
    report.push(FileReport { path: "exports/a.json".to_owned(), ..FileReport::default() });
    report.push(unread);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Imported(report, None)))));
    let screen = explorer.keys(&["7", "c"]).screen();
    assert!(screen.contains("看一眼再写入") && screen.contains("联络"), "{screen}");
    assert!(!explorer.effects().iter().any(|effect| matches!(effect, Effect::Leave(_))));
}

#[test]
fn an_import_tells_what_it_lost_and_whom_it_only_points_at() {
    use qunxiang::model::report::{FileReport, ImportReport};
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["i"]).type_text("exports/").keys(&["enter"]);
    let mut report = ImportReport::default();
    let warnings = ["“角色”列有 2 行没有写在哪个群", "二", "三", "四"].map(str::to_owned).to_vec();
    report.push(FileReport {
        path: "exports/a.csv".to_owned(),
        new: 3,
        pointed_at: 7,
        warnings,
        ..FileReport::default()
    });
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Imported(report, None)))));
    let screen = explorer.keys(&["-"]).screen();
    for told in ["另有 7 位新成员只是被别人回复", "“角色”列有 2 行没有写在哪个群", "另有 1 条提醒"]
    {
        let (told, screen) = (told.replace(' ', ""), screen.replace([' ', '\n'], ""));
        assert!(screen.contains(&told), "{told}\n{screen}");
    }
}

#[test]
fn every_field_that_the_list_offers_is_one_that_a_column_can_be() {
    for (word, _) in COLUMN_FIELDS {
        assert!(Mapping::parse(&[format!("列={word}")]).is_ok(), "{word}");
        assert_ne!(say::field_title(word, Lang::Zh), *word);
    }
}

#[test]
fn every_size_shows_both_queues_and_the_columns_without_breaking() {
    for (columns, rows) in [(40, 10), (20, 5), (1, 1), (10, 2), (240, 60), (3, 30), (80, 4)] {
        let mut explorer = Explorer::open(columns, rows);
        for key in ["8", "A", "esc", "9", "end", "m", "end", "esc", "i"] {
            explorer.keys(&[key]).screen();
        }
        explorer.type_text("买主.csv");
        for key in ["enter", "up", "right", "down", "tab", "down", "enter"] {
            explorer.keys(&[key]).screen();
        }
        explorer.send(Msg::Resize(80, 24));
        assert!(explorer.screen().contains("会读成这样"), "{}", explorer.screen());
    }
}

#[test]
fn what_is_done_to_several_members_is_asked_with_their_number_and_done_as_one_work() {
    let mut explorer = Explorer::open(80, 24);
    let both = vec![MemberId(1), MemberId(2)];
    explorer.keys(&["1", "x", "x", "t"]).type_text("老朋友").keys(&["enter"]);
    assert_eq!(explorer.works(), [], "nothing is done before a yes");
    let screen = explorer.screen();
    assert!(screen.contains("给 2 人打标签“老朋友”"), "{screen}");
    explorer.keys(&["enter"]);
    assert_eq!(explorer.works(), [Work::AddTag("老朋友".to_owned(), both.clone())]);
    explorer.send(changed(2));
    let screen = explorer.keys(&["D"]).screen();
    assert!(screen.contains("让 2 人退出画像"), "{screen}");
    explorer.keys(&["n", "m", "enter", "y"]);
    assert_eq!(explorer.works().last(), Some(&Work::Staff(both.clone(), StaffMark::Staff)));
    explorer.send(changed(2));
    let screen = explorer.keys(&["a"]).screen();
    assert!(screen.contains("跟进 · 2 人"), "{screen}");
    explorer.type_text("3").keys(&["enter", "y"]);
    assert!(matches!(explorer.works().last(), Some(Work::FollowUp(members, _)) if *members == both));
    explorer.send(changed(2));
    explorer.keys(&["A", "t"]).type_text("全体").keys(&["enter"]);
    assert!(explorer.screen().contains("给 300 人打标签“全体”"), "{}", explorer.screen());
    explorer.keys(&["esc", "X", "D", "enter"]);
    assert!(matches!(explorer.works().last(), Some(Work::OptOut(members)) if members.len() == 1));
    explorer.send(changed(1));
    explorer.keys(&["x", "x", "D", "enter"]);
    assert!(matches!(explorer.works().last(), Some(Work::OptOut(members)) if members.len() == 2));
    explorer.send(changed(2));
    let screen = explorer.keys(&["D"]).screen();
    assert!(!screen.contains("让 2 人退出画像"), "who is out is no longer marked\n{screen}");
}
