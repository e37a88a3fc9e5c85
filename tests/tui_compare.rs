//! Two tags or segments, and two days, beside each other; and a segment that would take another's place.

mod tui_fixture;

use qunxiang::lang::Lang;
use qunxiang::model::view::Vocabulary;
use qunxiang::model::{Day, MemberId};
use qunxiang::query::{Expr, parse};
use qunxiang::task::request::{Question, Work};
use qunxiang::tui::Options;
use tui_fixture::Explorer;

fn filter(text: &str) -> Expr {
    parse(text, &Vocabulary::default()).unwrap()
}

#[test]
fn a_ticked_tag_is_compared_with_the_segment_under_the_cursor() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["3", "M"]).screen();
    assert!(screen.contains("先用 x 勾选一个标签或分群"), "{screen}");
    assert!(explorer.keys(&["x"]).screen().contains("● KOL"), "{}", explorer.screen());
    explorer.keys(&["end", "M"]);
    let asked = Question::Apart(filter("tag:KOL"), filter("segment:杭州妈妈"));
    assert!(explorer.questions().contains(&asked), "{:?}", explorer.questions().last());
    insta::assert_snapshot!("apart_120", explorer.screen());
    let mut narrow = Explorer::open(80, 24);
    insta::assert_snapshot!("apart_80", narrow.keys(&["3", "x", "end", "M"]).screen());
    assert!(narrow.keys(&["esc"]).screen().contains("● KOL"), "the tick stays for the next comparison");
    assert!(!narrow.keys(&["home", "x"]).screen().contains("● KOL"));
}

#[test]
fn two_ticked_rows_are_compared_wherever_the_cursor_is_and_a_tick_moves_down() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["3", "x", "x"]).screen();
    assert_eq!(screen.matches('●').count(), 2, "{screen}");
    explorer.keys(&["end", "M"]);
    let asked = explorer.questions().pop();
    assert!(
        matches!(&asked, Some(Question::Apart(one, other)) if *one == filter("tag:KOL") && one != other),
        "{asked:?}"
    );
    assert_ne!(asked, Some(Question::Apart(filter("tag:KOL"), filter("segment:杭州妈妈"))));
}

#[test]
fn a_value_that_sets_two_apart_becomes_a_condition() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["3", "x", "end", "M", "down", "down", "enter"]);
    let screen = explorer.screen();
    assert!(screen.contains("标签:热心答疑") && !screen.contains("对比两组人"), "{screen}");
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["3", "x", "end", "M", "down", "up", "enter"]);
    assert!(explorer.screen().contains("人生阶段:年幼孩子家长"), "{}", explorer.screen());
}

#[test]
fn english_reads_as_well() {
    let options = Options { lang: Lang::En, ascii: true, ..Options::default() };
    let mut explorer = Explorer::with(&options, 120, 40);
    insta::assert_snapshot!("apart_120_en", explorer.keys(&["3", "x", "end", "M"]).screen());
    insta::assert_snapshot!("days_120_en", explorer.keys(&["esc", "C", "enter"]).screen());
}

#[test]
fn two_days_are_typed_as_dates_or_as_days_before_the_as_of_day() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["C"]).screen();
    assert!(screen.contains("有画像的日子：2024-03-02、2024-02-28、2024-01-17"), "{screen}");
    explorer.keys(&["enter"]);
    // Of the builds there are, the latest that lies a month back.
    let (before, as_of) = (Day(19_739), Day(19_784));
    assert!(explorer.questions().contains(&Question::Moved(before, as_of)), "{:?}", explorer.questions().last());
    let screen = explorer.screen();
    assert!(screen.contains("流失风险") && screen.contains("+4 −1"), "{screen}");
    explorer.keys(&["esc", "C", "ctrl-u"]).type_text("0 7").keys(&["enter"]);
    assert!(explorer.questions().contains(&Question::Moved(as_of - 7, as_of)), "the earlier one is first");
    let screen = explorer.keys(&["esc", "C", "ctrl-u"]).type_text("2024-02-30 x").keys(&["enter"]).screen();
    assert!(screen.contains("要两个日期") && screen.contains("2024-02-30 x"), "it stays to be mended\n{screen}");
}

#[test]
fn a_segment_takes_the_place_of_another_only_after_a_yes() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["3", "enter", "w"]).type_text("杭州妈妈").keys(&["enter"]);
    assert!(explorer.screen().contains("已有同名分群"), "{}", explorer.screen());
    assert!(explorer.works().is_empty());
    explorer.keys(&["n", "w"]).type_text("杭州妈妈").keys(&["enter", "y"]);
    assert_eq!(
        explorer.works(),
        [Work::SaveSegment { name: "杭州妈妈".to_owned(), filter: filter("tag:KOL"), replace: true }]
    );
}

#[test]
fn who_entered_and_left_a_segment_between_two_days_is_listed_and_opened() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["3", "end", "C"]).keys(&["enter"]).screen();
    assert!(screen.contains("进入 2") && screen.contains("离开 1") && screen.contains("id:6"), "{screen}");
    assert!(
        explorer
            .questions()
            .iter()
            .any(|question| matches!(question, Question::SegmentDiff(name, ..) if name == "杭州妈妈"))
    );
    explorer.keys(&["down", "down", "enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(6))), "{}", explorer.screen());
}

#[test]
fn a_segment_is_bundled_into_a_new_folder() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["3", "end", "b"]).screen();
    assert!(screen.contains("打包分群“杭州妈妈”") && screen.contains("segment-杭州妈妈"), "{screen}");
    assert!(screen.contains("近期联系过") && screen.contains("也打包"), "{screen}");
    let bundle =
        |folder: &str, rested| Work::Bundle { segment: "杭州妈妈".to_owned(), folder: folder.into(), rested };
    explorer.keys(&["enter"]);
    assert_eq!(explorer.works(), [bundle("segment-杭州妈妈", None)]);
}

#[test]
fn a_bundle_leaves_out_whom_somebody_just_contacted_if_it_is_asked_to() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["3", "end", "b"]).type_text("-2").keys(&["down", "right"]).screen();
    assert!(screen.contains("排除 7 天内联系过的与勿扰的"), "{screen}");
    explorer.keys(&["left", "left", "enter"]);
    let (segment, folder) = ("杭州妈妈".to_owned(), "segment-杭州妈妈-2".into());
    assert_eq!(explorer.works(), [Work::Bundle { segment, folder, rested: Some(30) }]);
}
