//! What is beside the lists of members, and what is done to all whom a list holds.

mod tui_fixture;

use qunxiang::lang::Lang;
use qunxiang::model::MemberId;
use qunxiang::model::view::StaffMark;
use qunxiang::query;
use qunxiang::task::request::{Outcome, Question, Reply, Work};
use qunxiang::tui::{Msg, Options, Pointer};
use tui_fixture::Explorer;

fn filter(explorer: &Explorer) -> Option<String> {
    explorer.last_window().filter.as_ref().map(query::format)
}

#[test]
fn the_tags_beside_the_members_are_reached_by_keys_and_narrow_the_list() {
    let mut explorer = Explorer::open(120, 40);
    let list = explorer.screen();
    assert!(list.lines().last().unwrap().contains("Tab 到标签栏"), "{list}");
    let screen = explorer.keys(&["tab"]).screen();
    assert!(screen.lines().last().unwrap().contains("回列表"), "{screen}");
    explorer.keys(&["down", "down", "up", "enter"]);
    assert_eq!(filter(&explorer).as_deref(), Some("tag:年轻宝妈"));
    explorer.keys(&["home", "n"]);
    assert_eq!(filter(&explorer).as_deref(), Some("tag:年轻宝妈 and not tag:KOL"), "the cursor stays among the tags");
    explorer.keys(&["backspace", "down", "enter", "enter"]);
    assert_eq!(filter(&explorer).as_deref(), Some("tag:年轻宝妈"), "the same tag twice is one condition");
    explorer.keys(&["esc"]).forget();
    explorer.keys(&["enter"]);
    assert!(explorer.questions().iter().any(|question| matches!(question, Question::Portrait(_))), "a member opens");
}

#[test]
fn tags_that_come_into_sight_are_counted_under_the_filter() {
    let asked = |explorer: &Explorer| {
        let asked = explorer.questions().into_iter().filter_map(|question| match question {
            Question::Tags(filter) => Some(filter.as_ref().map_or(String::new(), query::format)),
            _ => None,
        });
        asked.collect::<Vec<_>>()
    };
    let shown = |explorer: &Explorer| {
        let screen = explorer.screen();
        screen.lines().find(|line| line.contains("│KOL")).map(|line| line.trim_end().to_owned())
    };
    // Counted for everybody on their own screen, then the filter becomes another where they have no room.
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["3", "down", "enter"]).forget();
    explorer.hold();
    explorer.send(Msg::Resize(120, 24));
    assert_eq!(asked(&explorer), ["tag:年轻宝妈"]);
    assert!(shown(&explorer).unwrap().ends_with('…'), "{}", explorer.screen());
    explorer.send(Msg::Resize(121, 24));
    assert_eq!(asked(&explorer).len(), 1, "what was asked is not asked again");
    explorer.answer_all();
    assert!(shown(&explorer).unwrap().ends_with(|last: char| last.is_ascii_digit()), "{}", explorer.screen());
    // An answer for the filter before, which comes late, counts nothing.
    let mut late = Explorer::open(120, 24);
    late.hold();
    late.keys(&["b", "3", "1", "b"]).keys(&["f"]).type_text("tag:KOL").keys(&["enter"]);
    late.answer_all_but(|question| *question == Question::Tags(Some(query::Expr::has("tag", "KOL"))));
    late.keys(&["b"]);
    assert!(shown(&late).is_none_or(|line| line.ends_with('…')), "{}", late.screen());
}

#[test]
fn how_many_are_found_stands_beside_the_filter_while_it_is_typed_and_after() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["f"]).type_text("tag:KOL");
    let below = |explorer: &Explorer| explorer.screen().lines().nth(2).unwrap().to_owned();
    assert!(below(&explorer).ends_with(" …"), "{}", explorer.screen());
    explorer.settle();
    assert!(below(&explorer).ends_with("300 人"), "{}", explorer.screen());
    explorer.hold();
    explorer.type_text(" and messages>3").settle();
    assert!(below(&explorer).ends_with(" …"), "no number of the filter before\n{}", explorer.screen());
    explorer.answer_all();
    explorer.keys(&["enter"]).answer_all();
    // Screens that show something else of them say how many they are, too.
    for tab in ["3", "4", "`"] {
        explorer.keys(&[tab]).answer_all();
        let screen = explorer.screen();
        assert!(screen.lines().nth(1).unwrap().ends_with("300 人"), "{tab}\n{screen}");
    }
    explorer.keys(&["7"]).answer_all();
    assert!(!explorer.screen().lines().nth(1).unwrap().ends_with(" 人"), "{}", explorer.screen());
}

