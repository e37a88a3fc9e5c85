//! The operator's day in the explorer: what to do, done, put off, planned and noted. Keys in, a screen
//! and effects out.

mod tui_fixture;

use qunxiang::lang::Lang;
use qunxiang::model::today::{Dealing, FollowUp, Status};
use qunxiang::model::{Day, IdentityId, MemberId};
use qunxiang::task::request::{Outcome, Question, Reply, Work};
use qunxiang::tui::{Effect, Msg, Options, Pointer};
use tui_fixture::Explorer;

/// The operator's day of the fixture.
const TODAY: Day = Day(19_784);

fn open(columns: u16, rows: u16) -> Explorer {
    Explorer::today(&Options::default(), columns, rows)
}

fn english(columns: u16, rows: u16) -> Explorer {
    Explorer::today(&Options { lang: Lang::En, ..Options::default() }, columns, rows)
}

fn changed(count: u64) -> Msg {
    Msg::Reply(Reply::Done(Ok(Outcome::Changed(count))))
}

fn dealing(matter: &'static str, at: i64, days: Option<i32>) -> Work {
    Work::Deal(Dealing { matter, account: IdentityId(at + 1), stamp: 100 + at, days })
}

#[test]
fn the_explorer_opens_on_what_to_do_with_reason_group_and_last_words() {
    for (size, columns, rows) in [("80", 80, 24), ("120", 120, 40), ("40x10", 40, 10)] {
        insta::assert_snapshot!(format!("today_{size}"), open(columns, rows).screen());
        insta::assert_snapshot!(format!("today_{size}_en"), english(columns, rows).screen());
    }
    assert_eq!(open(80, 24).questions().iter().filter(|question| **question == Question::Today).count(), 1);
}

#[test]
fn every_tab_can_be_seen_or_reached_at_every_width() {
    for columns in [40, 60, 80, 100, 120] {
        for (place, key) in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].iter().enumerate() {
            for mut explorer in [open(columns, 24), english(columns, 24)] {
                let screen = explorer.keys(&[key]).screen();
                let bar = screen.lines().next().unwrap();
                let crumb = screen.lines().nth(1).unwrap().trim().split([' ', '…']).next().unwrap().to_owned();
                assert!(
                    bar.contains(&format!("{place} {crumb}")),
                    "the open one is named at {columns}\n{bar}\n{crumb}"
                );
                for other in 0..10 {
                    assert!(bar.contains(&other.to_string()), "{other} at {columns}\n{bar}");
                }
            }
        }
    }
    let bar = open(80, 24).screen().lines().next().unwrap().to_owned();
    for title in ["今日", "成员", "群", "标签", "维度", "KOL", "流失", "导入", "对上号", "合并"] {
        assert!(bar.contains(title), "{bar}");
    }
}

#[test]
fn the_mouse_opens_a_tab_whatever_the_width() {
    let mut explorer = open(80, 24);
    explorer.send(Msg::Pointer(Pointer::Click(18, 0)));
    assert!(explorer.screen().contains("净增"), "{}", explorer.screen());
    let mut narrow = open(40, 24);
    narrow.send(Msg::Pointer(Pointer::Click(39, 0)));
    narrow.keys(&["9"]);
    assert!(narrow.screen().contains("可能是同一人"), "{}", narrow.screen());
}

#[test]
fn what_is_done_leaves_the_list_at_once_and_is_put_back_by_a_key() {
    let mut explorer = open(80, 24);
    let screen = explorer.keys(&["down", "d"]).screen();
    assert_eq!(explorer.works(), [dealing("question", 1, None)]);
    assert!(!screen.contains("26 小时没人接话"), "gone before the store says so\n{screen}");
    explorer.turns = (true, false);
    explorer.send(changed(1));
    let screen = explorer.screen();
    assert!(screen.contains("陈一鸣：已处理") && screen.contains("u 撤销"), "{screen}");
    explorer.keys(&["u"]);
    assert_eq!(explorer.works().last(), Some(&Work::Undo));
}

