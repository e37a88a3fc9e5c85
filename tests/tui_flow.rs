//! The explorer as its user meets it: keys in, a screen and effects out. No terminal, no store.

mod tui_fixture;

use std::path::PathBuf;
use std::time::Duration;

use qunxiang::lang::Lang;
use qunxiang::model::MemberId;
use qunxiang::model::report::{Progress, ProgressUnit};
use qunxiang::model::view::StaffMark;
use qunxiang::task::request::{Outcome, Question, Ranking, Reply, Work};
use qunxiang::tui::{Effect, Leave, Msg, Options, Pointer, ThemeName};
use tui_fixture::Explorer;

#[test]
fn a_member_page_says_who_it_is_and_evidence_says_why() {
    let mut explorer = Explorer::open(80, 24);
    insta::assert_snapshot!("member_80", explorer.keys(&["enter"]).screen());
    insta::assert_snapshot!("evidence_80", explorer.keys(&["enter"]).screen());
    let mut wide = Explorer::open(120, 40);
    insta::assert_snapshot!("member_120", wide.keys(&["enter"]).screen());
}

#[test]
fn every_clause_of_the_opening_sentence_leads_to_its_evidence() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["enter"]).keys(&["up"; 20]);
    for title in ["地区", "人生阶段", "年龄段", "生命周期", "发言数", "影响方式", "话题偏好", "订单数"]
    {
        let screen = explorer.keys(&["e"]).screen();
        assert!(screen.lines().nth(2).unwrap().trim().starts_with(title), "{title}\n{screen}");
        explorer.keys(&["esc", "down"]);
    }
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["enter"]).keys(&["up"; 20]);
    let screen = explorer.keys(&["down", "down", "down", "down", "enter"]).screen();
    assert!(screen.contains("这个营地水电都有"), "what was said stands behind how much\n{screen}");
}

#[test]
fn a_narrow_page_ends_its_sentence_between_two_clauses() {
    let mut explorer = Explorer::open(40, 10);
    let screen = explorer.keys(&["enter"]).screen();
    let sentence = screen.lines().nth(3).unwrap().trim();
    assert_eq!(sentence, "杭州的宝妈，25-30岁，一直在…", "{screen}");
    explorer.keys(&["up"; 20]).keys(&["down"; 4]);
    assert!(!explorer.keys(&["e"]).screen().contains("发言数"), "what does not show is no stop of the cursor");
}

#[test]
fn a_clause_is_lit_and_opened_by_the_mouse() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["enter"]).keys(&["up"; 20]);
    let lit = |explorer: &Explorer, x| explorer.cell(x, 3).bg == ratatui::style::Color::Indexed(24);
    assert!(lit(&explorer, 1) && !lit(&explorer, 9), "the first clause alone\n{}", explorer.screen());
    explorer.send(Msg::Pointer(Pointer::Click(9, 3)));
    assert!(explorer.screen().contains("人生阶段"), "{}", explorer.screen());
}

#[test]
fn the_evidence_of_a_score_shows_what_each_part_adds() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["5", "v"]).screen();
    assert!(screen.contains("回应过本人的人数"), "{screen}");
    assert!(screen.contains("0.16"), "0.80 × 0.20 = 0.16\n{screen}");
    assert!(screen.contains("支持的记录 (1)") && screen.contains("不支持的记录 (1)"), "{screen}");
    let back = explorer.keys(&["esc"]).screen();
    assert!(back.contains("主要构成"), "back leads to the ranking it was opened from\n{back}");
}

#[test]
fn english_and_mono_read_as_well() {
    let options = Options { lang: Lang::En, theme: ThemeName::Mono, ascii: true, ..Options::default() };
    let mut explorer = Explorer::with(&options, 80, 24);
    insta::assert_snapshot!("members_en", explorer.screen());
    insta::assert_snapshot!("member_en", explorer.keys(&["enter"]).screen());
    let styled = explorer.cells().iter().filter(|cell| cell.fg != ratatui::style::Color::Reset).count();
    assert_eq!(styled, 0, "the mono theme uses no colour");
}

#[test]
fn help_shows_the_keys_of_the_screen_and_what_its_numbers_mean() {
    let mut explorer = Explorer::open(80, 24);
    let top = explorer.keys(&["?"]).screen();
    assert!(top.contains("排序") && top.contains("F4"), "{top}");
    let mut seen = top;
    for _ in 0..8 {
        seen.push_str(&explorer.keys(&["pgdn"]).screen());
    }
    assert!(seen.contains("90天不再出现"), "the definition of churn risk\n{seen}");
    assert!(!explorer.keys(&["esc"]).screen().contains("Esc 关闭"));
}