#[test]
fn keys_return_from_the_tags_to_the_list_and_a_second_tab_goes_on() {
    for back in ["esc", "left", "h", "shift-tab"] {
        let mut explorer = Explorer::open(120, 40);
        let list = explorer.screen();
        assert_ne!(explorer.keys(&["tab"]).screen(), list);
        assert_eq!(explorer.keys(&[back]).screen(), list, "{back}");
    }
    let mut explorer = Explorer::open(120, 40);
    let groups = explorer.keys(&["2"]).screen();
    assert_eq!(explorer.keys(&["1", "tab", "tab"]).screen(), groups);
    let mut narrow = Explorer::open(80, 24);
    let groups = narrow.keys(&["2"]).screen();
    assert_eq!(narrow.keys(&["1", "tab"]).screen(), groups, "without a sidebar, Tab is the next screen");
}

#[test]
fn what_is_done_to_members_is_not_done_from_among_the_tags() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["tab", "x"]).screen();
    assert!(screen.contains("光标不在成员上"), "{screen}");
    // Where the sidebar goes, keys are of the list again.
    explorer.send(Msg::Resize(80, 24));
    explorer.keys(&["x"]);
    assert!(explorer.screen().contains("已标记 1"), "{}", explorer.screen());
}

#[test]
fn the_mouse_reaches_the_tags_and_more_of_them_than_fit_scroll() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.screen();
    let row = screen.lines().position(|line| line.contains("│流失风险")).unwrap() as u16;
    explorer.send(Msg::Pointer(Pointer::Click(100, row))).send(Msg::Pointer(Pointer::Click(100, row)));
    assert_eq!(filter(&explorer).as_deref(), Some("tag:流失风险"));
    let mut low = Explorer::open(120, 7);
    let screen = low.keys(&["tab", "end"]).screen();
    assert!(screen.contains("老客户"), "{screen}");
}

#[test]
fn all_whom_a_list_holds_are_marked_on_every_screen_that_lists_members() {
    let asked = |keys: &[&str]| {
        let mut explorer = Explorer::open(80, 24);
        explorer.keys(keys).forget();
        explorer.keys(&["A"]);
        assert!(explorer.screen().contains("已标记 300"), "{keys:?}\n{}", explorer.screen());
        let asked = explorer.questions().into_iter().find_map(|question| match question {
            Question::MemberIds(filter) => Some(filter.map_or(String::new(), |filter| query::format(&filter))),
            _ => None,
        });
        asked.expect("everybody of the list is asked for")
    };
    assert_eq!(asked(&["1"]), "");
    assert_eq!(asked(&["5"]), "staff:no and not influence:unknown");
    assert_eq!(asked(&["5", "c"]), "staff:no and not consumption:unknown");
    assert_eq!(asked(&["3", "enter", "6"]), "staff:no and not churn_risk:unknown and tag:KOL");
    assert_eq!(asked(&["7", "v", "v", "down"]), "campaign:老客回访", "those who were contacted");
}

#[test]
fn of_lists_that_are_here_as_a_whole_all_are_marked_at_once() {
    for (keys, count) in [(&["2", "v", "v", "v"][..], 3), (&["2", "v", "v"], 1), (&["7", "v"], 1)] {
        let mut explorer = Explorer::open(80, 24);
        explorer.keys(keys).keys(&["A"]);
        let screen = explorer.screen();
        assert!(screen.contains(&format!("已标记 {count}")), "{keys:?}\n{screen}");
    }
    for keys in [&["2"][..], &["3"], &["1", "enter"]] {
        let mut explorer = Explorer::open(80, 24);
        let screen = explorer.keys(keys).keys(&["A"]).screen();
        assert!(screen.contains("没有成员列表可标记"), "{keys:?}\n{screen}");
    }
}

