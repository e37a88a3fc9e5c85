//! The list of leaders of a slice: chosen by a list of groups, topics and days, seen in the breadcrumb, given up again.

mod tui_fixture;

use qunxiang::lang::Lang;
use qunxiang::model::MemberId;
use qunxiang::model::slice::{Days, Slice};
use qunxiang::task::request::{Question, Ranking};
use qunxiang::tui::Options;
use tui_fixture::Explorer;

/// The slices of leaders that were asked for, in order.
fn slices(explorer: &Explorer) -> Vec<Slice> {
    let slice = |question| match question {
        Question::Ranking(Ranking::Kol(slice), ..) => Some(slice),
        _ => None,
    };
    explorer.questions().into_iter().filter_map(slice).collect()
}

#[test]
fn leaders_of_a_topic_and_some_days_are_asked_for_and_named_in_the_breadcrumb() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["5"]).forget();
    explorer.keys(&["s"]).type_text("露营").keys(&["enter", "s"]).type_text("90").keys(&["enter"]);
    let asked = slices(&explorer);
    assert_eq!(asked.last(), Some(&Slice { topic: Some("露营".to_owned()), days: Days::Last(90), ..Slice::default() }));
    insta::assert_snapshot!("slice_80", explorer.screen());
    // The same choice again gives it up, and Esc gives up the rest.
    explorer.keys(&["s"]).type_text("90").keys(&["enter"]);
    assert!(explorer.screen().contains("KOL › 露营 "), "{}", explorer.screen());
    explorer.keys(&["esc"]);
    assert_eq!(slices(&explorer).last(), Some(&Slice::default()));
    assert!(explorer.screen().contains("KOL") && !explorer.screen().contains("KOL ›"));
}

#[test]
fn a_wide_terminal_shows_trend_and_what_would_be_missing_in_the_slice() {
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["5", "s"]).type_text("一群").keys(&["enter", "s"]).type_text("明确").keys(&["enter"]);
    insta::assert_snapshot!("slice_120", explorer.screen());
    let options = Options { lang: Lang::En, ascii: true, privacy: true, ..Options::default() };
    let mut plain = Explorer::with(&options, 120, 40);
    plain.keys(&["5", "s"]).type_text("explicit").keys(&["enter"]);
    let screen = plain.screen();
    assert!(screen.contains("+12") && screen.contains("-7") && screen.contains(" new "), "{screen}");
}

#[test]
fn rows_of_another_slice_do_not_stand_while_one_is_read() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["5"]).hold();
    explorer.keys(&["s"]).type_text("30").keys(&["enter"]);
    let screen = explorer.screen();
    assert!(screen.contains("近30天") && !screen.contains("林小满"), "{screen}");
    // All at once, and once: no scrolling reads the rows again.
    explorer.answer_all();
    explorer.forget();
    explorer.keys(&["end", "home", "pgdn"]);
    assert!(slices(&explorer).is_empty());
}

#[test]
fn who_answers_whom_around_a_leader_is_listed_with_a_small_map() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["5", "down", "o"]);
    assert!(explorer.questions().contains(&Question::Ties(MemberId(2))));
    insta::assert_snapshot!("ties_80", explorer.screen());
    insta::assert_snapshot!("ties_map_80", explorer.keys(&["pgdn"]).screen());
    // In ASCII no dot is left that a terminal might draw wide; hidden names stay hidden.
    let options = Options { ascii: true, privacy: true, ..Options::default() };
    let mut plain = Explorer::with(&options, 120, 60);
    let screen = plain.keys(&["5", "o"]).screen();
    assert!(screen.contains('@') && !screen.contains('⠁') && !screen.contains("陈一鸣"), "{screen}");
    // It is told of the leader under the cursor, never of one seen before.
    explorer.keys(&["esc"]).hold();
    explorer.keys(&["down", "o"]);
    assert!(explorer.screen().contains("王知夏") && !explorer.screen().contains("回应TA"), "{}", explorer.screen());
}

#[test]
fn how_leading_moved_is_asked_for_once_the_list_is_there_and_stands_beside_the_scores() {
    let mut explorer = Explorer::open(120, 40);
    explorer.forget();
    explorer.keys(&["5"]);
    let asked: Vec<&str> = explorer
        .questions()
        .iter()
        .filter_map(|question| match question {
            Question::Ranking(..) => Some("list"),
            Question::Trends => Some("trends"),
            _ => None,
        })
        .collect();
    assert_eq!(asked, ["list", "trends"]);
    let screen = explorer.screen();
    let first = screen.lines().find(|line| line.trim_start().starts_with("1 ")).unwrap_or_else(|| panic!("{screen}"));
    assert!(first.contains("↑8"), "{first}");
    explorer.keys(&["o"]);
    assert!(explorer.screen().contains("近90天 48，此前90天 40"), "{}", explorer.screen());
}

#[test]
fn the_churn_screen_lists_other_days_or_says_why_there_is_no_list() {
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["6"]).forget();
    explorer.keys(&["W"]).type_text("7").keys(&["enter"]);
    let within = |explorer: &Explorer| {
        let is_within = |question: &Question| matches!(question, Question::Ranking(Ranking::Within(7), _, 0, _));
        explorer.questions().iter().any(is_within)
    };
    assert!(within(&explorer), "{:?}", explorer.questions());
    let screen = explorer.screen();
    assert!(screen.contains("给不出 7 天的名单：历史太短") && screen.contains("流失 › 7 天"), "{screen}");
    explorer.keys(&["f"]).type_text("tag:KOL").keys(&["enter"]);
    let screen = explorer.screen();
    assert_eq!(screen.matches("给不出 7 天的名单：历史太短").count(), 1, "{screen}");
    assert!(!screen.contains("没有符合筛选的成员") && !screen.contains("这里还没有内容"), "the only reason\n{screen}");
    explorer.forget();
    explorer.keys(&["esc"]);
    assert!(!within(&explorer) && !explorer.screen().contains("给不出"), "{}", explorer.screen());
}

#[test]
fn evidence_that_is_opened_from_a_slice_says_that_it_is_of_all_data() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["5", "s"]).type_text("露营").keys(&["enter", "v"]);
    let screen = explorer.screen();
    assert!(screen.contains("这里是全部数据的数字与依据，不是范围“露营”的"), "{screen}");
    let mut whole = Explorer::open(80, 24);
    whole.keys(&["5", "v"]);
    assert!(!whole.screen().contains("全部数据"), "{}", whole.screen());
}