#[test]
fn a_filter_is_read_back_while_it_is_typed_and_asked_after_a_pause() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["f"]).type_text("activity>=60");
    let screen = explorer.screen();
    assert!(screen.contains("读作："), "{screen}");
    assert!(explorer.caret().is_some(), "the real cursor stands at the caret");
    let asked: Vec<_> =
        explorer.questions().into_iter().filter(|question| matches!(question, Question::Members(_))).collect();
    assert!(asked.is_empty(), "nothing is asked while typing: {asked:?}");
    explorer.settle();
    let Some(Question::Members(window)) = explorer.questions().into_iter().find(|q| matches!(q, Question::Members(_)))
    else {
        panic!("the list is asked again after the pause")
    };
    assert_eq!(window.filter.as_ref().map(qunxiang::query::format).as_deref(), Some("activity>=60"));
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("成员 › activity>=60"), "{screen}");
}

#[test]
fn only_the_last_pause_of_fast_typing_asks() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["f"]).type_text("activity>=60");
    let settles = explorer.effects().iter().filter(|effect| matches!(effect, Effect::Settle(..))).count();
    assert!(settles >= 2, "each change of meaning waits for its own pause");
    explorer.settle_with(1);
    assert!(!explorer.questions().iter().any(|question| matches!(question, Question::Members(_))));
}

#[test]
fn an_error_points_at_its_column_and_keeps_the_line_open() {
    let mut explorer = Explorer::open(80, 24);
    let screen =
        explorer.keys(&["f"]).type_text("activty>=60").keys(&["esc"]).keys(&["f"]).type_text("activty>=60").screen();
    let lines: Vec<&str> = screen.lines().collect();
    assert!(lines[1].contains("activty>=60"), "{screen}");
    assert!(lines[2].contains('^') && lines[2].contains("activity"), "{screen}");
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("activty>=60"), "the line stays open\n{screen}");
}

#[test]
fn search_finds_a_bare_word_within_the_filter() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["/"]).type_text("林").settle();
    let Some(Question::Members(window)) =
        explorer.questions().into_iter().rev().find(|q| matches!(q, Question::Members(_)))
    else {
        panic!("search asks for members")
    };
    assert_eq!(window.filter, Some(qunxiang::query::Expr::Word("林".to_owned())));
}

#[test]
fn a_number_that_is_searched_for_finds_the_page_of_that_number() {
    for (typed, filter) in [("15", "成员编号:15 或 15"), ("id:15", "成员编号:15"), ("id:wxid_1", "\"id:wxid_1\"")]
    {
        let mut explorer = Explorer::open(80, 24);
        let screen = explorer.keys(&["/"]).type_text(typed).keys(&["enter"]).screen();
        assert!(screen.contains(filter), "{typed}\n{screen}");
    }
}

#[test]
fn drilling_down_becomes_a_filter_that_backspace_takes_back() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["3", "enter"]).screen();
    assert!(screen.contains("成员 › 标签:KOL"), "{screen}");
    let screen = explorer.keys(&["4", "enter"]).screen();
    assert!(screen.contains("标签:KOL 且 生命周期:稳定"), "{screen}");
    let screen = explorer.keys(&["backspace"]).screen();
    assert!(screen.contains("标签:KOL") && !screen.contains("生命周期:稳定"), "{screen}");
    let screen = explorer.keys(&["backspace"]).screen();
    assert!(!screen.contains("标签:KOL 且") && !screen.lines().nth(1).unwrap().contains("标签:KOL"), "{screen}");
}

#[test]
fn a_cell_of_a_cross_table_drills_down_to_both_its_conditions_in_one_step() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["4", "c"]).type_text("gender").keys(&["enter"]);
    let screen = explorer.keys(&["down", "right", "enter"]).screen();
    assert!(screen.contains("成员 › 生命周期:新成员 且 性别:男"), "{screen}");
    let screen = explorer.keys(&["backspace"]).screen();
    assert!(!screen.contains("生命周期:新成员") && !screen.contains("性别:男"), "{screen}");
    let screen = explorer.keys(&["4", "left", "up", "enter"]).screen();
    assert!(screen.contains("生命周期:稳定 且 性别:女"), "{screen}");
}

#[test]
fn a_cell_of_a_cross_table_is_opened_by_the_mouse() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["4", "c"]).type_text("gender").keys(&["enter"]);
    let row = explorer.screen().lines().position(|line| line.contains("50")).unwrap() as u16;
    let column = explorer.screen().lines().nth(row.into()).unwrap().split("50").next().unwrap().chars().count();
    let wide = 3 * 2; // three wide characters stand before it
    explorer.send(Msg::Pointer(Pointer::Click(column as u16 + wide, row)));
    explorer.send(Msg::Pointer(Pointer::Click(column as u16 + wide, row)));
    assert!(explorer.screen().contains("生命周期:稳定 且 性别:男"), "{}", explorer.screen());
}

#[test]
fn a_group_and_an_excluded_tag_are_filters_too() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["2", "enter"]).screen();
    assert!(screen.contains("群=杭州露营一群"), "{screen}");
    let screen = explorer.keys(&["backspace", "3", "down", "n"]).screen();
    assert!(screen.contains("非 标签:年轻宝妈"), "{screen}");
}