#[test]
fn an_export_is_named_by_whom_it_holds() {
    let proposed = |lang: Lang, keys: &[&str]| {
        let mut explorer = Explorer::with(&Options { lang, ..Options::default() }, 80, 24);
        explorer.keys(keys).keys(&["e"]).looked_for()
    };
    assert_eq!(proposed(Lang::Zh, &[]), "成员-2024-03-02.csv");
    assert_eq!(proposed(Lang::Zh, &["3", "down", "enter"]), "年轻宝妈-2024-03-02.csv");
    assert_eq!(proposed(Lang::Zh, &["3", "end", "enter"]), "杭州妈妈-2024-03-02.csv", "a segment's name");
    assert_eq!(proposed(Lang::En, &["3", "enter", "4", "enter"]), "KOL-active-2024-03-02.csv");
    assert_eq!(proposed(Lang::Zh, &["3", "enter", "x"]), "标记的成员-2024-03-02.csv", "marks go before the filter");
    assert_eq!(proposed(Lang::Zh, &["3", "enter", "P"]), "成员-2024-03-02.csv", "what is hidden names no file");
    let searched = &["/", "l", "x", "enter"];
    assert_eq!(proposed(Lang::Zh, searched), "成员-2024-03-02.csv", "nobody's name is in a file's");
}

#[test]
fn a_tag_is_taken_away_of_those_held_and_a_rules_for_good() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["T"]).screen();
    let line = |tag: &str| screen.lines().position(|line| line.contains('│') && line.contains(tag));
    let (own, imported, by_rule) = (line("老客户").unwrap(), line("金卡").unwrap(), line("不再打上").unwrap());
    assert!(own < imported && imported < by_rule, "{screen}");
    assert!(
        screen.lines().nth(own).unwrap().contains("人工") && screen.contains("规则；去掉后规则不再打上"),
        "{screen}"
    );
    explorer.keys(&["enter"]);
    assert_eq!(explorer.works(), [Work::RemoveTag("老客户".to_owned(), vec![MemberId(1)])]);
    let mut several = Explorer::open(80, 24);
    let screen = several.keys(&["x", "x", "x", "T"]).screen();
    assert!(screen.contains("人工 1 人、规则 2 人；去掉后规则不再打上"), "{screen}");
    let mut moved = Explorer::open(80, 24);
    moved.hold();
    moved.keys(&["T", "down"]).answer_all();
    assert!(!moved.screen().contains("不再打上"), "somebody else is under the cursor by now\n{}", moved.screen());
}

#[test]
fn a_tag_that_nobody_bears_is_offered_last() {
    let places = |screen: &str| {
        let place = |tag: &str| screen.lines().position(|line| line.contains(tag) && line.contains(" 人"));
        (place("KOL").unwrap(), place("老客户").unwrap())
    };
    let mut explorer = Explorer::open(80, 24);
    explorer.unborne = true;
    let screen = explorer.keys(&["3", "1", "t"]).screen();
    let (unborne, borne) = places(&screen);
    assert!(borne < unborne && screen.contains("0 人"), "{screen}");
    let screen = explorer.keys(&["esc", "f"]).type_text("tag:").screen();
    let (unborne, borne) = places(&screen);
    assert!(borne < unborne, "{screen}");
}

#[test]
fn rules_and_filters_of_tags_and_segments_are_written_in_the_language_of_the_screen() {
    let listed = |lang: Lang| {
        let mut explorer = Explorer::with(&Options { lang, ..Options::default() }, 160, 24);
        explorer.keys(&["3"]).screen()
    };
    let zh = listed(Lang::Zh);
    assert!(zh.contains("人生阶段:年幼孩子家长 且 性别:女") && zh.contains("标签:年轻宝妈"), "{zh}");
    assert!(listed(Lang::En).contains("life_stage:parent_young and gender:female"), "{}", listed(Lang::En));
}

