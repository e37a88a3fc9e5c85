//! What the explorer does where something went wrong, and the way back.

mod tui_fixture;

use qunxiang::lang::Lang;
use qunxiang::model::MemberId;
use qunxiang::model::report::{FileReport, ImportReport};
use qunxiang::task::request::{Outcome, Question, Reply};
use qunxiang::tui::{Msg, Options};
use tui_fixture::Explorer;

fn unread(path: &str, reason: &str) -> FileReport {
    FileReport { path: path.to_owned(), error: Some(reason.to_owned()), ..FileReport::default() }
}

fn imported(files: Vec<FileReport>) -> Msg {
    let mut report = ImportReport::default();
    files.into_iter().for_each(|file| report.push(file));
    Msg::Reply(Reply::Done(Ok(Outcome::Imported(report, None))))
}

#[test]
fn files_that_could_not_be_read_are_named_with_their_reasons() {
    let mut explorer = Explorer::open(100, 24);
    explorer.keys(&["i"]).type_text("exports/").keys(&["enter"]);
    let chat = FileReport { path: "exports/chat.json".to_owned(), records: 3, new: 3, ..FileReport::default() };
    explorer.send(imported(vec![
        chat,
        unread("exports/notes.docx", "无法识别的格式"),
        unread("exports/a.png", "是图片"),
    ]));
    let screen = explorer.screen();
    assert!(screen.contains("notes.docx：无法识别的格式"), "{screen}");
    let screen = explorer.keys(&["7"]).screen();
    assert!(screen.contains("notes.docx") && screen.contains("a.png") && screen.contains("读不了"), "{screen}");
    let screen = explorer.keys(&["down", "enter"]).screen();
    assert!(screen.contains("exports/a.png") && screen.contains("是图片"), "{screen}");
}

#[test]
fn a_file_says_all_reasons_of_its_skipped_rows() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["7", "end", "enter"]).screen();
    assert!(screen.contains("第 17 行：时间无法读取") && screen.contains("另有 1 行跳过"), "{screen}");
}

#[test]
fn a_file_says_how_far_its_data_can_be_trusted_and_groups_where_they_fall_silent() {
    let mut explorer = Explorer::open(100, 24);
    let screen = explorer.keys(&["7", "end"]).screen();
    assert!(screen.contains("群断档 1 处"), "{screen}");
    assert!(
        screen.contains("10242 行里跳过 2 行（0.0%）；12 处 @ 找不到人；2100 条回复里 3 条找不到原话（0.1%）"),
        "{screen}"
    );
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.contains("10240 条里重复 40 条（0.4%）"), "{screen}");
    assert!(screen.contains("杭州露营二群 · 断档 11 天：2024-01-31 至 2024-02-10"), "{screen}");
    let mut narrow = Explorer::open(40, 10);
    narrow.keys(&["7", "end", "enter", "down"]);
}

#[test]
fn an_import_that_read_nothing_keeps_what_was_typed() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["i"]).type_text("exprots/chat.json").keys(&["enter"]);
    explorer.send(Msg::Reply(Reply::Done(Err("找不到 exprots/chat.json".to_owned()))));
    let screen = explorer.screen();
    assert!(screen.contains("› exprots/chat.json") && screen.contains("找不到 exprots/chat.json"), "{screen}");
    explorer.keys(&["enter"]);
    explorer.send(imported(vec![unread("exprots/chat.json", "是空的")]));
    assert!(explorer.screen().contains("› exprots/chat.json"));
}

#[test]
fn backspace_takes_the_filter_back_and_the_hint_of_it_shows() {
    for (lang, hint) in [(Lang::Zh, "撤回条件"), (Lang::En, "Take back")] {
        let mut explorer = Explorer::with(&Options { lang, ..Options::default() }, 80, 24);
        explorer.keys(&["3", "down", "enter"]);
        let screen = explorer.screen();
        assert!(screen.lines().last().unwrap().contains(hint), "{screen}");
        let screen = explorer.keys(&["backspace"]).screen();
        assert!(!screen.lines().last().unwrap().contains(hint), "{screen}");
    }
}