#[test]
fn moving_far_down_asks_only_for_the_window_there() {
    let mut explorer = Explorer::open(80, 24);
    explorer.forget();
    explorer.keys(&["end"]);
    let windows: Vec<_> = explorer
        .questions()
        .into_iter()
        .filter_map(|question| match question {
            Question::Members(window) => Some((window.offset, window.limit)),
            _ => None,
        })
        .collect();
    assert!(windows[0].0 >= 200 && windows[0].1 < 24, "the rows on screen first: {windows:?}");
    assert!(windows[1..].iter().all(|(offset, limit)| *offset >= 100 && *limit < 200), "{windows:?}");
    assert!(explorer.screen().contains(" 13 2024-01-12"), "the last member is on screen\n{}", explorer.screen());
}

#[test]
fn rows_that_are_not_here_yet_leave_the_screen_alive() {
    let mut explorer = Explorer::open(80, 24);
    explorer.hold();
    let screen = explorer.keys(&["end"]).screen();
    assert!(screen.contains("···"), "{screen}");
    assert!(explorer.keys(&["?"]).screen().contains("帮助"));
}

#[test]
fn a_ranking_whose_question_was_replaced_is_asked_again() {
    let mut explorer = Explorer::open(80, 24);
    explorer.hold();
    // Under a new filter what was read ahead no longer counts.
    explorer.keys(&["f"]).type_text("activity>=1").keys(&["enter", "5", "6"]).forget();
    explorer.keys(&["5"]);
    let asked = explorer.questions();
    assert!(asked.iter().any(|question| matches!(question, Question::Ranking(Ranking::Kol(_), ..))), "{asked:?}");
}

#[test]
fn an_answer_to_an_old_question_is_dropped() {
    let mut explorer = Explorer::open(80, 24);
    explorer.hold();
    explorer.keys(&["f"]).type_text("activity>=1").keys(&["enter", "f"]).type_text("0").keys(&["enter"]);
    let before = explorer.screen();
    explorer.answer_oldest();
    assert_eq!(before, explorer.screen());
}

#[test]
fn sorting_and_columns_are_asked_of_the_workers() {
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["s"]).type_text("messages").keys(&["enter"]);
    let window = explorer.last_window();
    assert_eq!((window.sort.key.as_str(), window.sort.ascending), ("messages", false));
    assert!(explorer.keys(&["S"]).last_window().sort.ascending);
    explorer.keys(&["c"]).type_text("region").keys(&["tab", "enter"]);
    assert_eq!(explorer.last_window().columns, ["region"]);
    let screen = explorer.screen();
    assert!(screen.contains("地区") && screen.contains("浙江 杭州"), "{screen}");
}

#[test]
fn marked_members_are_what_is_exported_and_an_existing_file_is_asked_about() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["x", "x"]).screen();
    assert!(screen.contains("已标记 2"), "{screen}");
    explorer.keys(&["e"]);
    let name = explorer.looked_for();
    explorer.send(Msg::Looked(name, Vec::new(), true));
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("覆盖"), "{screen}");
    assert!(explorer.works().is_empty(), "nothing is written before a yes");
    explorer.keys(&["y"]);
    let [Work::Export(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert!(order.overwrite && order.excel && order.only.len() == 2);
}

#[test]
fn the_export_form_says_what_leaves_and_how_masked() {
    let mut explorer = Explorer::open(80, 24);
    insta::assert_snapshot!("export_80", explorer.keys(&["e"]).screen());
    // Format, audience, columns, phone, mail, pseudonyms, who was contacted, recipient.
    explorer.keys(&[
        "down", "right", "down", "space", "down", "right", "down", "right", "down", "down", "right", "down", "down",
    ]);
    explorer.type_text("投放组").keys(&["enter"]);
    let [Work::Export(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(order.path, PathBuf::from("成员-2024-03-02.xlsx"));
    assert!(!order.excel && order.pseudonymous && !order.overwrite);
    assert_eq!(order.columns.first().map(String::as_str), Some("name"), "the columns of the list");
    assert_eq!(order.unmask, ["phone"]);
    assert_eq!(order.recipient.as_deref(), Some("投放组"));
}

#[test]
fn an_export_masks_phone_and_mail_unless_told_otherwise() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["e", "enter"]);
    let [Work::Export(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert!(order.unmask.is_empty() && order.columns.is_empty() && !order.pseudonymous && order.recipient.is_none());
}

#[test]
fn an_import_shows_its_progress_and_esc_cancels_it() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["i"]).type_text("chats/").keys(&["enter"]);
    let [Work::Import(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(order.paths, [PathBuf::from("chats/")]);
    let progress = |done| Progress {
        phase: "读取 /home/operator/一个很深的文件夹/里面还有一层/chats.json".into(),
        done,
        total: Some(100_000_000),
        unit: ProgressUnit::Bytes,
        records: 123_456,
    };
    // The rate is that of the phase, which begins after two seconds.
    explorer.send(Msg::Clock(Duration::from_secs(2)));
    explorer.send(Msg::Reply(Reply::Progress(progress(0))));
    explorer.send(Msg::Clock(Duration::from_secs(12)));
    explorer.send(Msg::Reply(Reply::Progress(progress(50_000_000))));
    let screen = explorer.screen();
    assert!(screen.contains("50%") && screen.contains("5.0 MB/s") && screen.contains("剩余 10s"), "{screen}");
    assert!(screen.contains("Esc 取消"), "a long path leaves room for the way out\n{screen}");
    explorer.keys(&["esc"]);
    assert!(explorer.effects().contains(&Effect::Cancel));
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Cancelled))));
    assert!(explorer.screen().contains("已取消"));
}