#[test]
fn a_matter_is_put_off_for_as_many_days_as_chosen() {
    let mut explorer = open(80, 24);
    explorer.keys(&["z", "enter"]);
    assert_eq!(explorer.works(), [dealing("followup", 0, Some(1))]);
    explorer.send(changed(1));
    explorer.keys(&["end", "z", "down", "down", "enter"]);
    assert_eq!(explorer.works().last(), Some(&dealing("change", 8, Some(7))));
    explorer.send(changed(1));
    assert!(explorer.screen().contains("7 天后再提"), "{}", explorer.screen());
    explorer.keys(&["z", "4", "enter"]);
    let last = explorer.works().pop();
    assert!(matches!(last, Some(Work::Deal(Dealing { days: Some(4), .. }))), "4 is not 14: {last:?}");
    explorer.send(changed(1));
    explorer.keys(&["z", "esc"]);
    assert_eq!(explorer.works().len(), 3, "nothing is put off by a look at the choices");
}

#[test]
fn old_data_are_said_to_be_old_with_what_counts_from_where() {
    let mut explorer = open(80, 24);
    assert!(!explorer.screen().contains("数据停在"));
    explorer.age = Some(265);
    let screen = explorer.keys(&["f5"]).screen();
    assert!(screen.contains("数据停在 265 天前：沉默按数据算，跟进按今天算"), "{screen}");
}

#[test]
fn a_matter_is_put_off_to_a_day_as_it_is_called() {
    let mut explorer = open(80, 24);
    let screen = explorer.keys(&["z"]).screen();
    assert!(screen.contains("林小满：推后"), "whose matter it is\n{screen}");
    explorer.type_text("明天").keys(&["enter"]);
    assert_eq!(explorer.works(), [dealing("followup", 0, Some(1))]);
    explorer.send(changed(1));
    explorer.keys(&["z"]).type_text("2周").keys(&["enter"]);
    assert!(matches!(explorer.works().pop(), Some(Work::Deal(Dealing { days: Some(14), .. }))));
    explorer.send(changed(1));
    let screen = explorer.keys(&["z"]).type_text("改天").keys(&["enter"]).screen();
    assert_eq!(explorer.works().len(), 2);
    assert!(screen.contains("› 改天") && screen.contains("写几天后、明天"), "it stays open and says why\n{screen}");
}

#[test]
fn while_work_is_running_nothing_leaves_the_list() {
    let mut explorer = open(80, 24);
    explorer.keys(&["d", "d"]);
    assert_eq!(explorer.works().len(), 1);
    let screen = explorer.screen();
    assert!(screen.contains("26 小时没人接话") && !screen.contains("逾期 3 天"), "{screen}");
}

#[test]
fn one_key_leads_to_the_person_and_back_and_the_next_one_follows() {
    let mut explorer = open(80, 24);
    explorer.keys(&["down", "enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(2))));
    explorer.keys(&["n"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(4))), "the next of the list");
    assert!(explorer.keys(&["esc"]).screen().contains("最近说的话"));
    assert!(explorer.keys(&["esc"]).screen().contains("最近说的话"), "this is where it all begins");
}

#[test]
fn a_follow_up_is_planned_in_a_form_over_what_was_planned() {
    let mut explorer = open(80, 24);
    insta::assert_snapshot!("plan_80", explorer.keys(&["a"]).screen());
    insta::assert_snapshot!("plan_80_en", english(80, 24).keys(&["a"]).screen());
    // A day counted from today, done, another owner, contacted today, to be left alone.
    explorer.type_text("3").keys(&["down", "right", "down", "backspace", "backspace"]);
    explorer.type_text("小李").keys(&["down"]).type_text("0").keys(&["down", "space", "enter"]);
    let plan = FollowUp {
        due: Some(TODAY + 3),
        status: Status::Done,
        owner: "小李".to_owned(),
        contacted: Some(TODAY),
        quiet: true,
    };
    assert_eq!(explorer.works(), [Work::FollowUp(vec![MemberId(1)], plan)]);
    explorer.send(changed(1));
    assert!(explorer.screen().contains("已记下跟进"), "{}", explorer.screen());
}

#[test]
fn a_day_that_cannot_be_read_is_said_and_nothing_is_kept() {
    let mut explorer = open(80, 24);
    let screen = explorer.keys(&["a"]).type_text("改天").keys(&["enter"]).screen();
    assert!(screen.contains("日子写作 2024-03-05"), "{screen}");
    assert!(explorer.works().is_empty());
    explorer.keys(&["esc"]);
    assert!(!explorer.screen().contains("日子写作"), "{}", explorer.screen());
}

#[test]
fn a_form_does_not_open_over_what_was_begun_meanwhile() {
    let mut explorer = open(80, 24);
    explorer.hold();
    explorer.keys(&["a", "?"]);
    explorer.answer_all();
    assert!(explorer.screen().contains("Esc 关闭"), "{}", explorer.screen());
}

#[test]
fn follow_ups_and_notes_are_made_from_lists_and_pages_alike() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["down", "N"]).type_text("想看新款").keys(&["enter"]);
    assert_eq!(explorer.works(), [Work::AddNote(MemberId(2), "想看新款".to_owned())]);
    explorer.send(changed(1));
    assert!(explorer.screen().contains("已记下备注"), "{}", explorer.screen());
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("跟进与备注") && screen.contains("想要大一号的天幕"), "{screen}");
    assert!(screen.contains("待跟进 · 到期日：2024-02-28 · 负责人：小王"), "{screen}");
    explorer.keys(&["a"]);
    assert!(explorer.questions().contains(&Question::Plan(MemberId(2))));
    explorer.keys(&["esc"]);
    explorer.keys(&["esc", "5", "N"]).type_text("领袖").keys(&["enter"]);
    assert_eq!(explorer.works().last(), Some(&Work::AddNote(MemberId(1), "领袖".to_owned())));
}