#[test]
fn whom_sources_contradict_is_one_key_from_the_files_and_one_from_their_page() {
    let mut explorer = Explorer::open(120, 24);
    let screen = explorer.keys(&["7", "v"]).screen();
    for seen in ["说法不一", "浙江 杭州 · 问卷", "0.82", "浙江 宁波 · 自述", "0.76"] {
        assert!(screen.contains(seen), "{seen}\n{screen}");
    }
    explorer.keys(&["enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(2))));
    let screen = explorer.keys(&["esc", "v", "v"]).screen();
    assert!(!screen.contains("浙江 宁波"), "the files again\n{screen}");
    let mut small = Explorer::open(80, 24);
    assert!(small.keys(&["7", "v"]).screen().contains("浙江 宁波"), "{}", small.screen());
    let mut hidden = Explorer::open(120, 24);
    let screen = hidden.keys(&["P", "7", "v"]).screen();
    assert!(!screen.contains("宁波") && screen.contains("0.76"), "{screen}");
    let mut filtered = Explorer::open(120, 24);
    filtered.keys(&["f"]).type_text("tag:KOL").keys(&["enter", "7", "v"]);
    let asked = filtered.questions().into_iter().rev().find(|asked| matches!(asked, Question::Contradictions(_)));
    assert!(matches!(asked, Some(Question::Contradictions(Some(_)))), "{asked:?}");
}

#[test]
fn what_could_not_be_told_of_the_data_is_said() {
    let mut explorer = Explorer::open(100, 24);
    explorer.hold();
    explorer.keys(&["7"]);
    assert!(matches!(explorer.questions().last(), Some(Question::Quality)), "{:?}", explorer.questions().last());
    explorer.fail_newest("读不了质量");
    assert!(explorer.screen().contains("读不了质量"), "{}", explorer.screen());
}

/// Names every kind of question, so that a new one is missed here at once.
macro_rules! kinds {
    ($($kind:ident)*) => {
        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        fn kind(question: &Question) -> &'static str {
            match question {
                $(Question::$kind { .. } => stringify!($kind),)*
            }
        }
    };
}

kinds! {
    Overview Today Plan Members MemberIds Since TypedFilters Tags HeldTags Portrait Evidence Messages Groups Overlap Crossing
    Inviters Distribution Counts CrossTable Content Spoken Keywords Brief Stages Cohorts Proofs Ranking Trends Personas Circles
    Associations Contradictions Campaigns Campaign Imports Quality Joins Identities Pair Compare Similar Apart Moved SegmentDiff Merges
    Look Schemes Reviewed ReviewSample Ties Segments Log Turns Vocabulary
}

/// A way through the explorer on which it asks everything that it can ask.
const TOUR: &[&str] = &[
    "7", "v", "v", "9", "=", "`", "v", "esc", "b", "esc", "\\", "v", "v", "v", "2", "v", "v", "v", "4", "c", "enter",
    "5", "o", "esc", "6", "o", "esc", "3", "m", "esc", "x", "end", "M", "esc", "C", "enter", "esc", "home", "v", "y",
    "done", "y", "done", "esc", "1", "T", "esc", "A", "X", "a", "esc", "C", "enter", "esc", "x", "x", "M", "esc", "f",
    "s", "t", "a", "g", "e", ":", "esc", "i", "c", "enter", "esc", "1", "enter", "s", "esc", "e",
];

#[test]
fn a_question_without_an_answer_is_told_whatever_was_asked_and_no_longer_waited_for() {
    for failing in KINDS {
        let mut explorer = Explorer::unanswered(120, 40);
        let mut tour = TOUR.iter();
        while explorer.answer_all_but(|question| kind(question) == *failing) == 0 {
            assert!(!explorer.is_waiting(), "all is answered, and {failing} not asked yet");
            match tour.next().unwrap_or_else(|| panic!("{failing} is asked nowhere")) {
                &"done" => explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Changed(1))))),
                key => explorer.keys(&[key]),
            };
        }
        assert!(explorer.is_waiting(), "{failing} is open");
        explorer.fail_newest("读不出来");
        assert!(explorer.screen().contains("读不出来"), "{failing}\n{}", explorer.screen());
        explorer.answer_all();
        assert!(!explorer.is_waiting(), "{failing} has ended");
    }
}