#[test]
fn a_new_tag_is_not_taken_for_one_that_resembles_it() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["t"]).type_text("KO");
    assert!(explorer.screen().contains("新标签"), "{}", explorer.screen());
    explorer.keys(&["enter"]);
    let [Work::AddTag(tag, _)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(tag, "KO");
    for (typed, keys) in [("kol", &["enter"][..]), ("KO", &["down", "enter"])] {
        let mut explorer = Explorer::open(80, 24);
        explorer.keys(&["t"]).type_text(typed).keys(keys);
        let [Work::AddTag(tag, _)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
        assert_eq!(tag, "KOL", "{typed}: there is one of that name, or it was chosen");
    }
}

#[test]
fn staff_bots_and_neither_are_chosen_whoever_the_cursor_is_on() {
    for (keys, mark) in [
        (&["enter"][..], StaffMark::Staff),
        (&["down", "enter"], StaffMark::Bot),
        (&["end", "down", "down", "enter"], StaffMark::None),
    ] {
        let mut explorer = Explorer::open(80, 24);
        explorer.keys(&["x", "x", "m"]).keys(keys).keys(&["y"]);
        let [Work::Staff(members, marked)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
        assert_eq!((members.len(), *marked), (2, mark));
    }
}

#[test]
fn short_work_is_not_told_of_while_it_runs() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["t"]).type_text("老客户").keys(&["enter"]);
    assert!(!explorer.screen().contains("Esc 取消"), "{}", explorer.screen());
    explorer.send(Msg::Clock(Duration::from_millis(149)));
    assert!(!explorer.screen().contains("Esc 取消"), "{}", explorer.screen());
    explorer.send(Msg::Clock(Duration::from_millis(150)));
    assert!(explorer.screen().contains("Esc 取消"), "{}", explorer.screen());
}

#[test]
fn the_member_before_and_after_are_those_of_the_list_a_page_was_opened_from() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["8"]);
    let before = explorer.screen();
    explorer.keys(&["enter", "n", "n", "esc"]);
    assert_eq!(explorer.screen(), before, "proposals are no list of members: the cursor stays");
}

#[test]
fn a_click_beside_the_list_opens_nobody() {
    let mut explorer = Explorer::open(120, 40);
    let before = explorer.screen();
    for _ in 0..2 {
        explorer.send(Msg::Pointer(Pointer::Click(115, 20)));
    }
    assert_eq!(explorer.screen(), before);
}

#[test]
fn the_end_of_a_page_can_be_read_below_what_leads_somewhere() {
    let mut short = Explorer::open(80, 14);
    let mut high = Explorer::open(80, 200);
    let last = |explorer: &mut Explorer| {
        explorer.keys(&["enter", "end"]);
        explorer.keys(&["down"; 300]);
        let screen = explorer.screen();
        let lines: Vec<String> =
            screen.lines().map(|line| line.trim_end_matches(['│', '┃', ' ']).trim().to_owned()).collect();
        lines[2..lines.len() - 2].iter().rev().find(|line| !line.is_empty()).unwrap().clone()
    };
    assert_eq!(last(&mut short), last(&mut high));
}

#[test]
fn a_second_piece_of_work_waits_for_the_first() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["t"]).type_text("老客户").keys(&["enter", "m", "enter"]);
    assert_eq!(explorer.works().len(), 1, "{:?}", explorer.works());
    assert!(explorer.screen().contains("还有任务在进行"), "{}", explorer.screen());
}

#[test]
fn a_segment_is_saved_from_the_filter_and_deleted_only_after_a_yes() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["3", "enter", "w"]).type_text("领袖").keys(&["enter"]);
    let [Work::SaveSegment { name, .. }] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(name, "领袖");
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Changed(1)))));
    explorer.keys(&["3", "end", "d", "n"]);
    assert_eq!(explorer.works().len(), 1);
    explorer.keys(&["d", "y"]);
    assert_eq!(explorer.works().last(), Some(&Work::DeleteSegment("杭州妈妈".to_owned())));
}

#[test]
fn the_leaders_of_a_group_stand_below_a_table_too_narrow_for_them() {
    let screen = Explorer::open(80, 24).keys(&["2"]).screen();
    let said = screen.lines().nth(21).unwrap_or_default();
    assert!(said.contains("林小满 · 陈一鸣"), "{screen}");
    let options = Options { privacy: true, ..Options::default() };
    assert!(!Explorer::with(&options, 80, 24).keys(&["2"]).screen().contains("林小满"));
}

