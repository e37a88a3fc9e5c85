//! What is beside the lists of members, and what is done to all whom a list holds.

mod tui_fixture;

use qunxiang::query;
use qunxiang::task::request::Question;
use qunxiang::tui::{Msg, Pointer};
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
