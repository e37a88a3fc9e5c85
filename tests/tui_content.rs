//! The content screen: what is spoken of under the filter, and the way from there to a filter and to a person.

mod tui_fixture;

use qunxiang::model::MemberId;
use qunxiang::task::request::Question;
use qunxiang::tui::{Msg, Options};
use tui_fixture::Explorer;

fn open(columns: u16, rows: u16) -> Explorer {
    let mut explorer = Explorer::open(columns, rows);
    explorer.keys(&["`"]);
    explorer
}

fn filter_of(explorer: &Explorer) -> String {
    let asked = explorer.questions().into_iter().rev().find_map(|question| match question {
        Question::Members(window) => Some(window.filter),
        _ => None,
    });
    asked.flatten().map(|filter| qunxiang::query::format(&filter)).unwrap_or_default()
}

#[test]
fn topics_words_hours_and_questions_stand_on_one_screen() {
    let screen = open(120, 24).screen();
    for seen in [
        "育儿",
        "上升",
        "陈一鸣 +7",
        "~ 吉他·琴弦·乐谱",
        " ×9",
        "? 帐篷怎么选？",
        "亲子露营",
        "+ 转奶粉",
        "×4.2 (2.1–8.3)",
        "这些成员 20 人的 120 条，与其他成员的 400 条相比。",
        "周三 20:00 75% (9/12)",
    ] {
        assert!(screen.contains(seen), "{seen}\n{screen}");
    }
    let small = open(80, 24).screen();
    assert!(small.contains("育儿") && small.contains("陈一鸣 +7") && small.contains("最常有人回应的时段"), "{small}");
}

#[test]
fn beside_who_spoke_of_a_topic_stands_how_many_enter_selects() {
    let screen = open(120, 24).screen();
    let row = screen.lines().find(|line| line.contains("育儿")).unwrap();
    assert!(screen.contains("回车得") && row.contains("21") && row.contains(" 9 "), "{screen}");
    assert!(screen.contains("回车得：按“育儿”筛选，得 9 人"), "{screen}");
}

#[test]
fn enter_turns_a_topic_into_the_visible_filter_and_backspace_takes_it_back() {
    let mut explorer = open(120, 24);
    explorer.keys(&["enter"]);
    assert_eq!(filter_of(&explorer), "topics:育儿");
    assert!(explorer.screen().contains("话题偏好:育儿"), "{}", explorer.screen());
    explorer.keys(&["backspace"]);
    assert!(!explorer.screen().contains("话题偏好:育儿"));
    explorer.keys(&["`", "down", "enter"]);
    assert_eq!(filter_of(&explorer), "said(\"吉他\") and said(\"琴弦\")");
}

#[test]
fn a_keyword_opens_its_messages_and_turns_into_who_said_it() {
    let mut explorer = open(120, 24);
    explorer.keys(&["down", "down", "v"]);
    let screen = explorer.screen();
    assert!(screen.contains("5 人的 12 条发言含此词；别处 8 条。") && screen.contains("转奶粉要慢慢来"), "{screen}");
    explorer.keys(&["esc", "enter"]);
    assert_eq!(filter_of(&explorer), "said(\"转奶粉\")");
    let mut hidden = Explorer::open(120, 24);
    let screen = hidden.keys(&["P", "`", "down", "down", "v"]).screen();
    assert!(!screen.contains("转奶粉"), "{screen}");
}

#[test]
fn a_topic_opens_what_was_said_of_it_last_and_from_there_who_said_it() {
    let mut explorer = open(80, 24);
    explorer.hold();
    explorer.keys(&["v"]);
    assert!(explorer.questions().contains(&Question::Spoken("育儿".to_owned(), Vec::new(), None)));
    assert!(explorer.screen().contains("读取中"), "{}", explorer.screen());
    explorer.answer_all();
    let screen = explorer.screen();
    assert!(screen.contains("21 人的") && screen.contains("宝宝几个月可以露营"), "{screen}");
    explorer.keys(&["down", "down", "enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(5))), "the second message is of member 5");
    explorer.keys(&["esc", "v"]).answer_all();
    explorer.keys(&["enter"]);
    assert_eq!(filter_of(&explorer), "member_id:(2,5,9)", "who ever spoke of it");
    let mut found = open(80, 24);
    let screen = found.keys(&["down", "v"]).screen();
    assert!(screen.contains("至少含其中两个词的发言：吉他、琴弦、乐谱"), "{screen}");
    let mut question = open(120, 24);
    assert!(question.keys(&["end", "v"]).screen().contains("光标不在话题或关键词上"), "{}", question.screen());
}

#[test]
fn an_open_question_is_one_key_from_who_asks() {
    let mut explorer = open(120, 24);
    explorer.keys(&["end", "enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(3))));
    let mut hidden = Explorer::open(120, 24);
    let screen = hidden.keys(&["P", "`"]).screen();
    assert!(!screen.contains("陈一鸣") && !screen.contains("帐篷怎么选"), "{screen}");
}

#[test]
fn it_follows_the_filter_and_is_read_only_when_somebody_turns_to_it() {
    let mut explorer = Explorer::today(&Options::default(), 120, 24);
    let is_content = |question: &Question| matches!(question, Question::Content(_));
    assert!(!explorer.questions().iter().any(is_content), "reading every message costs seconds");
    explorer.keys(&["`"]);
    assert!(explorer.questions().contains(&Question::Content(None)));
    assert!(explorer.questions().contains(&Question::Keywords(None)), "once the rest is here");
    explorer.keys(&["f"]).type_text("tag:KOL").keys(&["enter", "`"]);
    let asked = explorer.questions().into_iter().rev().find(is_content);
    assert!(matches!(asked, Some(Question::Content(Some(_)))), "{asked:?}");
    explorer.send(Msg::Resize(40, 10));
    assert!(explorer.screen().contains("育儿"), "{}", explorer.screen());
}

#[test]
fn members_who_say_nothing_of_any_topic_are_not_said_to_be_nobody() {
    let mut explorer = Explorer::open(80, 24);
    explorer.wordless = true;
    let screen = explorer.keys(&["f"]).type_text("tag:KOL").keys(&["enter", "`"]).screen();
    assert!(screen.contains("300 人") && screen.contains("还没有能认出话题的发言"), "{screen}");
    assert!(!screen.contains("没有符合筛选的成员"), "{screen}");
    let screen = explorer.keys(&["F", "f"]).type_text("没有这个人").keys(&["enter", "`"]).screen();
    assert!(screen.contains("没有符合筛选的成员"), "{screen}");
}