#[test]
fn a_review_scrolls_where_messages_are_long() {
    let mut explorer = Explorer::open(80, 10);
    let first = explorer.keys(&["3", "down", "v"]).screen();
    let last = explorer.keys(&["end"]).screen();
    assert!(!first.contains("这个营地水电都有") && last.contains("这个营地水电都有"), "{first}\n{last}");
    assert!(explorer.keys(&["home"]).screen() == first, "and back again");
}

#[test]
fn values_of_a_field_say_how_many_have_them_under_what_stands_before() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["f"]).type_text("tag:KOL and stage:").screen();
    assert!(screen.contains("120 人") && screen.contains("60 人"), "{screen}");
    let asked = explorer.questions().into_iter().rev().find_map(|question| match question {
        Question::Counts(field, filter) => Some((field, filter.map(|filter| qunxiang::query::format(&filter)))),
        _ => None,
    });
    assert_eq!(asked, Some(("stage".to_owned(), Some("tag:KOL".to_owned()))));
    // Of nothing else is a count asked, and of the same field not again.
    explorer.forget();
    explorer.type_text("act");
    assert!(!explorer.questions().iter().any(|question| matches!(question, Question::Counts(..))));
}

#[test]
fn completions_beyond_the_first_are_scrolled_to() {
    let mut explorer = Explorer::open(120, 40);
    let first = explorer.keys(&["f"]).type_text("stage:").screen();
    let last = explorer.keys(&["down"; 20]).screen();
    let offers = |screen: &str| screen.lines().skip(3).take(7).map(str::to_owned).collect::<Vec<_>>();
    assert_ne!(offers(&first), offers(&last), "{last}");
    assert!(offers(&last).iter().all(|line| !line.trim().is_empty()), "{last}");
}

#[test]
fn whoever_is_listed_can_be_marked_and_acted_on() {
    for place in [&["0"][..], &["1"], &["5"], &["6"], &["2", "v", "v", "v"], &["`", "end"], &["="]] {
        let mut explorer = Explorer::open(120, 40);
        let screen = explorer.keys(place).keys(&["x"]).screen();
        assert!(screen.contains("已标记 1"), "{place:?}\n{screen}");
        assert!(place == ["="] || screen.contains('●'), "{place:?}\n{screen}");
        assert!(explorer.keys(&["t"]).screen().contains("打标签（可输入新名）"), "{place:?}");
        assert!(explorer.keys(&["esc", "T"]).screen().contains("去标签"), "{place:?}");
        let screen = explorer.keys(&["esc", "D"]).screen();
        assert!(screen.contains("退出画像"), "{place:?}\n{screen}");
        let screen = explorer.keys(&["n", "X"]).screen();
        assert!(!screen.contains("已标记"), "{place:?}\n{screen}");
    }
    // On a member's page it is about that member, whoever is marked.
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["1", "x", "x", "g", "enter", "D", "y"]);
    assert_eq!(explorer.works(), [Work::OptOut(vec![MemberId(1)])]);
}

#[test]
fn a_note_is_deleted_from_the_page_that_shows_it() {
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["1", "enter", "d"]);
    assert!(explorer.works().is_empty() && explorer.screen().contains("光标不在备注上"), "{}", explorer.screen());
    explorer.keys(&["up", "d"]);
    assert!(matches!(explorer.works().first(), Some(Work::RemoveNote(MemberId(1), _))), "{:?}", explorer.works());
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Changed(1)))));
    assert!(explorer.screen().contains("备注已删"), "{}", explorer.screen());
}

#[test]
fn the_palette_finds_a_command_by_a_part_of_its_name() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&[":"]).type_text("隐私").screen();
    assert!(screen.contains("F12") || screen.contains("隐藏或显示名字"), "{screen}");
    let screen = explorer.keys(&["enter"]).screen();
    assert!(!screen.contains("林小满") && screen.contains("成员1"), "names are hidden\n{screen}");
}

#[test]
fn privacy_hides_names_and_texts_on_the_member_page() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["P", "enter"]).screen();
    assert!(!screen.contains("林小满") && !screen.contains("wxid_"), "{screen}");
    let screen = explorer.keys(&["e"]).screen();
    assert!(!screen.contains("谁知道"), "{screen}");
}

#[test]
fn full_width_keys_of_an_input_method_work() {
    let mut explorer = Explorer::open(80, 24);
    assert!(explorer.keys(&["？"]).screen().contains("帮助"));
    assert!(explorer.keys(&["esc", "："]).screen().contains("命令"));
}

#[test]
fn the_language_key_swaps_every_title() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["L"]).screen();
    assert!(screen.contains("Members") && screen.contains("Last seen") && !screen.contains("状态"), "{screen}");
}