#[test]
fn privacy_hides_names_words_and_notes_of_the_day() {
    let mut explorer = open(120, 40);
    let screen = explorer.keys(&["P"]).screen();
    assert!(!screen.contains("陈一鸣") && !screen.contains("带狗"), "{screen}");
    assert!(!explorer.keys(&["a"]).screen().contains("林小满"));
    assert!(!explorer.keys(&["esc", "enter"]).screen().contains("天幕"));
}

#[test]
fn a_day_without_anything_to_do_says_so() {
    let mut explorer = open(80, 24);
    explorer.hold();
    explorer.keys(&["r"]);
    for _ in 0..6 {
        explorer.keys(&["d"]).send(changed(1));
    }
    let screen = explorer.screen();
    assert!(screen.contains("今天没有要办的事"), "{screen}");
    assert_eq!(explorer.keys(&["d", "z", "a", "enter"]).works().len(), 6, "nothing to act on");
}

#[test]
fn help_defines_every_kind_of_matter_with_its_numbers() {
    let mut explorer = open(120, 40);
    let mut seen = explorer.keys(&["?"]).screen();
    for _ in 0..6 {
        seen.push_str(&explorer.keys(&["pgdn"]).screen());
    }
    for number in ["2 小时到 3 天", "14 到 30 天", "近 7 天入群", "前 2000 位"] {
        assert!(seen.contains(number), "{number}\n{seen}");
    }
}

#[test]
fn who_was_contacted_lately_can_be_kept_out_of_an_export() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["e"]);
    let downs = ["down"; 7];
    let screen = explorer.keys(&downs).keys(&["right"]).screen();
    assert!(screen.contains("排除 7 天内联系过的与勿扰的"), "{screen}");
    explorer.keys(&["right", "enter"]);
    let [Work::Export(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(order.rested, Some(14));
    assert!(!explorer.effects().contains(&Effect::Cancel));
}

#[test]
fn news_since_the_last_look_become_a_filter_or_lead_to_the_joins() {
    let mut explorer = open(120, 24);
    assert!(explorer.screen().contains("新变化 20 人"), "{}", explorer.screen());
    let screen = explorer.keys(&["c"]).screen();
    assert!(screen.contains("上次看到 2024-02-"), "{screen}");
    let screen = explorer.keys(&["down", "enter"]).screen();
    assert!(screen.contains("生命周期:回流 且 状态始于>2024-02-23"), "{screen}");
    let screen = explorer.keys(&["0", "c", "end", "down", "down", "down", "enter"]).screen();
    assert!(screen.contains("8 对上号") && screen.contains("对上号"), "{screen}");
    assert!(explorer.questions().contains(&Question::Joins));
}