#[test]
fn whoever_is_taken_out_is_named_with_what_follows_and_nothing_is_said_to_complete() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["D"]).screen();
    assert!(
        screen.contains("退出画像？") && screen.contains(&format!("让{}退出画像", tui_fixture::name(0))),
        "{screen}"
    );
    assert!(screen.contains("重新导入也不会回来") && screen.contains("Enter 或 y 确定"), "{screen}");
    assert!(!screen.contains("补全"), "{screen}");
    assert!(explorer.works().is_empty());
    explorer.keys(&["n", "x", "x", "D"]);
    assert!(explorer.screen().contains("2 人退出画像"), "{}", explorer.screen());
    explorer.keys(&["y"]);
    assert_eq!(explorer.works(), [Work::OptOut(vec![MemberId(1), MemberId(2)])]);
    let mut note = Explorer::open(80, 24);
    assert!(!note.keys(&["N"]).screen().contains("补全"), "{}", note.screen());
}

#[test]
fn the_overlap_of_groups_says_whom_it_leaves_out_and_tells_namesakes_apart() {
    let mut explorer = Explorer::open(120, 24);
    explorer.namesakes = true;
    let screen = explorer.keys(&["2"]).screen();
    assert!(screen.contains("杭州露营一群 (qq)"), "{screen}");
    let screen = explorer.keys(&["v", "right"]).screen();
    assert!(screen.contains("杭州露营一群 (wechat) × 杭州露营一群 (qq)"), "{screen}");
    assert!(screen.contains("不含员工和机器人"), "{screen}");
}

#[test]
fn the_list_of_buyers_says_what_it_is() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["5", "c"]).screen();
    assert!(screen.lines().nth(1).unwrap().contains("消费潜力：谁可能再买，只据订单"), "{screen}");
}

/// What stands on a screen while a newer question runs is said to be of before, and looks so.
#[test]
fn what_a_newer_question_has_outdated_is_marked_on_every_screen() {
    // Today, groups, tags, dimensions, leaders, churn, imports, joins, merges, log, content, personas.
    for (screen, views) in [
        ("0", 1),
        ("1", 1),
        ("2", 4),
        ("3", 1),
        ("4", 1),
        ("5", 1),
        ("6", 1),
        ("7", 3),
        ("8", 1),
        ("9", 1),
        ("=", 1),
        ("`", 1),
        ("\\", 4),
    ] {
        for view in 0..views {
            let mut explorer = Explorer::open(80, 24);
            explorer.keys(&[screen]);
            (0..view).for_each(|_| _ = explorer.keys(&["v"]));
            let calm = explorer.screen();
            assert!(!calm.contains("旧数据"), "{screen} {view}\n{calm}");
            explorer.hold();
            explorer.keys(&["f5"]);
            let outdated = explorer.screen();
            assert!(outdated.contains("旧数据，更新中…"), "{screen} {view}\n{outdated}");
            explorer.answer_all();
            assert_eq!(explorer.screen(), calm, "{screen} {view}");
        }
    }
}

#[test]
fn numbers_of_the_filter_before_are_marked_until_those_of_the_new_one_are_here() {
    for screen in ["1", "2", "3", "4", "5", "6", "`", "\\"] {
        let mut explorer = Explorer::open(80, 24);
        explorer.keys(&[screen, "f"]).type_text("tag:KOL");
        explorer.hold();
        explorer.keys(&["enter", screen]);
        let outdated = explorer.screen();
        assert!(outdated.contains("旧数据，更新中…"), "{screen}\n{outdated}");
        let dim = explorer.cell(2, 4).fg;
        explorer.answer_all();
        assert!(!explorer.screen().contains("旧数据"), "{screen}\n{}", explorer.screen());
        assert_ne!((screen, explorer.cell(2, 4).fg), ("1", dim), "a member's name is lit again");
    }
}

#[test]
fn a_mark_that_is_none_of_the_operators_is_not_said_to_be_gone() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["m", "down", "down", "enter"]);
    assert!(matches!(&explorer.works()[..], [Work::Staff(_, StaffMark::None)]), "{:?}", explorer.works());
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Changed(0)))));
    assert!(explorer.screen().contains("群内角色是机器人的一直算机器人"), "{}", explorer.screen());
}