#[test]
fn hostile_names_neither_break_lines_nor_columns() {
    let explorer = Explorer::open(80, 24);
    let screen = explorer.screen();
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}') && !screen.contains('\u{200b}'), "{screen:?}");
    let header = screen.lines().nth(2).unwrap();
    let column = header.chars().take_while(|c| *c != '最').map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    for at in 0..19 {
        let y = 3 + at;
        let symbol: String = (column..column + 10).map(|x| explorer.cell(x as u16, y).symbol().to_owned()).collect();
        assert!(symbol.starts_with("2024-") || symbol.starts_with('—'), "row {y}: {symbol:?}\n{screen}");
    }
}

#[test]
fn every_size_is_alive() {
    for (columns, rows) in [(40, 10), (20, 5), (1, 1), (10, 2), (240, 60), (3, 30), (80, 4)] {
        let mut explorer = Explorer::open(columns, rows);
        for key in [
            "0", "d", "z", "esc", "a", "esc", "N", "esc", "1", "2", "3", "4", "5", "6", "7", "8", "A", "esc", "9", "m",
            "1", "enter", "down", "pgdn", "enter", "esc", "esc", "?", "pgdn", "esc", ":", "esc", "f", "a", "esc", "e",
            "esc", "i",
        ] {
            explorer.keys(&[key]).screen();
        }
        explorer.send(Msg::Resize(80, 24));
        explorer.screen();
    }
    insta::assert_snapshot!("members_40x10", Explorer::open(40, 10).screen());
}

#[test]
fn shrinking_keeps_the_cursor_on_screen() {
    let mut explorer = Explorer::open(80, 40);
    explorer.keys(&["pgdn"]);
    explorer.send(Msg::Resize(80, 12));
    let selected = explorer.cells().iter().filter(|cell| cell.bg == ratatui::style::Color::Indexed(24)).count();
    assert!(selected > 40, "one row stays lit");
}

#[test]
fn the_mouse_moves_opens_and_switches_screens() {
    let mut explorer = Explorer::open(80, 24);
    explorer.send(Msg::Pointer(Pointer::Wheel(1)));
    explorer.send(Msg::Pointer(Pointer::Click(10, 5)));
    explorer.send(Msg::Pointer(Pointer::Click(10, 5)));
    assert!(explorer.questions().iter().any(|question| matches!(question, Question::Portrait(_))));
    explorer.send(Msg::Pointer(Pointer::Click(18, 0)));
    assert!(explorer.screen().contains("净增"), "{}", explorer.screen());
}

#[test]
fn an_empty_store_says_how_to_begin() {
    let mut explorer = Explorer::empty(80, 24);
    insta::assert_snapshot!("welcome_80", explorer.screen());
    assert!(explorer.keys(&["enter"]).screen().contains("导入文件或文件夹"));
    explorer.keys(&["esc", "d"]);
    assert!(explorer.effects().contains(&Effect::Leave(Leave::Demo)));
}

#[test]
fn screens_are_read_before_somebody_turns_to_them() {
    let mut explorer = Explorer::open(80, 24);
    let asked = explorer.questions();
    assert!(asked.contains(&Question::Groups(None)) && asked.contains(&Question::Joins), "{asked:?}");
    explorer.hold();
    for (key, seen) in [("2", "杭州露营一群"), ("3", "年轻宝妈"), ("4", "120"), ("5", "林小满"), ("6", "0.90")]
    {
        let screen = explorer.keys(&[key]).screen();
        assert!(screen.contains(seen), "{key}\n{screen}");
    }
}

#[test]
fn the_next_page_is_here_before_somebody_turns_to_it() {
    let mut explorer = Explorer::open(80, 24);
    for _ in 0..8 {
        explorer.hold();
        let screen = explorer.keys(&["pgdn"]).screen();
        assert!(!screen.contains("···"), "{screen}");
        explorer.answer_all();
    }
}

#[test]
fn a_failed_question_says_why() {
    let mut explorer = Explorer::open(80, 24);
    explorer.hold();
    explorer.keys(&["2"]);
    explorer.fail_newest("磁盘读取失败");
    assert!(explorer.screen().contains("磁盘读取失败"));
}

#[test]
fn a_paste_goes_to_what_is_typed_and_nowhere_else() {
    let mut explorer = Explorer::open(80, 24);
    explorer.send(Msg::Paste("q".to_owned()));
    assert!(!explorer.effects().contains(&Effect::Leave(Leave::Quit)));
    explorer.keys(&["f"]);
    explorer.send(Msg::Paste("activity>=60\n".to_owned()));
    assert!(explorer.screen().contains("activity>=60"));
}

#[test]
fn the_key_reference_is_up_to_date() {
    let expected = format!("{}\n{}", qunxiang::tui::reference(Lang::Zh), qunxiang::tui::reference(Lang::En));
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    if std::env::var_os("QUNXIANG_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &expected).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == expected, "docs/keys.md is old: QUNXIANG_BLESS=1 cargo test --test tui_flow writes it");
}

#[test]
fn groups_are_sorted_by_any_column_and_what_is_unknown_stands_last() {
    let mut explorer = Explorer::open(120, 24);
    let place = |screen: &str, name: &str| screen.find(name).unwrap_or_else(|| panic!("{name}\n{screen}"));
    explorer.keys(&["2", "s"]).type_text("mood").keys(&["enter"]);
    for key in ["down", "S"] {
        let screen = explorer.keys(&[key]).screen();
        assert!(place(&screen, "杭州露营一群") < place(&screen, "上海团购群"), "{screen}");
    }
    explorer.keys(&["s"]).type_text("name").keys(&["enter"]);
    let screen = explorer.screen();
    assert!(place(&screen, "上海团购群") < place(&screen, "杭州露营一群"), "{screen}");
}

#[test]
fn a_cell_of_the_overlap_becomes_a_filter_on_both_groups() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["2", "v", "right"]).screen();
    insta::assert_snapshot!("groups_overlap_80", screen);
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("群=杭州露营一群 且 群=上海团购群"), "{screen}");
}

#[test]
fn people_across_groups_and_inviters_lead_to_members() {
    let mut explorer = Explorer::open(80, 24);
    insta::assert_snapshot!("groups_crossing_80", explorer.keys(&["2", "v", "v"]).screen());
    assert!(explorer.keys(&["enter"]).screen().contains("群数=2"), "{}", explorer.screen());
    explorer.keys(&["2", "down", "enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(7))), "an advertiser's page");
    insta::assert_snapshot!("groups_inviters_80", explorer.keys(&["2", "v"]).screen());
    assert!(explorer.keys(&["down", "enter"]).screen().contains("邀请人="), "{}", explorer.screen());
    let mut hidden = Explorer::open(80, 24);
    let screen = hidden.keys(&["P", "2", "v", "v", "v", "enter"]).screen();
    assert!(!screen.contains("invited_by"), "a filter would tell the name\n{screen}");
}

#[test]
fn a_segment_tells_who_moved_joins_the_filter_by_or_and_takes_another_name() {
    let mut explorer = Explorer::open(120, 24);
    let screen = explorer.keys(&["3", "end"]).screen();
    assert!(screen.contains("+3 −1"), "{screen}");
    let screen = explorer.keys(&["c"]).screen();
    assert!(screen.contains("新进分群:杭州妈妈 或 离开分群:杭州妈妈"), "{screen}");
    let screen = explorer.keys(&["F", "f"]).type_text("gender:female").keys(&["enter", "3", "end", "o"]).screen();
    assert!(screen.contains("性别:女 或 分群:杭州妈妈"), "{screen}");
    explorer.keys(&["3", "end", "R"]).type_text("们").keys(&["enter"]);
    let renamed = Work::RenameSegment("杭州妈妈".to_owned(), "杭州妈妈们".to_owned());
    assert_eq!(explorer.works().last(), Some(&renamed));
}

#[test]
fn earlier_filters_are_recalled_with_up_and_a_submitted_one_is_kept() {
    let mut explorer = Explorer::open(80, 24);
    let line = |explorer: &mut Explorer| explorer.screen().lines().nth(1).unwrap().to_owned();
    explorer.keys(&["f", "up"]);
    assert!(line(&mut explorer).contains("orders>=3"), "the latest of earlier sessions");
    explorer.keys(&["up"]);
    assert!(line(&mut explorer).contains("tag:KOL"));
    explorer.keys(&["down", "enter"]);
    let kept = Effect::Keep(Work::KeepFilter("orders>=3".to_owned()));
    assert!(explorer.effects().contains(&kept), "{:?}", explorer.effects().last());
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Kept))));
    explorer.keys(&["f", "up"]);
    assert!(line(&mut explorer).contains("tag:KOL"), "what stands in the line is passed over");
    explorer.keys(&["down"]);
    assert!(line(&mut explorer).contains("orders>=3"));
}

#[test]
fn the_churn_screen_counts_the_stages_and_shows_who_goes_on_to_speak() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["6"]).screen();
    assert!(screen.contains("未经本社群验证"), "how far the risk can be trusted\n{screen}");
    let screen = explorer.keys(&["s"]).screen();
    assert!(screen.contains("新成员") && screen.contains("筛选哪个阶段"), "{screen}");
    let screen = explorer.keys(&["down", "enter"]).screen();
    assert!(screen.contains("生命周期:上升"), "{screen}");
    insta::assert_snapshot!("cohorts_80", explorer.keys(&["6", "o"]).screen());
    let screen = explorer.keys(&["esc"]).screen();
    assert!(!screen.contains("2024-01"), "Esc closes it\n{screen}");
}

#[test]
fn a_month_of_the_retention_opens_to_those_who_came_in_it_and_so_do_those_left_out() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["6", "o", "down", "enter"]);
    let came = "((joined:2024-02-01..2024-02-29 and (first_seen>=2024-02-01 or first_seen:unknown)) or \
                (first_seen:2024-02-01..2024-02-29 and (joined>=2024-03-01 or joined:unknown))) and staff:no";
    let filter = |explorer: &Explorer| explorer.last_window().filter.as_ref().map(qunxiang::query::format);
    assert_eq!(filter(&explorer).as_deref(), Some(came));
    explorer.keys(&["backspace", "6", "o", "end"]);
    assert!(explorer.screen().contains("120 人在 2024-01 之前就来了"), "{}", explorer.screen());
    explorer.keys(&["enter"]);
    let before = "(joined<2024-01-01 or first_seen<2024-01-01) and staff:no";
    assert_eq!(filter(&explorer).as_deref(), Some(before));
}

#[test]
fn tags_on_offer_say_how_many_members_have_them() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["3", "1", "f"]).type_text("tag:流").screen();
    let offer = screen.lines().find(|line| line.contains("流失风险")).unwrap_or_default();
    assert!(offer.contains("85 人"), "{screen}");
}

#[test]
fn a_persona_becomes_the_filter_and_so_does_a_rule() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["\\", "down"]).screen();
    for said in ["问得较多·认识较晚", "稳定度 0.84", "提问占比", "0.40（中位 0.08）"] {
        assert!(screen.contains(said), "{said}\n{screen}");
    }
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("典型用户:问得较多·认识较晚") && screen.contains("成员"), "{screen}");
    let screen = explorer.keys(&["backspace", "\\", "v", "v", "down", "enter"]).screen();
    assert!(screen.contains("话题偏好=露营") && screen.contains("标签=KOL"), "{screen}");
}

#[test]
fn the_map_shows_where_a_persona_lies_among_all() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["\\", "v", "down"]).screen();
    assert!(screen.contains("180 位成员中抽样的 120 位；两轴保留了差异的 52%"), "{screen}");
    assert!(screen.contains("> 问得较多·认识较晚") && screen.contains("300 人中 180 人归入群组"), "{screen}");
    assert!(screen.chars().filter(|dot| ('\u{2801}'..='\u{28ff}').contains(dot)).count() > 20, "{screen}");
}

#[test]
fn the_map_says_that_its_dots_are_of_everybody_and_only_the_counts_follow_the_filter() {
    for (lang, said) in [(Lang::Zh, "不随筛选（只有人数随筛选）"), (Lang::En, "whatever the")] {
        let mut explorer = Explorer::with(&Options { lang, ..Options::default() }, 80, 24);
        explorer.keys(&["f"]).type_text("tag:KOL").keys(&["enter", "\\", "v"]);
        assert!(explorer.screen().contains(said), "{}", explorer.screen());
    }
}

#[test]
fn escape_leaves_the_filter_of_the_list_as_it_is() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["3", "enter", "4", "enter"]);
    let filter = "标签:KOL 且 生命周期:稳定";
    assert!(explorer.screen().contains(filter), "{}", explorer.screen());
    let screen = explorer.keys(&["enter", "esc", "esc", "esc"]).screen();
    assert!(screen.contains(filter) && screen.contains("Backspace"), "{screen}");
    assert!(!explorer.keys(&["backspace"]).screen().contains(filter));
}

#[test]
fn the_palette_finds_the_personas() {
    for typed in ["典型", "群像", "persona"] {
        let mut explorer = Explorer::open(80, 24);
        let screen = explorer.keys(&[":"]).type_text(typed).screen();
        let first = screen.lines().find(|line| line.contains(" \\ ")).unwrap_or_default();
        assert!(first.contains("典型用户"), "{typed}\n{screen}");
    }
}

#[test]
fn a_filter_that_cannot_be_read_says_that_alone() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["f"]).type_text("没有这个人").settle();
    assert!(explorer.screen().contains("没有符合筛选的成员"), "{}", explorer.screen());
    let screen = explorer.type_text(" and (").screen();
    assert!(screen.contains('^') && !screen.contains("没有符合筛选的成员"), "{screen}");
}

#[test]
fn a_drilled_filter_speaks_the_language_of_the_screen_and_what_was_typed_stays() {
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["3", "enter"]).keys(&["L"]);
    assert!(explorer.screen().contains("Members › tag:KOL"), "{}", explorer.screen());
    explorer.keys(&["4", "enter"]);
    assert!(explorer.screen().contains("tag:KOL and stage:active"), "{}", explorer.screen());
    let screen = explorer.keys(&["L"]).screen();
    assert!(screen.contains("标签:KOL 且 生命周期:稳定"), "{screen}");
    let mut typed = Explorer::open(120, 24);
    typed.keys(&["f"]).type_text("tag:KOL  and 性别:女").keys(&["enter", "L"]);
    assert!(typed.screen().contains("tag:KOL  and 性别:女"), "{}", typed.screen());
}

#[test]
fn a_province_on_offer_counts_everybody_in_it() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["1", "f"]).type_text("地区:").screen();
    let offered = |place: &str, people: &str| {
        screen.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") == format!("{place} {people}"))
    };
    for (place, people) in [("浙江", "260 人"), ("浙江杭州", "200 人"), ("杭州", "200 人"), ("上海", "0 人")]
    {
        assert!(offered(place, people), "{place} {people}: {screen}");
    }
}
